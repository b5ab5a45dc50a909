import { createHash, createPublicKey, verify } from 'node:crypto';
import { ManualClock } from '../../../adapters/memory/clock';
import { MemoryLedger } from '../../../adapters/memory/ledger';
import { MemoryLock } from '../../../adapters/memory/lock';
import { MemoryObjectStore } from '../../../adapters/memory/object-store';
import { randomSigner } from '../../../adapters/memory/signer';
import { formatEntry } from '../../../core/batch/entry';
import { batchId } from '../../../core/batch/ids';
import type { LaneHead, Ledger, Lock, ObjectStore, Signer } from '../../../core/ports';
import { type SealOptions, type SealResult, seal } from '../../../core/seal/sealer';
import { checkConsistency, checkInclusion, proveConsistency, proveInclusion } from '../../../core/tlog/proof';
import { TileReader } from '../../../core/tlog/tile-reader';
import { parseBundle } from '../../../core/tlog/tiles';

/** A log on ports in memory, and what is needed to judge it without the sealer's own code. */
export class World {
  readonly archive = new MemoryObjectStore();
  readonly state = new MemoryObjectStore();
  ledger = new MemoryLedger();
  lock = new MemoryLock();
  readonly clock = new ManualClock();
  readonly signer: Signer;

  constructor(signer: Signer = randomSigner('example.com/audit')) {
    this.signer = signer;
  }

  options(changes: Partial<SealOptions> = {}): SealOptions {
    return {
      archive: this.archive,
      state: this.state,
      ledger: this.ledger,
      lock: this.lock,
      signer: this.signer,
      clock: this.clock,
      genesis: { lanes: ['0'], retention: null, deliveryLimit: null },
      heartbeat: 'always',
      ...changes,
    };
  }

  seal(changes: Partial<SealOptions> = {}): Promise<SealResult> {
    this.clock.advance(1000);
    return seal(this.options(changes));
  }

  /** Commits `count` batches to a lane, one after another. */
  commit(lane: string, count: number): Promise<void> {
    return commitBatches(this.ledger, lane, count);
  }
}

/** Entries as the transform commits them; the next ones of the lane. `breakAt`: the seq whose `prev` is wrong. */
export async function commitBatches(
  ledger: Ledger,
  lane: string,
  count: number,
  breakAt?: number,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const head: LaneHead = await ledger.head(lane);
    const seq = head.seq + 1;
    const digest = hash(`${lane}/${seq}`);
    const entry = formatEntry({
      batch: batchId(1_790_000_000_000 + seq, digest),
      lane,
      seq,
      prev: seq === breakAt ? 'ab'.repeat(32) : head.leaf,
      root: hash(`root ${lane}/${seq}`).toString('hex'),
      events: 3,
      records: 1,
      digest: digest.toString('hex'),
      index: hash('index').toString('hex'),
      normalizer: `wormtrail/0.0.0 sha256:${'0'.repeat(64)}`,
    });
    await ledger.commit({ lane, seq, entry: Buffer.from(entry), digest: digest.toString('hex') }, head);
  }
}

interface ReadLeaf {
  readonly lane: string;
  readonly seq: number;
  readonly prev: string;
  readonly kind?: string;
  readonly [field: string]: unknown;
}

export interface ReadLog {
  readonly size: number;
  readonly root: Buffer;
  readonly leaves: readonly ReadLeaf[];
}

/**
 * Reads the published log and holds it against RFC 6962 as written down there, recursively: signature, root from
 * the bundles, proofs out of the tiles, every published size a beginning of the newest, and every row of the
 * ledger in it exactly once, in the order of its lane.
 */
export async function checkLog(
  world: Pick<World, 'archive' | 'signer'> & { ledger: Ledger },
  isMidway = false,
): Promise<ReadLog> {
  const newest = await readCheckpoint(world.archive, 'log/checkpoint', world.signer);
  const { size, root } = newest;
  const raw: Buffer[] = [];
  for (let bundle = 0; raw.length < size; bundle++) {
    const width = Math.min(256, size - raw.length);
    const object = await world.archive.get(
      `log/tile/entries/${name(bundle)}${width < 256 ? `.p/${width}` : ''}`,
    );
    const leaves = parseBundle(object!.bytes);
    expect(leaves).toHaveLength(width);
    raw.push(...leaves);
  }
  expect(recursiveRoot(raw).equals(root)).toBe(true);

  const reader = new TileReader(world.archive, newest, 'log/');
  for (const index of [0, Math.floor(size / 2), size - 1]) {
    const proof = await proveInclusion(reader, index, size);
    expect(checkInclusion(proof, index, size, leafHash(raw[index]!), root)).toBe(true);
  }
  for await (const { key } of world.archive.list('log/checkpoints/')) {
    const older = await readCheckpoint(world.archive, key, world.signer);
    expect(key).toBe(`log/checkpoints/${older.size}.note`);
    // A sealer that died may have left the next one here and not under the name of the newest.
    if (isMidway && older.size > size) continue;
    expect(older.size).toBeLessThanOrEqual(size);
    expect(recursiveRoot(raw.slice(0, older.size)).equals(older.root)).toBe(true);
    // The tiles of every published size are there, whatever was published since.
    const then = new TileReader(world.archive, older, 'log/');
    const proof = await proveConsistency(reader, older.size, size);
    expect(checkConsistency(proof, older.size, older.root, size, root)).toBe(true);
    await then.readLeaf(older.size - 1);
  }

  const leaves = raw.map((leaf) => JSON.parse(leaf.toString()) as ReadLeaf);
  expect(leaves[0]?.kind).toBe('genesis');
  for (const lane of await world.ledger.lanes()) {
    const sealed = leaves.flatMap((leaf, i) => (leaf.lane === lane ? [raw[i]!.toString()] : []));
    const rows = await world.ledger.rows(lane, 1, sealed.length);
    expect(sealed).toEqual(rows.map(({ entry }) => Buffer.from(entry).toString()));
  }
  expect(
    leaves.filter(({ lane, seq }, i) => leaves.findIndex((l) => l.lane === lane && l.seq === seq) !== i),
  ).toEqual([]);
  checkHeartbeats(leaves);
  return { size, root, leaves };
}

