import { EXPIRES } from '../../adapters/aws/dynamo-items';
import { EXPIRY_TAG } from '../../adapters/aws/s3-store';
import { Example } from './example';

const example = new Example();

describe('the ledger', () => {
  const { Properties } = example.one('AWS::DynamoDB::Table');

  test('is paid by request, encrypted under the work key, restorable and protected', () => {
    expect(Properties).toMatchObject({
      TableName: 'wormtrail-ledger',
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: expect.stringMatching(/^<AuditLogWorkKey.*\.Arn>$/),
      },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  test('has the keys that the adapter writes', () => {
    expect(Properties.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });

  test('removes what the adapter says', () => {
    expect(Properties).toMatchObject({ TimeToLiveSpecification: { AttributeName: EXPIRES, Enabled: true } });
  });
});

describe('the state bucket', () => {
  const { Properties } = example.one('AWS::S3::Bucket', 'StateBucket');

  test('is closed, encrypted under the work key, and logged', () => {
    expect(Properties).toMatchObject({
      BucketName: 'wormtrail-state-111122223333-eu-west-1',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: expect.stringMatching(/^<AuditLogWorkKey.*\.Arn>$/),
            },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LoggingConfiguration: { LogFilePrefix: 'state/' },
    });
  });

  test('has no lock and no versions, and expires the stages that the auditor tagged, and nothing else', () => {
    expect(Properties).not.toHaveProperty('ObjectLockEnabled');
    expect(Properties).not.toHaveProperty('VersioningConfiguration');
    const { Rules } = Properties.LifecycleConfiguration as { Rules: Record<string, unknown>[] };
    expect(Rules.filter((rule) => Object.keys(rule).some((name) => name.includes('Expiration')))).toEqual([
      { Id: 'stages', Status: 'Enabled', Prefix: 'stages/', TagFilters: [EXPIRY_TAG], ExpirationInDays: 1 },
    ]);
  });

  test('takes TLS only', () => {
    const { PolicyDocument } = example.one('AWS::S3::BucketPolicy', 'StatePolicy').Properties;
    expect(PolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    });
  });
});

test('the log groups are made here, named, encrypted and kept for a year', () => {
  const groups = example.all('AWS::Logs::LogGroup').map(([, { Properties }]) => Properties);
  expect(groups.map(({ LogGroupName }) => LogGroupName).sort()).toEqual(
    ['auditor', 'delivery', 'redrive', 'sealer', 'transform'].map((name) => `/wormtrail/wormtrail/${name}`),
  );
  for (const group of groups) {
    expect(group).toMatchObject({
      RetentionInDays: 365,
      KmsKeyId: expect.stringMatching(/^<AuditLogWorkKey.*\.Arn>$/),
    });
  }
});
