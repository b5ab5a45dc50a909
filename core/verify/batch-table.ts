import { BATCH_ID_LENGTH } from '../batch/ids';
import { HASH_BYTES } from '../tlog/merkle';

/**
 * What the log says about every batch, in shared memory: some 150 bytes a batch, so that a log of millions of
 * batches fits and workers need no copy. Rows are numbered from 0 in the order of the log's leaves.
 */

/** The table's memory; can be handed to a worker thread. */
export interface TableMemory {
  readonly rows: number;
  readonly ids: Uint8Array<SharedArrayBuffer>;
  readonly roots: Uint8Array<SharedArrayBuffer>;
  readonly leaves: Uint8Array<SharedArrayBuffer>;
  readonly indexes: Uint8Array<SharedArrayBuffer>;
  readonly counts: Uint32Array<SharedArrayBuffer>;
  readonly places: Float64Array<SharedArrayBuffer>;
  readonly state: Int32Array<SharedArrayBuffer>;
  readonly doneIn: Uint32Array<SharedArrayBuffer>;
  readonly indexIn: Uint32Array<SharedArrayBuffer>;
  /** UTC day (since 1970) on which the newest object with lines of the row was stored; 0: that is not known. */
  readonly storedDays: Int32Array<SharedArrayBuffer>;
  readonly slots: Uint32Array<SharedArrayBuffer>;
}

/** Bits of a row's state. */
export const State = {
  /** Lines seen in one run gave the root. */
  DONE: 1,
  /** Lines of it went to the spill. */
  SPILLED: 2,
  /** Its authentic index line was seen. */
  INDEXED: 4,
  /** Wanted in the second pass. */
  WANTED: 8,
  /** Found whole by the join. */
  JOINED: 16,
  /** Outside the chosen range: its lines are passed over. */
  SKIPPED: 32,
  /** In the ledger beyond the tree: counted, not judged. */
  UNSEALED: 64,
  /** Made by the normaliser by which its lines are derived again. */
  DERIVABLE: 128,
} as const;

const NONE = 0xffffffff;
const DAY_MS = 86_400_000;

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

/** What a row is made of; hashes hex. */
export interface BatchRow {
  readonly batch: string;
  readonly root: string;
  readonly index: string;
  readonly events: number;
  readonly leaf: Uint8Array;
  /** Number of its leaf in the log. */
  readonly place: number;
}

