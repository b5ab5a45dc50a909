import { exitCode } from '../../../core/verify/findings';
import { Builder, type BuiltBatch, delivered, gz, lines, objectOf, START } from './builder';
import { attack, found, verify } from './harness';

const DAY = 86_400_000;
const first = ({ batches }: Builder) => batches[0] as BuiltBatch;
const third = ({ batches }: Builder) => batches[2] as BuiltBatch;
const set = (builder: Builder, batch: BuiltBatch, text: readonly string[]) =>
  builder.archive.set(objectOf(batch), gz(lines(...text)));
const edit = (line: string) => line.replace('event', 'evenT');
const editAt = (batch: BuiltBatch, ...at: number[]) =>
  batch.lines.map((line, i) => (at.includes(i) ? edit(line) : line));

describe('edited events', () => {
  it('event-changed: names it by the index line', () =>
    attack(
      (b) => b.archive.set(objectOf(third(b)), delivered(third(b), editAt(third(b), 5))),
      (b) => ({
        kinds: ['event-changed'],
        code: 1,
        batch: third(b).id,
        event: `${third(b).id}-0000005`,
        object: objectOf(third(b)),
      }),
    ));

  it('batch-root: no edit passes for the whole batch', () =>
    attack((b) => set(b, first(b), editAt(first(b), 0)), { kinds: ['batch-changed'], code: 1 }));

  it('batch-changed: names the batch where the index line is gone', () =>
    attack(
      (b) => set(b, first(b), editAt(first(b), 2)),
      (b) => ({ kinds: ['batch-changed'], code: 1, batch: first(b).id }),
    ));

  it('batch-changed-indexed: an edit made to look like its place in the index', () => {
    const builder = new Builder();
    const batch = builder.make(3);
    const forged = builder.make(3);
    // Two bytes of a hash are found in no time; here the index is entered to fit the edited line instead.
    batch.lines[1] = edit(batch.lines[1] as string);
    const fits = builder.make(3);
    Object.assign(fits.entry, { root: forged.entry.root });
    const { createHash } = require('node:crypto');
    const { leafOf } = require('./builder');
    fits.indexLine = JSON.stringify({
      wormtrail: 'index/v1',
      batch: batch.id,
      leaves: Buffer.concat(batch.lines.map((line: string) => leafOf(line).subarray(0, 2))).toString(
        'base64',
      ),
    });
    fits.entry.index = createHash('sha256').update(fits.indexLine).digest('hex');
    fits.lines = batch.lines;
    builder.enter(fits);
    builder.archive.set(objectOf(fits), delivered(fits));
    return attack((b) => b.seal(), { kinds: ['batch-changed'], code: 1, batch: fits.id }, {}, builder);
  });

  it('join-root: lines of a batch that lies in two objects', () =>
    attack(
      (b) => {
        const text = editAt(third(b), 6);
        set(b, third(b), text.slice(0, 4));
        b.archive.set('events/rest', gz(lines(...text.slice(4), third(b).indexLine)));
      },
      (b) => ({ kinds: ['event-changed'], code: 1, event: `${third(b).id}-0000006`, object: 'events/rest' }),
    ));

  it('lines swapped under their uids are edits', () =>
    attack(
      (b) => {
        const [zero = '', one = '', ...rest] = first(b).lines;
        const swapped = [zero.replace('event 0', 'event 1'), one.replace('event 1', 'event 0'), ...rest];
        b.archive.set(objectOf(first(b)), delivered(first(b), swapped));
      },
      (b) => ({ kinds: ['event-changed'], code: 1, event: `${first(b).id}-0000000` }),
    ));
});

