import { dynamoClient, kmsClient, s3Client } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { KmsSigner } from '../../adapters/aws/kms-signer';
import { S3Store } from '../../adapters/aws/s3-store';
import { numberOrNone, numberSetting, setting } from '../environment';
import { createSealerHandler } from './handler';

const ledger = new DynamoLedger({ client: dynamoClient(), table: setting('WORMTRAIL_LEDGER_TABLE') });
const key = { keyArn: setting('WORMTRAIL_SIGNING_KEY'), origin: setting('WORMTRAIL_ORIGIN') };

/** What EventBridge Scheduler invokes, each minute. */
export const handler = createSealerHandler({
  archive: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_ARCHIVE_BUCKET') }),
  state: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_STATE_BUCKET') }),
  ledger,
  lock: ledger.lock,
  openSigner: () => KmsSigner.open(kmsClient(), key),
  clock: { now: Date.now },
  genesis: {
    lanes: ['0'],
    retention: numberOrNone('WORMTRAIL_RETENTION_DAYS'),
    deliveryLimit: numberSetting('WORMTRAIL_DELIVERY_LIMIT'),
  },
  heartbeat: { everyMs: numberSetting('WORMTRAIL_HEARTBEAT_SECONDS') * 1000 },
  log: setting('WORMTRAIL_LOG'),
  print: (line) => console.log(line),
});