/** Grows a table; then `finish`. */
export class TableBuilder {
  #memory = allocate(64);
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** Adds a row and gives its number. If the batch is there already, gives that row's and adds nothing. */
  add(row: BatchRow, state: number): { readonly row: number; readonly added: boolean } {
    const id = Buffer.from(row.batch, 'latin1');
    const slot = findSlot(this.#memory, id, 0);
    const found = this.#memory.slots[slot] as number;
    if (found !== NONE) return { row: found, added: false };
    if (this.#rows === this.#memory.counts.length) {
      this.#memory = grow(this.#memory, this.#rows);
      return this.add(row, state);
    }
    const n = this.#rows++;
    const memory = this.#memory;
    memory.ids.set(id, n * BATCH_ID_LENGTH);
    memory.roots.set(Buffer.from(row.root, 'hex'), n * HASH_BYTES);
    memory.indexes.set(Buffer.from(row.index, 'hex'), n * HASH_BYTES);
    memory.leaves.set(row.leaf, n * HASH_BYTES);
    memory.counts[n] = row.events;
    memory.places[n] = row.place;
    memory.state[n] = state;
    memory.slots[slot] = n;
    return { row: n, added: true };
  }

  finish(): BatchTable {
    return new BatchTable({ ...this.#memory, rows: this.#rows });
  }
}

function allocate(capacity: number): TableMemory {
  return {
    rows: 0,
    ids: new Uint8Array(shared(capacity * BATCH_ID_LENGTH)),
    roots: new Uint8Array(shared(capacity * HASH_BYTES)),
    leaves: new Uint8Array(shared(capacity * HASH_BYTES)),
    indexes: new Uint8Array(shared(capacity * HASH_BYTES)),
    counts: new Uint32Array(shared(capacity * 4)),
    places: new Float64Array(shared(capacity * 8)),
    state: new Int32Array(shared(capacity * 4)),
    doneIn: new Uint32Array(shared(capacity * 4)),
    indexIn: new Uint32Array(shared(capacity * 4)),
    storedDays: new Int32Array(shared(capacity * 4)),
    slots: new Uint32Array(shared(capacity * 2 * 4)).fill(NONE),
  };
}

function grow(from: TableMemory, rows: number): TableMemory {
  const to = allocate(rows * 2);
  to.ids.set(from.ids);
  to.roots.set(from.roots);
  to.leaves.set(from.leaves);
  to.indexes.set(from.indexes);
  to.counts.set(from.counts);
  to.places.set(from.places);
  to.state.set(from.state);
  for (let n = 0; n < rows; n++) {
    to.slots[findSlot(to, to.ids, n * BATCH_ID_LENGTH)] = n;
  }
  return to;
}

/** The slot that holds the id which stands at `at` in `bytes`, or the free one where it belongs. */
function findSlot(memory: TableMemory, bytes: Uint8Array, at: number): number {
  const mask = memory.slots.length - 1;
  let hash = 0x811c9dc5;
  for (let i = 0; i < BATCH_ID_LENGTH; i++) hash = Math.imul(hash ^ (bytes[at + i] as number), 0x01000193);
  for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const row = memory.slots[slot] as number;
    if (row === NONE || sameId(memory.ids, row * BATCH_ID_LENGTH, bytes, at)) return slot;
  }
}

function sameId(a: Uint8Array, atA: number, b: Uint8Array, atB: number): boolean {
  for (let i = 0; i < BATCH_ID_LENGTH; i++) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}

/** A finished table, over memory that other threads may share. */
export class BatchTable {
  readonly memory: TableMemory;

  constructor(memory: TableMemory) {
    this.memory = memory;
  }

  get rows(): number {
    return this.memory.rows;
  }

  /** The row of the batch whose id stands at `at` in `bytes`; -1 if there is none. */
  find(bytes: Uint8Array, at: number): number {
    const row = this.memory.slots[findSlot(this.memory, bytes, at)] as number;
    return row === NONE ? -1 : row;
  }

  batch(row: number): string {
    return Buffer.from(this.memory.ids.subarray(row * BATCH_ID_LENGTH, (row + 1) * BATCH_ID_LENGTH)).toString(
      'latin1',
    );
  }

  /** Events that the batch has. */
  count(row: number): number {
    return this.memory.counts[row] as number;
  }

  /** Number of the batch's leaf in the log. */
  place(row: number): number {
    return this.memory.places[row] as number;
  }

  /** Whether `root` is the batch's. */
  isRoot(row: number, root: Uint8Array): boolean {
    return same(this.memory.roots, row, root);
  }

  /** Whether `hash` is the leaf hash of the batch's entry. */
  isLeaf(row: number, hash: Uint8Array): boolean {
    return same(this.memory.leaves, row, hash);
  }

  /** Whether `hash` is the SHA-256 of the batch's index line. */
  isIndex(row: number, hash: Uint8Array): boolean {
    return same(this.memory.indexes, row, hash);
  }

  /** Start of the last day, ms since 1970, on which an object with lines of the row was stored; 0: not known. */
  lastStored(row: number): number {
    return Atomics.load(this.memory.storedDays, row) * DAY_MS;
  }

  /** @param storedAt ms since 1970 */
  markStored(row: number, storedAt: number): void {
    const day = Math.floor(storedAt / DAY_MS);
    const { storedDays } = this.memory;
    for (let known = Atomics.load(storedDays, row); known < day; known = Atomics.load(storedDays, row))
      if (Atomics.compareExchange(storedDays, row, known, day) === known) return;
  }

  has(row: number, bits: number): boolean {
    return (Atomics.load(this.memory.state, row) & bits) !== 0;
  }

  /** Sets `bits`; whether one of them was set before. */
  mark(row: number, bits: number): boolean {
    return (Atomics.or(this.memory.state, row, bits) & bits) !== 0;
  }
}

function same(hashes: Uint8Array, row: number, hash: Uint8Array): boolean {
  const at = row * HASH_BYTES;
  for (let i = 0; i < HASH_BYTES; i++) if (hashes[at + i] !== hash[i]) return false;
  return true;
}
