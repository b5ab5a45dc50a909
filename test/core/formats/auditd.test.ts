import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function all(text: string): readonly Event[] {
  const normalized = normalize(text);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(text));
  expect(formatsOf(normalized)).toEqual({ auditd: normalized.events.length });
  return normalized.events;
}

function one(text: string): Event {
  const events = all(text);
  expect(events).toHaveLength(1);
  return events[0]!;
}

const ID = '1764000000.123:45';
const SYSCALL = `type=SYSCALL msg=audit(${ID}): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=2 ppid=6 pid=7 auid=1000 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=3 comm="cat" exe="/usr/bin/cat" key="watched"`;
const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();

describe('records of one event that stand together', () => {
  const records = [
    `${SYSCALL}\x1dARCH=x86_64 SYSCALL=execve AUID="alice" UID="root" GID="root"`,
    `type=EXECVE msg=audit(${ID}): argc=3 a0="cat" a1=${hex('/tmp/my file')} a2="-n"`,
    `type=CWD msg=audit(${ID}): cwd="/home/alice"`,
    `type=PATH msg=audit(${ID}): item=0 name="/usr/bin/cat" inode=9 dev=08:01 mode=0100755 ouid=0 ogid=0 nametype=NORMAL\x1dOUID="root" OGID="root"`,
    `type=PROCTITLE msg=audit(${ID}): proctitle=${hex('cat\0/tmp/my file\0-n')}`,
    `type=EOE msg=audit(${ID}): `,
  ];

  test('are one event, with the words of all', () => {
    const event = one(`${records.join('\n')}\n`);
    expect(event).toMatchObject({
      metadata: { correlation_uid: ID, event_code: 'SYSCALL' },
      time: 1_764_000_000_123,
      class_uid: 1007,
      activity_id: 1,
      status_id: 1,
      status_code: '0',
      actor: {
        user: { name: 'alice', uid: '1000' },
        process: { pid: 6 },
        session: { uid: '3', terminal: 'pts0' },
      },
      process: {
        pid: 7,
        name: 'cat',
        cmd_line: "cat '/tmp/my file' -n",
        working_directory: '/home/alice',
        file: { path: '/usr/bin/cat' },
        user: { name: 'root', uid: '0' },
        auid: 1000,
        parent_process: { pid: 6 },
      },
    });
    const types = event.unmapped.records.map((record: Event) => record.type);
    expect(types).toEqual(['SYSCALL', 'EXECVE', 'PATH']);
    expect(event.unmapped.records[0].fields).toMatchObject({
      arch: 'c000003e',
      key: 'watched',
      ARCH: 'x86_64',
    });
  });

  test('with \\r\\n too', () => {
    expect(one(`${records.join('\r\n')}\r\n`)).toMatchObject({
      process: { cmd_line: "cat '/tmp/my file' -n" },
    });
  });

  test('of several events, one each; what comes between sets them apart, but they share their id', () => {
    const next = records.map((record) => record.replace(ID, '1764000000.123:46'));
    expect(all([...records, ...next].join('\n'))).toHaveLength(2);
    const split = normalize([records[0], 'something else', records[1]].join('\n'));
    expect(split.events.map((event) => event.metadata.correlation_uid)).toEqual([ID, undefined, ID]);
    expect(split.events[2]).toMatchObject({ class_uid: 0, metadata: { event_code: 'EXECVE' } });
  });

  test('of two nodes are two events', () => {
    const two = all(`node=a ${SYSCALL}\nnode=b ${SYSCALL}`);
    expect(two.map((event) => event.device.hostname)).toEqual(['a', 'b']);
  });

  test('the ids of single records do not make duplicates of them', () => {
    expect(one(SYSCALL).metadata.original_event_uid).toBeUndefined();
  });
});

