import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { WormtrailError } from '../../core/errors';
import type { LaneHead, LaneRow, Ledger, Lock } from '../../core/ports';
import { compareLanes } from '../../core/seal/lane-order';
import { leafHash } from '../../core/tlog/merkle';
import { makeFolder, writeTemporary } from './durable-file';
import { fileError, isDiskFull, messageOf } from './file-errors';
import { canLock, checkWritable, DATA_FILE, hasDatabase, placeDatabase, settleDatabase } from './lmdb-files';

/*
 * What the database holds. Keys are LMDB's own ordered tuples, numbers in them in numeric order.
 *
 *     ['format']            "1"
 *     ['head', lane]        {"seq":7,"leaf":"<hex>"}
 *     ['row', lane, seq]    u8(length of digest: 0 or 32) ‖ digest ‖ entry
 *     ['batch', digest]     ["0",7]              lane and seq of the batch's row
 *     ['undelivered', lane, seq]                 empty
 *     ['mark', sha256]      a Mark
 *     ['lock']              u64(number of swaps) ‖ value
 */
type Key = readonly (string | number)[];
type Database = RootDatabase<Buffer, (string | number)[]>;

const FORMAT = '1';
/** What LMDB writes to the larger of its two new files, and some more. */
const FIRST_BYTES = 32 << 10;
const EMPTY_LANE: LaneHead = { seq: 0, leaf: '0'.repeat(64) };

/** How far a source was read into the archive. */
export interface Mark {
  /** Lower-case hex of the SHA-256 of the whole source: its name here. */
  readonly source: string;
  /** What the user called it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Everything before this byte is committed. */
  readonly offset: number;
  readonly done: boolean;
}

/** A mark that is to follow another one. */
export interface NextMark extends Mark {
  /** The offset at which the source's mark must stand, 0 if it has none; undefined: wherever it stands. */
  readonly from?: number | undefined;
}

/**
 * The ledger of a local archive, in an LMDB environment of its own. Any number of processes may open it; in one
 * process, one object a folder (worker threads use `ledger-port.ts`). What resolved is flushed to the disk.
 */
export class LmdbLedger implements Ledger {
  readonly #db: Database;
  readonly #folder: string;
  readonly #onClose: () => Promise<void>;

  private constructor(db: Database, folder: string, onClose: () => Promise<void> = async () => undefined) {
    this.#db = db;
    this.#folder = folder;
    this.#onClose = onClose;
  }

  /**
   * Opens the ledger in `folder`, and creates both if they are not there.
   * @throws WormtrailError `unsupported` for the ledger of a newer version; `full`, `denied`, `unavailable`
   */
  static async open(folder: string): Promise<LmdbLedger> {
    try {
      await makeFolder(folder);
      checkWritable(folder);
      if (!hasDatabase(folder)) await LmdbLedger.#make(folder);
      await settleDatabase(folder);
      const ledger = new LmdbLedger(openDatabase(folder, false), folder);
      await ledger.#begin();
      await ledger.#checkFormat();
      return ledger;
    } catch (error) {
      throw databaseError(error, 'cannot open the ledger', folder, 'unavailable');
    }
  }

  /**
   * Makes an empty ledger, elsewhere first: LMDB writes a new file in place, and what a power failure leaves of one
   * that is not finished is no database, to be told from a damaged one by nobody.
   */
  static async #make(folder: string): Promise<void> {
    const elsewhere = await mkdtemp(path.join(folder, '.new-'));
    try {
      // It would crash if it could not write its first pages.
      await writeTemporary(elsewhere, Buffer.alloc(FIRST_BYTES));
      const ledger = new LmdbLedger(openDatabase(elsewhere, false), folder);
      await ledger.#begin();
      await ledger.close();
      await placeDatabase(elsewhere, folder);
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  }

