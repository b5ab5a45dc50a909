import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { formatControl, parseControl, parseLeaf } from '../../../core/batch/control';
import { batchDigest } from '../../../core/batch/digest';
import { type Entry, formatEntry, parseEntry } from '../../../core/batch/entry';
import {
  arrivalOf,
  batchId,
  eventUid,
  hourPrefix,
  parseUid,
  UID_LENGTH,
  UID_OFFSET,
} from '../../../core/batch/ids';
import { formatIndexLine, parseIndexLine } from '../../../core/batch/index-line';
import { indexHash } from '../../../core/batch/stage';
import { WormtrailError } from '../../../core/errors';
import { leafHash, rootOfLeafHashes, sha256Hex } from '../../../core/tlog/merkle';

interface Vectors {
  records: { recordId: string; arrival: number; data: string }[];
  digest: string;
  batch: string;
  lines: string[];
  leafHashes: string[];
  root: string;
  indexLine: string;
  entry: string;
  entryLeafHash: string;
  control: { entry: string; leafHash: string }[];
}

function vectors(): Vectors {
  const page = readFileSync('docs/format.md', 'utf8');
  return JSON.parse(/```json vectors\n([\s\S]*?)\n```/.exec(page)?.[1] ?? '') as Vectors;
}

describe('the vectors of docs/format.md', () => {
  const v = vectors();
  const hashes = Buffer.concat(v.lines.map((line) => leafHash(Buffer.from(line))));

  test('give the digest and the id of the batch', () => {
    const digest = batchDigest(
      v.records.map((r) => ({ ...r, data: sha256Hex(Buffer.from(r.data, 'base64')) })),
    );
    expect(digest.toString('hex')).toBe(v.digest);
    expect(batchId(Math.min(...v.records.map((r) => r.arrival)), digest)).toBe(v.batch);
  });

  test('give the leaf hashes and the root of the lines', () => {
    expect(v.lines.map((line) => leafHash(Buffer.from(line)).toString('hex'))).toEqual(v.leafHashes);
    expect(rootOfLeafHashes(hashes, v.lines.length).toString('hex')).toBe(v.root);
  });

  test('give the index line', () => {
    expect(formatIndexLine(v.batch, hashes, v.lines.length)).toBe(v.indexLine);
  });

  test('give the entry and its leaf hash', () => {
    const entry = parseEntry(Buffer.from(v.entry));
    expect(entry).toMatchObject({
      batch: v.batch,
      root: v.root,
      digest: v.digest,
      index: indexHash(v.indexLine),
    });
    expect(formatEntry(entry)).toBe(v.entry);
    expect(leafHash(Buffer.from(v.entry)).toString('hex')).toBe(v.entryLeafHash);
  });

  test('give the control entries and their leaf hashes', () => {
    for (const { entry, leafHash: hash } of v.control) {
      expect(formatControl(parseControl(Buffer.from(entry)))).toBe(entry);
      expect(leafHash(Buffer.from(entry)).toString('hex')).toBe(hash);
    }
    expect(v.control.map(({ entry }) => parseControl(Buffer.from(entry)).kind)).toEqual([
      'failed',
      'redriven',
      'genesis',
      'heartbeat',
      'lane-break',
      'retention',
      'refused',
      'audit',
      'quarantine',
    ]);
  });

  test('have the uid where the page says', () => {
    v.lines.forEach((line, i) => {
      expect(line.slice(UID_OFFSET, UID_OFFSET + UID_LENGTH)).toBe(eventUid(v.batch, i));
    });
  });
});

describe('batch ids', () => {
  test('carry their time as the ULID specification has it', () => {
    // The time part of the specification's own example, ulid(1469918176385).
    expect(batchId(1469918176385, Buffer.alloc(32)).slice(0, 10)).toBe('01ARYZ6S41');
  });

  test('give the arrival back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (t, d) => {
          expect(arrivalOf(batchId(t, d))).toBe(t);
        },
      ),
    );
  });

  test('sort as their arrival times do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), (t) => {
        expect(batchId(t, Buffer.alloc(32, 255)) < batchId(t + 1, Buffer.alloc(32))).toBe(true);
      }),
    );
  });

  test('refuse an arrival that does not fit', () => {
    for (const arrival of [-1, 2 ** 48, 1.5, Number.NaN]) {
      expect(() => batchId(arrival, Buffer.alloc(32))).toThrow(WormtrailError);
    }
  });
});

