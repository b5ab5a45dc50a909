import { createHash } from 'node:crypto';

/**
 * RFC 6962 section 2.1, word for word and as slow as that: the yardstick for core/tlog, with which it shares
 * no code. Lists of leaves, recursion, no cleverness.
 */

function hash(...parts: Uint8Array[]): Buffer {
  const sha = createHash('sha256');
  for (const part of parts) sha.update(part);
  return sha.digest();
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH(D[n]) */
export function mth(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return hash(Buffer.of(0), leaves[0] as Uint8Array);
  const k = split(leaves.length);
  return hash(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

/** PATH(m, D[n]) */
export function path(m: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

/** PROOF(m, D[n]), for 0 < m ≤ n */
export function proof(m: number, leaves: readonly Uint8Array[]): Buffer[] {
  return subproof(m, leaves, true);
}

function subproof(m: number, leaves: readonly Uint8Array[], complete: boolean): Buffer[] {
  if (m === leaves.length) return complete ? [] : [mth(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), complete), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

/** The hashes of tile `n` of level `l` of the tree over `leaves`, as c2sp.org/tlog-tiles defines them. */
export function tile(l: number, n: number, leaves: readonly Uint8Array[]): Buffer {
  const hashes: Buffer[] = [];
  for (let i = 0; i < 256; i++) {
    const end = (n * 256 + i + 1) * 256 ** l;
    if (end > leaves.length) break;
    hashes.push(mth(leaves.slice((n * 256 + i) * 256 ** l, end)));
  }
  return Buffer.concat(hashes);
}
