import type { Entry } from '../../core/batch/entry';
import { parseEntry } from '../../core/batch/entry';
import { eventUid } from '../../core/batch/ids';
import type { ObjectStore } from '../../core/ports';
import { parseVerifierKey } from '../../core/tlog/note';
import { type Anchor, readAnchor } from '../../core/verify/checkpoints';
import type { Report } from '../../core/verify/report';
import { singleThread } from '../../core/verify/scan-pool';
import { verifyArchive } from '../../core/verify/verify';
import type { Bucket } from './bucket';
import { Violation } from './story';
import { type EnteredBatch, linesOf } from './truth';
import { DELIVERY_LIMIT_S, type SimWorld } from './world';

/** How the verifier is asked. */
export interface Asked {
  /** With the ledger: what it has beyond the tree is not foreign. */
  readonly withLedger: boolean;
  /** A checkpoint that somebody outside kept. */
  readonly anchor: Buffer | undefined;
}

/** The verifier's word on the archive as it is now; it meets no faults. */
export async function verify(world: SimWorld, { withLedger, anchor }: Asked): Promise<Report> {
  const archive = plainStore(world.archive);
  const keys = [parseVerifierKey(world.signer.verifierKey)];
  const anchors: Anchor[] = anchor === undefined ? [] : [readAnchor(anchor, keys, 'kept')];
  const files = new Map<string, Buffer>();
  const spill = {
    write: async (name: string, bytes: Uint8Array) => void files.set(name, Buffer.from(bytes)),
    read: async (name: string, start: number, length: number) =>
      (files.get(name) ?? Buffer.alloc(0)).subarray(start, start + length),
  };
  const publishing = publishingSize(world);
  const { report } = await verifyArchive({
    archive,
    keys,
    anchors,
    scan: singleThread(archive, spill),
    now: Math.floor(world.scheduler.now),
    storedTimesTrusted: true,
    ...(withLedger ? { unsealed: (heads) => unsealed(world, heads) } : {}),
    ...(publishing === undefined ? {} : { publishing }),
  });
  world.story.tell(
    'verifier',
    () => `integrity ${report.integrity}, completeness ${report.completeness}: ${kinds(report)}`,
  );
  return report;
}

/** What a report found, in short. */
export function kinds(report: Report): string {
  const counts = Object.entries(report.counts.findings).map(([kind, count]) => `${kind} ${count}`);
  return counts.join(', ') || 'nothing';
}

function publishingSize({ table }: SimWorld): number | undefined {
  if (table.lock === undefined) return undefined;
  const { size, published } = JSON.parse(table.lock.value.toString()) as { size: number; published: boolean };
  return published ? undefined : size;
}

async function* unsealed({ table }: SimWorld, heads: ReadonlyMap<string, number>): AsyncIterable<Entry> {
  for (const lane of table.names().filter((name) => /^\d+$/.test(name))) {
    for (const row of table.rows(lane, (heads.get(lane) ?? 0) + 1, 1_000_000)) {
      try {
        yield parseEntry(row.entry);
      } catch {
        // A row that is no entry excuses no line.
      }
    }
  }
}

function plainStore(bucket: Bucket): ObjectStore {
  const never = () => {
    throw new Error('a verifier writes nothing');
  };
  return {
    put: never,
    remove: never,
    expire: never,
    get: async (key) => {
      const found = bucket.get(key);
      return found && { bytes: found.bytes, version: found.info.version };
    },
    async *list(prefix) {
      for (const { info } of bucket.list(prefix)) yield info;
    },
    read: async (info, start, length) => {
      const found = bucket.find(info);
      if (found === undefined) throw new Error(`${info.key} is gone`);
      // The scanner writes into what it reads.
      return Buffer.from(found.bytes.subarray(start, start + length));
    },
  };
}

/** What lies under events/, read without any of the verifier's code. */
export interface Present {
  /** Event lines, by uid; several where they differ. */
  readonly byUid: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lines that are no event's. */
  readonly others: readonly string[];
  /** Objects that are no whole gzip. */
  readonly unreadable: readonly string[];
  /** Whether an object that is quarantined is no whole gzip: right lines before its damage count. */
  readonly isInDoubt: boolean;
}

