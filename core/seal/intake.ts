import {
  CONTROL_LANES,
  type ControlBody,
  type Leaf,
  parseControl,
  parseLeaf,
  REFUSABLE_LANE,
} from '../batch/control';
import { NO_PREVIOUS } from '../batch/entry';
import { isLonger, type RetentionRules } from '../batch/retention';
import { WormtrailError } from '../errors';
import type { Clock, LaneHead, LaneRow, Ledger } from '../ports';
import { leafHash } from '../tlog/merkle';
import { MAX_LEAF_BYTES } from '../tlog/tiles';
import { appendControl } from './append-control';
import { compareLanes, isEventLane } from './lane-order';
import type { Extent, Lanes } from './state';

/** The control lane of the sealer. */
export const SEALER_LANE: string = CONTROL_LANES.genesis;

/** The head of a lane that has no row yet. */
export const EMPTY_LANE: LaneHead = { seq: 0, leaf: NO_PREVIOUS };

const PAGE = 1024;

/** Something that the sealer met and that an operator should know of. */
export interface SealFinding {
  /**
   * - `gap`: a row of a lane is missing; the lane waits before it
   * - `unreadable-row`: a row of an event lane is no entry of its place; the lane waits before it
   * - `refused`: a row of a control lane is none of its place and lane, or reaches back to shorten the retention: it
   *   has no effect
   * - `lane-break`: a row does not follow the one before it; entered, behind an entry that says so
   * - `edge-repaired`: the tiles that the log grows from were altered or gone, and were stored again
   * - `object-replaced`: another object lay where one of the log belongs
   * - `checkpoint-replaced`: `log/checkpoint` was not the newest checkpoint
   */
  readonly kind:
    | 'gap'
    | 'unreadable-row'
    | 'refused'
    | 'lane-break'
    | 'edge-repaired'
    | 'object-replaced'
    | 'checkpoint-replaced';
  readonly lane?: string;
  readonly seq?: number;
  /** Key in the archive. */
  readonly object?: string;
  readonly detail: string;
}

/** How much one pass takes in at most. */
export interface PassLimit {
  readonly rows: number;
  readonly bytes: number;
}

/** What the sealer may add of its own once it has taken in what there is. */
export interface OwnEntries {
  /**
   * Whether a heartbeat is due if the lanes are drained, given the time at which their heads were read, and `read` of
   * the newest heartbeat among the rows taken in.
   */
  readonly isBeatDue: (read: number, newest: number | undefined) => boolean;
  /** Days that events are to be kept from now on. */
  readonly retention: number | null;
}

/** Rows in the order in which they become leaves. */
export interface Intake {
  readonly leaves: readonly Uint8Array[];
  /** How far into each lane the log reaches with them. */
  readonly lanes: Lanes;
  /** When the lanes' heads were read, ms since 1970. */
  readonly read: number;
  /** Whether the limit was reached, so that there may be more to take in. */
  readonly more: boolean;
  /** Whether every row that was there at `read` is in the log with them. If not, there is more or a lane waits. */
  readonly drained: boolean;
  /** `read` of the newest heartbeat among them, ms since 1970. */
  readonly heartbeat: number | undefined;
  /** What the log says of retention with them. */
  readonly retention: RetentionRules;
  /** `through` of the newest audit entry among them. */
  readonly audited: number | undefined;
  readonly findings: readonly SealFinding[];
}

/**
 * Takes in what the ledger has beyond `from`: the genesis first of all, event lanes by number, control lanes by
 * name, the sealer's own last. A row that does not follow the one before it comes behind the sealer's
 * `lane-break` entry about it, and that behind all of the sealer's entries before it; so does a `refused` entry, and
 * the row that it is about does not come at all. So what was taken in once can be taken in again from the ledger, to
 * the same leaves in the same order (`until`).
 */
export class RowReader {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #limit: PassLimit;
  readonly #until: Lanes | undefined;
  readonly #size: number;
  readonly #lanes: Record<string, LaneHead>;
  readonly #retention: RetentionRules;
  readonly #leaves: Uint8Array[] = [];
  readonly #findings: SealFinding[] = [];
  #bytes = 0;
  #heartbeat: number | undefined;
  #audited: number | undefined;
  #more = false;
  /** Whether a lane waits before a row that is missing, cannot be read or names others that are. */
  #waits = false;
  /** Whether a lane waits until others have been read. */
  #defers = false;
  /** The sealer's rows that are not in the log yet; undefined until they are needed. */
  #own: LaneRow[] | undefined;

