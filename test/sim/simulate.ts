import type { StoredVersion } from './bucket';
import { type Backup, backUp, type Damaged, damageNow, expectAfter } from './damage';
import { AUDITOR_KINDS, type Fault, Faults } from './faults';
import { checkReport, foreignIn, kinds, overdue, presentLines, readPresent, verify } from './judge';
import { Random } from './random';
import { beginTokens, produce, produceTooLarge, tokensIn } from './records';
import { Violation } from './story';
import { SimWorld, START } from './world';

/** What decides a run: the seed, and what shrinking left out of it. */
export interface Plan {
  readonly seed: number;
  readonly off: readonly string[];
  /** Records at most. */
  readonly records?: number;
  /** Runs of the sealer, and of redrive, at most, before the faults end. */
  readonly runs?: number;
  readonly story?: boolean;
  /** With the auditor, too. */
  readonly auditor?: boolean;
}

export interface Outcome {
  readonly violation: { readonly invariant: string; readonly message: string } | undefined;
  readonly fired: Partial<Record<Fault, number>>;
  readonly steps: number;
  readonly records: number;
  readonly story: readonly string[];
  readonly failedReports: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Rounds of sealing, redrive and verifying within which the system must be well again. */
const ROUNDS = 14;

/** Runs one world from its beginning to its end. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const { seed, off, story = false, auditor = false } = plan;
  const faults = new Faults(seed, new Set(auditor ? off : [...off, ...AUDITOR_KINDS]));
  const world = new SimWorld(seed, faults, story);
  const run = new Run(world, plan);
  let violation: Outcome['violation'];
  try {
    await run.run();
  } catch (error) {
    const known = world.violation ?? error;
    if (known instanceof Violation) violation = { invariant: known.invariant, message: known.message };
    else
      violation = {
        invariant: 'simulator',
        message: known instanceof Error ? String(known.stack) : String(known),
      };
  }
  return {
    violation,
    fired: Object.fromEntries(faults.fired),
    steps: world.steps,
    records: run.records,
    story: world.story.lines,
    failedReports: run.failedReports,
  };
}

class Run {
  records = 0;
  failedReports = 0;
  #isOld = false;
  /** Until the faults end. */
  #isRedriveStopped = false;
  /** Lines that were never entered, put into the archive. */
  #junk: 'there' | 'quarantined' | undefined;
  readonly #world: SimWorld;
  readonly #plan: Plan;
  readonly #random: Random;
  /** How often each token was accepted. */
  readonly #accepted = new Map<string, number>();
  /** Tokens of records that no release of the transform can answer: they stay under failed/. */
  readonly #tooLarge = new Set<string>();
  /** The checkpoint that somebody outside kept. */
  #kept: Buffer | undefined;
  #damaged: Damaged | undefined;
  #backup: Backup | undefined;

  constructor(world: SimWorld, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
    this.#random = new Random(plan.seed, 'plan');
  }

  async run(): Promise<void> {
    beginTokens(this.#plan.seed);
    const end = this.#planChaos();
    if (this.#world.faults.damage !== undefined) {
      const at = START + (end - START) * (0.4 + 0.5 * this.#random.next());
      this.#world.scheduler.at(START + (at - START) * this.#random.next(), () => {
        this.#backup = backUp(this.#world);
      });
      await this.#runVerifying(at);
      await this.#damage(this.#world.faults.damage);
    }
    await this.#runVerifying(end);
    await this.#recover();
  }

