import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AnyObject,
  HttpActivityEvent,
  HttpRequestObject,
  LoadBalancerObject,
  NetworkEndpointObject,
  ProductObject,
  SessionObject,
  TlsObject,
  UrlObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { digits, text } from '../values';

/** What the logs of web servers and proxies have in common: request lines, targets, hosts with ports, outcomes. */

export type Method = NonNullable<HttpRequestObject['http_method']>;
type Activity = HttpActivityEvent['activity_id'];

/** OCSF's activity by method; exactly the methods that `http_method` allows. */
const METHODS: ReadonlyMap<string, Activity> = new Map([
  ['CONNECT', 1],
  ['DELETE', 2],
  ['GET', 3],
  ['HEAD', 4],
  ['OPTIONS', 5],
  ['POST', 6],
  ['PUT', 7],
  ['TRACE', 8],
  ['PATCH', 9],
]);

/** The method, if OCSF knows it. */
export const methodOf = (name: string | undefined): Method | undefined =>
  name !== undefined && METHODS.has(name) ? (name as Method) : undefined;

/** A known method's own activity, 99 for another, 0 for none. */
export const activityOf = (name: string | undefined): Activity =>
  name === undefined ? 0 : (METHODS.get(name) ?? 99);

/** Success below 400, unknown where no answer was sent (negative, or 0 as some write it). */
export const outcomeOf = (status: number): 0 | 1 | 2 =>
  status <= 0 ? STATUS.unknown : status < 400 ? STATUS.success : STATUS.failure;

export interface Request {
  readonly method: Method | undefined;
  readonly url: UrlObject | undefined;
  readonly version: string | undefined;
  /** The method's name where the line has a method, a target and a version, and OCSF does not know the method. */
  readonly other: string | undefined;
}

const NO_REQUEST: Request = { method: undefined, url: undefined, version: undefined, other: undefined };

/** `GET /path?query HTTP/1.1`; the target may hold spaces, the version may be missing (HTTP/0.9). */
export function requestOf(request: string, host: string | undefined, hostPort: number | undefined): Request {
  const first = request.indexOf(' ');
  if (first <= 0) return NO_REQUEST;
  const last = request.lastIndexOf(' ');
  const versioned = last > first && request.startsWith('HTTP/', last + 1);
  const name = request.slice(0, first);
  const method = methodOf(name);
  if (method === undefined && !(versioned && isToken(name))) return NO_REQUEST;
  return {
    method,
    url: urlOf(request.slice(first + 1, versioned ? last : request.length), host, hostPort),
    version: versioned ? request.slice(last + 6) : undefined,
    other: method === undefined ? name : undefined,
  };
}

/** Whether it may be a method's name, or a client wrote something else altogether. */
export function isToken(name: string): boolean {
  if (name.length === 0 || name.length > 32) return false;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (!((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 95))
      return false;
  }
  return true;
}

