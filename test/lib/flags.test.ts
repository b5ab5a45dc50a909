import { readFileSync } from 'node:fs';
import { App, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Retention, WormtrailStack } from '../../lib';

process.env.CDK_VALIDATION = 'false';

/** Every flag that the CDK recommends to a new app. */
const FLAGS: Record<string, unknown> = JSON.parse(readFileSync('cdk.json', 'utf8')).context;

function template(context: Record<string, unknown>, env: Environment = {}): Record<string, unknown> {
  const stack = new WormtrailStack(new App({ context }), 'Wormtrail', {
    env,
    log: {
      origin: 'example.com/audit',
      retention: Retention.REHEARSAL,
      auditors: ['arn:aws-x:iam::111122223333:role/auditor', 'arn:aws-x:iam::999988887777:root'],
      rolePath: '/audit/',
      permissionsBoundary: 'arn:aws-x:iam::111122223333:policy/boundary',
      exempt: { breakGlass: ['arn:aws-x:iam::111122223333:role/break-glass'] },
      alarmTargets: ['security@example.com'],
    },
  });
  stack.log.subscribe(new LogGroup(stack, 'Orders'));
  stack.log.grants.write(new Role(stack, 'Writer', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
  return Template.fromStack(stack).toJSON();
}

const bare = template({});

test('synthesises without account, Region and credentials', () => {
  expect(Object.keys(FLAGS).length).toBeGreaterThan(80);
  expect(JSON.stringify(bare)).toContain('AWS::AccountId');
});

test('is the same under no feature flags and under all that are recommended', () => {
  expect(template(FLAGS)).toEqual(bare);
});

test.each(['eu-west-1', 'us-gov-west-1', 'cn-north-1'])(
  'is the same under all flags in a stack that knows it goes to %s, and names no partition',
  (region) => {
    const env = { account: '111122223333', region };
    const flagged = template(FLAGS, env);
    expect(flagged).toEqual(template({}, env));
    expect(JSON.stringify(flagged)).not.toMatch(/arn:aws(-cn|-us-gov)?:/);
    expect(JSON.stringify(flagged)).not.toMatch(/amazonaws\.com\.cn/);
  },
);

test('names no partition where it does not know its Region', () => {
  expect(JSON.stringify(bare)).not.toMatch(/arn:aws(-cn|-us-gov)?:/);
});
