import * as crypto from 'node:crypto';
import { ENTRY_START, OWN_LINE_START } from '../batch/entry';
import {
  arrivalOf,
  BATCH_ID_LENGTH,
  eventUid,
  INDEX_DIGITS,
  isBatchId,
  LINE_START,
  UID_OFFSET,
} from '../batch/ids';
import { INDEX_BYTES, INDEX_START, parseIndexLine } from '../batch/index-line';
import { WormtrailError } from '../errors';
import type { Normalizer, Rederiver } from '../formats/normalizer';
import type { ObjectInfo, ObjectStore } from '../ports';
import { HASH_BYTES, leafHash, rootOfLeafHashes, sha256 } from '../tlog/merkle';
import { type BatchTable, State } from './batch-table';
import { type FindingKind, Findings } from './findings';
import { type GzipSink, ShortObject, walkGzip } from './gzip-walker';
import { LineSplitter } from './line-splitter';
import type { SpillWriter } from './spill';

/** How objects are scanned; the same for all of them. Plain data: it goes to worker threads. */
export interface ScanTask {
  /**
   * `judge`: fold every run, settle what can be settled at once, spill the rest.
   * `fetch`: of the batches marked as wanted, spill the authentic lines and hand over the index lines.
   */
  readonly pass: 'judge' | 'fetch';
  /** Arrivals, ms: lines of unknown batches outside are passed over. */
  readonly range?: { readonly since: number; readonly until: number };
  /** Also derive the lines of batches marked as derivable again from their raw text. */
  readonly renormalize?: true;
  /** There if the store's times can be trusted: when the newest heartbeat was read, ms since 1970, if there is one. */
  readonly times?: { readonly heartbeat: number | undefined };
}

/** Lines that no leaf covers. */
export interface ForeignLines {
  readonly count: number;
  /** The batch they claim; undefined: they claim none. */
  readonly batch: string | undefined;
  /** The first of them, as far as it can be shown. */
  readonly sample: string;
}

/** What was found in one object. */
export interface ObjectResult {
  readonly object: number;
  readonly bytes: number;
  readonly lines: number;
  /** Lines of batches that the ledger holds beyond the tree. */
  readonly unsealed: number;
  /** Lines identical to ones found before, as far as this scan can tell. */
  readonly duplicates: number;
  readonly foreign: readonly ForeignLines[];
  /** Foreign lines of further claimed batches, beyond those listed. */
  readonly moreForeign: number;
  readonly findings: Findings;
  /** `fetch`: two bytes an event of the wanted batches. */
  readonly indexes: readonly { readonly row: number; readonly leaves: Uint8Array }[];
}

/** Lines of a run that are held; a longer one goes to the spill in parts. */
const MOST_RUN_LINES = 1 << 17;
/** Claimed batches of foreign lines that are told apart in one object. */
const MOST_CLAIMS = 50;
const QUOTE = 0x22;
const DASH = 0x2d;
const ZERO = 0x30;
/** Where the event's number stands in its line. */
const NUMBER_OFFSET = UID_OFFSET + BATCH_ID_LENGTH + 1;
const UID_END = NUMBER_OFFSET + INDEX_DIGITS;
const ENTRY_BATCH = `${ENTRY_START},"batch":"`;
const INDEX_BATCH = `${INDEX_START},"batch":"`;

/** Scans objects, one after another. */
export class ObjectScanner {
  readonly #store: Pick<ObjectStore, 'read'>;
  readonly #table: BatchTable;
  readonly #spill: SpillWriter;
  readonly #task: ScanTask;
  readonly #normalizer: Pick<Normalizer, 'rederiver'> | undefined;

  /** @param normalizer what derives lines again, if the task asks for it */
  constructor(
    store: Pick<ObjectStore, 'read'>,
    table: BatchTable,
    spill: SpillWriter,
    task: ScanTask,
    normalizer?: Pick<Normalizer, 'rederiver'>,
  ) {
    this.#store = store;
    this.#table = table;
    this.#spill = spill;
    this.#task = task;
    this.#normalizer = task.renormalize === true && task.pass === 'judge' ? normalizer : undefined;
  }

