import type { EventMetadata } from '../ocsf/build';
import type { ProductObject } from '../ocsf/generated/types';
import type { EventContext } from './format';

/**
 * An event's metadata with what its source says of it besides. Written out attribute by attribute: an object that is
 * spread into another costs more than all the rest of an event's mapping.
 * @param level the source's own word for how severe it is
 * @param code the source's own name or number for this kind of event
 * @param correlation what it shares with other events
 */
export function metadataOf(
  context: EventContext,
  format: string,
  product: ProductObject,
  profiles: readonly string[] | undefined,
  ownUid: string | undefined,
  level: string | undefined,
  code?: string | undefined,
  correlation?: string | undefined,
): EventMetadata {
  const made = context.metadata(format, product, profiles, ownUid);
  return {
    uid: made.uid,
    log_format: made.log_format,
    version: made.version,
    product: made.product,
    profiles: made.profiles,
    log_provider: made.log_provider,
    log_name: made.log_name,
    log_source: made.log_source,
    logged_time: made.logged_time,
    original_event_uid: made.original_event_uid,
    log_level: level,
    event_code: code,
    correlation_uid: correlation,
  };
}
