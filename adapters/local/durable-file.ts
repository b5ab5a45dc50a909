import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, stat, unlink } from 'node:fs/promises';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import { systemCode } from './file-errors';

/** Makes the names in a folder durable, where the platform can (Windows cannot open folders). */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(folder, 'r');
  } catch (error) {
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems have no fsync for folders; their renames are durable without.
    if (systemCode(error) !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Creates `folder` and what is missing above it, durably. Not by `mkdir`'s own `recursive`, which never ends where
 * a folder exists and takes no new names (`/proc`).
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const above = path.dirname(folder);
  let made = await makeOne(folder, mode);
  if (made === 'no-parent') {
    // Another writer may have made the folder above by now; if it was there all along, it takes no new names.
    if (!(await isFolder(above))) await makeFolder(above, mode);
    made = await makeOne(folder, mode);
    if (made === 'no-parent') throw noNewNames(folder);
  }
  if (made === 'made') await syncFolder(above);
}

async function makeOne(folder: string, mode: number | undefined): Promise<'made' | 'there' | 'no-parent'> {
  try {
    await mkdir(folder, mode === undefined ? {} : { mode });
    return 'made';
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && folder !== path.dirname(folder)) return 'no-parent';
    if (systemCode(error) !== 'EEXIST') throw error;
    if (await isFolder(folder)) return 'there';
    throw Object.assign(new Error(`${folder} is no folder`, { cause: error }), { code: 'ENOTDIR' });
  }
}

async function isFolder(name: string): Promise<boolean> {
  return (await stat(name).catch(() => undefined))?.isDirectory() === true;
}

function noNewNames(folder: string): WormtrailError {
  return new WormtrailError('denied', `cannot make the folder ${folder}: no new folder can be made there`);
}

/**
 * Writes `bytes` to a new file with a random name in `folder`, flushed to the disk, and returns its path.
 * Leaves no file behind when it throws.
 */
export async function writeTemporary(folder: string, bytes: Uint8Array, mode = 0o666): Promise<string> {
  const name = path.join(folder, `.tmp-${process.pid}-${randomBytes(8).toString('hex')}`);
  const handle = await open(name, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(name).catch(() => undefined);
    throw error;
  }
  await handle.close();
  return name;
}
