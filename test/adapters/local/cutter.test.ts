import fc from 'fast-check';
import { cut, MAX_PIECE_BYTES, PIECE_BYTES } from '../../../adapters/local/ingest/cutter';

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function cutAll(bytes: Buffer, size = 100_000, from = 0) {
  const pieces: { data: Buffer; end: number }[] = [];
  for await (const { data, end } of cut(chunked(bytes, size), from))
    pieces.push({ data: Buffer.from(data), end });
  return pieces;
}

/** Jest compares Buffers byte by byte. */
const asText = (pieces: { data: Buffer; end: number }[]) =>
  pieces.map(({ data, end }) => ({ data: data.toString('latin1'), end }));

const event = (i: number, pad: number) => ({
  eventID: `e${i}`,
  text: `}{][" \\ ${'x'.repeat(pad)}`,
  nested: [{ a: [i] }],
});
const events = (count: number, pad = 900) => Array.from({ length: count }, (_, i) => event(i, pad));

test('an empty source gives nothing', async () => {
  expect(await cutAll(Buffer.alloc(0))).toEqual([]);
});

test('a small source is one piece as it is, whatever it holds', async () => {
  const bytes = Buffer.from('{"Records":[ {"a":1},\n{"b":');
  expect(await cutAll(bytes, 3)).toEqual([{ data: bytes, end: bytes.length }]);
});

test('lines are cut after newlines, and nothing is lost between them', async () => {
  const bytes = Buffer.from(
    events(6000)
      .map((e) => `${JSON.stringify(e)}\n`)
      .join(''),
  );
  const pieces = await cutAll(bytes);
  expect(pieces.length).toBeGreaterThan(5);
  expect(Buffer.concat(pieces.map((p) => p.data)).equals(bytes)).toBe(true);
  for (const { data } of pieces) {
    expect(data.at(-1)).toBe(10);
    expect(data.length).toBeLessThanOrEqual(MAX_PIECE_BYTES);
  }
});

test('a CloudTrail file is cut between its records, each piece a file of its own with their exact text', async () => {
  const texts = events(3000).map((e, i) => JSON.stringify(e, null, i % 3));
  const bytes = Buffer.from(`\n{ "Records" : [${texts.join(' ,\n')}\n]}\n`);
  const pieces = await cutAll(bytes);
  expect(pieces.length).toBeGreaterThan(2);
  const found = pieces.flatMap(({ data }) => (JSON.parse(data.toString()) as { Records: unknown[] }).Records);
  expect(found).toEqual(events(3000));
  expect(pieces.map(({ data }) => data.toString().slice(12, -2)).join(' ,\n')).toBe(texts.join(' ,\n'));
});

test('an array of events is cut between them', async () => {
  const bytes = Buffer.from(JSON.stringify(events(3000), null, 2));
  const pieces = await cutAll(bytes);
  expect(pieces.flatMap(({ data }) => JSON.parse(data.toString()) as unknown[])).toEqual(events(3000));
});

test('JSON values over several lines are cut between them', async () => {
  const texts = events(3000).map((e) => JSON.stringify(e, null, 2));
  const pieces = await cutAll(Buffer.from(texts.join('\n')));
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.map(({ data }) => data.toString()).join('\n')).toBe(texts.join('\n'));
});

test('a JSON file that is cut off loses nothing', async () => {
  const whole = `{"Records":[${events(2000)
    .map((e) => JSON.stringify(e))
    .join(',')}]}`;
  const bytes = Buffer.from(whole.slice(0, -500));
  const text = (await cutAll(bytes)).map(({ data }) => data.toString()).join('');
  for (const e of events(1999)) expect(text).toContain(JSON.stringify(e));
  expect(text.endsWith(whole.slice(-600, -500))).toBe(true);
});

test('what follows the container, or is no object in it, is kept', async () => {
  const bytes = Buffer.from(
    `[${events(1000)
      .map((e) => JSON.stringify(e))
      .join(',')},5,"tail"]  after\nall\n`,
  );
  const text = (await cutAll(bytes)).map(({ data }) => data.toString()).join('');
  expect(text).toContain('5,"tail"]');
  expect(text).toContain('after\nall\n');
});

test('what follows the container is not held in memory, however long it is', async () => {
  const values = events(1000)
    .map((e) => JSON.stringify(e))
    .join(',');
  const after = Buffer.alloc(5 << 20, 'junk\n');
  const pieces = await cutAll(Buffer.concat([Buffer.from(`[${values}]\n`), after]), 1 << 20);
  expect(Math.max(...pieces.map(({ data }) => data.length))).toBeLessThanOrEqual(MAX_PIECE_BYTES);
  expect(pieces.reduce((sum, { data }) => sum + data.length, 0)).toBeGreaterThan(
    values.length + after.length,
  );
});

