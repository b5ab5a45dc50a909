import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { WormtrailError } from '../../core/errors';
import { type ClientSettings, s3Client, ssmClient } from './clients';
import { awsError, isFault } from './errors';

/** What a deployed stack publishes about the log in an archive bucket. */
export interface Deployment {
  readonly qualifier: string;
  readonly origin: string;
  readonly region: string;
  /** Names of buckets, table and stream. */
  readonly archive: string;
  readonly state: string;
  readonly ledger: string;
  readonly stream: string;
  /** ARN. */
  readonly signingKey: string;
  /** Days after which events expire; null: never. */
  readonly retention: number | null;
  /** Seconds after which what was entered must have been delivered. */
  readonly deliveryLimit: number;
}

const FORM = 'deployment/v1';

/** Name of the SSM parameter that tells what belongs to an archive bucket. */
export function deploymentParameter(bucket: string): string {
  return `/wormtrail/archive/${bucket}`;
}

/**
 * Finds out what belongs to an archive bucket: from the SSM parameter that its stack published, in the bucket's own
 * Region.
 * @returns undefined if nothing was published (a copy of an archive, or a bucket made otherwise)
 * @throws WormtrailError `denied` if it may not be read; `unavailable`, `malformed`, `unsupported`
 */
export async function findDeployment(
  bucket: string,
  settings: ClientSettings = {},
): Promise<Deployment | undefined> {
  const region = settings.region ?? (await bucketRegion(bucket, settings));
  const Name = deploymentParameter(bucket);
  const client = ssmClient({ ...settings, region });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return parseDeployment(bucket, Parameter?.Value ?? '');
  } catch (error) {
    if (isFault(error, 'ParameterNotFound')) return undefined;
    throw awsError(error, 'cannot read the parameter', Name);
  } finally {
    client.destroy();
  }
}

/** The Region of a bucket; undefined if S3 does not tell. */
export async function bucketRegion(
  bucket: string,
  settings: ClientSettings = {},
): Promise<string | undefined> {
  const client = s3Client(settings);
  try {
    return (await client.send(new HeadBucketCommand({ Bucket: bucket }))).BucketRegion;
  } catch {
    // Whoever may not ask falls back on the Region of his environment.
    return undefined;
  } finally {
    client.destroy();
  }
}

/**
 * Reads the published JSON.
 * @throws WormtrailError `unsupported` for a newer form; `malformed`, also if it is about another bucket
 */
export function parseDeployment(bucket: string, text: string): Deployment {
  const fields = objectOf(bucket, text);
  const form = fields.get('wormtrail');
  if (form !== FORM) {
    if (typeof form === 'string' && /^deployment\/v\d+$/.test(form)) {
      throw new WormtrailError('unsupported', `${deploymentParameter(bucket)} has the form ${form}`, {
        hint: 'use a newer wormtrail',
      });
    }
    throw malformed(bucket, `it does not begin with "wormtrail":"${FORM}"`);
  }
  const string = (name: string): string => {
    const value = fields.get(name);
    if (typeof value === 'string' && value !== '') return value;
    throw malformed(bucket, `"${name}" should be a string, got ${JSON.stringify(value)}`);
  };
  const natural = (name: string): number => {
    const value = fields.get(name);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw malformed(bucket, `"${name}" should be a number, got ${JSON.stringify(value)}`);
  };
  const deployment = {
    qualifier: string('qualifier'),
    origin: string('origin'),
    region: string('region'),
    archive: string('archive'),
    state: string('state'),
    ledger: string('ledger'),
    stream: string('stream'),
    signingKey: string('signingKey'),
    retention: fields.get('retention') === null ? null : natural('retention'),
    deliveryLimit: natural('deliveryLimit'),
  };
  if (deployment.archive !== bucket) throw malformed(bucket, `it is about the bucket ${deployment.archive}`);
  return deployment;
}

function objectOf(bucket: string, text: string): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(bucket, 'it is no JSON');
  }
  if (typeof value !== 'object' || value === null) throw malformed(bucket, 'it is no JSON object');
  return new Map<string, unknown>(Object.entries(value));
}

function malformed(bucket: string, why: string): WormtrailError {
  return new WormtrailError(
    'malformed',
    `the parameter ${deploymentParameter(bucket)} cannot be read: ${why}`,
  );
}
