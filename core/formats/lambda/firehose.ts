import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, Inner, JsonFormat } from '../format';
import { data, including, isObject, type JsonObject, obj, rest, text } from '../values';
import { envelopeEvent } from './envelope';
import { eventIn, Texts, textIn } from './payload';

/**
 * What Data Firehose gives a function that transforms its records: an invocation.
 *
 *     {"invocationId":"2b4d…","deliveryStreamArn":"arn:aws:firehose:eu-west-1:123456789012:deliverystream/audit","region":"eu-west-1",
 *      "records":[{"recordId":"4964…","approximateArrivalTimestamp":1767323045290,"data":"SGVsbG8=","kinesisRecordMetadata":{…}}]}
 *
 * Of one record, the event in its `data` (base64 of a text, which may be in gzip), whatever its format, with the
 * invocation's other fields under `unmapped.firehose`. Else a Base Event (class 0): `count` records, the only one's text
 * as `message`, and all of them under `unmapped.records`, where `text` stands for `data` if it is one.
 *
 * Field meanings: Amazon Data Firehose Developer Guide, "Transform source data in Amazon Data Firehose" (required
 * parameters for data transformation); AWS Lambda Developer Guide, the Firehose event.
 */
export const firehose: JsonFormat = {
  name: 'firehose',
  title: "Data Firehose's transform events; a record's data in any format",
  kind: 'json',
  classes: [0],
  sample:
    '{"invocationId":"2b4d1ad9-2f48-94bd-a088-767c317e994a","deliveryStreamArn":"arn:aws:firehose:eu-west-1:123456789012:deliverystream/audit","region":"eu-west-1","records":[{"recordId":"record1","approximateArrivalTimestamp":1767323045290,"data":"SGVsbG8="}]}',
  evidence: 'corpus',
  sources: [
    'Amazon Data Firehose Developer Guide, "Transform source data in Amazon Data Firehose"',
    'AWS Lambda Developer Guide, "Process Amazon Data Firehose records with Lambda"',
  ],
  fields: [
    ['invocationId', 'metadata.original_event_uid'],
    ['records[0].approximateArrivalTimestamp', 'time'],
    ['records[].data', 'message, unmapped.records'],
    ['deliveryStreamArn', 'cloud.account.uid, unmapped.deliveryStreamArn'],
    ['region', 'cloud.region'],
  ],
  begin: (inner) => (value, context) => map(value, context, inner),
};

const PRODUCT = { name: 'Data Firehose', vendor_name: 'AWS' } as const;
const TAKEN = new Set(['invocationId', 'region', 'records']);
const WRAPPED = new Set(['records']);
const DATA = new Set(['data']);

function map(value: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  const { records } = value;
  if (
    typeof value.invocationId !== 'string' ||
    typeof value.deliveryStreamArn !== 'string' ||
    !Array.isArray(records) ||
    records.length === 0
  )
    return undefined;
  const arrived = obj(records[0]).approximateArrivalTimestamp;
  const time = Number.isSafeInteger(arrived) && (arrived as number) >= 0 ? (arrived as number) : undefined;
  const only = records.length === 1 && isObject(records[0]) ? records[0] : undefined;
  const payload = only === undefined ? undefined : textIn(only.data);
  if (only !== undefined && payload !== undefined) {
    const around = (): JsonObject => including(rest(value, WRAPPED), 'record', rest(only, DATA));
    const event = eventIn(payload, inner, context, 'firehose', around, time);
    if (event !== undefined) return event;
  }
  const texts = new Texts();
  return envelopeEvent(
    {
      format: firehose.name,
      product: PRODUCT,
      uid: text(value.invocationId),
      time: time ?? context.time,
      arn: value.deliveryStreamArn,
      region: text(value.region),
      message: payload,
      count: records.length,
      unmapped: including(
        rest(value, TAKEN),
        'records',
        records.map((record) => decoded(record, texts)),
      ),
    },
    context,
  );
}

function decoded(record: unknown, texts: Texts): unknown {
  if (!isObject(record)) return data(record) ?? null;
  const payload = texts.next(record.data);
  return payload === undefined ? data(record) : { ...rest(record, DATA), text: payload };
}
