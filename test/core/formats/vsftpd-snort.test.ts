import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function one(format: string, line: string): Event {
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect(formatsOf(normalized)).toEqual({ [format]: 1 });
  return normalized.events[0]!;
}

describe('vsftpd', () => {
  const vsftpd = (rest: string) => one('vsftpd', `Sun Nov 23 09:00:01 2025 [pid 3] ${rest}`);

  test.each<[string, object]>([
    ['[alice] OK LOGIN: Client "192.0.2.7"', { status_id: 1, user: { name: 'alice' } }],
    ['[bob] FAIL LOGIN: Client "192.0.2.7"', { status_id: 2, user: { name: 'bob' } }],
    [
      '[ftp] OK LOGIN: Client "192.0.2.7", anon password "x, "y" z"',
      { user: { name: 'ftp' }, unmapped: { anon_password: 'x, "y" z' } },
    ],
    ['[a] b] FAIL LOGIN: Client "192.0.2.7"', { user: { name: 'a] b' } }],
  ])('a login: %s', (rest, expected) => {
    expect(vsftpd(rest)).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      time: Date.UTC(2025, 10, 23, 9, 0, 1),
      src_endpoint: { ip: '192.0.2.7' },
      service: { name: 'vsftpd' },
      logon_process: { pid: 3 },
      ...expected,
    });
  });

  test.each<[string, object]>([
    ['CONNECT: Client "192.0.2.7"', { activity_id: 99, activity_name: 'CONNECT' }],
    [
      '[alice] OK UPLOAD: Client "192.0.2.7", "/home/alice/a b.txt", 1024 bytes, 10.00Kbyte/sec',
      {
        activity_id: 1,
        status_id: 1,
        actor: { user: { name: 'alice' }, process: { pid: 3 } },
        file: { name: 'a b.txt', path: '/home/alice/a b.txt' },
        traffic: { bytes: 1024 },
        unmapped: { rate: '10.00Kbyte/sec' },
      },
    ],
    [
      '[alice] FAIL DOWNLOAD: Client "192.0.2.7", "/a*", 0.00Kbyte/sec',
      { activity_id: 2, status_id: 2, file: { path: '/a*' } },
    ],
    ['[alice] OK DELETE: Client "192.0.2.7", "/a"', { activity_id: 4, command: 'DELETE' }],
    ['[alice] OK RENAME: Client "192.0.2.7", "/a /b"', { activity_id: 5 }],
    ['[alice] OK MKDIR: Client "192.0.2.7", "/d"', { activity_name: 'MKDIR', file: { path: '/d' } }],
    ['[alice] FAIL CHMOD: Client "192.0.2.7", "/d 777"', { activity_name: 'CHMOD', status_id: 2 }],
    [
      '[alice] FTP command: Client "192.0.2.7", "RETR a"',
      { activity_name: 'FTP command', command: 'RETR a' },
    ],
    [
      'FTP response: Client "192.0.2.7", "530 Login incorrect."',
      { codes: [530], command_responses: ['530 Login incorrect.'] },
    ],
    [
      'DEBUG: Client "192.0.2.7", "Control connection terminated without SSL shutdown."',
      { activity_name: 'DEBUG' },
    ],
  ])('%s', (rest, expected) => {
    expect(vsftpd(rest)).toMatchObject({ class_uid: 4008, src_endpoint: { ip: '192.0.2.7' }, ...expected });
  });

  test('a user name that looks like a line is believed in nothing', () => {
    const event = vsftpd('[x] OK LOGIN: Client "198.51.100.9", "] FAIL LOGIN: Client "192.0.2.7"');
    expect(event).toMatchObject({
      class_uid: 4008,
      activity_id: 0,
      status_id: 0,
      src_endpoint: { name: 'Unknown' },
    });
    expect(event.actor?.user).toBeUndefined();
  });

  test('in syslog it has neither time nor process id of its own', () => {
    expect(
      one('vsftpd', 'Nov 23 09:00:01 web-1 vsftpd[3]: [alice] OK LOGIN: Client "192.0.2.7"'),
    ).toMatchObject({
      class_uid: 3002,
      time: Date.UTC(2025, 10, 23, 9, 0, 1),
      user: { name: 'alice' },
      unmapped: { syslog: { host: 'web-1', pid: 3 } },
    });
  });

  test.each([
    '[alice] OK LOGIN: Client "192.0.2.7"',
    'Sun Nov 23 09:00:01 2025 [pid x] [alice] OK LOGIN: Client "192.0.2.7"',
    'Sun Nov 31 09:00:01 2025 [pid 3] [alice] OK LOGIN: Client "192.0.2.7"',
    'Sun Nov 23 09:00:01 2025 [pid 3] [alice] OK DANCE: Client "192.0.2.7"',
    'Sun Nov 23 09:00:01 2025 [pid 3] [alice] OK LOGIN: Client "192.0.2.7',
  ])('%s is none', (line) => {
    expect(formatsOf(normalize(line, { format: 'vsftpd' }))).toEqual({ text: 1 });
  });
});

