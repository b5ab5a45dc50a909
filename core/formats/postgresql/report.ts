import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  ActorObject,
  AnyObject,
  AuthenticationEvent,
  CommonEvent,
  NetworkEndpointObject,
  OcsfEvent,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { RELATIONAL, statementOf } from '../sql';
import { digits } from '../values';

/** One report of the server, whichever way it was written. */
export interface Report {
  readonly time: number;
  readonly offset: number | undefined;
  readonly level: string;
  readonly user: string | undefined;
  readonly database: string | undefined;
  readonly application: string | undefined;
  /** Address, host name or `[local]`. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly pid: number | undefined;
  /** `%c`, session_id. */
  readonly session: string | undefined;
  /** SQLSTATE. */
  readonly state: string | undefined;
  readonly message: string;
  readonly detail: string | undefined;
  /** The statement that led to it. */
  readonly statement: string | undefined;
  /** What has no attribute, by its name. */
  readonly more: AnyObject | undefined;
}

export const PRODUCT = { name: 'PostgreSQL', vendor_name: 'PostgreSQL Global Development Group' } as const;

/** As PostgreSQL ranks its levels for syslog ("Message Severity Levels"): FATAL ends a session, not the server. */
const SEVERITIES: ReadonlyMap<string, CommonEvent['severity_id']> = new Map([
  ['NOTICE', SEVERITY.low],
  ['WARNING', SEVERITY.low],
  ['ERROR', SEVERITY.medium],
  ['FATAL', SEVERITY.high],
  ['PANIC', SEVERITY.critical],
]);

const severityOf = (level: string): CommonEvent['severity_id'] =>
  SEVERITIES.get(level) ?? SEVERITY.informational;

/** The event that a report is, by what its message says. */
export function reportEvent(format: string, report: Report, context: EventContext): OcsfEvent {
  const { level, message } = report;
  if (level === 'LOG') {
    switch (message.charCodeAt(0)) {
      case 99:
        if (message.startsWith('connection ')) return connection(format, report, context);
        break;
      case 100:
        if (message.startsWith('disconnection: ')) return disconnection(format, report, context);
        if (message.startsWith('duration: ')) return timed(format, report, context);
        break;
      case 101:
        if (message.startsWith('execute ')) return executed(format, report, context, 0, undefined);
        break;
      case 114:
        if (message.startsWith('replication connection authorized: '))
          return authorized(format, report, context);
        break;
      case 115:
        if (message.startsWith('statement: '))
          return statement(format, report, context, message.slice(11), undefined);
        break;
    }
    const stage = lifecycle(message);
    return stage === 0 ? base(format, report, context) : server(format, report, context, stage);
  }
  if (level === 'ERROR' || level === 'FATAL' || level === 'PANIC') {
    const refused = level === 'FATAL' ? refusal(message) : undefined;
    if (refused !== undefined) return logonFailure(format, report, context, refused);
    if (report.statement !== undefined || report.database !== undefined || report.user !== undefined)
      return statement(format, report, context, report.statement, undefined);
    return failure(format, report, context);
  }
  if (level === 'STATEMENT') return statement(format, report, context, message, undefined);
  return base(format, report, context);
}

const metadata = (
  format: string,
  report: Report,
  context: EventContext,
  profiles: readonly string[] | undefined,
) => metadataOf(context, format, PRODUCT, profiles, undefined, report.level, report.state);

const offsetOf = (report: Report): number | undefined => (report.offset === 0 ? undefined : report.offset);

export function sourceOf(host: string | undefined, port: number | undefined): NetworkEndpointObject {
  if (host === undefined) return { name: UNKNOWN };
  if (isIp(host)) return { ip: host, port };
  return host === '[local]' ? { name: 'local' } : { hostname: host, port };
}

const sessionOf = (report: Report) =>
  report.session ?? (report.pid === undefined ? undefined : String(report.pid));

function actorOf(report: Report, user: string | undefined): ActorObject {
  const session = sessionOf(report);
  return {
    user: user === undefined ? undefined : { name: user },
    session: session === undefined ? undefined : { uid: session },
    // Background work of the server has neither user nor client.
    app_name: report.application ?? (user === undefined && session === undefined ? PRODUCT.name : undefined),
  };
}