  /**
   * Opens the ledger in `folder` for reading; undefined if there is none. Where LMDB cannot make its lock file,
   * in a folder nobody can write to, it reads a copy in the system's temporary folder, removed by `close`.
   */
  static async openForReading(folder: string): Promise<LmdbLedger | undefined> {
    try {
      if (!hasDatabase(folder, true)) return undefined;
      let ledger: LmdbLedger;
      if (canLock(folder)) {
        ledger = new LmdbLedger(openDatabase(folder, true), folder);
      } else {
        const copy = await mkdtemp(path.join(tmpdir(), 'wormtrail-ledger-'));
        await copyFile(path.join(folder, DATA_FILE), path.join(copy, DATA_FILE));
        ledger = new LmdbLedger(openDatabase(copy, true), folder, () =>
          rm(copy, { recursive: true, force: true }),
        );
      }
      if (ledger.#get(['format']) === undefined) {
        // Whoever was making it died before anything was in it.
        await ledger.close();
        return undefined;
      }
      await ledger.#checkFormat();
      return ledger;
    } catch (error) {
      throw databaseError(error, 'cannot read the ledger', folder, 'unavailable');
    }
  }

  async close(): Promise<void> {
    await this.#db.close();
    await this.#onClose();
  }

  async head(lane: string): Promise<LaneHead> {
    this.#db.resetReadTxn();
    return this.#head(lane);
  }

  async findBatch(digest: string): Promise<LaneRow | undefined> {
    this.#db.resetReadTxn();
    const place = this.#get(['batch', digest]);
    if (place === undefined) return undefined;
    const [lane, seq] = parsePlace(place);
    const row = this.#get(['row', lane, seq]);
    if (row === undefined) throw this.#damaged(`no row ${seq} in lane ${lane}`);
    return decodeRow(lane, seq, row);
  }

  async commit(row: LaneRow, expected: LaneHead): Promise<'committed' | 'moved' | 'exists'> {
    return this.#commit(row, expected);
  }

  /**
   * The same ledger, whose `commit` stores `marks` in the transaction that commits the row. It throws `conflict`, and
   * nothing is committed, if a mark is not where it is to follow on: another process enters the same source.
   */
  withMarks(marks: readonly NextMark[]): Ledger {
    return {
      head: (lane) => this.head(lane),
      findBatch: (digest) => this.findBatch(digest),
      commit: (row, expected) => this.#commit(row, expected, marks),
      rows: (lane, from, limit) => this.rows(lane, from, limit),
      lanes: () => this.lanes(),
      expire: () => this.expire(),
    };
  }

  async rows(lane: string, from: number, limit: number): Promise<LaneRow[]> {
    this.#db.resetReadTxn();
    const rows: LaneRow[] = [];
    const range = { start: ['row', lane, from], end: ['row', lane, Number.MAX_SAFE_INTEGER], limit };
    for (const { key, value } of this.#db.getRange(range)) {
      rows.push(decodeRow(lane, key[2] as number, Buffer.from(value)));
    }
    return rows;
  }

  async lanes(): Promise<string[]> {
    return this.#keys('head')
      .map((key) => key[1] as string)
      .sort(compareLanes);
  }

  /** Rows stay: they take little room on one machine, and removing them none from the file. */
  async expire(): Promise<void> {}

  /** How far the source with this SHA-256 (lower-case hex) was read; undefined if it never was. */
  async mark(source: string): Promise<Mark | undefined> {
    this.#db.resetReadTxn();
    const value = this.#get(['mark', source]);
    return value && parseMark(source, value);
  }

  /** Stores a mark by itself: for what is read on without a commit, such as the end of a source. */
  async setMark(mark: Mark): Promise<void> {
    await this.#write(() => this.#putMark(mark));
  }

