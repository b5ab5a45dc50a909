import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { transformCodeWith } from './asset';
import { ONE_CPU, PipelineFunction, type PipelineFunctionProps } from './pipeline-function';
import { bucketKey, ledgerKey, onObjects, readLedger, seeWhatIsThere, writeLedger } from './statements';

export interface TransformProps extends PipelineFunctionProps {
  /**
   * Path of a mapping: formats of your own, YAML or JSON (docs/mapping.md).
   * @default - only the formats of Wormtrail itself
   */
  readonly mapping?: string;
}

/** What a transform reads and writes of the ledger: its event lane, batches, names of lanes. */
const PARTITIONS = ['lane#0', 'batch#*', 'lanes'];

/**
 * What Firehose invokes for each buffer of records: normalises, stages, commits, answers. It reaches neither the archive
 * nor the signing key.
 */
export class Transform extends PipelineFunction {
  constructor(scope: Construct, id: string, props: TransformProps) {
    super(scope, id, props, {
      name: 'transform',
      description: 'Normalises records, stages and commits them as a batch, answers Firehose',
      // Firehose waits for up to five minutes; a batch takes seconds, and what hangs had better be tried again.
      timeout: Duration.minutes(2),
      memorySize: ONE_CPU,
      environment: {},
      ...(props.mapping === undefined ? {} : { code: transformCodeWith(props.mapping) }),
      statements: ({ state, ledger }) => [
        onObjects('Stages', state, ['stages/'], ['s3:GetObject', 's3:PutObject']),
        seeWhatIsThere('SeeState', state),
        bucketKey('StateKey', state, 'write'),
        readLedger(ledger, PARTITIONS),
        writeLedger(ledger, PARTITIONS),
        ledgerKey(ledger, 'write'),
      ],
    });
  }
}
