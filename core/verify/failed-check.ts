import type { ControlPlace, FailedDelivery, Redriven } from '../batch/control';
import type { ObjectInfo, ObjectStore } from '../ports';
import { countOf } from '../redrive/runs';
import type { Findings } from './findings';
import { nameOf } from './log-files';
import { hashOf } from './object-hash';

/** A failed delivery that the log lists. */
export interface ListedFailure {
  readonly entry: FailedDelivery & ControlPlace;
  /** Number of its leaf. */
  readonly place: number;
  /** The newest attempt to bring its records back. */
  last: Redriven | undefined;
}

/** What the log says of failed deliveries. */
export class FailedList {
  readonly #listed = new Map<string, ListedFailure>();

  add(entry: (FailedDelivery | Redriven) & ControlPlace, place: number): void {
    const id = `${entry.object}\n${entry.version}\n${entry.hash}`;
    const known = this.#listed.get(id);
    if (entry.kind === 'failed') this.#listed.set(id, { entry, place, last: known?.last });
    else if (known !== undefined) known.last = entry;
  }

  /** All, by key. */
  byKey(): Map<string, ListedFailure[]> {
    const keys = new Map<string, ListedFailure[]>();
    for (const listed of this.#listed.values()) {
      const { object } = listed.entry;
      keys.set(object, [...(keys.get(object) ?? []), listed]);
    }
    return keys;
  }
}

export interface FailedCheck {
  readonly archive: ObjectStore;
  readonly failed: FailedList;
  readonly findings: Findings;
  /** Whether what was seen at that time (ms since 1970), as the leaf says, may be gone. */
  readonly isExpired: (place: number, time: number) => boolean;
}

const PREFIX = 'failed/';

/**
 * Holds what lies under `failed/` against what the log lists: listed objects must be there as they were. What is not
 * listed, or not brought back, is told.
 * @returns number of the first leaf whose object is missing or altered; infinity if there is none
 */
export async function checkFailed(check: FailedCheck): Promise<number> {
  const { archive, failed } = check;
  const listed = failed.byKey();
  let first = Number.POSITIVE_INFINITY;
  let key: string | undefined;
  let versions: ObjectInfo[] = [];
  const judge = async () => {
    if (key === undefined) return;
    first = Math.min(first, await judgeKey(versions, listed.get(key) ?? [], check));
    listed.delete(key);
  };
  // All versions of a key come together.
  for await (const info of archive.list(PREFIX)) {
    if (info.key !== key) {
      await judge();
      key = info.key;
      versions = [];
    }
    versions.push(info);
  }
  await judge();
  for (const failures of listed.values()) first = Math.min(first, await judgeKey([], failures, check));
  return first;
}

async function judgeKey(
  versions: readonly ObjectInfo[],
  listed: readonly ListedFailure[],
  { archive, findings, isExpired }: FailedCheck,
): Promise<number> {
  let first = Number.POSITIVE_INFINITY;
  const open = new Set(listed);
  const others: ObjectInfo[] = [];
  let unread = 0;
  for (const info of versions) {
    // Without a hash to compare with there is nothing to be read.
    const hash = listed.length === 0 ? undefined : await hashOf(archive, info, findings);
    if (hash === 'unreadable') {
      unread++;
      continue;
    }
    const fitting = listed.filter(({ entry }) => entry.hash === hash); // check: failed-hash | entry.hash === hash => true
    for (const failure of fitting) {
      if (open.delete(failure)) tell(failure, info, findings);
    }
    if (fitting.length === 0) others.push(info);
  }
  for (const { entry, place } of open) {
    // One that cannot be read may be it.
    if (unread-- > 0) continue;
    const altered = others.shift();
    const detail = `leaf ${place}: version ${entry.version}, ${entry.records} records, SHA-256 ${entry.hash}`;
    if (altered !== undefined) {
      findings.add('failed-changed', detail, { object: nameOf(altered) }); // check: failed-changed | findings.add('failed-changed', detail, { object: nameOf(altered) }) => void 0
    } else if (isExpired(place, Date.parse(entry.time))) {
      continue; // check: failed-expired | isExpired(place, Date.parse(entry.time)) => false
    } else {
      findings.add('failed-missing', detail, { object: entry.object }); // check: failed-missing | findings.add('failed-missing', detail, { object: entry.object }) => void 0
    }
    first = Math.min(first, place);
  }
  for (const info of others) {
    findings.add('failed-unlisted', `${info.size} bytes`, { object: nameOf(info) }); // check: failed-unlisted | findings.add('failed-unlisted', `${info.size} bytes`, { object: nameOf(info) }) => void 0
  }
  return first;
}

function tell({ entry, last }: ListedFailure, info: ObjectInfo, findings: Findings): void {
  const object = nameOf(info);
  const left = last === undefined ? entry.records : countOf(last.left);
  const givenUp = last === undefined ? 0 : countOf(last.givenUp);
  if (left > 0) findings.add('failed-waiting', `${left} of ${entry.records} records`, { object }); // check: failed-waiting | left > 0 => false
  if (givenUp > 0) findings.add('failed-given-up', `${givenUp} of ${entry.records} records`, { object }); // check: failed-given-up | givenUp > 0 => false
}
