// Production code broken on purpose (variants.mjs): the simulator must notice each variant. Replays the seed that is
// known to show it (seeds.json) and, if code has changed so much that it no longer does, looks for another.
//
//     node test/sim/broken.mjs [--find] [name…]     --find: look anew, and write seeds.json
//
// Ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bundle } from './bundle.mjs';
import { VARIANTS } from './variants.mjs';

const SEEDS = 'test/sim/seeds.json';
/** Seeds that are tried, and for how long. */
const MOST = 3000;
const SECONDS = 120;

const args = process.argv.slice(2);
const find = args.includes('--find');
const names = args.filter((arg) => !arg.startsWith('--'));
const known = JSON.parse(readFileSync(SEEDS, 'utf8'));
const queue = VARIANTS.filter(({ name }) => names.length === 0 || names.includes(name));
let passed = 0;
let failed = 0;

/** The first seed from `first` on that fails, and what it breaks. */
async function firstFailure(program, first, auditor) {
  const args = [String(first), '1', String(SECONDS), String(MOST), auditor ? '1' : '0'];
  const child = spawn(process.execPath, [program, 'run', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line);
    if (told.failed === undefined) continue;
    child.kill();
    return told;
  }
  return undefined;
}

async function work(worker) {
  for (let variant = queue.shift(); variant !== undefined; variant = queue.shift()) {
    const { name, promise, replace, auditor = false } = variant;
    const program = `dist/sim-broken-${worker}.js`;
    const seed = find ? 1 : (known[name] ?? 1);
    let found;
    try {
      await bundle('main.ts', program, replace);
      found = await firstFailure(program, seed, auditor);
    } catch (error) {
      console.log(`${name.padEnd(28)} ${error.message}`);
    }
    if (found === undefined) {
      failed++;
      console.log(`${name.padEnd(28)} NOT NOTICED: ${promise}`);
      continue;
    }
    passed++;
    const moved = found.failed === known[name] ? '' : `, not ${known[name]}: write it down with --find`;
    known[name] = found.failed;
    console.log(`${name.padEnd(28)} seed ${found.failed}${moved}: ${found.message.slice(0, 110)}`);
  }
}

await Promise.all([work(0), work(1)]);
if (find) writeFileSync(SEEDS, `${JSON.stringify(known, Object.keys(known).sort(), 2)}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
