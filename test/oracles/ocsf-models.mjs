// Has other people's OCSF libraries read events of every class that the formats give.
//
//   node test/oracles/ocsf-models.mjs
//
// Events of every format's sample, of the corpus and of the formats' tests are read by ocsf-lib and py-ocsf-models from PyPI (ocsf_models.py
// says how), which are kept in .cache/oracles. Needs Python 3.11 and the corpus beside the project. Ends with
// "N passed, N failed".
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { material } from '../hostile/material.mjs';

const LIBRARIES = ['ocsf-lib==0.10.4', 'py-ocsf-models==0.10.0'];
process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..'));
const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, '..', '..');
const corpus = path.join(project, '..', 'shared', 'corpus');
const cache = path.join(project, '.cache', 'oracles');
const venv = path.join(cache, `ocsf-${LIBRARIES.map((one) => one.split('==')[1]).join('-')}`);
const python = path.join(venv, 'bin', 'python');
const program = path.join(cache, 'ocsf-sample.cjs');

/** @returns what it printed */
function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 180_000,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
    ...options,
  });
  if (done.status === 0) return done.stdout;
  console.log(
    `FAIL - ${command} ${args.slice(0, 4).join(' ')}: ${done.stderr ?? ''}${done.error?.message ?? ''}`,
  );
  console.log(`${done.stdout ?? ''}\n0 passed, 1 failed`.trim());
  process.exit(1);
}

fs.mkdirSync(cache, { recursive: true });
const done = path.join(venv, 'done');
if (!fs.existsSync(done)) {
  run('python3', ['-m', 'venv', '--clear', venv]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...LIBRARIES]);
  fs.writeFileSync(done, '');
}
await build({
  entryPoints: [path.join(here, 'ocsf-sample.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'error',
  define: { WORMTRAIL_VERSION: '"sample"' },
});
const manifests = path.join(project, 'test', 'core', 'formats', 'manifest');
const files = fs
  .readdirSync(manifests)
  .sort()
  .flatMap((name) => Object.entries(JSON.parse(fs.readFileSync(path.join(manifests, name), 'utf8'))))
  .filter(([, expected]) => expected !== 'not a log')
  .map(([file]) => path.join(corpus, file));
const strings = path.join(cache, 'ocsf-strings.json');
fs.writeFileSync(strings, JSON.stringify(material()));
const events = run(process.execPath, [program, strings, ...files]);
const judged = spawnSync(
  python,
  [path.join(here, 'ocsf_models.py'), path.join(corpus, 'ocsf/compiled/compiled-1.8.0.json')],
  { input: events, encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28 },
);
process.stdout.write(judged.stdout);
process.stderr.write(judged.stderr);
if (!/^\d+ passed, \d+ failed$/m.test(judged.stdout)) console.log('0 passed, 1 failed');
process.exitCode = judged.status === 0 ? 0 : 1;
