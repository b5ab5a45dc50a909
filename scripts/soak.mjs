// The long measurements and campaigns: npm run soak [-- NAME…]. Minutes to hours; needs `npm run build` and python3.
// What each one found is printed, and its last word appended to docs/measured.md with commit and date.
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

/** By name: what runs, and gives its result in a line; it throws if what it must show does not hold. */
const SOAKS = {
  campaign: () => seeded('--seed', 'test/campaign/campaign.mjs', '--cases', '20000'),
  crash: () => seeded('--seed', 'test/campaign/crash.mjs', '--kills', '300'),
  'power-loss': () => seeded('--seed', 'test/campaign/power-loss.mjs', '--cases', '1000'),
  sim: () => seeded('--first', 'test/sim/run.mjs', '--seeds', '200000', '--seconds', '36000'),
  hostile: () => seeded('--seed', 'test/hostile/run.mjs', '--lines', '5000000', '--all'),
  memory: () => script('dist/large.js', 'memory', '10'),
  prove: () => script('dist/large.js', 'prove', '10000000'),
};

/** Runs a script with a fresh seed, which its result names. */
async function seeded(option, file, ...args) {
  const seed = String(randomInt(2 ** 40));
  return `${await script(file, ...args, option, seed)}; seed ${seed}`;
}

/** Runs a script. Its last line is its result. */
async function script(file, ...args) {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    process.stdout.write(chunk);
    output += chunk;
  }
  const exit = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  const line = output.trimEnd().split('\n').at(-1);
  if (exit !== 0) throw new Error(line);
  return line;
}

function commit() {
  const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const changed = execFileSync(
    'git',
    ['status', '--porcelain', '--untracked-files=no', '--', '.', ':!docs/measured.md'],
    {
      encoding: 'utf8',
    },
  );
  return changed === '' ? hash : `${hash} and uncommitted changes`;
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in SOAKS));
if (unknown.length > 0) {
  console.error(`soak: no such soak: ${unknown.join(', ')}; there are ${Object.keys(SOAKS).join(', ')}`);
  process.exit(2);
}
let failed = 0;
for (const [name, run] of Object.entries(SOAKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const started = Date.now();
  let result;
  try {
    result = await run();
  } catch (error) {
    failed++;
    result = `FAILED ${error instanceof Error ? error.message : error}`;
  }
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  const line = `| ${new Date().toISOString().slice(0, 10)} | ${commit()} | ${name} | ${result} | ${minutes} min |`;
  console.log(line);
  appendFileSync('docs/measured.md', `${line}\n`);
}
process.exit(failed === 0 ? 0 : 1);
