import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, Inner, JsonFormat } from '../format';
import { parseIso } from '../time';
import { isObject, type JsonObject, rest, text } from '../values';
import { envelopeEvent } from './envelope';
import { eventIn } from './payload';

/**
 * Notifications of an SNS topic: as Lambda gets them, or as SNS itself writes them to queues and web hooks.
 *
 *     {"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:…","Sns":{"Type":"Notification","MessageId":"95df…",
 *      "TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Subject":"Alarm","Message":"Hello","Timestamp":"2026-01-02T03:04:05.000Z",…}}
 *     {"Type":"Notification","MessageId":"95df…","TopicArn":"arn:aws:sns:…","Message":"Hello","Timestamp":"2026-01-02T03:04:05.000Z",…}
 *
 * The event in `Message`, whatever its format, with the notification's other fields under `unmapped.sns`; else a Base
 * Event (class 0) with the text as `message`. Everything else is under `unmapped` by its own name. An SNS notification
 * does not say who published it. The confirmations of a subscription are notifications too.
 *
 * Field meanings: AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications"; Amazon SNS
 * Developer Guide, "Parsing Amazon SNS message formats".
 */
export const sns: JsonFormat = {
  name: 'sns',
  title: 'SNS notifications; the message in any format',
  kind: 'json',
  classes: [0],
  sample:
    '{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:eu-west-1:123456789012:alarms:21be","Sns":{"Type":"Notification","MessageId":"95df01b4-ee98-5cb9-9903-4c221d41eb5e","TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Subject":"Alarm","Message":"Hello","Timestamp":"2026-01-02T03:04:05.000Z","SignatureVersion":"1","Signature":"EXAMPLE","MessageAttributes":{}}}',
  evidence: 'corpus',
  sources: [
    'AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications"',
    'Amazon SNS Developer Guide, "Parsing Amazon SNS message formats"',
  ],
  fields: [
    ['MessageId', 'metadata.original_event_uid'],
    ['Timestamp', 'time'],
    ['Message', 'message'],
    ['TopicArn', 'cloud.account.uid, cloud.region'],
  ],
  begin: (inner) => (record, context) => map(record, context, inner),
};

const PRODUCT = { name: 'SNS', vendor_name: 'AWS' } as const;
const TYPES = new Set<unknown>(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']);
const TAKEN = new Set(['MessageId', 'Timestamp', 'Message']);
const WRAPPED = new Set(['Message']);
const OUTER = new Set(['EventSource', 'Sns']);

function map(record: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  if (record.EventSource === 'aws:sns' && isObject(record.Sns))
    return notification(record.Sns, record, context, inner);
  return TYPES.has(record.Type) ? notification(record, undefined, context, inner) : undefined;
}

function notification(
  value: JsonObject,
  outer: JsonObject | undefined,
  context: EventContext,
  inner: Inner,
): OcsfEvent | undefined {
  const topic = value.TopicArn;
  const message = value.Message;
  if (typeof topic !== 'string' || !topic.startsWith('arn:') || typeof message !== 'string') return undefined;
  if (typeof value.MessageId !== 'string') return undefined;
  const sent = typeof value.Timestamp === 'string' ? parseIso(value.Timestamp) : Number.NaN;
  const time = Number.isNaN(sent) ? undefined : sent;
  const around = (taken: ReadonlySet<string>): JsonObject => ({
    ...(outer === undefined ? undefined : rest(outer, OUTER)),
    ...rest(value, taken),
  });
  const event = eventIn(message, inner, context, 'sns', () => around(WRAPPED), time);
  if (event !== undefined) return event;
  return envelopeEvent(
    {
      format: sns.name,
      product: PRODUCT,
      uid: text(value.MessageId),
      time: time ?? context.time,
      arn: topic,
      region: undefined,
      message,
      unmapped: around(TAKEN),
    },
    context,
  );
}
