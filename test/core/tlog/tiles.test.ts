import * as fc from 'fast-check';
import { EMPTY_EDGE, growTree, rootOfEdge, TileBuilder } from '../../../core/tlog/growth';
import { CompactRange, leafHash } from '../../../core/tlog/merkle';
import {
  edgeTiles,
  encodeBundle,
  entriesPath,
  parseBundle,
  tilePath,
  tilesFor,
  tileWidth,
} from '../../../core/tlog/tiles';
import { flipBit, malformedBy, someLeaves, succeedsOrMalformed } from './helpers';
import * as rfc from './reference';

describe('paths', () => {
  test.each([
    [tilePath(0, 0, 256), 'tile/0/000'],
    [tilePath(0, 999, 256), 'tile/0/999'],
    [tilePath(0, 1000, 256), 'tile/0/x001/000'],
    [tilePath(1, 1067, 12), 'tile/1/x001/067.p/12'],
    [tilePath(63, 1234067, 1), 'tile/63/x001/x234/067.p/1'],
    [entriesPath(1234067, 255), 'tile/entries/x001/x234/067.p/255'],
    [entriesPath(2 ** 45 - 1, 256), 'tile/entries/x035/x184/x372/x088/831'],
  ])('%s', (path, expected) => {
    expect(path).toBe(expected);
  });

  test('there are no empty, wider or negative tiles', () => {
    for (const width of [0, 257, -1, 1.5]) expect(() => tilePath(0, 0, width)).toThrow(RangeError);
    expect(() => entriesPath(-1, 1)).toThrow(RangeError);
  });
});

