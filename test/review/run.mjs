// Runs reviewers' tools over the example: cdk-nag, CloudFormation's validator, cfn-lint. cfn-lint comes from PyPI at the
// first run and is kept in WORMTRAIL_CACHE. Arguments go to jest. The last line is "N passed, N failed".
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, run } from '../aws/services/install.mjs';

const CFN_LINT = '1.58.0';
const HERE = path.dirname(fileURLToPath(import.meta.url));
const PROJECT = path.resolve(HERE, '..', '..');
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

/** The path of cfn-lint. Started by its module: a virtual environment that was moved has scripts that lead nowhere. */
async function cfnLint() {
  const folder = await cached(`cfn-lint-${CFN_LINT}`, async (made) => {
    await run('python3', ['-m', 'venv', made]);
    await run(path.join(made, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `cfn-lint==${CFN_LINT}`]);
  });
  return path.join(folder, 'bin', 'python');
}

const folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-review-'));
let passed = 0;
let failed = 0;
try {
  // The functions' code is built files.
  if (!existsSync(path.join(PROJECT, 'dist', 'lambda', 'transform', 'index.js'))) {
    await run(process.execPath, ['scripts/build.mjs'], { cwd: PROJECT });
  }
  const results = path.join(folder, 'results.json');
  const args = [JEST, '-c', path.join(HERE, 'jest.config.cjs'), '--json', `--outputFile=${results}`];
  const jest = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
    cwd: PROJECT,
    env: { ...process.env, WORMTRAIL_CFN_LINT: await cfnLint(), TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
  const status = await new Promise((resolve) => jest.once('exit', resolve));
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(await readFile(results, 'utf8'));
  passed = numPassedTests;
  // A suite that could not be run has no tests to count.
  failed = Math.max(numFailedTests, numFailedTestSuites, status === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  failed = Math.max(failed, 1);
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