  /**
   * @param retention what the log says of it up to `from`; taken over
   * @param until where each lane ends, for taking in again what was; then nothing is written and no limit holds
   */
  constructor(
    ledger: Ledger,
    clock: Clock,
    from: Extent,
    retention: RetentionRules,
    limit: PassLimit,
    until?: Lanes,
  ) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#size = from.size;
    this.#lanes = { ...from.lanes };
    this.#retention = retention;
    this.#until = until;
    this.#limit = until === undefined ? limit : { rows: Infinity, bytes: Infinity };
  }

  /**
   * @param wanted what to append if it is due; undefined: nothing
   * @throws WormtrailError `conflict` if another sealer wrote to the sealer's lane: read anew; `halted` if the
   * ledger is not the one that was sealed
   */
  async read(wanted: OwnEntries | undefined): Promise<Intake> {
    const read = this.#clock.now();
    const names = this.#until === undefined ? await this.#ledger.lanes() : Object.keys(this.#until);
    const others = names.filter((lane) => lane !== SEALER_LANE).sort(compareLanes);
    const heads = new Map<string, LaneHead>();
    for (const lane of others) heads.set(lane, this.#until?.[lane] ?? (await this.#ledger.head(lane)));
    for (const lane of Object.keys(this.#lanes)) await this.#checkKnown(lane);

    if (this.#lanes[SEALER_LANE] === undefined) this.#take((await this.#ownRows()).splice(0, 1));
    for (const lane of others) await this.#readLane(lane, heads.get(lane) ?? EMPTY_LANE);
    await this.#takeOwn();
    // What waits behind others is taken by a pass of its own, if this one brought the log on.
    if (this.#defers && this.#leaves.length > 0) this.#more = true;
    else if (this.#defers) this.#waits = true;
    if (wanted !== undefined && !this.#more) await this.#followRetention(wanted.retention);
    const drained = !this.#more && !this.#waits;
    if (wanted !== undefined && drained && wanted.isBeatDue(read, this.#heartbeat)) {
      await this.#append({
        kind: 'heartbeat',
        read: new Date(read).toISOString(),
        heads: this.#seqs(others),
      });
      this.#take((await this.#ownRows()).splice(0));
    }
    return {
      leaves: this.#leaves,
      lanes: this.#lanes,
      read,
      more: this.#more,
      drained,
      heartbeat: this.#heartbeat,
      retention: this.#retention,
      audited: this.#audited,
      findings: this.#findings,
    };
  }

  /** The newest sealed row of a lane must be what it was, unless its time is up and it is gone. */
  async #checkKnown(lane: string): Promise<void> {
    const known = this.#lanes[lane] as LaneHead;
    const [row] = await this.#ledger.rows(lane, known.seq, 1);
    const isSame = row?.seq === known.seq && leafHex(row.entry) === known.leaf;
    if (isSame || (row?.seq !== known.seq && (await this.#ledger.head(lane)).seq >= known.seq)) return;
    throw new WormtrailError(
      'halted',
      `the ledger does not have row ${known.seq} of lane ${lane} as it was sealed`,
      {
        hint: 'was the ledger restored from a backup? A log must not be sealed on from an older state of it',
      },
    );
  }

  async #readLane(lane: string, head: LaneHead): Promise<void> {
    for (;;) {
      const from = this.#last(lane).seq + 1;
      const room = Math.min(PAGE, this.#limit.rows - this.#leaves.length);
      if (this.#until !== undefined && from > head.seq) return;
      if (room <= 0 || this.#bytes >= this.#limit.bytes) {
        this.#more = true;
        return;
      }
      const limit = this.#until === undefined ? room : Math.min(room, head.seq - from + 1);
      const rows = await this.#ledger.rows(lane, from, limit);
      for (const row of rows) {
        if (row.seq !== this.#last(lane).seq + 1) return this.#stopAtGap(lane);
        if (!(await this.#enter(row))) return;
        if (this.#bytes >= this.#limit.bytes) break;
      }
      if (rows.length === 0) {
        if (this.#last(lane).seq < head.seq) await this.#stopAtGap(lane);
        return;
      }
    }
  }

  /** A retention that was changed is entered: a longer one back to where the one before it began. */
  async #followRetention(days: number | null): Promise<void> {
    const place = this.#size + this.#leaves.length;
    const now = this.#retention.newest(place);
    if (now === undefined || now.days === days || (await this.#ownRows()).length > 0) return;
    await this.#append({ kind: 'retention', days, from: isLonger(days, now.days) ? now.from : place });
    this.#take((await this.#ownRows()).splice(0));
  }

  /** Takes a row of a lane other than the sealer's; false if the lane has to wait before it. */
  async #enter(row: LaneRow): Promise<boolean> {
    const leaf = leafOf(row);
    const { lane, seq } = row;
    if (leaf === undefined && REFUSABLE_LANE.test(lane)) return this.#refuse(row);
    if (leaf === undefined) {
      this.#waits = true;
      this.#report({
        kind: 'unreadable-row',
        lane,
        seq,
        detail: `row ${seq} of lane ${lane} is not its entry`,
      });
      return false;
    }
    const { leaf: expected } = this.#last(lane);
    if (leaf.entry.prev !== expected) {
      if (!(await this.#announce({ kind: 'lane-break', broken: lane, at: seq, expected }))) return false;
      this.#report({
        kind: 'lane-break',
        lane,
        seq,
        detail: `row ${seq} of lane ${lane} does not follow ${expected}`,
      });
    }
    if (leaf.type === 'control' && leaf.entry.kind === 'audit') {
      // Of leaves behind it no entry can know.
      this.#audited = Math.min(leaf.entry.through, this.#size + this.#leaves.length);
    }
    this.#add(row);
    return true;
  }

  /**
   * Whatever a role wrote into its control lane must not stop the log, nor stand in it. The row is believed to be what
   * it is when a second reading gives the same.
   */
  async #refuse(row: LaneRow): Promise<boolean> {
    const { lane, seq } = row;
    const [again] = await this.#ledger.rows(lane, seq, 1);
    if (again?.seq !== seq || !Buffer.from(again.entry).equals(row.entry))
      throw new WormtrailError('conflict', `row ${seq} of lane ${lane} came differently the second time`);
    const body: ControlBody = { kind: 'refused', refused: lane, at: seq, leaf: leafHex(row.entry) };
    if (!(await this.#announce(body))) return false;
    this.#lanes[lane] = headOf(row);
    this.#report({
      kind: 'refused',
      lane,
      seq,
      detail: `row ${seq} of lane ${lane} is no entry of that lane`,
    });
    return true;
  }

  /**
   * Takes in the sealer's entry about a row of another lane, appended if it is not there yet, and all before it.
   * @returns false if among those is a heartbeat that names rows of lanes that are still to be read
   */
  async #announce(body: ControlBody): Promise<boolean> {
    const own = await this.#ownRows();
    const about = JSON.stringify(body);
    const isIt = ({ entry }: LaneRow) => {
      // The row that is announced has the same body behind another place.
      const { lane: _lane, seq: _seq, prev: _prev, time: _time, ...rest } = parseControl(entry);
      return JSON.stringify(rest) === about;
    };
    const at = own.findIndex(isIt);
    const before = at < 0 ? own : own.slice(0, at);
    if (this.#until === undefined && before.some((row) => this.#isAhead(row))) {
      this.#defers = true;
      return false;
    }
    if (at < 0) await this.#append(body);
    this.#take(own.splice(0, own.findIndex(isIt) + 1));
    return true;
  }

  /** A missing row is believed missing when a second, consistent reading does not find it either. */
  async #stopAtGap(lane: string): Promise<void> {
    this.#waits = true;
    const seq = this.#last(lane).seq + 1;
    const [row] = await this.#ledger.rows(lane, seq, 1);
    if (row?.seq === seq) throw new WormtrailError('conflict', `row ${seq} of lane ${lane} appeared late`);
    this.#report({ kind: 'gap', lane, seq, detail: `row ${seq} of lane ${lane} is missing` });
  }

  async #ownRows(): Promise<LaneRow[]> {
    if (this.#own !== undefined) return this.#own;
    const own: LaneRow[] = [];
    let last = this.#last(SEALER_LANE);
    const until = this.#until?.[SEALER_LANE]?.seq ?? Infinity;
    while (last.seq < until) {
      const page = await this.#ledger.rows(SEALER_LANE, last.seq + 1, PAGE);
      if (page.length === 0) break;
      for (const row of page) {
        if (row.seq > until) break;
        // Only sealers write this lane, each row on the head that it read: it cannot break by accident.
        const isNext = row.seq === last.seq + 1 && leafOf(row)?.entry.prev === last.leaf;
        if (!isNext)
          throw new WormtrailError('halted', `row ${last.seq + 1} of the sealer's own lane is broken`);
        own.push(row);
        last = headOf(row);
      }
    }
    this.#own = own;
    return own;
  }

  /** Commits a control entry behind the sealer's rows and holds it ready with them. */
  async #append(body: ControlBody): Promise<void> {
    if (this.#until !== undefined) {
      throw new WormtrailError('halted', `the ledger has lost the sealer's ${body.kind} entry`);
    }
    const own = await this.#ownRows();
    const newest = own.at(-1);
    const head = newest === undefined ? this.#last(SEALER_LANE) : headOf(newest);
    own.push(await appendControl(this.#ledger, this.#clock, head, body));
  }

  /**
   * Takes the sealer's own rows, up to a heartbeat of a sealer that died before its state was kept: it came further
   * than a pass of bounded size does, and must not be in the log before the rows that it names.
   */
  async #takeOwn(): Promise<void> {
    const own = await this.#ownRows();
    const ahead = this.#until === undefined ? own.findIndex((row) => this.#isAhead(row)) : -1;
    if (ahead >= 0) this.#waits = true;
    this.#take(own.splice(0, ahead < 0 ? own.length : ahead));
  }

  #isAhead({ entry }: LaneRow): boolean {
    const body = parseLeaf(entry).entry;
    if (!('kind' in body) || body.kind !== 'heartbeat') return false;
    return Object.entries(body.heads).some(([lane, seq]) => seq > this.#last(lane).seq);
  }

  #take(rows: readonly LaneRow[]): void {
    for (const row of rows) {
      const entry = parseControl(row.entry);
      if (entry.kind === 'heartbeat') this.#heartbeat = Date.parse(entry.read);
      if (entry.kind === 'genesis') this.#addRetention(row, entry.retention, 0, entry.time);
      if (entry.kind === 'retention') this.#addRetention(row, entry.days, entry.from, entry.time);
      this.#add(row);
    }
  }

  #addRetention({ lane, seq }: LaneRow, days: number | null, from: number, time: string): void {
    const place = this.#size + this.#leaves.length;
    if (this.#retention.add({ days, from, place, time: Date.parse(time) })) return;
    const detail = `row ${seq} of lane ${lane} would shorten the retention of leaves before it, from ${from} on`;
    this.#report({ kind: 'refused', lane, seq, detail });
  }

  #add(row: LaneRow): void {
    this.#leaves.push(row.entry);
    this.#bytes += row.entry.length;
    this.#lanes[row.lane] = headOf(row);
  }

  #last(lane: string): LaneHead {
    return this.#lanes[lane] ?? EMPTY_LANE;
  }

  #seqs(lanes: readonly string[]): Record<string, number> {
    return Object.fromEntries(lanes.map((lane) => [lane, this.#last(lane).seq]));
  }

  #report(finding: SealFinding): void {
    this.#findings.push(finding);
  }
}

function headOf(row: LaneRow): LaneHead {
  return { seq: row.seq, leaf: leafHex(row.entry) };
}

function leafHex(entry: Uint8Array): string {
  return leafHash(entry).toString('hex');
}

/** The row's leaf; undefined if its bytes are not the entry of just that place, as its lane may have it. */
function leafOf(row: LaneRow): Leaf | undefined {
  if (row.entry.length > MAX_LEAF_BYTES) return undefined;
  let leaf: Leaf;
  try {
    leaf = parseLeaf(row.entry);
  } catch (error) {
    if (error instanceof WormtrailError) return undefined;
    throw error;
  }
  if (leaf.entry.lane !== row.lane || leaf.entry.seq !== row.seq) return undefined;
  if ((leaf.type === 'entry') !== isEventLane(row.lane)) return undefined;
  if (leaf.type === 'entry' && leaf.entry.digest !== row.digest) return undefined;
  return leaf;
}
