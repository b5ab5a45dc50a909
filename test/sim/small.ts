import { createHash } from 'node:crypto';
import { createHandler } from '../../core/batch/firehose';
import * as normalize from '../../core/formats/normalize';
import { seal } from '../../core/seal/sealer';
import { ed25519FromSeed } from '../../core/tlog/ed25519';
import { ed25519Signer } from '../../core/tlog/signing-key';
import { Actor } from './actor';
import { Bucket } from './bucket';
import { type Call, type Gate, ledgerFor, lockFor, type Places, signerFor, storeFor } from './gate';
import { Violation } from './story';
import { Table } from './table';
import { Truth } from './truth';

/** A few actors, all of whose orders are enumerated. */
export interface Case {
  readonly name: string;
  /** Records of each transform: the same list twice is a retry while the first attempt is still at it. */
  readonly transforms: readonly (readonly string[])[];
  readonly sealers: number;
  /** One of the actors may be killed, anywhere. */
  readonly crash: boolean;
}

export const CASES: readonly Case[] = [
  {
    name: 'a retry beside its first attempt, one crash',
    transforms: [['a'], ['a']],
    sealers: 0,
    crash: true,
  },
  { name: 'two transforms, one crash', transforms: [['a'], ['b']], sealers: 0, crash: true },
  { name: 'two transforms, one sealer, one crash', transforms: [['a'], ['b']], sealers: 1, crash: true },
  { name: 'two sealers, one crash', transforms: [], sealers: 2, crash: true },
  { name: 'two transforms, two sealers, one crash', transforms: [['a'], ['b']], sealers: 2, crash: true },
];

const NOW = Date.UTC(2026, 10, 23, 9, 30);
const SEED = createHash('sha256').update('enumerated').digest();
const SIGNER = ed25519Signer('example.com/audit', SEED);
const PAIR = ed25519FromSeed(SEED);
const NORMALIZER = { ...normalize, id: `wormtrail/0.0.1 sha256:${'1'.repeat(64)}` };
const AT_ONCE: Gate = (_, perform) => Promise.resolve().then(perform);

/** The gate of an actor: told also with what a port is called. */
export type Asked = <T>(call: Call, args: readonly unknown[], perform: () => T) => Promise<T>;

/** Buckets, ledger and lock of a small case, and what was entered. The clock stands still. */
export class SmallWorld {
  readonly archive = new Bucket();
  readonly state = new Bucket();
  readonly table = new Table();
  readonly truth = new Truth(this.archive, this.state, this.table);
  /** What a call that was carried out has broken. */
  violation: unknown;
  readonly #places: Places;

  constructor() {
    const watch = (check: () => void) => {
      try {
        check();
      } catch (error) {
        this.violation ??= error;
      }
    };
    this.#places = {
      archive: this.archive,
      state: this.state,
      table: this.table,
      now: () => NOW,
      watcher: {
        stored: (_, __, bytes) => bytes,
        put: (call, bucket, key, bytes) =>
          watch(() => {
            if (bucket === 'archive' && key.startsWith('log/')) this.truth.put(call, key, bytes);
          }),
        committed: (call, row) => watch(() => this.truth.committed(call, row)),
        swapped: () => {},
      },
    };
  }

  /** A log that has begun, and a batch to be sealed where there is no transform. */
  async begin({ transforms }: Case): Promise<void> {
    await this.seal(new Actor('sealer', 'first', 0));
    if (transforms.length > 0) return;
    await this.transform(new Actor('transform', 'early', 0), ['a', 'b']);
  }

  /** The transform is given records, and answers. */
  async transform(actor: Actor, records: readonly string[], asked?: Asked): Promise<void> {
    const ask = asking(asked);
    const answer = await createHandler({
      state: ask((gate) => storeFor(actor, 'state', this.#places, gate)),
      ledger: ask((gate) => ledgerFor(actor, this.#places, gate)),
      normalizer: NORMALIZER,
      lane: '0',
      backOff: () => Promise.resolve(),
    })({
      records: records.map((text, i) => ({
        recordId: `${text}${i}`,
        approximateArrivalTimestamp: NOW,
        data: Buffer.from(text).toString('base64'),
      })),
    });
    if (!answer.records.every(({ result }) => result === 'Ok'))
      throw new Violation('answers-what-is-committed', `${actor.name} answers that it failed`);
  }

  /** What a transform has answered is committed. */
  checkAnswered(actor: string, records: readonly string[]): void {
    const wanted = records.map((text) => createHash('sha256').update(text).digest('hex')).join();
    for (const batch of this.truth.batches.values())
      if (batch.records.map(({ data }) => data).join() === wanted) return;
    throw new Violation('answers-what-is-committed', actor);
  }

  async seal(actor: Actor, asked?: Asked): Promise<void> {
    const ask = asking(asked);
    await seal({
      archive: ask((gate) => storeFor(actor, 'archive', this.#places, gate)),
      state: ask((gate) => storeFor(actor, 'state', this.#places, gate)),
      ledger: ask((gate) => ledgerFor(actor, this.#places, gate)),
      lock: ask((gate) => lockFor(actor, this.#places, gate)),
      signer: ask((gate) => signerFor(actor, SIGNER, (message) => PAIR.sign(message), gate)),
      clock: { now: () => NOW },
      genesis: { lanes: ['0'], retention: null, deliveryLimit: 86_400 },
      heartbeat: { everyMs: 3_600_000 },
    });
  }

  /** Nobody has anything left to do, and a sealer that came later has ended: all is in order and sealed. */
  checkEnd(): void {
    if (this.violation !== undefined) throw this.violation;
    const rows = [...this.table.lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
    const { sealed, note } = this.truth;
    if (sealed.length !== rows) throw new Violation('all-sealed', `${sealed.length} of ${rows} rows`);
    if (Number(note?.toString().split('\n')[1]) !== rows)
      throw new Violation('checkpoint-grows', 'it is behind');
  }

  become({ archive, state, table, truth }: SmallWorld): void {
    this.archive.become(archive);
    this.state.become(state);
    this.table.become(table);
    this.truth.become(truth);
  }

  /** A hash of all that is stored. */
  stored(): string {
    const hash = createHash('sha256');
    for (const bucket of [this.archive, this.state]) {
      for (const { info, bytes } of bucket.list(''))
        hash.update(`${info.key}@${info.version} `).update(bytes);
    }
    for (const rows of this.table.lanes.values()) for (const { entry } of rows) hash.update(entry);
    const { lock } = this.table;
    if (lock !== undefined) hash.update(lock.token).update(lock.value);
    return hash.digest('base64');
  }
}

/** Gives a port a gate that is told what each call of the port was made with. */
function asking(asked: Asked | undefined): <T extends object>(make: (gate: Gate) => T) => T {
  return (make) => {
    let given: readonly unknown[] = [];
    const gate: Gate = (call, perform) =>
      asked === undefined ? AT_ONCE(call, perform) : asked(call, given, perform);
    return new Proxy(make(gate), {
      get: (port, name) => {
        const value: unknown = Reflect.get(port, name);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]) => {
          given = args;
          return Reflect.apply(value, port, args);
        };
      },
    });
  };
}

/** What a call was made with, or answered, as text. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array)
    return `<${Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')}>`;
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const parts = Object.entries(value).map(([key, part]) => `${key}:${textOf(part)}`);
  return `{${parts.join()}}`;
}

export function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
