import { createHash } from 'node:crypto';
import { type AuditResult, auditOnce } from '../../core/audit/audit';
import { readHoles } from '../../core/audit/holes';
import { readSealed } from '../../core/audit/sealed';
import type { HandlerOptions } from '../../core/batch/firehose';
import { WormtrailError } from '../../core/errors';
import * as normalize from '../../core/formats/normalize';
import type { NamedNormalizer } from '../../core/formats/normalizer';
import type { Clock, Signer } from '../../core/ports';
import { redriveHoles } from '../../core/redrive/holes';
import { type RedriveResult, redriveFailed } from '../../core/redrive/redrive';
import { appendControl } from '../../core/seal/append-control';
import { type SealResult, seal } from '../../core/seal/sealer';
import { ed25519FromSeed } from '../../core/tlog/ed25519';
import { parseVerifierKey } from '../../core/tlog/note';
import { ed25519Signer } from '../../core/tlog/signing-key';
import { quarantineObjects } from '../../core/verify/quarantine-objects';
import type { Report } from '../../core/verify/report';
import { Actor, type Role } from './actor';
import { Bucket, type StoredVersion } from './bucket';
import type { Faults } from './faults';
import { Firehose } from './firehose';
import { type Gate, ledgerFor, lockFor, type Places, signerFor, storeFor } from './gate';
import { Random } from './random';
import { Scheduler } from './scheduler';
import { Story, Violation } from './story';
import { Table } from './table';
import { timedGate } from './timed-gate';
import { Truth } from './truth';

export const START = Date.UTC(2026, 10, 23, 9, 30);
export const DELIVERY_LIMIT_S = 86_400;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ORIGIN = 'example.com/audit';
/** The same key in every world: making one costs more than using it. */
const SEED = createHash('sha256').update('simulated').digest();
const KEY = ed25519Signer(ORIGIN, SEED);
const PAIR = ed25519FromSeed(SEED);

/** Two releases of the normaliser: the later one adds a field. */
const NORMALIZERS: readonly [NamedNormalizer, NamedNormalizer] = [
  { ...normalize, id: `wormtrail/0.0.1 sha256:${'1'.repeat(64)}` },
  {
    ...normalize,
    id: `wormtrail/0.0.2 sha256:${'2'.repeat(64)}`,
    normalizeRecord: (data, context, emit) =>
      normalize.normalizeRecord(data, context, (line) => emit(`${line.slice(0, -1)},"release":2}`)),
  },
];

/** Everything that there is, on one queue. Production code runs in it as actors. */
export class SimWorld {
  readonly scheduler = new Scheduler(START);
  readonly archive = new Bucket();
  readonly state = new Bucket();
  readonly table = new Table();
  readonly truth = new Truth(this.archive, this.state, this.table);
  readonly faults: Faults;
  readonly story: Story;
  readonly firehose: Firehose;
  readonly random: { readonly stream: Random; readonly world: Random };
  readonly places: Places;
  readonly gate: Gate;
  readonly signer: Signer = KEY;
  steps = 0;
  /** When the key is disabled, ms since 1970: from, to. */
  keyDisabled: readonly [number, number] = [0, 0];
  /** The most that a sealer's clock was ahead, ms. */
  ahead = 0;
  /** What ended a call that no WormtrailError may end. */
  violation: Violation | undefined;
  /** Sealers that stopped because going on would harm the log. */
  halts: string[] = [];
  /** What the sealer that ended last came to. */
  lastSeal: SealResult | undefined;
  #retention: number | null = null;
  #normalizer = 0;
  #actors = 0;
  readonly #lags: Random;
  /** Holds the auditors' register. */
  readonly #auditors = new Table();

