import { setTimeout as sleep } from 'node:timers/promises';
import { createHandler } from '../../../core/batch/firehose';
import type { TransformedBatch } from '../../../core/batch/transform';
import { WormtrailError } from '../../../core/errors';
import type { NamedNormalizer } from '../../../core/formats/normalizer';
import type { Ledger, ObjectStore } from '../../../core/ports';
import { deliver } from '../deliver';
import type { SourceBatch } from './batches';

/** What became of a batch. */
export interface BatchOutcome {
  readonly batch: string;
  /** Hex. */
  readonly digest: string;
  readonly events: number;
  /** Events that keep a record as it came. */
  readonly opaque: number;
}

/** Where a batch goes. */
export interface ProcessDependencies {
  readonly archive: ObjectStore;
  readonly state: ObjectStore;
  readonly normalizer: NamedNormalizer;
  readonly format?: string | undefined;
}

/** The one event lane of a local archive. */
export const LANE = '0';

/** Hands a batch to the Firehose handler as Firehose would, and delivers its answer as Firehose would. */
export async function processBatch(
  records: SourceBatch['records'],
  ledger: Ledger,
  dependencies: ProcessDependencies,
): Promise<BatchOutcome> {
  const { archive, state, normalizer, format } = dependencies;
  let done: TransformedBatch | undefined;
  const handler = createHandler({
    state,
    ledger,
    normalizer,
    lane: LANE,
    backOff: (attempt) => sleep(Math.min(attempt, 20)),
    onBatch: (batch) => {
      done = batch;
    },
    ...(format === undefined ? {} : { format }),
  });
  const answer = await handler({
    records: records.map(({ recordId, arrival, data }) => ({
      recordId,
      approximateArrivalTimestamp: arrival,
      data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
    })),
  });
  const answers = answer.records.map((record) => {
    if (record.result === 'Ok') return Buffer.from(record.data, 'base64');
    throw new WormtrailError('halted', `record ${record.recordId} could not be processed`);
  });
  const { batch, digest, events, records: prepared } = (done as TransformedBatch).batch;
  await deliver(archive, batch, answers);
  return { batch, digest, events, opaque: prepared.reduce((sum, { opaque }) => sum + opaque, 0) };
}
