import type { SourceFormat } from '../format';
import { dynamodbStream } from './dynamodb-stream';
import { firehose } from './firehose';
import { lambdaHttp } from './http';
import { kinesis } from './kinesis';
import { lambdaLogs } from './lambda-logs';
import { s3ObjectLambda } from './s3-object-lambda';
import { sns } from './sns';
import { sqs } from './sqs';

/** What AWS hands to Lambda functions: requests, messages, records of streams. */
export const LAMBDA: readonly SourceFormat[] = [
  lambdaHttp,
  sqs,
  sns,
  kinesis,
  dynamodbStream,
  firehose,
  lambdaLogs,
  s3ObjectLambda,
];
