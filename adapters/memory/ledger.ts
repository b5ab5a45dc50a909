import { WormtrailError } from '../../core/errors';
import type { LaneHead, LaneRow, Ledger } from '../../core/ports';
import { compareLanes } from '../../core/seal/lane-order';
import { leafHash } from '../../core/tlog/merkle';

const EMPTY_LANE: LaneHead = { seq: 0, leaf: '0'.repeat(64) };

/** A Ledger in memory. */
export class MemoryLedger implements Ledger {
  /** Rows by lane; row n of a lane has seq n + 1. */
  readonly #lanes = new Map<string, LaneRow[]>();
  readonly #heads = new Map<string, LaneHead>();
  readonly #batches = new Map<string, LaneRow>();

  async head(lane: string): Promise<LaneHead> {
    return this.#heads.get(lane) ?? EMPTY_LANE;
  }

  async findBatch(digest: string): Promise<LaneRow | undefined> {
    return this.#batches.get(digest);
  }

  async commit(row: LaneRow, expected: LaneHead): Promise<'committed' | 'moved' | 'exists'> {
    if (row.seq !== expected.seq + 1) {
      throw new WormtrailError('usage', `row ${row.seq} does not follow ${expected.seq} in lane ${row.lane}`);
    }
    if (row.digest !== undefined && this.#batches.has(row.digest)) return 'exists';
    const head = this.#heads.get(row.lane) ?? EMPTY_LANE;
    if (head.seq !== expected.seq || head.leaf !== expected.leaf) return 'moved';
    const kept = { ...row, entry: Buffer.from(row.entry) };
    const rows = this.#lanes.get(row.lane) ?? [];
    rows.push(kept);
    this.#lanes.set(row.lane, rows);
    this.#heads.set(row.lane, { seq: row.seq, leaf: leafHash(row.entry).toString('hex') });
    if (row.digest !== undefined) this.#batches.set(row.digest, kept);
    return 'committed';
  }

  async rows(lane: string, from: number, limit: number): Promise<LaneRow[]> {
    const start = Math.max(from, 1) - 1;
    return (this.#lanes.get(lane) ?? []).slice(start, start + limit);
  }

  async lanes(): Promise<string[]> {
    return [...this.#lanes.keys()].sort(compareLanes);
  }

  /** Rows stay. */
  async expire(..._: Parameters<Ledger['expire']>): Promise<void> {}
}
