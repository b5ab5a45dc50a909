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

/** From leaf `from` on, events are kept for `days`. It reaches back, before its own place, only to lengthen. */
export interface RetentionChange {
  readonly kind: 'retention';
  /** null: nothing ever expires. */
  readonly days: number | null;
  /** Number of the leaf. */
  readonly from: number;
}

/** Stands in the log for a row that is none of its control lane's: the lane goes on after it. */
export interface Refused {
  readonly kind: 'refused';
  /** The control lane. */
  readonly refused: string;
  /** seq of the row. */
  readonly at: number;
  /** Hex leaf hash of the row's bytes. */
  readonly leaf: string;
}

/** An object under `events/`, one with these bytes, is known to hold what was never entered. */
export interface Quarantine {
  readonly kind: 'quarantine';
  /** Its key. */
  readonly object: string;
  /** As the store names it. */
  readonly version: string;
  /** Hex SHA-256 of its bytes. */
  readonly hash: string;
  /** Who says so. */
  readonly by: string;
  readonly reason: string;
}

/** A failed delivery was seen: an object under `failed/`, one version of it. */
export interface FailedDelivery {
  readonly kind: 'failed';
  /** Its key. */
  readonly object: string;
  /** As the store names it. */
  readonly version: string;
  /** Hex SHA-256 of its bytes. */
  readonly hash: string;
  /** How many records it lists. */
  readonly records: number;
}

/** What one attempt to bring a failed delivery's records back came to. */
export interface Redriven {
  readonly kind: 'redriven';
  readonly object: string;
  readonly version: string;
  readonly hash: string;
  /** From 1. */
  readonly attempt: number;
  /** Records put back into the stream. */
  readonly returned: number;
  /** Records that a committed batch has already; it was delivered again. */
  readonly kept: number;
  /**
   * Records that stay where they are until they are asked for again, after this attempt: first and last number of
   * each run of them, from 0. They are damaged, or were tried too often.
   */
  readonly givenUp: readonly (readonly [first: number, last: number])[];
  /** Records that a later attempt has to bring back, likewise. */
  readonly left: readonly (readonly [first: number, last: number])[];
}

/** A report of the auditor on one UTC day. */
export interface AuditReported {
  readonly kind: 'audit';
  /** Its key in the archive. */
  readonly report: string;
  /** Hex SHA-256 of its bytes. */
  readonly hash: string;
  /** The worst that the day's audits found. */
  readonly integrity: AuditVerdict;
  readonly completeness: AuditVerdict;
  /** Of the newest checkpoint that the day's audits went by. */
  readonly size: number;
  /** All batches whose leaves are before this one were seen delivered. */
  readonly through: number;
}

export type AuditVerdict = (typeof AUDIT_VERDICTS)[number];
const AUDIT_VERDICTS = ['pass', 'fail', 'unknown'] as const;

/** How often a failed delivery is tried, and how often a record is returned, before it is given up. */
export const MAX_ATTEMPTS = 3;

export type ControlBody =
  | Genesis
  | Heartbeat
  | LaneBreak
  | RetentionChange
  | Refused
  | FailedDelivery
  | Redriven
  | AuditReported
  | Quarantine;

