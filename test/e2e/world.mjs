import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { ACCOUNT, administrator, order, REGION, settings } from './account.mjs';
import { Deployer } from './deployer.mjs';
import { run, startStandIn } from './programs.mjs';

export const QUALIFIER = 'wormtrail';
export const ARCHIVE = `${QUALIFIER}-archive-${ACCOUNT}-${REGION}`;
export const STATE = `${QUALIFIER}-state-${ACCOUNT}-${REGION}`;
export const LEDGER = `${QUALIFIER}-ledger`;
export const ORIGIN = 'example.com/e2e';

/** What the scenarios share: the stand-in, clients of it as the administrator, the deployer, the command line. */
export async function openWorld(checks) {
  const here = import.meta.dirname;
  const repository = resolve(here, '..', '..');
  const scratch = mkdtempSync(join(tmpdir(), 'wormtrail-e2e-'));
  const logFile = join(scratch, 'stand-in.out');
  const standIn = await startStandIn({
    folder: join(here, 'standin'),
    scratch,
    log: openSync(logFile, 'a'),
  });
  const { endpoint } = standIn;
  const env = administrator(endpoint);
  const client = settings(endpoint);
  const logs = new CloudWatchLogsClient(client);
  const lambda = new LambdaClient(client);
  return {
    checks,
    repository,
    scratch,
    endpoint,
    env,
    logFile,
    s3: new S3Client(client),
    kms: new KMSClient(client),
    dynamo: new DynamoDBClient(client),
    deployer: new Deployer({ repository, scratch, env }),

    /** Makes a log group with one stream. */
    async logGroup(name) {
      await logs.send(new CreateLogGroupCommand({ logGroupName: name }));
      await logs.send(new CreateLogStreamCommand({ logGroupName: name, logStreamName: 'main' }));
    },

    async logStream(group) {
      await logs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: 'main' }));
    },

    /** Adds a subscription filter to a group, by the API and under the log's subscriber role. */
    async subscribe(logGroupName, filterName) {
      const of = (service, resource) =>
        `arn:aws:${service}:${service === 'iam' ? '' : REGION}:${ACCOUNT}:${resource}`;
      await logs.send(
        new PutSubscriptionFilterCommand({
          logGroupName,
          filterName,
          filterPattern: '',
          destinationArn: of('firehose', `deliverystream/${QUALIFIER}-stream`),
          roleArn: of('iam', `role/${QUALIFIER}-subscriber-${REGION}`),
        }),
      );
    },

    /** Puts events into a log group, one message a mark. */
    async putEvents(group, marks) {
      const now = Date.now();
      await logs.send(
        new PutLogEventsCommand({
          logGroupName: group,
          logStreamName: 'main',
          logEvents: marks.map((mark, i) => ({
            timestamp: now + i,
            message: JSON.stringify({ level: 'info', msg: 'order placed', order: mark }),
          })),
        }),
      );
    },

    /** Lets no invocation of a function begin, as a used-up concurrency does; `undefined` ends it. */
    async throttle(name, reserved) {
      const FunctionName = `${QUALIFIER}-${name}`;
      if (reserved === undefined) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
      else {
        const ReservedConcurrentExecutions = reserved;
        await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
      }
    },

    /** Invokes a function and waits for its answer. */
    async invoke(name) {
      const answer = await lambda.send(
        new InvokeCommand({ FunctionName: `${QUALIFIER}-${name}`, Payload: Buffer.from('{}') }),
      );
      const text = Buffer.from(answer.Payload ?? []).toString();
      if (answer.FunctionError !== undefined) throw new Error(`${name}: ${answer.FunctionError} ${text}`);
      return text;
    },

    /** Sets environment variables of a function beside those that it has. */
    async configure(name, variables) {
      const FunctionName = `${QUALIFIER}-${name}`;
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const Variables = { ...Environment.Variables, ...variables };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
      await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
    },

    /** Brings a function's schedule so many seconds nearer to its next time. */
    passes(name, seconds) {
      return order(endpoint, 'pass', { schedule: `${QUALIFIER}-${name}`, seconds });
    },

    /** The next `times` attempts of the transform are killed after their commit. */
    killAfterCommit(times) {
      return order(endpoint, 'kill-after-commit', { times });
    },

    /** The next `times` deliveries never reach the archive. */
    loseDelivery(times) {
      return order(endpoint, 'lose-delivery', { times });
    },

    /** Deletes a version in the archive, past its lock. */
    removeRaw({ key, version }) {
      return order(endpoint, 'remove', { bucket: ARCHIVE, key, version });
    },

    /** Puts other bytes in the place of a version's in the archive, past its lock. */
    rewriteRaw({ key, version }, bytes) {
      return order(endpoint, 'rewrite', {
        bucket: ARCHIVE,
        key,
        version,
        body: Buffer.from(bytes).toString('base64'),
      });
    },

    /** The built command line, as the administrator or with `as`'s environment. */
    wormtrail(args, as = env) {
      return run(process.execPath, [join(repository, 'dist', 'wormtrail.js'), ...args], {
        cwd: scratch,
        env: {
          ...as,
          WORMTRAIL_CONFIG_DIR: join(scratch, 'config'),
          WORMTRAIL_STATE_DIR: join(scratch, 'state'),
        },
      });
    },

    /** The lines that a function logged, in order. */
    async logged(name) {
      const logGroupName = `/wormtrail/${QUALIFIER}/${name}`;
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
      return events.map(({ message }) => message.trim());
    },

    /** What the functions logged that is no metric and no platform line: for a look at a failure. */
    async functionLogs() {
      const lines = [];
      for (const name of ['transform', 'sealer', 'redrive', 'auditor']) {
        const said = await this.logged(name).catch((error) => [String(error)]);
        const own = said.filter((text) => !/^(START|END|REPORT|at |\{"_aws"|\(Use |\(node:)/.test(text));
        lines.push(...own.slice(-10).map((text) => `${name}: ${text.slice(0, 1_000)}`));
      }
      return lines;
    },

    async close() {
      await standIn.stop();
      if (checks.ok) rmSync(scratch, { recursive: true, force: true });
    },
  };
}
