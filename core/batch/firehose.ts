import { WormtrailError } from '../errors';
import type { StreamRecord } from './prepare';
import { type TransformDependencies, type TransformedBatch, transformBatch } from './transform';

/**
 * What Firehose hands to a transform (AWS: "Transform source data in Amazon Data Firehose"):
 *
 *     {"invocationId":"…","deliveryStreamArn":"arn:…","region":"eu-west-1",
 *      "records":[{"recordId":"4966…","approximateArrivalTimestamp":1763888400000,"data":"<base64>"}]}
 */
export interface FirehoseEvent {
  readonly records: readonly {
    readonly recordId: string;
    /** ms since 1970. */
    readonly approximateArrivalTimestamp: number;
    /** Base64. */
    readonly data: string;
  }[];
}

/** The answer: every recordId once, base64 data. `Dropped` is never answered: it would leave no trace. */
export interface FirehoseAnswer {
  readonly records: readonly (
    | { readonly recordId: string; readonly result: 'Ok'; readonly data: string }
    | { readonly recordId: string; readonly result: 'ProcessingFailed' }
  )[];
}

/** The handler, and what it did, for metrics. */
export interface HandlerOptions extends TransformDependencies {
  /** Forces a source format; local ingest only. */
  readonly format?: string;
  /** Told of each batch once it is committed. */
  readonly onBatch?: (done: TransformedBatch) => void;
}

/**
 * Makes the Firehose handler.
 * @returns a handler that throws only where Firehose should try again with the same records
 */
export function createHandler(options: HandlerOptions): (event: unknown) => Promise<FirehoseAnswer> {
  return async (event) => {
    const records = parseEvent(event);
    if (records.length === 0) return { records: [] };
    const done = await transformBatch(records, options, options.format);
    options.onBatch?.(done);
    return {
      records: done.batch.records.map(({ recordId, result }, i) =>
        result === 'Ok'
          ? { recordId, result, data: base64(done.answers[i] as Uint8Array) }
          : { recordId, result },
      ),
    };
  };
}

/** @throws WormtrailError `malformed`: Firehose never sends such an event */
function parseEvent(event: unknown): StreamRecord[] {
  const listed = (event as { records?: unknown } | null)?.records;
  if (!Array.isArray(listed)) throw new WormtrailError('malformed', 'not a Firehose event: no records');
  return listed.map((record: unknown) => {
    const { recordId, approximateArrivalTimestamp, data } = (record ?? {}) as Record<string, unknown>;
    if (
      typeof recordId !== 'string' ||
      typeof data !== 'string' ||
      typeof approximateArrivalTimestamp !== 'number' ||
      !Number.isSafeInteger(approximateArrivalTimestamp)
    ) {
      throw new WormtrailError('malformed', 'not a Firehose event: a record lacks id, arrival time or data');
    }
    return { recordId, arrival: approximateArrivalTimestamp, data: Buffer.from(data, 'base64') };
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
