import { WormtrailError } from '../core/errors';

/**
 * Checks that `key` names an object in any store: `/`-separated names, none of them empty, `.` or `..`, no NUL,
 * at most 1,024 bytes of UTF-8 (S3's limit).
 * @throws WormtrailError `usage`
 */
export function checkKey(key: string): void {
  const bad =
    key === '' ||
    key.includes('\0') ||
    key.split('/').some((name) => name === '' || name === '.' || name === '..');
  if (bad) throw new WormtrailError('usage', `not a key of an object: ${JSON.stringify(key)}`);
  if (Buffer.byteLength(key) > 1024) {
    throw new WormtrailError('usage', `key longer than 1,024 bytes: ${key.slice(0, 60)}…`);
  }
}
