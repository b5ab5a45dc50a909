import { SEVERITY, STATUS, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  DatastoreActivityEvent,
  NetworkActivityEvent,
  NetworkEndpointObject,
  OcsfEvent,
  ProcessActivityEvent,
  SshActivityEvent,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { RELATIONAL, statementOf } from '../sql';
import { parseIso } from '../time';
import { bool, data, type JsonObject, obj, rest, str, text } from '../values';
import {
  activityOf,
  agentOf,
  apiOf,
  auditEvent,
  type Entry,
  factorOf,
  metadataOf,
  personOf,
  type Subject,
  severityOf,
  sourceOf,
  statusOf as statusCaption,
} from './audit';

/**
 * Teleport's audit log.
 *
 *     {"ei":0,"event":"user.login","uid":"a487975c-…","code":"T1000W","time":"2026-11-23T09:00:00.123Z","cluster_name":"teleport.example.com",
 *      "user":"alice","success":false,"error":"invalid username, password or second factor","method":"local","user_agent":"Mozilla/5.0",
 *      "addr.remote":"192.0.2.7:34204"}
 *
 * Authentication (3002) for `user.login`, `auth` and certificates; SSH Activity (4007) for sessions over SSH; Process
 * Activity (1007) for `session.command` and `exec`, Network Activity (4001) for `session.network`, Datastore Activity (6005)
 * for `db.session.…`; Account Change (3001) for users, Entity Management (3004) for roles, connectors, locks and tokens; API
 * Activity (6003) for all else. A code ending in W or E is a failure where no `success` says otherwise. A session's `login` is
 * the account on the host, `user` Teleport's: it is the actor, the account stands under `unmapped.login`, or is the
 * process's user. Under `unmapped`: all other fields by name. A time without a zone is UTC.
 *
 * Field meanings: Teleport, "Audit Events Reference"; teleport, lib/events/api.go and lib/events/codes.go; Panther
 * documentation, "Teleport logs".
 */
export const teleport: JsonFormat = {
  name: 'teleport',
  title: "Teleport's audit log",
  kind: 'json',
  classes: [3002, 4007, 1007, 4001, 6005, 3001, 3004, 6003],
  sample:
    '{"ei":0,"event":"user.login","uid":"a487975c-a132-4b76-81c1-225284b2a129","code":"T1000W","time":"2026-11-23T09:00:00.123Z","cluster_name":"teleport.example.com","user":"alice","success":false,"error":"invalid username, password or second factor","method":"local","mfa_device":{"mfa_device_type":"WebAuthn","mfa_device_name":"key"},"user_agent":"Mozilla/5.0","addr.remote":"192.0.2.7:34204"}',
  evidence: 'corpus',
  sources: [
    'Teleport, "Audit Events Reference"',
    'teleport, lib/events/api.go and lib/events/codes.go',
    'Panther documentation, "Teleport logs"',
  ],
  fields: [
    ['uid', 'metadata.original_event_uid'],
    ['time', 'time'],
    ['event', 'api.operation, activity_id'],
    ['code', 'metadata.event_code, status_id'],
    ['ei', 'metadata.sequence'],
    ['cluster_name', 'service.name'],
    ['user', 'user.name, actor.user.name'],
    ['success', 'status_id'],
    ['error, message', 'status_detail'],
    ['method', 'auth_protocol_id'],
    ['mfa_device', 'auth_factors[].factor_type, is_mfa'],
    ['addr.remote', 'src_endpoint.ip, src_endpoint.port'],
    ['user_agent', 'http_request.user_agent'],
    ['sid', 'actor.session.uid, metadata.correlation_uid'],
    ['server_id, server_hostname, addr.local', 'dst_endpoint.uid, dst_endpoint.hostname, device.uid'],
    [
      'login, path, argv, pid, ppid, return_code',
      'process.user.name, process.cmd_line, process.pid, exit_code',
    ],
    ['src_addr, dst_addr, dst_port', 'src_endpoint.ip, dst_endpoint.ip, dst_endpoint.port'],
    ['db_name, db_query', 'database.name, query_info.query_string'],
    ['name, target', 'entity.name'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Teleport', vendor_name: 'Gravitational' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  'uid time event code ei user success error message addr.remote addr_remote user_agent sid mfa_device'.split(
    ' ',
  ),
);

/** `T` and up to three letters or digits more, then digits, then how bad it is. */
const CODE = /^[Tt][A-Za-z0-9]{1,10}[IWEDiwed]$/;

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { event: kind, code, time: when, uid } = event;
  if (
    typeof kind !== 'string' ||
    typeof code !== 'string' ||
    typeof when !== 'string' ||
    typeof uid !== 'string'
  )
    return undefined;
  if (code.length > 12 || !CODE.test(code)) return undefined;
  const parsed = parseIso(when);
  const outcome = statusOf(event, code);
  const remote = text(event['addr.remote']) ?? text(event.addr_remote);
  const session = text(event.sid);
  const user = personOf(text(event.user), undefined);
  const entry: Entry = {
    format: teleport.name,
    product: PRODUCT,
    uid: text(uid),
    time: Number.isNaN(parsed) ? context.time : parsed,
    correlation: session,
    operation: kind,
    code,
    sequence: count(event.ei),
    severity: isBad(code) ? SEVERITY.medium : SEVERITY.informational,
    status: outcome,
    detail: text(event.error) ?? text(event.message),
    actor: {
      user: user ?? (session === undefined ? { name: UNKNOWN } : undefined),
      session: session === undefined ? undefined : { uid: session },
    },
    source: sourceOf(remote),
    http: agentOf(text(event.user_agent)),
    service: text(event.cluster_name) ?? 'Teleport',
    resources: resourcesOf(event),
    rest: rest(event, TAKEN),
  };
  return byKind(event, kind, entry, context);
}

/** Warning or error, as a code's last letter says. */
const isBad = (code: string): boolean => /[WE]$/i.test(code);

function statusOf(event: JsonObject, code: string): 0 | 1 | 2 {
  const success = bool(event.success);
  if (success !== undefined) return success ? STATUS.success : STATUS.failure;
  return isBad(code) ? STATUS.failure : STATUS.success;
}

function byKind(event: JsonObject, kind: string, entry: Entry, context: EventContext): OcsfEvent {
  switch (kind) {
    case 'session.command':
    case 'exec':
      return command(event, entry, context);
    case 'session.network':
      return network(event, entry, context);
    case 'session.start':
    case 'session.end':
    case 'session.join':
    case 'session.leave':
    case 'session.rejected':
    case 'port':
    case 'scp':
    case 'client.disconnect':
      if (event.kubernetes_cluster === undefined) return ssh(event, kind, entry, context);
      break;
    case 'db.session.query':
      if (typeof event.db_query === 'string') return query(event, event.db_query, entry, context);
      break;
  }
  return auditEvent(entry, subjectOf(event, kind, entry), context);
}

const ENDINGS: ReadonlyMap<string, 1 | 3 | 4 | 99> = new Map([
  ['create', 1],
  ['created', 1],
  ['added', 1],
  ['update', 3],
  ['updated', 3],
  ['delete', 4],
  ['deleted', 4],
]);

/** Things that an administrator makes, by the first word of the event. */
const THINGS = new Set(
  'role lock saml github oidc trusted_cluster device join_token provision_token access_list app db windows_desktop cluster_networking_config auth_preference session_recording_config sso_connector login_rule bot'.split(
    ' ',
  ),
);

function subjectOf(event: JsonObject, kind: string, entry: Entry): Subject {
  const user = entry.actor.user ?? { name: UNKNOWN };
  const method = text(event.method);
  const dot = kind.indexOf('.');
  const ending = ENDINGS.get(kind.slice(kind.lastIndexOf('.') + 1));
  if (kind === 'user.login' || kind === 'auth') {
    const device = obj(event.mfa_device);
    const factor = text(device.mfa_device_type);
    return {
      to: 3002,
      activity: 1,
      user,
      protocol: method === undefined ? undefined : PROTOCOLS.get(method),
      protocolName: method,
      factors: factor === undefined ? undefined : [factorOf(factor)],
      mfa: factor === undefined ? undefined : true,
    };
  }
  if (kind === 'cert.create' || kind === 'user.sso_test_flow.login') {
    const name = text(obj(event.identity).user);
    return { to: 3002, activity: kind === 'cert.create' ? 99 : 1, user: personOf(name, undefined) ?? user };
  }
  if (kind.startsWith('user.') || kind.startsWith('mfa.') || kind === 'recovery_code.used') {
    const activity = ACCOUNT.get(kind);
    if (activity !== undefined)
      return { to: 3001, activity, user: personOf(text(event.name), undefined) ?? user };
  }
  if (ending !== undefined && THINGS.has(kind.slice(0, dot))) {
    const target = obj(event.target);
    return {
      to: 3004,
      activity: ending,
      entity: {
        name: text(event.name) ?? kind,
        type: kind.slice(0, dot),
        type_id: kind.startsWith('role.') ? 5 : kind.startsWith('device.') ? 1 : 99,
        user: personOf(text(target.user), undefined),
      },
    };
  }
  return { to: 6003, activity: activityOf(kind) };
}

/** Panther's documentation and `lib/events/api.go` name the methods. */
const PROTOCOLS: ReadonlyMap<string, 4 | 5 | 6 | 99> = new Map([
  ['oidc', 4],
  ['saml', 5],
  ['github', 6],
  ['local', 99],
  ['headless', 99],
]);

const ACCOUNT: ReadonlyMap<string, 1 | 3 | 4 | 6 | 10 | 11 | 99> = new Map([
  ['user.create', 1],
  ['user.update', 99],
  ['user.delete', 6],
  ['user.password_change', 3],
  ['reset_password_token.create', 4],
  ['mfa.add', 10],
  ['mfa.delete', 11],
  ['recovery_code.used', 4],
]);

function resourcesOf(event: JsonObject) {
  const found = [];
  for (const [type, name, uid] of [
    ['server', event.server_hostname, event.server_id],
    ['kubernetes', event.kubernetes_cluster, undefined],
    ['database', event.db_service, undefined],
    ['application', event.app_name, undefined],
    ['desktop', event.desktop_name, event.desktop_addr],
    ['resource', event.name, undefined],
  ] as const) {
    const resource = { name: text(name), uid: text(uid), type };
    if (resource.name !== undefined || resource.uid !== undefined) found.push(resource);
  }
  return found.length === 0 ? undefined : found;
}

const port = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65535 ? value : undefined;

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const HOST = ['host'] as const;

const COMMAND: ReadonlySet<string> = new Set(
  'path argv program login pid ppid return_code server_id server_hostname command'.split(' '),
);
const NETWORK: ReadonlySet<string> = new Set('src_addr dst_addr dst_port pid program server_id'.split(' '));
const SESSION: ReadonlySet<string> = new Set(['server_id', 'server_hostname', 'addr.local']);
const QUERY: ReadonlySet<string> = new Set('db_query db_name db_service db_query_parameters'.split(' '));

/** `unmapped`: the entry's rest but for `taken`, and who connected from where, with what, if the class has no place for it. */
function unmappedOf(
  event: JsonObject,
  entry: Entry,
  context: EventContext,
  taken: ReadonlySet<string>,
  placed: boolean,
) {
  const left = rest(entry.rest ?? {}, taken);
  const kept =
    placed || (entry.source === undefined && entry.http === undefined)
      ? left
      : {
          ...left,
          'addr.remote': text(event['addr.remote'] ?? event.addr_remote),
          user_agent: text(event.user_agent),
        };
  return context.unmapped(entry.uid, entry.time, kept);
}

/** A command that ran on a host within a session. */
function command(event: JsonObject, entry: Entry, context: EventContext): ProcessActivityEvent {
  const path = text(event.path);
  const argv = Array.isArray(event.argv)
    ? event.argv.slice(0, 1000).filter((one) => typeof one === 'string')
    : [];
  const program = text(event.program) ?? path;
  const line =
    text(event.command) ?? (program === undefined ? undefined : [path ?? program, ...argv].join(' '));
  const login = text(event.login);
  const pid = count(event.pid);
  const parent = count(event.ppid);
  const returned = event.return_code ?? event.exitCode;
  const server = text(event.server_id);
  const name = text(event.server_hostname);
  return {
    metadata: metadataOf(entry, context, HOST),
    time: entry.time,
    class_uid: 1007,
    category_uid: 1,
    activity_id: 1,
    type_uid: typeUid(1007, 1),
    severity_id: severityOf(entry),
    status_id: entry.status,
    status: statusCaption(entry),
    status_detail: entry.detail,
    actor: entry.actor,
    api: apiOf(entry),
    device:
      server === undefined && name === undefined
        ? { name: UNKNOWN, type_id: 0 }
        : { uid: server, hostname: name, type_id: 1 },
    process: {
      name: program,
      path,
      cmd_line: line,
      pid,
      uid: pid === undefined ? (entry.uid ?? UNKNOWN) : undefined,
      user: login === undefined ? undefined : { name: login },
      parent_process: parent === undefined ? undefined : { pid: parent },
    },
    exit_code: typeof returned === 'number' && Number.isSafeInteger(returned) ? returned : undefined,
    raw_data: context.raw,
    unmapped: unmappedOf(event, entry, context, COMMAND, false),
  };
}

function network(event: JsonObject, entry: Entry, context: EventContext): NetworkActivityEvent {
  const source = text(event.src_addr);
  const target = text(event.dst_addr);
  const refused = event.action === 1 || event.action === 'deny';
  const activity = refused ? 5 : 1;
  return {
    metadata: metadataOf(entry, context, HOST),
    time: entry.time,
    class_uid: 4001,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4001, activity),
    severity_id: severityOf(entry),
    status_id: entry.status,
    status: statusCaption(entry),
    status_detail: entry.detail,
    actor: {
      ...entry.actor,
      process: {
        name: text(event.program),
        pid: count(event.pid),
        uid: count(event.pid) === undefined ? UNKNOWN : undefined,
      },
    },
    device: text(event.server_id) === undefined ? undefined : { uid: text(event.server_id), type_id: 1 },
    src_endpoint: source !== undefined && isIp(source) ? { ip: source } : { name: source ?? UNKNOWN },
    dst_endpoint:
      target === undefined
        ? undefined
        : { ...(isIp(target) ? { ip: target } : { name: target }), port: port(event.dst_port) },
    raw_data: context.raw,
    unmapped: unmappedOf(event, entry, context, NETWORK, false),
  };
}

