import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { parseArgs } from 'node:util';
import { DIST } from '../../adapters/local/dist';
import { main as wormtrail } from '../../cli/main';
import { type MadeArchive, makeArchive, SHAPES } from './archive';
import { Judge, type Judgement, type Kind } from './judge';
import { Random } from './random';

/** What `verify --json` prints, as far as it matters here. */
interface Report {
  readonly integrity: string;
  readonly completeness: string;
  readonly findings: readonly {
    readonly kind: string;
    readonly severity: string;
    readonly batch: string | null;
    readonly event: string | null;
    readonly object: string | null;
  }[];
}

interface Answer {
  readonly exit: number;
  readonly report: Report | undefined;
  readonly stderr: string;
}

/**
 * Of what the judge's four questions leave open, what the table of findings in docs/format.md says must be found:
 * a tile or a signature of the newest checkpoint that is not what it was, and a copy of an entry or an index line
 * that is not what the log says.
 */
const FOUND_TOO = ['tile', 'signature', 'own-line'];

/** One case in so many is also put to the program as users start it. */
const PROCESS_EVERY = 100;
/** One case in so many the altered copy, restored, is compared with its archive as a whole. */
const COMPARE_EVERY = 500;
/** How often a kind comes for each time that a kind of harmless changes does. */
const HARMFUL_WEIGHT = 3;
const BENIGN_WEIGHT = 2;

/** An archive under attack: as its user has it, and as a copy without ledger. */
interface Target {
  readonly made: MadeArchive;
  readonly copies: readonly string[];
  readonly state: string;
  readonly remembered: string;
}

interface Row {
  cases: number;
  harmful: number;
  benign: number;
  neutral: number;
  /** Neutral ones that the verifier objects to. */
  objected: number;
  missed: number;
}

/** @returns the exit code */
export async function main(args: readonly string[], folder: string): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string' },
      seed: { type: 'string' },
      case: { type: 'string' },
      kind: { type: 'string' },
    },
  });
  const seed = values.seed ?? String(randomInt(2 ** 40));
  const cases = Number(values.cases ?? 2_000);
  const only = values.case === undefined ? undefined : Number(values.case);
  console.log(`campaign: seed ${seed}`);
  const campaign = await Campaign.start(folder, seed);
  try {
    if (only !== undefined) return await campaign.replay(only);
    return await campaign.run(cases, values.kind);
  } finally {
    campaign.close(only !== undefined);
  }
}

class Campaign {
  readonly #root: string;
  readonly #seed: string;
  readonly #judge: Judge;
  readonly #targets: readonly Target[];
  readonly #schedule: readonly Kind[];

