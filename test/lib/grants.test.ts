import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AuditLog } from '../../lib';

process.env.CDK_VALIDATION = 'false';

const env = { account: '111122223333', region: 'eu-west-1' };

function logOf(stack: Stack) {
  return AuditLog.fromPublished(stack, 'AuditLog');
}

const stackOf = (props = {}) => new Stack(new App(), 'Orders', props);

test('a writer may put records and, through Firehose, use the key of the stream', () => {
  const stack = stackOf();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  logOf(stack).grants.write(role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Effect: 'Allow' }),
        Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Effect: 'Allow',
          Condition: {
            StringLike: {
              'kms:ViaService': {
                'Fn::Join': ['', ['firehose.', { Ref: 'AWS::Region' }, '.amazonaws.com*']],
              },
            },
          },
        }),
      ]),
    },
  });
});

test('an imported role of the same account is taken', () => {
  const stack = stackOf({ env });
  const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/orders');
  logOf(stack).grants.write(role);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
});

test("a role of another account is refused, with the reason: the CDK's own grant would say yes and emit nothing", () => {
  const stack = stackOf({ env });
  const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999988887777:role/orders');
  expect(() => logOf(stack).grants.write(role)).toThrow(
    /'grantee' should be a role, user or group of account '111122223333', got one of account '999988887777': Firehose has no resource policy/,
  );
});

test.each<[string, iam.IPrincipal]>([
  ['an ARN', new iam.ArnPrincipal('arn:aws:iam::999988887777:role/orders')],
  ['an account', new iam.AccountPrincipal('999988887777')],
  ['an organisation', new iam.OrganizationPrincipal('o-1234567890')],
  ['a service', new iam.ServicePrincipal('logs.amazonaws.com')],
  ['everybody', new iam.StarPrincipal()],
])('%s has no policy to add to, and is refused', (_, principal) => {
  const stack = stackOf();
  expect(() => logOf(stack).grants.write(principal)).toThrow(
    /'grantee' should be a role, user or group of .*Firehose has no resource policy/,
  );
});

test('so is an imported resource whose role nobody knows', () => {
  const stack = stackOf();
  expect(() => logOf(stack).grants.write(new iam.UnknownPrincipal({ resource: stack }))).toThrow(
    /whose role is not known/,
  );
});
