import { type Event, expectSource, expectValid, formatsOf, normalize } from './support';

/** Lines written from the tables that the formats name. */
function map(source: string | object, format: string): Event {
  const line = typeof source === 'string' ? source : JSON.stringify(source);
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect([line, formatsOf(normalized)]).toEqual([line, { [format]: 1 }]);
  return normalized.events[0]!;
}
const none = (line: string | object): void => {
  const text = typeof line === 'string' ? line : JSON.stringify(line);
  expect([text, Object.keys(formatsOf(normalize(text)))]).toEqual([
    text,
    [typeof line === 'string' ? 'text' : 'json'],
  ]);
};
const NINE = Date.UTC(2026, 10, 23, 9);

describe('HAProxy', () => {
  const haproxy = (rest: string, peer = '192.0.2.7:33317'): Event =>
    map(`${peer} [23/Nov/2026:09:00:00.655] ${rest}`, 'haproxy');

  test('HTTP, with captured headers', () => {
    expect(
      haproxy(
        'web shop/srv1 10/0/30/69/+109 200 +2750 sid=1 - ---- 1/2/3/4/+1 0/0 {example.com|curl/8.0} {text/html} "GET /a?b=c HTTP/1.1"',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status: 'Success',
      time: NINE + 655,
      duration: 109,
      src_endpoint: { ip: '192.0.2.7', port: 33317 },
      dst_endpoint: { name: 'web' },
      http_request: { http_method: 'GET', version: '1.1', url: { path: '/a', query_string: 'b=c' } },
      http_response: { code: 200, length: 2750 },
      load_balancer: { name: 'shop', dst_endpoint: { name: 'srv1' } },
      unmapped: {
        timers: '10/0/30/69/+109',
        termination_state: '----',
        connections: '1/2/3/4/+1',
        queues: '0/0',
        captured_request_cookie: 'sid=1',
        captured_request_headers: 'example.com|curl/8.0',
        captured_response_headers: 'text/html',
      },
    });
  });

  test('HTTPS', () => {
    const event = haproxy(
      'web~ shop/srv1 10/0/30/69/109 404 2750 - - ---- 1/1/1/1/0 0/0 "GET / HTTP/1.1" 0/0000/0/0/0 example.com/TLSv1.3/TLS_AES_256_GCM_SHA384',
      '2001:db8::1:443',
    );
    expect(event).toMatchObject({
      status: 'Failure',
      src_endpoint: { ip: '2001:db8::1', port: 443 },
      dst_endpoint: { name: 'web' },
      tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', sni: 'example.com' },
      unmapped: { connection_errors: '0/0000/0/0/0' },
    });
  });

  test('a bad request, one denied, one cut off', () => {
    expect(
      haproxy('web web/<NOSRV> -1/-1/-1/-1/5000 408 212 - - cR-- 0/0/0/0/0 0/0 "<BADREQ>"'),
    ).toMatchObject({
      activity_id: 0,
      status_detail: 'cR--',
      http_response: { code: 408 },
      unmapped: { request: '<BADREQ>' },
    });
    expect(haproxy('web shop/srv1 0/0/0/-1/1 -1 0 - - CD-- 0/0/0/0/0 0/0 "GET /x HTTP/1.1"').status_id).toBe(
      0,
    );
    expect(
      haproxy('web shop/srv1 0/0/0/1/1 200 0 - - ---- 0/0/0/0/0 0/0 "GET /very-long').http_request.url.path,
    ).toBe('/very-long');
  });

  test('TCP, and a connection that failed', () => {
    expect(haproxy('fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0')).toMatchObject({
      class_uid: 4001,
      activity_id: 2,
      status_id: 1,
      duration: 5007,
      traffic: { bytes_out: 212 },
      load_balancer: { name: 'bck', dst_endpoint: { name: 'srv1' } },
    });
    expect(haproxy('fnt bck/<NOSRV> -1/-1/0 0 SC 0/0/0/0/3 0/0')).toMatchObject({
      activity_id: 4,
      status_detail: 'SC',
    });
    expect(haproxy('web/1: SSL handshake failure')).toMatchObject({
      class_uid: 4001,
      activity_id: 4,
      status_detail: 'SSL handshake failure',
      dst_endpoint: { name: 'web' },
      unmapped: { bind_name: '1' },
    });
  });

  test.each([
    'alice:1 [23/Nov/2026:09:00:00.655] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0',
    '192.0.2.7:1 [23/Nov/2026:09:00:00.655] fnt bck/srv1 0/0/x 212 -- 0/0/0/0/3 0/0',
    '192.0.2.7:1 [23/Nov/2026:09:00:00.655] fnt bck/srv1 0/0/1 212 -- 0/0/0/0/3 0/0 more',
    '192.0.2.7:1 [23/Nov/2026:09:00:00.655] web s/s 10/0/30/69/109 200 1 - - ---- 1/1/1/1 0/0 "GET / HTTP/1.1"',
    '192.0.2.7:1 [99/Nov/2026:09:00:00.655] web/1: x',
  ])('%j is none', none);
});

