import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseClf } from '../time';
import { digits, text } from '../values';
import { closingQuote, endpointOf, hostOf, httpActivity, isToken, statusOf, urlOf } from './http';

/**
 * Access logs of Nginx Proxy Manager, of its proxied hosts and of those that it answers itself.
 *
 *     [23/Nov/2026:09:00:00 +0000] HIT 200 200 - GET https example.com "/a?b=c" [Client 192.0.2.7] [Length 154] [Gzip 2.45] [Sent-to 10.0.0.15:8080] "curl/8.0" "http://example.com/"
 *     [23/Nov/2026:09:00:00 +0000] 404 - GET https example.com "/robots.txt" [Client 192.0.2.7] [Length 169] [Gzip -] "curl/8.0" "-"
 *
 * HTTP Activity (4002). Quoted fields stay escaped as they were written. Under `unmapped`: `upstream_cache_status`,
 * `upstream_status`, `gzip_ratio`.
 *
 * Field meanings: Nginx Proxy Manager, log formats `proxy` and `standard` of its nginx.conf; nginx,
 * "ngx_http_log_module"; crowdsec's parser of the same lines.
 */
export const nginxProxyManager: LineFormat = {
  name: 'nginx-proxy-manager',
  title: 'Nginx Proxy Manager access log',
  kind: 'line',
  classes: [4002],
  sample:
    '[23/Nov/2026:09:00:00 +0100] HIT 200 200 - GET https example.com "/a?b=c" [Client 192.0.2.7] [Length 154] [Gzip 2.45] [Sent-to 10.0.0.15:8080] "curl/8.0" "http://example.com/"',
  evidence: 'corpus',
  sources: [
    'Nginx Proxy Manager, nginx.conf (log formats proxy and standard)',
    'nginx, "ngx_http_log_module"',
  ],
  fields: [
    ['time_local', 'time, timezone_offset'],
    ['status', 'http_response.code, status_id'],
    ['request_method', 'http_request.http_method'],
    ['scheme', 'http_request.url.scheme'],
    ['host', 'dst_endpoint.hostname'],
    ['request_uri', 'http_request.url.path, http_request.url.query_string'],
    ['Client', 'src_endpoint.ip'],
    ['Length', 'http_response.body_length'],
    ['Sent-to', 'load_balancer.name, load_balancer.dst_endpoint'],
    ['http_user_agent', 'http_request.user_agent'],
    ['http_referer', 'http_request.referrer'],
    ['upstream_cache_status', 'unmapped.upstream_cache_status'],
    ['upstream_status', 'unmapped.upstream_status'],
    ['gzip_ratio', 'unmapped.gzip_ratio'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Nginx Proxy Manager' } as const;
const LONGEST_HEAD = 1024;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(0) !== 91 || line.charCodeAt(27) !== 93 || line.charCodeAt(28) !== 32) return undefined;
  const quote = line.indexOf(' "', 29);
  if (quote < 0 || quote > LONGEST_HEAD) return undefined;
  const head = line.slice(29, quote).split(' ');
  const [host = '', scheme = '', method = '', dash, answered = ''] = head.splice(-5).reverse();
  const status = statusOf(answered);
  if (dash !== '-' || status < 0 || !isToken(scheme) || !(isToken(method) || method === '-'))
    return undefined;
  const when = parseClf(line.slice(1, 27));
  const uriEnd = closingQuote(line, quote + 2);
  if (when === undefined || uriEnd < 0 || !line.startsWith(' [Client ', uriEnd + 1)) return undefined;

  const fields: Record<'Client' | 'Length' | 'Gzip' | 'Sent-to', string | undefined> = {
    Client: undefined,
    Length: undefined,
    Gzip: undefined,
    'Sent-to': undefined,
  };
  let at = uriEnd + 2;
  for (const name of ['Client', 'Length', 'Gzip', 'Sent-to'] as const) {
    if (!line.startsWith(`[${name} `, at)) continue;
    const end = line.indexOf(']', at);
    if (end < 0) return undefined;
    fields[name] = text(line.slice(at + name.length + 2, end));
    at = end + 2;
  }
  let agent: string | undefined;
  let referrer: string | undefined;
  const agentEnd = line.charCodeAt(at) === 34 ? closingQuote(line, at + 1) : -1;
  if (agentEnd > 0) {
    agent = text(line.slice(at + 1, agentEnd));
    at = agentEnd + 2;
    const referrerEnd = line.charCodeAt(at) === 34 ? closingQuote(line, at + 1) : -1;
    if (referrerEnd > 0) referrer = text(line.slice(at + 1, referrerEnd));
  }
  const server = hostOf(host);
  const name = text(server.host);
  const target = fields['Sent-to'];
  const sentTo = target === undefined ? undefined : hostOf(target);
  const length = digits(fields.Length ?? '');
  const uri = line.slice(quote + 2, uriEnd);
  const [cache, ...upstream] = head;
  return httpActivity(
    nginxProxyManager.name,
    PRODUCT,
    {
      time: when.time,
      offset: when.offset,
      client: endpointOf(fields.Client),
      server: name === undefined ? undefined : endpointOf(name, server.port),
      method: text(method),
      url: uri === '' ? undefined : urlOf(uri, name, server.port, scheme),
      referrer,
      agent,
      status,
      bytes: length < 0 ? undefined : length,
      balancer:
        target === undefined || sentTo === undefined
          ? undefined
          : { name: target, dst_endpoint: endpointOf(sentTo.host, sentTo.port) },
      unmapped: {
        upstream_cache_status: text(cache),
        upstream_status: text(upstream.join(' ')),
        gzip_ratio: fields.Gzip,
      },
    },
    context,
  );
}
