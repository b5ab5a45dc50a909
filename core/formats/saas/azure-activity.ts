import { SEVERITY, STATUS, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { data, isObject, type JsonObject, obj, parseJson, rest, text } from '../values';
import { methodOf } from '../web/http';
import { auditEvent, type Entry, emailOf, personOf, sourceOf } from './audit';

/**
 * Azure's activity log, in three forms: as the REST API and the command line give it (camelCase), as the SDK for Python
 * does (snake_case), and as diagnostic settings send it to storage and event hubs.
 *
 *     {"caller":"alice@example.com","eventTimestamp":"2026-11-23T09:00:00.123Z","operationName":{"value":"Microsoft.Compute/disks/delete",…},
 *      "httpRequest":{"clientIpAddress":"192.0.2.7","method":"DELETE",…},"status":{"value":"Succeeded",…},"resourceId":"/subscriptions/…","claims":{…},…}
 *     {"time":"2026-11-23T09:00:00.123Z","resourceId":"/SUBSCRIPTIONS/…","operationName":"MICROSOFT.COMPUTE/DISKS/DELETE","category":"Administrative",
 *      "resultType":"Success","resultSignature":"Succeeded.","callerIpAddress":"192.0.2.7","correlationId":"…","identity":{"authorization":{…},"claims":{…}},…}
 *
 * API Activity (6003), its activity by the last part of the operation (`write` is an update, or a creation if it was
 * answered with Created; `action` is another); role assignments that say whom they are for are User Access Management
 * (3005). An operation that only began is of status Other. Under `unmapped`: the claims, `properties` and all other fields.
 *
 * Field meanings: Microsoft, "Azure Activity Log event schema"; plaso, jsonl parser plugin azure_activity_log; Elastic, module Azure.
 */
export const azureActivity: JsonFormat = {
  name: 'azure-activity',
  title: "Azure's activity log",
  kind: 'json',
  classes: [6003, 3005],
  sample:
    '{"authorization":{"action":"Microsoft.Compute/disks/delete","scope":"/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/disks/d1"},"caller":"alice@example.com","channels":"Operation","claims":{"aud":"https://management.core.windows.net/","http://schemas.microsoft.com/identity/claims/objectidentifier":"7b1c","name":"Alice Example","ipaddr":"192.0.2.7","uti":"u1","appid":"04b0","http://schemas.microsoft.com/claims/authnmethodsreferences":"pwd,mfa"},"correlationId":"c0c5","eventDataId":"587e","eventName":{"value":"EndRequest","localizedValue":"End request"},"category":{"value":"Administrative","localizedValue":"Administrative"},"eventTimestamp":"2026-11-23T09:00:00.123456Z","httpRequest":{"clientRequestId":"a323","clientIpAddress":"192.0.2.7","method":"DELETE"},"level":"Informational","operationId":"8028","operationName":{"value":"Microsoft.Compute/disks/delete","localizedValue":"Delete Disk"},"resourceId":"/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/disks/d1","resourceType":{"value":"Microsoft.Compute/disks","localizedValue":"Microsoft.Compute/disks"},"status":{"value":"Succeeded","localizedValue":"Succeeded"},"subStatus":{"value":"OK","localizedValue":"OK (HTTP Status Code: 200)"},"subscriptionId":"s1","tenantId":"t1"}',
  evidence: 'corpus',
  sources: [
    'Microsoft, "Azure Activity Log event schema"',
    'plaso, jsonl parser plugin azure_activity_log',
    'Elastic, module Azure, exported fields',
  ],
  fields: [
    ['eventDataId', 'metadata.original_event_uid'],
    ['eventTimestamp, time', 'time'],
    ['operationName', 'api.operation, activity_id'],
    ['caller, claims', 'actor.user.name, actor.user.uid, actor.user.full_name'],
    ['claims.uti, authnmethodsreferences', 'actor.session.uid, actor.session.is_mfa'],
    ['claims.appid', 'actor.app_uid'],
    ['httpRequest.clientIpAddress, callerIpAddress', 'src_endpoint.ip'],
    ['httpRequest.method, clientRequestId', 'http_request.http_method, http_request.uid'],
    ['status, resultType', 'status_id, status'],
    ['subStatus, resultSignature', 'status_code'],
    ['resourceId, resourceType', 'resources[].uid, resources[].type'],
    ['correlationId', 'metadata.correlation_uid'],
    ['subscriptionId, tenantId', 'cloud.account.uid, cloud.org.uid'],
    ['level', 'severity_id, metadata.log_level'],
    ['properties.requestbody', 'user.uid, privileges[]'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Azure Activity Log', vendor_name: 'Microsoft' } as const;

/** The same entry, whatever form it came in. */
interface Activity {
  readonly time: string;
  readonly operation: string;
  readonly status: string | undefined;
  readonly subStatus: string | undefined;
  readonly uid: string | undefined;
  readonly caller: string | undefined;
  readonly address: string | undefined;
  readonly claims: JsonObject;
  readonly correlation: string | undefined;
  readonly resource: string | undefined;
  readonly resourceType: string | undefined;
  readonly subscription: string | undefined;
  readonly tenant: string | undefined;
  readonly region: string | undefined;
  readonly http: JsonObject;
  readonly taken: ReadonlySet<string>;
}

const REST: ReadonlySet<string> = new Set(
  'eventDataId event_data_id eventTimestamp event_timestamp operationName operation_name caller httpRequest http_request status subStatus sub_status resourceId resource_id resourceType resource_type correlationId correlation_id subscriptionId subscription_id tenantId tenant_id level'.split(
    ' ',
  ),
);
const SENT: ReadonlySet<string> = new Set(
  'time operationName resultType resultSignature callerIpAddress correlationId resourceId tenantId level location'.split(
    ' ',
  ),
);

const CATEGORIES: ReadonlySet<string> = new Set(
  'Administrative Security ServiceHealth Alert Recommendation Policy Autoscale ResourceHealth Action Write Delete'.split(
    ' ',
  ),
);

/** A text, or the `value` beside its translation. */
const labelOf = (field: unknown): string | undefined => text(isObject(field) ? field.value : field);

function read(event: JsonObject): Activity | undefined {
  const operationName = event.operationName ?? event.operation_name;
  const stamp = event.eventTimestamp ?? event.event_timestamp;
  if (isObject(operationName) && typeof operationName.value === 'string' && typeof stamp === 'string') {
    const http = obj(event.httpRequest ?? event.http_request);
    if (labelOf(event.category) === undefined) return undefined;
    return {
      time: stamp,
      operation: operationName.value,
      status: labelOf(event.status),
      subStatus: labelOf(event.subStatus ?? event.sub_status),
      uid: text(event.eventDataId ?? event.event_data_id),
      caller: text(event.caller),
      address: text(http.clientIpAddress ?? http.client_ip_address),
      claims: obj(event.claims),
      correlation: text(event.correlationId ?? event.correlation_id),
      resource: text(event.resourceId ?? event.resource_id),
      resourceType: labelOf(event.resourceType ?? event.resource_type),
      subscription: text(event.subscriptionId ?? event.subscription_id),
      tenant: text(event.tenantId ?? event.tenant_id),
      region: undefined,
      http,
      taken: REST,
    };
  }
  if (
    typeof operationName !== 'string' ||
    typeof event.time !== 'string' ||
    typeof event.category !== 'string'
  )
    return undefined;
  const resource = text(event.resourceId);
  if (!CATEGORIES.has(event.category) || resource === undefined || typeof event.correlationId !== 'string')
    return undefined;
  const identity = obj(event.identity);
  const claims = obj(identity.claims);
  return {
    time: event.time,
    operation: operationName,
    status: text(event.resultType),
    subStatus: text(event.resultSignature),
    uid: text(obj(event.properties).eventDataId),
    caller: text(claims[NAME]) ?? text(claims[EMAIL_CLAIM]),
    address: text(event.callerIpAddress),
    claims,
    correlation: event.correlationId,
    resource,
    resourceType: undefined,
    subscription: subscriptionOf(resource),
    tenant: text(event.tenantId),
    region: text(event.location),
    http: obj(undefined),
    taken: SENT,
  };
}

const SCHEMAS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const NAME = `${SCHEMAS}name`;
const EMAIL_CLAIM = `${SCHEMAS}emailaddress`;
const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const METHODS = 'http://schemas.microsoft.com/claims/authnmethodsreferences';

function subscriptionOf(resource: string): string | undefined {
  const parts = resource.slice(0, 200).split('/');
  return parts[1]?.toLowerCase() === 'subscriptions' ? text(parts[2]) : undefined;
}

const STATUSES: ReadonlyMap<string, 1 | 2> = new Map([
  ['succeeded', STATUS.success],
  ['success', STATUS.success],
  ['failed', STATUS.failure],
  ['failure', STATUS.failure],
]);

const LEVELS: ReadonlyMap<string, 1 | 3 | 4 | 5> = new Map([
  ['critical', SEVERITY.critical],
  ['error', SEVERITY.high],
  ['warning', SEVERITY.medium],
  ['informational', SEVERITY.informational],
  ['information', SEVERITY.informational],
  ['verbose', SEVERITY.informational],
]);

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const activity = read(event);
  if (activity === undefined) return undefined;
  const { claims } = activity;
  const parsed = parseIso(activity.time);
  const level = text(event.level);
  const session = text(claims.uti);
  const methods = text(claims[METHODS]);
  const properties = obj(event.properties);
  const user = userOf(activity);
  const client = text(activity.http.clientRequestId ?? activity.http.client_request_id);
  const method = methodOf(text(activity.http.method));
  const entry: Entry = {
    format: azureActivity.name,
    product: PRODUCT,
    uid: activity.uid,
    time: Number.isNaN(parsed) ? context.time : parsed,
    correlation: activity.correlation,
    operation: activity.operation,
    level,
    severity: (level === undefined ? undefined : LEVELS.get(level.toLowerCase())) ?? SEVERITY.informational,
    status:
      activity.status === undefined ? STATUS.unknown : (STATUSES.get(activity.status.toLowerCase()) ?? 99),
    statusName: activity.status,
    statusCode: activity.subStatus,
    detail: text(properties.statusMessage),
    actor: {
      user: user ?? { name: UNKNOWN },
      session:
        session === undefined && methods === undefined
          ? undefined
          : { uid: session, is_mfa: methods === undefined ? undefined : methods.includes('mfa') },
      app_uid: text(claims.appid),
    },
    source: sourceOf(activity.address ?? text(claims.ipaddr)),
    http: method === undefined && client === undefined ? undefined : { http_method: method, uid: client },
    service: text(activity.operation.slice(0, Math.max(0, activity.operation.indexOf('/')))) ?? 'Azure',
    cloud: {
      provider: 'Azure',
      account: activity.subscription === undefined ? undefined : { uid: activity.subscription, type_id: 13 },
      org: activity.tenant === undefined ? undefined : { uid: activity.tenant },
      region: activity.region,
    },
    resources:
      activity.resource === undefined
        ? undefined
        : [
            {
              uid: activity.resource,
              name: text(activity.resource.slice(activity.resource.lastIndexOf('/') + 1)),
              type: activity.resourceType,
            },
          ],
    rest: rest(event, activity.taken),
  };
  const assigned = assignmentOf(activity.operation, properties);
  if (assigned !== undefined) return auditEvent(entry, assigned, context);
  return auditEvent(entry, { to: 6003, activity: activityOf(activity) }, context);
}

function userOf(activity: Activity): UserObject | undefined {
  const { claims, caller } = activity;
  const uid = text(claims[OBJECT_ID]);
  const name = caller === undefined || caller === uid ? text(claims[NAME]) : caller;
  return personOf(name, uid ?? (name === undefined ? caller : undefined), {
    full_name: text(claims.name),
    email_addr: emailOf(name) ?? emailOf(text(claims[EMAIL_CLAIM])),
    type: text(claims.idtyp),
    type_id:
      claims.idtyp === 'app' ? 4 : claims.idtyp === 'user' || emailOf(name) !== undefined ? 1 : undefined,
  });
}

function activityOf({ operation, subStatus }: Activity): 1 | 2 | 3 | 4 | 99 {
  const word = operation.slice(operation.lastIndexOf('/') + 1).toLowerCase();
  if (word === 'write') return subStatus?.startsWith('Created') === true ? 1 : 3;
  return word === 'delete' ? 4 : word === 'read' ? 2 : 99;
}

/** Whom a role was given to, as the request's body has it; undefined if it does not say. */
function assignmentOf(operation: string, properties: JsonObject) {
  const name = operation.toLowerCase();
  if (!name.startsWith('microsoft.authorization/roleassignments/')) return undefined;
  const body = text(properties.requestbody) ?? text(properties.responseBody);
  if (body === undefined || body.length > 65_536) return undefined;
  const request = obj(data(parseJson(body)));
  const assignment = isObject(request.Properties) ? request.Properties : obj(request.properties);
  const principal = text(assignment.PrincipalId) ?? text(assignment.principalId);
  const role = text(assignment.RoleDefinitionId) ?? text(assignment.roleDefinitionId);
  if (principal === undefined) return undefined;
  return {
    to: 3005,
    activity: name.endsWith('/delete') ? 2 : 1,
    user: { uid: principal, type: text(assignment.PrincipalType) ?? text(assignment.principalType) },
    privileges: role === undefined ? [] : [role],
  } as const;
}
