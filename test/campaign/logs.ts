import { gzipSync } from 'node:zlib';
import type { Random } from './random';

/** A record as a producer would send it, with about `events` events of one kind. */
export type MakeRecord = (random: Random, events: number) => Buffer;

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const ip = (random: Random) => `203.0.113.${random.int(1, 254)}`;
const at = (random: Random) =>
  new Date(Date.UTC(2026, 10, 23, random.int(0, 8), random.int(0, 59), random.int(0, 59)));
const id = (random: Random) => random.bytes(8).toString('hex');
const name = (random: Random) => random.pick(['alice', 'bob', 'carol', 'Dörte', 'eve', '方']);

const nginx: MakeRecord = (random, events) =>
  Buffer.from(
    times(events, () => {
      const time = at(random)
        .toUTCString()
        .replace(/^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/, '$1/$2/$3:$4 +0000');
      const status = random.pick([200, 200, 304, 403, 500]);
      return `${ip(random)} - ${random.pick(['-', 'alice'])} [${time}] "GET /${id(random)} HTTP/1.1" ${status} ${random.int(0, 90_000)} "-" "curl/8.${random.int(0, 9)}"\n`;
    }).join(''),
  );

const jsonLines: MakeRecord = (random, events) =>
  Buffer.from(
    times(
      events,
      () =>
        `${JSON.stringify({ time: at(random).toISOString(), user: name(random), action: 'login', ip: ip(random), n: random.int(0, 1e6), id: id(random) })}\n`,
    ).join(''),
  );

const vpcFlow: MakeRecord = (random, events) =>
  Buffer.from(
    times(events, () => {
      const start = Math.floor(at(random).getTime() / 1000);
      return `2 123456789012 eni-${id(random)} ${ip(random)} 10.0.0.${random.int(1, 254)} ${random.int(1024, 65535)} 443 6 ${random.int(1, 99)} ${random.int(40, 9999)} ${start} ${start + 60} ${random.pick(['ACCEPT', 'REJECT'])} OK\n`;
    }).join(''),
  );

const cloudTrail: MakeRecord = (random, events) =>
  Buffer.from(
    JSON.stringify({
      Records: times(events, () => ({
        eventVersion: '1.11',
        userIdentity: {
          type: 'IAMUser',
          principalId: 'AIDAEXAMPLE',
          arn: `arn:aws:iam::123456789012:user/${name(random)}`,
          accountId: '123456789012',
        },
        eventTime: at(random)
          .toISOString()
          .replace(/\.\d+Z/, 'Z'),
        eventSource: 's3.amazonaws.com',
        eventName: random.pick(['DeleteObject', 'GetObject', 'PutBucketPolicy']),
        awsRegion: 'eu-west-1',
        sourceIPAddress: ip(random),
        userAgent: 'aws-cli/2.0',
        requestParameters: { bucketName: 'reports', key: id(random) },
        responseElements: null,
        eventID: id(random),
        eventType: 'AwsApiCall',
        recipientAccountId: '123456789012',
      })),
    }),
  );

const cloudWatch: MakeRecord = (random, events) =>
  gzipSync(
    JSON.stringify({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/app/audit',
      logStream: 'web-1',
      subscriptionFilters: ['all'],
      logEvents: times(events, (i) => ({
        id: String(i),
        timestamp: at(random).getTime(),
        message: `user=${name(random)} did=${id(random)} "quoted" \\ and\ttab`,
      })),
    }),
  );

const plainText: MakeRecord = (random, events) =>
  Buffer.from(
    times(
      events,
      () => `sshd[${random.int(1, 32768)}]: session opened for ${name(random)} ${id(random)}\n`,
    ).join(''),
  );

/** Lines that are no UTF-8. */
const binary: MakeRecord = (random, events) =>
  Buffer.concat(
    times(events, () =>
      Buffer.concat([Buffer.from(id(random)), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('\n')]),
    ),
  );

/** Events that look like the archive's own lines: nothing from a source may ever be read as one. */
const lookalikes: MakeRecord = (random, events) =>
  Buffer.from(
    times(
      events,
      () =>
        `${JSON.stringify({ wormtrail: random.pick(['entry/v1', 'index/v1', 'control/v1']), batch: '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN', leaves: id(random) })}\n`,
    ).join(''),
  );

/** What will not inflate: kept as it came, as one event. */
export const brokenGzip: MakeRecord = (random, events) =>
  cloudWatch(random, events).subarray(0, -random.int(9, 30));

export const RECORDS: readonly MakeRecord[] = [
  nginx,
  jsonLines,
  vpcFlow,
  cloudTrail,
  cloudWatch,
  plainText,
  binary,
  lookalikes,
];
