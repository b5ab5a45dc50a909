import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function all(text: string): readonly Event[] {
  const normalized = normalize(text);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(text));
  return normalized.events;
}

function one(text: string): Event {
  const events = all(text);
  expect(events).toHaveLength(1);
  return events[0]!;
}

const ACCESS = '192.0.2.7 - - [23/Nov/2025:08:59:59 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8.0"';
const NINE = Date.UTC(2025, 10, 23, 9, 0, 1);

describe('cri', () => {
  test('a line of its own', () => {
    expect(one('2025-11-23T09:00:01.123456789Z stderr F listening on 8080')).toMatchObject({
      metadata: { log_format: 'cri' },
      class_uid: 0,
      time: NINE + 123,
      message: 'listening on 8080',
      unmapped: { cri: { stream: 'stderr', tags: 'F' } },
    });
    expect(one('2025-11-23T10:00:01+01:00 stdout F ').time).toBe(NINE);
    expect(one('2025-11-23T09:00:01Z stdout F:x listening').unmapped.cri.tags).toBe('F:x');
  });

  test('content of another format is of that format', () => {
    expect(one(`2025-11-23T09:00:01.5Z stdout F ${ACCESS}`)).toMatchObject({
      metadata: { log_format: 'access-log' },
      src_endpoint: { ip: '192.0.2.7' },
      time: NINE - 2000,
      unmapped: { cri: { time: NINE + 500, stream: 'stdout', tags: 'F' } },
    });
  });

  test('a year-less time within is read by the time around it', () => {
    expect(
      one(
        '2019-01-01T00:00:01Z stdout F Dec 31 23:59:59 web-1 sshd[7]: Invalid user bob from 192.0.2.7 port 1',
      ),
    ).toMatchObject({
      metadata: { log_format: 'sshd' },
      time: Date.UTC(2018, 11, 31, 23, 59, 59),
      unmapped: { cri: { stream: 'stdout' } },
    });
  });

  test('parts of one line are put together, of one stream', () => {
    const [head, tail] = [ACCESS.slice(0, 40), ACCESS.slice(40)];
    const event = one(`2025-11-23T09:00:01Z stdout P ${head}\n2025-11-23T09:00:02Z stdout F ${tail}\n`);
    expect(event).toMatchObject({ metadata: { log_format: 'access-log' }, http_response: { code: 200 } });
    const messages = all(
      '2025-11-23T09:00:01Z stdout P a\n2025-11-23T09:00:01Z stdout P b\n2025-11-23T09:00:01Z stdout F c\n2025-11-23T09:00:01Z stdout P d\n2025-11-23T09:00:01Z stderr F e\n2025-11-23T09:00:01Z stdout F f\n',
    ).map((event) => event.message);
    expect(messages).toEqual(['abc', 'd', 'e', 'f']);
  });

  test.each([
    '2025-11-23T09:00:01Z stdout X y',
    '2025-11-23T09:00:01Z stdin F y',
    '2025-11-23T09:00:01Z stdout Fx y',
    '2025-99-23T09:00:01Z stdout F y',
    '2025-11-23T09:00:01Z stdout',
  ])('%s is none', (line) => {
    expect(formatsOf(normalize(line, { format: 'cri' }))).toEqual({ text: 1 });
  });
});

describe('docker-json', () => {
  const log = (line: string, more: object = {}) =>
    JSON.stringify({ log: line, stream: 'stdout', time: '2025-11-23T09:00:01.123456789Z', ...more });

  test('a line of its own', () => {
    expect(one(log('listening on 8080\r\n', { attrs: { tag: 'web' } }))).toMatchObject({
      metadata: { log_format: 'docker-json' },
      time: NINE + 123,
      message: 'listening on 8080',
      unmapped: { docker: { stream: 'stdout', attrs: { tag: 'web' } } },
    });
    expect(one(log('\n')).message).toBeUndefined();
  });

  test('a line of another format is of that format', () => {
    expect(one(log(`${ACCESS}\n`, { kubernetes: { pod_name: 'web' } }))).toMatchObject({
      metadata: { log_format: 'access-log' },
      src_endpoint: { ip: '192.0.2.7' },
      unmapped: { docker: { time: NINE + 123, stream: 'stdout', kubernetes: { pod_name: 'web' } } },
    });
  });

  test.each([
    { log: 1, stream: 'stdout', time: '2025-11-23T09:00:01Z' },
    { log: 'x', stream: 'file', time: '2025-11-23T09:00:01Z' },
    { log: 'x', stream: 'stdout', time: 'now' },
    { log: 'x', stream: 'stdout' },
  ])('%j is other JSON', (value) => {
    expect(formatsOf(normalize(JSON.stringify(value)))).toEqual({ json: 1 });
  });
});

