import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { EntityManagementEvent, NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { digits, isObject, obj, parseJson, str, text } from '../values';
import { addresses } from '../web/http';

/**
 * Bitbucket's audit log file.
 *
 *     192.0.2.7,10.0.0.1 | RepositoryCreatedEvent | alice | 1763888400432 | PROJECT/shop | {"id":2,"name":"web"} | @8KJQAGx969x543x0 | tmpqqw
 *     192.0.2.7 | UserLoggedInEvent | - | 1763888410000 | - | - | - | -
 *
 * Entity Management (3004) with the event's name; Account Change (3001) for users; Authentication (3002) for logons and
 * logoffs. The first address is the client's, proxies follow. Under `unmapped`: `event`, `entity` (where it
 * happened), `details`.
 *
 * Field meanings: Atlassian, "Audit logging in Bitbucket" and "Audit events"; plaso's parser of the same lines.
 */
export const bitbucketAudit: LineFormat = {
  name: 'bitbucket-audit',
  title: 'Bitbucket Data Center audit log',
  kind: 'line',
  classes: [3004, 3001, 3002],
  sample:
    '192.0.2.7,10.0.0.1 | RepositoryCreatedEvent | alice | 1763888400432 | PROJECT/shop | {"id":2,"name":"web"} | @8KJQAGx969x543x0 | tmpqqw',
  evidence: 'corpus',
  sources: ['Atlassian, "Audit logging in Bitbucket" and "Audit events"'],
  fields: [
    ['IP address', 'src_endpoint.ip, src_endpoint.intermediate_ips'],
    ['event', 'activity_id, entity.type, unmapped.event'],
    ['user', 'actor.user.name'],
    ['timestamp', 'time'],
    ['entity', 'unmapped.entity'],
    ['details', 'entity.name, entity.uid, unmapped.details'],
    ['request id', 'metadata.correlation_uid'],
    ['session id', 'actor.session.uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Bitbucket', vendor_name: 'Atlassian' } as const;
const LONGEST_FIELD = 1024;
const GAP = ' | ';

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const fields: string[] = [];
  let at = 0;
  for (let n = 0; n < 5; n++) {
    const end = line.indexOf(GAP, at);
    if (end < 0 || end - at > LONGEST_FIELD) return undefined;
    fields.push(line.slice(at, end));
    at = end + GAP.length;
  }
  const [peers = '', name = '', who = '', when = '', where = ''] = fields;
  const time = when.length === 13 ? digits(when) : -1;
  if (time < 0 || !/^[A-Z][A-Za-z]{2,80}Event$/.test(name)) return undefined;
  const all = addresses(peers);
  if (all === undefined && peers !== '-') return undefined;
  // The details may hold the gap, what stands after them may not.
  const sessionAt = line.lastIndexOf(GAP);
  const requestAt = line.lastIndexOf(GAP, sessionAt - 1);
  if (requestAt < at) return undefined;
  const session = text(line.slice(sessionAt + GAP.length).trim());
  const request = text(line.slice(requestAt + GAP.length, sessionAt));
  const source = text(line.slice(at, requestAt));
  const details = source === undefined ? undefined : parseJson(source);
  if (source !== undefined && !isObject(details)) return undefined;

  const user = text(who);
  const endpoint = endpointOf(all);
  const metadata = Object.assign(context.metadata(bitbucketAudit.name, PRODUCT, undefined, undefined), {
    correlation_uid: request?.startsWith('@') ? request.slice(1) : request,
  });
  const common = {
    metadata,
    time,
    severity_id: SEVERITY.informational,
    status_id: name.includes('Failure') || name.includes('Failed') ? STATUS.failure : STATUS.success,
    src_endpoint: endpoint,
    actor:
      user === undefined && session === undefined
        ? undefined
        : {
            user: user === undefined ? undefined : { name: user },
            session: session === undefined ? undefined : { uid: session },
          },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, { event: name, entity: text(where), details: source }),
  };
  const status = STATUS_CAPTION[common.status_id];
  const logon = LOGONS.get(name);
  if (logon !== undefined)
    return {
      ...common,
      status,
      class_uid: 3002,
      category_uid: 3,
      activity_id: logon,
      type_uid: typeUid(3002, logon),
      user: { name: user ?? UNKNOWN },
      service: { name: PRODUCT.name },
    };
  const activity = activityOf(name);
  const values = obj(details);
  const account = ACCOUNTS.get(name);
  if (account !== undefined)
    return {
      ...common,
      status,
      class_uid: 3001,
      category_uid: 3,
      activity_id: account,
      activity_name: account === 99 ? name : undefined,
      type_uid: typeUid(3001, account),
      user: { name: text(values.name) ?? text(values.user) ?? text(values.username) ?? UNKNOWN },
    };
  const id = values.id;
  return {
    ...common,
    status,
    class_uid: 3004,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? name : undefined,
    type_uid: typeUid(3004, activity),
    entity: {
      name: text(values.name) ?? text(values.value) ?? text(where) ?? UNKNOWN,
      uid: str(id) ?? (typeof id === 'number' ? String(id) : undefined),
      type: typeOf(name),
    },
  };
}

const LOGONS: ReadonlyMap<string, 1 | 2> = new Map([
  ['UserLoggedInEvent', 1],
  ['AuthenticationSuccessEvent', 1],
  ['AuthenticationFailureEvent', 1],
  ['UserLoggedOutEvent', 2],
  ['LogoutEvent', 2],
]);

/** Account Change's create, delete, and other. */
const ACCOUNTS: ReadonlyMap<string, 1 | 6 | 99> = new Map([
  ['UserCreatedEvent', 1],
  ['UserDeletedEvent', 6],
  ['UserRenamedEvent', 99],
]);

const VERBS: readonly (readonly [RegExp, EntityManagementEvent['activity_id']])[] = [
  [/(?:Created|Added|Granted)Event$/, 1],
  [/(?:Deleted|Removed|Revoked)Event$/, 4],
  [/(?:Modified|Updated|Changed|Renamed)Event$/, 3],
  [/EnabledEvent$/, 8],
  [/DisabledEvent$/, 9],
];

const activityOf = (name: string): EntityManagementEvent['activity_id'] =>
  VERBS.find(([verb]) => verb.test(name))?.[1] ?? 99;

/** `RestrictedRef` of `RestrictedRefAddedEvent`. */
const typeOf = (name: string): string => name.replace(/(?:[A-Z][a-z]+)?Event$/, '') || name;

function endpointOf(all: readonly string[] | undefined): NetworkEndpointObject | undefined {
  if (all === undefined) return undefined;
  const [ip, ...others] = all;
  return { ip, intermediate_ips: others.length === 0 ? undefined : others };
}
