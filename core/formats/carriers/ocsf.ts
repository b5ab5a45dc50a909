import type { EventMetadata } from '../../ocsf/build';
import type { CommonEvent, MetadataObject, OcsfEvent } from '../../ocsf/generated/types';
import { misfit } from '../../ocsf/structure';
import type { EventContext, JsonFormat } from '../format';
import { data, isObject, type JsonObject, obj, rest, text } from '../values';

/**
 * Events that are OCSF already: of Amazon Security Lake, of another collector, of a Wormtrail archive.
 *
 *     {"metadata":{"version":"1.3.0","uid":"0f6c","product":{"name":"Login"},"profiles":["cloud"]},"time":1795683600123,"class_uid":3002,"category_uid":3,
 *      "activity_id":1,"type_uid":300201,"severity_id":1,"user":{"name":"alice"},"service":{"name":"web"},"cloud":{"provider":"AWS"}}
 *
 * Its own class. One whose structure is that of its class in OCSF 1.8 in every part (attributes, their types and values, what
 * must be there) is passed on as it is, but for `metadata`: that has the archive's uid, log_format, version and logged_time, the event's own uid
 * as `original_event_uid`, and what else its own said. Under `unmapped`: its own `metadata`, whole, and what it had as
 * `raw_data`, `raw_data_hash`, `raw_data_size`. Anything else that has a class is no event of this format: it is kept as JSON.
 *
 * Field meanings: OCSF 1.8.0 (schema.ocsf.io); Amazon Security Lake User Guide, "Open Cybersecurity Schema Framework (OCSF) in Security Lake".
 */
export const ocsf: JsonFormat = {
  name: 'ocsf',
  title: 'Valid OCSF events, passed on in their own class',
  kind: 'json',
  classes: [3002],
  sample:
    '{"metadata":{"version":"1.3.0","uid":"0f6c","product":{"name":"Login"},"profiles":["cloud"]},"time":1795683600123,"class_uid":3002,"category_uid":3,"activity_id":1,"type_uid":300201,"severity_id":1,"user":{"name":"alice"},"service":{"name":"web"},"cloud":{"provider":"AWS"}}',
  evidence: 'published',
  sources: [
    'OCSF 1.8.0, schema.ocsf.io',
    'Amazon Security Lake User Guide, "Open Cybersecurity Schema Framework (OCSF) in Security Lake"',
  ],
  fields: [
    ['metadata.uid', 'metadata.original_event_uid'],
    ['metadata', 'metadata, unmapped.metadata'],
    [
      'raw_data, raw_data_hash, raw_data_size',
      'unmapped.raw_data, unmapped.raw_data_hash, unmapped.raw_data_size',
    ],
    ['all others', 'time, class_uid, activity_id, severity_id'],
  ],
  begin: () => map,
};

/** What the archive says itself. */
const OURS: ReadonlySet<string> = new Set([
  'uid',
  'log_format',
  'version',
  'logged_time',
  'logged_time_dt',
  'original_event_uid',
]);

const REPLACED: ReadonlySet<string> = new Set([
  'metadata',
  'unmapped',
  'raw_data',
  'raw_data_hash',
  'raw_data_size',
]);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { class_uid: classUid, activity_id: activity, metadata } = value;
  if (
    typeof classUid !== 'number' ||
    typeof activity !== 'number' ||
    typeof value.time !== 'number' ||
    value.type_uid !== classUid * 100 + activity ||
    !isObject(metadata) ||
    typeof metadata.version !== 'string' ||
    // Nothing of it may be deeper than readers of the archive go.
    data(value) === undefined ||
    misfit(classUid, value) !== undefined
  )
    return undefined;
  return passedOn(value, metadata, value.time, context);
}

function passedOn(value: JsonObject, own: JsonObject, time: number, context: EventContext): OcsfEvent {
  const uid = text(own.uid);
  // Names are those of OCSF's attributes alone: they were checked.
  const event: Record<string, unknown> = { metadata: metadataOf(own, uid, context) };
  for (const name of Object.keys(value)) if (!REPLACED.has(name)) event[name] = value[name];
  event.raw_data = context.raw;
  event.unmapped = context.unmapped(uid, time, {
    ...rest(obj(value.unmapped), NOTHING),
    metadata: own,
    raw_data: value.raw_data,
    raw_data_hash: value.raw_data_hash,
    raw_data_size: value.raw_data_size,
  });
  // Its structure was checked against that of its class.
  return event as unknown as OcsfEvent;
}

const NOTHING: ReadonlySet<string> = new Set();

function metadataOf(
  own: JsonObject,
  uid: string | undefined,
  context: EventContext,
): CommonEvent['metadata'] {
  const product = own.product as MetadataObject['product'];
  const metadata: EventMetadata = context.metadata(ocsf.name, product, undefined, uid);
  // It is this event's alone: what its own metadata says besides is put beside.
  const more = metadata as unknown as Record<string, unknown>;
  for (const name of Object.keys(own))
    if (!OURS.has(name) && more[name] === undefined) more[name] = own[name];
  return metadata;
}
