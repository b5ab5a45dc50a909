import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTableCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetPublicKeyCommand } from '@aws-sdk/client-kms';
import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import {
  ACCOUNT,
  assume,
  createUser,
  endTerminationProtection,
  environment,
  REGION,
  without,
} from './account.mjs';
import { equal, eventually, holds, refusal } from './checks.mjs';
import { writeConfig } from './deployer.mjs';
import { checkpoint, events, head, read, versions } from './reading.mjs';
import { ARCHIVE, LEDGER, ORIGIN, QUALIFIER, STATE } from './world.mjs';

/** What bin/app.ts names the stack of the default qualifier. */
const STACK = 'Wormtrail';
export const GROUP = '/app/orders';
const DAY_MS = 86_400_000;
/** One schedule's minute, and what a pass takes on a busy machine. */
const SEALED = { timeout: 90_000, every: 1_000 };
/** Firehose makes so many attempts: NumberOfRetries, 3 by default, and the first. */
const ATTEMPTS = 4;

const fields = {
  account: ACCOUNT,
  region: REGION,
  origin: ORIGIN,
  subscribe: [GROUP],
  auditors: [`arn:aws:iam::${ACCOUNT}:user/auditor`],
};

/** Bootstraps, deploys the example, reads back what protects the archive. */
export async function deployed(world) {
  const { checks, deployer, repository, scratch } = world;
  await world.logGroup(GROUP);
  world.auditor = await createUser(world.endpoint, 'auditor');
  world.config = writeConfig({ repository, scratch, name: 'wormtrail', fields });
  await checks.must('cdk bootstrap', () => deployer.bootstrap(ACCOUNT, REGION));
  await checks.check('preflight sees nothing in the way, and says what it could not see', async () => {
    const { code, stdout, stderr } = await world.wormtrail(['preflight', '--config', world.config]);
    // The stand-in has no Service Quotas.
    equal(code, 4, `exit code (${stdout}\n${stderr})`);
    holds(/not seen/.test(stdout) && !/FAILED/.test(stdout), stdout);
  });
  await checks.must('cdk deploy of the example', async () => {
    const outputs = await deployer.deploy({ name: 'first', cwd: repository, config: world.config });
    const adopt = Object.values(outputs).find((stack) => stack.Adopt !== undefined)?.Adopt;
    holds(adopt !== undefined, `no output Adopt in ${JSON.stringify(outputs)}`);
    world.adopt = JSON.parse(adopt);
  });
  await checks.check(
    'the archive has Object Lock with a default retention of one day, GOVERNANCE',
    async () => {
      const { ObjectLockConfiguration } = await world.s3.send(
        new GetObjectLockConfigurationCommand({ Bucket: ARCHIVE }),
      );
      equal(
        ObjectLockConfiguration,
        { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } },
        'lock',
      );
    },
  );
  await checks.check('the archive is versioned', async () => {
    const { Status } = await world.s3.send(new GetBucketVersioningCommand({ Bucket: ARCHIVE }));
    equal(Status, 'Enabled', 'versioning');
  });
  await checks.check('the archive is encrypted under its own key, with bucket keys', async () => {
    const answer = await world.s3.send(new GetBucketEncryptionCommand({ Bucket: ARCHIVE }));
    const [rule] = answer.ServerSideEncryptionConfiguration.Rules;
    equal(rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm, 'aws:kms', 'algorithm');
    equal(rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID, world.adopt.archiveKeyArn, 'key');
    equal(rule.BucketKeyEnabled, true, 'bucket key');
  });
}

