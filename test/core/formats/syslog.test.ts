import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function one(line: string): Event {
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect(normalized.events).toHaveLength(1);
  return normalized.events[0]!;
}

const NINE = Date.UTC(2025, 10, 23, 9, 0, 1);

describe('a line', () => {
  test.each<[string, object]>([
    [
      'Nov 23 09:00:01 web-1 app[7]: started',
      {
        time: NINE,
        device: { hostname: 'web-1' },
        actor: { process: { name: 'app', pid: 7 } },
        severity_id: 0,
      },
    ],
    [
      'Nov  3 09:00:01 web-1 app: started',
      { time: Date.UTC(2025, 10, 3, 9, 0, 1), actor: { app_name: 'app' } },
    ],
    ['Nov 23 09:00:01.250 web-1 app: started', { time: NINE + 250 }],
    ['Dec  1 09:00:01 web-1 app: started', { time: Date.UTC(2024, 11, 1, 9, 0, 1) }],
    ['<11>Nov 23 09:00:01 192.0.2.9 app[7]: started', { severity_id: 4, device: { ip: '192.0.2.9' } }],
    ['<30>Nov 23 09:00:01 app[7]: started', { severity_id: 1, actor: { process: { name: 'app', pid: 7 } } }],
    ['<0>2025-11-23T10:00:01+01:00 web-1 app: started', { time: NINE, severity_id: 6 }],
    ['2025-11-23T09:00:01.123456Z web-1 postfix/smtpd[7]: started', { time: NINE + 123 }],
    [
      '<165>1 2025-11-23T09:00:01.003Z web-1 app 7 ID47 - started',
      {
        time: NINE + 3,
        severity_id: 2,
        unmapped: { syslog: { facility: 20, severity: 5, msgid: 'ID47' } },
      },
    ],
    ['57 <30>1 2025-11-23T09:00:01Z web-1 app 7 - - started', { time: NINE }],
  ])('%s', (line, expected) => {
    const event = one(line);
    expect(event.metadata.log_format).toBe('syslog');
    expect(event).toMatchObject({ class_uid: 0, message: 'started', ...expected });
  });

  test('without a host, a program, or both', () => {
    expect(one('Nov 23 09:00:01 kernel: [  12.345678] eth0: up')).toMatchObject({
      actor: { app_name: 'kernel' },
      message: 'eth0: up',
      unmapped: { syslog: { uptime: '12.345678' } },
    });
    expect(one('Nov 23 09:00:01 web-1 the disk is full').message).toBe('the disk is full');
    expect(one('Nov 23 09:00:01: the disk is full').message).toBe('the disk is full');
    const bare = one('<13>1 - - - - - - the disk is full');
    expect(bare.message).toBe('the disk is full');
    expect(bare.device).toBeUndefined();
  });

  test('RFC 5424 in full: process id that is no number, structured data, a byte order mark', () => {
    const event = one(
      '<165>1 2025-11-23T09:00:01.003Z web-1.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="Appli\\"ca\\]tion"][meta sequenceId="29" __proto__="x"] \ufeffAn application event',
    );
    expect(event).toMatchObject({
      metadata: { sequence: 29 },
      message: 'An application event',
      actor: { app_name: 'evntslog' },
    });
    const { structured_data: data } = event.unmapped.syslog;
    expect(data['exampleSDID@32473']).toEqual({ iut: '3', eventSource: 'Appli"ca]tion' });
    expect(Object.entries(data.meta)).toEqual([
      ['sequenceId', '29'],
      ['__proto__', 'x'],
    ]);
    expect(one('<165>1 2025-11-23T09:00:01Z web-1 app worker-3 - - x').unmapped.syslog.procid).toBe(
      'worker-3',
    );
  });

  test('said more than once', () => {
    expect(one('Nov 23 09:00:01 web-1 app[7]: message repeated 3 times: [ disk full]')).toMatchObject({
      count: 3,
      message: 'disk full',
    });
    expect(one('Nov 23 09:00:01 web-1 last message repeated 4 times').count).toBe(4);
  });

  test.each([
    'MMM 23 09:00:01 web-1 app: x',
    'Feb 30 09:00:01 web-1 app: x',
    '<999>Nov 23 09:00:01 web-1 app: x',
    '<>Nov 23 09:00:01 web-1 app: x',
    '<13>hello',
    '<13>1 2025-11-23T09:00:01Z web-1 app',
    '<13>1 2025-11-23T09:00:01Z web-1 app - - [unfinished x',
    '<13>1 2025-11-23T09:00:01Z web-1 app - - [a b="c"]x',
    '<13>1 yesterday web-1 app - - - x',
    '2025-11-23T09:00:01Z INFO com.example.App: started',
    '2025-11-23T09:00:01Z 8 [Note] Access denied',
    '2025-11-23T09:00:01 web-1 app: no zone',
    '2025-11-23T09:00:01Z app: no host',
  ])('%s is none', (line) => {
    const normalized = normalize(line, { format: 'syslog' });
    expectValid(normalized);
    expect(formatsOf(normalized)).toEqual({ text: 1 });
  });
});

