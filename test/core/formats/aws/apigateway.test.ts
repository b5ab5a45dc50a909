import { type Event, expectSource, expectValid, formatsOf, normalize } from '../support';

function event(source: string, format: string): Event {
  const normalized = normalize(source);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(source));
  expect(formatsOf(normalized)).toEqual({ [format]: 1 });
  return normalized.events[0]!;
}

/** The formats that API Gateway's console proposes. */
const CONSOLE = {
  requestId: 'ebf87aa3-bf0b-44a7-ab91-1571f567c956',
  extendedRequestId: 'BkJdhGC0yK4FcBA=',
  ip: '192.0.2.7',
  caller: '-',
  user: '-',
  requestTime: '23/Nov/2026:10:00:38 +0100',
  httpMethod: 'DELETE',
  resourcePath: '/items/{id}',
  status: '204',
  protocol: 'HTTP/1.1',
  responseLength: '14',
};

describe('API Gateway access logs as JSON', () => {
  it("the console's", () => {
    const request = event(JSON.stringify(CONSOLE), 'apigateway');
    expect(request).toMatchObject({
      class_uid: 4002,
      activity_id: 2,
      status_id: 1,
      time: Date.parse('2026-11-23T09:00:38Z'),
      timezone_offset: 60,
      src_endpoint: { ip: '192.0.2.7' },
      api: { operation: 'DELETE /items/{id}', request: { uid: CONSOLE.requestId }, response: { code: 204 } },
      http_request: {
        http_method: 'DELETE',
        uid: 'BkJdhGC0yK4FcBA=',
        url: { path: '/items/{id}' },
        version: '1.1',
      },
      http_response: { code: 204, length: 14 },
    });
    expect(request.metadata).toMatchObject({
      original_event_uid: CONSOLE.requestId,
      correlation_uid: CONSOLE.requestId,
    });
    expect(request.actor).toBeUndefined();
  });

  it('an HTTP API and a WebSocket API by their routes', () => {
    const { resourcePath, ...other } = CONSOLE;
    expect(
      event(JSON.stringify({ ...other, routeKey: 'DELETE /items/{id}' }), 'apigateway').api.operation,
    ).toBe('DELETE /items/{id}');
    const { httpMethod, protocol, ...socket } = other;
    const connected = event(
      JSON.stringify({ ...socket, routeKey: '$connect', eventType: 'CONNECT', connectionId: 'a1' }),
      'apigateway',
    );
    expect(connected).toMatchObject({
      activity_id: 0,
      api: { operation: '$connect' },
      unmapped: { eventType: 'CONNECT', connectionId: 'a1' },
    });
  });

  it('names with underscores, numbers, an epoch, who it was and why it failed', () => {
    const value = {
      request_id: 'ebf87aa3-bf0b-44a7-ab91-1571f567c956',
      request_time_epoch: 1795424438123,
      client_ip: '192.0.2.7',
      http_method: 'GET',
      path: '/prod/items/7?a=b',
      resource_path: '/items/{id}',
      status_code: 403,
      response_latency: '24',
      user_arn: 'arn:aws:iam::123456789012:user/alice',
      principal_id: 'alice',
      api_key_id: 'k1',
      user_agent: 'curl/8.0',
      account_id: '123456789012',
      api_id: 'ify5mncve5',
      api_name: 'items',
      stage: 'prod',
      domain_name: 'ify5mncve5.execute-api.eu-west-1.amazonaws.com',
      xray_trace_id: 'Root=1-640b22f9-3b4b',
      error_message: 'User is not authorized',
      waf_response_code: 'WAF_ALLOW',
      authorizer_latency: '-',
      identity: { caller: '-' },
      sub: 'a-b-c',
      envelope: 1,
    };
    expect(event(JSON.stringify(value), 'apigateway')).toMatchObject({
      status_id: 2,
      status_detail: 'User is not authorized',
      time: 1795424438123,
      duration: 24,
      cloud: { account: { uid: '123456789012' }, region: 'eu-west-1' },
      actor: {
        user: { name: 'alice', uid: 'arn:aws:iam::123456789012:user/alice' },
        session: { credential_uid: 'k1' },
      },
      dst_endpoint: { hostname: 'ify5mncve5.execute-api.eu-west-1.amazonaws.com' },
      api: { service: { uid: 'ify5mncve5', name: 'items', version: 'prod' } },
      http_request: { url: { path: '/prod/items/7', query_string: 'a=b' }, user_agent: 'curl/8.0' },
      trace: { uid: '1-640b22f9-3b4b' },
      unmapped: { waf_response_code: 'WAF_ALLOW', identity: { caller: '-' }, sub: 'a-b-c', _envelope: 1 },
    });
  });

  test.each([
    { ...CONSOLE, requestId: 7, extendedRequestId: 7 },
    { ...CONSOLE, requestTime: 'now' },
    { ...CONSOLE, resourcePath: '-' },
    { ...CONSOLE, status: 'ok' },
    { requestId: 'a', level: 'info', message: 'done', status: 200, path: '/', method: 'GET' },
  ])('%j is none', (value) => {
    expect(formatsOf(normalize(JSON.stringify(value)))).toEqual({ json: 1 });
  });
});

describe('API Gateway access logs in the common log format', () => {
  const line =
    '192.0.2.7 - alice [23/Nov/2026:10:00:38 +0100] "GET /items/{id} HTTP/1.1" 403 14 ebf87aa3-bf0b-44a7-ab91-1571f567c956';

  it('with the request id, and with the extended one', () => {
    expect(event(line, 'apigateway-clf')).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 2,
      time: Date.parse('2026-11-23T09:00:38Z'),
      timezone_offset: 60,
      actor: { user: { name: 'alice' } },
      src_endpoint: { ip: '192.0.2.7' },
      api: { operation: 'GET /items/{id}' },
      http_request: { uid: 'ebf87aa3-bf0b-44a7-ab91-1571f567c956', version: '1.1' },
      http_response: { code: 403, length: 14 },
    });
    expect(event(`${line} BkJdhGC0yK4FcBA=`, 'apigateway-clf').http_request.uid).toBe('BkJdhGC0yK4FcBA=');
  });

  it('caller and user where they differ', () => {
    const both = event(line.replace(' - alice', ' AIDAEXAMPLE AIDAOTHER'), 'apigateway-clf');
    expect(both.actor.user.name).toBe('AIDAOTHER');
    expect(both.unmapped).toEqual({ caller: 'AIDAEXAMPLE', user: 'AIDAOTHER', envelope: { after: '' } });
  });

  it('two spaces after the caller, as the proposed format has', () => {
    expect(event(line.replace(' - alice', ' -  alice'), 'apigateway-clf').actor.user.name).toBe('alice');
  });

  test.each([
    line.replace('ebf87aa3-', 'ebf87aa3'),
    line.replace('192.0.2.7', 'host'),
    line.replace('23/Nov', '32/Nov'),
    `${line} a b`,
  ])('%j is none', (other) => {
    expect(formatsOf(normalize(other))['apigateway-clf']).toBeUndefined();
  });
});
