// All orders in which the port calls of a few actors can be carried out, with a crash of one of them anywhere.
//
//     node test/sim/interleave.mjs [--full]
//
// Each case is explored to its end (orders.ts). The small ones are explored again without taking two states for one, and
// the plain way (enumerate.ts): both must come to the same ends. Of the largest, orders that are drawn must come to none
// but its ends. And of production code broken on purpose the largest case must tell. With --full also the largest is
// explored without taking two states for one, and the one with two sealers the plain way: a quarter of an hour.
// Ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bundle } from './bundle.mjs';
import { VARIANTS } from './variants.mjs';

const PROGRAM = 'dist/sim-interleave.js';
const LARGEST = 'two transforms, two sealers, one crash';
const SMALL = [
  'a retry beside its first attempt, one crash',
  'two transforms, one crash',
  'two transforms, one sealer, one crash',
];
const TWO_SEALERS = 'two sealers, one crash';
const isFull = process.argv.includes('--full');
/** How cases are explored again. */
const AGAIN = [
  ['walk', [[LARGEST, isFull ? 20_000 : 1000]]],
  ['apart', [...SMALL, TWO_SEALERS, ...(isFull ? [LARGEST] : [])]],
  ['plainly', [...SMALL, ...(isFull ? [TWO_SEALERS] : [])]],
];
/** Variants whose harm two transforms or two sealers do to each other. */
const BROKEN = [
  'moved-taken-for-committed',
  'swap-forced',
  'smaller-over-larger',
  'checkpoint-written-blindly',
];

let passed = 0;
let failed = 0;

function check(holds, text) {
  console.log(`${holds ? 'ok' : 'NOT OK'}: ${text}`);
  if (holds) passed++;
  else failed++;
}

/** What the program says of each case, as it comes. */
async function* explored(program, ...args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  if ((await ended) !== 0) check(false, `${program} ${args[0]} ended early`);
}

function sizeOf({ states, steps, ends, longest, orders, seconds }) {
  const all = orders === null || orders === undefined ? '' : `${orders.toPrecision(3)} orders, `;
  return `${all}${states} states, ${steps} steps, ${ends.length} ends, longest ${longest}, ${seconds.toFixed(0)} s`;
}

function tell({ path, message }) {
  for (const step of path) console.log(`    ${step}`);
  console.log(`    ${message}`);
}

await bundle('main.ts', PROGRAM);
const known = new Map();
async function whole() {
  for await (const found of explored(PROGRAM, 'enumerate')) {
    check(found.violation === undefined, `${found.case}: ${sizeOf(found)}`);
    if (found.violation !== undefined) tell(found.violation);
    known.set(found.case, found);
  }
}
const again = [];
async function others() {
  for (const [how, names] of AGAIN) {
    for (const name of names) {
      for await (const found of explored(PROGRAM, how, ...[name].flat())) again.push({ how, found });
    }
  }
  for (const name of BROKEN) {
    const { replace } = VARIANTS.find((variant) => variant.name === name);
    const program = 'dist/sim-interleave-broken.js';
    await bundle('main.ts', program, replace);
    for await (const { violation, states } of explored(program, 'enumerate', LARGEST)) {
      const told = violation?.message.split('\n')[0];
      check(
        told !== undefined,
        `${name}: ${told ?? 'NOT NOTICED'} (${violation?.path.length} steps, after ${states} states)`,
      );
    }
  }
}
await Promise.all([whole(), others()]);
for (const { how, found } of again) {
  const { ends, longest, orders } = known.get(found.case) ?? {};
  const isSame =
    how === 'walk'
      ? found.ends.every((end) => ends?.includes(end))
      : found.ends.join() === ends?.join() && found.longest === longest;
  const isAsMany = how !== 'apart' || Math.abs(found.orders / orders - 1) < 1e-9;
  check(
    found.violation === undefined && isSame && isAsMany,
    `${found.case}, ${how}: no other ends; ${sizeOf(found)}`,
  );
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
