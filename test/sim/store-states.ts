import { createHash } from 'node:crypto';
import type { Bucket } from './bucket';
import type { Call } from './gate';
import { hashOf, SmallWorld, textOf } from './small';
import { Table } from './table';
import { Truth } from './truth';

/** A call of a port with all that it was made with: two calls that are the same do the same to the same store. */
export interface Op {
  readonly id: number;
  /** Port, operation, and what it is about. */
  readonly name: string;
  readonly call: Call;
  readonly perform: () => unknown;
}

/** What a call was answered: a value, or an error that was thrown. */
export interface Answer {
  readonly value?: unknown;
  readonly error?: unknown;
}

/** What a call comes to: the number of the store after it, and of its answer. */
export interface Applied {
  readonly store: number;
  readonly answer: number;
}

/** A store is four parts; each distinct content of a part is kept once. */
interface Store {
  readonly archive: number;
  readonly state: number;
  readonly table: number;
  readonly truth: number;
}

/** Everything that was ever stored, numbered; what each call does to it is found out once. */
export class StoreStates {
  readonly ops: Op[] = [];
  readonly answers: Answer[] = [];
  readonly #stores: Store[] = [];
  /** The world in which production code and its calls live; it is made to hold this or that store. */
  readonly world = new SmallWorld();
  readonly #opIds = new Map<string, number>();
  readonly #answerIds = new Map<string, number>();
  readonly #storeIds = new Map<string, number>();
  readonly #archives = new Parts<Bucket>(
    () => new SmallWorld().archive,
    (bucket) => this.#textOfBucket(bucket),
  );
  readonly #states = new Parts<Bucket>(
    () => new SmallWorld().state,
    (bucket) => this.#textOfBucket(bucket),
  );
  readonly #tables = new Parts<Table>(() => new Table(), textOfTable);
  readonly #truths = new Parts<Truth>(
    () => new Truth(this.world.archive, this.world.state, this.world.table),
    (truth) => this.#textOfTruth(truth),
  );
  #loaded: Store = { archive: -1, state: -1, table: -1, truth: -1 };
  /** By call: what a reading of a part is answered. */
  readonly #read: Map<number, number>[] = [];
  /** By call: the store after it, and its answer. */
  readonly #written: Map<number, Applied>[] = [];
  readonly #listIds = new WeakMap<object, string>();

  op(call: Call, args: readonly unknown[], perform: () => unknown): Op {
    const { actor, port, operation, about } = call;
    // A list is asked for when its first item is.
    const key = hashOf(actor.role, port, operation, about, operation === 'list' ? '' : textOf(args));
    let id = this.#opIds.get(key);
    if (id === undefined) {
      id = this.ops.length;
      this.#opIds.set(key, id);
      this.ops.push({ id, name: `${port} ${operation} ${about}`, call, perform });
      this.#read.push(new Map());
      this.#written.push(new Map());
    }
    return this.ops[id] as Op;
  }

  /** Makes the world hold a store. */
  load(id: number): void {
    const store = this.#stores[id] as Store;
    const { world } = this;
    if (store.archive !== this.#loaded.archive) world.archive.become(this.#archives.at(store.archive));
    if (store.state !== this.#loaded.state) world.state.become(this.#states.at(store.state));
    if (store.table !== this.#loaded.table) world.table.become(this.#tables.at(store.table));
    if (store.truth !== this.#loaded.truth) world.truth.become(this.#truths.at(store.truth));
    this.#loaded = store;
  }

  /** The number of the store that the world holds. */
  keep(): number {
    const { archive, state, table, truth } = this.world;
    const store = {
      archive: this.#archives.keep(archive),
      state: this.#states.keep(state),
      table: this.#tables.keep(table),
      truth: this.#truths.keep(truth),
    };
    this.#loaded = store;
    const key = `${store.archive} ${store.state} ${store.table} ${store.truth}`;
    let id = this.#storeIds.get(key);
    if (id === undefined) {
      id = this.#stores.length;
      this.#storeIds.set(key, id);
      this.#stores.push(store);
    }
    return id;
  }

  /** Carries out a call. @throws what the call has broken */
  apply(store: number, { id, name, call, perform }: Op): Applied {
    if (!call.writes) {
      const part = this.#partOf(this.#stores[store] as Store, call);
      const memo = this.#read[id] as Map<number, number>;
      let answer = memo.get(part);
      if (answer === undefined) {
        this.load(store);
        answer = this.#answerOf(perform);
        if (this.keep() !== store) throw new Error(`${name} reads, and changed what is stored`);
        memo.set(part, answer);
      }
      return { store, answer };
    }
    const memo = this.#written[id] as Map<number, Applied>;
    let done = memo.get(store);
    if (done === undefined) {
      this.load(store);
      const answer = this.#answerOf(perform);
      if (this.world.violation !== undefined) throw this.world.violation;
      done = { store: this.keep(), answer };
      memo.set(store, done);
    }
    return done;
  }

  #partOf(store: Store, { port }: Call): number {
    switch (port) {
      case 'archive':
        return store.archive;
      case 'state':
        return store.state;
      case 'kms':
        return 0;
      default:
        return store.table;
    }
  }

  #answerOf(perform: () => unknown): number {
    let answer: Answer;
    let key: string;
    try {
      const value = perform();
      answer = { value };
      key = textOf(value);
    } catch (error) {
      answer = { error };
      key = `thrown ${String(error)}`;
    }
    let id = this.#answerIds.get(key);
    if (id === undefined) {
      id = this.answers.length;
      this.#answerIds.set(key, id);
      this.answers.push(answer);
    }
    return id;
  }

  #textOfBucket({ objects, writes }: Bucket): string {
    const parts: string[] = [];
    for (const [key, count] of writes) {
      const versions = objects.get(key);
      const text =
        versions &&
        this.#once(versions, () => versions.flatMap(({ info, bytes }) => [info.version, hash(bytes)]));
      parts.push(`${key} ${count} ${text ?? ''}`);
    }
    return parts.sort().join('\n');
  }

  #textOfTruth(truth: Truth): string {
    const { sealed, published, note, rows } = truth;
    return JSON.stringify([
      this.#once(sealed, () => sealed.map(hash)),
      [...published].sort(([a], [b]) => a - b),
      note?.toString(),
      [...rows].map(([lane, of]) => [lane, this.#once(of, () => of.map(({ entry }) => hash(entry)))]).sort(),
    ]);
  }

  /** What never changes is looked at once. */
  #once(of: object, tell: () => readonly string[]): string {
    let text = this.#listIds.get(of);
    if (text === undefined) {
      text = hashOf(...tell());
      this.#listIds.set(of, text);
    }
    return text;
  }
}

/** Each distinct content of one part of the store. */
class Parts<T extends { become(other: T): void }> {
  readonly #make: () => T;
  readonly #textOf: (part: T) => string;
  readonly #kept: T[] = [];
  readonly #ids = new Map<string, number>();

  constructor(make: () => T, textOf: (part: T) => string) {
    this.#make = make;
    this.#textOf = textOf;
  }

  at(id: number): T {
    return this.#kept[id] as T;
  }

  keep(part: T): number {
    const text = this.#textOf(part);
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#kept.length;
      const copy = this.#make();
      copy.become(part);
      this.#kept.push(copy);
      this.#ids.set(text, id);
    }
    return id;
  }
}

/** The rest of a table follows from its rows and its lock. */
function textOfTable({ lanes, lock }: Table): string {
  const rows = [...lanes].map(([lane, rows]) => [lane, ...rows.map(({ entry }) => hash(entry))]);
  return JSON.stringify([rows.sort(), lock && [lock.token, hash(lock.value)]]);
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
