// What a machine does to a local archive short of losing power: several processes at once, a disk that fills up, a
// limit on files, a folder that is or becomes read-only:
//   node test/campaign/adversity.mjs [--only WORD]
// Needs Linux and `npm run build`. As root it mounts small file systems; where it may not, it says what it left out,
// and counts that as failed. The last line is "N passed, N failed".
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { count } from './power-loss/count.mjs';
import { randomFrom } from './power-loss/random.mjs';
import { wormtrail } from './power-loss/session.mjs';

const NOBODY = 65_534;
/** cli/exit.ts */
const CANNOT_TELL = 4;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const root = mkdtempSync(path.join(tmpdir(), 'wormtrail-adversity-'));
// Another user works in it below.
chmodSync(root, 0o755);
const random = randomFrom('adversity');
const mounts = [];

/** Sources of one batch or two each, of which little compresses. */
const sources = Array.from({ length: 8 }, (_, n) => {
  const file = path.join(root, `${n}.log`);
  const noise = () => Array.from({ length: 40 }, () => Math.floor(random() * 2 ** 32).toString(36)).join('');
  const lines = Array.from({ length: 5_000 }, (_, i) => `sshd[${n}]: ${n}-${i} ${noise()}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
});

function world(name) {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
}

class Wrong extends Error {}

function fail(what, { code, signal, stdout, stderr }) {
  throw new Wrong(`${what}: exit ${code ?? signal} ${(stdout + stderr).slice(0, 2_000)}`);
}

/** The command succeeds. */
async function well(folder, args, options) {
  const result = await wormtrail(folder, args, options);
  if (result.code !== 0) fail(args[0], result);
  return result.answer;
}

/** The command fails as it is to: with the exit code for it, one of these codes, and words that name a place. */
function expectError(what, result, codes) {
  const error = result.answer?.error ?? result.answer?.sources?.find((source) => source.error)?.error;
  if (result.code !== CANNOT_TELL || !codes.includes(error?.code) || !error.message.includes('/'))
    fail(what, result);
  return error.message;
}

/** Nothing half-written is in sight, both verdicts pass, and each line of the sources is there once. */
async function expectWhole(folder, files) {
  const report = await well(folder, ['verify', '--workers', '1']);
  if (report.integrity !== 'pass' || report.completeness !== 'pass') throw new Wrong(JSON.stringify(report));
  const { wrong, lines } = count(path.join(folder, 'archive'), files);
  if (wrong !== undefined) throw new Wrong(wrong);
  if (report.events !== lines) throw new Wrong(`verify counts ${report.events} events of ${lines}`);
}

/** A tmpfs of `size`. */
function mount(folder, size) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  mounts.push(folder);
}

const CHECKS = {
  'two processes make one archive at once': async () => {
    for (let round = 0; round < 4; round++) {
      const folder = world(`make-${round}`);
      const both = [sources.slice(0, 2), sources.slice(2, 4)];
      const ingest = (files) => wormtrail(folder, ['ingest', '--workers', '1', ...files]);
      const results = await Promise.all(both.map(ingest));
      for (const [i, result] of results.entries()) {
        if (result.code === 0) continue;
        // Who comes second may be told to come again, and nothing else.
        if (result.answer?.error?.code !== 'conflict') fail('ingest', result);
        await well(folder, ['ingest', '--workers', '1', ...both[i]]);
      }
      await expectWhole(folder, sources.slice(0, 4));
    }
  },

  'two processes enter other sources into one archive at once': async () => {
    const folder = world('two');
    await well(folder, ['ingest', sources[0]]);
    await Promise.all([
      well(folder, ['ingest', '--workers', '2', ...sources.slice(1, 4)]),
      well(folder, ['ingest', '--workers', '1', ...sources.slice(4, 7)]),
    ]);
    await expectWhole(folder, sources.slice(0, 7));
  },

  'two processes enter the same source at once: it is there once': async () => {
    const folder = world('same');
    await well(folder, ['ingest', sources[0]]);
    const ingest = () => wormtrail(folder, ['ingest', '--workers', '1', ...sources.slice(1, 5)]);
    const results = await Promise.all([ingest(), ingest(), ingest()]);
    for (const result of results) {
      if (result.code !== 0 && result.answer?.error?.code !== 'conflict') fail('ingest', result);
    }
    await well(folder, ['ingest', ...sources.slice(0, 5)]);
    await expectWhole(folder, sources.slice(0, 5));
  },

  'ingest, seal and verify at once': async () => {
    const folder = world('three');
    await well(folder, ['ingest', sources[0]]);
    for (let round = 0; round < 3; round++) {
      const some = sources.slice(1 + 2 * round, 3 + 2 * round);
      await Promise.all([
        well(folder, ['ingest', '--workers', '1', ...some]),
        well(folder, ['seal']),
        well(folder, ['verify', '--workers', '1']),
        sleep(100).then(() => well(folder, ['seal'])),
        sleep(200).then(() => well(folder, ['verify', '--workers', '1'])),
      ]);
    }
    await expectWhole(folder, sources.slice(0, 7));
  },

  'a disk that fills up': async () => {
    const told = new Set();
    for (const size of ['200k', '1m', '2m', '3m', '4m', '5m']) {
      const folder = world(`full-${size}`);
      mkdirSync(path.join(folder, 'archive'));
      mount(path.join(folder, 'archive'), size);
      let failed = false;
      for (let n = 0; n < 4 && !failed; n++) {
        const result = await wormtrail(folder, ['ingest', '--workers', n % 2 === 0 ? '1' : '2', sources[n]]);
        if (result.code === 0) continue;
        failed = true;
        told.add(expectError('ingest', result, ['full']).replace(/.*: /, ''));
        if (n > 0) await well(folder, ['verify', '--workers', '1']);
      }
      if (!failed) throw new Wrong(`four sources fit into ${size}`);
      execFileSync('mount', ['-o', 'remount,size=64m', path.join(folder, 'archive')]);
      await well(folder, ['ingest', ...sources.slice(0, 4)]);
      await expectWhole(folder, sources.slice(0, 4));
    }
    return [...told].join('; ');
  },

  'a limit on the size of files': async () => {
    const told = new Set();
    for (const blocks of [8, 16, 40, 200]) {
      const folder = world(`limit-${blocks}`);
      // In blocks of 1 KiB. With the signal ignored the call itself fails, as over a quota.
      const through = ['bash', '-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`];
      const result = await wormtrail(folder, ['ingest', '--workers', '1', ...sources.slice(0, 2)], {
        through,
      });
      told.add(expectError('ingest', result, ['full']).replace(/.*: /, ''));
      await well(folder, ['ingest', ...sources.slice(0, 3)]);
      await expectWhole(folder, sources.slice(0, 3));
    }
    return [...told].join('; ');
  },

  'a read-only file system': async () => {
    const folder = world('read-only');
    const archive = path.join(folder, 'archive');
    await well(folder, ['ingest', sources[0]]);
    execFileSync('mount', ['--bind', archive, archive]);
    mounts.push(archive);
    execFileSync('mount', ['-o', 'remount,bind,ro', archive]);
    const told = [];
    for (const args of [['ingest', sources[1]], ['seal'], ['redrive']]) {
      told.push(expectError(args[0], await wormtrail(folder, args), ['denied']).replace(/.*: /, ''));
    }
    await well(folder, ['verify', '--workers', '1']);
    execFileSync('mount', ['-o', 'remount,bind,rw', archive]);
    await well(folder, ['ingest', sources[1]]);
    await expectWhole(folder, sources.slice(0, 2));
    return [...new Set(told)].join('; ');
  },

  'a folder turned read-only while a process writes to it': async () => {
    const told = new Set();
    for (const wait of [1, 2, 3]) {
      const folder = world(`turned-${wait}`);
      const archive = path.join(folder, 'archive');
      const isRoot = process.getuid() === 0;
      if (isRoot) chownSync(folder, NOBODY, NOBODY);
      // Root may write wherever it likes.
      const through = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
      const options = { through, env: { TMPDIR: folder } };
      await well(folder, ['ingest', sources[0]], options);
      const before = objects(archive);
      const running = wormtrail(folder, ['ingest', '--workers', '1', ...sources.slice(1, 7)], options);
      let ended = false;
      running.then(() => (ended = true));
      while (!ended && objects(archive) < before + wait) await sleep(2);
      setWritable(archive, false);
      const result = await running;
      if (result.code === 0) throw new Wrong('it had ended before');
      told.add(expectError('ingest', result, ['denied']).replace(/.*: /, ''));
      await well(folder, ['verify', '--workers', '1'], options);
      setWritable(archive, true);
      await well(folder, ['ingest', ...sources.slice(0, 7)], options);
      await expectWhole(folder, sources.slice(0, 7));
    }
    return [...told].join('; ');
  },
};

const objects = (archive) =>
  readdirSync(path.join(archive, 'events'), { recursive: true }).filter((name) => name.endsWith('.gz'))
    .length;

function setWritable(folder, writable) {
  for (const name of ['.', ...readdirSync(folder, { recursive: true })]) {
    const file = path.join(folder, name);
    const mode = statSync(file, { throwIfNoEntry: false })?.mode;
    // Temporary files come and go.
    if (mode === undefined) continue;
    try {
      chmodSync(file, writable ? mode | 0o200 : mode & ~0o222);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  if (values.only !== undefined && !name.includes(values.only)) continue;
  const started = performance.now();
  try {
    const told = await check();
    passed++;
    console.log(
      `ok      ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)${told ? `: ${told}` : ''}`,
    );
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error instanceof Wrong ? error.message : error.stack}`);
  }
}
for (const folder of mounts.reverse()) execFileSync('umount', [folder]);
rmSync(root, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