/** What a heartbeat says must be true of the leaves before it. */
function checkHeartbeats(leaves: readonly ReadLeaf[]): void {
  const reached: Record<string, number> = {};
  for (const leaf of leaves) {
    if (leaf.kind === 'heartbeat') {
      for (const [lane, seq] of Object.entries(leaf.heads as Record<string, number>)) {
        expect(reached[lane] ?? 0).toBeGreaterThanOrEqual(seq);
      }
    }
    expect(leaf.seq).toBe((reached[leaf.lane] ?? 0) + 1);
    reached[leaf.lane] = leaf.seq;
    if (leaf.kind === 'refused') reached[String(leaf.refused)] = Number(leaf.at);
  }
}

/** All rows of the ledger are in the log. */
export async function expectAllSealed(ledger: Ledger, log: ReadLog): Promise<void> {
  let rows = 0;
  for (const lane of await ledger.lanes()) rows += (await ledger.head(lane)).seq;
  expect(log.size).toBe(rows);
}

async function readCheckpoint(archive: ObjectStore, key: string, signer: Signer) {
  const note = Buffer.from((await archive.get(key))!.bytes).toString();
  const [, text, signature] = /^((?:[^\n]+\n)+)\n— \S+ (\S+)\n$/.exec(note)!;
  const publicKey = Buffer.from(signer.verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  const key0 = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  expect(verify(null, Buffer.from(text!), key0, Buffer.from(signature!, 'base64').subarray(4))).toBe(true);
  const [origin, size, root] = text!.split('\n');
  expect(origin).toBe(signer.name);
  return { origin: origin!, size: Number(size), root: Buffer.from(root!, 'base64') };
}

/** MTH of RFC 6962 section 2.1, as it is written there. */
export function recursiveRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return hash('');
  if (leaves.length === 1) return leafHash(leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hash(
    Buffer.concat([Buffer.of(1), recursiveRoot(leaves.slice(0, k)), recursiveRoot(leaves.slice(k))]),
  );
}

export function leafHash(leaf: Uint8Array): Buffer {
  return hash(Buffer.concat([Buffer.of(0), leaf]));
}

function hash(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

function name(index: number): string {
  return String(index).padStart(3, '0');
}

/** What every call of a port goes through: waits, counts, fails. `call` does it. */
export type Gate = <T>(operation: string, call: () => Promise<T>) => Promise<T>;

/** The world's ports, each call through `gate`. */
export function gated(world: World, gate: Gate): Pick<SealOptions, 'archive' | 'state' | 'ledger' | 'lock'> {
  const store = (name: string, inner: ObjectStore): ObjectStore => ({
    put: (key, bytes, condition) => gate(`${name} put ${key}`, () => inner.put(key, bytes, condition)),
    get: (key) => gate(`${name} get ${key}`, () => inner.get(key)),
    list: (prefix) => inner.list(prefix),
    read: (object, start, length) => gate(`${name} read`, () => inner.read(object, start, length)),
    remove: (key) => gate(`${name} remove ${key}`, () => inner.remove(key)),
    expire: (key) => gate(`${name} expire ${key}`, () => inner.expire(key)),
  });
  const { ledger, lock } = world;
  return {
    archive: store('archive', world.archive),
    state: store('state', world.state),
    ledger: {
      head: (lane) => gate('head', () => ledger.head(lane)),
      findBatch: (digest) => gate('findBatch', () => ledger.findBatch(digest)),
      commit: (row, expected) => gate(`commit ${row.lane} ${row.seq}`, () => ledger.commit(row, expected)),
      rows: (lane, from, limit) => gate(`rows ${lane} ${from}`, () => ledger.rows(lane, from, limit)),
      lanes: () => gate('lanes', () => ledger.lanes()),
      expire: (rows, time) => gate('expire', () => ledger.expire(rows, time)),
    },
    lock: {
      read: () => gate('lock read', () => lock.read()),
      swap: (token, value) => gate('lock swap', () => lock.swap(token, value)),
    } satisfies Lock,
  };
}
