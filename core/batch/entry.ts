import { WormtrailError } from '../errors';
import { isBatchId } from './ids';

/**
 * The entry of a batch, a leaf of the log:
 *
 *     {"wormtrail":"entry/v1","batch":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN","lane":"0","seq":7,"prev":"<hex>",
 *      "root":"<hex>","events":812,"records":3,"digest":"<hex>","index":"<hex>","normalizer":"wormtrail/0.1.0 sha256:<hex>"}
 *
 * on one line without spaces, keys in this order. `docs/format.md` says what each field is.
 */
export interface Entry {
  readonly batch: string;
  readonly lane: string;
  readonly seq: number;
  readonly prev: string;
  readonly root: string;
  readonly events: number;
  readonly records: number;
  readonly digest: string;
  readonly index: string;
  readonly normalizer: string;
}

/** What every line begins with that is no event: entries, index lines, control entries. */
export const OWN_LINE_START = '{"wormtrail":"';
/** What an entry begins with. */
export const ENTRY_START = `${OWN_LINE_START}entry/v1"`;

/** `prev` of the first entry of a lane. */
export const NO_PREVIOUS = '0'.repeat(64);

const HEX = /^[0-9a-f]{64}$/;

/** The entry's bytes as text, without a newline. */
export function formatEntry(entry: Entry): string {
  const { batch, lane, seq, prev, root, events, records, digest, index, normalizer } = entry;
  return JSON.stringify({
    wormtrail: 'entry/v1',
    batch,
    lane,
    seq,
    prev,
    root,
    events,
    records,
    digest,
    index,
    normalizer,
  });
}

/**
 * Reads an entry and refuses every other spelling of it.
 * @throws WormtrailError `malformed`, saying which field
 */
export function parseEntry(bytes: Uint8Array): Entry {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const fields = parseObject(text, 'entry');
  const bad = (field: string) =>
    new WormtrailError('malformed', `entry: '${field}' is not as it must be: ${show(fields[field])}`);
  const string = (field: string, form: RegExp): string => {
    const value = fields[field];
    if (typeof value !== 'string' || !form.test(value)) throw bad(field);
    return value;
  };
  const count = (field: string): number => {
    const value = fields[field];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw bad(field);
    return value;
  };
  string('wormtrail', /^entry\/v1$/);
  const entry: Entry = {
    batch: string('batch', /^/),
    lane: string('lane', /^(0|[1-9][0-9]{0,3})$/),
    seq: count('seq'),
    prev: string('prev', HEX),
    root: string('root', HEX),
    events: count('events'),
    records: count('records'),
    digest: string('digest', HEX),
    index: string('index', HEX),
    normalizer: string('normalizer', /^[\x20-\x7e]{1,200}$/),
  };
  if (!isBatchId(entry.batch)) throw bad('batch');
  if (!Buffer.from(formatEntry(entry)).equals(bytes)) {
    throw new WormtrailError('malformed', 'entry: not in canonical form');
  }
  return entry;
}

/** JSON text that must be an object. @throws WormtrailError `malformed` */
export function parseObject(text: string, what: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WormtrailError('malformed', `${what}: not JSON: ${show(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WormtrailError('malformed', `${what}: not a JSON object: ${show(text)}`);
  }
  return value as Record<string, unknown>;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'absent').slice(0, 80);
}
