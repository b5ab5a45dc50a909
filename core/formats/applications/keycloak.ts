import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AccountChangeEvent,
  AuthenticationEvent,
  NetworkEndpointObject,
  OcsfEvent,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { parseIso } from '../time';
import { rest, text } from '../values';

/**
 * Keycloak's events, as its logging listener writes them.
 *
 *     2026-11-23 09:00:00,357 WARN  [org.keycloak.events] (executor-thread-1) type="LOGIN_ERROR", realmId="main", clientId="shop", userId="null",
 *     ipAddress="192.0.2.7", error="user_not_found", auth_method="openid-connect", redirect_uri="https://shop.example.com/", username="alice"
 *     2026-11-23 09:00:00,357 DEBUG [org.keycloak.events] (executor-thread-1) operationType=CREATE, realmId=main, clientId=…, userId=…, ipAddress=192.0.2.7,
 *     resourceType=USER, resourcePath=users/0f6c
 *
 * (each one line). With quotes since version 21; without, a value ends where the next `, name=` begins, and a name that
 * comes twice has its first value, so that none that a user typed (`username`, near the end) takes the place of another.
 * The zone is not told: UTC.
 *
 * Events of users: Authentication (3002), or Account Change (3001) for registration, credentials and profile. Events of
 * administrators (`operationType`): Entity Management (3004). `…_ERROR` and `error` are a failure. Under `unmapped`: all other
 * fields by name, thread.
 *
 * Field meanings: Keycloak Server Administration Guide, "Auditing and events"; Keycloak, JBossLoggingEventListenerProvider.
 */
