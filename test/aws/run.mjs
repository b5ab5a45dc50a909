// Runs the suites of this folder against the services they need: DynamoDB Local and MinIO, which are installed at
// the first run (some minutes) and kept in WORMTRAIL_CACHE. Arguments go to jest. The last line is
// "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDynamo } from './services/dynamodb.mjs';
import { run } from './services/install.mjs';
import { ROOT, startMinio } from './services/minio.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PROJECT = path.resolve(HERE, '..', '..');
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

const folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-aws-'));
const started = [];
let jest;
// A signal reaches jest too; what was started is ended when it has.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest?.kill(signal));

let passed = 0;
let failed = 0;
try {
  // The verifier's worker threads are built files.
  await run(process.execPath, ['scripts/build.mjs'], { cwd: PROJECT });
  for (const begin of [startDynamo, startMinio]) started.push(await begin());
  const [dynamo, minio] = started;
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: ROOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_S3: minio.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    // What is not started here must not be reached elsewhere.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    WORMTRAIL_CONFIG_DIR: path.join(folder, 'config'),
    WORMTRAIL_STATE_DIR: path.join(folder, 'state'),
  };
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN']) delete env[name];
  const results = path.join(folder, 'results.json');
  const args = [JEST, '-c', path.join(HERE, 'jest.config.cjs'), '--json', `--outputFile=${results}`];
  jest = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const status = await new Promise((resolve) => jest.once('exit', resolve));
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(await readFile(results, 'utf8'));
  passed = numPassedTests;
  // A suite that could not be run has no tests to count.
  failed = Math.max(numFailedTests, numFailedTestSuites, status === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  failed = Math.max(failed, 1);
} finally {
  for (const service of started) await service.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
