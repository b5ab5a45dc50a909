import { createHash } from 'node:crypto';

/** A record as the stream hands it over. */
export interface StreamRecord {
  readonly recordId: string;
  /** ms since 1970. */
  readonly arrival: number;
  readonly data: Uint8Array;
}

const DOMAIN = 'wormtrail/batch/v1\n';

/**
 * The batch's digest, 32 bytes: what makes a retry of the same records recognisable, whatever became of the
 * first attempt. Every part is length-prefixed, so that no two batches run into each other.
 */
export function batchDigest(records: readonly StreamRecord[]): Buffer {
  const hash = createHash('sha256').update(DOMAIN);
  const lengths = Buffer.allocUnsafe(12);
  for (const { recordId, arrival, data } of records) {
    const id = Buffer.from(recordId);
    lengths.writeUInt32BE(id.length, 0);
    hash.update(lengths.subarray(0, 4)).update(id);
    lengths.writeBigUInt64BE(BigInt(arrival), 0);
    lengths.writeUInt32BE(data.length, 8);
    hash.update(lengths).update(data);
  }
  return hash.digest();
}
