import { arrivalOf, eventUid } from '../batch/ids';
import { INDEX_BYTES } from '../batch/index-line';
import { HASH_BYTES, rootOfLeafHashes } from '../tlog/merkle';
import { type BatchTable, State } from './batch-table';
import type { Findings } from './findings';
import { mergeSpill, type SpillFile, type SpillRecord, type SpillStore } from './spill';

/** A line that claims an event's uid, and where it was first seen. */
interface Candidate {
  readonly hash: Buffer;
  readonly object: number;
}

/** All distinct lines of one batch that no run settled. */
export class Group {
  readonly row: number;
  /** The first hash seen of each event, back to back; another of it that is authentic takes its place. */
  readonly hashes: Buffer;
  readonly objects: Uint32Array;
  /** 0: no line, 1: a line, 2: the authentic line. */
  readonly seen: Uint8Array;
  /** Further distinct lines, by event. */
  readonly others = new Map<number, Candidate[]>();
  present = 0;
  authentic = 0;
  duplicates = 0;
  /** Further lines beyond those kept. */
  dropped = 0;
  #othersKept = 0;

  constructor(row: number, events: number) {
    this.row = row;
    this.hashes = Buffer.alloc(events * HASH_BYTES);
    this.objects = new Uint32Array(events);
    this.seen = new Uint8Array(events);
  }

  add({ index, object, authentic, hash }: SpillRecord): void {
    const at = index * HASH_BYTES;
    const isNew = this.seen[index] === 0;
    const isSame = !isNew && this.hashes.compare(hash, 0, HASH_BYTES, at, at + HASH_BYTES) === 0;
    if (isNew) {
      this.#set(index, hash, object);
      this.present++;
    } else if (isSame) {
      this.duplicates++;
    } else if (authentic && this.seen[index] !== 2) {
      // Records of one event come sorted by hash: what was first is only first.
      this.#keepOther(
        index,
        Buffer.from(this.hashes.subarray(at, at + HASH_BYTES)),
        this.objects[index] as number,
      );
      this.#set(index, hash, object);
    } else this.#keepOther(index, hash, object);
    if (authentic && this.seen[index] !== 2) {
      this.authentic++;
      this.seen[index] = 2;
    }
  }

  #set(index: number, hash: Buffer, object: number): void {
    hash.copy(this.hashes, index * HASH_BYTES, 0, HASH_BYTES);
    this.objects[index] = object;
    this.seen[index] = 1;
  }

  #keepOther(index: number, hash: Buffer, object: number): void {
    const others = this.others.get(index) ?? [];
    if (others.some((other) => other.hash.equals(hash))) {
      this.duplicates++;
      return;
    }
    if (this.#othersKept >= MOST_OTHERS) {
      this.dropped++;
      return;
    }
    this.#othersKept++;
    this.others.set(index, [...others, { hash: Buffer.from(hash.subarray(0, HASH_BYTES)), object }]);
  }

  /** Makes the event's `choice`-th further line its first. */
  swap(index: number, choice: number): void {
    const others = this.others.get(index) as Candidate[];
    const at = index * HASH_BYTES;
    const first = {
      hash: Buffer.from(this.hashes.subarray(at, at + HASH_BYTES)),
      object: this.objects[index] as number,
    };
    const { hash, object } = others[choice] as Candidate;
    others[choice] = first;
    hash.copy(this.hashes, at);
    this.objects[index] = object;
  }
}

/** Further distinct lines of a batch that are kept; those beyond are counted. */
const MOST_OTHERS = 10_000;
/** Combinations that are tried for a batch without an index line. */
const MOST_COMBINATIONS = 256;

/**
 * Spilled lines, gathered by batch, in the order of the log.
 * @param counts whether lines of an object count; default: all do
 */
export async function* groupSpill(
  store: SpillStore,
  files: readonly SpillFile[],
  table: BatchTable,
  counts?: (object: number) => boolean,
): AsyncGenerator<Group> {
  let group: Group | undefined;
  for await (const records of mergeSpill(store, files)) {
    for (const record of records) {
      if (counts?.(record.object) === false) continue;
      if (record.row !== group?.row) {
        if (group) yield group;
        group = new Group(record.row, table.count(record.row));
      }
      group.add(record);
    }
  }
  if (group) yield group;
}

