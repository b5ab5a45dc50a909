// Has other people's tools judge an archive: Go's sumdb/note, Tessera, transparency-dev, OpenSSL, DuckDB, jq.
//
//   node test/oracles/run.mjs                          judges a sample made by sample.ts
//   node test/oracles/run.mjs ARCHIVE/log VKEY [FILE…] judges an archive, and tlog-proof files of it
//
// Every tool must accept the archive and refuse damaged copies of it. Needs Go, OpenSSL 3, Python 3, zcat and jq;
// what it downloads, it keeps in .cache/oracles. Prints `ok - …` or `FAIL - …` a line; exit code 1 if any failed.

import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, '..', '..');
const cache = path.join(project, '.cache', 'oracles');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'wormtrail-oracles-'));
const DUCKDB = '2.0.0';
const MINUTE = 60_000;

let passed = 0;
let failed = 0;

/** Runs a program to its end. `ok` only if it exited with 0 in time; what it said is in `text`. */
function run(program, args, options = {}) {
  const done = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 90_000,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
    ...options,
  });
  const text = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? done.error.message : ''}`.trim();
  return { ok: done.status === 0, ended: done.status !== null, stdout: done.stdout ?? '', text };
}

function report(good, what, text = '') {
  if (good) passed++;
  else failed++;
  console.log(`${good ? 'ok' : 'FAIL'} - ${what}${good || text === '' ? '' : `: ${text.slice(0, 500)}`}`);
}

/** The tool must accept what it is shown. */
function accepts(what, result) {
  report(result.ok, what, result.text);
}

/**
 * The tool must refuse it, and for the right reason: a refusal for want of a file, or of one that had to be
 * stopped, proves nothing.
 */
function refuses(what, result, reason) {
  const why = result.ok ? 'it was accepted' : `it said: ${result.text}`;
  report(!result.ok && reason.test(result.text), `${what} is refused`, why);
}

function prepare(what, result) {
  if (result.ok) return;
  console.log(`FAIL - ${what}: ${result.text.slice(-2000)}`);
  console.log(`${passed} passed, ${failed + 1} failed`);
  process.exit(1);
}

// ---- the tools

function buildJudge() {
  const env = {
    ...process.env,
    GOCACHE: path.join(cache, 'go-build'),
    GOMODCACHE: path.join(cache, 'go-mod'),
    GOFLAGS: '-modcacherw -mod=readonly',
  };
  const judge = path.join(cache, 'judge');
  prepare(
    'build the Go program',
    run('go', ['build', '-o', judge, '.'], { cwd: path.join(here, 'go'), env, timeout: 3 * MINUTE }),
  );
  return (...args) => run(judge, args);
}

function installDuckdb() {
  const venv = path.join(cache, `duckdb-${DUCKDB}`);
  const python = path.join(venv, 'bin', 'python');
  const has = () => run(python, ['-c', `import duckdb; assert duckdb.__version__ == '${DUCKDB}'`]).ok;
  if (!has()) {
    prepare('make a Python environment', run('python3', ['-m', 'venv', '--clear', venv]));
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `duckdb==${DUCKDB}`];
    prepare('install DuckDB', run(python, install, { timeout: 3 * MINUTE }));
  }
  return (events) => run(python, [path.join(here, 'duckdb_count.py'), events]);
}

/** `zcat | jq`, counting the lines whose first key is `metadata`, and the different uids among them. */
function jqCount(events) {
  const filter =
    '[inputs | select(keys_unsorted[0] == "metadata") | .metadata.uid] | "\\(length) \\(unique | length)"';
  const script = `set -o pipefail; find "$1" -name '*.jsonl.gz' -print0 | sort -z | xargs -0 -r zcat | jq -nr '${filter}'`;
  return run('bash', ['-c', script, 'bash', events]);
}

/** Whether the checkpoint's note bears the signature of the key, by OpenSSL alone. */
function opensslVerify(noteFile, vkey) {
  const [name, id, key] = splitVkey(vkey);
  const note = fs.readFileSync(noteFile, 'utf8');
  const end = note.lastIndexOf('\n\n');
  const line = note
    .slice(end + 2)
    .split('\n')
    .find(
      (candidate) =>
        candidate.startsWith(`— ${name} `) && signatureOf(candidate).toString('hex', 0, 4) === id,
    );
  if (line === undefined) return { ok: false, ended: true, text: 'no signature line of the key' };
  const [spki, message, signature] = ['spki.der', 'message', 'signature'].map((file) =>
    path.join(work, file),
  );
  // RFC 8410: the SubjectPublicKeyInfo of an Ed25519 key is this prefix and the 32 bytes.
  fs.writeFileSync(spki, Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]));
  fs.writeFileSync(message, note.slice(0, end + 1));
  fs.writeFileSync(signature, signatureOf(line).subarray(4));
  const args = [
    '-verify',
    '-pubin',
    '-keyform',
    'DER',
    '-inkey',
    spki,
    '-rawin',
    '-in',
    message,
    '-sigfile',
    signature,
  ];
  const result = run('openssl', ['pkeyutl', ...args]);
  return { ...result, ok: result.ok && /Verified Successfully/i.test(result.text) };
}

function signatureOf(line) {
  return Buffer.from(line.slice(line.lastIndexOf(' ') + 1), 'base64');
}

function splitVkey(vkey) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) throw new Error('the verifier key is not an Ed25519 key');
  return [name, id, bytes.subarray(1)];
}

// ---- the archive

/** Another key of the same name: right in form, wrong for the log. */
function strangersKey(vkey) {
  const [name] = splitVkey(vkey);
  const spki = crypto.generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
  const key = Buffer.concat([Buffer.of(1), spki.subarray(-32)]);
  const id = crypto.createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8);
  return `${name}+${id}+${key.toString('base64')}`;
}

function filesUnder(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath ?? file.path, file.name))
    .sort();
}

/** Events that the log's entries speak of, read from the bundles of the newest checkpoint. */
function eventsInLog(log, size) {
  let events = 0;
  for (let index = 0; index * 256 < size; index++) {
    const bundle = fs.readFileSync(bundlePath(log, index, size));
    for (let at = 0; at < bundle.length; ) {
      const end = at + 2 + bundle.readUInt16BE(at);
      const leaf = JSON.parse(bundle.toString('utf8', at + 2, end));
      if (leaf.wormtrail === 'entry/v1') events += leaf.events;
      at = end;
    }
  }
  return events;
}

function bundlePath(log, index, size) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/.{3}/g);
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  const width = Math.min(256, size - index * 256);
  return path.join(log, 'tile', 'entries', width === 256 ? name : `${name}.p/${width}`);
}

let copies = 0;

/** A copy of a folder, changed by `damage`. */
function damaged(folder, damage) {
  const copy = path.join(work, `copy-${copies++}`);
  fs.cpSync(folder, copy, { recursive: true });
  damage(copy);
  return copy;
}

/** Rewrites one file. */
function edit(file, change) {
  fs.writeFileSync(file, change(fs.readFileSync(file)));
}

function flip(at) {
  return (bytes) => {
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    return bytes;
  };
}

/** Swaps one character of the root, the third line, for another. */
function otherRoot(bytes) {
  const lines = bytes.toString().split('\n');
  lines[2] = (lines[2][0] === 'A' ? 'B' : 'A') + lines[2].slice(1);
  return lines.join('\n');
}

// ---- what is shown

function judgeLog(judge, log, vkey, proofs) {
  const checkpoint = path.join(log, 'checkpoint');
  const size = Number(fs.readFileSync(checkpoint, 'utf8').split('\n')[1]);
  const notes = fs
    .readdirSync(path.join(log, 'checkpoints'))
    .filter((name) => /^[0-9]+\.note$/.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((name) => path.join(log, 'checkpoints', name));
  const stranger = strangersKey(vkey);
  const lastBundle = path.relative(log, bundlePath(log, Math.ceil(size / 256) - 1, size));

  accepts("Go's sumdb/note opens the checkpoint", judge('note', checkpoint, vkey));
  for (const note of notes)
    accepts(`Go's sumdb/note opens ${path.basename(note)}`, judge('note', note, vkey));
  const otherCheckpoint = damaged(log, (copy) => edit(path.join(copy, 'checkpoint'), otherRoot));
  refuses(
    'sumdb/note: a checkpoint with another root',
    judge('note', path.join(otherCheckpoint, 'checkpoint'), vkey),
    /invalid signature/,
  );
  refuses(
    "sumdb/note: the checkpoint under a stranger's key",
    judge('note', checkpoint, stranger),
    /no verifiable signatures/,
  );

  accepts('OpenSSL verifies the checkpoint', opensslVerify(checkpoint, vkey));
  refuses(
    'OpenSSL: a checkpoint with another root',
    opensslVerify(path.join(otherCheckpoint, 'checkpoint'), vkey),
    /Verification Failure/,
  );
  const strangerBytes = splitVkey(stranger)[2];
  const crossed = `${splitVkey(vkey)[0]}+${splitVkey(vkey)[1]}+${Buffer.concat([Buffer.of(1), strangerBytes]).toString('base64')}`;
  refuses(
    "OpenSSL: the checkpoint under a stranger's key",
    opensslVerify(checkpoint, crossed),
    /Verification Failure/,
  );

  accepts(
    `Tessera's fsck derives root and tiles of ${size} leaves from the bundles`,
    judge('fsck', log, vkey),
  );
  const bitInBundle = damaged(log, (copy) => edit(path.join(copy, lastBundle), flip(-1)));
  refuses('fsck: a bit turned in a bundle', judge('fsck', bitInBundle, vkey), /log has:|calculated root/);
  const bitInTile = damaged(log, (copy) =>
    edit(path.join(copy, path.relative(log, tileInUse(log, size))), flip(0)),
  );
  refuses('fsck: a bit turned in a tile', judge('fsck', bitInTile, vkey), /log has:/);
  const noBundle = damaged(log, (copy) => fs.rmSync(path.join(copy, lastBundle)));
  refuses('fsck: a bundle removed', judge('fsck', noBundle, vkey), /no such file/);
  refuses('fsck: a checkpoint with another root', judge('fsck', otherCheckpoint, vkey), /invalid signature/);

  const indexes = [...new Set([0, 1, size >> 1, 255, 256, size - 2, size - 1])].filter(
    (i) => i >= 0 && i < size,
  );
  accepts(
    `Tessera's client proves leaves ${indexes.join(', ')}`,
    judge('inclusion', log, vkey, ...indexes.map(String)),
  );
  refuses(
    'inclusion: a bit turned in the leaf',
    judge('inclusion', bitInBundle, vkey, String(size - 1)),
    /calculated root/,
  );
  const badTiles = damaged(log, (copy) => {
    for (const level of fs.readdirSync(path.join(copy, 'tile')).filter((name) => name !== 'entries')) {
      for (const tile of filesUnder(path.join(copy, 'tile', level)))
        edit(tile, (bytes) => bytes.map((byte) => ~byte));
    }
  });
  if (size > 1)
    refuses('inclusion: proved with other tiles', judge('inclusion', badTiles, vkey, '0'), /calculated root/);

  if (notes.length < 2) report(false, 'two checkpoints to compare');
  const pairs = notes.slice(1).map((note, i) => [notes[i], note]);
  if (notes.length > 2) pairs.push([notes[0], notes[notes.length - 1]]);
  for (const [older, newer] of pairs) {
    const what = `${path.basename(older)} to ${path.basename(newer)}`;
    accepts(`Tessera's client proves consistency, ${what}`, judge('consistency', log, vkey, older, newer));
  }
  const [older, newer] = pairs[pairs.length - 1] ?? [];
  if (newer !== undefined) {
    refuses(
      'consistency: proved with other tiles',
      judge('consistency', badTiles, vkey, older, newer),
      /calculated root/,
    );
    refuses(
      'consistency: the newer before the older',
      judge('consistency', log, vkey, newer, older),
      /larger than tree size/,
    );
  }

  for (const file of proofs) {
    accepts(
      `transparency-dev's formats read and verify ${path.basename(file)}`,
      judge('proof', log, vkey, file),
    );
    const text = fs.readFileSync(file, 'utf8');
    const wrong = path.join(work, 'wrong.tlog-proof');
    fs.writeFileSync(
      wrong,
      text.replace(/^(index \d+\n)(.)/m, (_, index, first) => index + (first === 'A' ? 'B' : 'A')),
    );
    refuses(
      `proof: ${path.basename(file)} with another hash`,
      judge('proof', log, vkey, wrong),
      /calculated root/i,
    );
  }
  return size;
}

