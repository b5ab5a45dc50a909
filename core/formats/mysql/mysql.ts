import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
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
 * Application Lifecycle (6002), Application Error (6008), Base Event (0). Under `unmapped`: thread, subsystem, command.
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
};

const PRODUCT = { name: 'MySQL', vendor_name: 'Oracle' } as const;
const LEVELS: ReadonlySet<string> = new Set(['System', 'Error', 'ERROR', 'Warning', 'Note']);

/** Commands of the general log (MySQL, `enum_server_command`). */
const COMMANDS =
  /Binlog Dump GTID|Binlog Dump|Change user|Clone|Close stmt|Connect Out|Connect|Create DB|Daemon|Debug|Delayed insert|Drop DB|Execute|Fetch|Field List|Init DB|Kill|Long Data|Ping|Prepare|Processlist|Query|Quit|Refresh|Register Slave|Reset Connection|Reset stmt|Set option|Shutdown|Sleep|Statistics|Table Dump|Time/y;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(10) !== 84 || line.charCodeAt(4) !== 45 || line.charCodeAt(19) !== 46) return undefined;
  // `2026-11-23T09:00:00.861934Z` or `…+01:00`, always with microseconds.
  const timeEnd = line.charCodeAt(26) === 90 ? 27 : 32;
  const stamp = line.slice(0, timeEnd);
  const time = parseIso(stamp);
  if (Number.isNaN(time)) return undefined;
  let at = timeEnd;
  while (isBlank(line.charCodeAt(at))) at++;
  let end = at;
  while (line.charCodeAt(end) >= 48 && line.charCodeAt(end) <= 57) end++;
  const thread = line.slice(at, end);
  if (at === timeEnd || digits(thread) < 0 || line.charCodeAt(end) !== 32) return undefined;
  const offset = timeEnd === 27 ? 0 : minutes(stamp);
  if (line.charCodeAt(end + 1) !== 91) return general(line, end + 1, time, offset, thread, context);
  const level = bracketed(line, end + 1);
  if (level === undefined || !LEVELS.has(level)) return undefined;
  at = end + level.length + 4;
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
    return {
      ...common,
      ...logon(
        { thread, product: PRODUCT },
        command === 'Quit' ? 2 : isConnect && command !== 'Connect' ? 7 : 1,
        who.user,
        who.database,
      ),
      message: argument === '' ? undefined : argument,
      // A refusal is a line of its own behind the Connect's.
      status_id: command === 'Quit' ? STATUS.success : STATUS.unknown,
      status: STATUS_CAPTION[command === 'Quit' ? STATUS.success : STATUS.unknown],
      ...from(who.host),
    };
  }
  const isSql = command === 'Query' || command === 'Execute' || command === 'Prepare';
  const { activity, name } = statementOf(isSql ? argument : '');
  const id = isSql ? activity : 99;
  return {
    ...common,
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