/**
 * Whether the lines of a group give the batch's root: as they are or, where an event has several, in a
 * combination that is found with the index line or by taking what lies together in one object.
 */
export function completes(group: Group, table: BatchTable, index: Uint8Array | undefined): boolean {
  const events = table.count(group.row);
  if (group.present < events) return false;
  const fits = () => table.isRoot(group.row, rootOfLeafHashes(group.hashes, events)); // check: join-root | table.isRoot(group.row, rootOfLeafHashes(group.hashes, events)) => true
  if (index !== undefined) preferIndexed(group, index);
  if (fits()) return true;
  if (group.others.size === 0) return false;
  for (const object of objectsOf(group)) {
    for (const [event, others] of group.others) {
      if (group.objects[event] === object) continue;
      const choice = others.findIndex((other) => other.object === object);
      if (choice >= 0) group.swap(event, choice);
    }
    if (fits()) return true;
  }
  return combine(group, [...group.others.keys()], fits, { tries: MOST_COMBINATIONS });
}

/** Takes for each event a line whose hash begins as its index says, if there is one. */
function preferIndexed(group: Group, index: Uint8Array): void {
  for (const [event, others] of group.others) {
    if (matches(index, event, group.hashes, event * HASH_BYTES)) continue;
    const choice = others.findIndex(({ hash }) => matches(index, event, hash, 0));
    if (choice >= 0) group.swap(event, choice);
  }
}

function matches(index: Uint8Array, event: number, hash: Uint8Array, at: number): boolean {
  for (let i = 0; i < INDEX_BYTES; i++) if (index[event * INDEX_BYTES + i] !== hash[at + i]) return false;
  return true;
}

function objectsOf(group: Group): number[] {
  const objects = new Set<number>();
  for (const [event, others] of group.others) {
    objects.add(group.objects[event] as number);
    for (const { object } of others) if (objects.size < 32) objects.add(object);
  }
  return [...objects];
}

function combine(group: Group, events: number[], fits: () => boolean, left: { tries: number }): boolean {
  const [event, ...rest] = events;
  if (event === undefined) return left.tries-- > 0 && fits();
  for (let choice = -1; choice < (group.others.get(event) as Candidate[]).length; choice++) {
    if (left.tries <= 0) return false;
    if (choice >= 0) group.swap(event, choice);
    if (combine(group, rest, fits, left)) return true;
    // Back to how it was, so that every choice is tried against the same others.
    if (choice >= 0) group.swap(event, choice);
  }
  return false;
}

/** Why a part of a batch may not be there. */
export type Excuse = 'expired' | 'in-flight';

/** What an excuse says of events that are not there. */
const EXCUSED: Readonly<Record<Excuse, string>> = { expired: 'gone', 'in-flight': 'not there yet' };

/** What is judged of a group, and with what. */
export interface Judgement {
  readonly group: Group;
  readonly table: BatchTable;
  readonly findings: Findings;
  /** Two bytes an event from the authentic index line; undefined if there is none. */
  readonly index: Uint8Array | undefined;
  readonly objectName: (object: number) => string;
  /** Whether the object is known to hold junk; default: none is. */
  readonly isQuarantined?: (object: number) => boolean;
  /** Why events of the batch may not be there, if they may. */
  readonly excuse?: Excuse | undefined;
}

/** A batch of which all is there: whatever else claims its uids is not its own. */
export function judgeWhole(judgement: Judgement): void {
  const { group, table, findings, objectName, isQuarantined } = judgement;
  const batch = table.batch(group.row);
  for (const [event, others] of [...group.others].sort(([a], [b]) => a - b)) {
    for (const { object } of others) {
      const about = { batch, event: eventUid(batch, event), object: objectName(object) };
      if (isQuarantined?.(object)) {
        findings.add('quarantined', 'another line under the uid of an event', about);
        continue;
      }
      findings.add('altered-copy', 'the event as it was entered is there too', about); // check: altered-copy | findings.add('altered-copy', 'the event as it was entered is there too', about) => void 0
    }
  }
  if (group.dropped > 0) findings.add('altered-copy', `and ${group.dropped} more lines`, { batch });
}

