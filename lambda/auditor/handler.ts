import { type AuditOptions, type AuditResult, auditOnce } from '../../core/audit/audit';
import { WormtrailError } from '../../core/errors';
import type { VerifierKey } from '../../core/tlog/note';
import type { SpillStore } from '../../core/verify/spill';
import { metricsLine } from '../metrics';
import type { InvocationContext } from '../redrive/handler';

export interface AuditorHandlerOptions extends Omit<AuditOptions, 'keys' | 'spill' | 'until' | 'onProgress'> {
  /** Reads the log's verifier key. Called again at the next invocation if it fails. */
  readonly openKey: () => Promise<VerifierKey>;
  /** Makes a place for one audit to spill to. */
  readonly openSpill: () => Promise<SpillStore & { remove(): Promise<void> }>;
  /** Value of the metrics' dimension. */
  readonly log: string;
  /** Takes a line for the function's log. */
  readonly print: (line: string) => void;
}

/** What an invocation gives: to be read by whoever invokes it by hand. */
export type Audited = Omit<AuditResult, 'findings'>;

/** An object that is begun is read to its end, and what is kept of a step takes its time. */
const FOR_THE_END_MS = 3 * 60_000;

/**
 * The auditor Lambda: one audit, as far as its time goes, its findings as lines of the log and its outcome as metrics.
 * @returns a handler that throws what `auditOnce` throws: the function's errors are alarmed
 */
export function createAuditorHandler(
  options: AuditorHandlerOptions,
): (event: unknown, context: InvocationContext) => Promise<Audited> {
  const { openKey, openSpill, log, print, ...auditing } = options;
  const { clock } = options;
  let key: Promise<VerifierKey> | undefined;
  return async (_, context) => {
    const until = clock.now() + Math.max(context.getRemainingTimeInMillis() - FOR_THE_END_MS, 1);
    try {
      key ??= openKey();
      const keys = [await key];
      const spill = await openSpill();
      const result = await auditOnce({ ...auditing, keys, spill, until }).finally(() => spill.remove());
      const { findings, ...rest } = result;
      for (const finding of findings) print(JSON.stringify({ level: 'warn', message: 'finding', finding }));
      // Of two at once, the one that is kept tells.
      if (result.kept)
        print(metricsLine({ log, counts: countsOf(result), timestamp: clock.now(), about: aboutOf(result) }));
      return rest;
    } catch (error) {
      key = undefined;
      const { code, hint } = error instanceof WormtrailError ? error : { code: 'internal', hint: undefined };
      const message = error instanceof Error ? error.message : String(error);
      print(JSON.stringify({ level: 'error', message, code, hint }));
      throw error;
    }
  };
}

function countsOf(result: AuditResult): Record<string, number> {
  const { integrity, completeness, finished, holes, lag, sealAge } = result;
  const isKnown = integrity !== 'unknown' && completeness !== 'unknown';
  return {
    // 1 for an audit that looked at everything and could tell.
    Audits: finished && isKnown ? 1 : 0,
    AuditIntegrityFailures: integrity === 'fail' ? 1 : 0,
    AuditCompletenessFailures: completeness === 'fail' ? 1 : 0,
    Holes: holes.fresh + holes.days + holes.old,
    HolesOverOneDay: holes.days + holes.old,
    AuditLagSeconds: lag,
    ...(sealAge === null ? {} : { SealAgeSeconds: sealAge }),
  };
}

function aboutOf({
  integrity,
  completeness,
  checkpoint,
  batches,
  objects,
  stages,
  begun,
  report,
}: AuditResult) {
  return { integrity, completeness, size: checkpoint?.size ?? 0, batches, objects, stages, begun, report };
}
