import { isDeepStrictEqual } from 'node:util';
import { corpus, type Event, expectValid, normalize, withCorpus } from './support';

/** What others made of the same lines: crowdsec's parsers and OpenSearch's integration. */
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

  test('crowdsec on nginx, Apache and Traefik lines', () => {
    const folders = [
      'nginx_http-logs',
      'nginx_http-catch-npm',
      'nginx_req_limit_exceeded',
      'apache2-logs',
      'traefik_clf',
    ];
    for (const folder of folders)
      for (const result of assertions(`crowdsec-hub/${folder}/parser.assert`)) {
        const message = result.Parsed?.message ?? '';
        // Error lines and other layouts are not this format's.
        if (!/^\S+ .*\[\d\d\/\w{3}\/\d{4}:[^\]]*\] "/.test(message)) continue;
        const { events } = normalize(message);
        const event = events[0]!;
        expect([message, event.metadata.log_format]).toEqual([message, 'access-log']);
        const meta = result.Meta ?? {};
        const url = event.http_request?.url ?? {};
        const target =
          url.url_string ?? (url.query_string === undefined ? url.path : `${url.path}?${url.query_string}`);
        compare('address', message, meta.source_ip, event.src_endpoint.ip);
        compare('method', message, meta.http_verb, event.http_request.http_method);
        compare('path', message, meta.http_path, target);
        compare('status', message, meta.http_status, String(event.http_response?.code ?? ''));
        compare('user', message, result.Parsed?.remote_user, event.actor?.user?.name);
        compare('agent', message, meta.http_user_agent, event.http_request.user_agent);
        compare('host', message, meta.target_fqdn, event.dst_endpoint?.hostname);
      }
    expect(disagreements).toEqual([]);
    expect(count.address).toBeGreaterThanOrEqual(22);
    expect(count.path).toBeGreaterThanOrEqual(20);
  });

  test('crowdsec on CloudTrail', () => {
    for (const result of assertions('crowdsec-hub/aws-cloudtrail/parser.assert')) {
      const message = result.Parsed?.message ?? '';
      const { events } = normalize(message);
      const event = events[0]!;
      const meta = result.Meta ?? {};
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
      compare('user', message, meta.user_arn, user.uid.startsWith('<arn') ? user.uid : user.name);
    }
    expect(disagreements).toEqual([]);
    expect(count.address).toBeGreaterThanOrEqual(2);
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

interface Assertion {
  Parsed?: Record<string, string>;
  Meta?: Record<string, string>;
}

/** The successful results of the parse stage, as `parser.assert` spells them out line by line. */
function assertions(path: string): Assertion[] {
  const results = new Map<string, Assertion & { ok?: boolean }>();
  for (const line of corpus(path).toString().split('\n')) {
    const place = /^(?:basename\()?results\["s01-parse"\]\["([^"]+)"\]\[(\d+)\]\.(.*)$/.exec(line);
    if (place === null) continue;
    const key = `${place[1]} ${place[2]}`;
    const result = results.get(key) ?? {};
    results.set(key, result);
    if (place[3] === 'Success == true') result.ok = true;
    const field = /^Evt\.(Parsed|Meta)\["([^"]+)"\]\)? == (".*")$/.exec(place[3] ?? '');
    if (field === null) continue;
    const kind = field[1] as 'Parsed' | 'Meta';
    const fields = result[kind] ?? {};
    result[kind] = fields;
    try {
      fields[field[2]!] = JSON.parse(field[3]!);
    } catch {
      // Go's escapes that JSON has not: such a field is not compared.
    }
  }
  return [...results.values()].filter((result) => result.ok === true);
}
