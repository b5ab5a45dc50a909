import { DeleteObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectInfo } from '../../core/ports';
import { awsError, faultOf } from './errors';

/** How S3 holds a version, as far as it told. */
export interface Hold {
  /** `COMPLIANCE` or `GOVERNANCE`; undefined if there is no lock, or this identity may not see it. */
  readonly mode: string | undefined;
  /** Until when, ISO 8601. */
  readonly until: string | undefined;
  /** `aws:kms` where it is encrypted by a KMS key. */
  readonly encryption: string | undefined;
}

/** Reads how a version is held; the lock takes `s3:GetObjectRetention`. @throws WormtrailError `denied`, `unavailable` */
export async function holdOf(client: S3Client, bucket: string, object: ObjectInfo): Promise<Hold> {
  const { key: Key, version: VersionId } = object;
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key, VersionId }));
    return {
      mode: head.ObjectLockMode,
      until: head.ObjectLockRetainUntilDate?.toISOString(),
      encryption: head.ServerSideEncryption,
    };
  } catch (error) {
    throw awsError(error, 'cannot read how S3 holds', `s3://${bucket}/${Key}`);
  }
}

/**
 * Tries to delete a version for good, without lifting GOVERNANCE.
 * @returns S3's reason if it refused; undefined if it is gone
 * @throws WormtrailError if there was no answer
 */
export async function tryDelete(
  client: S3Client,
  bucket: string,
  object: ObjectInfo,
): Promise<string | undefined> {
  const { key: Key, version: VersionId } = object;
  try {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
    return undefined;
  } catch (error) {
    const { name, status, message } = faultOf(error);
    // AWS refuses with 403; other implementations of S3 with 400 InvalidRequest.
    if (status === 403 || status === 400) return `${status} ${name}${message === '' ? '' : `: ${message}`}`;
    throw awsError(error, 'cannot try to delete', `s3://${bucket}/${Key}`);
  }
}
