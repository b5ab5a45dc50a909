import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { Example } from './example';

const example = new Example();
const NAMES = ['transform', 'sealer', 'redrive', 'auditor'];
const idOf = (name: string) => `AuditLog${name[0]?.toUpperCase()}${name.slice(1)}`;
const functionOf = (name: string) => example.one('AWS::Lambda::Function', idOf(name)).Properties;

const archive = 'arn:aws:s3:::wormtrail-archive';
const state = 'arn:aws:s3:::wormtrail-state-111122223333-eu-west-1';
const ledger = 'arn:aws:dynamodb:eu-west-1:111122223333:table/wormtrail-ledger';

/** Every action that a role is allowed, with its resources. */
function allowed(name: string): [string, string][] {
  return Object.values(example.statements(`${idOf(name)}Role`)).flatMap(({ Effect, Action, Resource }) => {
    expect(Effect).toBe('Allow');
    return [Action]
      .flat()
      .flatMap((action) =>
        [Resource]
          .flat()
          .map((resource): [string, string] => [
            String(action),
            String(resource).replace(/<AuditLogArchiveBucket\w+\.Arn>/, archive),
          ]),
      );
  });
}

describe.each(NAMES)('the %s', (name) => {
  test('runs on Node 24, with its environment under the work key', () => {
    expect(functionOf(name)).toMatchObject({
      FunctionName: `wormtrail-${name}`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 1769,
      KmsKeyArn: expect.stringMatching(/^<AuditLogWorkKey.*\.Arn>$/),
    });
  });

  test('logs as text to its own group: in JSON its metrics would not be found', () => {
    expect(functionOf(name).LoggingConfig).toMatchObject({
      LogFormat: 'Text',
      LogGroup: expect.stringContaining(`Logs${name}`),
    });
  });

  test('has what every function reads from its environment', () => {
    expect(functionOf(name).Environment).toMatchObject({
      Variables: {
        WORMTRAIL_LOG: 'wormtrail',
        WORMTRAIL_ORIGIN: 'example.com/audit',
        WORMTRAIL_ARCHIVE_BUCKET: expect.stringContaining('ArchiveBucket'),
        WORMTRAIL_STATE_BUCKET: 'wormtrail-state-111122223333-eu-west-1',
        WORMTRAIL_LEDGER_TABLE: 'wormtrail-ledger',
      },
    });
  });

  test('may do nothing with a wildcard in it, and nothing to the lock', () => {
    for (const [action, resource] of allowed(name)) {
      expect(action).not.toContain('*');
      expect(action).not.toMatch(
        /Retention|LegalHold|Bypass|PutBucket|PutLifecycle|iam:|DeleteObjectVersion/,
      );
      expect(resource).not.toBe('*');
    }
  });

  test('deletes nothing in the archive', () => {
    expect(allowed(name).filter(([action, on]) => /Delete/.test(action) && !on.startsWith(state))).toEqual(
      [],
    );
  });

  test('writes partitions of the ledger that are its own', () => {
    const { WriteLedger } = example.statements(`${idOf(name)}Role`);
    const own: Record<string, string[]> = {
      transform: ['lane#0', 'batch#*', 'lanes'],
      sealer: ['lane#sealer', 'lanes', 'lock#sealer'],
      redrive: ['lane#redrive', 'lanes'],
      auditor: ['lane#auditor', 'lanes', 'lock#auditor'],
    };
    expect(WriteLedger).toMatchObject({
      Action: 'dynamodb:PutItem',
      Resource: ledger,
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': own[name] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
    const actions = allowed(name).map(([action]) => action);
    expect(actions.filter((action) => action.startsWith('dynamodb:')).sort()).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      ...(name === 'sealer' ? ['dynamodb:UpdateItem'] : []),
    ]);
  });
});

test('the transform reaches neither the archive nor the signing key', () => {
  const resources = allowed('transform').map(([, resource]) => resource);
  expect(resources.filter((resource) => /archive|Archive|SigningKey/.test(resource))).toEqual([]);
});

test('only the sealer signs, and only so', () => {
  expect(NAMES.filter((name) => allowed(name).some(([action]) => action === 'kms:Sign'))).toEqual(['sealer']);
  expect(example.statements('SealerRole').Sign).toMatchObject({
    Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ED25519_SHA_512', 'kms:MessageType': 'RAW' } },
  });
});

test('the sealer says of batches when they may go from the ledger, and changes nothing else of them', () => {
  expect(example.statements('SealerRole').ExpireRows).toMatchObject({
    Action: 'dynamodb:UpdateItem',
    Resource: ledger,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['lane#0', 'batch#*'] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'expires'] },
      Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
    },
  });
});

test('the sealer writes the log and its staging, and removes staging only', () => {
  const objects = allowed('sealer').filter(([action]) => /s3:(Put|Delete)/.test(action));
  expect(objects.sort()).toEqual([
    ['s3:DeleteObject', `${state}/staging/*`],
    ['s3:PutObject', `${archive}/log/*`],
    ['s3:PutObject', `${state}/staging/*`],
  ]);
});

