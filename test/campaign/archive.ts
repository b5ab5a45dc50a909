import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { type LocalArchive, openLocalArchive } from '../../adapters/local/archive';
import { deliver } from '../../adapters/local/deliver';
import { FolderStore } from '../../adapters/local/folder-store';
import { loadNormalizer } from '../../adapters/local/normalizer';
import { keyFile, stateStoreFolder } from '../../adapters/local/paths';
import { createHandler } from '../../core/batch/firehose';
import { hourPrefix } from '../../core/batch/ids';
import type { TransformedBatch } from '../../core/batch/transform';
import { seal } from '../../core/seal/sealer';
import { formatSigningKey } from '../../core/tlog/signing-key';
import { brokenGzip, RECORDS } from './logs';
import { Random } from './random';

/** What an archive is to be like. */
export interface Shape {
  readonly name: string;
  readonly batches: number;
  /** Most events of a batch. */
  readonly events: number;
  readonly seals: number;
  /** Of how many batches one is delivered as a local ingest does: an object of its own. The others are streamed. */
  readonly ownObject: number;
  /** How likely a streamed object ends after a record. */
  readonly objectEnds: number;
}

/** Few batches, large; and so many that the tree has full bundles and tiles, and a second level. */
export const SHAPES: readonly Shape[] = [
  { name: 'deep', batches: 32, events: 60, seals: 6, ownObject: 3, objectEnds: 0.25 },
  { name: 'wide', batches: 300, events: 3, seals: 8, ownObject: 20, objectEnds: 0.06 },
];

/** A sealed archive, and what its user keeps outside it. */
export interface MadeArchive {
  readonly folder: string;
  readonly origin: string;
  readonly verifierKey: string;
  /** The newest checkpoint, kept elsewhere. */
  readonly checkpoint: string;
  readonly config: string;
}

/**
 * Makes an archive in `folder` with the handler, ledger and sealer that users have. The same seed and code give the
 * same bytes: keys, record ids and clock come from the seed.
 */
export async function makeArchive(root: string, shape: Shape, seed: string): Promise<MadeArchive> {
  const random = new Random(`${seed}:${shape.name}`);
  const folder = path.join(root, `${shape.name}-archive`);
  const config = path.join(root, 'config');
  const origin = `campaign.example/${shape.name}`;
  const key = keyFile(origin, config);
  await mkdir(path.dirname(key), { recursive: true });
  await writeFile(key, `${formatSigningKey(origin, random.bytes(32))}\n`, { mode: 0o600 });
  await new FolderStore(stateStoreFolder(folder)).put('origin', Buffer.from(origin));

  const local = await openLocalArchive(folder, { create: true, config });
  try {
    await fill(local, shape, random);
    const note = await local.archive.get('log/checkpoint');
    const checkpoint = path.join(root, `${shape.name}.note`);
    await writeFile(checkpoint, note?.bytes ?? '');
    return { folder, origin, verifierKey: local.signer.verifierKey, checkpoint, config };
  } finally {
    await local.close();
  }
}

async function fill(local: LocalArchive, shape: Shape, random: Random): Promise<void> {
  const { archive, state, ledger, signer } = local;
  let now = Date.UTC(2026, 10, 23, 7, 30);
  const clock = { now: () => now };
  let done: TransformedBatch | undefined;
  const handler = createHandler({
    state,
    ledger,
    normalizer: loadNormalizer(),
    lane: '0',
    backOff: async () => undefined,
    onBatch: (batch) => {
      done = batch;
    },
  });
  const sealAll = () =>
    seal({
      archive,
      state,
      ledger,
      lock: ledger.lock,
      signer,
      clock,
      genesis: { lanes: ['0'], retention: null, deliveryLimit: null },
      heartbeat: 'always',
    });
  const stream = new Packer(archive, random, shape.objectEnds);

  for (let n = 0; n < shape.batches; n++) {
    now += random.int(1_000, (4 * 3_600_000) / shape.batches);
    const records = recordsOf(n, shape, random).map((data, i) => ({
      recordId: `${n}-${i}`,
      approximateArrivalTimestamp: now + i,
      data: data.toString('base64'),
    }));
    const answer = await handler({ records });
    const { batch } = done as TransformedBatch;
    const answers = answer.records.map((record) => {
      if (record.result !== 'Ok') throw new Error(`record ${record.recordId}: ${record.result}`);
      return Buffer.from(record.data, 'base64');
    });
    if (n % shape.ownObject === 0) await deliver(archive, batch.batch, answers);
    else await stream.add(answers, now);
    await ledger.delivered([batch.digest]);
    if (n % Math.ceil(shape.batches / shape.seals) === 0) await sealAll();
  }
  await stream.flush(now);
  now += 60_000;
  await sealAll();
}

function recordsOf(n: number, shape: Shape, random: Random): Buffer[] {
  const events = random.int(1, shape.events);
  if (n === 5) return [brokenGzip(random, 3), random.pick(RECORDS)(random, events)];
  const records = Math.min(events, random.chance(0.5) ? 1 : random.int(2, 5));
  return Array.from({ length: records }, () =>
    random.pick(RECORDS)(random, Math.max(1, Math.floor(events / records))),
  );
}

/** Delivers as Firehose does: members of many batches back to back, and one batch may go on in the next object. */
class Packer {
  readonly #archive: FolderStore;
  readonly #random: Random;
  readonly #ends: number;
  #members: Buffer[] = [];
  #objects = 0;

  constructor(archive: FolderStore, random: Random, ends: number) {
    this.#ends = ends;
    this.#archive = archive;
    this.#random = random;
  }

  async add(answers: readonly Buffer[], now: number): Promise<void> {
    for (const answer of answers) {
      this.#members.push(answer);
      if (this.#random.chance(this.#ends)) await this.flush(now);
    }
  }

  async flush(now: number): Promise<void> {
    if (this.#members.length === 0) return;
    const key = `events/${hourPrefix(now)}stream-${String(this.#objects++).padStart(4, '0')}.jsonl.gz`;
    await this.#archive.put(key, Buffer.concat(this.#members));
    this.#members = [];
  }
}
