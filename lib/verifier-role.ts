import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { IArchive } from './archive';
import type { ILedger } from './ledger';
import { accountArn, checkQualifier, deploymentParameterName, regionalArn } from './names';
import { ArnPrincipals, NarrowRole, type RoleSettings } from './role';
import { bucketKey, ledgerKey, readLedger } from './statements';

export interface VerifierRoleProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  readonly archive: IArchive;
  readonly ledger: ILedger;
  readonly workKey: kms.IKey;
  readonly signingKey: kms.IKey;
  /**
   * ARNs of the principals that may assume it, of other accounts too.
   * @default - whom the account's IAM allows it
   */
  readonly auditors?: readonly string[];
  /** @default - path '/', no boundary */
  readonly roles?: RoleSettings;
}

/** Reads all that `verify`, `show`, `prove` and `key` read, and changes nothing. */
export class VerifierRole extends Construct {
  readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: VerifierRoleProps) {
    super(scope, id);
    const { archive, ledger, workKey, signingKey, auditors = [] } = props;
    const principals = auditors.length === 0 ? [accountArn()] : auditors;
    const bucket = {
      bucketName: archive.bucketName,
      bucketArn: archive.bucketArn,
      keyArn: archive.key.keyArn,
    };
    const role = new NarrowRole(this, 'Role', {
      qualifier: checkQualifier(props.qualifier),
      name: 'verifier',
      description: 'Reads the archive, the ledger and the public key, to verify the log',
      assumedBy: new ArnPrincipals(principals),
      statements: [
        new iam.PolicyStatement({
          sid: 'Objects',
          actions: ['s3:GetObject', 's3:GetObjectLegalHold', 's3:GetObjectRetention', 's3:GetObjectVersion'],
          resources: [`${archive.bucketArn}/*`],
        }),
        new iam.PolicyStatement({
          sid: 'Bucket',
          actions: [
            's3:GetBucketLocation',
            's3:GetBucketObjectLockConfiguration',
            's3:GetBucketVersioning',
            's3:GetEncryptionConfiguration',
            's3:ListBucket',
            's3:ListBucketVersions',
          ],
          resources: [archive.bucketArn],
        }),
        bucketKey('ArchiveKey', bucket, 'read'),
        new iam.PolicyStatement({
          sid: 'PublicKey',
          actions: ['kms:GetPublicKey'],
          resources: [signingKey.keyArn],
        }),
        readLedger({ tableName: ledger.tableName, tableArn: ledger.tableArn, keyArn: workKey.keyArn }),
        ledgerKey({ tableName: ledger.tableName, tableArn: ledger.tableArn, keyArn: workKey.keyArn }, 'read'),
        new iam.PolicyStatement({
          sid: 'Deployment',
          actions: ['ssm:GetParameter'],
          resources: [regionalArn('ssm', `parameter${deploymentParameterName(archive.bucketName)}`)],
        }),
      ],
      ...(props.roles === undefined ? {} : { settings: props.roles }),
    });
    this.role = role.fixed;
  }
}
