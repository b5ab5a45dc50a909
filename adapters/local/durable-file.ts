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

/** What a user may not flush, or a file system cannot: somebody else's folder, which was there before. */
const NOT_OURS = ['EACCES', 'EPERM', 'EROFS'];

/**
 * Makes the name of a file or folder that is there durable, and the names of all folders that it is in. Whoever
 * made them may have died before he flushed them, or may not have come to it yet: what is found is on the disk only
 * after this.
 */
export async function settle(name: string): Promise<void> {
  for (let at = path.resolve(name); at !== path.dirname(at); at = path.dirname(at)) await settleIn(at);
}

/** Makes the name of a file or folder that is there durable in the folder that it is in. */
export async function settleIn(name: string): Promise<void> {
  try {
    await syncFolder(path.dirname(name));
  } catch (error) {
    if (!NOT_OURS.includes(systemCode(error) ?? '')) throw error;
  }
}

/**
 * Creates `folder` and what is missing above it, durably, even if another process made it just now. Not by `mkdir`'s own `recursive`, which never ends where
 * a folder exists and takes no new names (`/proc`).
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  await makeMissing(folder, mode);
  await settle(folder);
}

async function makeMissing(folder: string, mode: number | undefined): Promise<void> {
  const above = path.dirname(folder);
  let made = await makeOne(folder, mode);
  if (made === 'no-parent') {
    // Another writer may have made the folder above by now; if it was there all along, it takes no new names.
    if (!(await isFolder(above))) await makeMissing(above, mode);
    made = await makeOne(folder, mode);
    if (made === 'no-parent') throw noNewNames(folder);
  }
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
