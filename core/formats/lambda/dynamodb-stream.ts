import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { DatastoreActivityEvent } from '../../ocsf/generated/types';
import { arnOf } from '../aws/fields';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch } from '../time';
import { isObject, type JsonObject, obj, rest, text } from '../values';

/**
 * Changes of items of a DynamoDB table: from its stream as Lambda gets them, or by way of a Kinesis data stream.
 *
 *     {"eventID":"c4ca…","eventVersion":"1.1","eventName":"MODIFY","eventSource":"aws:dynamodb","awsRegion":"eu-west-1",
 *      "dynamodb":{"ApproximateCreationDateTime":1767323045,"Keys":{"id":{"S":"a"}},"NewImage":{…},"OldImage":{…},"SequenceNumber":"111",
 *      "SizeBytes":26,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/users/stream/2026-…"}
 *
 * Datastore Activity (6005) of a table: INSERT is Create, MODIFY Update, REMOVE Delete. A stream does not say who made
 * the change, except that the service did it (time to live: `userIdentity` is dynamodb.amazonaws.com). Under `unmapped`:
 * `dynamodb` (keys, images, sequence number) and everything else by its own name.
 *
 * Field meanings: Amazon DynamoDB Developer Guide, "DynamoDB Streams and AWS Lambda triggers", "Change data capture
 * with Kinesis Data Streams"; DynamoDB Streams API, "Record" and "StreamRecord".
 */
export const dynamodbStream: JsonFormat = {
  name: 'dynamodb-stream',
  title: 'Changes of DynamoDB items',
  kind: 'json',
  classes: [6005],
  sample:
    '{"eventID":"c4ca4238a0b923820dcc509a6f75849b","eventVersion":"1.1","eventName":"MODIFY","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"},"dynamodb":{"ApproximateCreationDateTime":1767323045,"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"n":{"N":"2"}},"SequenceNumber":"111","SizeBytes":26,"StreamViewType":"NEW_IMAGE"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/users/stream/2026-01-02T03:04:05.678"}',
  evidence: 'corpus',
  sources: [
    'Amazon DynamoDB Streams API Reference, "Record", "StreamRecord"',
    'AWS Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB"',
  ],
  fields: [
    ['eventID', 'metadata.original_event_uid'],
    ['eventName', 'activity_id, api.operation'],
    ['dynamodb.ApproximateCreationDateTime', 'time'],
    ['userIdentity.principalId', 'actor.user.name'],
    ['eventSourceARN, tableName', 'table.name, table.uid'],
    ['eventSourceARN', 'cloud.account.uid'],
    ['awsRegion', 'cloud.region'],
    ['dynamodb', 'unmapped.dynamodb'],
  ],
  begin: () => map,
};

const PROFILES = ['cloud'] as const;
const PRODUCT = { name: 'DynamoDB Streams', vendor_name: 'AWS' } as const;
const SERVICE = { name: 'dynamodb.amazonaws.com' } as const;
const ACTIVITIES: ReadonlyMap<unknown, 2 | 6 | 7> = new Map([
  ['INSERT', 6],
  ['MODIFY', 2],
  ['REMOVE', 7],
]);
const TABLE = 3;
const TAKEN = new Set(['eventID', 'eventName', 'eventSource', 'awsRegion', 'userIdentity', 'tableName']);

function map(record: JsonObject, context: EventContext): DatastoreActivityEvent | undefined {
  const activity = ACTIVITIES.get(record.eventName);
  const { dynamodb: change } = record;
  if (record.eventSource !== 'aws:dynamodb' || activity === undefined || !isObject(change)) return undefined;
  const created = change.ApproximateCreationDateTime;
  const when = typeof created === 'number' ? parseEpoch(created) : Number.NaN;
  const time = Number.isNaN(when) ? context.time : when;
  const uid = text(record.eventID);
  const arn = text(record.eventSourceARN);
  const { account, region } = arnOf(arn ?? '');
  const identity = obj(record.userIdentity);
  const principal = text(identity.principalId);
  const end = arn === undefined ? -1 : arn.indexOf('/stream/');
  const table = end < 0 ? undefined : arn?.slice(0, end);
  return {
    metadata: context.metadata(dynamodbStream.name, PRODUCT, PROFILES, uid),
    time,
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    type_uid: typeUid(6005, activity),
    type_id: TABLE,
    severity_id: SEVERITY.informational,
    status_id: STATUS.success,
    status: STATUS_CAPTION[STATUS.success],
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: text(record.awsRegion) ?? region,
    },
    actor: {
      user:
        principal === undefined
          ? { name: UNKNOWN }
          : { type: text(identity.type), type_id: identity.type === 'Service' ? 4 : 99, name: principal },
    },
    src_endpoint: principal === undefined ? { name: UNKNOWN } : { svc_name: principal },
    api: { operation: String(record.eventName), service: SERVICE },
    table: {
      name: text(record.tableName) ?? table?.slice(table.indexOf('/') + 1) ?? UNKNOWN,
      uid: table,
    },
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(record, TAKEN)),
  };
}
