import { isDeepStrictEqual } from 'node:util';
import { type Assertion, assertions } from './crowdsec';
import { type Event, expectValid, normalize, withCorpus } from './support';

/** The folders of crowdsec's tests that hold lines of web servers and proxies, and what they expect of them. */
const FOLDERS = [
  'apache2-logs',
  'caddy-coraza',
  'caddy-logs',
  'modsecurity-logs-nginx',
  'nginx-proxy-manager-logs',
  'nginx-proxy-manager-malformed',
  'nginx_http-catch-npm',
  'nginx_http-logs',
  'nginx_req_limit_exceeded',
  'traefik_clf',
  'traefik_json',
];

interface Known {
  readonly why: string;
  readonly times: number;
  is(difference: Difference): boolean;
}

interface Difference {
  readonly folder: string;
  readonly line: string | undefined;
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Where the two differ, and why. */
const KNOWN: readonly Known[] = [
  {
    why: 'the rest of an absolute URL without its scheme: crowdsec takes the colon for the end of a name',
    times: 3,
    is: ({ folder, field, expected, actual }) =>
      folder === 'nginx_req_limit_exceeded' && field === 'path' && actual === `https:${expected}`,
  },
  {
    why: 'nginx calls a server `_` that has no name',
    times: 1,
    is: ({ field, expected, actual }) => field === 'host' && expected === '_' && actual === undefined,
  },
];

withCorpus('agreement with crowdsec on web servers', () => {
  test('on client, time, method, path, status, user, host, agent, and rules', () => {
    const count: Record<string, number> = {};
    const differences: Difference[] = [];
    const compare = (one: Assertion, field: string, expected: unknown, actual: unknown): void => {
      if (expected === undefined || expected === '' || expected === '-') return;
      count[field] = (count[field] ?? 0) + 1;
      if (!isDeepStrictEqual(actual, expected))
        differences.push({ folder: one.folder, line: one.line, field, expected, actual });
    };
    for (const one of FOLDERS.flatMap(assertions)) {
      const normalized = normalize(one.line ?? '');
      expectValid(normalized);
      const event = normalized.events[0]!;
      const meta = one.Meta ?? {};
      const parsed = one.Parsed ?? {};
      const method = event.http_request?.http_method ?? event.activity_name;
      compare(one, 'address', meta.source_ip, event.src_endpoint?.ip);
      compare(one, 'time', seconds(one.timestamp), seconds(event.time));
      compare(one, 'method', meta.http_verb, method);
      // What is no request is a path to crowdsec, and stays whole here.
      compare(one, 'path', meta.http_path, targetOf(event) ?? event.unmapped?.request);
      compare(one, 'status', meta.http_status ?? meta.http_code, String(event.http_response?.code ?? ''));
      compare(
        one,
        'user',
        meta.username ?? parsed.remote_user ?? parsed.auth,
        (event.user ?? event.actor?.user)?.name,
      );
      compare(one, 'agent', meta.http_user_agent, event.http_request?.user_agent);
      compare(one, 'host', meta.target_fqdn, hostOf(event, meta.target_fqdn?.includes(':')));
      compare(one, 'rule', meta.rule_id, event.firewall_rule?.uid);
      compare(one, 'rule name', meta.modsec_message, event.firewall_rule?.name);
      compare(one, 'rule data', meta.modsec_ruledata, event.firewall_rule?.match_details?.[0]);
      compare(one, 'transaction', parsed.uniqueid, event.metadata.correlation_uid);
      compare(one, 'router', meta.traefik_router_name, event.load_balancer?.name);
    }
    expect(differences.filter((one) => !KNOWN.some(({ is }) => is(one)))).toEqual([]);
    for (const { why, times, is } of KNOWN)
      expect([why, differences.filter(is).length]).toEqual([why, times]);
    expect(count).toEqual({
      address: 145,
      time: 136,
      method: 67,
      path: 81,
      status: 70,
      user: 4,
      agent: 46,
      host: 44,
      rule: 63,
      'rule name': 49,
      'rule data': 16,
      transaction: 63,
      router: 11,
    });
  });
});

/** The instant in whole seconds: crowdsec has no parts of them. */
const seconds = (time: string | number | undefined): number | undefined =>
  time === undefined ? undefined : Math.floor(new Date(time).getTime() / 1000);

function hostOf(event: Event, withPort = false): string | undefined {
  const { hostname, ip, port } = event.dst_endpoint ?? {};
  return withPort ? `${hostname ?? ip}:${port}` : (hostname ?? ip);
}

function targetOf(event: Event): string | undefined {
  const url = event.http_request?.url ?? {};
  return url.url_string ?? (url.query_string === undefined ? url.path : `${url.path}?${url.query_string}`);
}
