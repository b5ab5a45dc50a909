import { STATUS } from '../../ocsf/build';
import type { NetworkEndpointObject, OcsfEvent, TlsObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseEpoch, parseIso } from '../time';
import { isObject, type JsonObject, obj, rest, str, text } from '../values';
import { errorEvent } from './error-log';
import {
  addresses,
  count,
  endpointOf,
  hostOf,
  httpActivity,
  peerOf,
  secondsOf,
  statusOf,
  urlOf,
  versionOf,
} from './http';
import { alertOf } from './modsecurity-alert';

/**
 * Caddy's log: its access log, errors of requests, alerts of Coraza, and what it says of itself.
 *
 *     {"level":"info","ts":1763888400.756,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"192.0.2.7",
 *      "remote_port":"44790","client_ip":"192.0.2.7","proto":"HTTP/1.1","method":"GET","host":"example.com:8080","uri":"/a?b=c",
 *      "headers":{"User-Agent":["curl/8.0"]}},"bytes_read":0,"user_id":"alice","duration":0.0027,"size":12,"status":200,"resp_headers":{…}}
 *     {"level":"warn","ts":1763888400.384,"logger":"http.handlers.waf","msg":"[client \"192.0.2.7\"] Coraza: Warning. … [id \"942431\"] …\n"}
 *     {"level":"debug","ts":1763888400.054,"logger":"http.handlers.reverse_proxy","msg":"selected upstream","dial":"app:2283"}
 *
 * HTTP Activity (4002) for lines with a request and for alerts; the others as error-log.ts has it. The client is
 * `client_ip`; where a trusted proxy stands between, `remote_ip` is in `src_endpoint.intermediate_ips`. Headers stay
 * under `unmapped`. A line may hold several alerts: those after the first are in `unmapped.more_alerts`.
 *
 * Field meanings: Caddy, "How logging works" and "log (Caddyfile directive)"; crowdsec's parser of the same lines.
 */
