import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  ActorObject,
  AnyObject,
  DatastoreActivityEvent,
  FileObject,
  NetworkEndpointObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { count, outcomeOf, requestOf, statusOf } from '../web/http';
import { beside, correlated } from './event';
import { arnOf } from './fields';

/** What an S3 server access log says of a request; a field without a value is undefined, not `-`. */
export interface S3Request {
  readonly time: number;
  readonly owner: string | undefined;
  readonly bucket: string;
  readonly ip: string | undefined;
  readonly requester: string | undefined;
  readonly requestUid: string | undefined;
  readonly operation: string;
  readonly key: string | undefined;
  /** The request line. */
  readonly request: string | undefined;
  readonly status: string | undefined;
  readonly error: string | undefined;
  readonly bytes: string | undefined;
  readonly size: string | undefined;
  readonly totalTime: string | undefined;
  readonly referrer: string | undefined;
  readonly agent: string | undefined;
  readonly version: string | undefined;
  readonly host: string | undefined;
  readonly region: string | undefined;
  readonly unmapped: AnyObject;
}

/** Attributes by the text log's fields, for the formats' tables. */
export const S3_FIELDS: readonly (readonly [string, string])[] = [
  ['Bucket Owner', 'databucket.owner.uid'],
  ['Bucket', 'databucket.name'],
  ['Time', 'time'],
  ['Remote IP', 'src_endpoint.ip'],
  [
    'Requester',
    'actor.user.uid, actor.user.name, actor.user.account.uid, actor.session.issuer, actor.app_name',
  ],
  ['Request ID', 'api.request.uid, metadata.correlation_uid, metadata.original_event_uid'],
  ['Operation', 'api.operation'],
  ['Key', 'databucket.file.path, databucket.file.name'],
  [
    'Request-URI',
    'http_request.http_method, http_request.url.path, http_request.url.query_string, http_request.version',
  ],
  ['HTTP status', 'http_response.code, api.response.code, status_id'],
  ['Error Code', 'status_code, api.response.error'],
  ['Bytes Sent', 'http_response.body_length'],
  ['Object Size', 'databucket.file.size'],
  ['Total Time', 'duration'],
  ['Referer', 'http_request.referrer'],
  ['User-Agent', 'http_request.user_agent'],
  ['Version Id', 'databucket.file.version'],
  ['Host Header', 'dst_endpoint.hostname'],
];

const PRODUCT = { name: 'S3', vendor_name: 'AWS', feature: { name: 'Server access logging' } } as const;
const PROFILES = ['cloud'] as const;
const SERVICE = { name: 's3.amazonaws.com' } as const;
const DATABUCKET = 2;
const S3 = 1;

/** Datastore Activity (6005). What has no status (a lifecycle rule's deletion) is a success unless it names an error. */
export function s3Event(format: string, request: S3Request, context: EventContext): DatastoreActivityEvent {
  const { time, operation, requestUid, error, ip } = request;
  const status = statusOf(request.status);
  const activity = activityOf(operation);
  const outcome = error !== undefined ? STATUS.failure : status < 0 ? STATUS.unknown : outcomeOf(status);
  const line =
    request.request === undefined ? undefined : requestOf(request.request, request.host, undefined);
  const metadata = context.metadata(format, PRODUCT, PROFILES, requestUid);
  const region = request.region ?? regionOf(request.host);
  const from: NetworkEndpointObject =
    ip === undefined ? { name: UNKNOWN } : isIp(ip) ? { ip } : { hostname: ip };
  return {
    metadata: correlated(metadata, requestUid),
    time,
    duration: count(request.totalTime),
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? operation : undefined,
    type_uid: typeUid(6005, activity),
    type_id: DATABUCKET,
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_code: error,
    cloud: { provider: 'AWS', region },
    actor: actorOf(request.requester),
    src_endpoint: from,
    dst_endpoint: request.host === undefined ? undefined : { hostname: request.host },
    api: {
      operation,
      service: SERVICE,
      request: requestUid === undefined ? undefined : { uid: requestUid },
      response:
        status < 0 && error === undefined ? undefined : { code: status < 0 ? undefined : status, error },
    },
    databucket: {
      name: request.bucket,
      type_id: S3,
      owner: request.owner === undefined ? undefined : { uid: request.owner },
      file: fileOf(request),
    },
    http_request:
      line === undefined && request.agent === undefined
        ? undefined
        : {
            http_method: line?.method,
            url: line?.url,
            version: line?.version,
            referrer: request.referrer,
            user_agent: request.agent,
          },
    http_response: status < 0 ? undefined : { code: status, body_length: count(request.bytes) },
    raw_data: context.raw,
    unmapped: beside(context, requestUid, time, request.unmapped),
  };
}

