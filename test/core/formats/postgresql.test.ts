import { mapper, takers } from './data-support';
import { type Event, expectSource, expectValid, normalize } from './support';

const map = mapper('postgresql');
const AT = Date.UTC(2026, 10, 23, 9, 0, 0, 123);

describe('where the line says who and when', () => {
  test.each<[string, string, object]>([
    ['the default', '2026-11-23 09:00:00.123 UTC [4711] ', { pid: '4711' }],
    ["Debian's", '2026-11-23 09:00:00.123 UTC [4711] alice@app ', { user: 'alice', db: 'app', pid: '4711' }],
    [
      'with the line number',
      '2026-11-23 09:00:00.123 UTC [4711-12] alice@app ',
      { user: 'alice', db: 'app', pid: '4711', line: 12 },
    ],
    [
      "RDS's",
      '2026-11-23 09:00:00.123 UTC:192.0.2.7(52834):alice@app:[4711]:',
      { user: 'alice', db: 'app', pid: '4711', ip: '192.0.2.7', port: 52834 },
    ],
    [
      "RDS's, IPv6 and a user with an @",
      '2026-11-23 09:00:00.123 UTC:2001:db8::1(52834):alice@example.com@app:[4711]:',
      { user: 'alice@example.com', db: 'app', pid: '4711', ip: '2001:db8::1', port: 52834 },
    ],
    [
      "RDS's, a Unix socket",
      '2026-11-23 09:00:00.123 UTC:[local]:rdsadmin@rdsadmin:[4711]:',
      { user: 'rdsadmin', db: 'rdsadmin', pid: '4711', name: 'local' },
    ],
    [
      "RDS's, long",
      '2026-11-23 09:00:00.123 UTC:192.0.2.7(52834):alice@app:[4711]:3:42P01:2026-11-23 08:59:00 UTC:4/12:0:6561a1b2.1267:psql:',
      { user: 'alice', db: 'app', pid: '4711', ip: '192.0.2.7', port: 52834, line: 3, code: '42P01' },
    ],
    [
      "pgBadger's",
      '2026-11-23 09:00:00.123 UTC [4711]: [3-1] user=alice,db=app,app=DBeaver 24 - Main,client=192.0.2.7 ',
      { user: 'alice', db: 'app', pid: '4711', line: 3, app: 'DBeaver 24 - Main', ip: '192.0.2.7' },
    ],
    [
      "pgaudit's",
      '2026-11-23 09:00:00.123 UTC alice app [4711]: ',
      { user: 'alice', db: 'app', pid: '4711' },
    ],
    ["Azure's", '2026-11-23 09:00:00.123 UTC-6561a1b2.1267-', { pid: '6561a1b2.1267' }],
    [
      'address first',
      '192.0.2.7 2026-11-23 09:00:00.123 UTC [4711] alice@app ',
      { user: 'alice', db: 'app', pid: '4711', ip: '192.0.2.7' },
    ],
    [
      'host name and port first',
      'db1.example.com(52834) 2026-11-23 09:00:00.123 UTC [4711] alice@app ',
      { user: 'alice', db: 'app', pid: '4711', hostname: 'db1.example.com', port: 52834 },
    ],
    [
      "syslog's sequence first",
      '[4-1] 2026-11-23 09:00:00.123 UTC [4711] alice@app ',
      { user: 'alice', db: 'app', pid: '4711' },
    ],
    [
      'unknown yet',
      '2026-11-23 09:00:00.123 UTC [4711] [unknown]@[unknown] ',
      { user: undefined, pid: '4711' },
    ],
  ])('%s', (_name, prefix, expected) => {
    const event = map(`${prefix}ERROR:  relation "accounts" does not exist at character 15`);
    const got: Event = {
      user: event.actor?.user?.name,
      db: event.database?.name,
      pid: event.actor?.session?.uid,
      app: event.actor?.app_name,
      line: event.unmapped?.session_line,
      code: event.status_code,
      ...event.src_endpoint,
    };
    if (event.class_uid !== 6008) expect(got).toMatchObject(expected);
    expect(event.time).toBe(AT);
    expect(event.metadata.log_level).toBe('ERROR');
  });

  test.each<[string, number, number | undefined]>([
    ['2026-11-23 10:00:00.123 CET', AT, 60],
    ['2026-11-23 04:00:00.123 EST', AT, -300],
    ['2026-11-23 06:00:00.123 -03', AT, -180],
    ['2026-11-23 14:45:00.123 +0545', AT, 345],
    ['2026-11-23 09:00:00 GMT', AT - 123, undefined],
    ['2026-11-23 09:00:00 XYZT', AT - 123, undefined],
  ])('the zone of %s', (text, time, offset) => {
    const event = map(`${text} [4711] LOG:  shutting down`);
    expect(event.time).toBe(time);
    expect(event.timezone_offset).toBe(offset);
    expect(event.unmapped?.timezone).toBe(text.endsWith('XYZT') ? 'XYZT' : undefined);
  });
});

