import { arrivalOf } from '../batch/ids';
import type { ObjectInfo } from '../ports';
import type { Absence } from './absent';
import { type BatchTable, State } from './batch-table';
import type { Findings } from './findings';
import {
  completes,
  type Excuse,
  type Group,
  groupSpill,
  type Judgement,
  judgeBroken,
  judgeWhole,
  wantedObject,
} from './join';
import { nameOf } from './log-files';
import type { ObjectResult } from './object-scan';
import type { QuarantinedObjects } from './quarantine';
import type { ScanJob, ScanPool } from './scan-pool';
import type { SpillFile } from './spill';

export interface OpenInput {
  readonly scan: ScanPool;
  readonly table: BatchTable;
  readonly findings: Findings;
  readonly objects: readonly ObjectInfo[];
  readonly quarantined: QuarantinedObjects;
  readonly absence: Absence;
  /** Told of each object that is read again. */
  readonly progress: (jobs: readonly ScanJob[]) => (result: ObjectResult) => void;
}

/** What became of the batches that no single run of lines settled. */
export interface Settled {
  /** Lines identical to others. */
  readonly duplicates: number;
  /** Number of the first leaf whose batch is not whole and ought to be. */
  readonly firstBroken: number;
  /** Batches of which a part is there and the rest may still be delivered. */
  readonly inFlight: number;
  /**
   * By row: `part` for a batch that has expired and of which a part is left, `none` for one of which nothing is there
   * but wrong lines in quarantined objects.
   */
  readonly seen: ReadonlyMap<number, 'none' | 'part'>;
}

/** Joins the spilled lines, reads again what that leaves open, and judges each batch. */
export async function settleOpen(files: readonly SpillFile[], input: OpenInput): Promise<Settled> {
  return new OpenBatches(input).settle(files);
}

class OpenBatches {
  readonly #input: OpenInput;
  readonly #indexes = new Map<number, Uint8Array>();
  readonly #seen = new Map<number, 'none' | 'part'>();
  #duplicates = 0;
  #inFlight = 0;
  #firstBroken = Number.POSITIVE_INFINITY;

  constructor(input: OpenInput) {
    this.#input = input;
  }

  async settle(files: readonly SpillFile[]): Promise<Settled> {
    const open = await this.#join(files);
    if (open.size > 0) await this.#judgeAll(files, open);
    return {
      duplicates: this.#duplicates,
      firstBroken: this.#firstBroken,
      inFlight: this.#inFlight,
      seen: this.#seen,
    };
  }

  /** @returns the rows that the lines alone do not settle */
  async #join(files: readonly SpillFile[]): Promise<Set<number>> {
    const { scan, table } = this.#input;
    const open = new Set<number>();
    for await (const group of groupSpill(scan.spill, files, table)) {
      const { row } = group;
      if (!table.has(row, State.DONE) && group.others.size === 0 && completes(group, table, undefined)) {
        table.mark(row, State.JOINED);
        this.#duplicates += group.duplicates;
      } else open.add(row);
    }
    return open;
  }

  async #judgeAll(files: readonly SpillFile[], open: Set<number>): Promise<void> {
    const { scan, table, quarantined } = this.#input;
    const all = [...files, ...(await this.#fetch(open))];
    const broken = new Set<number>();
    for await (const group of groupSpill(scan.spill, all, table)) {
      if (!open.has(group.row) || this.#judgeWhole(group)) continue;
      if (quarantined.size === 0) this.#judgeBroken(group);
      else broken.add(group.row);
    }
    if (broken.size === 0) return;
    // Without the lines in quarantined objects: what is right there was not enough.
    for await (const group of groupSpill(scan.spill, all, table, (object) => !quarantined.has(object))) {
      if (broken.delete(group.row)) this.#judgeBroken(group);
    }
    for (const row of broken) this.#seen.set(row, 'none');
  }

  /** The second pass: what is known to be authentic of the batches that stayed open. */
  async #fetch(open: ReadonlySet<number>): Promise<readonly SpillFile[]> {
    const { scan, table, objects, findings, progress } = this.#input;
    const wanted = new Set<number>();
    for (const row of open) {
      const object = wantedObject(table, row);
      if (object === undefined) continue;
      wanted.add(object);
      table.mark(row, State.WANTED);
    }
    if (wanted.size === 0) return [];
    const jobs = [...wanted]
      .sort((a, b) => a - b)
      .map((object) => ({ info: objects[object] as ObjectInfo, object }));
    const tell = progress(jobs);
    return scan.scan({ pass: 'fetch' }, table.memory, jobs, (result) => {
      tell(result);
      findings.absorb(result.findings, this.#nameOf(result.object));
      for (const { row, leaves } of result.indexes) this.#indexes.set(row, leaves);
    });
  }

  #nameOf(object: number): string {
    return nameOf(this.#input.objects[object] as ObjectInfo);
  }

  #judgement(group: Group): Judgement {
    const { table, findings, quarantined } = this.#input;
    return {
      group,
      table,
      index: this.#indexes.get(group.row),
      findings,
      objectName: (object) => this.#nameOf(object),
      isQuarantined: (object) => quarantined.has(object),
    };
  }

  /** @returns false if the batch is not whole */
  #judgeWhole(group: Group): boolean {
    const { table, findings } = this.#input;
    const { row } = group;
    const judgement = this.#judgement(group);
    this.#duplicates += group.duplicates;
    if (table.has(row, State.DONE) && group.authentic < table.count(row)) {
      // It was whole in the first pass: what lies beside it cannot be compared any more.
      const object = this.#nameOf(wantedObject(table, row) as number);
      findings.add('object-unreadable', 'it changed between two readings', { object });
      return true;
    }
    const isWhole = table.has(row, State.DONE) || completes(group, table, judgement.index);
    if (!isWhole) return false;
    table.mark(row, State.JOINED);
    judgeWhole(judgement);
    return true;
  }

  #judgeBroken(group: Group): void {
    const { row } = group;
    const excuse = this.#excuseOf(row);
    const isPart = judgeBroken({ ...this.#judgement(group), excuse });
    if (isPart && excuse === 'expired') {
      this.#seen.set(row, 'part');
      return;
    }
    if (isPart && excuse === 'in-flight') this.#inFlight++;
    this.#firstBroken = Math.min(this.#firstBroken, this.#input.table.place(row));
  }

  /** Why a part of the batch may not be there; the same goes for batches of which nothing is. */
  #excuseOf(row: number): Excuse | undefined {
    const { table, absence } = this.#input;
    const place = table.place(row);
    const arrival = arrivalOf(table.batch(row));
    if (absence.isExpired(place, arrival)) return 'expired'; // check: expired-in-part | absence.isExpired(place, arrival) => false
    if (absence.isInFlight(place, arrival)) return 'in-flight'; // check: in-flight-part | absence.isInFlight(place, arrival) => false
    return undefined;
  }
}
