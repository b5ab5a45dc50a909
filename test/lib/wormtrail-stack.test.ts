import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Retention, WormtrailStack } from '../../lib';

process.env.CDK_VALIDATION = 'false';

const log = { origin: 'example.com/audit', retention: Retention.REHEARSAL };
const stack = new WormtrailStack(new App(), 'Wormtrail', { log });
const resources: Record<string, { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }> =
  Template.fromStack(stack).toJSON().Resources;

/**
 * Pinned: another logical id is another resource to CloudFormation, which would leave the old one where it is and fail to
 * make a second of the same name.
 */
const STATEFUL: Record<string, string> = {
  AuditLogArchiveAccessLogsBucket3A9BF34B: 'AWS::S3::Bucket',
  AuditLogArchiveAccessLogsPolicy4A9D0923: 'AWS::S3::BucketPolicy',
  AuditLogArchiveBucket82ABEFE5: 'AWS::S3::Bucket',
  AuditLogArchiveKey583BFF18: 'AWS::KMS::Key',
  AuditLogArchivePolicy2472C667: 'AWS::S3::BucketPolicy',
  AuditLogLedgerTableCCB4FB5F: 'AWS::DynamoDB::Table',
  AuditLogLogsDeliveryStream2BA5208F: 'AWS::Logs::LogStream',
  AuditLogLogsauditor8273BF4D: 'AWS::Logs::LogGroup',
  AuditLogLogsdeliveryD2E49C68: 'AWS::Logs::LogGroup',
  AuditLogLogsredrive670ABF28: 'AWS::Logs::LogGroup',
  AuditLogLogssealer3593DB0A: 'AWS::Logs::LogGroup',
  AuditLogLogstransformDCF6B257: 'AWS::Logs::LogGroup',
  AuditLogSigningKeyA449BE76: 'AWS::KMS::Key',
  AuditLogStateBucketC84076E8: 'AWS::S3::Bucket',
  AuditLogStatePolicy080DC557: 'AWS::S3::BucketPolicy',
  AuditLogWorkKey6831AE7B: 'AWS::KMS::Key',
};

test('cannot be destroyed by mistake, unless somebody says so', () => {
  expect(stack.terminationProtection).toBe(true);
  const open = new WormtrailStack(new App(), 'Wormtrail', { log, terminationProtection: false });
  expect(open.terminationProtection).toBe(false);
});

test('what outlives the stack is these resources, under these logical ids', () => {
  const kept = Object.entries(resources).filter(([, { DeletionPolicy }]) => DeletionPolicy !== undefined);
  expect(Object.fromEntries(kept.map(([id, { Type }]) => [id, Type]))).toEqual(STATEFUL);
});

test('each is kept on update and on delete, and taken back if the first deploy fails', () => {
  for (const id of Object.keys(STATEFUL)) {
    expect(resources[id]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  }
});

test('every bucket, key, table and log group is one of them', () => {
  const stateful = Object.entries(resources).filter(([, { Type }]) =>
    /S3::|KMS::Key|DynamoDB::|Logs::Log/.test(Type),
  );
  expect(stateful.map(([id]) => id).sort()).toEqual(Object.keys(STATEFUL).sort());
});

test('there is no custom resource, and no function but the four', () => {
  const types = Object.values(resources).map(({ Type }) => Type);
  expect(types.filter((type) => /^Custom::|CustomResource|^AWS::CloudFormation::/.test(type))).toEqual([]);
  expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(4);
});

test('no concurrency is reserved: accounts with a small quota could not deploy it', () => {
  expect(JSON.stringify(resources)).not.toContain('ReservedConcurrentExecutions');
});

test('every physical name begins with the qualifier, for two logs in one account', () => {
  const other = new WormtrailStack(new App(), 'Other', { log: { ...log, qualifier: 'payments' } });
  expect(JSON.stringify(Template.fromStack(other).toJSON())).not.toMatch(
    /"wormtrail-|\/wormtrail\/wormtrail/,
  );
});

test('the outputs have names that a script can rely on', () => {
  expect(Object.keys(Template.fromStack(stack).toJSON().Outputs).sort()).toEqual(['Adopt', 'Archive', 'Key']);
});
