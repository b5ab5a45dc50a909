import { CompactRange, HASH_BYTES, leafHash, rootOfLeafHashes } from './merkle';
import { malformed } from './text';
import {
  edgeTiles,
  encodeBundle,
  entriesPath,
  parseTile,
  TILE_WIDTH,
  type TileAddress,
  tilePath,
  tilesFor,
} from './tiles';

/** All that a log needs of a tree to let it grow: the partial tile of each level and the partial bundle. */
export interface RightEdge {
  readonly size: number;
  /** By level, the hashes of the last, partial tile back to back; empty where the level has none. */
  readonly tiles: readonly Buffer[];
  /** The leaves of the last, partial bundle: `size` mod 256 of them. */
  readonly leaves: readonly Uint8Array[];
}

/** The edge of the tree without leaves. */
export const EMPTY_EDGE: RightEdge = { size: 0, tiles: [], leaves: [] };

/** What must be stored, in the order given: bundles, then tiles, so that no tile stands for leaves that are not there. */
export interface LogObject {
  /** Below the log's prefix: `tile/entries/000.p/12`, `tile/0/000.p/12`, … */
  readonly path: string;
  readonly bytes: Buffer;
}

/** How a tree has grown. */
export interface Growth {
  readonly edge: RightEdge;
  readonly root: Buffer;
  /** Every bundle and tile, full and partial, of every level, that the new tree has and the old had not. */
  readonly objects: readonly LogObject[];
}

/**
 * The root of the tree of `size` leaves, from the partial tiles of its right edge, by level. Whoever compares
 * it with a root that he trusts has authenticated every hash in them.
 * @throws WormtrailError `malformed` if a tile has not the width that the size asks for
 */
export function rootOfEdge(size: number, tiles: readonly Uint8Array[]): Buffer {
  const subtrees: Buffer[] = [];
  for (const { level, width } of edgeTiles(size)) {
    const tile = parseTile(tiles[level] ?? Buffer.alloc(0), width);
    // Of the tile's hashes, the perfect subtrees are the powers of two in its width, the smallest last.
    let end = width;
    for (let count = 1; end > 0; count *= 2) {
      if (Math.floor(width / count) % 2 === 0) continue;
      end -= count;
      subtrees.push(rootOfLeafHashes(tile.subarray(end * HASH_BYTES), count));
    }
  }
  return CompactRange.of(size, subtrees.reverse()).root();
}

/**
 * Makes the tiles of a tree out of its leaf hashes, in one pass, holding one tile a level. Full tiles go to
 * `emit` as they fill up, lower levels first.
 */
export class TileBuilder {
  readonly #emit: (tile: TileAddress, hashes: Buffer) => void;
  readonly #levels: { index: number; width: number; hashes: Buffer }[] = [];
  #size = 0;

  /**
   * @param emit takes each full tile and its 8,192 bytes, which are its own
   * @param edge where to go on; default: the empty tree
   * @throws WormtrailError `malformed` if the edge's tiles have not the widths that its size asks for
   */
  constructor(
    emit: (tile: TileAddress, hashes: Buffer) => void,
    edge: Pick<RightEdge, 'size' | 'tiles'> = EMPTY_EDGE,
  ) {
    this.#emit = emit;
    this.#size = edge.size;
    const partial = new Map(edgeTiles(edge.size).map((tile) => [tile.level, tile]));
    for (let level = 0; edge.size >= TILE_WIDTH ** level; level++) {
      const width = partial.get(level)?.width ?? 0;
      const hashes = Buffer.allocUnsafe(TILE_WIDTH * HASH_BYTES);
      parseTile(edge.tiles[level] ?? Buffer.alloc(0), width).copy(hashes);
      this.#levels.push({ index: Math.floor(edge.size / TILE_WIDTH ** (level + 1)), width, hashes });
    }
  }

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf by its hash. */
  append(leaf: Uint8Array): void {
    this.#size++;
    let hash = leaf;
    for (let level = 0; ; level++) {
      let tile = this.#levels[level];
      if (tile === undefined) {
        tile = { index: 0, width: 0, hashes: Buffer.allocUnsafe(TILE_WIDTH * HASH_BYTES) };
        this.#levels.push(tile);
      }
      tile.hashes.set(hash, tile.width * HASH_BYTES);
      tile.width++;
      if (tile.width < TILE_WIDTH) return;
      const full = tile.hashes;
      this.#emit({ level, index: tile.index, width: TILE_WIDTH }, full);
      tile.hashes = Buffer.allocUnsafe(TILE_WIDTH * HASH_BYTES);
      tile.index++;
      tile.width = 0;
      hash = rootOfLeafHashes(full, TILE_WIDTH);
    }
  }

  /** By level, the hashes of the partial tile so far, copied; empty where the level has none. */
  partialTiles(): Buffer[] {
    return this.#levels.map(({ hashes, width }) => Buffer.from(hashes.subarray(0, width * HASH_BYTES)));
  }

  /** The root over all leaves so far. */
  root(): Buffer {
    return rootOfEdge(this.#size, this.partialTiles());
  }
}

/**
 * The tree that begins with `edge` and goes on with `leaves`: what must be stored for it, its root, and the
 * edge for the next time. The edge is believed: compare `rootOfEdge` with a trusted root first.
 * @throws WormtrailError `malformed` if the edge's tiles or leaves do not fit its size or one another
 */
export function growTree(edge: RightEdge, leaves: readonly Uint8Array[]): Growth {
  checkLeaves(edge);
  const full = new Map<string, Buffer>();
  const builder = new TileBuilder(({ level, index }, hashes) => full.set(`${level}/${index}`, hashes), edge);
  for (const leaf of leaves) builder.append(leafHash(leaf));

  const tiles = builder.partialTiles();
  const start = edge.size - edge.leaves.length;
  const tail = [...edge.leaves, ...leaves];
  const bundles: LogObject[] = [];
  const hashTiles: LogObject[] = [];
  for (const { level, index, width } of tilesFor(edge.size, builder.size)) {
    const bytes = full.get(`${level}/${index}`) ?? (tiles[level] as Buffer);
    hashTiles.push({ path: tilePath(level, index, width), bytes });
    if (level > 0) continue;
    const from = index * TILE_WIDTH - start;
    bundles.push({ path: entriesPath(index, width), bytes: encodeBundle(tail.slice(from, from + width)) });
  }
  const kept = tail.slice(tail.length - (builder.size % TILE_WIDTH));
  return {
    edge: { size: builder.size, tiles, leaves: kept },
    root: builder.root(),
    objects: [...bundles, ...hashTiles],
  };
}

function checkLeaves({ size, tiles, leaves }: RightEdge): void {
  if (leaves.length !== size % TILE_WIDTH) {
    throw malformed(
      `a tree of ${size} leaves has ${size % TILE_WIDTH} in its last bundle, not ${leaves.length}`,
    );
  }
  const hashes = Buffer.concat(leaves.map((leaf) => leafHash(leaf)));
  if (!hashes.equals(tiles[0] ?? Buffer.alloc(0))) {
    throw malformed('the leaves in the last bundle are not those of the last tile');
  }
}
