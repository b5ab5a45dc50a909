import { type Event, expectSource, expectValid, formatsOf, normalize } from '../support';

function event(line: string, format: string): Event {
  const normalized = normalize(line);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(line));
  expect(formatsOf(normalized)).toEqual({ [format]: 1 });
  return normalized.events[0]!;
}

const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067';

describe('Application Load Balancer access logs', () => {
  const line = (o: Record<string, string> = {}): string => {
    const f = {
      type: 'https',
      time: '2026-11-23T09:00:00.186641Z',
      client: '192.0.2.7:2817',
      target: '10.0.0.1:80',
      times: '0.086 0.048 0.037',
      status: '200 200',
      bytes: '34 366',
      request: 'GET https://www.example.com:443/a/b?c=d HTTP/1.1',
      agent: 'curl/8.0',
      tls: 'ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2',
      trace: 'Root=1-58337281-1d84f3d73c47ec4e58577259',
      tail: '1 2026-11-23T08:59:59.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1a2b',
      ...o,
    };
    return `${f.type} ${f.time} app/web/50dc6c495c0c9188 ${f.client} ${f.target} ${f.times} ${f.status} ${f.bytes} "${f.request}" "${f.agent}" ${f.tls} ${GROUP} "${f.trace}" "www.example.com" "arn:aws:acm:eu-west-1:123456789012:certificate/1a2b" ${f.tail}`;
  };

  it('says who asked for what, when, over which balancer, and what came of it', () => {
    const alb = event(line(), 'alb');
    expect(alb).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 1,
      time: Date.parse('2026-11-23T09:00:00.186Z'),
      start_time: Date.parse('2026-11-23T08:59:59.364Z'),
      app_protocol_name: 'https',
      cloud: { provider: 'AWS', account: { uid: '123456789012' }, region: 'eu-west-1' },
      src_endpoint: { ip: '192.0.2.7', port: 2817 },
      dst_endpoint: { hostname: 'www.example.com', port: 443 },
      connection_info: { uid: 'TID_1a2b' },
      http_request: {
        http_method: 'GET',
        version: '1.1',
        length: 34,
        user_agent: 'curl/8.0',
        url: {
          url_string: 'https://www.example.com:443/a/b?c=d',
          scheme: 'https',
          path: '/a/b',
          query_string: 'c=d',
        },
      },
      http_response: { code: 200, length: 366 },
      tls: { version: 'TLSv1.2', cipher: 'ECDHE-RSA-AES128-GCM-SHA256', sni: 'www.example.com' },
      trace: { uid: '1-58337281-1d84f3d73c47ec4e58577259' },
      load_balancer: {
        uid: 'app/web/50dc6c495c0c9188',
        name: 'web',
        code: 200,
        dst_endpoint: { ip: '10.0.0.1', port: 80 },
        endpoint_connections: [{ code: 200 }],
      },
      unmapped: {
        request_processing_time: 0.086,
        target_processing_time: 0.048,
        response_processing_time: 0.037,
        target_group_arn: GROUP,
        matched_rule_priority: '1',
        actions_executed: 'forward',
        chosen_cert_arn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1a2b',
      },
    });
    expect(alb.metadata.correlation_uid).toBe('1-58337281-1d84f3d73c47ec4e58577259');
    expect(alb.unmapped.trace_id).toBeUndefined();
  });

  test.each(['http', 'https', 'h2', 'grpcs', 'ws', 'wss'])('of type %s', (type) => {
    expect(event(line({ type }), 'alb').app_protocol_name).toBe(type);
  });

  it('of version 6 of the Internet Protocol', () => {
    const alb = event(
      line({ client: '[2001:db8::7]:2817', request: 'GET https://[2001:db8::9]:443/ HTTP/2.0' }),
      'alb',
    );
    expect(alb.src_endpoint).toEqual({ ip: '2001:db8::7', port: 2817 });
    expect(alb.dst_endpoint).toEqual({ ip: '2001:db8::9', port: 443 });
  });

  it('a request that never was one: no target, times of -1, only host and port', () => {
    const alb = event(
      line({
        type: 'http',
        target: '-',
        times: '-1 -1 -1',
        status: '400 -',
        bytes: '0 220',
        request: '- http://192.0.2.9:80- ',
        agent: '-',
        tls: '- -',
        tail: '- 2026-11-23T08:59:59.364000Z "-" "-" "-" "-" "-" "-" "-"',
      }),
      'alb',
    );
    expect(alb.activity_id).toBe(0);
    expect(alb.status_id).toBe(2);
    expect(alb.http_request.url).toEqual({
      url_string: 'http://192.0.2.9:80',
      scheme: 'http',
      hostname: '192.0.2.9',
      port: 80,
    });
    expect(alb.load_balancer.dst_endpoint).toBeUndefined();
    expect(alb.tls).toEqual({ version: 'Unknown', sni: 'www.example.com' });
    expect(alb.unmapped.request).toBe('- http://192.0.2.9:80- ');
    expect(alb.unmapped.request_processing_time).toBeUndefined();
  });

  it('a client that closed: 460, no answer of the target', () => {
    const alb = event(line({ times: '0.003 -1 -1', status: '460 -' }), 'alb');
    expect(alb.http_response.code).toBe(460);
    expect(alb.load_balancer.endpoint_connections).toBeUndefined();
    expect(alb.unmapped.request_processing_time).toBe(0.003);
  });

  it('spaces, quotes and shells in a request and an agent', () => {
    const request = 'GET http://www.example.com:80/?x="a" b" c; $(id) HTTP/1.1';
    const agent = '() { :; }; /bin/bash -c \\"echo\\" x';
    const alb = event(line({ request, agent }), 'alb');
    expect(alb.http_request.url.query_string).toBe('x="a" b" c; $(id)');
    expect(alb.http_request.user_agent).toBe(agent);
    expect(alb.tls.version).toBe('TLSv1.2');
  });

  it('a method that OCSF does not know', () => {
    const alb = event(line({ request: 'PROPFIND http://www.example.com:80/ HTTP/1.1' }), 'alb');
    expect([alb.activity_id, alb.activity_name]).toEqual([99, 'PROPFIND']);
    expect(alb.http_request.http_method).toBeUndefined();
    expect(alb.unmapped.request).toBe('PROPFIND http://www.example.com:80/ HTTP/1.1');
  });

  it('targets that were tried one after another, with what each answered', () => {
    const tail =
      '0 2026-11-23T08:59:59.364000Z "waf,forward" "-" "-" "10.0.0.1:80 10.0.0.2:80" "502 200" "Ambiguous" "BadHeader"';
    const alb = event(line({ tail }), 'alb');
    expect(alb.load_balancer.endpoint_connections).toEqual([
      { network_endpoint: { ip: '10.0.0.1', port: 80 }, code: 502 },
      { network_endpoint: { ip: '10.0.0.2', port: 80 }, code: 200 },
    ]);
    expect(alb.load_balancer.classification).toBe('Ambiguous');
    expect(alb.unmapped).toMatchObject({
      actions_executed: 'waf,forward',
      classification_reason: 'BadHeader',
    });
  });

  it("why a Lambda function's answer was none", () => {
    const tail = '0 2026-11-23T08:59:59.364000Z "forward" "-" "LambdaInvalidResponse" "-" "-" "-" "-"';
    const alb = event(line({ target: '-', status: '502 -', tail }), 'alb');
    expect([alb.status_id, alb.status_detail]).toEqual([2, 'LambdaInvalidResponse']);
  });

  it('a trace that others began', () => {
    const trace = 'Self=1-67891233-12456789;Root=1-67891233-abcdef01;CalledFrom=app';
    const alb = event(line({ trace }), 'alb');
    expect(alb.trace.uid).toBe('1-67891233-abcdef01');
    expect(alb.unmapped.trace_id).toBe(trace);
  });

  it('fields of later years, and those after them', () => {
    const tail =
      '1 2026-11-23T08:59:59.364000Z "rewrite,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1 "inner.example.com" "/v2/a" "TransformSuccess" 203.0.113.9 "new"';
    const alb = event(line({ tail }), 'alb');
    expect(alb.unmapped).toMatchObject({
      transformed_host: 'inner.example.com',
      transformed_uri: '/v2/a',
      request_transform_status: 'TransformSuccess',
    });
    expect(alb.dst_endpoint).toEqual({ hostname: 'www.example.com', port: 443, ip: '203.0.113.9' });
  });

  it('a line of the first years ends with the group', () => {
    const old = line().split(' "Root=')[0]!;
    expect(event(old, 'alb').trace).toBeUndefined();
  });

  test.each([
    line({ type: 'tcp' }),
    line({ time: '2026-13-23T09:00:00.186641Z' }),
    line({ client: '192.0.2.7' }),
    line({ status: 'OK 200' }),
    line().replaceAll('"', ''),
  ])('%j is none', (other) => {
    expect(formatsOf(normalize(other)).alb).toBeUndefined();
  });
});

