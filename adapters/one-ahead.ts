import type { ObjectInfo, ObjectStore } from '../core/ports';

/**
 * Reads of a store whose every read takes a while (a bucket), for a reader that knows which object it will read next:
 * that one is on its way while it works on the one before it.
 */
export class OneAhead implements Pick<ObjectStore, 'read'> {
  readonly #store: Pick<ObjectStore, 'read'>;
  #coming: { readonly object: ObjectInfo; readonly bytes: Promise<Uint8Array> } | undefined;

  constructor(store: Pick<ObjectStore, 'read'>) {
    this.#store = store;
  }

  /** Fetches `object`, whole; what it fetched before and was not asked for is given up. */
  expect(object: ObjectInfo): void {
    const bytes = this.#store.read(object, 0, object.size);
    // Its failure is told when it is asked for.
    bytes.catch(() => undefined);
    this.#coming = { object, bytes };
  }

  async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    const coming = this.#coming;
    const isIt = coming?.object.key === object.key && coming.object.version === object.version;
    if (coming === undefined || !isIt || start !== 0 || length < coming.object.size) {
      return this.#store.read(object, start, length);
    }
    this.#coming = undefined;
    return coming.bytes;
  }
}
