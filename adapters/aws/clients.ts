import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';

/** Where a client is to go. What is absent comes from the environment and the profile, as in any AWS tool. */
export interface ClientSettings {
  readonly region?: string | undefined;
  /** A stand-in for the service. Default: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string | undefined;
}

/** A connection that is not made in this time is not made. */
const CONNECT_MS = 5_000;
/** An answer that has not begun, or not gone on, in this time was lost. */
const ANSWER_MS = 30_000;
/** First try and retries, with the SDK's back-off. */
const ATTEMPTS = 4;

/** A client for S3, which follows a bucket into its Region, and uses path style before a stand-in. */
export function s3Client(settings: ClientSettings = {}): S3Client {
  const isStandIn = settings.endpoint !== undefined || hasEndpoint('AWS_ENDPOINT_URL_S3');
  return new S3Client({ ...shared(settings), forcePathStyle: isStandIn, followRegionRedirects: true });
}

export function dynamoClient(settings: ClientSettings = {}): DynamoDBClient {
  return new DynamoDBClient(shared(settings));
}

export function firehoseClient(settings: ClientSettings = {}): FirehoseClient {
  return new FirehoseClient(shared(settings));
}

export function kmsClient(settings: ClientSettings = {}): KMSClient {
  return new KMSClient(shared(settings));
}

export function ssmClient(settings: ClientSettings = {}): SSMClient {
  return new SSMClient(shared(settings));
}

/** What every client is made with. */
export function shared({ region, endpoint }: ClientSettings) {
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: ANSWER_MS },
  };
}

/** Documented in the AWS SDKs and Tools Reference Guide, "Service-specific endpoints". */
function hasEndpoint(service: string): boolean {
  return Boolean(process.env[service] || process.env.AWS_ENDPOINT_URL);
}
