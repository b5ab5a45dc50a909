import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { checkSigningKey } from './keys';
import { EXPIRES_ATTRIBUTE } from './ledger';
import { ONE_CPU, PipelineFunction, type PipelineFunctionProps } from './pipeline-function';
import {
  bucketKey,
  expireRows,
  ledgerKey,
  listVersions,
  onObjects,
  readLedger,
  seeWhatIsThere,
  writeLedger,
} from './statements';

/** Seconds within which what was entered must have been delivered: what Firehose holds it keeps for a day. */
export const DELIVERY_LIMIT_SECONDS = 86_400;
const HEARTBEAT_SECONDS = 3600;

export interface SealerProps extends PipelineFunctionProps {
  /** The log's key, under which only the sealer signs. */
  readonly signingKey: kms.IKey;
}

/** What enters the rows of the ledger in the log each minute, signs and publishes a checkpoint. */
export class Sealer extends PipelineFunction {
  constructor(scope: Construct, id: string, props: SealerProps) {
    const { signingKey, archive } = props;
    super(scope, id, props, {
      name: 'sealer',
      description: 'Enters committed batches in the log, signs and publishes its checkpoints',
      // Longer than its period: two at once are safe, and after a backlog one pass takes its time.
      timeout: Duration.minutes(5),
      memorySize: ONE_CPU,
      environment: {
        WORMTRAIL_SIGNING_KEY: signingKey.keyArn,
        WORMTRAIL_RETENTION_DAYS: String(archive.retention.expireAfterDays ?? 'none'),
        WORMTRAIL_DELIVERY_LIMIT: String(DELIVERY_LIMIT_SECONDS),
        WORMTRAIL_HEARTBEAT_SECONDS: String(HEARTBEAT_SECONDS),
      },
      statements: (access) => [
        onObjects('Log', access.archive, ['log/'], ['s3:GetObject', 's3:PutObject']),
        listVersions('ListLog', access.archive, ['log/']),
        seeWhatIsThere('SeeArchive', access.archive),
        bucketKey('ArchiveKey', access.archive, 'write'),
        onObjects('Staging', access.state, ['staging/'], ['s3:DeleteObject', 's3:GetObject', 's3:PutObject']),
        listVersions('ListStaging', access.state, ['staging/']),
        seeWhatIsThere('SeeState', access.state),
        bucketKey('StateKey', access.state, 'write'),
        readLedger(access.ledger),
        writeLedger(access.ledger, ['lane#sealer', 'lanes', 'lock#sealer']),
        // Rows of event lanes that are not needed any more; what is in them the sealer cannot touch.
        expireRows(access.ledger, ['lane#0', 'batch#*'], EXPIRES_ATTRIBUTE),
        ledgerKey(access.ledger, 'write'),
        new iam.PolicyStatement({
          sid: 'Sign',
          actions: ['kms:Sign'],
          resources: [signingKey.keyArn],
          // Pure Ed25519 over the whole message (KMS, "Key spec reference").
          conditions: {
            StringEquals: { 'kms:SigningAlgorithm': 'ED25519_SHA_512', 'kms:MessageType': 'RAW' },
          },
        }),
        new iam.PolicyStatement({
          sid: 'PublicKey',
          actions: ['kms:GetPublicKey'],
          resources: [signingKey.keyArn],
        }),
      ],
    });
    checkSigningKey(signingKey);
    this.neverRetried();
  }
}
