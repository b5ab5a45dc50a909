import { existsSync } from 'node:fs';
import { WormtrailError } from '../../core/errors';
import type { Verification } from '../../core/verify/verify';
import { type ReadLedger, readLedger, type VerifyOptions, verifyStore } from '../verify-store';
import { ORIGIN_KEY } from './archive';
import { FolderStore } from './folder-store';
import { LmdbLedger } from './lmdb-ledger';
import { keyFile, ledgerFolder, stateStoreFolder } from './paths';

export interface LocalVerifyInput extends VerifyOptions {
  /** The archive's folder. */
  readonly folder: string;
  /** The user's configuration folder: the ledger of an archive whose key is there is the user's own. */
  readonly config: string;
}

/**
 * Verifies the archive in a folder, with its ledger where there is one that is the user's own.
 * @throws WormtrailError as `verifyArchive` does
 */
export async function verifyLocal(options: LocalVerifyInput): Promise<Verification> {
  const { folder, config, ...input } = options;
  const ledger = (await isOwn(folder, config)) ? await openLedger(folder) : undefined;
  try {
    // A folder is no judge of time.
    return await verifyStore({ kind: 'folder', folder }, ledger, false, input);
  } finally {
    await ledger?.close();
  }
}

/**
 * Whether this user made the archive. A stranger's ledger is not opened: LMDB believes what it reads, and a file
 * made for the purpose could do more than mislead it.
 */
async function isOwn(folder: string, config: string): Promise<boolean> {
  const origin = await new FolderStore(stateStoreFolder(folder)).get(ORIGIN_KEY);
  return origin !== undefined && existsSync(keyFile(Buffer.from(origin.bytes).toString(), config));
}

/** The archive's ledger; undefined if there is none, or none that can be read: the verdicts do without. */
async function openLedger(folder: string): Promise<(ReadLedger & { close(): Promise<void> }) | undefined> {
  let ledger: LmdbLedger | undefined;
  try {
    ledger = await LmdbLedger.openForReading(ledgerFolder(folder));
    if (ledger === undefined) return undefined;
    const opened = ledger;
    return { ...(await readLedger(opened, opened.lock)), close: () => opened.close() };
  } catch (error) {
    await ledger?.close();
    if (error instanceof WormtrailError && error.code !== 'unsupported') return undefined;
    throw error;
  }
}
