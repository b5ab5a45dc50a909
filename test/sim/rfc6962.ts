import { createHash } from 'node:crypto';

/** The tree of RFC 6962 section 2.1 as it is written there: what production code is held against. */
export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  return rootOfHashes(leaves.map(leafHash));
}

/** Likewise, of leaf hashes. */
export function rootOfHashes(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (only === undefined) return createHash('sha256').digest();
  if (hashes.length === 1) return only;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(rootOfHashes(hashes.slice(0, k)))
    .update(rootOfHashes(hashes.slice(k)))
    .digest();
}

export function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
}
