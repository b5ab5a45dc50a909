import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Fact, FactName } from 'aws-cdk-lib/region-info';
import { judgeKey } from '../../../../adapters/aws/preflight/keys';
import { judgeNames } from '../../../../adapters/aws/preflight/names';
import { checkCaller, checkRegion } from '../../../../adapters/aws/preflight/place';
import { judgeConcurrency, judgeKms, judgeStreams } from '../../../../adapters/aws/preflight/quotas';
import { KNOWN_REGIONS, regionSupport } from '../../../../adapters/aws/preflight/regions';
import type { Check } from '../../../../adapters/aws/preflight/report';
import { judgeOwnGroups, judgePolicies, judgeTarget } from '../../../../adapters/aws/preflight/subscriptions';
import { wormtrail } from '../../../../cli/demo/shell';
import { exitOf } from '../../../../cli/preflight';
import { type Answers, FakeAws } from './fake-aws';

const place = { account: '111122223333', region: 'eu-west-1', qualifier: 'wormtrail' };
const OURS = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/wormtrail-stream';
const OTHER = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/metrics';

describe('the table of Regions', () => {
  /** AWS publishes layers of its own for arm64 functions where they run. */
  const hasArm64 = (region: string) =>
    ['1.0.498.0', '1.0.404.0'].some(
      (version) =>
        Fact.find(region, FactName.cloudwatchLambdaInsightsVersion(version, 'arm64')) !== undefined,
    );

  test('has every Region of the partitions aws, aws-cn and aws-us-gov that the CDK knows to have Lambda layers', () => {
    const open = Fact.regions.filter((region) => /^(?!us-iso|eu-iso|eusc)/.test(region));
    const withLambda = open.filter(
      (region) =>
        Fact.find(region, FactName.cloudwatchLambdaInsightsVersion('1.0.498.0', 'x86_64')) !== undefined ||
        Fact.find(region, FactName.paramsAndSecretsLambdaLayer('1.0.103', 'x86_64')) !== undefined,
    );
    expect([...KNOWN_REGIONS].sort()).toEqual([...withLambda].sort());
  });

  test('says where arm64 functions are known to run', () => {
    for (const region of KNOWN_REGIONS)
      expect([region, regionSupport(region)?.arm64]).toEqual([region, hasArm64(region)]);
  });
});

describe('the caller', () => {
  const caller = { account: '111122223333', arn: 'arn:aws:iam::111122223333:role/x', region: 'eu-west-1' };

  test.each([
    [{ account: '111122223333', region: 'eu-west-1' }, 'ok'],
    [{ account: '999988887777', region: 'eu-west-1' }, 'failed'],
    [{ account: '111122223333', region: 'us-east-1' }, 'failed'],
    [{}, 'warning'],
  ])('in %j is %s', (config, state) => {
    expect(checkCaller(caller, config).state).toBe(state);
  });
});

test.each([
  ['eu-west-1', 'arm64', ['ok', 'ok'], '5 MiB/s'],
  ['eu-central-1', 'arm64', ['ok', 'ok'], '1 MiB/s'],
  ['mx-central-1', 'arm64', ['ok', 'warning', 'ok'], 'x86_64'],
  ['mx-central-1', 'x86_64', ['ok', 'ok'], '1 MiB/s'],
  ['cn-north-1', 'arm64', ['ok', 'ok', 'warning'], 'SM4'],
  ['us-gov-west-1', 'arm64', ['ok', 'ok', 'warning'], 'FIPS'],
  ['xx-nowhere-1', 'arm64', ['warning', 'ok'], 'not in the table'],
] as const)('%s with %s functions', (region, architecture, states, words) => {
  const checks = checkRegion(region, architecture);
  expect(checks.map(({ state }) => state)).toEqual(states);
  expect(JSON.stringify(checks)).toContain(words);
});

