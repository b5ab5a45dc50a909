import { parseIso } from '../time';

/**
 * Minutes east of UTC by the abbreviations that PostgreSQL itself reads (its set "Default", src/timezone/tznames),
 * as far as `log_timezone` is likely to give them. Some stand for several zones (CST, IST, BST): PostgreSQL's
 * choice is taken, and `timezone_offset` shows it.
 */
const ZONES: ReadonlyMap<string, number> = new Map(
  (
    'UTC 0 GMT 0 UCT 0 Z 0 ZULU 0 WET 0 WEST 60 BST 60 WAT 60 CET 60 MET 60 CEST 120 MEST 120 EET 120 CAT 120 SAST 120 ' +
    'IST 120 IDT 180 EEST 180 EAT 180 MSK 180 TRT 180 MSD 240 GST 240 AZT 240 GET 240 AMT 240 UZT 300 PKT 300 YEKT 300 ' +
    'NPT 345 BDT 360 ICT 420 WIB 420 KRAT 420 HKT 480 SGT 480 MYT 480 PHT 480 AWST 480 JST 540 KST 540 ACST 570 AEST 600 ' +
    'ACDT 630 AEDT 660 NZST 720 NZDT 780 NST -210 NDT -150 ART -180 BRT -180 ADT -180 UYT -180 AST -240 BOT -240 CLT -240 ' +
    'EDT -240 EST -300 CDT -300 COT -300 PET -300 CST -360 MDT -360 MST -420 PDT -420 PST -480 AKDT -480 AKST -540 HST -600'
  )
    .split(' ')
    .flatMap((word, at, all): [string, number][] => (at % 2 === 0 ? [[word, Number(all[at + 1])]] : [])),
);

export interface LogTime {
  readonly time: number;
  /** Minutes east of UTC; undefined for an abbreviation that is not known, whose time is read as UTC. */
  readonly offset: number | undefined;
  readonly zone: string;
  /** Where it ends in the text. */
  readonly end: number;
}

const LONGEST_ZONE = 6;

/** Whether `yyyy-mm-dd hh:mm:ss` may stand at `at`: a cheap look, at a few characters. */
export const isDate = (text: string, at: number): boolean =>
  text.charCodeAt(at + 4) === 45 &&
  text.charCodeAt(at + 7) === 45 &&
  text.charCodeAt(at + 10) === 32 &&
  text.charCodeAt(at + 13) === 58 &&
  text.charCodeAt(at + 16) === 58 &&
  (text.charCodeAt(at) & 0xf0) === 48;

/** `2022-04-12 00:16:05.526 UTC` at `at`, as `%m`, `%t` and `%s` of `log_line_prefix` and csvlog have it. */
export function logTime(text: string, at: number): LogTime | undefined {
  if (!isDate(text, at)) return undefined;
  let end = at + 19;
  if (text.charCodeAt(end) === 46) end += 4;
  const time = parseIso(text.slice(at, end));
  if (Number.isNaN(time) || text.charCodeAt(end) !== 32) return undefined;
  const start = ++end;
  const sign = text.charCodeAt(start);
  if (sign === 43 || sign === 45) {
    // Zones without a name are numbers, hours and minutes east of UTC.
    do end++;
    while (isDigit(text.charCodeAt(end)) && end - start < 5);
    const length = end - start;
    if (length !== 3 && length !== 5) return undefined;
    const minutes =
      Number(text.slice(start + 1, start + 3)) * 60 +
      (length === 5 ? Number(text.slice(start + 3, start + 5)) : 0);
    const offset = sign === 45 ? -minutes : minutes;
    return { time: time - offset * 60_000, offset, zone: text.slice(start, end), end };
  }
  while (end - start <= LONGEST_ZONE && isUpper(text.charCodeAt(end))) end++;
  if (end === start || end - start > LONGEST_ZONE) return undefined;
  const zone = text.slice(start, end);
  if (zone === 'UTC') return { time, offset: 0, zone, end };
  const offset = ZONES.get(zone);
  return { time: offset === undefined ? time : time - offset * 60_000, offset, zone, end };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