const PREFIX = '2026-11-23 09:00:00.123 UTC:192.0.2.7(52834):alice@app:[4711]:';

describe('who was let in', () => {
  test.each<[string, object]>([
    [
      'FATAL:  password authentication failed for user "bob"',
      { user: { name: 'bob' }, auth_protocol: 'password', status_id: 2 },
    ],
    [
      'FATAL:  no pg_hba.conf entry for host "198.51.100.9", user "bob", database "other", no encryption',
      {
        user: { name: 'bob' },
        status_detail:
          'no pg_hba.conf entry for host "198.51.100.9", user "bob", database "other", no encryption',
      },
    ],
    ['FATAL:  role "bob" does not exist', { user: { name: 'bob' }, status_id: 2 }],
    ['FATAL:  database "nothing" does not exist', { user: { name: 'alice' }, status_id: 2 }],
    ['FATAL:  sorry, too many clients already', { user: { name: 'alice' }, status_id: 2 }],
    [
      'LOG:  connection authorized: user=alice database=app application_name=psql SSL enabled (protocol=TLSv1.3, bits=256)',
      { activity_id: 1, status_id: 1, actor: { user: { name: 'alice' }, app_name: 'psql' } },
    ],
    [
      'LOG:  connection authenticated: identity="alice@EXAMPLE.COM" method=gss (/etc/pg_hba.conf:12)',
      {
        activity_id: 99,
        activity_name: 'Authenticated',
        user: { name: 'alice@EXAMPLE.COM' },
        auth_protocol: 'gss',
      },
    ],
    [
      'LOG:  disconnection: session time: 1:00:12.345 user=alice database=app host=192.0.2.7 port=52834',
      { activity_id: 2, status_id: 1, duration: 3_612_345 },
    ],
  ])('%s', (text, expected) => {
    expect(map(PREFIX + text)).toMatchObject({
      class_uid: 3002,
      src_endpoint: { ip: '192.0.2.7', port: 52834 },
      is_remote: true,
      session: { uid: '4711' },
      service: { name: 'app' },
      ...expected,
    });
  });

  test('a connection received, before anybody is known', () => {
    expect(
      map(
        '2026-11-23 09:00:00.123 UTC [4711] [unknown]@[unknown] LOG:  connection received: host=2001:db8::7 port=4242',
      ),
    ).toMatchObject({ class_uid: 4001, activity_id: 1, src_endpoint: { ip: '2001:db8::7', port: 4242 } });
  });
});

