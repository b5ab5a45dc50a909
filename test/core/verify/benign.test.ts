import * as zlib from 'node:zlib';
import { Builder, delivered, gz, lines, objectOf } from './builder';
import { verify } from './harness';

async function passes(builder: Builder) {
  const { report, code } = await verify(builder);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ integrity: 'pass', completeness: 'pass' });
  expect(code).toBe(0);
  return report;
}

/** The text of all objects, in order. */
const textOf = (builder: Builder) =>
  builder.archive
    .keys('events/')
    .map((key) => zlib.gunzipSync(builder.archive.bytes(key)).toString())
    .join('');

function replaceObjects(builder: Builder, ...objects: Buffer[]) {
  for (const key of builder.archive.keys('events/')) builder.archive.files.delete(key);
  objects.forEach((bytes, i) => {
    builder.archive.set(`events/date=2026-11-23/hour=09/part-${i}.jsonl.gz`, bytes);
  });
}

describe('an archive as it was written', () => {
  it('passes, complete through the anchor', async () => {
    const builder = Builder.sample();
    expect(await passes(builder)).toMatchObject({
      completeThrough: 5,
      events: 16,
      batches: 3,
      objects: 3,
      checkpoint: { origin: 'example.com/audit', size: 5, anchor: 5 },
    });
  });

  it('passes with more leaves than a tile holds', async () => {
    const builder = new Builder();
    for (let i = 0; i < 300; i++) builder.batch(1);
    builder.seal();
    for (let i = 0; i < 300; i++) builder.batch(2, undefined, 1);
    builder.heartbeat();
    expect(await passes(builder.seal())).toMatchObject({ batches: 600, events: 900, completeThrough: 602 });
  });
});

describe('what changes no line', () => {
  it('passes: an identical second delivery', async () => {
    const builder = Builder.sample();
    for (const batch of builder.batches) builder.archive.set(`events/again/${batch.id}`, delivered(batch));
    expect((await passes(builder)).counts.duplicates).toBe(16);
  });

  it('passes: half a second delivery', async () => {
    const builder = Builder.sample();
    const batch = builder.batches[2];
    if (batch) builder.archive.set('events/again', gz(lines(...batch.lines.slice(2, 6))));
    expect((await passes(builder)).counts.duplicates).toBe(4);
  });

  it('passes: half a delivery twice, and the other half', async () => {
    const builder = Builder.sample();
    const [batch] = builder.batches;
    if (!batch) throw new Error();
    builder.archive.set(objectOf(batch), gz(lines(...batch.lines.slice(0, 3))));
    builder.archive.set('events/b', gz(lines(...batch.lines.slice(1, 5), batch.indexLine)));
    expect((await passes(builder)).counts.duplicates).toBe(2);
  });

  it('passes: one huge member', async () => {
    const builder = new Builder();
    builder.batch(3000, undefined, 2000);
    builder.seal();
    replaceObjects(builder, gz(textOf(builder)));
    await passes(builder);
  }, 30_000);

  it('passes: stored blocks, and members that cut lines anywhere', async () => {
    const builder = Builder.sample();
    const text = Buffer.from(textOf(builder));
    replaceObjects(builder, zlib.gzipSync(text, { level: 0 }));
    await passes(builder);
    const members: Buffer[] = [];
    for (let at = 0; at < text.length; at += 37) members.push(zlib.gzipSync(text.subarray(at, at + 37)));
    replaceObjects(builder, Buffer.concat(members));
    await passes(builder);
  });

  it('passes: objects joined, and split between lines', async () => {
    const builder = Builder.sample();
    const all = textOf(builder).split('\n').slice(0, -1);
    replaceObjects(builder, gz(lines(...all)));
    await passes(builder);
    replaceObjects(builder, ...all.map((line) => gz(lines(line))));
    await passes(builder);
  });

  it('passes: lines in any order, in any object', async () => {
    const builder = Builder.sample();
    const all = textOf(builder).split('\n').slice(0, -1).reverse();
    replaceObjects(
      builder,
      gz(lines(...all.filter((_, i) => i % 2 === 0))),
      gz(lines(...all.filter((_, i) => i % 2 === 1))),
    );
    await passes(builder);
  });

  it('passes: a last line without its newline, an empty object, an empty member', async () => {
    const builder = Builder.sample();
    const text = textOf(builder);
    replaceObjects(builder, Buffer.concat([gz(''), gz(text.slice(0, -1))]), Buffer.alloc(0));
    await passes(builder);
  });

  it('passes: copies of entry and index line left out', async () => {
    const builder = Builder.sample();
    for (const batch of builder.batches) builder.archive.set(objectOf(batch), gz(lines(...batch.lines)));
    await passes(builder);
  });
});
