import { CfnOutput, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { Archive, type IArchive } from './archive';
import { type AdoptedResources, type AuditLogProps, checkAuditLogProps } from './audit-log-props';
import { Auditor } from './auditor';
import { LogGrants } from './grants';
import { SigningKey, WorkKey } from './keys';
import { type ILedger, Ledger } from './ledger';
import { LogGroups } from './log-groups';
import { Monitoring } from './monitoring';
import { bucketName, checkQualifier, keyAlias, roleArn, streamArn } from './names';
import { Pipeline } from './pipeline';
import { Published, readPublished } from './published';
import { Redrive } from './redrive';
import { Schedules } from './schedules';
import { Sealer } from './sealer';
import { type IStateBucket, StateBucket } from './state-bucket';
import { SubscriberRole } from './subscriber-role';
import { type SubscribeOptions, type SubscriptionTarget, subscribe } from './subscriptions';
import { Transform } from './transform';
import { VerifierRole } from './verifier-role';

/** A log that events can be sent to: of this stack, or of another one of the account and Region. */
export interface IAuditLog extends IConstruct {
  /** Lets principals put records by themselves. */
  readonly grants: LogGrants;
  /**
   * Sends what is logged to a log group to the log, from now on.
   * @throws Error if the log would feed itself, or the group is subscribed already, excluded, elsewhere, or of a class that cannot be subscribed
   */
  subscribe(logGroup: logs.ILogGroup, options?: SubscribeOptions): logs.CfnSubscriptionFilter;
}

abstract class AuditLogBase extends Construct implements IAuditLog {
  abstract readonly grants: LogGrants;
  protected abstract readonly target: SubscriptionTarget;

  subscribe(logGroup: logs.ILogGroup, options?: SubscribeOptions): logs.CfnSubscriptionFilter {
    return subscribe(this.target, logGroup, options);
  }
}

export interface PublishedAuditLogProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
}

/** The immutable log: archive, pipeline, ledger, sealer, redrive and what watches them. */
export class AuditLog extends AuditLogBase {
  /**
   * The log that another stack or app deployed in this account and Region, by the SSM parameters it published. They are
   * read when this stack is deployed.
   */
  static fromPublished(scope: Construct, id: string, props: PublishedAuditLogProps = {}): IAuditLog {
    return new PublishedAuditLog(scope, id, props);
  }

  readonly grants: LogGrants;
  readonly archive: IArchive;
  readonly stateBucket: IStateBucket;
  readonly ledger: ILedger;
  readonly workKey: kms.IKey;
  readonly signingKey: kms.IKey;
  readonly stream: firehose.CfnDeliveryStream;
  readonly transform: Transform;
  readonly sealer: Sealer;
  readonly redrive: Redrive;
  readonly auditor: Auditor;
  readonly verifierRole: VerifierRole;
  readonly subscriberRole: SubscriberRole;
  /** Undefined with `alarms: false`. */
  readonly monitoring: Monitoring | undefined;
  /** What the stack prints: `Adopt`, `Archive`, `Key`. */
  readonly outputs: Readonly<Record<'Adopt' | 'Archive' | 'Key', CfnOutput>>;
  protected readonly target: SubscriptionTarget;