describe('which tiles a tree has', () => {
  test("the specification's example of 70,000 leaves", () => {
    const tiles = [...tilesFor(0, 70_000)];
    const count = (level: number, full: boolean) =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
    expect([count(0, true), count(0, false), count(1, true), count(1, false)]).toEqual([273, 1, 1, 1]);
    expect(edgeTiles(70_000)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
  });

  test("the specification's example of 256 leaves", () => {
    expect([...tilesFor(0, 256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(edgeTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
  });

  test('a tree that did not grow has no new tiles; one that did has those the old had not', () => {
    const key = ({ level, index, width }: { level: number; index: number; width: number }) =>
      tilePath(level, index, width);
    fc.assert(
      fc.property(fc.nat(140_000), fc.nat(70_000), (oldSize, more) => {
        const old = new Set([...tilesFor(0, oldSize)].map(key));
        const grown = [...tilesFor(0, oldSize + more)].map(key);
        expect([...tilesFor(oldSize, oldSize + more)].map(key)).toEqual(
          grown.filter((path) => !old.has(path)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('widths above 2^32 leaves are those of the definition', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 6 }), (size, level) => {
        const nodes = BigInt(size) / 256n ** BigInt(level);
        const last = Number(nodes / 256n);
        expect(tileWidth(level, last, size)).toBe(Number(nodes % 256n));
        expect(tileWidth(level, last + 1, size)).toBe(0);
        if (last > 0) expect(tileWidth(level, last - 1, size)).toBe(256);
        const edge = edgeTiles(size).find((tile) => tile.level === level);
        expect(edge?.width ?? 0).toBe(Number(nodes % 256n));
      }),
    );
  });
});

describe('bundles', () => {
  test('a bundle is each leaf behind its length', () => {
    expect(
      encodeBundle([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(300, 1)])
        .subarray(0, 9)
        .toString('hex'),
    ).toBe('0002616200000' + '12c01');
  });

  test('any leaves read back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), (leaves) => {
        expect(parseBundle(encodeBundle(leaves))).toEqual(leaves.map((leaf) => Buffer.from(leaf)));
      }),
    );
    const largest = Buffer.alloc(65_535, 7);
    expect(parseBundle(encodeBundle([largest, largest]))).toEqual([largest, largest]);
  });

  test('what does not fit a bundle is not written', () => {
    expect(() => encodeBundle([])).toThrow(RangeError);
    expect(() => encodeBundle(someLeaves(257))).toThrow(RangeError);
    expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });

  test('hostile bytes are leaves down to the last byte, or malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40, max: 6 }), (bytes) => {
        const leaves = succeedsOrMalformed(() => parseBundle(bytes));
        if (leaves !== undefined) expect(encodeBundle(leaves)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 2000 },
    );
    const whole = encodeBundle(someLeaves(256));
    malformedBy(() => parseBundle(Buffer.concat([whole, encodeBundle([Buffer.from('x')])])));
    malformedBy(() => parseBundle(whole.subarray(0, whole.length - 1)));
    malformedBy(() => parseBundle(Buffer.concat([whole, Buffer.of(0)])));
    malformedBy(() => parseBundle(Buffer.alloc(0)));
  });
});

describe('a growing log', () => {
  const leaves = someLeaves(700);

  test('in any steps has exactly the tiles that the definition gives, each written once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), (steps) => {
        const stored = new Map<string, Buffer>();
        let edge = EMPTY_EDGE;
        for (const step of steps) {
          const next = leaves.slice(edge.size, edge.size + step);
          const growth = growTree(edge, next);
          for (const { path, bytes } of growth.objects) {
            expect(stored.has(path)).toBe(false);
            stored.set(path, bytes);
          }
          edge = growth.edge;
          const part = leaves.slice(0, edge.size);
          expect(growth.root).toEqual(rfc.mth(part));
          expect(rootOfEdge(edge.size, edge.tiles)).toEqual(growth.root);
          for (const { level, index, width } of tilesFor(0, edge.size)) {
            expect(stored.get(tilePath(level, index, width))).toEqual(rfc.tile(level, index, part));
            if (level > 0) continue;
            const bundle = parseBundle(stored.get(entriesPath(index, width)) as Buffer);
            expect(bundle).toEqual(part.slice(index * 256, index * 256 + width));
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('three levels high has the root and the tiles of one built leaf by leaf', () => {
    const many = someLeaves(256 * 256 + 300);
    const range = new CompactRange();
    for (const leaf of many) range.append(leafHash(leaf));
    const first = growTree(EMPTY_EDGE, many.slice(0, 65_500));
    const second = growTree(first.edge, many.slice(65_500));
    expect(second.root).toEqual(range.root());
    const paths = second.objects.map(({ path }) => path);
    expect(paths).toEqual(
      [
        ...['entries/255', 'entries/256', 'entries/257.p/44', '0/255', '0/256', '0/257.p/44'],
        ...['1/000', '1/001.p/1', '2/000.p/1'],
      ].map((path) => `tile/${path}`),
    );
    expect(growTree(EMPTY_EDGE, many).root).toEqual(range.root());
  });

  test('bundles come before tiles', () => {
    const kinds = growTree(EMPTY_EDGE, leaves).objects.map(({ path }) => path.startsWith('tile/entries/'));
    expect(kinds).toEqual([...kinds].sort((a, b) => Number(b) - Number(a)));
  });

  test('without new leaves writes nothing', () => {
    const { edge } = growTree(EMPTY_EDGE, leaves);
    expect(growTree(edge, [])).toMatchObject({ objects: [], root: rfc.mth(leaves) });
  });

  test('does not go on from an edge that does not fit together', () => {
    const { edge } = growTree(EMPTY_EDGE, leaves);
    const bad = [
      { ...edge, size: 699 },
      { ...edge, tiles: edge.tiles.slice(1) },
      { ...edge, leaves: edge.leaves.slice(1) },
      { ...edge, leaves: [Buffer.from('forged'), ...edge.leaves.slice(1)] },
      { ...edge, tiles: [flipBit(edge.tiles[0] as Buffer, 9), ...edge.tiles.slice(1)] },
    ];
    for (const broken of bad) malformedBy(() => growTree(broken, leaves));
  });

  test('an edge with any bit turned has another root', () => {
    const { edge, root } = growTree(EMPTY_EDGE, leaves);
    fc.assert(
      fc.property(fc.nat(edge.tiles.length - 1), fc.nat(), (level, bit) => {
        const tiles = edge.tiles.map((tile, i) => (i === level ? flipBit(tile, bit) : tile));
        expect(rootOfEdge(edge.size, tiles)).not.toEqual(root);
      }),
    );
  });

  test('the builder goes on where it left off, and its tiles stay as they were given out', () => {
    const given: [string, Buffer, string][] = [];
    const keep = (tile: { level: number; index: number }, hashes: Buffer) =>
      void given.push([`${tile.level}/${tile.index}`, hashes, hashes.toString('hex')]);
    const first = new TileBuilder(keep);
    for (const leaf of leaves.slice(0, 300)) first.append(leafHash(leaf));
    const second = new TileBuilder(keep, { size: first.size, tiles: first.partialTiles() });
    for (const leaf of leaves.slice(300)) second.append(leafHash(leaf));
    expect(second.size).toBe(700);
    expect(second.root()).toEqual(rfc.mth(leaves));
    expect(given.map(([name]) => name)).toEqual(['0/0', '0/1']);
    for (const [, hashes, before] of given) expect(hashes.toString('hex')).toBe(before);
  });
});
