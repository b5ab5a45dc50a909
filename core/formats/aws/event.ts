import type { EventMetadata } from '../../ocsf/build';
import type { AnyObject } from '../../ocsf/generated/types';
import type { EventContext } from '../format';

/**
 * Fields put into an object that was made for the event alone, rather than into a copy of it: JSON.stringify is much
 * slower on objects put together by spreading.
 */

/** @param uid by which other logs know the same request or connection */
export function correlated(metadata: EventMetadata, uid: string | undefined): EventMetadata {
  if (uid !== undefined) (metadata as { correlation_uid?: string }).correlation_uid = uid;
  return metadata;
}

/** `unmapped` of `fields`, fresh and nobody else's, and of the envelope. */
export function beside(
  context: EventContext,
  ownUid: string | undefined,
  time: number,
  fields: AnyObject | undefined,
): AnyObject | undefined {
  const envelope = context.envelope(ownUid, time);
  if (envelope === undefined) return fields;
  if (fields === undefined) return { envelope };
  (fields as { envelope?: unknown }).envelope = envelope;
  return fields;
}