describe('event uids', () => {
  test('are read back', () => {
    expect(parseUid(eventUid('01KAR2XJ80Q4T0YQ2ZJ3S9W8VN', 41))).toEqual({
      batch: '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN',
      index: 41,
    });
  });

  test.each([
    '',
    '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN',
    '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-41',
    '01KAR2XJ80Q4T0YQ2ZJ3S9W8VI-0000041',
    '../../../../etc/passwd-0000041',
  ])('refuse %p', (uid) => {
    expect(() => parseUid(uid)).toThrow(/not an event uid/);
  });
});

test('hours are UTC', () => {
  expect(hourPrefix(Date.UTC(2026, 10, 23, 23, 59, 59))).toBe('date=2026-11-23/hour=23/');
});

const hex = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const entries: fc.Arbitrary<Entry> = fc.record({
  batch: fc.constant('01KAR2XJ80Q4T0YQ2ZJ3S9W8VN'),
  lane: fc.constantFrom('0', '7', '12'),
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  prev: hex,
  root: hex,
  events: fc.integer({ min: 1, max: 1e7 }),
  records: fc.integer({ min: 1, max: 500 }),
  digest: hex,
  index: hex,
  normalizer: fc.constant('wormtrail/0.1.0 sha256:00'),
});

describe('entries', () => {
  test('are read back as written', () => {
    fc.assert(
      fc.property(entries, (entry) => expect(parseEntry(Buffer.from(formatEntry(entry)))).toEqual(entry)),
    );
  });

  test('have one spelling: any other bytes are refused', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, at, flip) => {
        const bytes = Buffer.from(formatEntry(entry));
        const i = at % bytes.length;
        bytes[i] = (bytes[i] as number) ^ flip;
        let read: Entry | undefined;
        try {
          read = parseEntry(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WormtrailError);
        }
        // What is still an entry is another one, spelt in its own one way.
        if (read !== undefined) expect(Buffer.from(formatEntry(read)).equals(bytes)).toBe(true);
      }),
    );
  });

  test('refuse spaces, other key orders, added and missing keys', () => {
    const text = formatEntry(parseEntry(Buffer.from(vectors().entry)));
    const value = JSON.parse(text) as Record<string, unknown>;
    const { normalizer, ...missing } = value;
    for (const other of [
      JSON.stringify(value, null, 1),
      JSON.stringify({ batch: value.batch, ...value }),
      JSON.stringify({ ...value, more: 1 }),
      JSON.stringify(missing),
      `${text}\n`,
      text.replace('"seq":1', '"seq":1.0'),
      normalizer as string,
    ]) {
      expect(() => parseEntry(Buffer.from(other))).toThrow(WormtrailError);
    }
  });
});

