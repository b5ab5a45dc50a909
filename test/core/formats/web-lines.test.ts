import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function all(text: string, format: string, events: number): readonly Event[] {
  const normalized = normalize(text);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(text));
  expect([text, formatsOf(normalized)]).toEqual([text, { [format]: events }]);
  return normalized.events;
}
const map = (line: string, format: string): Event => all(line, format, 1)[0]!;
const none = (line: string): void => expect([line, formatsOf(normalize(line))]).toEqual([line, { text: 1 }]);
const NINE = Date.UTC(2026, 10, 23, 9);

describe('Nginx Proxy Manager', () => {
  const npm = (line: string): Event => map(`[23/Nov/2026:10:00:00 +0100] ${line}`, 'nginx-proxy-manager');

  test('a proxied host', () => {
    expect(
      npm(
        'HIT 502, 200 200 - GET https example.com "/a?b=\\x22" [Client 192.0.2.7] [Length 154] [Gzip 2.45] [Sent-to 10.0.0.15:8080] "curl/8.0" "http://r/"',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status: 'Success',
      time: NINE,
      timezone_offset: 60,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'example.com' },
      http_request: {
        url: { scheme: 'https', hostname: 'example.com', path: '/a', query_string: 'b=\\x22' },
        user_agent: 'curl/8.0',
        referrer: 'http://r/',
      },
      http_response: { code: 200, body_length: 154 },
      load_balancer: { name: '10.0.0.15:8080', dst_endpoint: { ip: '10.0.0.15', port: 8080 } },
      unmapped: { upstream_cache_status: 'HIT', upstream_status: '502, 200', gzip_ratio: '2.45' },
    });
  });

  test.each([
    [
      '- - 301 - GET http example.com "/" [Client 2001:db8::1] [Length 0] [Gzip -] [Sent-to app] "-" "-"',
      301,
    ],
    ['404 - POST http example.com "/" [Client 2001:db8::1] [Length 0] [Gzip -] "-" "-"', 404],
    ['400 - - http localhost "-" [Client 2001:db8::1] [Length 0] [Gzip -] "-" "-"', 400],
  ])('%s', (line, code) => {
    const event = npm(line);
    expect(event.http_response.code).toBe(code);
    expect(event.src_endpoint).toEqual({ ip: '2001:db8::1' });
    expect(event.http_request.user_agent).toBeUndefined();
  });

  test.each([
    '[23/Nov/2026:10:00:00 +0100] x - GET http h "/" [Client 192.0.2.7] [Length 0]',
    '[23/Nov/2026:10:00:00 +0100] 200 - GET http h "/" [Length 0]',
    '[99/Nov/2026:10:00:00 +0100] 200 - GET http h "/" [Client 192.0.2.7] [Length 0]',
  ])('%j is none', none);
});

