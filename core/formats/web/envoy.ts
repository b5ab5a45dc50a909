import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { AnyObject, NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { type JsonObject, rest, str, text } from '../values';
import {
  addresses,
  count,
  endpointOf,
  hostOf,
  httpActivity,
  peerOf,
  statusOf,
  urlOf,
  versionOf,
} from './http';

/**
 * Envoy's access log in its default text format, and in Istio's.
 *
 *     [2026-11-23T09:00:00.310Z] "POST /a?b=c HTTP/2" 204 - 154 0 226 100 "192.0.2.7" "curl/8.0" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "example.com" "10.0.2.1:80"
 *     [2026-11-23T09:00:00.310Z] "GET / HTTP/1.1" 200 - via_upstream - "-" 0 12 5 4 "-" "curl/8.0" "6f2e" "example.com" "10.0.2.1:80" outbound|80||shop 10.0.1.1:4242 10.0.9.1:80 192.0.2.7:5252 - default
 *
 * HTTP Activity (4002); Network Activity (4001) where there was no HTTP. The client is the peer of the connection where
 * the format names it, else the last address of `X-Forwarded-For`, which Envoy itself wrote. A
 * status of 0 means that no answer was begun. `status_detail` is the response flags. Other fields are under
 * `unmapped` by their operators' names.
 *
 * Field meanings: Envoy, "Access logging"; Istio, "Envoy Access Logs"; Google Cloud, "Service Mesh Envoy access logs".
 */
export const envoy: LineFormat = {
  name: 'envoy',
  title: 'Envoy and Istio access log (text)',
  kind: 'line',
  classes: [4002, 4001],
  sample:
    '[2026-11-23T09:00:00.310Z] "POST /a?b=c HTTP/2" 503 UF via_upstream - "delayed_connect_error:_111" 154 91 226 100 "192.0.2.7" "curl/8.0" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "example.com:8080" "10.0.2.1:80" outbound|80||shop 10.0.1.1:4242 10.0.9.1:80 192.0.2.7:5252 - default',
  evidence: 'published',
  sources: [
    'Envoy, "Access logging"',
    'Istio, "Envoy Access Logs"',
    'unicolet, a grok pattern of the default format',
  ],
  fields: [
    ['START_TIME', 'time'],
    ['REQ(:METHOD)', 'http_request.http_method'],
    ['REQ(:PATH)', 'http_request.url.path, http_request.url.query_string'],
    ['PROTOCOL', 'http_request.version'],
    ['RESPONSE_CODE', 'http_response.code, status_id'],
    ['RESPONSE_FLAGS', 'status_detail'],
    ['BYTES_RECEIVED', 'http_request.body_length'],
    ['BYTES_SENT', 'http_response.body_length'],
    ['DURATION', 'duration'],
    ['REQ(X-FORWARDED-FOR)', 'http_request.x_forwarded_for'],
    ['REQ(USER-AGENT)', 'http_request.user_agent'],
    ['REQ(X-REQUEST-ID)', 'http_request.uid, metadata.correlation_uid'],
    ['REQ(:AUTHORITY)', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['UPSTREAM_HOST, UPSTREAM_CLUSTER', 'load_balancer.dst_endpoint, load_balancer.name'],
    ['DOWNSTREAM_REMOTE_ADDRESS', 'src_endpoint.ip, src_endpoint.port'],
    ['RESPONSE_CODE_DETAILS', 'unmapped.response_code_details'],
  ],
  begin: () => line,
};

/**
 * The same in JSON, under the names that Istio and others of its users give the fields.
 *
 *     {"start_time":"2026-11-23T09:00:00.310Z","method":"GET","path":"/a?b=c","protocol":"HTTP/1.1","response_code":200,"response_flags":"-",
 *      "bytes_received":0,"bytes_sent":12,"duration":5,"x_forwarded_for":"192.0.2.7","user_agent":"curl/8.0","request_id":"6f2e",
 *      "authority":"example.com","upstream_host":"10.0.2.1:80","upstream_cluster":"outbound|80||shop","downstream_remote_address":"192.0.2.7:5252", …}
 *
 * As above.
 */
export const envoyJson: JsonFormat = {
  ...envoy,
  name: 'envoy-json',
  title: 'Envoy and Istio access log (JSON)',
  kind: 'json',
  sample:
    '{"start_time":"2026-11-23T09:00:00.310Z","method":"POST","path":"/a?b=c","protocol":"HTTP/2","response_code":503,"response_flags":"UF","response_code_details":"via_upstream","bytes_received":154,"bytes_sent":91,"duration":226,"upstream_service_time":"100","x_forwarded_for":"192.0.2.7","user_agent":"curl/8.0","request_id":"cc21d9b0","authority":"example.com:8080","upstream_host":"10.0.2.1:80","upstream_cluster":"outbound|80||shop","downstream_local_address":"10.0.9.1:80","downstream_remote_address":"192.0.2.7:5252","requested_server_name":null,"route_name":"default"}',
  sources: [
    'Envoy, "Access logging"',
    'Google Cloud, "Service Mesh Envoy access logs"',
    'Huawei Cloud, "Fields in Access Logs"',
  ],
  fields: [
    ['start_time', 'time'],
    ['method', 'http_request.http_method'],
    ['path', 'http_request.url.path, http_request.url.query_string'],
    ['protocol', 'http_request.version'],
    ['response_code', 'http_response.code, status_id'],
    ['response_flags', 'status_detail'],
    ['bytes_received', 'http_request.body_length'],
    ['bytes_sent', 'http_response.body_length'],
    ['duration', 'duration'],
    ['x_forwarded_for', 'http_request.x_forwarded_for'],
    ['user_agent', 'http_request.user_agent'],
    ['request_id, x_request_id', 'http_request.uid, metadata.correlation_uid'],
    ['authority', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['upstream_host, upstream_cluster', 'load_balancer.dst_endpoint, load_balancer.name'],
    ['downstream_remote_address', 'src_endpoint.ip, src_endpoint.port'],
    ['username', 'actor.user.name'],
    ['response_code_details', 'unmapped.response_code_details'],
  ],
  begin: () => json,
};

const PRODUCT = { name: 'Envoy', vendor_name: 'Envoy Project' } as const;

/** What both forms have, each field as it is written there. */
interface Fields {
  readonly format: string;
  readonly time: number;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly protocol: string | undefined;
  readonly status: number;
  readonly flags: string | undefined;
  readonly received: number | undefined;
  readonly sent: number | undefined;
  readonly duration: number | undefined;
  readonly forwarded: string | undefined;
  readonly agent: string | undefined;
  readonly requestId: string | undefined;
  readonly authority: string | undefined;
  readonly upstream: string | undefined;
  readonly cluster: string | undefined;
  readonly peer: string | undefined;
  readonly user: string | undefined;
  readonly unmapped: AnyObject | undefined;
}

function line(source: string, context: EventContext): OcsfEvent | undefined {
  if (source.charCodeAt(0) !== 91 || source.charCodeAt(5) !== 45 || source.charCodeAt(11) !== 84)
    return undefined;
  const close = source.indexOf('] "', 20);
  if (close < 0 || close > 40) return undefined;
  const requestEnd = source.indexOf('" ', close + 3);
  if (requestEnd < 0) return undefined;
  const request = source.slice(close + 3, requestEnd);
  // Four words and a quoted one are Istio's; then come five quoted texts.
  let words = wordsAt(source, requestEnd + 2, 6);
  let istio: readonly string[] = [];
  let failure: string | undefined;
  if (words !== undefined && words.found.length === 4) {
    const end = source.indexOf('" ', words.end + 1);
    if (end < 0) return undefined;
    istio = words.found;
    failure = source.slice(words.end + 1, end);
    words = wordsAt(source, end + 2, 4);
  }
  const [code = '', flags = '', received, sent, duration, service] = [
    ...istio.slice(0, 2),
    ...(words?.found ?? []),
  ];
  if (words === undefined || service === undefined) return undefined;
  const block = quotedAt(source, words.end);
  const time = parseIso(source.slice(1, close));
  const status = code === '-' ? -1 : statusOf(code);
  if (
    block === undefined ||
    Number.isNaN(time) ||
    (status < 0 && code !== '-') ||
    count(received) === undefined ||
    count(sent) === undefined
  )
    return undefined;
  const tail = source.slice(block.end).trim();
  if (tail.length > 4096 || (tail !== '') !== istio.length > 0) return undefined;
  const [cluster, upstreamLocal, local, peer, serverName, route] = tail.split(' ');
  const { forwarded, agent, requestId, authority, upstream } = block;
  const first = request.indexOf(' ');
  const last = request.lastIndexOf(' ');
  return activity(
    {
      format: envoy.name,
      time,
      method: first > 0 ? text(request.slice(0, first)) : undefined,
      path: last > first ? text(request.slice(first + 1, last)) : undefined,
      protocol: text(request.slice(last + 1)),
      status,
      flags: text(flags),
      received: count(received),
      sent: count(sent),
      duration: count(duration),
      forwarded: text(forwarded),
      agent: text(agent),
      requestId: text(requestId),
      authority: text(authority),
      upstream: text(upstream),
      cluster: text(cluster),
      peer: text(peer),
      user: undefined,
      unmapped: {
        upstream_service_time: text(service),
        response_code_details: text(istio[2]),
        connection_termination_details: text(istio[3]),
        upstream_transport_failure_reason: text(failure),
        upstream_local_address: text(upstreamLocal),
        downstream_local_address: text(local),
        requested_server_name: text(serverName),
        route_name: text(route),
      },
    },
    context,
  );
}

/** Up to `most` words, as far as the next quote, and where it stands. */
function wordsAt(
  source: string,
  start: number,
  most: number,
): { readonly found: readonly string[]; readonly end: number } | undefined {
  const found: string[] = [];
  let at = start;
  while (source.charCodeAt(at) !== 34) {
    const end = source.indexOf(' ', at);
    if (end < 0 || end - at > 512 || found.length === most) return undefined;
    found.push(source.slice(at, end));
    at = end + 1;
  }
  return { found, end: at };
}

/**
 * Five texts in quotes. Envoy does not escape what is in them: what is too much belongs to the user agent, the only
 * one of them that may hold anything.
 */
function quotedAt(source: string, start: number) {
  const end = source.lastIndexOf('"');
  const upstreamAt = source.lastIndexOf('" "', end - 1);
  const authorityAt = source.lastIndexOf('" "', upstreamAt - 1);
  const requestAt = source.lastIndexOf('" "', authorityAt - 1);
  const agentAt = source.indexOf('" "', start + 1);
  if (agentAt < 0 || !(agentAt < requestAt && requestAt < authorityAt && authorityAt < upstreamAt))
    return undefined;
  return {
    forwarded: source.slice(start + 1, agentAt),
    agent: source.slice(agentAt + 3, requestAt),
    requestId: source.slice(requestAt + 3, authorityAt),
    authority: source.slice(authorityAt + 3, upstreamAt),
    upstream: source.slice(upstreamAt + 3, end),
    end: end + 1,
  };
}

const TAKEN: ReadonlySet<string> = new Set([
  'start_time',
  'method',
  'path',
  'protocol',
  'response_code',
  'response_flags',
  'bytes_received',
  'bytes_sent',
  'duration',
  'x_forwarded_for',
  'user_agent',
  'request_id',
  'x_request_id',
  'authority',
  'upstream_host',
  'upstream_cluster',
  'downstream_remote_address',
  'username',
]);

function json(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const started = value.start_time;
  if (
    typeof started !== 'string' ||
    value.response_flags === undefined ||
    value.response_code === undefined ||
    (value.downstream_remote_address === undefined && value.upstream_host === undefined)
  )
    return undefined;
  const time = parseIso(started);
  if (Number.isNaN(time)) return undefined;
  return activity(
    {
      format: envoyJson.name,
      time,
      method: text(value.method),
      path: text(value.path),
      protocol: text(value.protocol),
      status: statusOf(value.response_code),
      flags: text(value.response_flags),
      received: count(value.bytes_received),
      sent: count(value.bytes_sent),
      duration: count(value.duration),
      forwarded: text(value.x_forwarded_for),
      agent: text(value.user_agent),
      requestId: text(value.request_id) ?? text(value.x_request_id),
      authority: text(value.authority),
      upstream: text(value.upstream_host),
      cluster: text(value.upstream_cluster),
      peer: text(value.downstream_remote_address),
      user: text(value.username),
      unmapped: rest(value, TAKEN),
    },
    context,
  );
}

function activity(fields: Fields, context: EventContext): OcsfEvent {
  const forwarded = fields.forwarded === undefined ? undefined : addresses(fields.forwarded);
  const client =
    peerOf(fields.peer) ??
    (forwarded === undefined ? undefined : endpointOf(forwarded[forwarded.length - 1]));
  const name = fields.cluster ?? fields.upstream;
  const balancer = name === undefined ? undefined : { name, dst_endpoint: upstreamOf(fields.upstream) };
  if (fields.method === undefined) return network(fields, client, balancer, context);
  const host = hostOf(fields.authority ?? '');
  const authority = text(host.host);
  return httpActivity(
    fields.format,
    PRODUCT,
    {
      time: fields.time,
      duration: fields.duration,
      client: client ?? endpointOf(undefined),
      server: authority === undefined ? undefined : endpointOf(authority, host.port),
      user: fields.user,
      method: fields.method,
      url: fields.path === undefined ? undefined : urlOf(fields.path, authority, host.port),
      version: versionOf(fields.protocol),
      agent: fields.agent,
      forwarded,
      requestUid: fields.requestId,
      requestBody: fields.received,
      status: fields.status,
      bytes: fields.sent,
      detail: fields.flags,
      balancer,
      unmapped: fields.unmapped,
    },
    context,
  );
}

const BALANCER = ['load_balancer'] as const;

/** A connection that carried no HTTP. */
function network(
  fields: Fields,
  client: NetworkEndpointObject | undefined,
  balancer: { readonly name: string; readonly dst_endpoint: NetworkEndpointObject | undefined } | undefined,
  context: EventContext,
): OcsfEvent {
  const outcome = fields.flags === undefined ? STATUS.success : STATUS.failure;
  const activityId = outcome === STATUS.success ? 2 : 4;
  return {
    metadata: context.metadata(
      fields.format,
      PRODUCT,
      balancer === undefined ? undefined : BALANCER,
      undefined,
    ),
    time: fields.time,
    class_uid: 4001,
    category_uid: 4,
    activity_id: activityId,
    type_uid: typeUid(4001, activityId),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_detail: fields.flags,
    duration: fields.duration,
    src_endpoint: client ?? endpointOf(undefined),
    traffic: { bytes_in: fields.received, bytes_out: fields.sent },
    load_balancer: balancer,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, fields.time, fields.unmapped),
  };
}

/** Some versions write `tcp://10.0.2.1:80`. */
function upstreamOf(upstream: string | undefined): NetworkEndpointObject | undefined {
  const scheme = upstream?.indexOf('://') ?? -1;
  const host = scheme < 0 ? upstream : upstream?.slice(scheme + 3);
  return host !== undefined && isIp(host) ? { ip: host } : peerOf(str(host));
}