describe('snort', () => {
  const TIME = Date.UTC(2025, 10, 23, 9, 0, 1, 123);
  test('Snort 3', () => {
    expect(
      one(
        'snort',
        '11/23-09:00:01.123456 [**] [1:20035:3] "MALWARE-CNC outbound connection" [**] [Classification: Attempted Information Leak] [Priority: 1] [AppID: HTTP] {TCP} 2001:db8:0:0:0:0:0:7:60884 -> 198.51.100.5:80',
      ),
    ).toMatchObject({
      class_uid: 2004,
      activity_id: 1,
      severity_id: 4,
      time: TIME,
      message: 'MALWARE-CNC outbound connection',
      finding_info: {
        uid: '1:20035:3',
        title: 'MALWARE-CNC outbound connection',
        types: ['Attempted Information Leak'],
        analytic: { uid: '1:20035', version: '3', type_id: 1 },
      },
      evidences: [
        {
          src_endpoint: { ip: '2001:db8:0:0:0:0:0:7', port: 60884 },
          dst_endpoint: { ip: '198.51.100.5', port: 80 },
          connection_info: { protocol_name: 'tcp' },
        },
      ],
      unmapped: { app_id: 'HTTP' },
    });
  });

  test.each<[string, object]>([
    [
      '11/23/2025-09:00:01.123456  [**] [1:648:18] SHELLCODE x86 [NOOP] [**] [Classification: Misc] [Priority: 2] {UDP} 192.0.2.7:53 -> 198.51.100.5:53',
      { time: TIME, severity_id: 3, message: 'SHELLCODE x86 [NOOP]' },
    ],
    [
      '11/23/25-09:00:01.123456  [Drop] [**] [1:648:18] x [**] [Priority: 3] {ICMP} 192.0.2.7 -> 198.51.100.5',
      { time: TIME, severity_id: 2, evidences: [{ src_endpoint: { ip: '192.0.2.7' } }] },
    ],
    [
      'Nov 23 09:00:01 ids snort[3]: [1:366:7] ICMP PING *NIX [Classification: Misc activity] [Priority: 3]: <eth0> {ICMP} 192.0.2.7 -> 198.51.100.5',
      {
        time: TIME - 123,
        message: 'ICMP PING *NIX',
        finding_info: { types: ['Misc activity'] },
        unmapped: { syslog: { host: 'ids' }, interface: 'eth0' },
      },
    ],
  ])('%s', (line, expected) => {
    expect(one('snort', line)).toMatchObject({ class_uid: 2004, ...expected });
  });

  test.each([
    '11/23-09:00:01.123456 [**] [1:366] "x" [**] {ICMP} 192.0.2.7 -> 198.51.100.5',
    '13/23-09:00:01.123456 [**] [1:366:1] "x" [**] {ICMP} 192.0.2.7 -> 198.51.100.5',
    '11/23-09:00:01.123456 [**] [1:366:1] "x" [**] {ICMP} a -> b',
    '[1:366:1] x {ICMP} 192.0.2.7 -> 198.51.100.5',
  ])('%s is none', (line) => {
    expect(formatsOf(normalize(line, { format: 'snort' }))).toEqual({ text: 1 });
  });
});
