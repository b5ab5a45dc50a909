import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  HttpRequestObject,
  NetworkEndpointObject,
  OcsfEvent,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { parseIso } from '../time';
import { isObject, type JsonObject, obj, rest, str, text } from '../values';

/**
 * GitLab's JSON logs: requests (production_json.log, api_json.log), blocked requests (auth_json.log), audit events
 * (audit_json.log and streamed).
 *
 *     {"method":"POST","path":"/users/sign_in","format":"html","controller":"SessionsController","action":"create","status":302,
 *      "time":"2026-11-23T09:00:00.195Z","params":[{"key":"user","value":{"login":"alice","password":"[FILTERED]"}}],"remote_ip":"192.0.2.7","ua":"…", …}
 *     {"severity":"INFO","time":"2026-11-23T09:00:00.523Z","author_id":3,"author_name":"alice","entity_id":2,"entity_type":"Project","change":"visibility",
 *      "from":"Private","to":"Public","target_id":2,"target_type":"Project","target_details":"group/project","ip_address":"192.0.2.7"}
 *
 * Sign-ins and sign-outs are Authentication (3002): one succeeded if it was redirected (302), and did not end in
 * `failure`. Other requests are HTTP Activity (4002), audit events Entity Management (3004). Under `unmapped`: all other fields.
 *
 * Field meanings: GitLab Docs, "Log system" and "Audit events"; CrowdSec Hub, timokoessler/gitlab-logs.
 */
export const gitlab: JsonFormat = {
  name: 'gitlab',
  title: 'GitLab request, authentication and audit logs (JSON)',
  kind: 'json',
  classes: [3002, 4002, 3004],
  sample:
    '{"method":"POST","path":"/users/sign_in","format":"html","controller":"SessionsController","action":"create","status":302,"time":"2026-11-23T09:00:00.195Z","params":[{"key":"user","value":{"login":"alice","password":"[FILTERED]"}}],"correlation_id":"01KAR2XJ80","meta.caller_id":"SessionsController#create","remote_ip":"192.0.2.7","ua":"Mozilla/5.0","duration_s":0.01291}',
  evidence: 'corpus',
  sources: ['GitLab Docs, "Log system" and "Audit events"', 'CrowdSec Hub, timokoessler/gitlab-logs'],
  fields: [
    ['time, created_at', 'time'],
    ['correlation_id', 'metadata.correlation_uid'],
    ['method', 'http_request.http_method'],
    ['path', 'http_request.url.path, http_request.url.query_string'],
    ['status', 'http_response.code, status_id, status_code'],
    ['remote_ip, ip_address', 'src_endpoint.ip'],
    ['ua', 'http_request.user_agent'],
    ['username, meta.user, params', 'user.name, actor.user.name'],
    ['user_id, meta.user_id', 'user.uid, actor.user.uid'],
    ['controller, action, route', 'unmapped.controller, unmapped.action, unmapped.route'],
    ['duration_s', 'duration'],
    ['author_name, author_id', 'actor.user.name, actor.user.uid'],
    ['entity_type, entity_id, entity_path', 'entity.type, entity.uid, entity.name'],
    ['id', 'metadata.original_event_uid'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'GitLab', vendor_name: 'GitLab' } as const;

const TAKEN: ReadonlySet<string> = new Set([
  'time',
  'created_at',
  'correlation_id',
  'method',
  'request_method',
  'path',
  'status',
  'remote_ip',
  'ip_address',
  'ua',
  'username',
  'user_id',
  'duration_s',
  'author_name',
  'author_id',
  'entity_type',
  'entity_id',
  'entity_path',
  'id',
  'severity',
]);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (value.author_id !== undefined && typeof value.entity_type === 'string') return audit(value, context);
  if (typeof value.path !== 'string') return undefined;
  if (value.message === 'Rack_Attack' && typeof value.env === 'string') return request(value, context);
  if (typeof value.method !== 'string' || typeof value.status !== 'number') return undefined;
  // Rails' own log has `controller` and `action` as well, but neither parameters in a list nor how long it may take.
  const isPage =
    typeof value.controller === 'string' &&
    typeof value.action === 'string' &&
    typeof value.format === 'string';
  const isApi = typeof value.route === 'string' && value.path.startsWith('/api/');
  const isGitlab =
    Array.isArray(value.params) ||
    value['meta.caller_id'] !== undefined ||
    value.request_urgency !== undefined;
  return (isPage || isApi) && isGitlab && value.remote_ip !== undefined ? request(value, context) : undefined;
}

function timeOf(value: JsonObject, context: EventContext): number {
  const when = str(value.time) ?? str(value.created_at);
  const time = when === undefined ? Number.NaN : parseIso(when.replace(' UTC', 'Z'));
  return Number.isNaN(time) ? context.time : time;
}

const id = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value);

function sourceOf(address: string | undefined): NetworkEndpointObject | undefined {
  if (address === undefined) return undefined;
  return isIp(address) ? { ip: address } : { name: address };
}

function common(value: JsonObject, context: EventContext, time: number, status: 0 | 1 | 2) {
  const uid = id(value.id);
  return {
    metadata: metadataOf(
      context,
      gitlab.name,
      PRODUCT,
      undefined,
      uid,
      undefined,
      undefined,
      text(value.correlation_id),
    ),
    time,
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    src_endpoint: sourceOf(text(value.remote_ip) ?? text(value.ip_address)),
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(value, TAKEN)),
  };
}

