import * as fc from 'fast-check';
import { formatTlogProof, parseTlogProof } from '../../../core/tlog/tlog-proof';
import { malformedBy, succeedsOrMalformed } from './helpers';

const CHECKPOINT = `example.com/audit
812
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

— example.com/audit AAAAAAE=
`;

// Written after the example in c2sp.org/tlog-proof (CC-BY 4.0).
const FILE = `c2sp.org/tlog-proof@v1
extra YWdl
index 811
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

${CHECKPOINT}`;

const parse = (text: string) => parseTlogProof(Buffer.from(text));

test('reads and writes the file of the specification', () => {
  const proof = parse(FILE);
  expect(proof).toMatchObject({ index: 811, extra: Buffer.from('age'), checkpointNote: CHECKPOINT });
  expect(proof.proof.map((hash) => hash[0])).toEqual([0x81, 0x07]);
  expect(formatTlogProof(proof)).toBe(FILE);
});

test('extra data and hashes may be absent', () => {
  const text = `c2sp.org/tlog-proof@v1\nindex 0\n\n${CHECKPOINT}`;
  expect(parse(text)).toEqual({ index: 0, proof: [], checkpointNote: CHECKPOINT });
  expect(formatTlogProof({ index: 0, proof: [], checkpointNote: CHECKPOINT, extra: Buffer.alloc(0) })).toBe(
    text,
  );
});

test.each([
  ['nothing', ''],
  ['another version', FILE.replace('@v1', '@v2')],
  ['no index', FILE.replace('index 811\n', '')],
  ['a leading zero', FILE.replace('811', '0811')],
  ['an index of 2^53', FILE.replace('811', '9007199254740992')],
  ['two extras', FILE.replace('index', 'extra YWdl\nindex')],
  ['empty extra', FILE.replace('YWdl', '')],
  ['extra after the index', FILE.replace('extra YWdl\nindex 811', 'index 811\nextra YWdl')],
  ['a short hash', FILE.replace('PlQ=', 'Pg==')],
  ['stray bits in a hash', FILE.replace('PlQ=', 'PlR=')],
  ['a carriage return', FILE.replaceAll('\n', '\r\n')],
  ['an empty line more', FILE.replace('\n\n', '\n\n\n')],
  ['no checkpoint', FILE.slice(0, FILE.indexOf('\n\n') + 2)],
  ['an unsigned checkpoint', FILE.slice(0, FILE.indexOf('—'))],
  ['a note that is no checkpoint', FILE.replace('812\n', 'many\n')],
  ['64 hashes', FILE.replace('B95l', `${'gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n'.repeat(62)}B95l`)],
])('with %s is refused', (_, text) => {
  malformedBy(() => parse(text));
});

test('what no proof can say is not written', () => {
  const proof = parse(FILE);
  malformedBy(() => formatTlogProof({ ...proof, index: -1 }));
  malformedBy(() => formatTlogProof({ ...proof, index: 2 ** 53 }));
  malformedBy(() => formatTlogProof({ ...proof, proof: [Buffer.alloc(31)] }));
  malformedBy(() => formatTlogProof({ ...proof, checkpointNote: 'none' }));
});

test('any proof reads back', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
  const extra = fc.option(fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => Buffer.from(bytes)));
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), extra, (index, hashes, data) => {
      const proof = { index, proof: hashes, checkpointNote: CHECKPOINT, ...(data && { extra: data }) };
      expect(parse(formatTlogProof(proof))).toEqual(proof);
    }),
  );
});

test('hostile bytes are a proof that writes back the same, or malformed', () => {
  const bytes = Buffer.from(FILE);
  const damage = fc.tuple(fc.nat(bytes.length), fc.nat(8), fc.uint8Array({ maxLength: 4 }));
  fc.assert(
    fc.property(damage, ([at, removed, put]) => {
      const altered = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);
      const proof = succeedsOrMalformed(() => parseTlogProof(altered));
      if (proof !== undefined) expect(Buffer.from(formatTlogProof(proof))).toEqual(altered);
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.uint8Array(), (random) => void succeedsOrMalformed(() => parseTlogProof(random))));
});
