import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { parseIso } from '../time';
import { bool, type JsonObject, rest, str, text } from '../values';

/**
 * Events of MongoDB Atlas' organisations and projects, as its administration API gives them.
 *
 *     {"id":"6480b713","created":"2026-11-23T09:00:00Z","eventTypeName":"USER_ROLES_CHANGED_AUDIT","orgId":"12345","userId":"647f",
 *      "username":"alice@example.com","targetUsername":"bob@example.com","remoteAddress":"192.0.2.7","isGlobalAdmin":false,"links":[…]}
 *
 * Group Management (3006) for who is invited to, joins or leaves an organisation, project or team; API Activity (6003) for all
 * else, its activity by the last words of the event's name. Panther writes some names in lower case: they are read as well.
 * Under `unmapped`: all other fields by name. A time without a zone is UTC.
 *
 * Field meanings: MongoDB Atlas Administration API, "Events"; Panther documentation, "MongoDB Atlas logs".
 */
export const mongodbAtlas: JsonFormat = {
  name: 'mongodb-atlas',
  title: 'MongoDB Atlas organisation and project events',
  kind: 'json',
  classes: [6003, 3006],
  sample:
    '{"id":"6480b713","created":"2026-11-23T09:00:00Z","eventTypeName":"USER_ROLES_CHANGED_AUDIT","orgId":"12345","userId":"647f","username":"alice@example.com","targetUsername":"bob@example.com","remoteAddress":"192.0.2.7","isGlobalAdmin":false}',
  evidence: 'corpus',
  sources: ['MongoDB Atlas Administration API, "Events"', 'Panther documentation, "MongoDB Atlas logs"'],
  fields: [
    ['id', 'metadata.original_event_uid'],
    ['created', 'time'],
    ['eventTypeName', 'api.operation, metadata.event_code, activity_id'],
    ['orgId, groupId', 'resources[].uid, group.uid'],
    ['username, publicKey', 'actor.user.name'],
    ['userId', 'actor.user.uid'],
    ['isGlobalAdmin', 'actor.user.type_id'],
    ['targetUsername, targetPublicKey', 'resources[].name, user.name'],
    ['remoteAddress', 'src_endpoint.ip'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Atlas', vendor_name: 'MongoDB' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  'id created eventTypeName eventtypename orgId orgid groupId groupid username publicKey publickey userId userid isGlobalAdmin isglobaladmin targetUsername targetusername remoteAddress remoteaddress'.split(
    ' ',
  ),
);

/** A field by its name, or by its name in lower case. */
const field = (value: JsonObject, name: string): unknown => value[name] ?? value[name.toLowerCase()];

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const kind = text(field(value, 'eventTypeName'));
  const uid = text(value.id);
  const created = str(value.created);
  if (kind === undefined || uid === undefined || created === undefined) return undefined;
  const organisation = text(field(value, 'orgId'));
  const project = text(field(value, 'groupId'));
  const target = text(field(value, 'targetUsername')) ?? text(field(value, 'targetPublicKey'));
  if (organisation === undefined && project === undefined) return undefined;
  const parsed = parseIso(created);
  const time = Number.isNaN(parsed) ? context.time : parsed;
  const user = text(field(value, 'username')) ?? text(field(value, 'publicKey'));
  const userId = text(field(value, 'userId'));
  const address = text(field(value, 'remoteAddress'));
  const known = user !== undefined || userId !== undefined;
  const admin = bool(field(value, 'isGlobalAdmin'));
  const common = {
    metadata: metadataOf(context, mongodbAtlas.name, PRODUCT, undefined, uid, undefined, kind),
    time,
    severity_id: SEVERITY.informational,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    actor: known
      ? { user: { name: user, uid: userId, type_id: admin === true ? 2 : undefined } as const }
      : { app_name: PRODUCT.name },
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(value, TAKEN)),
  };
  const source =
    address === undefined ? { name: UNKNOWN } : isIp(address) ? { ip: address } : { name: address };
  const member = MEMBERS.exec(kind);
  if (member !== null) {
    const activity = member[1] === 'JOINED' ? 3 : member[1] === 'REMOVED_FROM' ? 4 : 99;
    const scope = member[2] === 'GROUP' ? project : organisation;
    return {
      metadata: common.metadata,
      time: common.time,
      severity_id: common.severity_id,
      status_id: common.status_id,
      status: common.status,
      actor: common.actor,
      raw_data: common.raw_data,
      unmapped: common.unmapped,
      class_uid: 3006,
      category_uid: 3,
      activity_id: activity,
      activity_name: activity === 99 ? kind : undefined,
      type_uid: typeUid(3006, activity),
      group: { uid: scope ?? organisation ?? project, type: member[2] },
      user: { name: target ?? user ?? UNKNOWN },
      src_endpoint: source,
    };
  }
  const activity = activityOf(kind);
  return {
    metadata: common.metadata,
    time: common.time,
    severity_id: common.severity_id,
    status_id: common.status_id,
    status: common.status,
    actor: common.actor,
    raw_data: common.raw_data,
    unmapped: common.unmapped,
    class_uid: 6003,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? kind : undefined,
    type_uid: typeUid(6003, activity),
    api: { operation: kind, service: { name: 'MongoDB Atlas' } },
    src_endpoint: source,
    resources: [
      ...(organisation === undefined ? [] : [{ uid: organisation, type: 'organization' }]),
      ...(project === undefined ? [] : [{ uid: project, type: 'project' }]),
      ...(target === undefined ? [] : [{ name: target, type: 'user' }]),
    ],
  };
}

const MEMBERS = /^(JOINED|REMOVED_FROM|INVITED_TO)_(ORG|GROUP|TEAM)$/;

/** An event's last words, `_AUDIT` aside, by what they say was done. */
const ENDINGS: readonly (readonly [activity: 1 | 3 | 4, words: RegExp])[] = [
  [1, /_(?:CREATED|ADDED|GENERATED|INITIATED)$/],
  [4, /_(?:DELETED|REMOVED|REVOKED|TERMINATED)$/],
  [
    3,
    /_(?:UPDATED|CHANGED|MODIFIED|ENABLED|DISABLED|REQUIRED|OPTIONAL|RENAMED|ACTIVATED|DEACTIVATED|RESTRICTED|UNRESTRICTED|TOGGLED|SET)$/,
  ],
];

function activityOf(kind: string): 1 | 3 | 4 | 99 {
  const name = kind.endsWith('_AUDIT') ? kind.slice(0, -6) : kind;
  for (const [activity, words] of ENDINGS) if (words.test(name)) return activity;
  return 99;
}