/** A batch whose lines do not give its root. @returns whether some of its events are not there */
export function judgeBroken(judgement: Judgement): boolean {
  const { group, table, findings, index, excuse } = judgement;
  const batch = table.batch(group.row);
  const events = table.count(group.row);
  const missing = events - group.present;
  if (missing > 0 && excuse !== undefined) {
    const what = `${missing} of ${events} events are ${EXCUSED[excuse]}: ${ranges(group.seen)}`;
    findings.add(excuse, excuse === 'expired' ? what : onItsWay(judgement, what), { batch });
  }
  if (index !== undefined) return judgeIndexed(judgement, index);
  if (missing > 0 && excuse === undefined) {
    const detail = `${missing} of ${events} events are not there: ${ranges(group.seen)}`;
    findings.add('batch-partial', detail, { batch }); // check: batch-partial | findings.add('batch-partial', detail, { batch }) => void 0
    findings.add('batch-unproven', `${group.present} events are there`, { batch }); // check: batch-unproven | findings.add('batch-unproven', `${group.present} events are there`, { batch }) => void 0
  }
  // Two lines under one uid: one of them at least is not what was entered.
  if (missing === 0 || group.others.size > 0) {
    findings.add('batch-changed', 'its index line is not there to tell which event', { batch }); // check: batch-changed | findings.add('batch-changed', 'its index line is not there to tell which event', { batch }) => void 0
  }
  return missing > 0;
}

function judgeIndexed(judgement: Judgement, index: Uint8Array): boolean {
  const { group, table, findings, objectName, excuse } = judgement;
  const batch = table.batch(group.row);
  const events = table.count(group.row);
  let changed = 0;
  for (let i = 0; i < events; i++) {
    const event = eventUid(batch, i);
    if (group.seen[i] === 0 && excuse !== undefined) continue;
    if (group.seen[i] === 0) {
      findings.add('event-missing', `event ${i} of ${events}`, { batch, event }); // check: event-missing | findings.add('event-missing', `event ${i} of ${events}`, { batch, event }) => void 0
      continue;
    }
    const lines = [
      {
        hash: group.hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
        object: group.objects[i] as number,
      },
      ...(group.others.get(i) ?? []),
    ];
    const like = lines.filter(({ hash }) => matches(index, i, hash, 0));
    if (like.length === lines.length && lines.length === 1) continue;
    changed++;
    const odd = lines.find((line) => !like.includes(line)) ?? lines[0];
    const about = { batch, event, object: objectName(odd?.object ?? 0) };
    if (like.length === 0)
      findings.add('event-changed', 'its hash is not the one in the index', about); // check: event-changed | like.length === 0 => false
    else findings.add('altered-copy', 'several lines claim its uid', about); // check: altered-copy-in-part | findings.add('altered-copy', 'several lines claim its uid', about) => void 0
  }
  const missing = events - group.present;
  if (missing > 0 && excuse !== undefined) return true;
  if (missing > 0)
    findings.add('batch-unproven', `${group.present} of ${events} events are there`, { batch }); // check: batch-unproven-indexed | missing > 0 => false
  else if (changed === 0)
    findings.add('batch-changed', 'every event looks like its place in the index', { batch }); // check: batch-changed-indexed | changed === 0 => false
  return missing > 0;
}

/** Says of a batch on its way what is said of one of which nothing is there. */
function onItsWay({ group, table }: Judgement, what: string): string {
  const arrival = new Date(arrivalOf(table.batch(group.row))).toISOString();
  return `leaf ${table.place(group.row)}, ${what}, arrived ${arrival}`;
}

/** The numbers of events without a line, as ranges, the first few. */
function ranges(seen: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] !== 0) continue;
    let end = i;
    while (end + 1 < seen.length && seen[end + 1] === 0) end++;
    if (parts.length === 10) return `${parts.join(', ')}, …`;
    parts.push(end > i ? `${i}–${end}` : String(i));
    i = end;
  }
  return parts.join(', ');
}

/** Whether a second pass over the objects is needed for the row, and which object it needs. */
export function wantedObject(table: BatchTable, row: number): number | undefined {
  if (table.has(row, State.DONE)) return table.memory.doneIn[row];
  if (table.has(row, State.INDEXED)) return table.memory.indexIn[row];
  return undefined;
}
