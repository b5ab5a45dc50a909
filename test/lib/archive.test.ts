import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import {
  App,
  CliCredentialsStackSynthesizer,
  type IStackSynthesizer,
  NestedStack,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Archive, type ArchiveProps } from '../../lib/archive';
import { LockMode, Retention } from '../../lib/retention';
import { resolveIntrinsics } from './resolve-template';

process.env.CDK_VALIDATION = 'false';

const ACCOUNT = '111111111111';
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const DEPLOYER = role(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`);
const OPERATOR = role('operations/Deployer');
const GLASS = role('BreakGlass');
const KEY_ADMIN = role('KeyAdmin');
const ADMIN = role('Admin');
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const EXEMPT = { deployers: [OPERATOR], breakGlass: [GLASS], keyAdmins: [KEY_ADMIN] };
const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const SIX_YEARS = 'I accept COMPLIANCE for 2192 days: nobody, root included, can delete or shorten it';

const FLAGS: Record<string, unknown> = JSON.parse(
  readFileSync(join(__dirname, '../../cdk.json'), 'utf8'),
).context;

function stackOf(props: ArchiveProps, stackProps: StackProps = {}, context = {}): Stack {
  const stack = new Stack(new App({ context }), 'Stack', stackProps);
  new Archive(stack, 'Archive', props);
  return stack;
}

const template = Template.fromStack(stackOf({ retention: Retention.PCI_DSS, exempt: EXEMPT }));

/** The one resource of the type whose logical id begins so. */
function resource(type: string, id: string, of = template) {
  const found = Object.entries(of.findResources(type)).filter(([key]) => key.startsWith(id));
  if (found.length !== 1) throw new Error(`${found.length} resources ${type} ${id}`);
  return found[0]![1];
}

const archiveBucket = (retention: Retention) =>
  resource('AWS::S3::Bucket', 'ArchiveBucket', Template.fromStack(stackOf({ retention }))).Properties;

describe('the archive bucket', () => {
  const { Properties } = resource('AWS::S3::Bucket', 'ArchiveBucket');

  test('is locked from birth, by default, for the days of the retention', () => {
    expect(Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  test('is in COMPLIANCE where that was acknowledged', () => {
    const retention = Retention.HIPAA.with({ mode: LockMode.COMPLIANCE, acknowledge: SIX_YEARS });
    expect(archiveBucket(retention).ObjectLockConfiguration.Rule.DefaultRetention).toEqual({
      Mode: 'COMPLIANCE',
      Days: 2192,
    });
  });

  test('has a fixed name, no ACL, no public face, its own key by bucket keys', () => {
    expect(Properties).toMatchObject({
      BucketName: {
        'Fn::Join': ['', ['wormtrail-archive-', { Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }]],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^ArchiveKey/), 'Arn'] },
            },
          },
        ],
      },
    });
    expect(Properties.AccessControl).toBeUndefined();
  });

  test('logs its requests to the other bucket, once that takes them, and its events to EventBridge', () => {
    const { Properties, DependsOn } = resource('AWS::S3::Bucket', 'ArchiveBucket');
    expect(Properties.LoggingConfiguration).toEqual({
      DestinationBucketName: { Ref: expect.stringMatching(/^ArchiveAccessLogsBucket/) },
      LogFilePrefix: 'archive/',
    });
    expect(DependsOn).toContainEqual(expect.stringMatching(/^ArchiveAccessLogsPolicy/));
    expect(Properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });
});

describe('lifecycle', () => {
  const rules = (retention: Retention): Record<string, unknown>[] =>
    archiveBucket(retention).LifecycleConfiguration.Rules;
  const tier = (prefix: string, ...steps: [string, number][]) => ({
    Id: `tier-${prefix}`,
    Prefix: `${prefix}/`,
    Status: 'Enabled',
    Transitions: steps.map(([StorageClass, TransitionInDays]) => ({ StorageClass, TransitionInDays })),
  });
  const abort = {
    Id: 'abort-incomplete-uploads',
    Status: 'Enabled',
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  };

  test('moves nothing under 128 KB, keeps it at hand first, and only to classes that read at once', () => {
    expect(rules(Retention.PCI_DSS)).toEqual([
      abort,
      tier('events', ['STANDARD_IA', 30], ['GLACIER_IR', 90]),
      tier('failed', ['STANDARD_IA', 30], ['GLACIER_IR', 90]),
    ]);
    expect(rules(Retention.FINRA_4511)).toContainEqual(
      tier('events', ['STANDARD_IA', 30], ['GLACIER_IR', 731]),
    );
    expect(archiveBucket(Retention.PCI_DSS).LifecycleConfiguration.TransitionDefaultMinimumObjectSize).toBe(
      'all_storage_classes_128K',
    );
  });

  test('moves nothing that would not stay long enough to pay for it', () => {
    const days = (days: number): Retention =>
      Retention.soc2({ days, rationale: 'what the report has to cover' });
    expect(rules(Retention.REHEARSAL)).toEqual([abort]);
    expect(rules(days(59))).toEqual([abort]);
    expect(rules(days(60))).toContainEqual(tier('events', ['STANDARD_IA', 30]));
    expect(rules(days(179))).toContainEqual(tier('events', ['STANDARD_IA', 30]));
    expect(rules(days(180))).toContainEqual(tier('events', ['STANDARD_IA', 30], ['GLACIER_IR', 90]));
  });

  test('removes events for good where the retention says when, and never the log', () => {
    const expiring = rules(Retention.PCI_DSS.with({ expireAfterDays: 400 }));
    for (const prefix of ['events', 'failed']) {
      expect(expiring).toContainEqual({
        Id: `expire-${prefix}`,
        Prefix: `${prefix}/`,
        Status: 'Enabled',
        ExpirationInDays: 400,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      });
      expect(expiring).toContainEqual({
        Id: `markers-${prefix}`,
        Prefix: `${prefix}/`,
        Status: 'Enabled',
        ExpiredObjectDeleteMarker: true,
      });
    }
    const others = expiring.filter(({ Prefix }) => Prefix !== 'events/' && Prefix !== 'failed/');
    expect(others).toEqual([abort]);
  });
});

describe('the access logs', () => {
  const { Properties } = resource('AWS::S3::Bucket', 'ArchiveAccessLogsBucket');

  test('are in a bucket to which S3 can deliver: no default lock, no customer key, no ACL', () => {
    expect(Properties.ObjectLockEnabled).toBeUndefined();
    expect(Properties.ObjectLockConfiguration).toBeUndefined();
    expect(Properties.AccessControl).toBeUndefined();
    expect(Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(Properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({
        ExpirationInDays: 365,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      }),
    );
  });

  test('are taken from S3 for the buckets of this log only', () => {
    const [allow, ...denials] = policyOf('ArchiveAccessLogsPolicy').Statement;
    expect(allow).toEqual({
      Sid: 'AllowLogDelivery',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::wormtrail-access-logs-${ACCOUNT}-eu-west-1/*`,
      Condition: {
        ArnEquals: {
          'aws:SourceArn': ['archive', 'state'].map(
            (name) => `arn:aws:s3:::wormtrail-${name}-${ACCOUNT}-eu-west-1`,
          ),
        },
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
      },
    });
    expect(denials.map(({ Effect }) => Effect)).toEqual(denials.map(() => 'Deny'));
  });
});

