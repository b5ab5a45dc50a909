import { Aws, Duration, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmMetric, type FunctionName, type Measured } from './alarm-metric';
import {
  ALARMS,
  type AlarmName,
  type AlarmSettings,
  chosenAlarms,
  NOTICES,
  type NoticeName,
  runbook,
} from './alarms';

/** What `Monitoring` watches, and whom it tells. */
export interface MonitoringProps {
  /** Qualifier of the log: prefix of the names of topic, alarms and dashboard, and value of the metrics' `Log`. */
  readonly qualifier: string;
  /** The stream. */
  readonly stream: firehose.CfnDeliveryStream;
  /** The pipeline's functions. */
  readonly functions: Record<FunctionName, lambda.IFunction>;
  /** The ledger's table. */
  readonly ledger: dynamodb.ITable;
  /** Name of the archive bucket. It must send its events to EventBridge for the notice of failed objects. */
  readonly archiveBucketName: string;
  /** The keys on which attempts are told. */
  readonly keys: readonly kms.IKey[];
  /** Encrypts the topic. If it is not of this app, its policy must already let CloudWatch and EventBridge use it. */
  readonly workKey: kms.IKey;
  /**
   * Changes to the alarms; `false` leaves one out.
   * @default - every alarm and notice, as `ALARMS` has them
   */
  readonly alarms?: AlarmSettings;
  /**
   * Who is told: e-mail addresses, https:// addresses, ARNs of SQS queues. Each must accept its subscription.
   * @default - nobody; subscribe to `topic` by other means
   */
  readonly targets?: readonly string[];
  /**
   * The quota that AWS granted to the stream, in bytes a second.
   * @default - what the stream itself reports (BytesPerSecondLimit)
   */
  readonly streamQuota?: { readonly bytesPerSecond: number };
}

/** KMS calls that make a key unusable, change who may use it, or take a grant away from a service that needs it. */
const KEY_EVENTS = [
  'ScheduleKeyDeletion',
  'DisableKey',
  'PutKeyPolicy',
  'DeleteImportedKeyMaterial',
  'DisableKeyRotation',
  'UpdatePrimaryRegion',
  'RevokeGrant',
];

/**
 * Alarms over the pipeline, notices of single events that nobody should miss, the topic that carries both, and a
 * dashboard. Nothing here runs code: alarms and rules publish to the topic by themselves.
 *
 * Throws `Error` on a setting or a target that cannot be.
 */
export class Monitoring extends Construct {
  /** Where alarms and notices are published. */
  readonly topic: sns.Topic;
  /** The alarms that were made, by name. */
  readonly alarms: ReadonlyMap<AlarmName, cloudwatch.Alarm>;
  /** The account and Region at a glance. */
  readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const chosen = chosenAlarms(props.alarms);
    const measured: Measured = {
      log: props.qualifier,
      streamName: props.stream.ref,
      functions: props.functions,
      ledger: props.ledger,
      ...(props.streamQuota && { bytesPerSecond: props.streamQuota.bytesPerSecond }),
    };

