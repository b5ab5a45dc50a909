import { parseEntry } from '../../core/batch/entry';
import { arrivalOf, hourPrefix } from '../../core/batch/ids';
import { parseStage, stageKey } from '../../core/batch/stage';
import { deliverable } from '../../core/batch/transform';
import { WormtrailError } from '../../core/errors';
import type { LaneRow, ObjectStore } from '../../core/ports';
import type { LmdbLedger } from './lmdb-ledger';

/** What Firehose does in AWS, for a folder: one object a batch, under the hour of its first arrival. */
export function objectKey(batch: string): string {
  return `events/${hourPrefix(arrivalOf(batch))}${batch}.jsonl.gz`;
}

/**
 * Stores a batch's answers as its object. Delivered twice it is the same object; one that was put in its place by
 * somebody else stays where it is, and the batch goes beside it.
 */
export async function deliver(
  archive: ObjectStore,
  batch: string,
  answers: readonly Uint8Array[],
): Promise<void> {
  const bytes = Buffer.concat(answers);
  const key = objectKey(batch);
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? key : key.replace(/\.jsonl\.gz$/, `-${copy}.jsonl.gz`);
    if ((await archive.put(name, bytes, { ifAbsent: true })) === 'stored') return;
    const found = await archive.get(name);
    if (found !== undefined && bytes.equals(found.bytes)) return;
  }
}

/** Rows taken at a time. */
const ROWS = 256;

/**
 * Delivers every batch that was committed and, because the process died, not delivered.
 * @returns how many
 * @throws WormtrailError `halted` if a batch's stage is gone or is not what was entered
 */
export async function deliverPending(
  archive: ObjectStore,
  state: ObjectStore,
  ledger: LmdbLedger,
): Promise<number> {
  for (let delivered = 0; ; ) {
    const rows = await ledger.undelivered(ROWS);
    if (rows.length === 0) return delivered;
    for (const row of rows) await deliverRow(archive, state, row);
    await ledger.delivered(rows.map((row) => row.digest as string));
    delivered += rows.length;
  }
}

async function deliverRow(archive: ObjectStore, state: ObjectStore, row: LaneRow): Promise<void> {
  const { batch, digest } = parseEntry(row.entry);
  const stage = await state.get(stageKey(batch, digest));
  if (stage === undefined) {
    throw new WormtrailError('halted', `batch ${batch} is entered in the log, and its stage is gone`, {
      hint: 'restore .wormtrail/state from a backup; the batch stays a hole without it',
    });
  }
  const { answers } = deliverable(parseStage(stage.bytes), row);
  await deliver(archive, batch, answers);
}
