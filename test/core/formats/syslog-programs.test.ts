import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

/** One event of the format, of a message that a program writes to syslog. */
function one(format: string, program: string, message: string): Event {
  const line = `Nov 23 09:00:01 web-1 ${program}: ${message}`;
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect(formatsOf(normalized)).toEqual({ [format]: 1 });
  const event = normalized.events[0]!;
  expect(event.time).toBe(Date.UTC(2025, 10, 23, 9, 0, 1));
  return event;
}

describe('pam', () => {
  const pam = (message: string, program = 'sshd[7]') => one('pam', program, message);

  test.each<[string, object]>([
    [
      'pam_unix(sshd:session): session opened for user alice(uid=1000) by (uid=0)',
      {
        activity_id: 1,
        status_id: 1,
        user: { name: 'alice', uid: '1000' },
        actor: { user: { uid: '0' }, process: { name: 'sshd', pid: 7 } },
        service: { name: 'sshd' },
        unmapped: { module: 'pam_unix', type: 'session' },
      },
    ],
    [
      'pam_unix(su-l:session): session opened for user root by alice(uid=1000)',
      { user: { name: 'root' }, actor: { user: { name: 'alice', uid: '1000' } }, service: { name: 'su-l' } },
    ],
    [
      'pam_unix(sshd:session): session closed for user alice',
      { activity_id: 2, status_id: 1, user: { name: 'alice' } },
    ],
    [
      'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root',
      {
        activity_id: 1,
        status_id: 2,
        user: { name: 'root' },
        src_endpoint: { ip: '192.0.2.7' },
        session: { terminal: 'ssh' },
        is_remote: true,
        unmapped: { uid: '0', euid: '0' },
      },
    ],
    [
      'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=a.example.com ',
      { status_id: 2, user: { name: 'Unknown' }, src_endpoint: { hostname: 'a.example.com' } },
    ],
    [
      'pam_unix(sudo:auth): authentication failure; logname=alice uid=1000 euid=0 tty=/dev/pts/0 ruser=alice rhost=  user=alice',
      { user: { name: 'alice' }, unmapped: { logname: 'alice', ruser: 'alice' } },
    ],
    [
      'pam_sss(sshd:auth): authentication success; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7 user=alice',
      { status_id: 1, user: { name: 'alice' }, unmapped: { module: 'pam_sss' } },
    ],
    [
      'pam_sss(sshd:auth): received for user bob: 7 (Authentication failure)',
      { status_id: 2, user: { name: 'bob' }, status_detail: '7 (Authentication failure)' },
    ],
    [
      'PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root',
      { status_id: 2, count: 2, user: { name: 'root' }, src_endpoint: { ip: '192.0.2.7' } },
    ],
    ['pam_unix(sshd:auth): check pass; user unknown', { status_id: 2, user: { name: 'Unknown' } }],
    ['pam_unix(sshd:auth): check pass; user (bob) unknown', { status_id: 2, user: { name: 'bob' } }],
    [
      'pam_unix(sshd:account): account bob has expired (account expired)',
      { status_id: 2, user: { name: 'bob' }, status_detail: 'has expired (account expired)' },
    ],
    [
      'pam_unix(sshd:account): expired password for user bob (password aged)',
      { status_id: 2, user: { name: 'bob' }, status_detail: 'password aged' },
    ],
    [
      'pam_succeed_if(sshd:auth): requirement "uid >= 1000" not met by user "root"',
      { status_id: 2, user: { name: 'root' }, status_detail: 'requirement "uid >= 1000" not met' },
    ],
    [
      'pam_tally2(sshd:auth): user bob (1001) tally 4, deny 3',
      { status_id: 2, user: { name: 'bob' }, status_detail: 'tally 4, deny 3' },
    ],
    [
      'pam_unix(sudo:auth): auth could not identify password for [alice]',
      { status_id: 2, user: { name: 'alice' } },
    ],
  ])('%s', (message, expected) => {
    expect(pam(message)).toMatchObject({ class_uid: 3002, ...expected });
  });

  test('changes of accounts', () => {
    expect(pam('pam_unix(passwd:chauthtok): password changed for alice', 'passwd[9]')).toMatchObject({
      class_uid: 3001,
      activity_id: 3,
      user: { name: 'alice' },
      unmapped: { service: 'passwd' },
    });
    expect(
      pam('pam_faillock(sshd:auth): Consecutive login failures for user bob account temporarily locked'),
    ).toMatchObject({ class_uid: 3001, activity_id: 9, user: { name: 'bob' } });
  });

  test('of old systems, the module in place of the program', () => {
    expect(pam('session opened for user alice by (uid=0)', 'sshd(pam_unix)[7]')).toMatchObject({
      class_uid: 3002,
      user: { name: 'alice' },
      service: { name: 'sshd' },
    });
  });

  test('anything else is kept with its message', () => {
    expect(pam('PAM service(sshd) ignoring max retries; 6 > 3')).toMatchObject({ class_uid: 0 });
    expect(pam('pam_env(sshd:session): deprecated reading of user environment enabled')).toMatchObject({
      class_uid: 0,
      message: 'pam_env(sshd:session): deprecated reading of user environment enabled',
    });
  });
});

