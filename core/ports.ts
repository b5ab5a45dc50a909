/**
 * The contracts between the pure core and the world. Adapters fulfil them; one conformance suite
 * (`test/adapters/conformance.ts`) runs over all adapters.
 */

/** One stored version of an object. */
export interface ObjectInfo {
  /** Path within the store, `/`-separated, never starting with `/`. */
  readonly key: string;
  /** Opaque; tells versions of one key apart. */
  readonly version: string;
  /** Bytes. */
  readonly size: number;
  /** When the store itself says it was stored, in ms since 1970; absent where the store cannot vouch for it. */
  readonly storedAt?: number;
}

/** What must hold for a write to happen. */
export type PutCondition = { readonly ifAbsent: true } | { readonly ifVersion: string };

export interface ObjectStore {
  /**
   * Stores `bytes` under `key`. When it resolves to `stored`, the object is whole and durable.
   * `conflict`: the condition did not hold and nothing was written. Never leaves a half-written object visible.
   * @throws WormtrailError `unknown-outcome` if the answer was lost; `full`, `denied`, `unavailable`.
   */
  put(key: string, bytes: Uint8Array, condition?: PutCondition): Promise<'stored' | 'conflict'>;

  /** The newest version of `key`, whole, or undefined if there is none. For small objects. */
  get(key: string): Promise<{ readonly bytes: Uint8Array; readonly version: string } | undefined>;

  /** All versions of all objects whose key starts with `prefix`, by key. What is written meanwhile may be missed. */
  list(prefix: string): AsyncIterable<ObjectInfo>;

  /** Up to `length` bytes of one version from `start`; fewer only at its end. */
  read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array>;

  /** Removes `key` if it is there. Only stores without a lock allow it. */
  remove(key: string): Promise<void>;

  /**
   * Lets go of what is under `key`: within days the store removes it, at a time that nobody is told. Until then it is
   * there as before; what is put there later stays. Does not mind if there is nothing. Only stores without a lock
   * allow it.
   */
  expire(key: string): Promise<void>;
}

/** The newest place of a lane's chain. An empty lane has seq 0 and a leaf of 64 zeros. */
export interface LaneHead {
  readonly seq: number;
  /** Lower-case hex of the RFC 6962 leaf hash of the lane's newest entry. */
  readonly leaf: string;
}

/** An entry in its lane, as the ledger keeps it. */
export interface LaneRow {
  /** `0`, `1`, … for lanes of batches; the name of the role for control lanes. */
  readonly lane: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** The exact bytes of the entry: the leaf of the log. */
  readonly entry: Uint8Array;
  /** The batch's digest, lower-case hex; absent for control entries. */
  readonly digest?: string;
}

export interface Ledger {
  /** The lane's head. May be stale: `commit` decides. */
  head(lane: string): Promise<LaneHead>;

  /**
   * The row under which a batch of this digest was committed. Consistent: sees every commit that returned, until it
   * expires.
   */
  findBatch(digest: string): Promise<LaneRow | undefined>;

  /**
   * One transaction: the lane's head moves from `expected` to the row, the row is stored and, if it has a
   * digest, the batch row by digest. `moved`: the head is not `expected`. `exists`: the digest is there already.
   * In both cases nothing was written. Durable when it resolves to `committed`.
   * @throws WormtrailError `unknown-outcome`: find out with `findBatch`.
   */
  commit(row: LaneRow, expected: LaneHead): Promise<'committed' | 'moved' | 'exists'>;

  /** Up to `limit` rows of the lane with seq ≥ `from`, in order. Consistent. */
  rows(lane: string, from: number, limit: number): Promise<LaneRow[]>;

  /** The names of all lanes that have a row, event lanes first. */
  lanes(): Promise<string[]>;

  /**
   * Lets go of rows: once it is `time` (ms since 1970), each of them may be gone, from its lane, from `findBatch` or
   * from both, at any moment or never. Heads and names of lanes stay, and rows behind it are committed as ever. Does
   * not mind if a row is not there. Of two times that are given the last one holds. May be carried out in part if it
   * throws.
   */
  expire(rows: readonly Pick<LaneRow, 'lane' | 'seq' | 'digest'>[], time: number): Promise<void>;
}

/** A compare-and-swap register: the sealer's head. What it holds is trusted; what a store holds never is. */
export interface Lock {
  /** The value and the token that the next `swap` needs; undefined if never set. Consistent. */
  read(): Promise<{ readonly value: Uint8Array; readonly token: string } | undefined>;
  /**
   * Sets the value if the register still is as `token` says (undefined: never set). False if it is not.
   * Durable when it resolves. @throws WormtrailError `unknown-outcome`: read again.
   */
  swap(token: string | undefined, value: Uint8Array): Promise<boolean>;
}

/** The stream by which events enter. */
export interface RecordStream {
  /**
   * Puts records into the stream, each by itself: whether it took each one, in their order. One that it took comes
   * to the transform or under `failed/`, at least once; one that it refused, after the adapter tried again, does
   * neither.
   * @throws WormtrailError `unavailable`, `denied`, `usage`: it took none; `unknown-outcome`: nobody knows which
   */
  put(records: readonly Uint8Array[]): Promise<readonly boolean[]>;
}

/** Holds a private key and signs notes with it. */
export interface Signer {
  /** The key's name: the origin for a log's own key. */
  readonly name: string;
  /** C2SP verifier key `<name>+<hex8 key id>+<base64 type ‖ public key>`. */
  readonly verifierKey: string;
  /** The bare signature (64 bytes for Ed25519) over `message`. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}
