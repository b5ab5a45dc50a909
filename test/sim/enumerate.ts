import { createHash } from 'node:crypto';
import { createHandler } from '../../core/batch/firehose';
import { WormtrailError } from '../../core/errors';
import * as normalize from '../../core/formats/normalize';
import { seal } from '../../core/seal/sealer';
import { ed25519Signer } from '../../core/tlog/signing-key';
import { Actor, type Role } from './actor';
import { Bucket } from './bucket';
import { type Call, type Gate, ledgerFor, lockFor, type Places, storeFor } from './gate';
import { settled } from './scheduler';
import { Violation } from './story';
import { Table } from './table';
import { Truth } from './truth';

/**
 * Every order in which the calls of a few actors can be carried out, with a crash of any one of them anywhere.
 *
 * The search goes over states, not over orders: what an actor does next follows from the answers that it got, as
 * production code is deterministic and the clock stands still. So a state is what is stored, and each actor's answers
 * so far, and two orders that lead to the same state have the same future. Nothing else is left out, but that a call
 * which touches nothing that another actor's call can touch is carried out first: a signature, and the stage of a
 * batch that no other actor has.
 */
export interface Case {
  readonly name: string;
  /** Records of each transform: the same list twice is a retry while the first attempt is still at it. */
  readonly transforms: readonly (readonly string[])[];
  readonly sealers: number;
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

export interface Explored {
  readonly states: number;
  readonly steps: number;
  /** Ends: nobody has anything left to do. */
  readonly ends: number;
  readonly longest: number;
  /** Whether all of it was explored. */
  readonly whole: boolean;
  readonly violation: { readonly message: string; readonly path: readonly string[] } | undefined;
}

const NOW = Date.UTC(2026, 10, 23, 9, 30);
const SIGNER = ed25519Signer('example.com/audit', createHash('sha256').update('enumerated').digest());
const NORMALIZER = { ...normalize, id: `wormtrail/0.0.1 sha256:${'1'.repeat(64)}` };

interface Pending {
  readonly name: string;
  readonly call: Call;
  readonly carryOut: () => void;
}

interface Choice {
  readonly name: string;
  readonly take: () => void;
}

/** Explores a case to its end, or until `most` states were met. */
export async function explore(of: Case, most = Number.POSITIVE_INFINITY): Promise<Explored> {
  const seen = new Set<string>();
  let steps = 0;
  let ends = 0;
  let longest = 0;
  // Choices yet to be tried, as the path that leads there.
  const open: number[][] = [[]];
  for (let path = open.pop(); path !== undefined && seen.size < most; path = open.pop()) {
    const world = new Small(of);
    const told: string[] = [];
    try {
      await world.begin();
      for (let depth = 0; ; depth++) {
        const choices = world.choices();
        if (depth >= path.length) {
          const state = world.state();
          if (seen.has(state)) break;
          seen.add(state);
          if (choices.length === 0) {
            ends++;
            await world.end();
            break;
          }
          for (let other = choices.length - 1; other > 0; other--) open.push([...path, other]);
          path.push(0);
        }
        const choice = choices[path[depth] as number];
        if (choice === undefined)
          throw new Error('a replay went another way: something is not deterministic');
        told.push(choice.name);
        choice.take();
        steps++;
        longest = Math.max(longest, depth + 1);
        await settled();
        if (world.violation !== undefined) throw world.violation;
      }
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { states: seen.size, steps, ends, longest, whole: false, violation: { message, path: told } };
    }
  }
  return { states: seen.size, steps, ends, longest, whole: open.length === 0, violation: undefined };
}

class Small {
  violation: unknown;
  readonly #of: Case;
  readonly #archive = new Bucket();
  readonly #state = new Bucket();
  readonly #table = new Table();
  readonly #truth = new Truth(this.#archive, this.#state, this.#table);
  readonly #places: Places;
  readonly #actors: Actor[] = [];
  /** Hash of the answers that each got. */
  readonly #past = new Map<Actor, string>();
  #pending: Pending[] = [];
  #isEnumerated = false;
  #mayCrash: boolean;

  constructor(of: Case) {
    this.#of = of;
    this.#mayCrash = of.crash;
    const watch = (check: () => void) => {
      try {
        check();
      } catch (error) {
        this.violation ??= error;
      }
    };
    this.#places = {
      archive: this.#archive,
      state: this.#state,
      table: this.#table,
      now: () => NOW,
      watcher: {
        stored: (_, __, bytes) => bytes,
        put: (call, bucket, key, bytes) =>
          watch(() => {
            if (bucket === 'archive' && key.startsWith('log/')) this.#truth.put(call, key, bytes);
          }),
        committed: (call, row) => watch(() => this.#truth.committed(call, row)),
        swapped: () => {},
      },
    };
  }

  /** A log that has begun, and a batch to be sealed where there is no transform; then the actors. */
  async begin(): Promise<void> {
    const early = this.#actor('sealer', 'first');
    await this.#seal(early);
    if (this.#of.transforms.length === 0)
      await this.#transform(this.#actor('transform', 'early'), ['a', 'b']);
    this.#isEnumerated = true;
    this.#of.transforms.forEach((records, i) => {
      const actor = this.#actor('transform', `transform-${i + 1}`);
      this.#actors.push(actor);
      this.#run(actor, this.#transform(actor, records));
    });
    for (let i = 1; i <= this.#of.sealers; i++) {
      const actor = this.#actor('sealer', `sealer-${i}`);
      this.#actors.push(actor);
      this.#run(actor, this.#seal(actor));
    }
    await settled();
  }

