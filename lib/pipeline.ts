import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { IArchive } from './archive';
import { DELIVERY_LOG_STREAM } from './log-groups';
import { checkQualifier, functionArn, logGroupArn, logGroupName, streamArn, streamName } from './names';
import { NarrowRole, type RoleSettings, servicePrincipal } from './role';
import { bucketKey, onObjects } from './statements';

export interface PipelineProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  readonly archive: IArchive;
  readonly transform: lambda.IFunction;
  /** Encrypts what the stream holds. */
  readonly workKey: kms.IKey;
  /** Where Firehose writes why a delivery failed. */
  readonly logGroup: logs.ILogGroup;
  /** @default - path '/', no boundary */
  readonly roles?: RoleSettings;
}

const HOUR = 'date=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/';

/**
 * The stream. By L1: the L2 lets the writer delete, and set retention and holds, which undoes the lock.
 *
 * What is not here, and why. No backup of the source: it cannot be turned off again, and `failed/` keeps what was not
 * processed. No decompression: it takes records from CloudWatch Logs only. No dynamic partitioning: its buffers are too
 * long for audit data.
 */
export class Pipeline extends Construct {
  readonly stream: firehose.CfnDeliveryStream;
  readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const qualifier = checkQualifier(props.qualifier);
    const { archive, transform, workKey } = props;
    const arn = streamArn(qualifier);
    const role = new NarrowRole(this, 'Role', {
      qualifier,
      name: 'firehose',
      description: 'Delivers to the archive: writes events and failures, deletes nothing, sets no retention',
      assumedBy: servicePrincipal('firehose.amazonaws.com', Aws.ACCOUNT_ID, arn),
      statements: deliveryStatements(qualifier, archive, workKey),
      ...(props.roles === undefined ? {} : { settings: props.roles }),
    });
    this.role = role.fixed;

    this.stream = new firehose.CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: streamName(qualifier),
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: {
        keyType: 'CUSTOMER_MANAGED_CMK',
        keyArn: workKey.keyArn,
      },
      extendedS3DestinationConfiguration: {
        bucketArn: archive.bucketArn,
        roleArn: role.roleArn,
        bufferingHints: { intervalInSeconds: 60, sizeInMBs: 64 },
        // The transform answers with gzip members, and members in a row are a gzip file.
        compressionFormat: 'UNCOMPRESSED',
        fileExtension: '.jsonl.gz',
        prefix: `events/${HOUR}`,
        errorOutputPrefix: `failed/!{firehose:error-output-type}/${HOUR}`,
        s3BackupMode: 'Disabled',
        processingConfiguration: { enabled: true, processors: [processor(transform, role)] },
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: logGroupName(qualifier, 'delivery'),
          logStreamName: DELIVERY_LOG_STREAM,
        },
        // No key of its own here: the bucket encrypts by default, with its bucket key.
      },
    });
    // Nothing is delivered before the archive's denials hold and the transform, its role and the log group are there.
    this.stream.node.addDependency(archive, transform, role, props.logGroup);
  }
}

function processor(
  transform: lambda.IFunction,
  role: iam.IRole,
): firehose.CfnDeliveryStream.ProcessorProperty {
  const parameters = {
    LambdaArn: transform.functionArn,
    RoleArn: role.roleArn,
    // 1 MB of gzip expands in the transform to what it still answers within Lambda's 6 MB.
    BufferSizeInMBs: '1',
    BufferIntervalInSeconds: '60',
    NumberOfRetries: '3',
  };
  return {
    type: 'Lambda',
    parameters: Object.entries(parameters).map(([parameterName, parameterValue]) => ({
      parameterName,
      parameterValue,
    })),
  };
}

/** Firehose, "Grant Firehose access to an Amazon S3 destination", without what that adds for other producers. */
function deliveryStatements(qualifier: string, archive: IArchive, workKey: kms.IKey): iam.PolicyStatement[] {
  const bucket = {
    bucketName: archive.bucketName,
    bucketArn: archive.bucketArn,
    keyArn: archive.key.keyArn,
  };
  const transformArn = functionArn(qualifier, 'transform');
  return [
    onObjects(
      'Deliver',
      bucket,
      ['events/', 'failed/'],
      ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    ),
    new iam.PolicyStatement({
      sid: 'Bucket',
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [archive.bucketArn],
    }),
    bucketKey('ArchiveKey', bucket, 'write'),
    new iam.PolicyStatement({
      sid: 'Transform',
      actions: ['lambda:InvokeFunction'],
      resources: [transformArn, `${transformArn}:*`],
    }),
    new iam.PolicyStatement({
      sid: 'Errors',
      actions: ['logs:PutLogEvents'],
      resources: [`${logGroupArn(logGroupName(qualifier, 'delivery'))}:log-stream:*`],
    }),
    // Firehose holds a grant on the key of its stream; the documentation does not say that it never uses the role.
    new iam.PolicyStatement({
      sid: 'StreamKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [workKey.keyArn],
    }),
  ];
}
