import type { ObjectInfo, ObjectStore, PutCondition } from '../core/ports';

/** Objects fetched beyond the one that was asked for. */
const AHEAD = 32;
/** Objects kept: those ahead of each place that a reader alternates between (bundles, tiles of some levels). */
const KEPT = 256;
/** A larger object is worth a request of its own. */
const MOST_BYTES = 1 << 20;
const NOTE = /(?:^|\/)checkpoints\/(\d+)\.note$/;

/**
 * A store whose every read takes a while (a bucket), for a reader that goes through many small objects in the order
 * in which they are listed, one after another, as `core/verify` goes through the log: each read fetches those after
 * it too. Only what is listed under `prefix` is fetched ahead. Checkpoints (`checkpoints/<size>.note`) are read by
 * size, not by name, and so are fetched by size.
 */
export class ReadAheadStore implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #prefix: string;
  /** The oldest first. */
  readonly #fetched = new Map<Listed, Promise<Uint8Array>>();

  constructor(inner: ObjectStore, prefix: string) {
    this.#inner = inner;
    this.#prefix = prefix;
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    if (!prefix.startsWith(this.#prefix)) {
      yield* this.#inner.list(prefix);
      return;
    }
    const notes: [size: number, note: Listed][] = [];
    let before: Listed | undefined;
    for await (const info of this.#inner.list(prefix)) {
      const listed = new Listed(info);
      const note = NOTE.exec(info.key);
      if (note !== null) notes.push([Number(note[1]), listed]);
      else {
        if (before !== undefined) Listed.link(before, listed);
        before = listed;
      }
      yield listed;
    }
    notes.sort(([a], [b]) => a - b);
    notes.forEach(([, note], i) => {
      const next = notes[i + 1]?.[1];
      if (next !== undefined) Listed.link(note, next);
    });
  }

  async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    if (!(object instanceof Listed) || start !== 0 || length < object.size || object.size > MOST_BYTES) {
      return this.#inner.read(object, start, length);
    }
    const bytes = this.#fetch(object);
    let next = Listed.after(object);
    for (let i = 0; i < AHEAD && next !== undefined; i++, next = Listed.after(next)) {
      // Its failure is told when it is asked for.
      if (next.size <= MOST_BYTES) this.#fetch(next).catch(() => undefined);
    }
    return bytes;
  }

  put(key: string, bytes: Uint8Array, condition?: PutCondition): Promise<'stored' | 'conflict'> {
    return this.#inner.put(key, bytes, condition);
  }

  get(key: string): Promise<{ readonly bytes: Uint8Array; readonly version: string } | undefined> {
    return this.#inner.get(key);
  }

  expire(key: string): Promise<void> {
    return this.#inner.expire(key);
  }

  remove(key: string): Promise<void> {
    return this.#inner.remove(key);
  }

  #fetch(object: Listed): Promise<Uint8Array> {
    const known = this.#fetched.get(object);
    if (known !== undefined) return known;
    const bytes = this.#inner.read(object, 0, object.size);
    this.#fetched.set(object, bytes);
    bytes.catch(() => this.#fetched.delete(object));
    if (this.#fetched.size > KEPT) this.#fetched.delete(this.#fetched.keys().next().value as Listed);
    return bytes;
  }
}

/** What a store listed, and what comes after it: a private field, so that no copy for a thread takes the chain along. */
class Listed implements ObjectInfo {
  readonly key: string;
  readonly version: string;
  readonly size: number;
  declare readonly storedAt?: number;
  #next: Listed | undefined;

  constructor({ key, version, size, storedAt }: ObjectInfo) {
    this.key = key;
    this.version = version;
    this.size = size;
    if (storedAt !== undefined) this.storedAt = storedAt;
  }

  static link(before: Listed, after: Listed): void {
    before.#next = after;
  }

  static after(listed: Listed): Listed | undefined {
    return listed.#next;
  }
}
