import { createHandler, type FirehoseAnswer } from '../../core/batch/firehose';
import type { TransformDependencies, TransformedBatch } from '../../core/batch/transform';

/**
 * The transform Lambda: the Firehose handler, and what it did as one line of CloudWatch embedded metric format on
 * stdout, from which the alarms are made.
 */
export function createTransformHandler(
  dependencies: TransformDependencies,
  now: () => number,
): (event: unknown) => Promise<FirehoseAnswer> {
  return createHandler({
    ...dependencies,
    onBatch: (done) => console.log(JSON.stringify(metricsOf(done, now()))),
  });
}

/**
 * Counts of one batch, e.g. `{"_aws":{…},"Events":812,"OpaqueEvents":0,"FailedRecords":0,"batch":"01KAR2…"}`.
 * @see AWS, "Specification: Embedded metric format"
 */
export function metricsOf({ batch }: TransformedBatch, timestamp: number): Record<string, unknown> {
  const names = ['Events', 'OpaqueEvents', 'FailedRecords'];
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: 'Wormtrail',
          Dimensions: [[]],
          Metrics: names.map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    Events: batch.events,
    OpaqueEvents: batch.records.reduce((sum, { opaque }) => sum + opaque, 0),
    FailedRecords: batch.records.filter(({ result }) => result === 'ProcessingFailed').length,
    batch: batch.batch,
  };
}
