import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

/** One event of a message of sshd's, in an `auth.log` line. */
function sshd(message: string, program = 'sshd[7]'): Event {
  const line = `Nov 23 09:00:01 web-1 ${program}: ${message}`;
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect(formatsOf(normalized)).toEqual({ sshd: 1 });
  return normalized.events[0]!;
}

const FROM = { ip: '192.0.2.7', port: 50022 };

describe('a login', () => {
  test('with a key', () => {
    const event = sshd(
      'Accepted publickey for alice from 192.0.2.7 port 50022 ssh2: ED25519 SHA256:NzU2ODk0N2Q4ZjA',
    );
    expect(event).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 1,
      time: Date.UTC(2025, 10, 23, 9, 0, 1),
      user: { name: 'alice', credential_uid: 'SHA256:NzU2ODk0N2Q4ZjA' },
      src_endpoint: FROM,
      dst_endpoint: { hostname: 'web-1' },
      service: { name: 'sshd' },
      auth_protocol: 'publickey',
      is_remote: true,
      logon_process: { name: 'sshd', pid: 7 },
      unmapped: { key_type: 'ED25519' },
    });
  });

  test('with a certificate: its id, its number, who signed it', () => {
    const event = sshd(
      'Accepted publickey for alice from 2001:db8::7 port 50022 ssh2: RSA-CERT SHA256:aaaa ID alice@example.com (laptop) (serial 42) CA ED25519 SHA256:bbbb',
    );
    expect(event).toMatchObject({
      status_id: 1,
      user: { name: 'alice', credential_uid: 'SHA256:aaaa' },
      src_endpoint: { ip: '2001:db8::7', port: 50022 },
      certificate: {
        uid: 'alice@example.com (laptop)',
        serial_number: '42',
        issuer: 'SHA256:bbbb',
        fingerprints: [{ algorithm_id: 3, value: 'SHA256:aaaa' }],
      },
      unmapped: { key_type: 'RSA-CERT', ca_type: 'ED25519' },
    });
  });

  test.each<[string, string, object]>([
    [
      'a password',
      'Accepted password for alice from 192.0.2.7 port 50022 ssh2',
      { auth_protocol: 'password' },
    ],
    [
      'questions that PAM asks',
      'Accepted keyboard-interactive/pam for alice from 192.0.2.7 port 50022 ssh2',
      { auth_protocol: 'keyboard-interactive/pam' },
    ],
    [
      'a Kerberos ticket',
      'Accepted gssapi-with-mic for alice from 192.0.2.7 port 50022 ssh2: alice@EXAMPLE.COM',
      { auth_protocol: 'gssapi-with-mic', unmapped: { method_info: 'alice@EXAMPLE.COM' } },
    ],
    [
      "a host's key",
      'Accepted hostbased for alice from 192.0.2.7 port 50022 ssh2: RSA SHA256:cccc, client user "bob", client host "a.example.com"',
      {
        auth_protocol: 'hostbased',
        user: { name: 'alice', credential_uid: 'SHA256:cccc' },
        unmapped: { key_type: 'RSA', method_info: 'client user "bob", client host "a.example.com"' },
      },
    ],
    [
      'a key with an MD5 fingerprint, of an old sshd',
      'Accepted publickey for alice from 192.0.2.7 port 50022 ssh2: RSA 00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff',
      { user: { name: 'alice', credential_uid: '00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff' } },
    ],
    [
      'no protocol named',
      'Accepted publickey for alice from 192.0.2.7 port 50022',
      { auth_protocol: 'publickey' },
    ],
    [
      "a domain's user",
      'Accepted password for EXAMPLE\\\\john doe from 192.0.2.7 port 50022 ssh2',
      { user: { name: 'EXAMPLE\\\\john doe' } },
    ],
  ])('with %s', (_name, message, expected) => {
    expect(sshd(message)).toMatchObject({ class_uid: 3002, status_id: 1, src_endpoint: FROM, ...expected });
  });

  test.each<[string, object]>([
    ['Failed password for root from 192.0.2.7 port 50022 ssh2', { user: { name: 'root' } }],
    [
      'Failed password for invalid user bob from 192.0.2.7 port 50022 ssh2',
      { user: { name: 'bob' }, status_detail: 'invalid user' },
    ],
    [
      'Failed publickey for alice from 192.0.2.7 port 50022 ssh2: RSA SHA256:dddd',
      { user: { name: 'alice', credential_uid: 'SHA256:dddd' }, auth_protocol: 'publickey' },
    ],
    ['Failed none for invalid user  from 192.0.2.7 port 50022 ssh2', { user: { name: 'Unknown' } }],
    ['Invalid user bob from 192.0.2.7 port 50022', { user: { name: 'bob' }, status_detail: 'invalid user' }],
    ['Invalid user  from 192.0.2.7 port 50022', { user: { name: 'Unknown' } }],
    ['Illegal user bob from 192.0.2.7 port 50022', { user: { name: 'bob' } }],
    [
      'error: maximum authentication attempts exceeded for invalid user bob from 192.0.2.7 port 50022 ssh2 [preauth]',
      {
        user: { name: 'bob' },
        status_detail: 'maximum authentication attempts exceeded',
        unmapped: { level: 'error', stage: 'preauth' },
      },
    ],
    [
      'ROOT LOGIN REFUSED FROM 192.0.2.7 port 50022',
      { user: { name: 'root' }, status_detail: 'root login refused' },
    ],
    [
      'error: public key ED25519-SK SHA256:eeee signature for alice from 192.0.2.7 port 50022 rejected: user presence (authenticator touch) requirement not met ',
      {
        user: { name: 'alice', credential_uid: 'SHA256:eeee' },
        status_detail: 'user presence (authenticator touch) requirement not met',
      },
    ],
    [
      'administratively prohibited connection for alice from 192.0.2.7 port 50022',
      { user: { name: 'alice' }, status_detail: 'administratively prohibited connection' },
    ],
  ])('refused: %s', (message, expected) => {
    expect(sshd(message)).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      src_endpoint: FROM,
      ...expected,
    });
  });

  test.each<[string, object]>([
    [
      'User bob from 192.0.2.7 not allowed because not listed in AllowUsers',
      {
        user: { name: 'bob' },
        src_endpoint: { ip: '192.0.2.7' },
        status_detail: 'because not listed in AllowUsers',
      },
    ],
    [
      'User bob from a.example.com not allowed because a group is listed in DenyGroups',
      { user: { name: 'bob' }, src_endpoint: { hostname: 'a.example.com' } },
    ],
    [
      'User bob not allowed because account is locked',
      { user: { name: 'bob' }, status_detail: 'because account is locked' },
    ],
    [
      'User bob password has expired (password aged)',
      { user: { name: 'bob' }, status_detail: 'password has expired (password aged)' },
    ],
    ['Account bob has expired', { user: { name: 'bob' }, status_detail: 'account has expired' }],
    [
      'input_userauth_request: invalid user bob [preauth]',
      { user: { name: 'bob' }, status_detail: 'invalid user' },
    ],
    ['Invalid user bob from 192.0.2.7', { user: { name: 'bob' }, src_endpoint: { ip: '192.0.2.7' } }],
    [
      'error: PAM: Authentication failure for illegal user bob from a.example.com',
      {
        user: { name: 'bob' },
        src_endpoint: { hostname: 'a.example.com' },
        status_detail: 'PAM: Authentication failure',
      },
    ],
    [
      'fatal: Access denied for user alice by PAM account configuration [preauth]',
      { user: { name: 'alice' }, status_detail: 'by PAM account configuration' },
    ],
    [
      'Authentication refused for alice: bad owner or modes for /home/alice/.rhosts',
      { user: { name: 'alice' }, status_detail: 'bad owner or modes for /home/alice/.rhosts' },
    ],
    [
      '/home/alice/.ssh/authorized_keys:1: Authentication tried for alice with correct key but not from a permitted host (host=a.example.com, ip=192.0.2.7, required=198.51.100.0/24).',
      { user: { name: 'alice' }, src_endpoint: { ip: '192.0.2.7' } },
    ],
    [
      'Disconnecting: Too many authentication failures for root [preauth]',
      { user: { name: 'root' }, status_detail: 'Too many authentication failures' },
    ],
  ])('refused, with less of an address: %s', (message, expected) => {
    expect(sshd(message)).toMatchObject({ class_uid: 3002, status_id: 2, ...expected });
  });

  test.each<[string, string]>([
    ['Partial publickey for alice from 192.0.2.7 port 50022 ssh2: RSA SHA256:ffff', 'Partial'],
    ['Postponed keyboard-interactive for alice from 192.0.2.7 port 50022 ssh2 [preauth]', 'Postponed'],
  ])('neither accepted nor refused: %s', (message, status) => {
    expect(sshd(message)).toMatchObject({ class_uid: 3002, status_id: 99, status, user: { name: 'alice' } });
  });

  test.each<[string]>([
    ['Disconnected from user alice 192.0.2.7 port 50022'],
    ['Close session: user alice from 192.0.2.7 port 50022 id 0'],
    ['terminating inactive connection from user alice 192.0.2.7 port 50022'],
  ])('ends: %s', (message) => {
    expect(sshd(message)).toMatchObject({
      class_uid: 3002,
      activity_id: 2,
      user: { name: 'alice' },
      src_endpoint: FROM,
    });
  });
});