describe('a log group to be subscribed', () => {
  const group = { logGroupName: '/app' };
  const filter = (destinationArn: string, filterName = 'x') => ({ destinationArn, filterName });

  test.each([
    ['without filters', group, [], 'ok'],
    ['that is not there', undefined, [], 'failed'],
    ['of another class', { ...group, logGroupClass: 'INFREQUENT_ACCESS' as const }, [], 'failed'],
    ['with one filter of two', group, [filter(OTHER)], 'ok'],
    ['with all filters taken', group, [filter(OTHER), filter(OTHER, 'y')], 'failed'],
    ['with ours among two', group, [filter(OTHER), filter(OURS, 'wormtrail')], 'ok'],
    ['fed to the log by somebody else', group, [filter(OURS, 'by-hand')], 'warning'],
    [
      'with a filter to a stream of that name elsewhere',
      group,
      [filter(OURS.replace('eu-west-1', 'us-east-1'))],
      'ok',
    ],
  ])('%s', (_, found, filters, state) => {
    expect(judgeTarget(place, '/app', found, filters, 2).state).toBe(state);
  });

  test.each([
    [1, 'ok'],
    [2, 'warning'],
    [4, 'warning'],
    [5, 'failed'],
  ])('with %d filters where the quota cannot be read', (n, state) => {
    const filters = Array.from({ length: n }, (_, i) => filter(OTHER, `f${i}`));
    expect(judgeTarget(place, '/app', group, filters, undefined).state).toBe(state);
  });

  test("that is the pipeline's own", () => {
    const name = '/wormtrail/wormtrail/sealer';
    expect(judgeTarget(place, name, { logGroupName: name }, [], 2)).toMatchObject({ state: 'failed' });
  });
});

describe('an account policy', () => {
  const policy = (destination: string, selectionCriteria?: string) => ({
    policyName: 'all',
    policyDocument: JSON.stringify({ DestinationArn: destination }),
    ...(selectionCriteria === undefined ? {} : { selectionCriteria }),
  });
  const own = ['transform', 'sealer', 'redrive', 'delivery'].map((it) => `/wormtrail/wormtrail/${it}`);
  const except = (...names: string[]) => `LogGroupName NOT IN ${JSON.stringify(names)}`;

  test.each([
    ['to elsewhere', [policy(OTHER)], ['ok']],
    ['to us, of everything', [policy(OURS)], ['failed', 'warning']],
    ['to us, without our own groups', [policy(OURS, except(...own))], ['warning']],
    ['to us, without our own groups and the targets', [policy(OURS, except(...own, '/app'))], ['ok']],
    ['to us, without some of our own', [policy(OURS, except(own[0] as string, '/app'))], ['failed']],
    ['that cannot be read', [{ policyName: 'x', policyDocument: '{' }], ['ok']],
    ['that is not there', [], ['ok']],
  ])('%s', (_, policies, states) => {
    expect(judgePolicies(place, policies, ['/app']).map(({ state }) => state)).toEqual(states);
  });
});

test("one of the pipeline's own groups that feeds the log is recursion", () => {
  const groups = new Map([['/wormtrail/wormtrail/sealer', [{ destinationArn: OURS, filterName: 'x' }]]]);
  expect(judgeOwnGroups(place, groups)).toMatchObject({
    state: 'failed',
    fix: expect.stringContaining('delete-subscription-filter'),
  });
  expect(judgeOwnGroups(place, new Map([['/wormtrail/wormtrail/sealer', []]])).state).toBe('ok');
});

test('quotas', () => {
  expect(judgeStreams(50, 50, false).state).toBe('failed');
  expect(judgeStreams(50, 50, true).state).toBe('ok');
  expect(judgeStreams(49, 50, false).state).toBe('ok');
  expect(judgeStreams(10, undefined, false).detail).toContain('could not be read');
  expect(judgeConcurrency(1000, 900).state).toBe('ok');
  expect(judgeConcurrency(10, 10)).toMatchObject({
    state: 'warning',
    detail: expect.stringContaining('failed/'),
  });
  expect(judgeConcurrency(1000, 0).state).toBe('failed');
  expect(judgeConcurrency(undefined, undefined).state).toBe('unseen');
  const kms = (Value: number) => [{ QuotaName: 'Cryptographic operations (symmetric) request rate', Value }];
  expect(judgeKms({ kms: kms(5500), firehose: undefined, logs: undefined })[0]?.state).toBe('ok');
  expect(judgeKms({ kms: kms(100), firehose: undefined, logs: undefined })[0]?.state).toBe('warning');
  expect(judgeKms({ kms: undefined, firehose: undefined, logs: undefined })).toEqual([]);
});