/** The tile of leaf hashes at the right edge, or the last full one. */
function tileInUse(log, size) {
  const bundle = bundlePath(log, Math.ceil(size / 256) - 1, size);
  return bundle.replace(`${path.sep}entries${path.sep}`, `${path.sep}0${path.sep}`);
}

function judgeEvents(duckdbCount, events, expected) {
  const want = `${expected} ${expected}`;
  const first = filesUnder(events).find((file) => file.endsWith('.jsonl.gz'));
  const relative = path.relative(events, first);
  const less = damaged(events, (copy) =>
    edit(path.join(copy, relative), (bytes) => {
      const lines = zlib.gunzipSync(bytes).toString('latin1').split('\n');
      return zlib.gzipSync(Buffer.from(lines.slice(1).join('\n'), 'latin1'));
    }),
  );
  const cut = damaged(events, (copy) =>
    edit(path.join(copy, relative), (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2))),
  );
  for (const [tool, count] of [
    ['DuckDB', duckdbCount],
    ['zcat | jq', jqCount],
  ]) {
    const judged = (folder) => {
      const result = count(folder);
      return { ...result, ok: result.ok && result.stdout.trim() === want };
    };
    accepts(`${tool} reads the ${expected} events that the log speaks of`, judged(events));
    refuses(`${tool}: an event removed`, judged(less), new RegExp(`^${expected - 1} ${expected - 1}$`));
    refuses(`${tool}: an object cut in half`, judged(cut), /^\d+ \d+$|unexpected end|gzip|error/i);
  }
}

