/**
 * Timestamps read by hand: a Date object for each event would cost more than the rest of its mapping.
 * All functions give milliseconds since 1970 UTC, or NaN for what is no such time.
 */

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; NaN if there is no such day. */
function days(year: number, month: number, day: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const last = DAYS[month - 1];
  if (last === undefined || !(day >= 1 && day <= last + leap)) return Number.NaN;
  // Counted from March, so that the leap day comes last (Hinnant's days_from_civil).
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

/** Two digits at `at`; NaN if they are not digits. */
function two(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : Number.NaN;
}

const four = (text: string, at: number): number => two(text, at) * 100 + two(text, at + 2);

function clock(hour: number, minute: number, second: number): number {
  // 60 is a leap second, which OCSF's count of milliseconds does not have: it runs into the next minute.
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return Number.NaN;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/** A date and a time of day, all in numbers, as UTC; the month from 1. NaN if there is no such. */
export function civilTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  return days(year, month, day) * 86_400_000 + clock(hour, minute, second);
}

/** The month whose English name begins with the three letters at `at`, from 1; NaN if there is none. */
export function monthAt(text: string, at: number): number {
  const month = MONTHS.indexOf(text.slice(at, at + 3)) / 3;
  return at + 3 <= text.length && Number.isInteger(month) && month >= 0 ? month + 1 : Number.NaN;
}

/** The time zone from `at` to the text's end in minutes east of UTC: `Z`, `+hh:mm`, `+hhmm`, `+hh`; else NaN. */
export function zoneAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 90 || code === 122) return at + 1 === text.length ? 0 : Number.NaN;
  return zone(text, at);
}

/** `+hh:mm`, `+hhmm` or `+hh` at `at` in minutes; NaN if it is none or the text goes on after it. */
function zone(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign !== 43 && sign !== 45) return Number.NaN;
  const rest = text.length - at - 1;
  const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0;
  if (rest !== 2 && rest !== 4 + colon) return Number.NaN;
  const minutes = two(text, at + 1) * 60 + (rest === 2 ? 0 : two(text, at + 3 + colon));
  return minutes <= 18 * 60 ? (sign === 45 ? -minutes : minutes) : Number.NaN;
}

/**
 * ISO 8601 / RFC 3339: `2023-07-10T11:47:39Z`, with a fraction of any length (cut to milliseconds), a zone as
 * `Z`, `+02:00` or `+0200`, or none, which is taken as UTC; a space may stand for the `T`.
 */
export function parseIso(text: string): number {
  if (
    text.length < 19 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  )
    return Number.NaN;
  const separator = text.charCodeAt(10);
  if (separator !== 84 && separator !== 32 && separator !== 116) return Number.NaN;
  let time =
    days(four(text, 0), two(text, 5), two(text, 8)) * 86_400_000 +
    clock(two(text, 11), two(text, 14), two(text, 17));
  let at = 19;
  const point = text.charCodeAt(at);
  if (point === 46 || point === 44) {
    let scale = 100;
    const first = ++at;
    for (; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      if (scale >= 1) time += digit * scale;
      scale /= 10;
    }
    if (at === first) return Number.NaN;
  }
  if (at === text.length) return time;
  const end = text.charCodeAt(at);
  if (end === 90 || end === 122) return at + 1 === text.length ? time : Number.NaN;
  return time - zone(text, at) * 60_000;
}

/** What an access log's time says: when, and the zone it was written in. */
export interface ZonedTime {
  readonly time: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

/** The common log format's `10/Oct/2000:13:55:36 -0700`, 26 characters; undefined if it is not one. */
export function parseClf(text: string): ZonedTime | undefined {
  if (
    text.length !== 26 ||
    text.charCodeAt(2) !== 47 ||
    text.charCodeAt(6) !== 47 ||
    text.charCodeAt(11) !== 58 ||
    text.charCodeAt(14) !== 58 ||
    text.charCodeAt(17) !== 58 ||
    text.charCodeAt(20) !== 32
  )
    return undefined;
  const month = MONTHS.indexOf(text.slice(3, 6));
  if (month % 3 !== 0) return undefined;
  const offset = zone(text, 21);
  const time =
    days(four(text, 7), month / 3 + 1, two(text, 0)) * 86_400_000 +
    clock(two(text, 12), two(text, 15), two(text, 18)) -
    offset * 60_000;
  return Number.isNaN(time) ? undefined : { time, offset };
}

/** A count since 1970 whose unit (s, ms, µs, ns) shows in its size: years 1973 to 5138 are told apart. */
export function parseEpoch(count: number): number {
  if (!(count >= 1e8 && count < 1e20)) return Number.NaN;
  if (count < 1e11) return Math.trunc(count * 1000);
  if (count < 1e14) return Math.trunc(count);
  if (count < 1e17) return Math.trunc(count / 1000);
  return Math.trunc(count / 1e6);
}

/** Mean length of a Gregorian year, ms. */
const YEAR = 31_556_952_000;

/**
 * RFC 3164's `Nov 23 09:00:01`, the 15 characters at `at`; a day below 10 has a space or a zero before it. There
 * is no year: it is the one that puts the time at most a day after the reference, and as late as that allows (RFC
 * 3164, 5.4 leaves it to the reader). There is no zone: the time is taken as UTC.
 * @param reference when it was received at the latest, ms since 1970
 */
export function parseBsd(text: string, at: number, reference: number): number {
  if (
    text.charCodeAt(at + 3) !== 32 ||
    text.charCodeAt(at + 6) !== 32 ||
    text.charCodeAt(at + 9) !== 58 ||
    text.charCodeAt(at + 12) !== 58
  )
    return Number.NaN;
  const month = MONTHS.indexOf(text.slice(at, at + 3)) / 3;
  const units = text.charCodeAt(at + 5) - 48;
  const day = text.charCodeAt(at + 4) !== 32 ? two(text, at + 4) : units <= 9 ? units : Number.NaN;
  const ofDay = clock(two(text, at + 7), two(text, at + 10), two(text, at + 13));
  if (!(month >= 0 && Number.isInteger(month)) || Number.isNaN(ofDay)) return Number.NaN;
  const latest = reference + 86_400_000;
  if (!(Math.abs(latest) < 8.64e15)) return Number.NaN;
  const year = 1970 + Math.floor(latest / YEAR);
  // The estimate is right but for days around New Year; 29 February may be up to eight years back.
  for (let back = -1; back <= 9; back++) {
    const time = days(year - back, month + 1, day) * 86_400_000 + ofDay;
    if (time <= latest) return time;
  }
  return Number.NaN;
}