describe('Envoy', () => {
  const START = '[2026-11-23T09:00:00.310Z]';

  test('its default format', () => {
    expect(
      map(
        `${START} "POST /a?b=c HTTP/2" 204 - 154 0 226 100 "198.51.100.9,192.0.2.7" "curl/8.0" "cc21" "example.com:8080" "tcp://10.0.2.1:80"`,
        'envoy',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 6,
      status: 'Success',
      time: NINE + 310,
      duration: 226,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'example.com', port: 8080 },
      http_request: {
        url: { path: '/a', query_string: 'b=c' },
        user_agent: 'curl/8.0',
        uid: 'cc21',
        version: '2',
        body_length: 154,
        x_forwarded_for: ['198.51.100.9', '192.0.2.7'],
      },
      http_response: { code: 204, body_length: 0 },
      load_balancer: { name: 'tcp://10.0.2.1:80', dst_endpoint: { ip: '10.0.2.1', port: 80 } },
      metadata: { correlation_uid: 'cc21' },
      unmapped: { upstream_service_time: '100' },
    });
  });

  test('Istio’s format, and a user agent that tries to break it', () => {
    expect(
      map(
        `${START} "GET /a HTTP/1.1" 503 UF,URX upstream_reset - "delayed connect error: 111" 0 91 5 - "-" "a" "b" 200 "x" "6f2e" "example.com" "10.0.2.1:80" outbound|80||shop 10.0.1.1:4242 10.0.9.1:80 192.0.2.7:5252 sni.example.com default`,
        'envoy',
      ),
    ).toMatchObject({
      status: 'Failure',
      status_detail: 'UF,URX',
      src_endpoint: { ip: '192.0.2.7', port: 5252 },
      http_request: { user_agent: 'a" "b" 200 "x', uid: '6f2e' },
      load_balancer: { name: 'outbound|80||shop', dst_endpoint: { ip: '10.0.2.1' } },
      unmapped: {
        response_code_details: 'upstream_reset',
        upstream_transport_failure_reason: 'delayed connect error: 111',
        requested_server_name: 'sni.example.com',
        route_name: 'default',
        downstream_local_address: '10.0.9.1:80',
      },
    });
  });

  test('no HTTP, no answer', () => {
    expect(
      map(
        `${START} "- - -" 0 - - - "-" 571 3382 12 - "-" "-" "-" "-" "10.0.2.1:443" PassthroughCluster 10.0.1.1:1 10.0.2.1:443 192.0.2.7:5252 - -`,
        'envoy',
      ),
    ).toMatchObject({
      class_uid: 4001,
      activity_id: 2,
      src_endpoint: { ip: '192.0.2.7' },
      traffic: { bytes_in: 571, bytes_out: 3382 },
    });
    expect(map(`${START} "GET / HTTP/1.1" 0 DC 0 0 5 - "-" "-" "-" "h" "-"`, 'envoy')).toMatchObject({
      status_id: 0,
      status_detail: 'DC',
      src_endpoint: { name: 'Unknown' },
    });
  });

  test('JSON', () => {
    const value = {
      start_time: '2026-11-23T09:00:00.310Z',
      method: 'GET',
      path: '/a?b=c',
      protocol: 'HTTP/1.1',
      response_code: '200',
      response_flags: '-',
      bytes_received: '0',
      bytes_sent: 12,
      duration: 5,
      x_forwarded_for: null,
      user_agent: 'curl/8.0',
      x_request_id: '6f2e',
      username: 'alice',
      authority: 'example.com',
      upstream_host: '10.0.2.1:80',
      upstream_cluster: 'outbound|80||shop',
      downstream_remote_address: '192.0.2.7:5252',
      route_name: 'default',
    };
    expect(map(value, 'envoy-json')).toMatchObject({
      class_uid: 4002,
      src_endpoint: { ip: '192.0.2.7', port: 5252 },
      actor: { user: { name: 'alice' } },
      http_response: { code: 200, body_length: 12 },
      http_request: { uid: '6f2e' },
      unmapped: { route_name: 'default' },
    });
    expect(map({ ...value, method: null, path: null, response_flags: 'UF' }, 'envoy-json')).toMatchObject({
      class_uid: 4001,
      activity_id: 4,
    });
    none({ ...value, start_time: 'x' });
    none({ ...value, response_flags: undefined });
  });

  test.each([
    `${START} "GET / HTTP/1.1" 200 - 0 0 5 - "-" "-" "-" "h"`,
    `${START} "GET / HTTP/1.1" abc - 0 0 5 - "-" "-" "-" "h" "-"`,
    `${START} "GET / HTTP/1.1" 200 - x 0 5 - "-" "-" "-" "h" "-"`,
    '[2026-13-23T09:00:00.310Z] "GET / HTTP/1.1" 200 - 0 0 5 - "-" "-" "-" "h" "-"',
  ])('%j is none', none);
});