describe('system calls', () => {
  const call = (number: number, name: string, more = '') =>
    `type=SYSCALL msg=audit(${ID}): arch=c000003e syscall=${number} success=no exit=-13 ppid=6 pid=7 auid=4294967295 uid=33 gid=33 tty=(none) ses=4294967295 comm="x" exe="/usr/bin/x" key=(null)\x1dARCH=x86_64 SYSCALL=${name} AUID="unset" UID="www-data"${more}`;

  test.each<[number, string, string, number]>([
    [257, 'openat', 'nametype=NORMAL', 14],
    [257, 'openat', 'nametype=CREATE', 1],
    [263, 'unlinkat', 'nametype=DELETE', 4],
    [90, 'chmod', 'nametype=NORMAL', 7],
  ])('on a file: %i %s %s', (number, name, nametype, activity) => {
    const event = one(
      `${call(number, name)}\ntype=CWD msg=audit(${ID}): cwd="/etc"\ntype=PATH msg=audit(${ID}): item=0 name="/etc" inode=1 nametype=PARENT\ntype=PATH msg=audit(${ID}): item=1 name="passwd" inode=9 ${nametype}`,
    );
    expect(event).toMatchObject({
      class_uid: 1001,
      activity_id: activity,
      status_id: 2,
      status_code: '-13',
      file: { name: 'passwd', path: '/etc/passwd', uid: '9' },
      actor: { user: { name: 'www-data', uid: '33' }, process: { pid: 7, name: 'x' } },
    });
    expect(event.actor.session).toBeUndefined();
  });

  test('a rename has both', () => {
    expect(
      one(
        `${call(82, 'rename')}\ntype=PATH msg=audit(${ID}): item=2 name="/a" nametype=DELETE\ntype=PATH msg=audit(${ID}): item=3 name="/b" nametype=CREATE`,
      ),
    ).toMatchObject({ class_uid: 1001, activity_id: 5, file: { path: '/b' } });
  });

  test.each<[string, object]>([
    ['020001BBC0000207', { dst_endpoint: { ip: '192.0.2.7', port: 443 } }],
    [
      `0A0001BB00000000${'20010DB8000000000000000000000007'}00000000`,
      { dst_endpoint: { ip: '2001:db8:0:0:0:0:0:7', port: 443 } },
    ],
  ])('a connection to %s', (saddr, expected) => {
    expect(
      one(
        `${call(42, 'connect')}\ntype=SOCKADDR msg=audit(${ID}): saddr=${saddr}\x1dSADDR={ saddr_fam=inet }`,
      ),
    ).toMatchObject({ class_uid: 4001, activity_id: 1, status_id: 2, ...expected });
  });

  test('a socket that is no network', () => {
    expect(
      one(`${call(42, 'connect')}\ntype=SOCKADDR msg=audit(${ID}): saddr=01002F72756E2F780000`),
    ).toMatchObject({ class_uid: 1003, kernel: { name: 'connect', type_id: 2 } });
  });

  test.each([
    ['c000003e', 59],
    ['c000003e', 322],
    ['40000003', 11],
    ['c00000b7', 221],
  ])('execve by its number: arch %s, call %i', (arch, number) => {
    expect(one(SYSCALL.replace('c000003e', arch).replace('syscall=59', `syscall=${number}`))).toMatchObject({
      class_uid: 1007,
    });
  });

  test('a record cut short says that nobody is known', () => {
    expect(one(SYSCALL.slice(0, SYSCALL.indexOf(' ppid=')))).toMatchObject({
      class_uid: 1007,
      actor: { app_name: 'Unknown' },
      process: { uid: 'Unknown' },
    });
  });

  test('long arguments come in pieces', () => {
    expect(
      one(`${SYSCALL}\ntype=EXECVE msg=audit(${ID}): argc=2 a0="x" a1_len=6 a1[0]=616263 a1[1]=646566`),
    ).toMatchObject({ process: { cmd_line: 'x abcdef' } });
  });
});

