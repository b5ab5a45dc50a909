import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import Table from 'cli-table3';
import { ATTACKS, type Attack, HARMLESS, type Harm } from './attacks';
import { copyForTampering, Forger } from './forger';
import { sampleFiles, TELLTALE } from './samples';
import { type Ran, wormtrail } from './shell';

/** Where the demo leaves its archive, below the current folder. */
const FOLDER = 'demo-archive';
/** A folder with it was made by an earlier demo, and may be replaced. */
const MARK = '.wormtrail-demo';

const say = (text = '') => process.stdout.write(`${text}\n`);

/**
 * The whole way: logs in, sealed, verified, attacked.
 * @param files logs of the user's own; none: made-up ones
 * @returns 0 if every attack was found and named and every harmless change passed, else 1; 2 if it cannot begin
 */
export async function runDemo(files: readonly string[]): Promise<number> {
  const started = Date.now();
  if (existsSync(FOLDER) && !existsSync(path.join(FOLDER, MARK)) && readdirSync(FOLDER).length > 0) {
    process.stderr.write(
      `demo: ${FOLDER} is there and no demo made it: move it away, or go to another folder\n`,
    );
    return 2;
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  writeFileSync(
    path.join(FOLDER, MARK),
    'Made by npm run demo, which replaces this folder when it runs again.\n',
  );
  const env = demoEnvironment(FOLDER);
  const archive = `${FOLDER}/archive`;
  const key = `${FOLDER}/log.vkey`;
  const kept = `${FOLDER}/kept-checkpoint.note`;

  // Another name at each run: each is another log.
  const name = `demo.example/${randomBytes(4).toString('hex')}`;
  const logs = files.length > 0 ? files : writeSamples();
  say(`Everything is in ${path.resolve(FOLDER)}, keys too: your own are not touched.`);
  say();
  say('1. Enter the logs, and seal them');
  for (const [i, log] of logs.entries()) {
    const origin = i === 0 ? ['--origin', name] : [];
    const { exit } = await step(['ingest', '--archive', archive, ...origin, '--quiet', log], env);
    if (exit !== 0) return exit;
  }
  if (new Forger(archive).files('').every((file) => !file.endsWith('.jsonl.gz'))) {
    process.stderr.write('demo: there is nothing in these logs\n');
    return 2;
  }

  say('2. Give the key, and a checkpoint, to somebody outside');
  const { stdout: vkey } = await step(['key', '--archive', archive], env);
  writeFileSync(key, vkey);
  copyFileSync(path.join(archive, 'log', 'checkpoint'), kept);
  say(`   kept: ${key}, ${kept}`);
  say();

  say('3. Verify, as somebody outside would');
  const outside = ['--key', key, '--checkpoint', kept];
  const verified = await step(['verify', '--archive', archive, ...outside], env);

  say(`4. Attack copies of it`);
  const hide = files.length > 0 ? '' : TELLTALE;
  const scratch = mkdtempSync(path.join(tmpdir(), 'wormtrail-demo-'));
  let failures = verified.exit === 0 ? 0 : 1;
  try {
    const tried = async (attack: Attack, i: number) => {
      const copy = path.join(scratch, String(i));
      const harm = attack.apply(copyForTampering(archive, copy), hide);
      const ran =
        harm && (await wormtrail(['verify', '--archive', copy, ...outside, '--json'], demoEnvironment(copy)));
      rmSync(copy, { recursive: true });
      return harm && ran && { name: attack.name, harm, ran, answer: answerOf(ran) };
    };
    const attacks: Row[] = [];
    for (const [i, attack] of ATTACKS.entries()) {
      const row = await tried(attack, i);
      if (row === undefined) say(`   (${attack.name}: needs a larger archive)`);
      else attacks.push({ ...row, good: row.ran.exit !== 0 && names(row.answer, row.harm) });
    }
    say(tableOf(attacks, 'found', 'NOT FOUND'));
    say('   and changes that alter nothing:');
    const harmless: Row[] = [];
    for (const [i, change] of HARMLESS.entries()) {
      const row = await tried(change, i);
      if (row !== undefined) harmless.push({ ...row, good: row.ran.exit === 0 });
    }
    say(tableOf(harmless, 'passes', 'DOES NOT PASS'));
    failures += [...attacks, ...harmless].filter(({ good }) => !good).length;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }

  lookAround(archive, key, kept, hide);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(
    failures === 0
      ? `All as it must be, in ${seconds} s.`
      : `${failures} NOT AS IT MUST BE, in ${seconds} s.`,
  );
  return failures === 0 ? 0 : 1;
}

/** The demo's own folders for keys and state, in place of the user's. */
function demoEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    WORMTRAIL_CONFIG_DIR: path.resolve(folder, 'config'),
    WORMTRAIL_STATE_DIR: path.resolve(folder, 'state'),
  };
}

