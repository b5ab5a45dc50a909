import { statfsSync } from 'node:fs';
import { type ErrorCode, WormtrailError } from '../../core/errors';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENAMETOOLONG: 'usage',
  EEXIST: 'usage',
  ENOTDIR: 'usage',
  EISDIR: 'usage',
};

/** Free space under which an unexplained failure to write is taken for a full disk. */
const NEARLY_FULL_BYTES = 1 << 20;

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file may not grow any further',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
};

/** The system's code of an error of node:fs (`ENOENT`, …), else undefined. */
export function systemCode(error: unknown): string | undefined {
  // Not by class: an error of Node's own may come from another realm than the code that catches it (in tests).
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * What node:fs threw, as a WormtrailError that names the path: `full`, `denied`, `usage`, else `unavailable`.
 * @param doing what failed, for the message: `cannot write`
 */
export function fileError(error: unknown, doing: string, path: string): WormtrailError {
  if (error instanceof WormtrailError) return error;
  const code = systemCode(error) ?? '';
  const words = WORDS[code] ?? messageOf(error);
  return new WormtrailError(CODES[code] ?? 'unavailable', `${doing} ${path}: ${words}`, { cause: error });
}

/** Whether the file system that holds `path` has next to no space left. */
export function isDiskFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize < NEARLY_FULL_BYTES;
  } catch {
    return false;
  }
}

export function messageOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'message' in error ? String(error.message) : String(error);
}
