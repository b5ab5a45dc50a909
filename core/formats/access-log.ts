import { SEVERITY, STATUS_CAPTION, typeUid } from '../ocsf/build';
import type {
  AnyObject,
  HttpActivityEvent,
  LoadBalancerObject,
  NetworkEndpointObject,
  OcsfEvent,
} from '../ocsf/generated/types';
import type { EventContext, LineFormat } from './format';
import { isIp } from './ip';
import { parseClf } from './time';
import { digits, isUuidAt, text } from './values';
import {
  activityOf,
  addresses,
  closingQuote,
  endpointOf,
  hostOf,
  httpActivity,
  outcomeOf,
  peerOf,
  requestOf,
  secondsOf,
  tokenEnd,
} from './web/http';

/**
 * Access logs of nginx and Apache httpd, and of what writes like them: common, combined, with or without the
 * virtual host before it, with or without more fields after it.
 *
 *     192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 200 2326
 *     192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "http://example.com/" "curl/8.0" "198.51.100.9"
 *     www.example.com:443 192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "\x16\x03\x01" 400 226 "-" "-"
 *     192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "-" "curl/8.0" 17 "shop@docker" "http://10.0.0.3:80" 2ms
 *     192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "-" "curl/8.0" 412 0.004 [shop-web-80] [] 10.0.0.3:80 5 0.004 200 3f2a
 *     [10/Oct/2000:13:55:36 -0700] www.example.com 192.0.2.7 0.002 "GET / HTTP/1.1" 200 5 120 - curl/8.0
 *
 * HTTP Activity (4002). Quoted fields stay escaped as they were written. A quoted field after the user agent that
 * holds only addresses is `x_forwarded_for`. What Traefik and Kubernetes' nginx ingress add after it names the
 * router or upstream (`load_balancer`), how long it took and the request's id; fields of others there are in the
 * raw text only. A request that is no HTTP request, and a method that OCSF does not know, are under
 * `unmapped.request`; a request with quotes in it that its writer did not escape ends at the quote that a status
 * follows. `timezone_offset` is there where it is not zero.
 *
 * Field meanings: Apache HTTP Server, "mod_log_config"; nginx, "ngx_http_log_module" (its `combined` format);
 * Traefik, "Access logs" (CLF); Ingress-Nginx Controller, "Log format".
 */
