import { Annotations, Duration, aws_kms as kms, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { AccessLogs } from './access-logs';
import { archiveLifecycle, SMALLEST_MOVED } from './archive-lifecycle';
import { archiveDenials } from './archive-policy';
import { document } from './deny';
import { type Exemptions, resolveExemptions } from './exemptions';
import { guardedKeyPolicy } from './key-policy';
import { bucketArn, bucketName, checkQualifier, keyAlias } from './names';
import { LockMode, type Retention } from './retention';

/** A bucket that keeps a log, made here or elsewhere. */
export interface IArchive extends IConstruct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** The key of every object in it. */
  readonly key: kms.IKey;
  readonly retention: Retention;
}

export interface ArchiveProps {
  /** How long the log is locked, at hand and kept. */
  readonly retention: Retention;
  /**
   * First part of every name. Cannot be changed once deployed.
   * @default 'wormtrail'
   */
  readonly qualifier?: string;
  /**
   * Who is not bound by the denials.
   * @default - the role with which CloudFormation deploys this stack
   */
  readonly exempt?: Exemptions;
}

/** An archive that exists. */
export interface ArchiveAttributes {
  readonly bucketName: string;
  readonly keyArn: string;
  /** The retention it was made with; nothing of it is changed. */
  readonly retention: Retention;
}

abstract class ArchiveBase extends Construct implements IArchive {
  abstract readonly bucketName: string;
  abstract readonly bucketArn: string;
  abstract readonly key: kms.IKey;
  abstract readonly retention: Retention;
}

/**
 * The archive: a bucket under Object Lock from birth, its key, and a bucket for its access logs. All of it survives the
 * stack's deletion, with its policies.
 *
 * @throws if the retention lacks an acknowledgement or a second copy that it demands
 */
export class Archive extends ArchiveBase {
  /**
   * Takes up an archive that exists, such as one that was kept when its stack was destroyed. Its lock, policies, key and
   * lifecycle stay as they are.
   */
  static fromAttributes(scope: Construct, id: string, attributes: ArchiveAttributes): IArchive {
    return new AdoptedArchive(scope, id, attributes);
  }

  readonly bucketName: string;
  readonly bucketArn: string;
  readonly key: kms.Key;
  readonly retention: Retention;
  readonly bucket: s3.Bucket;
  /** What writes to the bucket depends on this, so that nothing is stored before the denials hold. */
  readonly policy: s3.BucketPolicy;
  readonly accessLogs: s3.Bucket;

  constructor(scope: Construct, id: string, props: ArchiveProps) {
    super(scope, id);
    const { retention } = props;
    const qualifier = checkQualifier(props.qualifier);
    const { account, region } = Stack.of(this);
    retention.check(`${qualifier}-archive-${account}-${region}`);
    const exempt = resolveExemptions(this, props.exempt);
    const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    this.retention = retention;
    this.key = new kms.Key(this, 'Key', {
      description: `${qualifier}: objects of the archive`,
      enableKeyRotation: true,
      policy: guardedKeyPolicy(exempt),
      pendingWindow: Duration.days(30),
      removalPolicy,
    });
    new kms.CfnAlias(this, 'Alias', {
      aliasName: keyAlias(qualifier, 'archive'),
      targetKeyId: this.key.keyArn,
    });

    const accessLogs = new AccessLogs(this, 'AccessLogs', {
      bucketName: bucketName(qualifier, 'access-logs'),
      sources: [bucketName(qualifier, 'archive'), bucketName(qualifier, 'state')],
      keepDays: retention.lockDays,
      exempt,
    });
    this.accessLogs = accessLogs.bucket;

    this.bucket = lockedBucket(this, {
      bucketName: bucketName(qualifier, 'archive'),
      retention,
      key: this.key,
      accessLogs: this.accessLogs,
    });
    // nothing is done to the archive before its log can be delivered
    this.bucket.node.addDependency(accessLogs);
    this.policy = new s3.BucketPolicy(this, 'Policy', {
      bucket: this.bucket as s3.IBucket, // to this compiler optional fields differ (exactOptionalPropertyTypes)
      document: document(
        archiveDenials({ bucketArn: this.bucket.bucketArn, keyArn: this.key.keyArn, retention, exempt }),
      ),
      removalPolicy,
    });
    this.bucket.policy = this.policy;
    this.bucketName = this.bucket.bucketName;
    this.bucketArn = this.bucket.bucketArn;

    const irreversible = retention.irreversible();
    // an info, not a warning: what was acknowledged word for word must be seen, and must not fail `--strict`
    if (irreversible !== undefined)
      Annotations.of(this).addInfoV2('wormtrail:Archive.irreversible', irreversible);
  }
}

/** The adopted one: names and the key, and nothing that the template would change. */
class AdoptedArchive extends ArchiveBase {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly key: kms.IKey;
  readonly retention: Retention;

  constructor(scope: Construct, id: string, attributes: ArchiveAttributes) {
    super(scope, id);
    attributes.retention.check(attributes.bucketName);
    this.bucketName = attributes.bucketName;
    this.bucketArn = bucketArn(attributes.bucketName);
    this.key = kms.Key.fromKeyArn(this, 'Key', attributes.keyArn);
    this.retention = attributes.retention;
    Annotations.of(this).addInfoV2(
      'wormtrail:Archive.adopted',
      `the archive ${attributes.bucketName} is adopted as it is: this stack changes neither its lock nor its policies`,
    );
  }
}

function lockedBucket(
  scope: Construct,
  props: { bucketName: string; retention: Retention; key: kms.IKey; accessLogs: s3.Bucket },
): s3.Bucket {
  const { bucketName, retention, key, accessLogs } = props;
  const days = Duration.days(retention.lockDays);
  const bucket = new s3.Bucket(scope, 'Bucket', {
    bucketName,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    versioned: true,
    // from birth: CloudFormation replaces a bucket to lock it later
    objectLockEnabled: true,
    objectLockDefaultRetention:
      retention.mode === LockMode.COMPLIANCE
        ? s3.ObjectLockRetention.compliance(days)
        : s3.ObjectLockRetention.governance(days),
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    transitionDefaultMinimumObjectSize: SMALLEST_MOVED,
    lifecycleRules: archiveLifecycle(retention),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) throw new Error('the bucket has no CloudFormation resource');
  // on the resource: by the bucket's own props, one writes an ACL or not by a feature flag, the other adds a Lambda
  resource.loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix: 'archive/' };
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
}
