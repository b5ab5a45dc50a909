import type { Ledger, ObjectStore } from '../../core/ports';

export class Killed extends Error {}

/**
 * The killing of a process: its `at`-th effect on a port is the last, and was carried out or not. Reads are no effects.
 */
export class Killing {
  /** Effects asked for so far. */
  effects = 0;
  readonly #at: number;
  readonly #after: boolean;

  constructor(at: number, after: boolean) {
    this.#at = at;
    this.#after = after;
  }

  /** @throws Killed instead of carrying out the effect, or after it */
  async step<T>(call: () => Promise<T>): Promise<T> {
    if (++this.effects > this.#at) throw new Killed();
    if (this.effects < this.#at) return call();
    if (this.#after) await call();
    throw new Killed();
  }

  store(inner: ObjectStore): ObjectStore {
    return {
      put: (key, bytes, condition) => this.step(() => inner.put(key, bytes, condition)),
      get: (key) => inner.get(key),
      list: (prefix) => inner.list(prefix),
      read: (object, start, length) => inner.read(object, start, length),
      remove: (key) => this.step(() => inner.remove(key)),
      expire: (key) => this.step(() => inner.expire(key)),
    };
  }

  ledger(inner: Ledger): Ledger {
    return {
      head: (lane) => inner.head(lane),
      findBatch: (digest) => inner.findBatch(digest),
      commit: (row, expected) => this.step(() => inner.commit(row, expected)),
      rows: (lane, from, limit) => inner.rows(lane, from, limit),
      lanes: () => inner.lanes(),
      expire: (rows, time) => this.step(() => inner.expire(rows, time)),
    };
  }
}
