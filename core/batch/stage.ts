import { gunzipSync } from 'node:zlib';
import { WormtrailError } from '../errors';
import { HASH_BYTES, leafHash, rootOfLeafHashes, sha256Hex } from '../tlog/merkle';
import { batchDigest } from './digest';
import { parseObject } from './entry';
import { arrivalOf, batchId, hourPrefix, isBatchId } from './ids';
import { parseIndexLine } from './index-line';
import type { PreparedBatch, PreparedRecord } from './prepare';

/**
 * A stage: what is needed to enter and to deliver a batch, kept before its entry is committed.
 *
 *     {"wormtrail":"stage/v1","batch":"01KAR2…","digest":"<hex>","root":"<hex>","events":812,"normalizer":"…",
 *      "indexLine":"{…}","records":[{"recordId":"…","arrival":1763888400000,"data":"<hex>","result":"Ok",
 *      "events":812,"opaque":0,"bytes":241332}]}
 *
 * on one line, `\n`, then the records' answers (gzip members) back to back, `bytes` of each.
 */
export function formatStage(prepared: PreparedBatch): Buffer {
  const { batch, digest, root, events, normalizer, indexLine } = prepared;
  const records = prepared.records.map(({ answer, ...record }) => ({ ...record, bytes: answer.length }));
  const header = { wormtrail: 'stage/v1', batch, digest, root, events, normalizer, indexLine, records };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...prepared.records.map(({ answer }) => answer),
  ]);
}

/** Where a batch's stage lies in the state store. */
export function stageKey(batch: string, digest: string): string {
  return `stages/${hourPrefix(arrivalOf(batch))}${digest}`;
}

/** What stands at the beginning of a stage. */
export interface StageHeader extends Omit<PreparedBatch, 'records'> {
  readonly records: readonly ListedRecord[];
}

/** A record as the header lists it, with the length of its answer. */
export type ListedRecord = Omit<PreparedRecord, 'answer'> & { readonly bytes: number };

/**
 * Reads a stage and checks it against itself: the records it lists give its digest, its lines give its root
 * and its index line. Nothing in the state store is trusted.
 * @throws WormtrailError `malformed`, saying what does not fit
 */
export function parseStage(bytes: Uint8Array): PreparedBatch {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const newline = buffer.indexOf(0x0a);
  if (newline < 0) throw bad('no header');
  const header = parseStageHeader(buffer.subarray(0, newline));
  const { batch, digest, root, events, normalizer, indexLine } = header;
  let offset = newline + 1;
  const records = header.records.map((record): PreparedRecord => {
    const answer = buffer.subarray(offset, offset + record.bytes);
    if (answer.length !== record.bytes) throw bad('cut short');
    offset += record.bytes;
    const { bytes: _, ...rest } = record;
    return { ...rest, answer };
  });
  if (offset !== buffer.length) throw bad('bytes after its end');

  const hashes = leafHashes(records);
  const count = hashes.length / HASH_BYTES;
  if (count !== events) throw bad(`it has ${count} lines, not ${events}`);
  if (rootOfLeafHashes(hashes, count).toString('hex') !== root) throw bad('its lines do not give its root');
  const index = parseIndexLine(Buffer.from(indexLine));
  const first = (i: number) => hashes.readUInt16BE(i * HASH_BYTES);
  if (index.batch !== batch || index.leaves.length !== count * 2) throw bad('its index line is another one');
  for (let i = 0; i < count; i++) {
    if (index.leaves.readUInt16BE(i * 2) !== first(i)) throw bad('its index line is another one');
  }
  return { batch, digest, root, events, normalizer, indexLine, records };
}

/**
 * Reads a stage's header: its first line, without the newline. The records it lists are those of its batch; of its
 * answers it says nothing yet.
 * @throws WormtrailError `malformed`
 */
export function parseStageHeader(bytes: Uint8Array): StageHeader {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const header = parseObject(text, 'stage');
  const { batch, digest, root, events, normalizer, indexLine } = header;
  if (
    header.wormtrail !== 'stage/v1' ||
    typeof batch !== 'string' ||
    !isBatchId(batch) ||
    typeof digest !== 'string' ||
    typeof root !== 'string' ||
    typeof events !== 'number' ||
    typeof normalizer !== 'string' ||
    typeof indexLine !== 'string' ||
    !Array.isArray(header.records)
  ) {
    throw bad('not of its form');
  }
  const records = header.records.map(parseListed);
  const computed = batchDigest(records);
  if (computed.toString('hex') !== digest) throw bad('its records do not give its digest');
  const earliest = records.reduce((least, { arrival }) => Math.min(least, arrival), Number.MAX_SAFE_INTEGER);
  if (batchId(earliest, computed) !== batch) throw bad('its records do not give its batch id');
  return { batch, digest, root, events, normalizer, indexLine, records };
}

function bad(what: string): WormtrailError {
  return new WormtrailError('malformed', `stage: ${what}`);
}

/** The hex SHA-256 of an index line: `index` of the entry. */
export function indexHash(indexLine: string): string {
  return sha256Hex(Buffer.from(indexLine));
}

function parseListed(listed: unknown): ListedRecord {
  if (typeof listed === 'object' && listed !== null) {
    const { recordId, arrival, data, result, events, opaque, bytes } = listed as Record<string, unknown>;
    if (
      typeof recordId === 'string' &&
      isCount(arrival) &&
      typeof data === 'string' &&
      /^[0-9a-f]{64}$/.test(data) &&
      (result === 'Ok' || result === 'ProcessingFailed') &&
      isCount(events) &&
      isCount(opaque) &&
      isCount(bytes)
    ) {
      return { recordId, arrival, data, result, events, opaque, bytes };
    }
  }
  throw bad('a record is not of its form');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function leafHashes(records: readonly PreparedRecord[]): Buffer {
  const hashes: Buffer[] = [];
  for (const { answer } of records) {
    if (answer.length === 0) continue;
    let lines: Buffer;
    try {
      lines = gunzipSync(answer);
    } catch (cause) {
      throw new WormtrailError('malformed', 'stage: an answer does not inflate', { cause });
    }
    for (let start = 0; start < lines.length; ) {
      const newline = lines.indexOf(0x0a, start);
      if (newline < 0) throw new WormtrailError('malformed', 'stage: an answer ends within a line');
      hashes.push(leafHash(lines.subarray(start, newline)));
      start = newline + 1;
    }
  }
  return Buffer.concat(hashes);
}