  /** @throws Error for a value that cannot be, naming it, and if the functions are not built */
  constructor(scope: Construct, id: string, props: AuditLogProps) {
    super(scope, id);
    const roles = checkAuditLogProps(props);
    const qualifier = checkQualifier(props.qualifier);
    const { origin, retention, adopt } = props;
    const named = { qualifier, roles };
    const guarded = { qualifier, ...(props.exempt && { exempt: props.exempt }) };

    // What stays when the stack goes.
    this.workKey = adopt
      ? kms.Key.fromKeyArn(this, 'WorkKey', adopt.workKeyArn)
      : new WorkKey(this, 'WorkKey', guarded);
    this.signingKey = adopt
      ? kms.Key.fromKeyArn(this, 'SigningKey', adopt.signingKeyArn)
      : new SigningKey(this, 'SigningKey', {
          ...guarded,
          ...(props.rolePath === undefined ? {} : { rolePath: props.rolePath }),
        });
    const archive = adopt ? undefined : new Archive(this, 'Archive', { retention, ...guarded });
    this.archive =
      archive ??
      Archive.fromAttributes(this, 'Archive', {
        bucketName: adopt?.archiveBucket ?? '',
        keyArn: adopt?.archiveKeyArn ?? '',
        retention,
      });
    this.stateBucket = adopt
      ? StateBucket.fromBucketName(this, 'State', adopt.stateBucket)
      : new StateBucket(this, 'State', {
          qualifier,
          key: this.workKey,
          ...(archive && { accessLogs: archive.accessLogs }),
        });
    this.ledger = adopt
      ? Ledger.fromTableName(this, 'Ledger', adopt.ledgerTable)
      : new Ledger(this, 'Ledger', { qualifier, key: this.workKey });
    const logGroups = new LogGroups(this, 'Logs', {
      qualifier,
      key: this.workKey,
      adopt: adopt !== undefined,
    });
    this.#aliases(qualifier, adopt);

    // What works on it.
    const functionProps = {
      ...named,
      origin,
      archive: this.archive,
      state: this.stateBucket,
      ledger: this.ledger,
      workKey: this.workKey,
      ...(props.architecture && { architecture: props.architecture }),
    };
    this.transform = new Transform(this, 'Transform', {
      ...functionProps,
      logGroup: logGroups.transform,
      ...(props.mapping === undefined ? {} : { mapping: props.mapping }),
    });
    this.sealer = new Sealer(this, 'Sealer', {
      ...functionProps,
      signingKey: this.signingKey,
      logGroup: logGroups.sealer,
    });
    this.redrive = new Redrive(this, 'Redrive', { ...functionProps, logGroup: logGroups.redrive });
    this.auditor = new Auditor(this, 'Auditor', {
      ...functionProps,
      signingKey: this.signingKey,
      logGroup: logGroups.auditor,
    });
    const pipeline = new Pipeline(this, 'Pipeline', {
      ...named,
      archive: this.archive,
      transform: this.transform,
      workKey: this.workKey,
      logGroup: logGroups.delivery,
    });
    this.stream = pipeline.stream;
    const stream = { streamArn: streamArn(qualifier), keyArn: this.workKey.keyArn };

    // Who else touches it.
    this.subscriberRole = new SubscriberRole(this, 'Subscriber', { ...named, ...stream });
    this.verifierRole = new VerifierRole(this, 'Verifier', {
      ...named,
      archive: this.archive,
      ledger: this.ledger,
      workKey: this.workKey,
      signingKey: this.signingKey,
      auditors: props.auditors ?? [],
    });
    const published = new Published(this, 'Published', {
      qualifier,
      origin,
      archive: this.archive,
      stateBucket: this.stateBucket.bucketName,
      ledgerTable: this.ledger.tableName,
      signingKeyArn: this.signingKey.keyArn,
      streamArn: this.stream.attrArn,
      subscriberRoleArn: this.subscriberRole.role.roleArn,
      workKeyArn: this.workKey.keyArn,
    });
    this.monitoring = this.#monitoring(qualifier, props);
    const schedules = new Schedules(this, 'Schedules', named);

    // A protected table, and an archive with a checkpoint in it, cannot be taken back when a first deploy fails. So the
    // table comes after all that may fail, and what starts the sealer after the table.
    this.ledger.node.addDependency(
      pipeline,
      this.sealer,
      this.redrive,
      this.auditor,
      this.stateBucket,
      this.subscriberRole,
      this.verifierRole,
      published,
      ...(this.monitoring ? [this.monitoring] : []),
    );
    for (const schedule of schedules.schedules) schedule.node.addDependency(this.ledger);

    const { account, region } = Stack.of(this);
    this.grants = new LogGrants(stream, account);
    this.target = {
      qualifier,
      // By name: a log group of another stack then waits for this one, without an export that binds both.
      streamArn: stream.streamArn,
      subscriberRoleArn: roleArn(qualifier, 'subscriber', props.rolePath),
      dependencies: [pipeline, this.subscriberRole],
      env: { account, region },
      excluded: props.excludedLogGroups ?? [],
    };
    this.outputs = this.#outputs(qualifier, adopt);
  }

