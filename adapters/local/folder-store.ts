import { closeSync, constants, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import {
  type FileHandle,
  link,
  lstat,
  open,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WormtrailError } from '../../core/errors';
import type { ObjectInfo, ObjectStore, PutCondition } from '../../core/ports';
import { sha256Hex } from '../../core/tlog/merkle';
import { checkKey } from '../object-key';
import { makeFolder, settle, settleIn, syncFolder, writeTemporary } from './durable-file';
import { fileError, systemCode } from './file-errors';

/** What a store keeps for itself, at its top; never listed. An archive's ledger and stages live there too. */
export const OWN_FOLDER = '.wormtrail';

/** The version that `list` gives the file that bears the key itself. */
const CURRENT = 'current';
/** A file `<name>@version=<id>` is a noncurrent version of the object `<name>`. */
const VERSION_MARK = '@version=';

/** Temporary files older than this belong to nobody. */
const ABANDONED_AFTER_MS = 3_600_000;
/** What `put` does under a key's lock takes microseconds: an older lock was left by a process that died. */
const LOCK_STALE_MS = 5_000;
const LOCK_RETRY_MS = 20;

/** Links are never followed, and opening a pipe must not block. Windows has neither flag. */
const OPEN_TO_READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export interface FolderOptions {
  /**
   * Whether `get` gives only what is on the disk, for those who act on what they read. A process that died, or that
   * is not done yet, may have left a name that a power failure takes back. Costs a flush of the folder, which is
   * quick if nothing is new in it.
   */
  readonly settled?: boolean;
}

/**
 * An ObjectStore over a folder: the object `a/b` is the file `a/b` in it. A folder is no judge of time, so
 * `storedAt` is absent. It keeps no versions itself, but reads a copy that has them: the noncurrent version
 * `<id>` of `a/b` is the file `a/b@version=<id>`.
 *
 * - A written object is on the disk (file and names flushed) when `put` resolves, and so is the one that is in the
 *   way of an `ifAbsent`; half-written ones are never visible, whenever the process or the machine dies.
 * - `get` gives a version made of the content, which `ifVersion` takes; `list` gives one made of the name.
 * - Symbolic links below the folder are never followed: they are listed, and reading them is `denied`, so that
 *   nothing outside can pass for the archive's and nothing in it goes unmentioned.
 * - Listing holds the names of one folder at each depth in memory.
 */
export class FolderStore implements ObjectStore {
  readonly #root: string;
  readonly #temporary: string;
  #prepared: Promise<void> | undefined;
  /** Folders below the root that were found to be no links. */
  readonly #checkedFolders = new Set<string>();
  /** Folders below the root whose names, and those of the folders that they are in, are on the disk. */
  readonly #settledFolders = new Set<string>();
  readonly #isSettled: boolean;

  /** @param root the folder; created by the first `put` if it is not there */
  constructor(root: string, { settled = false }: FolderOptions = {}) {
    this.#root = path.resolve(root);
    this.#isSettled = settled;
    this.#temporary = path.join(this.#root, OWN_FOLDER, 'tmp');
  }

  async put(key: string, bytes: Uint8Array, condition?: PutCondition): Promise<'stored' | 'conflict'> {
    const file = this.#path(key);
    const name = path.basename(file);
    if (versionOf(name) !== CURRENT) {
      throw new WormtrailError('usage', `a key cannot end in ${VERSION_MARK}…: ${key}`);
    }
    let temporary: string | undefined;
    try {
      this.#prepared ??= this.#prepare();
      await this.#prepared;
      const folder = path.dirname(file);
      await this.#makeFolder(folder);
      await this.#checkFolder(folder);
      temporary = await writeTemporary(this.#temporary, bytes);
      if (!(await this.#place(temporary, file, condition))) {
        // The caller may go on with what is there.
        await syncFolder(folder);
        return 'conflict';
      }
    } catch (error) {
      if (temporary === undefined) this.#prepared = undefined;
      // Somebody may have removed it.
      this.#settledFolders.clear();
      throw fileError(error, 'cannot write', file);
    } finally {
      // After a link the temporary name is a second one; after a rename it is gone.
      if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
    }
    try {
      await syncFolder(path.dirname(file));
    } catch (error) {
      throw new WormtrailError('unknown-outcome', `cannot tell whether ${file} is on the disk`, {
        cause: error,
      });
    }
    return 'stored';
  }

  async get(key: string): Promise<{ readonly bytes: Uint8Array; readonly version: string } | undefined> {
    const file = this.#path(key);
    try {
      const handle = await this.#open(file);
      try {
        const bytes = await handle.readFile();
        if (this.#isSettled) await this.#settle(file);
        return { bytes, version: contentVersion(bytes) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw fileError(error, 'cannot read', file);
    }
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    // The deepest folder that every key with this prefix is in.
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    if (folder !== '') checkKey(folder.slice(0, -1));
    yield* this.#listFolder(folder, prefix);
  }

  async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    const suffix = object.version === CURRENT ? '' : `${VERSION_MARK}${object.version}`;
    const file = this.#path(object.key + suffix);
    try {
      const handle = await this.#open(file);
      try {
        return await readFully(handle, start, length);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw fileError(error, 'cannot read', file);
    }
  }

  async remove(key: string): Promise<void> {
    const file = this.#path(key);
    try {
      await this.#checkFolder(path.dirname(file));
      await unlink(file);
      await syncFolder(path.dirname(file));
    } catch (error) {
      if (!isAbsent(error)) throw fileError(error, 'cannot remove', file);
    }
  }

  /** At once: nothing looks after a folder later. */
  expire(key: string): Promise<void> {
    return this.remove(key);
  }

  #path(key: string): string {
    checkKey(key);
    if (key.split('/', 1)[0] === OWN_FOLDER) {
      throw new WormtrailError('usage', `${OWN_FOLDER} is no place for objects: ${key}`);
    }
    return path.join(this.#root, key);
  }

  /** Gives the written file its name, if the condition holds. */
  async #place(temporary: string, file: string, condition: PutCondition | undefined): Promise<boolean> {
    if (condition === undefined) {
      await rename(temporary, file);
      return true;
    }
    if ('ifAbsent' in condition) {
      try {
        await link(temporary, file);
        return true;
      } catch (error) {
        if (systemCode(error) === 'EEXIST') return false;
        throw error;
      }
    }
    return this.#replace(temporary, file, condition.ifVersion);
  }

  /**
   * Compare and rename under a lock file, as no system call does both. What is done under the lock is synchronous
   * and short, so that a lock older than some seconds can only be one that a dead process left.
   */
  async #replace(temporary: string, file: string, version: string): Promise<boolean> {
    const lock = path.join(this.#temporary, `.lock-${sha256Hex(Buffer.from(file)).slice(0, 32)}`);
    for (;;) {
      let descriptor: number;
      try {
        descriptor = openSync(lock, 'wx');
      } catch (error) {
        if (systemCode(error) !== 'EEXIST') throw error;
        // Either way: after a power failure the clock may have gone back.
        if (Math.abs(Date.now() - modified(lock)) > LOCK_STALE_MS) rmSync(lock, { force: true });
        else await sleep(LOCK_RETRY_MS);
        continue;
      }
      try {
        let content: Buffer;
        try {
          content = readFileSync(file);
        } catch (error) {
          if (isAbsent(error)) return false;
          throw error;
        }
        if (contentVersion(content) !== version) return false;
        renameSync(temporary, file);
        return true;
      } finally {
        closeSync(descriptor);
        rmSync(lock, { force: true });
      }
    }
  }

  /** Makes a folder for objects. Of one that is settled nobody takes the name away again: it is looked at once. */
  async #makeFolder(folder: string): Promise<void> {
    if (this.#settledFolders.has(folder)) return;
    await makeFolder(folder);
    this.#rememberSettled(folder);
  }

  /** Makes the name of a file that was found durable. */
  async #settle(file: string): Promise<void> {
    const folder = path.dirname(file);
    if (this.#settledFolders.has(folder)) return settleIn(file);
    await settle(file);
    this.#rememberSettled(folder);
  }

  #rememberSettled(folder: string): void {
    if (this.#settledFolders.size > 10_000) this.#settledFolders.clear();
    this.#settledFolders.add(folder);
  }

  /** Makes the folder for temporary files and removes those that dead processes left. */
  async #prepare(): Promise<void> {
    await makeFolder(this.#temporary);
    for (const name of await readdir(this.#temporary)) {
      const file = path.join(this.#temporary, name);
      const age =
        Date.now() -
        (await stat(file).then(
          ({ mtimeMs }) => mtimeMs,
          () => Date.now(),
        ));
      if (age > ABANDONED_AFTER_MS) await unlink(file).catch(() => undefined);
    }
  }

  /** @throws WormtrailError `denied` if a link leads to `folder` on the way from the root */
  async #checkFolder(folder: string): Promise<void> {
    if (this.#checkedFolders.has(folder)) return;
    const expected = path.join(await realpath(this.#root), path.relative(this.#root, folder));
    if ((await realpath(folder)) !== expected) throw notFollowed(folder);
    if (this.#checkedFolders.size > 10_000) this.#checkedFolders.clear();
    this.#checkedFolders.add(folder);
  }

  async #open(file: string): Promise<FileHandle> {
    await this.#checkFolder(path.dirname(file));
    let handle: FileHandle;
    try {
      handle = await open(file, OPEN_TO_READ);
    } catch (error) {
      // ELOOP: what a link gives with O_NOFOLLOW; ENXIO: a socket.
      const code = systemCode(error);
      throw code === 'ELOOP' || code === 'EMLINK' || code === 'ENXIO' ? notFollowed(file) : error;
    }
    try {
      const stats = await handle.stat();
      if (stats.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      if (!stats.isFile()) throw notFollowed(file);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return handle;
  }

  async *#listFolder(folder: string, prefix: string): AsyncIterable<ObjectInfo> {
    const where = path.join(this.#root, folder);
    let names: Listed[];
    try {
      await this.#checkFolder(path.join(where));
      const entries = await readdir(where, { withFileTypes: true });
      names = entries.map((entry) => listed(entry.name, entry.isDirectory()));
    } catch (error) {
      if (isAbsent(error)) return;
      throw fileError(error, 'cannot list', where);
    }
    if (folder === '') names = names.filter(({ key }) => key !== `${OWN_FOLDER}/`);
    names.sort(byKey);
    for (const { key, version } of names) {
      const full = folder + key;
      if (key.endsWith('/')) {
        if (full.startsWith(prefix) || prefix.startsWith(full)) yield* this.#listFolder(full, prefix);
      } else if (full.startsWith(prefix)) {
        const size = await this.#size(full, version);
        if (size !== undefined) yield { key: full, version, size };
      }
    }
  }

  /** Bytes of the file; undefined if it is gone since its name was read. */
  async #size(key: string, version: string): Promise<number | undefined> {
    const file = path.join(this.#root, version === CURRENT ? key : `${key}${VERSION_MARK}${version}`);
    try {
      return (await lstat(file)).size;
    } catch (error) {
      // A name that is no UTF-8 cannot be opened by what was read of it: it is listed, and reading it fails.
      if (isAbsent(error)) return file.includes('\ufffd') ? 0 : undefined;
      throw fileError(error, 'cannot read', file);
    }
  }
}

/** A name in a folder, as the last part of a key; a folder's ends in `/`, so that sorting sorts whole keys. */
interface Listed {
  readonly key: string;
  readonly version: string;
}

function listed(name: string, isFolder: boolean): Listed {
  if (isFolder) return { key: `${name}/`, version: CURRENT };
  const version = versionOf(name);
  if (version === CURRENT) return { key: name, version };
  return { key: name.slice(0, -(VERSION_MARK.length + version.length)), version };
}

/** The version that a file's name tells. A name whose version would be empty or `current` is just a name. */
function versionOf(name: string): string {
  const at = name.lastIndexOf(VERSION_MARK);
  return (at > 0 && name.slice(at + VERSION_MARK.length)) || CURRENT;
}

/** By key, then the current version first. */
function byKey(a: Listed, b: Listed): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.version === b.version) return 0;
  if (a.version === CURRENT || b.version === CURRENT) return a.version === CURRENT ? -1 : 1;
  return a.version < b.version ? -1 : 1;
}

function contentVersion(bytes: Uint8Array): string {
  return sha256Hex(bytes);
}

/** ms since 1970; now if the file is gone. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}

/** ENOENT, a file where the key has a folder, or a folder where it has a file: there is no such object. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '');
}

function notFollowed(file: string): WormtrailError {
  return new WormtrailError('denied', `${file} is neither a file nor a folder`, {
    hint: 'links and devices in an archive are not followed; put the files themselves there',
  });
}

async function readFully(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
