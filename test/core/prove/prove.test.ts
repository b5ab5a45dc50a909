import { gunzipSync, gzipSync } from 'node:zlib';
import { MemoryObjectStore } from '../../../adapters/memory/object-store';
import { formatEntry } from '../../../core/batch/entry';
import { batchId, eventUid, hourPrefix } from '../../../core/batch/ids';
import { formatIndexLine } from '../../../core/batch/index-line';
import { checkEventProof, formatEventProof, parseEventProof } from '../../../core/prove/event-proof';
import { type EventLookup, findEvent } from '../../../core/prove/find-event';
import { leafHash, rootOfLeafHashes, sha256, sha256Hex } from '../../../core/tlog/merkle';
import { parseVerifierKey } from '../../../core/tlog/note';
import { ed25519Signer } from '../../../core/tlog/signing-key';
import { formatTlogProof, parseTlogProof } from '../../../core/tlog/tlog-proof';
import { writeLog } from './log-of';

const ORIGIN = 'example.com/audit';
const signer = ed25519Signer(ORIGIN, Buffer.alloc(32, 7));
const key = parseVerifierKey(signer.verifierKey);
const otherKey = parseVerifierKey(ed25519Signer(ORIGIN, Buffer.alloc(32, 8)).verifierKey);
const ARRIVAL = Date.UTC(2026, 10, 23, 9, 30);

interface MadeBatch {
  readonly batch: string;
  readonly lines: readonly string[];
  readonly indexLine: string;
  readonly entry: string;
}

function makeBatch(n: number, events: number): MadeBatch {
  const digest = sha256(Buffer.from(`batch ${n}`));
  const batch = batchId(ARRIVAL + n, digest);
  const lines = Array.from({ length: events }, (_, i) => {
    const raw = `{"eventName":"GetObject","n":${i},"who":"ålice ${n}"}`;
    return JSON.stringify({
      metadata: { uid: eventUid(batch, i), version: '1.8.0' },
      class_uid: 6003,
      raw_data: raw,
    });
  });
  const hashes = Buffer.concat(lines.map((line) => leafHash(Buffer.from(line))));
  const indexLine = formatIndexLine(batch, hashes, events);
  const entry = formatEntry({
    batch,
    lane: '0',
    seq: n + 1,
    prev: '0'.repeat(64),
    root: rootOfLeafHashes(hashes, events).toString('hex'),
    events,
    records: 1,
    digest: digest.toString('hex'),
    index: sha256Hex(Buffer.from(indexLine)),
    normalizer: 'wormtrail/0.1.0 sha256:00',
  });
  return { batch, lines, indexLine, entry };
}

function keyOf({ batch }: MadeBatch): string {
  return `events/${hourPrefix(ARRIVAL)}${batch}.jsonl.gz`;
}

function objectOf({ lines, indexLine, entry }: MadeBatch, change = (l: readonly string[]) => l): Buffer {
  const text = (some: readonly string[]) => gzipSync(some.map((line) => `${line}\n`).join(''));
  return Buffer.concat([text(change(lines)), text([indexLine, entry])]);
}

const batches = Array.from({ length: 5 }, (_, n) => makeBatch(n, [1, 2, 7, 300, 64][n] as number));
const target = batches[3] as MadeBatch;
const uid = eventUid(target.batch, 123);

async function archive(): Promise<MemoryObjectStore> {
  const store = new MemoryObjectStore();
  for (const batch of batches) await store.put(keyOf(batch), objectOf(batch));
  await writeLog(
    store,
    batches.map(({ entry }) => Buffer.from(entry)),
    signer,
  );
  return store;
}

function proofOf(lookup: EventLookup): Buffer {
  if (lookup.state !== 'sealed') throw new Error(`${lookup.state}, not sealed`);
  return Buffer.from(lookup.proof);
}

