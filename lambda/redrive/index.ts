import { dynamoClient, firehoseClient, s3Client } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { FirehoseStream } from '../../adapters/aws/firehose-stream';
import { S3Store } from '../../adapters/aws/s3-store';
import { setting } from '../environment';
import { createRedriveHandler } from './handler';

/** What EventBridge Scheduler invokes. */
export const handler = createRedriveHandler({
  archive: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_ARCHIVE_BUCKET') }),
  state: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_STATE_BUCKET') }),
  ledger: new DynamoLedger({ client: dynamoClient(), table: setting('WORMTRAIL_LEDGER_TABLE') }),
  stream: new FirehoseStream({ client: firehoseClient(), stream: setting('WORMTRAIL_STREAM') }),
  clock: { now: Date.now },
  log: setting('WORMTRAIL_LOG'),
  print: (line) => console.log(line),
});
