import type { aws_iam as iam } from 'aws-cdk-lib';
import { commonDenials } from './bucket-denials';
import { deny } from './deny';
import type { ResolvedExemptions } from './exemptions';
import type { Retention } from './retention';

/** What the archive's policy is made from. */
export interface ArchivePolicyProps {
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly retention: Retention;
  readonly exempt: ResolvedExemptions;
}

const KEY_HEADER = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const ENCRYPTION_HEADER = 's3:x-amz-server-side-encryption';
const CUSTOMER_KEY_HEADER = 's3:x-amz-server-side-encryption-customer-algorithm';
const MODE = 's3:object-lock-mode';

/**
 * The denials of the archive bucket. It allows nothing: roles of the account write and read by their own policies.
 *
 * Conditions on a header hold only where it was sent, so that a PUT without headers, as Firehose sends it, takes the
 * bucket's default lock and encryption and passes. Replication in (`s3:ReplicateObject`) and out is not touched.
 * Condition keys: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function archiveDenials({
  bucketArn,
  keyArn,
  retention,
  exempt,
}: ArchivePolicyProps): iam.PolicyStatement[] {
  const objects = `${bucketArn}/*`;
  const { breakGlass } = exempt;
  const configurers = [...exempt.deployers, ...breakGlass];
  return [
    ...commonDenials(bucketArn, exempt),
    ...lockDenials({ objects, bucketArn, retention, configurers, breakGlass }),
    // encrypted under a key of somebody else's, an object is his to destroy
    deny({
      sid: 'DenyOtherKey',
      actions: ['s3:PutObject'],
      resources: [objects],
      conditions: { StringNotEquals: { [KEY_HEADER]: keyArn }, Null: { [KEY_HEADER]: 'false' } },
      except: [],
    }),
    // the key's policy guards nothing that is not under the key
    deny({
      sid: 'DenyOtherEncryption',
      actions: ['s3:PutObject'],
      resources: [objects],
      conditions: {
        StringNotEquals: { [ENCRYPTION_HEADER]: 'aws:kms' },
        Null: { [ENCRYPTION_HEADER]: 'false' },
      },
      except: [],
    }),
    // a key that comes with the request is in no account at all
    deny({
      sid: 'DenyCustomerKey',
      actions: ['s3:PutObject'],
      resources: [objects],
      conditions: { Null: { [CUSTOMER_KEY_HEADER]: 'false' } },
      except: [],
    }),
    // re-encryption moves stored objects under another key, whatever their lock
    deny({
      sid: 'DenyReencryption',
      actions: ['s3:UpdateObjectEncryption'],
      resources: [objects],
      except: breakGlass,
    }),
    // another default key is another key for all that comes
    deny({
      sid: 'DenyEncryptionChange',
      actions: ['s3:PutEncryptionConfiguration'],
      resources: [bucketArn],
      except: configurers,
    }),
    // replication copies the log to where nobody looks
    deny({
      sid: 'DenyReplicationChange',
      actions: ['s3:PutReplicationConfiguration'],
      resources: [bucketArn],
      except: configurers,
    }),
    // who blinds the access log or the events acts unseen
    deny({
      sid: 'DenyBlinding',
      actions: ['s3:PutBucketLogging', 's3:PutBucketNotification'],
      resources: [bucketArn],
      except: configurers,
    }),
    // a checkpoint is written once, or in place of a certain object that the sealer found there. Parts of an upload
    // create nothing: only what creates an object must say so
    deny({
      sid: 'DenyCheckpointOverwrite',
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/log/checkpoints/*`],
      conditions: {
        Null: { 's3:if-none-match': 'true', 's3:if-match': 'true' },
        Bool: { 's3:ObjectCreationOperation': 'true' },
      },
      except: [],
    }),
  ];
}

function lockDenials({
  objects,
  bucketArn,
  retention,
  configurers,
  breakGlass,
}: {
  objects: string;
  bucketArn: string;
  retention: Retention;
  configurers: string[];
  breakGlass: string[];
}): iam.PolicyStatement[] {
  const lockActions = ['s3:PutObject', 's3:PutObjectRetention'];
  return [
    // GOVERNANCE is worth what this permission is
    deny({
      sid: 'DenyBypassGovernance',
      actions: ['s3:BypassGovernanceRetention'],
      resources: [objects],
      except: breakGlass,
    }),
    // an object's own retention overrides the bucket's default. Without IfExists: a PUT that names none passes. Deployers
    // are exempt, as an old object's extension may leave fewer days than a new one's lock; S3 lets nobody shorten
    deny({
      sid: 'DenyShorterRetention',
      actions: lockActions,
      resources: [objects],
      conditions: {
        NumericLessThan: { 's3:object-lock-remaining-retention-days': String(retention.lockDays) },
      },
      except: configurers,
    }),
    // a weaker mode, or one that cannot be undone, under an archive that is not of it
    deny({
      sid: 'DenyOtherLockMode',
      actions: lockActions,
      resources: [objects],
      conditions: { StringNotEquals: { [MODE]: retention.mode }, Null: { [MODE]: 'false' } },
      except: configurers,
    }),
    // who may place a hold may lift one; there are none here yet
    deny({
      sid: 'DenyLegalHold',
      actions: ['s3:PutObjectLegalHold'],
      resources: [objects],
      except: breakGlass,
    }),
    // event holds are not used
    deny({
      sid: 'DenyEventHold',
      actions: lockActions,
      resources: [objects],
      conditions: { Null: { 's3:object-lock-event-hold': 'false' } },
      except: breakGlass,
    }),
    // the default is what locks all that is written; deployers must be able to extend it
    deny({
      sid: 'DenyLockConfiguration',
      actions: ['s3:PutBucketObjectLockConfiguration'],
      resources: [bucketArn],
      except: configurers,
    }),
  ];
}
