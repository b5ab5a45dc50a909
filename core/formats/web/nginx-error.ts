import type { HttpRequestObject, NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { digits, text } from '../values';
import { errorEvent, severityOf } from './error-log';
import { activityOf, endpointOf, hostOf, type Request, requestOf } from './http';
import { alertOf } from './modsecurity-alert';

/**
 * nginx's error log, with what ModSecurity writes into it.
 *
 *     2026/11/23 09:00:00 [error] 31#31: *46 user "alice": password mismatch, client: 192.0.2.7, server: example.com, request: "GET / HTTP/1.1", host: "example.com"
 *     2026/11/23 09:00:00 [error] 31#31: *47 limiting requests, excess: 5.4 by zone "one", client: 192.0.2.7, server: , request: "GET / HTTP/1.1", host: "example.com"
 *     2026/11/23 09:00:00 [notice] 1#1: start worker processes
 *
 * Authentication (3002) where a user was refused, HTTP Activity (4002) for all other lines with a request (alerts of
 * ModSecurity among them), Network Activity (4001) for those of a connection without one, and what the server says of
 * itself as error-log.ts has it. The time has no zone and is taken as UTC. The fields are those at the line's
 * end: what a client sends may hold `, client: ` as well, and where more than one could be meant all are in
 * `unmapped.client_candidates`, and the source is the first that stands outside quotes.
 * Under `unmapped`: `pid`, `tid`, `connection`, `subrequest`, `upstream`, `login`, `server` where it is none, and
 * an alert's `file`, `line`, `tags`, `maturity`, `accuracy`, `ref`.
 *
 * Field meanings: nginx, "Core functionality" (error_log) and the sources of its HTTP, stream and mail modules
 * (`ngx_http_log_error`); crowdsec's parser of the same lines.
 */
export const nginxError: LineFormat = {
  name: 'nginx-error',
  title: 'nginx error log, alerts of ModSecurity inside',
  kind: 'line',
  classes: [4002, 3002, 4001, 6002, 6008, 0],
  sample:
    '2026/11/23 09:00:00 [error] 31#32: *46 [client 192.0.2.7] ModSecurity: Access denied with code 403 (phase 2). Matched "Operator `Ge\' with parameter `5\' against variable `TX:ANOMALY_SCORE\' (Value: `20\' ) [file "/etc/crs/949.conf"] [line "80"] [id "949110"] [rev ""] [msg "Inbound Anomaly Score Exceeded"] [data "score 20"] [severity "2"] [ver "OWASP_CRS/4.0.0"] [tag "attack-generic"] [hostname "example.com"] [uri "/a"] [unique_id "176155"] [ref ""], client: 192.0.2.7, server: example.com, request: "GET /a?b=c HTTP/1.1", host: "example.com:8080", referrer: "http://example.com/"',
  evidence: 'corpus',
  sources: [
    'nginx, "Core functionality" (error_log), and ngx_http_log_error in ngx_http_request.c',
    'OWASP ModSecurity, "ModSecurity 2 Data Formats"',
  ],
  fields: [
    ['time', 'time'],
    ['level', 'severity_id, metadata.log_level'],
    ['message', 'message, status_detail'],
    ['client', 'src_endpoint.ip'],
    ['server, host', 'dst_endpoint.hostname, dst_endpoint.port'],
    [
      'request',
      'http_request.http_method, http_request.url.path, http_request.url.query_string, http_request.version',
    ],
    ['referrer', 'http_request.referrer'],
    ['user "…"', 'user.name'],
    ['ModSecurity: id, msg, ver', 'firewall_rule.uid, firewall_rule.name, firewall_rule.version'],
    ['ModSecurity: tag', 'firewall_rule.category, unmapped.tags'],
    ['ModSecurity: data', 'firewall_rule.match_details[]'],
    ['ModSecurity: unique_id', 'metadata.correlation_uid'],
    ['ModSecurity: code', 'status_code, http_response.code'],
    ['ModSecurity: denied or warning', 'action_id, disposition_id'],
    ['pid, tid, connection', 'unmapped.pid, unmapped.tid, unmapped.connection'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'nginx', vendor_name: 'F5' } as const;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (
    line.charCodeAt(4) !== 47 ||
    line.charCodeAt(7) !== 47 ||
    line.charCodeAt(19) !== 32 ||
    line.charCodeAt(20) !== 91
  )
    return undefined;
  const levelEnd = line.indexOf(']', 21);
  if (levelEnd < 0 || levelEnd > 28) return undefined;
  const level = line.slice(21, levelEnd);
  if (severityOf(level) === undefined) return undefined;
  const time = parseIso(`${line.slice(0, 4)}-${line.slice(5, 7)}-${line.slice(8, 19)}`);
  if (Number.isNaN(time)) return undefined;
  const hash = line.indexOf('#', levelEnd);
  const colon = line.indexOf(': ', hash);
  if (hash < 0 || colon < 0 || colon - levelEnd > 32) return undefined;
  const pid = digits(line.slice(levelEnd + 2, hash));
  const tid = digits(line.slice(hash + 1, colon));
  if (pid < 0 || tid < 0) return undefined;

  let start = colon + 2;
  let connection: number | undefined;
  if (line.charCodeAt(start) === 42) {
    const end = line.indexOf(' ', start);
    const number = digits(line.slice(start + 1, end));
    if (end > 0 && number >= 0) {
      connection = number;
      start = end + 1;
    }
  }
  // What an alert quotes of a request is no field of the line's.
  const alert = alertOf(line.slice(start));
  const tail = tailOf(line, start, start + (alert?.end ?? 0));
  const message = line.slice(start, tail === undefined ? line.length : tail.start);
  const fields = tail?.fields;
  const host = hostOf(fields?.get('host') ?? '');
  const serverName = serverOf(fields?.get('server'));
  const request = fields?.get('request');
  const parsed: Request | undefined =
    request === undefined ? undefined : requestOf(request, text(host.host), host.port);
  const method = parsed?.method ?? parsed?.other;
  const activity = activityOf(method);
  const client = clientOf(tail?.client ?? alert?.client);
  const refused = refusedOf(message);
  return errorEvent(
    nginxError.name,
    PRODUCT,
    {
      time,
      level,
      message: alert?.message ?? message,
      code: undefined,
      client,
      server: endpoint(serverName, host.host, host.port),
      request: requestObject(parsed, fields, alert?.uri),
      activity,
      activityName: activity === 99 ? method : undefined,
      refused,
      authProtocol: refused === undefined ? undefined : 'Basic Authentication',
      alert,
      unmapped: {
        pid,
        tid,
        connection,
        client: client === undefined ? text(tail?.client) : undefined,
        server: serverName === undefined ? text(fields?.get('server')) : undefined,
        request:
          request !== undefined && (parsed?.method === undefined || parsed.url === undefined)
            ? request
            : undefined,
        subrequest: fields?.get('subrequest'),
        upstream: fields?.get('upstream'),
        login: fields?.get('login'),
        client_candidates: tail?.candidates,
        file: alert?.file,
        line: alert?.line,
        tags: alert?.tags,
        maturity: alert?.maturity,
        accuracy: alert?.accuracy,
        ref: alert?.ref,
        after: alert === undefined ? undefined : text(message.slice(alert.end).trim()),
      },
    },
    context,
  );
}

function requestObject(
  parsed: Request | undefined,
  fields: ReadonlyMap<string, string> | undefined,
  uri: string | undefined,
): HttpRequestObject | undefined {
  if (parsed === undefined) return uri === undefined ? undefined : { url: { path: uri } };
  return {
    http_method: parsed.method,
    url: parsed.url ?? (uri === undefined ? undefined : { path: uri }),
    version: parsed.version,
    referrer: text(fields?.get('referrer')),
  };
}

/** An address; a client on a Unix socket has none. */
function clientOf(client: string | undefined): NetworkEndpointObject | undefined {
  if (client === undefined) return undefined;
  if (isIp(client)) return { ip: client };
  return client.startsWith('unix:') ? { name: client } : undefined;
}

/** The server's name, if it has one that says something. */
const serverOf = (name: string | undefined): string | undefined =>
  name === undefined || name === '' || name === '_' ? undefined : name;

/** The host that was asked for, or else the server's name. */
function endpoint(
  server: string | undefined,
  host: string,
  port: number | undefined,
): NetworkEndpointObject | undefined {
  if (host !== '') return endpointOf(host, port);
  if (server === undefined) return undefined;
  const own = hostOf(server);
  return endpointOf(own.host, own.port);
}

/** The name in `user "alice": password mismatch` and `user "alice" was not found in "/etc/htpasswd"`. */
function refusedOf(message: string): string | undefined {
  if (!message.startsWith('user "')) return undefined;
  let end = message.lastIndexOf('": password mismatch');
  if (end < 6) end = message.lastIndexOf('" was not found in "');
  return end < 6 ? undefined : text(message.slice(6, end));
}

interface Tail {
  readonly start: number;
  readonly client: string;
  readonly fields: ReadonlyMap<string, string>;
  /** All clients that the line may speak of, if they are more than one. */
  readonly candidates: readonly string[] | undefined;
}

const CLIENT = ', client: ';
/** Places where a client's own text may look like the beginning of the fields, looked at before the rest is left. */
const MOST_CANDIDATES = 16;

/**
 * The fields at the line's end, looked for from `from`. They begin where all that follows is fields, and where no
 * quote of the message from `start` on is open; failing that, where all that follows is fields.
 */
function tailOf(line: string, start: number, from: number): Tail | undefined {
  let best: Tail | undefined;
  let outside = false;
  const clients: string[] = [];
  let quotes = 0;
  let quote = line.indexOf('"', start);
  let at = line.indexOf(CLIENT, from);
  for (let n = 0; at >= 0 && n < MOST_CANDIDATES; n++, at = line.indexOf(CLIENT, at + CLIENT.length)) {
    for (; quote >= 0 && quote < at; quote = line.indexOf('"', quote + 1)) quotes++;
    const end = line.indexOf(',', at + CLIENT.length);
    const client = line.slice(at + CLIENT.length, end < 0 ? line.length : end);
    if (client.length > 128) continue;
    const fields = end < 0 ? new Map<string, string>() : fieldsOf(line, end);
    if (fields === undefined) continue;
    if (!clients.includes(client)) clients.push(client);
    if (best !== undefined && (outside || quotes % 2 === 1)) continue;
    outside = quotes % 2 === 0;
    best = { start: at, client, fields, candidates: undefined };
  }
  return best !== undefined && clients.length > 1 ? { ...best, candidates: clients } : best;
}

const BARE = [', server: ', ', bytes from/to client:', ', bytes from/to upstream:'];
const QUOTED = [
  ', request: "',
  ', subrequest: "',
  ', upstream: "',
  ', host: "',
  ', referrer: "',
  ', login: "',
];

/** The fields from `start` to the line's end, in nginx's order; undefined if anything else stands among them. */
function fieldsOf(line: string, start: number): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  let at = start;
  while (at < line.length) {
    const bare = BARE.find((name) => line.startsWith(name, at));
    const quoted = bare === undefined ? QUOTED.find((name) => line.startsWith(name, at)) : undefined;
    const name = bare ?? quoted;
    if (name === undefined) return undefined;
    const from = at + name.length;
    const end = bare === undefined ? quotedEnd(line, from) : bareEnd(line, from);
    if (end < 0) return undefined;
    const key = name.slice(2, name.indexOf(':'));
    // A second one is part of what a client sent.
    if (!fields.has(key)) fields.set(key, line.slice(from, end));
    at = bare === undefined ? end + 1 : end;
  }
  return fields;
}

/** nginx does not escape quotes: a value ends at a quote that a field follows, or the line's end. */
function quotedEnd(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1))
    if (at + 1 === line.length || QUOTED.some((name) => line.startsWith(name, at + 1))) return at;
  return -1;
}

/** Names of servers come from the configuration: they hold no quotes. */
function bareEnd(line: string, from: number): number {
  const end = line.indexOf(', ', from);
  const last = end < 0 ? line.length : end;
  return last - from > 255 || line.slice(from, last).includes('"') ? -1 : last;
}