  /** Lets time pass and asks the verifier now and then. */
  async #runVerifying(until: number): Promise<void> {
    const world = this.#world;
    const times = Array.from({ length: this.#random.between(0, 2) }, () => this.#random.next());
    const from = world.scheduler.now;
    for (const part of times.sort((a, b) => a - b)) {
      await world.runUntil(from + (until - from) * part);
      await this.#look();
    }
    await world.runUntil(until);
  }

  async #look(): Promise<void> {
    const world = this.#world;
    if (this.#damaged !== undefined) return;
    if (this.#random.chance(0.5)) this.#kept = world.truth.note ?? this.#kept;
    const withLedger = this.#random.chance(0.5);
    const report = await verify(world, { withLedger, anchor: this.#kept });
    checkReport(world, report, 'while it runs');
  }

  /** Plans records, runs of the sealer and of redrive, until the time that is returned. */
  #planChaos(): number {
    const { scheduler, faults } = this.#world;
    const random = this.#random;
    const stopped = faults.strikes('sealer-stopped-week');
    const length = stopped ? 8 * DAY : random.scale(20 * MINUTE, 3 * DAY);
    const warp = this.#planMonths(length);
    const end = warp(START + length);
    const count = Math.min(random.between(2, random.chance(0.2) ? 40 : 16), this.#plan.records ?? 1000);
    let time = START;
    for (let i = 0; i < count; i++) {
      // In bursts, now and then.
      if (i === 0 || random.chance(0.4)) time = START + random.next() * length;
      else time += random.between(0, 30_000);
      scheduler.at(warp(time), () => this.#produce());
    }
    const runs = (most: number) => Math.min(random.between(1, most), this.#plan.runs ?? 1000);
    const gap = stopped ? [START + 0.05 * length, START + 0.95 * length] : [0, 0];
    for (let i = runs(10); i > 0; i--) {
      const at = START + random.next() * length;
      if (at >= (gap[0] as number) && at < (gap[1] as number)) continue;
      scheduler.at(warp(at), () => {
        void this.#world.seal();
        if (!faults.strikes('two-sealers')) return;
        scheduler.after(faults.stream('two-sealers').between(0, 2000), () => void this.#world.seal());
      });
    }
    for (let i = runs(4) - 1; i > 0; i--) {
      if (this.#isRedriveStopped) continue;
      // Later rather than sooner: there must be something to bring back.
      scheduler.at(warp(START + Math.sqrt(random.next()) * length), () => {
        void this.#world.redrive(false);
        if (!faults.strikes('two-redrives')) return;
        scheduler.after(
          faults.stream('two-redrives').between(0, 2000),
          () => void this.#world.redrive(false),
        );
      });
    }
    for (let i = this.#plan.auditor === true ? runs(4) - 1 : 0; i > 0; i--) {
      scheduler.at(warp(START + random.next() * length), () => {
        void this.#audit();
        if (!faults.strikes('two-auditors')) return;
        scheduler.after(faults.stream('two-auditors').between(0, 2000), () => void this.#audit());
      });
    }
    if (faults.strikes('kms-disabled-day')) {
      const from = warp(START + random.next() * length);
      this.#world.keyDisabled = [from, from + DAY];
    }
    return end;
  }

  /**
   * Now and then nothing is produced for so long that stages go, and rows of the ledger too; meanwhile sealer, auditor
   * and redrive run a few times, or never.
   * @returns where a time of the plan comes to lie
   */
  #planMonths(length: number): (time: number) => number {
    const { scheduler, faults } = this.#world;
    if (this.#plan.auditor !== true || !faults.strikes('months-pass')) return (time) => time;
    const random = faults.stream('months-pass');
    const sealing = new Random(this.#plan.seed, 'months without a sealer');
    const from = START + length * (0.2 + 0.7 * random.next());
    const gap = DAY * (random.chance(0.5) ? random.between(37, 42) : random.between(72, 80));
    this.#isRedriveStopped = random.chance(0.4);
    for (let i = random.between(0, 4); i > 0; i--) {
      // One when stages may go, and some days before redrive comes back.
      const at = from + (i === 1 ? 0.87 : random.next()) * gap;
      const soon = (hours: number, run: () => unknown) => scheduler.at(at + hours * HOUR, () => void run());
      if (sealing.chance(0.75)) soon(0, () => this.#world.seal());
      soon(1, () => this.#audit());
      // The report of a day is entered on a later one, and then sealed.
      if (random.chance(0.7)) {
        soon(25, () => this.#audit());
        soon(26, () => this.#world.seal());
      }
      // Holes are filled from the auditor's list, also where failed deliveries cannot be brought back.
      if (random.chance(0.5)) soon(3, () => this.#world.fillListedHoles());
      if (random.chance(0.5) && !this.#isRedriveStopped) soon(2, () => this.#world.redrive(false));
    }
    return (time) => (time < from ? time : time + gap);
  }

  /** One call of the auditor, held against what the simulator knows. @returns whether it is well, as far as it says */
  async #audit(): Promise<boolean> {
    const world = this.#world;
    const before = overdue(world, readPresent(world));
    const audit = await world.audit();
    if (audit === undefined || this.#damaged !== undefined || !audit.kept) return false;
    const found = Object.keys(audit.counts).join(', ');
    if (audit.integrity === 'fail' && world.ahead === 0) {
      world.violation ??= new Violation(
        'auditor-integrity',
        `nothing differs from what was entered: ${found}`,
      );
    }
    // Under an hour that is not its own the auditor does not look: that is left to a whole verification.
    const isMisplaced = world.faults.fired.has('delivery-wrong-hour');
    if (audit.completeness === 'fail' && before.length === 0 && !isMisplaced) {
      world.violation ??= new Violation('auditor-completeness', `nothing is overdue: ${found}`);
    }
    return audit.finished && audit.integrity === 'pass' && (audit.completeness === 'pass' || isMisplaced);
  }

  #produce(): void {
    const { firehose, faults, scheduler, truth } = this.#world;
    const random = this.#random;
    const lookalikes = [...truth.batches.values()].flatMap(({ lines, entry, indexLine }) => [
      lines[0] as string,
      entry,
      indexLine,
    ]);
    for (const bytes of truth.sealed.slice(0, 3)) lookalikes.push(bytes.toString());
    const tooLarge = faults.strikes('record-too-large');
    const { data, tokens } = tooLarge ? produceTooLarge(random) : produce(random, lookalikes);
    if (tooLarge) for (const token of tokens) this.#tooLarge.add(token);
    // The same bytes may come twice: a heartbeat of an application, a retry of its own.
    const times = random.chance(0.1) ? 2 : 1;
    for (let i = 0; i < times; i++) {
      this.records++;
      for (const token of tokens) this.#accepted.set(token, (this.#accepted.get(token) ?? 0) + 1);
      // Not in the same millisecond: records of the same data and arrival cannot be told apart under failed/.
      scheduler.after(i * random.between(1, 20_000), () => firehose.accept(data));
    }
  }

  async #damage(kind: Fault): Promise<void> {
    const world = this.#world;
    this.#kept = world.truth.note ?? this.#kept;
    const before = world.archive.list('events/');
    const damaged = damageNow(world, kind, this.#random, this.#backup, sizeOf(this.#kept));
    if (damaged === undefined) return;
    world.faults.count(kind);
    world.story.tell('adversary', `${damaged.what} (${kind})`);
    this.#damaged = damaged;
    if (damaged.isHarmless !== true) world.truth.damaged = true;
    this.#planQuarantine(kind, before);
    const report = await verify(world, { withLedger: true, anchor: this.#kept });
    expectAfter(world, damaged, report, 'at once');
  }

  /** Junk is to be quarantined once the verifier names it; of what was altered or removed somebody says that it was junk. */
  #planQuarantine(kind: Fault, before: readonly StoredVersion[]): void {
    const world = this.#world;
    if (this.#plan.auditor !== true) return;
    if (kind === 'junk-events' && this.#damaged?.atEnd === 'integrity-fails') this.#junk = 'there';
    const after = new Map(world.archive.list('events/').map((one) => [one.info.key, one]));
    const touched = before.filter(({ info, bytes }) => after.get(info.key)?.bytes.equals(bytes) !== true);
    if (touched.length === 0 || !world.faults.strikes('quarantine-abused')) return;
    const now = touched.flatMap(({ info }) => after.get(info.key) ?? []);
    // Of the bytes that were there, which silences nothing of what is there now, or of both.
    const isOfBoth = world.faults.stream('quarantine-abused').chance(0.5);
    void world.abuseQuarantine(isOfBoth ? [...touched, ...now] : touched);
  }

  /** The faults end: without help everything must become well. */
  async #recover(): Promise<void> {
    const world = this.#world;
    world.faults.quiet = true;
    world.story.tell('simulator', 'the faults end');
    world.keyDisabled = [0, 0];
    // What was begun comes to its end, old sealers too.
    await world.runUntil(Number.POSITIVE_INFINITY);
    for (let round = 1; ; round++) {
      const isWell = await this.#round(round > ROUNDS / 2);
      if (isWell || (this.#damaged !== undefined && this.#damaged.isHarmless !== true && round >= 3)) break;
      if (round >= ROUNDS) throw new Violation('returns-to-health', await this.#unwell());
    }
    await this.#final();
  }

  /** A round of what is scheduled. @returns whether there is nothing left to do */
  async #round(again: boolean): Promise<boolean> {
    const world = this.#world;
    const redriven = await this.#toTheEnd(world.redrive(again));
    const isAuditWell = this.#plan.auditor !== true || (await this.#toTheEnd(this.#audit()));
    const left = redriven?.left ?? 1;
    const givenUp = redriven?.givenUp ?? 0;
    await world.runUntil(world.scheduler.now + 9 * HOUR);
    const sealed = await this.#seal();
    if (!world.firehose.isEmpty) throw new Violation('simulator', 'the stream holds something back');
    if (sealed !== true || left > 0 || givenUp > 0) return false;
    await world.runUntil(world.scheduler.now + 26 * HOUR);
    if (!(await this.#seal())) return false;
    const report = await verify(world, { withLedger: false, anchor: world.truth.note });
    if (this.#damaged === undefined) checkReport(world, report, 'after the faults');
    if (this.#junk === 'there' && report.integrity === 'fail' && world.faults.fires('quarantine')) {
      this.#junk = 'quarantined';
      await this.#toTheEnd(world.quarantine(report));
      return false;
    }
    const holes = report.findings.flatMap(({ kind, batch }) =>
      batch !== null && ['hole', 'event-missing', 'batch-partial', 'batch-unproven'].includes(kind)
        ? [batch]
        : [],
    );
    if (holes.length === 0) {
      if (this.#damaged !== undefined && this.#damaged.isHarmless !== true) return true;
      // What was given up is brought back in a later round.
      return this.#tokensMissing() === undefined && (isAuditWell || this.#damaged !== undefined);
    }
    await this.#toTheEnd(world.fillHoles(holes));
    return false;
  }

  async #seal(): Promise<boolean> {
    return (await this.#toTheEnd(this.#world.seal()))?.drained === true;
  }

  /** What an actor comes to once everything that is planned has happened. */
  async #toTheEnd<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    void work.then(() => {
      isOver = true;
    });
    await this.#world.runUntil(Number.POSITIVE_INFINITY);
    if (!isOver) throw new Violation('ends', 'an actor waits for what never comes');
    return work;
  }

  async #unwell(): Promise<string> {
    const world = this.#world;
    const report = await verify(world, { withLedger: true, anchor: world.truth.note });
    return `${kinds(report)}; ${this.#tokensMissing() ?? 'all records are there'}; ${world.halts[0] ?? ''}`;
  }

  /** A record that was accepted and is not in the archive; undefined: all are. */
  #tokensMissing(): string | undefined {
    const { byUid } = readPresent(this.#world);
    const failed = this.#world.archive.list('failed/').map(({ bytes }) => failedText(bytes));
    const found = new Map<string, number>();
    for (const lines of byUid.values()) {
      const [line] = lines;
      const text = line === undefined ? '' : line + decoded(line);
      for (const token of new Set(tokensIn(text))) found.set(token, (found.get(token) ?? 0) + 1);
    }
    for (const [token, times] of this.#accepted) {
      if (this.#tooLarge.has(token) && failed.some((text) => text.includes(token))) continue;
      const there = found.get(token) ?? 0;
      if (there < times) return `${token} was accepted ${times} times and is there ${there} times`;
    }
    return undefined;
  }

  async #final(): Promise<void> {
    const world = this.#world;
    const { truth } = world;
    if (this.#damaged !== undefined && this.#damaged.isHarmless !== true) {
      const report = await verify(world, { withLedger: true, anchor: this.#kept });
      if (report.integrity !== 'pass' || report.completeness !== 'pass') this.failedReports++;
      expectAfter(world, this.#quarantined(this.#damaged), report, 'at the end');
      return;
    }
    if (world.halts.length > 0) throw new Violation('no-halt', world.halts[0] as string);
    const missing = this.#tokensMissing();
    if (missing !== undefined) throw new Violation('nothing-lost', missing);
    const present = readPresent(world);
    const foreign = foreignIn(world, present);
    if (foreign !== undefined && this.#damaged === undefined)
      throw new Violation('archive-as-entered', foreign);
    const rows = [...truth.rows.values()].reduce((sum, lane) => sum + lane.length, 0);
    if (truth.sealed.length !== rows) {
      throw new Violation('all-sealed', `${truth.sealed.length} leaves of ${rows} rows are sealed`);
    }
    for (const batch of truth.batchesUnder(rows)) {
      if (presentLines(present, batch) < batch.lines.length) throw new Violation('nothing-lost', batch.batch);
    }
    for (const withLedger of [true, false]) {
      const report = await verify(world, { withLedger, anchor: truth.note });
      if (report.integrity !== 'pass' || report.completeness !== 'pass') {
        throw new Violation('returns-to-health', kinds(report));
      }
    }
    const unanchored = await verify(world, { withLedger: false, anchor: undefined });
    if (unanchored.completeness !== 'unknown') {
      throw new Violation(
        'verdict-needs-anchor',
        `completeness ${unanchored.completeness} without a checkpoint`,
      );
    }
    if (world.faults.fired.has('months-pass') && !this.#isOld) await this.#growOld();
  }

  /** What is to be expected of damage that was quarantined. */
  #quarantined(damaged: Damaged): Damaged {
    const { truth, archive } = this.#world;
    const objects = archive.list('events/');
    if (!objects.some(({ info, bytes }) => truth.isQuarantined(info.key, bytes))) return damaged;
    const { atEnd: _, ...rest } = damaged;
    return this.#junk === 'quarantined' ? { ...rest, atEnd: 'integrity-holds' } : rest;
  }

  /** All is well; then months pass, what was kept of its batches goes, and all is well with what comes after. */
  async #growOld(): Promise<void> {
    this.#isOld = true;
    const world = this.#world;
    const { scheduler, state, table } = world;
    const days = async (count: number) => {
      for (let i = 0; i < 2; i++) {
        await world.runUntil(scheduler.now + (count * DAY) / 2);
        await this.#toTheEnd(world.redrive(false));
        await this.#seal();
        await this.#toTheEnd(this.#audit());
      }
      // As often as passes of a bounded size take.
      for (let i = 0; i < 10; i++) await this.#seal();
      world.sweep();
    };
    await days(2);
    await days(36);
    const stage = state.list('stages/').find(({ info }) => !state.expiring.has(info.key));
    // Under an hour that is not its own the auditor does not look: what it did not see delivered is kept.
    const isMisplaced = world.faults.fired.has('delivery-wrong-hour');
    if (stage !== undefined && !isMisplaced)
      throw new Violation('stages-go', `${stage.info.key} is still there`);
    await days(50);
    const [row] = table.lanes.get('0') ?? [];
    if (row !== undefined && !isMisplaced) throw new Violation('rows-go', `row ${row.seq} is still there`);
    for (let i = 0; i < 3; i++) this.#produce();
    await this.#recover();
  }
}

/** What an opaque event holds in base64. */
function decoded(line: string): string {
  const base64 = /"base64":"([A-Za-z0-9+/=]+)"/.exec(line)?.[1];
  return base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('latin1');
}

/** The records in an object under failed/, as text. */
function failedText(bytes: Buffer): string {
  const found = bytes.toString('latin1').matchAll(/"rawData":"([A-Za-z0-9+/=]+)"/g);
  return Array.from(found, ([, base64 = '']) => Buffer.from(base64, 'base64').toString('latin1')).join('\n');
}

/** The size in a checkpoint's note; 0 if there is none. */
function sizeOf(note: Buffer | undefined): number {
  return note === undefined ? 0 : Number(note.toString().split('\n')[1]);
}