describe('nginx in JSON', () => {
  const base = {
    remote_addr: '192.0.2.7',
    remote_user: 'alice',
    request: 'GET /a?b=c HTTP/1.1',
    status: '200',
    body_bytes_sent: '154',
    request_time: '0.012',
    http_referer: '',
    http_user_agent: 'curl/8.0',
    http_x_forwarded_for: '198.51.100.9',
  };

  test('by the names of its variables', () => {
    expect(
      map(
        {
          ...base,
          time_local: '23/Nov/2026:10:00:00 +0100',
          host: 'example.com',
          server_port: '8443',
          geo: 'x',
          upstream_addr: '10.0.0.3:80, 10.0.0.4:80',
        },
        'nginx-json',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      time: NINE,
      timezone_offset: 60,
      duration: 12,
      status: 'Success',
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'example.com', port: 8443 },
      actor: { user: { name: 'alice' } },
      http_request: {
        url: { path: '/a', query_string: 'b=c', hostname: 'example.com' },
        user_agent: 'curl/8.0',
        version: '1.1',
        x_forwarded_for: ['198.51.100.9'],
      },
      http_response: { code: 200, body_length: 154 },
      load_balancer: { name: '10.0.0.3:80, 10.0.0.4:80' },
      unmapped: { geo: 'x' },
    });
  });

  test('by the names of the ingress controller', () => {
    expect(
      map(
        {
          time: '2026-11-23T10:00:00+01:00',
          remote_addr: '2001:db8::1',
          x_forward_for: 'unknown, 192.0.2.9',
          request_id: '3f2a',
          remote_user: '-',
          bytes_sent: 154,
          request_time: 0.012,
          status: 404,
          vhost: 'example.com',
          request_proto: 'HTTP/2.0',
          path: '/a',
          request_query: 'b=c',
          request_length: 77,
          duration: 0.012,
          method: 'PROPFIND',
          http_referrer: 'http://r/',
          http_user_agent: 'curl/8.0',
        },
        'nginx-json',
      ),
    ).toMatchObject({
      activity_id: 99,
      activity_name: 'PROPFIND',
      time: NINE,
      status: 'Failure',
      src_endpoint: { ip: '2001:db8::1' },
      dst_endpoint: { hostname: 'example.com' },
      http_request: {
        url: { path: '/a', query_string: 'b=c' },
        version: '2.0',
        length: 77,
        uid: '3f2a',
        referrer: 'http://r/',
      },
      http_response: { code: 404, length: 154 },
      unmapped: { duration: 0.012, x_forwarded_for: 'unknown, 192.0.2.9' },
    });
  });

  test('times of any kind, and what is no request', () => {
    expect(map({ ...base, msec: '1795424400.310' }, 'nginx-json').time).toBe(1_795_424_400_310);
    const event = map({ ...base, request: '\x16\x03\x01', status: 400 }, 'nginx-json');
    expect(event.activity_id).toBe(0);
    expect(event.unmapped.request).toBe('\x16\x03\x01');
    expect(map({ ...base, remote_addr: 'unix:' }, 'nginx-json').src_endpoint).toEqual({ hostname: 'unix:' });
  });

  test('other JSON is not taken', () => {
    none({ ...base, status: 'ok' });
    none({ ...base, request: undefined });
    none({ remote_addr: '192.0.2.7', status: 200, method: 'GET', path: '/' });
  });
});

