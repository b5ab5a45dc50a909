import { Buffer, isUtf8 } from 'node:buffer';
import type { OcsfEvent } from '../../ocsf/generated/types';
import { cloudWatchRecord } from '../cloudwatch';
import { inflate, isGzip } from '../decode';
import { type EventContext, type Inner, wrapped } from '../format';
import { including, isObject, type JsonObject, parseJson } from '../values';

/** What AWS's queues, topics and streams carry: a text, or bytes in base64 that often are one. */

/** More than this of gzip, or twice that of base64, stays in `raw_data` alone: an event of it would take too long. */
const MOST_INFLATED = 1024 * 1024;
const LONGEST_BASE64 = 2 * MOST_INFLATED;

/** The text in base64, plain or in gzip; undefined if it is none. */
export const textIn = (base64: unknown): string | undefined => new Texts().next(base64);

/** The texts of several records, which together may inflate to no more than one. */
export class Texts {
  #left = MOST_INFLATED;

  next(base64: unknown): string | undefined {
    if (typeof base64 !== 'string' || base64.length > LONGEST_BASE64) return undefined;
    let bytes: Uint8Array = Buffer.from(base64, 'base64');
    if (isGzip(bytes)) {
      if (this.#left < 1) return undefined;
      const inflated = inflate(bytes, this.#left);
      if (typeof inflated === 'string') {
        // It may have taken all that was left to find out.
        this.#left >>= 1;
        return undefined;
      }
      this.#left -= inflated.length;
      bytes = inflated;
    }
    return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
  }
}

/**
 * The event in a payload, if any format takes it; `fields` are the envelope's. One event makes one: of a file
 * `{"Records":[…]}` or a CloudWatch Logs payload that holds several there is none.
 * @param time when the envelope was sent, ms since 1970
 */
export function eventIn(
  payload: string,
  inner: Inner,
  context: EventContext,
  wrapper: string,
  fields: () => JsonObject,
  time: number | undefined,
): OcsfEvent | undefined {
  const only = single(payload);
  if (only === undefined) return undefined;
  const outer = context.outerTime;
  context.outerTime = only.time ?? time ?? outer;
  const event = inner(only.text, context);
  context.outerTime = outer;
  if (event === undefined) return undefined;
  const around = fields();
  return wrapped(
    event,
    wrapper,
    only.cloudwatch === undefined ? around : including(around, 'cloudwatch', only.cloudwatch),
  );
}

interface Only {
  readonly text: string;
  readonly time?: number;
  /** What stood around it within the payload. */
  readonly cloudwatch?: JsonObject;
}

function single(payload: string): Only | undefined {
  const text = payload.trim();
  if (text.charCodeAt(0) !== 123) return { text };
  if (!text.includes('"Records"') && !text.includes('"logEvents"')) return { text };
  const value = parseJson(text);
  if (!isObject(value)) return { text };
  if (Array.isArray(value.Records)) {
    const [record] = value.Records as unknown[];
    return value.Records.length === 1 && isObject(record) ? { text: JSON.stringify(record) } : undefined;
  }
  const logs = cloudWatchRecord(value);
  if (logs === undefined) return { text };
  const [message] = logs.messages;
  if (logs.messages.length !== 1 || message === undefined) return undefined;
  return {
    text: message.message.trim(),
    time: message.timestamp,
    cloudwatch: {
      owner: logs.payload.owner,
      logGroup: logs.payload.logGroup,
      logStream: logs.payload.logStream,
      id: message.id,
    },
  };
}