export const accessLog: LineFormat = {
  name: 'access-log',
  title: 'nginx, Apache, Traefik and ingress access logs (common, combined, virtual host)',
  kind: 'line',
  classes: [4002],
  sample:
    '192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 200 2326 "http://example.com/" "curl/8.0"',
  evidence: 'corpus',
  sources: [
    'Apache HTTP Server, "mod_log_config"',
    'nginx, "ngx_http_log_module", the predefined combined format',
    'Traefik, "Access logs", the common log format',
    'Ingress-Nginx Controller, "Log format"',
  ],
  fields: [
    ['remote host', 'src_endpoint.ip, src_endpoint.hostname'],
    ['remote user', 'actor.user.name'],
    ['time', 'time, timezone_offset'],
    [
      'request',
      'http_request.http_method, http_request.url.path, http_request.url.query_string, http_request.version',
    ],
    ['status', 'http_response.code, status_id'],
    ['bytes', 'http_response.body_length'],
    ['Referer', 'http_request.referrer'],
    ['User-Agent', 'http_request.user_agent'],
    ['X-Forwarded-For', 'http_request.x_forwarded_for'],
    ['virtual host', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['Traefik: router, server; ingress: upstream', 'load_balancer.name, load_balancer.dst_endpoint'],
    ['Traefik: duration; ingress: request_time', 'duration'],
    ['ingress: req_id', 'http_request.uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'HTTP server' } as const;
const TRAEFIK = { name: 'Traefik', vendor_name: 'Traefik Labs' } as const;
const INGRESS = { name: 'ingress-nginx', vendor_name: 'Kubernetes' } as const;
const BALANCER = ['load_balancer'] as const;

/** No user name or host is looked for further into the line than this. */
const LONGEST_HEAD = 2048;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(0) === 91) return timeFirst(line, context);
  const open = timeAt(line);
  if (open < 0) return undefined;
  const when = parseClf(line.slice(open + 1, open + 27));
  if (when === undefined) return undefined;
  const client = clientOf(line, open);
  if (client === undefined) return undefined;
  const requestEnd = requestEndOf(line, open + 30);
  if (requestEnd < 0) return undefined;
  const statusEnd = tokenEnd(line, requestEnd + 2);
  const status = statusOf(line.slice(requestEnd + 2, statusEnd));
  if (status === undefined) return undefined;

  let at = statusEnd + 1;
  const sizeEnd = tokenEnd(line, at);
  const size = digits(line.slice(at, sizeEnd));
  at = sizeEnd + 1;
  if (isGateway(line, at)) return undefined;
  let referrer: string | undefined;
  let agent: string | undefined;
  let forwarded: string[] | undefined;
  let more: More | undefined;
  if (line.charCodeAt(at) === 34) {
    const end = closingQuote(line, at + 1);
    if (end > 0) {
      referrer = text(line.slice(at + 1, end));
      at = end + 2;
      if (line.charCodeAt(end + 1) === 32 && line.charCodeAt(at) === 34) {
        const agentEnd = closingQuote(line, at + 1);
        if (agentEnd > 0) {
          agent = text(line.slice(at + 1, agentEnd));
          at = agentEnd + 2;
          const next = line.charCodeAt(at);
          if (next === 34) {
            const moreEnd = closingQuote(line, at + 1);
            if (moreEnd > at + 2) forwarded = addresses(line.slice(at + 1, moreEnd));
          } else if (next >= 48 && next <= 57) more = moreOf(line, at);
        }
      }
    }
  }

  const request = line.slice(open + 30, requestEnd);
  const { method, url, version, other } = requestOf(request, client.host, client.hostPort);
  const activity = activityOf(method ?? other);
  const outcome = outcomeOf(status);
  const odd = method === undefined && request !== '-' && request !== '';
  const event: HttpActivityEvent = {
    metadata: context.metadata(
      accessLog.name,
      more === undefined ? PRODUCT : more.product,
      more?.balancer === undefined ? undefined : BALANCER,
      undefined,
    ),
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? other : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    time: when.time,
    timezone_offset: when.offset === 0 ? undefined : when.offset,
    duration: more?.duration,
    src_endpoint: client.endpoint,
    dst_endpoint: client.host === undefined ? undefined : endpointOf(client.host, client.hostPort),
    actor: client.user === undefined ? undefined : { user: { name: client.user } },
    http_request: {
      http_method: method,
      url,
      version,
      referrer,
      user_agent: agent,
      x_forwarded_for: forwarded,
      uid: more?.requestUid,
      length: more?.requestLength,
    },
    http_response: status < 0 ? undefined : { code: status, body_length: size < 0 ? undefined : size },
    load_balancer: more?.balancer,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, when.time, odd ? { request, ...more?.unmapped } : more?.unmapped),
  };
  return event;
}

/** Amazon API Gateway's common format ends with the request's id, or that and another: that is another format's. */
const isGateway = (line: string, at: number): boolean =>
  isUuidAt(line, at) && (line.length === at + 36 || line.charCodeAt(at + 36) === 32);

/** Where the request that starts at `start` ends: at its closing quote, or else at the next one before a status. */
function requestEndOf(line: string, start: number): number {
  const end = closingQuote(line, start);
  if (end < 0 || isStatusAt(line, end + 1)) return end;
  for (let at = line.indexOf('"', end + 1); at >= 0; at = line.indexOf('"', at + 1))
    if (isStatusAt(line, at + 1)) return at;
  return -1;
}

function isStatusAt(line: string, at: number): boolean {
  if (line.charCodeAt(at) !== 32) return false;
  const end = line.charCodeAt(at + 1) === 45 ? at + 2 : at + 4;
  if (end < line.length && line.charCodeAt(end) !== 32) return false;
  return statusOf(line.slice(at + 1, end)) !== undefined;
}

/** Three digits, or -1 for `-`: no answer was sent. */
function statusOf(field: string): number | undefined {
  if (field === '-') return -1;
  const status = field.length === 3 ? digits(field) : -1;
  return status < 100 ? undefined : status;
}

/** Where `[` opens a time that is followed by `] "`; -1 if none does. A user name may hold brackets of its own. */
function timeAt(line: string): number {
  const last = Math.min(line.length, LONGEST_HEAD);
  for (let at = 0; at < last; at++) {
    at = line.indexOf('[', at);
    if (at < 0 || at >= last) return -1;
    if (
      line.charCodeAt(at + 3) === 47 &&
      line.charCodeAt(at + 27) === 93 &&
      line.charCodeAt(at + 28) === 32 &&
      line.charCodeAt(at + 29) === 34
    )
      return at;
  }
  return -1;
}

interface Client {
  readonly endpoint: NetworkEndpointObject;
  readonly user: string | undefined;
  readonly host: string | undefined;
  readonly hostPort: number | undefined;
}

/** `[host] address ident user `: what stands before the time at `open`. */
function clientOf(line: string, open: number): Client | undefined {
  if (open < 4 || line.charCodeAt(open - 1) !== 32) return undefined;
  let end = line.indexOf(' ');
  let client = line.slice(0, end);
  let host: string | undefined;
  let hostPort: number | undefined;
  const known = isIp(client);
  let address = known;
  if (!known) {
    const next = line.indexOf(' ', end + 1);
    const second = next > 0 && next < open ? line.slice(end + 1, next) : '';
    if (isIp(second)) {
      const server = hostOf(client);
      hostPort = server.port;
      host = text(server.host);
      client = second;
      address = true;
      end = next;
    }
  }
  if (client === '' || end >= open) return undefined;
  // Without the identity there is but one field before the time, and it may be the user.
  const identityEnd = line.indexOf(' ', end + 1);
  // A word, another and more is what syslog or a container's log puts before the line: a name has `-` behind it.
  if (!address && identityEnd < open - 1 && (identityEnd !== end + 2 || line.charCodeAt(end + 1) !== 45))
    return undefined;
  const from = identityEnd < open - 1 ? identityEnd + 1 : end + 1;
  return {
    endpoint: address ? { ip: client } : endpointOf(client),
    user: from < open - 1 ? text(line.slice(from, open - 1)) : undefined,
    host,
    hostPort,
  };
}

/** What stands after the user agent, where it is known whose it is. */
interface More {
  readonly product: { readonly name: string; readonly vendor_name: string };
  readonly balancer: LoadBalancerObject | undefined;
  readonly duration: number | undefined;
  readonly requestUid: string | undefined;
  readonly requestLength: number | undefined;
  readonly unmapped: AnyObject | undefined;
}

function moreOf(line: string, start: number): More | undefined {
  // Bounded, as it is split in parts.
  if (line.length - start > LONGEST_HEAD) return undefined;
  const next = tokenEnd(line, start) + 1;
  return line.charCodeAt(next) === 34 ? traefik(line, start, next) : ingress(line.slice(start).split(' '));
}

/** `requests "router" "server" 12ms` */
function traefik(line: string, start: number, routerAt: number): More | undefined {
  const routerEnd = closingQuote(line, routerAt + 1);
  const serverAt = routerEnd + 2;
  if (routerEnd < 0 || line.charCodeAt(serverAt) !== 34) return undefined;
  const serverEnd = closingQuote(line, serverAt + 1);
  if (serverEnd < 0 || !line.endsWith('ms')) return undefined;
  const took = digits(line.slice(serverEnd + 2, -2));
  const requests = digits(line.slice(start, routerAt - 1));
  if (took < 0 || requests < 0) return undefined;
  const router = text(line.slice(routerAt + 1, routerEnd));
  const server = text(line.slice(serverAt + 1, serverEnd));
  return {
    product: TRAEFIK,
    balancer: router === undefined ? undefined : { name: router, dst_endpoint: serverOf(server) },
    duration: took,
    requestUid: undefined,
    requestLength: undefined,
    unmapped: { RequestCount: requests },
  };
}

/** The host and port of `http://10.0.0.3:80`. */
function serverOf(url: string | undefined): NetworkEndpointObject | undefined {
  if (url === undefined) return undefined;
  const scheme = url.indexOf('://');
  if (scheme < 0) return peerOf(url);
  const slash = url.indexOf('/', scheme + 3);
  return peerOf(url.slice(scheme + 3, slash < 0 ? url.length : slash));
}

/** `length time [upstream name] [alternative] address length time status id`; the four may be lists. */
function ingress(fields: readonly string[]): More | undefined {
  const [length = '', took = '', upstream = '', alternative = ''] = fields;
  const requestLength = digits(length);
  const duration = secondsOf(took);
  if (requestLength < 0 || duration === undefined || !isBracketed(upstream) || !isBracketed(alternative))
    return undefined;
  const [address = '', , , status = ''] = fields.slice(4);
  const name = text(upstream.slice(1, -1));
  return {
    product: INGRESS,
    balancer: name === undefined ? undefined : { name, dst_endpoint: peerOf(address) },
    duration: Math.round(duration),
    requestUid: fields.length === 9 ? text(fields[8]) : undefined,
    requestLength,
    unmapped: {
      proxy_alternative_upstream_name: text(alternative.slice(1, -1)),
      upstream_status: text(status),
    },
  };
}

const isBracketed = (field: string): boolean =>
  field.charCodeAt(0) === 91 && field.charCodeAt(field.length - 1) === 93;

/** `[time] host address seconds "request" status body bytes referrer agent`, none of the last two in quotes. */
function timeFirst(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(27) !== 93 || line.charCodeAt(28) !== 32) return undefined;
  const when = parseClf(line.slice(1, 27));
  if (when === undefined) return undefined;
  const hostEnd = line.indexOf(' ', 29);
  const clientEnd = line.indexOf(' ', hostEnd + 1);
  const tookEnd = line.indexOf(' ', clientEnd + 1);
  if (hostEnd < 0 || clientEnd < 0 || tookEnd < 0 || line.charCodeAt(tookEnd + 1) !== 34) return undefined;
  const client = line.slice(hostEnd + 1, clientEnd);
  const duration = secondsOf(line.slice(clientEnd + 1, tookEnd));
  if (!isIp(client) || duration === undefined) return undefined;
  const requestEnd = requestEndOf(line, tookEnd + 2);
  if (requestEnd < 0) return undefined;
  const statusEnd = tokenEnd(line, requestEnd + 2);
  const status = statusOf(line.slice(requestEnd + 2, statusEnd));
  const bodyEnd = tokenEnd(line, statusEnd + 1);
  const body = digits(line.slice(statusEnd + 1, bodyEnd));
  const bytesEnd = tokenEnd(line, bodyEnd + 1);
  const bytes = digits(line.slice(bodyEnd + 1, bytesEnd));
  if (status === undefined || body < 0 || bytes < 0) return undefined;
  const referrerEnd = tokenEnd(line, bytesEnd + 1);
  const server = hostOf(line.slice(29, hostEnd));
  // The default server is called `_`.
  const host = server.host === '_' ? undefined : text(server.host);
  const request = line.slice(tookEnd + 2, requestEnd);
  const { method, url, version, other } = requestOf(request, host, server.port);
  return httpActivity(
    accessLog.name,
    PRODUCT,
    {
      time: when.time,
      offset: when.offset,
      duration,
      client: { ip: client },
      server: host === undefined ? undefined : endpointOf(host, server.port),
      method: method ?? other,
      url,
      version,
      referrer: text(line.slice(bytesEnd + 1, referrerEnd)),
      agent: text(line.slice(referrerEnd + 1)),
      status,
      bytes: body,
      unmapped: { request: method === undefined ? text(request) : undefined, bytes_sent: bytes },
    },
    context,
  );
}