describe('Application Load Balancer connection logs', () => {
  const line =
    '2026-11-23T09:00:00.514108Z 192.0.2.7 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=alice.example.com,O=Ex ample" NotBefore=2026-09-21T22:43:21Z;NotAfter=2027-06-17T22:43:21Z FEF257372D5C14D4 Success TID_1a2b';

  it('a client whose certificate was verified', () => {
    const connection = event(line, 'alb-connection');
    expect(connection).toMatchObject({
      class_uid: 4001,
      activity_id: 1,
      status_id: 1,
      status_code: 'Success',
      actor: { user: { name: 'CN=alice.example.com,O=Ex ample' } },
      src_endpoint: { ip: '192.0.2.7', port: 36280 },
      dst_endpoint: { port: 443 },
      tls: {
        version: 'TLSv1.2',
        handshake_dur: 4,
        certificate: {
          subject: 'CN=alice.example.com,O=Ex ample',
          serial_number: 'FEF257372D5C14D4',
          created_time: Date.parse('2026-09-21T22:43:21Z'),
          expiration_time: Date.parse('2027-06-17T22:43:21Z'),
        },
      },
    });
    expect(connection.metadata.correlation_uid).toBe('TID_1a2b');
  });

  it('one whose certificate was not, and says so of nobody', () => {
    const failed = event(line.replace('Success', 'Failed:ClientCertExpired'), 'alb-connection');
    expect(failed).toMatchObject({ activity_id: 4, status_id: 2, status_detail: 'ClientCertExpired' });
    expect(failed.actor).toBeUndefined();
  });

  it('one without TLS, and fields of later years', () => {
    const plain = event(
      '2026-11-23T09:00:00.514108Z 2001:db8::7 36280 80 - - - "-" - - - TID_1 X25519',
      'alb-connection',
    );
    expect(plain.status_id).toBe(0);
    expect(plain.tls).toBeUndefined();
    expect(plain.unmapped.more).toEqual(['X25519']);
    // No number that JSON has.
    const endless = event('2026-11-23T09:00:00.8Z 192.0.2.7 1 443 TLSv1.2 - 1e999 -', 'alb-connection');
    expect(endless.tls).toEqual({ version: 'TLSv1.2' });
  });

  test.each([
    line.replace('TLSv1.2', 'started'),
    line.replace('36280', '99999'),
    line.replace('192.0.2.7', 'host'),
    line.replace('Success', 'fine'),
  ])('%j is none', (other) => {
    expect(formatsOf(normalize(other))['alb-connection']).toBeUndefined();
  });
});

