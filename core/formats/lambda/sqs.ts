import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, Inner, JsonFormat } from '../format';
import { digits, type JsonObject, obj, rest, text } from '../values';
import { envelopeEvent } from './envelope';
import { eventIn } from './payload';

/**
 * Messages of an SQS queue, as Lambda and EventBridge Pipes hand them over.
 *
 *     {"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEB…","body":"Hello","attributes":{"SentTimestamp":"1767323045000",
 *      "SenderId":"AIDAEXAMPLE","ApproximateReceiveCount":"1",…},"messageAttributes":{},"md5OfBody":"…","eventSource":"aws:sqs",
 *      "eventSourceARN":"arn:aws:sqs:eu-west-1:123456789012:orders","awsRegion":"eu-west-1"}
 *
 * The event in `body`, whatever its format, with the message's other fields under `unmapped.sqs`; else a Base Event
 * (class 0): `message` is the body, `actor.user.uid` the sender. Everything else is under `unmapped` by its own name.
 *
 * Field meanings: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"; SQS API, "Message" and
 * "ReceiveMessage" (attributes).
 */
export const sqs: JsonFormat = {
  name: 'sqs',
  title: 'SQS messages as Lambda gets them; the body in any format',
  kind: 'json',
  classes: [0],
  sample:
    '{"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEBEXAMPLE","body":"Hello","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1767323045000","SenderId":"AIDAEXAMPLE","ApproximateFirstReceiveTimestamp":"1767323045005"},"messageAttributes":{},"md5OfBody":"8b1a9953c4611296a827abf8c47804d7","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:123456789012:orders","awsRegion":"eu-west-1"}',
  evidence: 'corpus',
  sources: [
    'AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"',
    'Amazon SQS API Reference, "Message", "ReceiveMessage"',
  ],
  fields: [
    ['messageId', 'metadata.original_event_uid'],
    ['attributes.SentTimestamp', 'time'],
    ['attributes.SenderId', 'actor.user.uid'],
    ['body', 'message'],
    ['eventSourceARN', 'cloud.account.uid, unmapped.eventSourceARN'],
    ['awsRegion', 'cloud.region'],
  ],
  begin: (inner) => (record, context) => map(record, context, inner),
};

const PRODUCT = { name: 'SQS', vendor_name: 'AWS' } as const;
const TAKEN = new Set(['messageId', 'body', 'eventSource', 'awsRegion']);
const WRAPPED = new Set(['body', 'eventSource']);

function map(record: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  const body = record.body;
  if (record.eventSource !== 'aws:sqs' || typeof body !== 'string' || typeof record.messageId !== 'string')
    return undefined;
  const attributes = obj(record.attributes);
  const sent = digits(text(attributes.SentTimestamp) ?? '');
  const time = sent < 0 ? undefined : sent;
  const event = eventIn(body, inner, context, 'sqs', () => rest(record, WRAPPED) ?? {}, time);
  if (event !== undefined) return event;
  const sender = text(attributes.SenderId);
  return envelopeEvent(
    {
      format: sqs.name,
      product: PRODUCT,
      uid: text(record.messageId),
      time: time ?? context.time,
      arn: text(record.eventSourceARN),
      region: text(record.awsRegion),
      message: body,
      actor: sender === undefined ? undefined : { user: { uid: sender } },
      unmapped: rest(record, TAKEN),
    },
    context,
  );
}