describe('an event that lies as it was entered', () => {
  it('is proven by a file that checks offline', async () => {
    for (const batch of batches) {
      for (const i of new Set([0, batch.lines.length >> 1, batch.lines.length - 1])) {
        const lookup = await findEvent(await archive(), eventUid(batch.batch, i));
        const report = checkEventProof(proofOf(lookup), [key]);
        expect(report).toMatchObject({
          verdict: 'pass',
          uid: eventUid(batch.batch, i),
          line: batch.lines[i],
        });
      }
    }
  });

  it('carries an inclusion proof that stands without this code', async () => {
    const { extra, index, checkpointNote } = parseTlogProof(proofOf(await findEvent(await archive(), uid)));
    const document = JSON.parse(Buffer.from(extra as Uint8Array).toString());
    // RFC 6962 by hand: fold the path from the line's hash, siblings to the side that the bits of the index say.
    let hash = sha256(Buffer.concat([Buffer.of(0), Buffer.from(document.line)]));
    let node = document.index;
    let last = 299;
    for (const hex of document.path) {
      while (node === last && node % 2 === 0) {
        node >>= 1;
        last >>= 1;
      }
      const sibling = Buffer.from(hex, 'hex');
      const pair = node % 2 === 1 ? [sibling, hash] : [hash, sibling];
      hash = sha256(Buffer.concat([Buffer.of(1), ...pair]));
      node >>= 1;
      last >>= 1;
    }
    expect(hash.toString('hex')).toBe(JSON.parse(document.entry).root);
    expect(index).toBe(3);
    expect(checkpointNote).toContain(`${ORIGIN}\n5\n`);
  });

  it.each([
    ['in an object of another name and hour', 'events/date=2026-12-01/hour=00/firehose-1.jsonl.gz'],
    ['in an object of the next hour', `events/${hourPrefix(ARRIVAL + 3_600_000)}firehose-2.jsonl.gz`],
  ])('is found %s', async (_, elsewhere) => {
    const store = await archive();
    await store.remove(keyOf(target));
    await store.put(elsewhere, Buffer.concat(batches.map((batch) => objectOf(batch))));
    expect(await findEvent(store, uid)).toMatchObject({ state: 'sealed', object: elsewhere });
  });

  it('is found when its batch lies in pieces, with a forged copy beside it', async () => {
    const store = await archive();
    await store.put(
      keyOf(target),
      objectOf(target, (lines) => lines.map((l) => l.replace('GetObject', 'ListKeys'))),
    );
    const half = (from: number, to: number) =>
      gzipSync(
        target.lines
          .slice(from, to)
          .map((l) => `${l}\n`)
          .join(''),
      );
    await store.put('events/date=2026-12-01/hour=00/a.gz', half(150, 300));
    await store.put('events/date=2026-12-02/hour=00/b.gz', half(0, 150));
    expect(checkEventProof(proofOf(await findEvent(store, uid)), [key]).verdict).toBe('pass');
  });
});