test('buckets, their policies and the key survive destroy, and a failed first deploy leaves none', () => {
  const kept = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key'];
  const resources = kept.flatMap((type) => Object.values(template.findResources(type)));
  expect(resources).toHaveLength(5);
  for (const { DeletionPolicy, UpdateReplacePolicy } of resources) {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  }
});

test('there is nothing else: no function, no role, no custom resource', () => {
  const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>);
  expect(types.map(({ Type }) => Type).sort()).toEqual([
    'AWS::KMS::Alias',
    'AWS::KMS::Key',
    'AWS::S3::Bucket',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::S3::BucketPolicy',
  ]);
});

test('logical ids of what is kept are part of the contract', () => {
  const kept = { ...template.findResources('AWS::S3::Bucket'), ...template.findResources('AWS::KMS::Key') };
  expect(Object.keys(kept).sort()).toEqual([
    'ArchiveAccessLogsBucket095C3280',
    'ArchiveBucket49F1AC64',
    'ArchiveKey3EF5EDE5',
  ]);
});

test('the key rotates, has an alias, and waits as long as it can before it goes', () => {
  expect(resource('AWS::KMS::Key', 'ArchiveKey').Properties).toMatchObject({
    EnableKeyRotation: true,
    PendingWindowInDays: 30,
  });
  template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/wormtrail-archive' });
});

