import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { DatastoreActivityEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { RELATIONAL, statementOf } from '../sql';
import { parseIso } from '../time';
import { digits, text as said } from '../values';
import { actor, endpointOf, from, logon } from './server';

/**
 * The audit log of MariaDB's audit plugin, of RDS for MySQL and MariaDB, and of Aurora MySQL's Advanced Auditing.
 *
 *     1795683600123456,db1,alice,192.0.2.7,12,345,QUERY,app,'SELECT \'x\', 1 FROM accounts',0
 *     20261123 09:00:00,db1,alice,192.0.2.7,12,0,CONNECT,app,,0
 *     20261123 09:00:00,db1,alice,192.0.2.7,12,346,READ,app,accounts,
 *
 * Aurora counts microseconds since 1970, the plugin writes the server's local time, taken for UTC. In syslog the plugin leaves
 * the time to syslog. Line ends in a statement are spaces, `'` and `\` have a `\` before them; passwords are stars. From MariaDB 12.0 the
 * host has a port; RDS adds the kind of connection behind the return code.
 *
 * Authentication (3002) for CONNECT, FAILED_CONNECT, DISCONNECT and CHANGEUSER; Datastore Activity (6005) for QUERY and for
 * what is done to tables (READ, WRITE, CREATE, ALTER, RENAME, DROP). Under `unmapped`: operation, queryid, connection_type, and
 * whatever follows it.
 *
 * Field meanings: MariaDB documentation, "Audit Plugin Log Format"; Amazon Aurora User Guide, "Using Advanced Auditing with an
 * Amazon Aurora MySQL DB cluster" ("Audit log details"); Amazon RDS User Guide, "MariaDB Audit Plugin support for MySQL".
 */
export const mysqlAudit: LineFormat = {
  name: 'mysql-audit',
  title: 'MariaDB audit plugin and Aurora MySQL audit log',
  kind: 'line',
  classes: [6005, 3002],
  sample: "1795683600123456,db1,alice,192.0.2.7,12,345,QUERY,app,'SELECT \\'x\\', 1 FROM accounts',0",
  evidence: 'published',
  sources: [
    'MariaDB documentation, "Audit Plugin Log Format"',
    'Amazon Aurora User Guide, "Using Advanced Auditing with an Amazon Aurora MySQL DB cluster"',
    'Amazon RDS User Guide, "MariaDB Audit Plugin support for MySQL"',
  ],
  fields: [
    ['timestamp', 'time'],
    ['serverhost', 'dst_endpoint.hostname, dst_endpoint.ip'],
    ['username', 'actor.user.name, user.name'],
    ['host', 'src_endpoint.ip, src_endpoint.port, src_endpoint.hostname'],
    ['connectionid', 'actor.session.uid, session.uid'],
    ['queryid', 'query_info.uid, unmapped.queryid'],
    ['operation', 'activity_id, activity_name, unmapped.operation'],
    ['database', 'database.name, service.name'],
    ['object', 'query_info.query_string, table.name'],
    ['retcode', 'status_id, status_code'],
    ['connection_type', 'unmapped.connection_type'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'MariaDB Audit Plugin' } as const;

/** What is done to tables, and Connect's kind (-1: an Authentication). */
const OPERATIONS: ReadonlyMap<string, DatastoreActivityEvent['activity_id'] | -1> = new Map([
  ['CONNECT', -1],
  ['FAILED_CONNECT', -1],
  ['DISCONNECT', -1],
  ['CHANGEUSER', -1],
  ['QUERY', 0],
  ['READ', 1],
  ['WRITE', 5],
  ['CREATE', 6],
  ['ALTER', 99],
  ['RENAME', 99],
  ['DROP', 7],
] as const);

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const fields: string[] = [];
  let at = line.charCodeAt(0) === 32 ? 1 : 0;
  let time = timeOf(line);
  // Without a time of its own it has to be syslog's.
  if (Number.isNaN(time)) {
    if (context.outerTime === undefined) return undefined;
    time = context.outerTime;
  } else at = line.indexOf(',') + 1;
  while (fields.length < 7) {
    const comma = line.indexOf(',', at);
    if (comma < 0) return undefined;
    fields.push(line.slice(at, comma));
    at = comma + 1;
    // Every field but the names is short: this is no audit log.
    if (fields.length === 4 && digits(fields[3] as string) < 0) return undefined;
  }
  const [server = '', user = '', host = '', connection = '', query = '', operation = '', database = ''] =
    fields;
  const kind = OPERATIONS.get(operation);
  if (kind === undefined || digits(query) < 0) return undefined;
  const quoted = line.charCodeAt(at) === 39;
  const end = quoted ? closing(line, at + 1) : line.indexOf(',', at);
  const object = line.slice(quoted ? at + 1 : at, end < 0 ? line.length : end);
  const tail = end < 0 ? [] : line.slice(quoted ? end + 2 : end + 1).split(',', 8);
  const entry: Entry = {
    time,
    server,
    user,
    host,
    connection,
    query,
    operation,
    database,
    object: quoted ? unescaped(object) : object,
    code: digits(tail[0] ?? ''),
    more: {
      operation,
      connection_type: said(tail[1]),
      others: tail.length > 2 && tail.slice(2).some((one) => one !== '') ? tail.slice(2) : undefined,
    },
  };
  return kind === -1 ? access(entry, context) : activity(entry, kind, context);
}

interface Entry {
  readonly time: number;
  readonly server: string;
  readonly user: string;
  readonly host: string;
  readonly connection: string;
  readonly query: string;
  readonly operation: string;
  readonly database: string;
  readonly object: string;
  /** -1 where there is none: tables have none. */
  readonly code: number;
  readonly more: { readonly [name: string]: unknown };
}

/** Aurora's microseconds or the plugin's `20261123 09:00:00`; NaN for neither. */
function timeOf(line: string): number {
  if (line.charCodeAt(16) === 44) {
    const micros = Number(line.slice(0, 16));
    return micros >= 1e15 && micros < 1e16 ? Math.trunc(micros / 1000) : Number.NaN;
  }
  if (line.charCodeAt(8) !== 32 || line.charCodeAt(17) !== 44 || line.charCodeAt(11) !== 58)
    return Number.NaN;
  return parseIso(`${line.slice(0, 4)}-${line.slice(4, 6)}-${line.slice(6, 8)}T${line.slice(9, 17)}`);
}

/** The quote that ends a statement: no backslash stands before it, or two do. */
function closing(line: string, start: number): number {
  for (let at = line.indexOf("'", start); at >= 0; at = line.indexOf("'", at + 1)) {
    let slashes = 0;
    while (at - slashes > start && line.charCodeAt(at - slashes - 1) === 92) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

const unescaped = (object: string): string =>
  object.includes('\\') ? object.replace(/\\(['\\])/g, '$1') : object;

function common(entry: Entry, context: EventContext, status: 0 | 1 | 2) {
  return {
    metadata: context.metadata(mysqlAudit.name, PRODUCT, undefined, undefined),
    time: entry.time,
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: entry.code > 0 ? String(entry.code) : undefined,
    dst_endpoint: entry.server === '' ? undefined : endpointOf(entry.server),
    raw_data: context.raw,
  } as const;
}

function access(entry: Entry, context: EventContext): OcsfEvent {
  const { operation, connection } = entry;
  const kind = operation === 'DISCONNECT' ? 2 : operation === 'CHANGEUSER' ? 7 : 1;
  const failed = operation === 'FAILED_CONNECT' || entry.code > 0;
  const made = common(entry, context, failed ? STATUS.failure : STATUS.success);
  const who = logon({ thread: connection, product: PRODUCT }, kind, entry.user, said(entry.database));
  const place = from(entry.host);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    dst_endpoint: made.dst_endpoint,
    raw_data: made.raw_data,
    class_uid: who.class_uid,
    category_uid: who.category_uid,
    activity_id: who.activity_id,
    type_uid: who.type_uid,
    user: who.user,
    actor: who.actor,
    session: who.session,
    service: who.service,
    src_endpoint: place.src_endpoint,
    is_remote: place.is_remote,
    status_detail: entry.code === 1045 ? 'access denied' : undefined,
    unmapped: context.unmapped(undefined, entry.time, { ...entry.more, queryid: entry.query }),
  };
}

function activity(
  entry: Entry,
  table: DatastoreActivityEvent['activity_id'],
  context: EventContext,
): OcsfEvent {
  const isQuery = entry.operation === 'QUERY';
  const statement = isQuery ? statementOf(entry.object) : undefined;
  const id = statement === undefined ? table : statement.activity;
  const made = common(
    entry,
    context,
    entry.code < 0 ? STATUS.unknown : entry.code === 0 ? STATUS.success : STATUS.failure,
  );
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    dst_endpoint: made.dst_endpoint,
    raw_data: made.raw_data,
    class_uid: 6005,
    category_uid: 6,
    activity_id: id,
    activity_name: id === 99 ? (statement?.name ?? entry.operation) : undefined,
    type_uid: typeUid(6005, id),
    type_id: isQuery ? 1 : 3,
    actor: actor(said(entry.user), entry.connection),
    src_endpoint: entry.host === '' ? { name: UNKNOWN } : endpointOf(entry.host),
    database: { name: said(entry.database) ?? UNKNOWN, type_id: RELATIONAL, type: 'Relational' },
    table: isQuery || entry.object === '' ? undefined : { name: entry.object },
    query_info: isQuery ? { uid: entry.query, query_string: entry.object } : undefined,
    unmapped: context.unmapped(
      undefined,
      entry.time,
      isQuery ? entry.more : { ...entry.more, queryid: entry.query },
    ),
  };
}
