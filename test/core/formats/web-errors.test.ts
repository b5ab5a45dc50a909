import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function map(line: string, format: string): Event {
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect([line, formatsOf(normalized)]).toEqual([line, { [format]: 1 }]);
  return normalized.events[0]!;
}
const NINE = Date.UTC(2026, 10, 23, 9);
const CLIENT =
  ', client: 192.0.2.7, server: example.com, request: "GET /a?b=c HTTP/1.1", host: "www.example.com:8080"';

describe('nginx error log', () => {
  const nginx = (rest: string, level = 'error'): Event =>
    map(`2026/11/23 09:00:00 [${level}] 31#32: ${rest}`, 'nginx-error');

  test('a request that failed', () => {
    const event = nginx(
      `*46 open() "/srv/a" failed (2: No such file or directory)${CLIENT}, referrer: "http://r/"`,
    );
    expect(event).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status: 'Failure',
      severity_id: 4,
      time: NINE,
      message: 'open() "/srv/a" failed (2: No such file or directory)',
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'www.example.com', port: 8080 },
      http_request: {
        http_method: 'GET',
        version: '1.1',
        referrer: 'http://r/',
        url: { path: '/a', query_string: 'b=c', hostname: 'www.example.com', port: 8080 },
      },
      metadata: { log_level: 'error' },
      unmapped: { pid: 31, tid: 32, connection: 46 },
    });
  });

  test.each([
    ['user "alice": password mismatch', 'alice'],
    ['user "al "ice" was not found in "/etc/htpasswd"', 'al "ice'],
  ])('%s is a failed logon', (message, user) => {
    expect(nginx(`*46 ${message}${CLIENT}`)).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      status_detail: message,
      user: { name: user },
      auth_protocol_id: 11,
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { url: { path: '/a' } },
    });
  });

  test('upstreams, subrequests, sockets, unnamed servers', () => {
    const event = nginx(
      '*1 upstream timed out (110: Connection timed out) while reading, client: unix:, server: _, request: "PROPFIND /x HTTP/1.1", subrequest: "/auth", upstream: "http://10.0.0.1:80/x", host: "h"',
    );
    expect(event).toMatchObject({
      activity_id: 99,
      activity_name: 'PROPFIND',
      src_endpoint: { name: 'unix:' },
      dst_endpoint: { hostname: 'h' },
      unmapped: {
        server: '_',
        subrequest: '/auth',
        upstream: 'http://10.0.0.1:80/x',
        request: 'PROPFIND /x HTTP/1.1',
      },
    });
  });

  test('a connection that never asked for anything, and one of the mail proxy', () => {
    expect(
      nginx('*7 client timed out while SSL handshaking, client: 2001:db8::1, server: 0.0.0.0:443', 'info'),
    ).toMatchObject({
      class_uid: 4001,
      status_id: 0,
      src_endpoint: { ip: '2001:db8::1' },
      dst_endpoint: { ip: '0.0.0.0', port: 443 },
    });
    expect(
      nginx(
        '*7 SSL_do_handshake() failed, client: 192.0.2.7, server: 0.0.0.0:993, login: "alice", upstream: "10.0.0.1:143"',
      ),
    ).toMatchObject({
      class_uid: 4001,
      activity_id: 4,
      unmapped: { login: 'alice', upstream: '10.0.0.1:143' },
    });
  });

  test.each<[string, string, number, number]>([
    ['start worker processes', 'notice', 6002, 3],
    ['exit', 'notice', 6002, 4],
    ['signal 15 (SIGTERM) received from 1, exiting', 'notice', 6002, 4],
    ['bind() to 0.0.0.0:80 failed (98: Address already in use)', 'emerg', 6008, 1],
    ['using the "epoll" event method', 'notice', 0, 0],
  ])('the server itself: %s', (message, level, classUid, activity) => {
    expect(nginx(message, level)).toMatchObject({ class_uid: classUid, activity_id: activity, message });
  });

  test('a client cannot pass for another by what it asks for', () => {
    const fake = ', client: 198.51.100.9, server: x, request: "GET / HTTP/1.1"';
    const before = nginx(`*1 open() "/srv/a${fake}" failed (2: No such file or directory)${CLIENT}`);
    expect(before.src_endpoint).toEqual({ ip: '192.0.2.7' });
    const after = nginx(`*1 directory index of "/" is forbidden${CLIENT}, referrer: "x${fake}, host: "h"`);
    expect(after.src_endpoint).toEqual({ ip: '192.0.2.7' });
    expect(after.unmapped.client_candidates).toEqual(['192.0.2.7', '198.51.100.9']);
  });

  const ALERT =
    '[file "/etc/crs/942.conf"] [line "80"] [id "942100"] [rev ""] [msg "SQL "x" Injection"] [data "Matched [a "b"] found"] [severity "2"] [ver "OWASP_CRS/4.0.0"] [maturity "0"] [accuracy "0"] [tag "application-multi"] [tag "attack-sqli"] [hostname "192.0.2.1"] [uri "/a"] [unique_id "1763.5"] [ref "o1,2"]';

  test('what ModSecurity let pass, and what it did not', () => {
    const common = {
      class_uid: 4002,
      severity_id: 5,
      is_alert: true,
      src_endpoint: { ip: '192.0.2.7' },
      metadata: { correlation_uid: '1763.5', profiles: ['security_control'] },
      firewall_rule: {
        uid: '942100',
        name: 'SQL "x" Injection',
        version: 'OWASP_CRS/4.0.0',
        category: 'attack-sqli',
        match_location: 'ARGS:q',
        match_details: ['Matched [a "b"] found'],
      },
      unmapped: {
        file: '/etc/crs/942.conf',
        line: '80',
        tags: ['application-multi', 'attack-sqli'],
        ref: 'o1,2',
      },
    };
    const matched =
      "Matched \"Operator `Rx' with parameter `(?i)[\"]' against variable `ARGS:q' (Value: `a' )";
    expect(nginx(`*1 ModSecurity: Warning. ${matched} ${ALERT}${CLIENT}`, 'info')).toMatchObject({
      ...common,
      action_id: 3,
      disposition_id: 15,
      status_id: 0,
      message: `ModSecurity: Warning. ${matched}`,
    });
    expect(
      nginx(
        `*1 [client 192.0.2.7] ModSecurity: Access denied with code 403 (phase 2). ${matched} ${ALERT} while sending to client${CLIENT}`,
      ),
    ).toMatchObject({
      ...common,
      action_id: 2,
      disposition_id: 2,
      status_id: 2,
      status_code: '403',
      http_response: { code: 403 },
      unmapped: { after: 'while sending to client' },
    });
  });

  test.each([
    '2026/11/23 09:00:00 [loud] 31#32: x',
    '2026/13/23 09:00:00 [error] 31#32: x',
    '2026/11/23 09:00:00 [error] x#32: x',
    '2026/11/23 09:00:00 [error] ',
    '2026/11/23 09:00:00 handleStreamCache:updated',
  ])('%j is none', (line) => {
    expect(formatsOf(normalize(line))).toEqual({ text: 1 });
  });
});