    this.topic = this.#topic(props);
    const action = new SnsAction(this.topic);
    const alarms = new Map<AlarmName, cloudwatch.Alarm>();
    for (const [name, definition] of chosen) {
      const alarm = new cloudwatch.Alarm(this, name, {
        alarmName: `${props.qualifier}-${name}`,
        alarmDescription: `${definition.means} What to do: ${runbook(name)}`,
        metric: alarmMetric(definition.figure, definition.minutes, measured),
        threshold: definition.threshold,
        evaluationPeriods: definition.periods,
        comparisonOperator:
          definition.bad === 'above'
            ? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
            : cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData:
          definition.silence === 'breaching'
            ? cloudwatch.TreatMissingData.BREACHING
            : cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      // The end is told too: PCI DSS 10.7.3 asks for the duration of a failure of logging.
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      alarms.set(name, alarm);
    }
    this.alarms = alarms;

    const rules = [
      ...(props.alarms?.FailedObjects === false ? [] : [this.#failedObjects(props)]),
      ...(props.alarms?.KeyAttempts === false ? [] : [this.#keyAttempts(props)]),
    ];
    this.dashboard = this.#dashboard(props.qualifier, measured, rules);
  }

  #topic(props: MonitoringProps): sns.Topic {
    const topic = new sns.Topic(this, 'Topic', {
      topicName: `${props.qualifier}-alarms`,
      masterKey: props.workKey,
      enforceSSL: true,
    });
    // CloudWatch names its account. Whether EventBridge does towards a topic is undocumented, so that condition counts
    // only where the key is present. That both may use the topic's key is said by the work key itself.
    const ours = { 'aws:SourceAccount': Aws.ACCOUNT_ID };
    const publishers = [
      { sid: 'Alarms', service: 'cloudwatch.amazonaws.com', conditions: { StringEquals: ours } },
      { sid: 'Notices', service: 'events.amazonaws.com', conditions: { StringEqualsIfExists: ours } },
    ];
    for (const { sid, service, conditions } of publishers) {
      topic.addToResourcePolicy(
        new iam.PolicyStatement({
          sid,
          principals: [new iam.ServicePrincipal(service)],
          actions: ['sns:Publish'],
          resources: [topic.topicArn],
          conditions,
        }),
      );
    }
    for (const target of props.targets ?? []) {
      new sns.Subscription(this, `Target-${target.replaceAll('/', '|')}`, {
        topic,
        protocol: protocolOf(target),
        endpoint: target,
      });
    }
    return topic;
  }

  #failedObjects(props: MonitoringProps): events.Rule {
    const key = events.EventField.fromPath('$.detail.object.key');
    return this.#notice(props, 'FailedObjects', {
      pattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [props.archiveBucketName] },
          object: { key: [{ prefix: 'failed/' }] },
        },
      },
      particulars: `Object: s3://${props.archiveBucketName}/${key}`,
    });
  }

  /**
   * Needs a CloudTrail trail that records management events in the account. A refused call may name no key, so a
   * refused one counts whatever its key is. CreateGrant is common (Lambda and DynamoDB work by grants); one for Sign is not.
   */
  #keyAttempts(props: MonitoringProps): events.Rule {
    const arns = props.keys.map((key) => key.keyArn);
    const ids = props.keys.map((key) => key.keyId);
    const field = (path: string) => events.EventField.fromPath(`$.detail.${path}`);
    return this.#notice(props, 'KeyAttempts', {
      pattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          $or: [
            { eventName: KEY_EVENTS, resources: { ARN: arns } },
            { eventName: KEY_EVENTS, requestParameters: { keyId: [...arns, ...ids] } },
            { eventName: KEY_EVENTS, errorCode: ['AccessDenied', 'AccessDeniedException'] },
            {
              eventName: ['CreateGrant'],
              requestParameters: { operations: ['Sign'] },
              resources: { ARN: arns },
            },
          ],
        },
      },
      particulars: `Call: ${field('eventName')} by ${field('userIdentity.arn')} from ${field('sourceIPAddress')}, CloudTrail event ${field('eventID')}`,
    });
  }

  #notice(
    props: MonitoringProps,
    name: NoticeName,
    what: { pattern: events.EventPattern; particulars: string },
  ): events.Rule {
    const input = events.RuleTargetInput.fromText(
      `${props.qualifier}: ${NOTICES[name]} ${what.particulars}. What to do: ${runbook(name)}`,
    );
    return new events.Rule(this, name, {
      ruleName: `${props.qualifier}-${name}`,
      description: `${NOTICES[name]} What to do: ${runbook(name)}`,
      eventPattern: what.pattern,
      // Not `targets.SnsTopic`: that adds a statement to the topic's policy without any condition.
      targets: [{ bind: () => ({ arn: this.topic.topicArn, input }) }],
    });
  }

  #dashboard(qualifier: string, measured: Measured, rules: readonly events.Rule[]): cloudwatch.Dashboard {
    const graph = (title: string, ...names: AlarmName[]) =>
      new cloudwatch.GraphWidget({
        title,
        left: names.map((name) => alarmMetric(ALARMS[name].figure, 5, measured)),
        ...{ width: 8, height: 6 },
      });
    const own = (...metrics: string[]) =>
      metrics.map((metric) => alarmMetric({ of: 'log', metric }, 5, measured));
    const streamSum = (metric: string) =>
      alarmMetric({ of: 'stream', metric, statistic: 'Sum' }, 5, measured);
    const dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: `${qualifier}-${Stack.of(this).region}`,
      defaultInterval: Duration.days(1),
    });
    const size = { width: 8, height: 6 };
    const alarms = [...this.alarms.values()];
    if (alarms.length > 0) {
      dashboard.addWidgets(
        new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: 24, height: 5, alarms }),
      );
    }
    dashboard.addWidgets(
      new cloudwatch.GraphWidget({
        title: 'Records into and out of the transform',
        left: [streamSum('IncomingRecords'), streamSum('SucceedProcessing.Records')],
        ...size,
      }),
      new cloudwatch.GraphWidget({
        title: 'Events',
        left: own('Events', 'OpaqueEvents', 'FailedRecords'),
        ...size,
      }),
      graph('Age of the oldest record not yet in the archive (s)', 'DeliveryFreshness'),
    );
    dashboard.addWidgets(
      new cloudwatch.GraphWidget({
        title: 'Sealing',
        left: own('SealedLeaves', 'SealFindings'),
        right: own('Seals'),
        ...size,
      }),
      new cloudwatch.GraphWidget({
        title: 'Redrive',
        left: own('FailedObjects', 'RecordsReturned', 'BatchesRedelivered', 'RecordsGivenUp'),
        ...size,
      }),
      new cloudwatch.GraphWidget({
        title: 'Notices',
        left: rules.map(
          (rule) =>
            new cloudwatch.Metric({
              ...{ namespace: 'AWS/Events', metricName: 'TriggeredRules', statistic: 'Sum' },
              dimensionsMap: { RuleName: rule.ruleName },
            }),
        ),
        ...size,
      }),
    );
    dashboard.addWidgets(
      new cloudwatch.GraphWidget({
        title: 'Audit',
        left: own('AuditIntegrityFailures', 'AuditCompletenessFailures', 'Holes', 'HolesOverOneDay'),
        right: own('Audits'),
        ...size,
      }),
      new cloudwatch.GraphWidget({
        title: 'Age of the newest seal, and how far the audit is behind (s)',
        left: own('SealAgeSeconds', 'AuditLagSeconds'),
        ...size,
      }),
    );
    dashboard.addWidgets(
      graph(
        'Functions: errors and throttles',
        'TransformErrors',
        'TransformThrottles',
        'SealerErrors',
        'RedriveErrors',
        'AuditorErrors',
      ),
      graph('Stream: quota in use (%)', 'StreamUsage'),
      graph('Ledger: throttled', 'LedgerReadThrottles', 'LedgerWriteThrottles'),
    );
    return dashboard;
  }
}

function protocolOf(target: string): sns.SubscriptionProtocol {
  if (Token.isUnresolved(target)) {
    throw new Error("'targets' should be known at synthesis, got a token");
  }
  if (/^arn:[^:]+:sqs:[^:]+:\d{12}:\S+$/.test(target)) return sns.SubscriptionProtocol.SQS;
  if (/^https:\/\/\S+$/.test(target)) return sns.SubscriptionProtocol.HTTPS;
  if (/^[^\s@:/]+@[^\s@:/]+$/.test(target)) return sns.SubscriptionProtocol.EMAIL;
  throw new Error(
    `'targets' should be e-mail addresses, https:// addresses or ARNs of SQS queues, got '${target}'`,
  );
}
