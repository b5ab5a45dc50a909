import * as fc from 'fast-check';
import { EMPTY_EDGE, growTree } from '../../../core/tlog/growth';
import { EMPTY_ROOT, leafHash } from '../../../core/tlog/merkle';
import { checkConsistency, checkInclusion, proveConsistency, proveInclusion } from '../../../core/tlog/proof';
import { TileReader } from '../../../core/tlog/tile-reader';
import { encodeBundle } from '../../../core/tlog/tiles';
import { flipBit, someLeaves } from './helpers';
import * as rfc from './reference';

const leaves = someLeaves(700);
const sizes = [1, 255, 256, 257, 512, 600, 700];

/** The store of a log that published a checkpoint at each of the sizes. */
function logOf(all: readonly Buffer[], published: readonly number[]): Map<string, Buffer> {
  const store = new Map<string, Buffer>();
  let edge = EMPTY_EDGE;
  for (const size of published) {
    const growth = growTree(edge, all.slice(edge.size, size));
    for (const { path, bytes } of growth.objects) store.set(`log/${path}`, bytes);
    edge = growth.edge;
  }
  return store;
}

const log = logOf(leaves, sizes);
const roots = new Map(sizes.map((size) => [size, rfc.mth(leaves.slice(0, size))]));

function readerOver(store: ReadonlyMap<string, Buffer>, size: number, reads?: string[]): TileReader {
  const source = {
    get: async (path: string) => {
      reads?.push(path);
      const bytes = store.get(path);
      return bytes && { bytes };
    },
  };
  return new TileReader(source, { size, root: roots.get(size) ?? EMPTY_ROOT }, 'log/');
}

test('reads every leaf under every published checkpoint', async () => {
  for (const size of sizes) {
    const reader = readerOver(log, size);
    for (let index = 0; index < size; index += 51)
      expect(await reader.readLeaf(index)).toEqual(leaves[index]);
    expect(await reader.readLeaf(size - 1)).toEqual(leaves[size - 1]);
    await expect(reader.readLeaf(size)).rejects.toThrow(RangeError);
  }
});

test('proves inclusion and consistency under every published checkpoint', async () => {
  for (const size of sizes) {
    const reader = readerOver(log, size);
    const root = roots.get(size) as Buffer;
    for (const index of [0, Math.floor(size / 2), size - 1]) {
      const proof = await proveInclusion(reader, index, size);
      expect(checkInclusion(proof, index, size, leafHash(leaves[index] as Buffer), root)).toBe(true);
    }
    for (const old of sizes.filter((other) => other <= size)) {
      const proof = await proveConsistency(reader, old, size);
      expect(checkConsistency(proof, old, roots.get(old) as Buffer, size, root)).toBe(true);
    }
  }
});

test('a tree that does not exist has nothing to read', async () => {
  const reader = readerOver(new Map(), 0);
  await expect(reader.readHash(0, 0)).rejects.toThrow(RangeError);
  await expect(reader.readBundle(0)).rejects.toThrow(RangeError);
  await expect(readerOver(log, 700).readHash(10, 0)).rejects.toThrow(RangeError);
  await expect(readerOver(log, 700).readHash(0, 700)).rejects.toThrow(RangeError);
  await expect(readerOver(log, 700).readHash(0, -1)).rejects.toThrow(RangeError);
});

test('where the partial tiles of an older checkpoint are gone, the full ones serve', async () => {
  const pruned = new Map([...log].filter(([path]) => !/\.p\/(255|1)$/.test(path) || path.includes('/1/')));
  const reader = readerOver(pruned, 255);
  expect(await reader.readLeaf(254)).toEqual(leaves[254]);
  expect(await proveInclusion(reader, 3, 255)).toEqual(rfc.path(3, leaves.slice(0, 255)));
});

test('reads each tile once, and no more than it needs', async () => {
  const reads: string[] = [];
  const reader = readerOver(log, 700, reads);
  for (let index = 0; index < 256; index += 5) await proveInclusion(reader, index, 700);
  expect([...reads].sort()).toEqual(
    ['0/000', '0/001', '0/002.p/188', '1/000.p/2']
      .map((path) => `log/tile/${path}`)
      .filter((p) => reads.includes(p)),
  );
});