describe('Apache error log', () => {
  const apache = (line: string): Event => map(line, 'apache-error');

  test('a request in 2.4, with the client and its port', () => {
    expect(
      apache(
        '[Mon Nov 23 09:00:00.880562 2026] [core:error] [pid 7005:tid 1406] [client 192.0.2.7:14532] AH00126: Invalid URI in request GET /cgi-bin/.%2E/etc/passwd HTTP/1.1, referer: http://r/',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      time: NINE + 880,
      src_endpoint: { ip: '192.0.2.7', port: 14532 },
      http_request: { http_method: 'GET', url: { path: '/cgi-bin/.%2E/etc/passwd' }, referrer: 'http://r/' },
      metadata: { event_code: 'AH00126', log_level: 'error' },
      unmapped: { module: 'core', pid: 7005, tid: 1406 },
    });
  });

  test.each<[string, string, string | undefined, number]>([
    ['AH01618: user alice not found: /private', 'alice', '/private', 11],
    ['AH01617: user a b: authentication failure for "/p?q": Password Mismatch', 'a b', '/p', 11],
    ['AH01631: user alice: authorization failure for "/p": ', 'alice', '/p', 11],
    ["AH01790: user `alice' in realm `r' not found: /p", 'alice', '/p', 3],
    ['AH01792: user alice: password mismatch: /p', 'alice', '/p', 3],
  ])('%s', (message, user, path, protocol) => {
    expect(
      apache(
        `[Mon Nov 23 09:00:00.1 2026] [auth_basic:error] [pid 10] [client 2001:db8::1:50229] ${message}`,
      ),
    ).toMatchObject({
      class_uid: 3002,
      status_id: 2,
      user: { name: user },
      auth_protocol_id: protocol,
      http_request: { url: { path } },
    });
  });

  test('2.2: no module, no process, no port', () => {
    const event = apache(
      '[Mon Nov  2 09:00:00 2026] [error] [client 2001:db8::1] (13)Permission denied: file permissions deny server access: /srv/x',
    );
    expect(event).toMatchObject({
      class_uid: 4002,
      time: Date.UTC(2026, 10, 2, 9),
      src_endpoint: { ip: '2001:db8::1' },
      message: 'file permissions deny server access: /srv/x',
      unmapped: { error: '(13)Permission denied' },
    });
  });

  test('a handshake is a connection, no request', () => {
    expect(
      apache(
        '[Mon Nov 23 09:00:00.05 2026] [ssl:info] [pid 12:tid 12] (70014)End of file found: [client 192.0.2.7:17036] AH02006: SSL handshake stopped: connection was closed',
      ),
    ).toMatchObject({
      class_uid: 4001,
      status_id: 0,
      src_endpoint: { ip: '192.0.2.7', port: 17036 },
      metadata: { event_code: 'AH02006' },
      unmapped: { error: '(70014)End of file found' },
    });
  });

  test.each<[string, number, number]>([
    [
      '[mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.62 (Unix) configured -- resuming normal operations',
      6002,
      3,
    ],
    ['[mpm_event:notice] [pid 1:tid 1] AH00491: caught SIGTERM, shutting down', 6002, 4],
    ['[mpm_event:notice] [pid 1:tid 1] AH00493: SIGUSR1 received.  Doing graceful restart', 0, 0],
    ['[core:warn] [pid 1] core.c(1234): AH00098: pid file overwritten', 6008, 1],
    ['[core:trace3] [pid 1] request.c(12): request authorized', 0, 0],
  ])('the server itself: %s', (rest, classUid, activity) => {
    expect(apache(`[Mon Nov 23 09:00:00.000001 2026] ${rest}`)).toMatchObject({
      class_uid: classUid,
      activity_id: activity,
    });
  });

  test('ModSecurity, which names the client once more', () => {
    expect(
      apache(
        '[Mon Nov 23 09:00:00.000001 2026] [:error] [pid 1:tid 2] [client 192.0.2.7:1] [client 192.0.2.7] ModSecurity: Access denied with code 403 (phase 1). Match of "x" required. [file "/etc/a.conf"] [line "1"] [id "960034"] [msg "Not allowed"] [severity "CRITICAL"] [hostname "example.com"] [uri "/p"] [unique_id "PQaTTVBE"], referer: http://r/',
      ),
    ).toMatchObject({
      class_uid: 4002,
      severity_id: 5,
      action_id: 2,
      status_code: '403',
      src_endpoint: { ip: '192.0.2.7', port: 1 },
      dst_endpoint: { hostname: 'example.com' },
      firewall_rule: { uid: '960034', name: 'Not allowed' },
      http_request: { url: { path: '/p' }, referrer: 'http://r/' },
      metadata: { correlation_uid: 'PQaTTVBE' },
    });
  });

  test.each([
    '[Mon Nov 31 09:00:00 2026] [error] [client 192.0.2.7] x',
    '[Mon Nov 23 09:00:00 2026] [loud] [client 192.0.2.7] x',
    '[Mon Nov 23 09:00:00 2026] x',
    '[Foo Nov 23 09:00:00 2026] [error] x',
  ])('%j is none', (line) => {
    expect(formatsOf(normalize(line))).toEqual({ text: 1 });
  });
});

