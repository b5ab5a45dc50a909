import * as iam from 'aws-cdk-lib/aws-iam';
import { viaService } from './names';

/*
 * The policy statements that roles are made of. Each says one thing; a role's policy is a list of them.
 */

/** A bucket whose objects are encrypted under `keyArn` with a bucket key. */
export interface BucketAccess {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** The ledger's table, encrypted under `keyArn`. */
export interface LedgerAccess {
  readonly tableName: string;
  readonly tableArn: string;
  readonly keyArn: string;
}

/** The stream, encrypted under `keyArn`. */
export interface StreamAccess {
  readonly streamArn: string;
  readonly keyArn: string;
}

function allow(
  sid: string,
  actions: string[],
  resources: string[],
  conditions?: Record<string, Record<string, unknown>>,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    actions,
    resources,
    ...(conditions === undefined ? {} : { conditions }),
  });
}

/** `actions` on the objects under `prefixes` (each ending in `/`). */
export function onObjects(
  sid: string,
  { bucketArn }: BucketAccess,
  prefixes: readonly string[],
  actions: string[],
): iam.PolicyStatement {
  return allow(
    sid,
    actions,
    prefixes.map((prefix) => `${bucketArn}/${prefix}*`),
  );
}

/**
 * Tells an object that is not there from one that may not be read: without `s3:ListBucket` S3 answers 403 to both, and
 * with a condition on the prefix too, since a GET has none.
 */
export function seeWhatIsThere(sid: string, { bucketArn }: BucketAccess): iam.PolicyStatement {
  return allow(sid, ['s3:ListBucket'], [bucketArn]);
}

/** Lists the versions under `prefixes` (each ending in `/`). */
export function listVersions(
  sid: string,
  { bucketArn }: BucketAccess,
  prefixes: readonly string[],
): iam.PolicyStatement {
  return allow(sid, ['s3:ListBucketVersions'], [bucketArn], {
    StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) },
  });
}

/**
 * The bucket's key, through S3 and for this bucket only: with a bucket key the encryption context is the bucket's
 * ARN, not the object's (S3, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys").
 */
export function bucketKey(
  sid: string,
  { bucketArn, keyArn }: BucketAccess,
  access: 'read' | 'write',
): iam.PolicyStatement {
  // A writer decrypts too: conditional and multipart writes read what is there.
  return allow(sid, access === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn], {
    StringLike: { 'kms:ViaService': viaService('s3') },
    StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucketArn },
  });
}

/** Reads the ledger: all of it, or the partitions that begin as `partitions` say (with `*` as a wildcard). */
export function readLedger(ledger: LedgerAccess, partitions?: readonly string[]): iam.PolicyStatement {
  return allow(
    'ReadLedger',
    ['dynamodb:GetItem', 'dynamodb:Query'],
    [ledger.tableArn],
    partitions && leadingKeys(partitions),
  );
}

/**
 * Writes the partitions of the ledger, and no other: by PutItem, the only write that the adapter makes. One within
 * TransactWriteItems is authorised as what it would be alone (DynamoDB, "IAM permissions for transactions").
 */
export function writeLedger(ledger: LedgerAccess, partitions: readonly string[]): iam.PolicyStatement {
  return allow('WriteLedger', ['dynamodb:PutItem'], [ledger.tableArn], leadingKeys(partitions));
}

/**
 * Says when items of the partitions may go: an update that touches their keys and `attribute`, and gives back nothing
 * else of them (DynamoDB, "Using IAM policy conditions for fine-grained access control").
 */
export function expireRows(
  ledger: LedgerAccess,
  partitions: readonly string[],
  attribute: string,
): iam.PolicyStatement {
  const { 'ForAllValues:StringLike': keys, Null } = leadingKeys(partitions);
  return allow('ExpireRows', ['dynamodb:UpdateItem'], [ledger.tableArn], {
    'ForAllValues:StringLike': keys,
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', attribute] },
    Null: { ...Null, 'dynamodb:Attributes': 'false' },
    StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
  });
}

/** Tags the objects under `prefix` (ending in `/`) with this tag, and with no other. */
export function tagObjects(
  sid: string,
  { bucketArn }: BucketAccess,
  prefix: string,
  { key, value }: { readonly key: string; readonly value: string },
): iam.PolicyStatement {
  return allow(sid, ['s3:PutObjectTagging'], [`${bucketArn}/${prefix}*`], {
    StringEquals: { [`s3:RequestObjectTag/${key}`]: value },
    'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': [key] },
  });
}

/** The ledger's key through DynamoDB, for this table only; DynamoDB names the table in the encryption context. */
export function ledgerKey(ledger: LedgerAccess, access: 'read' | 'write'): iam.PolicyStatement {
  const actions = ['kms:Decrypt'];
  // DynamoDB, "Authorizing use of your customer managed key".
  if (access === 'write')
    actions.push('kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo');
  return allow('LedgerKey', actions, [ledger.keyArn], {
    StringLike: { 'kms:ViaService': viaService('dynamodb') },
    StringEquals: { 'kms:EncryptionContext:aws:dynamodb:tableName': ledger.tableName },
  });
}

// A request without keys would satisfy ForAllValues; Null refuses it (IAM, "Set operators for multivalued keys").
function leadingKeys(partitions: readonly string[]) {
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}

/**
 * Puts records into the stream. Since 2026-04-20 Firehose asks the key of an encrypted stream for every caller; without
 * it CloudWatch Logs disables a subscription for ten minutes at a time and skips what was logged meanwhile.
 */
export function writeStream({ streamArn, keyArn }: StreamAccess): iam.PolicyStatement[] {
  return [
    allow('WriteStream', ['firehose:PutRecord', 'firehose:PutRecordBatch'], [streamArn]),
    allow('StreamKey', ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn], {
      StringLike: { 'kms:ViaService': viaService('firehose') },
    }),
  ];
}

/** Writes to the log groups of a function. */
export function writeLogs(logGroupArn: string): iam.PolicyStatement {
  return allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [`${logGroupArn}:log-stream:*`]);
}

/** Lambda decrypts a function's environment for its role, and for that function only. */
export function environmentKey(keyArn: string, functionArn: string): iam.PolicyStatement {
  return allow('EnvironmentKey', ['kms:Decrypt'], [keyArn], {
    StringEquals: { 'kms:EncryptionContext:aws:lambda:FunctionArn': functionArn },
  });
}
