import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { AnyObject, NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseIso } from '../time';
import { digits, text } from '../values';
import { addresses, count, httpActivity, requestOf, statusOf } from '../web/http';

/**
 * Bitbucket's access log: a line when a request begins, one when it ends.
 *
 *     192.0.2.7,10.0.0.1 | https | o@9K7Z3NNx6x3112x1 | alice | 2026-11-23 09:00:00,838 | "GET /git/a.git/info/refs HTTP/1.1" | "" "git/2.44.0" | 200 | 13 | 512 | refs, cache:hit | 101 | tmpqqw |
 *     192.0.2.7 | ssh | o@1APC3V1x930x1687x2 | alice | 2026-11-23 09:00:00,907 | "SSH - git-upload-pack '/a/b.git'" | "" "git/2.38.1" | 0 | 0 | 9812 | push | 47 | abc123 |
 *     192.0.2.7 | https | i@9K7Z3NNx6x3112x1 | - | 2026-11-23 09:00:00,723 | "GET /git/a.git/info/refs HTTP/1.1" | "" "git/2.44.0" | - | - | - | - | - | - |
 *
 * HTTP Activity (4002); SSH Activity (4007) for what came by ssh, whose status is that of the command. Both lines of a
 * request have one `metadata.correlation_uid`. The first address is the client's, proxies follow. The time has no
 * zone and is taken as UTC. Under `unmapped`: `request_id` (`i` or `o` says which of the two lines it is),
 * `protocol`, `action` where it is no HTTP request, `labels`, `parent_request_id`, and what follows for gRPC as
 * `counters`.
 *
 * Field meanings: Atlassian, "How to read the Bitbucket Data Center Log Formats"; plaso's parser of the same lines.
 */