describe('statements', () => {
  test.each<[string, number, string, object]>([
    ['LOG:  statement: SELECT 1', 4, 'SELECT 1', {}],
    ['LOG:  execute <unnamed>: INSERT INTO t VALUES ($1)', 5, 'INSERT INTO t VALUES ($1)', {}],
    [
      'LOG:  duration: 1234.567 ms  statement: UPDATE t SET a = 1',
      2,
      'UPDATE t SET a = 1',
      { duration: 1235 },
    ],
    ['LOG:  duration: 0.4 ms  execute S_1: DELETE FROM t', 7, 'DELETE FROM t', { duration: 0 }],
    [
      'LOG:  statement: /* app */ -- note\n\t GRANT ALL ON t TO bob',
      99,
      '/* app */ -- note\n GRANT ALL ON t TO bob',
      { activity_name: 'GRANT' },
    ],
    ['LOG:  statement: CREATE TABLE t (a int)', 6, 'CREATE TABLE t (a int)', {}],
    ['LOG:  statement: ???', 0, '???', {}],
  ])('%j', (text, activity, sql, more) => {
    expect(map(PREFIX + text)).toMatchObject({
      class_uid: 6005,
      activity_id: activity,
      query_info: { query_string: sql },
      database: { name: 'app' },
      actor: { user: { name: 'alice' } },
      src_endpoint: { ip: '192.0.2.7', port: 52834 },
      ...more,
    });
  });

  test('a report is one event over all its lines, its parts apart', () => {
    const report = [
      `${PREFIX}ERROR:  permission denied for table accounts`,
      `${PREFIX}DETAIL:  one`,
      '\ttwo',
      `${PREFIX}HINT:  ask`,
      `${PREFIX}CONTEXT:  SQL function "f"`,
      `${PREFIX}STATEMENT:  SELECT *`,
      '\t{"not": "json"}',
      '\tFROM accounts;',
    ].join('\n');
    const event = map(report);
    expect(event).toMatchObject({
      class_uid: 6005,
      activity_id: 4,
      status_id: 2,
      severity_id: 3,
      message: 'permission denied for table accounts',
      status_detail: 'permission denied for table accounts: one\ntwo',
      query_info: { query_string: 'SELECT *\n{"not": "json"}\nFROM accounts;' },
      unmapped: { hint: 'ask', context: 'SQL function "f"' },
    });
    const twice = `${report}\r\n${report.replaceAll('4711', '4712')}\nsomething else\n`;
    const normalized = normalize(twice);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(twice));
    expect(normalized.events.map((each) => each.metadata.log_format)).toEqual([
      'postgresql',
      'postgresql',
      'text',
    ]);
  });

  test("a part does not go with another process's report", () => {
    const text = `${PREFIX}ERROR:  division by zero\n${PREFIX.replace('4711', '4712')}STATEMENT:  SELECT 1/0`;
    const { events } = normalize(text);
    expect(events.map((event) => [event.class_uid, event.query_info?.query_string])).toEqual([
      [6005, undefined],
      [6005, 'SELECT 1/0'],
    ]);
  });

  test('a statement that comes as a message of its own', () => {
    expect(map(`${PREFIX}STATEMENT:  DROP TABLE t`)).toMatchObject({
      class_uid: 6005,
      activity_id: 7,
      status_id: 0,
      actor: { session: { uid: '4711' } },
    });
  });
});

test.each<[string, number, number]>([
  ['LOG:  starting PostgreSQL 16.3 on aarch64-unknown-linux-gnu, 64-bit', 6002, 3],
  ['LOG:  database system is ready to accept connections', 6002, 3],
  ['LOG:  received fast shutdown request', 6002, 4],
  ['LOG:  database system is shut down', 6002, 4],
  ['LOG:  received SIGHUP, reloading configuration files', 6002, 8],
  ['LOG:  parameter "log_statement" changed to "none"', 6002, 8],
  ['LOG:  checkpoint starting: time', 0, 0],
  ['PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 6008, 1],
])('the server itself: %s', (text, classUid, activity) => {
  const event = map(`2026-11-23 09:00:00.123 UTC [4711] ${text}`);
  expect([event.class_uid, event.activity_id]).toEqual([classUid, activity]);
  expect(event.message).toBe(text.slice(text.indexOf(':') + 3));
});

test.each([
  '2026-11-23 09:00:00.123 UTC LOG: one space and no process',
  '2026-11-23 09:00:00,123 UTC [4711] LOG:  a comma',
  '2026-11-23 09:00:00.123 [4711] LOG:  no zone',
  '2026-11-23 09:00:00.123 UTC [4711] CLOG:  no level',
  '2026-02-30 09:00:00.123 UTC [4711] LOG:  no such day',
  '2026-11-23 09:00:00.123 UTC',
  'LOG:  no time',
])('no PostgreSQL: %s', (line) => {
  expect(takers(line)).toEqual(['text']);
});
