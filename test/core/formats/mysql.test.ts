import { mapper, takers } from './data-support';

const AT = Date.UTC(2026, 10, 23, 9, 0, 0);

describe('MySQL', () => {
  const map = mapper('mysql');

  test.each<[string, object]>([
    [
      "2026-11-23T09:00:00.861934Z 344 [Note] Access denied for user 'root'@'192.0.2.7' (using password: YES)",
      {
        class_uid: 3002,
        activity_id: 1,
        status_id: 2,
        status_detail: 'access denied (using password: YES)',
        time: AT + 861,
        user: { name: 'root' },
        src_endpoint: { ip: '192.0.2.7' },
        session: { uid: '344' },
        metadata: { log_level: 'Note' },
      },
    ],
    [
      "2026-11-23T10:00:00.411498+01:00 25 [Note] [MY-010926] [Server] Access denied for user 'it's'@'db.example.com' to database 'app'",
      {
        status_code: 'MY-010926',
        service: { name: 'app' },
        timezone_offset: 60,
        time: AT + 411,
        unmapped: { subsystem: 'Server', thread: '25' },
      },
    ],
    [
      "2026-11-23T09:00:00.000001Z 12 [Note] [MY-010914] [Server] Aborted connection 77 to db: 'app' user: 'alice' host: '2001:db8::7' (Got timeout reading communication packets).",
      {
        class_uid: 3002,
        activity_id: 2,
        status_id: 2,
        session: { uid: '77' },
        user: { name: 'alice' },
        src_endpoint: { ip: '2001:db8::7' },
        service: { name: 'app' },
      },
    ],
    [
      "2026-11-23T09:00:00.000001Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.36'",
      { class_uid: 6002, activity_id: 3 },
    ],
    [
      '2026-11-23T09:00:00.000001Z 0 [System] [MY-013172] [Server] Received SHUTDOWN from user root. Shutting down mysqld (Version: 8.0.36).',
      { class_uid: 6002, activity_id: 4 },
    ],
    [
      '2026-11-23T09:00:00.000001Z 0 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11',
      { class_uid: 6008, severity_id: 4, status_code: 'MY-012574', unmapped: { subsystem: 'InnoDB' } },
    ],
    [
      '2026-11-23T09:00:00.000001Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.',
      { class_uid: 0, severity_id: 3, message: 'CA certificate ca.pem is self signed.' },
    ],
  ])('error log: %s', (line, expected) => {
    expect(map(line)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    [
      'Connect\talice@192.0.2.7 on app using SSL/TLS',
      {
        class_uid: 3002,
        activity_id: 1,
        user: { name: 'alice' },
        service: { name: 'app' },
        src_endpoint: { ip: '192.0.2.7' },
        is_remote: true,
      },
    ],
    ['Connect\talice@localhost on  using Socket', { is_remote: false, service: { name: 'MySQL' } }],
    [
      "Connect\tAccess denied for user 'bob'@'192.0.2.7' (using password: NO)",
      { class_uid: 3002, status_id: 2, user: { name: 'bob' } },
    ],
    [
      "Connect   Access denied for user 'bob'@'192.0.2.7' (using password: NO)",
      { class_uid: 3002, status_id: 2 },
    ],
    [
      'Query\tINSERT INTO t\n VALUES (1)',
      { class_uid: 6005, activity_id: 5, query_info: { query_string: 'INSERT INTO t\n VALUES (1)' } },
    ],
    ['Execute\tDELETE FROM t', { class_uid: 6005, activity_id: 7 }],
    [
      'Init DB\tapp',
      { class_uid: 6005, activity_id: 99, activity_name: 'Init DB', database: { name: 'app' } },
    ],
    ['Quit\t', { class_uid: 3002, activity_id: 2 }],
    ['Change user\tbob@192.0.2.7 on app using TCP/IP', { class_uid: 3002, activity_id: 7 }],
  ])('general log: %j', (rest, expected) => {
    for (const space of ['\t   ', '        '])
      expect(map(`2026-11-23T09:00:00.116872Z${space}14 ${rest}`)).toMatchObject({
        actor: { session: { uid: '14' } },
        ...expected,
      });
  });

  test.each([
    '2026-11-23T09:00:00Z 344 [Note] no microseconds',
    '2026-11-23T09:00:00.861934Z 344 [Info] no level of it',
    '2026-11-23T09:00:00.861934Z x [Note] no thread',
    '2026-11-23T09:00:00.861934Z 14 Queryish text',
    '2026-13-23T09:00:00.861934Z 14 [Note] no month',
  ])('not MySQL: %s', (line) => {
    expect(takers(line)).toEqual(['text']);
  });
});

describe('MariaDB', () => {
  const map = mapper('mariadb');

  test.each<[string, object]>([
    [
      "2026-11-23  9:00:00 8 [Warning] Access denied for user 'alice'@'192.0.2.7' (using password: YES)",
      {
        class_uid: 3002,
        status_id: 2,
        severity_id: 3,
        user: { name: 'alice' },
        src_endpoint: { ip: '192.0.2.7' },
        session: { uid: '8' },
      },
    ],
    [
      "261123  9:00:00 [Warning] Access denied for user 'alice'@'localhost' (using password: NO)",
      { class_uid: 3002, is_remote: false, src_endpoint: { hostname: 'localhost' } },
    ],
    [
      '2026-11-23 09:00:00 7f3c2bfff700 [Note] /usr/sbin/mysqld: ready for connections.',
      { class_uid: 6002, activity_id: 3 },
    ],
    [
      '2026-11-23  9:00:00 0 [Note] /usr/sbin/mariadbd: Shutdown complete',
      { class_uid: 6002, activity_id: 4 },
    ],
    [
      '2026-11-23  9:00:00 0 [ERROR] InnoDB: Operating system error number 13 in a file operation.',
      { class_uid: 6008, unmapped: { subsystem: 'InnoDB' } },
    ],
    [
      "2026-11-23  9:00:00 5 [Warning] Aborted connection 5 to db: 'unconnected' user: 'unauthenticated' host: '192.0.2.7' (This connection closed normally without authentication)",
      {
        class_uid: 3002,
        activity_id: 2,
        status_detail: 'This connection closed normally without authentication',
      },
    ],
  ])('%s', (line, expected) => {
    const event = map(line);
    expect(event.time).toBe(AT);
    expect(event).toMatchObject(expected);
  });

  test.each([
    '2026-11-23  9:00:00 8 [Info] x',
    '2026-11-23  9:00:00 who [Note] x',
    '261323  9:00:00 [Note] x',
    '2026-11-23  25:00:00 8 [Note] x',
  ])('not MariaDB: %s', (line) => {
    expect(takers(line)).toEqual(['text']);
  });
});

describe('the audit plugin', () => {
  const map = mapper('mysql-audit');

  test.each<[string, object]>([
    [
      "345,QUERY,app,'SELECT \\'x\\', \\\\ 1 FROM accounts',0",
      {
        class_uid: 6005,
        activity_id: 4,
        status_id: 1,
        database: { name: 'app' },
        query_info: { uid: '345', query_string: "SELECT 'x', \\ 1 FROM accounts" },
      },
    ],
    [
      "345,QUERY,,'CREATE USER bob@\\'%\\' IDENTIFIED BY *****',1064,4,",
      { activity_id: 6, status_id: 2, status_code: '1064', unmapped: { connection_type: '4' } },
    ],
    ["345,QUERY,app,'never ends, 5", { query_info: { query_string: 'never ends, 5' }, status_id: 0 }],
    ['346,READ,app,accounts,', { class_uid: 6005, activity_id: 1, type_id: 3, table: { name: 'accounts' } }],
    ['346,WRITE,app,accounts,', { activity_id: 5 }],
    ['346,CREATE,app,accounts', { activity_id: 6, table: { name: 'accounts' } }],
    ['346,ALTER,app,accounts,', { activity_id: 99, activity_name: 'ALTER' }],
    [
      '346,RENAME,app,old|app.new,',
      { activity_id: 99, activity_name: 'RENAME', table: { name: 'old|app.new' } },
    ],
    ['346,DROP,app,accounts,', { activity_id: 7 }],
    ['0,CONNECT,app,,0', { class_uid: 3002, activity_id: 1, status_id: 1, service: { name: 'app' } }],
    ['0,FAILED_CONNECT,,,1045', { activity_id: 1, status_id: 2, status_detail: 'access denied' }],
    [
      '0,DISCONNECT,app,,0,4',
      { activity_id: 2, unmapped: { connection_type: '4', operation: 'DISCONNECT' } },
    ],
    ['0,CHANGEUSER,app,,0', { activity_id: 7 }],
  ])('%s', (rest, expected) => {
    for (const [time, at] of [
      ['1795683600123456', 1795683600123],
      ['20261123 09:00:00', AT],
    ] as const)
      expect(map(`${time},db1.example.com,alice,192.0.2.7,12,${rest}`)).toMatchObject({
        time: at,
        actor: { user: { name: 'alice' }, session: { uid: '12' } },
        src_endpoint: { ip: '192.0.2.7' },
        dst_endpoint: { hostname: 'db1.example.com' },
        ...expected,
      });
  });

  test("MariaDB 12's port", () => {
    expect(map('20261123 09:00:00,db1,alice,192.0.2.7:4242,12,0,CONNECT,app,,0').src_endpoint).toEqual({
      ip: '192.0.2.7',
      port: 4242,
    });
  });

  test.each([
    "db1,alice,192.0.2.7,12,345,QUERY,app,'SELECT 1',0",
    "20261123 09:00:00,db1,alice,192.0.2.7,12,345,LOOK,app,'SELECT 1',0",
    "20261123 09:00:00,db1,alice,192.0.2.7,twelve,345,QUERY,app,'SELECT 1',0",
    '20261123 09:00:00,db1,alice',
  ])('none of its lines: %s', (line) => {
    expect(takers(line)).toEqual(['text']);
  });
});
