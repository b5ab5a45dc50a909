import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { link, open, rename } from 'node:fs/promises';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import { settle } from './durable-file';
import { fileError, isDiskFull, systemCode } from './file-errors';

/*
 * lmdb 3.5.6 does not throw when it cannot open its files: it crashes the process, whatever the reason (no access,
 * no space, no database). So everything that could keep it from opening them is looked at first.
 */

/** The name that LMDB gives the database in its folder. */
export const DATA_FILE = 'data.mdb';
const LOCK_FILE = 'lock.mdb';

/** Where things stand in LMDB 1.0's meta pages, the first two of the file: flags, magic and version, page size. */
const META_BYTES = 0xa0;
const FLAGS_AT = 0x12;
const META_FLAG = 0x08;
const MAGIC_AT = 0x18;
const MAGIC = 0xbeefc0de;
const VERSION_AT = 0x1c;
const VERSION = 2;
const PAGE_SIZE_AT = 0x30;
const LAST_PAGE_AT = 0x90;
const TRANSACTION_AT = 0x98;

/**
 * Checks that LMDB can open the database in `folder`, or make one, for writing.
 * @throws WormtrailError `full`, `denied`, `unavailable`
 */
export function checkWritable(folder: string): void {
  const data = path.join(folder, DATA_FILE);
  const isThere = hasDatabase(folder);
  if (!isThere && isDiskFull(folder)) {
    throw new WormtrailError('full', `cannot make a ledger in ${folder}: no space left on the disk`);
  }
  touch(path.join(folder, LOCK_FILE), 'a+');
  if (isThere || existsSync(data)) touch(data, 'r+');
}

/** Gives the finished database in the folder `from` its name in `folder`, unless another process was first. */
export async function placeDatabase(from: string, folder: string): Promise<void> {
  const made = path.join(from, DATA_FILE);
  const data = path.join(folder, DATA_FILE);
  await flush(made);
  try {
    await link(made, data);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    // An empty file is what a process of an earlier version left that died before the first page.
    if (!hasDatabase(folder)) await rename(made, data);
  }
}

/**
 * Brings the database in `folder` to the disk, with its name, which LMDB leaves to others: a process may have died
 * between a write and its flush, and its successors see the write.
 */
export async function settleDatabase(folder: string): Promise<void> {
  const data = path.join(folder, DATA_FILE);
  await flush(data);
  await settle(data);
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Whether LMDB can have its lock file in `folder`, which it needs for reading too. */
export function canLock(folder: string): boolean {
  try {
    touch(path.join(folder, LOCK_FILE), 'a+');
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether there is a database in `folder`. An empty file is none: its writer died before the first page.
 * @param toRead also refuse a file that ends before its last page: reading there crashes the process. A writer
 * must not be that strict, as LMDB may leave a last page unwritten that the same transaction freed.
 * @throws WormtrailError `unavailable` if the file is no LMDB database, or is cut short; `denied`
 */
export function hasDatabase(folder: string, toRead = false): boolean {
  const file = path.join(folder, DATA_FILE);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw fileError(error, 'cannot read the ledger', file);
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) return false;
    const meta = Buffer.alloc(META_BYTES);
    readSync(descriptor, meta, 0, META_BYTES, 0);
    const pageSize = meta.readUInt32LE(PAGE_SIZE_AT);
    const second = Buffer.alloc(META_BYTES);
    if (isMeta(meta)) readSync(descriptor, second, 0, META_BYTES, pageSize);
    if (isMeta(second)) {
      const newest = transactionOf(second) > transactionOf(meta) ? second : meta;
      const pages = toRead ? newest.readBigUInt64LE(LAST_PAGE_AT) + 1n : 2n;
      if (BigInt(size) >= pages * BigInt(pageSize)) return true;
    }
  } catch (error) {
    throw fileError(error, 'cannot read the ledger', file);
  } finally {
    closeSync(descriptor);
  }
  throw new WormtrailError('unavailable', `${file} is damaged: it is not a database of LMDB`, {
    hint: 'bring it back from a backup; without it the archive can be verified, but nothing can be added to it',
  });
}

function transactionOf(page: Buffer): bigint {
  return page.readBigUInt64LE(TRANSACTION_AT);
}

function isMeta(page: Buffer): boolean {
  const pageSize = page.readUInt32LE(PAGE_SIZE_AT);
  return (
    (page.readUInt16LE(FLAGS_AT) & META_FLAG) !== 0 &&
    page.readUInt32LE(MAGIC_AT) === MAGIC &&
    (page.readUInt32LE(VERSION_AT) & 0xffff) === VERSION &&
    pageSize >= 512 &&
    pageSize <= 65_536
  );
}

function touch(file: string, flags: 'a+' | 'r+'): void {
  try {
    closeSync(openSync(file, flags));
  } catch (error) {
    throw fileError(error, 'cannot open the ledger', file);
  }
}
