import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditLog } from './audit-log';
import type { AuditLogProps } from './audit-log-props';

export interface WormtrailStackProps extends StackProps {
  /** The log that the stack is. */
  readonly log: AuditLogProps;
}

/** The stack of one log: one account, one Region. */
export class WormtrailStack extends Stack {
  readonly log: AuditLog;

  constructor(scope: Construct, id: string, { log, ...props }: WormtrailStackProps) {
    super(scope, id, {
      description: 'Wormtrail: an access log that nobody can change unnoticed',
      terminationProtection: true,
      ...props,
    });
    this.log = new AuditLog(this, 'AuditLog', log);
    for (const [name, output] of Object.entries(this.log.outputs)) output.overrideLogicalId(name);
  }
}
