import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseClf, parseEpoch, parseIso } from '../time';
import { type JsonObject, rest, text } from '../values';
import { addresses, count, endpointOf, hostOf, httpActivity, statusOf, urlOf, versionOf } from './http';

/**
 * Apache httpd's access log in JSON, by the names that its users have agreed on (`LogFormat "{ \"time\":\"%t\", \"remoteIP\":\"%a\", … }"`).
 *
 *     {"time":"2026-11-23T09:00:00.123Z","process":"1234","filename":"/srv/www/a","remoteIP":"192.0.2.7","host":"example.com","request":"/a",
 *      "query":"?b=c","method":"GET","status":"200","userAgent":"curl/8.0","referer":"-"}
 *
 * HTTP Activity (4002). Each name may also begin with a capital. A time without a zone is taken as UTC. `process`, and
 * `request_time` beside it, are `%D`, microseconds: `duration`. `%{…}i` stays escaped as httpd wrote it. Fields that
 * have no place are under `unmapped` by their own names.
 *
 * Field meanings: Apache HTTP Server, "mod_log_config"; the layout as it is published for Amazon CloudWatch Logs
 * (abaidgulshan/aws-cloudwatch-agent-apache-logs), by snippets.snhd.co and by bobmagicii (the capitals).
 */
export const apacheJson: JsonFormat = {
  name: 'apache-json',
  title: 'Apache httpd access log in JSON, usual names',
  kind: 'json',
  classes: [4002],
  sample:
    '{"time":"2026-11-23T09:00:00.123Z","process":"12345","filename":"/srv/www/a","remoteIP":"192.0.2.7","host":"example.com","port":"8080","request":"/a","query":"?b=c","method":"GET","status":"200","userAgent":"curl/8.0","referer":"http://example.com/","remoteUser":"alice","protocol":"HTTP/1.1","bytes_sent":"154","request_id":"Y3x","x_forwarded_for":"198.51.100.9"}',
  evidence: 'published',
  sources: [
    'Apache HTTP Server, "mod_log_config"',
    'abaidgulshan/aws-cloudwatch-agent-apache-logs, README',
    'snippets.snhd.co, "Apache JSON log formatting"',
  ],
  fields: [
    ['time (%t)', 'time'],
    ['remoteIP (%a)', 'src_endpoint.ip'],
    ['remoteUser, remote_user, user (%u)', 'actor.user.name'],
    ['host (%V), port (%p)', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['method (%m)', 'http_request.http_method'],
    ['request (%U)', 'http_request.url.path'],
    ['query (%q)', 'http_request.url.query_string'],
    ['protocol (%H)', 'http_request.version'],
    ['status (%>s)', 'http_response.code, status_id'],
    ['bytes_sent, bytes (%B)', 'http_response.body_length'],
    ['process (%D)', 'duration'],
    ['userAgent', 'http_request.user_agent'],
    ['referer', 'http_request.referrer'],
    ['x_forwarded_for, forwardIP', 'http_request.x_forwarded_for'],
    ['request_id (%{UNIQUE_ID}e)', 'http_request.uid, metadata.correlation_uid'],
    ['filename (%f)', 'unmapped.filename'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'httpd', vendor_name: 'Apache' } as const;

const NAMES = [
  'time',
  'asctime',
  'remoteIP',
  'remoteUser',
  'remote_user',
  'user',
  'host',
  'port',
  'method',
  'request',
  'query',
  'protocol',
  'status',
  'bytes_sent',
  'bytes',
  'process',
  'userAgent',
  'referer',
  'x_forwarded_for',
  'forwardIP',
  'request_id',
] as const;
type Name = (typeof NAMES)[number];
const capital = (name: string): string => name[0]?.toUpperCase() + name.slice(1);
const TAKEN: ReadonlySet<string> = new Set(NAMES.flatMap((name) => [name, capital(name)]));
const CAPITALS: ReadonlyMap<Name, string> = new Map(NAMES.map((name) => [name, capital(name)]));

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const client = value.remoteIP ?? value.RemoteIP;
  if (typeof client !== 'string') return undefined;
  const get = (name: Name): unknown => value[name] ?? value[CAPITALS.get(name) as string];
  const method = text(get('method'));
  const path = get('request');
  const status = statusOf(get('status'));
  if (method === undefined || typeof path !== 'string' || status < 0) return undefined;
  if (get('userAgent') === undefined && get('query') === undefined) return undefined;
  const when = timeOf(get('time') ?? get('asctime'));
  const server = hostOf(text(get('host')) ?? '');
  const host = text(server.host);
  const ownPort = count(get('port'));
  const port = server.port ?? (ownPort !== undefined && ownPort <= 65535 ? ownPort : undefined);
  const query = text(get('query'));
  // `%U` has no query; some put `%r` or `%U%q` there.
  const url = urlOf(path, host, port);
  const took = count(get('process'));
  const forwarded = text(get('x_forwarded_for')) ?? text(get('forwardIP'));
  return httpActivity(
    apacheJson.name,
    PRODUCT,
    {
      time: when?.time ?? context.time,
      offset: when?.offset,
      duration: took === undefined ? undefined : took / 1000,
      client: endpointOf(client),
      server: host === undefined ? undefined : endpointOf(host, port),
      user: text(get('remoteUser')) ?? text(get('remote_user')) ?? text(get('user')),
      method,
      url:
        query === undefined ? url : { ...url, query_string: query.startsWith('?') ? query.slice(1) : query },
      version: versionOf(text(get('protocol'))),
      referrer: text(get('referer')),
      agent: text(get('userAgent')),
      forwarded: forwarded === undefined ? undefined : addresses(forwarded),
      requestUid: text(get('request_id')),
      status,
      bytes: count(get('bytes_sent')) ?? count(get('bytes')),
      unmapped: rest(value, TAKEN),
    },
    context,
  );
}

/** ISO 8601, `%t` with its brackets, or a count since 1970. */
function timeOf(value: unknown): { readonly time: number; readonly offset?: number } | undefined {
  if (typeof value === 'string') {
    const iso = parseIso(value);
    if (!Number.isNaN(iso)) return { time: iso };
    const clf = parseClf(value.charCodeAt(0) === 91 ? value.slice(1, -1) : value);
    if (clf !== undefined) return clf;
  }
  const epoch = typeof value === 'number' ? parseEpoch(value) : Number.NaN;
  return Number.isNaN(epoch) ? undefined : { time: epoch };
}
