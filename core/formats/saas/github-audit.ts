import { STATUS, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { bool, isObject, type JsonObject, obj, rest, text } from '../values';
import { activityOf, agentOf, auditEvent, type Entry, personOf, type Subject, sourceOf } from './audit';

/**
 * GitHub's audit log of organisations and enterprises, exported, streamed or by the API.
 *
 *     {"@timestamp":1795424400123,"_document_id":"abC1","action":"org.add_member","actor":"alice","actor_id":4711,"actor_ip":"192.0.2.7",
 *      "actor_location":{"country_code":"IE"},"business":"example","created_at":1795424400123,"operation_type":"create","org":"example-org",
 *      "permission":"read","user":"bob","user_agent":"Mozilla/5.0"}
 *
 * Group Management (3006) for who is in an organisation, an enterprise or a team, and for teams; User Access Management
 * (3005) for who may do what in a repository, organisation or enterprise; Account Change (3001) for accounts' second factor
 * and passwords; API Activity (6003) for all else, its activity by `operation_type`, or else by the action's words. Only what
 * was done is logged, so that every event is a success. Panther's `at_sign_timestamp` is `@timestamp`, and its
 * `p_log_type` is believed of an event without a time. Under `unmapped`: all other fields by name.
 *
 * Field meanings: GitHub Docs, "Audit log events for your organization" and "Using the audit log API for your enterprise";
 * Elastic, integration "GitHub", audit data stream.
 */
export const githubAudit: JsonFormat = {
  name: 'github-audit',
  title: "GitHub's audit log of organisations and enterprises",
  kind: 'json',
  classes: [6003, 3006, 3005, 3001],
  sample:
    '{"@timestamp":1795424400123,"_document_id":"abC1","action":"protected_branch.destroy","actor":"alice","actor_id":4711,"actor_ip":"192.0.2.7","actor_is_bot":false,"actor_location":{"country_code":"IE"},"business":"example","created_at":1795424400123,"operation_type":"remove","org":"example-org","org_id":99,"repo":"example-org/app","repo_id":1234,"user_agent":"Mozilla/5.0","request_id":"A1B2:1","hashed_token":"aGFzaA=="}',
  evidence: 'corpus',
  sources: [
    'GitHub Docs, "Audit log events for your organization"',
    'GitHub Docs, "Using the audit log API for your enterprise"',
    'Elastic, integration "GitHub", audit data stream',
  ],
  fields: [
    ['_document_id', 'metadata.original_event_uid'],
    ['@timestamp, created_at', 'time'],
    ['action', 'metadata.event_code, api.operation'],
    ['operation_type', 'activity_id'],
    ['actor, actor_id, actor_is_bot', 'actor.user.name, actor.user.uid, actor.user.type_id'],
    ['actor_ip', 'src_endpoint.ip'],
    ['actor_location.country_code', 'src_endpoint.location.country'],
    ['user_agent', 'http_request.user_agent'],
    ['request_id', 'api.request.uid'],
    ['hashed_token', 'actor.session.credential_uid'],
    ['user, user_id', 'user.name, user.uid'],
    ['team', 'group.name'],
    ['org, business, repo', 'resources[].name'],
    ['permission', 'privileges[]'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Audit log', vendor_name: 'GitHub' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  '_document_id @timestamp created_at at_sign_timestamp action operation_type actor actor_id actor_is_bot actor_ip actor_location user_agent request_id hashed_token user user_id team org org_id business business_id repo repository repo_id repository_id permission'.split(
    ' ',
  ),
);

/** A number of an id, or the text of one. */
const id = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value);

function timeOf(...values: readonly unknown[]): number | undefined {
  for (const value of values) {
    const time =
      typeof value === 'number'
        ? parseEpoch(value)
        : typeof value === 'string'
          ? parseIso(value)
          : Number.NaN;
    if (!Number.isNaN(time)) return time;
  }
  return undefined;
}

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { action, actor } = event;
  if (typeof action !== 'string' || typeof actor !== 'string') return undefined;
  const when = timeOf(event['@timestamp'], event.created_at, event.at_sign_timestamp);
  if (!isGithub(event, action, when)) return undefined;
  const time = when ?? context.time;
  const country = text(obj(event.actor_location).country_code);
  const source = sourceOf(text(event.actor_ip));
  const token = text(event.hashed_token);
  const request = text(event.request_id);
  const user = personOf(text(actor), id(event.actor_id), {
    type_id: bool(event.actor_is_bot) === true ? 4 : 1,
  });
  const entry: Entry = {
    format: githubAudit.name,
    product: PRODUCT,
    uid: text(event._document_id),
    time,
    operation: action,
    status: STATUS.success,
    actor: {
      user: user ?? { name: UNKNOWN },
      session: token === undefined ? undefined : { credential_uid: token },
    },
    source:
      country === undefined
        ? source
        : { ...(source ?? { name: UNKNOWN }), location: { country: country.toUpperCase() } },
    http: agentOf(text(event.user_agent)),
    api: {
      operation: action,
      service: { name: 'GitHub' },
      request: request === undefined ? undefined : { uid: request },
    },
    service: 'GitHub',
    resources: resourcesOf(event),
    targets: targetsOf(event),
    rest: rest(event, TAKEN),
  };
  return auditEvent(entry, subjectOf(event, action, user), context);
}