const databaseOf = (name: string | undefined) =>
  ({ name: name ?? UNKNOWN, type_id: RELATIONAL, type: 'Relational' }) as const;

function statement(
  format: string,
  report: Report,
  context: EventContext,
  sql: string | undefined,
  duration: number | undefined,
): OcsfEvent {
  const failed = report.level === 'ERROR' || report.level === 'FATAL' || report.level === 'PANIC';
  const { activity, name } = statementOf(sql ?? '');
  const status = failed ? STATUS.failure : STATUS.unknown;
  return {
    metadata: metadata(format, report, context, undefined),
    time: report.time,
    timezone_offset: offsetOf(report),
    severity_id: severityOf(report.level),
    message: report.message,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: report.state,
    status_detail: failed ? detailed(report) : report.detail,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, report.more),
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    activity_name: name,
    type_uid: typeUid(6005, activity),
    duration,
    actor: actorOf(report, report.user),
    src_endpoint: sourceOf(report.host, report.port),
    database: databaseOf(report.database),
    query_info: sql === undefined ? undefined : { name: 'statement', query_string: sql },
  };
}

/** Why it failed: the message, and the detail behind it. */
const detailed = (report: Report): string =>
  report.detail === undefined ? report.message : `${report.message}: ${report.detail}`;

/** `duration: 1.234 ms`, alone or with `  statement: …`, `  execute name: …` or auto_explain's `  plan:` behind it. */
function timed(format: string, report: Report, context: EventContext): OcsfEvent {
  const { message } = report;
  const end = message.indexOf(' ms', 10);
  const duration = end < 0 || end > 32 ? Number.NaN : Math.round(Number(message.slice(10, end)));
  if (Number.isNaN(duration)) return base(format, report, context);
  if (message.startsWith('  statement: ', end + 3))
    return statement(format, report, context, message.slice(end + 16), duration);
  return executed(format, report, context, end + 5, duration);
}

/** `execute name: …`, and by duration also `parse name: …`, `bind name: …`. */
function executed(
  format: string,
  report: Report,
  context: EventContext,
  at: number,
  duration: number | undefined,
): OcsfEvent {
  const { message } = report;
  const colon = message.indexOf(': ', at);
  const first = message.slice(at, at + 5);
  const named = first === 'execu' || first === 'parse' || first === 'bind ';
  const sql = named && colon > 0 ? message.slice(colon + 2) : undefined;
  return statement(format, report, context, sql, duration);
}

function connection(format: string, report: Report, context: EventContext): OcsfEvent {
  const { message } = report;
  if (message.startsWith('connection authorized: ')) return authorized(format, report, context);
  if (message.startsWith('connection authenticated: ')) return authenticated(format, report, context);
  if (!message.startsWith('connection received: ')) return base(format, report, context);
  const host = pair(message, 'host=') ?? report.host;
  const port = digits(pair(message, 'port=') ?? '');
  return {
    metadata: metadata(format, report, context, undefined),
    time: report.time,
    timezone_offset: offsetOf(report),
    severity_id: severityOf(report.level),
    message: report.message,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    status_code: report.state,
    status_detail: report.detail,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, report.more),
    class_uid: 4001,
    category_uid: 4,
    activity_id: 1,
    type_uid: typeUid(4001, 1),
    src_endpoint: sourceOf(host, port >= 0 && port <= 65535 ? port : report.port),
    app_name: PRODUCT.name,
  };
}

/** The value after `key` up to a space; names with spaces in them are not quoted, and end early. */
function pair(message: string, key: string): string | undefined {
  const at = message.indexOf(key);
  if (at < 0) return undefined;
  const from = at + key.length;
  const end = message.indexOf(' ', from);
  return end === from || from === message.length
    ? undefined
    : message.slice(from, end < 0 ? message.length : end);
}

