import { type Genesis, parseLeaf } from '../batch/control';
import type { Entry } from '../batch/entry';
import { arrivalOf } from '../batch/ids';
import { WormtrailError } from '../errors';
import type { ObjectInfo, ObjectStore } from '../ports';
import type { Checkpoint } from '../tlog/checkpoint';
import { CompactRange, EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash, rootOfLeafHashes } from '../tlog/merkle';
import type { VerifierKey } from '../tlog/note';
import { entriesPath, TILE_WIDTH, tilePath, tileWidth } from '../tlog/tiles';
import { State, TableBuilder } from './batch-table';
import { type Anchor, readNote } from './checkpoints';
import { FailedList } from './failed-check';
import type { FindingFields, Findings } from './findings';
import { LogHistory } from './history';
import { LaneCheck } from './lane-check';
import { LOG, type LogFiles, nameOf, readLogFile, type TileFile, tileKey } from './log-files';

/** Arrivals in ms since 1970: from `since`, before `until`. */
export interface ArrivalRange {
  readonly since: number;
  readonly until: number;
}

export interface LogInput {
  readonly archive: ObjectStore;
  readonly files: LogFiles;
  readonly checkpoint: Checkpoint;
  readonly keys: readonly VerifierKey[];
  readonly anchors: readonly Anchor[];
  readonly range: ArrivalRange | undefined;
  /** The normaliser by which lines are derived again; undefined: they are not. */
  readonly normalizer: string | undefined;
  readonly findings: Findings;
  readonly onLeaves: (leaves: number) => void;
}

/** What the log says, once its tree, its files and its chains were checked. */
export interface LogResult {
  /** Of the batches in the log; more may be added for those that only the ledger has. */
  readonly table: TableBuilder;
  readonly genesis: Genesis | undefined;
  /** seq of the newest entry in the tree, by lane. */
  readonly heads: ReadonlyMap<string, number>;
  /** What control entries say. */
  readonly history: LogHistory;
  /** Leaves whose entry is not there as it was sealed: what lines belong to them cannot be told. */
  readonly lostLeaves: number;
  /** Rows whose entry turned out to be another than the one that was sealed. */
  readonly changedRows: readonly number[];
  /** Number of the first leaf that is not there as it was sealed. */
  readonly firstLost: number;
  /** Failed deliveries that were seen. */
  readonly failed: FailedList;
}

/** Checks bundles, tiles, chains and published checkpoints against each other, in the order of the leaves. */
export async function checkLog(input: LogInput): Promise<LogResult> {
  return new LogCheck(input).run();
}

/** 256 leaves: bundle and tile, as far as they are there and in form. */
interface Group extends GroupFiles {
  readonly leaves: readonly Buffer[];
  /** Hashes of the bundle's leaves, back to back; whole if there are `width` of them. */
  readonly fromBundle: Buffer;
  readonly bundle: string;
}

interface GroupFiles {
  readonly number: number;
  readonly width: number;
  /** The bundle that was read. */
  readonly chosen: TileFile | undefined;
  readonly fromTile: Buffer | undefined;
}

/** A group whose bundle and tile disagree, or of which one is lacking. */
interface Doubt {
  readonly group: number;
  readonly files: GroupFiles;
  readonly fromBundle: Buffer;
  readonly bundleRoot: Buffer | undefined;
  readonly tileRoot: Buffer | undefined;
  /** Leaves that differ, as far as they are kept. */
  readonly leaves: readonly {
    readonly place: number;
    readonly batch: string | undefined;
    readonly row: number;
  }[];
  readonly differing: number;
  readonly bundle: string;
  readonly tile: string;
}

/** Roots of the tree at a size within a group, by either source. */
interface Inner {
  readonly bundle: Buffer | undefined;
  readonly tile: Buffer | undefined;
}

/** Doubtful groups whose combinations are all tried. */
const MOST_COMBINED = 8;

/** Normalisers other than the running one that are told apart. */
const MOST_NORMALIZERS = 32;

class LogCheck {
  readonly #input: LogInput;
  /** Batches by normalisers that are not the running one. */
  readonly #otherNormalizers = new Map<string, number>();
  readonly #findings: Findings;
  readonly #size: number;
  readonly #groups: number;
  readonly #lanes: LaneCheck;
  readonly #table = new TableBuilder();
  /** Root of each group. */
  readonly #roots: Buffer;
  readonly #doubts: Doubt[] = [];
  /** Sizes at which a root is asked for, ascending. */
  readonly #sizes: number[];
  readonly #inner = new Map<number, Inner>();
  #nextSize = 0;
  #genesis: Genesis | undefined;
  #lostLeaves = 0;
  #firstLost = Number.POSITIVE_INFINITY;
  readonly #changedRows: number[] = [];
  readonly #failed = new FailedList();
  readonly #history: LogHistory;

