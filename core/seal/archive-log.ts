import { WormtrailError } from '../errors';
import type { ObjectStore, Signer } from '../ports';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from '../tlog/checkpoint';
import { EMPTY_EDGE, type LogObject, type RightEdge, rootOfEdge } from '../tlog/growth';
import { leafHash } from '../tlog/merkle';
import { checkNote, parseNote, parseVerifierKey, signNote } from '../tlog/note';
import { checkConsistency, proveConsistency } from '../tlog/proof';
import { TileReader } from '../tlog/tile-reader';
import { edgeTiles, entriesPath, parseBundle, TILE_WIDTH, tilePath } from '../tlog/tiles';
import type { SealFinding } from './intake';
import type { Extent } from './state';

const PREFIX = 'log/';
const CHECKPOINT = 'log/checkpoint';
/** Writes under way at once. */
const PARALLEL = 16;

/**
 * The log as it lies in the archive. What is read of it is believed only where it gives a root that the lock
 * holds, or carries our own signature.
 */
export class ArchiveLog {
  readonly #archive: ObjectStore;
  readonly #signer: Signer;
  readonly #report: (finding: SealFinding) => void;

  constructor(archive: ObjectStore, signer: Signer, report: (finding: SealFinding) => void) {
    this.#archive = archive;
    this.#signer = signer;
    this.#report = report;
  }

  /** Whether there is anything of a log. An auditor's reports may be there before it. */
  async exists(): Promise<boolean> {
    for (const prefix of [CHECKPOINT, `${PREFIX}tile/`]) {
      for await (const _ of this.#archive.list(prefix)) return true;
    }
    return false;
  }

  /** `log/checkpoint`, if it is one of this log under our key. */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const object = await this.#archive.get(CHECKPOINT);
    return object && this.#verified(object.bytes);
  }