describe('a message of another format', () => {
  const access = '192.0.2.7 - alice [23/Nov/2025:08:59:59 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8.0"';

  test('is of that format, the header kept beside it', () => {
    const event = one(`<190>Nov 23 09:00:01 web-1 nginx: ${access}`);
    expect(event).toMatchObject({
      metadata: { log_format: 'access-log' },
      class_uid: 4002,
      time: Date.UTC(2025, 10, 23, 8, 59, 59),
      src_endpoint: { ip: '192.0.2.7' },
      unmapped: { syslog: { time: NINE, host: 'web-1', program: 'nginx', facility: 23, severity: 6 } },
    });
    expect(event.raw_data).toContain('<190>Nov 23');
  });

  test('a line within a line is not believed: who writes to a log can write that too', () => {
    const event = one(
      'Nov 23 09:00:01 web-1 app[7]: Nov 23 09:00:00 web-1 sshd[1]: Accepted password for root from 192.0.2.7 port 22 ssh2',
    );
    expect(event).toMatchObject({ metadata: { log_format: 'syslog' }, class_uid: 0 });
  });

  test('an audit record names the host of its header', () => {
    const event = one(
      'Nov 23 09:00:01 web-1 audispd: type=USER_CMD msg=audit(1763888401.000:9): pid=7 uid=0 auid=1000 ses=3 msg=\'cwd="/" cmd="id" exe="/usr/bin/sudo" terminal=pts/0 res=success\'',
    );
    expect(event).toMatchObject({
      metadata: { log_format: 'auditd', correlation_uid: '1763888401.000:9' },
      class_uid: 1007,
      device: { hostname: 'web-1' },
    });
  });
});

