// Hostile input against the normaliser, in two processes: generated and mutated lines, each held to what must be true
// of every line, then texts that grow up to 1 MB, for which the time must not grow faster.
//
//     node test/hostile/run.mjs [--lines N] [--seed S] [--no-growth] [--all] [--format NAME]
//     node test/hostile/run.mjs --seed S --case N                                      one record, and what becomes of it
//
// Of the texts that grow one in seven is tried, by the seed which; --all: all of them; --format: all of one format's.
// Without --seed one is drawn. A seed repeats a run on the same commit with the same corpus. Ends with
// "N passed, N failed": lines, and texts that grow.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { material } from './material.mjs';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '200000' },
    seed: { type: 'string' },
    case: { type: 'string' },
    growth: { type: 'boolean', default: true },
    all: { type: 'boolean', default: false },
    format: { type: 'string' },
  },
  allowNegative: true,
});
const PROGRAM = 'dist/hostile.js';
/** Odd, so that texts of both kinds come, those asked of all formats and those of one alone. */
const SHARE = 7;
const WORKERS = Math.min(2, availableParallelism());

await build({
  entryPoints: ['test/hostile/main.ts'],
  outfile: PROGRAM,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'error',
  define: { WORMTRAIL_VERSION: '"hostile"' },
});
const seed = values.seed ?? String(randomInt(2 ** 40));
const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-hostile-'));
const file = path.join(folder, 'lines.json');
writeFileSync(file, JSON.stringify(material()));
try {
  if (values.case !== undefined) await run(['one', file, seed, values.case], undefined);
  else await campaign();
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs the program; each line it prints is handed over, parsed. */
async function run(args, onLine) {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', PROGRAM, ...args], {
    stdio: ['ignore', onLine === undefined ? 'inherit' : 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  if (onLine !== undefined)
    for await (const line of createInterface({ input: child.stdout })) onLine(JSON.parse(line));
  const code = await ended;
  if (code !== 0) throw new Error(`${args[0]} ended with code ${code}`);
}

async function campaign() {
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1000).toFixed(0);
  let passed = 0;
  let failed = 0;
  const sum = { lines: 0, records: 0, events: 0, strict: 0, slowest: 0 };
  const formats = {};
  const lines = Math.ceil(Number(values.lines) / WORKERS);
  const each = (args, onLine) => Promise.all(Array.from({ length: WORKERS }, (_, i) => run(args(i), onLine)));
  const told = new Set();
  if (lines > 0) {
    await each(
      (i) => ['lines', file, seed, String(i), String(WORKERS), String(lines)],
      (line) => {
        if (line.sum === undefined) {
          if (told.has(line.kind)) return;
          told.add(line.kind);
          console.log(`seed ${line.seed}, case ${line.case}, ${line.kind}: ${line.what}`);
          console.log(`  made smaller: ${JSON.stringify(line.record)}`);
          return;
        }
        failed += line.sum.failed;
        passed += line.sum.lines - line.sum.failed;
        for (const name of ['lines', 'records', 'events', 'strict']) sum[name] += line.sum[name];
        sum.slowest = Math.max(sum.slowest, line.sum.slowest);
        for (const [name, count] of Object.entries(line.sum.formats))
          formats[name] = (formats[name] ?? 0) + count;
      },
    );
    const by = Object.entries(formats).sort(([, a], [, b]) => b - a);
    console.log(by.map(([name, count]) => `${name} ${count}`).join(', '));
    console.log(
      `${sum.lines} lines in ${sum.records} records, ${sum.events} events (${sum.strict} by the JSON Schema, the others by the tables made of it), slowest record ${sum.slowest.toFixed(1)} ms; seed ${seed}; ${seconds()} s`,
    );
  }
  if (values.growth) {
    let texts = 0;
    const only = values.format === undefined ? [] : [values.format];
    const share = values.all || values.format !== undefined ? 1 : SHARE;
    const turn = String(/^\d{1,12}$/.test(seed) ? Number(seed) % SHARE : 0);
    await each(
      (i) => ['growth', String(i), String(WORKERS), turn, String(share), ...only],
      (line) => {
        if (line.growth === undefined) {
          console.log(`grows too fast: ${line.grows}: ${line.what}`);
          return;
        }
        texts += line.growth.passed + line.growth.failed;
        passed += line.growth.passed;
        failed += line.growth.failed;
        console.log(`slowest 1 MB: ${line.growth.slowest.ms.toFixed(0)} ms, ${line.growth.slowest.name}`);
      },
    );
    console.log(`${texts} texts grown from 16 KB to 1 MB; ${seconds()} s`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
