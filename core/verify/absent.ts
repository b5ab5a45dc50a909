import { arrivalOf, eventUid } from '../batch/ids';
import { type BatchTable, State } from './batch-table';
import type { Findings } from './findings';

/** By what a batch without any line is judged. Times in ms since 1970. */
export interface AbsenceRules {
  readonly now: number;
  /** Days; null: nothing ever expires. */
  readonly retention: number | null;
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

/**
 * Judges the batches of which no line is there: on their way, expired, or holes.
 *
 * @param isThere whether any line of the row is there
 * @returns numbers of the leaves that are not delivered, and of the first of them
 */
export function judgeAbsent(
  table: BatchTable,
  rules: AbsenceRules,
  isThere: (row: number) => boolean,
  findings: Findings,
): { readonly first: number; readonly expired: number; readonly inFlight: number } {
  let first = Number.POSITIVE_INFINITY;
  let expired = 0;
  let inFlight = 0;
  const days = new Map<number, { left: number; gone: number }>();
  for (let row = 0; row < table.rows; row++) {
    if (table.has(row, State.SKIPPED | State.UNSEALED)) continue;
    const batch = table.batch(row);
    const arrival = arrivalOf(batch);
    const isExpired = pastRetention(arrival, rules, 0);
    const there = isThere(row);
    if (isExpired && pastRetention(arrival, rules, GRACE_DAYS)) {
      const day = Math.floor(arrival / DAY_MS);
      const count = days.get(day) ?? { left: 0, gone: 0 };
      days.set(day, count);
      if (there) count.left++;
      else count.gone++;
    }
    if (there) continue;
    const detail = describe(batch, table.place(row), table.count(row), arrival);
    if (isExpired) {
      expired++;
      findings.add('expired', detail, { batch });
      continue;
    }
    first = Math.min(first, table.place(row));
    if (rules.deliveryLimit !== null && rules.now - arrival < rules.deliveryLimit * 1000) {
      // check: in-flight | rules.now - arrival < rules.deliveryLimit * 1000 => true
      inFlight++;
      findings.add('in-flight', detail, { batch });
    } else if (rules.inRange)
      findings.add('not-in-range', detail, { batch }); // check: not-in-range | findings.add('not-in-range', detail, { batch }) => void 0
    else findings.add('hole', detail, { batch }); // check: hole | findings.add('hole', detail, { batch }) => void 0
  }
  for (const [day, { left, gone }] of days) {
    if (left === 0 || gone === 0) continue;
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    findings.add('selective-expiry', `${date}: ${gone} batches gone, ${left} left`); // check: selective-expiry | findings.add('selective-expiry', `${date}: ${gone} batches gone, ${left} left`) => void 0
  }
  return { first, expired, inFlight };
}

/** Names every event that is gone, whether or not the batch's index line is left. */
function describe(batch: string, leaf: number, events: number, arrival: number): string {
  const first = eventUid(batch, 0);
  const named =
    events === 1 ? `1 event, ${first}` : `${events} events, ${first} to ${eventUid(batch, events - 1)}`;
  return `leaf ${leaf}, ${named}, arrived ${new Date(arrival).toISOString()}`;
}

/** Whether the UTC day of arrival lies so far back that its batches may be gone, by `more` days. */
export function pastRetention(
  arrival: number,
  { now, retention, minRetention }: Pick<AbsenceRules, 'now' | 'retention' | 'minRetention'>,
  more: number,
): boolean {
  if (retention === null) return false; // check: retention-none | retention === null => false
  const days = Math.max(retention, minRetention ?? 0) + more; // check: min-retention | Math.max(retention, minRetention ?? 0) => retention
  const endOfDay = (Math.floor(arrival / DAY_MS) + 1) * DAY_MS;
  return now >= endOfDay + days * DAY_MS; // check: retention | now >= endOfDay + days * DAY_MS => true
}
