import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { AnyObject, NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseClf } from '../time';
import { digits, text } from '../values';
import { endpointOf, httpActivity, requestOf } from './http';

/**
 * HAProxy's HTTP, HTTPS and TCP logs and its connection errors, as its syslog messages hold them.
 *
 *     192.0.2.7:33317 [23/Nov/2026:09:00:00.655] web shop/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {example.com} {} "GET /a?b=c HTTP/1.1"
 *     192.0.2.7:33317 [23/Nov/2026:09:00:00.655] web~ shop/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET / HTTP/1.1" 0/0000/0/0/0 example.com/TLSv1.3/TLS_AES_256_GCM_SHA384
 *     192.0.2.7:33313 [23/Nov/2026:09:00:00.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0
 *     192.0.2.7:56059 [23/Nov/2026:09:00:00.207] web/1: SSL handshake failure
 *
 * HTTP Activity (4002); Network Activity (4001) for TCP and errors. The time is the server's own, has no zone and is
 * taken as UTC. `status_detail` is the termination state, where it says that a session was cut off. Under `unmapped`, by
 * the manual's names: `timers`, `connections`, `queues`, `captured_request_headers` and `…_response_headers`,
 * `captured_request_cookie` and `…_response_cookie`, `termination_state`, `connection_errors`.
 *
 * Field meanings: HAProxy, "Configuration Manual", section 8.2; Logstash's patterns for HAProxy.
 */
