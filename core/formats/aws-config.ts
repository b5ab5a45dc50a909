import { SEVERITY, typeUid, UNKNOWN } from '../ocsf/build';
import type { CloudResourcesInventoryInfoEvent, ResourceDetailsObject } from '../ocsf/generated/types';
import type { EventContext, JsonFormat } from './format';
import { parseIso } from './time';
import { isObject, type JsonObject, rest, text } from './values';

/**
 * AWS Config: history and snapshot files, and the notification of one item's change.
 *
 *     {"fileVersion":"1.0","configSnapshotId":"7de3…","configurationItems":[{"resourceType":"AWS::S3::Bucket","resourceId":"reports",
 *      "ARN":"arn:aws:s3:::reports","awsAccountId":"123456789012","awsRegion":"eu-west-1","configurationItemCaptureTime":"2026-01-02T03:04:05.678Z",
 *      "configurationItemStatus":"OK","configuration":{…},"relationships":[…],"tags":{…},…}]}
 *     {"messageType":"ConfigurationItemChangeNotification","configurationItem":{…},"configurationItemDiff":{…},"recordVersion":"1.3",…}
 *
 * Cloud Resources Inventory Info (5023): a file is one event, with all its items under `resources`, each with its
 * configuration, relationships and the CloudTrail events related to it in `data`. A snapshot was collected, all else was
 * logged. `time` is when the newest item was captured. Under `unmapped`: everything else by its own name.
 *
 * Field meanings: AWS Config Developer Guide, "Components of a configuration item", "Example configuration item
 * change notifications", "Viewing the configuration history" (delivery of history and snapshot files).
 */
export const awsConfig: JsonFormat = {
  name: 'aws-config',
  title: 'AWS Config history, snapshots and changes',
  kind: 'json',
  classes: [5023],
  sample:
    '{"fileVersion":"1.0","configSnapshotId":"7de3388f-4630-4a68-810f-636987cba8a0","configurationItems":[{"relatedEvents":["e-1"],"relationships":[],"configuration":{"name":"reports"},"tags":{"team":"audit"},"configurationItemVersion":"1.3","configurationItemCaptureTime":"2026-01-02T03:04:05.678Z","configurationItemStatus":"OK","awsAccountId":"123456789012","resourceType":"AWS::S3::Bucket","resourceId":"reports","resourceName":"reports","ARN":"arn:aws:s3:::reports","awsRegion":"eu-west-1","availabilityZone":"Regional","resourceCreationTime":"2025-01-02T03:04:05.678Z"}]}',
  evidence: 'corpus',
  sources: [
    'AWS Config Developer Guide, "Components of a configuration item"',
    'AWS Config Developer Guide, "Example configuration item change notifications"',
  ],
  fields: [
    ['configurationItemCaptureTime', 'time'],
    ['ARN, resourceId', 'resources[].uid'],
    ['resourceName', 'resources[].name'],
    ['resourceType', 'resources[].type'],
    ['awsRegion', 'resources[].region, cloud.region'],
    ['availabilityZone', 'resources[].zone'],
    ['awsAccountId', 'resources[].owner.account.uid, cloud.account.uid'],
    ['tags', 'resources[].tags[].name, resources[].tags[].value'],
    ['resourceCreationTime', 'resources[].created_time'],
    ['configuration, relationships, relatedEvents', 'resources[].data'],
    ['configSnapshotId', 'metadata.original_event_uid'],
  ],
  begin: () => map,
};

const PROFILES = ['cloud'] as const;
const FILE = new Set(['configurationItems', 'configSnapshotId']);
const CHANGE = new Set(['configurationItem']);

function map(value: JsonObject, context: EventContext): CloudResourcesInventoryInfoEvent | undefined {
  const { configurationItem: item, configurationItems: items } = value;
  if (Array.isArray(items)) {
    if (typeof value.fileVersion !== 'string' || !items.every(isItem)) return undefined;
    const uid = text(value.configSnapshotId);
    return event(items, uid, uid === undefined ? 1 : 2, rest(value, FILE), context);
  }
  if (!isItem(item) || typeof value.messageType !== 'string') return undefined;
  return event([item], undefined, 1, rest(value, CHANGE), context);
}

function isItem(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.resourceType === 'string' &&
    typeof value.resourceId === 'string' &&
    typeof value.configurationItemStatus === 'string'
  );
}

function event(
  items: readonly JsonObject[],
  uid: string | undefined,
  activity: 1 | 2,
  left: JsonObject | undefined,
  context: EventContext,
): CloudResourcesInventoryInfoEvent {
  let newest = Number.NaN;
  for (const { configurationItemCaptureTime: captured } of items) {
    const time = typeof captured === 'string' ? parseIso(captured) : Number.NaN;
    if (!(time <= newest) && !Number.isNaN(time)) newest = time;
  }
  const time = Number.isNaN(newest) ? context.time : newest;
  const account = same(items, 'awsAccountId');
  return {
    metadata: context.metadata(
      awsConfig.name,
      { name: 'Config', vendor_name: 'AWS', version: same(items, 'configurationItemVersion') },
      PROFILES,
      uid,
    ),
    time,
    class_uid: 5023,
    category_uid: 5,
    activity_id: activity,
    type_uid: typeUid(5023, activity),
    severity_id: SEVERITY.informational,
    status_id: 0,
    count: items.length,
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: same(items, 'awsRegion'),
    },
    resources: items.map(resource),
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, left),
  };
}

/** What all items say alike. */
function same(items: readonly JsonObject[], name: string): string | undefined {
  const value = text(items[0]?.[name]);
  return value !== undefined && items.every((item) => item[name] === value) ? value : undefined;
}

const TAKEN = new Set(
  'ARN resourceName resourceType awsRegion availabilityZone awsAccountId tags resourceCreationTime'.split(
    ' ',
  ),
);

function resource(item: JsonObject): ResourceDetailsObject {
  const arn = text(item.ARN);
  const account = text(item.awsAccountId);
  const zone = text(item.availabilityZone);
  const created =
    typeof item.resourceCreationTime === 'string' ? parseIso(item.resourceCreationTime) : Number.NaN;
  return {
    uid: arn ?? text(item.resourceId),
    name: text(item.resourceName) ?? (arn === undefined ? (text(item.resourceId) ?? UNKNOWN) : undefined),
    type: text(item.resourceType),
    region: text(item.awsRegion),
    zone: zone === 'Not Applicable' || zone === 'Regional' ? undefined : zone,
    owner: account === undefined ? undefined : { account: { uid: account } },
    created_time: Number.isNaN(created) ? undefined : created,
    tags: tagsOf(item.tags),
    data: rest(item, TAKEN),
  };
}

/** Tags as an object (in files) or as a list of `{key, value}` (in notifications). */
function tagsOf(value: unknown): ResourceDetailsObject['tags'] {
  const list: { name: string; value?: string }[] = [];
  if (Array.isArray(value))
    for (const tag of value) {
      const name = isObject(tag) ? text(tag.key) : undefined;
      if (isObject(tag) && name !== undefined) list.push({ name, value: text(tag.value) ?? '' });
    }
  else if (isObject(value))
    for (const name in value) list.push({ name, value: typeof value[name] === 'string' ? value[name] : '' });
  return list.length === 0 ? undefined : list;
}
