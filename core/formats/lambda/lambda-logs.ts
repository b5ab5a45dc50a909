import type { OcsfEvent } from '../../ocsf/generated/types';
import { cloudWatchRecord } from '../cloudwatch';
import type { EventContext, Inner, JsonFormat } from '../format';
import { data, isObject, type JsonObject, parseJson } from '../values';
import { envelopeEvent } from './envelope';
import { eventIn, textIn } from './payload';

/**
 * What CloudWatch Logs gives a function that subscribes to a log group: its payload in gzip and base64.
 *
 *     {"awslogs":{"data":"H4sIAAAAAAAA…"}}
 *
 * Of one message, the event in it, whatever its format. Else a Base Event (class 0): `count` messages, and the payload
 * as it was decoded under `unmapped.awslogs`. (A payload that is not wrapped so is the format `cloudwatch-logs`, and
 * gives an event a message.)
 *
 * Field meanings: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters"; AWS Lambda Developer
 * Guide, "Using Lambda with CloudWatch Logs".
 */
export const lambdaLogs: JsonFormat = {
  name: 'lambda-logs',
  title: "Lambda's CloudWatch Logs events; the messages in any format",
  kind: 'json',
  classes: [0],
  sample:
    '{"awslogs":{"data":"H4sIAAAAAAAAA6WPTWuDQBiE/8vQo+C++6l7s9Smh/aktyBlE5cgrK64piEE/3tJS6GXnnqdYZ6HuWH0KbmTb6+zh8VT1Vbvb3XTVLsaGeJl8gssiAuptClKRhwZQjztlnieYZG7S8qDGw+9y+PS+yV99826eDfCgjOuc0Y54/n+4bVq66btCBnS+ZCOyzCvQ5yeh7Del3YPFwK6L0L94af1nt0w9LAQhdKlZtKUhVSClDBaEimuC2ak0ELqQlJJslRkiAklRUGclRoZ1mH0aXXjDEtGG8EFk4oxlv28h8WLDyFiy/5nM3/b6Lft8eqxddsn8PU9qn8BAAA="}}',
  evidence: 'corpus',
  sources: [
    'Amazon CloudWatch Logs User Guide, "Log group-level subscription filters"',
    'AWS Lambda Developer Guide, "Using Lambda with CloudWatch Logs"',
  ],
  fields: [
    ['awslogs.data (owner)', 'cloud.account.uid'],
    ['awslogs.data (logEvents[0].timestamp)', 'time'],
    ['awslogs.data (logEvents)', 'count'],
    ['awslogs.data', 'unmapped.awslogs'],
  ],
  begin: (inner) => (value, context) => map(value, context, inner),
};

const PRODUCT = { name: 'CloudWatch Logs', vendor_name: 'AWS' } as const;

function map(value: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  const { awslogs } = value;
  if (!isObject(awslogs) || typeof awslogs.data !== 'string') return undefined;
  const payload = textIn(awslogs.data);
  const parsed = payload === undefined ? undefined : parseJson(payload);
  const logs = cloudWatchRecord(parsed);
  if (payload === undefined || logs === undefined) return undefined;
  const event = eventIn(payload, inner, context, 'awslogs', () => ({}), undefined);
  if (event !== undefined) return event;
  return envelopeEvent(
    {
      format: lambdaLogs.name,
      product: PRODUCT,
      uid: undefined,
      time: logs.messages[0]?.timestamp ?? context.time,
      arn: `arn:aws:logs::${logs.payload.owner}:`,
      region: undefined,
      message: undefined,
      count: logs.messages.length,
      unmapped: { awslogs: data(parsed) },
    },
    context,
  );
}
