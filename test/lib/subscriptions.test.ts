import { App, Stack, type StackProps, Stage, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AuditLog, Retention, WormtrailStack } from '../../lib';

process.env.CDK_VALIDATION = 'false';

const env = { account: '111122223333', region: 'eu-west-1' };

function pipeline(options: StackProps & { excludedLogGroups?: string[] } = {}) {
  const { excludedLogGroups, ...props } = options;
  return new WormtrailStack(new App(), 'Wormtrail', {
    ...props,
    log: {
      origin: 'example.com/audit',
      retention: Retention.REHEARSAL,
      ...(excludedLogGroups && { excludedLogGroups }),
    },
  });
}

function filters(stack: Stack) {
  return Object.values(Template.fromStack(stack).findResources('AWS::Logs::SubscriptionFilter'));
}

const imported = (stack: Stack, name: string, id = name) => logs.LogGroup.fromLogGroupName(stack, id, name);

describe('a subscription', () => {
  const stack = pipeline();
  const group = new logs.LogGroup(stack, 'Orders');
  stack.log.subscribe(group);
  stack.log.subscribe(imported(stack, '/app/billing'), {
    filterPattern: logs.FilterPattern.literal('{ $.audit = true }'),
  });
  const [own, other] = filters(stack);

  test('sends everything, as it was logged, under a name that tells whose it is', () => {
    expect(own?.Properties).toMatchObject({
      LogGroupName: stack.resolve(group.logGroupName),
      FilterPattern: '',
      FilterName: 'wormtrail',
      ApplyOnTransformedLogs: false,
    });
  });

  test('takes an imported group and a pattern', () => {
    expect(other?.Properties).toMatchObject({
      LogGroupName: '/app/billing',
      FilterPattern: '{ $.audit = true }',
    });
  });

  test('goes to the stream under the shared role, which both are there before', () => {
    const text = JSON.stringify(own?.Properties);
    expect(text).toContain(':deliverystream/wormtrail-stream');
    expect(text).toContain(':role/wormtrail-subscriber-');
    expect(own?.DependsOn).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^AuditLogPipelineStream/),
        expect.stringMatching(/^AuditLogSubscriberRole/),
      ]),
    );
  });
});

test('belongs to the stack of the log group, which waits for the log and exports nothing from it', () => {
  const stack = pipeline();
  const app = new Stack(stack.node.root as App, 'Orders');
  stack.log.subscribe(new logs.LogGroup(app, 'LogGroup'));
  expect(filters(app)).toHaveLength(1);
  expect(app.dependencies).toEqual([stack]);
  expect(JSON.stringify(Template.fromStack(stack).toJSON().Outputs)).not.toContain('"Export"');
  expect(JSON.stringify(Template.fromStack(app).toJSON())).not.toContain('Fn::ImportValue');
});

test('from another app: by what the log published', () => {
  const stack = new Stack(new App(), 'Orders');
  AuditLog.fromPublished(stack, 'AuditLog', { qualifier: 'payments' }).subscribe(
    new logs.LogGroup(stack, 'LogGroup'),
  );
  const template = Template.fromStack(stack);
  const parameters: Record<string, { Type: string; Default: string }> = template.toJSON().Parameters;
  const idOf = (name: string) => Object.keys(parameters).find((id) => parameters[id]?.Default === name);
  const [filter] = filters(stack);
  expect(filter?.Properties).toMatchObject({
    FilterName: 'payments',
    DestinationArn: { Ref: idOf('/wormtrail/payments/stream-arn') },
    RoleArn: { Ref: idOf('/wormtrail/payments/subscriber-role-arn') },
  });
});

