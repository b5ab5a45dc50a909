import type { NextMark } from '../lmdb-ledger';
import type { Piece } from './cutter';
import type { Source } from './sources';

/**
 * Pieces of sources gathered into batches as Firehose's buffer would hand them over. A batch may hold pieces of
 * several sources; its marks say how far each of them is read once the batch is committed.
 */
export interface SourceBatch {
  readonly records: readonly {
    readonly recordId: string;
    readonly arrival: number;
    readonly data: Uint8Array;
  }[];
  readonly marks: readonly NextMark[];
  /** Bytes of sources read by this batch, for progress. */
  readonly read: number;
}

/**
 * About the size at which Firehose hands its buffer over by default, two pieces. Every answer stays far below the
 * transform's limit even if nothing in it compresses, so that no record of a local ingest is ever answered
 * `ProcessingFailed`; and what a proof has to hash again stays small.
 */
export const BATCH_BYTES = 1_100_000;

/** Gathers pieces; hands over a batch whenever enough is together. */
export class BatchBuilder {
  #records: { recordId: string; arrival: number; data: Uint8Array }[] = [];
  readonly #marks = new Map<string, NextMark>();
  #bytes = 0;
  #read = 0;

  /**
   * Adds a piece.
   * @param name what tells the source's records from those of others: it begins the record ids
   * @param from where in the source the piece before it ended
   * @param last whether it is the source's last
   * @param again whether it is entered wherever the source's mark stands
   * @returns the batch before it, if this piece no longer fits there
   */
  add(
    source: Source,
    name: string,
    piece: Piece,
    { from, last, arrival, again }: { from: number; last: boolean; arrival: number; again: boolean },
  ): SourceBatch | undefined {
    const full = this.#bytes + piece.data.length > BATCH_BYTES ? this.take() : undefined;
    this.#records.push({ recordId: `${name}-${from}`, arrival, data: piece.data });
    this.#bytes += piece.data.length;
    this.#read += piece.end - from;
    if (source.sha256 !== undefined) {
      const { sha256, size = 0 } = source;
      const before = this.#marks.get(sha256);
      this.#marks.set(sha256, {
        source: sha256,
        name: source.name,
        size,
        offset: piece.end,
        done: last,
        from: before !== undefined ? before.from : again ? undefined : from,
      });
    }
    return full;
  }

  /** What is together so far; undefined if nothing is. */
  take(): SourceBatch | undefined {
    if (this.#records.length === 0) return undefined;
    const batch = { records: this.#records, marks: [...this.#marks.values()], read: this.#read };
    this.#records = [];
    this.#marks.clear();
    this.#bytes = 0;
    this.#read = 0;
    return batch;
  }
}
