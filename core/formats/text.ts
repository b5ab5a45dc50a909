import { SEVERITY, typeUid, UNKNOWN } from '../ocsf/build';
import type { BaseEventEvent } from '../ocsf/generated/types';
import type { EventContext } from './format';

/**
 * The fallback: text that no format recognises, whole in `raw_data`.
 *
 *     Nov 23 09:00:01 host app[7]: something happened
 *
 * Base Event (class 0), Unknown in all that it would have to guess. `time` is the envelope's, or the arrival.
 */
export const TEXT = 'text';

export function textEvent(context: EventContext): BaseEventEvent {
  const cloudwatch = context.cloudwatch;
  return {
    metadata: context.metadata(
      TEXT,
      { name: UNKNOWN },
      cloudwatch === undefined ? undefined : ['cloud'],
      undefined,
    ),
    time: context.time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.unknown,
    cloud: cloudwatch === undefined ? undefined : { provider: 'AWS', account: { uid: cloudwatch.owner } },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, context.time),
  };
}
