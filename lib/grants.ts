import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type StreamAccess, writeStream } from './statements';

/** Who may put records into the log by themselves, without a log group. */
export class LogGrants {
  readonly #stream: StreamAccess;
  readonly #account: string;

  /** @param account the stream's, if it is known */
  constructor(stream: StreamAccess, account: string) {
    this.#stream = stream;
    this.#account = account;
  }

  /**
   * Lets a role, user or group of the account put records, with the use of the stream's key that Firehose asks for.
   *
   * @throws Error if it is of another account or has no policy to add to: Firehose has no resource policy, so a grant to it
   * would say yes and let nobody in
   */
  write(grantee: iam.IGrantable): iam.Grant {
    const { principalAccount } = grantee.grantPrincipal;
    if (
      principalAccount !== undefined &&
      !Token.isUnresolved(principalAccount) &&
      !Token.isUnresolved(this.#account) &&
      principalAccount !== this.#account
    ) {
      throw refusal(`of account '${this.#account}'`, `one of account '${principalAccount}'`);
    }
    if (grantee.grantPrincipal instanceof iam.UnknownPrincipal) {
      throw refusal('of this account', 'an imported resource whose role is not known');
    }
    const grants = writeStream(this.#stream).map((statement) =>
      iam.Grant.addToPrincipal({
        grantee,
        actions: statement.actions,
        resourceArns: statement.resources,
        conditions: conditionsOf(statement),
      }),
    );
    if (!grants.every(({ success }) => success)) {
      throw refusal('of this account', describe(grantee.grantPrincipal));
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }
}

function conditionsOf(statement: iam.PolicyStatement): Record<string, Record<string, unknown>> {
  const { conditions } = statement;
  return typeof conditions === 'object' && conditions !== null ? conditions : {};
}

function describe(principal: iam.IPrincipal): string {
  return `${principal} (${principal.constructor.name})`;
}

function refusal(expected: string, got: string): Error {
  return new Error(
    `'grantee' should be a role, user or group ${expected}, got ${got}: Firehose has no resource policy, so only a policy of ` +
      'its own account lets a principal in. Grant a role of that account, and let the sender assume it',
  );
}