describe('what programs report', () => {
  const user = (type: string, inner: string, more = '') =>
    `type=${type} msg=audit(${ID}): pid=7 uid=0 auid=1000 ses=3 subj=unconfined msg='${inner}'\x1dUID="root" AUID="alice"${more}`;

  test.each<[string, string, object]>([
    [
      'USER_LOGIN',
      'op=login id=1001 exe="/usr/sbin/sshd" hostname=? addr=192.0.2.7 terminal=/dev/pts/1 res=success',
      {
        activity_id: 1,
        status_id: 1,
        user: { uid: '1001' },
        src_endpoint: { ip: '192.0.2.7' },
        service: { name: 'sshd' },
      },
    ],
    [
      'USER_LOGIN',
      `op=login acct=${hex('(unknown user)')} exe="/usr/sbin/sshd" hostname=? addr=192.0.2.7 terminal=ssh res=failed`,
      { status_id: 2, user: { name: '(unknown user)' }, status_detail: 'login' },
    ],
    [
      'USER_AUTH',
      'op=PAM:authentication grantors=? acct="bob" exe="/usr/bin/su" hostname=a.example.com addr=? terminal=pts/0 res=failed',
      { activity_id: 1, status_id: 2, user: { name: 'bob' }, src_endpoint: { hostname: 'a.example.com' } },
    ],
    [
      'USER_START',
      'op=PAM:session_open acct="bob" exe="/usr/bin/su" hostname=? addr=? terminal=pts/0 res=success',
      { activity_id: 1 },
    ],
    [
      'USER_END',
      'op=PAM:session_close acct="bob" exe="/usr/bin/su" hostname=? addr=? terminal=pts/0 res=success',
      { activity_id: 2 },
    ],
    [
      'USER_LOGOUT',
      'op=login id=1000 exe="/usr/sbin/sshd" hostname=? addr=? terminal=ssh res=success',
      { activity_id: 2 },
    ],
    [
      'CRED_ACQ',
      'op=PAM:setcred acct="bob" exe="/usr/bin/su" hostname=? addr=? terminal=pts/0 res=success',
      { activity_id: 99, activity_name: 'CRED_ACQ' },
    ],
    [
      'USER_AUTH',
      'PAM: authentication acct="root" : exe="/usr/sbin/sshd" (hostname=192.0.2.7, addr=192.0.2.7, terminal=ssh res=failed)',
      { status_id: 2, user: { name: 'root' }, src_endpoint: { ip: '192.0.2.7' } },
    ],
  ])('a login: %s %s', (type, inner, expected) => {
    expect(one(user(type, inner))).toMatchObject({
      class_uid: 3002,
      metadata: { event_code: type },
      actor: { user: { name: 'alice', uid: '1000' }, session: { uid: '3' } },
      logon_process: { pid: 7 },
      ...expected,
    });
  });

  test("the kernel's record of a login, new and old", () => {
    expect(
      one(
        `type=LOGIN msg=audit(${ID}): pid=7 uid=0 subj=x old-auid=4294967295 auid=1000 tty=(none) old-ses=4294967295 ses=7 res=1\x1dUID="root" OLD-AUID="unset" AUID="alice"`,
      ),
    ).toMatchObject({
      class_uid: 3002,
      status_id: 1,
      user: { name: 'alice', uid: '1000' },
      session: { uid: '7' },
    });
    expect(
      one(
        `type=LOGIN msg=audit(${ID}): login pid=7 uid=0 old auid=4294967295 new auid=1000 old ses=4294967295 new ses=7`,
      ),
    ).toMatchObject({ user: { uid: '1000' }, session: { uid: '7' } });
  });

  test.each<[string, string, object]>([
    [
      'ADD_USER',
      'op=add-user acct="bob" exe="/usr/sbin/useradd" hostname=? addr=? terminal=? res=success',
      { class_uid: 3001, activity_id: 1, user: { name: 'bob' } },
    ],
    [
      'DEL_USER',
      'op=delete-user id=1001 exe="/usr/sbin/userdel" hostname=? addr=? terminal=? res=success',
      { class_uid: 3001, activity_id: 6, user: { uid: '1001' } },
    ],
    [
      'USER_CHAUTHTOK',
      'op=PAM:chauthtok acct="bob" exe="/usr/bin/passwd" hostname=? addr=? terminal=? res=success',
      { class_uid: 3001, activity_id: 3 },
    ],
    [
      'USER_CHAUTHTOK',
      'op=changing-shell id=1001 exe="/usr/bin/chsh" hostname=? addr=? terminal=? res=success',
      { class_uid: 3001, activity_id: 99, activity_name: 'changing-shell' },
    ],
    [
      'ACCT_LOCK',
      'op=lock acct="bob" exe="/usr/bin/passwd" hostname=? addr=? terminal=? res=success',
      { class_uid: 3001, activity_id: 9 },
    ],
    [
      'ADD_GROUP',
      'op=add-group acct="ops" exe="/usr/sbin/groupadd" hostname=? addr=? terminal=? res=success',
      { class_uid: 3006, activity_id: 6, group: { name: 'ops' } },
    ],
    [
      'GRP_MGMT',
      'op=add-user-to-group grp="wheel" acct="bob" exe="/usr/sbin/usermod" hostname=? addr=? terminal=? res=success',
      { class_uid: 3006, activity_id: 3, group: { name: 'wheel' }, user: { name: 'bob' } },
    ],
    [
      'USER_CMD',
      `cwd="/root" cmd=${hex('ls -l "/root"')} exe="/usr/bin/sudo" terminal=pts/0 res=success`,
      { class_uid: 1007, process: { cmd_line: 'ls -l "/root"', working_directory: '/root' } },
    ],
    [
      'USER_ROLE_CHANGE',
      'op=pam_selinux default-context=u:r:t:s0 selected-context=u:r:t2:s0 exe="/usr/sbin/sshd" hostname=192.0.2.7 addr=192.0.2.7 terminal=ssh res=success',
      { class_uid: 3005, activity_id: 1, privileges: ['u:r:t2:s0'], src_endpoint: { ip: '192.0.2.7' } },
    ],
    [
      'SERVICE_START',
      'unit=nginx comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success',
      { class_uid: 6002, activity_id: 3, app: { name: 'nginx' } },
    ],
    [
      'SERVICE_STOP',
      'unit=nginx comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=failed',
      { class_uid: 6002, activity_id: 4, status_id: 2 },
    ],
  ])('%s %s', (type, inner, expected) => {
    expect(one(user(type, inner))).toMatchObject({
      metadata: { event_code: type },
      actor: { user: { name: 'alice', uid: '1000' } },
      ...expected,
    });
  });
});