/** Tries everything that a reader can be asked. */
async function readAll(store: ReadonlyMap<string, Buffer>, size: number): Promise<void> {
  const reader = readerOver(store, size);
  for (let index = 0; index * 256 < size; index++) {
    const bundle = await reader.readBundle(index);
    expect(bundle).toEqual(leaves.slice(index * 256, Math.min(size, index * 256 + 256)));
  }
}

const paths700 = [
  'entries/000',
  'entries/001',
  'entries/002.p/188',
  '0/000',
  '0/001',
  '0/002.p/188',
  '1/000.p/2',
].map((path) => `log/tile/${path}`);

test('refuses, naming the object, any tile or bundle with a bit turned', async () => {
  await readAll(log, 700);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths700), fc.nat(), async (path, bit) => {
      const store = new Map(log).set(path, flipBit(log.get(path) as Buffer, bit));
      await expect(readAll(store, 700)).rejects.toMatchObject({
        code: 'malformed',
        message: expect.stringContaining(path),
      });
    }),
  );
});

test('refuses, naming the object, any that is cut, longer, empty or another', async () => {
  for (const path of paths700) {
    const bytes = log.get(path) as Buffer;
    const others = [
      bytes.subarray(0, bytes.length - 1),
      bytes.subarray(0, bytes.length - 32),
      Buffer.concat([bytes, Buffer.of(0)]),
      Buffer.concat([bytes, Buffer.alloc(32)]),
      Buffer.alloc(0),
      log.get(path === paths700[0] ? (paths700[1] as string) : (paths700[0] as string)) as Buffer,
    ];
    for (const other of others) {
      await expect(readAll(new Map(log).set(path, other), 700)).rejects.toMatchObject({
        code: 'malformed',
        message: expect.stringContaining(path),
      });
    }
  }
});

test('says what is missing', async () => {
  for (const path of paths700) {
    const store = new Map(log);
    store.delete(path);
    await expect(readAll(store, 700)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(path),
    });
  }
});

test('refuses a log rewritten whole, and one leaf rewritten with its tile', async () => {
  const forged = leaves.map((leaf, i) => (i === 300 ? Buffer.from('forged') : leaf));
  await expect(readAll(logOf(forged, sizes), 700)).rejects.toMatchObject({ code: 'malformed' });
  const store = new Map(log);
  store.set('log/tile/entries/001', encodeBundle(forged.slice(256, 512)));
  store.set('log/tile/0/001', Buffer.concat(forged.slice(256, 512).map((leaf) => leafHash(leaf))));
  await expect(readAll(store, 700)).rejects.toMatchObject({
    code: 'malformed',
    message: expect.stringContaining('log/tile/0/001'),
  });
});

test('a bundle with a leaf too many is refused at the edge too', async () => {
  const store = new Map(log);
  store.set('log/tile/entries/002.p/188', encodeBundle([...leaves.slice(512), Buffer.from('one more')]));
  await expect(readAll(store, 700)).rejects.toMatchObject({ code: 'malformed' });
});

test('a read that failed is tried again', async () => {
  let failures = 1;
  const source = {
    get: async (path: string) => {
      if (path.endsWith('tile/0/000') && failures-- > 0) throw new Error('lost');
      const bytes = log.get(path);
      return bytes && { bytes };
    },
  };
  const reader = new TileReader(source, { size: 700, root: roots.get(700) as Buffer }, 'log/');
  await expect(reader.readHash(0, 3)).rejects.toThrow('lost');
  expect(await reader.readHash(0, 3)).toEqual(leafHash(leaves[3] as Buffer));
});

test('three levels up', async () => {
  const many = someLeaves(65_536 + 300);
  const growth = growTree(EMPTY_EDGE, many);
  const store = new Map(growth.objects.map(({ path, bytes }) => [path, { bytes }]));
  const reader = new TileReader(
    { get: async (path) => store.get(path) },
    { size: many.length, root: growth.root },
  );
  for (const index of [0, 65_535, 65_536, 65_835, 40_000]) {
    const proof = await proveInclusion(reader, index, many.length);
    expect(checkInclusion(proof, index, many.length, leafHash(many[index] as Buffer), growth.root)).toBe(
      true,
    );
    expect(await reader.readLeaf(index)).toEqual(many[index]);
  }
});
