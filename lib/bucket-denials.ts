import type { aws_iam as iam } from 'aws-cdk-lib';
import { deny } from './deny';
import type { ResolvedExemptions } from './exemptions';

/**
 * What is denied on the archive and on its access logs alike. A bucket policy binds nobody who may replace it: past the
 * deployers that takes policies of the organisation.
 */
export function commonDenials(
  bucketArn: string,
  { deployers, breakGlass }: ResolvedExemptions,
): iam.PolicyStatement[] {
  const objects = `${bucketArn}/*`;
  const configurers = [...deployers, ...breakGlass];
  return [
    deny({
      sid: 'DenyInsecureTransport',
      actions: ['s3:*'],
      resources: [bucketArn, objects],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      except: [],
    }),
    // Object Lock keeps the version; a delete marker would still hide it. S3's own lifecycle asks no policy
    deny({
      sid: 'DenyDeletion',
      actions: ['s3:DeleteObject*', 's3:ReplicateDelete'],
      resources: [objects],
      except: breakGlass,
    }),
    // a rule of lifecycle deletes for whoever may not; suspended versioning overwrites
    deny({
      sid: 'DenyLifecycle',
      actions: ['s3:PutLifecycleConfiguration', 's3:PutBucketVersioning'],
      resources: [bucketArn],
      except: configurers,
    }),
    // who may replace this policy may do all that it denies
    deny({
      sid: 'DenyPolicyChange',
      actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
      resources: [bucketArn],
      except: configurers,
    }),
    // nothing here is for other accounts, let alone the public
    deny({
      sid: 'DenyOpening',
      actions: [
        's3:PutBucketAcl',
        's3:PutObjectAcl',
        's3:PutObjectVersionAcl',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPublicAccessBlock',
      ],
      resources: [bucketArn, objects],
      except: configurers,
    }),
    // only an empty bucket can go, and a failed first deploy must take back the one it made; the name is for the next
    deny({
      sid: 'DenyDeleteBucket',
      actions: ['s3:DeleteBucket'],
      resources: [bucketArn],
      except: configurers,
    }),
  ];
}
