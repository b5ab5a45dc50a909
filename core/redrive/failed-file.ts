import { gunzipSync } from 'node:zlib';
import { split } from '../formats/split';

/** A record as it lies in an object under `failed/`. */
export interface FailedRecord {
  /** What the stream took. */
  readonly data: Buffer;
  /** When, ms since 1970; undefined if the object does not say. */
  readonly arrival: number | undefined;
}

/** Something in the place of a record that cannot be read as one. */
export interface DamagedRecord {
  readonly problem: string;
}

/** Most bytes that an object under `failed/` may inflate to; Firehose ends one at 128 MiB. */
const MOST_INFLATED = 400 << 20;

/**
 * Reads an object of failed deliveries: a JSON object a record, a line each or back to back, gzip or not (AWS does not
 * say whether the stream's compression applies to these objects). Never throws: each place either gives its record or
 * says what is wrong with it, and one that does not inflate is one damaged record.
 *
 * @see AWS, Amazon Data Firehose Developer Guide, "Handle data delivery failures": `{"attemptsMade":…,
 * "arrivalTimestamp":…,"errorCode":…,"errorMessage":…,"attemptEndingTimestamp":…,"rawData":"<base64>",
 * "lambdaArn":…}`; `lambdaARN` has been seen too
 */
export function parseFailed(bytes: Buffer): (FailedRecord | DamagedRecord)[] {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: MOST_INFLATED });
    } catch (error) {
      return [{ problem: `it does not inflate: ${error instanceof Error ? error.message : String(error)}` }];
    }
  }
  if (plain.length === 0) return [];
  const records: (FailedRecord | DamagedRecord)[] = [];
  // All that counts is ASCII, and Latin-1 keeps every byte.
  split(plain.toString('latin1'), true, ({ value }) => records.push(recordOf(value)));
  return records;
}

function recordOf(value: unknown): FailedRecord | DamagedRecord {
  if (typeof value !== 'object' || value === null) return { problem: 'no JSON object' };
  const { rawData, arrivalTimestamp } = value as Record<string, unknown>;
  if (typeof rawData !== 'string') return { problem: 'no rawData' };
  const data = Buffer.from(rawData, 'base64');
  if (data.toString('base64') !== rawData) return { problem: 'rawData is not base64' };
  const arrival = Number(arrivalTimestamp);
  const isTime = ['number', 'string'].includes(typeof arrivalTimestamp) && arrivalTimestamp !== '';
  return { data, arrival: isTime && Number.isSafeInteger(arrival) && arrival >= 0 ? arrival : undefined };
}
