import { readFileSync } from 'node:fs';
import path from 'node:path';
import { breakages, neutralised } from '../review/baseline';
import { exampleTemplate } from '../review/example';
import { isObject, type Json, type JsonObject, object } from '../review/json';

const baseline = object(
  JSON.parse(readFileSync(path.join(__dirname, '..', 'review', 'baseline.template.json'), 'utf8')),
  'baseline',
);

test('an upgrade from the baseline replaces nothing that holds state and changes nothing immutable', () => {
  expect(breakages(baseline, neutralised(exampleTemplate()))).toEqual([]);
});

/** The baseline with one resource of a type changed, or taken away. */
function changed(type: string, change: (resource: JsonObject) => JsonObject | undefined): JsonObject {
  const resources = object(baseline.Resources, 'Resources');
  const id = Object.keys(resources).find((one) => object(resources[one], one).Type === type);
  if (id === undefined) throw new Error(`the baseline has no ${type}`);
  const { [id]: old, ...others } = resources;
  const fresh = change(object(old, id));
  return { ...baseline, Resources: fresh === undefined ? others : { ...others, [id]: fresh } };
}

const withProperty =
  (name: string, value: Json) =>
  (resource: JsonObject): JsonObject => ({
    ...resource,
    Properties: { ...(isObject(resource.Properties) ? resource.Properties : {}), [name]: value },
  });

test.each([
  ['AWS::S3::Bucket', 'BucketName', 'other'],
  ['AWS::S3::Bucket', 'ObjectLockEnabled', 'elsewhere'],
  ['AWS::DynamoDB::Table', 'TableName', 'other'],
  ['AWS::DynamoDB::Table', 'KeySchema', [{ AttributeName: 'id', KeyType: 'HASH' }]],
  ['AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamName', 'other'],
  ['AWS::Logs::LogGroup', 'LogGroupName', 'other'],
  // cloudformation-diff calls these two an update; KMS refuses them.
  ['AWS::KMS::Key', 'KeySpec', 'ECC_NIST_P256'],
  ['AWS::KMS::Key', 'MultiRegion', true],
])('it is seen that %s.%s changes', (type, property, value) => {
  const found = breakages(baseline, changed(type, withProperty(property, value)));
  expect(found).toContainEqual(expect.stringContaining(`${property} of ${type} cannot change`));
});

test.each([
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
])('it is seen that a %s is let go', (type) => {
  const found = breakages(
    baseline,
    changed(type, () => undefined),
  );
  expect(found).toContainEqual(expect.stringMatching(new RegExp(`\\(${type}\\) is let go`)));
});

test.each(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key'])(
  'it is seen that a %s is no longer retained',
  (type) => {
    const found = breakages(
      baseline,
      changed(type, (resource) => ({ ...resource, DeletionPolicy: 'Delete' })),
    );
    expect(found).toEqual([expect.stringContaining('its DeletionPolicy no longer retains it')]);
  },
);

test('a new build of the functions is no change of the template', () => {
  const text = JSON.stringify(neutralised(exampleTemplate()));
  expect(text).not.toMatch(/[0-9a-f]{64}/);
});
