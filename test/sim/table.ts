import type { LaneHead, LaneRow } from '../../core/ports';
import { refill } from './bucket';
import { leafHash } from './rfc6962';

const EMPTY: LaneHead = { seq: 0, leaf: '0'.repeat(64) };

/** What a backup of the ledger's table holds. */
export interface TableBackup {
  readonly lanes: ReadonlyMap<string, readonly LaneRow[]>;
  readonly heads: ReadonlyMap<string, LaneHead>;
  readonly batches: ReadonlyMap<string, { readonly lane: string; readonly seq: number }>;
  readonly lock: { readonly value: Buffer; readonly token: string } | undefined;
  readonly expiring: ReadonlyMap<string, number>;
}

/** The ledger's table and the sealer's lock in it, as DynamoDB holds them: every call is one transaction. */
export class Table {
  /** Rows by lane. */
  readonly lanes = new Map<string, LaneRow[]>();
  readonly heads = new Map<string, LaneHead>();
  readonly batches = new Map<string, { readonly lane: string; readonly seq: number }>();
  lock: { readonly value: Buffer; readonly token: string } | undefined;
  /** When a row (`lane seq`) or the place of a batch (its digest) is removed, ms since 1970. */
  readonly expiring = new Map<string, number>();
  /** Heads that each lane had, the newest last. */
  readonly #past = new Map<string, LaneHead[]>();
  #swaps = 0;

  head(lane: string): LaneHead {
    return this.heads.get(lane) ?? EMPTY;
  }

  /** A head that the lane had up to `back` commits ago. */
  pastHead(lane: string, back: number): LaneHead {
    const past = this.#past.get(lane) ?? [];
    return past[past.length - 1 - back] ?? EMPTY;
  }

  findBatch(digest: string): LaneRow | undefined {
    const place = this.batches.get(digest);
    return place && this.lanes.get(place.lane)?.find(({ seq }) => seq === place.seq);
  }

  commit(row: LaneRow, expected: LaneHead): 'committed' | 'moved' | 'exists' {
    const { lane, seq, digest } = row;
    if (seq !== expected.seq + 1) throw new Error(`row ${seq} does not follow ${expected.seq}`);
    if (digest !== undefined && this.batches.has(digest)) return 'exists';
    const head = this.head(lane);
    if (head.seq !== expected.seq || head.leaf !== expected.leaf) return 'moved';
    const moved = { seq, leaf: leafHash(row.entry).toString('hex') };
    this.lanes.set(lane, [...(this.lanes.get(lane) ?? []), { ...row, entry: Buffer.from(row.entry) }]);
    this.heads.set(lane, moved);
    this.#past.set(lane, [...(this.#past.get(lane) ?? [EMPTY]), moved]);
    if (digest !== undefined) this.batches.set(digest, { lane, seq });
    return 'committed';
  }

  /** Each item is removed some time after it may be. */
  expire(rows: readonly Pick<LaneRow, 'lane' | 'seq' | 'digest'>[], time: number, lag: () => number): void {
    for (const { lane, seq, digest } of rows) {
      if (this.lanes.get(lane)?.some((row) => row.seq === seq) === true)
        this.expiring.set(`${lane} ${seq}`, time + lag());
      if (digest !== undefined && this.batches.has(digest)) this.expiring.set(digest, time + lag());
    }
  }

  /** Removes what is due. @returns how much */
  sweep(now: number): number {
    const due = new Set([...this.expiring].filter(([, at]) => at <= now).map(([name]) => name));
    if (due.size === 0) return 0;
    for (const [lane, rows] of this.lanes) {
      this.lanes.set(
        lane,
        rows.filter(({ seq }) => !due.has(`${lane} ${seq}`)),
      );
    }
    for (const name of due) {
      this.batches.delete(name);
      this.expiring.delete(name);
    }
    return due.size;
  }

  rows(lane: string, from: number, limit: number): LaneRow[] {
    return (this.lanes.get(lane) ?? []).filter(({ seq }) => seq >= from).slice(0, limit);
  }

  names(): string[] {
    const isEvents = (lane: string) => /^\d+$/.test(lane);
    return [...this.lanes.keys()].sort((a, b) =>
      isEvents(a) === isEvents(b) ? (a < b ? -1 : 1) : isEvents(a) ? -1 : 1,
    );
  }

  swap(token: string | undefined, value: Uint8Array): boolean {
    if (token !== this.lock?.token) return false;
    this.lock = { value: Buffer.from(value), token: String(++this.#swaps) };
    return true;
  }

  backup(): TableBackup {
    return {
      lanes: new Map([...this.lanes].map(([lane, rows]) => [lane, [...rows]])),
      heads: new Map(this.heads),
      batches: new Map(this.batches),
      lock: this.lock,
      expiring: new Map(this.expiring),
    };
  }

  /** @param withLock also the sealer's lock */
  restore(backup: TableBackup, withLock: boolean): void {
    this.lanes.clear();
    for (const [lane, rows] of backup.lanes) this.lanes.set(lane, [...rows]);
    this.heads.clear();
    for (const [lane, head] of backup.heads) this.heads.set(lane, head);
    this.#past.clear();
    for (const [lane, head] of backup.heads) this.#past.set(lane, [EMPTY, head]);
    this.batches.clear();
    for (const [digest, place] of backup.batches) this.batches.set(digest, place);
    refill(this.expiring, backup.expiring);
    if (withLock) this.lock = backup.lock && { ...backup.lock, token: String(++this.#swaps) };
  }

  /** Holds from now on what another table holds now. */
  become(other: Table): void {
    refill(this.lanes, other.lanes);
    refill(this.heads, other.heads);
    refill(this.batches, other.batches);
    refill(this.expiring, other.expiring);
    refill(this.#past, other.#past);
    this.lock = other.lock;
    this.#swaps = other.#swaps;
  }

  /** What no port can do: changes a row that is stored. */
  alter(lane: string, seq: number, entry: Buffer): void {
    const rows = this.lanes.get(lane) ?? [];
    this.lanes.set(
      lane,
      rows.map((row) => (row.seq === seq ? { ...row, entry } : row)),
    );
  }
}
