import { Aws, Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { deny } from './deny';
import { type Exemptions, resolveExemptions } from './exemptions';
import { guardedKeyPolicy } from './key-policy';
import { checkQualifier, logGroupArn, logsPrincipal, OWN_LOG_GROUPS, roleArn } from './names';

export interface WorkKeyProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  /** @default - the role that deploys the stack */
  readonly exempt?: Exemptions;
}

export interface SigningKeyProps extends WorkKeyProps {
  /**
   * IAM path of the sealer's role.
   * @default '/'
   */
  readonly rolePath?: string;
}

/** The key of all that is under way: stream, state bucket, ledger, log groups, alarm topic, environments of functions. */
export class WorkKey extends kms.Key {
  constructor(scope: Construct, id: string, props: WorkKeyProps = {}) {
    const qualifier = checkQualifier(props.qualifier);
    const policy = guardedKeyPolicy(resolveExemptions(scope, props.exempt));
    policy.addStatements(
      // The log groups by name: by their ARNs, key and groups would wait for each other.
      new iam.PolicyStatement({
        sid: 'LogGroups',
        principals: [new iam.ServicePrincipal(logsPrincipal())],
        actions: [
          'kms:Decrypt*',
          'kms:DescribeKey',
          'kms:Encrypt*',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': logGroupArn(`${OWN_LOG_GROUPS}${qualifier}/*`),
          },
        },
      }),
      // Without it what alarms and rules publish to the encrypted topic is lost in silence (SNS, "Enable compatibility
      // between event sources from AWS services and encrypted topics"). Said here, alarms or not: a later stack that
      // adopts this key may have some. That these services name their account to KMS is not documented.
      new iam.PolicyStatement({
        sid: 'Alarms',
        principals: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'].map(
          (service) => new iam.ServicePrincipal(service),
        ),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    super(scope, id, {
      description: `${qualifier}: stream, state, ledger, log groups and alarms`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      policy,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

/**
 * The key that signs checkpoints: Ed25519, as C2SP signed notes want it. Only the sealer's role signs with it, whatever
 * IAM allows others. The account may read the public key. It does not rotate: it is the log's identity.
 */
export class SigningKey extends kms.Key {
  constructor(scope: Construct, id: string, props: SigningKeyProps = {}) {
    const qualifier = checkQualifier(props.qualifier);
    const policy = guardedKeyPolicy(resolveExemptions(scope, props.exempt));
    policy.addStatements(
      // By the role's fixed name, so that it binds the next role of this name too, after a destroy.
      deny({
        sid: 'DenySigning',
        actions: ['kms:Sign'],
        resources: ['*'],
        except: [roleArn(qualifier, 'sealer', props.rolePath)],
      }),
      // A grant would be another way to sign; no service needs one for this key.
      deny({ sid: 'DenyGrants', actions: ['kms:CreateGrant'], resources: ['*'], except: [] }),
    );
    super(scope, id, {
      description: `${qualifier}: signs the checkpoints of the log`,
      keySpec: kms.KeySpec.ECC_NIST_EDWARDS25519,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      policy,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

/**
 * @throws Error if the key cannot sign a log's checkpoints. One that is imported is looked at only when the sealer runs,
 * which then refuses it.
 */
export function checkSigningKey(key: kms.IKey): void {
  const resource = key.node.defaultChild;
  if (!(resource instanceof kms.CfnKey)) return;
  const { keySpec = 'SYMMETRIC_DEFAULT', keyUsage = 'ENCRYPT_DECRYPT' } = resource;
  if (Token.isUnresolved(keySpec) || Token.isUnresolved(keyUsage)) return;
  if (keySpec !== kms.KeySpec.ECC_NIST_EDWARDS25519 || keyUsage !== kms.KeyUsage.SIGN_VERIFY) {
    throw new Error(
      `'signingKey' should be a key of ECC_NIST_EDWARDS25519 for SIGN_VERIFY, got one of ${keySpec} for ${keyUsage}`,
    );
  }
}
