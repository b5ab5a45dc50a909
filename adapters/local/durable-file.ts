import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import * as path from 'node:path';
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

/** Creates `folder` and what is missing above it, durably. */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const first = await mkdir(folder, mode === undefined ? { recursive: true } : { recursive: true, mode });
  if (first === undefined) return;
  // Every folder that got a new name in it, from the deepest up to the one that holds the first new folder.
  const top = path.dirname(first);
  for (let made = path.dirname(folder); ; made = path.dirname(made)) {
    await syncFolder(made);
    if (made === top || made === path.dirname(made)) return;
  }
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