describe('is refused', () => {
  test.each(['/wormtrail/wormtrail/transform', '/wormtrail/other/sealer'])(
    'for a log group of the pipeline: %s',
    (name) => {
      const stack = pipeline();
      expect(() => stack.log.subscribe(imported(stack, name))).toThrow(
        /'logGroup' should be no log group of the pipeline itself, got '\/wormtrail\/.*rename/,
      );
    },
  );

  test("for the transform's own log group, as a construct", () => {
    const stack = pipeline();
    expect(() => stack.log.subscribe(stack.log.transform.logGroup as logs.ILogGroup)).toThrow(
      /the pipeline itself/,
    );
  });

  test.each([
    ['/aws/audit', '/aws/audit'],
    ['/aws/lambda/noisy', '/aws/lambda/*'],
  ])('for an excluded group: %s by %s', (name, rule) => {
    const stack = pipeline({ excludedLogGroups: [rule] });
    expect(() => stack.log.subscribe(imported(stack, name))).toThrow(
      `take '${rule}' out of 'excludedLogGroups'`,
    );
    stack.log.subscribe(imported(stack, '/aws/other'));
  });

  test('the second time for the same construct', () => {
    const stack = pipeline();
    const group = new logs.LogGroup(stack, 'Orders');
    stack.log.subscribe(group);
    expect(() => stack.log.subscribe(group)).toThrow(
      /should be subscribed once, got Wormtrail\/Orders again, first at Wormtrail\/Orders.*Remove one/,
    );
  });

  test('the second time for the same name, imported in two stacks', () => {
    const stack = pipeline();
    const other = new Stack(stack.node.root as App, 'Other');
    stack.log.subscribe(imported(stack, '/app/orders'));
    expect(() => stack.log.subscribe(imported(other, '/app/orders'))).toThrow(/got '\/app\/orders' again/);
  });

  test('the second time for a group made here and imported by its name', () => {
    const stack = pipeline();
    stack.log.subscribe(new logs.LogGroup(stack, 'Orders', { logGroupName: '/app/orders' }));
    expect(() => stack.log.subscribe(imported(stack, '/app/orders'))).toThrow(/subscribed once/);
  });

  test('the second time for a group made here and imported by a reference to it', () => {
    const stack = pipeline();
    const group = new logs.LogGroup(stack, 'Orders');
    stack.log.subscribe(group);
    expect(() => stack.log.subscribe(imported(stack, group.logGroupName, 'Again'))).toThrow(
      /subscribed once/,
    );
  });

  test('the second time through what was published', () => {
    const stack = pipeline();
    stack.log.subscribe(imported(stack, '/app/orders'));
    const other = new Stack(stack.node.root as App, 'Other');
    const log = AuditLog.fromPublished(other, 'AuditLog');
    expect(() => log.subscribe(imported(other, '/app/orders'))).toThrow(/subscribed once/);
  });

  test.each([logs.LogGroupClass.INFREQUENT_ACCESS, logs.LogGroupClass.DELIVERY])(
    'for a log group of class %s',
    (logGroupClass) => {
      const stack = pipeline();
      expect(() => stack.log.subscribe(new logs.LogGroup(stack, 'Orders', { logGroupClass }))).toThrow(
        `should be of the STANDARD log class, got '${logGroupClass}' at Wormtrail/Orders`,
      );
    },
  );

  test('for a log group of another Region or account', () => {
    const stack = pipeline({ env });
    const arn = (region: string, account: string) =>
      `arn:aws:logs:${region}:${account}:log-group:/app/orders:*`;
    const group = (id: string, value: string) => logs.LogGroup.fromLogGroupArn(stack, id, value);
    expect(() => stack.log.subscribe(group('A', arn('us-east-1', env.account)))).toThrow(
      /in the region of the log, 'eu-west-1', got 'us-east-1'/,
    );
    expect(() => stack.log.subscribe(group('B', arn(env.region, '999988887777')))).toThrow(
      /in the account of the log, '111122223333', got '999988887777'/,
    );
    stack.log.subscribe(group('C', arn(env.region, env.account)));
  });
});

describe('is no second one', () => {
  test('to another log', () => {
    const stack = pipeline();
    const log = new AuditLog(stack, 'Other', {
      origin: 'example.com/other',
      retention: Retention.REHEARSAL,
      qualifier: 'other',
    });
    const group = new logs.LogGroup(stack, 'Orders');
    stack.log.subscribe(group);
    log.subscribe(group);
    expect(filters(stack)).toHaveLength(2);
  });

  test('in another stage, which is deployed elsewhere', () => {
    const app = new App();
    for (const name of ['Test', 'Production']) {
      const stack = new Stack(new Stage(app, name), 'Orders');
      AuditLog.fromPublished(stack, 'AuditLog').subscribe(imported(stack, '/app/orders'));
    }
  });

  test('of a group whose name is not known', () => {
    const stack = pipeline();
    stack.log.subscribe(new logs.LogGroup(stack, 'A'));
    stack.log.subscribe(new logs.LogGroup(stack, 'B'));
    stack.log.subscribe(imported(stack, Token.asString({ Ref: 'Name' }), 'C'));
    expect(filters(stack)).toHaveLength(3);
  });
});
