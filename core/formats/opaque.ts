import { Buffer } from 'node:buffer';
import { typeUid, UNKNOWN } from '../ocsf/build';
import type { BaseEventEvent } from '../ocsf/generated/types';
import type { EventContext } from './format';
import type { OpaqueReason } from './normalizer';
import { isObject } from './values';

/**
 * A record kept as it came: a Base Event without `raw_data`, whose `unmapped.envelope.base64` holds the bytes.
 *
 *     {"metadata":{"uid":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041","log_format":"opaque",…},…,
 *      "unmapped":{"envelope":{"opaque":"will-not-inflate","base64":"H4sI…"}}}
 */
const FORMAT = 'opaque';
/** Between the uid and what any source could have a say in. */
const MARK = `","log_format":"${FORMAT}",`;
const HEAD = '{"metadata":{"uid":"';

export function opaqueLine(data: Uint8Array, context: EventContext, reason: OpaqueReason): string {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const event: BaseEventEvent = {
    metadata: context.metadata(FORMAT, { name: UNKNOWN }, undefined, undefined),
    time: context.arrival,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: 0,
    unmapped: { envelope: { opaque: reason, base64: bytes.toString('base64') } },
  };
  return JSON.stringify(event);
}

/**
 * An opaque line is told by its place, not by a search: the mark follows the uid, and both are written before
 * anything that comes from a source.
 */
export function expandOpaqueLine(line: string): Uint8Array | undefined {
  if (!line.startsWith(HEAD)) return undefined;
  const end = line.indexOf('"', HEAD.length);
  if (end < 0 || !line.startsWith(MARK, end)) return undefined;
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(event) || !isObject(event.unmapped) || !isObject(event.unmapped.envelope)) return undefined;
  const { opaque, base64 } = event.unmapped.envelope;
  return typeof opaque === 'string' && typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;
}
