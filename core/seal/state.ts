import { parseObject } from '../batch/entry';
import type { RetentionRule } from '../batch/retention';
import { WormtrailError } from '../errors';
import type { LaneHead } from '../ports';

/** The newest entry of each lane that is in the log. */
export type Lanes = Readonly<Record<string, LaneHead>>;

/** A tree, and how far into every lane its leaves reach. */
export interface Extent {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  readonly lanes: Lanes;
}

/**
 * What the sealer keeps under its lock, the one thing besides the ledger that it trusts, as JSON:
 *
 *     {"wormtrail":"sealer/v1","key":"example.com/audit+530d903a+AQ…","size":9,"root":"<hex>",
 *      "lanes":{"0":{"seq":7,"leaf":"<hex>"},"sealer":{"seq":2,"leaf":"<hex>"}},"heartbeat":1795424401000,
 *      "retention":[{"days":365,"from":0,"place":0,"time":1795424400000}],
 *      "staging":"staging/9-<hex>","published":false,"previous":{"size":0,"root":"<hex>","lanes":{}}}
 */
export interface SealerState extends Extent {
  /** The verifier key under which the log is signed. */
  readonly key: string;
  /** `read` of the newest heartbeat in the log, ms since 1970; null: there is none yet. */
  readonly heartbeat: number | null;
  /** What the log says of retention; absent in a state of before there were changes of it. */
  readonly retention?: readonly RetentionRule[];
  /** Key in the state store of what has to be stored for this tree; the SHA-256 in it is that of its content. */
  readonly staging: string;
  /** Whether the checkpoint of this size is in the archive, and all that it stands for. */
  readonly published: boolean;
  /**
   * Rows of batches that the ledger need not keep: those of leaves below `through`, which an audit entry of the log
   * says were seen delivered; and those below `done` it was told to let go. Absent: no such entry was taken in.
   */
  readonly expiry?: { readonly through: number; readonly done: number };
  /** Where this state grew from: with the ledger's rows, all it takes to make the staging again. */
  readonly previous: Extent;
}

export function formatState(state: SealerState): Buffer {
  return Buffer.from(JSON.stringify({ wormtrail: 'sealer/v1', ...state }));
}

/** @throws WormtrailError `unsupported` for a newer form, `malformed` */
export function parseState(bytes: Uint8Array): SealerState {
  const fields = parseObject(Buffer.from(bytes).toString(), "the sealer's state");
  if (fields.wormtrail !== 'sealer/v1') {
    throw new WormtrailError('unsupported', `the sealer's state has the form ${String(fields.wormtrail)}`, {
      hint: 'use a newer wormtrail',
    });
  }
  const { key, heartbeat, staging, published, previous } = fields;
  if (
    typeof key !== 'string' ||
    (heartbeat !== null && typeof heartbeat !== 'number') ||
    typeof staging !== 'string' ||
    typeof published !== 'boolean'
  ) {
    throw bad();
  }
  const retention = fields.retention === undefined ? {} : { retention: parseRules(fields.retention) };
  const expiry = fields.expiry === undefined ? {} : { expiry: parseExpiry(fields.expiry) };
  const extent = { ...parseExtent(fields), previous: parseExtent(previous) };
  return { key, ...extent, heartbeat, ...retention, ...expiry, staging, published };
}

function parseExpiry(value: unknown): { through: number; done: number } {
  if (!isRecord(value)) throw bad();
  const { through, done } = value;
  if (typeof through !== 'number' || typeof done !== 'number') throw bad();
  return { through, done };
}

function parseRules(value: unknown): RetentionRule[] {
  if (!Array.isArray(value)) throw bad();
  return value.map((rule: unknown) => {
    if (!isRecord(rule)) throw bad();
    const { days, from, place, time } = rule;
    if (days !== null && typeof days !== 'number') throw bad();
    if (typeof from !== 'number' || typeof place !== 'number' || typeof time !== 'number') throw bad();
    return { days, from, place, time };
  });
}

function parseExtent(value: unknown): Extent {
  if (!isRecord(value) || !isRecord(value.lanes)) throw bad();
  const { size, root } = value;
  if (typeof size !== 'number' || typeof root !== 'string') throw bad();
  const lanes: Record<string, LaneHead> = {};
  for (const [lane, head] of Object.entries(value.lanes)) {
    if (!isRecord(head) || typeof head.seq !== 'number' || typeof head.leaf !== 'string') throw bad();
    lanes[lane] = { seq: head.seq, leaf: head.leaf };
  }
  return { size, root, lanes };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(): WormtrailError {
  return new WormtrailError('malformed', "the sealer's state is damaged");
}
