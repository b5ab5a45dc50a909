import { isDeepStrictEqual } from 'node:util';
import { alertedEvents } from './crowdsec';
import { corpus, type Event, expectValid, formatsOf, normalize, withCorpus } from './support';

/**
 * What others made of AWS's own lines: OpenSearch's documents (ss4o) of S3 access lines, of WAF records by their request
 * id and of CloudFront lines by theirs, and the events of a crowdsec alert on load balancer lines (its parser.assert is
 * empty).
 */
withCorpus('agreement with other parsers of AWS logs', () => {
  const count: Record<string, number> = {};
  const disagreements: { field: string; of: string; expected: unknown; actual: unknown }[] = [];
  const compare = (field: string, of: string, expected: unknown, actual: unknown): void => {
    if (expected === undefined || expected === null || expected === '' || expected === '-') return;
    count[field] = (count[field] ?? 0) + 1;
    if (!isDeepStrictEqual(actual, expected)) disagreements.push({ field, of, expected, actual });
  };
  beforeEach(() => {
    disagreements.length = 0;
    for (const field of Object.keys(count)) delete count[field];
  });
  const documents = (path: string): Event[] => JSON.parse(corpus(`opensearch-catalog/${path}`).toString());

  test('OpenSearch on S3 access lines', () => {
    for (const { body, aws } of documents('amazon_s3/data/sample.json')) {
      const normalized = normalize(body);
      expectValid(normalized);
      expect(formatsOf(normalized)).toEqual({ 's3-access': 1 });
      const event = normalized.events[0]!;
      const url = event.http_request.url;
      const s3 = aws.s3;
      compare('address', body, s3.remote_ip, event.src_endpoint.ip);
      compare('source', body, s3.bucket, event.databucket.name);
      compare('owner', body, s3.bucket_owner, event.databucket.owner.uid);
      compare('user', body, s3.requester, event.actor.user.uid);
      compare('id', body, s3.request_id, event.api.request.uid);
      compare('operation', body, s3.operation, event.api.operation);
      compare('method', body, s3.request_uri.split(' ')[0], event.http_request.http_method);
      compare('path', body, s3.request_uri.split(' ')[1], `${url.path}?${url.query_string}`);
      compare('status', body, s3.http_status, String(event.http_response.code));
      compare('bytes', body, s3.bytes_sent, event.http_response.body_length);
      compare('duration', body, s3.total_time, event.duration);
      compare('agent', body, s3.user_agent, event.http_request.user_agent);
    }
    expect(count).toEqual({
      address: 5,
      source: 5,
      owner: 5,
      user: 5,
      id: 5,
      operation: 5,
      method: 5,
      path: 5,
      status: 5,
      bytes: 5,
      duration: 5,
      agent: 5,
    });
    // All five documents have one and the same address, whatever their line says: ours is the line's.
    for (const { field, of, expected, actual } of disagreements) {
      expect([field, expected]).toEqual(['address', '48.129.58.200']);
      expect(of.split('] ')[1]?.split(' ')[0]).toBe(actual);
    }
    expect(disagreements.length).toBe(5);
  });

  test('OpenSearch on WAF records', () => {
    const raw = normalize(corpus('opensearch-catalog/aws_waf/data/raw.log'));
    const events = new Map(raw.events.map((event) => [event.http_request.uid, event]));
    for (const { aws } of documents('aws_waf/data/samples.json')) {
      const waf = aws.waf;
      const request = waf.httpRequest;
      const id = request.requestId;
      const event = events.get(id);
      if (event === undefined) throw new Error(`no record of request ${id}`);
      const headers = new Map<string, string>(
        request.headers.map(({ name, value }: Event) => [name.toLowerCase(), value]),
      );
      compare('address', id, request.clientIp, event.src_endpoint.ip);
      compare('country', id, request.country, event.src_endpoint.location.country);
      compare('method', id, request.httpMethod, event.http_request.http_method);
      compare('path', id, request.uri, event.http_request.url.path);
      compare('query', id, request.args, event.http_request.url.query_string);
      compare('version', id, request.httpVersion, `HTTP/${event.http_request.version}`);
      compare('agent', id, headers.get('user-agent'), event.http_request.user_agent);
      compare('referrer', id, headers.get('referer'), event.http_request.referrer);
      compare('action', id, waf.action, event.status_code);
      compare('rule', id, waf.terminatingRuleId, event.firewall_rule.uid);
      compare('source', id, waf.httpSourceName, event.dst_endpoint.svc_name);
      compare('source id', id, waf.httpSourceId, event.dst_endpoint.uid);
      compare('groups', id, waf.ruleGroupList, event.unmapped.ruleGroupList);
      // The documents' hosts and accounts are masked, their times are not the records'.
    }
    expect(count).toMatchObject({
      address: 38,
      country: 38,
      method: 38,
      path: 38,
      version: 38,
      agent: 38,
      action: 38,
      rule: 38,
      source: 38,
      'source id': 38,
    });
    expect(disagreements).toEqual([]);
  });

  test('OpenSearch on CloudFront lines', () => {
    const raw = normalize(corpus('opensearch-catalog/amazon_cloudfront/data/raw.log'));
    const events = new Map(raw.events.map((event) => [event.http_request?.uid, event]));
    for (const { aws } of documents('amazon_cloudfront/data/sample.json')) {
      const viewed = aws.cloudfront;
      const id = viewed['x-edge-request-id'];
      const event = events.get(id);
      if (event === undefined) throw new Error(`no line of request ${id}`);
      const url = event.http_request.url;
      compare('address', id, viewed['c-ip'], event.src_endpoint.ip);
      compare('port', id, Number(viewed['c-port']), event.src_endpoint.port);
      compare('method', id, viewed['cs-method'], event.http_request.http_method);
      compare('path', id, viewed['cs-uri-stem'], url.path);
      compare('query', id, viewed['cs-uri-query'], url.query_string);
      compare('scheme', id, viewed['cs-protocol'], url.scheme);
      compare('host', id, viewed['x-host-header'], url.hostname);
      compare('source', id, viewed['cs-host'], event.dst_endpoint.hostname);
      compare('status', id, Number(viewed['sc-status']), event.http_response.code);
      compare('bytes', id, Number(viewed['sc-bytes']), event.http_response.length);
      compare('duration', id, Math.round(Number(viewed['time-taken']) * 1000), event.duration);
      compare('agent', id, decodeURIComponent(viewed['cs-user-agent']), event.http_request.user_agent);
      compare('referrer', id, viewed['cs-referer'], event.http_request.referrer);
      compare('result', id, viewed['x-edge-result-type'], event.status_code);
      compare('tls', id, viewed['ssl-protocol'], event.tls.version);
    }
    expect(count).toMatchObject({ address: 13, method: 13, path: 13, status: 13, source: 13, agent: 13 });
    // The documents' addresses are made up: one for all, where their lines have another; the third repeats the
    // second's port.
    const told = new Set(
      disagreements.map(({ field, expected, actual }) => `${field} ${expected} ${actual}`),
    );
    expect([...told].sort()).toEqual(['address 67.183.58.10 13.248.48.9', 'port 12812 27007']);
    expect(disagreements.length).toBe(14);
  });

  test('crowdsec on load balancer lines: the events that its alert names', () => {
    const folder = 'aws-alb-http-bad-user-agent';
    const { events } = normalize(corpus(`crowdsec-hub/${folder}/${folder}.log`));
    const alerted = alertedEvents(folder);
    for (const meta of alerted) {
      const of = meta.http_path ?? '';
      const event = events.find((one) => one.http_request.url.path === of);
      if (event === undefined) throw new Error(`no line with ${of}`);
      compare('address', of, meta.source_ip, event.src_endpoint.ip);
      compare('method', of, meta.http_verb, event.http_request.http_method);
      compare('path', of, meta.http_path, event.http_request.url.path);
      compare('status', of, meta.http_status, String(event.http_response.code));
      compare('agent', of, meta.http_user_agent, event.http_request.user_agent);
      compare('host', of, meta.http_host, event.http_request.url.hostname);
      compare('port', of, meta.http_port, String(event.http_request.url.port));
      // Its time is when the request came, ours when it was answered, as Elastic Load Balancing's `time` is.
      compare('time', of, Date.parse(meta.timestamp ?? ''), event.start_time);
    }
    expect(disagreements).toEqual([]);
    expect(count).toEqual({
      address: 2,
      method: 2,
      path: 2,
      status: 2,
      agent: 2,
      host: 2,
      port: 2,
      time: 2,
    });
  });
});
