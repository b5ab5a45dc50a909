import type { HttpRequestObject, NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { digits, text } from '../values';
import { errorEvent, severityOf } from './error-log';
import { activityOf, endpointOf, peerOf, requestOf, urlOf } from './http';
import { type Alert, alertOf } from './modsecurity-alert';

/**
 * Apache httpd's error log, of versions 2.4 and 2.2, with what ModSecurity writes into it.
 *
 *     [Mon Nov 23 09:00:00.880562 2026] [auth_basic:error] [pid 10:tid 14012] [client 192.0.2.7:50229] AH01618: user alice not found: /private
 *     [Mon Nov 23 09:00:00.056610 2026] [ssl:info] [pid 12:tid 12] (70014)End of file found: [client 192.0.2.7:17036] AH02006: SSL handshake stopped: connection was closed
 *     [Mon Nov 23 09:00:00 2026] [error] [client 192.0.2.7] client denied by server configuration: /srv/www/private
 *     [Mon Nov 23 09:00:00.000001 2026] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.62 (Unix) configured -- resuming normal operations
 *
 * Authentication (3002) where a user was refused, HTTP Activity (4002) for what else is about a client's request,
 * Network Activity (4001) for what mod_ssl says of a connection, and what the server says of itself as error-log.ts
 * has it. The time has no zone and is taken as UTC. `metadata.event_code` is the message's number. Under
 * `unmapped`: `module`, `pid`, `tid`, `error` (the system's own, in parentheses), `source_file`, and an alert's `file`,
 * `line`, `tags`, `maturity`, `accuracy`, `ref`.
 *
 * Field meanings: Apache HTTP Server, "core", ErrorLogFormat, and the messages of mod_auth_basic, mod_auth_digest and
 * mod_authz_core; crowdsec's parser of the same lines.
 */
export const apacheError: LineFormat = {
  name: 'apache-error',
  title: 'Apache httpd error log, alerts of ModSecurity inside',
  kind: 'line',
  classes: [3002, 4002, 4001, 6002, 6008, 0],
  sample:
    '[Mon Nov 23 09:00:00.880562 2026] [auth_basic:error] [pid 10:tid 14012] [client 192.0.2.7:50229] AH01618: user alice not found: /private, referer: http://example.com/',
  evidence: 'corpus',
  sources: [
    'Apache HTTP Server, "core", ErrorLogFormat',
    'Apache HTTP Server, log messages of mod_auth_basic, mod_auth_digest, mod_authz_core',
    'OWASP ModSecurity, "ModSecurity 2 Data Formats"',
  ],
  fields: [
    ['time', 'time'],
    ['level', 'severity_id, metadata.log_level'],
    ['module', 'unmapped.module'],
    ['pid, tid', 'unmapped.pid, unmapped.tid'],
    ['client', 'src_endpoint.ip, src_endpoint.port'],
    ['message number', 'metadata.event_code'],
    ['message', 'message, status_detail'],
    ['user', 'user.name'],
    ['request or URI in the message', 'http_request.url.path'],
    ['referer', 'http_request.referrer'],
    ['ModSecurity: id, msg', 'firewall_rule.uid, firewall_rule.name'],
    ['ModSecurity: unique_id', 'metadata.correlation_uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'httpd', vendor_name: 'Apache' } as const;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DAYS = 'SunMonTueWedThuFriSat';

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(0) !== 91 || line.charCodeAt(4) !== 32 || line.charCodeAt(8) !== 32) return undefined;
  const timeEnd = line.indexOf(']', 1);
  if (timeEnd < 25 || timeEnd > 36 || line.charCodeAt(timeEnd + 2) !== 91) return undefined;
  const time = timeOf(line, timeEnd);
  if (Number.isNaN(time)) return undefined;
  const levelEnd = line.indexOf(']', timeEnd + 3);
  if (levelEnd < 0 || levelEnd - timeEnd > 64) return undefined;
  const origin = line.slice(timeEnd + 3, levelEnd);
  const colon = origin.indexOf(':');
  const level = origin.slice(colon + 1);
  if (severityOf(level) === undefined) return undefined;

  let at = levelEnd + 2;
  let pid: number | undefined;
  let tid: number | undefined;
  if (line.startsWith('[pid ', at)) {
    const end = line.indexOf(']', at);
    const [process = '', thread = ''] = line.slice(at + 5, end).split(':', 2);
    pid = digits(process);
    tid = thread.startsWith('tid ') ? digits(thread.slice(4)) : undefined;
    if (end < 0 || pid < 0) return undefined;
    if (tid !== undefined && tid < 0) tid = undefined;
    at = end + 2;
  }
  let file: string | undefined;
  const place = /[a-z0-9_]{1,64}\.c\(\d{1,6}\): /y;
  place.lastIndex = at;
  const where = place.exec(line);
  if (where !== null) {
    file = where[0].slice(0, -2);
    at += where[0].length;
  }
  // The system's error stands before the client or, in older versions, behind it.
  let system = errorAt(line, at);
  if (system !== undefined) at = system.end;
  const client = peerAt(line, at);
  if (client !== undefined) at = client.end;
  if (system === undefined) {
    system = errorAt(line, at);
    if (system !== undefined) at = system.end;
  }
  const numbered = isNumber(line, at);
  const code = numbered ? line.slice(at, at + 7) : undefined;
  const rest = line.slice(numbered ? at + 9 : at);
  const refererAt = rest.lastIndexOf(', referer: ');
  const message = refererAt < 0 ? rest : rest.slice(0, refererAt);
  const referrer = refererAt < 0 ? undefined : text(rest.slice(refererAt + 11));
  // ModSecurity names the client once more.
  const alert = alertOf(message);
  const refused = refusedOf(message);
  const request =
    client === undefined && alert === undefined
      ? undefined
      : requestObject(message, refused, alert, referrer, colon < 0 ? undefined : origin.slice(0, colon));
  const activity = request === undefined ? 0 : activityOf(request.method);
  return errorEvent(
    apacheError.name,
    PRODUCT,
    {
      time,
      level,
      message: alert?.message ?? message,
      code,
      client: client?.endpoint,
      server: alert?.hostname === undefined ? undefined : endpointOf(alert.hostname),
      request: request?.object,
      activity,
      activityName: activity === 99 ? request?.method : undefined,
      refused: refused?.user,
      authProtocol: refused === undefined ? undefined : refused.digest ? 'Digest' : 'Basic Authentication',
      alert,
      unmapped: {
        module: colon < 0 ? undefined : origin.slice(0, colon),
        pid,
        tid,
        error: system?.error,
        source_file: file,
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

/** `Thu Oct 13 12:24:49.880562 2022`; the day may be padded by a space. */
function timeOf(line: string, end: number): number {
  const month = MONTHS.indexOf(line.slice(5, 8));
  const day = DAYS.indexOf(line.slice(1, 4));
  if (month % 3 !== 0 || day % 3 !== 0) return Number.NaN;
  const number = month / 3 + 1;
  const date = line.charCodeAt(9) === 32 ? `0${line[10]}` : line.slice(9, 11);
  return parseIso(
    `${line.slice(end - 4, end)}-${number < 10 ? '0' : ''}${number}-${date}T${line.slice(12, end - 5)}`,
  );
}

/** `AH01618: ` */
function isNumber(line: string, at: number): boolean {
  return (
    line.charCodeAt(at) === 65 &&
    line.charCodeAt(at + 1) === 72 &&
    line.charCodeAt(at + 7) === 58 &&
    line.charCodeAt(at + 8) === 32 &&
    digits(line.slice(at + 2, at + 7)) >= 0
  );
}

/** `(70014)End of file found: ` */
function errorAt(line: string, at: number): { readonly error: string; readonly end: number } | undefined {
  if (line.charCodeAt(at) !== 40) return undefined;
  const close = line.indexOf(')', at);
  if (close < 0 || close - at > 12 || digits(line.slice(at + 1, close)) < 0) return undefined;
  const end = line.indexOf(': ', close);
  return end < 0 || end - close > 256 ? undefined : { error: line.slice(at, end), end: end + 2 };
}

/** `[client 192.0.2.7:50229] ` or `[remote 192.0.2.7:443] `, with or without the port. */
function peerAt(
  line: string,
  at: number,
): { readonly endpoint: NetworkEndpointObject; readonly end: number } | undefined {
  if (!line.startsWith('[client ', at) && !line.startsWith('[remote ', at)) return undefined;
  const end = line.indexOf('] ', at);
  if (end < 0 || end - at > 300) return undefined;
  const peer = line.slice(at + 8, end);
  // Before 2.4 an IPv6 address comes without brackets, from then on its port is behind the last colon.
  const last = peer.lastIndexOf(':');
  const port = last > 0 ? digits(peer.slice(last + 1)) : -1;
  const host = peer.slice(0, last);
  const endpoint =
    !isIp(peer) && port >= 0 && port <= 65535 && isIp(host) ? { ip: host, port } : peerOf(peer);
  return endpoint === undefined ? undefined : { endpoint, end: end + 2 };
}

interface Refused {
  readonly user: string;
  readonly uri: string | undefined;
  readonly digest: boolean;
}

/** Words of mod_auth_basic, mod_auth_digest and mod_authz_core between the user's name and what was asked for. */
const REFUSALS: readonly (readonly [before: string, after: string, digest: boolean])[] = [
  ['user `', "' in realm `", true],
  ['user ', ': authentication failure for "', false],
  ['user ', ': authorization failure for "', false],
  ['user ', ' not found: ', false],
  ['user ', ': password mismatch: ', true],
];

/** The user who was refused. The last match counts: the name comes from the client, what follows it less so. */
function refusedOf(message: string): Refused | undefined {
  if (!message.startsWith('user ')) return undefined;
  for (const [before, after, digest] of REFUSALS) {
    const at = message.startsWith(before) ? message.lastIndexOf(after) : -1;
    const user = at < 0 ? undefined : text(message.slice(before.length, at));
    if (user === undefined) continue;
    const rest = message.slice(at + after.length);
    const quote = after.endsWith('"') ? rest.indexOf('"') : -1;
    const colon = digest ? rest.lastIndexOf(': ') : -1;
    const uri = quote >= 0 ? rest.slice(0, quote) : colon >= 0 ? rest.slice(colon + 2) : rest;
    return { user, uri: uri.charCodeAt(0) === 47 ? uri : undefined, digest };
  }
  return undefined;
}

/** What the message tells of the request; undefined for what mod_ssl says of a connection. */
function requestObject(
  message: string,
  refused: Refused | undefined,
  alert: Alert | undefined,
  referrer: string | undefined,
  module: string | undefined,
): { readonly object: HttpRequestObject; readonly method: string | undefined } | undefined {
  const asked = message.startsWith('Invalid URI in request ') ? message.slice(23).trimEnd() : undefined;
  if (asked !== undefined) {
    const { method, url, version, other } = requestOf(asked, undefined, undefined);
    return { object: { http_method: method, url, version, referrer }, method: method ?? other };
  }
  const uri = refused?.uri ?? alert?.uri;
  if (uri === undefined && referrer === undefined && (module === 'ssl' || module?.startsWith('mpm_')))
    return undefined;
  return {
    object: { url: uri === undefined ? undefined : urlOf(uri, undefined, undefined), referrer },
    method: undefined,
  };
}
