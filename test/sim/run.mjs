// Runs the simulator over fresh seeds, in two processes. A seed that fails is printed, made smaller and told.
//
//     node test/sim/run.mjs [--seeds N] [--first SEED] [--seconds S] [--story SEED] [--no-auditor]
//
// Without --first the first seed is drawn; --story tells what happens in one; --no-auditor leaves the auditor out, as
// broken.mjs does: the seeds of its variants were found so. Ends with "N passed, N failed"; from 500 seeds on it is a
// failure too if a kind of fault struck in less than one seed of a hundred.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100000000' },
    first: { type: 'string' },
    seconds: { type: 'string', default: '180' },
    story: { type: 'string' },
    'no-auditor': { type: 'boolean', default: false },
  },
});
const PROGRAM = 'dist/sim.js';
/** Kinds of fault that must strike in this part of all seeds, once so many seeds were run. */
const LEAST = 0.01;
const ENOUGH = 500;
/** Failing seeds that are made smaller. */
const MOST_TOLD = 2;
/** The end of a story says most. */
const MOST_LINES = 150;

/** Seeds at which progress was told last. */
let toldAt = 0;

const auditor = !values['no-auditor'];
const AUDITOR = auditor ? '1' : '0';

await bundle('main.ts', PROGRAM);
if (values.story !== undefined) {
  const told = await run(['story', JSON.stringify({ seed: Number(values.story), off: [], auditor })]);
  console.log(told[0].story.join('\n'));
  console.log(told[0].violation?.message ?? 'nothing is broken');
} else await campaign();

/** Runs the program; each line it prints is handed over, parsed. */
async function run(args, onLine = () => {}) {
  const lines = [];
  const child = spawn(process.execPath, ['--max-semi-space-size=64', PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line));
    onLine(lines.at(-1));
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the simulator ended with code ${code}`);
  return lines;
}

async function campaign() {
  const first = values.first === undefined ? randomInt(2 ** 40) : Number(values.first);
  const workers = Math.min(2, availableParallelism());
  const started = Date.now();
  console.log(`first seed ${first}`);
  const sum = { passed: 0, steps: 0, records: 0, fired: {}, failed: [], kinds: [] };
  const take = (line) => {
    if (line.kinds !== undefined) sum.kinds = line.kinds;
    if (line.failed !== undefined) {
      sum.failed.push(line);
      console.log(`seed ${line.failed} fails: ${line.message}`);
      return;
    }
    sum.passed += line.passed;
    tellProgress(sum.passed + sum.failed.length, started);
    sum.steps += line.steps;
    sum.records += line.records;
    for (const [kind, seeds] of Object.entries(line.fired)) sum.fired[kind] = (sum.fired[kind] ?? 0) + seeds;
  };
  const count = Math.ceil(Number(values.seeds) / workers);
  await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      run(['run', String(first + i), String(workers), values.seconds, String(count), AUDITOR], take),
    ),
  );
  const seconds = (Date.now() - started) / 1000;
  for (const { failed } of sum.failed.slice(0, MOST_TOLD)) await tell(failed);

  const seeds = sum.passed + sum.failed.length;
  console.log(`\n${'fault'.padEnd(24)} seeds     %`);
  let unseen = 0;
  for (const kind of sum.kinds) {
    const of = sum.fired[kind] ?? 0;
    const isRare = seeds >= ENOUGH && of < seeds * LEAST;
    if (isRare) unseen++;
    const percent = ((100 * of) / Math.max(seeds, 1)).toFixed(1);
    console.log(
      `${kind.padEnd(24)} ${String(of).padStart(5)} ${percent.padStart(5)}${isRare ? ' too rare' : ''}`,
    );
  }
  const perSecond = (seeds / seconds / workers).toFixed(1);
  console.log(
    `${seeds} seeds from ${first}, ${sum.steps} steps, ${sum.records} records, ${perSecond} seeds a second and core`,
  );
  const failed = sum.failed.length + unseen;
  if (seeds === 0) throw new Error('no seed was run');
  console.log(`${sum.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** A line every few thousand seeds: a long run that is stopped has been for something. */
function tellProgress(seeds, started) {
  if (seeds - toldAt < 5000) return;
  toldAt = seeds;
  console.log(`${seeds} seeds in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The smallest world that was found which breaks what the seed breaks. */
async function tell(seed) {
  const [{ plan, outcome }] = await run(['shrink', String(seed), AUDITOR]);
  console.log(`\nseed ${seed}, made smaller: ${JSON.stringify(plan)}`);
  const { story } = outcome;
  if (story.length > MOST_LINES) console.log(`(${story.length - MOST_LINES} lines before)`);
  for (const line of story.slice(-MOST_LINES)) console.log(line);
  console.log(outcome.violation?.message ?? 'it does not fail any more: the simulator is not deterministic');
}
