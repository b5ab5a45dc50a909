import { Aws, Duration, aws_iam as iam, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { commonDenials } from './bucket-denials';
import { document } from './deny';
import type { ResolvedExemptions } from './exemptions';
import { bucketArn } from './names';

export interface AccessLogsProps {
  readonly bucketName: string;
  /** Names of the buckets of this account whose requests are logged here. */
  readonly sources: readonly string[];
  /** Days for which access logs are kept. */
  readonly keepDays: number;
  readonly exempt: ResolvedExemptions;
}

/**
 * Where S3 writes who did what to the archive. S3 delivers access logs to no bucket that has a default retention, nor to
 * one under a customer key, so this one has neither: versions and denials guard it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogs extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      encryption: s3.BucketEncryption.S3_MANAGED,
      versioned: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          id: 'expire',
          expiration: Duration.days(props.keepDays),
          noncurrentVersionExpiration: Duration.days(props.keepDays),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        { id: 'markers', expiredObjectDeleteMarker: true },
      ],
      removalPolicy,
    });
    this.bucket.policy = new s3.BucketPolicy(this, 'Policy', {
      bucket: this.bucket as s3.IBucket, // to this compiler optional fields differ (exactOptionalPropertyTypes)
      document: document([
        // by policy, not by ACL: under BUCKET_OWNER_ENFORCED there are none. The sources by name: they refer to this bucket
        new iam.PolicyStatement({
          sid: 'AllowLogDelivery',
          principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
          actions: ['s3:PutObject'],
          resources: [`${this.bucket.bucketArn}/*`],
          conditions: {
            ArnEquals: { 'aws:SourceArn': props.sources.map(bucketArn) },
            StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          },
        }),
        ...commonDenials(this.bucket.bucketArn, props.exempt),
      ]),
      removalPolicy,
    });
  }
}
