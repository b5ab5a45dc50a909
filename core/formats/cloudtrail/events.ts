import { SEVERITY, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AccountChangeEvent,
  ApiActivityEvent,
  AuthenticationEvent,
  DetectionFindingEvent,
  EntityManagementEvent,
  GroupManagementEvent,
  UserAccessEvent,
} from '../../ocsf/generated/types';
import { type JsonObject, obj, text } from '../values';
import {
  agentOf,
  apiOf,
  type Call,
  captionOf,
  cloudOf,
  metadataOf,
  resourcesOf,
  sourceOf,
  unmappedOf,
} from './call';
import { actorOf, userOf } from './identity';
import { activityOf, type Rule } from './operations';
import {
  changedGroup,
  changedPolicy,
  changedRole,
  changedUser,
  issuedSession,
  memberOf,
  policiesOf,
  sessionUser,
} from './subject';

/** CloudTrail's events, a function for each class. */

export function apiActivity(call: Call): ApiActivityEvent {
  const { event, identity, session } = call;
  const status = call.status;
  const activity = activityOf(call.operation, event.readOnly);
  const resources = resourcesOf(event.resources);
  const whole = Array.isArray(event.resources) ? event.resources.length === (resources?.length ?? 0) : true;
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 6003,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? call.operation : undefined,
    type_uid: typeUid(6003, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: captionOf(status),
    status_code: call.errorCode,
    status_detail: call.errorMessage,
    cloud: cloudOf(call),
    actor: actorOf(identity, session, userOf(identity, session)),
    src_endpoint: sourceOf(event),
    http_request: agentOf(event),
    api: apiOf(call, status),
    resources,
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, whole ? undefined : event.resources),
  };
}

/** 1 Logon, 2 Logoff, 6 Preauth, 7 Account Switch. */
export function authentication(call: Call, activity: 1 | 2 | 6 | 7): AuthenticationEvent {
  const { event, identity, session } = call;
  const status = call.status;
  const mfa = obj(event.additionalEventData).MFAUsed;
  const caller = userOf(identity, session);
  const service = call.service ?? UNKNOWN;
  const issues = service === 'sts.amazonaws.com';
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3002, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: captionOf(status),
    status_code: call.errorCode,
    status_detail: call.errorMessage,
    cloud: cloudOf(call),
    user: issues ? sessionUser(call, caller) : (caller ?? { name: UNKNOWN }),
    session: issuedSession(call),
    actor: actorOf(identity, session, caller),
    auth_protocol_id: PROTOCOLS.get(call.operation),
    is_mfa: mfa === 'Yes' ? true : mfa === 'No' ? false : undefined,
    is_remote: true,
    service: { name: service },
    src_endpoint: sourceOf(event),
    http_request: agentOf(event),
    api: apiOf(call, status),
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, event.resources),
  };
}

const PROTOCOLS: ReadonlyMap<string, 4 | 5> = new Map([
  ['AssumeRoleWithWebIdentity', 4],
  ['AssumeRoleWithSAML', 5],
]);

function accountChange(call: Call, rule: Rule & { to: 'account' }): AccountChangeEvent {
  const { event, identity, session } = call;
  const status = call.status;
  const caller = userOf(identity, session);
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 3001,
    category_uid: 3,
    activity_id: rule.activity,
    activity_name: rule.activity === 99 ? call.operation : undefined,
    type_uid: typeUid(3001, rule.activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: captionOf(status),
    status_code: call.errorCode,
    status_detail: call.errorMessage,
    cloud: cloudOf(call),
    user: rule.role === true ? changedRole(call) : changedUser(call, caller),
    policies: rule.activity === 7 || rule.activity === 8 ? policiesOf(call) : undefined,
    actor: actorOf(identity, session, caller),
    src_endpoint: sourceOf(event),
    http_request: agentOf(event),
    api: apiOf(call, status),
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, event.resources),
  };
}

