import { DescribeKeyCommand, type KeyMetadata, ListAliasesCommand } from '@aws-sdk/client-kms';
import type { AdoptConfig } from '../../config/config';
import { type Check, failed, look, ok } from './report';
import type { Place, Session } from './session';

/** Whether this identity sees KMS, and the keys that are to be adopted or are deployed can be used. */
export async function checkKeys(
  session: Session,
  place: Place,
  deployed: boolean,
  adopt: AdoptConfig | undefined,
): Promise<readonly Check[]> {
  const alias = (key: string) => `alias/${place.qualifier}-${key}`;
  const keys: Readonly<Record<string, string>> | undefined = adopt
    ? { archive: adopt.archiveKeyArn, work: adopt.workKeyArn, signing: adopt.signingKeyArn }
    : deployed
      ? { archive: alias('archive'), work: alias('work'), signing: alias('signing') }
      : undefined;
  if (keys === undefined) {
    return look('KMS', 'kms:ListAliases', async () => {
      await session.kms.send(new ListAliasesCommand({ Limit: 1 }));
      return ok(
        'KMS',
        'can be reached; that keys can be made shows only in the deploy: nothing is written here',
      );
    });
  }
  const checks = await Promise.all(
    Object.entries(keys).map(([key, KeyId]) =>
      look(`${key} key`, 'kms:DescribeKey', async () => {
        const { KeyMetadata } = await session.kms.send(new DescribeKeyCommand({ KeyId }));
        return judgeKey(key, KeyId, KeyMetadata);
      }),
    ),
  );
  return checks.flat();
}

export function judgeKey(key: string, id: string, metadata: KeyMetadata | undefined): Check {
  const about = `${key} key`;
  const { KeyState, KeySpec, KeyUsage } = metadata ?? {};
  const spec = key === 'signing' ? 'ECC_NIST_EDWARDS25519' : 'SYMMETRIC_DEFAULT';
  const usage = key === 'signing' ? 'SIGN_VERIFY' : 'ENCRYPT_DECRYPT';
  // China's symmetric keys are SM4, under the same name: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
  if (KeySpec !== spec || KeyUsage !== usage) {
    return failed(about, `${id} is a key of ${KeySpec} for ${KeyUsage}`, `it must be ${spec} for ${usage}`);
  }
  if (KeyState === 'PendingDeletion') {
    return failed(
      about,
      `${id} is about to be deleted${metadata?.DeletionDate ? ` on ${metadata.DeletionDate.toISOString()}` : ''}`,
      `aws kms cancel-key-deletion --key-id ${id}, then enable-key: without it the archive cannot be read`,
    );
  }
  if (KeyState !== 'Enabled') {
    return failed(about, `${id} is ${KeyState}`, `aws kms enable-key --key-id ${id}`);
  }
  return ok(about, `${KeySpec}, enabled`);
}
