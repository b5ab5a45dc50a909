import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { checkQualifier, type FunctionName, functionArn, regionalArn, scheduleGroupName } from './names';
import { NarrowRole, type RoleSettings, servicePrincipal } from './role';

export interface SchedulesProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  /** @default - path '/', no boundary */
  readonly roles?: RoleSettings;
}

/** How often each function runs. */
const RATES = {
  sealer: 'rate(1 minute)',
  redrive: 'rate(15 minutes)',
  auditor: 'rate(1 hour)',
} as const satisfies Partial<Record<FunctionName, string>>;

/**
 * Runs sealer, redrive and auditor by EventBridge Scheduler, each in the group of the log, under one role. Nothing is retried: by
 * default Scheduler tries 185 times over a day, and the next minute's run does the same.
 */
export class Schedules extends Construct {
  readonly schedules: readonly scheduler.CfnSchedule[];

  constructor(scope: Construct, id: string, props: SchedulesProps = {}) {
    super(scope, id);
    const qualifier = checkQualifier(props.qualifier);
    const groupName = scheduleGroupName(qualifier);
    const names = Object.keys(RATES) as (keyof typeof RATES)[];
    const group = new scheduler.CfnScheduleGroup(this, 'Group', { name: groupName });
    const role = new NarrowRole(this, 'Role', {
      qualifier,
      name: 'scheduler',
      description: 'Invokes sealer, redrive and auditor by schedule',
      assumedBy: servicePrincipal(
        'scheduler.amazonaws.com',
        Aws.ACCOUNT_ID,
        regionalArn('scheduler', `schedule-group/${groupName}`),
      ),
      statements: [
        new iam.PolicyStatement({
          sid: 'Invoke',
          actions: ['lambda:InvokeFunction'],
          resources: names.map((name) => functionArn(qualifier, name)),
        }),
      ],
      ...(props.roles === undefined ? {} : { settings: props.roles }),
    });
    this.schedules = names.map((name) => {
      const schedule = new scheduler.CfnSchedule(this, name, {
        name: `${qualifier}-${name}`,
        groupName,
        description: `Runs the ${name} of the log ${qualifier}`,
        scheduleExpression: RATES[name],
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: functionArn(qualifier, name),
          roleArn: role.roleArn,
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      });
      schedule.node.addDependency(group, role);
      return schedule;
    });
  }
}
