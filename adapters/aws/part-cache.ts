import type { ObjectInfo } from '../../core/ports';

/** Bytes fetched by one request. S3 serves one at some 90 MB/s, several side by side at as many times that. */
const PART_BYTES = 4 << 20;
/** Parts kept: what a reader's window of 8 MiB covers, and the two read ahead. */
const KEPT_PARTS = 5;
/** Parts fetched beyond what a reader asked for, once it goes through an object in order. */
const AHEAD = 2;

type Fetch = (object: ObjectInfo, start: number, length: number) => Promise<Uint8Array>;

/**
 * Reads versions of objects in parts at fixed places, several at once, and fetches ahead where a reader goes on from
 * where it was: `core/verify` reads a window of 8 MiB, works on it, and goes on somewhat before its end, so that
 * unread-ahead it would wait for the network half of the time and fetch the overlap twice. A version never changes,
 * so a part that was read stays true. Small reads of different objects cost one request each and keep little.
 */
export class PartCache {
  readonly #fetch: Fetch;
  /** By object, version and place; the last used last. */
  readonly #parts = new Map<string, Promise<Uint8Array>>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** Up to `length` bytes from `start`; fewer only at the object's end. What the fetch throws comes through. */
  async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    if (length <= 0) return new Uint8Array(0);
    // A short object, or a look into a long one, is one request for what was asked.
    const wantsLittle = length < PART_BYTES && start + length < object.size;
    if (object.size <= PART_BYTES || wantsLittle) {
      const known = this.#known(object, Math.floor(start / PART_BYTES), start, length);
      return known === undefined ? this.#fetch(object, start, length) : known;
    }
    const first = Math.floor(start / PART_BYTES);
    const end = Math.min(start + length, object.size);
    const last = Math.max(first, Math.floor((end - 1) / PART_BYTES));
    const parts: Promise<Uint8Array>[] = [];
    for (let number = first; number <= last; number++) parts.push(this.#part(object, number));
    for (let number = last + 1; number <= last + AHEAD; number++) {
      // Its failure is told when it is asked for.
      if (number * PART_BYTES < object.size) this.#part(object, number).catch(() => undefined);
    }
    const read = await Promise.all(parts);
    const offset = start - first * PART_BYTES;
    // A part that is shorter than it should be ends what can be given: bytes behind it would be misplaced.
    const whole: Uint8Array[] = [];
    for (const part of read) {
      whole.push(part);
      if (part.length < PART_BYTES) break;
    }
    return Buffer.concat(whole).subarray(offset, offset + (end - start));
  }

  /** What is asked, if it lies within one part that is in memory or on its way. */
  #known(object: ObjectInfo, number: number, start: number, length: number): Promise<Uint8Array> | undefined {
    const part = this.#parts.get(nameOf(object, number));
    const offset = start - number * PART_BYTES;
    if (part === undefined || offset + length > PART_BYTES) return undefined;
    return part.then((bytes) => bytes.slice(offset, offset + length));
  }

  #part(object: ObjectInfo, number: number): Promise<Uint8Array> {
    const name = nameOf(object, number);
    const part = this.#parts.get(name) ?? this.#fetch(object, number * PART_BYTES, PART_BYTES);
    this.#parts.delete(name);
    this.#parts.set(name, part);
    part.catch(() => this.#parts.delete(name));
    if (this.#parts.size > KEPT_PARTS) this.#parts.delete(this.#parts.keys().next().value as string);
    return part;
  }
}

function nameOf({ key, version }: ObjectInfo, number: number): string {
  return JSON.stringify([key, version, number]);
}
