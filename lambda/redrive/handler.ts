import { WormtrailError } from '../../core/errors';
import { type RedriveOptions, type RedriveResult, redriveFailed } from '../../core/redrive/redrive';
import { metricsLine } from '../metrics';

export interface RedriveHandlerOptions extends Omit<RedriveOptions, 'until' | 'onObject' | 'again'> {
  /** Value of the metrics' dimension. */
  readonly log: string;
  /** Takes a line for the function's log. */
  readonly print: (line: string) => void;
}

/** What of an invocation's context is needed. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** What an invocation gives: to be read by whoever invokes it by hand. */
export type Redriven = Omit<RedriveResult, 'findings' | 'redelivered'> & { readonly redelivered: number };

/** An object that is begun is brought to its end: what a large one may take. */
const FOR_ONE_OBJECT_MS = 5 * 60_000;

/**
 * The redrive Lambda: brings back what lies under `failed/`, its findings as lines of the log and what it did as
 * metrics.
 * @returns a handler that throws what `redriveFailed` throws: the function's errors are alarmed
 */
export function createRedriveHandler(
  options: RedriveHandlerOptions,
): (event: unknown, context: InvocationContext) => Promise<Redriven> {
  const { log, print, ...redriving } = options;
  const { clock } = options;
  return async (_, context) => {
    const until = clock.now() + Math.max(context.getRemainingTimeInMillis() - FOR_ONE_OBJECT_MS, 1);
    try {
      const { findings, redelivered, ...sums } = await redriveFailed({ ...redriving, until });
      for (const finding of findings) print(JSON.stringify({ level: 'warn', message: 'finding', finding }));
      const delivered = redelivered.filter(({ outcome }) => outcome === 'delivered').length;
      const counts = {
        FailedObjects: sums.seen,
        RecordsReturned: sums.returned,
        BatchesRedelivered: delivered,
        RecordsGivenUp: sums.givenUp,
      };
      print(metricsLine({ log, counts, timestamp: clock.now() }));
      return { ...sums, redelivered: delivered };
    } catch (error) {
      const { code, hint } = error instanceof WormtrailError ? error : { code: 'internal', hint: undefined };
      const message = error instanceof Error ? error.message : String(error);
      print(JSON.stringify({ level: 'error', message, code, hint }));
      throw error;
    }
  };
}
