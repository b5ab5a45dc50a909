import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmSettings } from './alarms';
import type { Exemptions } from './exemptions';
import type { Retention } from './retention';
import { checkRoleSettings, type RoleSettings } from './role';

export interface AuditLogProps {
  /**
   * The log's name, in every checkpoint and in the verifier key, such as `example.com/audit`. Nothing is looked up under
   * it. It can never be changed: another name is another log.
   */
  readonly origin: string;
  /** How long the log is locked, at hand and kept. */
  readonly retention: Retention;
  /**
   * First part of every name: a lower-case letter and up to 19 letters, digits and hyphens. Cannot be changed once deployed.
   * @default 'wormtrail'
   */
  readonly qualifier?: string;
  /**
   * Of the functions. ARM is not in every Region.
   * @default lambda.Architecture.ARM_64
   */
  readonly architecture?: lambda.Architecture;
  /**
   * Who is not bound by the denials on buckets and keys.
   * @default - the role with which CloudFormation deploys this stack
   */
  readonly exempt?: Exemptions;
  /**
   * ARNs of the roles, users or accounts that may assume the verifier role.
   * @default - whom the account's own IAM policies allow it
   */
  readonly auditors?: string[];
  /**
   * IAM path of all roles. The signing key's policy names the sealer's role with it: do not change it once deployed.
   * @default '/'
   */
  readonly rolePath?: string;
  /**
   * ARN of the permissions boundary of all roles.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /**
   * What a stack that was destroyed left behind, from its output `Adopt`: the log goes on with it.
   * @default - all is made new
   */
  readonly adopt?: AdoptedResources;
  /**
   * Changes to the alarms by name; `false`: no alarms, no topic, no dashboard.
   * @default - all, with their defaults
   */
  readonly alarms?: AlarmSettings | false;
  /**
   * Who is told of alarms: e-mail addresses, https:// addresses, ARNs of SQS queues.
   * @default - nobody
   */
  readonly alarmTargets?: string[];
  /**
   * The quota that AWS granted to the stream, for the alarm on its use.
   * @default - what the stream itself reports
   */
  readonly streamQuota?: { readonly bytesPerSecond: number };
  /**
   * Path of a mapping: formats of your own, YAML or JSON (docs/mapping.md). Events that were entered before stay as they are.
   * @default - only the formats of Wormtrail itself
   */
  readonly mapping?: string;
  /**
   * Log groups that `subscribe` refuses, by name; a `*` at the end stands for any ending.
   * @default - none but the pipeline's own
   */
  readonly excludedLogGroups?: string[];
}

/** All that outlives a stack, as its output `Adopt` says it. */
export interface AdoptedResources {
  readonly archiveBucket: string;
  readonly archiveKeyArn: string;
  readonly accessLogsBucket: string;
  readonly stateBucket: string;
  readonly ledgerTable: string;
  readonly workKeyArn: string;
  readonly signingKeyArn: string;
}

/** @throws Error for the first value that cannot be, naming it */
export function checkAuditLogProps(props: AuditLogProps): RoleSettings {
  const { origin, auditors = [], rolePath, permissionsBoundary, adopt } = props;
  // C2SP signed-note: a key name has no white space and no plus. It is leaf 0 of the log, so it must be known here.
  if (Token.isUnresolved(origin) || !/^[^\s+\p{C}]{1,200}$/u.test(origin)) {
    throw new Error(
      `'origin' should be a literal name without white space and '+', such as 'example.com/audit', got '${origin}'`,
    );
  }
  for (const auditor of auditors) {
    if (Token.isUnresolved(auditor)) continue;
    if (!/^arn:[a-z-]+:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/.test(auditor)) {
      throw new Error(
        `'auditors' should be ARNs of roles, users or accounts (…:root), without wildcards, got '${auditor}'`,
      );
    }
  }
  if (adopt !== undefined) checkAdopted(adopt);
  const roles: RoleSettings = {
    ...(rolePath === undefined ? {} : { path: rolePath }),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
  };
  checkRoleSettings(roles);
  return roles;
}

function checkAdopted(adopt: AdoptedResources): void {
  const names = ['archiveBucket', 'accessLogsBucket', 'stateBucket', 'ledgerTable'] as const;
  const keys = ['archiveKeyArn', 'workKeyArn', 'signingKeyArn'] as const;
  const require = (field: keyof AdoptedResources, form: RegExp, what: string) => {
    const value: unknown = adopt[field];
    if (typeof value === 'string' && (Token.isUnresolved(value) || form.test(value))) return;
    throw new Error(
      `'adopt.${field}' should be ${what}, as the output Adopt of the earlier stack has it, got '${value}'`,
    );
  };
  for (const field of names) require(field, /^[a-zA-Z0-9._-]{3,255}$/, 'a name');
  for (const field of keys) require(field, /^arn:[a-z-]+:kms:[^:]+:\d{12}:key\/[\w-]+$/, 'the ARN of a key');
}
