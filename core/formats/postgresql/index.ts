import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { csvExtent } from './csv';
import { type Header, isPart, readHeader } from './header';
import { type Report, reportEvent } from './report';

/**
 * PostgreSQL's server log as text, with any of the usual `log_line_prefix` settings: the default, Debian's, RDS's and
 * Aurora's, Azure's, Supabase's, those that pgBadger and pgaudit recommend.
 *
 *     2026-11-23 09:00:00.123 UTC [4711] LOG:  database system is ready to accept connections
 *     2026-11-23 09:00:00.123 CET [4711-1] alice@app FATAL:  password authentication failed for user "alice"
 *     2026-11-23 09:00:00 UTC:192.0.2.7(52834):alice@app:[4711]:ERROR:  relation "accounts" does not exist at character 15
 *     2026-11-23 09:00:00 UTC:192.0.2.7(52834):alice@app:[4711]:STATEMENT:  SELECT * FROM accounts
 *     192.0.2.7 2026-11-23 09:00:00.123 UTC [4711] alice@app LOG:  statement: SELECT 1
 *
 * By the message: Datastore Activity (6005) for statements and for errors in a session, Authentication (3002) for who was let
 * in, refused or left, Network Activity (4001) for connections received, Application Lifecycle (6002) for start, stop and
 * reload, Application Error (6008) for errors of the server itself; Base Event (0) for all else it says.
 *
 * A report is one event, over all its lines: PostgreSQL writes it in one piece, so that `DETAIL`, `HINT`, `QUERY`, `CONTEXT`,
 * `LOCATION`, `BACKTRACE` and `STATEMENT` of the same process follow it, and lines that begin with space go on with the line
 * before. Where each line comes as a message of its own (RDS in CloudWatch Logs), `actor.session.uid` (the session's id, else
 * the process's) is what they have in common. The statement goes to `query_info`, detail to `status_detail`, the others to
 * `unmapped`; so does what of the prefix was not understood (`prefix`).
 *
 * Times: the abbreviation of `log_timezone` as PostgreSQL itself reads it; one that it does not know is UTC, and under
 * `unmapped.timezone`.
 *
 * Field meanings: PostgreSQL documentation, "Error Reporting and Logging" (log_line_prefix, "Message Severity Levels");
 * Amazon RDS User Guide, "RDS for PostgreSQL database log files"; pgBadger, "PostgreSQL configuration".
 */
export const postgresql: LineFormat = {
  name: 'postgresql',
  title: 'PostgreSQL server log, any usual log_line_prefix, RDS and Aurora',
  kind: 'line',
  classes: [3002, 6005, 4001, 6002, 6008, 0],
  sample:
    '2026-11-23 09:00:00.123 CET [4711-1] alice@app FATAL:  password authentication failed for user "alice"',
  evidence: 'corpus',
  sources: [
    'PostgreSQL documentation, "Error Reporting and Logging"',
    'Amazon RDS User Guide, "RDS for PostgreSQL database log files"',
    'pgBadger, documentation, "PostgreSQL configuration"',
  ],
  fields: [
    ['%m, %t', 'time, timezone_offset'],
    ['%u', 'actor.user.name, user.name'],
    ['%d', 'database.name, service.name'],
    ['%a', 'actor.app_name'],
    ['%h, %r', 'src_endpoint.ip, src_endpoint.port, src_endpoint.hostname, src_endpoint.name'],
    ['%c, %p', 'actor.session.uid'],
    ['%e', 'status_code, metadata.event_code'],
    ['level', 'metadata.log_level, severity_id'],
    ['message', 'message, status_detail'],
    ['DETAIL', 'status_detail'],
    ['STATEMENT', 'query_info.query_string'],
    ['duration', 'duration'],
  ],
  begin: () => map,
  extent: reportExtent,
};

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const report = readReport(line);
  return report === undefined || isAudit(report.message)
    ? undefined
    : reportEvent(postgresql.name, report, context);
}

/** pgaudit's are a format of their own. */
export const isAudit = (message: string): boolean =>
  message.charCodeAt(0) === 65 &&
  (message.startsWith('AUDIT: SESSION,') || message.startsWith('AUDIT: OBJECT,'));

