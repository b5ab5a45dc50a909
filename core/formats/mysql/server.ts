import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  CommonEvent,
  NetworkEndpointObject,
  OcsfEvent,
  ProductObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { digits } from '../values';

/** A line of the server's error log. */
export interface ServerLine {
  readonly format: string;
  readonly product: ProductObject;
  readonly time: number;
  readonly offset: number | undefined;
  readonly level: string;
  /** The connection's id, 0 for the server's own. */
  readonly thread: string | undefined;
  /** `MY-010926`. */
  readonly code: string | undefined;
  /** `Server`, `InnoDB`, …. */
  readonly subsystem: string | undefined;
  readonly message: string;
}

const SEVERITIES: ReadonlyMap<string, CommonEvent['severity_id']> = new Map([
  ['Warning', SEVERITY.medium],
  ['WARNING', SEVERITY.medium],
  ['ERROR', SEVERITY.high],
  ['Error', SEVERITY.high],
]);

export const severityOf = (level: string): CommonEvent['severity_id'] =>
  SEVERITIES.get(level) ?? SEVERITY.informational;

/** The event that a line of the error log is, by what its message says. */
export function serverEvent(line: ServerLine, context: EventContext): OcsfEvent {
  const { message } = line;
  if (message.startsWith('Access denied for user ')) return denied(line, context);
  if (message.startsWith('Aborted connection ')) return aborted(line, context);
  const stage = lifecycle(message);
  if (stage !== 0) {
    const made = common(line, context, STATUS.success);
    return {
      metadata: made.metadata,
      time: made.time,
      timezone_offset: made.timezone_offset,
      severity_id: made.severity_id,
      message: made.message,
      status_id: made.status_id,
      status: made.status,
      status_code: made.status_code,
      raw_data: made.raw_data,
      unmapped: made.unmapped,
      class_uid: 6002,
      category_uid: 6,
      activity_id: stage,
      type_uid: typeUid(6002, stage),
      app: line.product,
    };
  }
  if (severityOf(line.level) === SEVERITY.high) {
    const made = common(line, context, STATUS.failure);
    return {
      metadata: made.metadata,
      time: made.time,
      timezone_offset: made.timezone_offset,
      severity_id: made.severity_id,
      message: made.message,
      status_id: made.status_id,
      status: made.status,
      status_code: made.status_code,
      raw_data: made.raw_data,
      unmapped: made.unmapped,
      class_uid: 6008,
      category_uid: 6,
      activity_id: 1,
      type_uid: typeUid(6008, 1),
    };
  }
  const made = common(line, context, STATUS.unknown);
  return {
    metadata: made.metadata,
    time: made.time,
    timezone_offset: made.timezone_offset,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
  };
}

function common(line: ServerLine, context: EventContext, status: 0 | 1 | 2) {
  const { thread, subsystem } = line;
  return {
    metadata: metadataOf(context, line.format, line.product, undefined, undefined, line.level, line.code),
    time: line.time,
    timezone_offset: line.offset === 0 ? undefined : line.offset,
    severity_id: severityOf(line.level),
    message: line.message,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: line.code,
    raw_data: context.raw,
    unmapped: context.unmapped(
      undefined,
      line.time,
      thread === undefined && subsystem === undefined ? undefined : { thread, subsystem },
    ),
  };
}

/** Who a message is about: `user 'alice'@'192.0.2.7'`. */
function account(message: string): { user: string | undefined; host: string | undefined } {
  const open = message.indexOf("'");
  const middle = message.indexOf("'@'", open);
  const close = message.indexOf("'", middle + 3);
  if (open < 0 || middle < 0 || close < 0) return { user: undefined, host: undefined };
  return { user: message.slice(open + 1, middle), host: message.slice(middle + 3, close) };
}

