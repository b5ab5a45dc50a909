import type { Entry } from '../batch/entry';
import { formatEntry } from '../batch/entry';
import type { ObjectInfo, ObjectStore } from '../ports';
import { leafHash } from '../tlog/merkle';
import { formatKeyId, type VerifierKey } from '../tlog/note';
import { Absence } from './absent';
import { type BatchTable, State, TableBuilder } from './batch-table';
import { type Anchor, chooseCheckpoint, type Judged } from './checkpoints';
import { checkFailed, FailedList } from './failed-check';
import { Findings, verdicts } from './findings';
import { LogHistory } from './history';
import { type ArrivalRange, checkLog, type LogResult } from './log-check';
import { type LogFiles, listLog, nameOf } from './log-files';
import type { ObjectResult } from './object-scan';
import { settleOpen } from './open-batches';
import { type Present, presentOf } from './present';
import { QuarantinedObjects } from './quarantine';
import type { Report } from './report';
import type { ScanJob, ScanPool } from './scan-pool';
import type { SpillFile } from './spill';

export interface VerifyInput {
  readonly archive: ObjectStore;
  /** Verifier keys from outside the archive. */
  readonly keys: readonly VerifierKey[];
  /** Checkpoints from outside the archive, already found to be signed by whom the caller trusts. */
  readonly anchors: readonly Anchor[];
  readonly scan: ScanPool;
  /** ms since 1970. */
  readonly now: number;
  /** The store's own word on when it stored an object can be trusted (S3; not a folder). */
  readonly storedTimesTrusted: boolean;
  /**
   * The ledger's entries beyond the tree; absent: there is no ledger. Called once, after the objects were
   * listed, with the newest seq of each lane in the tree.
   */
  readonly unsealed?: (heads: ReadonlyMap<string, number>) => AsyncIterable<Entry>;
  /** Size of the checkpoint that the sealer's own state is about to publish, if it is. */
  readonly publishing?: number;
  /** Days; nothing younger may have expired, whatever the archive says of its retention. */
  readonly minRetentionDays?: number;
  /** ms since 1970: only batches that arrived from then on. */
  readonly since?: number;
  /** ms since 1970: only batches that arrived before. */
  readonly until?: number;
  /**
   * The id of the normaliser that the scan pool derives lines with: those of its batches are derived again from their
   * raw text. Absent: none are.
   */
  readonly renormalize?: string;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** `log`: in leaves; `objects`, `again` (what the first pass left open): in compressed bytes. */
  readonly phase: 'log' | 'objects' | 'again';
  readonly done: number;
  readonly total: number;
}

export interface Verification {
  readonly report: Report;
  /**
   * The signed note that this verifier may remember as the newest of its origin: verified under an outside key
   * and consistent with every checkpoint from outside. Undefined: remember nothing.
   */
  readonly remember: Uint8Array | undefined;
}

/**
 * Verifies an archive. What is wrong with it is in the report.
 * @throws WormtrailError `unsupported` for a newer format or key type, `unavailable` or `denied` if the archive
 * cannot be listed, `full` if the spill cannot be written
 */
