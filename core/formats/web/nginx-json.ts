import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseClf, parseEpoch, parseIso } from '../time';
import { type JsonObject, rest, str, text } from '../values';
import {
  addresses,
  count,
  endpointOf,
  httpActivity,
  peerOf,
  portOf,
  requestOf,
  secondsOf,
  statusOf,
  urlOf,
  versionOf,
} from './http';

/**
 * nginx's access log in a JSON of one's own (`log_format … escape=json`), its fields called as the variables that fill
 * them, or as the nginx ingress controller's documentation calls them.
 *
 *     {"time_iso8601":"2026-11-23T09:00:00+00:00","remote_addr":"192.0.2.7","remote_user":"alice","request":"GET /a?b=c HTTP/1.1","status":"200",
 *      "body_bytes_sent":"154","request_time":"0.012","http_referer":"","http_user_agent":"curl/8.0","http_x_forwarded_for":"", …}
 *     {"time":"2026-11-23T09:00:00+00:00","remote_addr":"192.0.2.7","x_forward_for":"192.0.2.7","request_id":"3f2a","remote_user":"","bytes_sent":154,
 *      "request_time":0.012,"status":200,"vhost":"example.com","request_proto":"HTTP/1.1","path":"/a","request_query":"b=c","method":"GET", …}
 *
 * HTTP Activity (4002). A line is one if it has a client, a status, a request and one more of nginx's variables. Fields
 * that have no place are under `unmapped` by their own names.
 *
 * Field meanings: nginx, "Embedded Variables" and "ngx_http_log_module"; Ingress-Nginx Controller, "Log format".
 */