describe('what SELinux and AppArmor decide', () => {
  test('access to a file denied', () => {
    expect(
      one(
        `type=AVC msg=audit(${ID}): avc:  denied  { read } for  pid=7 comm="cat" name="shadow" dev="dm-0" ino=9 scontext=a:b:c:s0 tcontext=d:e:f:s0 tclass=file permissive=0`,
      ),
    ).toMatchObject({
      class_uid: 1001,
      activity_id: 2,
      status_id: 2,
      action_id: 2,
      severity_id: 3,
      file: { path: 'shadow', uid: '9' },
      actor: { process: { pid: 7, name: 'cat' } },
      unmapped: { records: [{ fields: { scontext: 'a:b:c:s0', tclass: 'file' } }] },
    });
  });

  test('only observed in permissive mode', () => {
    expect(
      one(
        `type=AVC msg=audit(${ID}): avc:  denied  { name_connect } for  pid=7 comm="x" dest=443 scontext=a tcontext=b tclass=tcp_socket permissive=1`,
      ),
    ).toMatchObject({
      class_uid: 1003,
      kernel: { name: 'name_connect', type: 'tcp_socket' },
      action_id: 3,
      status_id: 1,
    });
  });

  test.each([
    `type=AVC msg=audit(${ID}): apparmor="DENIED" operation="open" class="file" profile="/usr/sbin/x" name=${hex('/etc/my file')} pid=7 comm="x" requested_mask="r" denied_mask="r" fsuid=0 ouid=0`,
    `audit: type=1400 audit(${ID}): apparmor="DENIED" operation="open" class="file" profile="/usr/sbin/x" name="/etc/my file" pid=7 comm="x" requested_mask="r" denied_mask="r" fsuid=0 ouid=0`,
  ])('AppArmor, through auditd or from the kernel: %s', (line) => {
    expect(one(line)).toMatchObject({
      metadata: { event_code: 'AVC' },
      class_uid: 1001,
      activity_id: 14,
      action_id: 2,
      file: { path: '/etc/my file' },
      actor: { process: { pid: 7, name: 'x' } },
    });
  });

  test('from the kernel in syslog', () => {
    const line = `Nov 24 16:00:00 web-1 kernel: [  12.345678] audit: type=1400 audit(${ID}): apparmor="DENIED" operation="exec" profile="x" name="/bin/sh" pid=7 comm="x"`;
    expect(one(line)).toMatchObject({
      device: { hostname: 'web-1' },
      file: { path: '/bin/sh' },
      action_id: 2,
    });
  });
});

describe('and besides', () => {
  test('a process that a signal ended', () => {
    expect(
      one(
        `type=ANOM_ABEND msg=audit(${ID}): auid=1000 uid=1000 gid=1000 ses=3 pid=7 comm="x" exe="/tmp/x" sig=11 res=1AUID="alice" UID="alice"`,
      ),
    ).toMatchObject({
      class_uid: 1007,
      activity_id: 2,
      status_detail: 'signal 11',
      process: { pid: 7, user: { name: 'alice', uid: '1000' } },
      actor: { user: { name: 'alice' } },
    });
  });

  test('readable names without the separator that was lost', () => {
    const event = one(
      SYSCALL.replace('key="watched"', 'key="watched"ARCH=x86_64 SYSCALL=execve AUID="alice"'),
    );
    expect(event).toMatchObject({ actor: { user: { name: 'alice' } } });
    expect(event.unmapped.records[0].fields.key).toBe('watched');
  });

  test('any other record is kept, its fields beside it', () => {
    expect(
      one(`type=CONFIG_CHANGE msg=audit(${ID}): auid=1000 ses=3 op=remove_rule key="x" list=4 res=1`),
    ).toMatchObject({
      class_uid: 0,
      activity_name: 'CONFIG_CHANGE',
      status_id: 1,
      actor: { user: { uid: '1000' } },
      unmapped: { records: [{ type: 'CONFIG_CHANGE', fields: { op: 'remove_rule', key: 'x', list: '4' } }] },
    });
    expect(one(`type=UNKNOWN[1420] msg=audit(${ID}): a=1 __proto__=2`).unmapped.records[0].type).toBe(
      'UNKNOWN[1420]',
    );
  });

  test.each([
    'type=SYSCALL msg=audit(1764000000): no milliseconds',
    'type=SYSCALL msg=audit(): nothing',
    'type= msg=audit(1764000000.123:45): no type',
    'msg=audit(1764000000.123:45): no type',
    'type=error msg=something',
    'node=a b=c',
  ])('%s is none', (line) => {
    expect(formatsOf(normalize(line, { format: 'auditd' }))).toEqual({ text: 1 });
  });
});