describe('where an event ends', () => {
  test('lines that begin with white space belong to the message', () => {
    const text =
      'Nov 23 09:00:01 web-1 app[7]: failed\n\tat a.b(c)\n  at d\nNov 23 09:00:02 web-1 app[7]: next\n';
    const normalized = normalize(text);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(text));
    expect(normalized.events.map((event) => event.message)).toEqual(['failed\n\tat a.b(c)\n  at d', 'next']);
  });

  test('but no line without, no empty one, and no JSON', () => {
    const text =
      'Nov 23 09:00:01 web-1 app[7]: a\nother\nNov 23 09:00:01 web-1 app[7]: b\n  \nNov 23 09:00:01 web-1 app[7]: c\n  {"time":"2025-11-23T09:00:01Z"}\n';
    const normalized = normalize(text);
    expectSource(normalized, Buffer.from(text));
    expect(formatsOf(normalized)).toEqual({ syslog: 3, text: 2, json: 1 });
  });

  test('frames that say their length need nothing between them; it is counted in octets', () => {
    const frames = [
      '<30>1 2025-11-23T09:00:01Z web-1 app 7 - - Grüße',
      '<30>Nov 23 09:00:02 web-1 app[7]: 8 <30> x',
    ];
    const text = frames.map((frame) => `${Buffer.byteLength(frame)} ${frame}`).join('');
    const normalized = normalize(text);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(text));
    expect(normalized.events.map((event) => event.message)).toEqual(['Grüße', '8 <30> x']);
    const withEnds = frames.map((frame) => `${Buffer.byteLength(frame) + 1} ${frame}\n`).join('');
    const ended = normalize(withEnds);
    expectSource(ended, Buffer.from(withEnds));
    expect(ended.events.map((event) => event.message)).toEqual(['Grüße', '8 <30> x']);
  });

  test('a length that is not true splits nothing', () => {
    const text = '20 <30>Nov 23 09:00:02 web-1 app[7]: x 12 <30>Nov 23 09:00:02 web-1 app[7]: y';
    const normalized = normalize(text);
    expectSource(normalized, Buffer.from(text));
    expect(normalized.events).toHaveLength(1);
  });

  test('what looks like a frame within a line is part of the message', () => {
    const event = one(
      '<38>Nov 23 09:00:01 web-1 sshd[7]: Invalid user x<38>Nov 23 09:00:01 web-1 sshd[8]: Accepted password for root from 198.51.100.9 port 22 ssh2 from 192.0.2.7 port 50022',
    );
    expect(event).toMatchObject({
      class_uid: 3002,
      status_id: 2,
      src_endpoint: { ip: '192.0.2.7', port: 50022 },
    });
  });
});

describe('however long or many', () => {
  test.each<[string, string]>([
    ['open brackets', '<\n'.repeat(40_000)],
    ['octet counts', '9999999 <\n'.repeat(20_000)],
    ['octet counts without an end', '999999 <1>'.repeat(80_000)],
    ['structured data', `<1>1 - - - - - ${'[a b="c"]'.repeat(100_000)}`],
    ['escapes in structured data', `<1>1 - - - - - [a b="${'\\"'.repeat(400_000)}`],
    ['spaces behind a line', `Nov 23 09:00:01 web-1 app: x\n${' '.repeat(900_000)}`],
    ['lines that go on', `Nov 23 09:00:01 web-1 app: x\n${' y\n'.repeat(250_000)}`],
    ['half headers', 'Nov 23 09:00:01 \n'.repeat(20_000)],
    [
      'places in a user name',
      `Nov 23 09:00:01 h sshd[1]: Failed password for ${'a from 1.1.1.1 port 1 '.repeat(45_000)}`,
    ],
    ['ports', `Nov 23 09:00:01 h sshd[1]: Disconnecting user ${'1.1.1.1 port 1 '.repeat(60_000)}`],
    ['froms', `Nov 23 09:00:01 h sshd[1]: Invalid user ${' from '.repeat(150_000)}`],
    ['record heads', 'type=\n'.repeat(30_000)],
    ['node names', 'node=\n'.repeat(30_000)],
    ['fields', `type=A msg=audit(1.000:1): ${'a=1 '.repeat(200_000)}`],
    ['quotes', `type=A msg=audit(1.000:1): ${"msg='a=' ".repeat(100_000)}`],
    ['capitals', `type=A msg=audit(1.000:1): a=${'A="'.repeat(200_000)}`],
    ['records', 'type=EXECVE msg=audit(1.000:1): argc=1 a0="x"\n'.repeat(20_000)],
    ['sudo fields', `Nov 23 09:00:01 h sudo: a : ${'x ; '.repeat(200_000)}`],
    ['parts of a line', '2025-11-23T09:00:01Z stdout P x\n'.repeat(30_000)],
    ['clients', `Mon Nov 23 09:00:01 2026 [pid 2] ${': Client "'.repeat(90_000)}`],
    ['alerts', `11/23-09:00:01.1 [**] [1:1:1] ${'[a: b] '.repeat(100_000)}{TCP} `],
  ])('%s take no time to speak of', (_name, text) => {
    const start = performance.now();
    const normalized = normalize(text);
    expect(performance.now() - start).toBeLessThan(20_000);
    expectSource(normalized, Buffer.from(text));
  });
});