describe('IIS', () => {
  test('fields by their header, custom ones too, and not by one of another record', () => {
    const text = [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      '#Date: 2026-11-23 09:00:00',
      '#Fields: date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs-version cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken X-Forwarded-For',
      '2026-11-23 09:00:01 W3SVC1 192.0.2.1 PROPFIND /a b=c 443 EXAMPLE\\alice 192.0.2.7 HTTP/2.0 Mozilla/5.0+(X11) s=1 https://r/ example.com 401 2 5 1270 500 65 198.51.100.9,+198.51.100.10',
      '',
    ].join('\r\n');
    const event = all(text, 'iis', 5)[4]!;
    expect(event).toMatchObject({
      class_uid: 4002,
      activity_id: 99,
      activity_name: 'PROPFIND',
      time: NINE + 1000,
      duration: 65,
      status: 'Failure',
      status_code: '401.2',
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { ip: '192.0.2.1', port: 443, hostname: 'example.com' },
      actor: { user: { name: 'alice', domain: 'EXAMPLE' } },
      http_request: {
        url: { path: '/a', query_string: 'b=c', hostname: 'example.com' },
        user_agent: 'Mozilla/5.0+(X11)',
        referrer: 'https://r/',
        version: '2.0',
        length: 500,
        x_forwarded_for: ['198.51.100.9', '198.51.100.10'],
      },
      http_response: { code: 401, length: 1270 },
      unmapped: { 's-sitename': 'W3SVC1', 'cs(Cookie)': 's=1', 'sc-win32-status': '5' },
    });
    none(text.split('\r\n')[4]!);
  });

  test.each([
    '2026-11-23 09:00:01 192.0.2.1 GET /a - 443  EXAMPLE\\alice 192.0.2.7 curl/8 - 200 0 0 65',
    '2026-11-23 09:00:01 192.0.2.1 GET /a - 443 EXAMPLE\\alice 192.0.2.7 curl/8 200 0 0 65',
  ])('usual fields without a header: %s', (line) => {
    expect(map(line, 'iis')).toMatchObject({
      actor: { user: { name: 'alice', domain: 'EXAMPLE' } },
      http_request: { user_agent: 'curl/8', url: { path: '/a' } },
      duration: 65,
    });
  });

  test.each([
    '2026-11-23 09:00:01 192.0.2.1 GET /a - 443 - server curl/8 - 200 0 0 65',
    '2026-11-23 09:00:01 192.0.2.1 GET /a - 443 - 192.0.2.7 curl/8 - 20 0 0 65',
    '2026-13-23 09:00:01 192.0.2.1 GET /a - 443 - 192.0.2.7 curl/8 - 200 0 0 65',
    '#Fields: date time x',
    '#Date: yesterday',
    '#Software: Microsoft Windows Firewall',
  ])('%j is none', none);

  test('names such as envelope and __proto__ are names', () => {
    const text =
      '#Fields: date time cs-method c-ip sc-status envelope __proto__\n2026-11-23 09:00:01 GET 192.0.2.7 200 x y';
    const event = all(text, 'iis', 2)[1]!;
    expect(event.unmapped._envelope).toBe('x');
    expect(Object.getOwnPropertyDescriptor(event.unmapped, '__proto__')?.value).toBe('y');
  });
});

describe('Confluence and Jira access logs', () => {
  const access = (rest: string): Event => map(`[23/Nov/2026:10:00:00 +0100] ${rest}`, 'atlassian-access');

  test('a request', () => {
    expect(
      access(
        'alice http-nio-8080-exec-6 192.0.2.7 POST /rest/a?b=c HTTP/1.1 302 1020ms 7881 http://r/ Mozilla/5.0 (X11; Linux)',
      ),
    ).toMatchObject({
      activity_id: 6,
      time: NINE,
      duration: 1020,
      src_endpoint: { ip: '192.0.2.7' },
      actor: { user: { name: 'alice' } },
      http_request: {
        url: { path: '/rest/a', query_string: 'b=c' },
        referrer: 'http://r/',
        user_agent: 'Mozilla/5.0 (X11; Linux)',
      },
      http_response: { code: 302, body_length: 7881 },
      unmapped: { thread: 'http-nio-8080-exec-6' },
    });
  });

  test('nobody, no bytes, a host by name', () => {
    const event = access('- https-jsse-nio-8443-exec-1 test.example.com GET / HTTP/1.1 204 7ms - - -');
    expect(event.actor).toBeUndefined();
    expect(event.src_endpoint).toEqual({ hostname: 'test.example.com' });
    expect(event.http_response).toEqual({ code: 204 });
  });

  test.each([
    '[23/Nov/2026:10:00:00 +0100] alice main 192.0.2.7 GET / HTTP/1.1 200 1ms 1 - -',
    '[23/Nov/2026:10:00:00 +0100] alice http-exec-1 192.0.2.7 GET / HTTP/1.1 200 1s 1 - -',
  ])('%j is none', none);
});