/** A category and what was done, beside a field or an owner that no other log has together with it. */
function isGithub(event: JsonObject, action: string, when: number | undefined): boolean {
  if (event.p_log_type === 'GitHub.Audit') return true;
  const dot = action.indexOf('.');
  if (dot <= 0 || action.length > 128) return false;
  if (typeof event.programmatic_access_type === 'string' && typeof event.repo === 'string') return true;
  const dated = when ?? event.created_at ?? event['@timestamp'];
  if (typeof dated !== 'number' && typeof dated !== 'string') return false;
  return (
    typeof event._document_id === 'string' ||
    isObject(event.actor_location) ||
    typeof event.org === 'string' ||
    typeof event.business === 'string' ||
    (typeof event.repo === 'string' && event.repo.includes('/'))
  );
}

/** Names, or the ids where there are none; lists where an action is about several. */
function resourcesOf(event: JsonObject) {
  const found = [];
  for (const [type, name, uid] of [
    ['enterprise', event.business, event.business_id],
    ['organization', event.org, event.org_id],
    ['repository', event.repo ?? event.repository, event.repo_id ?? event.repository_id],
    ['team', event.team, undefined],
    ['user', event.user, event.user_id],
  ] as const) {
    const resource = { name: text(name), uid: id(uid), type };
    if (resource.name !== undefined || resource.uid !== undefined) found.push(resource);
  }
  return found.length === 0 ? undefined : found;
}

const TARGETS = [
  'org',
  'org_id',
  'business',
  'business_id',
  'repo',
  'repository',
  'repo_id',
  'team',
  'permission',
] as const;

function targetsOf(event: JsonObject): JsonObject | undefined {
  const kept: Record<string, unknown> = {};
  for (const name of TARGETS) if (event[name] !== undefined) kept[name] = id(event[name]);
  return kept;
}

const OPERATIONS: ReadonlyMap<string, 1 | 2 | 3 | 4> = new Map([
  ['create', 1],
  ['access', 2],
  ['authentication', 2],
  ['modify', 3],
  ['transfer', 3],
  ['restore', 3],
  ['remove', 4],
]);

/** Who comes and goes: 3 Add User, 4 Remove User. */
const MEMBERS: ReadonlyMap<string, 3 | 4 | 5 | 6> = new Map([
  ['org.add_member', 3],
  ['org.remove_member', 4],
  ['org.add_outside_collaborator', 3],
  ['org.remove_outside_collaborator', 4],
  ['business.add_organization_member', 3],
  ['business.remove_member', 4],
  ['business.add_admin', 3],
  ['business.remove_admin', 4],
  ['team.add_member', 3],
  ['team.remove_member', 4],
  ['team.create', 6],
  ['team.destroy', 5],
]);

/** Who may do what: 1 Assign Privileges, 2 Revoke Privileges, 99 neither alone. */
const ACCESS: ReadonlyMap<string, 1 | 2 | 99> = new Map([
  ['repo.add_member', 1],
  ['repo.remove_member', 2],
  ['repo.update_member', 99],
  ['org.update_member', 99],
  ['team.promote_maintainer', 1],
  ['team.demote_maintainer', 2],
  ['role.assign', 1],
  ['role.revoke', 2],
]);

const ACCOUNTS: ReadonlyMap<string, 10 | 11 | 3 | 4 | 5 | 2> = new Map([
  ['two_factor_authentication.enabled', 10],
  ['two_factor_authentication.disabled', 11],
  ['user.two_factor_enabled', 10],
  ['user.two_factor_disabled', 11],
  ['user.change_password', 3],
  ['user.forgot_password', 4],
  ['user.suspend', 5],
  ['user.unsuspend', 2],
]);

function subjectOf(event: JsonObject, action: string, actor: UserObject | undefined): Subject {
  const user = personOf(text(event.user), id(event.user_id));
  const group = MEMBERS.get(action);
  if (group !== undefined) {
    const team = text(event.team) ?? text(obj(event.data).team);
    const name = action.startsWith('team.')
      ? team
      : action.startsWith('org.')
        ? text(event.org)
        : text(event.business);
    return {
      to: 3006,
      activity: group,
      group: { name: name ?? UNKNOWN, type: action.slice(0, action.indexOf('.')) },
      user,
    };
  }
  const access = ACCESS.get(action);
  if (access !== undefined) {
    const permission = text(event.permission);
    return {
      to: 3005,
      activity: access,
      user: user ?? { name: UNKNOWN },
      privileges: permission === undefined ? [] : [permission],
    };
  }
  const account = ACCOUNTS.get(action);
  if (account !== undefined) return { to: 3001, activity: account, user: user ?? actor ?? { name: UNKNOWN } };
  const type = text(event.operation_type);
  return {
    to: 6003,
    activity:
      (type === undefined ? undefined : OPERATIONS.get(type)) ??
      activityOf(action.slice(action.lastIndexOf('.') + 1)),
  };
}
