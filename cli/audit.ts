import { openLocalArchive } from '../adapters/local/archive';
import { deliverPending } from '../adapters/local/deliver';
import { configFolder } from '../adapters/local/paths';
import { FileSpill } from '../adapters/local/verify-spill';
import { type AuditOptions, type AuditResult, auditOnce } from '../core/audit/audit';
import { StoreLock } from '../core/audit/keeper';
import { readSealed } from '../core/audit/sealed';
import { parseVerifierKey } from '../core/tlog/note';
import { exitCode } from '../core/verify/findings';
import { openArchive, reaching } from './archive';
import { auditInWords } from './audit-report';
import { type CommonOptions, type Context, say, sayJson } from './context';
import { openDeployed } from './deployed';
import type { ExitCode } from './exit';
import { formatBytes, startProgress } from './progress';

export interface AuditCommandOptions extends CommonOptions {
  readonly archive: string;
}

/** What an audit works on, beside time and place for what it spills. */
type Ports = Omit<AuditOptions, 'clock' | 'spill' | 'onProgress'>;

/** One audit, to its end: what is new since the last one, whoever made it, and what is missing. */
export async function run(
  _: readonly string[],
  { archive }: AuditCommandOptions,
  context: Context,
): Promise<ExitCode> {
  const { description } = await openArchive(archive);
  const result =
    description.kind === 's3'
      ? await reaching(archive, async () => {
          const deployed = await openDeployed(description);
          const { ledger } = deployed;
          const { verifierKey } = await deployed.openSigner();
          return audit({ ...deployed, lock: ledger.register('auditor') }, ledger.lock, verifierKey, context);
        })
      : await auditFolder(description.folder, context);
  say(context, auditInWords(result, context));
  sayJson(context, result);
  return exitCode(result);
}

async function auditFolder(folder: string, context: Context): Promise<AuditResult> {
  const opened = await openLocalArchive(folder, { create: false, config: configFolder(context.env) });
  try {
    const { state, ledger, signer } = opened;
    // Before stages are let go of: what is delivered and not marked so is delivered from them.
    await deliverPending(opened.archive, state, ledger);
    return await audit({ ...opened, lock: new StoreLock(state) }, ledger.lock, signer.verifierKey, context);
  } finally {
    await opened.close();
  }
}

async function audit(
  { archive, state, ledger, lock }: Pick<Ports, 'archive' | 'state' | 'ledger' | 'lock'>,
  sealer: Parameters<typeof readSealed>[0],
  verifierKey: string,
  context: Context,
): Promise<AuditResult> {
  const progress = await startProgress(context, { label: 'auditing', format: formatBytes });
  const spill = await FileSpill.create();
  try {
    return await auditOnce({
      archive,
      state,
      ledger,
      lock,
      keys: [parseVerifierKey(verifierKey)],
      sealed: () => readSealed(sealer),
      clock: { now: Date.now },
      spill,
      onProgress: ({ bytes, total }) => {
        // What was read so far is kept: the next audit goes on from there.
        context.signal.throwIfAborted();
        progress.update(bytes, total);
      },
    });
  } finally {
    progress.stop();
    await spill.remove();
  }
}
