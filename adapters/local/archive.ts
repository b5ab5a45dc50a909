import { randomBytes } from 'node:crypto';
import { readdir, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import type { Signer } from '../../core/ports';
import { isKeyName } from '../../core/tlog/note';
import { settle } from './durable-file';
import { systemCode } from './file-errors';
import { FolderStore, OWN_FOLDER } from './folder-store';
import { createKeyFile, readKeyFile } from './key-file';
import { LmdbLedger } from './lmdb-ledger';
import { configFolder, keyFile, ledgerFolder, stateStoreFolder } from './paths';

/** A local archive open for writing. */
export interface LocalArchive {
  /** Its folder. */
  readonly folder: string;
  readonly origin: string;
  readonly archive: FolderStore;
  readonly state: FolderStore;
  readonly ledger: LmdbLedger;
  readonly signer: Signer;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** The log's immutable name. Taken for a new archive; must be the one it has for an archive that exists. */
  readonly origin?: string;
  /** Makes the archive, and its key, if the folder is empty or not there. */
  readonly create: boolean;
  /** Where the keys are; default: the user's configuration folder. */
  readonly config?: string;
}

/** Where the state store keeps the archive's origin. */
export const ORIGIN_KEY = 'origin';

/**
 * Opens the archive in `folder` for writing.
 * @throws WormtrailError `usage` if there is none, it has another origin, its key is not there, or the folder
 * holds something else; `denied`, `full`, `unavailable`
 */
export async function openLocalArchive(folder: string, options: OpenOptions): Promise<LocalArchive> {
  const archive = new FolderStore(folder, { settled: true });
  const state = new FolderStore(stateStoreFolder(folder), { settled: true });
  const config = options.config ?? configFolder();
  const known = (await state.get(ORIGIN_KEY))?.bytes;
  const origin =
    known === undefined ? await name(folder, state, options, config) : Buffer.from(known).toString();
  if (options.origin !== undefined && options.origin !== origin) {
    throw new WormtrailError('usage', `the archive in ${folder} is ${origin}, not ${options.origin}`, {
      hint: "an archive's origin never changes: leave --origin away, or choose another folder",
    });
  }
  const ledger = await LmdbLedger.open(ledgerFolder(folder));
  try {
    const file = keyFile(origin, config);
    let signer = await readKeyFile(file);
    // Nothing is signed by a key that a power failure could still take away.
    if (signer !== undefined) await settle(file);
    // Nothing was entered yet: the archive is new, or the run that made it died before it made the key.
    if (signer === undefined && (await ledger.lanes()).length === 0)
      signer = await createKeyFile(file, origin);
    if (signer === undefined) {
      throw new WormtrailError('usage', `the key of ${origin} is not there: ${file}`, {
        hint: 'put the key back; without it this archive can be verified, but nothing can be added to it',
      });
    }
    return { folder, origin, archive, state, ledger, signer, close: () => ledger.close() };
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

/** Makes an archive of an unused folder: writes down its origin. */
async function name(
  folder: string,
  state: FolderStore,
  options: OpenOptions,
  config: string,
): Promise<string> {
  if (!options.create) throw new WormtrailError('usage', `there is no archive in ${folder}`);
  await assertUnused(folder);
  const origin = options.origin ?? (await inventOrigin(folder));
  if (!isKeyName(origin)) {
    throw new WormtrailError('usage', `not a name for a log: ${JSON.stringify(origin)}`, {
      hint: 'a name such as example.com/audit, without spaces and plus signs',
    });
  }
  const file = keyFile(origin, config);
  if ((await readKeyFile(file)) !== undefined) {
    throw new WormtrailError('usage', `another log on this machine is called ${origin}: ${file}`, {
      hint: 'give this one a name of its own with --origin',
    });
  }
  if ((await state.put(ORIGIN_KEY, Buffer.from(origin), { ifAbsent: true })) === 'stored') return origin;
  throw new WormtrailError('conflict', `another process is making an archive of ${folder}`);
}

async function assertUnused(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (systemCode(error) === 'ENOENT') return [];
    throw new WormtrailError('usage', `${folder} is not a folder that can be read`, { cause: error });
  });
  if (names.includes('log') || names.includes('events')) {
    throw new WormtrailError(
      'usage',
      `${folder} is a copy of an archive, without its ledger (${OWN_FOLDER})`,
      {
        hint: 'it can be verified and searched; nothing can be added to it',
      },
    );
  }
  if (names.some((name) => name !== OWN_FOLDER)) {
    throw new WormtrailError('usage', `${folder} holds other files`, {
      hint: 'choose a new or an empty folder for the archive',
    });
  }
}

/** `wormtrail.local/<name of the folder>-<random>`: no two logs have one name, whoever made them. */
async function inventOrigin(folder: string): Promise<string> {
  const resolved = await realpath(folder).catch(() => path.resolve(folder));
  const name = path.basename(resolved).replaceAll(/[^A-Za-z0-9._-]/g, '-') || 'archive';
  return `wormtrail.local/${name}-${randomBytes(4).toString('hex')}`;
}
