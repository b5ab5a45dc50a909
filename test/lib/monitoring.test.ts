import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmSettings } from '../../lib/alarms';
import { Monitoring, type MonitoringProps } from '../../lib/monitoring';

process.env.CDK_VALIDATION = 'false';

function synthesise(extra: Partial<MonitoringProps> = {}): Template {
  const stack = new Stack(new App(), 'Watched');
  const fn = (name: string) =>
    new lambda.Function(stack, name, {
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
    });
  const workKey = new kms.Key(stack, 'Work');
  new Monitoring(stack, 'Monitoring', {
    qualifier: 'wormtrail',
    stream: new firehose.CfnDeliveryStream(stack, 'Stream', { deliveryStreamName: 'wormtrail-stream' }),
    functions: {
      transform: fn('transform'),
      sealer: fn('sealer'),
      redrive: fn('redrive'),
      auditor: fn('auditor'),
    },
    ledger: dynamodb.Table.fromTableName(stack, 'Ledger', 'wormtrail-ledger'),
    archiveBucketName: 'archive-bucket',
    keys: [workKey, new kms.Key(stack, 'Archive'), new kms.Key(stack, 'Signing')],
    workKey,
    ...extra,
  });
  return Template.fromStack(stack);
}

const template = synthesise({
  targets: ['soc@example.com', 'https://example.com/hook', 'arn:aws-cn:sqs:cn-north-1:111122223333:alarms'],
});

type Json = { readonly [key: string]: unknown };
const alarm = (name: string, from = template): Json => {
  const found = Object.values(from.findResources('AWS::CloudWatch::Alarm'))
    .map((resource): Json => resource.Properties)
    .find((properties) => properties.AlarmName === `wormtrail-${name}`);
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
};

/** Alarms of facts on Firehose, subscriptions and KMS, by the names AWS documents. Written from those, not from the code. */
const EXPECTED_STREAM = {
  DeliveryFreshness: ['DeliveryToS3.DataFreshness', 'Maximum', 'GreaterThanThreshold'],
  DeliverySuccess: ['DeliveryToS3.Success', 'Average', 'LessThanThreshold'],
  StreamThrottled: ['ThrottledRecords', 'Sum', 'GreaterThanThreshold'],
  ProcessingSuccess: ['ExecuteProcessing.Success', 'Average', 'LessThanThreshold'],
  KeyAccessDenied: ['KMSKeyAccessDenied', 'Sum', 'GreaterThanThreshold'],
  KeyDisabled: ['KMSKeyDisabled', 'Sum', 'GreaterThanThreshold'],
  KeyInvalidState: ['KMSKeyInvalidState', 'Sum', 'GreaterThanThreshold'],
  KeyNotFound: ['KMSKeyNotFound', 'Sum', 'GreaterThanThreshold'],
} as const;

test.each(Object.entries(EXPECTED_STREAM))(
  '%s watches its metric of the stream',
  (name, [metric, statistic, operator]) => {
    const found = alarm(name);
    expect(found.MetricName).toBe(metric);
    expect(found.Namespace).toBe('AWS/Firehose');
    expect(found.Dimensions).toEqual([{ Name: 'DeliveryStreamName', Value: { Ref: 'Stream' } }]);
    expect(found.Statistic).toBe(statistic);
    expect(found.ComparisonOperator).toBe(operator);
    expect(found.TreatMissingData).toBe('notBreaching');
  },
);

