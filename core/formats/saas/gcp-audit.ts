import { SEVERITY, STATUS, UNKNOWN } from '../../ocsf/build';
import type { ActorObject, CloudObject, OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { data, isObject, type JsonObject, obj, rest, text } from '../values';
import { activityOf, agentOf, auditEvent, type Entry, personOf, type Subject, sourceOf } from './audit';
import { cloudOf, isLogEntry, severityOf, timeOf } from './gcp-entry';

/**
 * Google Cloud's audit logs: log entries with an AuditLog as their payload.
 *
 *     {"insertId":"8loe","logName":"projects/p1/logs/cloudaudit.googleapis.com%2Factivity","protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog",
 *      "authenticationInfo":{"principalEmail":"alice@example.com"},"authorizationInfo":[{"granted":true,"permission":"iam.serviceAccounts.create",…}],
 *      "methodName":"google.iam.admin.v1.CreateServiceAccount","requestMetadata":{"callerIp":"192.0.2.7","callerSuppliedUserAgent":"gcloud"},"resourceName":"projects/p1",
 *      "serviceName":"iam.googleapis.com","status":{}},"resource":{…},"severity":"NOTICE","timestamp":"2026-11-23T09:00:00.123456789Z"}
 *
 * API Activity (6003), but for: sign-ins to Workspace, Authentication (3002); service accounts made, changed, deleted,
 * Account Change (3001); changes of an IAM policy that say what was changed, User Access Management (3005, `user` the first
 * member). `status.code` is that of gRPC: 0 or none is success; where there is no status, a permission not granted is a
 * failure. Under `unmapped`: the labels of `resource`, `operation`, and what is left of `protoPayload` and of the entry.
 *
 * Field meanings: Google Cloud, "LogEntry" and "AuditLog" (google/cloud/audit/audit_log.proto); Elastic, integration
 * "Google Cloud Platform", audit.
 */
export const gcpAudit: JsonFormat = {
  name: 'gcp-audit',
  title: "Google Cloud's audit logs",
  kind: 'json',
  classes: [6003, 3001, 3002, 3005],
  sample:
    '{"insertId":"iv9wx9d16l2","logName":"projects/p1/logs/cloudaudit.googleapis.com%2Factivity","operation":{"id":"operation-1","last":true,"producer":"compute.googleapis.com"},"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","authenticationInfo":{"principalEmail":"alice@example.com","principalSubject":"user:alice@example.com"},"authorizationInfo":[{"granted":true,"permission":"compute.networks.create","resource":"projects/p1/global/networks/n1","resourceAttributes":{"type":"compute.networks"}}],"methodName":"v1.compute.networks.insert","request":{"name":"n1"},"requestMetadata":{"callerIp":"192.0.2.7","callerSuppliedUserAgent":"gcloud/1"},"resourceName":"projects/p1/global/networks/n1","serviceName":"compute.googleapis.com","status":{"code":7,"message":"Permission denied"}},"receiveTimestamp":"2026-11-23T09:00:00.834659236Z","resource":{"labels":{"project_id":"p1","location":"europe-west1"},"type":"gce_network"},"severity":"ERROR","timestamp":"2026-11-23T09:00:00.339377Z"}',
  evidence: 'corpus',
  sources: [
    'Google Cloud, "LogEntry" and "AuditLog" (google/cloud/audit/audit_log.proto)',
    'Elastic, integration "Google Cloud Platform", audit',
  ],
  fields: [
    ['insertId', 'metadata.original_event_uid'],
    ['timestamp', 'time'],
    ['severity', 'severity_id, metadata.log_level'],
    ['protoPayload.methodName, serviceName', 'api.operation, api.service.name, activity_id'],
    ['protoPayload.authenticationInfo', 'actor.user.name, actor.user.uid, actor.session.credential_uid'],
    ['protoPayload.authorizationInfo', 'actor.authorizations[].policy.name, actor.authorizations[].decision'],
    ['protoPayload.requestMetadata', 'src_endpoint.ip, http_request.user_agent'],
    ['protoPayload.request, response', 'api.request.data, api.response.data'],
    ['protoPayload.status', 'status_id, status_code, status_detail'],
    ['protoPayload.resourceName, resource.type', 'resources[].name, resources[].type'],
    ['protoPayload.serviceData.policyDelta', 'user.name, privileges[]'],
    ['operation.id', 'metadata.correlation_uid'],
    ['resource.labels', 'cloud.project_uid, cloud.region, cloud.zone'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Cloud Audit Logs', vendor_name: 'Google Cloud' } as const;

const TAKEN: ReadonlySet<string> = new Set(['insertId', 'timestamp', 'severity', 'protoPayload']);
const PAYLOAD: ReadonlySet<string> = new Set(
  '@type methodName serviceName request response status resourceName authorizationInfo'.split(' '),
);
const AUTHENTICATION: ReadonlySet<string> = new Set([
  'principalEmail',
  'principalSubject',
  'serviceAccountKeyName',
]);
const REQUEST: ReadonlySet<string> = new Set(['callerIp', 'callerSuppliedUserAgent']);

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const payload = event.protoPayload;
  if (!isObject(payload) || typeof payload.methodName !== 'string' || !isLogEntry(event)) return undefined;
  const type = payload['@type'];
  if (typeof type !== 'string' || !type.endsWith('google.cloud.audit.AuditLog')) return undefined;
  const authentication = obj(payload.authenticationInfo);
  const metadata = obj(payload.requestMetadata);
  const grants = Array.isArray(payload.authorizationInfo)
    ? payload.authorizationInfo.slice(0, 64).filter(isObject)
    : [];
  const { status, code, detail } = outcomeOf(payload.status, grants);
  const service = text(payload.serviceName);
  const level = text(event.severity);
  const resource = text(payload.resourceName);
  const operation = text(obj(event.operation).id);
  const cloud: CloudObject = cloudOf(event);
  const entry: Entry = {
    format: gcpAudit.name,
    product: PRODUCT,
    uid: text(event.insertId),
    time: timeOf(event, context),
    correlation: operation ?? text(event.trace),
    operation: payload.methodName,
    level,
    severity: severityOf(level) ?? SEVERITY.informational,
    status,
    statusCode: code,
    detail,
    actor: actorOf(authentication, grants),
    source: sourceOf(text(metadata.callerIp)),
    http: agentOf(text(metadata.callerSuppliedUserAgent)),
    api: {
      operation: payload.methodName,
      service: service === undefined ? undefined : { name: service },
      request:
        payload.request === undefined
          ? undefined
          : { uid: operation ?? text(event.insertId) ?? UNKNOWN, data: data(payload.request) },
      response: {
        code: code === undefined ? undefined : Number(code),
        data: data(payload.response),
      },
    },
    service: service ?? 'Google Cloud',
    cloud,
    resources:
      resource === undefined ? undefined : [{ name: resource, type: text(obj(event.resource).type) }],
    targets: resource === undefined ? undefined : { resourceName: resource },
    rest: {
      ...rest(event, TAKEN),
      protoPayload: {
        ...rest(payload, PAYLOAD),
        authenticationInfo: rest(authentication, AUTHENTICATION),
        requestMetadata: rest(metadata, REQUEST),
      },
    },
  };
  return auditEvent(entry, subjectOf(payload, payload.methodName, entry), context);
}

function outcomeOf(value: unknown, grants: readonly JsonObject[]) {
  const status = obj(value);
  const code = typeof status.code === 'number' && Number.isSafeInteger(status.code) ? status.code : 0;
  if (code !== 0) return { status: STATUS.failure, code: String(code), detail: text(status.message) };
  const denied = grants.some(({ granted }) => granted === false);
  return {
    status:
      denied && text(status.message) === undefined && !isObject(value) ? STATUS.failure : STATUS.success,
    code: undefined,
    detail: text(status.message),
  };
}

function actorOf(authentication: JsonObject, grants: readonly JsonObject[]): ActorObject {
  const email = text(authentication.principalEmail);
  const subject = text(authentication.principalSubject);
  const key = text(authentication.serviceAccountKeyName);
  const user: UserObject = personOf(email ?? subject, subject, {
    type_id:
      email?.endsWith('.gserviceaccount.com') === true || subject?.startsWith('serviceAccount:') === true
        ? 4
        : undefined,
  }) ?? { name: UNKNOWN };
  const authorizations = grants.flatMap((grant) => {
    const permission = text(grant.permission);
    if (permission === undefined) return [];
    return [
      {
        decision: grant.granted === true ? 'granted' : grant.granted === false ? 'denied' : undefined,
        policy: { name: permission, desc: text(grant.resource) },
      },
    ];
  });
  return {
    user,
    session: key === undefined ? undefined : { credential_uid: key },
    authorizations: authorizations.length === 0 ? undefined : authorizations,
  };
}

const ACCOUNTS: ReadonlyMap<string, 1 | 2 | 5 | 6 | 99> = new Map([
  ['CreateServiceAccount', 1],
  ['EnableServiceAccount', 2],
  ['DisableServiceAccount', 5],
  ['DeleteServiceAccount', 6],
  ['UndeleteServiceAccount', 2],
  ['UpdateServiceAccount', 99],
  ['PatchServiceAccount', 99],
  ['CreateServiceAccountKey', 99],
  ['DeleteServiceAccountKey', 99],
  ['UploadServiceAccountKey', 99],
]);

function subjectOf(payload: JsonObject, method: string, entry: Entry): Subject {
  const self = entry.actor.user ?? { name: UNKNOWN };
  const name = method.slice(method.lastIndexOf('.') + 1);
  if (method.startsWith('google.login.LoginService.'))
    return { to: 3002, activity: name === 'logout' ? 2 : 1, user: self };
  const account = method.startsWith('google.iam.admin.v') ? ACCOUNTS.get(name) : undefined;
  if (account !== undefined) {
    const request = obj(payload.request);
    const response = obj(payload.response);
    const made = text(response.email) ?? text(request.account_id) ?? text(payload.resourceName);
    return {
      to: 3001,
      activity: account,
      user: { ...(personOf(made, text(response.unique_id)) ?? { name: UNKNOWN }), type_id: 4 },
    };
  }
  const deltas =
    obj(obj(payload.serviceData).policyDelta).bindingDeltas ??
    obj(obj(payload.metadata).policyDelta).bindingDeltas;
  if (Array.isArray(deltas) && deltas.length > 0) {
    const changes = deltas.slice(0, 64).filter(isObject);
    const member = text(changes[0]?.member);
    const all = (action: string): boolean => changes.every((change) => change.action === action);
    if (member !== undefined)
      return {
        to: 3005,
        activity: all('ADD') ? 1 : all('REMOVE') ? 2 : 99,
        user: personOf(member.slice(member.indexOf(':') + 1), member) ?? { name: UNKNOWN },
        privileges: [...new Set(changes.flatMap(({ role }) => text(role) ?? []))],
      };
  }
  return { to: 6003, activity: activityOf(name) };
}
