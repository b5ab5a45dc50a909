import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { lineEnd } from '../split';
import { RELATIONAL, statementOf } from '../sql';
import { parseIso } from '../time';
import { digits } from '../values';
import { actor, denied, from, logon, serverEvent } from './server';

/**
 * MySQL's error log since 5.7, and its general query log; those of Aurora and RDS for MySQL.
 *
 *     2026-11-23T09:00:00.861934Z 344 [Note] Access denied for user 'root'@'192.0.2.7' (using password: YES)
 *     2026-11-23T09:00:00.411498+01:00 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.36'
 *     2026-11-23T09:00:00.116872Z	   14 Connect	alice@192.0.2.7 on app using SSL/TLS
 *     2026-11-23T09:00:00.116872Z	   14 Query	SELECT 1
 *
 * By the message: Authentication (3002) for access denied, aborted connections, Connect and Quit; Datastore Activity (6005)
 * for the other commands of the general log, whose user only the Connect of the same thread (`actor.session.uid`) tells;
 * Application Lifecycle (6002), Application Error (6008), Base Event (0). Under `unmapped`: thread, subsystem, command. Lines that begin
 * with space go on with the line before.
 *
 * Field meanings: MySQL Reference Manual, "The Error Log" ("Error Log Output Format") and "The General Query Log"; Amazon RDS
 * User Guide, "MySQL database log files".
 */
export const mysql: LineFormat = {
  name: 'mysql',
  title: 'MySQL error log and general query log, Aurora and RDS',
  kind: 'line',
  classes: [3002, 6005, 6002, 6008, 0],
  sample:
    "2026-11-23T09:00:00.861934Z 344 [Note] [MY-010926] [Server] Access denied for user 'root'@'192.0.2.7' (using password: YES)",
  evidence: 'corpus',
  sources: [
    'MySQL Reference Manual, "The Error Log" and "The General Query Log"',
    'Amazon RDS User Guide, "MySQL database log files"',
  ],
  fields: [
    ['timestamp', 'time, timezone_offset'],
    ['thread', 'actor.session.uid, session.uid, unmapped.thread'],
    ['priority', 'metadata.log_level, severity_id'],
    ['error code', 'status_code, metadata.event_code'],
    ['subsystem', 'unmapped.subsystem'],
    ['message', 'message, status_detail'],
    ['user', 'user.name, actor.user.name'],
    ['host', 'src_endpoint.ip, src_endpoint.hostname'],
    ['database', 'service.name, database.name'],
    ['Query, Execute, Prepare', 'query_info.query_string'],
    ['command', 'unmapped.command'],
  ],
  begin: () => map,
  extent,
};

const PRODUCT = { name: 'MySQL', vendor_name: 'Oracle' } as const;
const LEVELS: ReadonlySet<string> = new Set(['System', 'Error', 'ERROR', 'Warning', 'Note']);

/** Commands of the general log (MySQL, `enum_server_command`). */
const COMMANDS =
  /Binlog Dump GTID|Binlog Dump|Change user|Clone|Close stmt|Connect Out|Connect|Create DB|Daemon|Debug|Delayed insert|Drop DB|Execute|Fetch|Field List|Init DB|Kill|Long Data|Ping|Prepare|Processlist|Query|Quit|Refresh|Register Slave|Reset Connection|Reset stmt|Set option|Shutdown|Sleep|Statistics|Table Dump|Time/y;

/** Over the lines of a statement that begin with space; others are lines of their own, for nothing tells whose they are. */
function extent(text: string, start: number, end: number): number | undefined {
  if (!isStamp(text, start) || threadEnd(text, stampEnd(text, start)) < 0) return undefined;
  let last = end;
  for (;;) {
    const newline = text.indexOf('\n', last);
    if (newline < 0 || !isBlank(text.charCodeAt(newline + 1))) break;
    last = lineEnd(text, newline + 1);
  }
  return last === end ? undefined : last;
}

/** Whether `2026-11-23T09:00:00.8` may stand there: a cheap look. */
const isStamp = (text: string, at: number): boolean =>
  text.charCodeAt(at + 10) === 84 &&
  text.charCodeAt(at + 4) === 45 &&
  text.charCodeAt(at + 19) === 46 &&
  isZone(text.charCodeAt(at + 26));

/** `Z`, `+` or `-`. */
const isZone = (code: number): boolean => code === 90 || code === 43 || code === 45;

/** `2026-11-23T09:00:00.861934Z` or `…+01:00`, always with microseconds. */
const stampEnd = (text: string, at: number): number => at + (text.charCodeAt(at + 26) === 90 ? 27 : 32);