  /** @param object the number by which results and spilled lines name it */
  async scan(info: ObjectInfo, object: number): Promise<ObjectResult> {
    const derives = this.#normalizer?.rederiver();
    const reading = new Reading(this.#table, this.#spill, this.#task, object, info.storedAt, derives);
    let failure: unknown;
    const read = async (start: number, length: number): Promise<Uint8Array> => {
      try {
        return await this.#store.read(info, start, length);
      } catch (error) {
        failure = error;
        throw error;
      }
    };
    try {
      await walkGzip(read, info.size, reading);
    } catch (error) {
      if (!(error instanceof ShortObject) && error !== failure) throw error;
      reading.unreadable(error instanceof Error ? error.message : String(error)); // check: object-unreadable | reading.unreadable(error instanceof Error ? error.message : String(error)) => void 0
    }
    return reading.end(info.size);
  }
}

/** One object as it is read. */
class Reading implements GzipSink {
  readonly #table: BatchTable;
  readonly #spill: SpillWriter;
  readonly #task: ScanTask;
  readonly #judging: boolean;
  readonly #object: number;
  /** ms since 1970; undefined: not known, or not to be trusted. */
  readonly #storedAt: number | undefined;
  /** Whether what only the ledger has is excused: it could not be under the checkpoint yet. */
  readonly #excuses: boolean;
  readonly #splitter: LineSplitter;
  readonly #findings = new Findings();
  readonly #claims = new Map<string | undefined, { count: number; sample: string }>();
  readonly #indexes: { row: number; leaves: Uint8Array }[] = [];
  #moreForeign = 0;
  #lines = 0;
  #unsealed = 0;
  #duplicates = 0;

  // The run: lines of one batch with rising numbers.
  /** How a line of the run's batch begins, up to its number. */
  #start = '';
  #row = -1;
  #passed = false;
  #events = 0;
  #first = 0;
  #count = 0;
  #hashes = Buffer.allocUnsafe(4096 * HASH_BYTES);
  readonly #derives: Rederiver | undefined;
  /** Number of the event that goes on where derivation was; below 0: what bears on it may not have been seen. */
  #derived = -1;

  constructor(
    table: BatchTable,
    spill: SpillWriter,
    task: ScanTask,
    object: number,
    storedAt: number | undefined,
    derives: Rederiver | undefined,
  ) {
    this.#derives = derives;
    this.#storedAt = task.times === undefined ? undefined : storedAt;
    this.#excuses = (this.#storedAt ?? Infinity) >= (task.times?.heartbeat ?? 0);
    this.#table = table;
    this.#spill = spill;
    this.#task = task;
    this.#judging = task.pass === 'judge';
    this.#object = object;
    this.#splitter = new LineSplitter(
      (bytes, start, end) => this.#line(bytes, start, end),
      () => this.finding('line-too-long', 'a line of more than 64 MiB'), // check: line-too-long | this.finding('line-too-long', 'a line of more than 64 MiB') => void 0
    );
  }

  bytes(chunk: Buffer): void {
    this.#splitter.add(chunk);
  }

  cut(): void {
    this.#splitter.cut();
  }

  damage(kind: 'gzip-damaged' | 'unread-bytes', offset: number, detail: string): void {
    this.finding(kind, `at byte ${offset}: ${detail}`);
  }