describe('sudo', () => {
  const sudo = (message: string) => one('sudo', 'sudo[7]', message);

  test('a command', () => {
    expect(
      sudo('   alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/ls -l /root ; /tmp'),
    ).toMatchObject({
      class_uid: 1007,
      activity_id: 1,
      status_id: 1,
      device: { hostname: 'web-1' },
      actor: {
        user: { name: 'alice' },
        session: { terminal: 'pts/0' },
        process: { name: 'sudo', pid: 7 },
      },
      process: {
        cmd_line: '/usr/bin/ls -l /root ; /tmp',
        working_directory: '/home/alice',
        user: { name: 'root' },
      },
    });
  });

  test('every field there is', () => {
    expect(
      sudo(
        'alice : HOST=web-2 ; TTY=pts/0 ; CHROOT=/srv ; PWD=/ ; USER=bob ; GROUP=adm ; TSID=00000A ; ENV=A=1 B=2 ; COMMAND=/bin/id ; SIGNAL=TERM ; EXIT=143',
      ),
    ).toMatchObject({
      process: { cmd_line: '/bin/id', user: { name: 'bob' }, working_directory: '/' },
      unmapped: {
        host: 'web-2',
        chroot: '/srv',
        group: 'adm',
        tsid: '00000A',
        env: 'A=1 B=2',
        signal: 'TERM',
        exit: '143',
      },
    });
  });

  test.each([
    'user NOT in sudoers',
    'command not allowed',
    'user NOT authorized on host',
    'sorry, you must have a tty to run sudo',
  ])('refused: %s', (reason) => {
    expect(sudo(`bob : ${reason} ; TTY=pts/1 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/sh`)).toMatchObject({
      class_uid: 1007,
      status_id: 2,
      status_detail: reason,
      actor: { user: { name: 'bob' } },
      process: { cmd_line: '/bin/sh', user: { name: 'root' } },
    });
  });

  test.each(['3 incorrect password attempts', '1 incorrect password attempt', 'a password is required'])(
    'no password: %s',
    (reason) => {
      expect(sudo(`bob : ${reason} ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/sh`)).toMatchObject({
        class_uid: 3002,
        activity_id: 7,
        account_switch_type_id: 1,
        status_id: 2,
        status_detail: reason,
        user: { name: 'root' },
        actor: { user: { name: 'bob' } },
        session: { terminal: 'pts/1' },
        unmapped: { command: '/bin/sh' },
      });
    },
  );

  test('what it says of itself, and a command that goes on', () => {
    for (const message of [
      'unable to resolve host web-1: Name or service not known',
      'alice : (command continued) -x',
    ])
      expect(sudo(message)).toMatchObject({ class_uid: 0, message });
  });
});

describe('su', () => {
  test.each<[string, 1 | 2, string | undefined]>([
    ['(to root) alice on pts/0', 1, 'pts/0'],
    ['FAILED SU (to root) alice on pts/0', 2, 'pts/0'],
    ['+ /dev/pts/0 alice:root', 1, '/dev/pts/0'],
    ['- /dev/pts/0 alice:root', 2, '/dev/pts/0'],
    ['Successful su for root by alice', 1, undefined],
    ['FAILED su for root by alice', 2, undefined],
    ['alice to root on /dev/ttyp0', 1, '/dev/ttyp0'],
    ['BAD SU alice to root on /dev/ttyp0', 2, '/dev/ttyp0'],
  ])('%s', (message, status, terminal) => {
    const event = one('su', 'su[7]', message);
    expect(event).toMatchObject({
      class_uid: 3002,
      activity_id: 7,
      account_switch_type_id: 1,
      status_id: status,
      user: { name: 'root' },
      actor: { user: { name: 'alice' } },
    });
    expect(event.session?.terminal).toBe(terminal);
  });

  test('anything else', () => {
    expect(one('su', 'su', 'pam_authenticate: Authentication failure')).toMatchObject({ class_uid: 0 });
  });
});