/** Where the thread's number ends that follows the time; -1 if none does. */
function threadEnd(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  let end = at;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return at === start || end === at || text.charCodeAt(end) !== 32 ? -1 : end;
}

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (!isStamp(line, 0)) return undefined;
  const timeEnd = stampEnd(line, 0);
  const stamp = line.slice(0, timeEnd);
  const time = parseIso(stamp);
  const end = threadEnd(line, timeEnd);
  if (Number.isNaN(time) || end < 0) return undefined;
  const thread = line.slice(timeEnd, end).trimStart();
  if (digits(thread) < 0) return undefined;
  const offset = timeEnd === 27 ? 0 : minutes(stamp);
  if (line.charCodeAt(end + 1) !== 91) return general(line, end + 1, time, offset, thread, context);
  const level = bracketed(line, end + 1);
  if (level === undefined || !LEVELS.has(level)) return undefined;
  let at = end + level.length + 4;
  let code: string | undefined;
  let subsystem: string | undefined;
  if (line.startsWith('[MY-', at)) {
    code = bracketed(line, at);
    at += code === undefined ? 0 : code.length + 3;
    subsystem = code === undefined ? undefined : bracketed(line, at);
    at += subsystem === undefined ? 0 : subsystem.length + 3;
  }
  return serverEvent(
    {
      format: mysql.name,
      product: PRODUCT,
      time,
      offset,
      level,
      thread: thread === '0' ? undefined : thread,
      code,
      subsystem,
      message: line.slice(at),
    },
    context,
  );
}

const isBlank = (code: number): boolean => code === 32 || code === 9;

function minutes(stamp: string): number {
  const east = Number(stamp.slice(27, 29)) * 60 + Number(stamp.slice(30, 32));
  return stamp.charCodeAt(26) === 45 ? -east : east;
}

/** What stands in brackets at `at`, within reason. */
function bracketed(line: string, at: number): string | undefined {
  const close = line.charCodeAt(at) === 91 ? line.indexOf(']', at) : -1;
  return close < 0 || close - at > 32 ? undefined : line.slice(at + 1, close);
}

function general(
  line: string,
  start: number,
  time: number,
  offset: number | undefined,
  thread: string,
  context: EventContext,
): OcsfEvent | undefined {
  COMMANDS.lastIndex = start;
  const command = COMMANDS.exec(line)?.[0];
  if (command === undefined) return undefined;
  let at = start + command.length;
  if (at < line.length && !isBlank(line.charCodeAt(at))) return undefined;
  while (isBlank(line.charCodeAt(at))) at++;
  const argument = line.slice(at);
  if (argument.startsWith('Access denied for user '))
    return denied(
      {
        format: mysql.name,
        product: PRODUCT,
        time,
        offset,
        level: 'Note',
        thread,
        code: undefined,
        subsystem: undefined,
        message: argument,
      },
      context,
    );
  const isConnect = command === 'Connect' || command === 'Change user';
  const common = {
    metadata: context.metadata(mysql.name, PRODUCT, undefined, undefined),
    time,
    timezone_offset: offset === 0 ? undefined : offset,
    severity_id: SEVERITY.informational,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, { command }),
  } as const;
  if (isConnect || command === 'Quit') {
    const who = connected(argument);
    const people = logon(
      { thread, product: PRODUCT },
      command === 'Quit' ? 2 : isConnect && command !== 'Connect' ? 7 : 1,
      who.user,
      who.database,
    );
    const place = from(who.host);
    return {
      metadata: common.metadata,
      time: common.time,
      timezone_offset: common.timezone_offset,
      severity_id: common.severity_id,
      raw_data: common.raw_data,
      unmapped: common.unmapped,
      class_uid: people.class_uid,
      category_uid: people.category_uid,
      activity_id: people.activity_id,
      type_uid: people.type_uid,
      user: people.user,
      actor: people.actor,
      session: people.session,
      service: people.service,
      message: argument === '' ? undefined : argument,
      // A refusal is a line of its own behind the Connect's.
      status_id: command === 'Quit' ? STATUS.success : STATUS.unknown,
      status: STATUS_CAPTION[command === 'Quit' ? STATUS.success : STATUS.unknown],
      src_endpoint: place.src_endpoint,
      is_remote: place.is_remote,
    };
  }
  const isSql = command === 'Query' || command === 'Execute' || command === 'Prepare';
  const { activity, name } = statementOf(isSql ? argument : '');
  const id = isSql ? activity : 99;
  return {
    metadata: common.metadata,
    time: common.time,
    timezone_offset: common.timezone_offset,
    severity_id: common.severity_id,
    raw_data: common.raw_data,
    unmapped: common.unmapped,
    class_uid: 6005,
    category_uid: 6,
    activity_id: id,
    activity_name: isSql ? name : command,
    type_uid: typeUid(6005, id),
    actor: actor(undefined, thread),
    src_endpoint: { name: UNKNOWN },
    database: {
      name: command === 'Init DB' && argument !== '' ? argument : UNKNOWN,
      type_id: RELATIONAL,
      type: 'Relational',
    },
    query_info:
      argument === '' ? undefined : { name: isSql ? 'statement' : 'command', query_string: argument },
  };
}

/** `alice@192.0.2.7 on app using SSL/TLS`; before 5.7.8 without `using`. */
function connected(argument: string): {
  user: string | undefined;
  host: string | undefined;
  database: string | undefined;
} {
  const on = argument.indexOf(' on ');
  const who = on < 0 ? argument : argument.slice(0, on);
  const at = who.lastIndexOf('@');
  if (at < 0) return { user: undefined, host: undefined, database: undefined };
  const using = argument.indexOf(' using ', on + 3);
  const database = on < 0 ? '' : argument.slice(on + 4, using < 0 ? argument.length : using).trim();
  return {
    user: who.slice(0, at),
    host: who.slice(at + 1),
    database: database === '' ? undefined : database,
  };
}
