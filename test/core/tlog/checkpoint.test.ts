import * as fc from 'fast-check';
import { formatCheckpoint, parseCheckpoint } from '../../../core/tlog/checkpoint';
import { malformedBy, succeedsOrMalformed } from './helpers';

// c2sp.org/tlog-checkpoint (CC-BY 4.0)
const PUBLISHED = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

test("the specification's own checkpoint reads and writes as published", () => {
  const checkpoint = parseCheckpoint(PUBLISHED);
  expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
  expect(checkpoint.root).toHaveLength(32);
  expect(formatCheckpoint(checkpoint)).toBe(PUBLISHED);
});

test.each([
  ['an extension line', `${PUBLISHED}more\n`],
  ['an empty line', `${PUBLISHED}\n`],
  ['no newline at its end', PUBLISHED.slice(0, -1)],
  ['two lines', 'example.com\n1\n'],
  ['no origin', PUBLISHED.slice(PUBLISHED.indexOf('\n'))],
  ['a control character in the origin', PUBLISHED.replace('/', '\t')],
  ['a leading zero', PUBLISHED.replace('20852163', '020852163')],
  ['a sign', PUBLISHED.replace('20852163', '+20852163')],
  ['a fraction', PUBLISHED.replace('20852163', '2085216.3')],
  ['an exponent', PUBLISHED.replace('20852163', '2e7')],
  ['other digits', PUBLISHED.replace('20852163', '２０')],
  ['no size', PUBLISHED.replace('20852163', '')],
  ['a size of 2^53', PUBLISHED.replace('20852163', '9007199254740992')],
  ['a size of 2^64-1', PUBLISHED.replace('20852163', '18446744073709551615')],
  ['a root of 31 bytes', PUBLISHED.replace('q2I=', 'qw==')],
  ['a root with stray bits', PUBLISHED.replace('q2I=', 'q2J=')],
  ['a root without padding', PUBLISHED.replace('q2I=', 'q2I')],
  ['a root in the URL alphabet', PUBLISHED.replace('/X', '_X')],
])('with %s is refused', (_, text) => {
  malformedBy(() => parseCheckpoint(text));
});

test('sizes up to 2^53-1 read back', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.maxSafeNat(), fc.constant(Number.MAX_SAFE_INTEGER), fc.constant(0)),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      (size, root, origin) => {
        const checkpoint = { origin, size, root: Buffer.from(root) };
        const text = succeedsOrMalformed(() => formatCheckpoint(checkpoint));
        if (text !== undefined) expect(parseCheckpoint(text)).toEqual(checkpoint);
        else expect(origin).toMatch(/\p{Cc}|\p{Surrogate}/u);
      },
    ),
  );
});

test('what no checkpoint can say is not written', () => {
  const checkpoint = parseCheckpoint(PUBLISHED);
  malformedBy(() => formatCheckpoint({ ...checkpoint, size: -1 }));
  malformedBy(() => formatCheckpoint({ ...checkpoint, size: 2 ** 53 }));
  malformedBy(() => formatCheckpoint({ ...checkpoint, root: Buffer.alloc(20) }));
  malformedBy(() => formatCheckpoint({ ...checkpoint, origin: 'two\nlines' }));
});

test('hostile text is a checkpoint that writes back the same, or malformed', () => {
  const lines = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('0', '12', 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=')),
  );
  fc.assert(
    fc.property(lines, (parts) => {
      const text = `${parts.join('\n')}\n`;
      const checkpoint = succeedsOrMalformed(() => parseCheckpoint(text));
      if (checkpoint !== undefined) expect(formatCheckpoint(checkpoint)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});
