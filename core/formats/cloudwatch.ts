import type { CloudWatchPayload } from './format';
import { data, isObject, type JsonObject } from './values';

/**
 * What a CloudWatch Logs subscription delivers, in gzip or plain:
 *
 *     {"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/vpc","logStream":"eni-1",
 *      "subscriptionFilters":["all"],"logEvents":[{"id":"3195…1568","timestamp":1432826855000,"message":"…"}]}
 *
 * Every message is an event, however many lines it has, and its decoded text is `raw_data`. `logGroup` becomes
 * `metadata.log_name`, `logStream` `metadata.log_source`; the rest is kept in `unmapped.envelope.cloudwatch`:
 * `owner`, `subscriptionFilters`, `messageType` if it is not DATA_MESSAGE, `payload` and `event` with fields beside
 * the known ones (`policyLevel`, `extractedFields`), `id` unless it is `metadata.original_event_uid`, `timestamp`
 * unless it is `time`. A CONTROL_MESSAGE is CloudWatch's probe of the destination: its messages are plain text.
 *
 * Source: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters".
 */
export const CLOUDWATCH = 'cloudwatch-logs';

export interface CloudWatchMessage {
  /** 56 decimal digits: too long for a number. */
  readonly id: string;
  readonly timestamp: number;
  readonly message: string;
}

export interface CloudWatchRecord {
  readonly payload: CloudWatchPayload;
  readonly messages: readonly CloudWatchMessage[];
}

/** The record, if the value is one in every part; what is not quite one is kept whole, as any other JSON. */
export function cloudWatchRecord(value: unknown): CloudWatchRecord | undefined {
  if (!isObject(value) || !Array.isArray(value.logEvents)) return undefined;
  const { messageType, owner, logGroup, logStream, subscriptionFilters, logEvents, ...rest } = value;
  if (
    typeof messageType !== 'string' ||
    typeof owner !== 'string' ||
    typeof logGroup !== 'string' ||
    typeof logStream !== 'string' ||
    !isStrings(subscriptionFilters) ||
    logEvents.length === 0 ||
    data(rest) === undefined
  )
    return undefined;
  for (let at = 0; at < logEvents.length; at++) if (!isMessage(logEvents[at])) return undefined;
  return {
    payload: {
      owner,
      logGroup,
      logStream,
      subscriptionFilters,
      messageType: messageType === 'DATA_MESSAGE' ? undefined : messageType,
      payload: isEmpty(rest) ? undefined : rest,
    },
    messages: logEvents,
  };
}

function isMessage(value: unknown): value is CloudWatchMessage {
  return (
    isObject(value) &&
    typeof value.message === 'string' &&
    typeof value.id === 'string' &&
    Number.isSafeInteger(value.timestamp) &&
    (fields(value) === 3 || data(value) !== undefined)
  );
}

/** What a message has beside id, timestamp and text. */
export function messageFields(message: CloudWatchMessage): JsonObject | undefined {
  if (fields(message) === 3) return undefined;
  const { id: _id, timestamp: _timestamp, message: _message, ...rest } = message;
  return rest;
}

function fields(value: object): number {
  let count = 0;
  for (const _ in value) count++;
  return count;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