export const keycloak: LineFormat = {
  name: 'keycloak',
  title: 'Keycloak events in its server log',
  kind: 'line',
  classes: [3002, 3001, 3004],
  sample:
    '2026-11-23 09:00:00,357 WARN  [org.keycloak.events] (executor-thread-1) type="LOGIN_ERROR", realmId="main", clientId="shop", userId="null", ipAddress="192.0.2.7", error="user_not_found", auth_method="openid-connect", auth_type="code", redirect_uri="https://shop.example.com/", code_id="8a8cd4b2", username="alice"',
  evidence: 'corpus',
  sources: [
    'Keycloak Server Administration Guide, "Auditing and events"',
    'Keycloak, JBossLoggingEventListenerProvider',
  ],
  fields: [
    ['time', 'time'],
    ['level', 'metadata.log_level, severity_id'],
    ['type, operationType', 'activity_id, activity_name, metadata.event_code'],
    ['realmId, realmName', 'actor.idp.uid, actor.idp.name'],
    ['clientId', 'service.name, actor.app_uid'],
    ['userId', 'user.uid, actor.user.uid'],
    ['username', 'user.name, actor.user.name'],
    ['ipAddress', 'src_endpoint.ip, src_endpoint.hostname'],
    ['error', 'status_code, status_detail'],
    ['auth_method', 'auth_protocol, auth_protocol_id'],
    ['code_id, sessionId', 'session.uid, actor.session.uid'],
    ['resourcePath', 'entity.name'],
    ['resourceType', 'entity.type'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Keycloak' } as const;

const TAKEN: ReadonlySet<string> = new Set([
  'type',
  'operationType',
  'realmId',
  'realmName',
  'clientId',
  'userId',
  'username',
  'ipAddress',
  'error',
  'auth_method',
  'code_id',
  'sessionId',
  'resourcePath',
  'resourceType',
]);

/** More pairs than this no event has. */
const MOST_PAIRS = 128;

type Fields = { readonly [name: string]: string };

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(19) !== 44 || line.charCodeAt(10) !== 32) return undefined;
  const logger = line.indexOf('[', 24);
  if (logger < 0 || logger > 32 || !line.startsWith('[org.key', logger)) return undefined;
  const end = line.indexOf('] (', logger);
  if (end < 0 || !line.slice(logger, end).endsWith('.events')) return undefined;
  const close = line.indexOf(') ', end);
  if (close < 0) return undefined;
  const isAdmin = line.startsWith('operationType=', close + 2);
  if (!isAdmin && !line.startsWith('type=', close + 2)) return undefined;
  const time = parseIso(line.slice(0, 23));
  if (Number.isNaN(time)) return undefined;
  const fields = pairs(line, close + 2);
  const event: Entry = {
    time,
    level: line.slice(24, logger).trim(),
    kind: (isAdmin ? fields.operationType : fields.type) ?? '',
    fields,
    unmapped: { ...rest(fields, TAKEN), thread: line.slice(end + 3, close) },
  };
  return isAdmin ? entity(event, context) : people(event, context);
}

interface Entry {
  readonly time: number;
  readonly level: string;
  readonly kind: string;
  readonly fields: Fields;
  readonly unmapped: { readonly [name: string]: unknown };
}

/** `a=b, c="d, e"`; of a name that comes twice the first. */
function pairs(line: string, start: number): Fields {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = start;
  for (let count = 0; at < line.length && count < MOST_PAIRS; count++) {
    const equals = line.indexOf('=', at);
    if (equals < 0) break;
    const name = line.slice(at, equals);
    const quoted = line.charCodeAt(equals + 1) === 34;
    let end = quoted ? line.indexOf('", ', equals + 2) : next(line, equals + 1);
    if (end < 0) end = quoted && line.endsWith('"') ? line.length - 1 : line.length;
    const value = line.slice(equals + (quoted ? 2 : 1), end);
    if (fields[name] === undefined && value !== 'null') fields[name] = value;
    at = end + (quoted ? 3 : 2);
  }
  return fields;
}

/** Where `, name=` follows; -1 if it does not. */
function next(line: string, start: number): number {
  for (let at = line.indexOf(', ', start); at >= 0; at = line.indexOf(', ', at + 2)) {
    let end = at + 2;
    while (isName(line.charCodeAt(end))) end++;
    if (end > at + 2 && line.charCodeAt(end) === 61) return at;
  }
  return -1;
}

const isName = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 46;

/** Events by what they are in Authentication: 1 Logon, 2 Logoff, 3 and 5 tickets, 7 Account Switch. */
const LOGONS: ReadonlyMap<string, AuthenticationEvent['activity_id']> = new Map([
  ['LOGIN', 1],
  ['CLIENT_LOGIN', 1],
  ['IDENTITY_PROVIDER_LOGIN', 1],
  ['IDENTITY_PROVIDER_FIRST_LOGIN', 1],
  ['FEDERATED_IDENTITY_LINK', 1],
  ['LOGOUT', 2],
  ['CODE_TO_TOKEN', 3],
  ['TOKEN_EXCHANGE', 3],
  ['PERMISSION_TOKEN', 3],
  ['OAUTH2_DEVICE_CODE_TO_TOKEN', 3],
  ['REFRESH_TOKEN', 5],
  ['IMPERSONATE', 7],
] as const);

/** Events by what they change of an account. */
const CHANGES: ReadonlyMap<string, AccountChangeEvent['activity_id']> = new Map([
  ['REGISTER', 1],
  ['UPDATE_PASSWORD', 3],
  ['RESET_PASSWORD', 4],
  ['SEND_RESET_PASSWORD', 99],
  ['DELETE_ACCOUNT', 6],
  ['UPDATE_TOTP', 10],
  ['REMOVE_TOTP', 11],
  ['UPDATE_CREDENTIAL', 99],
  ['REMOVE_CREDENTIAL', 99],
  ['UPDATE_EMAIL', 99],
  ['VERIFY_EMAIL', 99],
  ['UPDATE_PROFILE', 99],
  ['VERIFY_PROFILE', 99],
  ['GRANT_CONSENT', 99],
  ['REVOKE_GRANT', 99],
  ['USER_DISABLED_BY_PERMANENT_LOCKOUT', 9],
  ['USER_DISABLED_BY_TEMPORARY_LOCKOUT', 9],
] as const);

const ENTITIES: ReadonlyMap<string, 1 | 3 | 4> = new Map([
  ['CREATE', 1],
  ['UPDATE', 3],
  ['DELETE', 4],
] as const);

function common(entry: Entry, context: EventContext, user: UserObject | undefined) {
  const { fields, time } = entry;
  const failed = fields.error !== undefined || entry.kind.endsWith('_ERROR');
  const session = text(fields.sessionId) ?? text(fields.code_id);
  const realm = text(fields.realmId);
  const client = text(fields.clientId);
  return {
    metadata: metadataOf(
      context,
      keycloak.name,
      PRODUCT,
      undefined,
      undefined,
      entry.level,
      text(entry.kind),
    ),
    time,
    severity_id: failed ? SEVERITY.low : SEVERITY.informational,
    status_id: failed ? STATUS.failure : STATUS.success,
    status: STATUS_CAPTION[failed ? STATUS.failure : STATUS.success],
    status_code: text(fields.error),
    status_detail: text(fields.error)?.replaceAll('_', ' '),
    actor: {
      user,
      session: session === undefined ? undefined : { uid: session },
      idp: { name: text(fields.realmName) ?? PRODUCT.name, uid: realm },
      app_uid: client,
      // Of those four one has to be there.
      app_name: (user ?? session ?? client) === undefined ? PRODUCT.name : undefined,
    },
    src_endpoint: sourceOf(text(fields.ipAddress)),
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, entry.unmapped),
  };
}

