import { Aws, Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { IArchive } from './archive';
import { deploymentParameterName, type PublishedName, publishedName, streamName } from './names';
import { DELIVERY_LIMIT_SECONDS } from './sealer';

/** What another stack needs in order to send events. */
export interface PublishedArns {
  readonly streamArn: string;
  readonly subscriberRoleArn: string;
  readonly workKeyArn: string;
}

export interface PublishedProps extends PublishedArns {
  readonly qualifier: string;
  readonly origin: string;
  readonly archive: IArchive;
  readonly stateBucket: string;
  readonly ledgerTable: string;
  readonly signingKeyArn: string;
}

const FIELDS: Record<keyof PublishedArns, PublishedName> = {
  streamArn: 'stream-arn',
  subscriberRoleArn: 'subscriber-role-arn',
  workKeyArn: 'work-key-arn',
};

/** Says in SSM parameters where the log is: to other stacks of the account and Region, and to the command line. */
export class Published extends Construct {
  constructor(scope: Construct, id: string, props: PublishedProps) {
    super(scope, id);
    const { qualifier, archive } = props;
    for (const [field, name] of Object.entries(FIELDS) as [keyof PublishedArns, PublishedName][]) {
      new ssm.CfnParameter(this, field, {
        name: publishedName(qualifier, name),
        type: 'String',
        value: props[field],
        description: `Log ${qualifier}: for stacks that send events to it`,
      });
    }
    new ssm.CfnParameter(this, 'deployment', {
      name: deploymentParameterName(archive.bucketName),
      type: 'String',
      value: Stack.of(this).toJsonString({
        wormtrail: 'deployment/v1',
        qualifier,
        origin: props.origin,
        region: Aws.REGION,
        archive: archive.bucketName,
        state: props.stateBucket,
        ledger: props.ledgerTable,
        signingKey: props.signingKeyArn,
        stream: streamName(qualifier),
        retention: archive.retention.expireAfterDays ?? null,
        deliveryLimit: DELIVERY_LIMIT_SECONDS,
      }),
      description: `Log ${qualifier}: what the command line needs to know about its archive`,
    });
  }
}

/** The same, read when the reading stack is deployed. */
export function readPublished(scope: Construct, qualifier: string): PublishedArns {
  const read = (name: PublishedName) =>
    ssm.StringParameter.valueForStringParameter(scope, publishedName(qualifier, name));
  return {
    streamArn: read(FIELDS.streamArn),
    subscriberRoleArn: read(FIELDS.subscriberRoleArn),
    workKeyArn: read(FIELDS.workKeyArn),
  };
}