describe('names', () => {
  const free = { left: [], foreign: [], closed: [] };
  const adopt = {
    archiveBucket: 'a',
    archiveKeyArn: 'b',
    accessLogsBucket: 'c',
    stateBucket: 'd',
    ledgerTable: 'e',
    workKeyArn: 'f',
    signingKeyArn: 'g',
  };
  test.each([
    ['all free', free, undefined, ['ok']],
    ['left by a stack', { ...free, left: ['bucket x'] }, undefined, ['failed']],
    ['left by a stack and adopted', { ...free, left: ['bucket x'] }, adopt, ['ok']],
    ['nothing to adopt', free, adopt, ['failed']],
    ['a bucket of somebody else', { ...free, closed: ['bucket x'] }, undefined, ['unseen']],
    ['a stream of somebody else', { ...free, foreign: ['stream x'] }, undefined, ['failed']],
  ])('%s', (_, taken, adopted, states) => {
    expect(judgeNames(taken, adopted, {}).map(({ state }) => state)).toEqual(states);
  });

  test('what was left is said as adopt takes it, with what could not be found', () => {
    const [check] = judgeNames({ ...free, left: ['bucket x'] }, undefined, {
      ledgerTable: 'wormtrail-ledger',
    });
    expect(check?.fix).toContain('ledgerTable: wormtrail-ledger');
    expect(check?.fix).toContain('signingKeyArn: (not found)');
  });
});

