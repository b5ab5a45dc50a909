import type { Deployment } from '../adapters/aws/deployment';
import type { DynamoLedger } from '../adapters/aws/dynamo-ledger';
import { WormtrailError } from '../core/errors';
import type { ObjectStore, RecordStream, Signer } from '../core/ports';
import { type BucketDescription, reaching } from './archive';

/** A deployed stack, as its archive's bucket leads to it. Loads the AWS SDK. */
export interface Deployed {
  readonly deployment: Deployment;
  readonly archive: ObjectStore;
  readonly state: ObjectStore;
  readonly ledger: DynamoLedger;
  readonly stream: RecordStream;
  openSigner(): Promise<Signer>;
}

/**
 * The stack that a bucket is the archive of, by what the stack published.
 * @throws WormtrailError `usage` for a part of a bucket; `unavailable` if nothing was published about it; `denied`
 */
export async function openDeployed(description: BucketDescription): Promise<Deployed> {
  const { bucket, prefix, endpoint } = description;
  const archive = `s3://${bucket}`;
  if (prefix !== '') {
    throw new WormtrailError('usage', `${archive}/${prefix} is a part of a bucket`, {
      hint: `the archive of a deployed stack is the whole of its bucket: ${archive}`,
    });
  }
  const { deploymentParameter, findDeployment } =
    require('../adapters/aws/deployment') as typeof import('../adapters/aws/deployment');
  const deployment = await reaching(archive, () => findDeployment(bucket, { endpoint }));
  if (deployment === undefined) {
    throw new WormtrailError('unavailable', `no deployed stack says that its archive is ${archive}`, {
      hint: `it publishes the SSM parameter ${deploymentParameter(bucket)} in its account and Region; a copy of an archive can be verified only`,
    });
  }
  const clients = require('../adapters/aws/clients') as typeof import('../adapters/aws/clients');
  const ledgers = require('../adapters/aws/dynamo-ledger') as typeof import('../adapters/aws/dynamo-ledger');
  const streams =
    require('../adapters/aws/firehose-stream') as typeof import('../adapters/aws/firehose-stream');
  const signers = require('../adapters/aws/kms-signer') as typeof import('../adapters/aws/kms-signer');
  const stores = require('../adapters/aws/s3-store') as typeof import('../adapters/aws/s3-store');
  const settings = { region: deployment.region, endpoint };
  const s3 = clients.s3Client(settings);
  return {
    deployment,
    archive: new stores.S3Store({ client: s3, bucket }),
    state: new stores.S3Store({ client: s3, bucket: deployment.state }),
    ledger: new ledgers.DynamoLedger({ client: clients.dynamoClient(settings), table: deployment.ledger }),
    stream: new streams.FirehoseStream({
      client: clients.firehoseClient(settings),
      stream: deployment.stream,
    }),
    openSigner: () =>
      reaching(archive, () =>
        signers.KmsSigner.open(clients.kmsClient(settings), {
          keyArn: deployment.signingKey,
          origin: deployment.origin,
        }),
      ),
  };
}
