import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  BaseEventEvent,
  DatastoreActivityEvent,
  NetworkEndpointObject,
  OcsfEvent,
} from '../ocsf/generated/types';
import { type EventContext, type Inner, type JsonFormat, wrapped } from './format';
import { isIp } from './ip';
import { parseIso } from './time';
import { data, isObject, type JsonObject, obj, rest, text } from './values';

/**
 * Events of an EventBridge bus.
 *
 *     {"version":"0","id":"6a7e…","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012",
 *      "time":"2026-01-02T03:04:05Z","region":"eu-west-1","resources":["arn:aws:ec2:…"],"detail":{"instance-id":"i-0a1b","state":"terminated"}}
 *     {"version":"0","id":"f5f1…","detail-type":"Object Created","source":"aws.s3",…,"detail":{"bucket":{"name":"reports"},"object":{"key":"q3.pdf",…},
 *      "request-id":"57H0","requester":"123456789012","source-ip-address":"192.0.2.7","reason":"PutObject"}}
 *
 * The event in `detail` if a format takes it (CloudTrail's "… via CloudTrail", AWS Config's changes, what partners such
 * as Auth0 and Okta send), with the fields around it under `unmapped.eventbridge`. S3's object events are Datastore
 * Activity (6005). Any other event is of what its source made it: a Base Event (class 0), `message` its
 * `detail-type`. Under `unmapped`: `detail`, `resources`, `source` and everything else by its own name.
 *
 * Field meanings: Amazon EventBridge User Guide, "AWS service event metadata"; for S3, Amazon S3 User Guide,
 * "EventBridge event message structure".
 */
export const eventbridge: JsonFormat = {
  name: 'eventbridge',
  title: 'EventBridge events; the detail as CloudTrail, Config or S3 has it',
  kind: 'json',
  classes: [0, 6005],
  sample:
    '{"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2026-01-02T03:04:05Z","region":"eu-west-1","resources":["arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b"],"detail":{"instance-id":"i-0a1b","state":"terminated"}}',
  evidence: 'corpus',
  sources: [
    'Amazon EventBridge User Guide, "AWS service event metadata"',
    'Amazon S3 User Guide, "EventBridge event message structure"',
  ],
  fields: [
    ['id', 'metadata.original_event_uid'],
    ['time', 'time'],
    ['detail-type', 'message'],
    ['account', 'cloud.account.uid'],
    ['region', 'cloud.region'],
    ['detail (of S3): bucket, object', 'databucket.name, databucket.file.path, databucket.file.size'],
    ['detail (of S3): requester', 'actor.user.uid, actor.app_name'],
    ['detail (of S3): source-ip-address', 'src_endpoint.ip'],
    ['detail (of S3): request-id, reason', 'api.request.uid, api.operation'],
  ],
  begin: (inner) => (event, context) => map(event, context, inner),
};

const PROFILES = ['cloud'] as const;
const DETAIL = new Set(['detail']);
const TAKEN = new Set(['id', 'time', 'account', 'region']);

function map(event: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  const { detail, source, id, 'detail-type': type } = event;
  if (typeof type !== 'string' || typeof source !== 'string' || typeof id !== 'string' || !isObject(detail))
    return undefined;
  const when = typeof event.time === 'string' ? parseIso(event.time) : Number.NaN;
  const time = Number.isNaN(when) ? context.time : when;
  if (type.endsWith(' via CloudTrail') || source === 'aws.config' || source.startsWith('aws.partner/')) {
    const outer = context.outerTime;
    context.outerTime = time;
    // It was parsed, so that it may be nested no deeper than a parser goes.
    const found = data(detail) === undefined ? undefined : inner(JSON.stringify(detail), context);
    context.outerTime = outer;
    if (found !== undefined) return wrapped(found, 'eventbridge', rest(event, DETAIL) ?? {});
  }
  if (source === 'aws.s3' && isObject(detail.bucket) && isObject(detail.object))
    return s3(event, detail, type, time, context);
  return other(event, type, time, context);
}

function other(event: JsonObject, type: string, time: number, context: EventContext): BaseEventEvent {
  const uid = text(event.id);
  return {
    metadata: context.metadata(eventbridge.name, productOf(event), PROFILES, uid),
    time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.informational,
    cloud: cloudOf(event),
    message: type,
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(event, TAKEN)),
  };
}

/** 2 Update, 5 Write, 7 Delete, by detail-type; all that S3 sends. */
const ACTIVITIES: ReadonlyMap<string, 2 | 5 | 7> = new Map([
  ['Object Created', 5],
  ['Object Deleted', 7],
  ['Object Restore Initiated', 2],
  ['Object Restore Completed', 2],
  ['Object Restore Expired', 2],
  ['Object Storage Class Changed', 2],
  ['Object Access Tier Changed', 2],
  ['Object ACL Updated', 2],
  ['Object Tags Added', 2],
  ['Object Tags Deleted', 2],
]);

function s3(
  event: JsonObject,
  detail: JsonObject,
  type: string,
  time: number,
  context: EventContext,
): DatastoreActivityEvent {
  const activity = ACTIVITIES.get(type) ?? 99;
  const uid = text(event.id);
  const object = obj(detail.object);
  const key = text(object.key);
  const { size } = object;
  const requester = text(detail.requester);
  const requestId = text(detail['request-id']);
  const isService = requester?.endsWith('.amazonaws.com') === true;
  return {
    metadata: context.metadata(eventbridge.name, productOf(event), PROFILES, uid),
    time,
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? type : undefined,
    type_uid: typeUid(6005, activity),
    type_id: 2,
    severity_id: SEVERITY.informational,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    cloud: cloudOf(event),
    actor:
      requester === undefined
        ? { user: { name: UNKNOWN } }
        : isService
          ? { app_name: requester }
          : { user: { uid: requester } },
    src_endpoint: endpoint(text(detail['source-ip-address']), isService ? requester : undefined),
    api: {
      operation: text(detail.reason) ?? type,
      service: { name: 's3.amazonaws.com' },
      request: requestId === undefined ? undefined : { uid: requestId },
    },
    databucket: {
      name: text(obj(detail.bucket).name) ?? UNKNOWN,
      type_id: 1,
      file:
        key === undefined
          ? undefined
          : {
              name: key.slice(key.lastIndexOf('/', key.length - 2) + 1),
              path: key,
              type_id: 1,
              size: Number.isSafeInteger(size) && (size as number) >= 0 ? (size as number) : undefined,
              version: text(object['version-id']),
            },
    },
    message: type,
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(event, TAKEN)),
  };
}

function endpoint(address: string | undefined, service: string | undefined): NetworkEndpointObject {
  if (address !== undefined) return isIp(address) ? { ip: address } : { name: address };
  return service === undefined ? { name: UNKNOWN } : { svc_name: service };
}

const productOf = (event: JsonObject) =>
  ({ name: 'EventBridge', vendor_name: 'AWS', version: text(event.version) }) as const;

function cloudOf(event: JsonObject) {
  const account = text(event.account);
  return {
    provider: 'AWS',
    account: account === undefined ? undefined : { uid: account },
    region: text(event.region),
  };
}