describe('journald', () => {
  const entry = (fields: object) =>
    JSON.stringify({
      __CURSOR: 's=0a;i=1;b=0b;m=1;t=1;x=1',
      __REALTIME_TIMESTAMP: '1763888401123456',
      __MONOTONIC_TIMESTAMP: '5000',
      _BOOT_ID: '0b',
      _MACHINE_ID: '0c',
      _HOSTNAME: 'web-1',
      _TRANSPORT: 'syslog',
      PRIORITY: '4',
      SYSLOG_FACILITY: '3',
      SYSLOG_IDENTIFIER: 'app',
      _PID: '7',
      _UID: '1000',
      _COMM: 'app',
      _EXE: '/usr/bin/app',
      _CMDLINE: '/usr/bin/app -v',
      _SYSTEMD_UNIT: 'app.service',
      _AUDIT_LOGINUID: '1000',
      _AUDIT_SESSION: '3',
      MESSAGE: 'started',
      ...fields,
    });

  test('an entry of its own', () => {
    const event = one(entry({}));
    expect(event).toMatchObject({
      metadata: { log_format: 'journald', original_event_uid: 's=0a;i=1;b=0b;m=1;t=1;x=1' },
      class_uid: 0,
      severity_id: 3,
      time: NINE + 123,
      message: 'started',
      device: { hostname: 'web-1', uid: '0c' },
      actor: {
        process: {
          pid: 7,
          name: 'app',
          cmd_line: '/usr/bin/app -v',
          file: { name: 'app', path: '/usr/bin/app' },
          user: { uid: '1000' },
        },
        user: { uid: '1000' },
        session: { uid: '3' },
      },
      unmapped: { _SYSTEMD_UNIT: 'app.service', _TRANSPORT: 'syslog', SYSLOG_FACILITY: '3', _BOOT_ID: '0b' },
    });
  });

  test('the time that the program gave goes before the journal’s', () => {
    expect(one(entry({ _SOURCE_REALTIME_TIMESTAMP: '1763888400000000' })).time).toBe(NINE - 1000);
  });

  test('a message that is bytes, too long, or there twice', () => {
    expect(one(entry({ MESSAGE: [...Buffer.from('grün \x07')] })).message).toBe('grün \x07');
    expect(one(entry({ MESSAGE: null })).message).toBeUndefined();
    expect(one(entry({ MESSAGE: ['one', 'two'] })).message).toBe('one');
    expect(one(entry({ _PID: ['8', '9'] })).actor.process.pid).toBe(8);
  });

  test('nobody logged in', () => {
    const event = one(entry({ _AUDIT_LOGINUID: '4294967295', _AUDIT_SESSION: '4294967295' }));
    expect(event.actor.user).toBeUndefined();
    expect(event.actor.session).toBeUndefined();
  });

  test('what sshd and sudo say is theirs, the fields beside it', () => {
    expect(
      one(
        entry({
          SYSLOG_IDENTIFIER: 'sshd',
          SYSLOG_FACILITY: '10',
          PRIORITY: '6',
          MESSAGE: 'Accepted password for alice from 192.0.2.7 port 50022 ssh2',
        }),
      ),
    ).toMatchObject({
      metadata: { log_format: 'sshd' },
      class_uid: 3002,
      status_id: 1,
      time: NINE + 123,
      user: { name: 'alice' },
      src_endpoint: { ip: '192.0.2.7', port: 50022 },
      dst_endpoint: { hostname: 'web-1' },
      logon_process: { name: 'sshd', pid: 7 },
      unmapped: { journald: { _SYSTEMD_UNIT: 'app.service', __CURSOR: 's=0a;i=1;b=0b;m=1;t=1;x=1' } },
    });
    expect(
      one(
        entry({
          SYSLOG_IDENTIFIER: 'sudo',
          MESSAGE: '   alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/id',
        }),
      ),
    ).toMatchObject({ metadata: { log_format: 'sudo' }, process: { cmd_line: '/bin/id' } });
  });

  test('a message of another format is of that format', () => {
    expect(one(entry({ SYSLOG_IDENTIFIER: 'nginx', MESSAGE: ACCESS }))).toMatchObject({
      metadata: { log_format: 'access-log' },
      src_endpoint: { ip: '192.0.2.7' },
    });
  });

  test('a name that no syslog line could have stays out of one', () => {
    for (const name of ['a b', 'sshd[1]: x', 'x\ny'])
      expect(one(entry({ SYSLOG_IDENTIFIER: name })).metadata.log_format).toBe('journald');
  });

  test.each([
    { __REALTIME_TIMESTAMP: 1763888401123456 },
    { __REALTIME_TIMESTAMP: 'now' },
    { __CURSOR: undefined },
  ])('with %j it is other JSON', (fields) => {
    expect(formatsOf(normalize(entry(fields), { format: 'journald' }))).toEqual({ text: 1 });
  });
});
