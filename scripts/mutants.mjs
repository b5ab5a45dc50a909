// Removes the verifier's checks one at a time and sees whether a test notices. Each check is marked in the code:
//
//     if (crc !== stored) return problem; // check: gzip-crc | crc !== stored => false
//
// the check's name, then the text before the mark that is replaced, and by what. The tests of a check have
// its name and a colon in theirs. Run: node scripts/mutants.mjs [name…]
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

const CHECKED = 'core/verify';
const TESTS = 'test/core/verify';
/** What the tests need of the project, beside the packages. */
const COPIED = ['core', 'adapters', 'test/core', 'docs', 'jest.config.js', 'package.json', 'tsconfig.json'];
/** Lines before a mark in which its text may begin: the formatter breaks long statements. */
const REACH = 12;
const MARK = /\/\/ check: (?<name>[a-z-]+) \| (?<from>.+) => (?<to>.+)$/;

/** All marked checks. */
function readChecks() {
  const checks = [];
  for (const file of readdirSync(CHECKED).filter((name) => name.endsWith('.ts'))) {
    const lines = readFileSync(path.join(CHECKED, file), 'utf8').split('\n');
    lines.forEach((line, at) => {
      if (!line.includes('// check:')) return;
      const mark = MARK.exec(line)?.groups;
      if (!mark) throw new Error(`${file}:${at + 1}: a mark that cannot be read`);
      checks.push({ ...mark, file: path.join(CHECKED, file), at });
    });
  }
  return checks;
}

/** The file's text without the check. White space in the mark stands for any white space. */
function withoutCheck({ name, file, at, from, to }) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const code = lines[at].slice(0, lines[at].indexOf('// check:'));
  const start = Math.max(0, at - REACH);
  const before = [...lines.slice(start, at), code].join('\n');
  // The formatter may have put each argument on a line of its own, with a comma after the last.
  const pattern = from
    .split(/\s+|(?<=[([{])|(?=[)\]}])/)
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join(',?\\s*');
  const found = [...before.matchAll(new RegExp(pattern, 'g'))].at(-1);
  if (!found) throw new Error(`${file}:${at + 1}: ${name}: the text to replace is not there: ${from}`);
  const after = before.slice(0, found.index) + to + before.slice(found.index + found[0].length);
  return [...lines.slice(0, start), after, ...lines.slice(at + 1)].join('\n');
}

function makeTree() {
  const root = mkdtempSync(path.join(tmpdir(), 'wormtrail-mutant-'));
  for (const part of COPIED) {
    mkdirSync(path.dirname(path.join(root, part)), { recursive: true });
    cpSync(part, path.join(root, part), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'), 'dir');
  return root;
}

/** Runs the check's tests in `root`; the names of those that fail and of those that ran. */
function runTests(root, name) {
  const report = path.join(root, 'report.json');
  rmSync(report, { force: true });
  const args = ['--silent', '--ci', '-i', '--json', `--outputFile=${report}`, TESTS, '-t', `(^| )${name}: `];
  return new Promise((resolve, reject) => {
    const jest = spawn(process.execPath, [path.resolve('node_modules/jest/bin/jest.js'), ...args], {
      cwd: root,
      stdio: 'ignore',
      timeout: 120_000,
    });
    jest.on('error', reject);
    jest.on('exit', () => {
      let suites;
      try {
        suites = JSON.parse(readFileSync(report, 'utf8')).testResults;
      } catch {
        resolve({ ran: 0, failed: [], broken: 'jest gave no report' });
        return;
      }
      const tests = suites
        .flatMap((suite) => suite.assertionResults)
        .filter(({ status }) => status !== 'pending');
      // A mutation that does not compile proves nothing.
      const broken = suites.find((suite) => suite.assertionResults.length === 0)?.message.split('\n')[0];
      resolve({
        ran: tests.length,
        failed: tests.filter(({ status }) => status === 'failed').map(({ title }) => title),
        broken,
      });
    });
  });
}

const wanted = process.argv.slice(2);
const checks = readChecks().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const queue = [...checks];
let survivors = 0;

async function work() {
  const root = makeTree();
  try {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const target = path.join(root, check.file);
      const original = readFileSync(check.file, 'utf8');
      writeFileSync(target, withoutCheck(check));
      const { ran, failed, broken } = await runTests(root, check.name);
      writeFileSync(target, original);
      if (failed.length > 0 && !broken) console.log(`${check.name.padEnd(24)} ${failed[0]}`);
      else {
        survivors++;
        const why = broken ?? (ran === 0 ? 'no test has its name' : 'none of its tests fails without it');
        console.log(`${check.name.padEnd(24)} SURVIVES: ${why} (${check.file}:${check.at + 1})`);
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), checks.length) }, work));
console.log(`${checks.length} checks, ${survivors} of them could be removed unnoticed`);
process.exitCode = survivors > 0 || checks.length === 0 ? 1 : 0;
