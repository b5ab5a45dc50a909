import { WormtrailError } from '../../../core/errors';
import { leafHash, rootOfLeafHashes } from '../../../core/tlog/merkle';
import type { HashReader } from '../../../core/tlog/proof';

/** `count` leaves, all different, the first of them empty. */
export function someLeaves(count: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => Buffer.from(i === 0 ? '' : `leaf ${i}`));
}

export function hashesOf(leaves: readonly Uint8Array[]): Buffer {
  return Buffer.concat(leaves.map((leaf) => leafHash(leaf)));
}

/** Reads subtrees out of leaf hashes in memory. */
export function readerOf(leaves: readonly Uint8Array[]): HashReader {
  const hashes = hashesOf(leaves);
  return {
    readHash: async (level, index) => {
      const count = 2 ** level;
      if ((index + 1) * count > leaves.length) throw new Error('asked for what is not in the tree');
      return rootOfLeafHashes(hashes.subarray(index * count * 32), count);
    },
  };
}

/** A copy with one bit turned. */
export function flipBit(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] as number) ^ (1 << (bit % 8));
  return copy;
}

/** The message of the WormtrailError `malformed` that `act` must throw. */
export function malformedBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Runs `act`, which may succeed or throw WormtrailError `malformed`; anything else comes through. */
export function succeedsOrMalformed<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
    throw error;
  }
}
