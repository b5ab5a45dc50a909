import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type { ApiActivityEvent, BaseEventEvent, OcsfEvent } from '../ocsf/generated/types';
import { activityOf } from './cloudtrail/operations';
import type { EventContext, LineFormat } from './format';
import { isIp } from './ip';
import { parseIso } from './time';
import { digits, text } from './values';

/**
 * Honey Buckets' export (Breach Insider): CloudTrail's data events of decoy S3 buckets, as CSV.
 *
 *     Event Type,Event Name,Request ID,User ID,Request Parameters,Alert,Event ID,Event DateTime,Alarm DateTime,Source IP,Request User Agent,Repeated Attempts
 *     AwsApiCall,ListObjects,E2E9EXAMPLE,"{'type': 'AWSAccount', 'principalId': '', 'accountId': 'ANONYMOUS_PRINCIPAL'}","{'bucketName': 'decoy', 'Host': 'decoy.s3.amazonaws.com'}", 302-2026-01-02T03:04:05Z,283770f5-968d-448d-9328-0b010f4d3696,2026-01-02T03:04:05Z,2026-01-02T03:08:28.127636+00:00,192.0.2.7,"curl/8, x",4
 *
 * API Activity (6003) of S3; the header a Base Event (class 0). A row is told without it: by its twelve fields, the
 * type and the time. `User ID` and `Request Parameters` are Python's literals. `count` is `Repeated Attempts`. Under
 * `unmapped`: `Alert`, `Alarm DateTime`, `Event Type`, `User ID`, by their names in the header.
 *
 * Field meanings: the header; AWS CloudTrail User Guide, "CloudTrail record contents".
 */
export const honeybucket: LineFormat = {
  name: 'honeybucket',
  title: 'Honey Buckets (Breach Insider), CSV',
  kind: 'line',
  classes: [6003, 0],
  sample:
    "AwsApiCall,ListObjects,E2E9EXAMPLE,\"{'type': 'AWSAccount', 'principalId': '', 'accountId': 'ANONYMOUS_PRINCIPAL'}\",\"{'bucketName': 'decoy', 'Host': 'decoy.s3.amazonaws.com'}\", 302-2026-01-02T03:04:05Z,283770f5-968d-448d-9328-0b010f4d3696,2026-01-02T03:04:05Z,2026-01-02T03:08:28.127636+00:00,192.0.2.7,\"curl/8, x\",4",
  evidence: 'corpus',
  sources: ['its header', 'AWS CloudTrail User Guide, "CloudTrail record contents"'],
  fields: [
    ['Event Name', 'api.operation, activity_id'],
    ['Request ID', 'api.request.uid'],
    ['User ID', 'actor.user.name, actor.user.type'],
    ['Request Parameters', 'api.request.data, resources[].name'],
    ['Event ID', 'metadata.original_event_uid'],
    ['Event DateTime', 'time'],
    ['Source IP', 'src_endpoint.ip'],
    ['Request User Agent', 'http_request.user_agent'],
    ['Repeated Attempts', 'count'],
  ],
  begin: () => map,
};

const HEADER =
  'Event Type,Event Name,Request ID,User ID,Request Parameters,Alert,Event ID,Event DateTime,Alarm DateTime,Source IP,Request User Agent,Repeated Attempts';
const PROFILES = ['cloud'] as const;
const PRODUCT = { name: 'Honey Buckets', vendor_name: 'Breach Insider' } as const;
const SERVICE = { name: 's3.amazonaws.com' } as const;
const FIELDS = 12;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line === HEADER) return header(context);
  if (!line.startsWith('Aws')) return undefined;
  const fields = split(line);
  if (fields === undefined) return undefined;
  const [type = '', operation, request, user = '', parameters = '', alert, id, date = ''] = fields;
  const [alarm, source, agent, repeated = ''] = fields.slice(8);
  const time = parseIso(date);
  if (Number.isNaN(time) || operation === undefined || operation === '') return undefined;
  const uid = text(id);
  const activity = activityOf(operation, undefined);
  const account = text(pick(user, 'accountId'));
  const bucket = text(pick(parameters, 'bucketName'));
  const address = text(source);
  const count = digits(repeated);
  const requestId = text(request);
  const event: ApiActivityEvent = {
    metadata: context.metadata(honeybucket.name, PRODUCT, PROFILES, uid),
    time,
    count: count > 0 ? count : undefined,
    class_uid: 6003,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? operation : undefined,
    type_uid: typeUid(6003, activity),
    severity_id: SEVERITY.informational,
    status_id: STATUS.unknown,
    status: STATUS_CAPTION[STATUS.unknown],
    cloud: { provider: 'AWS' },
    actor: {
      user: {
        type: text(pick(user, 'type')),
        name: text(pick(user, 'userName')) ?? account ?? UNKNOWN,
        uid: text(pick(user, 'arn')) ?? text(pick(user, 'principalId')),
      },
    },
    src_endpoint:
      address === undefined ? { name: UNKNOWN } : isIp(address) ? { ip: address } : { name: address },
    http_request: text(agent) === undefined ? undefined : { user_agent: agent },
    api: {
      operation,
      service: SERVICE,
      request: requestId === undefined ? undefined : { uid: requestId, data: parameters },
    },
    resources: bucket === undefined ? undefined : [{ name: bucket, type: 'AWS::S3::Bucket' }],
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, {
      'Event Type': type,
      'User ID': user,
      Alert: alert,
      'Alarm DateTime': alarm,
    }),
  };
  return event;
}

function header(context: EventContext): BaseEventEvent {
  return {
    metadata: context.metadata(honeybucket.name, PRODUCT, undefined, undefined),
    time: context.time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.informational,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, context.time),
  };
}

/** The twelve fields of a row (RFC 4180); undefined if there are more or fewer, or a quote does not end. */
function split(line: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (fields.length === FIELDS) return undefined;
    let end: number;
    if (line.charCodeAt(at) === 34) {
      end = at + 1;
      for (;;) {
        end = line.indexOf('"', end);
        if (end < 0) return undefined;
        if (line.charCodeAt(end + 1) !== 34) break;
        end += 2;
      }
      fields.push(line.slice(at + 1, end).replaceAll('""', '"'));
      end++;
      if (end < line.length && line.charCodeAt(end) !== 44) return undefined;
    } else {
      end = line.indexOf(',', at);
      if (end < 0) end = line.length;
      fields.push(line.slice(at, end));
    }
    at = end + 1;
  }
  return fields.length === FIELDS ? fields : undefined;
}

/** A string in a literal of Python's: `'name': 'value'`. */
function pick(literal: string, name: string): string | undefined {
  const key = `'${name}': '`;
  const start = literal.indexOf(key);
  if (start < 0) return undefined;
  const end = literal.indexOf("'", start + key.length);
  return end < 0 ? undefined : literal.slice(start + key.length, end);
}