test.each([
  ['signing', { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY', KeyState: 'Enabled' }, 'ok'],
  ['signing', { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', KeyState: 'Enabled' }, 'failed'],
  ['archive', { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', KeyState: 'Enabled' }, 'ok'],
  [
    'archive',
    { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', KeyState: 'PendingDeletion' },
    'failed',
  ],
  ['work', { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', KeyState: 'Disabled' }, 'failed'],
] as const)('the %s key %j is %s', (key, metadata, state) => {
  expect(judgeKey(key, 'arn', { KeyId: '1', ...metadata }).state).toBe(state);
});

test('what failed comes before what nobody saw', () => {
  const of = (...states: Check['state'][]) => states.map((state) => ({ name: 'x', state, detail: 'x' }));
  expect(exitOf(of('ok', 'warning'))).toBe(0);
  expect(exitOf(of('ok', 'unseen', 'failed'))).toBe(2);
  expect(exitOf(of('ok', 'unseen', 'warning'))).toBe(4);
});

describe('the command', () => {
  const IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:role/admin</Arn>
    <Account>111122223333</Account><UserId>x</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const notThere = (error: string) => () => ({ error });
  const buckets = ['archive', 'state', 'access-logs'].map(
    (it) => `HEAD /wormtrail-${it}-111122223333-eu-west-1`,
  );
  const EMPTY: Answers = {
    GetCallerIdentity: () => IDENTITY,
    GetParameter: ({ Name }) =>
      String(Name).startsWith('/cdk-bootstrap')
        ? { Parameter: { Value: '29' } }
        : { error: 'ParameterNotFound' },
    ...Object.fromEntries(
      buckets.flatMap((it) => [
        [it, () => ({ error: 'NotFound', status: 404 })],
        [`${it}/`, () => ({ error: 'NotFound', status: 404 })],
      ]),
    ),
    DescribeTable: notThere('ResourceNotFoundException'),
    DescribeDeliveryStream: notThere('ResourceNotFoundException'),
    DescribeLogGroups: ({ logGroupNamePrefix }) => ({
      logGroups: logGroupNamePrefix === '/app' ? [{ logGroupName: '/app' }, { logGroupName: '/app2' }] : [],
    }),
    DescribeSubscriptionFilters: () => ({ subscriptionFilters: [] }),
    DescribeAccountPolicies: () => ({ accountPolicies: [] }),
    ListAliases: () => ({ Aliases: [] }),
    ListServiceQuotas: ({ ServiceCode }) => ({
      Quotas: ServiceCode === 'firehose' ? [{ QuotaName: 'Delivery streams', Value: 5000 }] : [],
    }),
    ListDeliveryStreams: () => ({ DeliveryStreamNames: ['a', 'b'], HasMoreDeliveryStreams: false }),
    'GET /2016-08-19/account-settings': () => ({
      AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
    }),
  };
  let aws: FakeAws;
  let folder: string;
  const before = { ...process.env };

  beforeAll(async () => {
    aws = await FakeAws.start(EMPTY);
    folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-preflight-'));
    writeFileSync(
      path.join(folder, 'w.yaml'),
      "account: '111122223333'\nregion: eu-west-1\norigin: a.example/log\nretention: { presets: [rehearsal] }\nsubscribe: [/app]\n",
    );
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_REGION: 'eu-west-1',
    });
  });
  afterAll(async () => {
    process.env = before;
    await aws.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const preflight = (...args: string[]) =>
    wormtrail(['preflight', '--config', path.join(folder, 'w.yaml'), ...args], process.env);

  test('finds nothing in the way in an empty account, and only reads', async () => {
    aws.answers = EMPTY;
    aws.asked.length = 0;
    const { exit, stdout, stderr } = await preflight();
    expect(stderr).toBe('');
    expect(stdout).toContain('log group /app: 0 of 2 to 5 subscription filters');
    expect(stdout).toMatch(/ok +names: all are free/);
    expect(stdout).toMatch(/0 failed, 0 not seen\. Nothing was written\.\n$/);
    expect(exit).toBe(0);
    for (const operation of aws.asked) expect(operation).toMatch(/^(Describe|List|Get|HEAD |GET )/);
  });

  test('says what it could not see, with what to allow, and ends with 4', async () => {
    const { DescribeAccountPolicies: _, ListServiceQuotas: __, ...rest } = EMPTY;
    aws.answers = rest;
    const { exit, stdout } = await preflight();
    expect(stdout).toMatch(/not seen +account policies: not seen: access denied/);
    expect(stdout).toContain('allow logs:DescribeAccountPolicies');
    expect(stdout).toContain('quotas of firehose');
    expect(exit).toBe(4);
  });

  test('takes nothing for left behind where it cannot see whether the log is deployed', async () => {
    const { GetParameter: _, ...rest } = EMPTY;
    aws.answers = { ...rest, DescribeTable: () => ({ Table: { TableName: 'wormtrail-ledger' } }) };
    const { exit, stdout } = await preflight();
    expect(stdout).toMatch(/not seen +names: not seen: access denied/);
    expect(stdout).not.toContain('left by a stack');
    expect(exit).toBe(4);
  });

  test('names what a destroyed stack left, and ends with 2; as one document with --json', async () => {
    aws.answers = { ...EMPTY, DescribeTable: () => ({ Table: { TableName: 'wormtrail-ledger' } }) };
    const { exit, stdout } = await preflight('--json');
    const { checks } = JSON.parse(stdout) as { checks: Check[] };
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'names',
        state: 'failed',
        detail: 'left by a stack that was destroyed: table wormtrail-ledger',
      }),
    );
    expect(exit).toBe(2);
  });

  test('looks at nothing in another account', async () => {
    aws.answers = { ...EMPTY, GetCallerIdentity: () => IDENTITY.replaceAll('111122223333', '999988887777') };
    aws.asked.length = 0;
    const { exit, stdout } = await preflight();
    expect(stdout).toContain('use credentials of 111122223333');
    expect(exit).toBe(2);
    expect(aws.asked).toEqual(['GetCallerIdentity']);
  });

  test('lists all that is wrong with the configuration', async () => {
    writeFileSync(path.join(folder, 'bad.yaml'), 'orign: x\nretention: { presets: [] }\n');
    const bad = await wormtrail(['preflight', '--config', path.join(folder, 'bad.yaml')], process.env);
    expect(bad.exit).toBe(2);
    expect(bad.stderr).toMatch(/bad\.yaml:1: orign: there is no such field; did you mean 'origin'\?/);
    expect(bad.stderr).toMatch(/bad\.yaml:2: retention\.presets: the list is empty/);
    expect(bad.stderr).toMatch(/wormtrail: 3 problems in /);
  });
});