describe('several lines under one uid', () => {
  it('altered-copy: a whole second copy, altered', () =>
    attack(
      (b) => b.archive.set('events/copy', delivered(third(b), editAt(third(b), 3))),
      (b) => ({
        kinds: ['altered-copy'],
        code: 1,
        batch: third(b).id,
        event: `${third(b).id}-0000003`,
        object: 'events/copy',
      }),
    ));

  it('altered-copy: one line more', () =>
    attack(
      (b) => b.archive.set('events/copy', gz(lines(edit(first(b).lines[1] as string)))),
      (b) => ({ kinds: ['altered-copy'], code: 1, event: `${first(b).id}-0000001` }),
    ));

  it('altered-copy: in the same object, before the right one, without an index line', () =>
    attack(
      (b) => set(b, first(b), [edit(first(b).lines[4] as string), ...first(b).lines]),
      (b) => ({ kinds: ['altered-copy'], code: 1, event: `${first(b).id}-0000004` }),
    ));

  it('altered-copy: of a batch that lies in two objects, with its index line', () =>
    attack(
      (b) => {
        const { lines: text, indexLine } = third(b);
        set(b, third(b), text.slice(0, 4));
        b.archive.set('events/rest', gz(lines(...text.slice(4), indexLine)));
        b.archive.set('events/copy', gz(lines(...editAt(third(b), 2, 7))));
      },
      (b) => ({ kinds: ['altered-copy'], code: 1, event: `${third(b).id}-0000002`, object: 'events/copy' }),
    ));

  it('altered-copy: of a batch that lies in two objects, without', async () => {
    const { report } = await attack(
      (b) => {
        const { lines: text } = third(b);
        set(
          b,
          third(b),
          text.filter((_, i) => i % 2 === 0),
        );
        b.archive.set('events/rest', gz(lines(...text.filter((_, i) => i % 2 === 1))));
        b.archive.set('events/copy', gz(lines(...editAt(third(b), 2, 5, 7))));
      },
      { kinds: ['altered-copy'], code: 1 },
    );
    expect(found(report, 'altered-copy')).toHaveLength(3);
    expect(report.events).toBe(16);
  });

  it('altered-copy-in-part: in a batch that cannot be recomputed', () =>
    attack(
      (b) =>
        b.archive.set(
          objectOf(first(b)),
          delivered(first(b), [...first(b).lines.slice(1), edit(first(b).lines[2] as string)]),
        ),
      (b) => ({
        kinds: ['altered-copy', 'batch-unproven', 'event-missing'],
        code: 1,
        completeness: 'fail',
        event: `${first(b).id}-0000002`,
      }),
    ));

  it('batch-changed: in a batch that cannot be recomputed, without an index line', () =>
    attack((b) => set(b, first(b), [...first(b).lines.slice(1), edit(first(b).lines[2] as string)]), {
      kinds: ['batch-changed', 'batch-partial', 'batch-unproven'],
      code: 1,
      completeness: 'fail',
    }));
});

describe('missing events', () => {
  it('event-missing: named by the index line; the rest is unknown', () =>
    attack(
      (b) =>
        b.archive.set(
          objectOf(third(b)),
          delivered(
            third(b),
            third(b).lines.filter((_, i) => i !== 4),
          ),
        ),
      (b) => ({
        kinds: ['event-missing', 'batch-unproven'],
        code: 3,
        integrity: 'unknown',
        completeness: 'fail',
        batch: third(b).id,
        event: `${third(b).id}-0000004`,
      }),
    ));

  it('batch-unproven-indexed: what is left of a batch is not proven', async () => {
    const { report } = await attack(
      (b) => b.archive.set(objectOf(first(b)), delivered(first(b), first(b).lines.slice(1))),
      (b) => ({
        kinds: ['batch-unproven', 'event-missing'],
        code: 3,
        integrity: 'unknown',
        completeness: 'fail',
        batch: first(b).id,
      }),
    );
    expect(report.events).toBe(11);
    expect(report.completeThrough).toBe(1);
  });

  it('batch-partial: named with the batch where the index line is gone', () =>
    attack(
      (b) =>
        set(
          b,
          third(b),
          third(b).lines.filter((_, i) => ![1, 4, 5].includes(i)),
        ),
      (b) => ({
        kinds: ['batch-partial', 'batch-unproven'],
        code: 3,
        integrity: 'unknown',
        completeness: 'fail',
        batch: third(b).id,
        detail: /3 of 8 .*: 1, 4–5/,
      }),
    ));

  it('batch-unproven: what is left is not proven, index line or not', () =>
    attack(
      (b) => set(b, first(b), first(b).lines.slice(2)),
      (b) => ({
        kinds: ['batch-unproven', 'batch-partial'],
        code: 3,
        integrity: 'unknown',
        completeness: 'fail',
        batch: first(b).id,
      }),
    ));

  it('an edited and a missing event are both named', () =>
    attack(
      (b) => b.archive.set(objectOf(third(b)), delivered(third(b), editAt(third(b), 0).slice(0, 7))),
      (b) => ({
        kinds: ['event-missing', 'event-changed', 'batch-unproven'],
        code: 1,
        completeness: 'fail',
        event: `${third(b).id}-0000007`,
      }),
    ));

  it('hole: an object removed', async () => {
    const { report } = await attack(
      (b) => b.archive.remove(objectOf(first(b))),
      (b) => ({
        kinds: ['hole'],
        code: 3,
        batch: first(b).id,
        detail: new RegExp(`leaf 1, 5 events, ${first(b).id}-0000000 to ${first(b).id}-0000004,`),
      }),
    );
    expect(report.completeThrough).toBe(1);
  });

  it('hole: all lines of a batch, though its entry and index line are left', () =>
    attack(
      (b) => set(b, first(b), [first(b).indexLine, first(b).entryText]),
      (b) => ({
        kinds: ['hole'],
        code: 3,
        batch: first(b).id,
        detail: new RegExp(`${first(b).id}-0000000 to ${first(b).id}-0000004`),
      }),
    ));
});

