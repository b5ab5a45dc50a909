import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Retention } from './retention';

/** What holds events. What is under `log/` proves them, is small, and is kept for ever. */
const EVENT_PREFIXES = ['events/', 'failed/'] as const;

/**
 * The cheaper classes bill smaller objects as 128 KB, so S3 is to move none. Said for the bucket and not in each rule: the
 * CDK writes a rule's size as a number, which CloudFormation takes with a warning.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const SMALLEST_MOVED = s3.TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K;

/** Days before which S3 moves nothing to STANDARD_IA, and the least it bills there. */
const INFREQUENT_AFTER = 30;
const INFREQUENT_AT_LEAST = 30;
/** The least days that GLACIER_IR bills. */
const GLACIER_AT_LEAST = 90;

/**
 * The archive's lifecycle: cheaper classes by age, clean-up of broken uploads, and expiry where the retention asks for it.
 *
 * Every class is one that reads at once: Glacier Flexible and Deep Archive are not used, as `verify`, `show` and Athena
 * could not read there. A step is taken only where the object stays long enough to pay for it.
 */
export function archiveLifecycle(retention: Retention): s3.LifecycleRule[] {
  return [
    {
      id: 'abort-incomplete-uploads',
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    },
    ...EVENT_PREFIXES.flatMap((prefix) => [...tiers(prefix, retention), ...expiry(prefix, retention)]),
  ];
}

function tiers(prefix: string, retention: Retention): s3.LifecycleRule[] {
  // only what is sure: without expiry an object lives on after its lock, until somebody removes it
  const end = retention.expireAfterDays ?? retention.lockDays;
  const glacier = end - retention.atHandDays >= GLACIER_AT_LEAST ? retention.atHandDays : undefined;
  const infrequent = (glacier ?? end) - INFREQUENT_AFTER >= INFREQUENT_AT_LEAST;
  const transitions: s3.Transition[] = [];
  if (infrequent) {
    transitions.push({
      storageClass: s3.StorageClass.INFREQUENT_ACCESS,
      transitionAfter: Duration.days(INFREQUENT_AFTER),
    });
  }
  if (glacier !== undefined) {
    transitions.push({
      storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
      transitionAfter: Duration.days(glacier),
    });
  }
  if (transitions.length === 0) return [];
  return [{ id: `tier-${prefix.slice(0, -1)}`, prefix, transitions }];
}

/**
 * Expiry of a versioned object takes three steps: a delete marker, the end of the version behind it, the end of the
 * marker. S3 skips versions that are still locked. A version that was overwritten ends as soon as its lock does, which
 * may be before `expireAfterDays`: `verify` reports that (`selective-expiry`); a lock as long as the expiry prevents it.
 */
function expiry(prefix: string, { expireAfterDays }: Retention): s3.LifecycleRule[] {
  if (expireAfterDays === undefined) return [];
  const name = prefix.slice(0, -1);
  return [
    {
      id: `expire-${name}`,
      prefix,
      expiration: Duration.days(expireAfterDays),
      noncurrentVersionExpiration: Duration.days(1),
    },
    // S3 takes no days and markers in one rule
    { id: `markers-${name}`, prefix, expiredObjectDeleteMarker: true },
  ];
}