test('a line longer than any record is torn at a character and comes back whole', async () => {
  const bytes = Buffer.from(`first\n${'aé€😀'.repeat(500_000)}\nlast\n`);
  const pieces = await cutAll(bytes, 1 << 20);
  expect(Buffer.concat(pieces.map((p) => p.data)).equals(bytes)).toBe(true);
  for (const { data } of pieces) {
    expect(data.length).toBeLessThanOrEqual(MAX_PIECE_BYTES);
    expect(Buffer.from(data.toString('utf8')).equals(data)).toBe(true);
  }
});

test('a JSON value longer than any record is kept', async () => {
  const big = JSON.stringify({ a: 'b'.repeat(3 << 20) });
  const bytes = Buffer.from(
    `{"Records":[${JSON.stringify(event(1, 10))},${big},${JSON.stringify(event(2, 10))}]}`,
  );
  const text = (await cutAll(bytes)).map(({ data }) => data.toString()).join('');
  expect(text).toContain(big);
  expect(text).toContain(JSON.stringify(event(2, 10)));
});

test('the pieces do not depend on how the source comes in', async () => {
  const bytes = Buffer.from(
    `{"Records":[${events(2000)
      .map((e) => JSON.stringify(e))
      .join(',')}]}`,
  );
  const whole = asText(await cutAll(bytes, bytes.length));
  expect(asText(await cutAll(bytes, 7777))).toEqual(whole);
  expect(asText(await cutAll(bytes, PIECE_BYTES + 1))).toEqual(whole);
});

test('a source resumed at any piece gives the pieces after it', async () => {
  const bytes = Buffer.from(JSON.stringify(events(3000)));
  const whole = await cutAll(bytes);
  for (let i = 0; i < whole.length; i++) {
    expect(asText(await cutAll(bytes, 50_000, whole[i]?.end))).toEqual(asText(whole.slice(i + 1)));
  }
});

test('any bytes come out as they went in, but for the brackets and commas between JSON values', async () => {
  const byte = fc.constantFrom(...Buffer.from('{}[]",\\\n a1:é€'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(byte, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 2, max: 9 }),
      async (bytes, n) => {
        // Repeated past the size of a piece, with an incompressible part to find again.
        const unit = Buffer.from(bytes);
        const source = Buffer.concat([unit, Buffer.alloc(PIECE_BYTES * n, unit), Buffer.from('END')]);
        const out = Buffer.concat((await cutAll(source, 1 << 19)).map((p) => p.data));
        const strip = (b: Buffer) => b.toString('latin1').replaceAll(/[\s,[\]{}]|"Records":/g, '');
        expect(strip(out)).toBe(strip(source));
      },
    ),
    { numRuns: 25 },
  );
});

describe('a header that names the fields of all lines', () => {
  const lines = Array.from(
    { length: 40_000 },
    (_, i) => `2026-11-23 09:00:00 192.0.2.7 GET /${i} 200\n`,
  ).join('');

  test.each([
    [
      'of W3C',
      '#Software: x\r\n#Version: 1.0\r\n#Fields: date time c-ip cs-method cs-uri-stem sc-status\r\n',
    ],
    ['of CloudFront', '#Version: 1.0\n#Fields: date time c-ip\n'],
    ['of flow logs', 'version account-id interface-id srcaddr dstaddr\n'],
  ])('%s begins every piece, and nothing else comes twice', async (_, header) => {
    const pieces = await cutAll(Buffer.from(header + lines));
    expect(pieces.length).toBeGreaterThan(2);
    const texts = pieces.map(({ data }) => data.toString());
    for (const text of texts) expect(text.startsWith(header)).toBe(true);
    expect(texts.map((text) => text.slice(header.length)).join('')).toBe(lines);
    expect(pieces.at(-1)?.end).toBe(header.length + lines.length);
  });

  test('begins the pieces of a run that resumes, too', async () => {
    const bytes = Buffer.from(`#Fields: date time c-ip\n${lines}`);
    const [first, ...others] = await cutAll(bytes);
    expect(asText(await cutAll(bytes, 70_000, first!.end))).toEqual(asText(others));
  });

  test('is not looked for in what only looks like one', async () => {
    const bytes = Buffer.from(`# a comment\n${lines}`);
    const pieces = await cutAll(bytes);
    expect(Buffer.concat(pieces.map(({ data }) => data)).equals(bytes)).toBe(true);
  });
});