const UID = /^\{"metadata":\{"uid":"([0-9A-Z]{26}-\d{7})"/;

/** In an object that is quarantined only those lines count that are right. */
export function readPresent({ archive, truth }: SimWorld): Present {
  const byUid = new Map<string, Set<string>>();
  const others: string[] = [];
  const unreadable: string[] = [];
  let isInDoubt = false;
  for (const { info, bytes } of archive.list('events/')) {
    const lines = linesOf(bytes);
    const isQuarantined = truth.isQuarantined(info.key, bytes);
    if (lines === undefined && isQuarantined) isInDoubt = true;
    if (lines === undefined && !isQuarantined) unreadable.push(info.key);
    for (const line of lines ?? []) {
      const uid = UID.exec(line)?.[1];
      if (isQuarantined && (uid === undefined || !isEntered(truth, uid, line))) continue;
      if (uid === undefined) others.push(line);
      else {
        const known = byUid.get(uid);
        if (known === undefined) byUid.set(uid, new Set([line]));
        else known.add(line);
      }
    }
  }
  return { byUid, others, unreadable, isInDoubt };
}

function isEntered({ batches }: SimWorld['truth'], uid: string, line: string): boolean {
  return batches.get(uid.slice(0, 26))?.lines[Number(uid.slice(27))] === line;
}

/** Which of a batch's events lie in the archive as they were entered. */
export function presentLines({ byUid }: Present, { batch, lines }: EnteredBatch): number {
  return lines.filter((line, i) => byUid.get(eventUid(batch, i))?.has(line) === true).length;
}

/** Whether something present differs from what was entered; what, if so. */
export function foreignIn(world: SimWorld, present: Present): string | undefined {
  const { batches } = world.truth;
  if (present.unreadable.length > 0) return `${present.unreadable[0]} is no gzip`;
  for (const [uid, lines] of present.byUid) {
    const entered = batches.get(uid.slice(0, 26))?.lines[Number(uid.slice(27))];
    for (const line of lines) if (line !== entered) return `${uid} is not as it was entered`;
  }
  const own = new Set([...batches.values()].flatMap(({ entry, indexLine }) => [entry, indexLine]));
  const other = present.others.find((line) => !own.has(line));
  return other === undefined ? undefined : `a line that was never entered: ${other.slice(0, 60)}`;
}

/**
 * Holds the verifier's word against what the simulator knows, in a world that nobody damaged: integrity never fails;
 * completeness fails if a batch under the checkpoint is beyond its limit and not all there, and only then.
 */
export function checkReport(world: SimWorld, report: Report, when: string): void {
  const present = readPresent(world);
  const foreign = foreignIn(world, present);
  if (foreign !== undefined) throw new Violation('archive-as-entered', foreign);
  const found = kinds(report);
  // A sealer whose clock is ahead dates its heartbeat into the future: lines not sealed yet look inserted.
  const excused = world.ahead > 0 && Object.keys(report.counts.findings).every((kind) => !isIntegrity(kind));
  if (report.integrity === 'fail' && !excused) {
    throw new Violation(
      'verifier-integrity',
      `${when}: nothing differs from what was entered, and it finds ${found}`,
    );
  }
  const late = overdue(world, present, report.checkpoint?.size ?? 0);
  if (report.completeness === 'fail' && late.length === 0) {
    throw new Violation('verifier-completeness', `${when}: nothing is overdue, and it finds ${found}`);
  }
  if (report.completeness !== 'fail' && late.length > 0) {
    throw new Violation(
      'verifier-completeness',
      `${when}: ${late[0]?.batch} is overdue, and it finds ${found}`,
    );
  }
}

/** Batches under a checkpoint that are beyond the delivery limit and not all there. */
export function overdue(
  { truth, scheduler }: SimWorld,
  present: Present,
  size = truth.sealed.length,
): EnteredBatch[] {
  return truth
    .batchesUnder(size)
    .filter((batch) => scheduler.now - batch.arrival >= DELIVERY_LIMIT_S * 1000)
    .filter((batch) => presentLines(present, batch) < batch.lines.length);
}

function isIntegrity(kind: string): boolean {
  return (
    kind !== 'foreign' &&
    [
      'changed',
      'damaged',
      'wrong',
      'malformed',
      'twice',
      'lane',
      'fork',
      'root',
      'inserted',
      'altered',
      'bytes',
    ].some((word) => kind.includes(word))
  );
}
