import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, logGroupName } from './names';

type Part = FunctionName | 'delivery';
const PARTS: readonly Part[] = ['transform', 'sealer', 'redrive', 'auditor', 'delivery'];
/** Where Firehose writes why a delivery failed. */
export const DELIVERY_LOG_STREAM = 's3';

export interface LogGroupsProps {
  readonly qualifier: string;
  readonly key: kms.IKey;
  /**
   * The groups are there already, left by a stack that was destroyed.
   * @default false
   */
  readonly adopt?: boolean;
}

/** The pipeline's own log groups: encrypted, kept for a year, never subscribed. */
export class LogGroups extends Construct {
  readonly transform: logs.ILogGroup;
  readonly sealer: logs.ILogGroup;
  readonly redrive: logs.ILogGroup;
  readonly auditor: logs.ILogGroup;
  readonly delivery: logs.ILogGroup;

  constructor(scope: Construct, id: string, props: LogGroupsProps) {
    super(scope, id);
    const [transform, sealer, redrive, auditor, delivery] = PARTS.map((part) => this.#group(part, props));
    this.transform = transform as logs.ILogGroup;
    this.sealer = sealer as logs.ILogGroup;
    this.redrive = redrive as logs.ILogGroup;
    this.auditor = auditor as logs.ILogGroup;
    this.delivery = delivery as logs.ILogGroup;
    if (props.adopt !== true) {
      new logs.LogStream(this, 'DeliveryStream', {
        logGroup: this.delivery,
        logStreamName: DELIVERY_LOG_STREAM,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      });
    }
  }

  #group(part: Part, { qualifier, key, adopt }: LogGroupsProps): logs.ILogGroup {
    const logGroup = logGroupName(qualifier, part);
    if (adopt === true) return logs.LogGroup.fromLogGroupName(this, part, logGroup);
    return new logs.LogGroup(this, part, {
      logGroupName: logGroup,
      encryptionKey: key,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