describe('login', () => {
  test.each<[string, object]>([
    ['LOGIN ON tty1 BY alice', { status_id: 1, user: { name: 'alice' }, session: { terminal: 'tty1' } }],
    [
      'LOGIN ON pts/0 BY alice FROM a.example.com',
      {
        user: { name: 'alice' },
        src_endpoint: { hostname: 'a.example.com' },
        session: { terminal: 'pts/0' },
      },
    ],
    ['DIALUP AT ttyS0 BY alice', { status_id: 1, user: { name: 'alice' } }],
    ['ROOT LOGIN ON tty1', { status_id: 1, user: { name: 'root' }, session: { terminal: 'tty1' } }],
    ['ROOT LOGIN ON pts/0 FROM 192.0.2.7', { user: { name: 'root' }, src_endpoint: { ip: '192.0.2.7' } }],
    [
      "ROOT LOGIN  on '/dev/tty1' from '192.0.2.7'",
      { user: { name: 'root' }, src_endpoint: { ip: '192.0.2.7' }, session: { terminal: '/dev/tty1' } },
    ],
    ["'alice' logged in on '/dev/tty1'", { status_id: 1, user: { name: 'alice' } }],
    [
      'FAILED LOGIN 2 FROM tty1 FOR bob, Authentication failure',
      {
        status_id: 2,
        user: { name: 'bob' },
        status_detail: 'Authentication failure',
        session: { terminal: 'tty1' },
        unmapped: { attempt: 2 },
      },
    ],
    [
      'FAILED LOGIN SESSION FROM 192.0.2.7 FOR (unknown), User not known to the underlying authentication module',
      { status_id: 2, user: { name: 'Unknown' }, src_endpoint: { ip: '192.0.2.7' } },
    ],
    [
      'TOO MANY LOGIN TRIES (5) FROM tty1 FOR bob, Have exhausted maximum number of retries for service',
      {
        status_id: 2,
        user: { name: 'bob' },
        status_detail: 'too many login tries',
        unmapped: { attempt: 5 },
      },
    ],
    [
      "FAILED LOGIN (3) on '/dev/tty1' FOR 'bob', Authentication failure",
      { status_id: 2, user: { name: 'bob' }, session: { terminal: '/dev/tty1' }, unmapped: { attempt: 3 } },
    ],
  ])('%s', (message, expected) => {
    expect(one('login', 'login[7]', message)).toMatchObject({ class_uid: 3002, activity_id: 1, ...expected });
  });
});

describe('cron', () => {
  test.each<[string, string, object]>([
    [
      'CRON[7]',
      '(root) CMD (   cd / && run-parts --report /etc/cron.hourly)',
      { activity_id: 6, status_id: 1, job: { cmd_line: 'cd / && run-parts --report /etc/cron.hourly' } },
    ],
    [
      'crond[7]',
      '(alice) CMDEND (/usr/bin/backup (daily))',
      { activity_name: 'CMDEND', job: { name: '/usr/bin/backup (daily)' } },
    ],
    [
      'crontab[8]',
      '(alice) REPLACE (bob)',
      { activity_id: 2, actor: { user: { name: 'alice' } }, job: { user: { name: 'bob' } } },
    ],
    ['crontab[8]', '(alice) DELETE (alice)', { activity_id: 3 }],
    ['crontab[8]', '(alice) BEGIN EDIT (alice)', { activity_name: 'BEGIN EDIT' }],
    ['crontab[8]', '(alice) LIST (root)', { activity_name: 'LIST', job: { user: { name: 'root' } } }],
    [
      'crontab[8]',
      '(bob) AUTH (crontab command not allowed)',
      { status_id: 2, status_detail: 'crontab command not allowed', job: { user: { name: 'bob' } } },
    ],
    ['/usr/sbin/cron[8]', '(ghost) ORPHAN (no passwd entry)', { status_id: 2 }],
  ])('%s: %s', (program, message, expected) => {
    expect(one('cron', program, message)).toMatchObject({
      class_uid: 1006,
      device: { hostname: 'web-1' },
      ...expected,
    });
  });

  test('of itself', () => {
    for (const message of ['(CRON) INFO (pidfile fd = 3)', '(CRON) STARTUP (1.5.7)', 'odd'])
      expect(one('cron', 'cron[9]', message)).toMatchObject({ class_uid: 0, message });
  });
});
