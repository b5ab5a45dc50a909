import * as crypto from 'node:crypto';
import type { Entry } from '../batch/entry';
import { arrivalOf, hourPrefix, INDEX_DIGITS, LINE_START, UID_LENGTH } from '../batch/ids';
import { INDEX_BYTES, INDEX_START, parseIndexLine } from '../batch/index-line';
import type { ObjectInfo, ObjectStore } from '../ports';
import { HASH_BYTES, rootOfLeafHashes, sha256Hex } from '../tlog/merkle';
import { type GzipSink, ShortObject, walkGzip } from '../verify/gzip-walker';
import { LineSplitter } from '../verify/line-splitter';

/** A batch's event lines, found again among the objects of an archive. */
export interface BatchLines {
  /** In order, without newlines. */
  readonly lines: readonly Buffer[];
  /** Their leaf hashes, back to back. */
  readonly hashes: Buffer;
  /** Keys of the objects that they were found in, by line. */
  readonly objects: readonly string[];
}

/** What was found where the batch as it was entered was not. */
export interface DamagedLines {
  /** By number in the batch: the lines found that call themselves that event. */
  readonly found: ReadonlyMap<number, readonly FoundLine[]>;
  /** The first bytes of every leaf hash, if the batch's index line was found as it was entered. */
  readonly index: Buffer | undefined;
}

export interface FoundLine {
  readonly line: Buffer;
  /** Its leaf hash, a character a byte: a batch has thousands, and strings cost least to make and compare. */
  readonly hash: string;
  readonly object: string;
}

/** Different lines kept that call themselves the same event: more are somebody's attempt to fill the memory. */
const MOST_VARIANTS = 8;
const HOUR_MS = 3_600_000;
const LEAF_PREFIX = 0;

/**
 * Looks for the lines of a batch: first in an object of the batch's own, then in its hour and the next, then
 * everywhere.
 * @param entry the batch's entry; undefined if it is not in the log: then whatever lies in its hours is found
 */
export async function findBatchLines(
  archive: ObjectStore,
  batch: string,
  entry: Entry | undefined,
): Promise<BatchLines | DamagedLines> {
  const found = new Map<number, FoundLine[]>();
  let index: Buffer | undefined;
  const seen = new Set<string>();
  const start = Buffer.from(`${LINE_START}${batch}`);
  const arrival = arrivalOf(batch);
  const hours = [arrival, arrival + HOUR_MS].map((time) => `events/${hourPrefix(time)}`);
  const prefixes = [`${hours[0]}${batch}`, ...hours, ...(entry === undefined ? [] : ['events/'])];
  for (const prefix of prefixes) {
    for await (const object of archive.list(prefix)) {
      const id = `${object.key}\0${object.version}`;
      if (seen.has(id)) continue;
      seen.add(id);
      let news = false;
      await readLines(archive, object, (line, prefixed) => {
        if (isLineOf(line, start)) {
          news = keep(found, line, prefixed, object.key) || news;
        } else if (entry !== undefined && index === undefined && isIndexOf(line, entry)) {
          index = parseIndexLine(line).leaves;
          news = true;
        }
      });
      if (news && entry !== undefined) {
        const whole = assemble(found, index, entry);
        if (whole !== undefined) return whole;
      }
    }
  }
  return { found, index };
}

/** The lines that give the entry's root; undefined if they are not there. */
function assemble(
  found: ReadonlyMap<number, readonly FoundLine[]>,
  index: Buffer | undefined,
  entry: Entry,
): BatchLines | undefined {
  if (found.size < entry.events) return undefined;
  const hashes = Buffer.allocUnsafe(entry.events * HASH_BYTES);
  const lines: Buffer[] = [];
  const objects: string[] = [];
  for (let i = 0; i < entry.events; i++) {
    const variants = found.get(i);
    // The index tells which of several is the one; without it the first has to be.
    const chosen = variants?.find(({ hash }) => fitsIndex(hash, index, i)) ?? variants?.[0];
    if (chosen === undefined) return undefined;
    hashes.write(chosen.hash, i * HASH_BYTES, 'latin1');
    lines.push(chosen.line);
    objects.push(chosen.object);
  }
  const root = rootOfLeafHashes(hashes, entry.events).toString('hex');
  return root === entry.root ? { lines, hashes, objects } : undefined;
}

/** Whether a line's leaf hash begins as the index says; true without an index. */
export function fitsIndex(hash: string, index: Buffer | undefined, i: number): boolean {
  if (index === undefined) return true;
  return index.toString('latin1', i * INDEX_BYTES, (i + 1) * INDEX_BYTES) === hash.slice(0, INDEX_BYTES);
}

function isLineOf(line: Buffer, start: Buffer): boolean {
  return (
    line.length > LINE_START.length + UID_LENGTH &&
    line.compare(start, 0, start.length, 0, start.length) === 0
  );
}

function keep(found: Map<number, FoundLine[]>, line: Buffer, prefixed: Buffer, object: string): boolean {
  const end = LINE_START.length + UID_LENGTH;
  const digits = line.toString('latin1', end - INDEX_DIGITS, end);
  if (!/^[0-9]{7}$/.test(digits)) return false;
  const hash = crypto.hash('sha256', prefixed, 'binary');
  const variants = found.get(Number(digits));
  if (variants === undefined) {
    found.set(Number(digits), [{ line, hash, object }]);
    return true;
  }
  if (variants.length === MOST_VARIANTS || variants.some((variant) => variant.hash === hash)) return false;
  variants.push({ line, hash, object });
  return true;
}

function isIndexOf(line: Buffer, entry: Entry): boolean {
  if (line.toString('latin1', 0, INDEX_START.length) !== INDEX_START) return false;
  return sha256Hex(line) === entry.index;
}

/**
 * Hands over the lines of one object, each also with RFC 6962's leaf prefix before it, as far as the object
 * inflates: what is beyond is for `verify` to judge.
 */
export async function readLines(
  archive: ObjectStore,
  object: ObjectInfo,
  onLine: (line: Buffer, prefixed: Buffer) => void,
): Promise<void> {
  const splitter = new LineSplitter(
    (bytes, start, end) => {
      bytes[start - 1] = LEAF_PREFIX;
      onLine(bytes.subarray(start, end), bytes.subarray(start - 1, end));
    },
    () => undefined,
  );
  const sink: GzipSink = {
    bytes: (chunk) => splitter.add(chunk),
    cut: () => splitter.cut(),
    damage: () => undefined,
  };
  try {
    await walkGzip((start, length) => archive.read(object, start, length), object.size, sink);
  } catch (error) {
    if (!(error instanceof ShortObject)) throw error;
  }
  splitter.end();
}
