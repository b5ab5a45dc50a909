import { dynamoClient, s3Client } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { backOffAtHead } from '../../adapters/aws/jitter';
import { S3Store } from '../../adapters/aws/s3-store';
import { deployedNormalizer } from '../../adapters/local/normalizer';

import { setting } from '../environment';
import { createTransformHandler } from './handler';

/** The one event lane. */
const LANE = '0';

/** What Firehose invokes. */
export const handler = createTransformHandler({
  state: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_STATE_BUCKET') }),
  ledger: new DynamoLedger({ client: dynamoClient(), table: setting('WORMTRAIL_LEDGER_TABLE') }),
  normalizer: deployedNormalizer(__dirname),
  lane: LANE,
  backOff: backOffAtHead,
  log: setting('WORMTRAIL_LOG'),
  clock: { now: Date.now },
  print: (line) => console.log(line),
});
