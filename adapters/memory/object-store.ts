import { WormtrailError } from '../../core/errors';
import type { ObjectInfo, ObjectStore, PutCondition } from '../../core/ports';
import { checkKey } from '../object-key';

interface Version {
  readonly info: ObjectInfo;
  readonly bytes: Buffer;
}

/**
 * An ObjectStore in memory that keeps every version, as a bucket with versioning does. Versions are listed
 * newest first. `storedAt` comes from `now`, and is absent without it.
 */
export class MemoryObjectStore implements ObjectStore {
  /** By key; the newest version first. */
  readonly #objects = new Map<string, Version[]>();
  readonly #now: (() => number) | undefined;
  #writes = 0;

  constructor(now?: () => number) {
    this.#now = now;
  }

  async put(key: string, bytes: Uint8Array, condition?: PutCondition): Promise<'stored' | 'conflict'> {
    checkKey(key);
    const versions = this.#objects.get(key) ?? [];
    if (condition !== undefined) {
      const newest = versions[0]?.info.version;
      if ('ifAbsent' in condition ? newest !== undefined : newest !== condition.ifVersion) return 'conflict';
    }
    const info = { key, version: `v${++this.#writes}`, size: bytes.length };
    versions.unshift({
      info: this.#now === undefined ? info : { ...info, storedAt: this.#now() },
      bytes: Buffer.from(bytes),
    });
    this.#objects.set(key, versions);
    return 'stored';
  }

  async get(key: string): Promise<{ readonly bytes: Uint8Array; readonly version: string } | undefined> {
    checkKey(key);
    const newest = this.#objects.get(key)?.[0];
    return newest && { bytes: Buffer.from(newest.bytes), version: newest.info.version };
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (const key of keys) {
      // A copy, as the reader may write to the key between two versions of it.
      for (const { info } of [...(this.#objects.get(key) ?? [])]) yield info;
    }
  }

  async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    const version = this.#objects.get(object.key)?.find(({ info }) => info.version === object.version);
    if (version === undefined) {
      throw new WormtrailError('unavailable', `no version ${object.version} of ${object.key}`);
    }
    return Buffer.from(version.bytes.subarray(start, start + length));
  }

  /** Removes every version of `key`. */
  async remove(key: string): Promise<void> {
    checkKey(key);
    this.#objects.delete(key);
  }

  /** At once. */
  expire(key: string): Promise<void> {
    return this.remove(key);
  }
}