  constructor(input: LogInput) {
    this.#input = input;
    this.#findings = input.findings;
    this.#size = input.checkpoint.size;
    this.#groups = Math.ceil(this.#size / TILE_WIDTH);
    this.#roots = Buffer.alloc(this.#groups * HASH_BYTES);
    this.#lanes = new LaneCheck(this.#findings);
    this.#history = new LogHistory(this.#findings);
    const sizes = new Set(input.files.notes.keys());
    for (const { checkpoint } of input.anchors) sizes.add(checkpoint.size);
    this.#sizes = [...sizes].filter((size) => size <= this.#size).sort((a, b) => a - b);
  }

  async run(): Promise<LogResult> {
    for (let number = 0; number < this.#groups; number++) {
      const group = await this.#readGroup(number);
      const isDoubtful = this.#addLeaves(group);
      this.#addRoots(group);
      if (!isDoubtful) await this.#checkGroup(group, group.fromBundle);
      this.#input.onLeaves(Math.min(this.#size, (number + 1) * TILE_WIDTH));
    }
    if (this.#size > 0 && this.#genesis === undefined && this.#firstLost > 0) {
      this.#add('genesis-wrong', 'leaf 0 is not the genesis'); // check: genesis-missing | this.#add('genesis-wrong', 'leaf 0 is not the genesis') => void 0
    }
    for (const [normalizer, batches] of this.#otherNormalizers) {
      this.#add('not-renormalized', `${batches} batches were made by ${normalizer}: use that version`); // check: not-renormalized | this.#add('not-renormalized', `${batches} batches were made by ${normalizer}: use that version`) => void 0
    }
    const isWhole = await this.#settleDoubts();
    await this.#checkUpperTiles();
    await this.#checkRoots(isWhole);
    return {
      table: this.#table,
      genesis: this.#genesis,
      heads: this.#lanes.heads,
      history: this.#history,
      lostLeaves: this.#lostLeaves,
      changedRows: this.#changedRows,
      firstLost: this.#firstLost,
      failed: this.#failed,
    };
  }

