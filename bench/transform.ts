import * as crypto from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadNormalizer } from '../adapters/local/normalizer';
import { MemoryLedger } from '../adapters/memory/ledger';
import { MemoryObjectStore } from '../adapters/memory/object-store';
import { createHandler, type FirehoseEvent } from '../core/batch/firehose';
import { cloudWatchRecord } from './corpus';
import { type Figure, median, seconds } from './measure';

/** Events in one CloudWatch payload, and the bytes at which Firehose's buffer is handed over. */
const EVENTS_A_RECORD = 120;
const BUFFER_BYTES = 1 << 20;
const ROUNDS = 3;

/** Firehose events over all of `messages`. */
export function firehoseEvents(messages: readonly string[]): FirehoseEvent[] {
  const events: FirehoseEvent[] = [];
  let records: FirehoseEvent['records'][number][] = [];
  let bytes = 0;
  for (let i = 0, serial = 0; i < messages.length; i += EVENTS_A_RECORD, serial++) {
    const data = cloudWatchRecord(messages.slice(i, i + EVENTS_A_RECORD), serial);
    records.push({
      recordId: `4966${serial}`,
      approximateArrivalTimestamp: 1_763_888_400_000 + serial * 250,
      data: data.toString('base64'),
    });
    bytes += data.length;
    if (bytes >= BUFFER_BYTES || i + EVENTS_A_RECORD >= messages.length) {
      events.push({ records });
      records = [];
      bytes = 0;
    }
  }
  return events;
}

const scratch = Buffer.allocUnsafe(16 << 20);

/**
 * The floor: what no transform can do without, by Node's fastest calls, over the very lines that ours stores. Each
 * line is encoded once, into one buffer, which is faster than handing strings to `crypto.hash` and `gzipSync`.
 */
export function floor(event: FirehoseEvent, finished: readonly (readonly unknown[])[]): number {
  let bytes = 0;
  event.records.forEach(({ data }, i) => {
    const envelope = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as {
      logEvents: { message: string }[];
    };
    const objects = finished[i] as readonly unknown[];
    let end = 0;
    envelope.logEvents.forEach(({ message }, j) => {
      JSON.parse(message);
      const start = end;
      end += scratch.write(JSON.stringify(objects[j]), start);
      crypto.hash('sha256', scratch.subarray(start, end), 'hex');
      scratch[end++] = 10;
    });
    bytes += gzipSync(scratch.subarray(0, end), { level: 1, chunkSize: 1 << 18 }).length;
  });
  return bytes;
}

/** Firehose event in, answer out, staging to memory, on one core, against the floor. */
export async function benchTransform(
  messages: readonly string[],
): Promise<{ figure: Figure; floorRate: number }> {
  const events = firehoseEvents(messages);
  const normalizer = loadNormalizer();
  const ratios: number[] = [];
  let ours = 0;
  let floors = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    ours = 0;
    floors = 0;
    const ledger = new MemoryLedger();
    for (const event of events) {
      // A fresh store each time: what is staged is not kept, so that the collector's work is the transform's own.
      const state = new MemoryObjectStore();
      const backOff = async () => undefined;
      const handler = createHandler({ state, ledger, normalizer, lane: '0', backOff });
      let answer: Awaited<ReturnType<typeof handler>> | undefined;
      ours += await seconds(async () => {
        answer = await handler(event);
      });
      const finished = (answer as NonNullable<typeof answer>).records.map((record) =>
        record.result === 'Ok' ? eventsOf(Buffer.from(record.data, 'base64')) : [],
      );
      floors += await seconds(() => floor(event, finished));
    }
    // The first round warms up.
    if (round > 0) ratios.push(floors / ours);
  }
  const rate = (s: number) => `${Math.round(messages.length / s / 1000)}k events/s`;
  const figure = {
    name: 'transform, one core',
    ratio: median(ratios),
    atLeast: 0.75,
    rates: `ours ${rate(ours)}, floor ${rate(floors)}`,
  };
  return { figure, floorRate: messages.length / floors };
}

function eventsOf(members: Buffer): unknown[] {
  return gunzipSync(members)
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{"metadata"'))
    .map((line) => JSON.parse(line) as unknown);
}
