import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  HttpActivityEvent,
  HttpRequestObject,
  NetworkEndpointObject,
  OcsfEvent,
  UrlObject,
} from '../ocsf/generated/types';
import type { EventContext, LineFormat } from './format';
import { isIp } from './ip';
import { parseClf } from './time';
import { digits, text } from './values';

/**
 * Access logs of nginx and Apache httpd, and of what writes like them: common, combined, with or without the
 * virtual host before it, with or without more fields after it.
 *
 *     192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 200 2326
 *     192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "http://example.com/" "curl/8.0" "198.51.100.9"
 *     www.example.com:443 192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "\x16\x03\x01" 400 226 "-" "-"
 *
 * HTTP Activity (4002). Quoted fields stay escaped as they were written. A quoted field after the user agent that
 * holds only addresses is `x_forwarded_for`. A request line that is no HTTP request, and a method that OCSF does
 * not know, are under `unmapped.request`. `timezone_offset` is there where it is not zero.
 *
 * Field meanings: Apache HTTP Server, "mod_log_config"; nginx, "ngx_http_log_module" (its `combined` format).
 */
export const accessLog: LineFormat = {
  name: 'access-log',
  title: 'nginx and Apache access logs (common, combined, with virtual host)',
  kind: 'line',
  classes: [4002],
  sample:
    '192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 200 2326 "http://example.com/" "curl/8.0"',
  evidence: 'corpus',
  sources: [
    'Apache HTTP Server, "mod_log_config"',
    'nginx, "ngx_http_log_module", the predefined combined format',
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
  ],
  begin: () => map,
};

const PRODUCT = { name: 'HTTP server' } as const;

/** OCSF's activity by method; exactly the methods that `http_method` allows. */
const METHODS = new Map([
  ['CONNECT', 1],
  ['DELETE', 2],
  ['GET', 3],
  ['HEAD', 4],
  ['OPTIONS', 5],
  ['POST', 6],
  ['PUT', 7],
  ['TRACE', 8],
  ['PATCH', 9],
] as const);
type Method = NonNullable<HttpRequestObject['http_method']>;

/** No user name or host is looked for further into the line than this. */
const LONGEST_HEAD = 2048;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const open = timeAt(line);
  if (open < 0) return undefined;
  const when = parseClf(line.slice(open + 1, open + 27));
  if (when === undefined) return undefined;
  const client = clientOf(line, open);
  if (client === undefined) return undefined;
  const requestEnd = closingQuote(line, open + 30);
  if (requestEnd < 0 || line.charCodeAt(requestEnd + 1) !== 32) return undefined;
  const statusEnd = tokenEnd(line, requestEnd + 2);
  const status = statusOf(line.slice(requestEnd + 2, statusEnd));
  if (status === undefined) return undefined;

  let at = statusEnd + 1;
  const sizeEnd = tokenEnd(line, at);
  const size = digits(line.slice(at, sizeEnd));
  at = sizeEnd + 1;
  let referrer: string | undefined;
  let agent: string | undefined;
  let forwarded: string[] | undefined;
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
          if (line.charCodeAt(at) === 34) {
            const moreEnd = closingQuote(line, at + 1);
            if (moreEnd > 0) forwarded = addresses(line.slice(at + 1, moreEnd));
          }
        }
      }
    }
  }

  const request = line.slice(open + 30, requestEnd);
  const { method, url, version, whole } = requestOf(request, client.host, client.hostPort);
  const activity = method === undefined ? (whole ? 99 : 0) : METHODS.get(method)!;
  const outcome = status < 0 ? STATUS.unknown : status < 400 ? STATUS.success : STATUS.failure;
  const odd = method === undefined && request !== '-' && request !== '';
  const event: HttpActivityEvent = {
    metadata: context.metadata(accessLog.name, PRODUCT, undefined, undefined),
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? request.slice(0, request.indexOf(' ')) : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    time: when.time,
    timezone_offset: when.offset === 0 ? undefined : when.offset,
    src_endpoint: client.endpoint,
    dst_endpoint: client.host === undefined ? undefined : { hostname: client.host, port: client.hostPort },
    actor: client.user === undefined ? undefined : { user: { name: client.user } },
    http_request: {
      http_method: method,
      url,
      version,
      referrer,
      user_agent: agent,
      x_forwarded_for: forwarded,
    },
    http_response: status < 0 ? undefined : { code: status, body_length: size < 0 ? undefined : size },
    raw_data: context.raw,
    unmapped: odd
      ? { request, envelope: context.envelope(undefined, when.time) }
      : context.unmapped(undefined, when.time),
  };
  return event;
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
  if (!isIp(client)) {
    const next = line.indexOf(' ', end + 1);
    const second = next > 0 && next < open ? line.slice(end + 1, next) : '';
    if (isIp(second)) {
      const colon = client.lastIndexOf(':');
      const port = colon > 0 ? digits(client.slice(colon + 1)) : -1;
      if (port >= 0 && port <= 65535) hostPort = port;
      host = text(hostPort === undefined ? client : client.slice(0, colon));
      client = second;
      end = next;
    }
  }
  if (client === '' || end >= open) return undefined;
  // Without the identity there is but one field before the time, and it may be the user.
  const identityEnd = line.indexOf(' ', end + 1);
  const from = identityEnd < open - 1 ? identityEnd + 1 : end + 1;
  return {
    endpoint: isIp(client) ? { ip: client } : client === '-' ? { name: UNKNOWN } : { hostname: client },
    user: from < open - 1 ? text(line.slice(from, open - 1)) : undefined,
    host,
    hostPort,
  };
}

