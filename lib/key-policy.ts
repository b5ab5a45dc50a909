import { aws_iam as iam } from 'aws-cdk-lib';
import { deny, document } from './deny';
import type { ResolvedExemptions } from './exemptions';
import { accountArn } from './names';

/**
 * The policy of a key without which the log cannot be read, written or signed: Object Lock does not protect keys.
 *
 * It gives the account to IAM, so that roles get the key by their own policies, and takes the dangerous actions from all
 * that IAM might give them to. Deployers are exempt from both: KMS refuses a policy that its author could not change
 * again, and a failed first deploy must be able to delete the key that it made.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function guardedKeyPolicy({
  deployers,
  breakGlass,
  keyAdmins,
}: ResolvedExemptions): iam.PolicyDocument {
  return document([
    new iam.PolicyStatement({
      sid: 'AccountByIam',
      principals: [new iam.ArnPrincipal(accountArn())],
      actions: ['kms:*'],
      resources: ['*'],
    }),
    // without its key every object is lost, locked or not
    deny({
      sid: 'DenyDestruction',
      actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'],
      resources: ['*'],
      except: [...deployers, ...breakGlass],
    }),
    // who may replace this policy may do all that it denies
    deny({
      sid: 'DenyAdministration',
      actions: ['kms:PutKeyPolicy', 'kms:DisableKeyRotation'],
      resources: ['*'],
      except: [...deployers, ...breakGlass, ...keyAdmins],
    }),
  ]);
}