  async drain(): Promise<void> {
    if (this.#spill.isFull) await this.#spill.flush();
  }

  finding(kind: FindingKind, detail: string, about: { batch?: string; event?: string } = {}): void {
    if (this.#judging) this.#findings.add(kind, detail, about);
  }

  /** In either pass: what cannot be read settles nothing. */
  unreadable(detail: string): void {
    this.#findings.add('object-unreadable', detail);
  }

  end(bytes: number): ObjectResult {
    this.#splitter.end();
    this.#endRun();
    return {
      object: this.#object,
      bytes,
      lines: this.#lines,
      unsealed: this.#unsealed,
      duplicates: this.#duplicates,
      foreign: [...this.#claims].map(([batch, { count, sample }]) => ({ batch, count, sample })),
      moreForeign: this.#moreForeign,
      findings: this.#findings,
      indexes: this.#indexes,
    };
  }

  #line(bytes: Buffer, start: number, end: number): void {
    this.#lines++;
    const number = start + NUMBER_OFFSET;
    if (end - start <= UID_END || bytes[start + UID_END] !== QUOTE || bytes[number - 1] !== DASH) {
      this.#otherLine(bytes, start, end);
      return;
    }
    const head = bytes.toString('latin1', start, number);
    if (head !== this.#start) {
      if (!head.startsWith(LINE_START)) {
        this.#otherLine(bytes, start, end);
        return;
      }
      const row = this.#find(bytes, start + UID_OFFSET);
      if (row < 0) {
        this.#foreign(bytes, start, end, head.slice(UID_OFFSET, -1)); // check: foreign-batch | this.#foreign(bytes, start, end, head.slice(UID_OFFSET, -1)) => void 0
        return;
      }
      this.#beginRun(row, head);
    }
    let index = 0;
    for (let i = number; i < number + INDEX_DIGITS; i++) {
      const digit = (bytes[i] as number) - ZERO;
      if (digit < 0 || digit > 9) {
        this.#foreign(bytes, start, end, undefined);
        return;
      }
      index = index * 10 + digit;
    }
    if (this.#passed) return;
    if (index >= this.#events) {
      this.#pastTheEnd(bytes, start, end, index);
      return;
    }
    if (this.#table.has(this.#row, State.UNSEALED)) {
      this.#unsealed++;
      return;
    }
    if (index !== this.#first + this.#count || this.#count === MOST_RUN_LINES) {
      this.#endRun();
      this.#first = index;
    }
    const at = this.#count * HASH_BYTES;
    if (at === this.#hashes.length) this.#hashes = Buffer.concat([this.#hashes, Buffer.allocUnsafe(at)]);
    if (this.#derives !== undefined && this.#table.has(this.#row, State.DERIVABLE))
      this.#derive(this.#derives, bytes.toString('utf8', start, end), index);
    // The leaf prefix of RFC 6962 goes where the newline of the line before stood: nothing is copied.
    bytes[start - 1] = 0;
    this.#hashes.write(crypto.hash('sha256', bytes.subarray(start - 1, end), 'binary'), at, 'latin1');
    this.#count++;
    if (this.#count === this.#events) this.#settle();
  }

  /** A header that bears on a line stands before it in its batch: of a line alone one cannot say that it is wrong. */
  #derive(derives: Rederiver, line: string, index: number): void {
    const continues = index > 0 && index === this.#derived;
    const isSame = derives(line, continues);
    const isTold = index === 0 || continues;
    this.#derived = isTold ? index + 1 : -1;
    if (isSame) return;
    const batch = this.#table.batch(this.#row);
    const about = { batch, event: eventUid(batch, index) };
    if (isTold)
      this.finding('renormalized-otherwise', 'its raw text gives another line', about); // check: renormalized-otherwise | isTold => false
    else this.finding('not-renormalized', 'lines before it of its batch are elsewhere', about);
  }

  /** The row of the batch whose id stands at `at`; -1 if there is none, or none that could excuse its lines here. */
  #find(bytes: Buffer, at: number): number {
    const row = this.#table.find(bytes, at);
    if (row < 0 || this.#excuses) return row;
    // What was stored before the newest heartbeat was committed before it: its leaf would be in the tree.
    return this.#table.has(row, State.UNSEALED) ? -1 : row; // check: unsealed-too-old | this.#table.has(row, State.UNSEALED) => false
  }

  #beginRun(row: number, head: string): void {
    this.#endRun();
    this.#derived = -1;
    if (this.#storedAt !== undefined && this.#judging) this.#table.markStored(row, this.#storedAt);
    this.#row = row;
    this.#start = head;
    this.#events = this.#table.count(row);
    this.#first = 0;
    this.#passed =
      this.#table.has(row, State.SKIPPED) || (!this.#judging && !this.#table.has(row, State.WANTED));
  }

  /** All lines of the batch in one run: it is whole if they give its root. */
  #settle(): void {
    if (!this.#table.isRoot(this.#row, rootOfLeafHashes(this.#hashes, this.#count))) return; // check: batch-root | !this.#table.isRoot(this.#row, rootOfLeafHashes(this.#hashes, this.#count)) => false
    if (!this.#judging) this.#spill.add(this.#row, 0, this.#hashes, this.#count, this.#object, true);
    else if (this.#table.mark(this.#row, State.DONE)) this.#duplicates += this.#count;
    else this.#table.memory.doneIn[this.#row] = this.#object;
    this.#first += this.#count;
    this.#count = 0;
  }

  /** What a run leaves unsettled goes to the spill. */
  #endRun(): void {
    if (this.#count > 0 && this.#judging) {
      this.#spill.add(this.#row, this.#first, this.#hashes, this.#count, this.#object, false);
      this.#table.mark(this.#row, State.SPILLED);
    }
    this.#first = 0;
    this.#count = 0;
  }

  /** No later leaf can cover such a line: its batch is in the log, with fewer events. */
  #pastTheEnd(bytes: Buffer, start: number, end: number, index: number): void {
    const batch = this.#table.batch(this.#row);
    if (this.#table.has(this.#row, State.UNSEALED)) {
      this.#foreign(bytes, start, end, batch);
      return;
    }
    this.finding('event-inserted', `the batch has ${this.#events} events`, {
      batch,
      event: eventUid(batch, index),
    }); // check: event-inserted | this.finding('event-inserted', `the batch has ${this.#events} events`, { batch, event: eventUid(batch, index) }) => void 0
  }

  /** A line that is no event: our own, or junk. */
  #otherLine(bytes: Buffer, start: number, end: number): void {
    if (bytes.toString('latin1', start, Math.min(end, start + OWN_LINE_START.length)) === OWN_LINE_START) {
      if (this.#begins(bytes, start, end, ENTRY_BATCH)) {
        this.#entryLine(bytes, start, end);
        return;
      }
      if (this.#begins(bytes, start, end, INDEX_BATCH)) {
        this.#indexLine(bytes, start, end);
        return;
      }
    }
    this.#foreign(bytes, start, end, undefined); // check: foreign-junk | this.#foreign(bytes, start, end, undefined) => void 0
  }

  /** Whether the line begins with `text` and a batch id after it. */
  #begins(bytes: Buffer, start: number, end: number, text: string): boolean {
    const id = start + text.length;
    return (
      end > id + BATCH_ID_LENGTH &&
      bytes.toString('latin1', start, id) === text &&
      isBatchId(bytes.toString('latin1', id, id + BATCH_ID_LENGTH))
    );
  }

  #entryLine(bytes: Buffer, start: number, end: number): void {
    const row = this.#find(bytes, start + ENTRY_BATCH.length);
    const batch = bytes.toString(
      'latin1',
      start + ENTRY_BATCH.length,
      start + ENTRY_BATCH.length + BATCH_ID_LENGTH,
    );
    if (row < 0) this.#foreign(bytes, start, end, batch);
    else if (this.#table.has(row, State.SKIPPED)) return;
    else if (!this.#table.isLeaf(row, leafHash(bytes.subarray(start, end)))) {
      this.finding('entry-copy-changed', `not leaf ${this.#table.place(row)} of the log`, { batch }); // check: entry-copy-changed | this.finding('entry-copy-changed', `not leaf ${this.#table.place(row)} of the log`, { batch }) => void 0
    }
  }

  #indexLine(bytes: Buffer, start: number, end: number): void {
    const row = this.#find(bytes, start + INDEX_BATCH.length);
    const batch = bytes.toString(
      'latin1',
      start + INDEX_BATCH.length,
      start + INDEX_BATCH.length + BATCH_ID_LENGTH,
    );
    if (row < 0) this.#foreign(bytes, start, end, batch);
    else if (this.#table.has(row, State.SKIPPED)) return;
    else if (!this.#table.isIndex(row, sha256(bytes.subarray(start, end)))) {
      this.finding('index-line-changed', 'its hash is not the one in the entry', { batch }); // check: index-line-changed | this.finding('index-line-changed', 'its hash is not the one in the entry', { batch }) => void 0
    } else if (this.#judging) {
      if (!this.#table.mark(row, State.INDEXED)) this.#table.memory.indexIn[row] = this.#object;
    } else if (this.#table.has(row, State.WANTED)) {
      this.#addIndex(row, bytes.subarray(start, end));
    }
  }

  /** An index line that was entered, yet is no index of its batch, is as good as none. */
  #addIndex(row: number, line: Buffer): void {
    try {
      const { leaves } = parseIndexLine(line);
      if (leaves.length === this.#table.count(row) * INDEX_BYTES) this.#indexes.push({ row, leaves });
    } catch (error) {
      if (!(error instanceof WormtrailError)) throw error;
    }
  }

  #foreign(bytes: Buffer, start: number, end: number, claimed: string | undefined): void {
    if (!this.#judging) return;
    const batch = claimed !== undefined && isBatchId(claimed) ? claimed : undefined;
    const range = this.#task.range;
    if (range !== undefined && batch !== undefined) {
      const arrival = arrivalOf(batch);
      if (arrival < range.since || arrival >= range.until) return;
    }
    const claim = this.#claims.get(batch);
    if (claim !== undefined) claim.count++;
    else if (this.#claims.size >= MOST_CLAIMS) this.#moreForeign++;
    else
      this.#claims.set(batch, { count: 1, sample: bytes.toString('utf8', start, Math.min(end, start + 80)) });
  }
}