const sourceOf = (address: string | undefined): NetworkEndpointObject | undefined =>
  address === undefined ? undefined : isIp(address) ? { ip: address } : { hostname: address };

function userOf(fields: Fields): UserObject | undefined {
  const name = text(fields.username);
  const uid = text(fields.userId);
  return name === undefined && uid === undefined ? undefined : { name, uid };
}

function people(entry: Entry, context: EventContext): OcsfEvent {
  const { fields } = entry;
  const kind = entry.kind.endsWith('_ERROR') ? entry.kind.slice(0, -6) : entry.kind;
  const user = userOf(fields);
  const event = common(entry, context, user);
  const change = CHANGES.get(kind);
  if (change !== undefined)
    return {
      metadata: event.metadata,
      time: event.time,
      severity_id: event.severity_id,
      status_id: event.status_id,
      status: event.status,
      status_code: event.status_code,
      status_detail: event.status_detail,
      actor: event.actor,
      src_endpoint: event.src_endpoint,
      raw_data: event.raw_data,
      unmapped: event.unmapped,
      class_uid: 3001,
      category_uid: 3,
      activity_id: change,
      activity_name: change === 99 ? kind : undefined,
      type_uid: typeUid(3001, change),
      user: user ?? { name: UNKNOWN },
    };
  const activity = LOGONS.get(kind) ?? 99;
  const method = text(fields.auth_method);
  const session = event.actor.session;
  return {
    metadata: event.metadata,
    time: event.time,
    severity_id: event.severity_id,
    status_id: event.status_id,
    status: event.status,
    status_code: event.status_code,
    status_detail: event.status_detail,
    actor: event.actor,
    src_endpoint: event.src_endpoint,
    raw_data: event.raw_data,
    unmapped: event.unmapped,
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? kind : undefined,
    type_uid: typeUid(3002, activity),
    account_switch_type_id: activity === 7 ? 2 : undefined,
    user: user ?? { name: UNKNOWN },
    session,
    service: { name: text(fields.clientId) ?? PRODUCT.name },
    auth_protocol: method,
    auth_protocol_id: method === 'openid-connect' ? 4 : method === 'saml' ? 5 : undefined,
    is_remote: true,
  };
}

function entity(entry: Entry, context: EventContext): OcsfEvent {
  const { fields } = entry;
  const activity = ENTITIES.get(entry.kind) ?? 99;
  const made = common(entry, context, userOf(fields));
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    status_code: made.status_code,
    status_detail: made.status_detail,
    actor: made.actor,
    src_endpoint: made.src_endpoint,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 3004,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? text(entry.kind) : undefined,
    type_uid: typeUid(3004, activity),
    entity: { name: text(fields.resourcePath) ?? UNKNOWN, type: text(fields.resourceType) },
  };
}
