import { MemoryLedger } from '../../../adapters/memory/ledger';
import type { Clock, LaneRow, Ledger } from '../../../core/ports';

/** A ledger in memory that keeps no row a moment longer than it has to. */
export class ForgettingLedger extends MemoryLedger {
  /** When a row, by lane and seq, and the place of a batch, by digest, may be gone: ms since 1970. */
  readonly times = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  override async rows(lane: string, from: number, limit: number): Promise<LaneRow[]> {
    const rows = await super.rows(lane, from, 1_000_000);
    return rows.filter(({ seq }) => !this.#isGone(`${lane} ${seq}`)).slice(0, limit);
  }

  override async findBatch(digest: string): Promise<LaneRow | undefined> {
    return this.#isGone(digest) ? undefined : super.findBatch(digest);
  }

  override async expire(...[rows, time]: Parameters<Ledger['expire']>): Promise<void> {
    for (const { lane, seq, digest } of rows) {
      this.times.set(`${lane} ${seq}`, time);
      if (digest !== undefined) this.times.set(digest, time);
    }
  }

  #isGone(name: string): boolean {
    return (this.times.get(name) ?? Number.POSITIVE_INFINITY) <= this.#clock.now();
  }
}