  constructor(seed: number, faults: Faults, keepStory: boolean) {
    this.faults = faults;
    this.#lags = new Random(seed, 'expiry');
    this.story = new Story(keepStory, () => this.scheduler.now);
    this.random = { stream: new Random(seed, 'stream'), world: new Random(seed, 'world') };
    const watch = (check: () => void) => {
      try {
        check();
      } catch (error) {
        this.#broken(error);
      }
    };
    this.places = {
      archive: this.archive,
      state: this.state,
      table: this.table,
      now: () => this.scheduler.now,
      watcher: {
        put: (call, bucket, key, bytes) =>
          watch(() => {
            if (bucket === 'archive' && key.startsWith('log/')) this.truth.put(call, key, bytes);
          }),
        stored: (bucket, key, bytes) => {
          if (bucket !== 'state' || !key.startsWith('staging/') || !faults.strikes('staging-rots'))
            return bytes;
          const rotten = Buffer.from(bytes);
          const at = faults.stream('staging-rots').between(0, rotten.length - 1);
          rotten[at] = (rotten[at] as number) ^ 4;
          this.story.tell('chance', () => `flips a bit of ${key} (staging-rots)`);
          return rotten;
        },
        committed: (call, row) => watch(() => this.truth.committed(call, row)),
        swapped: () => {},
        // S3 carries its lifecycle rules out once a day, and not at once; DynamoDB its TTL within some days.
        expiring: (call, bucket, key) => {
          watch(() => this.truth.stageLetGo(call, bucket, key, this.scheduler.now));
          return this.scheduler.now + this.#lags.next() * 3 * DAY;
        },
        lettingGo: (call, rows, time) => {
          watch(() => this.truth.rowsLetGo(call, rows, time, this.scheduler.now));
          return () => (this.#lags.chance(0.3) ? 0 : this.#lags.next() * 3 * DAY);
        },
      },
    };
    this.gate = timedGate({
      scheduler: this.scheduler,
      faults,
      random: new Random(seed, 'ports'),
      story: this.story,
      keyIsDisabled: () => {
        const [from, to] = this.keyDisabled;
        const isDisabled = this.scheduler.now >= from && this.scheduler.now < to;
        if (isDisabled) faults.count('kms-disabled-day');
        return isDisabled;
      },
      onStep: () => {
        this.steps++;
      },
    });
    this.firehose = new Firehose(this);
  }

  #broken(error: unknown): void {
    this.violation ??=
      error instanceof Violation
        ? error
        : new Violation('simulator', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  actor(role: Role, number = ++this.#actors): Actor {
    this.sweep();
    let skew = 0;
    if (this.faults.strikes('clock-jump')) {
      const random = this.faults.stream('clock-jump');
      skew = Math.floor(random.scale(1000, 3 * HOUR)) * (random.chance(0.5) ? 1 : -1);
      if (role === 'sealer') this.ahead = Math.max(this.ahead, skew);
    }
    const actor = new Actor(role, `${role}-${number}`, skew);
    if (skew !== 0) this.story.tell(actor.name, `its clock is off by ${skew} ms (clock-jump)`);
    return actor;
  }

  /** What was let go and is due is gone. */
  sweep(): void {
    const { now } = this.scheduler;
    const objects = this.state.sweep(now);
    const items = this.table.sweep(now);
    if (objects + items > 0)
      this.story.tell('time', () => `removes ${objects} stages, ${items} items of the ledger`);
  }

  clockOf(actor: Actor): Clock {
    return { now: () => Math.floor(this.scheduler.now + actor.skew) };
  }

  switchNormalizer(): void {
    this.#normalizer = 1 - this.#normalizer;
    this.story.tell(
      'operator',
      `deploys release ${this.#normalizer + 1} of the normaliser (normalizer-upgrade)`,
    );
  }

  transformPorts(actor: Actor): HandlerOptions {
    const wait = (attempt: number) =>
      new Promise<void>((resolve) => {
        this.scheduler.after(this.random.stream.between(1, 50 * Math.min(attempt, 20)), resolve);
      });
    return {
      state: storeFor(actor, 'state', this.places, this.gate),
      ledger: ledgerFor(actor, this.places, this.gate, (lane) => this.#head(lane)),
      normalizer: NORMALIZERS[this.#normalizer] as NamedNormalizer,
      lane: '0',
      backOff: wait,
    };
  }

  /** A reading that may be stale. */
  #head(lane: string) {
    if (!this.faults.strikes('stale-head')) return this.table.head(lane);
    return this.table.pastHead(lane, this.faults.stream('stale-head').between(1, 3));
  }

  /** One run of the sealer; undefined if it did not come to its end. */
  async seal(actor = this.actor('sealer')): Promise<SealResult | undefined> {
    const { places, gate } = this;
    this.truth.begins(actor);
    try {
      const done = await seal({
        archive: storeFor(actor, 'archive', places, gate),
        state: storeFor(actor, 'state', places, gate),
        ledger: ledgerFor(actor, places, gate),
        lock: lockFor(actor, places, gate),
        signer: signerFor(actor, KEY, (message) => PAIR.sign(message), gate),
        clock: this.clockOf(actor),
        genesis: { lanes: ['0'], retention: this.#configuredRetention(), deliveryLimit: DELIVERY_LIMIT_S },
        heartbeat: { everyMs: HOUR },
        limit: this.random.world.chance(0.3) ? { rows: 3, bytes: 1 << 20 } : { rows: 1000, bytes: 1 << 20 },
      });
      this.lastSeal = done;
      const findings = done.findings.map(({ kind }) => kind).join(' ');
      this.story.tell(
        actor.name,
        () => `sealed ${done.size} leaves${done.drained ? '' : ', not drained'} ${findings}`,
      );
      return done;
    } catch (error) {
      this.lastSeal = undefined;
      this.ended(actor, error);
      return undefined;
    }
  }

  /** Days; somebody deploys another number now and then. */
  #configuredRetention(): number | null {
    if (this.faults.strikes('retention-changed')) {
      this.#retention = this.faults.stream('retention-changed').pick([null, 400, 800, 1200]);
      this.story.tell('operator', `sets the retention to ${this.#retention} days (retention-changed)`);
    }
    return this.#retention;
  }

  async redrive(again: boolean, actor = this.actor('redrive')): Promise<RedriveResult | undefined> {
    const { places, gate } = this;
    this.truth.begins(actor);
    try {
      const done = await redriveFailed({
        archive: storeFor(actor, 'archive', places, gate),
        state: storeFor(actor, 'state', places, gate),
        ledger: ledgerFor(actor, places, gate),
        clock: this.clockOf(actor),
        stream: this.firehose.streamFor(actor, gate),
        again,
      });
      this.story.tell(
        actor.name,
        () => `returned ${done.returned}, kept ${done.kept}, left ${done.left}, gave up ${done.givenUp}`,
      );
      return done;
    } catch (error) {
      this.ended(actor, error);
      return undefined;
    }
  }

  /** One call of the auditor; undefined if it did not come to its end. */
  async audit(actor = this.actor('auditor')): Promise<AuditResult | undefined> {
    const { places, gate } = this;
    const files = new Map<string, Buffer>();
    try {
      const done = await auditOnce({
        archive: storeFor(actor, 'archive', places, gate),
        state: storeFor(actor, 'state', places, gate),
        ledger: ledgerFor(actor, places, gate),
        lock: lockFor(actor, { ...places, table: this.#auditors }, gate),
        keys: [parseVerifierKey(this.signer.verifierKey)],
        sealed: () => readSealed(lockFor(actor, places, gate)),
        clock: this.clockOf(actor),
        spill: {
          write: async (name, bytes) => void files.set(name, Buffer.from(bytes)),
          read: async (name, start, length) =>
            (files.get(name) ?? Buffer.alloc(0)).subarray(start, start + length),
        },
        limits: { leaves: 1000, objects: 1000, bytes: 1 << 20 },
      });
      const found = Object.entries(done.counts).map(([kind, count]) => `${kind} ${count}`);
      this.story.tell(
        actor.name,
        () =>
          `integrity ${done.integrity}, completeness ${done.completeness}: ${found.join(', ') || 'nothing'}`,
      );
      return done;
    } catch (error) {
      this.ended(actor, error);
      return undefined;
    }
  }

  /** What the auditor listed. */
  fillListedHoles(): Promise<void> {
    return this.fillHoles(undefined);
  }

  /** @param holes batches; undefined: those that the auditor listed */
  async fillHoles(holes: readonly string[] | undefined): Promise<void> {
    const actor = this.actor('redrive');
    const { places, gate } = this;
    try {
      const batches = holes ?? (await readHoles(storeFor(actor, 'state', places, gate)));
      const done = await redriveHoles(
        {
          archive: storeFor(actor, 'archive', places, gate),
          state: storeFor(actor, 'state', places, gate),
          ledger: ledgerFor(actor, places, gate),
        },
        batches,
      );
      for (const { batch, outcome } of done) this.story.tell(actor.name, `hole ${batch}: ${outcome}`);
    } catch (error) {
      this.ended(actor, error);
    }
  }

  /** Somebody looks at a report and says that what it calls junk is junk. */
  async quarantine(report: Report): Promise<void> {
    const actor = this.actor('operator');
    const { places, gate } = this;
    try {
      const ports = {
        archive: storeFor(actor, 'archive', places, gate),
        ledger: ledgerFor(actor, places, gate),
        clock: this.clockOf(actor),
      };
      const entered = await quarantineObjects(ports, report, { by: 'operator', reason: 'junk' });
      for (const { object } of entered) this.story.tell(actor.name, `quarantines ${object}`);
    } catch (error) {
      this.ended(actor, error);
    }
  }

  /** Says of objects that they hold junk, whatever they hold, or held. */
  async abuseQuarantine(objects: readonly StoredVersion[]): Promise<void> {
    const actor = this.actor('operator');
    const ledger = ledgerFor(actor, this.places, this.gate);
    try {
      for (const { info, bytes } of objects) {
        const hash = createHash('sha256').update(bytes).digest('hex');
        const { key: object, version } = info;
        const body = { object, version, hash, by: 'operator', reason: 'junk' };
        const head = await ledger.head('operator');
        await appendControl(ledger, this.clockOf(actor), head, { kind: 'quarantine', ...body });
        this.story.tell(actor.name, `quarantines ${object}`);
      }
    } catch (error) {
      this.ended(actor, error);
    }
  }

  /** What an actor's run ended with: an error that production code knows, or a violation. */
  ended(actor: Actor, error: unknown): void {
    if (error instanceof WormtrailError) {
      this.story.tell(actor.name, () => `ends: ${error.code}: ${error.message}`);
      if (error.code === 'halted' && actor.role === 'sealer') this.halts.push(error.message);
      else if (['usage', 'malformed', 'unsupported', 'halted'].includes(error.code) && !this.truth.damaged) {
        this.#broken(
          new Violation('no-error-but-the-world', `${actor.name}: ${error.code}: ${error.message}`),
        );
      }
      return;
    }
    if (error instanceof Violation) {
      this.#broken(error);
      return;
    }
    this.#broken(
      new Violation('no-crash', `${actor.name}: ${error instanceof Error ? error.stack : String(error)}`),
    );
  }

  /** Every record once, in order: what the stream demands of an answer. */
  checkAnswer(asked: readonly string[], answered: readonly string[]): void {
    if (asked.join() === answered.join()) return;
    this.#broken(new Violation('answers-every-record', `asked ${asked.join()}, answered ${answered.join()}`));
  }

  /** Runs until `time`; throws the violation, if there was one. */
  async runUntil(time: number): Promise<void> {
    while (await this.scheduler.step(time)) {
      if (this.violation !== undefined) throw this.violation;
      if (this.steps > MOST_STEPS) throw new Violation('ends', `${MOST_STEPS} steps and no end`);
    }
    if (Number.isFinite(time)) this.scheduler.now = Math.max(this.scheduler.now, time);
    if (this.violation !== undefined) throw this.violation;
  }
}

const MOST_STEPS = 60_000;