/** The next quote that no backslash stands before; -1 if there is none. */
function closingQuote(line: string, start: number): number {
  for (let at = line.indexOf('"', start); at >= 0; at = line.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > start && line.charCodeAt(at - slashes - 1) === 92) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

function tokenEnd(line: string, start: number): number {
  const end = line.indexOf(' ', start);
  return end < 0 ? line.length : end;
}

function addresses(list: string): string[] | undefined {
  const parts = list.split(',').map((part) => part.trim());
  return parts.length <= 64 && parts.every(isIp) ? parts : undefined;
}

interface Request {
  readonly method: Method | undefined;
  readonly url: UrlObject | undefined;
  readonly version: string | undefined;
  /** Whether it has a method, a target and a version, be the method one that OCSF knows or not. */
  readonly whole: boolean;
}

/** `GET /path?query HTTP/1.1`; the target may hold spaces, the version may be missing (HTTP/0.9). */
function requestOf(request: string, host: string | undefined, hostPort: number | undefined): Request {
  const first = request.indexOf(' ');
  const last = request.lastIndexOf(' ');
  const versioned = last > first && request.startsWith('HTTP/', last + 1);
  const name = first < 0 ? '' : request.slice(0, first);
  const method = METHODS.has(name as Method) ? (name as Method) : undefined;
  const whole = versioned && isToken(name);
  if (method === undefined && !whole) return { method, url: undefined, version: undefined, whole };
  return {
    method,
    url: urlOf(request.slice(first + 1, versioned ? last : request.length), host, hostPort),
    version: versioned ? request.slice(last + 6) : undefined,
    whole,
  };
}

function isToken(name: string): boolean {
  if (name.length === 0 || name.length > 32) return false;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (!((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 95))
      return false;
  }
  return true;
}

/** Origin form gives path and query; the others (a proxy's absolute URL, CONNECT's host) are kept whole as well. */
function urlOf(target: string, host: string | undefined, hostPort: number | undefined): UrlObject {
  let path = target;
  let hostname = host;
  let port = hostPort;
  let scheme: string | undefined;
  let whole: string | undefined;
  if (target.charCodeAt(0) !== 47) {
    whole = target;
    const colon = target.indexOf('://');
    if (colon > 0 && colon < 16) {
      scheme = target.slice(0, colon);
      const slash = target.indexOf('/', colon + 3);
      const authority = target.slice(colon + 3, slash < 0 ? target.length : slash);
      path = slash < 0 ? '' : target.slice(slash);
      const portAt = authority.lastIndexOf(':');
      const number = portAt > 0 ? digits(authority.slice(portAt + 1)) : -1;
      port = number >= 0 && number <= 65535 ? number : undefined;
      hostname = text(port === undefined ? authority : authority.slice(0, portAt));
    } else path = '';
  }
  const query = path.indexOf('?');
  return {
    url_string: whole,
    scheme,
    hostname,
    port,
    path: path === '' ? undefined : query < 0 ? path : path.slice(0, query),
    query_string: query < 0 ? undefined : path.slice(query + 1),
  };
}