/** Events of a subscribed group arrive, locked and encrypted. */
export async function arrives(world) {
  const { checks } = world;
  await checks.must('events of a subscribed log group arrive under events/', async () => {
    await world.putEvents(GROUP, marks('first', 20));
    await allThere(world, marks('first', 20));
  });
  await checks.check(
    'each object is locked, encrypted under the archive key, whole gzip members',
    async () => {
      const all = await versions(world.s3, ARCHIVE, 'events/');
      for (const { key, version } of all) {
        const found = await head(world.s3, ARCHIVE, key, version);
        equal(found.ObjectLockMode, 'GOVERNANCE', `lock of ${key}`);
        const left = found.ObjectLockRetainUntilDate.getTime() - Date.now();
        holds(left > 0.9 * DAY_MS && left <= DAY_MS, `${key} is locked for ${left} ms`);
        equal(found.ServerSideEncryption, 'aws:kms', `encryption of ${key}`);
        equal(found.SSEKMSKeyId, world.adopt.archiveKeyArn, `key of ${key}`);
        holds(key.endsWith('.jsonl.gz'), `${key} does not end in .jsonl.gz`);
      }
    },
  );
}

/** Batches that the transform fails on, in both ways, while the first seal is waited for. */
export async function fails(world) {
  const { checks } = world;
  await checks.check('a transform that cannot run leaves its records raw in failed/, locked', async () => {
    await world.throttle('transform', 0);
    try {
      await world.putEvents(GROUP, marks('refused', 5));
      const { key, version } = await failedObject(world, 1);
      const found = await head(world.s3, ARCHIVE, key, version);
      equal(found.ObjectLockMode, 'GOVERNANCE', `lock of ${key}`);
      const [line] = (await read(world.s3, ARCHIVE, key, version)).toString().trim().split('\n');
      const { attemptsMade, rawData } = JSON.parse(line);
      equal(attemptsMade, ATTEMPTS, 'attempts');
      holds(Buffer.from(rawData, 'base64').length > 0, 'no raw data');
    } finally {
      await world.throttle('transform', undefined);
    }
    equal(count(await seen(world), marks('refused', 5)), 0, 'events of the failed batch in the archive');
  });
  await checks.check('redrive, the function, brings the refused records back', async () => {
    await world.invoke('redrive');
    await allThere(world, marks('refused', 5));
  });
  await checks.check(
    'a transform killed once after its commit answers the retry: delivered, once',
    async () => {
      await world.killAfterCommit(1);
      await world.putEvents(GROUP, marks('retried', 5));
      await allThere(world, marks('retried', 5));
      equal((await versions(world.s3, ARCHIVE, 'failed/')).length, 1, 'objects in failed/');
    },
  );
  await checks.check('a transform killed after its commit at every attempt leaves a hole', async () => {
    await world.killAfterCommit(ATTEMPTS);
    await world.putEvents(GROUP, marks('killed', 5));
    await failedObject(world, 2);
    await world.killAfterCommit(0);
    equal(count(await seen(world), marks('killed', 5)), 0, 'events of the killed batch in the archive');
    const { Count } = await world.dynamo.send(
      new QueryCommand({
        TableName: LEDGER,
        KeyConditionExpression: 'pk = :lane AND begins_with(sk, :row)',
        ExpressionAttributeValues: { ':lane': { S: 'lane#0' }, ':row': { S: 'row#' } },
        ConsistentRead: true,
      }),
    );
    holds(Count >= 3, `the ledger has ${Count} rows: the killed batch was not committed`);
  });
}

/** A first deployment that fails half-way leaves nothing that the next one would stumble over. */
export async function leavesNoDebris(world) {
  const { checks, deployer, repository, scratch } = world;
  const qualifier = 'debris';
  await checks.check('a first deployment that fails leaves no bucket and no ledger', async () => {
    await world.logGroup(`/wormtrail/${qualifier}/redrive`);
    const config = writeConfig({ repository, scratch, name: qualifier, fields: { ...fields, qualifier } });
    const app = { name: qualifier, cwd: repository, config };
    const said = await deployer.deployRefused(app);
    holds(/CREATE_COMPLETE\s*\| AWS::S3::Bucket/.test(said), `it failed before it made a bucket:\n${said}`);
    holds(/ROLLBACK_COMPLETE/.test(said), said.slice(-1_000));
    for (const bucket of ['archive', 'state', 'access-logs']) {
      const Bucket = `${qualifier}-${bucket}-${ACCOUNT}-${REGION}`;
      equal(await refusal(`a look into ${Bucket}`, () => versions(world.s3, Bucket)), 'NoSuchBucket', Bucket);
    }
    const table = new DescribeTableCommand({ TableName: `${qualifier}-ledger` });
    equal(
      await refusal('a look into the ledger', () => world.dynamo.send(table)),
      'ResourceNotFoundException',
      'ledger',
    );
  });
}

