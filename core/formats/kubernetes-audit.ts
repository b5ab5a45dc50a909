import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  ActorObject,
  ApiActivityEvent,
  NetworkEndpointObject,
  ResourceDetailsObject,
  UrlObject,
  UserObject,
} from '../ocsf/generated/types';
import type { EventContext, JsonFormat } from './format';
import { isIp } from './ip';
import { parseIso } from './time';
import { data, including, isObject, type JsonObject, obj, rest, text } from './values';

/**
 * Kubernetes API server audit events, as Amazon EKS writes them to the log group `/aws/eks/<cluster>/cluster`.
 *
 *     {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"6f1b…","stage":"ResponseComplete",
 *      "requestURI":"/api/v1/namespaces/default/secrets/db","verb":"get","user":{"username":"alice","groups":["system:authenticated"],
 *      "extra":{"arn":["arn:aws:sts::123456789012:assumed-role/Admin/alice"],…}},"sourceIPs":["192.0.2.7"],"userAgent":"kubectl/v1.30",
 *      "objectRef":{"resource":"secrets","namespace":"default","name":"db","apiVersion":"v1"},"responseStatus":{"code":200},
 *      "requestReceivedTimestamp":"2026-01-02T03:04:05.678901Z","stageTimestamp":"2026-01-02T03:04:05.681234Z","annotations":{…}}
 *
 * API Activity (6003), as in OCSF's dossier for EKS. `actor.user` is who authenticated; `impersonatedUser` stays
 * under its own name. On EKS `user.extra` tells the AWS identity behind the name: its ARN is `actor.user.uid_alt`, as
 * CloudTrail has it, and its access key `actor.session.credential_uid`. The first of `sourceIPs` is the source, the
 * others are `intermediate_ips`: all but the last may be made up by the client. A request for a collection names no
 * object: `resources[].name` is `*`. One request gives an event a stage, all with one `auditID`: it is
 * `metadata.correlation_uid`, and with the stage the event's own id.
 *
 * Under `unmapped`: `stage`, `annotations`, `impersonatedUser`, what is left of `user.extra`, and any other field.
 *
 * Field meanings: Kubernetes, "kube-apiserver Audit Configuration (v1)"; OCSF's dossier "Amazon EKS control plane
 * Logging"; for `user.extra`, aws-iam-authenticator.
 */
export const kubernetesAudit: JsonFormat = {
  name: 'kubernetes-audit',
  title: 'Kubernetes audit events (Amazon EKS)',
  kind: 'json',
  classes: [6003],
  sample:
    '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"6f1b2c3d","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/default/secrets/db?timeout=1s","verb":"get","user":{"username":"alice","uid":"aws-iam-authenticator:123456789012:AROAEXAMPLE","groups":["system:authenticated"],"extra":{"accessKeyId":["ASIAEXAMPLE"],"arn":["arn:aws:sts::123456789012:assumed-role/Admin/alice"],"sessionName":["alice"]}},"sourceIPs":["192.0.2.7","198.51.100.9"],"userAgent":"kubectl/v1.30.0","objectRef":{"resource":"secrets","namespace":"default","name":"db","uid":"u-1","apiGroup":"example.com","apiVersion":"v1","resourceVersion":"7"},"responseStatus":{"metadata":{},"status":"Failure","message":"secrets \\"db\\" is forbidden","reason":"Forbidden","code":403},"requestReceivedTimestamp":"2026-01-02T03:04:05.678901Z","stageTimestamp":"2026-01-02T03:04:05.681234Z","annotations":{"authorization.k8s.io/decision":"forbid","authorization.k8s.io/reason":""}}',
  evidence: 'corpus',
  sources: [
    'Kubernetes, "kube-apiserver Audit Configuration (v1)"',
    'OCSF, examples of mappings, Amazon EKS control plane logging',
  ],
  fields: [
    ['auditID', 'metadata.correlation_uid, api.request.uid'],
    ['auditID, stage', 'metadata.original_event_uid'],
    ['level', 'metadata.log_level'],
    ['stageTimestamp', 'time'],
    ['requestReceivedTimestamp', 'start_time'],
    ['verb', 'api.operation, activity_id'],
    ['requestURI', 'http_request.url.path, http_request.url.query_string'],
    ['userAgent', 'http_request.user_agent'],
    ['user.username', 'actor.user.name'],
    ['user.uid', 'actor.user.uid'],
    ['user.groups', 'actor.user.groups[].name'],
    ['user.extra.arn', 'actor.user.uid_alt, actor.user.account.uid'],
    ['user.extra.accessKeyId', 'actor.session.credential_uid'],
    ['user.extra.sessionName', 'actor.session.uid'],
    ['user.extra.canonicalArn', 'actor.session.issuer'],
    ['annotations (decision, reason)', 'actor.authorizations[].decision, actor.authorizations[].policy.desc'],
    ['sourceIPs', 'src_endpoint.ip, src_endpoint.intermediate_ips'],
    ['objectRef.apiVersion', 'api.version'],
    ['objectRef.apiGroup', 'api.group.name'],
    ['objectRef.name', 'resources[].name'],
    ['objectRef.namespace', 'resources[].namespace'],
    ['objectRef.uid', 'resources[].uid'],
    ['objectRef.resource, subresource', 'resources[].type'],
    ['objectRef.resourceVersion', 'resources[].version'],
    ['requestObject', 'api.request.data'],
    ['responseObject', 'api.response.data'],
    ['responseStatus.code', 'status_code, status_id, api.response.code'],
    ['responseStatus.message', 'status_detail, api.response.error_message'],
    ['responseStatus.reason', 'api.response.error'],
  ],
  begin: () => map,
};

