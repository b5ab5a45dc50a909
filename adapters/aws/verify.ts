import { WormtrailError } from '../../core/errors';
import { CHECKPOINT } from '../../core/verify/log-files';
import type { Verification } from '../../core/verify/verify';
import { openStore, type StoreDescription } from '../store';
import { type ReadLedger, readLedger, type VerifyOptions, verifyStore } from '../verify-store';
import { type ClientSettings, dynamoClient } from './clients';
import { type Deployment, findDeployment } from './deployment';
import { DynamoLedger } from './dynamo-ledger';

export interface S3VerifyInput extends VerifyOptions {
  readonly store: Extract<StoreDescription, { kind: 's3' }>;
  /**
   * The deployed stack whose archive it is, for its ledger; null: do without. Default: what the bucket's stack
   * published, if it did and it may be read.
   */
  readonly deployment?: Deployment | null;
  /** Told once, before the work, whether the ledger is read; if not, why. */
  readonly onLedger?: (why: string | undefined) => void;
}

/**
 * Verifies the archive in a bucket, whose times can be trusted: S3 itself keeps them. The ledger is read if a
 * deployed stack of this archive is known and lets us; the verdicts do without it otherwise, and then what was stored
 * since the newest heartbeat counts as unsealed.
 * @throws WormtrailError as `verifyArchive` does
 */
export async function verifyS3(options: S3VerifyInput): Promise<Verification> {
  const { store, deployment, onLedger, ...input } = options;
  const archive = openStore(store);
  let isTold = false;
  const run = async (): Promise<Verification> => {
    const ledger = deployment === null ? 'not asked for' : await openLedger(store, deployment);
    if (!isTold) onLedger?.(typeof ledger === 'string' ? ledger : undefined);
    isTold = true;
    try {
      return await verifyStore(store, typeof ledger === 'string' ? undefined : ledger, true, input);
    } finally {
      if (typeof ledger !== 'string') ledger.close();
    }
  };
  const before = (await archive.get(CHECKPOINT))?.version;
  const verification = await run();
  if (verification.report.counts.findings['checkpoint-behind'] === undefined) return verification;
  // A living sealer stores the note of a new size first, and then `log/checkpoint`: whoever looks between the two
  // finds what a rollback looks like. One of an attacker stays as it is; behind a sealer's it has moved on by now.
  const after = (await archive.get(CHECKPOINT))?.version;
  return before === after ? verification : run();
}

/** The archive's ledger; else why it is not read. */
async function openLedger(
  store: S3VerifyInput['store'],
  known: Deployment | undefined,
): Promise<(ReadLedger & { close(): void }) | string> {
  // A stack's archive is the whole of its bucket.
  if (store.prefix !== '') return 'the archive is not the whole of its bucket';
  const settings: ClientSettings = { region: store.region, endpoint: store.endpoint };
  let close = () => {};
  try {
    const deployment = known ?? (await findDeployment(store.bucket, settings));
    if (deployment === undefined) return 'no deployed stack has published it';
    const client = dynamoClient({ ...settings, region: deployment.region });
    close = () => client.destroy();
    const ledger = new DynamoLedger({ client, table: deployment.ledger });
    // Whoever may read the register may read the rows: both are in one table.
    return { ...(await readLedger(ledger, ledger.lock)), close };
  } catch (error) {
    close();
    if (error instanceof WormtrailError && error.code !== 'unsupported') return error.message;
    throw error;
  }
}