describe('an event that does not lie as it was entered', () => {
  it('is altered if its line was edited, and the index tells which line it is', async () => {
    const store = await archive();
    const edit = (lines: readonly string[]) =>
      lines.map((line, i) => (i === 123 ? line.replace('GetObject', 'PutObject') : line));
    await store.remove(keyOf(target));
    await store.put(keyOf(target), objectOf(target, edit));
    expect(await findEvent(store, uid)).toMatchObject({ state: 'altered', found: [{ fits: false }] });
    const neighbour = await findEvent(store, eventUid(target.batch, 122));
    expect(neighbour).toMatchObject({ state: 'altered', found: [{ fits: true }] });
  });

  it('cannot be proven if another event of its batch is gone', async () => {
    const store = await archive();
    await store.remove(keyOf(target));
    await store.put(
      keyOf(target),
      objectOf(target, (lines) => lines.slice(1)),
    );
    expect(await findEvent(store, uid)).toMatchObject({ state: 'unproven' });
    expect(await findEvent(store, eventUid(target.batch, 0))).toMatchObject({ state: 'missing' });
  });

  it('is missing if its line is gone', async () => {
    const store = await archive();
    await store.remove(keyOf(target));
    expect(await findEvent(store, uid)).toMatchObject({ state: 'missing', place: { leaf: 3 } });
  });

  it('is unsealed if only its object is there', async () => {
    const store = await archive();
    const late = makeBatch(9, 3);
    await store.put(keyOf(late), objectOf(late));
    expect(await findEvent(store, eventUid(late.batch, 1))).toMatchObject({ state: 'unsealed' });
    expect(await findEvent(store, eventUid(makeBatch(10, 3).batch, 1))).toEqual({ state: 'absent' });
  });

  it('cannot be hidden by editing the batch id in the log', async () => {
    const store = await archive();
    const bundle = await store.get('log/tile/entries/000.p/5');
    const bytes = Buffer.from(bundle?.bytes as Uint8Array);
    bytes.write('X', bytes.indexOf(`"batch":"${target.batch}"`) + 20);
    await store.put('log/tile/entries/000.p/5', bytes);
    await expect(findEvent(store, uid)).rejects.toMatchObject({ code: 'malformed' });
  });

  it('beyond the batch or no uid at all is refused', async () => {
    await expect(findEvent(await archive(), eventUid(target.batch, 300))).rejects.toMatchObject({
      code: 'usage',
    });
    await expect(findEvent(await archive(), 'nonsense')).rejects.toMatchObject({ code: 'malformed' });
    await expect(findEvent(new MemoryObjectStore(), uid)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a proof', () => {
  const proof = async () => proofOf(await findEvent(await archive(), uid));

  it('is unknown without a key, and fails under another, naming both', async () => {
    expect(checkEventProof(await proof(), []).verdict).toBe('unknown');
    const report = checkEventProof(await proof(), [otherKey]);
    expect(report.verdict).toBe('fail');
    expect(report.detail).toContain(signer.verifierKey.slice(ORIGIN.length + 1, ORIGIN.length + 9));
    expect(report.detail).toContain(otherKey.keyId.toString(16).padStart(8, '0'));
  });

  it('fails after any change of one of its bytes', async () => {
    const bytes = await proof();
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ (1 << (at % 7));
      const { verdict } = checkEventProof(changed, [key]);
      if (verdict === 'pass') throw new Error(`byte ${at} does not matter`);
    }
  });

  it.each<[string, (d: ReturnType<typeof parseEventProof>) => ReturnType<typeof parseEventProof>]>([
    ['another line', (d) => ({ ...d, line: d.line.replace('GetObject', 'PutObject') })],
    ['another place in the batch', (d) => ({ ...d, index: d.index + 1 })],
    ['a shorter path', (d) => ({ ...d, path: d.path.slice(1) })],
    ['another entry', (d) => ({ ...d, entry: d.entry.replace('"records":1', '"records":2') })],
  ])('fails with %s', async (_, change) => {
    const { extra, ...rest } = parseTlogProof(await proof());
    const document = formatEventProof(change(parseEventProof(extra as Uint8Array)));
    const changed = formatTlogProof({ ...rest, extra: Buffer.from(document) });
    expect(checkEventProof(Buffer.from(changed), [key]).verdict).toBe('fail');
  });

  it('fails without an event in it', async () => {
    const { extra: _, ...rest } = parseTlogProof(await proof());
    expect(checkEventProof(Buffer.from(formatTlogProof(rest)), [key]).verdict).toBe('fail');
  });
});

it('proves and checks within 100 ms in an archive of ten million events', async () => {
  const store = new MemoryObjectStore();
  const wanted = makeBatch(4_321, 2_000);
  const leaves = Array.from({ length: 5_000 }, (_, n) =>
    Buffer.from(
      n === 4_321
        ? wanted.entry
        : wanted.entry.replace(wanted.batch, batchId(ARRIVAL + n, sha256(Buffer.of(n >> 8, n)))),
    ),
  );
  await store.put(keyOf(wanted), objectOf(wanted));
  await writeLog(store, leaves, signer);
  const times = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    const bytes = proofOf(await findEvent(store, eventUid(wanted.batch, 1_999)));
    expect(checkEventProof(bytes, [key]).verdict).toBe('pass');
    times.push(performance.now() - start);
  }
  expect(Math.min(...times)).toBeLessThan(100);
  expect(gunzipSync(objectOf(wanted)).length).toBeGreaterThan(100_000);
});