describe('Network Load Balancer access logs', () => {
  const line =
    'tls 2.0 2026-11-23T09:00:42 net/edge/c6e77e28c25b2234 g3d4b5e8bb8464cd 192.0.2.7:51341 10.0.0.5:443 5 2 98 246 - arn:aws:acm:eu-west-1:123456789012:certificate/2a10 - ECDHE-RSA-AES128-SHA tlsv12 - edge.example.com h2 h2 "h2","http/1.1" 2026-11-23T09:00:37';

  it('a TLS connection that ended', () => {
    expect(event(line, 'nlb')).toMatchObject({
      class_uid: 4001,
      activity_id: 2,
      status_id: 1,
      time: Date.parse('2026-11-23T09:00:42Z'),
      start_time: Date.parse('2026-11-23T09:00:37Z'),
      duration: 5,
      cloud: { account: { uid: '123456789012' }, region: 'eu-west-1' },
      src_endpoint: { ip: '192.0.2.7', port: 51341 },
      dst_endpoint: { hostname: 'edge.example.com' },
      tls: { version: 'tlsv12', cipher: 'ECDHE-RSA-AES128-SHA', sni: 'edge.example.com', handshake_dur: 2 },
      traffic: { bytes_in: 98, bytes_out: 246 },
      load_balancer: { uid: 'net/edge/c6e77e28c25b2234', dst_endpoint: { ip: '10.0.0.5', port: 443 } },
      unmapped: {
        version: '2.0',
        listener: 'g3d4b5e8bb8464cd',
        alpn_fe_protocol: 'h2',
        alpn_client_preference_list: ['h2', 'http/1.1'],
      },
    });
  });

  it('one that was not negotiated, with the alert', () => {
    const failed = event(
      'tls 1.0 2026-11-23T09:00:42 net/edge/c6e77e28c25b2234 g3d4 192.0.2.7:51341 10.0.0.5:443 5 - 0 0 48 - - - - - -',
      'nlb',
    );
    expect(failed).toMatchObject({ status_id: 2, tls: { alert: 48, version: 'Unknown' } });
  });

  test.each([line.replace('net/', 'app/'), line.replace('2.0', 'two'), line.replace('tls', 'tcp')])(
    '%j is none',
    (other) => {
      expect(formatsOf(normalize(other)).nlb).toBeUndefined();
    },
  );
});

