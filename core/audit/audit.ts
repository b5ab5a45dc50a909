import { type Entry, formatEntry, parseEntry } from '../batch/entry';
import { arrivalOf, eventUid, hourPrefix } from '../batch/ids';
import { isPast, RetentionRules } from '../batch/retention';
import { WormtrailError } from '../errors';
import type { Clock, Ledger, Lock, ObjectInfo, ObjectStore } from '../ports';
import { redrivenKey } from '../redrive/redeliver';
import { isEventLane } from '../seal/lane-order';
import type { Checkpoint } from '../tlog/checkpoint';
import { leafHash, sha256 } from '../tlog/merkle';
import type { VerifierKey } from '../tlog/note';
import { type BatchTable, State, TableBuilder } from '../verify/batch-table';
import { type Finding, type FindingKind, Findings, type Verdict, verdicts } from '../verify/findings';
import type { QuarantineLeaf } from '../verify/history';
import { nameOf } from '../verify/log-files';
import type { ObjectResult } from '../verify/object-scan';
import { QuarantinedObjects } from '../verify/quarantine';
import type { SpillStore } from '../verify/spill';
import { addToDay, type Day, dateOf, type Holes } from './day';
import { writeHoles } from './holes';
import { type Loss, StateKeeper } from './keeper';
import {
  type Audited,
  floorHour,
  readCheckpoint,
  readEntries,
  type Sealed,
  type Taken,
  takeLeaves,
} from './log';
import { Looking, type Sight } from './look';
import { eachPlace, type Places, placesOf } from './places';
import { enterReport } from './report';
import { letGoOfStages } from './stages';
import type { AuditState } from './state';

export interface AuditOptions {
  readonly archive: ObjectStore;
  /** Where the state lies, and the list of holes, under `audit/`. */
  readonly state: ObjectStore;
  readonly ledger: Ledger;
  /** The auditor's own register: not the sealer's. */
  readonly lock: Lock;
  /** The log's verifier keys, from outside the archive. None: integrity is unknown. */
  readonly keys: readonly VerifierKey[];
  /** What the sealer has published, by its register in the ledger; asked before the archive is. */
  readonly sealed?: () => Promise<Sealed | undefined>;
  readonly clock: Clock;
  /** For lines that one object alone does not settle; new for each call. */
  readonly spill: SpillStore;
  /** When to stop, ms since 1970: an object that is begun is read to its end. The next call goes on. */
  readonly until?: number;
  readonly onProgress?: (progress: AuditProgress) => void;
  readonly limits?: AuditLimits;
}

/** How much one step takes in at most; its end is kept. */
export interface AuditLimits {
  readonly leaves: number;
  readonly objects: number;
  readonly bytes: number;
}

const LIMITS: AuditLimits = { leaves: 65_536, objects: 256, bytes: 1 << 30 };

export interface AuditProgress {
  /** Compressed bytes read by this call. */
  readonly bytes: number;
  /** As far as it is known what there is to read. */
  readonly total: number;
}