/** The first checkpoint, by schedule; kept from then on, with the key, as an auditor outside keeps them. */
export async function sealed(world) {
  const { checks, scratch } = world;
  await checks.must('the sealer fires by its schedule: a checkpoint', async () => {
    const first = await eventually(
      'a checkpoint that covers an event batch',
      async () => {
        const found = await checkpoint(world.s3, ARCHIVE);
        return found !== undefined && found.size >= 3 ? found : undefined;
      },
      SEALED,
    );
    world.kept = join(scratch, 'kept.note');
    world.keptSize = first.size;
    writeFileSync(world.kept, first.text);
  });
  await checks.must('key: the verifier role gets the public key from KMS', async () => {
    const session = await assume(world.endpoint, world.auditor, `${QUALIFIER}-verifier-${REGION}`);
    world.asAuditor = environment(world.endpoint, session);
    const { code, stdout, stderr } = await world.wormtrail(['key', '-a', `s3://${ARCHIVE}`], world.asAuditor);
    equal(code, 0, `exit code (${stderr})`);
    world.key = stdout.trim();
    holds(world.key.startsWith(`${ORIGIN}+`), `not a verifier key: ${world.key}`);
    const { PublicKey } = await world.kms.send(new GetPublicKeyCommand({ KeyId: world.adopt.signingKeyArn }));
    const raw = Buffer.from(world.key.split('+').slice(2).join('+'), 'base64').subarray(1);
    equal(raw.toString('hex'), Buffer.from(PublicKey).subarray(-32).toString('hex'), 'key');
  });
  await checks.check('verify passes integrity while batches are on their way', async () => {
    const report = await verify(world);
    equal(report.integrity, 'pass', `integrity (${findings(report)})`);
    holds(report.completeThrough < world.keptSize, 'the hole does not show');
  });
}

/** Nobody deletes a version: neither the administrator nor the verifier. */
export async function refuses(world) {
  const { checks, s3 } = world;
  await checks.check('deleting a version is refused, with and without bypass', async () => {
    const [{ key, version }] = await versions(s3, ARCHIVE, 'events/');
    const one = { Bucket: ARCHIVE, Key: key, VersionId: version };
    for (const BypassGovernanceRetention of [undefined, true]) {
      const name = await refusal('the deletion', () =>
        s3.send(new DeleteObjectCommand({ ...one, BypassGovernanceRetention })),
      );
      equal(name, 'AccessDenied', 'refusal');
    }
    const marker = await refusal('a delete marker', () =>
      s3.send(new DeleteObjectCommand({ Bucket: ARCHIVE, Key: key })),
    );
    equal(marker, 'AccessDenied', 'refusal of a delete marker');
    const shorter = await refusal('a shorter retention', () =>
      s3.send(
        new PutObjectRetentionCommand({
          ...one,
          BypassGovernanceRetention: true,
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 60_000) },
        }),
      ),
    );
    equal(shorter, 'AccessDenied', 'refusal of a shorter retention');
    await head(s3, ARCHIVE, key, version);
  });
}

/** That roles are really asked: without a statement, what passes above is refused. */
export async function controls(world) {
  const { checks, endpoint } = world;
  const role = (name) => `${QUALIFIER}-${name}-${REGION}`;
  await checks.check('control: a verifier without the archive key can tell nothing', () =>
    without(endpoint, role('verifier'), 'ArchiveKey', async () => {
      const { code } = await world.wormtrail(['key', '-a', `s3://${ARCHIVE}`], world.asAuditor);
      equal(code, 4, 'exit code');
    }),
  );
  await checks.check("control: a redrive without the ledger's key fails", () =>
    without(endpoint, role('redrive'), 'LedgerKey', async () => {
      const said = await world.invoke('redrive').then(
        (answer) => answer,
        (error) => error.message,
      );
      holds(/AccessDenied|not authorized/.test(said), said);
    }),
  );
  await checks.check("control: a subscriber without the stream's key cannot subscribe", () =>
    without(endpoint, role('subscriber'), 'StreamKey', async () => {
      const said = await refusal('the subscription', () => world.subscribe('/app/orders', 'control'));
      equal(said, 'InvalidParameterException', 'refusal');
    }),
  );
}

