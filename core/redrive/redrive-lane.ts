import {
  CONTROL_LANES,
  type ControlEntry,
  type FailedDelivery,
  parseControl,
  type Redriven,
} from '../batch/control';
import { WormtrailError } from '../errors';
import type { Clock, LaneHead, LaneRow, Ledger } from '../ports';
import { appendControl } from '../seal/append-control';
import { EMPTY_LANE } from '../seal/intake';
import { leafHash } from '../tlog/merkle';

const LANE = CONTROL_LANES.failed;
const PAGE = 1000;
/** More often in a row than others can be first. */
const TRIES = 50;

/** What the lane says of one version of an object under `failed/`. */
export interface FailedStatus {
  readonly seen: FailedDelivery;
  /** Of the newest attempt; undefined before the first. */
  readonly last: Redriven | undefined;
}

/** Redrive's control lane: what was seen under `failed/`, and what became of it. */
export class RedriveLane {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #known = new Map<string, FailedStatus>();
  #head: LaneHead = EMPTY_LANE;

  constructor(ledger: Ledger, clock: Clock) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  /**
   * Takes in the rows that were added since it was called last. What is no entry of this lane is passed over, as the
   * sealer refuses it.
   * @throws WormtrailError `halted` if a row is missing
   */
  async refresh(): Promise<void> {
    for (;;) {
      const rows = await this.#ledger.rows(LANE, this.#head.seq + 1, PAGE);
      for (const row of rows) this.#take(row);
      if (rows.length < PAGE) return;
    }
  }

  /** What is known of an object's version; undefined: it was never seen. */
  status(object: string, version: string): FailedStatus | undefined {
    return this.#known.get(`${version}\n${object}`);
  }

  /**
   * Appends an entry unless, meanwhile, somebody else appended what makes it pointless.
   * @param isPointless asked again whenever another row came first
   * @returns whether it was appended
   */
  async append(body: FailedDelivery | Redriven, isPointless: () => boolean): Promise<boolean> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      if (isPointless()) return false;
      try {
        this.#take(await appendControl(this.#ledger, this.#clock, this.#head, body));
        return true;
      } catch (error) {
        const isLost =
          error instanceof WormtrailError && ['conflict', 'unknown-outcome'].includes(error.code);
        if (!isLost) throw error;
        const { seq } = this.#head;
        await this.refresh();
        // An answer that was lost: the entry may be there, and then it is this one or makes it pointless.
        if (error.code === 'unknown-outcome' && this.#head.seq > seq && isPointless()) return true;
      }
    }
    throw new WormtrailError('conflict', `lane ${LANE} moved on ${TRIES} times`);
  }

  #take(row: LaneRow): void {
    if (row.seq !== this.#head.seq + 1) {
      throw new WormtrailError('halted', `row ${this.#head.seq + 1} of lane ${LANE} is not in its place`);
    }
    this.#head = { seq: row.seq, leaf: leafHash(row.entry).toString('hex') };
    const entry = entryOf(row);
    if (entry?.kind !== 'failed' && entry?.kind !== 'redriven') return;
    const key = `${entry.version}\n${entry.object}`;
    const known = this.#known.get(key);
    if (entry.kind === 'failed') this.#known.set(key, { seen: entry, last: known?.last });
    else if (known !== undefined) this.#known.set(key, { seen: known.seen, last: entry });
  }
}

/** The row's entry; undefined if it is none of this lane and place. */
function entryOf(row: LaneRow): ControlEntry | undefined {
  try {
    const entry = parseControl(row.entry);
    return entry.lane === LANE && entry.seq === row.seq ? entry : undefined;
  } catch (error) {
    if (error instanceof WormtrailError) return undefined;
    throw error;
  }
}
