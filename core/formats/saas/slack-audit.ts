import { SEVERITY, STATUS, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent, ResourceDetailsObject, UserObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { data, isObject, type JsonObject, obj, rest, text } from '../values';
import { activityOf, agentOf, auditEvent, type Entry, personOf, type Subject, sourceOf } from './audit';

/**
 * Entries of Slack's Audit Logs API.
 *
 *     {"id":"0123a45b-…","date_create":1795424400,"action":"user_login","actor":{"type":"user","user":{"id":"W123","name":"alice",
 *      "email":"alice@example.com","team":"T123"}},"entity":{"type":"user","user":{…}},"context":{"location":{"type":"workspace","id":"E1",
 *      "name":"Example","domain":"example"},"ua":"Mozilla/5.0","ip_address":"192.0.2.7","session_id":847288190092},"details":{…}}
 *
 * Authentication (3002) for `user_login…` and `user_logout…`; Account Change (3001) for users created, changed,
 * deactivated; User Access Management (3005) for roles; Group Management (3006) for who joins or leaves a channel or a
 * user group; Detection Finding (2004) for what Slack itself detected (`anomaly`, its `details.reason` the types, and
 * `file_malicious_content_detected`); API Activity (6003) for all else. Slack logs what was done: a login that failed is
 * `user_login_failed`, all else succeeded. Panther writes the
 * time as text: read as UTC. Under `unmapped`: `context.location`, `details`, `entity` where the class has no resources,
 * and all other fields.
 *
 * Field meanings: Slack API, "Audit Logs API methods & actions"; slack_sdk, audit_logs/v1/logs.py; Panther documentation,
 * "Slack logs".
 */
export const slackAudit: JsonFormat = {
  name: 'slack-audit',
  title: "Slack's audit log",
  kind: 'json',
  classes: [3002, 3001, 3005, 3006, 2004, 6003],
  sample:
    '{"id":"0123a45b-6c7d-8900-e12f-3456789gh0i1","date_create":1795424400,"action":"user_login","actor":{"type":"user","user":{"id":"W123AB456","name":"alice","email":"alice@example.com","team":"T12345678"}},"entity":{"type":"user","user":{"id":"W123AB456","name":"alice","email":"alice@example.com","team":"T12345678"}},"context":{"location":{"type":"workspace","id":"E1701NCCA","name":"Example","domain":"example"},"ua":"Mozilla/5.0","ip_address":"192.0.2.7","session_id":847288190092},"details":{"type":"user"}}',
  evidence: 'corpus',
  sources: [
    'Slack API, "Audit Logs API methods & actions"',
    'slack_sdk, audit_logs/v1/logs.py',
    'Panther documentation, "Slack logs"',
  ],
  fields: [
    ['id', 'metadata.original_event_uid'],
    ['date_create', 'time'],
    ['action', 'metadata.event_code, api.operation, activity_id'],
    [
      'actor.user.name, id, email, team',
      'actor.user.name, actor.user.uid, actor.user.email_addr, actor.user.org.uid',
    ],
    ['entity', 'user.name, group.name, resources[].uid, resources[].name, resources[].type'],
    ['context.ip_address', 'src_endpoint.ip'],
    ['context.ua', 'http_request.user_agent'],
    ['context.session_id', 'actor.session.uid'],
    ['context.location.id', 'metadata.tenant_uid'],
    ['details.reason', 'status_detail, finding_info.types[]'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Slack', vendor_name: 'Slack' } as const;

const TAKEN: ReadonlySet<string> = new Set(['id', 'date_create', 'action', 'actor', 'entity', 'context']);
const CONTEXT: ReadonlySet<string> = new Set(['ip_address', 'ua', 'session_id']);

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { action, actor, context: where } = event;
  if (typeof action !== 'string' || !isObject(actor) || !isObject(where)) return undefined;
  if (typeof actor.type !== 'string' || !isObject(where.location) || where.ip_address === undefined)
    return undefined;
  const created = event.date_create;
  const parsed =
    typeof created === 'number'
      ? parseEpoch(created)
      : typeof created === 'string'
        ? parseIso(created)
        : Number.NaN;
  const user = personFrom(actor.user) ?? { name: UNKNOWN, type: actor.type };
  const session = where.session_id;
  const uid = typeof session === 'number' && Number.isSafeInteger(session) ? String(session) : text(session);
  const entity = obj(event.entity);
  const target = obj(entity[text(entity.type) ?? '']);
  const { reason } = obj(event.details);
  const reasons = (Array.isArray(reason) ? reason.slice(0, 64) : [reason]).flatMap((one) => text(one) ?? []);
  const { ip_address: address } = where;
  const entry: Entry = {
    format: slackAudit.name,
    product: PRODUCT,
    uid: text(event.id),
    time: Number.isNaN(parsed) ? context.time : parsed,
    tenant: text(where.location.id),
    operation: action,
    status: action.endsWith('_failed') ? STATUS.failure : STATUS.success,
    severity: DETECTIONS.has(action) ? SEVERITY.medium : SEVERITY.informational,
    detail: text(reasons.join(', ')),
    actor: { user, session: uid === undefined ? undefined : { uid } },
    source: sourceOf(text(address)),
    http: agentOf(text(where.ua)),
    service: 'Slack',
    resources: resourceOf(entity, target),
    targets: event.entity === undefined ? undefined : { entity: data(event.entity) },
    rest: { ...rest(event, TAKEN), context: rest(where, CONTEXT) },
  };
  const subject: Subject = DETECTIONS.has(action)
    ? { to: 2004, title: action, types: reasons.length === 0 ? undefined : reasons }
    : subjectOf(action, entity, target, user);
  return auditEvent(entry, subject, context);
}

function personFrom(value: unknown): UserObject | undefined {
  const person = obj(value);
  const email = text(person.email);
  const team = text(person.team);
  const user = personOf(text(person.name) ?? email, text(person.id));
  if (user === undefined) return undefined;
  return {
    ...user,
    email_addr: personOf(email, undefined)?.email_addr,
    org: team === undefined ? undefined : { uid: team },
  };
}

function resourceOf(entity: JsonObject, target: JsonObject): ResourceDetailsObject[] | undefined {
  const name = text(target.name) ?? text(target.title);
  const uid = text(target.id);
  if (name === undefined && uid === undefined) return undefined;
  return [{ name, uid, type: text(entity.type), data: data(target) }];
}

const ACCOUNTS: ReadonlyMap<string, 1 | 2 | 4 | 5 | 6 | 10 | 11 | 99> = new Map([
  ['user_created', 1],
  ['guest_created', 1],
  ['user_reactivated', 2],
  ['user_deactivated', 5],
  ['guest_deactivated', 5],
  ['guest_expired', 5],
  ['user_deleted', 6],
  ['user_email_updated', 99],
  ['user_profile_updated', 99],
  ['user_password_reset', 4],
  ['user_added_sms_mfa', 10],
  ['user_removed_sms_mfa', 11],
]);

/** What Slack itself detected. */
const DETECTIONS: ReadonlySet<string> = new Set(['anomaly', 'file_malicious_content_detected']);

const MEMBERS: ReadonlyMap<string, 3 | 4> = new Map([
  ['user_channel_join', 3],
  ['guest_channel_join', 3],
  ['user_channel_leave', 4],
  ['guest_channel_leave', 4],
  ['user_added_to_usergroup', 3],
  ['user_removed_from_usergroup', 4],
]);

function subjectOf(action: string, entity: JsonObject, target: JsonObject, actor: UserObject): Subject {
  const subject = entity.type === 'user' ? (personFrom(target) ?? actor) : actor;
  if (action.startsWith('user_login')) return { to: 3002, activity: 1, user: subject };
  if (action.startsWith('user_logout') || action === 'user_session_invalidated')
    return { to: 3002, activity: 2, user: subject };
  if (action === 'user_session_reset_by_admin' || action === 'bulk_session_reset_by_admin')
    return { to: 3002, activity: 2, user: subject };
  const account = ACCOUNTS.get(action);
  if (account !== undefined) return { to: 3001, activity: account, user: subject };
  if (action.startsWith('role_change_to_'))
    return {
      to: 3005,
      // To user or guest, what more one had been is taken.
      activity: action === 'role_change_to_user' || action === 'role_change_to_guest' ? 2 : 1,
      user: subject,
      privileges: [action.slice('role_change_to_'.length)],
    };
  const member = MEMBERS.get(action);
  if (member !== undefined)
    return {
      to: 3006,
      activity: member,
      group: {
        name: text(target.name) ?? UNKNOWN,
        uid: text(target.id),
        type: text(entity.type),
      },
      user: actor,
    };
  return { to: 6003, activity: activityOf(action) };
}
