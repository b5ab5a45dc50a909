import { Fn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Who is not bound by the denials on buckets and keys. Each is the ARN of one IAM role, without wildcards. */
export interface Exemptions {
  /**
   * Roles that change the configuration: retention, policies, lifecycle. They still cannot delete. The role with which
   * CloudFormation deploys the stack is always one of them, or KMS and the next deploy would refuse.
   * @default - that role alone
   */
  readonly deployers?: string[];
  /**
   * Roles for an emergency under two pairs of eyes. They may also delete, and lift GOVERNANCE.
   * @default - none
   */
  readonly breakGlass?: string[];
  /**
   * Roles that administer the keys: key policy and rotation. They cannot disable or delete a key.
   * @default - none
   */
  readonly keyAdmins?: string[];
}

/** The same with what is added by default. */
export type ResolvedExemptions = Required<Exemptions>;

/**
 * @param scope where the guarded resource is: its stack says who deploys
 * @throws on what is no role ARN, and if nobody could deploy the stack a second time
 */
export function resolveExemptions(scope: Construct, exempt: Exemptions = {}): ResolvedExemptions {
  const resolved = {
    deployers: [...new Set([...executionRole(scope), ...(exempt.deployers ?? [])])],
    breakGlass: exempt.breakGlass ?? [],
    keyAdmins: exempt.keyAdmins ?? [],
  };
  if (resolved.deployers.length === 0) {
    throw new Error(
      "'exempt.deployers' should name the role that deploys this stack, or nobody can change or extend it later, got none",
    );
  }
  for (const [field, arns] of Object.entries(resolved)) {
    for (const arn of arns) roleArn(`exempt.${field}`, arn);
  }
  return resolved;
}

/**
 * The sessions of a role carry the role's own ARN in `aws:PrincipalArn`, so a condition needs no wildcard; and a
 * wildcard would exempt roles that nobody has made yet.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function roleArn(field: string, arn: string): void {
  if (Token.isUnresolved(arn)) return;
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)) {
    throw new Error(
      `'${field}' should be ARNs of IAM roles (arn:<partition>:iam::<account>:role/<name>), got '${arn}'`,
    );
  }
}

/** A nested stack is deployed by the role of the outermost. The synthesizer writes pseudo parameters as `${AWS::…}`. */
function executionRole(scope: Construct): string[] {
  let stack = Stack.of(scope);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  const { synthesizer } = stack;
  const role =
    'cloudFormationExecutionRole' in synthesizer ? synthesizer.cloudFormationExecutionRole : undefined;
  return typeof role === 'string' ? [Fn.sub(role)] : [];
}
