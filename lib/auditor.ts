import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ONE_CPU, PipelineFunction, type PipelineFunctionProps } from './pipeline-function';
import { EXPIRY_TAG } from './state-bucket';
import {
  bucketKey,
  ledgerKey,
  listVersions,
  onObjects,
  readLedger,
  seeWhatIsThere,
  tagObjects,
  writeLedger,
} from './statements';

export interface AuditorProps extends PipelineFunctionProps {
  /** The log's key, whose public half checkpoints are held against. */
  readonly signingKey: kms.IKey;
}

/**
 * What verifies by schedule what is newly delivered, and reports. It reads what it judges and writes only what is its
 * own: where it stands, its lane, its reports. It invokes nothing and delivers nothing: redrive reads the list of holes
 * that it leaves. Stages that it has seen delivered it tags, and the bucket removes them.
 */
export class Auditor extends PipelineFunction {
  constructor(scope: Construct, id: string, props: AuditorProps) {
    const { signingKey } = props;
    super(scope, id, props, {
      name: 'auditor',
      description: 'Verifies what is newly delivered, names what is missing, reports each day',
      timeout: Duration.minutes(15),
      memorySize: ONE_CPU,
      environment: { WORMTRAIL_SIGNING_KEY: signingKey.keyArn },
      statements: ({ archive, state, ledger }) => [
        onObjects('Events', archive, ['events/'], ['s3:GetObjectVersion']),
        onObjects('Log', archive, ['log/'], ['s3:GetObject']),
        onObjects('Reports', archive, ['log/reports/'], ['s3:PutObject']),
        // Under `failed/` it looks only at what there is: redrive's lane says what became of it.
        listVersions('ListEvents', archive, ['events/', 'failed/']),
        seeWhatIsThere('SeeArchive', archive),
        bucketKey('ArchiveKey', archive, 'write'),
        onObjects('State', state, ['audit/'], ['s3:DeleteObject', 's3:GetObject', 's3:PutObject']),
        listVersions('ListStages', state, ['stages/']),
        tagObjects('ExpireStages', state, 'stages/', EXPIRY_TAG),
        seeWhatIsThere('SeeState', state),
        bucketKey('StateKey', state, 'write'),
        readLedger(ledger),
        writeLedger(ledger, ['lane#auditor', 'lanes', 'lock#auditor']),
        ledgerKey(ledger, 'write'),
        new iam.PolicyStatement({
          sid: 'PublicKey',
          actions: ['kms:GetPublicKey'],
          resources: [signingKey.keyArn],
        }),
      ],
    });
    this.neverRetried();
  }
}
