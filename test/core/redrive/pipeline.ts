import { gunzipSync } from 'node:zlib';
import { createHandler } from '../../../core/batch/firehose';
import { hourPrefix } from '../../../core/batch/ids';
import type { RecordStream } from '../../../core/ports';
import { type RedriveOptions, type RedriveResult, redriveFailed } from '../../../core/redrive/redrive';
import { parseVerifierKey } from '../../../core/tlog/note';
import { readAnchor } from '../../../core/verify/checkpoints';
import type { Report } from '../../../core/verify/report';
import { singleThread } from '../../../core/verify/scan-pool';
import { verifyArchive } from '../../../core/verify/verify';
import { normalizer } from '../batch/support';
import { Killing } from '../killing';
import { World } from '../seal/world';
import { MemorySpill } from '../verify/harness';

interface Pending {
  readonly recordId: string;
  readonly arrival: number;
  readonly data: Buffer;
}

/**
 * What becomes of an invocation: its answer is delivered; it dies before it commits anything; its answer is lost
 * after the commit. Where it fails, the stream writes the raw records to `failed/`.
 */
export type Fate = 'delivered' | 'dies' | 'answer-lost';

export const START = Date.UTC(2026, 10, 23, 9, 30);
const DAY = 86_400;

/** The stream with the real transform, over ports in memory, and what it was given. */
export class Pipeline {
  readonly world = new World();
  /** Every record that was ever put by a producer. */
  readonly given: string[] = [];
  /** Data that the transform never gets through. */
  readonly poison = new Set<string>();
  /** Whether the stream takes a record that redrive returns. */
  takes: (data: Buffer, call: number) => boolean = () => true;
  /** Records that redrive put back. */
  readonly returned: string[] = [];
  #pending: Pending[] = [];
  #records = 0;
  #calls = 0;
  #objects = 0;

  constructor() {
    this.world.clock.advance(START - this.world.clock.now());
  }

  /** Records of a producer. */
  put(...data: string[]): this {
    for (const one of data) {
      this.given.push(one);
      this.#accept(Buffer.from(one));
    }
    return this;
  }

  /** The stream's side of redrive. */
  readonly stream: RecordStream = {
    put: async (records) => {
      const call = this.#calls++;
      return records.map((record) => {
        const data = Buffer.from(record);
        if (!this.takes(data, call)) return false;
        this.returned.push(data.toString());
        this.#accept(data);
        return true;
      });
    },
  };

  #accept(data: Buffer): void {
    this.world.clock.advance(1);
    this.#pending.push({ recordId: `r${++this.#records}`, arrival: this.world.clock.now(), data });
  }

  /** Hands what is pending to the transform, as one batch. Poison always dies. */
  async flush(fate: Fate = 'delivered'): Promise<this> {
    const pending = this.#pending;
    this.#pending = [];
    if (pending.length === 0) return this;
    const dies = fate === 'dies' || pending.some(({ data }) => this.poison.has(data.toString()));
    const answer = dies ? undefined : await this.#invoke(pending);
    if (answer === undefined || fate !== 'delivered') {
      await this.fail(pending);
      return this;
    }
    const key = `events/${hourPrefix(pending[0]!.arrival)}stream-${++this.#objects}.jsonl.gz`;
    await this.world.archive.put(key, answer);
    return this;
  }

  /** Writes records to `failed/` as Firehose does. */
  async fail(records: readonly Pending[]): Promise<string> {
    const lines = records.map(({ arrival, data }) =>
      JSON.stringify({
        attemptsMade: 4,
        arrivalTimestamp: arrival,
        errorCode: 'Lambda.FunctionError',
        errorMessage: 'The Lambda function was successfully invoked but it returned an error result.',
        attemptEndingTimestamp: arrival + 5000,
        rawData: data.toString('base64'),
        lambdaArn: 'arn:aws:lambda:eu-west-1:111122223333:function:wormtrail-transform:$LATEST',
      }),
    );
    return this.failedObject(`${lines.join('\n')}\n`);
  }

  async failedObject(content: string | Buffer): Promise<string> {
    const key = `failed/processing-failed/${hourPrefix(this.world.clock.now())}${++this.#objects}`;
    await this.world.archive.put(key, Buffer.from(content as string));
    return key;
  }

  async #invoke(records: readonly Pending[]): Promise<Buffer> {
    const { state, ledger } = this.world;
    const handler = createHandler({ state, ledger, normalizer, lane: '0', backOff: async () => {} });
    const answer = await handler({
      records: records.map(({ recordId, arrival, data }) => ({
        recordId,
        approximateArrivalTimestamp: arrival,
        data: data.toString('base64'),
      })),
    });
    return Buffer.concat(
      answer.records.map((record) => Buffer.from(record.result === 'Ok' ? record.data : '', 'base64')),
    );
  }

  options(changes: Partial<RedriveOptions> = {}): RedriveOptions {
    const { archive, state, ledger, clock } = this.world;
    return { archive, state, ledger, clock, stream: this.stream, ...changes };
  }

  redrive(changes: Partial<RedriveOptions> = {}): Promise<RedriveResult> {
    this.world.clock.advance(3_600_000);
    return redriveFailed(this.options(changes));
  }

  /** Seals, and verifies up to there. */
  async verify(): Promise<Report> {
    const { world } = this;
    const { note } = await world.seal({ genesis: { lanes: ['0'], retention: null, deliveryLimit: DAY } });
    const keys = [parseVerifierKey(world.signer.verifierKey)];
    const { report } = await verifyArchive({
      archive: world.archive,
      keys,
      anchors: [readAnchor(Buffer.from(note), keys, 'sealed')],
      // So late that nothing is in flight.
      now: world.clock.now() + 2 * DAY * 1000,
      storedTimesTrusted: false,
      scan: singleThread(world.archive, new MemorySpill()),
    });
    return report;
  }

  /** Raw texts of all distinct events in the archive, sorted. */
  async archived(): Promise<string[]> {
    const found = new Map<string, string>();
    for await (const { key } of this.world.archive.list('events/')) {
      const { bytes } = (await this.world.archive.get(key))!;
      for (const line of gunzipSync(bytes).toString().split('\n')) {
        if (!line.startsWith('{"metadata"')) continue;
        const event = JSON.parse(line) as { metadata: { uid: string }; raw_data: string };
        found.set(event.metadata.uid, event.raw_data);
      }
    }
    return [...found.values()].sort();
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.world.archive.list(prefix)) keys.push(key);
    return keys;
  }

  /** Entries of the redrive lane, without what places them. */
  async lane(): Promise<Record<string, unknown>[]> {
    const rows = await this.world.ledger.rows('redrive', 1, 1000);
    return rows.map(({ entry }) => {
      const { wormtrail, lane, seq, prev, time, version, hash, ...rest } = JSON.parse(
        Buffer.from(entry).toString(),
      ) as Record<string, unknown>;
      return rest;
    });
  }
}

/** A redrive that is killed at its `n`-th effect. */
export function killedAt(
  n: number,
  after: boolean,
  options: RedriveOptions,
): { options: RedriveOptions; effects: () => number } {
  const killing = new Killing(n, after);
  const { stream } = options;
  return {
    options: {
      ...options,
      archive: killing.store(options.archive),
      state: killing.store(options.state),
      ledger: killing.ledger(options.ledger),
      stream: { put: (records) => killing.step(() => stream.put(records)) },
    },
    effects: () => killing.effects,
  };
}
