// Kills `ingest` and `seal` with SIGKILL at random moments, and checks that nothing is lost or entered twice:
//   node test/campaign/crash.mjs [--kills N] [--seed S]
// Needs `npm run build`, and python3.
//
// After each kill the archive must verify: what was sealed before is untouched, and what is not sealed yet is
// counted apart. In the end each event of the sources must be in the archive once, which judge.py, sharing no
// code with the project, counts by raw text.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.resolve(here, '..', '..', 'dist', 'wormtrail.js');

/** Kills of one archive before it is finished and counted. */
const KILLS_AN_ARCHIVE = 6;
/** New sources for each run. */
const SOURCES_A_RUN = 3;
/** Moments are drawn up to this multiple of a run's usual duration, so that slow runs are hit near their end too. */
const BEYOND = 1.2;
/** Before the first checkpoint is published and remembered, there is nothing to hold the archive against. */
const NOTHING_KNOWN_YET = ['no-log', 'no-key', 'no-anchor', 'foreign-undecided'];

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const wanted = Number(values.kills ?? 40);
const seed = values.seed ?? String(randomInt(2 ** 40));

/** mulberry32 over an FNV-1a hash of the seed. */
function randomFrom(text) {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = randomFrom(seed);
const pick = (list) => list[Math.floor(random() * list.length)];

/** Sources of one to two batches each, of long lines, so that a run does much with few events. */
function makeSources(folder, count) {
  mkdirSync(folder, { recursive: true });
  const filler = Array.from({ length: 600 }, () => Math.floor(random() * 2 ** 32).toString(36)).join(' ');
  const text = () => filler.slice(Math.floor(random() * 500)).slice(0, 3_000);
  return Array.from({ length: count }, (_, n) => {
    const lines = Array.from({ length: 1_200 }, (_, i) => `${n}-${i}`);
    const json = (id) => JSON.stringify({ id, user: 'alice', text: text() });
    const kinds = [
      ['jsonl', () => `${lines.map(json).join('\n')}\n`],
      ['log', () => `${lines.map((id) => `sshd[${n}]: ${id} ${text()}`).join('\n')}\n`],
      ['json', () => `{"Records":[${lines.map((id) => JSON.stringify(cloudTrail(id, text()))).join(',')}]}`],
      ['jsonl.gz', () => gzipSync(`${lines.map(json).join('\n')}\n`, { level: 1 })],
    ];
    const [extension, make] = kinds[n % kinds.length];
    const file = path.join(folder, `${String(n).padStart(2, '0')}.${extension}`);
    writeFileSync(file, make());
    return file;
  });
}

const cloudTrail = (eventID, text) => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/bob', accountId: '123456789012' },
  eventTime: '2026-11-23T08:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.9',
  requestParameters: { key: text },
  eventID,
  eventType: 'AwsApiCall',
});

const root = mkdtempSync(path.join(tmpdir(), 'wormtrail-crash-'));

/** The program over one archive. `killAfter`: ms after which its process group gets SIGKILL. */
function run(archive, args, killAfter) {
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...args, '--json', '--archive', archive], {
    // A group of its own: workers and whatever else it starts die with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      WORMTRAIL_CONFIG_DIR: path.join(root, 'config'),
      WORMTRAIL_STATE_DIR: path.join(root, 'state'),
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const timer =
    killAfter === undefined
      ? undefined
      : setTimeout(() => {
          try {
            process.kill(-child.pid, 'SIGKILL');
          } catch {
            // It ended just now.
          }
        }, killAfter);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, killed: signal === 'SIGKILL', stdout, stderr, took: performance.now() - started });
    });
  });
}

function failure(what, { code, stdout, stderr }) {
  return `${what}: exit ${code} ${stdout.slice(0, 2_000)} ${stderr.slice(0, 1_000)}`;
}

/** Archives of which a checkpoint was once verified. */
const remembered = new Set();

/** What is wrong with the archive as it lies there, or undefined. */
async function verify(archive) {
  const result = await run(archive, ['verify', '--workers', '1']);
  if (result.code === 0) {
    remembered.add(archive);
    return undefined;
  }
  let report;
  try {
    report = JSON.parse(result.stdout);
  } catch {
    report = {};
  }
  // Killed before it made the folder.
  if (report.error !== undefined && !existsSync(archive)) return undefined;
  if (report.findings === undefined) return failure('verify', result);
  const telling = report.findings.filter(({ severity }) => severity !== 'info');
  const early =
    result.code === 4 &&
    !remembered.has(archive) &&
    telling.every(({ kind }) => NOTHING_KNOWN_YET.includes(kind));
  return early ? undefined : failure('verify', result);
}

/** What a kill left lying about, in a word: to see that kills hit every part of the work. */
function leftBehind(archive, before) {
  const now = census(archive);
  if (now.temporary > before.temporary) return 'a half-written file';
  if (now.stages - now.objects > before.stages - before.objects) return 'a stage undelivered';
  if (now.objects > before.objects) return 'batches unsealed or marked undelivered';
  if (now.notes > before.notes) return 'a checkpoint';
  if (now.log > before.log || now.staging > before.staging) return 'a seal half done';
  return 'nothing new';
}

function census(archive) {
  const files = existsSync(archive) ? readdirSync(archive, { recursive: true, withFileTypes: true }) : [];
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => path.join(path.relative(archive, file.parentPath), file.name));
  const count = (start) => paths.filter((file) => file.startsWith(start)).length;
  return {
    temporary: paths.filter((file) => path.basename(file).startsWith('.tmp-')).length,
    stages: count('.wormtrail/state/stages/'),
    staging: count('.wormtrail/state/staging/'),
    objects: count('events/'),
    notes: count('log/checkpoints/'),
    log: count('log/tile/'),
  };
}

