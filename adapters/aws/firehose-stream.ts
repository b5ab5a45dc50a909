import { type FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { WormtrailError } from '../../core/errors';
import type { RecordStream } from '../../core/ports';
import { awsError } from './errors';
import { backOff } from './jitter';

/** Where a FirehoseStream is. */
export interface FirehosePlace {
  readonly client: FirehoseClient;
  /** The delivery stream's name. */
  readonly stream: string;
}

/** What PutRecordBatch takes at once: AWS, Amazon Data Firehose API Reference. */
const MOST_RECORDS = 500;
const MOST_BYTES = 4 << 20;
/** Tries of records that the stream refuses, and the first wait between them. */
const TRIES = 6;
const FIRST_WAIT_MS = 100;

/** A RecordStream over an Amazon Data Firehose stream with direct PUT. */
export class FirehoseStream implements RecordStream {
  readonly #client: FirehoseClient;
  readonly #stream: string;

  constructor({ client, stream }: FirehosePlace) {
    this.#client = client;
    this.#stream = stream;
  }

  async put(records: readonly Uint8Array[]): Promise<readonly boolean[]> {
    const taken = records.map(() => false);
    let open = [...records.keys()];
    for (let attempt = 1; open.length > 0 && attempt <= TRIES; attempt++) {
      if (attempt > 1) await backOff(attempt - 1, FIRST_WAIT_MS);
      for (const part of parts(records, open)) {
        try {
          const refused = new Set(await this.#send(part.map((number) => records[number] as Uint8Array)));
          part.forEach((number, i) => {
            taken[number] = !refused.has(i);
          });
        } catch (cause) {
          const error = awsError(cause, 'cannot put records into', this.#stream, 'write');
          // What was answered before stands: of the rest the stream took none.
          if (error.code === 'unknown-outcome' || !taken.includes(true)) throw error;
          return taken;
        }
      }
      open = open.filter((number) => !taken[number]);
    }
    return taken;
  }

  /** @returns places of the records that were refused: one that is too much does not stop the others */
  async #send(data: readonly Uint8Array[]): Promise<number[]> {
    const { RequestResponses: answers = [], FailedPutCount: failed = 0 } = await this.#client.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: this.#stream,
        Records: data.map((Data) => ({ Data })),
      }),
    );
    if (failed === 0) return [];
    if (answers.length !== data.length) {
      throw new WormtrailError(
        'unknown-outcome',
        `${this.#stream}: an answer that does not say which failed`,
      );
    }
    return answers.flatMap(({ ErrorCode }, i) => (ErrorCode === undefined ? [] : [i]));
  }
}

function* parts(records: readonly Uint8Array[], numbers: readonly number[]): Iterable<number[]> {
  let part: number[] = [];
  let bytes = 0;
  for (const number of numbers) {
    const { length } = records[number] as Uint8Array;
    if (part.length === MOST_RECORDS || (part.length > 0 && bytes + length > MOST_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(number);
    bytes += length;
  }
  if (part.length > 0) yield part;
}