function logon(
  format: string,
  report: Report,
  context: EventContext,
  activity: 1 | 2 | 99,
  status: 1 | 2,
  user: string | undefined,
  more?: {
    readonly detail?: string;
    readonly protocol?: string | undefined;
    readonly duration?: number | undefined;
  },
): AuthenticationEvent {
  const session = sessionOf(report);
  return {
    metadata: metadata(format, report, context, undefined),
    time: report.time,
    timezone_offset: offsetOf(report),
    severity_id: severityOf(report.level),
    message: report.message,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: report.state,
    status_detail: more?.detail ?? report.detail,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, report.more),
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? 'Authenticated' : undefined,
    type_uid: typeUid(3002, activity),
    user: { name: user ?? report.user ?? UNKNOWN },
    actor: actorOf(report, user ?? report.user),
    session: session === undefined ? undefined : { uid: session },
    service: { name: report.database ?? PRODUCT.name },
    src_endpoint: report.host === undefined ? undefined : sourceOf(report.host, report.port),
    is_remote: report.host === undefined ? undefined : report.host !== '[local]',
    logon_type_id: report.host === undefined || report.host === '[local]' ? undefined : 3,
    auth_protocol: more?.protocol,
    duration: more?.duration,
  };
}

/** `connection authorized: user=alice database=app application_name=psql SSL enabled (…)`. */
function authorized(format: string, report: Report, context: EventContext): OcsfEvent {
  const { message } = report;
  return logon(
    format,
    {
      ...report,
      database: report.database ?? pair(message, ' database='),
      application: report.application ?? pair(message, ' application_name='),
    },
    context,
    1,
    STATUS.success,
    pair(message, ' user='),
  );
}

/** `connection authenticated: identity="alice@EXAMPLE.COM" method=gss (pg_hba.conf:12)` (since 14). */
function authenticated(format: string, report: Report, context: EventContext): OcsfEvent {
  const { message } = report;
  return logon(format, report, context, 99, STATUS.success, quoted(message, 'identity=') ?? report.user, {
    protocol: pair(message, ' method='),
  });
}

/** `disconnection: session time: 0:00:12.345 user=alice database=app host=192.0.2.7 port=52834`. */
function disconnection(format: string, report: Report, context: EventContext): OcsfEvent {
  const { message } = report;
  const port = digits(pair(message, ' port=') ?? '');
  const whole = {
    ...report,
    database: report.database ?? pair(message, ' database='),
    host: pair(message, ' host=') ?? report.host,
    port: port >= 0 && port <= 65535 ? port : report.port,
  };
  return logon(format, whole, context, 2, STATUS.success, pair(message, ' user='), {
    duration: lasted(pair(message, 'session time: ')),
  });
}

/** `h:mm:ss.mmm` in milliseconds. */
function lasted(time: string | undefined): number | undefined {
  const parts = time?.split(':', 4);
  if (parts?.length !== 3) return undefined;
  const milliseconds = Math.round(
    (Number(parts[0]) * 3600 + Number(parts[1]) * 60 + Number(parts[2])) * 1000,
  );
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}

interface Refusal {
  readonly user: string | undefined;
  readonly host: string | undefined;
  readonly database: string | undefined;
  /** How it was to be proved: `password`, `Peer`, `LDAP`. */
  readonly method: string | undefined;
}

/** What a FATAL says of a session that was not let in; undefined if it says something else. */
function refusal(message: string): Refusal | undefined {
  const failed = message.indexOf('authentication failed for user "');
  if (failed >= 0 && failed < 64)
    return {
      user: quoted(message, 'user '),
      host: undefined,
      database: undefined,
      method: failed === 0 ? undefined : message.slice(0, failed - 1),
    };
  const rules = message.startsWith('no pg_hba.conf entry for ') || message.startsWith('pg_hba.conf rejects ');
  if (rules)
    return {
      user: quoted(message, ' user '),
      host: quoted(message, ' host '),
      database: quoted(message, ' database '),
      method: undefined,
    };
  if (
    (message.startsWith('role "') &&
      (message.includes('" does not exist') || message.includes('" is not permitted to log in'))) ||
    message.startsWith('too many connections for role "')
  )
    return { user: quoted(message, 'role '), host: undefined, database: undefined, method: undefined };
  if (
    (message.startsWith('database "') && message.includes('" does not exist')) ||
    message.startsWith('permission denied for database "') ||
    message.startsWith('too many connections for database "')
  )
    return { user: undefined, host: undefined, database: quoted(message, 'database '), method: undefined };
  if (
    message.startsWith('sorry, too many clients already') ||
    message.startsWith('remaining connection slots are reserved') ||
    message.startsWith('SSL connection is required') ||
    message.startsWith('no PostgreSQL user name specified')
  )
    return { user: undefined, host: undefined, database: undefined, method: undefined };
  return undefined;
}

