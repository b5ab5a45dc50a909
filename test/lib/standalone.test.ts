import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Archive, Ledger, LogGroups, Pipeline, Retention, StateBucket, Transform, WorkKey } from '../../lib';

process.env.CDK_VALIDATION = 'false';

test('the constructs do without the facade: an archive and a pipeline into it, nothing else', () => {
  const qualifier = 'payments';
  const stack = new Stack(new App(), 'Payments');
  const key = new WorkKey(stack, 'WorkKey', { qualifier });
  const archive = new Archive(stack, 'Archive', { qualifier, retention: Retention.REHEARSAL });
  const logGroups = new LogGroups(stack, 'Logs', { qualifier, key });
  const transform = new Transform(stack, 'Transform', {
    qualifier,
    origin: 'example.com/payments',
    archive,
    state: new StateBucket(stack, 'State', { qualifier, key }),
    ledger: new Ledger(stack, 'Ledger', { qualifier, key }),
    workKey: key,
    logGroup: logGroups.transform,
  });
  new Pipeline(stack, 'Pipeline', {
    qualifier,
    archive,
    transform,
    workKey: key,
    logGroup: logGroups.delivery,
  });

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KinesisFirehose::DeliveryStream', 1);
  template.resourceCountIs('AWS::Lambda::Function', 1);
  template.resourceCountIs('AWS::Scheduler::Schedule', 0);
  template.resourceCountIs('AWS::KMS::Key', 2);
  expect(JSON.stringify(template.toJSON())).not.toContain('wormtrail-');
});