test.each([
  [
    'candidates',
    `2026/11/23 09:00:00 [error] 1#1: *1 ${', client: 192.0.2.7, server: x, request: "'.repeat(25_000)}`,
  ],
  [
    'fields',
    `2026/11/23 09:00:00 [error] 1#1: *1 x, client: 192.0.2.7, server: x${', host: "a"'.repeat(100_000)}`,
  ],
  [
    'quotes',
    `2026/11/23 09:00:00 [error] 1#1: *1 x, client: 192.0.2.7, server: x, request: "${'"'.repeat(1_000_000)}`,
  ],
  ['alerts', `2026/11/23 09:00:00 [error] 1#1: *1 ModSecurity: x [file "${'"] "'.repeat(250_000)}`],
  ['tags', `2026/11/23 09:00:00 [error] 1#1: *1 ModSecurity: x [file "a"]${' [tag "a"]'.repeat(100_000)}`],
  [
    'users',
    `[Mon Nov 23 09:00:00 2026] [error] [client 192.0.2.7] ${'user : authentication failure for "'.repeat(30_000)}`,
  ],
])('a megabyte of %s takes no time to speak of', (_name, line) => {
  const start = performance.now();
  const normalized = normalize(line);
  expect(performance.now() - start).toBeLessThan(20_000);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
});
