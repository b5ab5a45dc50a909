import { HASH_BYTES } from '../tlog/merkle';

/**
 * Lines that a single run could not settle, on disk until all objects were read: 44 bytes a line,
 *
 *     u32 row of the batch ‖ u32 number of the event ‖ u32 object ‖ 32 bytes of leaf hash
 *
 * sorted by row, number and hash within a file; files are merged at the end.
 */

/** Where spilled files go. */
export interface SpillStore {
  /** Keeps a file that is written once. @throws WormtrailError `full` */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Up to `length` bytes of a file from `start`; fewer only at its end. */
  read(name: string, start: number, length: number): Promise<Uint8Array>;
}

/** A spilled file. */
export interface SpillFile {
  readonly name: string;
  readonly records: number;
}

export interface SpillRecord {
  readonly row: number;
  readonly index: number;
  readonly object: number;
  /** Known to be the event's own: its run gave the batch's root. */
  readonly authentic: boolean;
  readonly hash: Buffer;
}

const RECORD_BYTES = 12 + HASH_BYTES;
const AUTHENTIC = 0x80000000;
/** Records that a writer holds before it writes a file: 8 MiB. */
const FILE_RECORDS = 190_000;
/** Event numbers have seven digits: 24 bits. */
const INDEX_RANGE = 2 ** 24;

/** Sorts records into files. One a thread. */
export class SpillWriter {
  readonly files: SpillFile[] = [];
  readonly #store: SpillStore;
  readonly #prefix: string;
  #records: Buffer = Buffer.alloc(0);
  #count = 0;

  /** @param prefix begins the names of its files: another one a writer */
  constructor(store: SpillStore, prefix: string) {
    this.#store = store;
    this.#prefix = prefix;
  }

  /** Whether `flush` is due. */
  get isFull(): boolean {
    return this.#count >= FILE_RECORDS;
  }

  /** Adds `count` lines of a batch, numbered from `first`, whose hashes stand in `hashes`. */
  add(row: number, first: number, hashes: Buffer, count: number, object: number, authentic: boolean): void {
    this.#reserve(count);
    const records = this.#records;
    let at = this.#count * RECORD_BYTES;
    for (let i = 0; i < count; i++) {
      records.writeUInt32BE(row, at);
      records.writeUInt32BE(first + i, at + 4);
      records.writeUInt32BE(authentic ? object + AUTHENTIC : object, at + 8);
      hashes.copy(records, at + 12, i * HASH_BYTES, (i + 1) * HASH_BYTES);
      at += RECORD_BYTES;
    }
    this.#count += count;
  }