describe('control entries', () => {
  const place = { lane: 'sealer', seq: 1, prev: '0'.repeat(64), time: '2026-11-23T09:00:00.000Z' };
  const genesis = {
    ...place,
    kind: 'genesis' as const,
    format: 1,
    origin: 'example.com/audit',
    lanes: ['0'],
    retention: null,
    deliveryLimit: null,
  };
  const heartbeat = { ...place, kind: 'heartbeat' as const, read: place.time, heads: { '0': 7 } };
  const broken = { ...place, kind: 'lane-break' as const, broken: '0', at: 3, expected: 'a'.repeat(64) };

  const about = { object: 'failed/a', version: 'v1', hash: 'b'.repeat(64) };
  const failed = { ...place, lane: 'redrive', kind: 'failed' as const, ...about, records: 0 };
  const redriven = {
    ...place,
    lane: 'redrive',
    kind: 'redriven' as const,
    ...about,
    attempt: 2,
    returned: 3,
    kept: 0,
    givenUp: [[0, 0]] as const,
    left: [
      [2, 5],
      [7, 7],
    ] as const,
  };

  const audit = {
    ...place,
    lane: 'auditor',
    kind: 'audit' as const,
    report: 'log/reports/2026-11-23.json',
    hash: 'c'.repeat(64),
    integrity: 'pass' as const,
    completeness: 'unknown' as const,
    size: 812,
    through: 811,
  };
  const retention = { ...place, kind: 'retention' as const, days: 400, from: 0 };
  const refused = {
    ...place,
    kind: 'refused' as const,
    refused: 'redrive',
    at: 3,
    leaf: 'd'.repeat(64),
  };
  const quarantine = {
    ...place,
    lane: 'operator',
    kind: 'quarantine' as const,
    object: 'events/a',
    version: 'v1',
    hash: 'e'.repeat(64),
    by: 'somebody',
    reason: 'a test – it was',
  };
  const all = [genesis, heartbeat, broken, retention, refused, failed, redriven, audit, quarantine];

  test.each(all)('are read back as written: $kind', (entry) => {
    expect(parseControl(Buffer.from(formatControl(entry)))).toEqual(entry);
    expect(parseLeaf(Buffer.from(formatControl(entry)))).toEqual({ type: 'control', entry });
  });

  test.each(all)('belong in one lane: $kind', (entry) => {
    const lane = entry.lane === 'sealer' ? 'redrive' : 'sealer';
    expect(() => parseControl(Buffer.from(formatControl({ ...entry, lane })))).toThrow(WormtrailError);
  });

  test.each([
    { object: 'events/a' },
    { object: 'failed/' },
    { object: 'failed/a\nb' },
    { version: '' },
    { version: 'a b' },
    { hash: 'B'.repeat(64) },
    { records: -1 },
    { records: 1.5 },
  ])('refuse a failed delivery with %j', (change) => {
    expect(() => parseControl(Buffer.from(formatControl({ ...failed, ...change })))).toThrow(WormtrailError);
  });

  test.each([
    { ...retention, days: -1 },
    { ...retention, days: 1.5 },
    { ...retention, from: -1 },
    { ...refused, refused: 'sealer' },
    { ...refused, refused: '0' },
    { ...refused, at: 0 },
    { ...refused, leaf: 'x' },
    { ...quarantine, object: 'failed/a' },
    { ...quarantine, version: '' },
    { ...quarantine, hash: '' },
    { ...quarantine, by: '' },
    { ...quarantine, reason: 'two\nlines' },
    { ...quarantine, reason: 'x'.repeat(1001) },
  ])('refuse %j', (entry) => {
    expect(() => parseControl(Buffer.from(formatControl(entry)))).toThrow(WormtrailError);
  });

  test.each([
    { through: -1 },
    { report: 'log/reports/today.json' },
    { report: 'log/reports/2026-11-23-0.json' },
    { hash: '' },
    { size: -1 },
    { integrity: 'fine' as 'pass' },
  ])('refuse an audit with %j', (change) => {
    expect(() => parseControl(Buffer.from(formatControl({ ...audit, ...change })))).toThrow(WormtrailError);
  });

  test.each<Record<string, unknown>>([
    { attempt: 0 },
    { left: [[1]] },
    { left: [[2, 1]] },
    { left: [[-1, 1]] },
    {
      left: [
        [0, 1],
        [2, 3],
      ],
    },
    {
      left: [
        [4, 5],
        [0, 1],
      ],
    },
    { left: [['0', '1']] },
    { left: [null] },
    { givenUp: 3 },
    { givenUp: [[0, 0.5]] },
  ])('refuse an attempt with %j', (change) => {
    const text = formatControl({ ...redriven, ...change } as typeof redriven);
    expect(() => parseControl(Buffer.from(text))).toThrow(WormtrailError);
  });

  test('of a newer format say so', () => {
    expect(() => parseControl(Buffer.from(formatControl({ ...genesis, format: 2 })))).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringContaining('format version 2') }),
    );
  });

  test.each([
    '{}',
    '[]',
    'null',
    '{"wormtrail":"control/v1"}',
    '{"wormtrail":"control/v1","kind":"genesis"}',
    'x',
  ])('refuse %p', (text) => {
    expect(() => parseControl(Buffer.from(text))).toThrow(WormtrailError);
    expect(() => parseLeaf(Buffer.from(text))).toThrow(WormtrailError);
  });
});

describe('index lines', () => {
  test('keep two bytes of every leaf hash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 3200 }), (bytes) => {
        const count = Math.floor(bytes.length / 32);
        const { leaves } = parseIndexLine(
          Buffer.from(formatIndexLine('01KAR2XJ80Q4T0YQ2ZJ3S9W8VN', bytes, count)),
        );
        expect(leaves.length).toBe(2 * count);
        for (let i = 0; i < count; i++) {
          expect([leaves[2 * i], leaves[2 * i + 1]]).toEqual([bytes[32 * i], bytes[32 * i + 1]]);
        }
      }),
    );
  });

  test('refuse another spelling of the same base64', () => {
    expect(() =>
      parseIndexLine(
        Buffer.from('{"wormtrail":"index/v1","batch":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN","leaves":"q1Wx=="}'),
      ),
    ).toThrow(WormtrailError);
  });
});
