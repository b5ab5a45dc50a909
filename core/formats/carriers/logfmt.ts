import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { digits, rest, text } from '../values';
import { endpointOf, recordEvent, severityOf } from './record';

/**
 * logfmt: `key=value` pairs, values in quotes where they hold spaces. Go programs, Grafana's, Heroku's router write it.
 *
 *     ts=2026-11-23T09:00:00.123Z level=warn msg="login failed" user=alice remote_addr=192.0.2.7:4242 trace_id=5b8e
 *     at=info method=GET path="/a?b=c" host=app.example.com request_id=8601 fwd="192.0.2.7" dyno=web.1 connect=1ms service=18ms status=200 bytes=13 protocol=https
 *
 * All of a line must be pairs (a word on its own is a pair without a value), two of these among them: a time, a level, a message; or Heroku's `at`
 * with a method, path and status. Of a key that comes twice the last counts. HTTP Activity (4002) where there is a method and a path, Application Error (6008) from
 * level error on, else Base Event (0). Under `unmapped`: all other keys.
 *
 * Field meanings: kr/logfmt, package documentation; Heroku Dev Center, "HTTP Routing" ("Heroku router log format"); Grafana Loki, "logfmt" parser.
 */
export const logfmt: LineFormat = {
  name: 'logfmt',
  title: 'logfmt (key=value), with usual key names',
  kind: 'line',
  classes: [0, 4002, 6008],
  sample:
    'ts=2026-11-23T09:00:00.123Z level=warn msg="login failed" user=alice remote_addr=192.0.2.7:4242 trace_id=5b8e',
  evidence: 'published',
  sources: [
    'kr/logfmt, package documentation',
    'Heroku Dev Center, "HTTP Routing"',
    'Grafana Loki documentation, "logfmt"',
  ],
  fields: [
    ['ts, time, timestamp, t, @timestamp', 'time'],
    ['level, lvl, severity, at', 'metadata.log_level, severity_id'],
    ['msg, message', 'message'],
    ['user, username, usr, user_name, uname', 'actor.user.name'],
    ['user_id, userId, uid', 'actor.user.uid'],
    [
      'remote_addr, remote_ip, client_ip, ip, fwd',
      'src_endpoint.ip, src_endpoint.port, unmapped.src_endpoint.ip',
    ],
    ['method', 'http_request.http_method'],
    ['path, uri, url', 'http_request.url.path, http_request.url.query_string'],
    ['status, status_code', 'http_response.code, status_id'],
    ['trace_id, traceID, request_id', 'metadata.correlation_uid'],
    ['error, err', 'status_detail'],
  ],
  begin: () => map,
};

const MOST_PAIRS = 256;

const TIMES = ['ts', 'time', 'timestamp', 't', '@timestamp'] as const;
const LEVELS = ['level', 'lvl', 'severity', 'at'] as const;
const MESSAGES = ['msg', 'message'] as const;
const USERS = ['user', 'username', 'usr', 'user_name', 'uname'] as const;
const USER_IDS = ['user_id', 'userId', 'uid'] as const;
const SOURCES = ['remote_addr', 'remote_ip', 'client_ip', 'remoteAddr', 'ip', 'fwd'] as const;
const PATHS = ['path', 'uri', 'url'] as const;
const STATUSES = ['status', 'status_code'] as const;
const TRACES = ['trace_id', 'traceID', 'request_id'] as const;
const ERRORS = ['error', 'err'] as const;
const AGENTS = ['user_agent', 'userAgent', 'ua'] as const;

const TAKEN: ReadonlySet<string> = new Set([
  ...TIMES,
  ...LEVELS,
  ...MESSAGES,
  ...USERS,
  ...USER_IDS,
  ...SOURCES,
  ...PATHS,
  ...STATUSES,
  ...TRACES,
  ...ERRORS,
  ...AGENTS,
  'method',
  'bytes',
]);

type Pairs = { readonly [key: string]: string };

