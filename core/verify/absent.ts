import { arrivalOf, eventUid } from '../batch/ids';
import { isPast } from '../batch/retention';
import { type BatchTable, State } from './batch-table';
import type { Findings } from './findings';
import type { LogHistory } from './history';
import type { Present } from './present';

/** By what batches are judged that are not here, or not whole. */
export interface AbsenceRules {
  readonly present: Present;
  readonly history: LogHistory;
  /** Days within which nothing is excused, whatever the archive says of its retention. */
  readonly minRetention: number | undefined;
  /** Seconds; null: what is committed is delivered at once. */
  readonly deliveryLimit: number | null;
  /** Only a range of arrivals was looked at. */
  readonly inRange: boolean;
}

const DAY_MS = 86_400_000;
/** Days after which all of an expired day must be gone. */
const GRACE_DAYS = 7;

/** What is there of a UTC day. */
interface Day {
  /** Batches that are there. */
  there: number;
  /** Of those, such as should have been gone a week ago. */
  overdue: number;
  /** Batches that expired. */
  gone: number;
  /** Batches that were seen delivered and are gone before they expired. */
  early: number;
}

/** Judges by time what is not here: on its way, expired, or missing. */
export class Absence {
  readonly #rules: AbsenceRules;

  constructor(rules: AbsenceRules) {
    this.#rules = rules;
  }

  /**
   * Whether what arrived, or was seen, at `time` (ms since 1970) and is told of by leaf `place` may be gone. The day
   * counts on which it was stored: that of its arrival, unless the log shows that it was committed later.
   */
  isExpired(place: number, time: number): boolean {
    return this.#isPast(place, this.#storedAfter(place, time), 0, this.#rules.present.at);
  }

  /** The same by the verifier's clock, which nothing may bear out. */
  isExpiredByClock(place: number, time: number): boolean {
    return this.#isPast(place, this.#storedAfter(place, time), 0, this.#rules.present.clock);
  }

  /**
   * Whether what is not here of a batch, all of it or a part, may still be delivered: within the delivery limit, unless
   * an auditor saw it delivered.
   */
  isInFlight(place: number, arrival: number): boolean {
    return !this.#wasSeen(place) && this.#isOnItsWay(place, arrival);
  }

  #wasSeen(place: number): boolean {
    return place < this.#rules.history.seenThrough; // check: seen-delivered | place < this.#rules.history.seenThrough => false
  }

  #storedAfter(place: number, time: number): number {
    return Math.max(time, this.#rules.history.committedAfter(place)); // check: backdated | Math.max(time, this.#rules.history.committedAfter(place)) => time
  }

  #isPast(place: number, stored: number, more: number, now: number): boolean {
    const { history, minRetention } = this.#rules;
    const bound = history.retention.daysFor(place, stored);
    if (bound === null) return false; // check: retention-none | bound === null => false
    const days = Math.max(bound, minRetention ?? 0) + more; // check: min-retention | Math.max(bound, minRetention ?? 0) => bound
    return isPast(stored, days, now); // check: retention | isPast(stored, days, now) => true
  }

  /**
   * Judges the batches of which no line is there.
   *
   * @param seen how much of the row is there; `part` of one that has expired counts as gone and as left
   * @returns numbers of the leaves that are not delivered, and of the first of them
   */
  judge(
    table: BatchTable,
    seen: (row: number) => 'none' | 'part' | 'some',
    findings: Findings,
  ): { readonly first: number; readonly expired: number; readonly inFlight: number } {
    const { present, history, inRange } = this.#rules;
    let first = Number.POSITIVE_INFINITY;
    let expired = 0;
    let inFlight = 0;
    const days = new Map<number, Day>();
    for (let row = 0; row < table.rows; row++) {
      if (table.has(row, State.SKIPPED | State.UNSEALED)) continue;
      const batch = table.batch(row);
      const arrival = arrivalOf(batch);
      const place = table.place(row);
      const stored = this.#storedAfter(place, arrival);
      const hasExpired = this.isExpired(place, arrival);
      const day = dayOf(days, stored);
      const there = seen(row);
      if (there !== 'none') {
        day.there++;
        if (there === 'part' && hasExpired) day.gone++; // check: part-gone | there === 'part' && hasExpired => false
        // A copy that was stored later may stay longer.
        const last = Math.max(stored, table.lastStored(row)); // check: stored-later | Math.max(stored, table.lastStored(row)) => stored
        if (this.#isPast(place, last, GRACE_DAYS, present.at)) day.overdue++;
        continue;
      }
      const detail = describe(batch, place, table.count(row), arrival);
      if (hasExpired) {
        day.gone++;
        expired++;
        findings.add('expired', detail, { batch });
        continue;
      }
      first = Math.min(first, place);
      if (this.isInFlight(place, arrival)) {
        inFlight++;
        findings.add('in-flight', detail, { batch });
      } else if (this.isExpiredByClock(place, arrival)) {
        findings.add('expired-by-clock', detail, { batch }); // check: expired-by-clock | findings.add('expired-by-clock', detail, { batch }) => void 0
      } else if (inRange) {
        findings.add('not-in-range', detail, { batch }); // check: not-in-range | findings.add('not-in-range', detail, { batch }) => void 0
      } else if (findings.counts.has('object-unreadable')) {
        findings.add('not-found', detail, { batch }); // check: not-found | findings.add('not-found', detail, { batch }) => void 0
      } else {
        if (this.#wasSeen(place) && history.retention.daysFor(place, stored) !== null) day.early++;
        findings.add('hole', detail, { batch }); // check: hole | findings.add('hole', detail, { batch }) => void 0
      }
    }
    for (const [day, counts] of days) judgeDay(day, counts, findings);
    return { first, expired, inFlight };
  }

  /** Within the delivery limit of its arrival, or of when it was committed, should its id claim a later time. */
  #isOnItsWay(place: number, arrival: number): boolean {
    const { deliveryLimit, history, present } = this.#rules;
    if (deliveryLimit === null) return false;
    const since = Math.min(arrival, history.committedBy(place)); // check: postdated | Math.min(arrival, history.committedBy(place)) => arrival
    return present.at - since < deliveryLimit * 1000; // check: in-flight | present.at - since < deliveryLimit * 1000 => true
  }
}

function dayOf(days: Map<number, Day>, time: number): Day {
  const number = Math.floor(time / DAY_MS);
  const day = days.get(number) ?? { there: 0, overdue: 0, gone: 0, early: 0 };
  days.set(number, day);
  return day;
}

function judgeDay(number: number, { there, overdue, gone, early }: Day, findings: Findings): void {
  const date = new Date(number * DAY_MS).toISOString().slice(0, 10);
  if (overdue > 0 && gone > 0)
    findings.add('selective-expiry', `${date}: ${gone} batches gone, ${overdue} left`); // check: selective-expiry | findings.add('selective-expiry', `${date}: ${gone} batches gone, ${overdue} left`) => void 0
  if (early > 0 && there > 0)
    findings.add('selective-expiry', `${date}: ${early} batches gone before their time, ${there} left`); // check: gone-early | findings.add('selective-expiry', `${date}: ${early} batches gone before their time, ${there} left`) => void 0
}

/** Names every event that is gone, whether or not the batch's index line is left. */
function describe(batch: string, leaf: number, events: number, arrival: number): string {
  const first = eventUid(batch, 0);
  const named =
    events === 1 ? `1 event, ${first}` : `${events} events, ${first} to ${eventUid(batch, events - 1)}`;
  return `leaf ${leaf}, ${named}, arrived ${new Date(arrival).toISOString()}`;
}
