import { createHash } from 'node:crypto';
import type { ObjectInfo, PutCondition } from '../../core/ports';

export interface StoredVersion {
  readonly info: ObjectInfo & { readonly storedAt: number };
  readonly bytes: Buffer;
}

/** A bucket with versioning: what is really in it, with no fault between. */
export class Bucket {
  /** By key; the newest version first. */
  readonly objects = new Map<string, StoredVersion[]>();
  /** Keys whose object was let go, and when it is removed, ms since 1970. */
  readonly expiring = new Map<string, number>();
  /** How often each key was written: versions do not depend on what happens to other keys. */
  readonly writes = new Map<string, number>();

  put(key: string, bytes: Uint8Array, now: number, condition?: PutCondition): 'stored' | 'conflict' {
    const versions = this.objects.get(key) ?? [];
    if (condition !== undefined) {
      const newest = versions[0]?.info.version;
      if ('ifAbsent' in condition ? newest !== undefined : newest !== condition.ifVersion) return 'conflict';
    }
    const write = (this.writes.get(key) ?? 0) + 1;
    this.writes.set(key, write);
    const info = {
      key,
      version: `v${write}.${createHash('sha256').update(key).digest('hex').slice(0, 12)}`,
      size: bytes.length,
      storedAt: now,
    };
    this.objects.set(key, [{ info, bytes: Buffer.from(bytes) }, ...versions]);
    // A new object has no tags.
    this.expiring.delete(key);
    return 'stored';
  }

  get(key: string): StoredVersion | undefined {
    return this.objects.get(key)?.[0];
  }

  /** All versions under a prefix, by key, the newest first. */
  list(prefix: string): StoredVersion[] {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.flatMap((key) => this.objects.get(key) ?? []);
  }

  find({ key, version }: ObjectInfo): StoredVersion | undefined {
    return this.objects.get(key)?.find(({ info }) => info.version === version);
  }

  remove(key: string): void {
    this.objects.delete(key);
  }

  expire(key: string, at: number): void {
    if (this.objects.has(key) && !this.expiring.has(key)) this.expiring.set(key, at);
  }

  /** Removes what is due. @returns how much */
  sweep(now: number): number {
    const due = [...this.expiring].filter(([, at]) => at <= now);
    for (const [key] of due) {
      this.expiring.delete(key);
      this.objects.delete(key);
    }
    return due.length;
  }

  /** Holds from now on what another bucket holds now. */
  become({ objects, expiring, writes }: Bucket): void {
    refill(this.objects, objects);
    refill(this.expiring, expiring);
    refill(this.writes, writes);
  }

  /** What no port can do: changes bytes that are stored, keeping name, version and time. */
  alter({ key, version }: ObjectInfo, bytes: Buffer): void {
    const versions = this.objects.get(key) ?? [];
    this.objects.set(
      key,
      versions.map((one) =>
        one.info.version === version ? { info: { ...one.info, size: bytes.length }, bytes } : one,
      ),
    );
  }

  /** A copy of all that is there, for whoever wants to bring it back. */
  snapshot(): ReadonlyMap<string, readonly StoredVersion[]> {
    return new Map(this.objects);
  }

  /** Brings back what was there, for keys under `prefix`. */
  restore(snapshot: ReadonlyMap<string, readonly StoredVersion[]>, prefix: string): void {
    for (const key of [...this.objects.keys()]) if (key.startsWith(prefix)) this.objects.delete(key);
    for (const [key, versions] of snapshot) if (key.startsWith(prefix)) this.objects.set(key, [...versions]);
  }
}

/** Makes a map hold what another holds. */
export function refill<K, V>(map: Map<K, V>, of: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of of) map.set(key, value);
}