  #add(kind: Parameters<Findings['add']>[0], detail: string, about?: FindingFields): void {
    this.#findings.add(kind, detail, about);
  }

  // Reading a group

  async #readGroup(number: number): Promise<Group> {
    const width = tileWidth(0, number, this.#size);
    const bundle = LOG + entriesPath(number, width);
    const first = number * TILE_WIDTH;
    const bundles = widestFirst(this.#input.files.tiles.get(tileKey('entries', number)), width);
    let leaves: Buffer[] = [];
    const chosen = bundles.find((file) => file.width >= width);
    if (chosen === undefined) {
      this.#add('bundle-missing', `leaves ${first} to ${first + width - 1}`, { object: bundle }); // check: bundle-missing | this.#add('bundle-missing', `leaves ${first} to ${first + width - 1}`, { object: bundle }) => void 0
    } else {
      leaves = (await this.#readBundle(chosen, first)).slice(0, width);
    }
    const fromBundle = Buffer.concat(leaves.map(leafHash));
    const fromTile = await this.#readTile(number, width);
    return {
      number,
      width,
      leaves,
      fromBundle,
      fromTile,
      chosen,
      bundle: chosen ? nameOf(chosen.info) : bundle,
    };
  }

  /** The bundles and tiles of all widths and versions against the leaves' hashes. */
  async #checkGroup({ number, width, chosen, fromTile }: GroupFiles, hashes: Buffer): Promise<void> {
    const first = number * TILE_WIDTH;
    for (const file of this.#input.files.tiles.get(tileKey('entries', number)) ?? []) {
      if (file === chosen) continue;
      const other = Buffer.concat((await this.#readBundle(file, first)).map(leafHash));
      if (isPrefix(other, hashes)) continue;
      this.#add('bundle-damaged', `its leaves are not leaves ${first} and following`, {
        object: nameOf(file.info),
      }); // check: bundle-other-width | this.#add('bundle-damaged', `its leaves are not leaves ${first} and following`, { object: nameOf(file.info) }) => void 0
    }
    await this.#checkTiles(0, number, width, hashes, fromTile);
  }

  /** The leaves of a bundle, as many as are in form. */
  async #readBundle(file: TileFile, first: number): Promise<Buffer[]> {
    const bytes = await readLogFile(this.#input.archive, file.info, this.#findings);
    if (bytes === undefined) return [];
    const leaves: Buffer[] = [];
    let at = 0;
    while (leaves.length < file.width && at + 2 <= bytes.length) {
      const end = at + 2 + bytes.readUInt16BE(at);
      if (end > bytes.length) break;
      leaves.push(bytes.subarray(at + 2, end));
      at = end;
    }
    const object = nameOf(file.info);
    if (leaves.length < file.width) {
      this.#add('bundle-damaged', `it ends before leaf ${first + leaves.length} does`, { object }); // check: bundle-cut | this.#add('bundle-damaged', `it ends before leaf ${first + leaves.length} does`, { object }) => void 0
    } else if (at < bytes.length) {
      this.#add('bundle-damaged', `${bytes.length - at} bytes after its last leaf`, { object }); // check: bundle-trailing | this.#add('bundle-damaged', `${bytes.length - at} bytes after its last leaf`, { object }) => void 0
    }
    return leaves;
  }

  /** The tile of leaf hashes that the checkpoint calls for, if it is there and in form. */
  async #readTile(number: number, width: number): Promise<Buffer | undefined> {
    const file = this.#input.files.tiles.get(tileKey(0, number))?.find((tile) => tile.width === width);
    const bytes = file && (await readLogFile(this.#input.archive, file.info, this.#findings));
    return bytes?.length === width * HASH_BYTES ? bytes : undefined;
  }

  /**
   * Every version and width of a tile against the hashes that it must begin with.
   * @param judged a tile's content that is judged elsewhere
   */
  async #checkTiles(
    level: number,
    index: number,
    width: number,
    hashes: Buffer,
    judged?: Buffer,
  ): Promise<void> {
    const files = this.#input.files.tiles.get(tileKey(level, index)) ?? [];
    if (!files.some((file) => file.width >= width)) {
      this.#add('tile-missing', 'the checkpoint calls for it', {
        object: LOG + tilePath(level, index, width),
      }); // check: tile-missing | this.#add('tile-missing', 'the checkpoint calls for it', { object: LOG + tilePath(level, index, width) }) => void 0
    }
    for (const file of files) {
      const bytes = await readLogFile(this.#input.archive, file.info, this.#findings);
      if (bytes === undefined || (judged !== undefined && file.width === width && bytes.equals(judged)))
        continue;
      const inForm = bytes.length === file.width * HASH_BYTES;
      if (inForm && isPrefix(bytes, hashes)) continue;
      const detail = inForm ? 'its hashes are not those of the tree' : `it has ${bytes.length} bytes`;
      this.#add('tile-changed', detail, { object: nameOf(file.info) }); // check: tile-changed | this.#add('tile-changed', detail, { object: nameOf(file.info) }) => void 0
    }
  }

  // Leaves

  /** @returns whether bundle and tile disagree, or one is lacking */
  #addLeaves({ number, width, leaves, fromBundle, fromTile, chosen, bundle }: Group): boolean {
    const differing: { place: number; batch: string | undefined; row: number }[] = [];
    let differences = 0;
    for (let i = 0; i < width; i++) {
      const place = number * TILE_WIDTH + i;
      const leaf = leaves[i];
      const ofTile = fromTile?.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
      if (leaf === undefined) {
        this.#lanes.lost();
        this.#lose(place);
        continue;
      }
      const ofBundle = fromBundle.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
      const isSame = ofTile === undefined || ofTile.equals(ofBundle);
      const found = this.#addLeaf(leaf, place, isSame ? [ofBundle] : [ofBundle, ofTile]);
      if (!isSame) {
        differing.push({ place, ...found });
        differences++;
      }
    }
    const isWhole = leaves.length === width;
    if (isWhole && fromTile !== undefined && differences === 0) return false;
    this.#doubts.push({
      group: number,
      files: { number, width, chosen, fromTile },
      fromBundle,
      bundleRoot: isWhole ? rootOfLeafHashes(fromBundle, width) : undefined,
      tileRoot: fromTile && rootOfLeafHashes(fromTile, width),
      leaves: differing,
      differing: differences,
      bundle,
      tile: LOG + tilePath(0, number, width),
    });
    return true;
  }

  #lose(place: number): void {
    this.#lostLeaves++;
    this.#firstLost = Math.min(this.#firstLost, place);
  }

  /** @param hashes its leaf hash; two where bundle and tile disagree */
  #addLeaf(
    bytes: Buffer,
    place: number,
    hashes: readonly Buffer[],
  ): { readonly batch: string | undefined; readonly row: number } {
    let leaf: ReturnType<typeof parseLeaf>;
    try {
      leaf = parseLeaf(bytes);
    } catch (error) {
      if (!(error instanceof WormtrailError) || error.code !== 'malformed') throw error;
      const batch = claimedBatch(bytes);
      // A leaf that is not what was sealed is named as such, once it is known which source is right.
      if (hashes.length === 1) this.#add('entry-malformed', `leaf ${place}: ${error.message}`, { batch }); // check: entry-malformed | hashes.length === 1 => false
      this.#lanes.lost();
      if (hashes.length === 1) this.#lose(place);
      return { batch, row: -1 };
    }
    this.#lanes.add(
      leaf.entry,
      place,
      hashes.map((hash) => hash.toString('hex')),
    );
    if (leaf.type === 'control') {
      const { entry } = leaf;
      if (entry.kind === 'genesis') this.#addGenesis(entry, place);
      this.#history.add(entry, place, this.#lanes.heads);
      if (entry.kind === 'failed' || entry.kind === 'redriven') this.#failed.add(entry, place);
      return { batch: undefined, row: -1 };
    }
    return { batch: leaf.entry.batch, row: this.#addBatch(leaf.entry, place, hashes[0] as Buffer) };
  }

  #addGenesis(genesis: Genesis, place: number): void {
    if (place !== 0) {
      this.#add('genesis-wrong', `leaf ${place} is a second genesis`); // check: genesis-again | this.#add('genesis-wrong', `leaf ${place} is a second genesis`) => void 0
      return;
    }
    this.#genesis = genesis;
    const { origin } = this.#input.checkpoint;
    if (genesis.origin !== origin) {
      this.#add('origin-mismatch', `leaf 0 says ${genesis.origin}, the checkpoint ${origin}`); // check: genesis-origin | this.#add('origin-mismatch', `leaf 0 says ${genesis.origin}, the checkpoint ${origin}`) => void 0
    }
  }

  #addBatch(entry: Entry, place: number, leaf: Buffer): number {
    const { range, normalizer } = this.#input;
    const arrival = arrivalOf(entry.batch);
    const skipped = range !== undefined && (arrival < range.since || arrival >= range.until);
    const isOurs = normalizer === entry.normalizer;
    const state = skipped ? State.SKIPPED : isOurs ? State.DERIVABLE : 0;
    const { row, added } = this.#table.add({ ...entry, leaf, place }, state);
    if (normalizer !== undefined && !skipped && !isOurs) this.#notDerivable(entry.normalizer);
    if (!added) {
      this.#add('batch-twice', `again at leaf ${place}`, { batch: entry.batch }); // check: batch-twice | this.#add('batch-twice', `again at leaf ${place}`, { batch: entry.batch }) => void 0
      return -1;
    }
    return row;
  }

  #notDerivable(normalizer: string): void {
    const isKnown = this.#otherNormalizers.has(normalizer);
    if (!isKnown && this.#otherNormalizers.size >= MOST_NORMALIZERS) return;
    this.#otherNormalizers.set(normalizer, (this.#otherNormalizers.get(normalizer) ?? 0) + 1);
  }

  // Roots

  #addRoots({ number, width, leaves, fromBundle, fromTile }: Group): void {
    const isWhole = leaves.length === width;
    const hashes = isWhole ? fromBundle : fromTile;
    if (hashes !== undefined) rootOfLeafHashes(hashes, width).copy(this.#roots, number * HASH_BYTES);
    const first = number * TILE_WIDTH;
    for (; this.#nextSize < this.#sizes.length; this.#nextSize++) {
      const size = this.#sizes[this.#nextSize] as number;
      const rest = size - first;
      if (rest >= TILE_WIDTH || rest > width) return;
      if (rest <= 0) continue;
      this.#inner.set(size, {
        bundle: leaves.length >= rest ? rootOfLeafHashes(fromBundle, rest) : undefined,
        tile: fromTile && rootOfLeafHashes(fromTile, rest),
      });
    }
  }

  /**
   * Where bundle and tile disagree, the checkpoint's root tells which of the two is right.
   * @returns whether the leaves give the checkpoint's root
   */
  async #settleDoubts(): Promise<boolean> {
    const doubts = this.#doubts;
    const chosen = doubts.map(({ bundleRoot }) => bundleRoot === undefined);
    const fits = (tiles: readonly boolean[]): boolean => {
      doubts.forEach(({ group, bundleRoot, tileRoot }, i) => {
        const root = (tiles[i] ? tileRoot : bundleRoot) ?? bundleRoot ?? tileRoot;
        if (root !== undefined) root.copy(this.#roots, group * HASH_BYTES);
        else this.#roots.fill(0, group * HASH_BYTES, (group + 1) * HASH_BYTES);
      });
      return rootOfLeafHashes(this.#roots, this.#groups).equals(this.#input.checkpoint.root);
    };
    const choice = choices(chosen).find(fits);
    if (choice === undefined) fits(chosen);
    for (const [i, doubt] of doubts.entries()) {
      const { differing, leaves, bundle, tile, files, fromBundle, bundleRoot } = doubt;
      const byTile = (choice ?? chosen)[i] || bundleRoot === undefined;
      await this.#checkGroup(files, (byTile ? files.fromTile : undefined) ?? fromBundle);
      if (differing === 0) continue;
      if (choice !== undefined && !choice[i]) {
        this.#add('tile-changed', 'its hashes are not those of the tree', { object: tile }); // check: tile-leaves | this.#add('tile-changed', 'its hashes are not those of the tree', { object: tile }) => void 0
        continue;
      }
      for (const { place, batch, row } of leaves) {
        const detail = choice
          ? `leaf ${place} is not the one that was sealed`
          : `leaf ${place}: bundle and tile differ`;
        this.#add('entry-changed', detail, { batch, object: bundle }); // check: entry-changed | this.#add('entry-changed', detail, { batch, object: bundle }) => void 0
        this.#lose(place);
        if (row >= 0) this.#changedRows.push(row);
      }
    }
    return choice !== undefined;
  }

  async #checkUpperTiles(): Promise<void> {
    let hashes = this.#roots;
    for (let level = 1; this.#size >= TILE_WIDTH ** level; level++) {
      const nodes = Math.floor(this.#size / TILE_WIDTH ** level);
      const next = Buffer.alloc(Math.floor(nodes / TILE_WIDTH) * HASH_BYTES);
      for (let index = 0; index * TILE_WIDTH < nodes; index++) {
        const width = Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH);
        const from = index * TILE_WIDTH * HASH_BYTES;
        const tile = hashes.subarray(from, from + width * HASH_BYTES);
        await this.#checkTiles(level, index, width, tile);
        if (width === TILE_WIDTH) rootOfLeafHashes(tile, width).copy(next, index * HASH_BYTES);
      }
      hashes = next;
    }
  }

  /** The roots at the checkpoint's size, at those of published checkpoints and at those from outside. */
  async #checkRoots(isWhole: boolean): Promise<void> {
    const { checkpoint, files, anchors, findings } = this.#input;
    const range = new CompactRange();
    const rootAt = (size: number): Buffer | undefined => {
      if (size === 0) return EMPTY_ROOT;
      while (range.size < Math.floor(size / TILE_WIDTH)) {
        const at = range.size * HASH_BYTES;
        range.append(Buffer.from(this.#roots.subarray(at, at + HASH_BYTES)));
      }
      if (size % TILE_WIDTH === 0) return range.root();
      const inner = this.#inner.get(size);
      const group = Math.floor(size / TILE_WIDTH);
      const doubt = this.#doubts.find((one) => one.group === group);
      const byTile = doubt?.tileRoot?.equals(
        this.#roots.subarray(group * HASH_BYTES, (group + 1) * HASH_BYTES),
      );
      const part = (byTile ? inner?.tile : inner?.bundle) ?? inner?.tile;
      return part && range.edge.reduceRight((right, left) => nodeHash(left, right), part);
    };
    let lastGood = 0;
    let firstBad = this.#size;
    for (const size of this.#sizes) {
      const root = rootAt(size);
      for (const info of files.notes.get(size) ?? []) {
        const good = await this.#checkNote(info, size, root, isWhole);
        if (good === true && size <= firstBad) lastGood = Math.max(lastGood, size);
        if (good === false) firstBad = Math.min(firstBad, size);
      }
      for (const anchor of anchors) {
        if (anchor.checkpoint.size === size) this.#checkAnchor(anchor, root, isWhole);
      }
    }
    if (!files.notes.has(checkpoint.size)) {
      const object = `${LOG}checkpoints/${checkpoint.size}.note`;
      findings.add('note-missing', 'the newest checkpoint has no copy there', { object }); // check: note-missing | findings.add('note-missing', 'the newest checkpoint has no copy there', { object }) => void 0
    }
    if (!isWhole) this.#rootMismatch(lastGood, firstBad);
  }

  #rootMismatch(lastGood: number, firstBad: number): void {
    if (this.#doubts.some(({ bundleRoot, tileRoot }) => bundleRoot === undefined && tileRoot === undefined)) {
      // What is lacking is a finding already: there is no root to compare.
      return;
    }
    const table = this.#table.finish();
    let row = 0;
    while (row < table.rows && table.place(row) < lastGood) row++;
    const batch = row < table.rows && table.place(row) < firstBad ? table.batch(row) : undefined;
    const where = `the first wrong one is among leaves ${lastGood} to ${firstBad - 1}`;
    this.#add('root-mismatch', `of the ${this.#size} leaves ${where}`, { batch }); // check: root-mismatch | this.#add('root-mismatch', `of the ${this.#size} leaves ${where}`, { batch }) => void 0
  }

  /** @returns whether the tree had the note's root; undefined if that cannot be told */
  async #checkNote(
    info: ObjectInfo,
    size: number,
    root: Buffer | undefined,
    isWhole: boolean,
  ): Promise<boolean | undefined> {
    const { archive, findings, checkpoint, keys } = this.#input;
    const object = nameOf(info);
    const bytes = await readLogFile(archive, info, findings);
    if (bytes === undefined) return undefined;
    const note = readNote(bytes, size, keys);
    const otherOrigin = note.checkpoint !== undefined && note.checkpoint.origin !== checkpoint.origin;
    if (note.problem !== undefined || otherOrigin) {
      findings.add('note-damaged', note.problem ?? `it is of ${note.checkpoint?.origin}`, { object }); // check: note-damaged | findings.add('note-damaged', note.problem ?? `it is of ${note.checkpoint?.origin}`, { object }) => void 0
      return undefined;
    }
    const isRight = root !== undefined && note.checkpoint?.root.equals(root);
    if (root === undefined) return undefined;
    if (!isRight && isWhole) findings.add('note-root', `at size ${size}`, { object }); // check: note-root | findings.add('note-root', `at size ${size}`, { object }) => void 0
    return isRight;
  }

  #checkAnchor({ checkpoint, source }: Anchor, root: Buffer | undefined, isWhole: boolean): void {
    const judged = this.#input.checkpoint;
    const expected = checkpoint.size === judged.size ? judged.root : isWhole ? root : undefined;
    if (expected === undefined || checkpoint.root.equals(expected)) return;
    this.#add('fork', `${source}: another root at size ${checkpoint.size}`); // check: fork | this.#add('fork', `${source}: another root at size ${checkpoint.size}`) => void 0
  }
}