export const bitbucketAccess: LineFormat = {
  name: 'bitbucket-access',
  title: 'Bitbucket Data Center access log',
  kind: 'line',
  classes: [4002, 4007],
  sample:
    '192.0.2.7,10.0.0.1 | https | o@9K7Z3NNx6x3112x1 | alice | 2026-11-23 09:00:00,838 | "GET /git/a.git/info/refs?service=x HTTP/1.1" | "http://example.com/" "git/2.44.0" | 200 | 13 | 512 | refs, cache:hit | 101 | tmpqqw |',
  evidence: 'corpus',
  sources: ['Atlassian, "How to read the Bitbucket Data Center Log Formats"'],
  fields: [
    ['IP address', 'src_endpoint.ip, src_endpoint.intermediate_ips'],
    ['protocol', 'unmapped.protocol'],
    ['request id', 'metadata.correlation_uid, http_request.uid, unmapped.request_id'],
    ['username', 'actor.user.name'],
    ['date', 'time'],
    ['action', 'http_request.http_method, http_request.url.path, http_request.url.query_string'],
    ['referer, user agent', 'http_request.referrer, http_request.user_agent'],
    ['status code', 'http_response.code, status_id'],
    ['bytes read', 'http_request.length'],
    ['bytes written', 'http_response.length'],
    ['labels', 'unmapped.labels'],
    ['response time', 'duration'],
    ['session id', 'actor.session.uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Bitbucket', vendor_name: 'Atlassian' } as const;
const GAP = ' | ';
const LONGEST_FIELD = 1024;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const first = line.indexOf(GAP);
  if (first < 2 || first > LONGEST_FIELD) return undefined;
  const head: string[] = [line.slice(0, first)];
  let at = first + GAP.length;
  let time = Number.NaN;
  while (head.length < 6 && Number.isNaN(time)) {
    const end = line.indexOf(GAP, at);
    if (end < 0 || end - at > LONGEST_FIELD) return undefined;
    const field = line.slice(at, end);
    if (head.length > 3 && field.length === 23) time = parseIso(field);
    if (Number.isNaN(time)) head.push(field);
    at = end + GAP.length;
  }
  if (Number.isNaN(time)) return undefined;
  const [peers = '', protocol = '', requestId = ''] = head;
  const user = text(head[head.length - 1]);
  const client = clientOf(peers);
  if (client === undefined || !['http', 'https', 'ssh', 'grpc'].includes(protocol)) return undefined;
  const action = quoted(line, at);
  if (action === undefined) return undefined;
  const detail = quoted(line, action.end);
  if (detail === undefined || line.length - detail.end > 4 * LONGEST_FIELD) return undefined;
  const tail = line
    .slice(detail.end, line.endsWith(' |') ? -2 : undefined)
    .split(GAP)
    .map((field) => field.trim());

  const counters = protocol === 'grpc';
  const [answer, read, written, labels, took] = counters ? [] : tail;
  const session = counters ? undefined : text(tail[tail.length - 1]);
  const uid = text(requestId);
  const correlation = uid !== undefined && (uid[1] === '@' || uid[1] === '*') ? uid.slice(2) : uid;
  const [referrer, agent] = detailsOf(detail.text);
  const duration = tail.length >= 6 ? digits(took ?? '') : -1;
  const unmapped: AnyObject = {
    protocol,
    request_id: uid,
    parent_request_id: head.length > 4 ? text(head[3]) : undefined,
    labels: tail.length >= 5 ? text(labels) : undefined,
    counters: counters ? tail : undefined,
  };
  if (protocol === 'ssh')
    return ssh(
      { time, client, user, session, correlation, action: action.text, agent, answer, duration, unmapped },
      context,
    );
  const { method, url, version, other } = requestOf(action.text, undefined, undefined);
  return httpActivity(
    bitbucketAccess.name,
    PRODUCT,
    {
      time,
      duration: duration < 0 ? undefined : duration,
      client,
      user,
      session: session === undefined ? undefined : { uid: session },
      method: method ?? other,
      url: url ?? (action.text === '' ? undefined : { url_string: action.text }),
      version,
      referrer,
      agent,
      requestUid: correlation,
      requestLength: count(read),
      status: statusOf(answer),
      responseLength: count(written),
      unmapped: Object.assign(unmapped, { action: url === undefined ? action.text : undefined }),
    },
    context,
  );
}

interface SshLine {
  readonly time: number;
  readonly client: NetworkEndpointObject;
  readonly user: string | undefined;
  readonly session: string | undefined;
  readonly correlation: string | undefined;
  readonly action: string;
  readonly agent: string | undefined;
  readonly answer: string | undefined;
  readonly duration: number;
  readonly unmapped: AnyObject;
}

function ssh(line: SshLine, context: EventContext): OcsfEvent {
  const code = digits(line.answer ?? '');
  // Some versions write an HTTP status for ssh as well.
  const outcome =
    code < 0 ? STATUS.unknown : code === 0 || (code >= 200 && code < 400) ? STATUS.success : STATUS.failure;
  const command = line.action.startsWith('SSH - ') ? line.action.slice(6) : line.action;
  const space = command.indexOf(' ');
  return {
    metadata: Object.assign(context.metadata(bitbucketAccess.name, PRODUCT, undefined, undefined), {
      correlation_uid: line.correlation,
    }),
    time: line.time,
    class_uid: 4007,
    category_uid: 4,
    activity_id: 99,
    activity_name: space < 0 ? command : command.slice(0, space),
    type_uid: typeUid(4007, 99),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_code: code < 0 ? undefined : line.answer,
    duration: line.duration < 0 ? undefined : line.duration,
    src_endpoint: line.client,
    actor:
      line.user === undefined && line.session === undefined
        ? undefined
        : {
            user: line.user === undefined ? undefined : { name: line.user },
            session: line.session === undefined ? undefined : { uid: line.session },
          },
    raw_data: context.raw,
    unmapped: context.unmapped(
      undefined,
      line.time,
      Object.assign(line.unmapped, { action: line.action, user_agent: line.agent }),
    ),
  };
}

/** `client,proxy,…`: a list of addresses. */
function clientOf(peers: string): NetworkEndpointObject | undefined {
  const all = addresses(peers);
  if (all === undefined) return undefined;
  const [ip, ...others] = all;
  return { ip, intermediate_ips: others.length === 0 ? undefined : others };
}

/** A field that may be in quotes, and then may hold the gap itself; with where the next one begins. */
function quoted(line: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const open = line.charCodeAt(at) === 34;
  const end = line.indexOf(open ? `"${GAP}` : GAP, open ? at + 1 : at);
  if (end < 0) return undefined;
  return open
    ? { text: line.slice(at + 1, end), end: end + 1 + GAP.length }
    : { text: line.slice(at, end), end: end + GAP.length };
}

/** Of `referer" "agent`, or of what ssh clients call themselves. */
function detailsOf(detail: string): [referrer: string | undefined, agent: string | undefined] {
  const gap = detail.indexOf('" "');
  return gap < 0 ? [undefined, text(detail)] : [text(detail.slice(0, gap)), text(detail.slice(gap + 3))];
}