  /** What can happen next. */
  choices(): Choice[] {
    const alone = this.#pending.find(({ call }) => isAlone(call, this.#of));
    const steps: Choice[] = (alone === undefined ? this.#pending : [alone]).map((pending) => ({
      name: pending.name,
      take: () => {
        this.#pending = this.#pending.filter((other) => other !== pending);
        pending.carryOut();
      },
    }));
    if (!this.#mayCrash) return steps;
    const alive = this.#actors.filter(
      (actor) => !actor.dead && this.#pending.some(({ call }) => call.actor === actor),
    );
    return [
      ...steps,
      ...alive.map((actor) => ({
        name: `${actor.name} is killed`,
        take: () => {
          this.#mayCrash = false;
          actor.kill();
          this.#pending = this.#pending.filter(({ call }) => call.actor !== actor);
        },
      })),
    ];
  }

  /** What is stored, and what each actor knows. */
  state(): string {
    const hash = createHash('sha256');
    for (const bucket of [this.#archive, this.#state]) {
      for (const { info, bytes } of bucket.list(''))
        hash.update(`${info.key}@${info.version} `).update(bytes);
    }
    for (const rows of this.#table.lanes.values()) for (const { entry } of rows) hash.update(entry);
    const { lock } = this.#table;
    if (lock !== undefined) hash.update(lock.token).update(lock.value);
    for (const actor of this.#actors) hash.update(`${actor.dead} ${this.#past.get(actor) ?? ''} `);
    for (const { name } of [...this.#pending].sort((a, b) => (a.name < b.name ? -1 : 1))) hash.update(name);
    return hash.digest('base64');
  }

  /** Nobody has anything left to do: a sealer that comes later finds all in order and seals it. */
  async end(): Promise<void> {
    this.#isEnumerated = false;
    await this.#seal(this.#actor('sealer', 'last'));
    if (this.violation !== undefined) throw this.violation;
    const rows = [...this.#table.lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
    const { sealed, note } = this.#truth;
    if (sealed.length !== rows) throw new Violation('all-sealed', `${sealed.length} of ${rows} rows`);
    if (Number(note?.toString().split('\n')[1]) !== rows)
      throw new Violation('checkpoint-grows', 'it is behind');
  }

  #actor(role: Role, name: string): Actor {
    return new Actor(role, name, 0);
  }

  #run(actor: Actor, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (error instanceof WormtrailError && error.code !== 'halted') return;
      this.violation ??= new Violation('no-crash', `${actor.name}: ${String(error)}`);
    });
  }

  async #transform(actor: Actor, records: readonly string[]): Promise<void> {
    const handler = createHandler({
      state: storeFor(actor, 'state', this.#places, this.#gate),
      ledger: ledgerFor(actor, this.#places, this.#gate),
      normalizer: NORMALIZER,
      lane: '0',
      backOff: () => Promise.resolve(),
    });
    const answer = await handler({
      records: records.map((text, i) => ({
        recordId: `${text}${i}`,
        approximateArrivalTimestamp: NOW,
        data: Buffer.from(text).toString('base64'),
      })),
    });
    // What is answered is committed.
    const lines = answer.records.some(({ result }) => result === 'Ok');
    if (!lines || this.#table.batches.size === 0)
      throw new Violation('answers-what-is-committed', actor.name);
  }

  async #seal(actor: Actor): Promise<void> {
    const { name, verifierKey } = SIGNER;
    const call: Call = { actor, port: 'kms', operation: 'sign', about: '', writes: false };
    await seal({
      archive: storeFor(actor, 'archive', this.#places, this.#gate),
      state: storeFor(actor, 'state', this.#places, this.#gate),
      ledger: ledgerFor(actor, this.#places, this.#gate),
      lock: lockFor(actor, this.#places, this.#gate),
      signer: {
        name,
        verifierKey,
        sign: async (message) => (await this.#gate(call, () => SIGNER.sign(message))) as Buffer,
      },
      clock: { now: () => NOW },
      genesis: { lanes: ['0'], retention: null, deliveryLimit: 86_400 },
      heartbeat: { everyMs: 3_600_000 },
    });
  }

  readonly #gate: Gate = <T>(call: Call, perform: () => T): Promise<T> => {
    const { actor } = call;
    if (!this.#isEnumerated) return Promise.resolve().then(perform);
    return new Promise<T>((resolve, reject) => {
      if (actor.dead) return;
      const name = `${actor.name} ${call.port} ${call.operation} ${call.about}`;
      const carryOut = () => {
        try {
          const value = perform();
          this.#remember(actor, name, value);
          resolve(value);
        } catch (error) {
          this.#remember(actor, name, String(error));
          reject(error);
        }
      };
      this.#pending.push({ name, call, carryOut });
    });
  };

  #remember(actor: Actor, name: string, value: unknown): void {
    const answer = JSON.stringify(value, (_, part: unknown) =>
      part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
    );
    const past = `${this.#past.get(actor) ?? ''}\n${name}\n${answer ?? ''}`;
    this.#past.set(actor, createHash('sha256').update(past).digest('base64'));
  }
}

/** Whether no call that another actor can ever make has to do with it. */
function isAlone({ port, operation, about }: Call, { transforms }: Case): boolean {
  if (port === 'kms') return true;
  const isOwnStage = port === 'state' && operation === 'put' && about.startsWith('stages/');
  return isOwnStage && new Set(transforms.map((records) => records.join())).size === transforms.length;
}
