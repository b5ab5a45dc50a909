import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { arrivalOf } from '../../core/batch/ids';
import type { LaneRow } from '../../core/ports';
import { TILE_WIDTH } from '../../core/tlog/tiles';
import type { Actor } from './actor';
import { type Bucket, refill } from './bucket';
import type { Call } from './gate';
import { leafHash, rootOf } from './rfc6962';
import { Violation } from './story';
import type { Table } from './table';

/** A batch as it was entered. */
export interface EnteredBatch {
  readonly batch: string;
  readonly digest: string;
  readonly seq: number;
  readonly arrival: number;
  /** Its event lines. */
  readonly lines: readonly string[];
  readonly entry: string;
  readonly indexLine: string;
  /** Its records: SHA-256 of the data, and arrival. */
  readonly records: readonly { readonly data: string; readonly arrival: number; readonly result: string }[];
}

const DAY_MS = 86_400_000;
/** By how much clocks differ. */
const CLOCKS_MS = 4 * 3_600_000;

interface Leaf {
  readonly wormtrail: string;
  readonly lane: string;
  readonly seq: number;
  readonly prev: string;
  readonly kind?: string;
  readonly batch?: string;
  readonly root?: string;
  readonly events?: number;
  readonly digest?: string;
  readonly retention?: number | null;
  readonly days?: number | null;
  readonly from?: number;
}

const ROLES: Readonly<Record<string, string>> = {
  sealer: 'sealer',
  redrive: 'redrive',
  auditor: 'auditor',
  operator: 'operator',
};

/**
 * What was entered, seen by one who stands beside the ledger and the buckets and shares no code with what is tested:
 * batches at their commit, leaves at their publication. Throws a Violation as soon as something cannot be.
 */
export class Truth {
  /** By batch id. */
  readonly batches = new Map<string, EnteredBatch>();
  /** Rows as they were committed, by lane. */
  readonly rows = new Map<string, LaneRow[]>();
  /** The leaves under the largest checkpoint that was published. */
  sealed: Buffer[] = [];
  /** Published checkpoints, by size: root, base64. */
  readonly published = new Map<number, string>();
  /** The newest `log/checkpoint` as it was written. */
  note: Buffer | undefined;
  /** Somebody changes what is stored: what is published is not held against the past any more. */
  damaged = false;
  /** Stages that somebody took away or altered, as they were: an attempt that is under way may still commit. */
  readonly lostStages = new Map<string, Buffer>();
  readonly #archive: Bucket;
  readonly #state: Bucket;
  readonly #table: Table;
  /** Leaves that were sealed when an actor began. */
  readonly #sealedBefore = new Map<Actor, number>();
  /** Batches that were committed when an actor began. */
  readonly #enteredBefore = new Map<Actor, number>();
  #newest = 0;

  constructor(archive: Bucket, state: Bucket, table: Table) {
    this.#archive = archive;
    this.#state = state;
    this.#table = table;
  }