describe('Apache in JSON', () => {
  const base = {
    time: '2026-11-23T09:00:00.123Z',
    process: '12345',
    filename: '/srv/www/a',
    remoteIP: '192.0.2.7',
    host: 'example.com',
    request: '/a',
    query: '?b=c',
    method: 'GET',
    status: '200',
    userAgent: 'curl/8.0',
    referer: '-',
  };

  test('the usual names', () => {
    expect(
      map(
        {
          ...base,
          request_id: 'Y3x',
          bytes_sent: '154',
          x_forwarded_for: '198.51.100.9',
          user: 'alice',
          protocol: 'HTTP/1.1',
        },
        'apache-json',
      ),
    ).toMatchObject({
      class_uid: 4002,
      time: NINE + 123,
      duration: 12,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'example.com' },
      actor: { user: { name: 'alice' } },
      http_request: {
        url: { path: '/a', query_string: 'b=c' },
        version: '1.1',
        uid: 'Y3x',
        x_forwarded_for: ['198.51.100.9'],
      },
      http_response: { code: 200, body_length: 154 },
      unmapped: { filename: '/srv/www/a' },
    });
  });

  test('with capitals, and times as %t and in seconds', () => {
    const capitals = Object.fromEntries(
      Object.entries(base).map(([name, value]) => [name[0]?.toUpperCase() + name.slice(1), value]),
    );
    expect(map({ ...capitals, Time: NINE / 1000, Port: '8080' }, 'apache-json')).toMatchObject({
      time: NINE,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'example.com', port: 8080 },
      http_request: { url: { path: '/a', query_string: 'b=c' } },
    });
    expect(map({ ...base, time: '[23/Nov/2026:10:00:00 +0100]' }, 'apache-json')).toMatchObject({
      time: NINE,
      timezone_offset: 60,
    });
  });

  test('other JSON is not taken', () => {
    none({ ...base, remoteIP: undefined });
    none({ ...base, status: 'up' });
    none({ remoteIP: '192.0.2.7', method: 'GET', request: '/', status: 200 });
  });
});

