import { gzipSync } from 'node:zlib';

/**
 * Logs of a made-up company on an ordinary morning, the same at every run, and in them an intruder: he probes the
 * web shop, finds an access key in a backup left there, looks around with it, makes himself a user, takes the
 * customers' data and turns the trail off.
 */
export interface SampleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The intruder's address, from a range kept for documentation (RFC 5737). */
const INTRUDER_ADDRESS = '198.51.100.23';

/** What gives him away, and what he would rather have read there. */
export const TELLTALE = 'StopLogging';
export const INNOCENT = 'DescribeTrails';

const START = Date.UTC(2026, 2, 10, 8, 0, 0);
const MINUTES = 150;
/** When the intruder begins, in minutes from the start. */
const BREAK_IN = 61;
const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';

/** Numbers from 0 up to 1, the same row at every run (a linear congruential generator, Knuth's constants). */
class Dice {
  #state: bigint;

  constructor(seed: number) {
    this.#state = BigInt(seed);
  }

  next(): number {
    this.#state = BigInt.asUintN(64, this.#state * 6364136223846793005n + 1442695040888963407n);
    return Number(this.#state >> 33n) / 2 ** 31;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  hex(length: number): string {
    return Array.from({ length }, () => '0123456789abcdef'[this.below(16)]).join('');
  }
}

/** A time within the morning, ms since 1970, `minute` minutes from its start. */
function at(minute: number): number {
  return START + Math.round(minute * 60_000);
}

/** `count` minutes spread over the morning, in order. */
function minutes(dice: Dice, count: number): number[] {
  return Array.from({ length: count }, () => dice.next() * MINUTES).sort((a, b) => a - b);
}

/** All sample files: about four thousand events. */
export function sampleFiles(): SampleFile[] {
  return [
    { name: 'nginx-access.log', bytes: Buffer.from(nginxLog(new Dice(1))) },
    { name: 'apache-intranet.log', bytes: Buffer.from(apacheLog(new Dice(2))) },
    { name: 'vpc-flow.log.gz', bytes: gzipSync(vpcFlowLog(new Dice(3))) },
    { name: 'shop-app.jsonl', bytes: Buffer.from(appLog(new Dice(4))) },
    { name: 'cloudwatch-payments.json', bytes: cloudWatchRecords(new Dice(5)) },
    { name: 'cloudtrail.json', bytes: Buffer.from(cloudTrailFile(new Dice(6))) },
  ];
}

const PAGES = [
  '/',
  '/shop',
  '/shop/cart',
  '/shop/item/118',
  '/shop/item/42',
  '/static/app.js',
  '/static/logo.svg',
];
const PROBES = [
  '/.env',
  '/wp-login.php',
  '/.git/config',
  '/admin',
  '/backup/',
  '/backup/shop-2026-03.tar.gz',
];
const BROWSERS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
];

function nginxLog(dice: Dice): string {
  const customers = minutes(dice, 1400).map((minute) => {
    const page = dice.pick(PAGES);
    const status = dice.below(40) === 0 ? 404 : 200;
    return {
      minute,
      line: combined(`203.0.113.${1 + dice.below(250)}`, '-', minute, page, status, dice, BROWSERS),
    };
  });
  const probes = PROBES.map((page, i) => {
    const status = page.endsWith('.gz') ? 200 : 404;
    const minute = BREAK_IN + i * 0.2;
    return { minute, line: combined(INTRUDER_ADDRESS, '-', minute, page, status, dice, ['curl/8.12.1']) };
  });
  return inOrder([...customers, ...probes]);
}

const STAFF = ['alice', 'bob', 'carol', 'deniz', 'emeka'];

function apacheLog(dice: Dice): string {
  return inOrder(
    minutes(dice, 500).map((minute) => {
      const page = dice.pick(['/wiki/Main', '/wiki/On-call', '/hr/leave', '/tickets/4711', '/tickets/4712']);
      const line = combined(
        `10.20.0.${10 + dice.below(40)}`,
        dice.pick(STAFF),
        minute,
        page,
        200,
        dice,
        BROWSERS,
      );
      return { minute, line };
    }),
  );
}

/** A line in the combined log format, which nginx and Apache share. */
function combined(
  address: string,
  user: string,
  minute: number,
  page: string,
  status: number,
  dice: Dice,
  agents: readonly string[],
): string {
  const time = new Date(at(minute));
  const day = String(time.getUTCDate()).padStart(2, '0');
  const stamp = `${day}/Mar/2026:${time.toISOString().slice(11, 19)} +0000`;
  return `${address} - ${user} [${stamp}] "GET ${page} HTTP/1.1" ${status} ${200 + dice.below(30_000)} "-" "${dice.pick(agents)}"`;
}

function inOrder(lines: readonly { readonly minute: number; readonly line: string }[]): string {
  return [...lines]
    .sort((a, b) => a.minute - b.minute)
    .map(({ line }) => `${line}\n`)
    .join('');
}

function vpcFlowLog(dice: Dice): string {
  const header =
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
  const flow = (
    minute: number,
    source: string,
    target: string,
    port: number,
    bytes: number,
    action: string,
  ) => {
    const start = Math.floor(at(minute) / 1000);
    const packets = Math.ceil(bytes / 1200);
    const ports = `${1024 + dice.below(60_000)} ${port}`;
    const line = `2 ${ACCOUNT} eni-0a1b2c3d4e5f60718 ${source} ${target} ${ports} 6 ${packets} ${bytes} ${start} ${start + 60} ${action} OK`;
    return { minute, line };
  };
  const usual = minutes(dice, 900).map((minute) =>
    flow(minute, `203.0.113.${1 + dice.below(250)}`, '10.20.1.5', 443, 400 + dice.below(90_000), 'ACCEPT'),
  );
  const scan = [22, 3389, 5432, 6379, 8080].map((port, i) =>
    flow(BREAK_IN + 2 + i * 0.05, INTRUDER_ADDRESS, '10.20.1.5', port, 60, 'REJECT'),
  );
  const theft = [0, 1, 2].map((i) =>
    flow(
      BREAK_IN + 20 + i,
      '10.20.1.5',
      INTRUDER_ADDRESS,
      443,
      734_003_200 + dice.below(10_000_000),
      'ACCEPT',
    ),
  );
  return `${header}\n${inOrder([...usual, ...scan, ...theft])}`;
}