/** The object, under its key as it was logged: URL-encoded, for requests twice. */
function fileOf({ key, size, version }: S3Request): FileObject | undefined {
  if (key === undefined) return undefined;
  const slash = key.lastIndexOf('/', key.length - 2);
  return { name: key.slice(slash + 1), path: key, type_id: 1, size: count(size), version };
}

/**
 * Who asked: an ARN, a canonical user id, a service (`svc:…`, `AmazonS3`), or nobody that signed (`-`), whom S3's own
 * policies call anonymous.
 */
function actorOf(requester: string | undefined): ActorObject {
  if (requester === undefined) return { user: { name: 'Anonymous' } };
  if (requester.startsWith('svc:')) return { app_name: requester.slice(4) };
  if (requester === 'AmazonS3') return { app_name: requester };
  if (!requester.startsWith('arn:')) return { user: { uid: requester } };
  const { account } = arnOf(requester);
  const name = requester.slice(requester.lastIndexOf(requester.includes('/') ? '/' : ':') + 1);
  const role = requester.indexOf(':assumed-role/');
  const roleEnd = role < 0 ? -1 : requester.indexOf('/', role + 14);
  return {
    user: { name, uid: requester, account: account === undefined ? undefined : { uid: account } },
    session: roleEnd < 0 ? undefined : { issuer: requester.slice(role + 14, roleEnd) },
  };
}

/** The Region in an endpoint's name: `bucket.s3.eu-west-1.amazonaws.com`, `s3-eu-west-1.amazonaws.com`. */
function regionOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const end = host.indexOf('.amazonaws.com');
  if (end < 0) return undefined;
  const at = host.lastIndexOf('.', end - 1);
  const label = host.slice(at + 1, end);
  const region = label.startsWith('s3-') ? label.slice(3) : label;
  // `ap-south-1`, and not `s3`, `dualstack` or `s3-accelerate`.
  return region.length > 7 && region.charCodeAt(2) === 45 && region.lastIndexOf('-') > 3 ? region : undefined;
}

type Activity = DatastoreActivityEvent['activity_id'];
const READ = 1;
const UPDATE = 2;
const WRITE = 5;
const CREATE = 6;
const DELETE = 7;
const LIST = 8;
const OTHER = 99;

/** Operations seen, so that each is looked at once; bounded, for lines come from outside. */
const seen = new Map<string, Activity>();
const MOST_SEEN = 1024;

function activityOf(operation: string): Activity {
  let activity = seen.get(operation);
  if (activity === undefined) {
    activity = activityFor(operation);
    if (seen.size < MOST_SEEN) seen.set(operation, activity);
  }
  return activity;
}

/** `REST.method.resource`, `WEBSITE.method.resource`, `BATCH.DELETE.OBJECT`, `S3.action.resource`. */
function activityFor(operation: string): Activity {
  const [, verb = '', resource = ''] = operation.split('.', 3);
  if (verb === 'HEAD' || resource.endsWith('_GET')) return READ;
  if (verb === 'GET') return LISTS.has(resource) ? LIST : READ;
  if (verb === 'DELETE' || verb === 'EXPIRE' || DELETES.has(resource)) return DELETE;
  if (verb === 'PUT' || verb === 'POST' || verb === 'COPY')
    return resource === 'BUCKET' ? (verb === 'PUT' ? CREATE : WRITE) : WRITES.has(resource) ? WRITE : UPDATE;
  if (verb.startsWith('TRANSITION') || verb === 'RESTORE') return UPDATE;
  return OTHER;
}

const LISTS = new Set(['BUCKET', 'SERVICE', 'BUCKETVERSIONS', 'UPLOADS']);
const DELETES = new Set(['MULTI_OBJECT_DELETE', 'DELETEMARKER']);
const WRITES = new Set(['OBJECT', 'PART', 'UPLOADS', 'UPLOAD', 'OBJECT_PUT', 'PART_PUT']);