const SSH: ReadonlyMap<string, 1 | 2 | 5 | 6> = new Map([
  ['session.start', 1],
  ['session.join', 1],
  ['port', 1],
  ['session.end', 2],
  ['session.leave', 2],
  ['client.disconnect', 2],
  ['session.rejected', 5],
]);

function ssh(event: JsonObject, kind: string, entry: Entry, context: EventContext): SshActivityEvent {
  const activity = SSH.get(kind) ?? 99;
  const server: NetworkEndpointObject = {
    hostname: text(event.server_hostname),
    uid: text(event.server_id),
    ...addressed(text(event['addr.local'])),
  };
  const known = server.hostname !== undefined || server.uid !== undefined || server.ip !== undefined;
  return {
    metadata: metadataOf(entry, context, HOST),
    time: entry.time,
    class_uid: 4007,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? kind : undefined,
    type_uid: typeUid(4007, activity),
    severity_id: severityOf(entry),
    status_id: entry.status,
    status: statusCaption(entry),
    status_detail: entry.detail,
    actor: entry.actor,
    api: apiOf(entry),
    src_endpoint: entry.source ?? { name: UNKNOWN },
    dst_endpoint: known ? server : undefined,
    auth_type_id: kind === 'session.start' ? 1 : undefined,
    start_time: timeOf(event.session_start),
    end_time: timeOf(event.session_stop),
    raw_data: context.raw,
    unmapped: unmappedOf(event, entry, context, SESSION, entry.http === undefined),
  };
}