test.each(['FailedRecords', 'SealFindings', 'RecordsGivenUp'])('%s sounds at the first one', (name) => {
  expect(alarm(name)).toMatchObject({
    Namespace: 'Wormtrail',
    MetricName: name,
    Dimensions: [{ Name: 'Log', Value: 'wormtrail' }],
    Statistic: 'Sum',
    Threshold: 0,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
});

test('a sealer that says nothing for 15 minutes is an alarm', () => {
  expect(alarm('SealAge')).toMatchObject({
    MetricName: 'Seals',
    Period: 900,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test.each(['transform', 'sealer', 'redrive', 'auditor'])(
  'errors and throttles of the %s are watched',
  (fn) => {
    const title = fn.charAt(0).toUpperCase() + fn.slice(1);
    for (const metric of ['Errors', 'Throttles']) {
      expect(alarm(`${title}${metric}`)).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: metric,
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(`^${fn}`) } }],
      });
    }
  },
);

test('what an audit says each hour is an alarm as long as it lasts, and so is its silence', () => {
  for (const [name, metric] of [
    ['AuditIntegrity', 'AuditIntegrityFailures'],
    ['AuditCompleteness', 'AuditCompletenessFailures'],
  ] as const) {
    expect(alarm(name)).toMatchObject({
      ...{ MetricName: metric, Period: 7200, Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' },
      TreatMissingData: 'notBreaching',
    });
  }
  expect(alarm('AuditStale')).toMatchObject({
    ...{ MetricName: 'Audits', Period: 10_800, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
    TreatMissingData: 'breaching',
  });
});

test('use of the quota is bytes a second against what the stream reports', () => {
  const found = alarm('StreamUsage');
  expect(found.Metrics).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Expression: '100 * incoming / 300 / quota' }),
      expect.objectContaining({
        Id: 'quota',
        MetricStat: expect.objectContaining({
          Metric: expect.objectContaining({ MetricName: 'BytesPerSecondLimit' }),
        }),
      }),
    ]),
  );
});

test('a quota that is given replaces the reported one', () => {
  const found = alarm('StreamUsage', synthesise({ streamQuota: { bytesPerSecond: 5242880 } }));
  expect(found.Metrics).toEqual(
    expect.arrayContaining([expect.objectContaining({ Expression: '100 * incoming / 300 / 5242880' })]),
  );
  expect(JSON.stringify(found)).not.toContain('BytesPerSecondLimit');
});

test('one query covers every subscription of the account and Region', () => {
  for (const [name, metric] of [
    ['SubscriptionErrors', 'DeliveryErrors'],
    ['SubscriptionThrottling', 'DeliveryThrottling'],
  ]) {
    expect(alarm(name!).Metrics).toEqual([
      expect.objectContaining({ Expression: `SELECT SUM(${metric}) FROM "AWS/Logs"`, ReturnData: true }),
    ]);
  }
});

test('every alarm tells the topic when it begins and when it ends, and says where help is', () => {
  const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms).toHaveLength(30);
  for (const { Properties: properties } of alarms) {
    expect(properties.AlarmActions).toEqual([{ Ref: topic }]);
    expect(properties.OKActions).toEqual([{ Ref: topic }]);
    const name = String(properties.AlarmName).replace('wormtrail-', '');
    expect(properties.AlarmDescription).toMatch(new RegExp(`docs/operations\\.md#${name.toLowerCase()}$`));
    // CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    expect(properties.AlarmDescription.length).toBeLessThanOrEqual(1024);
  }
});

test('the topic is encrypted, and CloudWatch and EventBridge can publish to it', () => {
  const principals = { cloudwatch: 'StringEquals', events: 'StringEqualsIfExists' };
  template.hasResourceProperties('AWS::SNS::Topic', {
    TopicName: 'wormtrail-alarms',
    KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Work'), 'Arn'] },
  });
  for (const [service, operator] of Object.entries(principals)) {
    const who = {
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Condition: { [operator]: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ ...who, Action: 'sns:Publish' })]) },
    });
  }
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('an object under failed/ is told with its name', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: ['archive-bucket'] }, object: { key: [{ prefix: 'failed/' }] } },
    },
    Targets: [
      Match.objectLike({
        Arn: { Ref: Match.stringLikeRegexp('Topic') },
        InputTransformer: {
          InputPathsMap: { 'detail-object-key': '$.detail.object.key' },
          InputTemplate: Match.stringLikeRegexp('failed/.*<detail-object-key>.*#failedobjects'),
        },
      }),
    ],
  });
});