const METHODS: ReadonlyMap<string, 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9> = new Map([
  ['CONNECT', 1],
  ['DELETE', 2],
  ['GET', 3],
  ['HEAD', 4],
  ['OPTIONS', 5],
  ['POST', 6],
  ['PUT', 7],
  ['TRACE', 8],
  ['PATCH', 9],
] as const);

function request(value: JsonObject, context: EventContext): OcsfEvent {
  const time = timeOf(value, context);
  const method = str(value.method) ?? str(value.request_method) ?? '';
  const code = typeof value.status === 'number' && value.status >= 100 ? value.status : undefined;
  const target = str(value.path) ?? '';
  const query = target.indexOf('?');
  const seconds = value.duration_s;
  const http = {
    http_request: {
      http_method: METHODS.has(method) ? (method as HttpRequestObject['http_method']) : undefined,
      url:
        target === ''
          ? undefined
          : {
              path: query < 0 ? target : target.slice(0, query),
              query_string: query < 0 ? undefined : target.slice(query + 1),
            },
      user_agent: text(value.ua),
    },
    http_response: code === undefined ? undefined : { code: Math.trunc(code) },
    duration:
      typeof seconds === 'number' && seconds >= 0 && seconds < 1e9 ? Math.round(seconds * 1000) : undefined,
  };
  const activity = logonOf(value, method);
  if (activity !== 0) {
    const failed =
      activity === 1 && (value.action === 'failure' || code === undefined || code < 300 || code >= 400);
    const user = userOf(value) ?? { name: UNKNOWN };
    const made = common(value, context, time, failed ? STATUS.failure : STATUS.success);
    return {
      metadata: made.metadata,
      time: made.time,
      severity_id: made.severity_id,
      status_id: made.status_id,
      status: made.status,
      src_endpoint: made.src_endpoint,
      raw_data: made.raw_data,
      unmapped: made.unmapped,
      http_request: http.http_request,
      http_response: http.http_response,
      duration: http.duration,
      class_uid: 3002,
      category_uid: 3,
      activity_id: activity,
      type_uid: typeUid(3002, activity),
      status_code: typeof value.status === 'number' ? String(value.status) : undefined,
      user,
      actor: { user },
      service: { name: PRODUCT.name },
      is_remote: true,
      auth_protocol: activity === 1 ? text(PROVIDER.exec(target)?.[1]) : undefined,
    };
  }
  const user = userOf(value);
  const kind = METHODS.get(method) ?? (method === '' ? 0 : 99);
  const blocked = value.message === 'Rack_Attack';
  const made = common(
    value,
    context,
    time,
    blocked || (code ?? 0) >= 400 ? STATUS.failure : code === undefined ? STATUS.unknown : STATUS.success,
  );
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    src_endpoint: made.src_endpoint,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    http_request: http.http_request,
    http_response: http.http_response,
    duration: http.duration,
    class_uid: 4002,
    category_uid: 4,
    activity_id: kind,
    activity_name: kind === 99 ? method : undefined,
    type_uid: typeUid(4002, kind),
    status_detail: blocked ? `${text(value.env) ?? 'blocked'} by Rack_Attack` : undefined,
    actor: user === undefined ? undefined : { user },
  };
}

const PROVIDER = /^\/users\/auth\/([\w-]{1,64})\/callback/;

/** 1 Logon, 2 Logoff; 0: a request of another kind. */
function logonOf(value: JsonObject, method: string): 0 | 1 | 2 {
  const { controller, action } = value;
  if (controller === 'SessionsController' || controller === 'Ldap::OmniauthCallbacksController') {
    if (action === 'destroy') return 2;
    return method === 'POST' ? 1 : 0;
  }
  return controller === 'OmniauthCallbacksController' ? 1 : 0;
}

/** The user signed in, or the name that somebody typed. */
function userOf(value: JsonObject): UserObject | undefined {
  const uid = id(value.user_id) ?? id(value['meta.user_id']);
  const name = text(value.username) ?? text(value['meta.user']) ?? typed(value.params);
  return name === undefined && uid === undefined ? undefined : { name, uid };
}

function typed(params: unknown): string | undefined {
  if (!Array.isArray(params)) return undefined;
  for (const one of params.slice(0, 64) as unknown[]) {
    if (!isObject(one)) continue;
    if (one.key === 'username') return text(one.value);
    if (one.key === 'user') return text(obj(one.value).login) ?? text(obj(one.value).username);
  }
  return undefined;
}

function audit(value: JsonObject, context: EventContext): OcsfEvent {
  const time = timeOf(value, context);
  const details = obj(value.details);
  const added = value.add ?? details.add;
  const removed = value.remove ?? details.remove;
  const changed = value.change ?? details.change;
  const activity = added !== undefined ? 1 : removed !== undefined ? 4 : changed !== undefined ? 3 : 99;
  const message = text(value.custom_message) ?? text(details.custom_message) ?? text(value.message);
  const author = text(value.author_name) ?? text(details.author_name);
  const made = common(value, context, time, STATUS.success);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    status_id: made.status_id,
    status: made.status,
    src_endpoint: made.src_endpoint,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 3004,
    category_uid: 3,
    activity_id: activity,
    activity_name:
      activity === 99 ? (text(value.event_type) ?? text(value.event_name) ?? 'audit') : undefined,
    type_uid: typeUid(3004, activity),
    message,
    actor: { user: { name: author ?? UNKNOWN, uid: id(value.author_id) } },
    entity: {
      name: text(value.entity_path) ?? text(value.target_details) ?? UNKNOWN,
      uid: id(value.entity_id),
      type: text(value.entity_type),
    },
  };
}