test('redrive reads failures and stages, writes events, and puts records with the key of the stream', () => {
  const actions = allowed('redrive');
  expect(actions).toEqual(
    expect.arrayContaining([
      ['s3:GetObjectVersion', `${archive}/failed/*`],
      ['s3:PutObject', `${archive}/events/*`],
      ['s3:GetObjectVersion', `${state}/stages/*`],
      ['firehose:PutRecordBatch', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/wormtrail-stream'],
    ]),
  );
  expect(example.statements('RedriveRole').StreamKey).toMatchObject({
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  });
  expect(functionOf('redrive').Environment).toMatchObject({
    Variables: { WORMTRAIL_STREAM: 'wormtrail-stream' },
  });
});

test('redrive reads the list of holes that the auditor leaves, and nothing else of it', () => {
  const holes = allowed('redrive').filter(([, resource]) => resource.includes('/audit/'));
  expect(holes).toEqual([['s3:GetObject', `${state}/audit/holes.json`]]);
});

test('the auditor writes its reports and where it stands, and tags stages; it delivers nothing, invokes nothing and reads no stage', () => {
  const actions = allowed('auditor');
  expect(actions.filter(([action]) => /s3:(Put|Delete)/.test(action)).sort()).toEqual([
    ['s3:DeleteObject', `${state}/audit/*`],
    ['s3:PutObject', `${archive}/log/reports/*`],
    ['s3:PutObject', `${state}/audit/*`],
    ['s3:PutObjectTagging', `${state}/stages/*`],
  ]);
  expect(
    actions.filter(([action, on]) => /lambda:|firehose:|kms:Sign/.test(action) || /stages/.test(on)),
  ).toEqual([['s3:PutObjectTagging', `${state}/stages/*`]]);
  expect(example.statements('AuditorRole').ExpireStages).toMatchObject({
    Condition: {
      StringEquals: { 's3:RequestObjectTag/wormtrail_expire': 'true' },
      'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['wormtrail_expire'] },
    },
  });
  expect(actions.filter(([action]) => action === 'kms:GetPublicKey')).toHaveLength(1);
});

test("keys are used through their service, for this log's bucket and table only", () => {
  const { ArchiveKey, StateKey, LedgerKey } = example.statements('SealerRole');
  const via = (service: string) => ({ 'kms:ViaService': `${service}.eu-west-1.amazonaws.com*` });
  expect(ArchiveKey?.Condition).toEqual({
    StringLike: via('s3'),
    // A bucket key's encryption context is the bucket.
    StringEquals: {
      'kms:EncryptionContext:aws:s3:arn': expect.stringMatching(/^<AuditLogArchiveBucket\w+\.Arn>$/),
    },
  });
  expect(StateKey?.Condition).toEqual({
    StringLike: via('s3'),
    StringEquals: { 'kms:EncryptionContext:aws:s3:arn': state },
  });
  expect(LedgerKey?.Condition).toEqual({
    StringLike: via('dynamodb'),
    StringEquals: { 'kms:EncryptionContext:aws:dynamodb:tableName': 'wormtrail-ledger' },
  });
});

test('the sealer is told what its genesis entry says', () => {
  expect(functionOf('sealer').Environment).toMatchObject({
    Variables: {
      WORMTRAIL_RETENTION_DAYS: 'none',
      WORMTRAIL_DELIVERY_LIMIT: '86400',
      WORMTRAIL_HEARTBEAT_SECONDS: '3600',
    },
  });
});

test('the architecture is the choice of whoever deploys', () => {
  const other = new Example({ architecture: Architecture.X86_64 });
  for (const [, { Properties }] of other.all('AWS::Lambda::Function')) {
    expect(Properties.Architectures).toEqual(['x86_64']);
  }
});

describe('schedules', () => {
  test.each([
    ['sealer', 'rate(1 minute)'],
    ['redrive', 'rate(15 minutes)'],
    ['auditor', 'rate(1 hour)'],
  ])('%s runs at %s, and what fails is not repeated', (name, rate) => {
    expect(example.one('AWS::Scheduler::Schedule', name).Properties).toMatchObject({
      GroupName: 'wormtrail',
      ScheduleExpression: rate,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: `arn:aws:lambda:eu-west-1:111122223333:function:wormtrail-${name}`,
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    });
    expect(example.one('AWS::Lambda::EventInvokeConfig', idOf(name)).Properties).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test("the scheduler's role invokes these, for this group of this account", () => {
    const [role] = example.all('AWS::IAM::Role').filter(([id]) => id.includes('Schedules'));
    expect(JSON.stringify(role)).not.toContain('wormtrail-transform');
    expect(role?.[1].Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/wormtrail' },
          },
        },
      ],
    });
  });
});
