import type { LocalArchive } from '../adapters/local/archive';
import { stateFolder } from '../adapters/local/paths';
import { StateFolder } from '../adapters/local/state-folder';
import { WormtrailError } from '../core/errors';
import { type SealFinding, seal } from '../core/seal/sealer';
import { type Context, counted, note } from './context';

/** What a seal of a local archive gave. */
export interface Sealed {
  readonly origin: string;
  /** Leaves under the newest checkpoint. */
  readonly size: number;
  /** Hex. */
  readonly root: string;
  /** Leaves that are new under it. */
  readonly appended: number;
  readonly findings: readonly SealFinding[];
}

/** A local archive keeps everything, and delivers at once what it commits. */
const GENESIS = { lanes: ['0'], retention: null, deliveryLimit: null };

/**
 * Publishes a checkpoint over all that is committed, and remembers it: whoever sealed has seen it outside the
 * archive, so that his next `verify` can tell whether anything is missing.
 * @throws WormtrailError as `seal`
 */
export async function sealLocal(
  { origin, archive, state, ledger, signer }: LocalArchive,
  context: Context,
): Promise<Sealed> {
  const result = await seal({
    archive,
    state,
    ledger,
    lock: ledger.lock,
    signer,
    clock: { now: Date.now },
    genesis: GENESIS,
    heartbeat: 'always',
  });
  try {
    await new StateFolder(stateFolder(context.env)).remember(Buffer.from(result.note));
  } catch (error) {
    // The log is sealed all the same.
    if (!(error instanceof WormtrailError)) throw error;
    note(context, `The checkpoint could not be remembered: ${error.message}`);
  }
  const { size, root, appended, findings } = result;
  return { origin, size, root, appended, findings };
}

/** What was sealed, in words. */
export function sealedInWords({ origin, size, root, appended, findings }: Sealed): string {
  const out = [
    `Sealed ${origin} at ${counted(size, 'leaf', 'leaves')}, ${appended} of them new; root ${root}.`,
  ];
  for (const { kind, detail } of findings) out.push(`  ${kind}: ${detail}`);
  return out.join('\n');
}
