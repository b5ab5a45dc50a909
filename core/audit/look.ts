import { WormtrailError } from '../errors';
import type { ObjectInfo, ObjectStore } from '../ports';
import { BatchTable, State } from '../verify/batch-table';
import type { Findings } from '../verify/findings';
import type { QuarantineLeaf } from '../verify/history';
import { completes, type Group, groupSpill, judgeBroken, judgeWhole, wantedObject } from '../verify/join';
import { nameOf } from '../verify/log-files';
import { type ObjectResult, ObjectScanner } from '../verify/object-scan';
import { QuarantinedObjects } from '../verify/quarantine';
import { type SpillFile, type SpillStore, SpillWriter } from '../verify/spill';

/** What was found in some objects. */
export interface Sight {
  /** By number of the object; those that were not reached are not there. */
  readonly results: ReadonlyMap<number, ObjectResult>;
  /** Rows whose lines lie in an object, by number of the object. */
  readonly held: ReadonlyMap<number, ReadonlySet<number>>;
  /** Rows with lines that a second look has to settle. */
  readonly open: ReadonlyMap<number, OpenRow>;
}

export interface OpenRow {
  /** Numbers of the objects that its lines lie in. */
  readonly objects: ReadonlySet<number>;
  /** Whether every one of its events has a line. */
  readonly isFull: boolean;
}

/** Reads objects by the verifier's own parts, one after another. */
export class Looking {
  readonly #archive: Pick<ObjectStore, 'read'>;
  readonly #spill: SpillStore;
  #scans = 0;

  /** @param spill is nobody else's */
  constructor(archive: Pick<ObjectStore, 'read'>, spill: SpillStore) {
    this.#archive = archive;
    this.#spill = spill;
  }