describe('Bitbucket access log', () => {
  const access = (line: string): Event => map(line, 'bitbucket-access');

  test('the two lines of a request', () => {
    const begin = access(
      '192.0.2.7,10.0.0.1 | https | i@9K7Z3x1 | - | 2026-11-23 09:00:00,723 | "GET /git/a.git HTTP/1.1" | "" "git/2.44.0" | - | - | - | - | - | - |',
    );
    const end = access(
      '192.0.2.7,10.0.0.1 | https | o@9K7Z3x1 | alice | 2026-11-23 09:00:00,838 | "GET /git/a | b.git HTTP/1.1" | "http://r/" "git | 2" | 401 | 13 | 512 | refs, cache:hit | 101 | tmpqqw |',
    );
    expect(begin.status_id).toBe(0);
    expect(begin.metadata.correlation_uid).toBe(end.metadata.correlation_uid);
    expect(end).toMatchObject({
      time: NINE + 838,
      duration: 101,
      status: 'Failure',
      src_endpoint: { ip: '192.0.2.7', intermediate_ips: ['10.0.0.1'] },
      actor: { user: { name: 'alice' }, session: { uid: 'tmpqqw' } },
      http_request: {
        url: { path: '/git/a | b.git' },
        referrer: 'http://r/',
        user_agent: 'git | 2',
        length: 13,
        uid: '9K7Z3x1',
      },
      http_response: { code: 401, length: 512 },
      unmapped: { request_id: 'o@9K7Z3x1', labels: 'refs, cache:hit', protocol: 'https' },
    });
  });

  test.each<[string, number, string | undefined]>([
    [
      '"SSH - git-upload-pack \'/a/b.git\'" | "" "git/2.38.1" | 200 | 0 | 9812 | push | 47 | abc123 |',
      1,
      '200',
    ],
    ["SSH - git-upload-pack '/a/b.git' | - | 0 | 123 | 1024 | refs, ssh:id:610 | abc123 |", 1, '0'],
    ['SSH - git-upload-pack \'/a/b.git\' | "SSH-2.0-OpenSSH_9" | 128 | 1 | 2 | - | 69 | abc123 |', 2, '128'],
    ['SSH - git-upload-pack \'/a/b.git\' | "SSH-2.0-OpenSSH_9" | - | - | abc123 |', 0, undefined],
  ])('by ssh: %s', (rest, status, code) => {
    const event = access(`192.0.2.7 | ssh | o*N65x0 | alice | 2026-11-23 09:00:00,425 | ${rest}`);
    expect(event).toMatchObject({
      class_uid: 4007,
      activity_name: 'git-upload-pack',
      status_id: status,
      actor: { user: { name: 'alice' }, session: { uid: 'abc123' } },
      metadata: { correlation_uid: 'N65x0' },
      unmapped: { action: "SSH - git-upload-pack '/a/b.git'" },
    });
    expect(event.status_code).toBe(code);
  });

  test('by gRPC, with the request that it belongs to', () => {
    expect(
      access(
        '192.0.2.7 | grpc | o@1x2 | @5x0 | admin | 2026-11-23 09:00:00,086 | "HostingService/HttpBackend" | - | 0 | 2 | 141583 | 18951 | 3826461940 | - | 508028 |',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 0,
      actor: { user: { name: 'admin' } },
      http_request: { url: { url_string: 'HostingService/HttpBackend' } },
      unmapped: {
        parent_request_id: '@5x0',
        counters: ['0', '2', '141583', '18951', '3826461940', '-', '508028'],
      },
    });
  });

  test.each([
    'alice | https | o@1 | - | 2026-11-23 09:00:00,723 | "GET / HTTP/1.1" | "" "" | - |',
    '192.0.2.7 | gopher | o@1 | - | 2026-11-23 09:00:00,723 | "GET / HTTP/1.1" | "" "" | - |',
    '192.0.2.7 | https | o@1 | - | yesterday | "GET / HTTP/1.1" | "" "" | - |',
  ])('%j is none', none);
});

describe('Bitbucket audit log', () => {
  const audit = (line: string): Event => map(line, 'bitbucket-audit');

  test.each<[string, number, string | undefined]>([
    ['RepositoryCreatedEvent', 1, undefined],
    ['RestrictedRefRemovedEvent', 4, undefined],
    ['ProjectModifiedEvent', 3, undefined],
    ['RepositoryForkRequestedEvent', 99, 'RepositoryForkRequestedEvent'],
  ])('%s', (name, activity, other) => {
    const event = audit(
      `192.0.2.7,10.0.0.1 | ${name} | alice | ${NINE} | PROJECT/shop | {"id":2,"name":"web | x"} | @8Kx0 | tmpqqw`,
    );
    expect(event).toMatchObject({
      class_uid: 3004,
      activity_id: activity,
      time: NINE,
      entity: { name: 'web | x', uid: '2' },
      src_endpoint: { ip: '192.0.2.7', intermediate_ips: ['10.0.0.1'] },
      actor: { user: { name: 'alice' }, session: { uid: 'tmpqqw' } },
      metadata: { correlation_uid: '8Kx0' },
      unmapped: { event: name, entity: 'PROJECT/shop', details: '{"id":2,"name":"web | x"}' },
    });
    expect(event.activity_name).toBe(other);
  });

  test('users come, go and sign in', () => {
    expect(
      audit(`192.0.2.7 | UserCreatedEvent | admin | ${NINE} | - | {"name":"bob"} | - | -`),
    ).toMatchObject({
      class_uid: 3001,
      activity_id: 1,
      user: { name: 'bob' },
      actor: { user: { name: 'admin' } },
    });
    expect(audit(`192.0.2.7 | UserLoggedInEvent | - | ${NINE} | - | - | - | -`)).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 1,
      user: { name: 'Unknown' },
    });
    expect(audit(`- | AuthenticationFailureEvent | bob | ${NINE} | - | - | - | -`)).toMatchObject({
      class_uid: 3002,
      status_id: 2,
      user: { name: 'bob' },
    });
  });

  test.each([
    `192.0.2.7 | RepositoryCreated | alice | ${NINE} | - | - | - | -`,
    `192.0.2.7 | RepositoryCreatedEvent | alice | soon | - | - | - | -`,
    `192.0.2.7 | RepositoryCreatedEvent | alice | ${NINE} | - | {] | - | -`,
    `192.0.2.7 | RepositoryCreatedEvent | alice | ${NINE}`,
  ])('%j is none', none);
});

