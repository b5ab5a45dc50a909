import { parseEntry } from '../batch/entry';
import { WormtrailError } from '../errors';
import type { Clock, Ledger, ObjectStore } from '../ports';
import { FAILED_PREFIX } from '../redrive/redrive';
import { RedriveLane } from '../redrive/redrive-lane';
import type { AuditState } from './state';

/** Days after the first arrival of a batch from which on its stage may go. */
export const STAGE_DAYS = 30;
/**
 * Days before an object under `failed/` was stored within which the records in it arrived: the stream tries for one
 * day.
 */
const FAILED_DAYS = 7;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Stages looked up at once. */
const PARALLEL = 16;

export interface StageExpiryPorts {
  readonly archive: Pick<ObjectStore, 'list'>;
  /** Where the stages lie. */
  readonly state: Pick<ObjectStore, 'list' | 'expire'>;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** How far the stages were gone through on a UTC day. */
export interface StageWalk {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Stages of hours before this one were looked at, ms since 1970. */
  readonly next: number;
  /** Whether that was all that was old enough. */
  readonly isOver: boolean;
}

/** What an audit knows of the batches, once it looked at all that is there. */
export interface Seen {
  /** How far the leaves that it took in reach into each lane. */
  readonly lanes: AuditState['lanes'];
  /** Digests, hex, of batches whose stage is needed: not seen delivered, gone again, in part, or altered. */
  readonly needed: ReadonlySet<string>;
}

/**
 * Lets go of stages, from the oldest hour on: once a day all that are old enough, as far as the time goes. A stage goes
 * once its hour is 30 days ago, if its batch
 *
 * - was entered, under a leaf that the audit took in, and was seen delivered as it was entered; or
 * - was never entered: the stream tried its records for a day at most, and what redrive returns is another batch. (The
 *   ledger also does not have a batch that it was told to forget. That it is told only of those that were seen
 *   delivered, and what is missing now is needed all the same.)
 *
 * Stages by which redrive tells what a committed batch already has, stay: until every object under `failed/` is dealt
 * with that may hold records of their time, so that none of those is entered twice.
 *
 * Killed and called again it does some of it again, which is harmless.
 *
 * @param mayGoOn asked before each few stages
 * @returns how far it came, and how many stages it let go
 * @throws WormtrailError what the ports throw
 */
export async function letGoOfStages(
  { archive, state, ledger, clock }: StageExpiryPorts,
  seen: Seen,
  before: StageWalk | null,
  mayGoOn: () => boolean,
): Promise<{ readonly walk: StageWalk; readonly expired: number }> {
  const now = clock.now();
  const date = new Date(now).toISOString().slice(0, 10);
  const from = before?.date === date ? before : { date, next: 0, isOver: false };
  if (from.isOver) return { walk: from, expired: 0 };
  const old = now - STAGE_DAYS * DAY_MS;
  const unsettled = await firstUnsettled(archive, new RedriveLane(ledger, clock), old);
  const end = Math.min(old, unsettled - FAILED_DAYS * DAY_MS);

  let { next } = from;
  let expired = 0;
  let few: Stage[] = [];
  const decide = async () => {
    const isNeeded = await Promise.all(few.map(({ digest }) => isStillNeeded(digest, seen, ledger)));
    const keys = few.filter((_, i) => isNeeded[i] === false).map(({ key }) => key);
    await Promise.all(keys.map((key) => state.expire(key)));
    expired += keys.length;
    few = [];
  };
  for await (const { key } of state.list('stages/')) {
    const stage = stageIn(key);
    if (stage === undefined || stage.hour < next) continue;
    if (stage.hour + HOUR_MS > end) break;
    if (few.length === PARALLEL) {
      await decide();
      // The hour is gone through again.
      if (!mayGoOn()) return { walk: { date, next, isOver: false }, expired };
    }
    next = stage.hour;
    few.push({ ...stage, key });
  }
  await decide();
  return { walk: { date, next, isOver: true }, expired };
}

interface Stage {
  readonly key: string;
  readonly digest: string;
  /** Of the first arrival, ms since 1970. */
  readonly hour: number;
}

/** What a key says; undefined for what is no stage's. */
function stageIn(key: string): Omit<Stage, 'key'> | undefined {
  const parts = /^stages\/date=(\d{4}-\d\d-\d\d)\/hour=(\d\d)\/([0-9a-f]{64})$/.exec(key);
  const hour = parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2]}:00:00Z`);
  return Number.isNaN(hour) ? undefined : { hour, digest: parts?.[3] as string };
}

async function isStillNeeded(digest: string, { lanes, needed }: Seen, ledger: Ledger): Promise<boolean> {
  if (needed.has(digest)) return true;
  try {
    const row = await ledger.findBatch(digest);
    if (row === undefined) return false;
    return parseEntry(row.entry).digest !== digest || row.seq > (lanes.get(row.lane)?.seq ?? 0);
  } catch (error) {
    // What rotted in the ledger says nothing of the batch.
    if (error instanceof WormtrailError && error.code === 'malformed') return true;
    throw error;
  }
}

/**
 * When the first object under `failed/` was stored of which redrive still has records to bring back, ms since 1970. One
 * that is younger than `old` holds no record of a time before it that matters.
 */
async function firstUnsettled(
  archive: Pick<ObjectStore, 'list'>,
  lane: RedriveLane,
  old: number,
): Promise<number> {
  let first = Number.POSITIVE_INFINITY;
  let isRead = false;
  for await (const { key, version, storedAt = 0 } of archive.list(FAILED_PREFIX)) {
    if (storedAt > old + FAILED_DAYS * DAY_MS || storedAt >= first) continue;
    if (!isRead) await lane.refresh();
    isRead = true;
    const last = lane.status(key, version)?.last;
    if (last === undefined || last.left.length > 0) first = storedAt;
  }
  return first;
}