function groupManagement(call: Call, activity: GroupManagementEvent['activity_id']): GroupManagementEvent {
  const { event, identity, session } = call;
  const status = call.status;
  const parameters = obj(event.requestParameters);
  const assigned = assignment(parameters);
  const privilege = assigned?.privilege ?? text(parameters.policyArn) ?? text(parameters.policyName);
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 3006,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? call.operation : undefined,
    type_uid: typeUid(3006, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: captionOf(status),
    status_code: call.errorCode,
    status_detail: call.errorMessage,
    cloud: cloudOf(call),
    group: assigned === undefined ? changedGroup(call) : { uid: assigned.principal },
    user: activity === 3 || activity === 4 ? memberOf(call) : undefined,
    privileges: (activity === 1 || activity === 2) && privilege !== undefined ? [privilege] : undefined,
    resource: assigned?.target,
    actor: actorOf(identity, session, userOf(identity, session)),
    src_endpoint: sourceOf(event),
    http_request: agentOf(event),
    api: apiOf(call, status),
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, event.resources),
  };
}

/** What Identity Center's account assignments give, to whom, and where; undefined where they do not say to whom. */
function assignment(parameters: JsonObject) {
  const principal = text(parameters.principalId);
  if (principal === undefined) return undefined;
  const target = text(parameters.targetId);
  return {
    principal,
    privilege: text(parameters.permissionSetArn),
    target: target === undefined ? undefined : { uid: target, type: text(parameters.targetType) },
  };
}

function userAccess(call: Call, activity: 1 | 2): UserAccessEvent | GroupManagementEvent {
  const { event, identity, session } = call;
  const parameters = obj(event.requestParameters);
  if (parameters.principalType === 'GROUP') return groupManagement(call, activity);
  const status = call.status;
  const assigned = assignment(parameters);
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 3005,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3005, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: captionOf(status),
    status_code: call.errorCode,
    status_detail: call.errorMessage,
    cloud: cloudOf(call),
    user: assigned === undefined ? { name: UNKNOWN } : { type: 'User', type_id: 1, uid: assigned.principal },
    privileges: assigned?.privilege === undefined ? [] : [assigned.privilege],
    resources: assigned?.target === undefined ? undefined : [assigned.target],
    actor: actorOf(identity, session, userOf(identity, session)),
    src_endpoint: sourceOf(event),
    http_request: agentOf(event),
    api: apiOf(call, status),
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, event.resources),
  };
}

function entityManagement(call: Call, activity: 1 | 3 | 4 | 8 | 9): EntityManagementEvent {
  const { event, identity, session } = call;
  const status = call.status;
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 3004,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3004, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: captionOf(status),
    status_code: call.errorCode,
    status_detail: call.errorMessage,
    cloud: cloudOf(call),
    entity: changedPolicy(call),
    actor: actorOf(identity, session, userOf(identity, session)),
    src_endpoint: sourceOf(event),
    http_request: agentOf(event),
    api: apiOf(call, status),
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, event.resources),
  };
}

export function byRule(call: Call, rule: Rule) {
  switch (rule.to) {
    case 'authentication':
      return authentication(call, rule.activity);
    case 'account':
      return accountChange(call, rule);
    case 'group':
      return groupManagement(call, rule.activity);
    case 'assignment':
      return userAccess(call, rule.activity);
    case 'policy':
      return entityManagement(call, rule.activity);
  }
}

/**
 * A CloudTrail Insights event: an unusual rate of calls or errors, which AWS detected, so a Detection Finding. It has
 * no caller of its own; `insightDetails` says which operation it is about.
 */
export function insight(call: Call, details: JsonObject): DetectionFindingEvent {
  const { event } = call;
  const closed = details.state === 'End';
  const activity = closed ? 3 : 1;
  const kind = text(details.insightType) ?? 'Insight';
  return {
    metadata: metadataOf(call),
    time: call.time,
    class_uid: 2004,
    category_uid: 2,
    activity_id: activity,
    type_uid: typeUid(2004, activity),
    severity_id: SEVERITY.unknown,
    status_id: closed ? 4 : 1,
    status: closed ? 'Resolved' : 'New',
    cloud: cloudOf(call),
    finding_info: {
      uid: text(event.sharedEventID) ?? call.uid ?? UNKNOWN,
      title: `${kind}: ${text(details.eventSource) ?? UNKNOWN} ${text(details.eventName) ?? UNKNOWN}`,
      types: [kind],
    },
    api: {
      operation: text(details.eventName) ?? UNKNOWN,
      service: { name: text(details.eventSource) ?? UNKNOWN },
      response: text(details.errorCode) === undefined ? undefined : { error: text(details.errorCode) },
    },
    raw_data: call.context.raw,
    unmapped: unmappedOf(call, event.resources),
  };
}