// ---- in order

function sample() {
  const program = path.join(work, 'sample.cjs');
  const esbuild = path.join(project, 'node_modules', '.bin', 'esbuild');
  const entry = path.join(here, 'sample.ts');
  const flags = [
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--log-level=warning',
    `--outfile=${program}`,
  ];
  prepare('build the sample', run(esbuild, [entry, ...flags]));
  const archive = path.join(work, 'archive');
  const made = run(process.execPath, [program, archive]);
  prepare('write the sample', made);
  const [vkey, ...proofs] = made.stdout.trim().split('\n');
  return { log: path.join(archive, 'log'), vkey, proofs };
}

try {
  fs.mkdirSync(cache, { recursive: true });
  const [givenLog, givenKey, ...givenProofs] = process.argv.slice(2);
  if (givenLog !== undefined && givenKey === undefined)
    throw new Error('a log needs its verifier key beside it');
  const { log, vkey, proofs } =
    givenLog === undefined ? sample() : { log: path.resolve(givenLog), vkey: givenKey, proofs: givenProofs };
  const judge = buildJudge();
  const duckdbCount = installDuckdb();
  const size = judgeLog(judge, log, vkey, proofs);
  judgeEvents(duckdbCount, path.join(path.dirname(log), 'events'), eventsInLog(log, size));
} catch (error) {
  report(false, 'run to the end', error.stack);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
