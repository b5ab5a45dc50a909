import { isDeepStrictEqual } from 'node:util';
import { alertedEvents, assertions } from './crowdsec';
import { corpus, type Event, expectValid, normalize, withCorpus } from './support';

/** What others made of the same lines: crowdsec's parsers (of web servers: expectations-web) and OpenSearch's integration. */
withCorpus('agreement with other parsers', () => {
  const count: Record<string, number> = {};
  const disagreements: unknown[] = [];
  const compare = (field: string, message: string, expected: unknown, actual: unknown): void => {
    if (expected === undefined || expected === '' || expected === '-') return;
    count[field] = (count[field] ?? 0) + 1;
    if (!isDeepStrictEqual(actual, expected)) disagreements.push({ field, message, expected, actual });
  };
  beforeEach(() => {
    disagreements.length = 0;
    for (const field of Object.keys(count)) delete count[field];
  });

  test('crowdsec on CloudTrail, its parser and the alerts of its scenarios, field by field', () => {
    const check = (message: string, event: Event, meta: Record<string, string>, time: string | undefined) => {
      const user = event.actor.user;
      compare('address', message, meta.source_ip, event.src_endpoint.ip);
      compare('operation', message, meta.event_name, event.api.operation);
      compare('service', message, meta.event_source, event.api.service.name);
      compare('agent', message, meta.user_agent, event.http_request.user_agent);
      compare('region', message, meta.region, event.cloud.region);
      compare('account', message, meta.account_id, user.account.uid);
      compare('type', message, meta.user_type, user.type);
      compare('id', message, meta.event_id, event.metadata.original_event_uid);
      // Its `user_arn` falls back to the name.
      compare('user', message, meta.user_arn, /^(<arn|arn:)/.test(user.uid) ? user.uid : user.name);
      compare('error', message, meta.error_code, event.status_code);
      compare('time', message, time === undefined ? undefined : Date.parse(time), event.time);
    };
    for (const { Parsed, Meta = {}, timestamp } of assertions('aws-cloudtrail')) {
      const message = Parsed?.message ?? '';
      check(message, normalize(message).events[0]!, Meta, timestamp);
    }
    for (const folder of ['aws-bf', 'aws-nwo-login', 'aws-cloudtrail-postexploit']) {
      const { events } = normalize(corpus(`crowdsec-hub/${folder}/${folder}.log`));
      const left = new Set(events);
      for (const meta of alertedEvents(folder)) {
        // Alerts do not quote the line: it is the first of this operation and time.
        const event = [...left].find(
          (one) => one.api.operation === meta.event_name && one.time === Date.parse(meta.timestamp ?? ''),
        );
        expect([folder, meta.event_name, event === undefined]).toEqual([folder, meta.event_name, false]);
        left.delete(event as Event);
        check(event?.raw_data, event as Event, meta, meta.timestamp);
      }
    }
    expect(disagreements).toEqual([]);
    expect(count).toEqual({
      address: 12,
      operation: 12,
      service: 12,
      agent: 12,
      region: 12,
      account: 12,
      type: 12,
      id: 12,
      user: 12,
      error: 2,
      time: 12,
    });
  });

  test('OpenSearch on nginx lines', () => {
    const documents = JSON.parse(corpus('opensearch-catalog/nginx/data/sample.json').toString());
    const normalized = normalize(documents.map((one: { body: string }) => one.body).join('\n'));
    expectValid(normalized);
    expect(normalized.events.length).toBe(documents.length);
    documents.forEach(({ body, http, communication }: Event, at: number) => {
      const event = normalized.events[at]!;
      compare('address', body, communication.source.ip, event.src_endpoint.ip);
      compare('method', body, http.request.method, event.http_request.http_method);
      compare('path', body, http.url, event.http_request.url.path);
      compare('version', body, http.flavor, event.http_request.version);
      compare('status', body, http.response.status_code, String(event.http_response.code));
      compare('bytes', body, http.response.bytes, event.http_response.body_length);
    });
    expect(disagreements).toEqual([]);
    expect(count.address).toBe(990);
  });
});