/** `Access denied for user 'alice'@'192.0.2.7' (using password: YES)`, or `… to database 'app'`. */
export function denied(line: ServerLine, context: EventContext): OcsfEvent {
  const { user, host } = account(line.message);
  const database = after(line.message, " to database '");
  const using = line.message.indexOf('(using password: ');
  const made = common(line, context, STATUS.failure);
  const who = logon(line, 1, user, database);
  const place = from(host);
  return {
    metadata: made.metadata,
    time: made.time,
    timezone_offset: made.timezone_offset,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: who.class_uid,
    category_uid: who.category_uid,
    activity_id: who.activity_id,
    type_uid: who.type_uid,
    user: who.user,
    actor: who.actor,
    session: who.session,
    service: who.service,
    status_detail:
      using < 0 ? 'access denied' : `access denied ${line.message.slice(using).replace(/\s+$/, '')}`,
    src_endpoint: place.src_endpoint,
    is_remote: place.is_remote,
  };
}

/** `Aborted connection 12 to db: 'app' user: 'alice' host: '192.0.2.7' (Got an error reading communication packets)`. */
function aborted(line: ServerLine, context: EventContext): OcsfEvent {
  const { message } = line;
  const database = after(message, "db: '");
  const why = message.lastIndexOf('(');
  const id = message.slice(19, message.indexOf(' ', 19));
  const made = common(line, context, STATUS.failure);
  const who = logon(
    { ...line, thread: digits(id) < 0 ? line.thread : id },
    2,
    after(message, "user: '"),
    database === 'unconnected' ? undefined : database,
  );
  const place = from(after(message, "host: '"));
  return {
    metadata: made.metadata,
    time: made.time,
    timezone_offset: made.timezone_offset,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: who.class_uid,
    category_uid: who.category_uid,
    activity_id: who.activity_id,
    type_uid: who.type_uid,
    user: who.user,
    actor: who.actor,
    session: who.session,
    service: who.service,
    status_detail: why < 0 ? 'aborted connection' : message.slice(why + 1).replace(/\)\s*$/, ''),
    src_endpoint: place.src_endpoint,
    is_remote: place.is_remote,
  };
}

function after(message: string, key: string): string | undefined {
  const at = message.indexOf(key);
  const end = at < 0 ? -1 : message.indexOf("'", at + key.length);
  return end <= at + key.length ? undefined : message.slice(at + key.length, end);
}

/** Class and people of an Authentication event. */
export function logon(
  line: { readonly thread: string | undefined; readonly product: ProductObject },
  activity: 1 | 2 | 7,
  user: string | undefined,
  database: string | undefined,
) {
  const known = user === undefined || user === '' ? undefined : user;
  return {
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3002, activity),
    user: { name: known ?? UNKNOWN },
    actor: known === undefined && line.thread === undefined ? undefined : actor(known, line.thread),
    session: line.thread === undefined ? undefined : { uid: line.thread },
    service: { name: database ?? line.product.name },
  } as const;
}

export const actor = (user: string | undefined, thread: string | undefined) => ({
  user: user === undefined ? undefined : { name: user },
  session: thread === undefined ? undefined : { uid: thread },
});

/** Where a connection comes from. */
export function from(host: string | undefined): {
  src_endpoint: NetworkEndpointObject | undefined;
  is_remote: boolean | undefined;
} {
  if (host === undefined || host === '') return { src_endpoint: undefined, is_remote: undefined };
  const endpoint = endpointOf(host);
  return {
    src_endpoint: endpoint,
    is_remote: endpoint.hostname !== 'localhost' && host !== '127.0.0.1' && host !== '::1',
  };
}

/** An address or a host name, with or without a port behind it. */
export function endpointOf(host: string): NetworkEndpointObject {
  if (isIp(host)) return { ip: host };
  const colon = host.lastIndexOf(':');
  const port = colon < 0 ? -1 : digits(host.slice(colon + 1));
  if (port < 0 || port > 65535) return { hostname: host };
  const name = host.slice(0, colon);
  return isIp(name) ? { ip: name, port } : { hostname: name, port };
}

/** 3 Start, 4 Stop; 0 for anything else. */
function lifecycle(message: string): 0 | 3 | 4 {
  if (message.length > 400) return 0;
  if (message.includes(' starting as process ') || message.includes('ready for connections')) return 3;
  if (
    message.includes('Normal shutdown') ||
    message.includes('Shutdown complete') ||
    message.startsWith('Received SHUTDOWN from user ')
  )
    return 4;
  return 0;
}
