import { WormtrailError } from '../errors';

/**
 * Batch ids are ULIDs, e.g. `01KAR2XJ80Q4T0YQ2ZJ3S9W8VN`: 48 bits of the earliest arrival among the batch's
 * records, then the first 80 bits of its digest, in Crockford's base 32.
 * Event uids are `<batch id>-<number in the batch, seven digits>`.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MAX_ARRIVAL = 2 ** 48 - 1;

/** Digits of an event's number in its uid. */
export const INDEX_DIGITS = 7;
/** Most events that one batch can number. */
export const MAX_EVENTS = 10 ** INDEX_DIGITS;
/** What every event line begins with. */
export const LINE_START = '{"metadata":{"uid":"';
/** Where the uid stands in an event line, in bytes. */
export const UID_OFFSET = LINE_START.length;
/** Characters of a batch id. */
export const BATCH_ID_LENGTH = 26;
/** Characters of an event uid. */
export const UID_LENGTH = BATCH_ID_LENGTH + 1 + INDEX_DIGITS;

/**
 * @param arrival earliest arrival among the batch's records, ms since 1970
 * @param digest the batch's digest, 32 bytes
 * @throws WormtrailError `malformed` if the arrival does not fit in 48 bits
 */
export function batchId(arrival: number, digest: Uint8Array): string {
  if (!Number.isSafeInteger(arrival) || arrival < 0 || arrival > MAX_ARRIVAL) {
    throw new WormtrailError('malformed', `arrival time out of range: ${arrival}`);
  }
  let text = '';
  for (let rest = arrival, i = 0; i < 10; i++, rest = Math.floor(rest / 32))
    text = ALPHABET[rest % 32] + text;
  // 80 bits are 16 characters of 5: two rounds of 40 bits, which a double holds exactly.
  for (const from of [0, 5]) {
    let bits = 0;
    for (let i = 0; i < 5; i++) bits = bits * 256 + (digest[from + i] as number);
    let part = '';
    for (let i = 0; i < 8; i++, bits = Math.floor(bits / 32)) part = ALPHABET[bits % 32] + part;
    text += part;
  }
  return text;
}

/** Whether `text` has the form of a batch id. */
export function isBatchId(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/**
 * The earliest arrival that a batch id carries, ms since 1970.
 * @throws WormtrailError `malformed` if `id` is no batch id
 */
export function arrivalOf(id: string): number {
  if (!isBatchId(id))
    throw new WormtrailError('malformed', `not a batch id: ${JSON.stringify(id.slice(0, 40))}`);
  let arrival = 0;
  for (let i = 0; i < 10; i++) arrival = arrival * 32 + ALPHABET.indexOf(id[i] as string);
  return arrival;
}

/**
 * The first 80 bits of the batch's digest, which its id carries: 20 hex digits.
 * @throws WormtrailError `malformed` if `id` is no batch id
 */
export function digestStartOf(id: string): string {
  arrivalOf(id);
  let bits = 0n;
  for (const character of id.slice(10)) bits = bits * 32n + BigInt(ALPHABET.indexOf(character));
  return bits.toString(16).padStart(20, '0');
}

/** The uid of the `index`-th event of a batch, counted from 0. */
export function eventUid(batch: string, index: number): string {
  return `${batch}-${String(index).padStart(INDEX_DIGITS, '0')}`;
}

/**
 * Batch id and number of an event uid.
 * @throws WormtrailError `malformed`
 */
export function parseUid(uid: string): { readonly batch: string; readonly index: number } {
  const batch = uid.slice(0, BATCH_ID_LENGTH);
  const digits = uid.slice(BATCH_ID_LENGTH + 1);
  if (uid[BATCH_ID_LENGTH] !== '-' || !isBatchId(batch) || !/^[0-9]{7}$/.test(digits)) {
    throw new WormtrailError('malformed', `not an event uid: ${JSON.stringify(uid.slice(0, 60))}`, {
      hint: 'an event uid looks like 01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041',
    });
  }
  return { batch, index: Number(digits) };
}

/** `date=YYYY-MM-DD/hour=HH/` of a time (ms since 1970, UTC): how objects and stages are laid out. */
export function hourPrefix(time: number): string {
  const iso = new Date(time).toISOString();
  return `date=${iso.slice(0, 10)}/hour=${iso.slice(11, 13)}/`;
}