  /** An alias goes with its stack, so the next one makes it again. A new archive makes its own. */
  #aliases(qualifier: string, adopt: AdoptedResources | undefined): void {
    const keys = {
      work: this.workKey,
      signing: this.signingKey,
      ...(adopt && { archive: this.archive.key }),
    };
    for (const [name, key] of Object.entries(keys) as ['archive' | 'work' | 'signing', kms.IKey][]) {
      new kms.CfnAlias(this, `${name}Alias`, {
        aliasName: keyAlias(qualifier, name),
        targetKeyId: key.keyArn,
      });
    }
  }

  #monitoring(
    qualifier: string,
    { alarms, alarmTargets, streamQuota }: AuditLogProps,
  ): Monitoring | undefined {
    if (alarms === false) return undefined;
    return new Monitoring(this, 'Monitoring', {
      qualifier,
      stream: this.stream,
      functions: {
        transform: this.transform,
        sealer: this.sealer,
        redrive: this.redrive,
        auditor: this.auditor,
      },
      // By name: the table comes later.
      ledger: dynamodb.Table.fromTableName(this, 'LedgerByName', this.ledger.tableName),
      archiveBucketName: this.archive.bucketName,
      keys: [this.archive.key, this.workKey, this.signingKey],
      workKey: this.workKey,
      ...(alarms && { alarms }),
      ...(alarmTargets && { targets: alarmTargets }),
      ...(streamQuota && { streamQuota }),
    });
  }

  #outputs(qualifier: string, adopt: AdoptedResources | undefined): AuditLog['outputs'] {
    const resources: AdoptedResources = adopt ?? {
      archiveBucket: this.archive.bucketName,
      archiveKeyArn: this.archive.key.keyArn,
      accessLogsBucket: bucketName(qualifier, 'access-logs'),
      stateBucket: this.stateBucket.bucketName,
      ledgerTable: this.ledger.tableName,
      workKeyArn: this.workKey.keyArn,
      signingKeyArn: this.signingKey.keyArn,
    };
    const url = `s3://${this.archive.bucketName}`;
    return {
      Adopt: new CfnOutput(this, 'Adopt', {
        description: 'What stays when this stack is destroyed, for a new one to go on with',
        value: Stack.of(this).toJsonString(resources),
      }),
      Archive: new CfnOutput(this, 'ArchiveUrl', {
        description: 'The archive, for the command line',
        value: url,
      }),
      Key: new CfnOutput(this, 'Key', {
        description: 'Prints the verifier key: give it to whoever verifies, today',
        value: `npx wormtrail key --archive ${url}`,
      }),
    };
  }
}

class PublishedAuditLog extends AuditLogBase {
  readonly grants: LogGrants;
  protected readonly target: SubscriptionTarget;

  constructor(scope: Construct, id: string, props: PublishedAuditLogProps) {
    super(scope, id);
    const qualifier = checkQualifier(props.qualifier);
    const { streamArn, subscriberRoleArn, workKeyArn } = readPublished(this, qualifier);
    const { account, region } = Stack.of(this);
    this.grants = new LogGrants({ streamArn, keyArn: workKeyArn }, account);
    this.target = {
      qualifier,
      streamArn,
      subscriberRoleArn,
      dependencies: [],
      env: { account, region },
      excluded: [],
    };
  }
}