/** Origin form gives path and query; the others (a proxy's absolute URL, CONNECT's host) are kept whole as well. */
export function urlOf(
  target: string,
  host: string | undefined,
  hostPort: number | undefined,
  outerScheme?: string,
): UrlObject {
  let path = target;
  let hostname = host;
  let port = hostPort;
  let scheme = outerScheme;
  let whole: string | undefined;
  if (target.charCodeAt(0) !== 47) {
    whole = target;
    const colon = target.indexOf('://');
    if (colon > 0 && colon < 16) {
      scheme = target.slice(0, colon);
      const slash = target.indexOf('/', colon + 3);
      const authority = hostOf(target.slice(colon + 3, slash < 0 ? target.length : slash));
      path = slash < 0 ? '' : target.slice(slash);
      port = authority.port;
      hostname = text(authority.host);
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

export interface HostPort {
  readonly host: string;
  readonly port: number | undefined;
}

/** `host`, `host:port`, `[v6]:port` and a bare IPv6 address, taken apart. */
export function hostOf(source: string): HostPort {
  const colon = source.lastIndexOf(':');
  if (colon > 0) {
    const port = digits(source.slice(colon + 1));
    if (port >= 0 && port <= 65535 && (source.indexOf(':') === colon || source.charCodeAt(colon - 1) === 93))
      return { host: bare(source.slice(0, colon)), port };
  }
  return { host: bare(source), port: undefined };
}

const bare = (host: string): string =>
  host.charCodeAt(0) === 91 && host.charCodeAt(host.length - 1) === 93 ? host.slice(1, -1) : host;

/** Whoever it is: an address, or else a name; `Unknown` where there is neither. */
export function endpointOf(host: string | undefined, port?: number): NetworkEndpointObject {
  if (host === undefined || host === '' || host === '-') return { name: UNKNOWN };
  return isIp(host) ? { ip: host, port } : { hostname: host, port };
}

/** The same, of an `address:port`; undefined if there is none. */
export function peerOf(source: string | undefined): NetworkEndpointObject | undefined {
  if (source === undefined || source === '' || source === '-') return undefined;
  if (isIp(source)) return { ip: source };
  const { host, port } = hostOf(source);
  return host === '' ? undefined : endpointOf(host, port);
}

/** A list of addresses, as `X-Forwarded-For` has them; undefined if it holds anything else. */
export function addresses(list: string): string[] | undefined {
  if (list.length > 64 * 48) return undefined;
  const parts = list.split(',');
  if (parts.length > 64) return undefined;
  for (let at = 0; at < parts.length; at++) {
    const part = (parts[at] as string).trim();
    if (!isIp(part)) return undefined;
    parts[at] = part;
  }
  return parts;
}

/** The next quote that no backslash stands before; -1 if there is none. */
export function closingQuote(line: string, start: number): number {
  for (let at = line.indexOf('"', start); at >= 0; at = line.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > start && line.charCodeAt(at - slashes - 1) === 92) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

export function tokenEnd(line: string, start: number): number {
  const end = line.indexOf(' ', start);
  return end < 0 ? line.length : end;
}

/** What an access log says of one request. */
export interface Access {
  readonly time: number;
  /** Minutes east of UTC. */
  readonly offset?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  readonly client: NetworkEndpointObject | undefined;
  readonly server?: NetworkEndpointObject | undefined;
  readonly user?: string | undefined;
  readonly userDomain?: string | undefined;
  readonly session?: SessionObject | undefined;
  /** As it was written, be it one that OCSF knows or not. */
  readonly method: string | undefined;
  readonly url?: UrlObject | undefined;
  readonly version?: string | undefined;
  readonly referrer?: string | undefined;
  readonly agent?: string | undefined;
  readonly forwarded?: readonly string[] | undefined;
  /** The request's own id, by which other logs know it. */
  readonly requestUid?: string | undefined;
  readonly requestLength?: number | undefined;
  readonly requestBody?: number | undefined;
  /** Of the answer; negative: none was sent. */
  readonly status: number;
  readonly bytes?: number | undefined;
  /** With its headers. */
  readonly responseLength?: number | undefined;
  readonly contentType?: string | undefined;
  /** More exact than the status. */
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly tls?: TlsObject | undefined;
  readonly balancer?: LoadBalancerObject | undefined;
  readonly level?: string | undefined;
  readonly message?: string | undefined;
  readonly unmapped?: AnyObject | undefined;
}

const BALANCER = ['load_balancer'] as const;

/** One request as an event of HTTP Activity (4002). */
export function httpActivity(
  format: string,
  product: ProductObject,
  access: Access,
  context: EventContext,
): HttpActivityEvent {
  const method = methodOf(access.method);
  const activity = activityOf(access.method);
  const outcome = outcomeOf(access.status);
  const uid = access.requestUid;
  const profiles = access.balancer === undefined ? undefined : BALANCER;
  const metadata = context.metadata(format, product, profiles, undefined);
  return {
    metadata:
      uid === undefined && access.level === undefined
        ? metadata
        : Object.assign(metadata, { correlation_uid: uid, log_level: access.level }),
    time: access.time,
    timezone_offset: access.offset === 0 ? undefined : access.offset,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? access.method : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_code: access.code,
    status_detail: access.detail,
    message: access.message,
    duration: access.duration === undefined ? undefined : Math.round(access.duration),
    src_endpoint: access.client,
    dst_endpoint: access.server,
    actor:
      access.user === undefined && access.session === undefined
        ? undefined
        : {
            user: access.user === undefined ? undefined : { name: access.user, domain: access.userDomain },
            session: access.session,
          },
    http_request: {
      http_method: method,
      url: access.url,
      version: access.version,
      referrer: access.referrer,
      user_agent: access.agent,
      x_forwarded_for: access.forwarded,
      uid,
      length: access.requestLength,
      body_length: access.requestBody,
    },
    http_response:
      access.status < 0
        ? undefined
        : {
            code: access.status,
            body_length: access.bytes,
            length: access.responseLength,
            content_type: access.contentType,
          },
    tls: access.tls,
    load_balancer: access.balancer,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, access.time, access.unmapped),
  };
}

/** `HTTP/1.1` without its name. */
export const versionOf = (protocol: string | undefined): string | undefined =>
  protocol?.startsWith('HTTP/') ? protocol.slice(5) : undefined;

/** A whole number that is not negative, be it a number or digits in a string; undefined otherwise. */
export function count(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const number = digits(value);
    return number < 0 ? undefined : number;
  }
  return typeof value === 'number' && value >= 0 && Number.isSafeInteger(value) ? value : undefined;
}

/** Of an HTTP status, -1 if it is none. Zero stands where the source says that none was sent. */
export function statusOf(value: unknown): number {
  const status = count(value);
  return status !== undefined && status < 1000 && (status === 0 || status >= 100) ? status : -1;
}

/** Seconds, as a number or a decimal in a string, in milliseconds; undefined if it is none or negative. */
export function secondsOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.length < 20 && value !== '' ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number < 1e12 ? number * 1000 : undefined;
}

/** A port, be it a number or digits in a string; undefined otherwise. */
export function portOf(value: unknown): number | undefined {
  const port = count(value);
  return port === undefined || port > 65535 ? undefined : port;
}
