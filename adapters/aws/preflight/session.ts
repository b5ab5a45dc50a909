import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FirehoseClient } from '@aws-sdk/client-firehose';
import type { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import {
  type ClientSettings,
  dynamoClient,
  firehoseClient,
  kmsClient,
  s3Client,
  shared,
  ssmClient,
} from '../clients';

/** The services that are looked at, in one Region. */
export interface Session {
  readonly sts: STSClient;
  readonly quotas: ServiceQuotasClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly firehose: FirehoseClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  readonly ssm: SSMClient;
}

export function openSession(settings: ClientSettings): Session {
  const given = shared(settings);
  return {
    sts: new STSClient(given),
    quotas: new ServiceQuotasClient(given),
    lambda: new LambdaClient(given),
    logs: new CloudWatchLogsClient(given),
    firehose: firehoseClient(settings),
    kms: kmsClient(settings),
    s3: s3Client(settings),
    dynamo: dynamoClient(settings),
    ssm: ssmClient(settings),
  };
}

/** Where the log is to be deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly qualifier: string;
}