// -- who may do what, over the synthesised policies ------------------------------------------------------------------

interface Statement {
  Sid: string;
  Effect: string;
  [field: string]: unknown;
}

/** A policy of the template with its intrinsics worked out. */
function policyOf(id: string, of = template): { Version: string; Statement: Statement[] } {
  const [type, field] = id.includes('Key')
    ? ['AWS::KMS::Key', 'KeyPolicy']
    : ['AWS::S3::BucketPolicy', 'PolicyDocument'];
  return resolveIntrinsics(
    resource(type, id, of).Properties[field],
    { account: ACCOUNT, region: 'eu-west-1', partition: 'aws' },
    (logicalId, name) => {
      if (logicalId.startsWith('ArchiveKey')) return KEY_ARN;
      const bucket = logicalId.startsWith('ArchiveAccessLogs') ? 'access-logs' : 'archive';
      return `${name === 'Arn' ? 'arn:aws:s3:::' : ''}wormtrail-${bucket}-${ACCOUNT}-eu-west-1`;
    },
  ) as { Version: string; Statement: Statement[] };
}

const ARCHIVE = `arn:aws:s3:::wormtrail-archive-${ACCOUNT}-eu-west-1`;
const EVENT = `${ARCHIVE}/events/date=2026-11-23/hour=10/a.jsonl.gz`;
const archivePolicy = policyOf('ArchivePolicy');
const logsPolicy = policyOf('ArchiveAccessLogsPolicy');
const keyPolicy = policyOf('ArchiveKey');

