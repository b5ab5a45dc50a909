import { SEVERITY, typeUid } from '../../ocsf/build';
import type { ActorObject, BaseEventEvent, ProductObject } from '../../ocsf/generated/types';
import { arnOf } from '../aws/fields';
import type { EventContext } from '../format';
import type { JsonObject } from '../values';

export interface Envelope {
  readonly format: string;
  readonly product: ProductObject;
  readonly uid: string | undefined;
  readonly time: number;
  /** Of the queue, topic or stream. */
  readonly arn: string | undefined;
  readonly region: string | undefined;
  readonly message: string | undefined;
  readonly actor?: ActorObject | undefined;
  readonly count?: number | undefined;
  readonly unmapped: JsonObject | undefined;
}

const CLOUD = ['cloud'] as const;
const CLOUD_AND_HOST = ['cloud', 'host'] as const;

/**
 * A message that was delivered, and whose content no format takes. OCSF has no class for a message's delivery: a Base
 * Event (class 0), with the content as `message` where it is text.
 */
export function envelopeEvent(envelope: Envelope, context: EventContext): BaseEventEvent {
  const { format, uid, time, actor } = envelope;
  const { account, region } = arnOf(envelope.arn ?? '');
  return {
    metadata: context.metadata(format, envelope.product, actor === undefined ? CLOUD : CLOUD_AND_HOST, uid),
    time,
    count: envelope.count,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.informational,
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: envelope.region ?? region,
    },
    actor,
    message: envelope.message,
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, envelope.unmapped),
  };
}
