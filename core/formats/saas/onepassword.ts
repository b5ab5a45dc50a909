import { STATUS, UNKNOWN } from '../../ocsf/build';
import type {
  HttpRequestObject,
  LocationObject,
  NetworkEndpointObject,
  OcsfEvent,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { data, isObject, type JsonObject, obj, rest, text } from '../values';
import { activityOf, auditEvent, type Entry, emailOf, osOf, personOf, type Subject, sourceOf } from './audit';

/**
 * 1Password's Events API: sign-in attempts, item usages and audit events.
 *
 *     {"uuid":"56YE2TYN2","session_uuid":"A5K6","timestamp":"2026-11-23T09:00:00Z","country":"IE","category":"credentials_failed","type":"password_secret_bad",
 *      "target_user":{"uuid":"IR7V","name":"Alice","email":"alice@example.com"},"client":{"app_name":"1Password for Mac","ip_address":"192.0.2.7",…}}
 *     {"uuid":"56YE2TYN2","timestamp":"2026-11-23T09:00:00Z","used_version":0,"vault_uuid":"VZSY","item_uuid":"SVHT","action":"reveal","user":{…},"client":{…}}
 *     {"uuid":"56YE2TYN2","timestamp":"2026-11-23T09:00:00Z","actor_uuid":"4HCG","action":"join","object_type":"gm","object_uuid":"pf8s",
 *      "aux_uuid":"K6VF","session":{"uuid":"A5K6","ip":"192.0.2.7",…},"location":{…}}
 *
 * Authentication (3002), API Activity (6003) with the item and its vault as resources, and for audit events Group
 * Management (3006: members of a group), User Access Management (3005: access to a vault), Account Change (3001: users)
 * or API Activity. `category` is the outcome of a sign-in, `type` its code. Under `unmapped`: what is left of `client`,
 * and all other fields. A time without a zone (Panther's) is UTC.
 *
 * Field meanings: 1Password, "Events API reference" (1.4); APIs.guru, 1Password events; Panther documentation, "1Password logs".
 */
export const onepassword: JsonFormat = {
  name: 'onepassword',
  title: "1Password's sign-in attempts, item usages and audit events",
  kind: 'json',
  classes: [3002, 6003, 3006, 3005, 3001],
  sample:
    '{"uuid":"56YE2TYN2VFYRLNSHKPW5NVT5E","session_uuid":"A5K6COGVRVEJXJW3XQZGS7VAMM","timestamp":"2026-11-23T09:00:00Z","country":"IE","category":"credentials_failed","type":"password_secret_bad","details":null,"target_user":{"uuid":"IR7VJHJ36JHINBFAD7V2T5MP3E","name":"Alice Example","email":"alice@example.com"},"client":{"app_name":"1Password Browser Extension","app_version":"20195","platform_name":"Chrome","platform_version":"98.0","os_name":"MacOSX","os_version":"10.15.7","ip_address":"192.0.2.7"},"location":{"country":"IE","region":"Leinster","city":"Dublin","latitude":53.3,"longitude":-6.2}}',
  evidence: 'corpus',
  sources: [
    '1Password, "Events API reference" (1.4)',
    'APIs.guru, 1Password events API',
    'Panther documentation, "1Password logs"',
  ],
  fields: [
    ['uuid', 'metadata.original_event_uid'],
    ['timestamp', 'time'],
    ['target_user, user, actor_details', 'user.full_name, user.email_addr, user.uid, actor.user.uid'],
    ['category', 'status_id'],
    ['type', 'status_code'],
    ['details.value', 'status_detail'],
    ['session_uuid, session.uuid', 'actor.session.uid'],
    ['client.ip_address, session.ip', 'src_endpoint.ip'],
    ['client.app_name', 'actor.app_name'],
    ['client.os_name, os_version', 'src_endpoint.os.name, src_endpoint.os.version'],
    ['country, location', 'src_endpoint.location.country, src_endpoint.location.city'],
    ['item_uuid, vault_uuid', 'resources[].uid'],
    ['action', 'api.operation, activity_id'],
    ['object_type, object_uuid', 'resources[].type, group.uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: '1Password', vendor_name: '1Password' } as const;

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (typeof event.uuid !== 'string' || typeof event.timestamp !== 'string') return undefined;
  if (isObject(event.target_user) && isObject(event.client) && typeof event.category === 'string')
    return signIn(event, event.target_user, event.category, context);
  if (typeof event.item_uuid === 'string' && typeof event.vault_uuid === 'string' && isObject(event.client))
    return usage(event, context);
  if (
    typeof event.actor_uuid === 'string' &&
    typeof event.object_type === 'string' &&
    typeof event.object_uuid === 'string' &&
    typeof event.action === 'string'
  )
    return audit(event, event.action, event.object_type, context);
  return undefined;
}

const timeOf = (event: JsonObject, context: EventContext): number => {
  const time = parseIso(text(event.timestamp) ?? '');
  return Number.isNaN(time) ? context.time : time;
};

function personFrom(value: unknown, uid?: string): UserObject | undefined {
  const person = obj(value);
  const name = text(person.name);
  const email = text(person.email);
  const user = personOf(email ?? name, text(person.uuid) ?? uid);
  return user === undefined ? undefined : { ...user, full_name: name, email_addr: emailOf(email) };
}

function clientOf(event: JsonObject, client: JsonObject): NetworkEndpointObject | undefined {
  const address = text(client.ip_address) ?? text(client.ip);
  const source = sourceOf(address);
  if (source === undefined) return undefined;
  return { ...source, os: osOf(text(client.os_name), text(client.os_version)), location: locationOf(event) };
}

function locationOf(event: JsonObject): LocationObject | undefined {
  const place = obj(event.location);
  const country = text(place.country) ?? text(event.country);
  const city = text(place.city);
  const region = text(place.region);
  if (country === undefined && city === undefined && region === undefined) return undefined;
  const { latitude, longitude } = place;
  return {
    country,
    city,
    region,
    lat: typeof latitude === 'number' ? latitude : undefined,
    long: typeof longitude === 'number' ? longitude : undefined,
  };
}

const agent = (client: JsonObject): HttpRequestObject | undefined => {
  const found = text(client.user_agent);
  return found === undefined ? undefined : { user_agent: found };
};

const CLIENT: ReadonlySet<string> = new Set(['ip_address', 'app_name', 'os_name', 'os_version']);
const SIGN_IN: ReadonlySet<string> = new Set(
  'uuid session_uuid timestamp country category type target_user client location'.split(' '),
);

function signIn(event: JsonObject, target: JsonObject, category: string, context: EventContext): OcsfEvent {
  const client = obj(event.client);
  const user = personFrom(target) ?? { name: UNKNOWN };
  const session = text(event.session_uuid);
  const type = text(event.type);
  const entry: Entry = {
    format: onepassword.name,
    product: PRODUCT,
    uid: text(event.uuid),
    time: timeOf(event, context),
    operation: 'signinattempt',
    status:
      category === 'success' || category === 'firewall_reported_success' ? STATUS.success : STATUS.failure,
    statusCode: type,
    detail: text(obj(event.details).value) ?? (category === 'success' ? undefined : category),
    actor: {
      user,
      session: session === undefined ? undefined : { uid: session },
      app_name: text(client.app_name),
    },
    source: clientOf(event, client),
    http: agent(client),
    service: '1Password',
    rest: { ...rest(event, SIGN_IN), client: rest(client, CLIENT) },
  };
  return auditEvent(
    entry,
    {
      to: 3002,
      activity: 1,
      user,
      session: session === undefined ? undefined : { uid: session },
      mfa: category === 'mfa_failed' || type === 'mfa_ok' ? true : undefined,
    },
    context,
  );
}

const USAGE: ReadonlySet<string> = new Set(
  'uuid timestamp vault_uuid item_uuid action user client location'.split(' '),
);

/** What was done to the item; 2 Read where the API is too old to say. */
const USES: ReadonlyMap<string, 1 | 2 | 3 | 99> = new Map([
  ['fill', 2],
  ['enter-item-edit-mode', 2],
  ['export', 2],
  ['share', 99],
  ['secure-copy', 2],
  ['reveal', 2],
  ['select-sso-provider', 2],
  ['server-create', 1],
  ['server-update', 3],
  ['server-fetch', 2],
]);

function usage(event: JsonObject, context: EventContext): OcsfEvent {
  const client = obj(event.client);
  const action = text(event.action);
  const entry: Entry = {
    format: onepassword.name,
    product: PRODUCT,
    uid: text(event.uuid),
    time: timeOf(event, context),
    operation: action ?? 'itemusage',
    status: STATUS.success,
    actor: { user: personFrom(event.user) ?? { name: UNKNOWN }, app_name: text(client.app_name) },
    source: clientOf(event, client),
    http: agent(client),
    service: '1Password',
    resources: [
      { uid: text(event.item_uuid) ?? UNKNOWN, type: 'item' },
      { uid: text(event.vault_uuid) ?? UNKNOWN, type: 'vault' },
    ],
    rest: { ...rest(event, USAGE), client: rest(client, CLIENT) },
  };
  return auditEvent(
    entry,
    { to: 6003, activity: action === undefined ? 2 : (USES.get(action) ?? 99) },
    context,
  );
}

const AUDIT: ReadonlySet<string> = new Set(
  'uuid timestamp actor_uuid actor_details action object_type object_uuid session location'.split(' '),
);
const SESSION: ReadonlySet<string> = new Set(['uuid', 'ip']);

function audit(event: JsonObject, action: string, type: string, context: EventContext): OcsfEvent {
  const session = obj(event.session);
  const uid = text(session.uuid);
  const actor = personFrom(event.actor_details, text(event.actor_uuid)) ?? { name: UNKNOWN };
  const entry: Entry = {
    format: onepassword.name,
    product: PRODUCT,
    uid: text(event.uuid),
    time: timeOf(event, context),
    operation: action,
    status: STATUS.success,
    actor: { user: actor, session: uid === undefined ? undefined : { uid } },
    source: clientOf(event, session),
    service: '1Password',
    resources: [{ uid: text(event.object_uuid) ?? UNKNOWN, type, data: data(event.object_details) }],
    targets: { object_type: type, object_uuid: text(event.object_uuid) },
    rest: { ...rest(event, AUDIT), session: rest(session, SESSION) },
  };
  return auditEvent(entry, auditSubject(event, action, type, actor), context);
}

const ACCOUNTS: ReadonlyMap<string, 1 | 2 | 5 | 6 | 10 | 11> = new Map([
  ['create', 1],
  ['join', 1],
  ['activate', 2],
  ['reactive', 2],
  ['suspend', 5],
  ['delete', 6],
  ['enblmfa', 10],
  ['updatmfa', 10],
  ['disblmfa', 11],
]);

/** Objects: `gm` a group's member, `uva` a user's access to a vault, `user` and `mfa` an account. */
function auditSubject(event: JsonObject, action: string, type: string, actor: UserObject): Subject {
  const object = text(event.object_uuid);
  if (type === 'gm') {
    const activity = action === 'join' ? 3 : action === 'leave' ? 4 : 99;
    return {
      to: 3006,
      activity,
      group: { uid: object ?? UNKNOWN },
      user: personFrom(event.aux_details, text(event.aux_uuid)),
    };
  }
  if (type === 'uva') {
    const activity = action === 'grant' ? 1 : action === 'revoke' ? 2 : 99;
    const privileges = text(event.aux_info);
    return {
      to: 3005,
      activity,
      user: personFrom(event.aux_details, text(event.aux_uuid)) ?? { name: UNKNOWN },
      privileges: privileges === undefined ? [] : [privileges],
    };
  }
  if (type === 'user' || type === 'mfa' || type === 'account') {
    const activity = ACCOUNTS.get(action);
    if (activity !== undefined && type !== 'account')
      return { to: 3001, activity, user: personFrom(event.object_details, object) ?? actor };
  }
  return { to: 6003, activity: activityOf(action) };
}