/** Sids of the statements that deny it to a principal whom IAM allows everything; none: it is allowed. */
async function deniedBy(
  policy: { Version: string; Statement: Statement[] },
  principal: string,
  action: string,
  resourceArn: string,
  context: Record<string, string> = {},
): Promise<string[]> {
  const outcome = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource: resourceArn, accountId: ACCOUNT },
        contextVariables: { 'aws:PrincipalArn': principal, 'aws:SecureTransport': 'true', ...context },
      },
      identityPolicies: [
        {
          name: 'Everything',
          policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  if (outcome.resultType !== 'single') throw new Error(JSON.stringify(outcome));
  const { analysis, ignoredContextKeys } = outcome.result;
  expect(ignoredContextKeys).toEqual([]);
  const sids = analysis.resourceAnalysis?.denyStatements.map(({ explain }) => explain.identifier) ?? [];
  expect(outcome.overallResult).toBe(sids.length > 0 ? 'ExplicitlyDenied' : 'Allowed');
  return sids;
}

const CONFIGURERS = [DEPLOYER, OPERATOR, GLASS];
const NAMED = {
  Admin: ADMIN,
  Root: ROOT,
  Deployer: DEPLOYER,
  Operator: OPERATOR,
  Glass: GLASS,
  Keys: KEY_ADMIN,
};

describe('denied on the archive, and to whom not', () => {
  const DAYS = 's3:object-lock-remaining-retention-days';
  const MODE = 's3:object-lock-mode';
  const ENCRYPTION = 's3:x-amz-server-side-encryption';
  const KEY = `${ENCRYPTION}-aws-kms-key-id`;
  test.each<[string, string, string[], string, Record<string, string>?]>([
    ['s3:DeleteObject', 'DenyDeletion', [GLASS], EVENT],
    ['s3:DeleteObjectVersion', 'DenyDeletion', [GLASS], EVENT],
    ['s3:ReplicateDelete', 'DenyDeletion', [GLASS], EVENT],
    ['s3:BypassGovernanceRetention', 'DenyBypassGovernance', [GLASS], EVENT],
    ['s3:PutObjectLegalHold', 'DenyLegalHold', [GLASS], EVENT],
    ['s3:PutObject', 'DenyShorterRetention', CONFIGURERS, EVENT, { [DAYS]: '364' }],
    ['s3:PutObjectRetention', 'DenyShorterRetention', CONFIGURERS, EVENT, { [DAYS]: '1' }],
    ['s3:PutObject', 'DenyOtherLockMode', CONFIGURERS, EVENT, { [DAYS]: '400', [MODE]: 'COMPLIANCE' }],
    [
      's3:PutObjectRetention',
      'DenyOtherLockMode',
      CONFIGURERS,
      EVENT,
      { [DAYS]: '400', [MODE]: 'COMPLIANCE' },
    ],
    ['s3:PutObject', 'DenyEventHold', [GLASS], EVENT, { 's3:object-lock-event-hold': 'ON' }],
    ['s3:PutObjectRetention', 'DenyEventHold', [GLASS], EVENT, { 's3:object-lock-event-hold': 'OFF' }],
    ['s3:PutObject', 'DenyOtherKey', [], EVENT, { [KEY]: KEY_ARN.replace('key/1', 'key/9') }],
    ['s3:PutObject', 'DenyOtherEncryption', [], EVENT, { [ENCRYPTION]: 'AES256' }],
    ['s3:PutObject', 'DenyCustomerKey', [], EVENT, { [`${ENCRYPTION}-customer-algorithm`]: 'AES256' }],
    ['s3:UpdateObjectEncryption', 'DenyReencryption', [GLASS], EVENT],
    [
      's3:PutObject',
      'DenyCheckpointOverwrite',
      [],
      `${ARCHIVE}/log/checkpoints/8.note`,
      { 's3:ObjectCreationOperation': 'true' },
    ],
    ['s3:GetObject', 'DenyInsecureTransport', [], EVENT, { 'aws:SecureTransport': 'false' }],
    ['s3:ListBucketVersions', 'DenyInsecureTransport', [], ARCHIVE, { 'aws:SecureTransport': 'false' }],
    ['s3:PutBucketObjectLockConfiguration', 'DenyLockConfiguration', CONFIGURERS, ARCHIVE],
    ['s3:PutLifecycleConfiguration', 'DenyLifecycle', CONFIGURERS, ARCHIVE],
    ['s3:PutBucketVersioning', 'DenyLifecycle', CONFIGURERS, ARCHIVE],
    ['s3:PutEncryptionConfiguration', 'DenyEncryptionChange', CONFIGURERS, ARCHIVE],
    ['s3:PutReplicationConfiguration', 'DenyReplicationChange', CONFIGURERS, ARCHIVE],
    ['s3:PutBucketPolicy', 'DenyPolicyChange', CONFIGURERS, ARCHIVE],
    ['s3:DeleteBucketPolicy', 'DenyPolicyChange', CONFIGURERS, ARCHIVE],
    ['s3:PutBucketAcl', 'DenyOpening', CONFIGURERS, ARCHIVE],
    ['s3:PutObjectAcl', 'DenyOpening', CONFIGURERS, EVENT],
    ['s3:PutObjectVersionAcl', 'DenyOpening', CONFIGURERS, EVENT],
    ['s3:PutBucketOwnershipControls', 'DenyOpening', CONFIGURERS, ARCHIVE],
    ['s3:PutBucketPublicAccessBlock', 'DenyOpening', CONFIGURERS, ARCHIVE],
    ['s3:PutBucketLogging', 'DenyBlinding', CONFIGURERS, ARCHIVE],
    ['s3:PutBucketNotification', 'DenyBlinding', CONFIGURERS, ARCHIVE],
    ['s3:DeleteBucket', 'DenyDeleteBucket', CONFIGURERS, ARCHIVE],
  ])('%s: %s', async (action, sid, exempt, on, context = {}) => {
    for (const principal of Object.values(NAMED)) {
      const expected = exempt.includes(principal) ? [] : [sid];
      expect([principal, await deniedBy(archivePolicy, principal, action, on, context)]).toEqual([
        principal,
        expected,
      ]);
    }
  });

  test('every statement of the policy is in that table', () => {
    expect(archivePolicy.Statement.map(({ Sid }) => Sid).sort()).toEqual(
      [
        'DenyBlinding',
        'DenyBypassGovernance',
        'DenyCheckpointOverwrite',
        'DenyCustomerKey',
        'DenyDeleteBucket',
        'DenyDeletion',
        'DenyEncryptionChange',
        'DenyEventHold',
        'DenyInsecureTransport',
        'DenyLegalHold',
        'DenyLifecycle',
        'DenyLockConfiguration',
        'DenyOpening',
        'DenyOtherEncryption',
        'DenyOtherKey',
        'DenyOtherLockMode',
        'DenyPolicyChange',
        'DenyReencryption',
        'DenyReplicationChange',
        'DenyShorterRetention',
      ].sort(),
    );
  });

  test('with nobody to break the glass, nobody is exempt from the denial of deletion', async () => {
    const policy = policyOf('ArchivePolicy', Template.fromStack(stackOf({ retention: Retention.PCI_DSS })));
    expect(await deniedBy(policy, GLASS, 's3:DeleteObjectVersion', EVENT)).toEqual(['DenyDeletion']);
    expect(await deniedBy(policy, DEPLOYER, 's3:PutLifecycleConfiguration', ARCHIVE)).toEqual([]);
    expect(await deniedBy(policy, OPERATOR, 's3:PutLifecycleConfiguration', ARCHIVE)).toEqual([
      'DenyLifecycle',
    ]);
  });

  test.each<[string, string, string, Record<string, string>?]>([
    // as Firehose sends it: no lock header; with or without those of the key
    ['a PUT without headers', 's3:PutObject', EVENT],
    ['a PUT that names the key', 's3:PutObject', EVENT, { [ENCRYPTION]: 'aws:kms', [KEY]: KEY_ARN }],
    ['a failed record', 's3:PutObject', `${ARCHIVE}/failed/processing-failed/a`],
    ['an abandoned upload', 's3:AbortMultipartUpload', EVENT],
    ['a replica from elsewhere', 's3:ReplicateObject', EVENT],
    ['replication to a copy', 's3:GetObjectVersionForReplication', EVENT],
    ['what replication reads of the lock', 's3:GetObjectRetention', EVENT],
    [
      'a new checkpoint',
      's3:PutObject',
      `${ARCHIVE}/log/checkpoints/8.note`,
      { 's3:ObjectCreationOperation': 'true', 's3:if-none-match': '*' },
    ],
    [
      'a checkpoint in place of a certain object',
      's3:PutObject',
      `${ARCHIVE}/log/checkpoints/8.note`,
      { 's3:ObjectCreationOperation': 'true', 's3:if-match': '"etag"' },
    ],
    [
      'a part of an upload',
      's3:PutObject',
      `${ARCHIVE}/log/checkpoints/8.note`,
      { 's3:ObjectCreationOperation': 'false' },
    ],
    [
      'the newest checkpoint',
      's3:PutObject',
      `${ARCHIVE}/log/checkpoint`,
      { 's3:ObjectCreationOperation': 'true' },
    ],
    ['a longer lock', 's3:PutObjectRetention', EVENT, { [DAYS]: '365', [MODE]: 'GOVERNANCE' }],
    ['reading', 's3:GetObjectVersion', EVENT],
  ])('not denied to anybody: %s', async (_, action, on, context = {}) => {
    expect(await deniedBy(archivePolicy, ADMIN, action, on, context)).toEqual([]);
  });

  test('a deployer extends an old object by fewer days than a new one is locked', async () => {
    const context = { [DAYS]: '100', [MODE]: 'GOVERNANCE' };
    expect(await deniedBy(archivePolicy, OPERATOR, 's3:PutObjectRetention', EVENT, context)).toEqual([]);
  });

  test('fits S3, which takes 20 KB, even with many exempt', () => {
    const roles = (name: string): string[] => [0, 1, 2, 3].map((n) => role(`${name.padEnd(40, 'x')}${n}`));
    const exempt = { deployers: roles('Deployer'), breakGlass: roles('BreakGlass') };
    const policy = policyOf(
      'ArchivePolicy',
      Template.fromStack(stackOf({ retention: Retention.PCI_DSS, exempt })),
    );
    expect(JSON.stringify(policy).length).toBeLessThan(20 * 1024);
  });
});

describe('denied on the access logs, and to whom not', () => {
  const LOGS = `arn:aws:s3:::wormtrail-access-logs-${ACCOUNT}-eu-west-1`;
  test.each<[string, string, string[], string]>([
    ['s3:DeleteObject', 'DenyDeletion', [GLASS], `${LOGS}/archive/x`],
    ['s3:DeleteObjectVersion', 'DenyDeletion', [GLASS], `${LOGS}/archive/x`],
    ['s3:PutLifecycleConfiguration', 'DenyLifecycle', CONFIGURERS, LOGS],
    ['s3:PutBucketVersioning', 'DenyLifecycle', CONFIGURERS, LOGS],
    ['s3:PutBucketPolicy', 'DenyPolicyChange', CONFIGURERS, LOGS],
    ['s3:DeleteBucketPolicy', 'DenyPolicyChange', CONFIGURERS, LOGS],
    ['s3:PutBucketPublicAccessBlock', 'DenyOpening', CONFIGURERS, LOGS],
    ['s3:DeleteBucket', 'DenyDeleteBucket', CONFIGURERS, LOGS],
  ])('%s: %s', async (action, sid, exempt, on) => {
    for (const principal of Object.values(NAMED)) {
      const expected = exempt.includes(principal) ? [] : [sid];
      expect([principal, await deniedBy(logsPolicy, principal, action, on)]).toEqual([principal, expected]);
    }
  });
});

describe('denied on the key, and to whom not', () => {
  test.each<[string, string, string[]]>([
    ['kms:ScheduleKeyDeletion', 'DenyDestruction', CONFIGURERS],
    ['kms:DisableKey', 'DenyDestruction', CONFIGURERS],
    ['kms:DeleteImportedKeyMaterial', 'DenyDestruction', CONFIGURERS],
    // KMS refuses a policy that its author could not change again
    ['kms:PutKeyPolicy', 'DenyAdministration', [...CONFIGURERS, KEY_ADMIN]],
    ['kms:DisableKeyRotation', 'DenyAdministration', [...CONFIGURERS, KEY_ADMIN]],
    ['kms:Decrypt', '', Object.values(NAMED)],
    ['kms:GenerateDataKey', '', Object.values(NAMED)],
    ['kms:CreateGrant', '', Object.values(NAMED)],
    ['kms:CancelKeyDeletion', '', Object.values(NAMED)],
  ])('%s: %s', async (action, sid, exempt) => {
    for (const principal of Object.values(NAMED)) {
      const expected = exempt.includes(principal) ? [] : [sid];
      expect([principal, await deniedBy(keyPolicy, principal, action, KEY_ARN)]).toEqual([
        principal,
        expected,
      ]);
    }
  });
});

// -- anywhere -----------------------------------------------------------------------------------------------------

describe('the template', () => {
  const props = { retention: Retention.PCI_DSS.with({ expireAfterDays: 400 }), exempt: EXEMPT };
  const json = (stackProps: StackProps = {}, context = {}): unknown =>
    Template.fromStack(stackOf(props, stackProps, context)).toJSON();

  test('is the same under no feature flag and under all that are recommended', () => {
    expect(Object.keys(FLAGS).length).toBeGreaterThan(50);
    expect(json({}, FLAGS)).toEqual(json());
    const env = { account: ACCOUNT, region: 'eu-west-1' };
    expect(json({ env }, FLAGS)).toEqual(json({ env }));
  });

  test.each(['eu-west-1', 'us-gov-west-1', 'cn-north-1', undefined])('names no partition in %s', (region) => {
    const env = region === undefined ? {} : { env: { account: ACCOUNT, region } };
    // the ARNs of the exempt are the user's own: without them
    const stack = stackOf({ retention: Retention.PCI_DSS }, env, FLAGS);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/arn:aws[a-z-]*:/);
  });

  test('names the role that deploys it in each partition', () => {
    const env = { account: ACCOUNT, region: 'us-gov-west-1' };
    const stack = stackOf({ retention: Retention.PCI_DSS }, { env });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'DenyDestruction',
            Condition: {
              ArnNotEquals: {
                'aws:PrincipalArn': [
                  {
                    'Fn::Sub': `arn:\${AWS::Partition}:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-us-gov-west-1`,
                  },
                ],
              },
            },
          }),
        ]),
      },
    });
  });

  test('of a nested stack exempts the role that deploys the outermost', () => {
    const nested = new NestedStack(new Stack(new App(), 'Stack'), 'Nested');
    new Archive(nested, 'Archive', { retention: Retention.PCI_DSS });
    expect(JSON.stringify(Template.fromStack(nested).toJSON())).toContain('cfn-exec-role');
  });
});

