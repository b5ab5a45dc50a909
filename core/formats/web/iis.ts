import { SEVERITY, typeUid } from '../../ocsf/build';
import type { AnyObject, BaseEventEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { digits, text } from '../values';
import { addresses, count, endpointOf, httpActivity, statusOf, urlOf, versionOf } from './http';

/**
 * Microsoft IIS in the W3C extended format, with or without the lines that say what its fields are.
 *
 *     #Software: Microsoft Internet Information Services 10.0
 *     #Version: 1.0
 *     #Date: 2026-11-23 09:00:00
 *     #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken
 *     2026-11-23 09:00:01 192.0.2.1 GET /a b=c 443 EXAMPLE\alice 192.0.2.7 Mozilla/5.0+(X11) https://example.com/ 200 0 0 65
 *
 * HTTP Activity (4002); the lines with `#` are Base Events (0), and hold within their record. Without them the fields
 * are taken to be those above, with or without the referrer. Times are UTC. IIS writes `+` for a space; values stay as
 * it wrote them. All fields that have no place are under `unmapped` by their own names.
 *
 * Field meanings: Microsoft, "W3C Logging" (IIS); W3C, "Extended Log File Format"; plaso's parser of the same lines.
 */
export const iis: LineFormat = {
  name: 'iis',
  title: 'Microsoft IIS access log (W3C extended)',
  kind: 'line',
  classes: [4002, 0],
  sample:
    '2026-11-23 09:00:01 192.0.2.1 GET /a b=c 443 EXAMPLE\\alice 192.0.2.7 Mozilla/5.0+(X11) https://example.com/ 401 2 5 65',
  evidence: 'corpus',
  sources: ['Microsoft, "W3C Logging" (IIS)', 'W3C, "Extended Log File Format"'],
  fields: [
    ['date, time', 'time'],
    ['s-ip, s-port, cs-host', 'dst_endpoint.ip, dst_endpoint.port, dst_endpoint.hostname'],
    ['cs-method', 'http_request.http_method'],
    ['cs-uri-stem', 'http_request.url.path'],
    ['cs-uri-query', 'http_request.url.query_string'],
    ['cs-username', 'actor.user.name, actor.user.domain'],
    ['c-ip', 'src_endpoint.ip'],
    ['cs-version', 'http_request.version'],
    ['cs(User-Agent)', 'http_request.user_agent'],
    ['cs(Referer)', 'http_request.referrer'],
    ['sc-status', 'http_response.code, status_id'],
    ['sc-status, sc-substatus', 'status_code'],
    ['sc-bytes', 'http_response.length'],
    ['cs-bytes', 'http_request.length'],
    ['time-taken', 'duration'],
    ['X-Forwarded-For', 'http_request.x_forwarded_for'],
    ['sc-win32-status', 'unmapped.sc-win32-status'],
  ],
  begin: () => {
    let fields: readonly string[] | undefined;
    let inHeader = false;
    return (line, context) => {
      if (line.charCodeAt(0) === 35) {
        const named = fieldsOf(line);
        if (named === undefined && !isDirective(line, inHeader)) return undefined;
        fields = named ?? fields;
        inHeader = true;
        return header(context);
      }
      const event = map(line, fields, context);
      if (event !== undefined) inHeader = false;
      return event;
    };
  },
};

const PRODUCT = { name: 'Internet Information Services', vendor_name: 'Microsoft' } as const;

const WITH_REFERRER =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken'.split(
    ' ',
  );
const WITHOUT_REFERRER = WITH_REFERRER.filter((name) => name !== 'cs(Referer)');
/** More than IIS knows, with custom ones. */
const MOST_FIELDS = 64;

const TAKEN: ReadonlySet<string> = new Set([
  'date',
  'time',
  's-ip',
  's-port',
  'cs-host',
  'cs-method',
  'cs-uri-stem',
  'cs-uri-query',
  'cs-username',
  'c-ip',
  'cs-version',
  'cs(User-Agent)',
  'cs(Referer)',
  'sc-status',
  'sc-bytes',
  'cs-bytes',
  'time-taken',
]);

/** The fields that the line names, if they are those of a web server. CloudFront's have names of its own. */
function fieldsOf(line: string): readonly string[] | undefined {
  if (!line.startsWith('#Fields: ') || line.length > 4096 || line.includes(' x-edge-')) return undefined;
  const names = line.slice(9).split(' ').filter(isNotEmpty);
  return names.length <= MOST_FIELDS &&
    new Set(names).size === names.length &&
    ['date', 'time', 'cs-method', 'c-ip', 'sc-status'].every((name) => names.includes(name))
    ? names
    : undefined;
}