describe('a connection', () => {
  const CLOSE = 2;
  const FAIL = 4;
  test.each<[string, number, object]>([
    [
      'Connection from 192.0.2.7 port 50022 on 198.51.100.5 port 22 rdomain ""',
      1,
      { dst_endpoint: { ip: '198.51.100.5', port: 22, hostname: 'web-1' } },
    ],
    ['Connection from 192.0.2.7 port 50022', 1, {}],
    [
      'Starting session: shell on pts/0 for alice from 192.0.2.7 port 50022 id 0',
      1,
      { actor: { user: { name: 'alice' } }, unmapped: { session: 'shell on pts/0' } },
    ],
    ['Connection closed by 192.0.2.7 port 50022 [preauth]', CLOSE, { unmapped: { stage: 'preauth' } }],
    [
      'Connection closed by authenticating user alice 192.0.2.7 port 50022 [preauth]',
      CLOSE,
      { status_id: 2, actor: { user: { name: 'alice' } } },
    ],
    [
      'Connection closed by invalid user bob 192.0.2.7 port 50022 [preauth]',
      CLOSE,
      { status_id: 2, status_detail: 'invalid user', actor: { user: { name: 'bob' } } },
    ],
    [
      'Disconnected from authenticating user root 192.0.2.7 port 50022 [preauth]',
      CLOSE,
      { status_id: 2, actor: { user: { name: 'root' } } },
    ],
    [
      'Disconnecting invalid user bob 192.0.2.7 port 50022: Too many authentication failures [preauth]',
      CLOSE,
      { status_id: 2, status_detail: 'Too many authentication failures' },
    ],
    [
      'Received disconnect from 192.0.2.7 port 50022:11: disconnected by user',
      CLOSE,
      { status_code: '11', status_detail: 'disconnected by user' },
    ],
    [
      'error: Received disconnect from 192.0.2.7 port 50022:3: com.jcraft.jsch.JSchException: Auth fail [preauth]',
      CLOSE,
      {
        status_code: '3',
      },
    ],
    ['Closing connection to 192.0.2.7 port 50022', CLOSE, {}],
    ['terminating inactive connection from 192.0.2.7 port 50022', CLOSE, {}],
    ['Connection reset by authenticating user root 192.0.2.7 port 50022 [preauth]', 3, { status_id: 2 }],
    ['Read error from remote host 192.0.2.7 port 50022: Connection reset by peer', 3, {}],
    ['fatal: Timeout before authentication for 192.0.2.7 port 50022', FAIL, { status_id: 2 }],
    [
      'Unable to negotiate with 192.0.2.7 port 50022: no matching host key type found. Their offer: ssh-rsa,ssh-dss [preauth]',
      FAIL,
      { status_detail: 'no matching host key type found.', unmapped: { offered: 'ssh-rsa,ssh-dss' } },
    ],
    [
      'ssh_dispatch_run_fatal: Connection from authenticating user root 192.0.2.7 port 50022: incorrect signature [preauth]',
      FAIL,
      { status_detail: 'incorrect signature', actor: { user: { name: 'root' } } },
    ],
    ['banner exchange: Connection from 192.0.2.7 port 50022: invalid format', FAIL, {}],
    ['Did not receive identification string from 192.0.2.7 port 50022', FAIL, {}],
    ["Bad protocol version identification 'GET / HTTP/1.1' from 192.0.2.7 port 50022", FAIL, {}],
    ['Connection from authenticating user root 192.0.2.7 port 50022 timed out', FAIL, {}],
    [
      'error: kex_exchange_identification: banner line contains invalid characters from 192.0.2.7 port 50022',
      FAIL,
      {},
    ],
    [
      'drop connection #12 from [192.0.2.7]:50022 on [198.51.100.5]:22 penalty: failed authentication',
      5,
      { dst_endpoint: { ip: '198.51.100.5', port: 22 }, status_detail: 'penalty: failed authentication' },
    ],
  ])('%s', (message, activity, expected) => {
    expect(sshd(message)).toMatchObject({
      class_uid: 4007,
      activity_id: activity,
      src_endpoint: FROM,
      device: { hostname: 'web-1' },
      ...expected,
    });
  });

  test.each<[string, object]>([
    [
      'Timeout before authentication for connection from 192.0.2.7 to 198.51.100.5, pid = 77',
      { activity_id: 4, src_endpoint: { ip: '192.0.2.7' }, dst_endpoint: { ip: '198.51.100.5' } },
    ],
    [
      'Did not receive identification string from 192.0.2.7',
      { activity_id: 4, src_endpoint: { ip: '192.0.2.7' } },
    ],
    [
      'refused connect from a.example.com (192.0.2.7)',
      { activity_id: 5, src_endpoint: { ip: '192.0.2.7', hostname: 'a.example.com' } },
    ],
    ['refused connect from 192.0.2.7 (192.0.2.7)', { activity_id: 5, src_endpoint: { ip: '192.0.2.7' } }],
    ['Server listening on :: port 22.', { activity_id: 7, dst_endpoint: { ip: '::', port: 22 } }],
    [
      'Transferred: sent 5000, received 3000 bytes',
      { activity_id: 6, traffic: { bytes_in: 5000, bytes_out: 3000 } },
    ],
    [
      'Received disconnect from 192.0.2.7: 11: Bye Bye [preauth]',
      { activity_id: 2, src_endpoint: { ip: '192.0.2.7' }, status_code: '11', status_detail: 'Bye Bye' },
    ],
    [
      'reverse mapping checking getaddrinfo for a.example.com [192.0.2.7] failed - POSSIBLE BREAK-IN ATTEMPT!',
      {
        activity_name: 'Reverse mapping failed',
        src_endpoint: { ip: '192.0.2.7', hostname: 'a.example.com' },
      },
    ],
    [
      'Address 192.0.2.7 maps to a.example.com, but this does not map back to the address.',
      { activity_id: 99, src_endpoint: { ip: '192.0.2.7' } },
    ],
    [
      'subsystem request for sftp by user alice',
      { activity_name: 'Subsystem', actor: { user: { name: 'alice' } }, unmapped: { subsystem: 'sftp' } },
    ],
    [
      'srclimit_penalise: ipv4: new 192.0.2.7/32 active penalty of 6.000 seconds for penalty: failed authentication',
      { activity_name: 'Penalty', src_endpoint: { ip: '192.0.2.7' } },
    ],
    ['Received signal 15; terminating.', { activity_id: 99, message: 'Received signal 15; terminating.' }],
    [
      'error: kex_exchange_identification: Connection closed by remote host',
      { activity_id: 4, status_id: 2 },
    ],
    ['User child is on pid 77', { activity_id: 99 }],
    ['Accepted key ED25519 SHA256:gggg found at /home/alice/.ssh/authorized_keys:1', { activity_id: 99 }],
  ])('and what else sshd says: %s', (message, expected) => {
    expect(sshd(message)).toMatchObject({ class_uid: 4007, ...expected });
  });
});

