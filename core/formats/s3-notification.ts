import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  ActorObject,
  DatastoreActivityEvent,
  FileObject,
  NetworkEndpointObject,
} from '../ocsf/generated/types';
import type { EventContext, JsonFormat } from './format';
import { isIp } from './ip';
import { parseIso } from './time';
import { isObject, type JsonObject, obj, rest, text } from './values';

/**
 * S3 event notifications, as S3 sends them to functions, queues and topics; the test message that S3 sends first, too.
 *
 *     {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
 *      "userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"192.0.2.7"},"responseElements":
 *      {"x-amz-request-id":"D82B88E5F771F645","x-amz-id-2":"…"},"s3":{"s3SchemaVersion":"1.0","configurationId":"all","bucket":{"name":"reports",
 *      "ownerIdentity":{"principalId":"A3NL"},"arn":"arn:aws:s3:::reports"},"object":{"key":"q3+final.pdf","size":1024,"eTag":"d41d…","sequencer":"00"}}}
 *     {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-02T03:04:05.678Z","Bucket":"reports","RequestId":"5582…","HostId":"8cLe…"}
 *
 * Datastore Activity (6005) of a bucket. S3 writes keys URL-encoded: `databucket.file` has them decoded,
 * `unmapped.s3.object.key` as they came. A service that did it (lifecycle) stands in place of principal and address.
 * Under `unmapped`: `s3`, `glacierEventData` and other such, and every other field by its own name.
 *
 * Field meanings: Amazon S3 User Guide, "Event message structure" and "Event notification types and destinations".
 */
export const s3Notification: JsonFormat = {
  name: 's3-notification',
  title: 'S3 event notifications',
  kind: 'json',
  classes: [6005],
  sample:
    '{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"192.0.2.7"},"responseElements":{"x-amz-request-id":"D82B88E5F771F645","x-amz-id-2":"vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQ"},"s3":{"s3SchemaVersion":"1.0","configurationId":"all","bucket":{"name":"reports","ownerIdentity":{"principalId":"A3NLEXAMPLE"},"arn":"arn:aws:s3:::reports"},"object":{"key":"2026/q3+final.pdf","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"v1","sequencer":"0055AED6DCD90281E5"}}}',
  evidence: 'corpus',
  sources: [
    'Amazon S3 User Guide, "Event message structure"',
    'Amazon S3 User Guide, "Event notification types and destinations"',
  ],
  fields: [
    ['eventTime', 'time'],
    ['eventName', 'activity_id, api.operation'],
    ['userIdentity.principalId', 'actor.user.uid'],
    ['requestParameters.sourceIPAddress', 'src_endpoint.ip'],
    ['responseElements.x-amz-request-id', 'api.request.uid'],
    ['s3.bucket', 'databucket.name, databucket.uid, databucket.owner.uid'],
    ['s3.object.key', 'databucket.file.path, databucket.file.name'],
    ['s3.object.size', 'databucket.file.size'],
    ['s3.object.versionId', 'databucket.file.version'],
    ['awsRegion', 'cloud.region'],
  ],
  begin: () => map,
};

const PROFILES = ['cloud'] as const;
const PRODUCT = { name: 'S3', vendor_name: 'AWS', feature: { name: 'Event notifications' } } as const;
const SERVICE = { name: 's3.amazonaws.com' } as const;
const DATABUCKET = 2;
const S3 = 1;
const TAKEN = new Set(['eventSource', 'awsRegion', 'eventTime', 'eventName', 'eventVersion', 'userIdentity']);
const TEST_TAKEN = new Set(['Event', 'Time', 'Bucket', 'RequestId']);

function map(record: JsonObject, context: EventContext): DatastoreActivityEvent | undefined {
  if (record.Event === 's3:TestEvent') return test(record, context);
  const { eventName: operation, s3 } = record;
  if (record.eventSource !== 'aws:s3' || typeof operation !== 'string' || !isObject(s3)) return undefined;
  const bucket = obj(s3.bucket);
  const name = text(bucket.name);
  const arn = text(bucket.arn);
  const address = text(obj(record.requestParameters).sourceIPAddress);
  return event(
    {
      operation,
      time: record.eventTime,
      region: text(record.awsRegion),
      requestId: text(obj(record.responseElements)['x-amz-request-id']),
      version: text(record.eventVersion),
      actor: actorOf(text(obj(record.userIdentity).principalId)),
      source: address === undefined ? { name: UNKNOWN } : endpoint(address),
      databucket: {
        name: name ?? (arn === undefined ? UNKNOWN : undefined),
        uid: arn,
        type_id: S3,
        owner: ownerOf(text(obj(bucket.ownerIdentity).principalId)),
        file: fileOf(obj(s3.object)),
      },
      rest: rest(record, TAKEN),
    },
    context,
  );
}