describe('Confluence application log', () => {
  test('a line, and one with its stack trace', () => {
    const text = [
      '2026-11-23 09:00:00,489 INFO [main] [confluence.cluster.Manager] <init> joined [10.0.0.1]:5801',
      '2026-11-23 09:00:00,696 ERROR [http-nio-8090-exec-3] [atlassian.confluence.Util] doFilter failed',
      ' -- referer: http://r/ | url: /login.action | traceId: 5a1b | userName: alice',
      'java.lang.IllegalStateException: closed',
      '\tat com.example.A.b(A.java:1)',
      'Caused by: java.io.IOException: x',
      'something else',
      '',
    ].join('\n');
    const normalized = normalize(text);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(text));
    expect(formatsOf(normalized)).toEqual({ 'atlassian-log': 2, text: 1 });
    expect(normalized.events[0]).toMatchObject({
      class_uid: 0,
      time: NINE + 489,
      message: 'joined [10.0.0.1]:5801',
      unmapped: { thread: 'main', logger: 'confluence.cluster.Manager', method: '<init>' },
    });
    expect(normalized.events[1]).toMatchObject({
      class_uid: 6008,
      severity_id: 4,
      actor: { user: { name: 'alice' } },
      metadata: { correlation_uid: '5a1b', log_level: 'ERROR' },
      raw_data: text.split('\n').slice(1, 6).join('\n'),
    });
  });

  test.each([
    '2026-11-23 09:00:00,489 LOUD [main] [a.b] c d',
    '2026-11-23 09:00:00,489 INFO main [a.b] c d',
    '2026-11-23 09:00:00,489 INFO [main] [no logger] c d',
    '2026-11-23 09:00:99,489 INFO [main] [a.b] c d',
  ])('%j is none', none);
});

test.each([
  [
    'a proxy manager line',
    `[23/Nov/2026:10:00:00 +0100] ${'200 - GET http h '.repeat(60)}"/${'a'.repeat(1_000_000)}`,
  ],
  ['spaces', `2026-11-23 09:00:01 ${' '.repeat(1_000_000)}`],
  ['IIS fields', `#Fields: ${'date time cs-method c-ip sc-status '.repeat(30_000)}`],
  [
    'requests without a version',
    `[23/Nov/2026:10:00:00 +0100] a x-exec-1 h GET ${'/ HTTP '.repeat(150_000)}`,
  ],
  ['fields', '192.0.2.7 | https | '.repeat(50_000)],
  [
    'fields after an action',
    `192.0.2.7 | ssh | o@1 | a | 2026-11-23 09:00:00,425 | ${'x | '.repeat(250_000)}`,
  ],
  ['details', `192.0.2.7 | ACreatedEvent | a | ${NINE} | - | ${'{"a": | '.repeat(125_000)}`],
  ['a trace', `2026-11-23 09:00:00,489 INFO [main] [a.b] c d${'\n\tat x'.repeat(170_000)}`],
  ['exceptions', `2026-11-23 09:00:00,489 INFO [main] [a.b] c d\n${'a.b.c.'.repeat(170_000)}`],
])('a megabyte of %s takes no time to speak of', (_name, text) => {
  const start = performance.now();
  const normalized = normalize(text);
  expect(performance.now() - start).toBeLessThan(20_000);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(text));
});