describe('ModSecurity audit log', () => {
  const transaction = {
    client_ip: '192.0.2.7',
    time_stamp: 'Mon Nov  2 09:00:00 2026',
    client_port: 40146,
    host_ip: '192.0.2.1',
    host_port: 80,
    unique_id: '1763.1',
    is_interrupted: true,
    request: {
      method: 'GET',
      http_version: 1.1,
      uri: '/a?id=1',
      body: 'x=1',
      headers: { Host: 'example.com:8080', 'user-agent': 'curl/8.0' },
    },
    response: { http_code: 403, headers: { Server: 'x' } },
    messages: [
      {
        message: 'SQL Injection Attack',
        details: {
          match: 'detected SQLi',
          ruleId: '942100',
          data: 'Matched Data',
          severity: '2',
          ver: 'OWASP_CRS/4',
          tags: ['x', 'attack-sqli'],
        },
      },
      { message: 'Inbound Anomaly Score Exceeded', details: { ruleId: '949110' } },
    ],
  };

  test('what was interrupted', () => {
    expect(map({ transaction }, 'modsecurity')).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      time: Date.UTC(2026, 10, 2, 9),
      severity_id: 5,
      status: 'Failure',
      action_id: 2,
      disposition_id: 2,
      is_alert: true,
      src_endpoint: { ip: '192.0.2.7', port: 40146 },
      dst_endpoint: { ip: '192.0.2.1', port: 80, hostname: 'example.com' },
      firewall_rule: {
        uid: '942100',
        name: 'SQL Injection Attack',
        category: 'attack-sqli',
        condition: 'detected SQLi',
        match_details: ['Matched Data'],
      },
      http_request: { url: { path: '/a', query_string: 'id=1' }, user_agent: 'curl/8.0', version: '1.1' },
      http_response: { code: 403 },
      metadata: { correlation_uid: '1763.1', profiles: ['security_control'] },
      unmapped: { transaction: { messages: transaction.messages, request: { body: 'x=1' } } },
    });
  });

  test('what passed: seen, or nothing to see', () => {
    expect(map({ transaction: { ...transaction, is_interrupted: false } }, 'modsecurity')).toMatchObject({
      action_id: 3,
      disposition_id: 15,
    });
    expect(
      map(
        {
          transaction: {
            ...transaction,
            is_interrupted: undefined,
            messages: [],
            response: { http_code: 200 },
          },
        },
        'modsecurity',
      ),
    ).toMatchObject({ action_id: 0, is_alert: false, severity_id: 1, status: 'Success' });
  });

  test('odd types; other JSON with a transaction', () => {
    map(
      {
        transaction: {
          ...transaction,
          messages: [5],
          request: { method: 7, headers: [], uri: {} },
          client_ip: 'x',
          time_stamp: 'soon',
        },
      },
      'modsecurity',
    );
    none({ transaction: { ...transaction, client_ip: 5 } });
    none({ transaction: { id: 1, request: {} } });
  });
});

test.each([
  [
    'a HAProxy request',
    `192.0.2.7:1 [23/Nov/2026:09:00:00.655] web s/s 1/0/3/6/1 200 1 - - ---- 1/1/1/1/0 0/0 "GET /${'a" '.repeat(330_000)}`,
  ],
  [
    'captured headers',
    `192.0.2.7:1 [23/Nov/2026:09:00:00.655] web s/s 1/0/3/6/1 200 1 - - ---- 1/1/1/1/0 0/0 ${'{} '.repeat(330_000)}`,
  ],
  ['TCP fields', `192.0.2.7:1 [23/Nov/2026:09:00:00.655] web s/s 1/0/3 200 ${'-- '.repeat(330_000)}`],
  ['Envoy quotes', `[2026-11-23T09:00:00.310Z] "GET / HTTP/1.1" 200 - 0 0 5 - ${'"-" '.repeat(250_000)}`],
  ['Envoy words', `[2026-11-23T09:00:00.310Z] "GET / HTTP/1.1" ${'200 '.repeat(250_000)}`],
])('a megabyte of %s takes no time to speak of', (_name, line) => {
  const start = performance.now();
  const normalized = normalize(line);
  expect(performance.now() - start).toBeLessThan(20_000);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
});