  /** Knows from now on what another one knows now. */
  become(other: Truth): void {
    refill(this.batches, other.batches);
    refill(this.rows, other.rows);
    refill(this.published, other.published);
    refill(this.#sealedBefore, other.#sealedBefore);
    refill(this.#enteredBefore, other.#enteredBefore);
    this.sealed = other.sealed;
    this.note = other.note;
    this.damaged = other.damaged;
    this.#newest = other.#newest;
  }

  committed({ actor }: Call, row: LaneRow): void {
    const { lane, seq, entry, digest } = row;
    const rows = this.rows.get(lane) ?? [];
    const leaf = JSON.parse(Buffer.from(entry).toString()) as Leaf;
    const expected =
      rows.length === 0 ? '0'.repeat(64) : leafHash((rows.at(-1) as LaneRow).entry).toString('hex');
    const wrong = (what: string) => new Violation('lane-linear', `row ${seq} of lane ${lane}: ${what}`);
    if (!this.damaged && (seq !== rows.length + 1 || leaf.prev !== expected))
      throw wrong('it does not follow');
    if (leaf.lane !== lane || leaf.seq !== seq) throw wrong(`it says lane ${leaf.lane}, seq ${leaf.seq}`);
    if ((ROLES[lane] ?? 'transform') !== actor.role) {
      throw new Violation('control-by-role', `${actor.name} wrote to lane ${lane}`);
    }
    if (leaf.kind === 'retention' && !this.damaged) this.#checkRetention(leaf, actor);
    this.rows.set(lane, [...rows, row]);
    if (digest !== undefined) this.#entered(leaf, digest, Buffer.from(entry).toString());
  }

  /** A sealer or a redrive begins: what is sealed and committed until then it must know of. */
  begins(actor: Actor): void {
    this.#sealedBefore.set(actor, this.sealed.length);
    this.#enteredBefore.set(actor, this.batches.size);
  }

  /**
   * An entry binds no leaf by fewer days than before, of those that were sealed before its sealer began. One that comes
   * from a sealer that was overtaken has no effect.
   */
  #checkRetention({ days, from = 0 }: Leaf, actor: Actor): void {
    const known = this.#sealedBefore.get(actor) ?? this.sealed.length;
    const daysOf = (value: number | null | undefined) => value ?? Number.POSITIVE_INFINITY;
    const bound: number[] = [];
    let current = Number.POSITIVE_INFINITY;
    for (const [place, bytes] of this.sealed.entries()) {
      const leaf = JSON.parse(bytes.toString()) as Leaf;
      if (leaf.kind === 'genesis') current = daysOf(leaf.retention);
      if (leaf.kind === 'retention') {
        const next = daysOf(leaf.days);
        // One that a dead sealer left may come later than it says, and has no effect if it would shorten then.
        if (bound.slice(leaf.from ?? 0, place).every((had) => next >= had)) {
          bound.fill(next, leaf.from ?? 0, place);
          current = next;
        }
      }
      bound.push(current);
    }
    const shortened = bound.findIndex((had, place) => place >= from && place < known && daysOf(days) < had);
    if (shortened < 0) return;
    throw new Violation(
      'retention-never-loosened',
      `leaf ${shortened}, ${bound[shortened]} days, to ${days}`,
    );
  }

  /** A committed batch has a stage from which it can be delivered, and is entered once. */
  #entered({ batch = '', root, events, digest: inEntry, seq }: Leaf, digest: string, entry: string): void {
    const wrong = (what: string) => new Violation('stage-before-commit', `batch ${batch}: ${what}`);
    if (inEntry !== digest) throw wrong('its entry has another digest');
    if (!this.damaged && this.batches.has(batch)) throw new Violation('entered-once', `batch ${batch}`);
    const isIt = (key: string) => key.endsWith(`/${digest}`);
    const lost = [...this.lostStages].find(([key]) => isIt(key))?.[1];
    const stage = lost ?? this.#state.list('stages/').find(({ info }) => isIt(info.key))?.bytes;
    if (stage === undefined) throw wrong('nothing is staged under its digest');
    const newline = stage.indexOf(0x0a);
    const { indexLine, records } = JSON.parse(stage.toString('utf8', 0, newline)) as Pick<
      EnteredBatch,
      'indexLine' | 'records'
    >;
    const lines = gunzipSync(stage.subarray(newline + 1))
      .toString()
      .split('\n')
      .slice(0, -1);
    if (lines.length !== events) throw wrong(`${lines.length} lines are staged, ${events} were entered`);
    if (rootOf(lines.map((line) => Buffer.from(line))).toString('hex') !== root) throw wrong('another root');
    this.batches.set(batch, {
      batch,
      digest,
      seq,
      arrival: arrivalOf(batch),
      lines,
      entry,
      indexLine,
      records,
    });
  }

  /** A stage is let go of: by the auditor, of a batch that is 30 days old, and all there if it was ever entered. */
  stageLetGo({ actor }: Call, bucket: string, key: string, now: number): void {
    const [, date, hour, digest] = /^stages\/date=([\d-]+)\/hour=(\d\d)\/([0-9a-f]{64})$/.exec(key) ?? [];
    const wrong = (what: string) => new Violation('stage-kept', `${key}: ${what}`);
    if (actor.role !== 'auditor' || bucket !== 'state' || digest === undefined)
      throw wrong(`let go by ${actor.name}`);
    if (now + CLOCKS_MS - Date.parse(`${date}T${hour}:00:00Z`) < 30 * DAY_MS) throw wrong('it is too young');
    if (this.damaged) return;
    for (const batch of this.batches.values()) {
      if (batch.digest !== digest) continue;
      const missing = this.#notSettled(batch);
      if (missing !== undefined) throw wrong(missing);
    }
  }

