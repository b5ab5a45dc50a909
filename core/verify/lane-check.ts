import type { ControlEntry, Refused } from '../batch/control';
import { type Entry, NO_PREVIOUS } from '../batch/entry';
import type { Findings } from './findings';

export interface LaneEnd {
  readonly seq: number;
  /** Hex leaf hashes that the newest entry may have: two where bundle and tile disagree. */
  readonly leaves: readonly string[];
  /** A break that the sealer announced: the entry of this seq follows nothing. */
  readonly breakAt?: number;
}

/** Checks the hash chains of all lanes against the tree, leaf by leaf. */
export class LaneCheck {
  readonly #lanes = new Map<string, LaneEnd>();
  readonly #findings: Findings;
  /** Lanes whose next entry cannot be checked, as leaves between could not be read; undefined: none. */
  #checked: Set<string> | undefined;
  /** A break that the sealer announced: this lane's entry of this seq follows nothing. */
  readonly #breaks = new Map<string, number>();

  /** @param from where the lanes ended in leaves that were checked before */
  constructor(findings: Findings, from: ReadonlyMap<string, LaneEnd> = new Map()) {
    this.#findings = findings;
    for (const [lane, end] of from) {
      if (end.seq > 0) this.#lanes.set(lane, end);
      if (end.breakAt !== undefined) this.#breaks.set(lane, end.breakAt);
    }
  }

  /** Where the lanes end, to go on from. */
  get ends(): Map<string, LaneEnd> {
    const ends = new Map(this.#lanes);
    for (const [lane, breakAt] of this.#breaks) {
      ends.set(lane, { ...(ends.get(lane) ?? { seq: 0, leaves: [NO_PREVIOUS] }), breakAt });
    }
    return ends;
  }

  /** seq of the newest entry in the tree, by lane. */
  get heads(): Map<string, number> {
    return new Map([...this.#lanes].map(([lane, { seq }]) => [lane, seq]));
  }

  /** Leaves that cannot be read: what follows in any lane has nothing to be checked against. */
  lost(): void {
    this.#checked = new Set();
  }

  /** @param leaves hex leaf hashes of the entry: more than one where bundle and tile disagree */
  add(entry: Entry | ControlEntry, place: number, leaves: readonly string[]): void {
    const { lane, seq, prev } = entry;
    const about = 'batch' in entry ? { batch: entry.batch } : {};
    const unknown = this.#checked !== undefined && !this.#checked.has(lane);
    const end = this.#lanes.get(lane) ?? { seq: 0, leaves: [NO_PREVIOUS] };
    if (!unknown) {
      if (seq !== end.seq + 1) {
        this.#findings.add('lane-gap', `leaf ${place}: seq ${seq} follows ${end.seq} in lane ${lane}`, about); // check: lane-gap | this.#findings.add('lane-gap', `leaf ${place}: seq ${seq} follows ${end.seq} in lane ${lane}`, about) => void 0
      }
      const broken = this.#breaks.get(lane) === seq;
      if (!end.leaves.includes(prev) && !broken) {
        this.#findings.add(
          'lane-prev',
          `leaf ${place}: what precedes it in lane ${lane} is another entry`,
          about,
        ); // check: lane-prev | this.#findings.add('lane-prev', `leaf ${place}: what precedes it in lane ${lane} is another entry`, about) => void 0
      }
    }
    this.#checked?.add(lane);
    this.#lanes.set(lane, { seq, leaves });
    if ('kind' in entry) this.#control(entry, place);
  }

  #control(entry: ControlEntry, place: number): void {
    if (entry.kind === 'refused') this.#refused(entry, place);
    if (entry.kind === 'lane-break') {
      this.#breaks.set(entry.broken, entry.at);
      this.#findings.add(
        'lane-break',
        `leaf ${place}: lane ${entry.broken} does not follow at seq ${entry.at}`,
      ); // check: lane-break | this.#findings.add('lane-break', `leaf ${place}: lane ${entry.broken} does not follow at seq ${entry.at}`) => void 0
    }
    if (entry.kind !== 'heartbeat' || this.#checked !== undefined) return;
    for (const [lane, seq] of Object.entries(entry.heads)) {
      const here = this.#lanes.get(lane)?.seq ?? 0;
      if (seq <= here) continue;
      this.#findings.add('heartbeat-ahead', `leaf ${place}: lane ${lane} stands at ${here}, not at ${seq}`); // check: heartbeat-ahead | this.#findings.add('heartbeat-ahead', `leaf ${place}: lane ${lane} stands at ${here}, not at ${seq}`) => void 0
    }
  }

  /** A row that is no leaf: its lane goes on after it. */
  #refused({ refused: lane, at, leaf }: Refused, place: number): void {
    const { seq } = this.#lanes.get(lane) ?? { seq: 0 };
    const isKnown = this.#checked === undefined || this.#checked.has(lane);
    // It may have come back as an entry meanwhile.
    if (isKnown && at <= seq) return;
    if (isKnown && at > seq + 1) {
      this.#findings.add('lane-gap', `leaf ${place}: row ${at} of lane ${lane} was refused after ${seq}`); // check: refused-gap | this.#findings.add('lane-gap', `leaf ${place}: row ${at} of lane ${lane} was refused after ${seq}`) => void 0
    }
    this.#checked?.add(lane);
    this.#lanes.set(lane, { seq: at, leaves: [leaf] });
  }
}
