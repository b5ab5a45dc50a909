import { type Event, expectValid, normalize } from './support';

function map(line: string): Event {
  const normalized = normalize(line);
  expectValid(normalized);
  expect([line, normalized.events[0]?.metadata.log_format]).toEqual([line, 'access-log']);
  return normalized.events[0]!;
}

describe('nginx and Apache access logs', () => {
  test('common', () => {
    expect(
      map('192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.0" 200 2326'),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 1,
      time: Date.UTC(2000, 9, 10, 20, 55, 36),
      timezone_offset: -420,
      src_endpoint: { ip: '192.0.2.7' },
      actor: { user: { name: 'alice' } },
      http_request: { http_method: 'GET', url: { path: '/a', query_string: 'b=c' }, version: '1.0' },
      http_response: { code: 200, body_length: 2326 },
    });
  });

  test('combined, with what a proxy forwarded for', () => {
    const event = map(
      '2001:db8::1 - - [10/Oct/2000:13:55:36 +0000] "POST / HTTP/1.1" 404 - "http://r/" "a \\"b\\" c" "192.0.2.1, 198.51.100.2" 0.3',
    );
    expect(event.http_request).toMatchObject({
      referrer: 'http://r/',
      user_agent: 'a \\"b\\" c',
      x_forwarded_for: ['192.0.2.1', '198.51.100.2'],
    });
    expect(event.http_response).toEqual({ code: 404 });
    expect(event.status).toBe('Failure');
  });

  test.each<[string, object]>([
    ['www.example.com:443 192.0.2.7 - - ', { hostname: 'www.example.com', port: 443 }],
    ['www.example.com 192.0.2.7 - - ', { hostname: 'www.example.com' }],
  ])('the virtual host before it: %s', (head, expected) => {
    const event = map(`${head}[10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5`);
    expect(event.dst_endpoint).toEqual(expected);
    expect(event.http_request.url).toMatchObject(expected);
  });

  test.each<[string, string | undefined]>([
    ['192.0.2.7 - John Doe ', 'John Doe'],
    ['192.0.2.7 - [odd] [name ', '[odd] [name'],
    ['192.0.2.7 - ', undefined],
    ['192.0.2.7 - - ', undefined],
    ['host.example.com - - ', undefined],
    ['- - - ', undefined],
  ])('the user in %j', (head, user) => {
    expect(map(`${head}[10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5`).actor?.user.name).toBe(user);
  });

  test.each<[string, number, object | undefined, string | undefined]>([
    ['CONNECT example.com:443 HTTP/1.1', 1, { url_string: 'example.com:443' }, undefined],
    [
      'GET http://example.com:81/a?b HTTP/1.1',
      3,
      { scheme: 'http', hostname: 'example.com', port: 81, path: '/a' },
      undefined,
    ],
    ['GET /a b c HTTP/1.1', 3, { path: '/a b c' }, undefined],
    ['GET /old', 3, { path: '/old' }, undefined],
    ['OPTIONS * HTTP/1.0', 5, { url_string: '*' }, undefined],
    ['PROPFIND /dav HTTP/1.1', 99, { path: '/dav' }, 'PROPFIND /dav HTTP/1.1'],
    ['\\x16\\x03\\x01', 0, undefined, '\\x16\\x03\\x01'],
    ['-', 0, undefined, undefined],
    ['', 0, undefined, undefined],
    ['GET', 0, undefined, 'GET'],
  ])('the request %j', (request, activity, url, unmapped) => {
    const event = map(`192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "${request}" 400 5 "-" "-"`);
    expect(event.activity_id).toBe(activity);
    if (url === undefined) expect(event.http_request.url).toBeUndefined();
    else expect(event.http_request.url).toMatchObject(url);
    expect(event.unmapped.request).toBe(unmapped);
  });

  test('an answer that was never sent', () => {
    const event = map('192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" - - "-" "-"');
    expect(event.http_response).toBeUndefined();
    expect(event.status_id).toBe(0);
  });

  test('quotes that the writer did not escape', () => {
    const event = map(
      '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET /a?t=<b>x("text" 404 y")</b> HTTP/1.0" 404 1164',
    );
    expect(event.http_request.url).toEqual({ path: '/a', query_string: 't=<b>x("text' });
    const quoted = map(
      '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET /$%7B("T"+"1")%7D/a HTTP/1.0" 404 1164',
    );
    expect(quoted.http_request.url.path).toBe('/$%7B("T"+"1")%7D/a');
    expect(quoted.http_response).toEqual({ code: 404, body_length: 1164 });
  });

  test('what Traefik adds', () => {
    const event = map(
      '192.0.2.7 - bob [10/Oct/2000:13:55:36 +0000] "GET / HTTP/2" 200 5 "-" "curl/8.0" 17 "root@file -> shop@docker" "http://10.0.0.3:80" 42ms',
    );
    expect(event).toMatchObject({
      duration: 42,
      load_balancer: { name: 'root@file -> shop@docker', dst_endpoint: { ip: '10.0.0.3', port: 80 } },
      metadata: { product: { name: 'Traefik' }, profiles: ['load_balancer'] },
      unmapped: { RequestCount: 17 },
    });
    const none = map(
      '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" - - "-" "curl/8.0" 17 "-" "-" 0ms',
    );
    expect(none).toMatchObject({ duration: 0, status_id: 0, metadata: { product: { name: 'Traefik' } } });
    expect(none.load_balancer).toBeUndefined();
  });

  test('what the ingress controller of Kubernetes adds', () => {
    const event = map(
      '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/8.0" 412 0.004 [shop-web-80] [] 10.0.0.3:8080 5 0.004 200 3f2a',
    );
    expect(event).toMatchObject({
      duration: 4,
      load_balancer: { name: 'shop-web-80', dst_endpoint: { ip: '10.0.0.3', port: 8080 } },
      http_request: { uid: '3f2a', length: 412 },
      unmapped: { upstream_status: '200' },
    });
  });

  test('the time first', () => {
    const event = map(
      '[10/Oct/2000:13:55:36 -0700] www.example.com 192.0.2.7 0.227 "REPORT /dav HTTP/2.0" 207 125 440 - Mail Client/1.0',
    );
    expect(event).toMatchObject({
      activity_id: 99,
      activity_name: 'REPORT',
      time: Date.UTC(2000, 9, 10, 20, 55, 36),
      duration: 227,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'www.example.com' },
      http_request: { url: { path: '/dav' }, user_agent: 'Mail Client/1.0' },
      http_response: { code: 207, body_length: 125 },
      unmapped: { request: 'REPORT /dav HTTP/2.0', bytes_sent: 440 },
    });
    expect(
      map('[10/Oct/2000:13:55:36 -0700] _ 192.0.2.7 0.8 "\\x16\\x03" 400 1 2 - -').dst_endpoint,
    ).toBeUndefined();
  });

  test.each([
    '192.0.2.7 - - [32/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5',
    '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 20 5',
    '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1 200 5',
    '[10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5',
    '[10/Oct/2000:13:55:36 +0000] h 192.0.2.7 x "GET / HTTP/1.1" 200 5 5 - -',
  ])('%j is none', (line) => {
    const normalized = normalize(line);
    expectValid(normalized);
    expect(normalized.events[0]?.metadata.log_format).toBe('text');
  });

  it("leaves API Gateway's common format, which ends with its request ids, to that", () => {
    const line =
      '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5 8c2d1f04-5b6a-4c7d-8e9f-0a1b2c3d4e5f';
    for (const tail of ['', ' BkJdhGC0yK4FcBA='])
      expect(normalize(line + tail, { format: 'access-log' }).events[0]?.metadata.log_format).toBe('text');
  });
});