/** What failed comes back, by the function and by the command line. */
export async function redrives(world) {
  const { checks } = world;
  await checks.check('redrive, the command line, fills the hole', async () => {
    const { code, stderr } = await world.wormtrail(['redrive', '-a', `s3://${ARCHIVE}`]);
    equal(code, 0, `exit code (${stderr})`);
    await allThere(world, marks('killed', 5));
  });
  await checks.check('nothing is lost, nothing is doubled', async () => {
    const found = await seen(world);
    for (const [what, n] of [
      ['first', 20],
      ['refused', 5],
      ['retried', 5],
      ['killed', 5],
    ]) {
      for (const mark of marks(what, n)) equal(found.get(mark) ?? 0, 1, `${mark} in the archive`);
    }
  });
  await checks.check('redrive again finds nothing to do', async () => {
    const before = (await versions(world.s3, ARCHIVE, 'events/')).length;
    await world.invoke('redrive');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    equal((await versions(world.s3, ARCHIVE, 'events/')).length, before, 'objects under events/');
  });
}

/** `smoke`, whose event the next scheduled seal covers. */
export async function smokes(world) {
  await world.checks.check('smoke passes', async () => {
    const { code, stdout, stderr } = await world.wormtrail(['smoke', '-a', `s3://${ARCHIVE}`]);
    equal(code, 0, `exit code (${stdout}\n${stderr})`);
  });
}

/** All of it, from outside, under the key and the checkpoint kept from before. */
export async function verifies(world, name) {
  const { checks } = world;
  await checks.must(`${name}: the log has grown by schedule`, async () => {
    await world.passes('sealer', 60);
    await eventually(
      `a checkpoint larger than ${world.keptSize}`,
      async () => {
        const found = await checkpoint(world.s3, ARCHIVE);
        return found !== undefined && found.size >= (await rows(world)) && found.size > world.keptSize
          ? found
          : undefined;
      },
      SEALED,
    );
  });
  await checks.check(`${name}: verify passes under the outside key and the kept checkpoint`, async () => {
    for (const through of ['kept', 'remembered']) {
      // The first run goes as far as the kept checkpoint, and remembers the newest; the second goes as far as that.
      const report = await verify(world);
      equal(report.integrity, 'pass', `integrity (${findings(report)})`);
      equal(report.completeness, 'pass', `completeness (${findings(report)})`);
      equal(report.exitCode, 0, 'exit code');
      const size = through === 'kept' ? world.keptSize : report.checkpoint.size;
      holds(
        report.completeThrough >= size,
        `${through}: complete through ${report.completeThrough}, not ${size}`,
      );
    }
  });
}