describe('Classic Load Balancer access logs', () => {
  const line =
    '2026-11-23T09:00:00.945958Z web 192.0.2.7:2817 10.0.0.1:80 0.000086 0.001048 0.001337 200 201 12 57 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.0" DHE-RSA-AES128-SHA TLSv1.2';

  it('a request over HTTP', () => {
    expect(event(line, 'classic-elb')).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 1,
      time: Date.parse('2026-11-23T09:00:00.945Z'),
      src_endpoint: { ip: '192.0.2.7', port: 2817 },
      http_request: { url: { path: '/a', query_string: 'b=c' }, user_agent: 'curl/8.0', length: 12 },
      http_response: { code: 200, length: 57 },
      tls: { version: 'TLSv1.2', cipher: 'DHE-RSA-AES128-SHA' },
      load_balancer: {
        name: 'web',
        dst_endpoint: { ip: '10.0.0.1', port: 80 },
        endpoint_connections: [{ code: 201 }],
      },
      unmapped: { backend_processing_time: 0.001048 },
    });
  });

  it('a connection of a TCP listener', () => {
    const connection = event(
      '2026-11-23T09:00:00.945958Z web 192.0.2.7:2817 - 0.001069 0.000028 0.000041 - - 82 305 "- - - " "-" - -',
      'classic-elb',
    );
    expect(connection).toMatchObject({
      class_uid: 4001,
      activity_id: 6,
      status_id: 0,
      traffic: { bytes_in: 82, bytes_out: 305 },
    });
    expect(connection.http_request).toBeUndefined();
  });

  it('a request that no backend took, of the years before the agent was logged', () => {
    const old = event(
      '2013-11-23T09:00:00.945958Z web 192.0.2.7:2817 - -1 -1 -1 503 0 0 0 "GET http://www.example.com:80/ HTTP/1.1"',
      'classic-elb',
    );
    expect(old).toMatchObject({ status_id: 2, http_response: { code: 503 } });
    expect(old.unmapped?.request_processing_time).toBeUndefined();
  });

  test.each([
    line.replace('958Z', '958'),
    line.replace('0.001337', 'x'),
    line.replace(' 12 ', ' a '),
    line.replace('192.0.2.7:2817', 'stdout F'),
  ])('%j is none', (other) => {
    expect(formatsOf(normalize(other))['classic-elb']).toBeUndefined();
  });
});
