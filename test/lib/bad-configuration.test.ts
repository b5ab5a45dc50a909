import { App, type IStackSynthesizer, LegacyStackSynthesizer, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { parseConfig } from '../../adapters/config/config';
import { deploy } from '../../bin/deploy';
import {
  Archive,
  AuditLog,
  type AuditLogProps,
  Ledger,
  LockMode,
  Retention,
  Sealer,
  StateBucket,
} from '../../lib';

process.env.CDK_VALIDATION = 'false';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const ROLE = `arn:aws:iam::${ACCOUNT}:role`;
const SENTENCE = (days: number) =>
  `I accept COMPLIANCE for ${days} days: nobody, root included, can delete or shorten it`;

/** A file that is right, with some of its fields set otherwise; undefined: left out. */
function file(changes: Readonly<Record<string, unknown>> = {}): string {
  const fields: Readonly<Record<string, unknown>> = {
    account: ACCOUNT,
    region: REGION,
    origin: 'example.com/audit',
    retention: { presets: ['rehearsal'] },
    ...changes,
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** What `cdk synth` says of a file. */
function synthesise(text: string): void {
  deploy(new App(), parseConfig(text, 'wormtrail.yaml'));
}

test('the file that all of these change is right', () => {
  expect(() => synthesise(file())).not.toThrow();
});

/** What is wrong, the fields that are, and what must be said of them. */
const FILES: readonly (readonly [what: string, text: string, ...says: string[]])[] = [
  // Shape
  [
    'a preset that nobody knows',
    file({ retention: { presets: ['pci'] } }),
    'wormtrail.yaml:4: retention.presets[0]',
    "got 'pci'",
    'pci-dss',
  ],
  ['no preset', file({ retention: { presets: [] } }), 'retention.presets: the list is empty'],
  ['no retention', file({ retention: undefined }), 'retention: is missing'],
  ['no origin', file({ origin: undefined }), 'origin: is missing'],
  [
    'zero days',
    file({ retention: { presets: ['rehearsal'], lockDays: 0 } }),
    'retention.lockDays: got 0',
    'from 1 to 36500',
  ],
  [
    'half a day',
    file({ retention: { presets: ['rehearsal'], lockDays: 1.5 } }),
    'retention.lockDays: got 1.5',
    'a whole number',
  ],
  [
    'days as a text',
    file({ retention: { presets: ['rehearsal'], lockDays: '365' } }),
    "retention.lockDays: got '365'",
    'a whole number',
  ],
  [
    'more days than S3 takes',
    file({ retention: { presets: ['rehearsal'], lockDays: 36501 } }),
    'got 36501',
    '36500',
  ],
  [
    'a mode that nobody knows',
    file({ retention: { presets: ['rehearsal'], mode: 'compliance' } }),
    "retention.mode: got 'compliance'",
    "did you mean 'COMPLIANCE'?",
  ],
  ['DORA without days', file({ retention: { presets: ['dora'] } }), "retention.presets[0]: got 'dora'"],
  [
    'DORA without a rationale',
    file({ retention: { presets: [{ name: 'dora', days: 365 }] } }),
    'retention.presets[0].rationale: is missing',
  ],
  [
    'a rationale that says nothing',
    file({ retention: { presets: [{ name: 'soc-2', days: 365, rationale: 'because' }] } }),
    'rationale',
    "got 'because'",
    '20 characters',
  ],
  [
    'a preset twice',
    file({ retention: { presets: ['hipaa', 'hipaa'] } }),
    'retention.presets[1]: stands twice',
  ],
  [
    'a second copy that is no ARN',
    file({ retention: { presets: ['hipaa'], secondCopy: 'copies' } }),
    "retention.secondCopy: got 'copies'",
    'arn:aws:s3:::',
  ],
  ['an origin with a scheme', file({ origin: 'https://example.com' }), "origin: got 'https://example.com'"],
  [
    'an origin with a plus, which ends a key name',
    file({ origin: 'example.com/a+b' }),
    "origin: got 'example.com/a+b'",
  ],
  [
    'a field that nobody knows',
    file({ qualifer: 'x' }),
    "qualifer: there is no such field; did you mean 'qualifier'?",
  ],
  [
    'an account that YAML reads as a number',
    `${file({ account: undefined })}account: 111122223333\n`,
    'wormtrail.yaml:4: account: got 111122223333',
    'in quotes',
  ],
  ['an account without a Region', file({ region: undefined }), 'account: needs region'],
  ['a Region that is none', file({ region: 'eu-west' }), "region: got 'eu-west'"],
  ['a qualifier with capitals', file({ qualifier: 'Audit' }), "qualifier: got 'Audit'", 'lower-case'],
  ['a qualifier that is too long for a bucket', file({ qualifier: 'a'.repeat(21) }), 'qualifier', '1 to 20'],
  ['a key twice', `${file()}origin: example.com/other\n`, 'wormtrail.yaml:5: Map keys must be unique'],
  [
    'an architecture that nobody knows',
    file({ architecture: 'arm' }),
    "architecture: got 'arm'",
    "did you mean 'arm64'?",
  ],
  ['a quota of nothing', file({ streamQuota: { bytesPerSecond: 0 } }), 'streamQuota.bytesPerSecond: got 0'],
  ['a role path without slashes', file({ rolePath: 'audit' }), "rolePath: got 'audit'", '/audit/'],
  [
    'a boundary that is a role',
    file({ permissionsBoundary: `${ROLE}/x` }),
    'permissionsBoundary: got',
    "an IAM policy's ARN",
  ],
  [
    'a tag that is of AWS',
    file({ tags: { 'aws:owner': 'me' } }),
    'tags."aws:owner": got the name \'aws:owner\'',
  ],
  ['a tag that is no text', file({ tags: { cost: 12 } }), 'tags.cost: got 12'],
  [
    'an alarm target that cannot be told',
    file({ alarmTargets: ['arn:aws:sns:eu-west-1:111122223333:topic'] }),
    'alarmTargets[0]: got',
    'an e-mail address',
  ],
  // Who
  [
    'a deployer with a wildcard',
    file({ deployers: [`${ROLE}/deploy*`] }),
    'deployers[0]: got',
    'without wildcards',
  ],
  [
    'a deployer that is a session',
    file({ deployers: [`arn:aws:sts::${ACCOUNT}:assumed-role/admin/jo`] }),
    'deployers[0]',
    'a session of a role',
    `${ROLE}/admin`,
  ],
  [
    'a deployer of another account',
    file({ deployers: ['arn:aws:iam::999988887777:role/deployer'] }),
    'deployers[0]',
    `of the account ${ACCOUNT}`,
    'whoever runs another account',
  ],
  [
    'a break-glass role of another account',
    file({ breakGlass: ['arn:aws:iam::999988887777:role/x'] }),
    'breakGlass[0]',
  ],
  [
    'a key administrator of another partition',
    file({ keyAdmins: [`arn:aws-cn:iam::${ACCOUNT}:role/x`] }),
    'keyAdmins[0]',
    'of the partition aws',
  ],
  ['everybody as an auditor', file({ auditors: ['*'] }), "auditors[0]: got '*'", 'without wildcards'],
  // What is subscribed
  [
    "the pipeline's own log group",
    file({ subscribe: ['/wormtrail/wormtrail/sealer'] }),
    'subscribe[0]',
    'feed on its own output',
  ],
  ['a log group twice', file({ subscribe: ['/app', '/app'] }), 'subscribe[1]: stands twice'],
  [
    'a log group that is excluded',
    file({ subscribe: ['/app/debug'], excludedLogGroups: ['/app/*'] }),
    'subscribe[0]',
    'excludedLogGroups[0]',
  ],
  [
    'a log group by its ARN',
    file({ subscribe: [`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/app`] }),
    'subscribe[0]: got',
    'not its ARN',
  ],
  // What is adopted
  [
    'half of what a stack left',
    file({ adopt: { archiveBucket: 'wormtrail-archive' } }),
    'adopt.signingKeyArn: is missing',
  ],
  // Retention
  [
    'a lock shorter than its preset',
    file({ retention: { presets: ['pci-dss'], lockDays: 100 } }),
    'wormtrail.yaml:4: retention.lockDays',
    'at least 365 for pci-dss (PCI DSS 4.0.1, 10.5.1)',
    "got '100'",
  ],
  [
    'a lock shorter than the strictest of several',
    file({ retention: { presets: ['pci-dss', 'cjis'], lockDays: 365 } }),
    'retention.lockDays',
    'for cjis',
  ],
  [
    'less at hand than its preset',
    file({ retention: { presets: ['pci-dss'], atHandDays: 30 } }),
    'retention.atHandDays',
    'at least 90 for pci-dss',
    "got '30'",
  ],
  [
    'more at hand than locked',
    file({ retention: { presets: ['pci-dss'], atHandDays: 400 } }),
    'retention.atHandDays',
    "at most 'lockDays' (365)",
  ],
  [
    'expiry before the lock ends',
    file({ retention: { presets: ['pci-dss'], expireAfterDays: 364 } }),
    'retention.expireAfterDays',
    "at least 'lockDays' (365)",
    "got '364'",
  ],
  [
    'COMPLIANCE unacknowledged',
    file({ retention: { presets: ['pci-dss'], mode: 'COMPLIANCE' } }),
    'retention.acknowledge',
    SENTENCE(365),
    'got none',
  ],
  [
    'COMPLIANCE acknowledged for other days',
    file({
      retention: { presets: ['pci-dss'], lockDays: 400, mode: 'COMPLIANCE', acknowledge: SENTENCE(365) },
    }),
    SENTENCE(400),
    "got 'I accept COMPLIANCE for 365",
  ],
  [
    'an acknowledgement of nothing',
    file({ retention: { presets: ['pci-dss'], acknowledge: SENTENCE(365) } }),
    'retention.acknowledge',
    'for mode COMPLIANCE only',
  ],
  [
    'SEC 17a-4 under GOVERNANCE',
    file({ retention: { presets: ['sec-17a-4'], mode: 'GOVERNANCE' } }),
    'retention.mode',
    'should be COMPLIANCE for sec-17a-4',
  ],
  [
    'SEC 17a-4 without its second copy',
    file({ retention: { presets: ['sec-17a-4'], mode: 'COMPLIANCE', acknowledge: SENTENCE(2192) } }),
    'retention.secondCopy',
    'sec-17a-4 demands 2 copies',
    'got none',
  ],
  [
    'a second copy in the archive itself',
    file({
      retention: { presets: ['hipaa'], secondCopy: `arn:aws:s3:::wormtrail-archive-${ACCOUNT}-${REGION}` },
    }),
    'another bucket than the archive itself',
  ],
  [
    'a rehearsal beside what is to be kept',
    file({ retention: { presets: ['rehearsal', 'hipaa'] } }),
    'wormtrail.yaml:4: retention',
    'cannot be combined',
  ],
];

describe('a file is refused with', () => {
  for (const [what, text, ...says] of FILES) {
    test(what, () => {
      const refused = messageOf(() => synthesise(text));
      for (const words of says) expect(refused).toContain(words);
    });
  }
});

// To this compiler optional fields differ (exactOptionalPropertyTypes).
const legacy = new LegacyStackSynthesizer() as IStackSynthesizer;
const env = { account: ACCOUNT, region: REGION };
const token = () => Token.asString({ Ref: 'Something' });

function stack(): Stack {
  return new Stack(new App(), 'Stack', { env });
}

function log(changes: Partial<AuditLogProps> = {}, scope = stack()): AuditLog {
  return new AuditLog(scope, 'AuditLog', {
    origin: 'example.com/audit',
    retention: Retention.REHEARSAL,
    ...changes,
  });
}

const ADOPT = {
  archiveBucket: 'a-bucket',
  archiveKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`,
  accessLogsBucket: 'b-bucket',
  stateBucket: 'c-bucket',
  ledgerTable: 'a-table',
  workKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/2`,
  signingKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/3`,
};

/** What is wrong, the code that is, and what must be said of it. */
const CONSTRUCTS: readonly (readonly [what: string, use: () => unknown, ...says: string[]])[] = [
  ['an origin that is a token', () => log({ origin: token() }), "'origin' should be a literal"],
  ['an empty origin', () => log({ origin: '' }), "'origin'", "got ''"],
  ['a qualifier that is a token', () => log({ qualifier: token() }), "'qualifier' should be a literal"],
  [
    'days that are a token',
    () => Retention.PCI_DSS.with({ lockDays: Token.asNumber({ Ref: 'Days' }) }),
    "'lockDays' should be known at synth",
  ],
  [
    'a mode that is a token',
    () => Retention.PCI_DSS.with({ mode: token() as LockMode }),
    "'mode' should be known at synth",
  ],
  ['a rationale that is a token', () => Retention.dora({ days: 365, rationale: token() }), "'rationale'"],
  ['no retention to combine', () => Retention.combine(), 'at least one preset'],
  [
    'COMPLIANCE without being accepted, in an archive',
    () => new Archive(stack(), 'A', { retention: Retention.SEC_17A_4 }),
    SENTENCE(2192),
  ],
  [
    'an acknowledgement of one, combined to longer',
    () =>
      log({
        retention: Retention.combine(
          Retention.PCI_DSS.with({ mode: LockMode.COMPLIANCE, acknowledge: SENTENCE(365) }),
          Retention.HIPAA,
        ),
      }),
    'for mode COMPLIANCE',
  ],
  [
    'a deployer with a wildcard',
    () => log({ exempt: { deployers: [`${ROLE}/*`] } }),
    "'exempt.deployers'",
    '*',
  ],
  [
    'nobody who could deploy again',
    () => log({}, new Stack(new App(), 'Stack', { env, synthesizer: legacy })),
    "'exempt.deployers'",
    'got none',
  ],
  [
    'an auditor that is a service',
    () => log({ auditors: ['ec2.amazonaws.com'] }),
    "'auditors'",
    "got 'ec2.amazonaws.com'",
  ],
  ['a role path without slashes', () => log({ rolePath: 'audit' }), "'rolePath'", "got 'audit'"],
  [
    'a boundary that is no policy',
    () => log({ permissionsBoundary: 'boundary' }),
    "'permissionsBoundary'",
    "got 'boundary'",
  ],
  [
    'an adopted key by its alias',
    () => log({ adopt: { ...ADOPT, signingKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:alias/x` } }),
    "'adopt.signingKeyArn'",
    'alias/x',
  ],
  [
    'an alarm that nobody knows',
    () => log({ alarms: { nonsense: false } as never }),
    "'alarms'",
    "got 'nonsense'",
  ],
  ['an alarm target that is no address', () => log({ alarmTargets: ['ops'] }), "got 'ops'"],
  [
    'a key that cannot sign',
    () => sealerWith({}),
    "'signingKey' should be a key of ECC_NIST_EDWARDS25519 for SIGN_VERIFY, got one of SYMMETRIC_DEFAULT for ENCRYPT_DECRYPT",
  ],
  [
    'a key that signs otherwise',
    () => sealerWith({ keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.SIGN_VERIFY }),
    "'signingKey'",
    'got one of RSA_2048',
  ],
  [
    'a log group of the pipeline itself',
    () => subscribed((it) => it.log.subscribe(named(it.stack, '/wormtrail/wormtrail/transform'))),
    'no log group of the pipeline itself',
  ],
  [
    'a group twice, by its construct and by its name',
    () =>
      subscribed((it) => {
        it.log.subscribe(new logs.LogGroup(it.stack, 'App', { logGroupName: '/app' }));
        it.log.subscribe(named(it.stack, '/app'));
      }),
    'subscribed once',
    '/app',
  ],
  [
    'an excluded group',
    () => subscribed((it) => it.log.subscribe(named(it.stack, '/app')), { excludedLogGroups: ['/ap*'] }),
    "take '/ap*' out of 'excludedLogGroups'",
  ],
  [
    'a group of infrequent access',
    () =>
      subscribed((it) =>
        it.log.subscribe(
          new logs.LogGroup(it.stack, 'App', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS }),
        ),
      ),
    'STANDARD log class',
    "got 'INFREQUENT_ACCESS'",
  ],
  [
    'a group of another Region',
    () =>
      subscribed((it) => {
        const other = new Stack(it.stack.node.root as App, 'Other', {
          env: { account: ACCOUNT, region: 'us-east-1' },
        });
        it.log.subscribe(new logs.LogGroup(other, 'App'));
      }),
    'in the region of the log',
    'us-east-1',
  ],
  [
    'a grant to a role of another account',
    () =>
      subscribed((it) =>
        it.log.grants.write(iam.Role.fromRoleArn(it.stack, 'Foreign', 'arn:aws:iam::999988887777:role/app')),
      ),
    "'grantee'",
    '999988887777',
    'Firehose has no resource policy',
  ],
  [
    'a grant to a service',
    () => subscribed((it) => it.log.grants.write(new iam.ServicePrincipal('lambda.amazonaws.com'))),
    "'grantee'",
    'Firehose has no resource policy',
  ],
];

function named(scope: Stack, name: string): logs.ILogGroup {
  return logs.LogGroup.fromLogGroupName(scope, `Named${name}`, name);
}

function subscribed(
  use: (it: { stack: Stack; log: AuditLog }) => unknown,
  props: Partial<AuditLogProps> = {},
) {
  const scope = stack();
  return use({ stack: scope, log: log(props, scope) });
}

function sealerWith(props: kms.KeyProps): Sealer {
  const scope = stack();
  const workKey = new kms.Key(scope, 'Work');
  return new Sealer(scope, 'Sealer', {
    qualifier: 'wormtrail',
    origin: 'example.com/audit',
    archive: new Archive(scope, 'Archive', { retention: Retention.REHEARSAL }),
    state: new StateBucket(scope, 'State', { key: workKey }),
    ledger: new Ledger(scope, 'Ledger', { key: workKey }),
    workKey,
    logGroup: new logs.LogGroup(scope, 'Logs'),
    signingKey: new kms.Key(scope, 'Signing', props),
  });
}

describe('a construct refuses', () => {
  for (const [what, use, ...says] of CONSTRUCTS) {
    test(what, () => {
      const refused = messageOf(use);
      for (const words of says) expect(refused).toContain(words);
    });
  }
});

/** What was said; the test fails if nothing was. */
function messageOf(use: () => unknown): string {
  try {
    use();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it was accepted');
}
