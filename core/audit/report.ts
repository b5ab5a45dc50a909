import { CONTROL_LANES, parseControl } from '../batch/control';
import { WormtrailError } from '../errors';
import type { Clock, LaneHead, Ledger, ObjectStore } from '../ports';
import { appendControl } from '../seal/append-control';
import { sha256Hex } from '../tlog/merkle';
import { type Day, formatReport, judged } from './day';

const LANE = CONTROL_LANES.audit;
/** Entries of the lane, from its end, among which a report of the day before would be. */
const RECENT = 20;
/** Objects of other content that may stand in the way of a report. */
const MOST_BESIDE = 20;
/** More often in a row than others can be first. */
const TRIES = 20;

/**
 * Stores the report of a day that is over and enters its hash in the log. Both are done once, however often this is
 * called for the day: what is stored follows from the day alone, and the lane says whether it was entered.
 * @returns the report's key
 */
export async function enterReport(
  archive: ObjectStore,
  ledger: Ledger,
  clock: Clock,
  day: Day,
): Promise<string> {
  const bytes = formatReport(day);
  const hash = sha256Hex(bytes);
  const report = await put(archive, day.date, bytes);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    // Before the lane is searched: an entry that comes after the search makes the commit fail.
    const head = await ledger.head(LANE);
    if (await isEntered(ledger, head, report, hash)) return report;
    try {
      const { size, through } = day;
      const body = { kind: 'audit' as const, report, hash, ...judged(day), size, through };
      await appendControl(ledger, clock, head, body);
      return report;
    } catch (error) {
      // Another audit was first, or an answer was lost: the lane tells.
      const isLost = error instanceof WormtrailError && ['conflict', 'unknown-outcome'].includes(error.code);
      if (!isLost) throw error;
    }
  }
  throw new WormtrailError('conflict', `lane ${LANE} moved on ${TRIES} times`);
}

async function isEntered(
  ledger: Pick<Ledger, 'rows'>,
  { seq }: LaneHead,
  report: string,
  hash: string,
): Promise<boolean> {
  // The head may be stale: rows are not.
  for (const row of await ledger.rows(LANE, Math.max(1, seq - RECENT), 2 * RECENT)) {
    const entry = parseControl(row.entry);
    if (entry.kind === 'audit' && entry.report === report && entry.hash === hash) return true;
  }
  return false;
}

/** What somebody else put in the report's place stays there, and the report goes beside it: the log says which it is. */
async function put(archive: ObjectStore, date: string, bytes: Buffer): Promise<string> {
  for (let copy = 1; copy <= MOST_BESIDE; copy++) {
    const key = `log/reports/${date}${copy === 1 ? '' : `-${copy}`}.json`;
    if ((await archive.put(key, bytes, { ifAbsent: true })) === 'stored') return key;
    const there = await archive.get(key);
    if (there !== undefined && bytes.equals(there.bytes)) return key;
  }
  throw new WormtrailError('conflict', `${MOST_BESIDE} objects stand in the place of the report of ${date}`);
}
