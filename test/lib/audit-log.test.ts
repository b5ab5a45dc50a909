import { Lazy } from 'aws-cdk-lib';
import { type AdoptedResources, type AuditLogProps, LockMode, Retention } from '../../lib';
import { Example } from './example';

const example = new Example();

const key = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const adopt: AdoptedResources = {
  archiveBucket: 'wormtrail-archive-111122223333-eu-west-1',
  archiveKeyArn: key('archive'),
  accessLogsBucket: 'wormtrail-access-logs-111122223333-eu-west-1',
  stateBucket: 'wormtrail-state-111122223333-eu-west-1',
  ledgerTable: 'wormtrail-ledger',
  workKeyArn: key('work'),
  signingKeyArn: key('signing'),
};

const parameters = ({ all }: { all: [string, { Properties: Record<string, unknown> }][] }) =>
  Object.fromEntries(all.map(([, { Properties }]) => [Properties.Name, Properties.Value]));

describe('what is published', () => {
  const published = parameters({ all: example.all('AWS::SSM::Parameter') });

  test('to other stacks: where to send, as whom, under which key', () => {
    expect(published).toMatchObject({
      '/wormtrail/wormtrail/stream-arn': expect.stringMatching(/^<AuditLogPipelineStream/),
      '/wormtrail/wormtrail/subscriber-role-arn': expect.stringMatching(/^<AuditLogSubscriberRole/),
      '/wormtrail/wormtrail/work-key-arn': expect.stringMatching(/^<AuditLogWorkKey/),
    });
  });

  test('to the command line: what belongs to the archive', () => {
    const bucket = '<AuditLogArchiveBucket82ABEFE5>';
    expect(JSON.parse(String(published[`/wormtrail/archive/${bucket}`]))).toEqual({
      wormtrail: 'deployment/v1',
      qualifier: 'wormtrail',
      origin: 'example.com/audit',
      region: 'eu-west-1',
      archive: bucket,
      state: 'wormtrail-state-111122223333-eu-west-1',
      ledger: 'wormtrail-ledger',
      signingKey: expect.stringMatching(/^<AuditLogSigningKey/),
      stream: 'wormtrail-stream',
      retention: null,
      deliveryLimit: 86400,
    });
  });
});

