import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { digits, text as said } from '../values';
import { isAudit, reportExtent } from '.';
import { type Report, reportEvent } from './report';
import { isDate, logTime } from './time';

/**
 * PostgreSQL's `csvlog`.
 *
 *     2026-11-23 09:00:00.123 UTC,"alice","app",4711,"192.0.2.7:52834",6561a1b2.1267,3,"SELECT",2026-11-23 08:59:00 UTC,4/12,0,
 *     ERROR,42P01,"relation ""accounts"" does not exist",,,,,,"SELECT * FROM accounts",15,,"psql","client backend",,0
 *
 * (one line). Fields by their place: 23 up to version 12, then backend_type (13), leader_pid and query_id (14). Quoted fields
 * may hold line ends. Classes as for `postgresql`. Under `unmapped`, by its column's name: what has no attribute.
 *
 * Field meanings: PostgreSQL documentation, "Error Reporting and Logging" ("Using CSV-Format Log Output"); EDB Postgres
 * Advanced Server, "Audit log file" (the same columns, each described).
 */
export const postgresqlCsv: LineFormat = {
  name: 'postgresql-csv',
  title: "PostgreSQL's csvlog",
  kind: 'line',
  classes: [6005, 3002, 4001, 6002, 6008, 0],
  sample:
    '2026-11-23 09:00:00.123 UTC,"alice","app",4711,"192.0.2.7:52834",6561a1b2.1267,3,"SELECT",2026-11-23 08:59:00 UTC,4/12,0,ERROR,42P01,"relation ""accounts"" does not exist",,,,,,"SELECT * FROM accounts",15,,"psql","client backend",,0',
  evidence: 'published',
  sources: [
    'PostgreSQL documentation, "Error Reporting and Logging", "Using CSV-Format Log Output"',
    'EDB Postgres Advanced Server, "Audit log file"',
  ],
  fields: [
    ['log_time', 'time, timezone_offset'],
    ['user_name', 'actor.user.name, user.name'],
    ['database_name', 'database.name, service.name'],
    ['connection_from', 'src_endpoint.ip, src_endpoint.port, src_endpoint.hostname, src_endpoint.name'],
    ['session_id, process_id', 'actor.session.uid'],
    ['error_severity', 'metadata.log_level, severity_id'],
    ['sql_state_code', 'status_code, metadata.event_code'],
    ['message', 'message, status_detail'],
    ['detail', 'status_detail'],
    ['query', 'query_info.query_string'],
    ['application_name', 'actor.app_name'],
    [
      'session_line_num, command_tag, session_start_time, virtual_transaction_id, transaction_id, hint, internal_query, context, location, backend_type, leader_pid, query_id',
      'unmapped.session_line_num, unmapped.command_tag, unmapped.session_start_time, unmapped.virtual_transaction_id, unmapped.transaction_id, unmapped.hint, unmapped.internal_query, unmapped.context, unmapped.location, unmapped.backend_type, unmapped.leader_pid, unmapped.query_id',
    ],
  ],
  begin: () => map,
  extent: reportExtent,
};

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const report = readCsv(line);
  return report === undefined || isAudit(report.message)
    ? undefined
    : reportEvent(postgresqlCsv.name, report, context);
}

/** Columns up to version 12, and up to now. */
const LEAST = 23;
const MOST = 26;

/** The report of a csvlog record; undefined if it is none. */
export function readCsv(line: string): Report | undefined {
  const when = logTime(line, 0);
  if (when === undefined || line.charCodeAt(when.end) !== 44) return undefined;
  const fields = csvFields(line, when.end + 1);
  if (fields === undefined || fields.length < LEAST - 1 || fields.length > MOST - 1) return undefined;
  const field = (column: number): string | undefined => said(fields[column - 2]);
  const level = field(12);
  const pid = digits(field(4) ?? '');
  if (level === undefined || pid < 0) return undefined;
  const from = field(5);
  const colon = from === undefined ? -1 : from.lastIndexOf(':');
  const port = colon < 0 ? -1 : digits((from as string).slice(colon + 1));
  return {
    time: when.time,
    offset: when.offset,
    level,
    user: field(2),
    database: field(3),
    application: field(23),
    host: port < 0 ? from : from?.slice(0, colon),
    port: port >= 0 && port <= 65535 ? port : undefined,
    pid,
    session: field(6),
    state: field(13) === '00000' ? undefined : field(13),
    message: field(14) ?? '',
    detail: field(15),
    statement: field(20),
    more: {
      timezone: when.offset === undefined ? when.zone : undefined,
      session_line_num: field(7),
      command_tag: field(8),
      session_start_time: field(9),
      virtual_transaction_id: field(10),
      transaction_id: field(11) === '0' ? undefined : field(11),
      hint: field(16),
      internal_query: field(17),
      internal_query_pos: field(18),
      context: field(19),
      query_pos: field(21),
      location: field(22),
      backend_type: field(24),
      leader_pid: field(25),
      query_id: field(26) === '0' ? undefined : field(26),
    },
  };
}

/** Fields apart by commas, quoted where they need be, `""` for a quote; undefined if a quote does not end. */
export function csvFields(line: string, start: number): string[] | undefined {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    if (fields.length > MOST) return undefined;
    if (line.charCodeAt(at) === 34) {
      let quote = line.indexOf('"', at + 1);
      let doubled = false;
      while (quote >= 0 && line.charCodeAt(quote + 1) === 34) {
        doubled = true;
        quote = line.indexOf('"', quote + 2);
      }
      if (quote < 0) return undefined;
      const value = line.slice(at + 1, quote);
      at = quote + 1;
      fields.push(doubled ? value.replaceAll('""', '"') : value);
    } else {
      const comma = line.indexOf(',', at);
      fields.push(line.slice(at, comma < 0 ? line.length : comma));
      at = comma < 0 ? line.length : comma;
    }
    if (at >= line.length) return fields;
    if (line.charCodeAt(at) !== 44) return undefined;
    at++;
  }
}

/** Over the lines of a quoted field: up to the end of the first line with all quotes closed. */
export function csvExtent(text: string, start: number, end: number): number | undefined {
  if (!isDate(text, start)) return undefined;
  const when = logTime(text, start);
  if (when === undefined || text.charCodeAt(when.end) !== 44 || !isOpen(text, when.end, end))
    return undefined;
  let open = true;
  let at = end;
  while (open) {
    const next = text.indexOf('\n', at) + 1;
    // A record that begins while a quote is open: the first one was cut short.
    if (next === 0 || next >= text.length || isRecord(text, next)) return undefined;
    const newline = text.indexOf('\n', next);
    at = newline < 0 ? text.length : newline;
    open = !isOpen(text, next, at);
  }
  return text.charCodeAt(at - 1) === 13 ? at - 1 : at;
}

function isRecord(text: string, at: number): boolean {
  if (!isDate(text, at)) return false;
  const when = logTime(text, at);
  return when !== undefined && text.charCodeAt(when.end) === 44;
}

/** Whether the number of quotes is odd. */
function isOpen(text: string, start: number, end: number): boolean {
  let open = false;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 34) open = !open;
  return open;
}
