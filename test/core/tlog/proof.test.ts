import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { CompactRange, leafHash, rootOfLeafHashes } from '../../../core/tlog/merkle';
import {
  checkConsistency,
  checkInclusion,
  type HashReader,
  inclusionInLeaves,
  proveConsistency,
  proveInclusion,
  readRoot,
} from '../../../core/tlog/proof';
import { flipBit, hashesOf, readerOf, someLeaves } from './helpers';
import * as rfc from './reference';
import { CONSISTENCY, INCLUSION, LEAF_HASHES, LEAVES, ROOTS } from './vectors';

const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));
const base64 = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('base64'));
const root = (size: number) => Buffer.from(ROOTS[size] as string, 'hex');

describe('the published vectors', () => {
  test('leaves hash as published', () => {
    expect(LEAVES.map((leaf) => leafHash(leaf).toString('hex'))).toEqual(LEAF_HASHES);
  });

  test('trees of 0 to 8 leaves have the published roots, however they are built', async () => {
    const growing = new CompactRange();
    for (let size = 0; size <= 8; size++) {
      expect(rootOfLeafHashes(hashesOf(LEAVES), size)).toEqual(root(size));
      expect(await readRoot(readerOf(LEAVES), size)).toEqual(root(size));
      expect(growing.root()).toEqual(root(size));
      if (size < 8) growing.append(leafHash(LEAVES[size] as Buffer));
    }
  });

  test.each(INCLUSION)('leaf $index of $size has the published proof', async ({ index, size, proof }) => {
    const made = await proveInclusion(readerOf(LEAVES), index, size);
    expect(base64(made)).toEqual(proof);
    expect(base64(inclusionInLeaves(hashesOf(LEAVES), size, index))).toEqual(proof);
    expect(checkInclusion(made, index, size, leafHash(LEAVES[index] as Buffer), root(size))).toBe(true);
  });

  test.each(CONSISTENCY)(
    '$oldSize to $newSize has the published proof',
    async ({ oldSize, newSize, proof }) => {
      const made = await proveConsistency(readerOf(LEAVES), oldSize, newSize);
      expect(base64(made)).toEqual(proof);
      expect(checkConsistency(made, oldSize, root(oldSize), newSize, root(newSize))).toBe(true);
    },
  );
});

describe("against RFC 6962's own definition", () => {
  const leaves = someLeaves(70);
  const reader = readerOf(leaves);

  test('every root and inclusion proof of trees up to 70 leaves is the one defined', async () => {
    for (let size = 1; size <= leaves.length; size++) {
      const part = leaves.slice(0, size);
      const defined = rfc.mth(part);
      expect(rootOfLeafHashes(hashesOf(part), size)).toEqual(defined);
      for (let index = 0; index < size; index++) {
        const proof = await proveInclusion(reader, index, size);
        expect(hex(proof)).toEqual(hex(rfc.path(index, part)));
        expect(hex(inclusionInLeaves(hashesOf(part), size, index))).toEqual(hex(proof));
        expect(checkInclusion(proof, index, size, rfc.mth([leaves[index] as Buffer]), defined)).toBe(true);
      }
    }
  });

  test('every consistency proof of trees up to 70 leaves is the one defined', async () => {
    const roots = Array.from({ length: 71 }, (_, size) => rfc.mth(leaves.slice(0, size)));
    for (let newSize = 0; newSize <= leaves.length; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const proof = await proveConsistency(reader, oldSize, newSize);
        const defined = oldSize === 0 ? [] : rfc.proof(oldSize, leaves.slice(0, newSize));
        expect(hex(proof)).toEqual(hex(defined));
        const [oldRoot, newRoot] = [roots[oldSize] as Buffer, roots[newSize] as Buffer];
        expect(checkConsistency(proof, oldSize, oldRoot, newSize, newRoot)).toBe(true);
      }
    }
  });
});

