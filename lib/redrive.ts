import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkQualifier, streamArn, streamName } from './names';
import { ONE_CPU, PipelineFunction, type PipelineFunctionProps } from './pipeline-function';
import {
  bucketKey,
  ledgerKey,
  listVersions,
  onObjects,
  readLedger,
  seeWhatIsThere,
  writeLedger,
  writeStream,
} from './statements';

export type RedriveProps = PipelineFunctionProps;

/** What brings back, by schedule, what could not be delivered: records under `failed/`, batches that left a hole. */
export class Redrive extends PipelineFunction {
  constructor(scope: Construct, id: string, props: RedriveProps) {
    const qualifier = props.qualifier;
    const { workKey } = props;
    super(scope, id, props, {
      name: 'redrive',
      description: 'Returns failed records to the stream, delivers committed batches again',
      timeout: Duration.minutes(15),
      memorySize: ONE_CPU,
      environment: { WORMTRAIL_STREAM: streamName(checkQualifier(qualifier)) },
      statements: ({ archive, state, ledger }) => [
        onObjects('Failed', archive, ['failed/'], ['s3:GetObject', 's3:GetObjectVersion']),
        onObjects('Events', archive, ['events/'], ['s3:GetObject', 's3:PutObject']),
        listVersions('ListFailed', archive, ['failed/']),
        seeWhatIsThere('SeeArchive', archive),
        bucketKey('ArchiveKey', archive, 'write'),
        onObjects('Stages', state, ['stages/'], ['s3:GetObject', 's3:GetObjectVersion']),
        onObjects('Attempts', state, ['redrive/'], ['s3:GetObject', 's3:PutObject']),
        // What the auditor found missing: what is on the list is held against ledger and stage.
        new iam.PolicyStatement({
          sid: 'Holes',
          actions: ['s3:GetObject'],
          resources: [`${state.bucketArn}/audit/holes.json`],
        }),
        listVersions('ListStages', state, ['stages/']),
        seeWhatIsThere('SeeState', state),
        bucketKey('StateKey', state, 'write'),
        readLedger(ledger),
        writeLedger(ledger, ['lane#redrive', 'lanes']),
        ledgerKey(ledger, 'write'),
        ...writeStream({ streamArn: streamArn(checkQualifier(qualifier)), keyArn: workKey.keyArn }),
      ],
    });
    this.neverRetried();
  }
}
