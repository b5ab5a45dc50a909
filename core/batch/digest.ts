import { createHash } from 'node:crypto';

/** What of a record decides its batch's digest. */
export interface RecordIdentity {
  readonly recordId: string;
  /** ms since 1970. */
  readonly arrival: number;
  /** SHA-256 of the record's data, hex. */
  readonly data: string;
}

const DOMAIN = 'wormtrail/batch/v1\n';

/**
 * The batch's digest, 32 bytes: what makes a retry of the same records recognisable, whatever became of the
 * first attempt. Every part has a known length, so that no two batches run into each other.
 */
export function batchDigest(records: readonly RecordIdentity[]): Buffer {
  const hash = createHash('sha256').update(DOMAIN);
  const number = Buffer.allocUnsafe(8);
  for (const { recordId, arrival, data } of records) {
    const id = Buffer.from(recordId);
    number.writeUInt32BE(id.length, 0);
    hash.update(number.subarray(0, 4)).update(id);
    number.writeBigUInt64BE(BigInt(arrival), 0);
    hash.update(number).update(data, 'hex');
  }
  return hash.digest();
}