const isNotEmpty = (field: string): boolean => field !== '';

/** The lines above the fields. Others write a version as well: it is IIS's within a header that is. */
const isDirective = (line: string, inHeader: boolean): boolean =>
  line.startsWith('#Software: Microsoft Internet Information Services') ||
  (line.startsWith('#Date: ') && !Number.isNaN(parseIso(line.slice(7)))) ||
  (inHeader && line.startsWith('#Version: 1.'));

function map(
  line: string,
  named: readonly string[] | undefined,
  context: EventContext,
): OcsfEvent | undefined {
  if (line.charCodeAt(4) !== 45 || line.charCodeAt(10) !== 32 || line.charCodeAt(19) !== 32) return undefined;
  const values = tokens(line);
  if (values === undefined) return undefined;
  const names =
    named ??
    (values.length === WITH_REFERRER.length
      ? WITH_REFERRER
      : values.length === WITHOUT_REFERRER.length
        ? WITHOUT_REFERRER
        : undefined);
  if (names?.length !== values.length) return undefined;
  const get = (name: string): string | undefined => {
    const at = names.indexOf(name);
    return at < 0 ? undefined : text(values[at]);
  };
  const time = parseIso(`${get('date')} ${get('time')}`);
  const status = statusOf(get('sc-status'));
  const client = get('c-ip');
  const method = get('cs-method');
  if (Number.isNaN(time) || status < 0 || (client !== undefined && !isIp(client))) return undefined;
  const server = get('s-ip');
  // Nothing but their places say what the fields are.
  if (
    named === undefined &&
    (client === undefined ||
      server === undefined ||
      !isIp(server) ||
      digits(get('s-port') ?? '') < 0 ||
      digits(get('time-taken') ?? '') < 0)
  )
    return undefined;
  const port = count(get('s-port'));
  const serverPort = port === undefined || port > 65535 ? undefined : port;
  const host = get('cs-host');
  const stem = get('cs-uri-stem');
  const query = get('cs-uri-query');
  const user = get('cs-username');
  const backslash = user === undefined ? -1 : user.indexOf('\\');
  const sub = get('sc-substatus');
  const length = count(get('sc-bytes'));
  return httpActivity(
    iis.name,
    PRODUCT,
    {
      time,
      duration: count(get('time-taken')),
      client: client === undefined ? undefined : { ip: client },
      server:
        server === undefined
          ? host === undefined
            ? undefined
            : endpointOf(host, serverPort)
          : isIp(server)
            ? { ip: server, port: serverPort, hostname: host }
            : { name: server, port: serverPort, hostname: host },
      user: user?.slice(backslash + 1),
      userDomain: backslash > 0 ? user?.slice(0, backslash) : undefined,
      method,
      url:
        stem === undefined
          ? undefined
          : { ...urlOf(stem, host, host === undefined ? undefined : serverPort), query_string: query },
      version: versionOf(get('cs-version')),
      referrer: get('cs(Referer)'),
      agent: get('cs(User-Agent)'),
      forwarded: addresses((get('X-Forwarded-For') ?? '').replaceAll('+', '')),
      requestLength: count(get('cs-bytes')),
      status,
      responseLength: length,
      code: sub === undefined || sub === '0' ? undefined : `${status}.${sub}`,
      unmapped: left(names, values),
    },
    context,
  );
}

/** The line's values: IIS writes `-` for none, so that several spaces are one. */
function tokens(line: string): string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < line.length; ) {
    const end = line.indexOf(' ', at);
    const last = end < 0 ? line.length : end;
    if (last > at) {
      if (found.length === MOST_FIELDS) return undefined;
      found.push(line.slice(at, last));
    }
    at = last + 1;
  }
  return found;
}

function left(names: readonly string[], values: readonly string[]): AnyObject {
  const fields: Record<string, unknown> = Object.create(null);
  names.forEach((name, at) => {
    const value = text(values[at]);
    if (value !== undefined && !TAKEN.has(name)) fields[name === 'envelope' ? '_envelope' : name] = value;
  });
  return fields;
}

function header(context: EventContext): BaseEventEvent {
  return {
    metadata: context.metadata(iis.name, PRODUCT, undefined, undefined),
    time: context.time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.informational,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, context.time),
  };
}