  private constructor(
    root: string,
    seed: string,
    judge: Judge,
    targets: readonly Target[],
    kinds: readonly Kind[],
  ) {
    this.#root = root;
    this.#seed = seed;
    this.#judge = judge;
    this.#targets = targets;
    const weight = ({ tends }: Kind) => (tends === 'benign' ? BENIGN_WEIGHT : HARMFUL_WEIGHT);
    this.#schedule = Array.from({ length: HARMFUL_WEIGHT }, (_, i) =>
      kinds.filter((kind) => weight(kind) > i),
    ).flat();
  }

  static async start(folder: string, seed: string): Promise<Campaign> {
    const root = mkdtempSync(path.join(tmpdir(), 'wormtrail-campaign-'));
    const judge = new Judge(folder);
    const targets: Target[] = [];
    for (const shape of SHAPES) {
      const made = await makeArchive(root, shape, seed);
      const facts = await judge.open(made.folder);
      console.log(
        `${shape.name}: ${facts.events} events in ${facts.batches} batches and ${facts.objects} objects; checkpoints of ${facts.published.join(', ')}`,
      );
      const state = path.join(root, `${shape.name}-state`);
      const copies = ['user', 'auditor'].map((name) => path.join(root, `${shape.name}-${name}`));
      cpSync(made.folder, copies[0] as string, { recursive: true });
      cpSync(made.folder, copies[1] as string, {
        recursive: true,
        filter: (source) => path.basename(source) !== '.wormtrail',
      });
      // The user has verified the archive before: what was seen then is remembered.
      const first = await verify(
        ['--key', made.verifierKey, '--checkpoint', made.checkpoint, '--state', state],
        made.folder,
        made,
      );
      if (first.exit !== 0) throw new Error(`the archive does not verify: ${JSON.stringify(first)}`);
      targets.push({ made, copies, state, remembered: rememberedIn(state, made) });
    }
    return new Campaign(root, seed, judge, targets, await judge.kinds());
  }

  async run(cases: number, kind: string | undefined): Promise<number> {
    const table = new Map<string, Row>(
      this.#schedule.map(({ name }) => [
        name,
        { cases: 0, harmful: 0, benign: 0, neutral: 0, objected: 0, missed: 0 },
      ]),
    );
    let failed = 0;
    const started = Date.now();
    for (let number = 0, done = 0; done < cases; number++) {
      const { name } = this.#kind(number);
      if (kind !== undefined && name !== kind) continue;
      done++;
      const { judgement, answer, wrong } = await this.#case(number);
      await this.#judge.restore();
      if (done % COMPARE_EVERY === 0) {
        const differ = await this.#judge.compare();
        if (differ.length > 0) wrong.push(`verifying changed ${differ.join(', ')}`);
      }
      const row = table.get(name) as Row;
      row.cases++;
      row[judgement.class]++;
      if (judgement.class === 'neutral' && answer.exit !== 0) row.objected++;
      if (wrong.length === 0) continue;
      row.missed++;
      failed++;
      if (failed > 50) continue;
      console.log(`MISSED ${name}: ${wrong.join('; ')}`);
      console.log(`  what was done: ${judgement.what}`);
      console.log(`  replay: node test/campaign/campaign.mjs --seed ${this.#seed} --case ${number}`);
    }
    const seconds = (Date.now() - started) / 1000;
    print(table);
    console.log(`seed ${this.#seed}, ${cases} cases in ${seconds.toFixed(1)} s`);
    console.log(`${cases - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  }

  /** Does one case over and leaves the altered archive behind. */
  async replay(number: number): Promise<number> {
    const { judgement, answer, wrong, command } = await this.#case(number);
    console.log(`case ${number}: ${this.#kind(number).name}`);
    console.log(JSON.stringify(judgement, null, 1));
    console.log(`exit ${answer.exit}`, JSON.stringify(answer.report, null, 1), answer.stderr);
    console.log(`altered: ${command}`);
    console.log(wrong.length === 0 ? '1 passed, 0 failed' : `MISSED ${wrong.join('; ')}\n0 passed, 1 failed`);
    return wrong.length === 0 ? 0 : 1;
  }

  close(keep: boolean): void {
    this.#judge.close();
    if (!keep) rmSync(this.#root, { recursive: true, force: true });
  }

  #kind(number: number): Kind {
    return this.#schedule[number % this.#schedule.length] as Kind;
  }

  async #case(number: number) {
    const { name } = this.#kind(number);
    const random = new Random(`${this.#seed}:${number}`);
    const target = random.pick(this.#targets);
    const work = random.pick(target.copies);
    const { made, state } = target;
    const judgement = await this.#judge.alter({
      archive: made.folder,
      work,
      kind: name,
      seed: `${this.#seed}:${number}`,
    });
    // With his own key and what he remembers, or as an outsider with what was handed to him.
    const anchors = random.chance(0.5)
      ? ['--state', state]
      : [
          '--key',
          made.verifierKey,
          '--checkpoint',
          made.checkpoint,
          '--state',
          path.join(this.#root, 'nothing'),
        ];
    const answer = await verify(anchors, work, made);
    const wrong = judge(judgement, answer);
    if (rememberedIn(state, made) !== target.remembered) wrong.push('another checkpoint is remembered now');
    if (number % PROCESS_EVERY === 0) wrong.push(...compareWithProcess(anchors, work, made, answer));
    const command = `node dist/wormtrail.js ${argsOf(anchors, work).join(' ')} # WORMTRAIL_CONFIG_DIR=${made.config}`;
    return { judgement, answer, wrong, command };
  }
}

function rememberedIn(state: string, { origin }: MadeArchive): string {
  return readFileSync(path.join(state, 'checkpoints', `${origin.replaceAll('/', '_')}.note`), 'utf8');
}

function argsOf(anchors: readonly string[], archive: string): string[] {
  return ['verify', '--json', '--workers', '1', '--archive', archive, ...anchors];
}

/** Verifies as the command does, in this process. */
async function verify(anchors: readonly string[], archive: string, { config }: MadeArchive): Promise<Answer> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const env = { WORMTRAIL_CONFIG_DIR: config, WORMTRAIL_STATE_DIR: '/nonexistent' };
  const streams = { stdin: new PassThrough(), stdout, stderr, env };
  const exit = await wormtrail(argsOf(anchors, archive), streams, new AbortController().signal);
  return answerOf(exit, String(stdout.read() ?? ''), String(stderr.read() ?? ''));
}

