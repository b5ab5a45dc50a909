import * as crypto from 'node:crypto';
import * as zlib from 'node:zlib';
import type { ObjectInfo, ObjectStore } from '../../../core/ports';

/**
 * Builds archives from docs/format.md alone: nothing here uses the code under test, so that both have to have
 * understood the page the same way.
 */

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = crypto.createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const ZERO = Buffer.of(0);
const ONE = Buffer.of(1);

export const leafOf = (bytes: Buffer | string): Buffer => sha256(ZERO, bytes);

/** RFC 6962 section 2.1, as it is written there. */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return sha256('');
  if (hashes.length === 1) return hashes[0] as Buffer;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return sha256(ONE, rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function ulid(time: number, random: Buffer): string {
  let value = (BigInt(time) << 80n) | BigInt(`0x${random.subarray(0, 10).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 26; i++, value >>= 5n) text = CROCKFORD[Number(value & 31n)] + text;
  return text;
}

interface StoredFile {
  version: string;
  bytes: Buffer;
  storedAt?: number;
}

/** An object store that a test can look into and alter at will. */
export class MemoryArchive implements ObjectStore {
  readonly files = new Map<string, StoredFile[]>();
  /** Keys whose reading fails. */
  readonly unreadable = new Set<string>();

  async put(key: string, bytes: Uint8Array): Promise<'stored'> {
    this.set(key, bytes);
    return 'stored';
  }
  set(key: string, bytes: Uint8Array, storedAt?: number): void {
    this.files.set(key, [
      { version: 'current', bytes: Buffer.from(bytes), ...(storedAt !== undefined && { storedAt }) },
    ]);
  }
  addVersion(key: string, version: string, bytes: Uint8Array, storedAt?: number): void {
    const file = { version, bytes: Buffer.from(bytes), ...(storedAt !== undefined && { storedAt }) };
    this.files.set(key, [...(this.files.get(key) ?? []), file]);
  }
  bytes(key: string, version?: string): Buffer {
    const file = this.files.get(key)?.find((one) => version === undefined || one.version === version);
    if (!file) throw new Error(`no ${key}`);
    return file.bytes;
  }
  keys(prefix: string): string[] {
    return [...this.files.keys()].filter((key) => key.startsWith(prefix)).sort();
  }
  async get(key: string) {
    this.#check(key);
    const file = this.files.get(key)?.[0];
    return file && { bytes: Buffer.from(file.bytes), version: file.version };
  }
  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    for (const key of this.keys(prefix)) {
      for (const { version, bytes, storedAt } of this.files.get(key) ?? []) {
        yield { key, version, size: bytes.length, ...(storedAt !== undefined && { storedAt }) };
      }
    }
  }
  async read({ key, version }: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    this.#check(key);
    const file = this.files.get(key)?.find((one) => one.version === version);
    if (!file) throw Object.assign(new Error(`gone: ${key}`), { code: 'unavailable' });
    return Buffer.from(file.bytes.subarray(start, start + length));
  }
  async remove(key: string): Promise<void> {
    this.files.delete(key);
  }
  expire(key: string): Promise<void> {
    return this.remove(key);
  }
  clone(): MemoryArchive {
    const copy = new MemoryArchive();
    for (const [key, files] of this.files) copy.files.set(key, [...files]);
    return copy;
  }
  #check(key: string): void {
    if (this.unreadable.has(key))
      throw Object.assign(new Error(`cannot read ${key}`), { code: 'unavailable' });
  }
}

export interface BuiltBatch {
  id: string;
  lines: string[];
  indexLine: string;
  entry: Record<string, unknown>;
  entryText: string;
  leaf: number;
}

export interface LogKey {
  name: string;
  id: number;
  publicKey: Buffer;
  privateKey: crypto.KeyObject;
}

export function makeKey(name: string): LogKey {
  const pair = crypto.generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const id = sha256(`${name}\n`, ONE, publicKey).readUInt32BE(0);
  return { name, id, publicKey, privateKey: pair.privateKey };
}

export const verifierKey = (key: LogKey) => ({
  name: key.name,
  keyId: key.id,
  type: 1,
  publicKey: key.publicKey,
});

export function signedNote(text: string, key: LogKey): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(key.id);
  const signature = Buffer.concat([id, crypto.sign(null, Buffer.from(text), key.privateKey)]).toString(
    'base64',
  );
  return Buffer.from(`${text}\n— ${key.name} ${signature}\n`);
}

/** One gzip member a text. */
export const gz = (...members: (string | Buffer)[]): Buffer =>
  Buffer.concat(members.map((text) => zlib.gzipSync(text)));

export const START = Date.UTC(2026, 10, 23, 9);

export class Builder {
  readonly archive = new MemoryArchive();
  readonly key: LogKey;
  readonly leaves: Buffer[] = [];
  readonly batches: BuiltBatch[] = [];
  readonly origin: string;
  readonly #lanes = new Map<string, { seq: number; prev: string }>();
  /** Sizes published. */
  readonly sizes: number[] = [];
  time = START;

  constructor(
    genesis: {
      retention?: number;
      deliveryLimit?: number;
      origin?: string;
      skip?: boolean;
      format?: number;
    } = {},
    origin = 'example.com/audit',
  ) {
    this.origin = origin;
    this.key = makeKey(origin);
    if (genesis.skip) return;
    this.control('genesis', {
      format: genesis.format ?? 1,
      origin: genesis.origin ?? origin,
      lanes: ['0'],
      retention: genesis.retention ?? null,
      deliveryLimit: genesis.deliveryLimit ?? null,
    });
  }

  #place(lane: string): { seq: number; prev: string } {
    const place = this.#lanes.get(lane) ?? { seq: 1, prev: '0'.repeat(64) };
    return place;
  }

  /** Adds any text as a leaf. */
  addLeaf(text: string, lane?: string, seq?: number): number {
    const bytes = Buffer.from(text);
    this.leaves.push(bytes);
    if (lane !== undefined)
      this.#lanes.set(lane, { seq: (seq as number) + 1, prev: leafOf(bytes).toString('hex') });
    return this.leaves.length - 1;
  }

  control(kind: string, body: Record<string, unknown>, lane = 'sealer'): number {
    const { seq, prev } = this.#place(lane);
    const time = new Date(this.time).toISOString();
    return this.addLeaf(
      JSON.stringify({ wormtrail: 'control/v1', lane, seq, prev, time, kind, ...body }),
      lane,
      seq,
    );
  }

  /** A failed delivery that is there, seen, and brought back but for what `attempt` says; false: not tried yet. */
  failed(object: string, bytes: Buffer, attempt: Record<string, unknown> | false = {}): number {
    this.archive.addVersion(object, this.archive.files.has(object) ? 'older' : 'current', bytes);
    const about = { object, version: 'v1', hash: sha256(bytes).toString('hex') };
    const place = this.control('failed', { ...about, records: 3 }, 'redrive');
    const outcome = { attempt: 1, returned: 3, kept: 0, givenUp: [], left: [], ...attempt };
    if (attempt !== false) this.control('redriven', { ...about, ...outcome }, 'redrive');
    return place;
  }

  heartbeat(read = this.time, heads: Record<string, number> = { '0': this.#place('0').seq - 1 }): number {
    return this.control('heartbeat', { read: new Date(read).toISOString(), heads });
  }

  /** Makes a batch; `enter` adds it to the log. */
  make(events: number, arrival = this.time, size = 60): BuiltBatch {
    const digest = sha256(`${arrival} ${this.batches.length} ${events} ${this.origin}`);
    const id = ulid(arrival, digest);
    const lines = Array.from({ length: events }, (_, i) =>
      JSON.stringify({
        metadata: { uid: `${id}-${String(i).padStart(7, '0')}`, version: '1.8.0' },
        raw_data: `event ${i} of ${id} ${'é'.repeat(size)}`,
      }),
    );
    const hashes = lines.map(leafOf);
    const indexLine = JSON.stringify({
      wormtrail: 'index/v1',
      batch: id,
      leaves: Buffer.concat(hashes.map((hash) => hash.subarray(0, 2))).toString('base64'),
    });
    const entry = {
      root: rootOf(hashes).toString('hex'),
      events,
      records: 1,
      digest: digest.toString('hex'),
      index: sha256(indexLine).toString('hex'),
      normalizer: 'wormtrail/0.1.0 sha256:00',
    };
    return { id, lines, indexLine, entry, entryText: '', leaf: -1 };
  }

  enter(batch: BuiltBatch, override: Record<string, unknown> = {}): BuiltBatch {
    const lane = '0';
    const { seq, prev } = this.#place(lane);
    batch.entryText = JSON.stringify({
      wormtrail: 'entry/v1',
      batch: batch.id,
      lane,
      seq,
      prev,
      ...batch.entry,
      ...override,
    });
    batch.leaf = this.addLeaf(batch.entryText, lane, seq);
    this.batches.push(batch);
    return batch;
  }

  /** A batch that is entered and delivered to an object of its own. */
  batch(events: number, arrival = this.time, size = 60): BuiltBatch {
    const batch = this.enter(this.make(events, arrival, size));
    this.archive.set(objectOf(batch), delivered(batch));
    this.time += 60_000;
    return batch;
  }

  checkpointText(size = this.leaves.length): string {
    const root = rootOf(this.leaves.slice(0, size).map(leafOf));
    return `${this.origin}\n${size}\n${root.toString('base64')}\n`;
  }

  /** What an auditor says: all leaves before `through` were seen delivered. */
  audit(through = this.leaves.length): number {
    const verdicts = { integrity: 'pass', completeness: 'pass' };
    const report = { report: 'log/reports/2026-11-23.json', hash: '0'.repeat(64) };
    return this.control('audit', { ...report, ...verdicts, size: this.leaves.length, through }, 'auditor');
  }

  /** Says that an object of the archive is junk. */
  quarantine(object: string, version = 'current'): number {
    const hash = sha256(this.archive.bytes(object, version)).toString('hex');
    return this.control('quarantine', { object, version, hash, by: 'ops', reason: 'a test' }, 'operator');
  }

  /** Writes tiles, bundles, note and checkpoint. */
  seal({
    key = this.key,
    size = this.leaves.length,
    storedAt,
  }: {
    key?: LogKey;
    size?: number;
    storedAt?: number;
  } = {}): this {
    let hashes = this.leaves.slice(0, size).map(leafOf);
    for (let level = 0; hashes.length > 0; level++) {
      for (let from = 0, n = 0; from < hashes.length; from += 256, n++) {
        const tile = hashes.slice(from, from + 256);
        const suffix = `${String(n).padStart(3, '0')}${tile.length < 256 ? `.p/${tile.length}` : ''}`;
        this.archive.set(`log/tile/${level}/${suffix}`, Buffer.concat(tile));
        if (level === 0)
          this.archive.set(`log/tile/entries/${suffix}`, bundle(this.leaves.slice(from, from + tile.length)));
      }
      const parents: Buffer[] = [];
      for (let from = 0; from + 256 <= hashes.length; from += 256)
        parents.push(rootOf(hashes.slice(from, from + 256)));
      hashes = parents;
    }
    const note = signedNote(this.checkpointText(size), key);
    this.archive.set(`log/checkpoints/${size}.note`, note, storedAt);
    this.archive.set('log/checkpoint', note);
    this.sizes.push(size);
    return this;
  }

  /** Some batches, sealed twice. */
  static sample(): Builder {
    const builder = new Builder();
    builder.batch(5);
    builder.batch(3);
    builder.seal();
    builder.batch(8);
    builder.heartbeat();
    return builder.seal();
  }
}

export function bundle(leaves: readonly Buffer[]): Buffer {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(leaf.length);
      return [length, leaf];
    }),
  );
}

export const lines = (...text: string[]): string => text.map((line) => `${line}\n`).join('');

/** An object with one batch as it is delivered. */
export function delivered(batch: BuiltBatch, events: readonly string[] = batch.lines): Buffer {
  return gz(lines(...events), lines(batch.indexLine, batch.entryText));
}

export function objectOf(batch: BuiltBatch): string {
  return `events/date=2026-11-23/hour=09/${batch.id}.jsonl.gz`;
}