export const caddy: JsonFormat = {
  name: 'caddy',
  title: 'Caddy access and error log, alerts of Coraza inside',
  kind: 'json',
  classes: [4002, 6008, 0],
  sample:
    '{"level":"info","ts":1763888400.756,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"192.0.2.7","remote_port":"44790","client_ip":"192.0.2.7","proto":"HTTP/2.0","method":"GET","host":"example.com:8443","uri":"/a?b=c","headers":{"User-Agent":["curl/8.0"],"Referer":["http://example.com/"]},"tls":{"resumed":false,"version":772,"cipher_suite":4865,"proto":"h2","server_name":"example.com"}},"bytes_read":0,"user_id":"alice","duration":0.0127,"size":12,"status":200,"resp_headers":{"Content-Type":["text/html"]}}',
  evidence: 'corpus',
  sources: ['Caddy, "How logging works"', 'Caddy, "log (Caddyfile directive)"', 'OWASP Coraza, error log'],
  fields: [
    ['ts', 'time'],
    ['level', 'metadata.log_level'],
    ['msg', 'message'],
    ['duration', 'duration'],
    ['request.client_ip, request.remote_ip', 'src_endpoint.ip, src_endpoint.intermediate_ips'],
    ['request.remote_port', 'src_endpoint.port'],
    ['user_id', 'actor.user.name'],
    ['request.host', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['request.method', 'http_request.http_method'],
    ['request.uri', 'http_request.url.path, http_request.url.query_string'],
    ['request.proto', 'http_request.version'],
    ['request.headers.User-Agent', 'http_request.user_agent'],
    ['request.headers.Referer', 'http_request.referrer'],
    ['request.tls', 'tls.version, tls.sni'],
    ['bytes_read', 'http_request.length'],
    ['status', 'http_response.code, status_id'],
    ['size', 'http_response.body_length'],
    ['Coraza: id, msg', 'firewall_rule.uid, firewall_rule.name'],
    ['Coraza: unique_id', 'metadata.correlation_uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Caddy', vendor_name: 'Caddy' } as const;

/** Names of Caddy's loggers; other programs log with the same library. */
const LOGGERS = [
  'http.log.',
  'http.handlers.',
  'http.auto_https',
  'http.stdlib',
  'tls.',
  'admin.api',
  'pki.ca.',
];
const TAKEN: ReadonlySet<string> = new Set([
  'level',
  'ts',
  'msg',
  'request',
  'user_id',
  'duration',
  'size',
  'status',
  'bytes_read',
]);
const TAKEN_REQUEST: ReadonlySet<string> = new Set([
  'remote_ip',
  'remote_port',
  'remote_addr',
  'client_ip',
  'proto',
  'method',
  'host',
  'uri',
]);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { level, logger, msg } = value;
  if (
    typeof logger !== 'string' ||
    typeof level !== 'string' ||
    typeof msg !== 'string' ||
    value.ts === undefined ||
    !LOGGERS.some((name) => logger.startsWith(name))
  )
    return undefined;
  const at = timeOf(value.ts);
  const time = Number.isNaN(at) ? context.time : at;
  if (isObject(value.request) && typeof value.request.method === 'string')
    return request(value, value.request, value.request.method, level, msg, time, context);
  const lines = msg.split('\n', 64);
  const alert = alertOf(lines[0] ?? '');
  const more = lines.slice(1).filter((line) => line !== '');
  return errorEvent(
    caddy.name,
    PRODUCT,
    {
      time,
      level,
      message: alert?.message ?? msg,
      code: undefined,
      client: alert?.client === undefined ? undefined : endpointOf(alert.client),
      server: alert?.hostname === undefined ? undefined : endpointOf(alert.hostname),
      request:
        alert === undefined
          ? undefined
          : { url: alert.uri === undefined ? undefined : urlOf(alert.uri, alert.hostname, undefined) },
      activity: 0,
      activityName: undefined,
      refused: undefined,
      authProtocol: undefined,
      alert,
      unmapped: {
        ...rest(value, TAKEN),
        more_alerts: alert === undefined || more.length === 0 ? undefined : more,
        file: alert?.file,
        line: alert?.line,
        tags: alert?.tags,
        maturity: alert?.maturity,
        accuracy: alert?.accuracy,
        ref: alert?.ref,
      },
    },
    context,
  );
}

function request(
  value: JsonObject,
  asked: JsonObject,
  method: string,
  level: string,
  msg: string,
  time: number,
  context: EventContext,
): OcsfEvent {
  const headers = obj(asked.headers);
  const host = hostOf(str(asked.host) ?? '');
  const name = text(host.host);
  const status = statusOf(value.status);
  const handled = msg === 'handled request';
  const event = httpActivity(
    caddy.name,
    PRODUCT,
    {
      time,
      duration: secondsOf(value.duration),
      client: clientOf(asked),
      server: name === undefined ? undefined : endpointOf(name, host.port),
      user: text(value.user_id),
      method,
      url: typeof asked.uri === 'string' ? urlOf(asked.uri, name, host.port) : undefined,
      version: versionOf(str(asked.proto)),
      referrer: headerOf(headers, 'Referer'),
      agent: headerOf(headers, 'User-Agent'),
      forwarded: addresses(headerOf(headers, 'X-Forwarded-For') ?? ''),
      requestLength: count(value.bytes_read),
      status,
      bytes: count(value.size),
      detail: handled ? undefined : text(msg),
      tls: tlsOf(obj(asked.tls)),
      level,
      message: msg,
      unmapped: { ...rest(value, TAKEN), request: rest(asked, TAKEN_REQUEST) },
    },
    context,
  );
  // What failed on the way has no status of its own.
  return level === 'error' && !handled && status < 0
    ? { ...event, status_id: STATUS.failure, status: 'Failure' }
    : event;
}

/** Seconds since 1970, unless the configuration says otherwise. */
function timeOf(ts: unknown): number {
  if (typeof ts === 'number') return parseEpoch(ts);
  return typeof ts === 'string' ? parseIso(ts) : Number.NaN;
}

function clientOf(asked: JsonObject): NetworkEndpointObject | undefined {
  const remote = str(asked.remote_ip);
  const client = text(asked.client_ip) ?? remote;
  // Before version 2.5 there was but one field.
  if (client === undefined) return peerOf(str(asked.remote_addr));
  const port = count(asked.remote_port);
  if (client === remote) return endpointOf(client, port === undefined || port > 65535 ? undefined : port);
  const endpoint = endpointOf(client);
  return remote !== undefined && isIp(remote) ? { ...endpoint, intermediate_ips: [remote] } : endpoint;
}

/** The first value of a header. */
function headerOf(headers: JsonObject, name: string): string | undefined {
  const values = headers[name];
  return Array.isArray(values) ? text(values[0]) : text(values);
}

/** Versions by the number that TLS itself has for them. */
const TLS: ReadonlyMap<unknown, string> = new Map([
  [0x0301, '1.0'],
  [0x0302, '1.1'],
  [0x0303, '1.2'],
  [0x0304, '1.3'],
]);

function tlsOf(tls: JsonObject): TlsObject | undefined {
  const version = TLS.get(tls.version);
  return version === undefined ? undefined : { version, sni: text(tls.server_name) };
}
