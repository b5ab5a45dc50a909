import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { DEFAULT_LIMITS, walkGzip } from '../../../core/verify/gzip-walker';

/** What comes out of `bytes`, and where damage was seen. */
async function walk(bytes: Buffer, limits = DEFAULT_LIMITS) {
  const chunks: Buffer[] = [];
  const damage: { kind: string; offset: number }[] = [];
  const read = async (start: number, length: number) => Buffer.from(bytes.subarray(start, start + length));
  await walkGzip(
    read,
    bytes.length,
    {
      bytes: (chunk) => chunks.push(Buffer.from(chunk)),
      cut: () => chunks.push(Buffer.from('|')),
      damage: (kind, offset) => damage.push({ kind, offset }),
    },
    limits,
  );
  return { text: Buffer.concat(chunks), damage };
}

/** One member with the optional fields of RFC 1952 that the flags ask for. */
function member(content: Buffer, level: number, flags: number): Buffer {
  const fields: Buffer[] = [];
  if (flags & 4) fields.push(Buffer.of(3, 0, 1, 0, 2));
  if (flags & 8) fields.push(Buffer.from('name\0'));
  if (flags & 16) fields.push(Buffer.from('a comment\0'));
  let header = Buffer.concat([Buffer.of(0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 255), ...fields]);
  if (flags & 2) {
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(zlib.crc32(header) & 0xffff);
    header = Buffer.concat([header, sum]);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(zlib.crc32(content));
  trailer.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, zlib.deflateRawSync(content, { level }), trailer]);
}

const members = fc.array(
  fc.record({
    content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
    repeat: fc.integer({ min: 1, max: 40 }),
    level: fc.integer({ min: 0, max: 9 }),
    flags: fc.integer({ min: 0, max: 31 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const limits = fc.record({
  window: fc.integer({ min: 64, max: 5000 }),
  inflated: fc.integer({ min: 1, max: 20_000 }),
});

describe('the gzip walker', () => {
  it('reads what Node reads, whatever the members and the window', () =>
    fc.assert(
      fc.asyncProperty(members, limits, async (parts, limit) => {
        const bytes = Buffer.concat(
          parts.map(({ content, repeat, level, flags }) =>
            member(Buffer.concat(Array.from({ length: repeat }, () => content)), level, flags),
          ),
        );
        const { text, damage } = await walk(bytes, limit);
        expect(damage).toEqual([]);
        expect(text.equals(zlib.gunzipSync(bytes))).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it('reports junk before, between and after members, and reads every member', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.uint8Array({ maxLength: 50 }).filter((junk) => !Buffer.from(junk).includes(0x1f)),
          { minLength: 4, maxLength: 4 },
        ),
        limits,
        async (junk, limit) => {
          const parts: Buffer[] = [];
          const expected: number[] = [];
          junk.forEach((bytes, i) => {
            if (bytes.length > 0) expected.push(Buffer.concat(parts).length);
            parts.push(Buffer.from(bytes), i < 3 ? zlib.gzipSync(`member ${i};`) : Buffer.alloc(0));
          });
          const { text, damage } = await walk(Buffer.concat(parts), { ...limit, inflated: 1 << 20 });
          expect(damage.map(({ offset }) => offset)).toEqual(expected);
          expect(text.toString().replaceAll('|', '')).toBe('member 0;member 1;member 2;');
        },
      ),
      { numRuns: 300 },
    ));

  it('lets no flipped bit and no cut pass, but for those that change nothing that is read', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        fc.boolean(),
        limits,
        async (at, bit, cut, limit) => {
          const content = Buffer.from(
            'a line that repeats, a line that repeats, and one that ends\n'.repeat(20),
          );
          const whole = Buffer.concat([
            member(content, 6, 0),
            member(content, 0, 0),
            zlib.gzipSync('the end'),
          ]);
          let bytes = Buffer.from(whole);
          const place = at % whole.length;
          if (cut) bytes = bytes.subarray(0, place);
          else bytes[place] = (bytes[place] as number) ^ (1 << bit);
          const { text, damage } = await walk(bytes, limit);
          if (damage.length > 0) return;
          if (cut) expect(isBorder(whole, place)).toBe(true);
          else expect(text.equals(zlib.gunzipSync(whole))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    ));

  it('gzip-cut-streamed: the trailer of a member too large for memory', async () => {
    const bytes = zlib.gzipSync(Buffer.alloc(100_000, 'x'));
    const small = { window: 64, inflated: 1000 };
    expect((await walk(bytes, small)).damage).toEqual([]);
    for (const less of [1, 7, 8, 9]) {
      const { damage, text } = await walk(bytes.subarray(0, -less), small);
      expect(damage).toEqual([{ kind: 'gzip-damaged', offset: 0 }]);
      expect(text.length).toBeGreaterThan(80_000);
    }
  });
});

/** Whether a member ends at `place`. */
function isBorder(whole: Buffer, place: number): boolean {
  try {
    zlib.gunzipSync(whole.subarray(0, place));
    return true;
  } catch {
    return place === 0;
  }
}