function map(line: string, context: EventContext): OcsfEvent | undefined {
  // Whatever begins with anything but a key and `=` is not it.
  const equals = line.indexOf('=');
  if (equals <= 0 || equals > 64 || !isKey(line, 0, equals)) return undefined;
  const pairs = readPairs(line);
  if (pairs === undefined) return undefined;
  const at = first(pairs, TIMES);
  const time = at === undefined ? Number.NaN : timeOf(at);
  const level = first(pairs, LEVELS);
  const message = first(pairs, MESSAGES);
  const severity = severityOf(level);
  const method = text(pairs.method);
  const target = first(pairs, PATHS);
  const status = digits(first(pairs, STATUSES) ?? '');
  const isRouter = pairs.at !== undefined && method !== undefined && target !== undefined;
  const said = (Number.isNaN(time) ? 0 : 1) + (severity === 0 ? 0 : 1) + (message === undefined ? 0 : 1);
  if (said < 2 && !isRouter) return undefined;
  const user = first(pairs, USERS);
  const uid = first(pairs, USER_IDS);
  const bytes = digits(pairs.bytes ?? '');
  const client = first(pairs, SOURCES);
  return recordEvent(
    {
      format: logfmt.name,
      product: { name: text(pairs.app) ?? text(pairs.service) ?? (isRouter ? 'Heroku router' : 'Unknown') },
      time: Number.isNaN(time) ? context.time : time,
      level,
      severity,
      message,
      correlation: first(pairs, TRACES),
      user: user === undefined && uid === undefined ? undefined : { name: user, uid },
      // Heroku's is a list, the client first.
      source: endpointOf(client?.split(',', 1)[0]?.trim()),
      http:
        method !== undefined && target !== undefined
          ? {
              method,
              target,
              status: status >= 100 && status <= 999 ? status : undefined,
              agent: first(pairs, AGENTS),
              host: text(pairs.host),
              bytes: bytes < 0 ? undefined : bytes,
            }
          : undefined,
      failure: first(pairs, ERRORS),
      unmapped: unmappedOf(pairs),
    },
    context,
  );
}

/** What no attribute took: a key of those that did not give it is not lost either. */
function unmappedOf(pairs: Pairs): { readonly [name: string]: unknown } | undefined {
  const left = rest(pairs, TAKEN);
  let more: Record<string, unknown> | undefined;
  for (const names of [
    TIMES,
    LEVELS,
    MESSAGES,
    USERS,
    USER_IDS,
    SOURCES,
    PATHS,
    STATUSES,
    TRACES,
    ERRORS,
    AGENTS,
  ]) {
    let found = false;
    for (const name of names) {
      if (text(pairs[name]) === undefined) continue;
      if (found) {
        more ??= {};
        more[name] = pairs[name];
      }
      found = true;
    }
  }
  const method = pairs.method;
  const hasUrl = first(pairs, PATHS) !== undefined;
  if (method === undefined || !hasUrl) {
    const path = first(pairs, PATHS);
    const status = first(pairs, STATUSES);
    if (method !== undefined || path !== undefined || status !== undefined || pairs.bytes !== undefined)
      more = { ...more, method, path, status, bytes: pairs.bytes };
  }
  return more === undefined ? left : { ...left, ...more };
}

function first(pairs: Pairs, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = text(pairs[name]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function timeOf(value: string): number {
  const count = /^\d{9,19}(?:\.\d{1,9})?$/.test(value) ? parseEpoch(Number(value)) : Number.NaN;
  return Number.isNaN(count) ? parseIso(value) : count;
}

/** All pairs of the line; undefined if it holds anything else. */
function readPairs(line: string): Pairs | undefined {
  const pairs: Record<string, string> = Object.create(null) as Record<string, string>;
  let bare = 0;
  let count = 0;
  let at = 0;
  while (at < line.length) {
    if (line.charCodeAt(at) === 32) {
      at++;
      continue;
    }
    if (++count > MOST_PAIRS) return undefined;
    let end = at;
    while (end < line.length && line.charCodeAt(end) !== 61 && line.charCodeAt(end) !== 32) end++;
    if (end - at > 128 || !isKey(line, at, end)) return undefined;
    const key = line.slice(at, end);
    if (line.charCodeAt(end) !== 61) {
      bare++;
      pairs[key] = '';
      at = end;
      continue;
    }
    let value: string;
    if (line.charCodeAt(end + 1) === 34) {
      const close = closing(line, end + 2);
      if (close < 0) return undefined;
      value = unescaped(line.slice(end + 2, close));
      at = close + 1;
      if (at < line.length && line.charCodeAt(at) !== 32) return undefined;
    } else {
      const space = line.indexOf(' ', end);
      at = space < 0 ? line.length : space;
      value = line.slice(end + 1, at);
    }
    pairs[key] = value;
  }
  return count >= 2 && bare * 4 <= count ? pairs : undefined;
}

/** Letters, digits, and what joins them. */
function isKey(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at);
    const isWord =
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 48 && code <= 57) ||
      code === 95 ||
      code === 46 ||
      code === 45 ||
      code === 47 ||
      code === 64;
    if (!isWord) return false;
  }
  return end > start;
}

function closing(line: string, start: number): number {
  for (let at = start; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) return at;
  }
  return -1;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r' };

/** A value longer than this stays as it was written: to take out its escapes would take longer than a line may. */
const LONGEST_ESCAPED = 32_768;

const unescaped = (value: string): string =>
  value.length <= LONGEST_ESCAPED && value.includes('\\')
    ? value.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter)
    : value;
