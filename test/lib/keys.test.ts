import { Example } from './example';

const example = new Example({ rolePath: '/audit/' });

type Statement = {
  Sid: string;
  Effect: string;
  Principal: unknown;
  Action: string | string[];
  Condition?: unknown;
};

function policyOf(key: string): Record<string, Omit<Statement, 'Sid'>> {
  const { KeyPolicy } = example.one('AWS::KMS::Key', key).Properties as {
    KeyPolicy: { Statement: Statement[] };
  };
  return Object.fromEntries(KeyPolicy.Statement.map(({ Sid, ...rest }) => [Sid, rest]));
}

describe('the signing key', () => {
  test('signs with Ed25519 and does nothing else', () => {
    expect(example.one('AWS::KMS::Key', 'SigningKey').Properties).toMatchObject({
      KeySpec: 'ECC_NIST_EDWARDS25519',
      KeyUsage: 'SIGN_VERIFY',
      PendingWindowInDays: 30,
    });
  });

  test("lets nobody sign but the sealer's role, by its name: also the one that a later stack makes", () => {
    const role = 'arn:aws:iam::111122223333:role/audit/wormtrail-sealer-eu-west-1';
    expect(policyOf('SigningKey').DenySigning).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:Sign',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [role] } },
    });
    expect(example.one('AWS::IAM::Role', 'SealerRole').Properties).toMatchObject({
      Path: '/audit/',
      RoleName: 'wormtrail-sealer-eu-west-1',
    });
  });

  test('gives no grant, which would be another way to sign', () => {
    expect(policyOf('SigningKey').DenyGrants).toMatchObject({ Effect: 'Deny', Action: 'kms:CreateGrant' });
    expect(policyOf('SigningKey').DenyGrants).not.toHaveProperty('Condition');
  });

  test('leaves its public key to whom IAM gives it', () => {
    const denied = Object.values(policyOf('SigningKey'))
      .filter(({ Effect }) => Effect === 'Deny')
      .flatMap(({ Action }) => Action);
    expect(denied).not.toContain('kms:GetPublicKey');
  });
});

describe('the work key', () => {
  test('lets alarms and rules publish to an encrypted topic, whether or not they name their account', () => {
    expect(policyOf('WorkKey').Alarms).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } },
    });
    const withoutAlarms = new Example({ alarms: false });
    expect(JSON.stringify(withoutAlarms.one('AWS::KMS::Key', 'WorkKey').Properties)).toContain(
      '"Sid":"Alarms"',
    );
  });

  test('rotates', () => {
    expect(example.one('AWS::KMS::Key', 'WorkKey').Properties).toMatchObject({ EnableKeyRotation: true });
  });

  test("serves CloudWatch Logs for the pipeline's own log groups only, by name", () => {
    expect(policyOf('WorkKey').LogGroups).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn':
            'arn:aws:logs:eu-west-1:111122223333:log-group:/wormtrail/wormtrail/*',
        },
      },
    });
  });
});

test.each(['WorkKey', 'SigningKey'])('nobody but the deployer disables or deletes the %s', (key) => {
  const { DenyDestruction } = policyOf(key);
  expect(DenyDestruction?.Effect).toBe('Deny');
  expect(DenyDestruction?.Action).toEqual(
    expect.arrayContaining(['kms:ScheduleKeyDeletion', 'kms:DisableKey']),
  );
  expect(JSON.stringify(DenyDestruction?.Condition)).toContain('cdk-hnb659fds-cfn-exec-role');
});

test('each key has an alias of a known name', () => {
  const aliases = example.all('AWS::KMS::Alias').map(([, { Properties }]) => Properties.AliasName);
  expect(aliases.sort()).toEqual([
    'alias/wormtrail-archive',
    'alias/wormtrail-signing',
    'alias/wormtrail-work',
  ]);
});
