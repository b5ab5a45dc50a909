import type { LocalArchive } from '../adapters/local/archive';
import { stateFolder } from '../adapters/local/paths';
import { StateFolder } from '../adapters/local/state-folder';
import { WormtrailError } from '../core/errors';
import { type SealFinding, type SealOptions, seal } from '../core/seal/sealer';
import { type Context, counted, note } from './context';
import type { Deployed } from './deployed';

/** What a seal gave. */
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

/** As the stack sets it for its sealer. */
const HOURLY = { everyMs: 3_600_000 };

/**
 * Publishes a checkpoint over all that is committed, and remembers it: whoever sealed has seen it outside the
 * archive, so that his next `verify` can tell whether anything is missing.
 * @throws WormtrailError as `seal`
 */
export async function sealLocal(
  { archive, state, ledger, signer }: LocalArchive,
  context: Context,
): Promise<Sealed> {
  const { lock } = ledger;
  const options = { archive, state, ledger, lock, signer, genesis: GENESIS, heartbeat: 'always' } as const;
  return sealAndRemember(options, context);
}

/**
 * Does what the deployed sealer does each minute, under the same key.
 * @throws WormtrailError as `seal`
 */
export async function sealDeployed(
  { archive, state, ledger, deployment, openSigner }: Deployed,
  context: Context,
): Promise<Sealed> {
  const { retention, deliveryLimit } = deployment;
  const genesis = { lanes: ['0'], retention, deliveryLimit };
  const { lock } = ledger;
  const signer = await openSigner();
  return sealAndRemember({ archive, state, ledger, lock, signer, genesis, heartbeat: HOURLY }, context);
}

async function sealAndRemember(options: Omit<SealOptions, 'clock'>, context: Context): Promise<Sealed> {
  const result = await seal({ ...options, clock: { now: Date.now } });
  try {
    await new StateFolder(stateFolder(context.env)).remember(Buffer.from(result.note));
  } catch (error) {
    // The log is sealed all the same.
    if (!(error instanceof WormtrailError)) throw error;
    note(context, `The checkpoint could not be remembered: ${error.message}`);
  }
  const { size, root, appended, findings } = result;
  return { origin: options.signer.name, size, root, appended, findings };
}

/** What was sealed, in words. */
export function sealedInWords({ origin, size, root, appended, findings }: Sealed): string {
  const out = [
    `Sealed ${origin} at ${counted(size, 'leaf', 'leaves')}, ${appended} of them new; root ${root}.`,
  ];
  for (const { kind, detail } of findings) out.push(`  ${kind}: ${detail}`);
  return out.join('\n');
}
