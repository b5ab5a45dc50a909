import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { IArchive } from './archive';
import { functionCode } from './asset';
import type { ILedger } from './ledger';
import {
  checkQualifier,
  type FunctionName,
  functionArn,
  functionName,
  logGroupArn,
  logGroupName,
} from './names';
import { NarrowRole, type RoleSettings } from './role';
import type { IStateBucket } from './state-bucket';
import { type BucketAccess, environmentKey, type LedgerAccess, writeLogs } from './statements';

/** What every function of a log works on. */
export interface PipelineFunctionProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  /** The log's name. */
  readonly origin: string;
  readonly archive: IArchive;
  readonly state: IStateBucket;
  readonly ledger: ILedger;
  /** The key of state bucket, ledger and environment. */
  readonly workKey: kms.IKey;
  /** The function's own, `/wormtrail/<qualifier>/<name>`. */
  readonly logGroup: logs.ILogGroup;
  /** @default lambda.Architecture.ARM_64 */
  readonly architecture?: lambda.Architecture;
  /** @default - path '/', no boundary */
  readonly roles?: RoleSettings;
}

/** What the functions' statements are about. */
export interface Access {
  readonly archive: BucketAccess;
  readonly state: BucketAccess;
  readonly ledger: LedgerAccess;
}

interface FunctionDetails {
  readonly name: FunctionName;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly environment: Record<string, string>;
  /** @default - as it was built */
  readonly code?: lambda.Code;
  /** What the role may do, beside writing its own log and reading its own environment. */
  readonly statements: (access: Access) => iam.PolicyStatement[];
}

/**
 * One function of the log under a role of its own. No concurrency is reserved: accounts with a small quota could not
 * deploy it, and the ledger keeps writers apart by compare-and-swap.
 */
export abstract class PipelineFunction extends lambda.Function {
  /** All that the function may do. */
  readonly narrowRole: NarrowRole;

  protected constructor(
    scope: Construct,
    id: string,
    props: PipelineFunctionProps,
    details: FunctionDetails,
  ) {
    const qualifier = checkQualifier(props.qualifier);
    const { archive, state, ledger, workKey } = props;
    const { name, description } = details;
    const role = new NarrowRole(scope, `${id}Role`, {
      qualifier,
      name,
      description,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      statements: [
        ...details.statements({
          archive: {
            bucketName: archive.bucketName,
            bucketArn: archive.bucketArn,
            keyArn: archive.key.keyArn,
          },
          state: { bucketName: state.bucketName, bucketArn: state.bucketArn, keyArn: workKey.keyArn },
          ledger: { tableName: ledger.tableName, tableArn: ledger.tableArn, keyArn: workKey.keyArn },
        }),
        writeLogs(logGroupArn(logGroupName(qualifier, name))),
        environmentKey(workKey.keyArn, functionArn(qualifier, name)),
      ],
      ...(props.roles === undefined ? {} : { settings: props.roles }),
    });
    super(scope, id, {
      functionName: functionName(qualifier, name),
      description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: props.architecture ?? lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: details.code ?? functionCode(name),
      timeout: details.timeout,
      memorySize: details.memorySize,
      role: role.fixed,
      environment: {
        WORMTRAIL_LOG: qualifier,
        WORMTRAIL_ORIGIN: props.origin,
        WORMTRAIL_ARCHIVE_BUCKET: archive.bucketName,
        WORMTRAIL_STATE_BUCKET: state.bucketName,
        WORMTRAIL_LEDGER_TABLE: ledger.tableName,
        ...details.environment,
      },
      environmentEncryption: workKey,
      logGroup: props.logGroup,
      // Text: Lambda's JSON format wraps what console.log prints, and embedded metrics are then not found.
      loggingFormat: lambda.LoggingFormat.TEXT,
    });
    this.narrowRole = role;
    this.node.addDependency(role);
  }

  /** Invoked by schedule only, and the next invocation does what this one did not: nothing is retried or queued. */
  protected neverRetried(): void {
    this.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  }
}

/** Memory at which Lambda gives a whole virtual CPU (Lambda, "Configure Lambda function memory"). */
export const ONE_CPU = 1769;