/** `cdk destroy`, what stays, and a new deployment that goes on. */
export async function survives(world) {
  const { checks, deployer, repository, scratch, s3 } = world;
  const before = await checkpoint(s3, ARCHIVE);
  const policy = await s3.send(new GetBucketPolicyCommand({ Bucket: ARCHIVE }));
  // The assembly as it was deployed: no need to synthesise it again.
  const app = { name: 'first', cwd: scratch, app: 'first.out' };
  await checks.check('cdk destroy is refused while termination protection is on', async () => {
    const said = await deployer.destroyRefused(app);
    holds(/TerminationProtection/i.test(said), said.slice(-500));
  });
  await checks.must('cdk destroy', async () => {
    await endTerminationProtection(world.endpoint, STACK);
    await deployer.destroy(app);
  });
  await checks.check('destroy keeps the archive, its policy, keys, ledger and state', async () => {
    equal((await checkpoint(s3, ARCHIVE)).text, before.text, 'checkpoint');
    const kept = await s3.send(new GetBucketPolicyCommand({ Bucket: ARCHIVE }));
    equal(kept.Policy, policy.Policy, 'policy');
    for (const KeyId of [world.adopt.archiveKeyArn, world.adopt.workKeyArn, world.adopt.signingKeyArn]) {
      const { KeyMetadata } = await world.kms.send(new DescribeKeyCommand({ KeyId }));
      equal(KeyMetadata.KeyState, 'Enabled', KeyId);
    }
    const { Table } = await world.dynamo.send(new DescribeTableCommand({ TableName: LEDGER }));
    equal(Table.TableStatus, 'ACTIVE', 'ledger');
    holds((await versions(s3, STATE)).length > 0, 'the state bucket is empty');
  });
  await checks.check(
    'a second deployment under the same names without adopting them is refused',
    async () => {
      const said = await deployer.deployRefused(app);
      holds(/fail|exist/i.test(said), said.slice(-500));
      await endTerminationProtection(world.endpoint, STACK);
      await deployer.destroy(app);
    },
  );
  await checks.must('cdk deploy that adopts what stayed', async () => {
    const config = writeConfig({
      repository,
      scratch,
      name: 'adopting',
      fields: { ...fields, adopt: world.adopt },
    });
    await deployer.deploy({ name: 'second', cwd: repository, config });
    world.config = config;
  });
  await checks.check(
    'it goes on with the same log: events arrive, the kept checkpoint still holds',
    async () => {
      world.keptSize = before.size;
      writeFileSync(world.kept, before.text);
      await world.putEvents(GROUP, marks('adopted', 5));
      await allThere(world, marks('adopted', 5));
    },
  );
}

export function marks(what, n) {
  return Array.from({ length: n }, (_, i) => `e2e-${what}-${String(i).padStart(3, '0')}`);
}

/** Waits until every mark is in the archive. */
export async function allThere(world, wanted) {
  await eventually(
    `${wanted[0]} and its ${wanted.length} in the archive`,
    async () => (count(await seen(world), wanted) === wanted.length ? true : undefined),
    { timeout: 30_000 },
  );
}

/** How often each mark is in the archive, over all versions. */
async function seen(world) {
  const found = new Map();
  for (const { event } of await events(world.s3, ARCHIVE)) {
    const mark = /e2e-[a-z]+-\d{3}/.exec(event.raw_data ?? '')?.[0];
    if (mark !== undefined) found.set(mark, (found.get(mark) ?? 0) + 1);
  }
  return found;
}

function count(found, wanted) {
  return wanted.filter((mark) => found.has(mark)).length;
}

function failedObject(world, n) {
  return eventually(`${n} objects under failed/`, async () => {
    const all = await versions(world.s3, ARCHIVE, 'failed/');
    return all.length >= n ? all.at(-1) : undefined;
  });
}

/** Rows of the event lane: as many leaves at least. */
export async function rows(world) {
  const { Count } = await world.dynamo.send(
    new QueryCommand({
      TableName: LEDGER,
      KeyConditionExpression: 'pk = :lane AND begins_with(sk, :row)',
      ExpressionAttributeValues: { ':lane': { S: 'lane#0' }, ':row': { S: 'row#' } },
      Select: 'COUNT',
      ConsistentRead: true,
    }),
  );
  return Count;
}

export async function verify(world) {
  const args = ['verify', '-a', `s3://${ARCHIVE}`, '--key', world.key, '--checkpoint', world.kept, '--json'];
  const { code, stdout, stderr } = await world.wormtrail(args, world.asAuditor);
  try {
    return { ...JSON.parse(stdout), exitCode: code };
  } catch {
    throw new Error(`verify: code ${code}\n${stdout}\n${stderr}`);
  }
}

export function findings(report) {
  return JSON.stringify(report.findings).slice(0, 2_000);
}