describe('a first deploy that fails leaves nothing behind', () => {
  const dependsOn = (type: string, part = '') => example.one(type, part).DependsOn ?? [];

  test('the table, which cannot be deleted, comes after all that may fail', () => {
    const before = dependsOn('AWS::DynamoDB::Table');
    const [after, ...types] = [
      'AWS::Scheduler::',
      'AWS::KinesisFirehose::',
      'AWS::SSM::',
      'AWS::CloudWatch::',
      'AWS::SNS::',
    ];
    for (const type of types) {
      const ids = Object.entries(example.resources)
        .filter(([, { Type }]) => Type.startsWith(type))
        .map(([id]) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(before).toEqual(expect.arrayContaining(ids));
    }
    expect(before.filter((id) => example.resources[id]?.Type.startsWith(String(after)))).toEqual([]);
  });

  test('the sealer, whose checkpoints are locked, starts after the table', () => {
    const [[table] = ['']] = example.all('AWS::DynamoDB::Table');
    for (const name of ['sealer', 'redrive', 'auditor'])
      expect(dependsOn('AWS::Scheduler::Schedule', name)).toContain(table);
  });
});

describe('a stack that goes on with what another left', () => {
  const adopted = new Example({ adopt });

  test('makes nothing of it again', () => {
    for (const type of [
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::KMS::Key',
      'AWS::DynamoDB::Table',
      'AWS::Logs::LogGroup',
      'AWS::Logs::LogStream',
    ]) {
      expect(adopted.all(type)).toEqual([]);
    }
  });

  test('makes all else, under the same logical ids', () => {
    const left = /^AWS::(S3|KMS|DynamoDB|Logs)::/;
    const made = ({ resources }: Example) =>
      Object.keys(resources)
        .filter((id) => !left.test(String(resources[id]?.Type)))
        .sort();
    expect(made(adopted)).toEqual(made(example));
  });

  test('gives its functions the same ledger, key and archive', () => {
    const { Properties } = adopted.one('AWS::Lambda::Function', 'Sealer');
    expect(Properties.Environment).toMatchObject({
      Variables: {
        WORMTRAIL_ARCHIVE_BUCKET: adopt.archiveBucket,
        WORMTRAIL_STATE_BUCKET: adopt.stateBucket,
        WORMTRAIL_LEDGER_TABLE: adopt.ledgerTable,
        WORMTRAIL_SIGNING_KEY: adopt.signingKeyArn,
      },
    });
    expect(JSON.stringify(adopted.statements('SealerRole'))).toContain(adopt.archiveKeyArn);
    expect(adopted.statements('PipelineRole').Deliver?.Resource).toEqual([
      `arn:aws:s3:::${adopt.archiveBucket}/events/*`,
      `arn:aws:s3:::${adopt.archiveBucket}/failed/*`,
    ]);
  });

  test('names its keys again: aliases went with the old stack', () => {
    const aliases = adopted
      .all('AWS::KMS::Alias')
      .map(([, { Properties }]) => [Properties.AliasName, Properties.TargetKeyId]);
    expect(Object.fromEntries(aliases)).toEqual({
      'alias/wormtrail-archive': adopt.archiveKeyArn,
      'alias/wormtrail-work': adopt.workKeyArn,
      'alias/wormtrail-signing': adopt.signingKeyArn,
    });
  });

  test('logs to the groups that are there', () => {
    expect(adopted.one('AWS::Lambda::Function', 'Transform').Properties.LoggingConfig).toMatchObject({
      LogGroup: '/wormtrail/wormtrail/transform',
    });
  });

  test('says the same to the next one', () => {
    expect(JSON.parse(String(adopted.outputs.Adopt))).toEqual(adopt);
  });
});

test('the output Adopt of a new log is what the next stack takes', () => {
  const printed = JSON.parse(String(example.outputs.Adopt));
  expect(Object.keys(printed).sort()).toEqual(Object.keys(adopt).sort());
  expect(printed).toMatchObject({ ledgerTable: adopt.ledgerTable, stateBucket: adopt.stateBucket });
});

test('the output Archive is what the command line takes', () => {
  expect(example.outputs.Archive).toBe('s3://<AuditLogArchiveBucket82ABEFE5>');
  expect(example.outputs.Key).toContain(`wormtrail key --archive ${example.outputs.Archive}`);
});

test('the expiry of events is in the first leaf and in what is published', () => {
  const retention = Retention.PCI_DSS.with({
    lockDays: 400,
    expireAfterDays: 500,
    mode: LockMode.GOVERNANCE,
  });
  const kept = new Example({ retention });
  expect(kept.one('AWS::Lambda::Function', 'Sealer').Properties.Environment).toMatchObject({
    Variables: { WORMTRAIL_RETENTION_DAYS: '500' },
  });
  const published = parameters({ all: kept.all('AWS::SSM::Parameter') });
  expect(JSON.stringify(published)).toContain('\\"retention\\":500');
});

test('without alarms there is no topic and no dashboard', () => {
  const silent = new Example({ alarms: false });
  expect(silent.stack.log.monitoring).toBeUndefined();
  expect(silent.all('AWS::SNS::Topic')).toEqual([]);
  expect(silent.all('AWS::CloudWatch::Dashboard')).toEqual([]);
});

describe('a wrong value names its field, what it got and what is allowed', () => {
  const token = Lazy.string({ produce: () => 'x' });
  test.each<[string, Partial<AuditLogProps>, RegExp]>([
    ['an empty origin', { origin: '' }, /'origin' should be a literal name.*got ''/],
    ['an origin with a space', { origin: 'my log' }, /'origin' .*got 'my log'/],
    ['an origin with a plus', { origin: 'a+b' }, /'origin' .*got 'a\+b'/],
    ['an origin with a line feed', { origin: 'a\nb' }, /'origin' /],
    ['an origin that is not known', { origin: token }, /'origin' should be a literal/],
    ['a qualifier in capitals', { qualifier: 'Payments' }, /'qualifier' .*got 'Payments'/],
    ['a qualifier that is too long', { qualifier: 'a'.repeat(21) }, /'qualifier' .*up to 19/],
    ['a qualifier that S3 refuses', { qualifier: 'xn--a' }, /'qualifier' .*got 'xn--a'/],
    ['a qualifier that is not known', { qualifier: token }, /'qualifier' should be a literal, got a token/],
    ['an auditor that is no ARN', { auditors: ['alice'] }, /'auditors' .*got 'alice'/],
    ['everybody as auditor', { auditors: ['*'] }, /'auditors' .*without wildcards, got '\*'/],
    ['any role as auditor', { auditors: ['arn:aws:iam::111122223333:role/*'] }, /'auditors' .*wildcards/],
    ['a role path without slashes', { rolePath: 'audit' }, /'rolePath' .*got 'audit'/],
    [
      'a boundary that is a name',
      { permissionsBoundary: 'boundary' },
      /'permissionsBoundary' .*got 'boundary'/,
    ],
    [
      'a boundary that is a role',
      { permissionsBoundary: 'arn:aws:iam::111122223333:role/a' },
      /ARN of a managed policy/,
    ],
    [
      'a key to adopt that is an alias',
      { adopt: { ...adopt, workKeyArn: 'alias/wormtrail-work' } },
      /'adopt.workKeyArn' should be the ARN of a key.*got 'alias\/wormtrail-work'/,
    ],
    [
      'a table to adopt without a name',
      { adopt: { ...adopt, ledgerTable: '' } },
      /'adopt.ledgerTable' should be a name/,
    ],
  ])('%s', (_, props, message) => {
    expect(() => new Example(props)).toThrow(message);
  });
});