// -- what is said and refused -------------------------------------------------------------------------------------

describe('what is said at synth', () => {
  const sec = Retention.SEC_17A_4.with({ acknowledge: SIX_YEARS, secondCopy: 'arn:aws:s3:::elsewhere' });

  test('COMPLIANCE prints what cannot be undone, and does not fail a strict synth', () => {
    const annotations = Annotations.fromStack(stackOf({ retention: sec }));
    annotations.hasInfo(
      '/Stack/Archive',
      Match.stringLikeRegexp('COMPLIANCE for 2192 days .* cannot be undone'),
    );
    expect(annotations.findWarning('*', Match.anyValue())).toEqual([]);
    expect(annotations.findError('*', Match.anyValue())).toEqual([]);
  });

  test('GOVERNANCE has nothing to say', () => {
    const annotations = Annotations.fromStack(stackOf({ retention: Retention.PCI_DSS }));
    for (const found of [annotations.findInfo, annotations.findWarning, annotations.findError]) {
      expect(found.call(annotations, '*', Match.anyValue())).toEqual([]);
    }
  });

  const env = { account: ACCOUNT, region: 'eu-west-1' };
  // to this compiler its optional fields differ (exactOptionalPropertyTypes)
  const cliCredentials = new CliCredentialsStackSynthesizer() as IStackSynthesizer;
  const exempt = (deployer: string) => ({
    retention: Retention.PCI_DSS,
    exempt: { deployers: [deployer] },
  });
  test.each<[string, () => unknown, string]>([
    [
      'COMPLIANCE unacknowledged',
      () => stackOf({ retention: Retention.SEC_17A_4 }),
      `'acknowledge' should be exactly '${SIX_YEARS}'`,
    ],
    [
      'a demanded copy without a name',
      () => stackOf({ retention: Retention.SEC_17A_4.with({ acknowledge: SIX_YEARS }) }),
      "'secondCopy' should be the ARN of the bucket with the second copy: sec-17a-4 demands 2 copies",
    ],
    [
      'itself as the copy',
      () => stackOf({ retention: sec.with({ secondCopy: ARCHIVE }) }, { env }),
      "'secondCopy' should be another bucket than the archive itself",
    ],
    [
      'the same by adoption',
      () =>
        Archive.fromAttributes(new Stack(), 'Archive', {
          bucketName: 'elsewhere',
          keyArn: KEY_ARN,
          retention: sec,
        }),
      "'secondCopy' should be another bucket than the archive itself",
    ],
    [
      'a qualifier that no bucket can have',
      () => stackOf({ retention: Retention.PCI_DSS, qualifier: 'Worm_Trail' }),
      "got 'Worm_Trail'",
    ],
    [
      'everybody exempt',
      () => stackOf(exempt('*')),
      "'exempt.deployers' should be ARNs of IAM roles (arn:<partition>:iam::<account>:role/<name>), got '*'",
    ],
    [
      'roles by wildcard',
      () => stackOf(exempt(role('AWSReservedSSO_Admin_*'))),
      "'exempt.deployers' should be ARNs of IAM roles",
    ],
    [
      'a session for a role',
      () => stackOf(exempt(`arn:aws:sts::${ACCOUNT}:assumed-role/Admin/me`)),
      "'exempt.deployers' should be ARNs of IAM roles",
    ],
    [
      'an account for a role',
      () => stackOf({ retention: Retention.PCI_DSS, exempt: { breakGlass: [ROOT] } }),
      `'exempt.breakGlass' should be ARNs of IAM roles (arn:<partition>:iam::<account>:role/<name>), got '${ROOT}'`,
    ],
    [
      'nobody who could deploy again',
      () => stackOf({ retention: Retention.PCI_DSS }, { synthesizer: cliCredentials, env }),
      "'exempt.deployers' should name the role that deploys this stack, or nobody can change or extend it later, got none",
    ],
  ])('refused: %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test('adopts an archive that exists, and changes nothing of it', () => {
  const stack = new Stack(new App(), 'Stack');
  const name = `wormtrail-archive-${ACCOUNT}-eu-west-1`;
  const archive = Archive.fromAttributes(stack, 'Archive', {
    bucketName: name,
    keyArn: KEY_ARN,
    retention: Retention.HIPAA,
  });
  expect(archive.bucketName).toBe(name);
  expect(stack.resolve(archive.bucketArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${name}`]],
  });
  expect(archive.key.keyArn).toBe(KEY_ARN);
  expect(archive.retention).toBe(Retention.HIPAA);
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  Annotations.fromStack(stack).hasInfo('/Stack/Archive', Match.stringLikeRegexp('is adopted as it is'));
});
