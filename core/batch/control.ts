import { WormtrailError } from '../errors';
import { ENTRY_START, type Entry, OWN_LINE_START, parseEntry, parseObject } from './entry';

/**
 * Control entries, leaves that are about the log itself, e.g.
 *
 *     {"wormtrail":"control/v1","lane":"sealer","seq":2,"prev":"<hex>","time":"2026-11-23T09:00:01.000Z",
 *      "kind":"heartbeat","read":"2026-11-23T09:00:01.000Z","heads":{"0":7}}
 *
 * on one line without spaces, keys in this order.
 */
export interface ControlPlace {
  /** The role that wrote it: its own control lane. */
  readonly lane: string;
  readonly seq: number;
  /** Hex leaf hash of the entry before it in its lane. */
  readonly prev: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string;
}

/** The first leaf of every log. */
export interface Genesis {
  readonly kind: 'genesis';
  /** Version of the archive format. */
  readonly format: number;
  readonly origin: string;
  /** Event lanes at the start. */
  readonly lanes: readonly string[];
  /** Days that events are kept; null: nothing ever expires. */
  readonly retention: number | null;
  /** Seconds within which what is committed must be delivered; null: at once. */
  readonly deliveryLimit: number | null;
}

/** At `read` the sealer had entered every row of every lane, up to the seqs in `heads`. */
export interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly read: string;
  readonly heads: Readonly<Record<string, number>>;
}

/** A row whose `prev` is not the entry before it: the lane goes on from that row, and this leaf says so. */
export interface LaneBreak {
  readonly kind: 'lane-break';
  readonly broken: string;
  /** seq of the row that does not follow. */
  readonly at: number;
  /** Hex leaf hash that its `prev` should have been. */
  readonly expected: string;
}

export type ControlBody = Genesis | Heartbeat | LaneBreak;
export type ControlEntry = ControlPlace & ControlBody;

/** The newest archive format that this program reads and the one it writes. */
export const FORMAT_VERSION = 1;

/** The control entry's bytes as text, without a newline. */
export function formatControl(entry: ControlEntry): string {
  const { lane, seq, prev, time } = entry;
  return JSON.stringify({ wormtrail: 'control/v1', lane, seq, prev, time, ...body(entry) });
}

function body(entry: ControlBody): ControlBody {
  switch (entry.kind) {
    case 'genesis': {
      const { kind, format, origin, lanes, retention, deliveryLimit } = entry;
      return { kind, format, origin, lanes, retention, deliveryLimit };
    }
    case 'heartbeat': {
      const { kind, read, heads } = entry;
      return { kind, read, heads };
    }
    case 'lane-break': {
      const { kind, broken, at, expected } = entry;
      return { kind, broken, at, expected };
    }
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const HEX = /^[0-9a-f]{64}$/;

/**
 * Reads a control entry and refuses every other spelling of it.
 * @throws WormtrailError `malformed`; `unsupported` for a genesis of a newer format version
 */
export function parseControl(bytes: Uint8Array): ControlEntry {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const fields = parseObject(text, 'control entry');
  const bad = (field: string) =>
    new WormtrailError('malformed', `control entry: '${field}' is not as it must be`);
  const string = (field: string, form: RegExp): string => {
    const value = fields[field];
    if (typeof value !== 'string' || !form.test(value)) throw bad(field);
    return value;
  };
  const integer = (field: string, least: number): number => {
    const value = fields[field];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) throw bad(field);
    return value;
  };
  const integerOrNull = (field: string): number | null => (fields[field] === null ? null : integer(field, 0));

  string('wormtrail', /^control\/v1$/);
  const place: ControlPlace = {
    lane: string('lane', /^[a-z][a-z-]{0,30}$/),
    seq: integer('seq', 1),
    prev: string('prev', HEX),
    time: string('time', TIME),
  };
  let entry: ControlEntry;
  switch (fields.kind) {
    case 'genesis': {
      const format = integer('format', 1);
      if (format > FORMAT_VERSION) {
        throw new WormtrailError(
          'unsupported',
          `the archive is in format version ${format}; this program reads up to ${FORMAT_VERSION}`,
          { hint: 'use a newer wormtrail' },
        );
      }
      const lanes = fields.lanes;
      if (!Array.isArray(lanes) || !lanes.every((l): l is string => typeof l === 'string'))
        throw bad('lanes');
      entry = {
        ...place,
        kind: 'genesis',
        format,
        origin: string('origin', /^[^\s+]{1,255}$/u),
        lanes,
        retention: integerOrNull('retention'),
        deliveryLimit: integerOrNull('deliveryLimit'),
      };
      break;
    }
    case 'heartbeat': {
      const heads = fields.heads;
      if (typeof heads !== 'object' || heads === null || Array.isArray(heads)) throw bad('heads');
      for (const seq of Object.values(heads)) if (!Number.isSafeInteger(seq)) throw bad('heads');
      entry = {
        ...place,
        kind: 'heartbeat',
        read: string('read', TIME),
        heads: heads as Record<string, number>,
      };
      break;
    }
    case 'lane-break':
      entry = {
        ...place,
        kind: 'lane-break',
        broken: string('broken', /^([a-z][a-z-]{0,30}|0|[1-9][0-9]{0,3})$/),
        at: integer('at', 1),
        expected: string('expected', HEX),
      };
      break;
    default:
      throw bad('kind');
  }
  if (!Buffer.from(formatControl(entry)).equals(bytes))
    throw new WormtrailError('malformed', 'control entry: not in canonical form');
  return entry;
}

/** A leaf of the log. */
export type Leaf =
  | { readonly type: 'entry'; readonly entry: Entry }
  | { readonly type: 'control'; readonly entry: ControlEntry };

/** Reads a leaf, of whichever kind. @throws WormtrailError `malformed`, `unsupported` */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const start = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.length, ENTRY_START.length),
  ).toString();
  if (start === ENTRY_START) return { type: 'entry', entry: parseEntry(bytes) };
  if (start.startsWith(OWN_LINE_START)) return { type: 'control', entry: parseControl(bytes) };
  throw new WormtrailError('malformed', 'leaf: neither an entry nor a control entry');
}