function writeSamples(): string[] {
  const folder = `${FOLDER}/logs`;
  mkdirSync(folder);
  return sampleFiles().map(({ name, bytes }) => {
    writeFileSync(path.join(folder, name), bytes);
    return `${folder}/${name}`;
  });
}

/** Runs a command and shows it, as if typed. */
async function step(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  say(`   $ wormtrail ${args.join(' ')}`);
  const ran = await wormtrail(args, env);
  for (const line of `${ran.stdout}${ran.stderr}`.trimEnd().split('\n')) say(`     ${line}`);
  say();
  return ran;
}

interface Answer {
  readonly integrity: string;
  readonly completeness: string;
  readonly findings: readonly {
    readonly kind: string;
    readonly severity: string;
    readonly batch: string | null;
    readonly event: string | null;
    readonly object: string | null;
    readonly detail: string;
  }[];
}

interface Row {
  readonly name: string;
  readonly ran: Ran;
  readonly answer: Answer | undefined;
  /** Answered as it must be. */
  readonly good: boolean;
}

function answerOf({ stdout }: Ran): Answer | undefined {
  const answer = JSON.parse(stdout) as Partial<Answer>;
  return answer.findings === undefined ? undefined : (answer as Answer);
}

/** Whether the answer names what was harmed, as far as that has a name. */
function names(answer: Answer | undefined, { batch, event }: Harm): boolean {
  const findings = answer?.findings ?? [];
  if (event !== undefined) return findings.some((finding) => finding.event === event);
  return batch === undefined || findings.some((finding) => finding.batch === batch);
}

/** Rows without lines between them: a terminal of 120 columns holds them. */
const PLAIN = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
const LESS = { 'bottom-left': '', 'bottom-right': '', left: '   ', 'left-mid': '', mid: '', 'mid-mid': '' };

function tableOf(rows: readonly Row[], good: string, bad: string): string {
  const table = new Table({
    head: ['what was done', 'answer', 'integrity', 'complete', 'exit', 'what verify said'],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    chars: { ...PLAIN, ...LESS, 'right-mid': '', right: '', middle: ' ' },
  });
  for (const row of rows) {
    const { integrity = '-', completeness = '-' } = row.answer ?? {};
    table.push([row.name, row.good ? good : bad, integrity, completeness, row.ran.exit, saidBy(row)]);
  }
  return `${table.toString()}\n`;
}

function saidBy({ answer, ran }: Row): string {
  if (answer === undefined) return ran.stdout.trim();
  const worst = answer.findings.filter(({ severity }) => severity === 'error');
  const [first] = worst.length > 0 ? worst : answer.findings.filter(({ severity }) => severity !== 'info');
  if (first === undefined) return 'nothing to say';
  const { event, batch, object } = first;
  const place = event
    ? `event ${tail(event, 13)}`
    : batch
      ? `batch ${tail(batch, 5)}`
      : tail(object ?? '', 24);
  return `${first.kind} ${place}${worst.length > 1 ? ` (and ${worst.length - 1} more)` : ''}`;
}

/** The end of a long name. */
function tail(name: string, length: number): string {
  return name.length > length ? `…${name.slice(-length)}` : name;
}

function lookAround(archive: string, key: string, kept: string, hide: string): void {
  const { uid } = new Forger(archive).victim(hide);
  const proof = `${FOLDER}/event.tlog-proof`;
  say('Look around in the archive that is left:');
  for (const command of [
    `npx wormtrail verify --archive ${archive} --key ${key} --checkpoint ${kept} --state ${FOLDER}/state`,
    `npx wormtrail show --archive ${archive} --key ${key} ${uid}`,
    `npx wormtrail prove --archive ${archive} --out ${proof} ${uid}`,
    `npx wormtrail check --key ${key} ${proof}`,
    `zcat ${archive}/events/*/*/*.gz | grep -c ${hide === '' ? 'raw_data' : hide}`,
    `cat ${archive}/log/checkpoint`,
  ]) {
    say(`   ${command}`);
  }
  say();
}
