import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type RoleName, roleName } from './names';

/** What an organisation asks of every role. */
export interface RoleSettings {
  /**
   * IAM path of the roles, beginning and ending with `/`.
   * @default '/'
   */
  readonly path?: string;
  /**
   * ARN of the managed policy that bounds every role's permissions.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

export interface NarrowRoleProps {
  readonly qualifier: string;
  readonly name: RoleName;
  readonly description: string;
  readonly assumedBy: iam.IPrincipal;
  /** All that the role may do. */
  readonly statements: iam.PolicyStatement[];
  /** @default - path '/', no boundary */
  readonly settings?: RoleSettings;
}

/**
 * A role whose policy is written by hand and lies in the role itself: what depends on the role depends on its
 * policy, and no construct can add to it.
 */
export class NarrowRole extends iam.Role {
  /** To pass to constructs, whose grants then have no effect. */
  readonly fixed: iam.IRole;

  constructor(scope: Construct, id: string, props: NarrowRoleProps) {
    const { path, permissionsBoundary } = props.settings ?? {};
    super(scope, id, {
      roleName: roleName(props.qualifier, props.name),
      description: props.description,
      assumedBy: props.assumedBy,
      ...(path === undefined ? {} : { path }),
      ...(permissionsBoundary === undefined
        ? {}
        : {
            permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(
              scope,
              `${id}Boundary`,
              permissionsBoundary,
            ),
          }),
      // Not minimised, which a feature flag would otherwise decide.
      inlinePolicies: { narrow: new iam.PolicyDocument({ minimize: false, statements: props.statements }) },
    });
    this.fixed = this.withoutPolicyUpdates();
  }
}

/** @throws Error if a setting is not what IAM takes */
export function checkRoleSettings({ path, permissionsBoundary }: RoleSettings): void {
  // IAM API Reference, CreateRole: Path.
  if (path !== undefined && (Token.isUnresolved(path) || !/^\/([!-.0-~]+\/)*$/.test(path))) {
    throw new Error(`'rolePath' should be a literal that begins and ends with '/', got '${path}'`);
  }
  if (
    permissionsBoundary !== undefined &&
    !Token.isUnresolved(permissionsBoundary) &&
    !/^arn:[a-z-]+:iam::(\d{12}|aws):policy\/.+$/.test(permissionsBoundary)
  ) {
    throw new Error(
      `'permissionsBoundary' should be the ARN of a managed policy, got '${permissionsBoundary}'`,
    );
  }
}

/** A service, acting for a resource of this account: nobody else's can make it use the role (confused deputy). */
export function servicePrincipal(service: string, sourceAccount: string, sourceArn: string): iam.IPrincipal {
  return new iam.ServicePrincipal(service).withConditions({
    StringEquals: { 'aws:SourceAccount': sourceAccount },
    ArnLike: { 'aws:SourceArn': sourceArn },
  });
}

/** Several principals in one statement: one each would be merged or not by a feature flag. */
export class ArnPrincipals extends iam.PrincipalBase {
  readonly #arns: string[];

  constructor(arns: readonly string[]) {
    super();
    this.#arns = [...arns];
  }

  get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.PrincipalPolicyFragment({ AWS: this.#arns });
  }

  dedupeString(): string {
    return `ArnPrincipals:${this.#arns}`;
  }
}