function answerOf(exit: number, stdout: string, stderr: string): Answer {
  let report: Report | undefined;
  try {
    const parsed = JSON.parse(stdout) as Partial<Report>;
    if (parsed.integrity !== undefined && parsed.findings !== undefined) {
      // When it was verified differs from run to run.
      report = { ...(parsed as Report), time: undefined } as Report;
    }
  } catch {}
  return { exit, report, stderr: report === undefined ? stdout + stderr : stderr };
}

function compareWithProcess(
  anchors: readonly string[],
  archive: string,
  { config }: MadeArchive,
  inside: Answer,
): string[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(DIST, 'wormtrail.js'), ...argsOf(anchors, archive)],
    {
      encoding: 'utf8',
      env: { ...process.env, WORMTRAIL_CONFIG_DIR: config, WORMTRAIL_STATE_DIR: '/nonexistent' },
      maxBuffer: 1 << 28,
    },
  );
  const outside = answerOf(status ?? -1, stdout, stderr);
  const differ =
    outside.exit !== inside.exit || JSON.stringify(outside.report) !== JSON.stringify(inside.report);
  return differ ? [`as a process: exit ${outside.exit} instead of ${inside.exit}, or another report`] : [];
}

/** What is wrong with the verifier's answer, in words. */
function judge(judgement: Judgement, { exit, report, stderr }: Answer): string[] {
  if (report === undefined) return [`no report (exit ${exit}): ${stderr.slice(0, 300)}`];
  const { integrity, completeness, findings } = report;
  const verdicts = `integrity ${integrity}, completeness ${completeness}, exit ${exit}`;
  const expected =
    integrity === 'fail'
      ? 1
      : completeness === 'fail'
        ? 3
        : integrity === 'pass' && completeness === 'pass'
          ? 0
          : 4;
  if (exit !== expected) return [`the exit code does not fit: ${verdicts}`];

  if (judgement.class === 'benign') {
    const kinds = [...new Set(findings.map(({ kind }) => kind))];
    return exit === 0 ? [] : [`harmless, and yet ${verdicts}: ${kinds.join(', ')}`];
  }
  if (judgement.class === 'neutral') {
    const open = judgement.neutral.filter((what) => FOUND_TOO.includes(what));
    return exit === 0 && open.length > 0 ? [`${open.join(', ')}, and yet ${verdicts}`] : [];
  }
  if (exit === 0) return [`harmful (${judgement.reasons.join(', ')}), and yet ${verdicts}`];

  const telling = findings.filter(({ severity }) => severity !== 'info');
  const batches = new Set(telling.map(({ batch }) => batch));
  const events = new Set(telling.map(({ event }) => event));
  const objects = new Set(telling.map(({ object }) => object));
  const { must, may } = judgement;
  const wrong: string[] = [];
  const unnamed = must.batches.filter((batch) => !batches.has(batch));
  if (unnamed.length > 0) wrong.push(`does not name ${unnamed.length} batches, such as ${unnamed[0]}`);
  const silent = must.events.filter((event) => !events.has(event));
  if (silent.length > 0) wrong.push(`does not name ${silent.length} events, such as ${silent[0]}`);
  for (const one of must.anyOf) {
    if (one.batches.some((batch) => batches.has(batch)) || one.objects.some((object) => objects.has(object)))
      continue;
    wrong.push(`names none of ${[...one.batches.slice(0, 3), ...one.objects.slice(0, 3)].join(', ')}`);
  }
  if (may !== null) {
    const blamed = [...batches].filter((batch) => batch !== null && !may.batches.includes(batch));
    if (blamed.length > 0) wrong.push(`names ${blamed[0]}, which is whole`);
    const blamedEvents = [...events].filter((event) => event !== null && !may.events.includes(event));
    if (blamedEvents.length > 0) wrong.push(`names ${blamedEvents[0]}, which is whole`);
  }
  if (wrong.length > 0) wrong.push(`it says ${[...new Set(telling.map(({ kind }) => kind))].join(', ')}`);
  return wrong;
}

function print(table: ReadonlyMap<string, Row>): void {
  const head = ['kind', 'cases', 'harmful', 'benign', 'neutral', '(objected to)', 'missed'];
  const rows = [...table].map(([name, row]) => [
    name,
    row.cases,
    row.harmful,
    row.benign,
    row.neutral,
    row.objected,
    row.missed,
  ]);
  const total = rows.reduce<number[]>(
    (sums, row) => row.slice(1).map((n, i) => (sums[i] ?? 0) + Number(n)),
    [],
  );
  for (const row of [head, ...rows, ['together', ...total]]) {
    console.log(
      row.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(14))).join(''),
    );
  }
}
