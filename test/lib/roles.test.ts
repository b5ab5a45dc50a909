import { Example } from './example';

const auditors = ['arn:aws:iam::999988887777:role/auditor', 'arn:aws:iam::111122223333:root'];
const boundary = 'arn:aws:iam::111122223333:policy/boundary';
const example = new Example({ auditors, rolePath: '/audit/', permissionsBoundary: boundary });

test('every role has the path, the boundary, a fixed name with the Region, and one policy of its own', () => {
  const roles = example.all('AWS::IAM::Role').map(([, { Properties }]) => Properties);
  expect(roles.map(({ RoleName }) => RoleName).sort()).toEqual(
    ['auditor', 'firehose', 'redrive', 'scheduler', 'sealer', 'subscriber', 'transform', 'verifier'].map(
      (name) => `wormtrail-${name}-eu-west-1`,
    ),
  );
  for (const role of roles) {
    expect(role).toMatchObject({ Path: '/audit/', PermissionsBoundary: boundary });
    expect(role.Policies).toHaveLength(1);
    expect(role).not.toHaveProperty('ManagedPolicyArns');
  }
});

test("a role's policy is within what IAM takes of inline policies", () => {
  for (const [, { Properties }] of example.all('AWS::IAM::Role')) {
    expect(JSON.stringify(Properties.Policies).length).toBeLessThan(10_240);
  }
});

describe('the verifier', () => {
  const statements = example.statements('VerifierRole');

  test('is assumed by the auditors', () => {
    expect(example.one('AWS::IAM::Role', 'VerifierRole').Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: auditors } }],
    });
  });

  test('without auditors, by whom the IAM of the account lets', () => {
    const { Properties } = new Example().one('AWS::IAM::Role', 'VerifierRole');
    expect(Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    });
  });

  test('reads, and changes nothing', () => {
    for (const action of Object.values(statements).flatMap(({ Action }) => Action)) {
      expect(action).toMatch(/^(s3|dynamodb|kms|ssm):(Get|List|Query|Decrypt)/);
    }
  });

  test('reads all versions of the archive, the ledger, the public key and the deployment', () => {
    const actions = Object.values(statements).flatMap(({ Action }) => Action);
    expect(actions).toEqual(
      expect.arrayContaining([
        's3:GetObjectVersion',
        's3:ListBucketVersions',
        's3:GetObjectRetention',
        'dynamodb:Query',
        'kms:GetPublicKey',
        'ssm:GetParameter',
      ]),
    );
    expect(statements.Deployment?.Resource).toBe(
      'arn:aws:ssm:eu-west-1:111122223333:parameter/wormtrail/archive/<AuditLogArchiveBucket82ABEFE5>',
    );
  });
});

test("the subscriber is CloudWatch Logs of this account, and puts records with the stream's key", () => {
  expect(example.one('AWS::IAM::Role', 'SubscriberRole').Properties.AssumeRolePolicyDocument).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'logs.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:logs:eu-west-1:111122223333:*' },
        },
      },
    ],
  });
  expect(example.statements('SubscriberRole')).toEqual({
    WriteStream: {
      Effect: 'Allow',
      Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
      Resource: 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/wormtrail-stream',
    },
    StreamKey: {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: expect.stringMatching(/^<AuditLogWorkKey.*\.Arn>$/),
      Condition: { StringLike: { 'kms:ViaService': 'firehose.eu-west-1.amazonaws.com*' } },
    },
  });
});