  #reserve(count: number): void {
    const bytes = (this.#count + count) * RECORD_BYTES;
    if (bytes <= this.#records.length) return;
    const grown = Buffer.allocUnsafe(Math.max(bytes, this.#records.length * 2, 1024 * RECORD_BYTES));
    this.#records.copy(grown, 0, 0, this.#count * RECORD_BYTES);
    this.#records = grown;
  }

  /** Writes what is held to a file of its own. */
  async flush(): Promise<void> {
    if (this.#count === 0) return;
    const records = this.#records;
    const keys = new Float64Array(this.#count);
    const order = new Uint32Array(this.#count);
    for (let i = 0; i < this.#count; i++) {
      keys[i] =
        records.readUInt32BE(i * RECORD_BYTES) * INDEX_RANGE + records.readUInt32BE(i * RECORD_BYTES + 4);
      order[i] = i;
    }
    order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || compareHashes(records, a, b));
    const sorted = Buffer.allocUnsafe(this.#count * RECORD_BYTES);
    order.forEach((from, to) => {
      records.copy(sorted, to * RECORD_BYTES, from * RECORD_BYTES, (from + 1) * RECORD_BYTES);
    });
    const file = { name: `${this.#prefix}-${this.files.length}`, records: this.#count };
    await this.#store.write(file.name, sorted);
    this.files.push(file);
    this.#records = Buffer.alloc(0);
    this.#count = 0;
  }
}

function compareHashes(records: Buffer, a: number, b: number): number {
  const atA = a * RECORD_BYTES + 12;
  const atB = b * RECORD_BYTES + 12;
  return records.compare(records, atB, atB + HASH_BYTES, atA, atA + HASH_BYTES);
}

/** Memory for reading all files at once. */
const MERGE_BYTES = 16 << 20;
const MOST_WINDOW_BYTES = 1 << 18;

/** The records of all files, by row, then event number, then hash. */
export async function* mergeSpill(
  store: SpillStore,
  files: readonly SpillFile[],
): AsyncGenerator<SpillRecord[]> {
  const share = Math.floor(MERGE_BYTES / Math.max(1, files.length));
  const window = Math.max(64, Math.floor(Math.min(share, MOST_WINDOW_BYTES) / RECORD_BYTES)) * RECORD_BYTES;
  const heap: Cursor[] = [];
  for (const file of files) {
    const cursor = new Cursor(store, file, window);
    if (await cursor.next()) push(heap, cursor);
  }
  let records: SpillRecord[] = [];
  for (let top = heap[0]; top !== undefined; top = heap[0]) {
    records.push(top.record());
    if (records.length === 1024) {
      yield records;
      records = [];
    }
    if (top.ready() || (await top.next())) sink(heap);
    else {
      const last = heap.pop() as Cursor;
      if (heap.length > 0) {
        heap[0] = last;
        sink(heap);
      }
    }
  }
  if (records.length > 0) yield records;
}

/** Where the merge stands in one file. */
class Cursor {
  key = 0;
  readonly #store: SpillStore;
  readonly #file: SpillFile;
  readonly #window: number;
  #bytes: Buffer = Buffer.alloc(0);
  #at = -RECORD_BYTES;
  #read = 0;

  constructor(store: SpillStore, file: SpillFile, window: number) {
    this.#store = store;
    this.#file = file;
    this.#window = window;
  }

  /** Steps to the next record if it is in memory. */
  ready(): boolean {
    if (this.#at + 2 * RECORD_BYTES > this.#bytes.length) return false;
    this.#at += RECORD_BYTES;
    this.key = this.#bytes.readUInt32BE(this.#at) * INDEX_RANGE + this.#bytes.readUInt32BE(this.#at + 4);
    return true;
  }

  /** Steps to the next record; false at the file's end. */
  async next(): Promise<boolean> {
    if (this.ready()) return true;
    const bytes = await this.#store.read(this.#file.name, this.#read, this.#window);
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#read += bytes.length;
    this.#at = -RECORD_BYTES;
    return this.ready();
  }

  record(): SpillRecord {
    const object = this.#bytes.readUInt32BE(this.#at + 8);
    return {
      row: this.#bytes.readUInt32BE(this.#at),
      index: this.#bytes.readUInt32BE(this.#at + 4),
      object: object >= AUTHENTIC ? object - AUTHENTIC : object,
      authentic: object >= AUTHENTIC,
      hash: this.#bytes.subarray(this.#at + 12, this.#at + RECORD_BYTES),
    };
  }

  isBefore(other: Cursor): boolean {
    if (this.key !== other.key) return this.key < other.key;
    return (
      this.#bytes.compare(
        other.#bytes,
        other.#at + 12,
        other.#at + RECORD_BYTES,
        this.#at + 12,
        this.#at + RECORD_BYTES,
      ) < 0
    );
  }
}

function push(heap: Cursor[], cursor: Cursor): void {
  let at = heap.push(cursor) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!cursor.isBefore(heap[parent] as Cursor)) break;
    heap[at] = heap[parent] as Cursor;
    at = parent;
  }
  heap[at] = cursor;
}

/** Brings the heap into order after its first changed. */
function sink(heap: Cursor[]): void {
  const cursor = heap[0] as Cursor;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as Cursor).isBefore(heap[child] as Cursor)) child++;
    if (!(heap[child] as Cursor).isBefore(cursor)) break;
    heap[at] = heap[child] as Cursor;
    at = child;
  }
  heap[at] = cursor;
}