const NAME = 'kubernetes-audit';
const CLOUD = ['cloud'] as const;
const GROUP = 'audit.k8s.io/';
const DECISION = 'authorization.k8s.io/decision';
const REASON = 'authorization.k8s.io/reason';

/** The verbs of resources, and for other paths the methods of HTTP. */
const VERBS: ReadonlyMap<string, 1 | 2 | 3 | 4> = new Map([
  ['create', 1],
  ['post', 1],
  ['get', 2],
  ['list', 2],
  ['watch', 2],
  ['head', 2],
  ['options', 2],
  ['update', 3],
  ['patch', 3],
  ['put', 3],
  ['delete', 4],
  ['deletecollection', 4],
]);

const TAKEN = new Set(
  `kind apiVersion level auditID requestURI verb user sourceIPs userAgent objectRef responseStatus requestObject
  responseObject requestReceivedTimestamp stageTimestamp timestamp metadata`.split(/\s+/),
);

/** An audit event, whole or trimmed by a tool: Kubernetes' other `Event` has nothing of a request. */
function isAudit(event: JsonObject): boolean {
  if (event.kind !== 'Event') return false;
  const version = event.apiVersion;
  if (typeof version === 'string') return version.startsWith(GROUP);
  return (
    version === undefined &&
    typeof event.verb === 'string' &&
    (typeof obj(event.objectRef).resource === 'string' ||
      (Array.isArray(event.sourceIPs) && isObject(event.responseStatus)))
  );
}

function map(event: JsonObject, context: EventContext): ApiActivityEvent | undefined {
  if (!isAudit(event)) return undefined;
  const received = instant(event.requestReceivedTimestamp);
  const time = instant(event.stageTimestamp) ?? received ?? instant(event.timestamp) ?? context.time;
  const audit = text(event.auditID);
  const stage = text(event.stage);
  const uid = audit === undefined || stage === undefined ? audit : `${audit}/${stage}`;
  const cloudwatch = context.cloudwatch;
  const verb = text(event.verb);
  const activity = verb === undefined ? 0 : (VERBS.get(verb) ?? 99);
  const user = obj(event.user);
  const extra = obj(user.extra);
  const answer = obj(event.responseStatus);
  const code = typeof answer.code === 'number' && Number.isInteger(answer.code) ? answer.code : undefined;
  const annotations = obj(event.annotations);
  const decision = text(annotations[DECISION]);
  const reason = text(annotations[REASON]);
  const failed = stage === 'Panic' || decision === 'forbid' || (code !== undefined && code >= 400);
  const status = failed ? STATUS.failure : code === undefined ? STATUS.unknown : STATUS.success;
  const message = text(answer.message);
  const target = obj(event.objectRef);
  const group = text(target.apiGroup);
  const request = data(event.requestObject);
  const ips = Array.isArray(event.sourceIPs) ? event.sourceIPs : [];
  const source = endpoint(ips);
  return {
    metadata: {
      ...context.metadata(
        NAME,
        {
          name: 'Kubernetes',
          vendor_name: 'Kubernetes',
          version: text(event.apiVersion)?.slice(GROUP.length),
        },
        cloudwatch === undefined ? undefined : CLOUD,
        uid,
      ),
      log_level: text(event.level),
      correlation_uid: audit,
    },
    time,
    start_time: received,
    class_uid: 6003,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? verb : undefined,
    type_uid: typeUid(6003, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: code === undefined ? undefined : String(code),
    status_detail: message ?? (failed ? (reason ?? text(answer.reason)) : undefined),
    cloud: cloudwatch === undefined ? undefined : { provider: 'AWS', account: { uid: cloudwatch.owner } },
    actor: actor(user, extra, decision, reason),
    src_endpoint: source,
    http_request: { user_agent: text(event.userAgent), url: url(text(event.requestURI)) },
    api: {
      operation: verb ?? UNKNOWN,
      version: text(target.apiVersion),
      group: group === undefined ? undefined : { name: group },
      service: { name: 'Kubernetes' },
      request: audit === undefined && request === undefined ? undefined : { uid: audit ?? '', data: request },
      response: {
        code,
        error: text(answer.reason),
        error_message: failed ? message : undefined,
        message: failed ? undefined : message,
        data: data(event.responseObject),
      },
    },
    resources: resources(target),
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, left(event, extra, ips, source)),
  };
}