export interface AuditResult {
  /** About what this call looked at, and what is missing; what was not looked at passes nothing. */
  readonly integrity: Verdict;
  readonly completeness: Verdict;
  /** Whether all that is there was looked at. */
  readonly finished: boolean;
  /** False: another audit was at work at the same time, and its outcome is the one that was kept. */
  readonly kept: boolean;
  /** Why this audit began anew, over the whole log. */
  readonly begun: Loss | undefined;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | null;
  /** Leaves taken in by this call. */
  readonly leaves: number;
  /** Batches seen delivered for the first time, and their events. */
  readonly batches: number;
  readonly events: number;
  /** Objects read, and their compressed bytes. */
  readonly objects: number;
  readonly bytes: number;
  readonly inFlight: number;
  readonly holes: Holes;
  /** Seconds since the time up to which everything was looked at. */
  readonly lag: number;
  /** Seconds since the newest heartbeat of the sealer in the leaves taken in; null: there was none. */
  readonly sealAge: number | null;
  /** Stages that this call let go. */
  readonly stages: number;
  /** Key of the report of an earlier day that this call stored and entered. */
  readonly report: string | null;
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  readonly findings: readonly Finding[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** An object may lie under an hour before its first arrival: the stream's clock, and the hour it began to gather. */
const EARLY_MS = 2 * HOUR_MS;
/** Hours around an object that is gone in which copies of what it held are looked for. */
const AROUND_MS = 2 * HOUR_MS;

/**
 * Verifies what is new since the last audit, once, and says what is missing.
 *
 * - New leaves, under a checkpoint that is signed by the log's key and grown from the one audited before: chains of
 *   the lanes, canonical form. Each is taken in once.
 * - New objects: all versions under the hours from the last audit's, less the delivery limit and two hours, to now. An
 *   object is read once, but for one that holds a part of a batch whose rest is not there yet, one that cannot be read,
 *   and those that a contradiction or a disappearance makes it read again. For a batch that was sealed late, the
 *   hours around its arrival too, once. Lines are judged by the verifier's own
 *   parts, against the leaves of batches that may lie there and the ledger's rows that are not sealed yet.
 * - A batch whose lines gave its root is not awaited any more. One that is beyond the delivery limit, or was seen in an
 *   object that has disappeared since, is a hole until it is seen again. Holes are listed for redrive (`writeHoles`).
 * - Once a day, stages that are not needed any more are let go (`letGoOfStages`).
 * - On a new day, the report of the day before is stored and its hash entered in the log.
 *
 * Time grows with what is new and with the leaves of two delivery limits before it; memory with the latter (150 bytes
 * a batch), the objects listed there and the holes. It is worked off in steps, each kept, so that a call that stops,
 * or dies, loses a step at most.
 *
 * What it leaves to `verify`: objects under older hours but for redrive's own, whether what was seen is still there
 * beyond the hours above, `failed/`, tiles and checkpoints that it does not need. Lines that claim a batch
 * older than what may lie under their hour are undecided here.
 *
 * @throws WormtrailError what the ports throw; nothing is lost by calling again
 */
export async function auditOnce(options: AuditOptions): Promise<AuditResult> {
  return new Audit(options).run();
}

/** A batch that the table has, as far as it is needed. */
interface Awaited {
  readonly batch: string;
  readonly arrival: number;
  readonly events: number;
}

/** Objects as they are listed, by hour prefix, then by id. */
type Listing = ReadonlyMap<string, ReadonlyMap<string, ObjectInfo>>;

/** The leaves whose batch is not seen, while a step changes them. */
interface Missing {
  readonly awaited: Set<number>;
  readonly lost: Set<number>;
  readonly partial: Set<number>;
  /** Seen, and changed. */
  readonly altered: Set<number>;
}

/** What a call has done. */
interface Sums {
  leaves: number;
  batches: number;
  events: number;
  objects: number;
  bytes: number;
}

/** How a step ended. */
interface End {
  readonly finished: boolean;
  /** The call ends with it. */
  readonly isLast: boolean;
}

interface Step {
  readonly next: AuditState;
  /** Whether all that is there was looked at. */
  readonly finished: boolean;
  /** Nothing more can be done in this call. */
  readonly stuck: boolean;
}

class Audit {
  readonly #options: AuditOptions;
  readonly #limits: AuditLimits;
  readonly #keeper: StateKeeper;
  readonly #looking: Looking;
  readonly #findings = new Findings();
  /** Ids of objects that this call read and that stay open. */
  readonly #tried = new Map<string, { readonly prefix: string; readonly info: ObjectInfo }>();
  /** What this call said already: ids of objects, of objects with foreign lines, leaves of holes. */
  readonly #told = { objects: new Set<string>(), foreign: new Set<string>(), holes: new Set<number>() };
  readonly #sums: Sums = { leaves: 0, batches: 0, events: 0, objects: 0, bytes: 0 };
  #holes: Holes = { fresh: 0, days: 0, old: 0 };
  #holeBatches: string[] = [];
  #inFlight = 0;
  readonly #normalizers = new Set<string>();
  #report: string | null = null;
  #stages = 0;

  constructor(options: AuditOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
    this.#keeper = new StateKeeper(options.state, options.lock);
    this.#looking = new Looking(options.archive, options.spill);
  }

  async run(): Promise<AuditResult> {
    const { archive, ledger, keys, clock, sealed } = this.#options;
    const { state: loaded, loss } = await this.#keeper.load();
    let state = loaded;
    if (state.day !== null && state.day.date !== dateOf(clock.now())) {
      this.#report = await enterReport(archive, ledger, clock, state.day);
      state = { ...state, day: null };
    }
    const audited = await readCheckpoint(archive, keys, state.note, await sealed?.(), this.#findings);
    for (;;) {
      const before = { ...this.#sums };
      const { next, finished, stuck } =
        audited === undefined
          ? { next: state, finished: false, stuck: true }
          : await this.#step(state, audited);
      const isLast = finished || stuck || this.#isTimeUp();
      state = { ...next, day: this.#day(next, audited, before, { finished, isLast }) };
      const kept = await this.#keeper.save(state);
      if (kept && finished) await writeHoles(this.#options.state, this.#holeBatches);
      if (kept && finished && audited !== undefined) await this.#letGoOfStages(state, audited);
      if (!kept || isLast) return this.#result(state, audited, { finished, kept, loss });
    }
  }

  /** Only of what an audit that looked at everything, under the log's key, has kept: then nobody begins before it. */
  async #letGoOfStages(state: AuditState, audited: Audited): Promise<void> {
    if (this.#options.keys.length === 0) return;
    const needed = new Set<string>();
    const places = [state.awaited, state.lost, state.partial, state.altered].flatMap((runs) => [
      ...eachPlace(runs),
    ]);
    const take = ({ digest }: Entry) => void needed.add(digest);
    if ((await readEntries(audited, new Set(places), this.#findings, take)) === undefined) return;
    const seen = { lanes: state.lanes, needed };
    const done = await letGoOfStages(this.#options, seen, state.stages, () => !this.#isTimeUp());
    this.#stages = done.expired;
    await this.#keeper.save({ ...state, stages: done.walk });
  }

  #isTimeUp(): boolean {
    const { until, clock } = this.#options;
    return until !== undefined && clock.now() >= until;
  }

  // One step

  async #step(state: AuditState, audited: Audited): Promise<Step> {
    const { clock } = this.#options;
    const taken = await takeLeaves(audited, state, this.#limits.leaves, this.#findings);
    if (taken === undefined) return { next: state, finished: false, stuck: true };
    const { log } = taken;
    const missing: Missing = {
      awaited: new Set([...eachPlace(state.awaited), ...taken.batches]),
      lost: new Set(eachPlace(state.lost)),
      partial: new Set(eachPlace(state.partial)),
      altered: new Set(eachPlace(state.altered)),
    };
    for (const normalizer of taken.normalizers) this.#normalizers.add(normalizer);
    this.#sums.leaves += log.taken - state.taken;

    const isCaughtUp = log.taken === audited.checkpoint.size;
    const limit = (log.deliveryLimit ?? 0) * 1000;
    const now = clock.now();
    const firstHour = log.hours[0]?.[0];
    const horizon = isCaughtUp ? now : this.#horizon(state, taken, now);
    // An id may claim any arrival: what is older than the log is looked for around its own.
    const start = state.looked ?? Math.max(firstHour ?? now, (log.began ?? now) - DAY_MS);
    const low = floorHour(start - limit - EARLY_MS);

    const awaited = await this.#entriesOf(audited, missing);
    if (awaited === undefined) return { next: state, finished: false, stuck: true };
    const span = limit + EARLY_MS;
    const late = [...awaited].filter(([place]) => place >= state.searched).map(([, { arrival }]) => arrival);
    const listing = await this.#list(low, horizon + (isCaughtUp ? HOUR_MS : 0), awaited, { late, span });
    const again = this.#disappeared(state, listing, missing, low);
    const known = (prefix: string, id: string) =>
      !again.has(id) && state.objects.get(prefix)?.has(id) === true;

    const fresh: { prefix: string; id: string; info: ObjectInfo }[] = [];
    for (const [prefix, objects] of listing) {
      for (const [id, info] of objects) {
        if (!known(prefix, id) && !this.#tried.has(id)) fresh.push({ prefix, id, info });
      }
    }
    const chunk = this.#chunk(fresh);
    const tried = [...this.#tried].map(([id, object]) => ({ id, ...object }));
    const jobs = [...tried, ...chunk];

    const reach = Math.min(...jobs.map(({ prefix }) => timeOf(prefix))) - limit - HOUR_MS;
    const table = await this.#table(audited, log, missing, jobs.length === 0 ? undefined : reach, isCaughtUp);
    if (table === undefined) return { next: state, finished: false, stuck: true };
    const objects = jobs.map(({ info }) => info);
    const quarantined = await QuarantinedObjects.find(this.#options.archive, objects, log.quarantined);
    const bytesOf = (list: readonly { readonly info: ObjectInfo }[]) =>
      list.reduce((sum, { info }) => sum + info.size, 0);
    const total = this.#sums.bytes + bytesOf(tried) + bytesOf(fresh);
    const sight = await this.#looking.look(
      table,
      objects,
      () => !this.#isTimeUp(),
      (result) => this.#count(result, total),
    );
    // Only a step that left nothing out may say what is missing.
    const isUnreadable = [...sight.results.values()].some(({ findings }) =>
      findings.counts.has('object-unreadable'),
    );
    const isWhole = chunk.length === fresh.length && sight.results.size === jobs.length && !isUnreadable;
    const looked = isWhole ? Math.max(horizon, state.looked ?? 0) : state.looked;

    const openRows = new Set(sight.open.keys());
    if (isWhole) {
      const settled = await this.#settle({
        ...{ state, listing, table, objects, sight, missing, looked, limit, low },
        quarantines: log.quarantined,
      });
      for (const row of settled) openRows.delete(row);
    }
    this.#delivered(table, openRows, missing);

    const read = new Map<string, Map<string, Places>>();
    for (const [prefix, list] of listing) {
      const ofHour = new Map<string, Places>();
      for (const [id, places] of state.objects.get(prefix) ?? [])
        if (list.has(id) && !again.has(id)) ofHour.set(id, places);
      read.set(prefix, ofHour);
    }
    // Hours before that were left out of the state.
    const covered = Math.max(reach, low - span);
    jobs.forEach(({ prefix, id, info }, number) => {
      const result = sight.results.get(number);
      if (result === undefined) return;
      const foreign = result.foreign.reduce((sum, { count }) => sum + count, result.moreForeign);
      this.#tell(id, quarantined.silence(result, foreign), info);
      const hasForeign = foreign > 0 && !quarantined.has(number);
      if (hasForeign && isCaughtUp)
        this.#tellForeign(id, result, info, { covered, isOld: timeOf(prefix) < low });
      const held = sight.held.get(number) ?? new Set<number>();
      const isOpen =
        [...held].some((row) => openRows.has(row)) ||
        // The leaf that covers them is not taken in yet.
        (hasForeign && !isCaughtUp) ||
        result.unsealed > 0 ||
        result.findings.counts.has('object-unreadable');
      if (isOpen) {
        this.#tried.set(id, { prefix, info });
        return;
      }
      this.#tried.delete(id);
      const ofHour = read.get(prefix) ?? new Map<string, Places>();
      read.set(prefix, ofHour.set(id, placesOf([...held].map((row) => table.place(row)))));
    });

    const finished = isCaughtUp && isWhole;
    if (isWhole) this.#judgeMissing(missing, awaited, log, looked ?? now, limit, table);
    const nextLow = floorHour((looked ?? start) - limit - EARLY_MS);
    const places = {
      awaited: placesOf(missing.awaited),
      lost: placesOf(missing.lost),
      partial: placesOf(missing.partial),
    };
    const firstMissing = Math.min(...Object.values(places).map(([run]) => run?.[0] ?? log.taken));
    const altered = placesOf(missing.altered);
    const next: AuditState = {
      ...state,
      ...log,
      note: audited.note,
      beats: log.beats.filter((_, i) => (log.beats[i + 1]?.[0] ?? log.taken) >= firstMissing),
      hours: log.hours.filter(([hour]) => hour >= nextLow - limit - EARLY_MS),
      ...places,
      altered,
      looked,
      searched: isWhole ? log.taken : state.searched,
      // Those of older hours until all are read.
      objects: new Map(
        [...read].filter(([prefix, of]) => of.size > 0 && (!isWhole || timeOf(prefix) >= nextLow)),
      ),
    };
    // What cannot be read now is for the next call.
    return { next, finished, stuck: isUnreadable && chunk.length === fresh.length };
  }

  /** While leaves are still to be taken in, objects are looked at up to where later leaves may begin. */
  #horizon(state: AuditState, taken: Taken, now: number): number {
    const reached = taken.reached ?? taken.log.hours.at(-1)?.[0] ?? now;
    return Math.max(state.looked ?? 0, Math.min(now, reached - HOUR_MS));
  }

  /** The batches that are not seen. */
  async #entriesOf(audited: Audited, missing: Missing): Promise<Map<number, Awaited> | undefined> {
    const found = new Map<number, Awaited>();
    const places = new Set([...missing.awaited, ...missing.lost, ...missing.partial]);
    const read = await readEntries(audited, places, this.#findings, ({ batch, events }, _, place) => {
      found.set(place, { batch, events, arrival: arrivalOf(batch) });
    });
    return read && found;
  }

  // Objects

  /**
   * @param late arrivals of batches whose leaves are new: where a row is sealed long after it was committed, the hours
   * in which its batch lies may be over. It is looked for there once, `span` ms around.
   */
  async #list(
    low: number,
    high: number,
    awaited: ReadonlyMap<number, Awaited>,
    { late, span }: { readonly late: readonly number[]; readonly span: number },
  ): Promise<Listing> {
    const listing = new Map<string, Map<string, ObjectInfo>>();
    const add = async (prefix: string, begin: string) => {
      const objects = listing.get(prefix) ?? new Map<string, ObjectInfo>();
      for await (const info of this.#options.archive.list(begin)) objects.set(objectId(info), info);
      listing.set(prefix, objects);
    };
    const addHours = async (from: number, to: number) => {
      for (let hour = Math.max(0, floorHour(from)); hour <= to; hour += HOUR_MS) {
        const prefix = `events/${hourPrefix(hour)}`;
        if (!listing.has(prefix)) await add(prefix, prefix);
      }
    };
    await addHours(low, high);
    for (const hour of new Set(late.map(floorHour))) {
      await addHours(hour - span, Math.min(hour + HOUR_MS + span, low - HOUR_MS));
    }
    const whole = new Set(listing.keys());
    // Redrive puts a batch under its own hour, at any age.
    for (const { batch, arrival } of awaited.values()) {
      const prefix = `events/${hourPrefix(arrival)}`;
      if (floorHour(arrival) < low && !whole.has(prefix))
        await add(prefix, redrivenKey(batch).replace(/\.jsonl\.gz$/, ''));
    }
    return listing;
  }

  /**
   * Objects that were read and are not there any more: what they held is lost, unless it is found again.
   * @returns ids of objects to be read again, in which it may be
   */
  #disappeared(
    state: AuditState,
    listing: Listing,
    { awaited, lost, partial }: Missing,
    low: number,
  ): Set<string> {
    const gone = new Set<number>();
    const hours: number[] = [];
    for (const [prefix, objects] of state.objects) {
      const listed = listing.get(prefix);
      // Older hours are not watched.
      if (listed === undefined || timeOf(prefix) < low) continue;
      for (const [id, places] of objects) {
        if (listed.has(id)) continue;
        hours.push(timeOf(prefix));
        for (const place of eachPlace(places)) gone.add(place);
      }
    }
    const again = new Set<string>();
    if (hours.length === 0) return again;
    for (const place of gone) if (!awaited.has(place) && !partial.has(place)) lost.add(place);
    for (const [prefix, objects] of state.objects) {
      const isNear = hours.some((hour) => Math.abs(hour - timeOf(prefix)) <= AROUND_MS);
      for (const [id, places] of objects) {
        if (isNear || [...eachPlace(places)].some((place) => gone.has(place))) again.add(id);
      }
    }
    return again;
  }

  #chunk<T extends { readonly info: ObjectInfo }>(fresh: readonly T[]): T[] {
    const chunk: T[] = [];
    let bytes = 0;
    for (const one of fresh) {
      bytes += one.info.size;
      if (chunk.length > 0 && (chunk.length >= this.#limits.objects || bytes > this.#limits.bytes)) break;
      chunk.push(one);
    }
    return chunk;
  }

  /** The batches whose lines may lie in objects of arrivals from `reach` on, and all that are missing. */
  async #table(
    audited: Audited,
    { hours, taken, lanes }: Taken['log'],
    { awaited, lost, partial }: Missing,
    reach: number | undefined,
    isCaughtUp: boolean,
  ): Promise<BatchTable | undefined> {
    const places = new Set([...awaited, ...lost, ...partial]);
    const first = Math.min(
      ...hours.filter(([hour]) => reach !== undefined && hour + HOUR_MS > reach).map(([, leaf]) => leaf),
    );
    for (let place = first; place < taken; place++) places.add(place);
    const builder = new TableBuilder();
    const isRead = await readEntries(audited, places, this.#findings, (entry, leaf, place) => {
      const { added } = builder.add({ ...entry, leaf, place }, 0);
      if (!added) this.#findings.add('batch-twice', `again at leaf ${place}`, { batch: entry.batch });
    });
    if (isRead === undefined) return undefined;
    if (isCaughtUp && reach !== undefined) {
      for await (const entry of this.#unsealed(lanes)) {
        builder.add({ ...entry, leaf: leafHash(Buffer.from(formatEntry(entry))), place: -1 }, State.UNSEALED);
      }
    }
    return builder.finish();
  }

  /** What the ledger has beyond the leaves taken in. Read after the objects were listed. */
  async *#unsealed(lanes: Taken['log']['lanes']): AsyncIterable<Entry> {
    const { ledger } = this.#options;
    for (const lane of (await ledger.lanes()).filter(isEventLane)) {
      for (let from = (lanes.get(lane)?.seq ?? 0) + 1; ; ) {
        const rows = await ledger.rows(lane, from, 1024);
        for (const { entry } of rows) {
          const parsed = entryIn(entry);
          if (parsed !== undefined) yield parsed;
        }
        const last = rows.at(-1);
        if (last === undefined) break;
        from = last.seq + 1;
      }
    }
  }

  #count({ bytes }: ObjectResult, total: number): void {
    this.#sums.objects++;
    this.#sums.bytes += bytes;
    this.#options.onProgress?.({ bytes: this.#sums.bytes, total });
  }

  /** The findings of an object, once. */
  #tell(id: string, findings: Findings, info: ObjectInfo): void {
    if (this.#told.objects.has(id)) return;
    this.#told.objects.add(id);
    this.#findings.absorb(findings, nameOf(info));
  }

  /**
   * Lines that neither a leaf nor the ledger covers.
   * @param about.covered from when on the batches that arrived are known, ms since 1970
   * @param about.isOld it was read for the sake of a late batch: what else lies there was judged in its time
   */
  #tellForeign(
    id: string,
    result: ObjectResult,
    info: ObjectInfo,
    { covered, isOld }: { readonly covered: number; readonly isOld: boolean },
  ): void {
    if (this.#told.foreign.has(id)) return;
    this.#told.foreign.add(id);
    const object = nameOf(info);
    for (const { batch, count, sample } of result.foreign) {
      const kind = batch !== undefined && arrivalOf(batch) < covered ? 'foreign-undecided' : 'foreign';
      if (isOld && kind === 'foreign-undecided') continue;
      this.#findings.add(kind, `${count} lines, e.g. ${JSON.stringify(sample)}`, { batch, object });
    }
    if (result.moreForeign > 0) this.#findings.add('foreign', `${result.moreForeign} more lines`, { object });
  }

  // Batches

  /**
   * Judges what one look left open: contradictions, and what stayed in part beyond the limit.
   * @returns the rows that are settled; the others wait for the rest of their lines
   */
  async #settle(about: {
    state: AuditState;
    listing: Listing;
    table: BatchTable;
    objects: readonly ObjectInfo[];
    sight: Sight;
    missing: Missing;
    looked: number | null;
    limit: number;
    low: number;
    quarantines: readonly QuarantineLeaf[];
  }): Promise<Set<number>> {
    const { state, listing, table, objects, sight, missing, looked, limit, low, quarantines } = about;
    const settled = new Set<number>();
    if (sight.open.size === 0) return settled;
    const held = new Map<number, ObjectInfo[]>();
    for (const [prefix, known] of state.objects) {
      for (const [id, places] of known) {
        const info = listing.get(prefix)?.get(id);
        if (info === undefined) continue;
        for (const place of eachPlace(places)) held.set(place, [...(held.get(place) ?? []), info]);
      }
    }
    const rows = new Set<number>();
    const wanted = new Map<string, ObjectInfo>();
    for (const [row, { isFull, objects: numbers }] of sight.open) {
      const place = table.place(row);
      const isDone = table.has(row, State.DONE);
      const isNew = missing.awaited.has(place) || missing.lost.has(place) || missing.partial.has(place);
      const isLate = missing.lost.has(place) || (looked ?? 0) - arrivalOf(table.batch(row)) >= limit;
      if (isNew && !isFull && !isLate && !isDone) continue;
      settled.add(row);
      const before = held.get(place) ?? [];
      if (!isNew && !isDone && before.length === 0) {
        const isOld = [...numbers].some((number) => hourOf(objects[number]) < low);
        if (isOld) continue;
        const batch = table.batch(row);
        this.#findings.add('batch-unproven', 'lines of it, long after it was seen: verify judges them', {
          batch,
        });
        continue;
      }
      rows.add(row);
      for (const info of before) wanted.set(objectId(info), info);
      for (const number of [...numbers, ...(isDone ? [table.memory.doneIn[row] as number] : [])]) {
        const info = objects[number];
        if (info !== undefined) wanted.set(objectId(info), info);
      }
    }
    if (rows.size === 0) return settled;
    const outcome = await this.#looking.judge(table, rows, [...wanted.values()], quarantines, this.#findings);
    for (const [row, result] of outcome) {
      const place = table.place(row);
      if (result === 'whole') table.mark(row, State.JOINED);
      else forget(missing, place);
      if (result === 'missing') missing.partial.add(place);
      if (result === 'whole') missing.altered.delete(place);
      if (result === 'changed' && !table.has(row, State.UNSEALED)) missing.altered.add(place);
    }
    return settled;
  }

  /** Batches that were seen whole are not awaited any more. */
  #delivered(table: BatchTable, openRows: ReadonlySet<number>, missing: Missing): void {
    for (let row = 0; row < table.rows; row++) {
      if (table.has(row, State.UNSEALED) || openRows.has(row)) continue;
      if (!table.has(row, State.DONE | State.JOINED)) continue;
      if (!forget(missing, table.place(row))) continue;
      this.#sums.batches++;
      this.#sums.events += table.count(row);
    }
  }

  /** What is not there: on its way, expired, or a hole. */
  #judgeMissing(
    missing: Missing,
    awaited: ReadonlyMap<number, Awaited>,
    log: Taken['log'],
    looked: number,
    limit: number,
    table: BatchTable,
  ): void {
    const holes = { fresh: 0, days: 0, old: 0 };
    // What was lost or found in part just now is among the table's rows.
    const seen = new Map<number, Awaited>();
    for (let row = 0; row < table.rows; row++) {
      const place = table.place(row);
      if (awaited.has(place) || !(missing.lost.has(place) || missing.partial.has(place))) continue;
      const batch = table.batch(row);
      seen.set(place, { batch, arrival: arrivalOf(batch), events: table.count(row) });
    }
    const retention = new RetentionRules(log.retention);
    const batches: string[] = [];
    let inFlight = 0;
    for (const place of [...missing.lost, ...missing.awaited, ...missing.partial]) {
      const known = awaited.get(place) ?? seen.get(place);
      if (known === undefined) continue;
      const { batch, arrival, events } = known;
      // An id that claims an earlier arrival than the log bears out makes nothing expire.
      const stored = Math.max(arrival, log.beats.findLast(([leaf]) => leaf < place)?.[1] ?? log.began ?? 0);
      const days = retention.daysFor(place, stored);
      if (days !== null && isPast(stored, days, looked)) {
        forget(missing, place);
        continue;
      }
      // One that claims to arrive later than it is in the log is not on its way until then. The auditor's own clock
      // may be behind the sealer's.
      const isPostdated = arrival > Math.max(looked, log.beats.at(-1)?.[1] ?? 0) + HOUR_MS;
      const open = isPostdated ? 0 : looked - arrival - limit;
      if (missing.awaited.has(place) && open < 0) {
        inFlight++;
        continue;
      }
      batches.push(batch);
      if (open < DAY_MS) holes.fresh++;
      else if (open < 7 * DAY_MS) holes.days++;
      else holes.old++;
      if (this.#told.holes.has(place)) continue;
      this.#told.holes.add(place);
      const where = `leaf ${place}, ${events} events from ${eventUid(batch, 0)} on, arrived ${new Date(arrival).toISOString()}`;
      if (missing.partial.has(place)) {
        if (!this.#findings.kept.some((one) => one.batch === batch && PARTS.includes(one.kind)))
          this.#findings.add('batch-partial', where, { batch });
      } else
        this.#findings.add('hole', missing.lost.has(place) ? `${where}, was there before` : where, { batch });
    }
    this.#holes = holes;
    this.#holeBatches = batches;
    this.#inFlight = inFlight;
  }

  // What it comes to

  #day(next: AuditState, audited: Audited | undefined, before: Sums, end: End): Day {
    const { sealAge, lag } = this.#ages(next);
    const since = (name: keyof Sums) => this.#sums[name] - before[name];
    return addToDay(next.day, {
      now: this.#options.clock.now(),
      isLast: end.isLast,
      isFinished: end.finished,
      ...verdicts(this.#findings.counts.keys()),
      through: throughOf(next),
      checkpoint: audited?.checkpoint,
      leaves: since('leaves'),
      batches: since('batches'),
      events: since('events'),
      objects: since('objects'),
      bytes: since('bytes'),
      holes: this.#holes,
      inFlight: this.#inFlight,
      sealAge: sealAge ?? undefined,
      lag,
      normalizers: this.#normalizers,
      counts: this.#findings.counts,
      findings: this.#findings.kept,
    });
  }

  #ages({ looked, heartbeat, hours }: AuditState): Pick<AuditResult, 'sealAge' | 'lag'> {
    const now = this.#options.clock.now();
    const seconds = (time: number) => Math.max(0, Math.floor((now - time) / 1000));
    return {
      sealAge: heartbeat === null ? null : seconds(heartbeat),
      lag: seconds(looked ?? hours[0]?.[0] ?? now),
    };
  }

  #result(
    state: AuditState,
    audited: Audited | undefined,
    { finished, kept, loss }: { finished: boolean; kept: boolean; loss: Loss | undefined },
  ): AuditResult {
    const { counts, kept: listed } = this.#findings;
    const { integrity, completeness } = verdicts(counts.keys());
    const within = (verdict: Verdict) => (verdict === 'pass' && !finished ? 'unknown' : verdict);
    const checkpoint = audited && shown(audited.checkpoint);
    return {
      integrity: within(integrity),
      completeness: within(completeness),
      finished,
      kept,
      begun: loss,
      checkpoint: checkpoint ?? null,
      ...this.#sums,
      inFlight: this.#inFlight,
      holes: this.#holes,
      ...this.#ages(state),
      stages: this.#stages,
      report: this.#report,
      counts: Object.fromEntries(counts),
      findings: listed,
    };
  }
}