function appLog(dice: Dice): string {
  return inOrder(
    minutes(dice, 600).map((minute) => ({
      minute,
      line: JSON.stringify({
        time: new Date(at(minute)).toISOString(),
        level: dice.below(30) === 0 ? 'warn' : 'info',
        msg: dice.pick(['order placed', 'cart updated', 'login ok', 'payment accepted', 'mail sent']),
        user: `customer-${1000 + dice.below(400)}`,
        request_id: dice.hex(16),
        ms: 3 + dice.below(240),
      }),
    })),
  );
}

/** CloudWatch Logs' subscription records as Firehose receives them: gzip of a JSON envelope, one after another. */
function cloudWatchRecords(dice: Dice): Buffer {
  const events = minutes(dice, 300).map((minute) => ({
    id: String(BigInt(at(minute)) * 10_000_000_000n + BigInt(dice.below(1_000_000))),
    timestamp: at(minute),
    message: `${new Date(at(minute)).toISOString()} INFO payment ${dice.hex(8)} authorised for customer-${1000 + dice.below(400)}`,
  }));
  const records: Buffer[] = [];
  for (let i = 0; i < events.length; i += 60) {
    const envelope = {
      messageType: 'DATA_MESSAGE',
      owner: ACCOUNT,
      logGroup: '/shop/payments',
      logStream: 'payments-1',
      subscriptionFilters: ['wormtrail'],
      logEvents: events.slice(i, i + 60),
    };
    records.push(Buffer.from(`${JSON.stringify(envelope)}\n`));
  }
  return Buffer.concat(records);
}

interface Call {
  readonly minute: number;
  readonly service: string;
  readonly name: string;
  readonly user: string;
  readonly address: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

function cloudTrailFile(dice: Dice): string {
  const usual = minutes(dice, 400).map((minute): Call => {
    const [service, name] = dice.pick([
      ['s3', 'GetObject'],
      ['s3', 'PutObject'],
      ['ec2', 'DescribeInstances'],
      ['kms', 'Decrypt'],
      ['sts', 'GetCallerIdentity'],
      ['dynamodb', 'DescribeTable'],
    ] as const);
    const user = dice.pick([...STAFF, 'shop-backend']);
    return { minute, service, name, user, address: `192.0.2.${10 + dice.below(20)}` };
  });
  const intruder = (offset: number, service: string, name: string, rest: Partial<Call> = {}): Call => ({
    minute: BREAK_IN + offset,
    service,
    name,
    user: 'backup-job',
    address: INTRUDER_ADDRESS,
    ...rest,
  });
  const story = [
    intruder(6, 'sts', 'GetCallerIdentity'),
    intruder(7, 'iam', 'ListUsers'),
    intruder(8, 's3', 'ListBuckets'),
    intruder(9, 'iam', 'CreateUser', { parameters: { userName: 'support-tmp' } }),
    intruder(10, 'iam', 'AttachUserPolicy', {
      parameters: { userName: 'support-tmp', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
    intruder(11, 'secretsmanager', 'GetSecretValue', { error: 'AccessDenied' }),
    ...[0, 1, 2, 3].map((i) =>
      intruder(20 + i, 's3', 'GetObject', {
        user: 'support-tmp',
        parameters: { bucketName: 'shop-customers', key: `export/part-${i}.csv` },
      }),
    ),
    intruder(26, 'cloudtrail', 'StopLogging', { user: 'support-tmp', parameters: { name: 'main-trail' } }),
  ];
  const calls = [...usual, ...story].sort((a, b) => a.minute - b.minute);
  return JSON.stringify({ Records: calls.map((call) => trailRecord(call, dice)) });
}

function trailRecord({ minute, service, name, user, address, parameters, error }: Call, dice: Dice): unknown {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDAEXAMPLE${user.toUpperCase().replaceAll('-', '')}`,
      arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
      accountId: ACCOUNT,
      accessKeyId: `AKIAEXAMPLE${user.slice(0, 5).toUpperCase().replaceAll('-', '')}`,
      userName: user,
    },
    eventTime: new Date(at(minute)).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: REGION,
    sourceIPAddress: address,
    userAgent: address === INTRUDER_ADDRESS ? 'aws-cli/2.24.20' : 'aws-sdk-java/2.30.1',
    ...(error === undefined ? {} : { errorCode: error, errorMessage: 'not authorized' }),
    requestParameters: parameters ?? null,
    responseElements: null,
    requestID: uuid(dice),
    eventID: uuid(dice),
    readOnly: /^(Get|List|Describe|Decrypt)/.test(name),
    eventType: 'AwsApiCall',
    managementEvent: service !== 's3' || name === 'ListBuckets',
    recipientAccountId: ACCOUNT,
    eventCategory: service === 's3' && name !== 'ListBuckets' ? 'Data' : 'Management',
  };
}

function uuid(dice: Dice): string {
  return `${dice.hex(8)}-${dice.hex(4)}-4${dice.hex(3)}-a${dice.hex(3)}-${dice.hex(12)}`;
}