function instant(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = parseIso(value);
  return Number.isNaN(time) ? undefined : time;
}

const EXTRA = new Set(['arn', 'accessKeyId', 'sessionName', 'canonicalArn']);

/** What has no place: other fields, what else `user.extra` says, and `sourceIPs` if one of them is no address. */
function left(
  event: JsonObject,
  extra: JsonObject,
  ips: readonly unknown[],
  source: NetworkEndpointObject,
): JsonObject | undefined {
  const more = rest(event, TAKEN);
  const other = rest(extra, EXTRA);
  const known = source.ip === undefined ? 0 : 1 + (source.intermediate_ips?.length ?? 0);
  if (other === undefined && known === ips.length) return more;
  const user = other === undefined ? more : including(more, 'user', { extra: other });
  return known === ips.length ? user : including(user, 'sourceIPs', data(ips));
}

/** `user.extra` has lists of values under each name. */
const first = (value: unknown): string | undefined => (Array.isArray(value) ? text(value[0]) : text(value));

function actor(
  user: JsonObject,
  extra: JsonObject,
  decision: string | undefined,
  reason: string | undefined,
): ActorObject {
  const name = text(user.username);
  const arn = first(extra.arn);
  const account = arn === undefined ? undefined : text(arn.split(':', 5)[4]);
  const groups = Array.isArray(user.groups) ? user.groups : [];
  const uid = text(user.uid);
  return {
    user: {
      type: name === undefined ? undefined : TYPES[typeOf(name)],
      type_id: name === undefined ? undefined : typeOf(name),
      name: name ?? (uid === undefined ? UNKNOWN : undefined),
      uid,
      uid_alt: arn,
      groups: groups.length === 0 ? undefined : groupsOf(groups),
      account: account === undefined ? undefined : { uid: account },
    },
    session: {
      uid: first(extra.sessionName),
      credential_uid: first(extra.accessKeyId),
      issuer: first(extra.canonicalArn),
    },
    authorizations:
      decision === undefined
        ? undefined
        : [
            {
              decision,
              policy: reason?.startsWith('RBAC: ') ? { type: 'RBAC', desc: reason } : undefined,
            },
          ],
  };
}

const TYPES = { 1: 'User', 3: 'System', 4: 'Service' } as const;

/** Kubernetes keeps names that begin with `system:` for itself and its service accounts. */
function typeOf(name: string): 1 | 3 | 4 {
  if (!name.startsWith('system:')) return 1;
  return name.startsWith('system:serviceaccount:') ? 4 : 3;
}

/** No more than this of a list that comes from outside. */
const MOST = 256;

function groupsOf(groups: readonly unknown[]): UserObject['groups'] {
  const list: { name: string }[] = [];
  for (let at = 0; at < groups.length && at < MOST; at++) {
    const name = text(groups[at]);
    if (name !== undefined) list.push({ name });
  }
  return list;
}

function endpoint(ips: readonly unknown[]): NetworkEndpointObject {
  const valid: string[] = [];
  for (let at = 0; at < ips.length && at < MOST; at++) {
    const ip = ips[at];
    if (typeof ip === 'string' && isIp(ip)) valid.push(ip);
  }
  const [ip, ...others] = valid;
  if (ip === undefined) return { name: text(ips[0]) ?? UNKNOWN };
  return { ip, intermediate_ips: others.length === 0 ? undefined : others };
}

function url(uri: string | undefined): UrlObject | undefined {
  if (uri === undefined) return undefined;
  const query = uri.indexOf('?');
  return query < 0 ? { path: uri } : { path: uri.slice(0, query), query_string: uri.slice(query + 1) };
}

function resources(target: JsonObject): ResourceDetailsObject[] | undefined {
  const resource = text(target.resource);
  const name = text(target.name);
  const uid = text(target.uid);
  if (resource === undefined && name === undefined && uid === undefined) return undefined;
  const part = text(target.subresource);
  return [
    {
      name: name ?? (uid === undefined ? '*' : undefined),
      uid,
      type: part === undefined ? resource : `${resource ?? ''}/${part}`,
      namespace: text(target.namespace),
      version: text(target.resourceVersion),
    },
  ];
}
