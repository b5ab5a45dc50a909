import { aws_iam as iam } from 'aws-cdk-lib';

/** A denial to everybody but some roles. */
export interface Denial {
  readonly sid: string;
  readonly actions: string[];
  readonly resources: string[];
  /** Beside the exemption; all must hold. */
  readonly conditions?: Record<string, Record<string, unknown>>;
  /** ARNs of the roles that it does not bind; none: it binds everybody. */
  readonly except: readonly string[];
}

/**
 * The exemption is a condition, not a `NotPrincipal`: a policy that names a principal by ARN is bound to that very role
 * and goes dead when it is deleted and made again. A request without a principal ARN (a service, the anonymous) is denied.
 */
export function deny({ sid, actions, resources, conditions, except }: Denial): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions,
    resources,
    conditions: {
      ...conditions,
      ...(except.length > 0 && { ArnNotEquals: { 'aws:PrincipalArn': except } }),
    },
  });
}

/** A document that comes out the same under every feature flag: left alone, one of them merges statements. */
export function document(statements: iam.PolicyStatement[]): iam.PolicyDocument {
  return new iam.PolicyDocument({ statements, minimize: false });
}
