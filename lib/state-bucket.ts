import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { deny, document } from './deny';
import { bucketArn, bucketName, checkQualifier } from './names';

/** The bucket of what is under way: stages, the sealer's staging, redrive's attempts, where the audits stand. */
export interface IStateBucket extends IConstruct {
  readonly bucketName: string;
  readonly bucketArn: string;
}

export interface StateBucketProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  /** Encrypts it: the work key. */
  readonly key: kms.IKey;
  /**
   * Where its access logs go. Its policy must let S3 log for a bucket of this name.
   * @default - not logged
   */
  readonly accessLogs?: s3.Bucket;
}

/** What the auditor tags stages with that are not needed any more (`adapters/aws/s3-store.ts`). */
export const EXPIRY_TAG = { key: 'wormtrail_expire', value: 'true' } as const;

/**
 * Unlocked, and without versions: the sealer's staging comes and goes each minute, and every reader checks what it reads.
 * Of stages only those go that the auditor tagged: a stage is what a hole is filled from.
 */
export class StateBucket extends Construct implements IStateBucket {
  /** Takes up a bucket that exists. */
  static fromBucketName(scope: Construct, id: string, name: string): IStateBucket {
    return new AdoptedStateBucket(scope, id, name);
  }

  readonly bucketName: string;
  readonly bucketArn: string;
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const name = bucketName(checkQualifier(props.qualifier), 'state');
    this.bucketName = name;
    this.bucketArn = bucketArn(name);
    const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      bucketName: name,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        {
          id: 'stages',
          prefix: 'stages/',
          tagFilters: { [EXPIRY_TAG.key]: EXPIRY_TAG.value },
          // Of the object's age: what is tagged is older, and goes with the next day's run.
          expiration: Duration.days(1),
        },
      ],
      removalPolicy,
    });
    const { accessLogs } = props;
    const resource = this.bucket.node.defaultChild;
    if (accessLogs !== undefined && resource instanceof s3.CfnBucket) {
      // On the resource: by the bucket's props a feature flag decides whether an ACL is written.
      resource.loggingConfiguration = {
        destinationBucketName: accessLogs.bucketName,
        logFilePrefix: 'state/',
      };
    }
    this.bucket.policy = new s3.BucketPolicy(this, 'Policy', {
      bucket: this.bucket as s3.IBucket, // to this compiler optional fields differ (exactOptionalPropertyTypes)
      document: document([
        deny({
          sid: 'DenyInsecureTransport',
          actions: ['s3:*'],
          // By reference, not by name: reviewers' tools read only that as this bucket.
          resources: [this.bucket.bucketArn, `${this.bucket.bucketArn}/*`],
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
          except: [],
        }),
      ]),
      removalPolicy,
    });
  }
}

class AdoptedStateBucket extends Construct implements IStateBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.bucketName = name;
    this.bucketArn = bucketArn(name);
  }
}