  /** Rows are let go of: by the sealer, of batches that are sealed and all there, for longer than their stages. */
  rowsLetGo(
    { actor }: Call,
    rows: readonly Pick<LaneRow, 'lane' | 'seq' | 'digest'>[],
    time: number,
    now: number,
  ): void {
    for (const { lane, seq, digest } of rows) {
      const wrong = (what: string) => new Violation('row-kept', `row ${seq} of lane ${lane}: ${what}`);
      if (digest === undefined) throw wrong('it is no batch');
      if (time + CLOCKS_MS < now + 30 * DAY_MS) throw wrong('it goes before its stage');
      if (this.damaged) continue;
      const batch = [...this.batches.values()].find((one) => one.digest === digest);
      const missing = batch === undefined ? 'it has no batch' : this.#notSettled(batch);
      if (missing !== undefined) throw wrong(missing);
      if (actor.role !== 'sealer') throw wrong(`let go by ${actor.name}`);
    }
  }

  /** Why what is kept of a batch is still needed; undefined: it is sealed, and all of it is there. */
  #notSettled({ batch, entry, lines }: EnteredBatch): string | undefined {
    if (!this.sealed.some((leaf) => leaf.toString() === entry)) return `batch ${batch} is not sealed`;
    const there = new Set(this.#archive.list('events/').flatMap(({ bytes }) => linesOf(bytes) ?? []));
    return lines.every((line) => there.has(line)) ? undefined : `batch ${batch} is not delivered`;
  }

  /** A file under `log/` was written by the system. */
  put(call: Call, key: string, bytes: Uint8Array): void {
    if (call.actor.role !== (key.startsWith('log/reports/') ? 'auditor' : 'sealer')) {
      throw new Violation('control-by-role', `${call.actor.name} wrote ${key}`);
    }
    if (key !== 'log/checkpoint' && !key.startsWith('log/checkpoints/')) return;
    const [, size = '', root = ''] = Buffer.from(bytes).toString().split('\n');
    this.#published(Number(size), root, key);
    if (key !== 'log/checkpoint') return;
    if (Number(size) < this.#newest && !this.damaged) {
      throw new Violation('checkpoint-grows', `${key} went from ${this.#newest} to ${size}`);
    }
    this.#newest = Number(size);
    this.note = Buffer.from(bytes);
  }

