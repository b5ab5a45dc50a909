import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

function map(value: object, format: string): Event {
  const line = JSON.stringify(value);
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect([line, formatsOf(normalized)]).toEqual([line, { [format]: 1 }]);
  return normalized.events[0]!;
}
const NINE = Date.UTC(2026, 10, 23, 9);

describe('Traefik in JSON', () => {
  const base = {
    ClientAddr: '192.0.2.7:39496',
    ClientHost: '192.0.2.7',
    ClientPort: '39496',
    ClientUsername: '-',
    DownstreamContentSize: 357,
    DownstreamStatus: 200,
    Duration: 1_600_000,
    RequestAddr: 'example.com:8080',
    RequestHost: 'example.com',
    RequestMethod: 'GET',
    RequestPath: '/a?b=c',
    RequestPort: '-',
    RequestProtocol: 'HTTP/1.1',
    RequestScheme: 'http',
    StartUTC: '2026-11-23T09:00:00.587782192Z',
  };
  const traefik = (more: object): Event => map({ ...base, ...more }, 'traefik');

  test('a request', () => {
    expect(
      traefik({
        ClientUsername: 'alice',
        RouterName: 'shop@docker',
        ServiceAddr: '10.0.0.3:80',
        ServiceURL: { Scheme: 'http', Host: '10.0.0.3:80' },
        'request_User-Agent': 'curl/8.0',
        request_Referer: 'http://r/',
        'request_X-Real-Ip': '192.0.2.7',
        TLSVersion: '1.3',
        TLSCipher: 'TLS_AES_128_GCM_SHA256',
      }),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      time: NINE + 587,
      duration: 2,
      status: 'Success',
      src_endpoint: { ip: '192.0.2.7', port: 39496 },
      dst_endpoint: { hostname: 'example.com', port: 8080 },
      actor: { user: { name: 'alice' } },
      http_request: {
        url: { scheme: 'http', hostname: 'example.com', path: '/a', query_string: 'b=c' },
        user_agent: 'curl/8.0',
        referrer: 'http://r/',
        version: '1.1',
      },
      http_response: { code: 200, body_length: 357 },
      load_balancer: { name: 'shop@docker', dst_endpoint: { ip: '10.0.0.3', port: 80 } },
      tls: { version: '1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
      unmapped: { 'request_X-Real-Ip': '192.0.2.7', ServiceURL: { Host: '10.0.0.3:80' } },
    });
  });

  test('a client behind proxies: what it wrote itself is not believed', () => {
    const event = traefik({ ClientHost: '203.0.113.66, 198.51.100.1' });
    expect(event.src_endpoint).toEqual({ ip: '198.51.100.1', intermediate_ips: ['192.0.2.7'] });
    expect(event.http_request.x_forwarded_for).toEqual(['203.0.113.66', '198.51.100.1']);
    expect(traefik({ ClientHost: '198.51.100.1' }).src_endpoint).toEqual({
      ip: '198.51.100.1',
      intermediate_ips: ['192.0.2.7'],
    });
  });

  test('odd types', () => {
    const event = traefik({
      DownstreamStatus: 'x',
      Duration: null,
      RequestPort: 99999,
      StartUTC: 5,
      RouterName: [],
    });
    expect(event.status_id).toBe(0);
    expect(event.http_response).toBeUndefined();
    expect(formatsOf(normalize(JSON.stringify({ ...base, RequestMethod: 5 })))).toEqual({ json: 1 });
  });
});

