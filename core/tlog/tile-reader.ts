import { WormtrailError } from '../errors';
import type { Checkpoint } from './checkpoint';
import { rootOfEdge } from './growth';
import { HASH_BYTES, leafHash, rootOfLeafHashes } from './merkle';
import type { HashReader } from './proof';
import { malformed } from './text';
import {
  edgeTiles,
  entriesPath,
  parseBundle,
  parseTile,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileAddress,
  tilePath,
  tileWidth,
} from './tiles';

/** Where tiles are read from: an `ObjectStore`, or anything that gives the newest bytes under a key. */
export interface TileSource {
  get(key: string): Promise<{ readonly bytes: Uint8Array } | undefined>;
}

/** Tiles kept in memory once they are authenticated: 8 MiB of full ones. */
const CACHED_TILES = 1024;

/**
 * Reads a log's hashes and leaves out of storage that need not be trusted: nothing comes out that does not
 * belong to the tree with the checkpoint's root. The right edge must give the root; every full tile must give
 * its hash in the tile above. The checkpoint itself must have been verified by the caller.
 *
 * Where a partial tile or bundle is gone, the full one in its place serves (c2sp.org/tlog-tiles).
 *
 * Its methods throw WormtrailError `malformed` for what is altered, `unavailable` for what is missing, both
 * naming the object; what the source throws comes through.
 */
export class TileReader implements HashReader {
  readonly #source: TileSource;
  readonly #size: number;
  readonly #root: Buffer;
  readonly #prefix: string;
  readonly #tiles = new Map<string, Promise<Buffer>>();
  #edge: Promise<ReadonlyMap<number, Buffer>> | undefined;

  /** @param prefix stands before every path: `log/` for a whole archive */
  constructor(source: TileSource, checkpoint: Pick<Checkpoint, 'size' | 'root'>, prefix = '') {
    this.#source = source;
    this.#size = checkpoint.size;
    this.#root = checkpoint.root;
    this.#prefix = prefix;
  }

  /** @throws RangeError for a subtree that is not wholly in the tree */
  async readHash(level: number, index: number): Promise<Buffer> {
    if (!((index + 1) * 2 ** level <= this.#size && index >= 0 && level >= 0)) {
      throw new RangeError(`subtree ${index} of level ${level} is not in a tree of ${this.#size}`);
    }
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const count = 2 ** (level % TILE_HEIGHT);
    const first = index * count;
    const tile = await this.#tile(tileLevel, Math.floor(first / TILE_WIDTH));
    const at = (first % TILE_WIDTH) * HASH_BYTES;
    return rootOfLeafHashes(tile.subarray(at), count);
  }

  /** The leaves of bundle `index`, 256 but for the last. @throws RangeError for one that the tree has not */
  async readBundle(index: number): Promise<Buffer[]> {
    const width = tileWidth(0, index, this.#size);
    if (width === 0) throw new RangeError(`bundle ${index} is not in a tree of ${this.#size}`);
    const [hashes, { path, bytes, stored }] = await Promise.all([
      this.#tile(0, index),
      this.#fetch((w) => entriesPath(index, w), width),
    ]);
    const leaves = parseAt(path, () => parseBundle(bytes));
    if (leaves.length !== stored) throw malformed(`${path} has ${leaves.length} leaves, not ${stored}`);
    for (let i = 0; i < width; i++) {
      if (leafHash(leaves[i] as Buffer).compare(hashes, i * HASH_BYTES, (i + 1) * HASH_BYTES) === 0) continue;
      throw malformed(`leaf ${index * TILE_WIDTH + i} in ${path} is not the one in the tree`);
    }
    return leaves.slice(0, width);
  }

  /** Leaf `index`. @throws RangeError for one that the tree has not */
  async readLeaf(index: number): Promise<Buffer> {
    const leaves = await this.readBundle(Math.floor(index / TILE_WIDTH));
    const leaf = leaves[index % TILE_WIDTH];
    if (leaf === undefined) throw new RangeError(`leaf ${index} is not in a tree of ${this.#size}`);
    return leaf;
  }

  async #tile(level: number, index: number): Promise<Buffer> {
    this.#edge ??= this.#readEdge();
    const edge = await this.#edge;
    if (tileWidth(level, index, this.#size) < TILE_WIDTH) return edge.get(level) as Buffer;
    const key = `${level}/${index}`;
    let tile = this.#tiles.get(key);
    if (tile === undefined) {
      tile = this.#readFullTile(level, index);
      this.#tiles.set(key, tile);
      tile.catch(() => this.#tiles.delete(key));
      if (this.#tiles.size > CACHED_TILES) this.#tiles.delete(this.#tiles.keys().next().value as string);
    }
    return tile;
  }

  async #readFullTile(level: number, index: number): Promise<Buffer> {
    const [{ path, tile }, parent] = await Promise.all([
      this.#fetchTile({ level, index, width: TILE_WIDTH }),
      this.#tile(level + 1, Math.floor(index / TILE_WIDTH)),
    ]);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    if (rootOfLeafHashes(tile, TILE_WIDTH).compare(parent, at, at + HASH_BYTES) !== 0) {
      throw malformed(`${path} is not the tile that the checkpoint's root stands for`);
    }
    return tile;
  }

  async #readEdge(): Promise<ReadonlyMap<number, Buffer>> {
    const tiles = await Promise.all(
      edgeTiles(this.#size).map(async (address) => ({ ...address, ...(await this.#fetchTile(address)) })),
    );
    const byLevel: Buffer[] = [];
    for (const { level, tile } of tiles) byLevel[level] = tile;
    if (!rootOfEdge(this.#size, byLevel).equals(this.#root)) {
      const paths = tiles.map(({ path }) => path).join(', ');
      throw malformed(`the tiles at the right edge (${paths || 'none'}) do not give the checkpoint's root`);
    }
    return new Map(tiles.map(({ level, tile }) => [level, tile]));
  }

  async #fetchTile({ level, index, width }: TileAddress): Promise<{ path: string; tile: Buffer }> {
    const { path, bytes, stored } = await this.#fetch((w) => tilePath(level, index, w), width);
    const tile = parseAt(path, () => parseTile(bytes, stored));
    return { path, tile: tile.subarray(0, width * HASH_BYTES) };
  }

  /** The object of that width, or the full one if it is gone; under which key it was found and how wide that is. */
  async #fetch(
    pathOf: (width: number) => string,
    width: number,
  ): Promise<{ path: string; bytes: Uint8Array; stored: number }> {
    for (const stored of width === TILE_WIDTH ? [width] : [width, TILE_WIDTH]) {
      const path = this.#prefix + pathOf(stored);
      const object = await this.#source.get(path);
      if (object !== undefined) return { path, bytes: object.bytes, stored };
    }
    throw new WormtrailError('unavailable', `${this.#prefix}${pathOf(width)} is missing`);
  }
}

/** Says in which object `parse` found what it refuses. */
function parseAt<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof WormtrailError) throw malformed(`${path}: ${error.message}`);
    throw error;
  }
}