function widestFirst(files: readonly TileFile[] | undefined, width: number): TileFile[] {
  // The one that the checkpoint calls for, then wider ones, then those of earlier checkpoints.
  const rank = (file: TileFile) => (file.width === width ? 0 : file.width > width ? 1 : 2);
  return [...(files ?? [])].sort((a, b) => rank(a) - rank(b) || a.width - b.width);
}

/** Whether one begins with the other, in whole hashes. */
function isPrefix(a: Buffer, b: Buffer): boolean {
  const length = Math.min(a.length, b.length);
  return a.compare(b, 0, length, 0, length) === 0;
}

/** The batch that broken bytes of an entry name. */
function claimedBatch(bytes: Buffer): string | undefined {
  return /"batch":"([0-7][0-9A-HJKMNP-TV-Z]{25})"/.exec(bytes.toString('latin1'))?.[1];
}

/** Which doubtful groups to take from their tile: as preferred, all, none, then all combinations of a few. */
function choices(preferred: readonly boolean[]): boolean[][] {
  const all = [[...preferred], preferred.map(() => true), preferred.map(() => false)];
  if (preferred.length > MOST_COMBINED) return all;
  for (let bits = 0; bits < 2 ** preferred.length; bits++) {
    all.push(preferred.map((_, i) => (bits & (1 << i)) !== 0));
  }
  return all;
}
