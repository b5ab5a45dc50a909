import { WormtrailError } from '../errors';
import type { NamedNormalizer } from '../formats/normalizer';
import type { LaneRow, Ledger, ObjectStore } from '../ports';
import { leafHash } from '../tlog/merkle';
import { type Entry, formatEntry, parseEntry } from './entry';
import { gzipMember } from './line-writer';
import { FIREHOSE_LIMITS, type PreparedBatch, prepareBatch, type StreamRecord } from './prepare';
import { formatStage, indexHash, parseStage, stageKey } from './stage';

/** What the transform acts on. */
export interface TransformDependencies {
  /** The state store: stages are written here before anything is committed. */
  readonly state: ObjectStore;
  readonly ledger: Ledger;
  readonly normalizer: NamedNormalizer;
  /** The event lane that batches enter. */
  readonly lane: string;
  /** Waits before the `attempt`-th try (from 1) to move a lane head that others move too. */
  readonly backOff: (attempt: number) => Promise<void>;
}

/** A batch that is committed, with what is to be delivered. */
export interface TransformedBatch {
  /** The committed entry; undefined if no record could be processed. */
  readonly entry: Entry | undefined;
  readonly batch: PreparedBatch;
  /** For each record in order: its gzip members, the last good one's with index line and entry. Empty if failed. */
  readonly answers: readonly Uint8Array[];
}

/** More tries than a lane can have writers at once. */
const COMMIT_TRIES = 200;

/**
 * Stage, then commit, then answer: a batch that is answered is in the ledger, and one that is in the ledger has
 * a stage from which it can be delivered again.
 *
 * @param records at least one, ids distinct
 * @param format forces a source format
 * @throws WormtrailError where nothing is certain to be committed: the stream tries again with the same records
 */
export async function transformBatch(
  records: readonly StreamRecord[],
  dependencies: TransformDependencies,
  format?: string,
): Promise<TransformedBatch> {
  const fresh = prepareBatch(records, dependencies.normalizer, FIREHOSE_LIMITS, format);
  if (fresh.events === 0) return { entry: undefined, batch: fresh, answers: records.map(() => NOTHING) };
  const staged = await stage(fresh, dependencies);
  const row = await commit(staged, dependencies);
  return deliverable(staged, row);
}

const NOTHING = new Uint8Array(0);

/**
 * What is to be delivered of a committed batch: its stage, and its entry from the lane row.
 * @throws WormtrailError `halted` if the stage is not what was entered
 */
export function deliverable(staged: PreparedBatch, row: LaneRow): TransformedBatch {
  const entry = parseEntry(row.entry);
  if (entry.root !== staged.root || entry.digest !== staged.digest) {
    throw new WormtrailError('halted', `batch ${entry.batch}: its stage is not what was entered in the log`);
  }
  const ending = gzipMember(Buffer.from(`${staged.indexLine}\n${formatEntry(entry)}\n`), 1);
  const last = staged.records.reduce((found, { result }, i) => (result === 'Ok' ? i : found), -1);
  const answers = staged.records.map(({ answer }, i) =>
    i === last ? Buffer.concat([answer, ending]) : answer,
  );
  return { entry, batch: staged, answers };
}

/**
 * Leaves the batch staged. An attempt before this one may have staged the same records with another normaliser:
 * then its bytes are the batch, so that every retry under any version gives the same bytes.
 */
async function stage(fresh: PreparedBatch, { state, ledger }: TransformDependencies): Promise<PreparedBatch> {
  const key = stageKey(fresh.batch, fresh.digest);
  const bytes = formatStage(fresh);
  if ((await state.put(key, bytes, { ifAbsent: true })) === 'stored') return fresh;

  const found = await state.get(key);
  if (found === undefined) throw new WormtrailError('conflict', `the stage ${key} was there and is gone`);
  const earlier = usable(found.bytes, fresh);
  if (earlier !== undefined) return earlier;
  // The stage is damaged or was put there by somebody else. It may be replaced unless other lines were entered.
  const row = await ledger.findBatch(fresh.digest);
  if (row !== undefined && parseEntry(row.entry).root !== fresh.root) {
    throw new WormtrailError(
      'halted',
      `the stage ${key} is damaged and its batch was entered with other lines`,
    );
  }
  if ((await state.put(key, bytes, { ifVersion: found.version })) === 'stored') return fresh;
  throw new WormtrailError('conflict', `the stage ${key} was replaced meanwhile`);
}

function usable(bytes: Uint8Array, fresh: PreparedBatch): PreparedBatch | undefined {
  let earlier: PreparedBatch;
  try {
    earlier = parseStage(bytes);
  } catch {
    return undefined;
  }
  if (earlier.digest !== fresh.digest) return undefined;
  if (earlier.normalizer === fresh.normalizer && earlier.root !== fresh.root) return undefined;
  return earlier;
}

/** Enters the batch in its lane, once, whoever else does so at the same time. */
async function commit(staged: PreparedBatch, dependencies: TransformDependencies): Promise<LaneRow> {
  const { ledger, lane, backOff } = dependencies;
  for (let attempt = 1; attempt <= COMMIT_TRIES; attempt++) {
    const head = await ledger.head(lane);
    const row: LaneRow = {
      lane,
      seq: head.seq + 1,
      entry: Buffer.from(formatEntry(entryOf(staged, lane, head.seq + 1, head.leaf))),
      digest: staged.digest,
    };
    let outcome: 'committed' | 'moved' | 'exists' | 'unknown';
    try {
      outcome = await ledger.commit(row, head);
    } catch (error) {
      if (!(error instanceof WormtrailError) || error.code !== 'unknown-outcome') throw error;
      outcome = 'unknown';
    }
    if (outcome === 'committed') return row;
    if (outcome !== 'moved') {
      const found = await ledger.findBatch(staged.digest);
      if (found !== undefined) return found;
    }
    await backOff(attempt);
  }
  throw new WormtrailError('conflict', `batch ${staged.batch}: lane ${lane} moved on ${COMMIT_TRIES} times`);
}

function entryOf(staged: PreparedBatch, lane: string, seq: number, prev: string): Entry {
  const { batch, digest, root, events, normalizer } = staged;
  const records = staged.records.filter(({ result }) => result === 'Ok').length;
  const index = indexHash(staged.indexLine);
  return { batch, lane, seq, prev, root, events, records, digest, index, normalizer };
}

/** Hex leaf hash of a row's entry: the head that its lane moves to. */
export function headAfter(row: LaneRow): { readonly seq: number; readonly leaf: string } {
  return { seq: row.seq, leaf: leafHash(row.entry).toString('hex') };
}
