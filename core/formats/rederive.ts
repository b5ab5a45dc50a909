import { EventMapper } from './event-mapper';
import { EventContext } from './format';
import type { FormatSet } from './format-set';
import type { Rederiver } from './normalizer';
import { expandOpaqueLine, opaqueLine } from './opaque';
import { isObject, type JsonObject, obj, parseJson, str } from './values';

const REASONS = ['too-large', 'will-not-inflate', 'answer-too-large'] as const;

/** Derives archived lines again from what they keep of their source. See `Rederiver`. */
export function rederiverOf(set: FormatSet): Rederiver {
  let detecting = new EventMapper(set, undefined);
  const forced = new Map<string, EventMapper | undefined>();
  const forcedTo = (format: string): EventMapper | undefined => {
    if (!forced.has(format)) {
      const isKnown = set.described.some(({ name }) => name === format);
      forced.set(format, isKnown ? new EventMapper(set, format) : undefined);
    }
    return forced.get(format);
  };
  return (line, continues) => {
    const event = parseJson(line);
    if (!isObject(event)) return false;
    const context = contextOf(event);
    if (context === undefined) return false;
    const bytes = expandOpaqueLine(line);
    if (bytes !== undefined) {
      const { opaque } = obj(obj(event.unmapped).envelope);
      const reason = REASONS.find((one) => one === opaque);
      return reason !== undefined && opaqueLine(bytes, context, reason) === line;
    }
    if (!continues) detecting = new EventMapper(set, undefined);
    if (detecting.line(context, undefined) === line) return true;
    // Another record may have begun, which no line says, or a format may have been asked for.
    const fresh = new EventMapper(set, undefined);
    if (fresh.line(context, undefined) === line) {
      detecting = fresh;
      return true;
    }
    // JSON that did not stand where JSON is looked for.
    if (fresh.line(context, null) === line) return true;
    const asked = forcedTo(String(obj(event.metadata).log_format));
    return (
      asked !== undefined && (asked.line(context, undefined) === line || asked.line(context, null) === line)
    );
  };
}

/** The context in which the event was mapped, as far as its line keeps it; undefined: it is no event's line. */
function contextOf(event: JsonObject): EventContext | undefined {
  const metadata = obj(event.metadata);
  const { uid, logged_time: arrival } = metadata;
  if (typeof uid !== 'string' || typeof arrival !== 'number') return undefined;
  const context = new EventContext(arrival);
  context.uid = uid;
  context.raw = str(event.raw_data) ?? '';
  const envelope = obj(obj(event.unmapped).envelope);
  context.before = str(envelope.before);
  context.after = str(envelope.after);
  context.base64 = str(envelope.base64);
  context.beforeBase64 = str(envelope.before_base64);
  context.afterBase64 = str(envelope.after_base64);
  if (isObject(envelope.cloudwatch)) {
    const {
      owner,
      subscriptionFilters,
      messageType,
      payload,
      id,
      timestamp,
      event: fields,
    } = envelope.cloudwatch;
    context.cloudwatch = {
      owner: str(owner) ?? '',
      logGroup: str(metadata.log_name) ?? '',
      logStream: str(metadata.log_source) ?? '',
      subscriptionFilters: Array.isArray(subscriptionFilters) ? subscriptionFilters : [],
      messageType: str(messageType),
      payload: isObject(payload) ? payload : undefined,
    };
    context.messageId = str(id) ?? str(metadata.original_event_uid);
    context.messageTime = typeof timestamp === 'number' ? timestamp : Number(event.time);
    context.messageFields = isObject(fields) ? fields : undefined;
  }
  return context;
}