  /** Up to `limit` batches that were committed and not yet delivered, in the order of their lanes. */
  async undelivered(limit: number): Promise<LaneRow[]> {
    return this.#keys('undelivered', limit).map((key) => {
      const [, lane, seq] = key as [string, string, number];
      const row = this.#get(['row', lane, seq]);
      if (row === undefined) throw this.#damaged(`no row ${seq} in lane ${lane}`);
      return decodeRow(lane, seq, row);
    });
  }

  /** Takes batches, by their digests, off the undelivered ones. */
  async delivered(digests: readonly string[]): Promise<void> {
    await this.#write(() => {
      const places = digests.map((digest) => {
        const place = this.#get(['batch', digest]);
        if (place === undefined) throw new WormtrailError('usage', `no batch ${digest} in the ledger`);
        return parsePlace(place);
      });
      for (const place of places) this.#db.removeSync(['undelivered', ...place]);
    });
  }

  /** The sealer's head, in the same database. */
  get lock(): Lock {
    return {
      read: async () => {
        this.#db.resetReadTxn();
        const kept = this.#get(['lock']);
        return kept && { value: kept.subarray(8), token: String(kept.readBigUInt64BE()) };
      },
      swap: (token, value) =>
        this.#write(() => {
          const kept = this.#get(['lock']);
          const swaps = kept?.readBigUInt64BE();
          if (token !== swaps?.toString()) return false;
          const number = Buffer.alloc(8);
          number.writeBigUInt64BE((swaps ?? 0n) + 1n);
          this.#put(['lock'], Buffer.concat([number, value]));
          return true;
        }),
    };
  }

  #commit(
    row: LaneRow,
    expected: LaneHead,
    marks: readonly NextMark[] = [],
  ): Promise<'committed' | 'moved' | 'exists'> {
    if (row.seq !== expected.seq + 1) {
      throw new WormtrailError('usage', `row ${row.seq} does not follow ${expected.seq} in lane ${row.lane}`);
    }
    const digest = row.digest === undefined ? Buffer.alloc(0) : Buffer.from(row.digest, 'hex');
    if (row.digest !== undefined && digest.length !== 32) {
      throw new WormtrailError('usage', `not a digest: ${row.digest}`);
    }
    const next = { seq: row.seq, leaf: leafHash(row.entry).toString('hex') } satisfies LaneHead;
    const value = Buffer.concat([Buffer.of(digest.length), digest, row.entry]);
    return this.#write(() => {
      if (row.digest !== undefined && this.#get(['batch', row.digest]) !== undefined) return 'exists';
      const head = this.#head(row.lane);
      if (head.seq !== expected.seq || head.leaf !== expected.leaf) return 'moved';
      for (const mark of marks) this.#checkMark(mark);
      this.#put(['row', row.lane, row.seq], value);
      this.#put(['head', row.lane], Buffer.from(JSON.stringify(next)));
      if (row.digest !== undefined) {
        this.#put(['batch', row.digest], Buffer.from(JSON.stringify([row.lane, row.seq])));
        this.#put(['undelivered', row.lane, row.seq], Buffer.alloc(0));
      }
      for (const mark of marks) this.#putMark(mark);
      return 'committed';
    });
  }

  #head(lane: string): LaneHead {
    const value = this.#get(['head', lane]);
    return value === undefined ? EMPTY_LANE : parseHead(value);
  }

  #checkMark({ source, name, from }: NextMark): void {
    if (from === undefined) return;
    const stored = this.#get(['mark', source]);
    if ((stored === undefined ? 0 : parseMark(source, stored).offset) === from) return;
    throw new WormtrailError('conflict', `another process enters ${name} into this archive`, {
      hint: 'run it again when that one has ended: what is left is entered then',
    });
  }

  #putMark({ source, name, size, offset, done }: Mark): void {
    this.#put(['mark', source], Buffer.from(JSON.stringify({ name, size, offset, done })));
  }

  #keys(first: string, limit?: number): Key[] {
    this.#db.resetReadTxn();
    // '\uffff' sorts behind every name of a lane.
    const range = { start: [first], end: [first, '\uffff'] };
    return [...this.#db.getKeys(limit === undefined ? range : { ...range, limit })];
  }

  /** A copy of a value. In a transaction it is what the transaction sees. */
  #get(key: Key): Buffer | undefined {
    return this.#db.getBinary([...key]);
  }

  /** Only within `#write`. */
  #put(key: Key, value: Buffer): void {
    this.#db.putSync([...key], value);
  }

  /**
   * One transaction, on the disk when it resolves. lmdb runs `action` alone, across threads and processes.
   * Synchronous, although that waits for the disk: when an asynchronous one of lmdb's fails, a promise that nobody
   * can reach is rejected, which ends the process.
   */
  async #write<T>(action: () => T): Promise<T> {
    try {
      return this.#db.transactionSync(action);
    } catch (error) {
      throw databaseError(error, 'cannot write the ledger', this.#folder, 'unknown-outcome');
    }
  }

  /** Writes down the format of a new ledger. */
  async #begin(): Promise<void> {
    if (this.#get(['format']) !== undefined) return;
    await this.#write(() => this.#put(['format'], Buffer.from(FORMAT)));
  }

  async #checkFormat(): Promise<void> {
    const format = this.#get(['format'])?.toString();
    if (format === FORMAT) return;
    await this.close();
    throw new WormtrailError('unsupported', `${this.#folder}: a ledger of format ${format ?? 'unknown'}`, {
      hint: 'use a newer wormtrail',
    });
  }

  #damaged(what: string): WormtrailError {
    return new WormtrailError('unavailable', `the ledger ${this.#folder} is damaged: ${what}`);
  }
}