test('attempts on the three keys are told, granted or refused', () => {
  const [rule] = Object.values(
    template.findResources('AWS::Events::Rule', { Properties: { Name: 'wormtrail-KeyAttempts' } }),
  );
  const pattern = rule?.Properties.EventPattern;
  const [byArn, byParameter, refused, grants] = pattern.detail.$or;
  for (const branch of [byArn, byParameter, refused]) {
    expect(branch.eventName).toEqual(
      expect.arrayContaining(['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'RevokeGrant']),
    );
  }
  expect(byArn.resources.ARN).toHaveLength(3);
  expect(byParameter.requestParameters.keyId).toHaveLength(6);
  expect(refused.errorCode).toContain('AccessDenied');
  expect(grants).toMatchObject({ eventName: ['CreateGrant'], requestParameters: { operations: ['Sign'] } });
  // EventBridge takes patterns of at most 2,048 characters: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  const arn = 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const resolved = JSON.stringify(pattern)
    .replace(/\{"Fn::GetAtt":\[[^\]]*\]\}/g, `"${arn}"`)
    .replace(/\{"Ref":"[^"]*"\}/g, '"1234abcd-12ab-34cd-56ef-1234567890ab"');
  expect(resolved.length).toBeLessThan(2048);
});

test('there is one dashboard, and nothing that runs code', () => {
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  // The four that the test made, each with its role.
  template.resourceCountIs('AWS::Lambda::Function', 4);
  template.resourceCountIs('AWS::IAM::Role', 4);
});

test('each target is subscribed by its own protocol', () => {
  const protocols = Object.values(template.findResources('AWS::SNS::Subscription')).map(
    ({ Properties: { Protocol, Endpoint } }) => [Protocol, Endpoint],
  );
  expect(protocols).toEqual(
    expect.arrayContaining([
      ['email', 'soc@example.com'],
      ['https', 'https://example.com/hook'],
      ['sqs', 'arn:aws-cn:sqs:cn-north-1:111122223333:alarms'],
    ]),
  );
});

test('alarms are changed and left out by name', () => {
  const changed = synthesise({
    alarms: {
      DeliveryFreshness: { threshold: 900, minutes: 1 },
      StreamUsage: false,
      FailedObjects: false,
    },
  });
  expect(alarm('DeliveryFreshness', changed)).toMatchObject({
    Threshold: 900,
    Period: 60,
    EvaluationPeriods: 3,
  });
  expect(() => alarm('StreamUsage', changed)).toThrow('no alarm');
  changed.resourceCountIs('AWS::Events::Rule', 1);
});

/** Settings as they may come out of a file: the types promise more than a file keeps. */
const fromFile = (text: string): AlarmSettings => JSON.parse(text);

test.each([
  ['{"Freshness":false}', "'alarms' should name alarms among DeliveryFreshness, .*got 'Freshness'"],
  ['{"FailedObjects":{"threshold":2}}', "'alarms.FailedObjects' should be left out or false"],
  ['{"SealAge":{"threshold":-1}}', "'alarms.SealAge.threshold' should be a number of at least 0, got '-1'"],
  ['{"SealAge":{"periods":0}}', "'alarms.SealAge.periods' should be a whole number of at least 1, got '0'"],
  [
    '{"SealAge":{"minutes":1.5}}',
    "'alarms.SealAge.minutes' should be a whole number of at least 1, got '1.5'",
  ],
  ['{"SealAge":{"minutes":"5"}}', "'alarms.SealAge.minutes' should be a whole number of at least 1, got '5'"],
  ['{"SealAge":{"seconds":5}}', "'alarms.SealAge' should set threshold, periods or minutes, got 'seconds'"],
  [
    '{"SealAge":{"minutes":60,"periods":25}}',
    "'alarms.SealAge' should look back at most 1440 minutes .* got '1500'",
  ],
  [
    '{"SubscriptionErrors":{"minutes":181}}',
    "'alarms.SubscriptionErrors' should look back at most 180 minutes",
  ],
])('refuses %s', (text, message) => {
  expect(() => synthesise({ alarms: fromFile(text) })).toThrow(new RegExp(message));
});

test.each(['soc', 'http://example.com', 'arn:aws:lambda:eu-west-1:111122223333:function:x'])(
  'refuses the target %s',
  (target) => {
    expect(() => synthesise({ targets: [target] })).toThrow(`ARNs of SQS queues, got '${target}'`);
  },
);