/** One change to a list of hashes: a bit turned, one left out, doubled, put in, two swapped. */
function* alterations(proof: readonly Buffer[], seed: number): Generator<Buffer[]> {
  const random = createHash('sha256').update(String(seed)).digest();
  for (let i = 0; i <= proof.length; i++) {
    yield [...proof.slice(0, i), random, ...proof.slice(i)];
    if (i === proof.length) break;
    const hash = proof[i] as Buffer;
    yield [...proof.slice(0, i), flipBit(hash, seed % 256), ...proof.slice(i + 1)];
    yield [...proof.slice(0, i), hash.subarray(0, 31), ...proof.slice(i + 1)];
    yield [...proof.slice(0, i), ...proof.slice(i + 1)];
    yield [...proof.slice(0, i), hash, ...proof.slice(i)];
    if (i > 0) yield [...proof.slice(0, i - 1), hash, proof[i - 1] as Buffer, ...proof.slice(i + 1)];
  }
}

describe('an altered proof proves nothing', () => {
  const leaves = someLeaves(400);
  const reader = readerOf(leaves);
  const rootAt = (size: number) => rootOfLeafHashes(hashesOf(leaves), size);
  const sizes = fc.integer({ min: 1, max: leaves.length });

  test('inclusion: hashes, index, leaf or root altered', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), fc.nat(), async (size, a, b, seed) => {
        const index = a % size;
        const proof = await proveInclusion(reader, index, size);
        const leaf = leafHash(leaves[index] as Buffer);
        const top = rootAt(size);
        expect(checkInclusion(proof, index, size, leaf, top)).toBe(true);
        for (const altered of alterations(proof, seed)) {
          expect(checkInclusion(altered, index, size, leaf, top)).toBe(false);
        }
        const other = b % size;
        expect(checkInclusion(proof, other, size, leaf, top)).toBe(other === index);
        expect(checkInclusion(proof, index, size, flipBit(leaf, seed), top)).toBe(false);
        expect(checkInclusion(proof, index, size, leaf, flipBit(top, seed))).toBe(false);
        expect(checkInclusion(proof, index + size, size, leaf, top)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('consistency: hashes, sizes or roots altered', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (newSize, a, seed) => {
        const oldSize = 1 + (a % newSize);
        const proof = await proveConsistency(reader, oldSize, newSize);
        const [oldRoot, newRoot] = [rootAt(oldSize), rootAt(newSize)];
        expect(checkConsistency(proof, oldSize, oldRoot, newSize, newRoot)).toBe(true);
        for (const altered of alterations(proof, seed)) {
          expect(checkConsistency(altered, oldSize, oldRoot, newSize, newRoot)).toBe(false);
        }
        expect(checkConsistency(proof, oldSize, flipBit(oldRoot, seed), newSize, newRoot)).toBe(false);
        expect(checkConsistency(proof, oldSize, oldRoot, newSize, flipBit(newRoot, seed))).toBe(false);
        expect(checkConsistency(proof, oldSize, newRoot, newSize, oldRoot)).toBe(oldSize === newSize);
        if (oldSize < newSize) {
          expect(checkConsistency(proof, newSize, newRoot, oldSize, oldRoot)).toBe(false);
          expect(checkConsistency(proof, oldSize, oldRoot, oldSize, oldRoot)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a tree with one leaf rewritten is not consistent with the tree before, whatever old proof is shown', async () => {
    const forged = [...leaves];
    forged[100] = Buffer.from('forged');
    for (const [oldSize, newSize] of [
      [101, 400],
      [128, 400],
      [256, 257],
      [399, 400],
    ] as const) {
      const forgedRoot = rootOfLeafHashes(hashesOf(forged), newSize);
      for (const source of [reader, readerOf(forged)]) {
        const proof = await proveConsistency(source, oldSize, newSize);
        expect(checkConsistency(proof, oldSize, rootAt(oldSize), newSize, forgedRoot)).toBe(false);
      }
    }
  });

  test('the empty tree precedes every tree, under its own root and an empty proof only', () => {
    const empty = rootAt(0);
    expect(checkConsistency([], 0, empty, 5, rootAt(5))).toBe(true);
    expect(checkConsistency([], 0, empty, 0, empty)).toBe(true);
    expect(checkConsistency([rootAt(1)], 0, empty, 5, rootAt(5))).toBe(false);
    expect(checkConsistency([], 0, rootAt(1), 5, rootAt(5))).toBe(false);
    expect(checkConsistency([], 0, empty, 0, rootAt(1))).toBe(false);
    expect(checkInclusion([], 0, 0, rootAt(1), empty)).toBe(false);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'a size or index of %p proves nothing',
    (n) => {
      expect(checkInclusion([], n, 1, rootAt(1), rootAt(1))).toBe(false);
      expect(checkInclusion([], 0, n, rootAt(1), rootAt(1))).toBe(false);
      expect(checkConsistency([], n, rootAt(1), 1, rootAt(1))).toBe(false);
      expect(checkConsistency([], 1, rootAt(1), n, rootAt(1))).toBe(false);
    },
  );

  test('what is not in the tree cannot be proved', () => {
    expect(() => proveInclusion(reader, 5, 5)).toThrow(RangeError);
    expect(() => proveConsistency(reader, 6, 5)).toThrow(RangeError);
    expect(() => inclusionInLeaves(hashesOf(leaves), 5, 5)).toThrow(RangeError);
  });
});

describe('sizes above 2^32', () => {
  // A tree of equal leaves but for a few, so that the subtrees without these are known by their height alone.
  const special = [0n, 5n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 32n + 77n, 2n ** 40n + 3n, 2n ** 53n - 2n];
  const node = (left: Buffer, right: Buffer) =>
    createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
  const leafAt = (i: bigint) =>
    createHash('sha256')
      .update(Buffer.of(0))
      .update(special.includes(i) ? `special ${i}` : '')
      .digest();
  const plain: Buffer[] = [leafAt(1n)];
  for (let level = 1; level <= 53; level++) plain.push(node(plain[level - 1]!, plain[level - 1]!));

  function subtree(start: bigint, end: bigint): Buffer {
    const count = end - start;
    if (count === 1n) return leafAt(start);
    let level = 0;
    while (1n << BigInt(level + 1) < count) level++;
    const k = 1n << BigInt(level);
    if (k * 2n === count && !special.some((i) => i >= start && i < end)) return plain[level + 1] as Buffer;
    return node(subtree(start, start + k), subtree(start + k, end));
  }
  const reader: HashReader = {
    readHash: async (level, index) => {
      const start = BigInt(index) << BigInt(level);
      return subtree(start, start + (1n << BigInt(level)));
    },
  };

  const sizes = [2 ** 32, 2 ** 32 + 1, 2 ** 33 - 1, 2 ** 40 + 12345, 2 ** 53 - 1];

  test.each(sizes)('inclusion in a tree of %p leaves', async (size) => {
    const top = subtree(0n, BigInt(size));
    expect(await readRoot(reader, size)).toEqual(top);
    for (const index of [...special.map(Number), size - 1, 12345, 2 ** 31, 2 ** 31 - 1]) {
      if (index >= size) continue;
      const proof = await proveInclusion(reader, index, size);
      const leaf = leafAt(BigInt(index));
      expect(checkInclusion(proof, index, size, leaf, top)).toBe(true);
      // What a shift cut to 32 bits would take for the same leaf.
      const cut = index % 2 ** 32;
      if (cut !== index) expect(checkInclusion(proof, cut, size, leaf, top)).toBe(false);
    }
  });

  test.each(sizes)('consistency with a tree of %p leaves', async (newSize) => {
    const newRoot = subtree(0n, BigInt(newSize));
    for (const oldSize of [1, 77, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40, newSize - 1]) {
      if (oldSize > newSize) continue;
      const proof = await proveConsistency(reader, oldSize, newSize);
      const oldRoot = subtree(0n, BigInt(oldSize));
      expect(checkConsistency(proof, oldSize, oldRoot, newSize, newRoot)).toBe(true);
      if (oldSize > 2 ** 32) {
        expect(checkConsistency(proof, oldSize % 2 ** 32, oldRoot, newSize, newRoot)).toBe(false);
      }
    }
  });
});
