import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { CommonEvent, HttpRequestObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { parseIso } from '../time';
import { digits, text as said } from '../values';

/**
 * Gitea's and Forgejo's server log.
 *
 *     2026/11/23 09:00:00 ...ers/web/auth/auth.go:200:SignInPost() [I] Failed authentication attempt for alice from 192.0.2.7:39522: user does not exist [uid: 0, name: alice]
 *     2026/11/23 09:00:00 ...eb/routing/logger.go:102:func1() [I] router: completed GET /alice/repo?tab=1 for 192.0.2.7:0, 200 OK in 9.8ms @ repo/view.go:812(repo.Home)
 *
 * Authentication (3002) for failed sign-ins, HTTP Activity (4002) for requests that the router completed, Base Event (0) for
 * all else. The name typed is the user's; whose account it was, if any, is under `unmapped.account`. The zone is not told: UTC.
 * Under `unmapped`: caller (file, line and function), request (the id in brackets), account, handler.
 *
 * Field meanings: Gitea documentation, "Logging Configuration"; CrowdSec Hub, LePresidente/gitea-logs.
 */
export const gitea: LineFormat = {
  name: 'gitea',
  title: 'Gitea and Forgejo server log',
  kind: 'line',
  classes: [3002, 4002, 0],
  sample:
    '2026/11/23 09:00:00 ...ers/web/auth/auth.go:200:SignInPost() [I] [645e123e] Failed authentication attempt for alice from 192.0.2.7:39522: user does not exist [uid: 0, name: alice]',
  evidence: 'corpus',
  sources: ['Gitea documentation, "Logging Configuration"', 'CrowdSec Hub, LePresidente/gitea-logs'],
  fields: [
    ['time', 'time'],
    ['level', 'metadata.log_level, severity_id'],
    ['caller', 'unmapped.caller'],
    ['request id', 'metadata.correlation_uid'],
    ['name typed', 'user.name, actor.user.name'],
    ['uid', 'user.uid'],
    ['address', 'src_endpoint.ip, src_endpoint.port'],
    ['reason', 'status_detail'],
    [
      'router',
      'http_request.http_method, http_request.url.path, http_request.url.query_string, http_response.code, duration',
    ],
    ['message', 'message'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Gitea' } as const;

/** Levels by the letter that Gitea gives them. */
const LEVELS: ReadonlyMap<string, readonly [name: string, severity: CommonEvent['severity_id']]> = new Map([
  ['T', ['TRACE', SEVERITY.informational]],
  ['D', ['DEBUG', SEVERITY.informational]],
  ['I', ['INFO', SEVERITY.informational]],
  ['W', ['WARN', SEVERITY.low]],
  ['E', ['ERROR', SEVERITY.medium]],
  ['C', ['CRITICAL', SEVERITY.high]],
  ['F', ['FATAL', SEVERITY.critical]],
] as const);

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(4) !== 47 || line.charCodeAt(7) !== 47 || line.charCodeAt(19) !== 32) return undefined;
  const callerEnd = line.indexOf(' [', 20);
  // `path/file.go:200:Function() [I] `
  if (callerEnd < 0 || callerEnd > 160 || !line.startsWith('] ', callerEnd + 3)) return undefined;
  const caller = line.slice(20, callerEnd);
  const level = LEVELS.get(line.charAt(callerEnd + 2));
  if (level === undefined || !caller.endsWith('()') || !caller.includes('.go:')) return undefined;
  const time = parseIso(`${line.slice(0, 4)}-${line.slice(5, 7)}-${line.slice(8, 10)}T${line.slice(11, 19)}`);
  if (Number.isNaN(time)) return undefined;
  let at = callerEnd + 5;
  let request: string | undefined;
  if (line.charCodeAt(at) === 91) {
    const close = line.indexOf('] ', at);
    if (close > 0 && close - at < 40) {
      request = line.slice(at + 1, close);
      at = close + 2;
    }
  }
  const entry: Entry = { time, level, caller, request, message: line.slice(at) };
  if (entry.message.startsWith('Failed authentication attempt for ')) return refused(entry, context);
  if (entry.message.startsWith('router: completed ')) {
    const event = routed(entry, context);
    if (event !== undefined) return event;
  }
  const made = common(entry, context, STATUS.unknown);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    message: made.message,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
  };
}

interface Entry {
  readonly time: number;
  readonly level: readonly [name: string, severity: CommonEvent['severity_id']];
  readonly caller: string;
  readonly request: string | undefined;
  readonly message: string;
}

function common(entry: Entry, context: EventContext, status: 0 | 1 | 2, more?: { [name: string]: unknown }) {
  return {
    metadata: metadataOf(
      context,
      gitea.name,
      PRODUCT,
      undefined,
      undefined,
      entry.level[0],
      undefined,
      entry.request,
    ),
    time: entry.time,
    severity_id: entry.level[1],
    status_id: status,
    status: STATUS_CAPTION[status],
    message: entry.message,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, entry.time, { caller: entry.caller, ...more }),
  };
}

