import { WormtrailError } from '../../core/errors';
import type { LaneHead, LaneRow, Ledger, Lock, ObjectInfo, ObjectStore, Signer } from '../../core/ports';
import type { Actor } from './actor';
import type { Bucket } from './bucket';
import type { Table } from './table';

/** One call of a port. */
export interface Call {
  readonly actor: Actor;
  readonly port: 'archive' | 'state' | 'ledger' | 'lock' | 'kms' | 'stream';
  readonly operation: string;
  /** What it is about: a key, a lane. */
  readonly about: string;
  readonly writes: boolean;
}

/** What every call of a port goes through: it says when `perform` happens, if it does, and what is answered. */
export type Gate = <T>(call: Call, perform: () => T) => Promise<T>;

/** Told of what was written, as it happens. */
export interface Watcher {
  put(call: Call, bucket: 'archive' | 'state', key: string, bytes: Uint8Array): void;
  /** What is stored of what was written: a bit may flip on the way. */
  stored(bucket: 'archive' | 'state', key: string, bytes: Buffer): Buffer;
  committed(call: Call, row: LaneRow): void;
  swapped(call: Call, value: Uint8Array): void;
  /** An object is let go. @returns when it is removed, ms since 1970 */
  expiring?(call: Call, bucket: 'archive' | 'state', key: string): number;
  /** Rows are let go. @returns how long after `time` each item is removed, ms */
  lettingGo?(call: Call, rows: Parameters<Ledger['expire']>[0], time: number): () => number;
}

export interface Places {
  readonly archive: Bucket;
  readonly state: Bucket;
  readonly table: Table;
  readonly now: () => number;
  readonly watcher: Watcher;
}

/** A bucket as an actor sees it. */
export function storeFor(actor: Actor, port: 'archive' | 'state', places: Places, gate: Gate): ObjectStore {
  const bucket = places[port];
  const call = (operation: string, about: string, writes = false): Call => ({
    actor,
    port,
    operation,
    about,
    writes,
  });
  return {
    put: (key, bytes, condition) => {
      const kept = Buffer.from(bytes);
      const putting = call('put', key, true);
      return gate(putting, () => {
        const stored = places.watcher.stored(port, key, kept);
        const outcome = bucket.put(key, stored, places.now(), condition);
        if (outcome === 'stored') places.watcher.put(putting, port, key, kept);
        return outcome;
      });
    },
    get: (key) =>
      gate(call('get', key), () => {
        const found = bucket.get(key);
        return found && { bytes: Buffer.from(found.bytes), version: found.info.version };
      }),
    async *list(prefix) {
      yield* await gate(call('list', prefix), () => bucket.list(prefix).map(({ info }) => info));
    },
    read: (object: ObjectInfo, start, length) =>
      gate(call('read', object.key), () => {
        const found = bucket.find(object);
        if (found === undefined) throw new WormtrailError('unavailable', `${object.key} is gone`);
        return Buffer.from(found.bytes.subarray(start, start + length));
      }),
    remove: (key) => gate(call('remove', key, true), () => bucket.remove(key)),
    expire: (key) => {
      const expiring = call('expire', key, true);
      return gate(expiring, () => bucket.expire(key, places.watcher.expiring?.(expiring, port, key) ?? 0));
    },
  };
}

/** The ledger as an actor sees it. @param head what a reading of the head gives: it may be stale */
export function ledgerFor(
  actor: Actor,
  places: Places,
  gate: Gate,
  head: (lane: string) => LaneHead = (lane) => places.table.head(lane),
): Ledger {
  const { table, watcher } = places;
  const call = (operation: string, about: string, writes = false): Call => ({
    actor,
    port: 'ledger',
    operation,
    about,
    writes,
  });
  return {
    head: (lane) => gate(call('head', lane), () => head(lane)),
    findBatch: (digest) => gate(call('findBatch', digest.slice(0, 12)), () => table.findBatch(digest)),
    commit: (row, expected) => {
      const committing = call('commit', `${row.lane} ${row.seq}`, true);
      return gate(committing, () => {
        const outcome = table.commit(row, expected);
        if (outcome === 'committed') watcher.committed(committing, row);
        return outcome;
      });
    },
    rows: (lane, from, limit) =>
      gate(call('rows', `${lane} from ${from}`), () => table.rows(lane, from, limit)),
    lanes: () => gate(call('lanes', ''), () => table.names()),
    expire: (rows, time) => {
      const expiring = call('expire', `${rows.length} rows`, true);
      return gate(expiring, () =>
        table.expire(rows, time, watcher.lettingGo?.(expiring, rows, time) ?? (() => 0)),
      );
    },
  };
}

export function lockFor(actor: Actor, { table, watcher }: Places, gate: Gate): Lock {
  const swapping: Call = { actor, port: 'lock', operation: 'swap', about: '', writes: true };
  return {
    read: () => gate({ ...swapping, operation: 'read', writes: false }, () => table.lock),
    swap: (token, value) =>
      gate(swapping, () => {
        const swapped = table.swap(token, value);
        if (swapped) watcher.swapped(swapping, value);
        return swapped;
      }),
  };
}

/** A key in KMS as an actor sees it. @param sign with the key, at once */
export function signerFor(
  actor: Actor,
  inner: Signer,
  sign: (message: Uint8Array) => Buffer,
  gate: Gate,
): Signer {
  const { name, verifierKey } = inner;
  const call: Call = { actor, port: 'kms', operation: 'sign', about: '', writes: false };
  return { name, verifierKey, sign: (message) => gate(call, () => sign(message)) };
}
