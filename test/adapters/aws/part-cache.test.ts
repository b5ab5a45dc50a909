import { PartCache } from '../../../adapters/aws/part-cache';

const MIB = 1 << 20;
/** No two words of it alike. */
const bytesOf = (size: number) => Buffer.from(Uint32Array.from({ length: size / 4 }, (_, i) => i).buffer);

/** A cache over one object, and the ranges it fetched. */
function over(content: Buffer, fail: (start: number) => boolean = () => false) {
  const fetched: [start: number, length: number][] = [];
  const cache = new PartCache(async (_, start, length) => {
    fetched.push([start, length]);
    if (fail(start)) throw new Error('no network');
    return content.subarray(start, start + length);
  });
  const object = { key: 'k', version: 'v', size: content.length };
  return { fetched, read: (start: number, length: number) => cache.read(object, start, length) };
}

test('a reader that goes through an object in windows that overlap has every byte fetched once, and ahead', async () => {
  const content = bytesOf(40 * MIB);
  const { fetched, read } = over(content);
  let at = 0;
  while (at < content.length) {
    const length = Math.min(8 * MIB, content.length - at);
    expect(content.subarray(at, at + length).equals(await read(at, length))).toBe(true);
    // A member of 300 kB crosses the border: the reader goes on from its beginning.
    at += length === 8 * MIB ? length - 300_000 : length;
  }
  const starts = fetched.map(([start]) => start).sort((a, b) => a - b);
  expect(starts).toEqual([...new Set(starts)]);
  expect(fetched.reduce((sum, [start, length]) => sum + Math.min(length, content.length - start), 0)).toBe(
    content.length,
  );
});

test('fetches ahead of the reader', async () => {
  const { fetched, read } = over(bytesOf(40 * MIB));
  await read(0, 8 * MIB);
  expect(fetched.map(([start]) => start / MIB)).toEqual([0, 4, 8, 12]);
});

test('a short object, and a look into a long one, is one request for what was asked', async () => {
  const short = over(bytesOf(MIB));
  await short.read(0, MIB);
  await short.read(10, 5);
  expect(short.fetched).toEqual([
    [0, MIB],
    [10, 5],
  ]);
  const long = over(bytesOf(40 * MIB));
  await long.read(20 * MIB, 1000);
  expect(long.fetched).toEqual([[20 * MIB, 1000]]);
});

test('a part that could not be fetched ahead is fetched again when it is asked for', async () => {
  const content = bytesOf(16 * MIB);
  let down = true;
  const { read } = over(content, (start) => down && start >= 8 * MIB);
  await read(0, 8 * MIB);
  await expect(read(8 * MIB, 8 * MIB)).rejects.toThrow('no network');
  down = false;
  expect(content.subarray(8 * MIB).equals(await read(8 * MIB, 8 * MIB))).toBe(true);
});

test('gives nothing from behind a part that is shorter than it was listed', async () => {
  const content = bytesOf(16 * MIB);
  const cut = content.subarray(0, 5 * MIB);
  const cache = new PartCache(async (_, start, length) =>
    start === 8 * MIB ? content.subarray(start, start + length) : cut.subarray(start, start + length),
  );
  const read = await cache.read({ key: 'k', version: 'v', size: 16 * MIB }, 0, 12 * MIB);
  expect(cut.equals(read)).toBe(true);
});

test('gives bytes that the reader may write to', async () => {
  const content = bytesOf(8 * MIB);
  const { read } = over(content);
  (await read(0, 8 * MIB)).fill(0);
  expect(bytesOf(8 * MIB).equals(await read(0, 8 * MIB))).toBe(true);
});