describe('what a client chooses', () => {
  test('a user name that looks like the rest of a line does not move the address', () => {
    const event = sshd(
      'Failed password for invalid user root from 198.51.100.9 port 22 ssh2 from 192.0.2.7 port 50022 ssh2',
    );
    expect(event.src_endpoint).toEqual(FROM);
    expect(event.user.name).toBe('root from 198.51.100.9 port 22 ssh2');
    const invalid = sshd('Invalid user a from 198.51.100.9 port 1 from 192.0.2.7 port 50022');
    expect(invalid.src_endpoint).toEqual(FROM);
    expect(invalid.status_id).toBe(2);
  });

  test('a name and a certificate that could both hold the address leave it open', () => {
    const event = sshd(
      'Failed publickey for invalid user x from 198.51.100.9 port 22 ssh2: RSA-CERT SHA256:aa ID y from 192.0.2.7 port 50022 ssh2',
    );
    expect(event.src_endpoint).toBeUndefined();
    expect(event.unmapped.addresses).toEqual(['198.51.100.9', '192.0.2.7']);
    expect(event.status_id).toBe(2);
  });

  test('two places before a reason leave it open too', () => {
    const event = sshd(
      'Disconnecting invalid user x 198.51.100.9 port 1: y 192.0.2.7 port 50022: Too many authentication failures',
    );
    expect(event.src_endpoint).toBeUndefined();
    expect(event.unmapped.addresses).toEqual(['198.51.100.9', '192.0.2.7']);
  });

  test("a key's id cannot move the address of a login", () => {
    const event = sshd(
      'Accepted publickey for alice from 192.0.2.7 port 50022 ssh2: RSA-CERT SHA256:aa ID bob from 198.51.100.9 port 22 ssh2 (serial 1) CA RSA SHA256:bb',
    );
    expect(event.user.name).toBe('alice');
    expect(event.src_endpoint).toEqual(FROM);
    expect(event.certificate.uid).toBe('bob from 198.51.100.9 port 22 ssh2');
  });
});