/** What stands in quotes after `key`. */
function quoted(message: string, key: string): string | undefined {
  const at = message.indexOf(`${key}"`);
  if (at < 0) return undefined;
  const from = at + key.length + 1;
  const end = message.indexOf('"', from);
  return end <= from ? undefined : message.slice(from, end);
}

function logonFailure(format: string, report: Report, context: EventContext, why: Refusal): OcsfEvent {
  const whole = {
    ...report,
    database: report.database ?? why.database,
    host: report.host ?? why.host,
  };
  return logon(format, whole, context, 1, STATUS.failure, why.user, {
    detail: detailed(report),
    protocol: why.method,
  });
}

/** 3 Start or 4 Stop of Application Lifecycle; 8 Update for changed settings; 0: none of these. */
function lifecycle(message: string): 0 | 3 | 4 | 8 {
  switch (message.charCodeAt(0)) {
    case 100:
      if (message.startsWith('database system is ready to accept ')) return 3;
      return message === 'database system is shut down' ? 4 : 0;
    case 112:
      return message.startsWith('parameter "') && message.includes('" changed to ') ? 8 : 0;
    case 114:
      if (message.startsWith('received SIGHUP, reloading ')) return 8;
      return message.startsWith('received ') && message.endsWith(' shutdown request') ? 4 : 0;
    case 115:
      if (message.startsWith('starting PostgreSQL ')) return 3;
      return message === 'shutting down' ? 4 : 0;
    default:
      return 0;
  }
}

function server(format: string, report: Report, context: EventContext, activity: 3 | 4 | 8): OcsfEvent {
  const { message } = report;
  const version = message.startsWith('starting PostgreSQL ') ? message.slice(20).split(' ', 1)[0] : undefined;
  return {
    metadata: metadata(format, report, context, undefined),
    time: report.time,
    timezone_offset: offsetOf(report),
    severity_id: severityOf(report.level),
    message: report.message,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    status_code: report.state,
    status_detail: report.detail,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, report.more),
    class_uid: 6002,
    category_uid: 6,
    activity_id: activity,
    type_uid: typeUid(6002, activity),
    app: { ...PRODUCT, version },
  };
}

function failure(format: string, report: Report, context: EventContext): OcsfEvent {
  return {
    metadata: metadata(format, report, context, undefined),
    time: report.time,
    timezone_offset: offsetOf(report),
    severity_id: severityOf(report.level),
    message: report.message,
    status_id: STATUS.failure,
    status: STATUS_CAPTION[STATUS.failure],
    status_code: report.state,
    status_detail: detailed(report),
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, report.more),
    class_uid: 6008,
    category_uid: 6,
    activity_id: 1,
    type_uid: typeUid(6008, 1),
  };
}

/** Anything else the server says: checkpoints, notices, a detail on its own. */
function base(format: string, report: Report, context: EventContext): OcsfEvent {
  const { user, host, database } = report;
  const about =
    host === undefined && database === undefined
      ? report.more
      : {
          ...report.more,
          database,
          src_endpoint: host === undefined ? undefined : sourceOf(host, report.port),
        };
  const session = sessionOf(report);
  return {
    // Actors are attributes of that profile here.
    metadata: metadata(format, report, context, HOST),
    time: report.time,
    timezone_offset: offsetOf(report),
    severity_id: severityOf(report.level),
    message: report.message,
    status_id: STATUS.unknown,
    status: STATUS_CAPTION[STATUS.unknown],
    status_code: report.state,
    status_detail: report.detail,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, report.time, about),
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    actor: user === undefined && session === undefined ? undefined : actorOf(report, user),
  };
}

const HOST = ['host'] as const;