function addressed(local: string | undefined): NetworkEndpointObject {
  const found = sourceOf(local);
  return found?.ip === undefined ? {} : found;
}

function timeOf(value: unknown): number | undefined {
  const time = parseIso(str(value) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function query(event: JsonObject, sql: string, entry: Entry, context: EventContext): DatastoreActivityEvent {
  const { activity, name } = statementOf(sql);
  return {
    metadata: metadataOf(entry, context),
    time: entry.time,
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    activity_name: name,
    type_uid: typeUid(6005, activity),
    severity_id: severityOf(entry),
    status_id: entry.status,
    status: statusCaption(entry),
    status_detail: entry.detail,
    actor: entry.actor,
    http_request: entry.http,
    api: apiOf(entry),
    src_endpoint: entry.source ?? { name: UNKNOWN },
    dst_endpoint: text(event.db_service) === undefined ? undefined : { svc_name: text(event.db_service) },
    database: {
      name: text(event.db_name) ?? text(event.db_service) ?? UNKNOWN,
      type_id: RELATIONAL,
      type: 'Relational',
    },
    query_info: { name: 'query', query_string: sql, data: data(event.db_query_parameters) },
    raw_data: context.raw,
    unmapped: unmappedOf(event, entry, context, QUERY, true),
  };
}