  #published(size: number, root: string, key: string): void {
    if (this.damaged) return;
    const held = this.#table.lock && (JSON.parse(this.#table.lock.value.toString()) as { size: number });
    if (held === undefined || held.size < size) {
      throw new Violation(
        'swap-before-publish',
        `${key} of size ${size}, the lock holds ${held?.size ?? 'nothing'}`,
      );
    }
    const known = this.published.get(size);
    if (known !== undefined && known !== root) {
      throw new Violation('checkpoints-consistent', `two roots at size ${size}`);
    }
    this.published.set(size, root);
    const leaves = this.readLeaves(size);
    if (leaves === undefined)
      throw new Violation('leaves-before-checkpoint', `${key}: not all bundles are there`);
    if (rootOf(leaves).toString('base64') !== root) {
      throw new Violation('checkpoints-consistent', `${key}: the bundles do not give its root`);
    }
    const shared = Math.min(leaves.length, this.sealed.length);
    for (let i = 0; i < shared; i++) {
      if (!(leaves[i] as Buffer).equals(this.sealed[i] as Buffer)) {
        throw new Violation('sealed-stays', `leaf ${i} under ${key} is not the one that was sealed`);
      }
    }
    if (leaves.length > this.sealed.length) {
      this.sealed = leaves;
      this.#checkLanes();
    }
  }

  /** The leaves of a tree of this size from the bundles in the archive; undefined if one is lacking. */
  readLeaves(size: number): Buffer[] | undefined {
    const leaves: Buffer[] = [];
    for (let number = 0; leaves.length < size; number++) {
      const width = Math.min(TILE_WIDTH, size - leaves.length);
      const name = `log/tile/entries/${String(number).padStart(3, '0')}`;
      const bundle = this.#archive.get(width < TILE_WIDTH ? `${name}.p/${width}` : name)?.bytes;
      if (bundle === undefined) return undefined;
      for (let at = 0; at + 2 <= bundle.length; ) {
        const end = at + 2 + bundle.readUInt16BE(at);
        leaves.push(bundle.subarray(at + 2, end));
        at = end;
      }
    }
    return leaves.length === size ? leaves : undefined;
  }

  /** The sealed leaves of each lane are its first rows, in order; the genesis comes first and stays. */
  #checkLanes(): void {
    const next = new Map<string, number>();
    this.sealed.forEach((bytes, place) => {
      const leaf = JSON.parse(bytes.toString()) as Leaf;
      if ((leaf.kind === 'genesis') !== (place === 0)) throw new Violation('genesis-first', `leaf ${place}`);
      const seq = (next.get(leaf.lane) ?? 0) + 1;
      next.set(leaf.lane, seq);
      const row = this.rows.get(leaf.lane)?.[seq - 1];
      if (row === undefined || !Buffer.from(row.entry).equals(bytes)) {
        throw new Violation('sealed-as-committed', `leaf ${place} is not row ${seq} of lane ${leaf.lane}`);
      }
    });
  }

  /**
   * Redrive is about to put a record into the stream. It must not if batches that were committed before it began, and
   * whose stages are there, list as many good records of this data as lie under failed/, each with the arrival of one
   * there.
   */
  returning(record: Uint8Array, actor: Actor): void {
    if (this.damaged) return;
    const base64 = Buffer.from(record).toString('base64');
    const data = createHash('sha256').update(record).digest('hex');
    const good = new Map<number, number>();
    const known = [...this.batches.values()].slice(0, this.#enteredBefore.get(actor));
    for (const { records } of known) {
      for (const one of records) {
        if (one.data === data && one.result === 'Ok') good.set(one.arrival, (good.get(one.arrival) ?? 0) + 1);
      }
    }
    for (const { bytes } of this.#archive.list('failed/')) {
      for (const [, arrival] of bytes.toString('latin1').matchAll(arrivalsOf(base64))) {
        const left = good.get(Number(arrival)) ?? 0;
        if (left === 0) return;
        good.set(Number(arrival), left - 1);
      }
    }
    throw new Violation('redrive-sends-what-is-missing', 'a record that a committed batch has is sent again');
  }

  /** Leaves under the newest checkpoint that say of objects that they hold junk. */
  quarantines(): Buffer[] {
    if ((this.rows.get('operator') ?? []).length === 0) return [];
    const [, size = '0'] = this.note?.toString().split('\n') ?? [];
    const leaves = this.readLeaves(Number(size)) ?? this.sealed;
    return leaves.filter((leaf) => leaf.includes('"kind":"quarantine"'));
  }

  /** Whether a sealed leaf says that this object, with these bytes, holds junk. */
  isQuarantined(key: string, bytes: Buffer): boolean {
    const about = this.quarantines().filter((leaf) => leaf.includes(key));
    if (about.length === 0) return false;
    const hash = createHash('sha256').update(bytes).digest('hex');
    return about.some((leaf) => {
      const { object, hash: of } = JSON.parse(leaf.toString()) as { object?: string; hash?: string };
      return object === key && of === hash;
    });
  }

  /** Whether a row with these bytes was ever committed at that place. */
  everCommitted(lane: string, seq: number, entry: Buffer): boolean {
    return (this.rows.get(lane) ?? []).some((row) => row.seq === seq && Buffer.from(row.entry).equals(entry));
  }

  /** The batches under the checkpoint of a size. */
  batchesUnder(size: number): EnteredBatch[] {
    const found: EnteredBatch[] = [];
    for (const bytes of this.sealed.slice(0, size)) {
      const { batch } = JSON.parse(bytes.toString()) as Leaf;
      const known = batch === undefined ? undefined : this.batches.get(batch);
      if (known !== undefined) found.push(known);
    }
    return found;
  }
}

/** The lines of an object, or undefined where it is no whole gzip. Shares no code with the verifier. */
export function linesOf(bytes: Buffer): string[] | undefined {
  try {
    const text = gunzipSync(bytes).toString();
    return text === '' ? [] : text.replace(/\n$/, '').split('\n');
  } catch {
    return undefined;
  }
}

/** Finds records of this data in an object under failed/, with their arrival. */
function arrivalsOf(base64: string): RegExp {
  const literal = base64.replaceAll(/[+/]/g, '\\$&');
  return new RegExp(`"arrivalTimestamp":(\\d+),(?:"\\w+":(?:"[^"]*"|\\d+),)*"rawData":"${literal}"`, 'g');
}