export const haproxy: LineFormat = {
  name: 'haproxy',
  title: 'HAProxy HTTP, HTTPS and TCP log',
  kind: 'line',
  classes: [4002, 4001],
  sample:
    '192.0.2.7:33317 [23/Nov/2026:09:00:00.655] web~ shop/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {example.com} {} "GET /a?b=c HTTP/1.1"',
  evidence: 'published',
  sources: ['HAProxy, "Configuration Manual", 8.2 Log formats', 'Elastic, Logstash patterns core, haproxy'],
  fields: [
    ['client_ip, client_port', 'src_endpoint.ip, src_endpoint.port'],
    ['accept_date', 'time'],
    ['frontend_name', 'dst_endpoint.name'],
    ['backend_name, server_name', 'load_balancer.name, load_balancer.dst_endpoint.name'],
    ['Ta, Tt', 'duration'],
    ['status_code', 'http_response.code, status_id'],
    ['bytes_read', 'http_response.length'],
    ['termination_state', 'status_detail, unmapped.termination_state'],
    [
      'http_request',
      'http_request.http_method, http_request.url.path, http_request.url.query_string, http_request.version',
    ],
    ['ssl_version, ssl_ciphers, ssl_fc_sni', 'tls.version, tls.cipher, tls.sni'],
    ['timers', 'unmapped.timers'],
    ['actconn/feconn/beconn/srv_conn/retries', 'unmapped.connections'],
    ['srv_queue/backend_queue', 'unmapped.queues'],
    ['captured_request_headers', 'unmapped.captured_request_headers'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'HAProxy', vendor_name: 'HAProxy Technologies' } as const;

interface Head {
  readonly time: number;
  readonly client: NetworkEndpointObject;
  readonly frontend: NetworkEndpointObject;
  readonly backend: string;
  readonly server: string;
}

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const open = line.indexOf(' [');
  if (open < 2 || open > 64 || line.charCodeAt(open + 26) !== 93 || line.charCodeAt(open + 22) !== 46)
    return undefined;
  const client = clientOf(line.slice(0, open));
  const when = parseClf(`${line.slice(open + 2, open + 22)} +0000`);
  const ms = digits(line.slice(open + 23, open + 26));
  if (client === undefined || when === undefined || ms < 0) return undefined;
  const time = when.time + ms;
  const rest = open + 28;
  const frontendEnd = line.indexOf(' ', rest);
  if (frontendEnd < 0 || frontendEnd - rest > 256) return undefined;
  const frontend = line.slice(rest, frontendEnd);
  if (frontend.endsWith(':')) return failed(line, frontendEnd, frontend, client, time, context);
  const backendEnd = line.indexOf(' ', frontendEnd + 1);
  const slash = line.indexOf('/', frontendEnd + 1);
  if (slash < 0 || slash > backendEnd) return undefined;
  const head: Head = {
    time,
    client,
    frontend: { name: frontend.endsWith('~') ? frontend.slice(0, -1) : frontend },
    backend: line.slice(frontendEnd + 1, slash),
    server: line.slice(slash + 1, backendEnd),
  };
  const timersEnd = line.indexOf(' ', backendEnd + 1);
  if (timersEnd < 0 || timersEnd - backendEnd > 96) return undefined;
  const timers = line.slice(backendEnd + 1, timersEnd).split('/');
  if (!timers.every(isTimer)) return undefined;
  if (timers.length === 5) return http(line, timersEnd + 1, head, timers, context);
  return timers.length === 3 ? tcp(line, timersEnd + 1, head, timers, context) : undefined;
}

/** Milliseconds, -1 for what was never reached, `+` before what was still going on. */
const isTimer = (timer: string): boolean =>
  timer === '-1' || digits(timer.charCodeAt(0) === 43 ? timer.slice(1) : timer) >= 0;

const millis = (timer: string | undefined): number | undefined => {
  const number = digits(timer?.charCodeAt(0) === 43 ? timer.slice(1) : (timer ?? ''));
  return number < 0 ? undefined : number;
};

/** `address:port`; the address may be an IPv6 one without brackets, or `unix`. */
function clientOf(peer: string): NetworkEndpointObject | undefined {
  const colon = peer.lastIndexOf(':');
  const port = colon > 0 ? digits(peer.slice(colon + 1)) : -1;
  if (port < 0 || port > 65535) return undefined;
  const host = peer.slice(0, colon);
  if (isIp(host)) return { ip: host, port };
  return host === 'unix' ? endpointOf(undefined) : undefined;
}

/** What comes before the request: `status bytes cookie cookie state conns queues [{…}] [{…}] "`. */
function http(
  line: string,
  start: number,
  head: Head,
  timers: readonly string[],
  context: EventContext,
): OcsfEvent | undefined {
  const fields: string[] = [];
  let at = start;
  for (let n = 0; n < 7; n++) {
    const end = line.indexOf(' ', at);
    if (end < 0) return undefined;
    fields.push(line.slice(at, end));
    at = end + 1;
  }
  const [answer = '', bytes, requestCookie, responseCookie, state = '', connections = '', queues = ''] =
    fields;
  const status = answer === '-1' ? -1 : answer.length === 3 ? digits(answer) : -2;
  if (status < -1 || state.length !== 4 || connections.split('/', 6).length !== 5 || !queues.includes('/'))
    return undefined;
  const captured: string[] = [];
  while (line.charCodeAt(at) === 123 && captured.length < 2) {
    const end = line.indexOf('} ', at);
    if (end < 0) return undefined;
    captured.push(line.slice(at + 1, end));
    at = end + 2;
  }
  if (line.charCodeAt(at) !== 34) return undefined;
  // A long request is cut off, and with it the quote; behind it stands what HTTPS adds.
  const quote = line.lastIndexOf('"');
  const end = quote > at ? quote : line.length;
  const request = line.slice(at + 1, end);
  const more = line.slice(end + 2).split(' ', 2);
  const { method, url, version, other } = requestOf(request, undefined, undefined);
  const [sni, tlsVersion, cipher] = (more[1] ?? '').split('/', 3);
  const tlsName = text(tlsVersion);
  const aborted = !state.startsWith('--');
  return httpActivity(
    haproxy.name,
    PRODUCT,
    {
      time: head.time,
      duration: millis(timers[4]),
      client: head.client,
      server: head.frontend,
      method: method ?? other,
      url,
      version,
      status,
      responseLength: millis(bytes),
      detail: aborted ? state : undefined,
      balancer: balancerOf(head),
      tls: tlsName === undefined ? undefined : { version: tlsName, cipher: text(cipher), sni: text(sni) },
      unmapped: {
        request: method === undefined ? text(request) : undefined,
        timers: timers.join('/'),
        termination_state: state,
        connections,
        queues,
        captured_request_cookie: text(requestCookie),
        captured_response_cookie: text(responseCookie),
        captured_request_headers: text(captured[0]),
        captured_response_headers: text(captured[1]),
        connection_errors: text(more[0]),
      },
    },
    context,
  );
}

/** `bytes state conns queues` */
function tcp(
  line: string,
  start: number,
  head: Head,
  timers: readonly string[],
  context: EventContext,
): OcsfEvent | undefined {
  if (line.length - start > 256) return undefined;
  const [bytes, state = '', connections = '', queues = '', ...others] = line.slice(start).split(' ');
  if (
    millis(bytes) === undefined ||
    state.length !== 2 ||
    connections.split('/', 6).length !== 5 ||
    !queues.includes('/') ||
    others.length > 0
  )
    return undefined;
  const failure = state !== '--';
  return network(
    head.time,
    head.client,
    head.frontend,
    failure ? STATUS.failure : STATUS.success,
    failure ? state : undefined,
    { timers: timers.join('/'), termination_state: state, connections, queues },
    context,
    { duration: millis(timers[2]), bytes: millis(bytes), balancer: balancerOf(head) },
  );
}

/** `frontend/bind: message` */
function failed(
  line: string,
  frontendEnd: number,
  frontend: string,
  client: NetworkEndpointObject,
  time: number,
  context: EventContext,
): OcsfEvent | undefined {
  const slash = frontend.indexOf('/');
  const message = line.slice(frontendEnd + 1);
  if (slash < 1 || message === '') return undefined;
  return network(
    time,
    client,
    { name: frontend.slice(0, slash) },
    STATUS.failure,
    message,
    { bind_name: frontend.slice(slash + 1, -1) },
    context,
    {},
  );
}

const balancerOf = (head: Head) => ({
  name: head.backend,
  dst_endpoint: head.server.startsWith('<') ? undefined : { name: head.server },
});

const BALANCER = ['load_balancer'] as const;

interface Session {
  readonly duration?: number | undefined;
  readonly bytes?: number | undefined;
  readonly balancer?: ReturnType<typeof balancerOf>;
}

function network(
  time: number,
  client: NetworkEndpointObject,
  frontend: NetworkEndpointObject,
  outcome: 1 | 2,
  detail: string | undefined,
  unmapped: AnyObject,
  context: EventContext,
  session: Session,
): OcsfEvent {
  const activity = outcome === STATUS.failure ? 4 : 2;
  return {
    metadata: context.metadata(
      haproxy.name,
      PRODUCT,
      session.balancer === undefined ? undefined : BALANCER,
      undefined,
    ),
    time,
    class_uid: 4001,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4001, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_detail: detail,
    duration: session.duration,
    src_endpoint: client,
    dst_endpoint: frontend,
    traffic: session.bytes === undefined ? undefined : { bytes_out: session.bytes },
    load_balancer: session.balancer,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, unmapped),
  };
}