  /**
   * Reads each object once. Rows that turn out whole are marked so in the table.
   * @param mayGoOn asked before each object
   */
  async look(
    table: BatchTable,
    objects: readonly ObjectInfo[],
    mayGoOn: () => boolean,
    onResult: (result: ObjectResult) => void,
  ): Promise<Sight> {
    const results = new Map<number, ObjectResult>();
    const files = await this.#scan('judge', table, objects, [...objects.keys()], mayGoOn, (result) => {
      results.set(result.object, result);
      onResult(result);
    });
    const held = new Map<number, Set<number>>();
    const hold = (object: number, row: number) => held.set(object, (held.get(object) ?? new Set()).add(row));
    for (let row = 0; row < table.rows; row++) {
      if (table.has(row, State.DONE)) hold(table.memory.doneIn[row] as number, row);
    }
    const open = new Map<number, OpenRow>();
    for await (const group of groupSpill(this.#spill, files, table)) {
      const { row } = group;
      const objectsOf = objectsIn(group);
      for (const object of objectsOf) hold(object, row);
      if (isSettled(group, table)) table.mark(row, State.JOINED);
      else open.set(row, { objects: objectsOf, isFull: group.present === table.count(row) });
    }
    return { results, held, open };
  }

  /**
   * Judges rows for good, as `verify` does, from all objects that their lines lie in; what else lies there is passed
   * over.
   * @returns what became of each: whole, some of its events missing, or none missing and some changed
   */
  async judge(
    table: BatchTable,
    rows: ReadonlySet<number>,
    objects: readonly ObjectInfo[],
    quarantines: readonly QuarantineLeaf[],
    findings: Findings,
  ): Promise<ReadonlyMap<number, 'whole' | 'missing' | 'changed'>> {
    const quarantined = await QuarantinedObjects.find(this.#archive, objects, quarantines);
    const own = only(table, rows);
    const files = await this.#scan(
      'judge',
      own,
      objects,
      [...objects.keys()],
      () => true,
      () => undefined,
    );
    const outcome = new Map<number, 'whole' | 'missing' | 'changed'>();
    for (const row of rows) if (own.has(row, State.DONE)) outcome.set(row, 'whole');
    const wanted = new Set<number>();
    const open = new Set<number>();
    for await (const group of groupSpill(this.#spill, files, own)) {
      if (isSettled(group, own)) {
        outcome.set(group.row, 'whole');
        continue;
      }
      open.add(group.row);
      const object = wantedObject(own, group.row);
      if (object === undefined) continue;
      wanted.add(object);
      own.mark(group.row, State.WANTED);
    }
    const indexes = new Map<number, Uint8Array>();
    const more = await this.#scan(
      'fetch',
      own,
      objects,
      [...wanted],
      () => true,
      (result) => {
        for (const { row, leaves } of result.indexes) indexes.set(row, leaves);
      },
    );
    const objectName = (object: number) => nameOf(objects[object] as ObjectInfo);
    const isQuarantined = (object: number) => quarantined.has(object);
    const judgement = (group: Group) => {
      return { group, table: own, index: indexes.get(group.row), findings, objectName, isQuarantined };
    };
    const broken = (group: Group) =>
      outcome.set(group.row, judgeBroken(judgement(group)) ? 'missing' : 'changed');
    const all = [...files, ...more];
    for await (const group of groupSpill(this.#spill, all, own)) {
      if (!open.has(group.row)) continue;
      if (own.has(group.row, State.DONE) || completes(group, own, indexes.get(group.row))) {
        judgeWhole(judgement(group));
        outcome.set(group.row, 'whole');
        open.delete(group.row);
      } else if (quarantined.size === 0) broken(group);
      // Of one that has wrong lines in quarantined objects only, nothing is here.
      else outcome.set(group.row, 'missing');
    }
    if (quarantined.size > 0) {
      // Without the lines in quarantined objects: what is right there was not enough.
      const counts = (object: number) => !isQuarantined(object);
      for await (const group of groupSpill(this.#spill, all, own, counts))
        if (open.has(group.row)) broken(group);
    }
    return outcome;
  }

  async #scan(
    pass: 'judge' | 'fetch',
    table: BatchTable,
    objects: readonly ObjectInfo[],
    numbers: readonly number[],
    mayGoOn: () => boolean,
    onResult: (result: ObjectResult) => void,
  ): Promise<readonly SpillFile[]> {
    const writer = new SpillWriter(this.#spill, `audit-${this.#scans++}`);
    const scanner = new ObjectScanner(this.#archive, table, writer, { pass });
    for (const number of numbers) {
      if (!mayGoOn()) break;
      const info = objects[number];
      if (info === undefined) throw new WormtrailError('usage', `there is no object ${number}`);
      onResult(await scanner.scan(info, number));
    }
    await writer.flush();
    return writer.files;
  }
}

/** All of the batch, and nothing beside it. */
function isSettled(group: Group, table: BatchTable): boolean {
  if (table.has(group.row, State.DONE) || group.others.size > 0) return false;
  return completes(group, table, undefined);
}

function objectsIn(group: Group): Set<number> {
  const objects = new Set<number>();
  group.seen.forEach((seen, event) => {
    if (seen !== 0) objects.add(group.objects[event] as number);
  });
  for (const others of group.others.values()) for (const { object } of others) objects.add(object);
  return objects;
}

/** The table with a state of its own, in which all rows but `rows` are passed over. */
function only(table: BatchTable, rows: ReadonlySet<number>): BatchTable {
  const { memory } = table;
  const state = new Int32Array(new SharedArrayBuffer(memory.state.byteLength));
  for (let row = 0; row < table.rows; row++) {
    if (!rows.has(row)) state[row] = State.SKIPPED;
  }
  return new BatchTable({
    ...memory,
    state,
    doneIn: new Uint32Array(new SharedArrayBuffer(memory.doneIn.byteLength)),
    indexIn: new Uint32Array(new SharedArrayBuffer(memory.indexIn.byteLength)),
  });
}
