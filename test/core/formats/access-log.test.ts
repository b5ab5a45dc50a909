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

  test.each([
    '192.0.2.7 - - [32/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5',
    '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 20 5',
    '192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1 200 5',
    '[10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5',
    '2026/11/23 09:00:00 [error] 1#1: *1 open() failed, client: 192.0.2.7, request: "GET / HTTP/1.1"',
  ])('%j is none', (line) => {
    const normalized = normalize(line);
    expectValid(normalized);
    expect(normalized.events[0]?.metadata.log_format).toBe('text');
  });
});