export async function verifyArchive(input: VerifyInput): Promise<Verification> {
  return new Run(input).run();
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What objects are judged by. */
interface Scene {
  readonly log: LogResult;
  readonly table: BatchTable;
  /** Whether there is a ledger. */
  readonly ledgerKnown: boolean;
  readonly quarantined: QuarantinedObjects;
  readonly absence: Absence;
}

/** What all steps came to. */
interface Outcome {
  readonly judged: Judged | undefined;
  /** Size of the newest checkpoint from outside that is of this log. */
  readonly anchor: number | undefined;
  readonly log: LogResult;
  readonly table: BatchTable;
  readonly absent: ReturnType<Absence['judge']>;
  readonly present: Present;
}

class Run {
  readonly #input: VerifyInput;
  readonly #findings = new Findings();
  readonly #range: ArrivalRange | undefined;
  #objects: readonly ObjectInfo[] = [];
  /** Sums over the objects. */
  readonly #sums = { lines: 0, bytes: 0, duplicates: 0, unsealed: 0, foreign: 0 };
  /** Number of the first leaf whose batch or failed delivery is not here as it was entered. */
  #firstBroken = Number.POSITIVE_INFINITY;
  /** Batches of which a part is there and the rest may still be delivered. */
  #inFlight = 0;
  /** Rows with lines of which not all, or not even one, counts. */
  #seenOf: ReadonlyMap<number, 'none' | 'part'> = new Map();

  constructor(input: VerifyInput) {
    this.#input = input;
    const { since, until } = input;
    if (since !== undefined || until !== undefined) {
      this.#range = { since: since ?? 0, until: until ?? Number.POSITIVE_INFINITY };
    }
  }

  async run(): Promise<Verification> {
    const { archive, keys, publishing } = this.#input;
    const files = await listLog(archive);
    const judged = await chooseCheckpoint(archive, files, keys, publishing, this.#findings);
    const anchor = this.#checkAnchors(judged);
    const log = judged === undefined ? emptyLog() : await this.#checkLog(files, judged);
    this.#objects = await this.#listObjects(log);
    const ledgerKnown = await this.#addUnsealed(log.table, log.heads);
    const table = log.table.finish();
    // An entry that is not what was sealed says nothing about its batch.
    for (const row of log.changedRows) table.mark(row, State.SKIPPED);
    const quarantined = await QuarantinedObjects.find(archive, this.#objects, log.history.quarantined);

    const present = this.#present(files, log);
    const absence = this.#absence(present, log);
    await this.#scanObjects({ log, table, ledgerKnown, quarantined, absence });
    const absent = absence.judge(table, (row) => this.#seen(row, table), this.#findings);
    this.#firstBroken = Math.min(this.#firstBroken, await this.#checkFailed(log, absence));
    return this.#conclude({ judged, anchor, log, table, absent, present });
  }

  /** The present, by the store's own times where they can be trusted. */
  #present(files: LogFiles, { genesis, history }: LogResult): Present {
    const { now, storedTimesTrusted } = this.#input;
    const deliveryLimit = genesis?.deliveryLimit ?? null;
    if (!storedTimesTrusted) return presentOf(now, undefined, deliveryLimit);
    const published = new Map<number, number>();
    for (const [size, notes] of files.notes) {
      const times = notes.flatMap(({ storedAt }) => storedAt ?? []);
      if (times.length > 0) published.set(size, Math.min(...times));
    }
    history.addPublished(published);
    let newest: number | undefined;
    for (const infos of [...files.notes.values(), this.#objects]) {
      for (const { storedAt = 0 } of infos) if (storedAt > (newest ?? 0)) newest = storedAt;
    }
    return presentOf(now, newest, deliveryLimit);
  }

  #absence(present: Present, { genesis, history }: LogResult): Absence {
    return new Absence({
      present,
      history,
      minRetention: this.#input.minRetentionDays,
      deliveryLimit: genesis?.deliveryLimit ?? null,
      inRange: this.#range !== undefined,
    });
  }

  #seen(row: number, table: BatchTable): 'none' | 'part' | 'some' {
    return table.has(row, State.DONE | State.SPILLED) ? (this.#seenOf.get(row) ?? 'some') : 'none';
  }

  #checkLog(files: LogFiles, { checkpoint }: Judged): Promise<LogResult> {
    const { archive, keys, anchors, onProgress } = this.#input;
    return checkLog({
      archive,
      files,
      checkpoint,
      keys,
      anchors: anchors.filter((anchor) => anchor.checkpoint.origin === checkpoint.origin),
      range: this.#range,
      normalizer: this.#input.renormalize,
      findings: this.#findings,
      onLeaves: (done) => onProgress?.({ phase: 'log', done, total: checkpoint.size }),
    });
  }

  /** @returns the size of the newest checkpoint from outside that is of this log */
  #checkAnchors(judged: Judged | undefined): number | undefined {
    const size = judged?.checkpoint.size ?? 0;
    let newest: number | undefined;
    for (const { checkpoint, source } of this.#input.anchors) {
      if (judged !== undefined && checkpoint.origin !== judged.checkpoint.origin) {
        const origins = `${checkpoint.origin}, the archive of ${judged.checkpoint.origin}`;
        this.#findings.add('origin-mismatch', `${source} is of ${origins}`); // check: anchor-origin | this.#findings.add('origin-mismatch', `${source} is of ${origins}`) => void 0
        continue;
      }
      newest = Math.max(newest ?? 0, checkpoint.size);
      if (checkpoint.size > size) {
        this.#findings.add('rollback', `${source} has ${checkpoint.size} leaves, the archive ${size}`); // check: rollback | this.#findings.add('rollback', `${source} has ${checkpoint.size} leaves, the archive ${size}`) => void 0
      }
    }
    if (newest === undefined)
      this.#findings.add('no-anchor', 'give one with --checkpoint'); // check: no-anchor | newest === undefined => false
    else if (newest < size) this.#findings.add('beyond-anchor', `leaves ${newest} to ${size - 1}`);
    return newest;
  }

  async #listObjects(log: LogResult): Promise<ObjectInfo[]> {
    const objects: ObjectInfo[] = [];
    const window = this.#range && widened(this.#range, log.genesis?.deliveryLimit ?? 0);
    for await (const info of this.#input.archive.list('events/')) {
      if (window === undefined || liesWithin(info.key, window)) objects.push(info);
    }
    return objects;
  }

  /** @returns whether there is a ledger */
  async #addUnsealed(table: TableBuilder, heads: ReadonlyMap<string, number>): Promise<boolean> {
    const { unsealed } = this.#input;
    if (unsealed === undefined) return false;
    for await (const entry of unsealed(heads)) {
      table.add({ ...entry, leaf: leafHash(Buffer.from(formatEntry(entry))), place: -1 }, State.UNSEALED);
    }
    return true;
  }

  // Objects

  async #scanObjects(scene: Scene): Promise<void> {
    const { scan, storedTimesTrusted } = this.#input;
    const { table, log } = scene;
    const jobs = this.#objects.map((info, object) => ({ info, object }));
    const task = {
      pass: 'judge',
      ...(this.#range && { range: this.#range }),
      ...(this.#input.renormalize !== undefined && { renormalize: true as const }),
      ...(storedTimesTrusted && { times: { heartbeat: log.history.heartbeat } }),
    } as const;
    const progress = this.#progress('objects', jobs);
    const files = await scan.scan(task, table.memory, jobs, (result) => {
      progress(result);
      this.#sums.lines += result.lines;
      this.#sums.bytes += result.bytes;
      this.#sums.duplicates += result.duplicates;
      this.#sums.unsealed += result.unsealed;
      const foreign = this.#judgeForeign(result, scene);
      this.#findings.absorb(scene.quarantined.silence(result, foreign), this.#nameOf(result.object));
    });
    if (files.length > 0) await this.#settle(files, scene);
  }

  /** Batches that no single run settled. */
  async #settle(files: readonly SpillFile[], { table, quarantined, absence }: Scene): Promise<void> {
    const settled = await settleOpen(files, {
      scan: this.#input.scan,
      table,
      findings: this.#findings,
      objects: this.#objects,
      quarantined,
      absence,
      progress: (jobs) => this.#progress('again', jobs),
    });
    this.#sums.duplicates += settled.duplicates;
    this.#firstBroken = Math.min(this.#firstBroken, settled.firstBroken);
    this.#inFlight = settled.inFlight;
    this.#seenOf = settled.seen;
  }

  #nameOf(object: number): string {
    return nameOf(this.#objects[object] as ObjectInfo);
  }

  #progress(phase: Progress['phase'], jobs: readonly ScanJob[]): (result: ObjectResult) => void {
    const total = jobs.reduce((sum, { info }) => sum + info.size, 0);
    let done = 0;
    return ({ bytes }) => {
      done += bytes;
      this.#input.onProgress?.({ phase, done, total });
    };
  }

  /**
   * Lines that no leaf covers: inserted, not sealed yet, or one cannot tell.
   * @returns how many findings were left to a quarantine to tell
   */
  #judgeForeign(result: ObjectResult, scene: Scene): number {
    const info = this.#objects[result.object] as ObjectInfo;
    let silenced = 0;
    const claims = [...result.foreign];
    if (result.moreForeign > 0) claims.push({ count: result.moreForeign, batch: undefined, sample: '…' });
    for (const { batch, count, sample } of claims) {
      const verdict = this.#foreignVerdict(info, scene, batch);
      if (verdict === 'unsealed') {
        this.#sums.unsealed += count;
        continue;
      }
      this.#sums.foreign += count;
      if (scene.quarantined.has(result.object)) {
        silenced++;
        continue;
      }
      const detail = `${count} lines, e.g. ${JSON.stringify(sample)}`;
      this.#findings.add(verdict, detail, { batch, object: nameOf(info) });
    }
    return silenced;
  }

  #foreignVerdict(
    { storedAt }: ObjectInfo,
    { log: { history, lostLeaves }, ledgerKnown }: Scene,
    batch: string | undefined,
  ): 'foreign' | 'foreign-undecided' | 'unsealed' {
    const { heartbeat } = history;
    // The leaf that would cover it may be one of those that cannot be read.
    if (lostLeaves > 0 && batch !== undefined) return 'foreign-undecided';
    if (ledgerKnown) return 'foreign'; // check: foreign-ledger | return 'foreign' => return 'unsealed'
    if (!this.#input.storedTimesTrusted || storedAt === undefined) return 'foreign-undecided'; // check: foreign-undecided | return 'foreign-undecided' => return 'unsealed'
    if (heartbeat === undefined || storedAt >= heartbeat) return 'unsealed'; // check: foreign-newer | heartbeat === undefined || storedAt >= heartbeat => false
    return 'foreign'; // check: foreign-older | return 'foreign' => return 'unsealed'
  }

  // Conclusion

  /** Failed deliveries belong to no range of arrivals: only a verification of all looks at them. */
  async #checkFailed(log: LogResult, absence: Absence): Promise<number> {
    if (this.#range !== undefined) return Number.POSITIVE_INFINITY;
    const { archive } = this.#input;
    const isExpired = (place: number, time: number) => absence.isExpired(place, time);
    return checkFailed({ archive, failed: log.failed, findings: this.#findings, isExpired });
  }

  #conclude({ judged, anchor, log, table, absent, present }: Outcome): Verification {
    const { counts, kept } = this.#findings;
    const size = judged?.checkpoint.size ?? 0;
    let events = 0;
    let batches = 0;
    for (let row = 0; row < table.rows; row++) {
      if (table.has(row, State.UNSEALED | State.SKIPPED)) continue;
      batches++;
      if (table.has(row, State.DONE | State.JOINED)) events += table.count(row);
    }
    const report: Report = {
      ...verdicts(counts.keys()),
      completeThrough: Math.min(anchor ?? 0, size, absent.first, this.#firstBroken, log.firstLost),
      events,
      batches,
      objects: this.#objects.length,
      checkpoint: judged
        ? {
            origin: judged.checkpoint.origin,
            size,
            root: judged.checkpoint.root.toString('base64'),
            keys: judged.keys.map(({ name, keyId }) => `${name}+${formatKeyId(keyId)}`),
            anchor: anchor ?? null,
          }
        : null,
      time: { source: present.source, at: new Date(present.at).toISOString() },
      counts: {
        ...this.#sums,
        expired: absent.expired,
        inFlight: absent.inFlight + this.#inFlight,
        findings: Object.fromEntries(counts),
      },
      findings: kept,
    };
    const isConsistent = (
      ['fork', 'rollback', 'root-mismatch', 'bad-signature', 'origin-mismatch'] as const
    ).every((kind) => !counts.has(kind));
    const remember =
      judged !== undefined && judged.keys.length > 0 && isConsistent ? judged.bytes : undefined;
    return { report, remember };
  }
}

/** What is known without a checkpoint. */
function emptyLog(): LogResult {
  return {
    table: new TableBuilder(),
    genesis: undefined,
    heads: new Map(),
    history: new LogHistory(new Findings()),
    lostLeaves: 0,
    changedRows: [],
    firstLost: Number.POSITIVE_INFINITY,
    failed: new FailedList(),
  };
}

/** Objects are named by the hour of delivery: that of arrival, or later by what delivery may take. */
function widened({ since, until }: ArrivalRange, deliveryLimit: number): ArrivalRange {
  return { since: since - 2 * HOUR_MS, until: until + Math.max(deliveryLimit * 1000, DAY_MS) + HOUR_MS };
}

function liesWithin(key: string, { since, until }: ArrivalRange): boolean {
  const parts = /(?:^|\/)date=(\d{4}-\d\d-\d\d)\/hour=(\d\d)\//.exec(key);
  const hour = parts ? Date.parse(`${parts[1]}T${parts[2]}:00:00Z`) : Number.NaN;
  return Number.isNaN(hour) || (hour >= since && hour < until);
}