function openDatabase(folder: string, readOnly: boolean): Database {
  return open<Buffer, (string | number)[]>({
    path: folder,
    // lmdb takes a path with a dot in its last part for a file.
    noSubdir: false,
    encoding: 'binary',
    readOnly,
    // Else a commit resolves before it is on the disk.
    overlappingSync: false,
  });
}

function databaseError(
  error: unknown,
  doing: string,
  folder: string,
  otherwise: 'unavailable' | 'unknown-outcome',
): WormtrailError {
  if (error instanceof WormtrailError) return error;
  // lmdb gives the system's message without its code, and "Input/output error" where the disk is full.
  const text = messageOf(error);
  if (/no space|quota/i.test(text) || (/input\/output/i.test(text) && isDiskFull(folder))) {
    return new WormtrailError('full', `${doing} ${folder}: no space left on the disk`, { cause: error });
  }
  if (/file too large/i.test(text)) {
    return new WormtrailError('full', `${doing} ${folder}: a file may not grow any further`, {
      cause: error,
    });
  }
  if (/permission|read-only|not permitted/i.test(text)) {
    return new WormtrailError('denied', `${doing} ${folder}: ${text}`, { cause: error });
  }
  const known = fileError(error, doing, folder);
  if (known.code !== 'unavailable') return known;
  return new WormtrailError(otherwise, `${doing} ${folder}: ${text}`, { cause: error });
}

function decodeRow(lane: string, seq: number, value: Buffer): LaneRow {
  const length = value[0] ?? 0;
  const entry = value.subarray(1 + length);
  if (length === 0) return { lane, seq, entry };
  return { lane, seq, entry, digest: value.toString('hex', 1, 1 + length) };
}

function parseHead(value: Buffer): LaneHead {
  const head: unknown = JSON.parse(value.toString());
  if (typeof head === 'object' && head !== null && 'seq' in head && 'leaf' in head) {
    const { seq, leaf } = head;
    if (typeof seq === 'number' && typeof leaf === 'string') return { seq, leaf };
  }
  throw new WormtrailError('malformed', 'the ledger is damaged: the head of a lane is not as it must be');
}

function parsePlace(value: Buffer): [lane: string, seq: number] {
  const place: unknown = JSON.parse(value.toString());
  if (Array.isArray(place)) {
    const [lane, seq]: unknown[] = place;
    if (typeof lane === 'string' && typeof seq === 'number') return [lane, seq];
  }
  throw new WormtrailError('malformed', 'the ledger is damaged: the place of a batch is not as it must be');
}

function parseMark(source: string, value: Buffer): Mark {
  const mark: unknown = JSON.parse(value.toString());
  if (typeof mark === 'object' && mark !== null && 'name' in mark && 'size' in mark) {
    const { name, size } = mark;
    const offset = 'offset' in mark ? mark.offset : undefined;
    const done = 'done' in mark ? mark.done : undefined;
    if (typeof name === 'string' && typeof size === 'number' && typeof offset === 'number') {
      return { source, name, size, offset, done: done === true };
    }
  }
  throw new WormtrailError('malformed', 'the ledger is damaged: the mark of a source is not as it must be');
}
