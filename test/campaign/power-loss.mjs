// Takes the power away from a local archive at any moment, and checks that what was reported as done is there:
//   node test/campaign/power-loss.mjs [--cases N] [--seed S]
// Needs Linux and `npm run build`; strace is installed from Debian if it is not there.
//
// Sessions of `ingest`, `seal` and `redrive`, some of them killed, are recorded as the system saw them, LMDB's
// writes included (power-loss/session.mjs). Each case takes a moment of one, builds the folder as a disk may have
// it after a power failure then (power-loss/disk.mjs), and works on with it: whatever had been reported by that
// moment must hold, nothing may stand in the way, and in the end each line of the sources is there once.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { count } from './power-loss/count.mjs';
import { int, pick, randomFrom } from './power-loss/random.mjs';
import { recordSession, wormtrail } from './power-loss/session.mjs';

const CASES_A_SESSION = 34;
const MOST_FAILURES = 10;
const WORDS = 12;

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });
const cases = Number(values.cases ?? 100);
const seed = values.seed ?? String(randomInt(2 ** 40));
const root = mkdtempSync(path.join(tmpdir(), 'wormtrail-power-'));

/** How much of what was not flushed is lost. Each gives `keep` of Disk.image. */
const LOSSES = {
  'all that was not flushed': () => () => false,
  'bytes, not names': () => (op) => op.op !== 'write',
  'names, not bytes': () => (op) => op.op === 'write',
  'here and there': (random) => {
    const p = pick(random, [0.1, 0.5, 0.9]);
    return () => random() < p;
  },
  'whole writes': (random) => {
    const kept = new Map();
    return (op) => kept.get(op) ?? kept.set(op, random() < 0.5).get(op);
  },
  'the earlier': (random, moment) => {
    const from = moment - int(random, 0, 400);
    return ({ start }) => start >= from;
  },
  'the newest torn': (random) => {
    const sectors = int(random, 0, 8);
    return (op, n) => op.op !== 'write' || (n >= 0 && n < sectors);
  },
  nothing: () => () => true,
};

/** A moment of the session; often one at which something has just been promised, or is just being brought about. */
function chooseMoment(random, { disk, reports }) {
  const chance = random();
  // What a killed process left is at its most deceptive when the next one has just ended.
  const deceived = reports.filter(({ afterKill }) => afterKill);
  if (chance < 0.25 && deceived.length > 0) return pick(random, deceived).moment;
  if (chance < 0.45) return pick(random, reports).moment;
  if (chance < 0.75)
    return (
      pick(
        random,
        disk.ops.filter(({ op }) => op === 'sync'),
      ).end + int(random, 0, 1)
    );
  return int(random, 1, disk.now);
}

class Wrong extends Error {}

/** One case. @throws Wrong */
async function run(random, session, folder, tell) {
  const moment = chooseMoment(random, session);
  const loss = random() < 0.25 ? 'all that was not flushed' : pick(random, Object.keys(LOSSES));
  tell.loss = loss;
  const image = session.disk.image(moment, LOSSES[loss](random, moment), folder);
  // Temporary files come and go without a flush, as they may.
  const lost = image.lost.filter((words) => !words.includes('.wormtrail/tmp/'));
  const commands = session.commands.filter((command) => command.moment < moment);
  const reports = session.reports.filter((report) => report.moment <= moment);
  tell.story = [
    `power lost at ${moment}, in or after ${commands.map(({ words }) => words).join(', ')}; ${reports.length} reported`,
    `lost (${loss}): ${lost.slice(-WORDS).join('; ') || 'nothing'}${lost.length > WORDS ? `; and ${lost.length - WORDS} before` : ''}`,
  ];
  const begun = [...new Set(commands.flatMap(({ sources }) => sources))];
  const done = new Set(reports.flatMap(({ sources }) => sources));
  const sealed = Math.max(0, ...reports.map((report) => report.sealed));
  const isHoled = moment > session.removal.from && moment < session.removal.until;

  const judged = ['verify', '--workers', '1'];
  // Before anything was reported, the key may have been lost with the rest, and another one made.
  if (reports.length > 0) judged.push('--key', session.vkey);
  if (sealed > 0) {
    const note = `${folder}.note`;
    copyFileSync(session.note(sealed), note);
    judged.push('--checkpoint', note);
  }
  const step = async (args) => {
    const result = await wormtrail(folder, args);
    tell.story.push(`${args[0]}: exit ${result.code}`);
    if (result.code !== 0) throw new Wrong(`${args[0]}: ${(result.stdout + result.stderr).slice(0, 3_000)}`);
    return result.answer;
  };
  // What was sealed and reported verifies as it lies there.
  if (sealed > 0 && moment < session.removal.from && random() < 0.4) await step(judged);
  if (reports.length > 0 && random() < 0.3) await step(['seal']);
  if (isHoled || (reports.length > 0 && random() < 0.1)) await step(['redrive', '--workers', '1']);
  if (begun.length === 0) return;
  const answer = await step(['ingest', '--origin', 'example.com/power', '--workers', '1', ...begun]);
  for (const { name, outcome } of answer.sources) {
    if (done.has(name) && outcome !== 'already')
      throw new Wrong(`${name} was reported as entered, and is ${outcome}`);
  }
  const { integrity, completeness, events } = await step(judged);
  if (integrity !== 'pass' || completeness !== 'pass') throw new Wrong(`${integrity}, ${completeness}`);
  const { wrong, lines } = count(path.join(folder, 'archive'), begun);
  if (wrong !== undefined) throw new Wrong(wrong);
  if (events !== lines) throw new Wrong(`verify counts ${events} events of ${lines}`);
}

try {
  execFileSync('strace', ['--version'], { stdio: 'ignore' });
} catch {
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '-qq', 'strace'], { stdio: 'ignore' });
}

const started = performance.now();
const sessions = [];
const failures = [];
const tally = new Map();
let next = 0;
let passed = 0;
let recording = 0;

/** Sessions are shared by cases; each is recorded by the first case that needs it. */
function sessionOf(number) {
  const index = Math.floor(number / CASES_A_SESSION);
  sessions[index] ??= (async () => {
    const began = performance.now();
    const session = await recordSession(`${seed}/${index}`, path.join(root, `session-${index}`));
    recording += performance.now() - began;
    return session;
  })();
  return sessions[index];
}

async function worker() {
  while (next < cases && failures.length < MOST_FAILURES) {
    const number = next++;
    const tell = { loss: 'no session', story: [] };
    const folder = path.join(root, `case-${number}`);
    try {
      await run(randomFrom(`${seed}#${number}`), await sessionOf(number), folder, tell);
      passed++;
    } catch (error) {
      failures.push(
        `case ${number}: ${error instanceof Wrong ? error.message : error.stack}\n    ${tell.story.join('\n    ')}`,
      );
    }
    tally.set(tell.loss, (tally.get(tell.loss) ?? 0) + 1);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, worker));
const recorded = (await Promise.allSettled(sessions)).flatMap(({ value }) =>
  value === undefined ? [] : [value],
);
for (const [loss, n] of [...tally].sort()) console.log(`  ${String(n).padStart(5)}  lost: ${loss}`);
const sum = (of) => recorded.reduce((all, session) => all + of(session), 0);
console.log(
  `${recorded.length} sessions of ${sum(({ disk }) => disk.ops.length)} changes and flushes, ${sum(({ kills }) => kills)} kills in them, ${sum(({ reports }) => reports.length)} reports; recorded in ${(recording / 1000).toFixed(1)} s of ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`seed ${seed}`);
rmSync(root, { recursive: true, force: true });
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
