import { Aws } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkQualifier, regionalArn } from './names';
import { NarrowRole, type RoleSettings, servicePrincipal } from './role';
import { type StreamAccess, writeStream } from './statements';

export interface SubscriberRoleProps extends StreamAccess {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  /** @default - path '/', no boundary */
  readonly roles?: RoleSettings;
}

/** The role with which CloudWatch Logs puts the events of every subscribed log group of the account into the stream. */
export class SubscriberRole extends Construct {
  readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: SubscriberRoleProps) {
    super(scope, id);
    const role = new NarrowRole(this, 'Role', {
      qualifier: checkQualifier(props.qualifier),
      name: 'subscriber',
      description: 'CloudWatch Logs puts events of subscribed log groups into the stream',
      assumedBy: servicePrincipal('logs.amazonaws.com', Aws.ACCOUNT_ID, regionalArn('logs', '*')),
      statements: writeStream(props),
      ...(props.roles === undefined ? {} : { settings: props.roles }),
    });
    this.role = role.fixed;
  }
}
