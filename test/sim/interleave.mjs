// All orders in which the port calls of a few actors can be carried out (enumerate.ts). The cases with two sealers take
// a quarter of an hour and more: without --full the search in them ends after so many states, and says so.
//
//     node test/sim/interleave.mjs [--full]
//
// Ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bundle } from './bundle.mjs';

const PROGRAM = 'dist/sim-interleave.js';
const MOST = 2500;

await bundle('main.ts', PROGRAM);
const args = ['enumerate', ...(process.argv.includes('--full') ? [] : [String(MOST)])];
const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => child.on('close', resolve));
let passed = 0;
let failed = 0;
for await (const line of createInterface({ input: child.stdout })) {
  const { case: name, states, steps, ends, longest, whole, seconds, violation } = JSON.parse(line);
  const size = `${states} states, ${ends} ends, longest ${longest} steps, ${steps} steps run, ${seconds.toFixed(0)} s`;
  console.log(`${name}: ${whole ? 'whole' : 'in part'}: ${size}`);
  if (violation === undefined) passed++;
  else {
    failed++;
    for (const step of violation.path) console.log(`    ${step}`);
    console.log(`    ${violation.message}`);
  }
}
if ((await ended) !== 0) failed++;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