export const nginxJson: JsonFormat = {
  name: 'nginx-json',
  title: 'nginx access log in JSON, fields named as its variables',
  kind: 'json',
  classes: [4002],
  sample:
    '{"time_iso8601":"2026-11-23T09:00:00+00:00","remote_addr":"192.0.2.7","remote_port":"5252","remote_user":"alice","request_method":"GET","request_uri":"/a?b=c","server_protocol":"HTTP/2.0","scheme":"https","host":"example.com","server_port":"8443","status":"200","body_bytes_sent":"154","bytes_sent":"412","request_length":"77","request_time":"0.012","http_referer":"http://example.com/","http_user_agent":"curl/8.0","http_x_forwarded_for":"198.51.100.9","request_id":"3f2a","upstream_addr":"10.0.0.3:80","ssl_protocol":"TLSv1.3","ssl_cipher":"TLS_AES_128_GCM_SHA256"}',
  evidence: 'published',
  sources: [
    'nginx, "Embedded Variables" (ngx_http_core_module) and "ngx_http_log_module"',
    'Ingress-Nginx Controller, "Log format"',
    'gianrubio, log-format-upstream of an ingress controller',
  ],
  fields: [
    ['time_iso8601, time, time_local, msec, @timestamp, timestamp', 'time'],
    ['remote_addr, remote_port', 'src_endpoint.ip, src_endpoint.port'],
    ['remote_user', 'actor.user.name'],
    ['request_method, method, request', 'http_request.http_method'],
    ['request_uri, uri, path, request', 'http_request.url.path'],
    ['request_uri, args, query_string, request_query', 'http_request.url.query_string'],
    ['server_protocol, request_proto', 'http_request.version'],
    ['scheme', 'http_request.url.scheme'],
    ['host, http_host, vhost, server_name, server_port', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['status', 'http_response.code, status_id'],
    ['body_bytes_sent', 'http_response.body_length'],
    ['bytes_sent', 'http_response.length'],
    ['request_length', 'http_request.length'],
    ['request_time', 'duration'],
    ['http_referer, http_referrer', 'http_request.referrer'],
    ['http_user_agent', 'http_request.user_agent'],
    ['http_x_forwarded_for, x_forwarded_for, x_forward_for', 'http_request.x_forwarded_for'],
    ['request_id, req_id', 'http_request.uid, metadata.correlation_uid'],
    ['upstream_addr, proxy_upstream_name', 'load_balancer.dst_endpoint, load_balancer.name'],
    ['ssl_protocol, ssl_cipher', 'tls.version, tls.cipher'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'nginx', vendor_name: 'F5' } as const;

/** At least one of them is there, so that the names are nginx's. */
const OWN = [
  'body_bytes_sent',
  'request_time',
  'time_local',
  'time_iso8601',
  'http_user_agent',
  'upstream_addr',
  'upstream_response_time',
  'http_referer',
] as const;
const TIMES = ['time_iso8601', 'time', '@timestamp', 'timestamp', 'time_local', 'msec'] as const;
const FORWARDED = [
  'http_x_forwarded_for',
  'x_forwarded_for',
  'x_forward_for',
  'x-forwarded-for',
  'x-forward-for',
] as const;
const TAKEN: ReadonlySet<string> = new Set([
  ...TIMES,
  'remote_addr',
  'remote_port',
  'remote_user',
  'request',
  'request_method',
  'method',
  'request_uri',
  'uri',
  'path',
  'args',
  'query_string',
  'request_query',
  'server_protocol',
  'request_proto',
  'scheme',
  'host',
  'http_host',
  'vhost',
  'server_name',
  'server_port',
  'status',
  'body_bytes_sent',
  'bytes_sent',
  'request_length',
  'request_time',
  'http_referer',
  'http_referrer',
  'http_user_agent',
  'request_id',
  'req_id',
  'upstream_addr',
  'proxy_upstream_name',
  'ssl_protocol',
  'ssl_cipher',
]);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const client = value.remote_addr;
  if (typeof client !== 'string' || !OWN.some((name) => value[name] !== undefined)) return undefined;
  const status = statusOf(value.status);
  const line = str(value.request);
  const target = text(value.request_uri) ?? text(value.uri) ?? text(value.path);
  const name = text(value.request_method) ?? text(value.method);
  if (status < 0 || (line === undefined && (name === undefined || target === undefined))) return undefined;

  const time = timeOf(value);
  const serverPort = portOf(value.server_port);
  const host =
    text(value.host) ??
    text(value.vhost) ??
    text(value.http_host) ??
    (value.server_name === '_' ? undefined : text(value.server_name));
  // `http_host` is the header, with its port.
  const server = peerOf(host);
  const port = server?.port ?? serverPort;
  const hostname = server?.hostname ?? server?.ip;
  const request = line === undefined ? undefined : requestOf(line, hostname, port);
  const query = text(value.args) ?? text(value.query_string) ?? text(value.request_query);
  const url = target === undefined ? request?.url : urlOf(target, hostname, port, text(value.scheme));
  const method = name ?? request?.method ?? request?.other;
  const upstream = text(value.upstream_addr);
  const upstreamName = text(value.proxy_upstream_name) ?? upstream;
  const tls = text(value.ssl_protocol);
  const forwarded = FORWARDED.map((field) => text(value[field])).find((list) => list !== undefined);
  const forwardedFor = forwarded === undefined ? undefined : addresses(forwarded);
  const left = rest(value, TAKEN_ALL);
  return httpActivity(
    nginxJson.name,
    PRODUCT,
    {
      time: time?.time ?? context.time,
      offset: time?.offset,
      duration: secondsOf(value.request_time),
      client: endpointOf(client === '' ? undefined : client, portOf(value.remote_port)),
      server: server === undefined ? undefined : { ...server, port },
      user: text(value.remote_user),
      method,
      url:
        url === undefined || query === undefined ? url : { ...url, query_string: url.query_string ?? query },
      version: versionOf(str(value.server_protocol) ?? str(value.request_proto)) ?? request?.version,
      referrer: text(value.http_referer) ?? text(value.http_referrer),
      agent: text(value.http_user_agent),
      forwarded: forwardedFor,
      requestUid: text(value.request_id) ?? text(value.req_id),
      requestLength: count(value.request_length),
      status,
      bytes: count(value.body_bytes_sent),
      responseLength: count(value.bytes_sent),
      tls: tls === undefined ? undefined : { version: tls, cipher: text(value.ssl_cipher) },
      // Tried one after the other, they are a list.
      balancer:
        upstreamName === undefined
          ? undefined
          : {
              name: upstreamName,
              dst_endpoint: upstream?.includes(',') ? undefined : upstreamOf(upstream),
            },
      unmapped:
        (forwarded !== undefined && forwardedFor === undefined) ||
        (line !== undefined && method === undefined)
          ? {
              ...left,
              request: method === undefined ? line : undefined,
              x_forwarded_for: forwardedFor === undefined ? forwarded : undefined,
            }
          : left,
    },
    context,
  );
}

const TAKEN_ALL: ReadonlySet<string> = new Set([...TAKEN, ...FORWARDED]);

const upstreamOf = (upstream: string | undefined) =>
  upstream?.startsWith('unix:') ? { name: upstream } : peerOf(upstream);

function timeOf(value: JsonObject): { readonly time: number; readonly offset?: number } | undefined {
  for (const name of TIMES) {
    const field = value[name];
    if (typeof field === 'string') {
      const iso = parseIso(field);
      if (!Number.isNaN(iso)) return { time: iso };
      const clf = parseClf(field);
      if (clf !== undefined) return clf;
    }
    const seconds = typeof field === 'string' && field.length < 20 ? Number(field) : field;
    const epoch = typeof seconds === 'number' ? parseEpoch(seconds) : Number.NaN;
    if (!Number.isNaN(epoch)) return { time: epoch };
  }
  return undefined;
}