describe('Caddy', () => {
  const asked = {
    remote_ip: '192.0.2.7',
    remote_port: '44790',
    client_ip: '192.0.2.7',
    proto: 'HTTP/2.0',
    method: 'GET',
    host: 'example.com:8443',
    uri: '/a?b=c',
    headers: { 'User-Agent': ['curl/8.0'], Referer: ['http://r/'], 'X-Forwarded-For': ['198.51.100.4'] },
    tls: { version: 772, cipher_suite: 4865, server_name: 'example.com' },
  };
  const base = {
    level: 'info',
    ts: NINE / 1000 + 0.7564995,
    logger: 'http.log.access.log0',
    msg: 'handled request',
  };

  test('a request', () => {
    expect(
      map(
        {
          ...base,
          request: asked,
          bytes_read: 3,
          user_id: 'alice',
          duration: 0.0127,
          size: 12,
          status: 404,
          resp_headers: { Server: ['Caddy'] },
        },
        'caddy',
      ),
    ).toMatchObject({
      class_uid: 4002,
      time: NINE + 756,
      duration: 13,
      status: 'Failure',
      src_endpoint: { ip: '192.0.2.7', port: 44790 },
      dst_endpoint: { hostname: 'example.com', port: 8443 },
      actor: { user: { name: 'alice' } },
      http_request: {
        user_agent: 'curl/8.0',
        referrer: 'http://r/',
        x_forwarded_for: ['198.51.100.4'],
        length: 3,
      },
      http_response: { code: 404, body_length: 12 },
      tls: { version: '1.3', sni: 'example.com' },
      unmapped: { resp_headers: { Server: ['Caddy'] }, request: { headers: { Referer: ['http://r/'] } } },
    });
  });

  test('behind a trusted proxy; before version 2.5; no answer', () => {
    const request = { ...asked, client_ip: '198.51.100.4' };
    const event = map({ ...base, request, status: 0 }, 'caddy');
    expect(event.src_endpoint).toEqual({ ip: '198.51.100.4', intermediate_ips: ['192.0.2.7'] });
    expect(event.status_id).toBe(0);
    const { remote_ip, remote_port, client_ip, ...old } = asked;
    expect(
      map({ ...base, request: { ...old, remote_addr: '[2001:db8::1]:5' } }, 'caddy').src_endpoint,
    ).toEqual({
      ip: '2001:db8::1',
      port: 5,
    });
  });

  test('an error of a request', () => {
    expect(
      map(
        {
          ...base,
          level: 'error',
          logger: 'http.log.error.log0',
          msg: 'dial tcp: refused',
          request: asked,
          status: 502,
          err_id: 'x1',
        },
        'caddy',
      ),
    ).toMatchObject({
      status: 'Failure',
      status_detail: 'dial tcp: refused',
      http_response: { code: 502 },
      unmapped: { err_id: 'x1' },
    });
  });

  test('alerts of Coraza', () => {
    const alert = (id: string) =>
      `[client "192.0.2.7"] Coraza: Access denied (phase 2). A "b" [file "/crs/a.conf"] [line "1"] [id "${id}"] [rev ""] [msg "SQL Injection"] [data "found: x"] [severity "critical"] [ver "OWASP_CRS/4.0.0"] [tag "attack-sqli"] [hostname ""] [uri "/a?b=c"] [unique_id "xlLu"]\n`;
    expect(
      map(
        {
          level: 'error',
          ts: NINE / 1000,
          logger: 'http.handlers.waf',
          msg: alert('942100') + alert('949110'),
        },
        'caddy',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 0,
      severity_id: 5,
      action_id: 2,
      src_endpoint: { ip: '192.0.2.7' },
      firewall_rule: {
        uid: '942100',
        name: 'SQL Injection',
        category: 'attack-sqli',
        match_details: ['found: x'],
      },
      http_request: { url: { path: '/a', query_string: 'b=c' } },
      metadata: { correlation_uid: 'xlLu' },
      unmapped: { more_alerts: [alert('949110').trim()] },
    });
  });

  test('what Caddy says of itself', () => {
    const line = {
      ...base,
      logger: 'tls.obtain',
      msg: 'could not get certificate',
      identifier: 'example.com',
    };
    expect(map({ ...line, level: 'error' }, 'caddy')).toMatchObject({
      class_uid: 6008,
      unmapped: { identifier: 'example.com' },
    });
    expect(map({ ...line, level: 'debug', ts: '2026-11-23T09:00:00.5Z' }, 'caddy')).toMatchObject({
      class_uid: 0,
      time: NINE + 500,
    });
  });

  test('programs that log with the same library are not Caddy', () => {
    for (const logger of ['controller-runtime', 'http', 'https.log.access', 5])
      expect(formatsOf(normalize(JSON.stringify({ ...base, logger })))).toEqual({ json: 1 });
  });
});