/** `… for alice from 192.0.2.7:39522: user does not exist [uid: 0, name: alice, keyid: 0]`. */
function refused(entry: Entry, context: EventContext): OcsfEvent {
  const { message } = entry;
  const details = firstOf(message.indexOf(' [uid: '), message.indexOf(' [email: '), message.length);
  // A name may hold ` from `: the address is what comes last before the reason.
  const from = message.lastIndexOf(' from ', details);
  const reason = from < 0 ? -1 : message.indexOf(': ', from);
  const address = from < 0 ? undefined : message.slice(from + 6, reason < 0 ? details : reason);
  const name = said(message.slice(34, from < 0 ? details : from));
  const uid = message.startsWith(' [uid: ', details)
    ? digits(message.slice(details + 7).split(/[,\]]/, 1)[0] ?? '')
    : -1;
  const named = message.indexOf('name: ', details);
  const account = named < 0 ? undefined : message.slice(named + 6).split(/, keyid: |\]$/, 1)[0];
  const user = { name: name ?? UNKNOWN, uid: uid > 0 ? String(uid) : undefined };
  const made = common(entry, context, STATUS.failure, {
    account: account === undefined || account === name ? undefined : account,
  });
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    message: made.message,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 3002,
    category_uid: 3,
    activity_id: 1,
    type_uid: typeUid(3002, 1),
    status_detail: reason < 0 ? undefined : message.slice(reason + 2, details),
    user,
    actor: { user },
    service: { name: PRODUCT.name },
    src_endpoint: endpointOf(address),
    is_remote: true,
  };
}

const firstOf = (one: number, other: number, none: number): number =>
  one < 0 ? (other < 0 ? none : other) : other < 0 ? one : Math.min(one, other);

/** `192.0.2.7:39522`, `[2001:db8::7]:39522`; port 0 is none. */
function endpointOf(address: string | undefined) {
  if (address === undefined) return undefined;
  const colon = address.lastIndexOf(':');
  const port = digits(address.slice(colon + 1));
  let ip = port < 0 ? address : address.slice(0, colon);
  if (ip.startsWith('[') && ip.endsWith(']')) ip = ip.slice(1, -1);
  if (!isIp(ip)) return { name: address };
  return { ip, port: port > 0 && port <= 65535 ? port : undefined };
}

const METHODS: ReadonlyMap<string, 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9> = new Map([
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

/** `router: completed GET /path for 192.0.2.7:0, 200 OK in 9.8ms @ repo/view.go:812(repo.Home)`. */
function routed(entry: Entry, context: EventContext): OcsfEvent | undefined {
  const { message } = entry;
  const methodEnd = message.indexOf(' ', 18);
  const forAt = message.lastIndexOf(' for ');
  const comma = message.indexOf(', ', forAt);
  const method = message.slice(18, methodEnd);
  const activity = METHODS.get(method);
  const code = digits(message.slice(comma + 2, comma + 5));
  if (activity === undefined || forAt < methodEnd || comma < 0 || code < 100) return undefined;
  const target = message.slice(methodEnd + 1, forAt);
  const query = target.indexOf('?');
  const took = / in (\d{1,9}(?:\.\d{1,9})?)(ms|s|µs)(?: @ (.{1,200}))?$/.exec(message.slice(comma));
  const scale = took?.[2] === 's' ? 1000 : took?.[2] === 'ms' ? 1 : 0.001;
  const made = common(entry, context, code < 400 ? STATUS.success : STATUS.failure, { handler: took?.[3] });
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    message: made.message,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4002, activity),
    duration: took === null ? undefined : Math.round(Number(took[1]) * scale),
    src_endpoint: endpointOf(message.slice(forAt + 5, comma)),
    http_request: {
      http_method: method as HttpRequestObject['http_method'],
      url: {
        path: query < 0 ? target : target.slice(0, query),
        query_string: query < 0 ? undefined : target.slice(query + 1),
      },
    },
    http_response: { code },
  };
}