/** judge.py, asked one thing. */
async function ask(request) {
  const judge = spawn('python3', [path.join(here, 'judge.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  judge.stderr.on('data', (chunk) => (stderr += chunk));
  judge.stdin.end(`${JSON.stringify(request)}\n`);
  for await (const line of createInterface({ input: judge.stdout })) return JSON.parse(line);
  return { error: stderr.trim().split('\n').at(-1) };
}

const sources = makeSources(path.join(root, 'sources'), KILLS_AN_ARCHIVE * SOURCES_A_RUN);

/** How long the commands take when nobody kills them: over fresh archives, the median of three. */
async function measure() {
  const durations = { start: [], ingest: [], 'no-seal': [], seal: [] };
  for (let i = 0; i < 3; i++) {
    const archive = path.join(root, `measured-${i}`);
    const [first, second] = [0, 1].map((k) => sources.slice(k * SOURCES_A_RUN, (k + 1) * SOURCES_A_RUN));
    // What node takes before the program can have done anything.
    durations.start.push((await run(archive, ['--version'])).took);
    durations.ingest.push((await run(archive, ['ingest', ...first])).took);
    durations['no-seal'].push((await run(archive, ['ingest', '--no-seal', ...second])).took);
    durations.seal.push((await run(archive, ['seal'])).took);
    rmSync(archive, { recursive: true });
  }
  return Object.fromEntries(
    Object.entries(durations).map(([name, all]) => [name, all.sort((a, b) => a - b)[1]]),
  );
}

const durations = await measure();
const ms = (n) => `${n.toFixed(0)} ms`;
console.log(
  `crash: seed ${seed}; unkilled, ingest takes ${ms(durations.ingest)}, without seal ${ms(durations['no-seal'])}, seal ${ms(durations.seal)}`,
);

const tally = new Map();
const failures = [];
let kills = 0;
let finishedFirst = 0;
let archives = 0;
let events = 0;
let checks = 0;

/** One archive: some kills, then a run to the end and the count. */
async function oneArchive() {
  const archive = path.join(root, `archive-${archives++}`);
  const begun = new Set();
  const log = [];
  const check = (wrong) => {
    checks++;
    if (wrong !== undefined) failures.push(`${wrong}\n    after: ${log.join(', ')}`);
    return wrong === undefined;
  };
  for (let n = 0; n < KILLS_AN_ARCHIVE && kills < wanted; ) {
    const command = existsSync(path.join(archive, '.wormtrail'))
      ? pick(['ingest', 'ingest', 'no-seal', 'seal'])
      : 'ingest';
    const fresh = sources.filter((file) => !begun.has(file));
    const files =
      command === 'seal' ? [] : [...begun].slice(-SOURCES_A_RUN).concat(fresh.slice(0, SOURCES_A_RUN));
    if (command === 'seal') {
      // Something for it to do.
      const result = await run(archive, ['ingest', '--no-seal', ...fresh.slice(0, 1)]);
      if (result.code !== 0 && !check(failure('ingest', result))) return archive;
      begun.add(fresh[0]);
    }
    for (const file of files) begun.add(file);
    const workers = pick(['1', '2']);
    const args =
      command === 'seal'
        ? ['seal']
        : ['ingest', '--workers', workers, ...(command === 'no-seal' ? ['--no-seal'] : []), ...files];
    const before = census(archive);
    const after = durations.start + random() * (BEYOND * durations[command] - durations.start);
    const result = await run(archive, args, after);
    n++;
    if (!result.killed) {
      finishedFirst++;
      log.push(`${command} (ended before it was killed)`);
      if (result.code !== 0 && !check(failure(command, result))) return archive;
    } else {
      kills++;
      const left = leftBehind(archive, before);
      const key = `${command}: ${left}`;
      tally.set(key, (tally.get(key) ?? 0) + 1);
      log.push(`${command} killed after ${ms(after)} (${left})`);
    }
    if (!check(await verify(archive))) return archive;
  }
  const rest = await run(archive, ['ingest', ...begun]);
  log.push('ingest');
  if (!check(rest.code === 0 ? undefined : failure('ingest to the end', rest))) return archive;
  const last = await run(archive, ['verify', '--workers', '1']);
  const again = last.code === 4 ? await run(archive, ['verify', '--workers', '1']) : last;
  const report = JSON.parse(again.stdout || '{}');
  const passes = again.code === 0 && report.integrity === 'pass' && report.completeness === 'pass';
  if (!check(passes ? undefined : failure('verify in the end', again))) return archive;
  const answer = await ask({ op: 'sources', archive, files: [...begun] });
  events += answer.events ?? 0;
  const whole = answer.missing === 0 && answer.tooMany === 0 && report.events === answer.events;
  if (
    !check(
      whole
        ? undefined
        : `the sources and the archive differ: ${JSON.stringify(answer)}, ${report.events} by verify`,
    )
  )
    return archive;
  rmSync(archive, { recursive: true });
  return undefined;
}

const kept = [];
while (kills < wanted && failures.length < 10) {
  const archive = await oneArchive();
  if (archive !== undefined) kept.push(archive);
}

for (const [what, n] of [...tally].sort()) console.log(`  ${String(n).padStart(5)}  ${what}`);
console.log(
  `${kills} kills over ${archives} archives, ${finishedFirst} runs ended first; ${events} events counted in the end`,
);
for (const wrong of failures) console.log(`FAILED ${wrong}`);
if (kept.length > 0) console.log(`left for a look: ${kept.join(', ')}`);
else rmSync(root, { recursive: true, force: true });
console.log(`seed ${seed}`);
console.log(`${checks - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
