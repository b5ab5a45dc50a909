import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './merkle';

/**
 * Inclusion and consistency proofs of RFC 6962 section 2.1, checked as RFC 9162 sections 2.1.3.2 and 2.1.4.2
 * say. A proof is its hashes from the leaf's side up. Sizes reach 2^53-1, so numbers are halved by division:
 * JavaScript's shifts cut them to 32 bits.
 */

export interface HashReader {
  /**
   * The root of the perfect subtree over the 2^`level` leaves from `index` · 2^`level` on, 32 bytes.
   * Asked only for subtrees that lie wholly in the tree.
   */
  readHash(level: number, index: number): Promise<Buffer>;
}

/**
 * The proof that leaf `index` is in the tree of the first `size` leaves.
 * @throws RangeError unless 0 ≤ index < size; what the reader throws comes through
 */
export function proveInclusion(reader: HashReader, index: number, size: number): Promise<Buffer[]> {
  if (!isSize(size) || !isSize(index) || index >= size) {
    throw new RangeError(`there is no leaf ${index} in a tree of ${size}`);
  }
  const path: Promise<Buffer>[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(rangeHash(reader, middle, end));
      end = middle;
    } else {
      path.push(rangeHash(reader, start, middle));
      start = middle;
    }
  }
  return Promise.all(path.reverse());
}

/**
 * Whether `proof` shows that the leaf of `leafHash` is number `index` of the tree of `size` leaves with `root`.
 * Never throws: what cannot be a proof proves nothing.
 */
export function checkInclusion(
  proof: readonly Uint8Array[],
  index: number,
  size: number,
  leafHash: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false;
  if (!areHashes([leafHash, root, ...proof])) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      // A lone last node stands for itself on the levels above until it becomes a right child.
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && same(hash, root);
}

/**
 * The proof that the tree of the first `newSize` leaves begins with that of the first `oldSize`. Empty if
 * either is the whole or nothing of the other.
 * @throws RangeError unless 0 ≤ oldSize ≤ newSize; what the reader throws comes through
 */
export function proveConsistency(reader: HashReader, oldSize: number, newSize: number): Promise<Buffer[]> {
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) {
    throw new RangeError(`a tree of ${newSize} does not begin with one of ${oldSize}`);
  }
  if (oldSize === 0 || oldSize === newSize) return Promise.resolve([]);
  const path: Promise<Buffer>[] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      path.push(rangeHash(reader, middle, end));
      end = middle;
    } else {
      path.push(rangeHash(reader, start, middle));
      start = middle;
    }
  }
  // Had we never gone right, the subtree left over would be the old tree itself, whose root the checker has.
  if (start > 0) path.push(rangeHash(reader, start, end));
  return Promise.all(path.reverse());
}

/**
 * Whether `proof` shows that the tree of `newSize` leaves with `newRoot` begins with that of `oldSize` leaves
 * and `oldRoot`. Every tree begins with the empty one, which takes an empty proof and the empty tree's root.
 * Never throws: what cannot be a proof proves nothing.
 */
export function checkConsistency(
  proof: readonly Uint8Array[],
  oldSize: number,
  oldRoot: Uint8Array,
  newSize: number,
  newRoot: Uint8Array,
): boolean {
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return false;
  if (!areHashes([oldRoot, newRoot, ...proof])) return false;
  if (newSize === 0 && !same(newRoot, EMPTY_ROOT)) return false;
  if (oldSize === 0) return proof.length === 0 && same(oldRoot, EMPTY_ROOT);
  if (oldSize === newSize) return proof.length === 0 && same(oldRoot, newRoot);

  let node = oldSize - 1;
  let last = newSize - 1;
  while (node % 2 === 1) {
    node = half(node);
    last = half(last);
  }
  // If the old tree is perfect (`node` came down to 0), its root is where the proof begins.
  const [first, ...rest] = node === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && same(oldHash, oldRoot) && same(newHash, newRoot);
}

/**
 * The inclusion proof of leaf `index` among the `count` leaf hashes kept back to back in `hashes` from its
 * start. Leaves `hashes` as it was.
 * @throws RangeError unless 0 ≤ index < count
 */
export function inclusionInLeaves(hashes: Uint8Array, count: number, index: number): Buffer[] {
  if (!isSize(count) || !isSize(index) || index >= count) {
    throw new RangeError(`there is no leaf ${index} among ${count}`);
  }
  const proof: Buffer[] = [];
  const level = Buffer.from(hashes.subarray(0, count * HASH_BYTES));
  let node = index;
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    const sibling = node % 2 === 1 ? node - 1 : node + 1;
    // A lone last node has no sibling and is carried up unchanged.
    if (sibling < width) proof.push(Buffer.from(hashAt(level, sibling)));
    for (let i = 0; 2 * i + 1 < width; i++) {
      nodeHash(hashAt(level, 2 * i), hashAt(level, 2 * i + 1)).copy(level, i * HASH_BYTES);
    }
    if (width % 2 === 1) hashAt(level, width - 1).copy(level, half(width) * HASH_BYTES);
    node = half(node);
  }
  return proof;
}

/**
 * The root over the leaves from `start` to `end`, put together from perfect subtrees. `start` must be a
 * multiple of the power of two at or above their number, as it is for every part of RFC 6962's tree.
 */
async function rangeHash(reader: HashReader, start: number, end: number): Promise<Buffer> {
  const count = end - start;
  let perfect = 1;
  let level = 0;
  for (; perfect < count; perfect *= 2) level++;
  if (perfect === count) return reader.readHash(level, start / count);
  const split = perfect / 2;
  const [left, right] = await Promise.all([
    rangeHash(reader, start, start + split),
    rangeHash(reader, start + split, end),
  ]);
  return nodeHash(left, right);
}

/** The root over the first `size` leaves. @throws what the reader throws */
export function readRoot(reader: HashReader, size: number): Promise<Buffer> {
  return size === 0 ? Promise.resolve(EMPTY_ROOT) : rangeHash(reader, 0, size);
}

/** The largest power of two under `count`: where RFC 6962 splits a tree of more than one leaf. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function hashAt(hashes: Buffer, i: number): Buffer {
  return hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
