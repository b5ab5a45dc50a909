import { WormtrailError } from '../errors';
import { HASH_BYTES } from '../tlog/merkle';
import { OWN_LINE_START, parseObject } from './entry';
import { isBatchId } from './ids';

/**
 * A batch's index line, by which one altered event is named:
 *
 *     {"wormtrail":"index/v1","batch":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN","leaves":"q1Wx…"}
 *
 * `leaves` is base64 of the first two bytes of each event line's leaf hash, in order.
 */
export interface IndexLine {
  readonly batch: string;
  /** Two bytes an event. */
  readonly leaves: Buffer;
}

/** Bytes that the index keeps of each leaf hash. */
export const INDEX_BYTES = 2;
/** What an index line begins with. */
export const INDEX_START = `${OWN_LINE_START}index/v1"`;

/** The index line, without a newline, of a batch whose `count` leaf hashes stand back to back in `hashes`. */
export function formatIndexLine(batch: string, hashes: Uint8Array, count: number): string {
  const leaves = Buffer.allocUnsafe(count * INDEX_BYTES);
  for (let i = 0; i < count; i++) {
    leaves[i * INDEX_BYTES] = hashes[i * HASH_BYTES] as number;
    leaves[i * INDEX_BYTES + 1] = hashes[i * HASH_BYTES + 1] as number;
  }
  return JSON.stringify({ wormtrail: 'index/v1', batch, leaves: leaves.toString('base64') });
}

/** @throws WormtrailError `malformed` for anything but the one spelling of an index line */
export function parseIndexLine(bytes: Uint8Array): IndexLine {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const { wormtrail, batch, leaves } = parseObject(text, 'index line');
  if (
    wormtrail !== 'index/v1' ||
    typeof batch !== 'string' ||
    !isBatchId(batch) ||
    typeof leaves !== 'string'
  ) {
    throw new WormtrailError('malformed', 'index line: not of its form');
  }
  const decoded = Buffer.from(leaves, 'base64');
  if (JSON.stringify({ wormtrail, batch, leaves: decoded.toString('base64') }) !== text) {
    throw new WormtrailError('malformed', 'index line: not in canonical form');
  }
  return { batch, leaves: decoded };
}
