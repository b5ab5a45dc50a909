import { readHoles } from '../../core/audit/holes';
import { WormtrailError } from '../../core/errors';
import { redriveHoles } from '../../core/redrive/holes';
import type { Redelivery } from '../../core/redrive/redeliver';
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
export type Redriven = Omit<RedriveResult, 'findings' | 'redelivered'> & {
  readonly redelivered: number;
  /** Holes that the auditor found and that were filled. */
  readonly filled: number;
};

/** Part of the time that holes may take. */
const FOR_HOLES = 0.3;
/** An object that is begun is brought to its end: what a large one may take. */
const FOR_ONE_OBJECT_MS = 5 * 60_000;

/**
 * The redrive Lambda: fills the holes that the auditor listed and brings back what lies under `failed/`, its findings as lines of the log and what it did as
 * metrics.
 * @returns a handler that throws what `redriveFailed` throws: the function's errors are alarmed
 */
export function createRedriveHandler(
  options: RedriveHandlerOptions,
): (event: unknown, context: InvocationContext) => Promise<Redriven> {
  const { log, print, ...redriving } = options;
  const { clock } = options;
  return async (_, context) => {
    const time = Math.max(context.getRemainingTimeInMillis() - FOR_ONE_OBJECT_MS, 1);
    const until = clock.now() + time;
    try {
      const holes = await fill(redriving, clock.now() + time * FOR_HOLES);
      for (const { outcome: kind, batch, detail } of holes.filter((hole) => !isFilled(hole)))
        print(JSON.stringify({ level: 'warn', message: 'finding', finding: { kind, batch, detail } }));
      const { findings, redelivered, ...sums } = await redriveFailed({ ...redriving, until });
      for (const finding of findings) print(JSON.stringify({ level: 'warn', message: 'finding', finding }));
      const isNew = ({ outcome }: Redelivery) => outcome === 'delivered';
      const delivered = redelivered.filter(isNew).length;
      const filled = holes.filter(isNew).length;
      const counts = {
        FailedObjects: sums.seen,
        RecordsReturned: sums.returned,
        BatchesRedelivered: delivered + filled,
        RecordsGivenUp: sums.givenUp,
      };
      print(metricsLine({ log, counts, timestamp: clock.now() }));
      return { ...sums, redelivered: delivered, filled };
    } catch (error) {
      const { code, hint } = error instanceof WormtrailError ? error : { code: 'internal', hint: undefined };
      const message = error instanceof Error ? error.message : String(error);
      print(JSON.stringify({ level: 'error', message, code, hint }));
      throw error;
    }
  };
}

/** Fills what the auditor listed, as long as there is time; the list stays until the next audit. */
async function fill(options: Pick<RedriveOptions, 'archive' | 'state' | 'ledger' | 'clock'>, until: number) {
  const done: Redelivery[] = [];
  for (const batch of await readHoles(options.state)) {
    if (options.clock.now() >= until) break;
    done.push(...(await redriveHoles(options, [batch])));
  }
  return done;
}

function isFilled({ outcome }: Redelivery): boolean {
  return outcome === 'delivered' || outcome === 'present';
}
