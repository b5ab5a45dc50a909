import { createHandler, type FirehoseAnswer } from '../../core/batch/firehose';
import type { TransformDependencies, TransformedBatch } from '../../core/batch/transform';
import type { Clock } from '../../core/ports';
import { metricsLine } from '../metrics';

export interface TransformOptions extends TransformDependencies {
  /** Value of the metrics' dimension. */
  readonly log: string;
  readonly clock: Clock;
  /** Takes a line for the function's log. */
  readonly print: (line: string) => void;
}

/**
 * The transform Lambda: the Firehose handler, and what it did as metrics, from which the alarms are made.
 * @returns a handler that throws only where Firehose should try again with the same records
 */
export function createTransformHandler(
  options: TransformOptions,
): (event: unknown) => Promise<FirehoseAnswer> {
  const { log, clock, print, ...dependencies } = options;
  return createHandler({
    ...dependencies,
    onBatch: ({ batch }: TransformedBatch) => {
      const counts = {
        Events: batch.events,
        OpaqueEvents: batch.records.reduce((sum, { opaque }) => sum + opaque, 0),
        FailedRecords: batch.records.filter(({ result }) => result === 'ProcessingFailed').length,
      };
      print(metricsLine({ log, counts, timestamp: clock.now(), about: { batch: batch.batch } }));
    },
  });
}