/** Findings that say which events of a batch are not there. */
const PARTS: readonly FindingKind[] = ['batch-partial', 'event-missing'];

function shown({ origin, size, root }: Checkpoint): AuditResult['checkpoint'] {
  return { origin, size, root: root.toString('base64') };
}

/** The first leaf that was not seen delivered; what was seen, and is gone, was delivered. */
function throughOf({ taken, awaited, partial }: AuditState): number {
  return Math.min(taken, awaited[0]?.[0] ?? taken, partial[0]?.[0] ?? taken);
}

/** @returns whether it was not seen before */
function forget({ awaited, lost, partial }: Missing, place: number): boolean {
  lost.delete(place);
  const wasAwaited = awaited.delete(place);
  return partial.delete(place) || wasAwaited;
}

/** What tells a version of an object from every other, in 128 bits. */
function objectId({ key, version, size, storedAt }: ObjectInfo): string {
  const name = JSON.stringify([key, version, size, storedAt ?? null]);
  return sha256(Buffer.from(name)).toString('base64url').slice(0, 22);
}

/** The hour that a prefix is of, ms since 1970. */
function timeOf(prefix: string): number {
  const parts = /date=(\d{4}-\d\d-\d\d)\/hour=(\d\d)\/$/.exec(prefix);
  return parts === null ? 0 : Date.parse(`${parts[1]}T${parts[2]}:00:00Z`);
}

function hourOf(info: ObjectInfo | undefined): number {
  const folder = info === undefined ? '' : info.key.slice(0, info.key.lastIndexOf('/') + 1);
  return timeOf(folder);
}

/** A row that is no entry of a batch covers no line. */
function entryIn(bytes: Uint8Array): Entry | undefined {
  try {
    return parseEntry(bytes);
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
    throw error;
  }
}
