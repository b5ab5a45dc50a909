import { Aws, Token } from 'aws-cdk-lib';

/*
 * Every physical name of a log, from its qualifier. They are fixed, and not made up by CloudFormation, for two
 * reasons: policies that outlive the stack name principals by ARN, and a stack that is deployed again goes on with
 * what the last one left. Account, Region and partition are CloudFormation's own parameters, so that a template is
 * the same whether or not its stack knows where it goes.
 */

export const DEFAULT_QUALIFIER = 'wormtrail';

/** The functions of a log. */
export type FunctionName = 'transform' | 'sealer' | 'redrive' | 'auditor';
/** The roles of a log. */
export type RoleName = FunctionName | 'firehose' | 'scheduler' | 'subscriber' | 'verifier';
/** What another stack of the account needs in order to send events. */
export type PublishedName = 'stream-arn' | 'subscriber-role-arn' | 'work-key-arn';

/** All log groups of the pipeline itself are named under it; none of them may be subscribed. */
export const OWN_LOG_GROUPS = '/wormtrail/';

/**
 * @returns the qualifier, or the default
 * @throws Error if it is a token, or not what every kind of name that is made of it allows
 */
export function checkQualifier(qualifier: string = DEFAULT_QUALIFIER): string {
  if (Token.isUnresolved(qualifier)) {
    throw new Error(
      "'qualifier' should be a literal, got a token: names and policies are made of it at synthesis",
    );
  }
  // S3, "General purpose bucket naming rules": the bucket names end in account and Region, so length is what binds.
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(qualifier) || /^(xn--|sthree-|amzn-s3-demo-)/.test(qualifier)) {
    throw new Error(
      `'qualifier' should be a lower-case letter and up to 19 letters, digits and hyphens, got '${qualifier}'`,
    );
  }
  return qualifier;
}

export function bucketName(qualifier: string, bucket: 'archive' | 'state' | 'access-logs'): string {
  return `${qualifier}-${bucket}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

export function ledgerName(qualifier: string): string {
  return `${qualifier}-ledger`;
}

export function streamName(qualifier: string): string {
  return `${qualifier}-stream`;
}

export function functionName(qualifier: string, name: FunctionName): string {
  return `${qualifier}-${name}`;
}

/** Roles are global in an account: the Region is in their names. */
export function roleName(qualifier: string, name: RoleName): string {
  return `${qualifier}-${name}-${Aws.REGION}`;
}

export function logGroupName(qualifier: string, name: FunctionName | 'delivery'): string {
  return `${OWN_LOG_GROUPS}${qualifier}/${name}`;
}

export function keyAlias(qualifier: string, key: 'archive' | 'work' | 'signing'): string {
  return `alias/${qualifier}-${key}`;
}

export function topicName(qualifier: string): string {
  return `${qualifier}-alarms`;
}

export function dashboardName(qualifier: string): string {
  return `${qualifier}-${Aws.REGION}`;
}

/** The schedule group of a log. */
export function scheduleGroupName(qualifier: string): string {
  return qualifier;
}

/** An SSM parameter that other stacks of the account read. */
export function publishedName(qualifier: string, name: PublishedName): string {
  return `/wormtrail/${qualifier}/${name}`;
}

/** The SSM parameter in which the command line finds the deployment that an archive belongs to. */
export function deploymentParameterName(archiveBucket: string): string {
  return `/wormtrail/archive/${archiveBucket}`;
}

/** The ARN of something of this account and Region. */
export function regionalArn(service: string, resource: string): string {
  return `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
}

export function bucketArn(name: string): string {
  return `arn:${Aws.PARTITION}:s3:::${name}`;
}

export function tableArn(name: string): string {
  return regionalArn('dynamodb', `table/${name}`);
}

export function streamArn(qualifier: string): string {
  return regionalArn('firehose', `deliverystream/${streamName(qualifier)}`);
}

export function functionArn(qualifier: string, name: FunctionName): string {
  return regionalArn('lambda', `function:${functionName(qualifier, name)}`);
}

export function logGroupArn(name: string): string {
  return regionalArn('logs', `log-group:${name}`);
}

/** @param path begins and ends with `/` */
export function roleArn(qualifier: string, name: RoleName, path = '/'): string {
  return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${path}${roleName(qualifier, name)}`;
}

/** The account itself: in a key policy it hands the decision to IAM. */
export function accountArn(): string {
  return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root`;
}

/** A pattern for `kms:ViaService`; the name ends in the suffix of the partition. */
export function viaService(service: string): string {
  return `${service}.${Aws.REGION}.amazonaws.com*`;
}

/** CloudWatch Logs acts under a principal that names Region and partition. */
export function logsPrincipal(): string {
  return `logs.${Aws.REGION}.${Aws.URL_SUFFIX}`;
}
