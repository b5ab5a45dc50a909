import type { ControlEntry, ControlPlace, Quarantine } from '../batch/control';
import { RetentionRules } from '../batch/retention';
import type { Findings } from './findings';

/** A heartbeat: what was committed before `read` is before it in the tree. Times in ms since 1970. */
interface Beat {
  readonly place: number;
  readonly read: number;
  /** When it was written: what is before it in the tree was committed by then, unless it is late. */
  readonly time: number;
  /**
   * Rows that it does not name are before it in the tree: its sealer died before the state was kept, and another one
   * took it in with what was committed since.
   */
  readonly isLate: boolean;
}

export interface QuarantineLeaf {
  readonly entry: Quarantine & ControlPlace;
  /** Number of its leaf. */
  readonly place: number;
}

/**
 * What control entries say of times, retention, deliveries and junk.
 *
 * The sealer's own clock stands in its heartbeats. Where the store's time of storing a checkpoint is known, one that
 * claims to have been read after that is not believed.
 */
export class LogHistory {
  readonly retention = new RetentionRules();
  readonly quarantined: QuarantineLeaf[] = [];
  readonly #beats: Beat[] = [];
  readonly #findings: Findings;
  /** When checkpoints were stored: sizes ascending, and the earliest time at which one of that size or more was. */
  #published: readonly (readonly [size: number, storedAt: number])[] = [];
  #seenThrough = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** All batches whose leaves are before this one were seen delivered by an auditor. */
  get seenThrough(): number {
    return this.#seenThrough;
  }

  /** @param heads seq of the newest entry before it in the tree, by lane */
  add(entry: ControlEntry, place: number, heads: ReadonlyMap<string, number>): void {
    const time = Date.parse(entry.time);
    switch (entry.kind) {
      case 'genesis':
        if (place === 0) this.retention.add({ days: entry.retention, from: 0, place, time });
        break;
      case 'retention':
        if (!this.retention.add({ days: entry.days, from: entry.from, place, time })) {
          const detail = `leaf ${place}: ${entry.days} days from leaf ${entry.from} on would shorten what was promised`;
          this.#findings.add('refused', detail); // check: retention-refused | this.#findings.add('refused', detail) => void 0
        }
        break;
      case 'refused':
        this.#findings.add('refused', `leaf ${place}: row ${entry.at} of lane ${entry.refused}`); // check: refused | this.#findings.add('refused', `leaf ${place}: row ${entry.at} of lane ${entry.refused}`) => void 0
        break;
      case 'heartbeat': {
        const isLate = [...heads].some(
          ([lane, seq]) => lane !== entry.lane && seq > (entry.heads[lane] ?? 0),
        ); // check: late-heartbeat | [...heads].some(([lane, seq]) => lane !== entry.lane && seq > (entry.heads[lane] ?? 0)) => false
        this.#beats.push({ place, read: Date.parse(entry.read), time, isLate });
        break;
      }
      case 'audit':
        this.#seenThrough = Math.max(this.#seenThrough, Math.min(entry.through, place));
        break;
      case 'quarantine':
        this.quarantined.push({ entry, place });
        break;
    }
  }

  /** Takes in when checkpoints were stored, by size. Only where the store's times can be trusted. */
  addPublished(storedAt: ReadonlyMap<number, number>): void {
    let earliest = Number.POSITIVE_INFINITY;
    this.#published = [...storedAt]
      .sort(([a], [b]) => b - a)
      .map(([size, at]) => {
        earliest = Math.min(earliest, at);
        return [size, earliest] as const;
      })
      .reverse();
  }

  /** When a leaf was under a published checkpoint at the latest, by the store's time; infinity if that is not known. */
  #publishedBy(place: number): number {
    return this.#published[firstBeyond(this.#published, place, ([size]) => size)]?.[1] ?? Infinity;
  }

  #isBelieved({ place, read }: Beat): boolean {
    return read <= this.#publishedBy(place); // check: heartbeat-ahead-of-store | read <= this.#publishedBy(place) => true
  }

  /** `read` of the newest heartbeat; undefined if there is none to be believed. */
  get heartbeat(): number | undefined {
    return this.#beats.findLast((beat) => this.#isBelieved(beat))?.read;
  }

  /** A batch of this leaf was not committed before. ms since 1970. */
  committedAfter(place: number): number {
    for (let at = firstBeyond(this.#beats, place, (beat) => beat.place) - 1; at >= 0; at--) {
      const beat = this.#beats[at] as Beat;
      if (this.#isBelieved(beat)) return beat.read;
    }
    return 0;
  }

  /** A batch of this leaf was committed by then; infinity if nothing says so. */
  committedBy(place: number): number {
    let at = firstBeyond(this.#beats, place, (one) => one.place);
    while (this.#beats[at]?.isLate === true) at++;
    return Math.min(this.#beats[at]?.time ?? Infinity, this.#publishedBy(place));
  }
}

/** Index of the first of `items`, ascending by `of`, whose number is greater than `number`. */
function firstBeyond<T>(items: readonly T[], number: number, of: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (of(items[middle] as T) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}