describe('batches that may be absent', () => {
  const old = (options: ConstructorParameters<typeof Builder>[0]) => {
    const builder = new Builder(options);
    const gone = builder.batch(2, START - 10 * DAY);
    builder.batch(3, START);
    builder.archive.remove(objectOf(gone));
    return builder.seal();
  };

  it('in-flight: within the delivery limit, which only lowers completeThrough', async () => {
    const builder = new Builder({ deliveryLimit: 7200 });
    builder.batch(2);
    const gone = builder.batch(2);
    builder.archive.remove(objectOf(gone));
    const result = await attack((b) => b.seal(), { kinds: [], code: 0 }, {}, builder);
    expect(result.report).toMatchObject({ completeThrough: 2, counts: { inFlight: 1 } });
    const late = await verify(builder, { now: START + 3 * 3_600_000 });
    expect(late).toMatchObject({ kinds: ['hole'], code: 3 });
  });

  it('retention: past it a batch may be gone', async () => {
    const result = await attack(() => {}, { kinds: [], code: 0 }, {}, old({ retention: 9 }));
    expect(result.report).toMatchObject({ completeThrough: 3, counts: { expired: 1 } });
    await attack(() => {}, { kinds: ['hole'], code: 3 }, {}, old({ retention: 10 }));
  });

  it('retention-none: nothing ever expires', () =>
    attack(() => {}, { kinds: ['hole'], code: 3 }, {}, old({})));

  it('min-retention: the verifier keeps its own floor', () =>
    attack(() => {}, { kinds: ['hole'], code: 3 }, { minRetentionDays: 30 }, old({ retention: 2 })));

  it('selective-expiry: a part of a day left long after', () => {
    const builder = new Builder({ retention: 1 });
    const gone = builder.batch(2, START - 20 * DAY);
    builder.batch(2, START - 20 * DAY + 1000);
    builder.batch(2, START - 3 * DAY);
    builder.archive.remove(objectOf(gone));
    return attack(
      (b) => b.seal(),
      { kinds: ['selective-expiry'], code: 3, detail: /2026-11-03: 1 .* 1 / },
      {},
      builder,
    );
  });
});

describe('a range of arrivals', () => {
  it('leaves out what lies beyond it', async () => {
    const builder = Builder.sample();
    for (const batch of [first(builder), third(builder)]) builder.archive.remove(objectOf(batch));
    const since = START + 30_000;
    const { report, code } = await verify(builder, { since, until: since + 60_000 });
    expect(report).toMatchObject({ batches: 1, events: 3, integrity: 'pass', completeness: 'pass' });
    expect(code).toBe(0);
  });

  it('not-in-range: a leaf not found there is no hole', () =>
    attack(
      (b) => b.archive.remove(objectOf(first(b))),
      (b) => ({
        kinds: ['not-in-range'],
        code: 4,
        integrity: 'pass',
        completeness: 'unknown',
        batch: first(b).id,
      }),
      { since: START },
    ));

  it('reads no object of other days', async () => {
    const builder = Builder.sample();
    builder.archive.set('events/date=2026-10-01/hour=09/x.jsonl.gz', gz('junk\n'));
    const { report } = await verify(builder, { since: START });
    expect(report).toMatchObject({ objects: 3, integrity: 'pass' });
  });
});

describe('verdicts', () => {
  it('exit-integrity: comes first', () =>
    expect(exitCode({ integrity: 'fail', completeness: 'fail' })).toBe(1));
  it('exit-completeness: comes before unknown', () =>
    expect(exitCode({ integrity: 'unknown', completeness: 'fail' })).toBe(3));
  it('exit-unknown: is no pass', () => {
    expect(exitCode({ integrity: 'unknown', completeness: 'pass' })).toBe(4);
    expect(exitCode({ integrity: 'pass', completeness: 'unknown' })).toBe(4);
    expect(exitCode({ integrity: 'pass', completeness: 'pass' })).toBe(0);
  });
});
