import { HASH_BYTES } from './merkle';
import { malformed } from './text';

/**
 * Where the tree and its leaves lie, and how a bundle of leaves is written (https://c2sp.org/tlog-tiles):
 *
 * ```
 * tile/0/x001/067          the 1068th tile of leaf hashes, all 256 of them
 * tile/1/004.p/43          the 5th tile of the level above, whose 43 hashes are each the root of a full tile
 * tile/entries/x001/067    the leaves themselves: u16 length ‖ leaf, back to back
 * ```
 *
 * Tile `index` of `level` holds the roots of the perfect subtrees of 256^level leaves from subtree
 * `index · 256` on, 32 bytes each. The last tile of a level is partial (`.p/<width>`), unless it has none:
 * there are no empty tiles.
 */

/** Hashes in a full tile, leaves in a full bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree that a tile spans: 2^8 = 256. */
export const TILE_HEIGHT = 8;
/** Most bytes of a leaf: its length is a u16 in the bundle. */
export const MAX_LEAF_BYTES = 0xffff;

/** `tile/<level>/<index>`, with `.p/<width>` for a width under 256. */
export function tilePath(level: number, index: number, width: number): string {
  return `tile/${level}/${numberPath(index)}${partialSuffix(width)}`;
}

/** `tile/entries/<index>`, with `.p/<width>` for a width under 256. */
export function entriesPath(index: number, width: number): string {
  return `tile/entries/${numberPath(index)}${partialSuffix(width)}`;
}

function partialSuffix(width: number): string {
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new RangeError(`a tile is 1 to 256 wide, not ${width}`);
  }
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

/** Groups of three digits, all but the last led by an `x`: 1234067 is `x001/x234/067`. */
function numberPath(index: number): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`no tile has the index ${index}`);
  let path = threeDigits(index % 1000);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${threeDigits(rest % 1000)}/${path}`;
  }
  return path;
}

function threeDigits(n: number): string {
  return String(n).padStart(3, '0');
}

/** How many hashes tile `index` of `level` holds in a tree of `size` leaves: 0 (there is no such tile) to 256. */
export function tileWidth(level: number, index: number, size: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}

/** A tile in a tree: `level` 0 holds leaf hashes, and so has a bundle of the same index and width. */
export interface TileAddress {
  readonly level: number;
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/**
 * The tiles that a tree of `newSize` leaves has and one of `oldSize` has not, level by level, each in order;
 * with `oldSize` 0, all tiles of the tree. Bundles are those of level 0.
 */
export function* tilesFor(oldSize: number, newSize: number): Generator<TileAddress> {
  for (let level = 0; newSize >= TILE_WIDTH ** level; level++) {
    const before = Math.floor(oldSize / TILE_WIDTH ** level);
    const after = Math.floor(newSize / TILE_WIDTH ** level);
    if (after <= before) continue;
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index++) {
      yield { level, index, width: Math.min(TILE_WIDTH, after - index * TILE_WIDTH) };
    }
  }
}

/**
 * The partial tiles of a tree of `size` leaves, lowest level first: its right edge, from which its root
 * follows and on which it grows. A level whose tiles are all full has none.
 */
export function edgeTiles(size: number): TileAddress[] {
  const tiles: TileAddress[] = [];
  for (let level = 0; size >= TILE_WIDTH ** level; level++) {
    const index = Math.floor(size / TILE_WIDTH ** (level + 1));
    const width = tileWidth(level, index, size);
    if (width > 0) tiles.push({ level, index, width });
  }
  return tiles;
}

/**
 * The bytes of a bundle: each leaf behind its length, a big-endian u16.
 * @throws RangeError for no leaf, more than 256, or a leaf over 65,535 bytes: a mistake of the caller
 */
export function encodeBundle(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length < 1 || leaves.length > TILE_WIDTH) {
    throw new RangeError(`a bundle has 1 to 256 leaves, not ${leaves.length}`);
  }
  let length = 0;
  for (const leaf of leaves) {
    if (leaf.length > MAX_LEAF_BYTES) throw new RangeError(`a leaf has at most ${MAX_LEAF_BYTES} bytes`);
    length += 2 + leaf.length;
  }
  const bundle = Buffer.allocUnsafe(length);
  let at = 0;
  for (const leaf of leaves) {
    at = bundle.writeUInt16BE(leaf.length, at);
    bundle.set(leaf, at);
    at += leaf.length;
  }
  return bundle;
}

/**
 * The leaves of a bundle, 1 to 256, as views into `bytes`. Every byte belongs to one.
 * @throws WormtrailError `malformed`
 */
export function parseBundle(bytes: Uint8Array): Buffer[] {
  const bundle = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leaves: Buffer[] = [];
  let at = 0;
  while (at < bundle.length) {
    if (leaves.length === TILE_WIDTH) throw malformed('the bundle has more than 256 leaves');
    if (at + 2 > bundle.length) throw malformed('the bundle ends within a length');
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) throw malformed('the bundle ends within a leaf');
    leaves.push(bundle.subarray(at + 2, end));
    at = end;
  }
  if (leaves.length === 0) throw malformed('the bundle is empty');
  return leaves;
}

/**
 * The hashes of a tile as it is stored, which must be exactly `width` hashes.
 * @throws WormtrailError `malformed`
 */
export function parseTile(bytes: Uint8Array, width: number): Buffer {
  if (bytes.length !== width * HASH_BYTES) {
    throw malformed(`a tile of ${width} hashes has ${width * HASH_BYTES} bytes, not ${bytes.length}`);
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
