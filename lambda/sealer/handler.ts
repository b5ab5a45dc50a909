import { WormtrailError } from '../../core/errors';
import { type SealOptions, type SealResult, seal } from '../../core/seal/sealer';
import { metricsLine } from '../metrics';

export interface SealerOptions extends Omit<SealOptions, 'signer'> {
  /** Opens the log's signing key. Called again at the next invocation if it fails. */
  readonly openSigner: () => Promise<SealOptions['signer']>;
  /** Value of the metrics' dimension. */
  readonly log: string;
  /** Takes a line for the function's log. */
  readonly print: (line: string) => void;
}

/** What an invocation gives: to be read by whoever invokes it by hand. */
export type Sealed = Pick<SealResult, 'size' | 'root' | 'appended' | 'drained'>;

/**
 * The sealer Lambda: one call of `seal`, its findings as lines of the log and what it did as metrics.
 * @returns a handler that throws what `seal` throws, `halted` too: the function's errors are alarmed
 */
export function createSealerHandler(options: SealerOptions): () => Promise<Sealed> {
  const { openSigner, log, print, ...sealing } = options;
  const metrics = (counts: Readonly<Record<string, number>>, about: object) =>
    print(metricsLine({ log, counts, timestamp: options.clock.now(), about: { ...about } }));
  let signer: Promise<SealOptions['signer']> | undefined;

  return async () => {
    try {
      signer ??= openSigner();
      const { findings, size, root, appended, drained } = await seal({ ...sealing, signer: await signer });
      for (const finding of findings) print(JSON.stringify({ level: 'warn', message: 'finding', finding }));
      metrics(
        { Seals: drained ? 1 : 0, SealedLeaves: appended, SealFindings: findings.length },
        { size, root },
      );
      return { size, root, appended, drained };
    } catch (error) {
      signer = undefined;
      const { code, hint } = error instanceof WormtrailError ? error : { code: 'internal', hint: undefined };
      const message = error instanceof Error ? error.message : String(error);
      print(JSON.stringify({ level: 'error', message, code, hint }));
      metrics({ Seals: 0, SealedLeaves: 0, SealFindings: code === 'halted' ? 1 : 0 }, { code });
      throw error;
    }
  };
}