/** The control lane in which entries of a kind belong: that of the role that writes them, and no other. */
export const CONTROL_LANES = {
  genesis: 'sealer',
  heartbeat: 'sealer',
  'lane-break': 'sealer',
  retention: 'sealer',
  refused: 'sealer',
  failed: 'redrive',
  redriven: 'redrive',
  audit: 'auditor',
  quarantine: 'operator',
} as const satisfies Record<ControlBody['kind'], string>;
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
    case 'failed': {
      const { kind, object, version, hash, records } = entry;
      return { kind, object, version, hash, records };
    }
    case 'redriven': {
      const { kind, object, version, hash, attempt, returned, kept, givenUp, left } = entry;
      return { kind, object, version, hash, attempt, returned, kept, givenUp, left };
    }
    case 'audit': {
      const { kind, report, hash, integrity, completeness, size, through } = entry;
      return { kind, report, hash, integrity, completeness, size, through };
    }
    case 'retention': {
      const { kind, days, from } = entry;
      return { kind, days, from };
    }
    case 'refused': {
      const { kind, refused, at, leaf } = entry;
      return { kind, refused, at, leaf };
    }
    case 'quarantine': {
      const { kind, object, version, hash, by, reason } = entry;
      return { kind, object, version, hash, by, reason };
    }
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const HEX = /^[0-9a-f]{64}$/;
/** A key of S3 has at most 1,024 bytes; a version id of S3 too. */
const FAILED_KEY = /^failed\/[^\p{Cc}\p{Cs}]{1,1017}$/u;
const EVENTS_KEY = /^events\/[^\p{Cc}\p{Cs}]{1,1017}$/u;
const WORDS = /^[^\p{Cc}\p{Cs}]{1,1000}$/u;
/** A role's lane, other than the sealer's own. */
export const REFUSABLE_LANE = /^(?!sealer$)[a-z][a-z-]{0,30}$/;
const REPORT_KEY = /^log\/reports\/\d{4}-\d\d-\d\d(-[1-9]\d?)?\.json$/;
const VERSION = /^[\x21-\x7e]{1,1024}$/;

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

  const refuse = (field: string): never => {
    throw bad(field);
  };
  const failedObject = () => ({
    object: string('object', FAILED_KEY),
    version: string('version', VERSION),
    hash: string('hash', HEX),
  });

  const verdict = (field: string): AuditVerdict =>
    AUDIT_VERDICTS.find((one) => one === fields[field]) ?? refuse(field);

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
    case 'failed':
      entry = { ...place, kind: 'failed', ...failedObject(), records: integer('records', 0) };
      break;
    case 'redriven':
      entry = {
        ...place,
        kind: 'redriven',
        ...failedObject(),
        attempt: integer('attempt', 1),
        returned: integer('returned', 0),
        kept: integer('kept', 0),
        givenUp: runs(fields.givenUp) ?? refuse('givenUp'),
        left: runs(fields.left) ?? refuse('left'),
      };
      break;
    case 'audit':
      entry = {
        ...place,
        kind: 'audit',
        report: string('report', REPORT_KEY),
        hash: string('hash', HEX),
        integrity: verdict('integrity'),
        completeness: verdict('completeness'),
        size: integer('size', 0),
        through: integer('through', 0),
      };
      break;
    case 'retention':
      entry = { ...place, kind: 'retention', days: integerOrNull('days'), from: integer('from', 0) };
      break;
    case 'refused':
      entry = {
        ...place,
        kind: 'refused',
        refused: string('refused', REFUSABLE_LANE),
        at: integer('at', 1),
        leaf: string('leaf', HEX),
      };
      break;
    case 'quarantine':
      entry = {
        ...place,
        kind: 'quarantine',
        object: string('object', EVENTS_KEY),
        version: string('version', VERSION),
        hash: string('hash', HEX),
        by: string('by', WORDS),
        reason: string('reason', WORDS),
      };
      break;
    default:
      throw bad('kind');
  }
  if (CONTROL_LANES[entry.kind] !== entry.lane) throw bad('lane');
  if (!Buffer.from(formatControl(entry)).equals(bytes))
    throw new WormtrailError('malformed', 'control entry: not in canonical form');
  return entry;
}

/** Runs of numbers, each beyond the one before it with something between; undefined for anything else. */
function runs(value: unknown): (readonly [number, number])[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found: [number, number][] = [];
  let next = 0;
  for (const run of value as unknown[]) {
    if (!Array.isArray(run) || run.length !== 2) return undefined;
    const [first, last] = run as unknown[];
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return undefined;
    const pair: [number, number] = [Number(first), Number(last)];
    if (pair[0] < next || pair[1] < pair[0]) return undefined;
    found.push(pair);
    next = pair[1] + 2;
  }
  return found;
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
