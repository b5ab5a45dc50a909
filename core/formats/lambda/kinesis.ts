import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, Inner, JsonFormat } from '../format';
import { parseEpoch } from '../time';
import { including, isObject, type JsonObject, rest, text } from '../values';
import { envelopeEvent } from './envelope';
import { eventIn, textIn } from './payload';

/**
 * Records of a Kinesis data stream, as Lambda gets them.
 *
 *     {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"4959…","data":"SGVsbG8=",
 *      "approximateArrivalTimestamp":1767323045.987},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:4959…",
 *      "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::…","awsRegion":"eu-west-1","eventSourceARN":"arn:aws:kinesis:…"}
 *
 * The event in `data` (base64 of a text, which may be in gzip, as CloudWatch Logs writes it), whatever its format, with
 * the record's other fields under `unmapped.kinesis`; else a Base Event (class 0) with the text as `message`. What is no
 * text, and several events in one record, stay in `raw_data` and `message`. Everything else is under `unmapped` by its
 * own name; `invokeIdentityArn` is the function's own role and not the sender, whom a stream does not name.
 *
 * Field meanings: AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams";
 * Kinesis Data Streams API, "Record".
 */
export const kinesis: JsonFormat = {
  name: 'kinesis',
  title: 'Kinesis records as Lambda gets them; the data in any format',
  kind: 'json',
  classes: [0],
  sample:
    '{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"49590338271490256608559692538361571095921575989136588898","data":"SGVsbG8=","approximateArrivalTimestamp":1767323045.987},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:49590338271490256608559692538361571095921575989136588898","eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::123456789012:role/consumer","awsRegion":"eu-west-1","eventSourceARN":"arn:aws:kinesis:eu-west-1:123456789012:stream/audit"}',
  evidence: 'corpus',
  sources: [
    'AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams"',
    'Amazon Kinesis Data Streams API Reference, "Record"',
  ],
  fields: [
    ['eventID', 'metadata.original_event_uid'],
    ['kinesis.approximateArrivalTimestamp', 'time'],
    ['kinesis.data', 'message'],
    ['eventSourceARN', 'cloud.account.uid, unmapped.eventSourceARN'],
    ['awsRegion', 'cloud.region'],
  ],
  begin: (inner) => (record, context) => map(record, context, inner),
};

const PRODUCT = { name: 'Kinesis Data Streams', vendor_name: 'AWS' } as const;
const TAKEN = new Set(['eventID', 'eventSource', 'awsRegion', 'kinesis']);
const WRAPPED = new Set(['eventSource', 'kinesis']);
const DATA = new Set(['data']);

function map(record: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  const { kinesis: stream } = record;
  if (record.eventSource !== 'aws:kinesis' || !isObject(stream) || typeof stream.data !== 'string')
    return undefined;
  const arrived = stream.approximateArrivalTimestamp;
  const seconds = typeof arrived === 'number' ? parseEpoch(arrived) : Number.NaN;
  const time = Number.isNaN(seconds) ? undefined : seconds;
  const payload = textIn(stream.data);
  const around = (taken: ReadonlySet<string>): JsonObject =>
    including(rest(record, taken), 'kinesis', rest(stream, DATA));
  const event =
    payload === undefined
      ? undefined
      : eventIn(payload, inner, context, 'kinesis', () => around(WRAPPED), time);
  if (event !== undefined) return event;
  return envelopeEvent(
    {
      format: kinesis.name,
      product: PRODUCT,
      uid: text(record.eventID),
      time: time ?? context.time,
      arn: text(record.eventSourceARN),
      region: text(record.awsRegion),
      message: payload,
      unmapped: around(TAKEN),
    },
    context,
  );
}
