import { isDeepStrictEqual } from 'node:util';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { isObject, type Json, type JsonObject, object } from './json';

/** What holds something that cannot be made again: it may be neither replaced nor let go. */
const STATEFUL = new Set([
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::KinesisFirehose::DeliveryStream',
]);

/**
 * Properties that cannot change in place, whatever CloudFormation says of them: KMS refuses another KeySpec or
 * MultiRegion, and the difference calls both an update. Names are fixed, so a resource that is replaced meets itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ ("Update requires: Replacement", and KMS::Key)
 */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['BucketName', 'ObjectLockEnabled'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::KinesisFirehose::DeliveryStream': ['DeliveryStreamName', 'DeliveryStreamType'],
  'AWS::Logs::LogGroup': ['LogGroupName', 'LogGroupClass'],
  'AWS::IAM::Role': ['RoleName', 'Path'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SSM::Parameter': ['Name'],
  'AWS::Scheduler::Schedule': ['Name', 'GroupName'],
  'AWS::Scheduler::ScheduleGroup': ['Name'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::CloudWatch::Dashboard': ['DashboardName'],
  'AWS::Events::Rule': ['Name', 'EventBusName'],
};

const KEPT = /^(Retain|RetainExceptOnCreate)$/;

/** The template without what differs from build to build: hashes of assets, and CDK's own metadata. */
export function neutralised(template: JsonObject): JsonObject {
  const resources = Object.entries(object(template.Resources, 'Resources')).filter(
    ([, resource]) => object(resource, 'resource').Type !== 'AWS::CDK::Metadata',
  );
  const bare: JsonObject = { ...template, Resources: Object.fromEntries(resources) };
  const text = JSON.stringify(bare).replace(/\b[0-9a-f]{64}\b/g, 'HASH');
  return object(JSON.parse(text), 'template');
}

/** What an update of a deployed `before` to `after` would break, in a sentence each; none if it is safe. */
export function breakages(before: JsonObject, after: JsonObject): string[] {
  const [old, fresh] = [before, after].map((template) => object(template.Resources, 'Resources'));
  const found: string[] = [];
  for (const [id, resource] of Object.entries(old ?? {})) {
    const was = object(resource, id);
    const now = fresh?.[id];
    if (!isObject(now)) {
      if (STATEFUL.has(String(was.Type))) found.push(`${id} (${was.Type}) is let go`);
      continue;
    }
    found.push(...immutableChanges(id, was, now), ...retentionChanges(id, was, now));
  }
  fullDiff(before, after).resources.forEachDifference((id, change) => {
    const type = String(change.oldResourceType ?? change.newResourceType);
    if (!STATEFUL.has(type)) return;
    const impact = change.changeImpact;
    if (impact === ResourceImpact.WILL_REPLACE || impact === ResourceImpact.MAY_REPLACE) {
      found.push(`${id} (${type}) would be replaced`);
    }
  });
  return found;
}

function immutableChanges(id: string, was: JsonObject, now: JsonObject): string[] {
  if (was.Type !== now.Type) return [`${id} changes from ${was.Type} to ${now.Type}`];
  const property = (resource: JsonObject, name: string): Json | undefined =>
    isObject(resource.Properties) ? resource.Properties[name] : undefined;
  return (IMMUTABLE[String(was.Type)] ?? [])
    .filter((name) => !isDeepStrictEqual(property(was, name), property(now, name)))
    .map((name) => `${id}: ${name} of ${was.Type} cannot change`);
}

function retentionChanges(id: string, was: JsonObject, now: JsonObject): string[] {
  return ['DeletionPolicy', 'UpdateReplacePolicy']
    .filter((policy) => KEPT.test(String(was[policy])) && !KEPT.test(String(now[policy])))
    .map((policy) => `${id}: its ${policy} no longer retains it`);
}