function test(record: JsonObject, context: EventContext): DatastoreActivityEvent | undefined {
  const bucket = text(record.Bucket);
  if (bucket === undefined || record.Service !== 'Amazon S3') return undefined;
  return event(
    {
      operation: 'TestEvent',
      time: record.Time,
      region: undefined,
      requestId: text(record.RequestId),
      version: undefined,
      actor: { app_name: 's3.amazonaws.com' },
      source: { svc_name: 's3.amazonaws.com' },
      databucket: { name: bucket, type_id: S3 },
      rest: rest(record, TEST_TAKEN),
    },
    context,
  );
}

interface Notification {
  readonly operation: string;
  readonly time: unknown;
  readonly region: string | undefined;
  readonly requestId: string | undefined;
  readonly version: string | undefined;
  readonly actor: ActorObject;
  readonly source: NetworkEndpointObject;
  readonly databucket: DatastoreActivityEvent['databucket'];
  readonly rest: JsonObject | undefined;
}

function event(from: Notification, context: EventContext): DatastoreActivityEvent {
  const happened = typeof from.time === 'string' ? parseIso(from.time) : Number.NaN;
  const time = Number.isNaN(happened) ? context.time : happened;
  const activity = activityOf(from.operation);
  const metadata = context.metadata(s3Notification.name, PRODUCT, PROFILES, undefined);
  return {
    metadata:
      from.version === undefined ? metadata : { ...metadata, product: { ...PRODUCT, version: from.version } },
    time,
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? from.operation : undefined,
    type_uid: typeUid(6005, activity),
    type_id: DATABUCKET,
    severity_id: SEVERITY.informational,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    cloud: { provider: 'AWS', region: from.region },
    actor: from.actor,
    src_endpoint: from.source,
    api: {
      operation: from.operation,
      service: SERVICE,
      request: from.requestId === undefined ? undefined : { uid: from.requestId },
    },
    databucket: from.databucket,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, from.rest),
  };
}

/** By an event type's first part: 2 Update, 5 Write, 7 Delete. */
const ACTIVITIES: ReadonlyMap<string, 2 | 5 | 7> = new Map([
  ['ObjectCreated', 5],
  ['ObjectRemoved', 7],
  ['LifecycleExpiration', 7],
  ['LifecycleTransition', 2],
  ['IntelligentTiering', 2],
  ['ObjectRestore', 2],
  ['ObjectTagging', 2],
  ['ObjectAcl', 2],
]);

function activityOf(operation: string): 2 | 5 | 7 | 99 {
  const colon = operation.indexOf(':');
  return ACTIVITIES.get(colon < 0 ? operation : operation.slice(0, colon)) ?? 99;
}

/** `AWS:AIDA…`, `AWS:AROA…:session`, a canonical id, or a service. */
function actorOf(principal: string | undefined): ActorObject {
  if (principal === undefined) return { user: { name: UNKNOWN } };
  if (principal.endsWith('.amazonaws.com')) return { app_name: principal };
  const uid = principal.startsWith('AWS:') ? (text(principal.slice(4)) ?? principal) : principal;
  const colon = uid.indexOf(':');
  return { user: { uid, name: colon < 0 ? undefined : text(uid.slice(colon + 1)) } };
}

const ownerOf = (uid: string | undefined) => (uid === undefined ? undefined : { uid });

function endpoint(source: string): NetworkEndpointObject {
  if (isIp(source)) return { ip: source };
  return source.endsWith('.amazonaws.com') ? { svc_name: source } : { name: source };
}

function fileOf(object: JsonObject): FileObject | undefined {
  const key = text(object.key);
  if (key === undefined) return undefined;
  const path = text(object.urlDecodedKey) ?? decoded(key);
  const { size } = object;
  return {
    name: path.slice(path.lastIndexOf('/', path.length - 2) + 1),
    path,
    type_id: path.endsWith('/') ? 2 : 1,
    size: Number.isSafeInteger(size) && (size as number) >= 0 ? (size as number) : undefined,
    version: text(object.versionId),
  };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