/** A report with all its parts; undefined if the text does not begin with one. */
export function readReport(text: string): Report | undefined {
  const line = text.indexOf('\n');
  const first = readHeader(text, 0, line < 0 ? text.length : line);
  if (first === undefined) return undefined;
  if (line < 0)
    return report(first, text.charCodeAt(first.message) === 32 ? '' : text.slice(first.message), undefined);
  const parts = new Map<string, string>();
  let level = first.level;
  /** Where the part begins that goes on until another one's header. */
  let from = first.message;
  const put = (end: number): void => {
    const part = partOf(text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end));
    const known = parts.get(level);
    parts.set(level, known === undefined ? part : `${known}\n${part}`);
  };
  let end = line;
  while (end < text.length) {
    const start = end + 1;
    const next = text.indexOf('\n', start);
    const last = next < 0 ? text.length : next;
    if (!continues(text, start) && mayBePart(text, start)) {
      const header = readHeader(text, start, last);
      if (header !== undefined && isPart(header.level)) {
        put(end);
        level = header.level;
        from = header.message;
      }
    }
    end = last;
  }
  put(text.length);
  return report(first, parts.get(first.level) ?? '', parts);
}

/** A part's text without what PostgreSQL puts before each further line. */
function partOf(lines: string): string {
  if (!lines.includes('\n')) return lines;
  const unix = lines.includes('\r') ? lines.replaceAll('\r\n', '\n') : lines;
  return unix.replaceAll('\n\t', '\n');
}

function report(header: Header, message: string, parts: ReadonlyMap<string, string> | undefined): Report {
  const part = (level: string) => (level === header.level ? undefined : parts?.get(level));
  const { zone, line, other } = header;
  const more =
    parts === undefined && zone === undefined && line === undefined && other === undefined
      ? undefined
      : {
          timezone: zone,
          session_line: line,
          prefix: other,
          hint: part('HINT'),
          query: part('QUERY'),
          context: part('CONTEXT'),
          location: part('LOCATION'),
          backtrace: part('BACKTRACE'),
        };
  return {
    time: header.time,
    offset: header.offset,
    level: header.level,
    user: header.user,
    database: header.database,
    application: header.application,
    host: header.host,
    port: header.port,
    pid: header.pid,
    session: header.session,
    state: header.state,
    message,
    detail: part('DETAIL'),
    statement: part('STATEMENT'),
    more,
  };
}

/** Of a report in either log: all formats of PostgreSQL share it. */
export function reportExtent(text: string, start: number, end: number): number | undefined {
  return logExtent(text, start, end) ?? csvExtent(text, start, end);
}

/** Over the lines that go on with the report's first one, and those of its parts. */
function logExtent(text: string, start: number, end: number): number | undefined {
  const next = text.charCodeAt(end) === 13 ? end + 2 : end + 1;
  if (next >= text.length || !(continues(text, next) || mayBePart(text, next))) return undefined;
  const header = readHeader(text, start, end);
  if (header === undefined) return undefined;
  let last = end;
  let at = next;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 ? text.length : newline;
    if (!continues(text, at)) {
      if (!mayBePart(text, at)) break;
      const part = readHeader(text, at, lineEnd);
      if (part === undefined || !isPart(part.level) || part.pid !== header.pid) break;
    }
    last = lineEnd > at && text.charCodeAt(lineEnd - 1) === 13 && newline >= 0 ? lineEnd - 1 : lineEnd;
    at = lineEnd + 1;
  }
  return last === end ? undefined : last;
}

const continues = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 9 || (code === 32 && text.charCodeAt(at + 1) === 32);
};

/** Parts' last letters: L, T, Y, N, E. What else has a colon and a space after capitals is a report of its own. */
function mayBePart(text: string, start: number): boolean {
  for (let at = start + 19; at < start + 400 && at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return false;
    if (code !== 58 || text.charCodeAt(at + 1) !== 32) continue;
    const letter = text.charCodeAt(at - 1);
    if (letter < 65 || letter > 90) continue;
    return letter === 76 || letter === 84 || letter === 89 || letter === 78 || letter === 69;
  }
  return false;
}