  /**
   * The right edge of the tree with this root.
   * @throws WormtrailError `malformed`, `unavailable` if what lies in the archive is not it
   */
  async readEdge({ size, root }: Extent): Promise<RightEdge> {
    if (size === 0) return EMPTY_EDGE;
    const tiles: Buffer[] = [];
    for (const { level, index, width } of edgeTiles(size)) {
      tiles[level] = await this.#read(tilePath(level, index, width));
    }
    const filled = Array.from(tiles, (tile) => tile ?? Buffer.alloc(0));
    if (rootOfEdge(size, filled).toString('hex') !== root) {
      throw new WormtrailError(
        'malformed',
        `the tiles at the right edge of the log do not give the root of ${size}`,
      );
    }
    const width = size % TILE_WIDTH;
    if (width === 0) return { size, tiles: filled, leaves: [] };
    const path = entriesPath(Math.floor(size / TILE_WIDTH), width);
    const leaves = parseBundle(await this.#read(path));
    if (!Buffer.concat(leaves.map((leaf) => leafHash(leaf))).equals(filled[0] as Buffer)) {
      throw new WormtrailError('malformed', `the leaves in ${PREFIX}${path} are not those of the log`);
    }
    return { size, tiles: filled, leaves };
  }

  /** Whether the tree of `to` begins with that of `from`. What is read is authenticated by the root of `to`. */
  async isConsistent(from: Checkpoint, to: Extent): Promise<boolean> {
    const root = Buffer.from(to.root, 'hex');
    const reader = new TileReader(this.#archive, { size: to.size, root }, PREFIX);
    const proof = await proveConsistency(reader, from.size, to.size);
    return checkConsistency(proof, from.size, from.root, to.size, root);
  }

  /** Stores bundles, then tiles, under names that say what is in them. */
  async putObjects(objects: readonly LogObject[]): Promise<void> {
    const isBundle = ({ path }: LogObject) => path.startsWith('tile/entries/');
    await this.#putAll(objects.filter(isBundle));
    await this.#putAll(objects.filter((object) => !isBundle(object)));
  }

  /**
   * Signs and stores the checkpoint: for good under its size, then as the newest one, unless a larger one is.
   * @returns the signed note
   * @throws WormtrailError `halted` if another checkpoint of this size is there under our key
   */
  async putCheckpoint({ size, root }: Extent): Promise<string> {
    const checkpoint = { origin: this.#signer.name, size, root: Buffer.from(root, 'hex') };
    const note = await this.#putForGood(checkpoint);
    for (;;) {
      const newest = await this.#archive.get(CHECKPOINT);
      const known = newest && this.#verified(newest.bytes);
      if (known !== undefined && known.size >= size) {
        if (known.size === size) requireSame(known, checkpoint);
        return note;
      }
      const condition = newest === undefined ? { ifAbsent: true as const } : { ifVersion: newest.version };
      if ((await this.#archive.put(CHECKPOINT, Buffer.from(note), condition)) === 'stored') {
        if (newest !== undefined && known === undefined) {
          this.#found('checkpoint-replaced', CHECKPOINT, 'it was not signed by the key of the log');
        }
        return note;
      }
    }
  }

  /** The note under the checkpoint's size: the one that is there, if it is ours, else a new one. */
  async #putForGood(checkpoint: Checkpoint): Promise<string> {
    const key = `log/checkpoints/${checkpoint.size}.note`;
    const note = await signNote(formatCheckpoint(checkpoint), [this.#signer]);
    if ((await this.#archive.put(key, Buffer.from(note), { ifAbsent: true })) === 'stored') return note;
    const there = await this.#archive.get(key);
    const known = there && this.#verified(there.bytes);
    if (there === undefined || known === undefined) {
      // With a condition: the archive's bucket takes no checkpoint that is written blindly.
      const condition = there === undefined ? { ifAbsent: true as const } : { ifVersion: there.version };
      if ((await this.#archive.put(key, Buffer.from(note), condition)) === 'conflict') {
        throw new WormtrailError('conflict', `${key} was written by another sealer`);
      }
      this.#found('object-replaced', key, 'it was not signed by the key of the log');
      return note;
    }
    requireSame(known, checkpoint);
    return Buffer.from(there.bytes).toString();
  }

  async #putAll(objects: readonly LogObject[]): Promise<void> {
    for (let at = 0; at < objects.length; at += PARALLEL) {
      const puts = objects.slice(at, at + PARALLEL).map((object) => this.#put(object));
      // All have ended before one's failure is told, so that nothing is written behind the caller's back.
      for (const result of await Promise.allSettled(puts))
        if (result.status === 'rejected') throw result.reason;
    }
  }

  async #put({ path, bytes }: LogObject): Promise<void> {
    const key = PREFIX + path;
    if ((await this.#archive.put(key, bytes, { ifAbsent: true })) === 'stored') return;
    const there = await this.#archive.get(key);
    if (there !== undefined && bytes.equals(there.bytes)) return;
    await this.#archive.put(key, bytes);
    this.#found('object-replaced', key, 'it was not what the log has there');
  }

  async #read(path: string): Promise<Buffer> {
    const object = await this.#archive.get(PREFIX + path);
    if (object === undefined) throw new WormtrailError('unavailable', `${PREFIX}${path} is missing`);
    return Buffer.from(object.bytes);
  }

  #verified(bytes: Uint8Array): Checkpoint | undefined {
    try {
      const note = parseNote(bytes);
      const { verified, failed } = checkNote(note, [parseVerifierKey(this.#signer.verifierKey)]);
      if (verified.length === 0 || failed.length > 0) return undefined;
      const checkpoint = parseCheckpoint(note.text);
      return checkpoint.origin === this.#signer.name ? checkpoint : undefined;
    } catch (error) {
      if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
      throw error;
    }
  }

  #found(kind: SealFinding['kind'], object: string, detail: string): void {
    this.#report({ kind, object, detail });
  }
}

function requireSame(known: Checkpoint, ours: Checkpoint): void {
  if (known.root.equals(ours.root)) return;
  throw new WormtrailError(
    'halted',
    `the archive holds another checkpoint of size ${ours.size} under our key`,
    {
      hint: 'two ledgers were sealed into one archive, or one was restored from a backup',
    },
  );
}
