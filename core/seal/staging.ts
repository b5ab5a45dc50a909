import { parseObject } from '../batch/entry';
import { WormtrailError } from '../errors';
import type { Growth, LogObject } from '../tlog/growth';
import { sha256Hex } from '../tlog/merkle';
import { edgeTiles, tilePath } from '../tlog/tiles';

/**
 * The next state of the log in one object of the state store, before anybody may see it:
 *
 *     {"wormtrail":"staging/v1","objects":[["tile/entries/000.p/3",1204],["tile/0/000.p/3",96]]}
 *
 * and a newline, then the objects' bytes back to back, as long as the line says. The key is
 * `staging/<size of the tree>-<hex SHA-256 of the whole>`.
 */
export interface Staged {
  readonly key: string;
  readonly bytes: Buffer;
}

export const STAGING_PREFIX = 'staging/';

/** All that has to be stored for a tree that has grown, and besides the tiles of its right edge that did not change. */
export function objectsOf(growth: Growth): LogObject[] {
  const known = new Set(growth.objects.map(({ path }) => path));
  const unchanged = edgeTiles(growth.edge.size)
    .map(({ level, index, width }) => ({
      path: tilePath(level, index, width),
      bytes: growth.edge.tiles[level] as Buffer,
    }))
    .filter(({ path }) => !known.has(path));
  return [...growth.objects, ...unchanged];
}

export function encodeStaging(size: number, objects: readonly LogObject[]): Staged {
  const head = { wormtrail: 'staging/v1', objects: objects.map(({ path, bytes }) => [path, bytes.length]) };
  const bytes = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...objects.map((object) => object.bytes),
  ]);
  return { key: `${STAGING_PREFIX}${size}-${sha256Hex(bytes)}`, bytes };
}

/** The size in a staging's key; undefined if it is none. */
export function stagedSize(key: string): number | undefined {
  const parts = /^staging\/(\d{1,16})-[0-9a-f]{64}$/.exec(key);
  return parts ? Number(parts[1]) : undefined;
}

/** @throws WormtrailError `malformed` if the bytes are not those that the key names */
export function decodeStaging({ key, bytes }: Staged): LogObject[] {
  if (!key.endsWith(`-${sha256Hex(bytes)}`)) throw new WormtrailError('malformed', `${key} was altered`);
  const end = bytes.indexOf('\n');
  const { objects } = parseObject(bytes.toString('utf8', 0, end), key);
  if (!Array.isArray(objects)) throw new WormtrailError('malformed', `${key} is not a staging`);
  let at = end + 1;
  return objects.map((object: unknown) => {
    const [path, length]: unknown[] = Array.isArray(object) ? object : [];
    if (typeof path !== 'string' || typeof length !== 'number') {
      throw new WormtrailError('malformed', `${key} is not a staging`);
    }
    const from = at;
    at += length;
    return { path, bytes: bytes.subarray(from, at) };
  });
}
