import { dynamoClient, kmsClient, s3Client } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { KmsSigner } from '../../adapters/aws/kms-signer';
import { S3Store } from '../../adapters/aws/s3-store';
import { FileSpill } from '../../adapters/local/verify-spill';
import { readSealed } from '../../core/audit/sealed';
import { parseVerifierKey } from '../../core/tlog/note';
import { setting } from '../environment';
import { createAuditorHandler } from './handler';

const ledger = new DynamoLedger({ client: dynamoClient(), table: setting('WORMTRAIL_LEDGER_TABLE') });
const key = { keyArn: setting('WORMTRAIL_SIGNING_KEY'), origin: setting('WORMTRAIL_ORIGIN') };

/** What EventBridge Scheduler invokes, each hour. */
export const handler = createAuditorHandler({
  archive: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_ARCHIVE_BUCKET') }),
  state: new S3Store({ client: s3Client(), bucket: setting('WORMTRAIL_STATE_BUCKET') }),
  ledger,
  lock: ledger.register('auditor'),
  sealed: () => readSealed(ledger.lock),
  // Only the public half is read: the auditor may not sign.
  openKey: async () => parseVerifierKey((await KmsSigner.open(kmsClient(), key)).verifierKey),
  openSpill: () => FileSpill.create(),
  clock: { now: Date.now },
  log: setting('WORMTRAIL_LOG'),
  print: (line) => console.log(line),
});