describe('the line around it', () => {
  test('said five times', () => {
    const event = sshd(
      'message repeated 5 times: [ Failed password for root from 192.0.2.7 port 50022 ssh2]',
    );
    expect(event).toMatchObject({ class_uid: 3002, count: 5, user: { name: 'root' }, src_endpoint: FROM });
  });

  test.each(['sshd-session[8]', 'sshd-auth[8]', '/usr/sbin/sshd[8]', 'sshd'])('%s writes it', (program) => {
    expect(sshd('Failed password for root from 192.0.2.7 port 50022 ssh2', program)).toMatchObject({
      class_uid: 3002,
      src_endpoint: FROM,
    });
  });

  test.each<[string, number]>([
    ['<38>Nov 23 09:00:01 web-1 sshd[7]: ', Date.UTC(2025, 10, 23, 9, 0, 1)],
    ['2025-11-23T09:00:01.234567+01:00 web-1 sshd[7]: ', Date.UTC(2025, 10, 23, 8, 0, 1, 234)],
    ['<38>1 2025-11-23T09:00:01.5Z web-1 sshd 7 - - ', Date.UTC(2025, 10, 23, 9, 0, 1, 500)],
  ])('after %s', (head, time) => {
    const line = `${head}Accepted password for alice from 192.0.2.7 port 50022 ssh2`;
    const normalized = normalize(`${line}\r\n${line}\r\n`);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(`${line}\r\n${line}\r\n`));
    for (const event of normalized.events)
      expect(event).toMatchObject({
        time,
        user: { name: 'alice' },
        src_endpoint: FROM,
        dst_endpoint: { hostname: 'web-1' },
        logon_process: { pid: 7 },
      });
  });
});
