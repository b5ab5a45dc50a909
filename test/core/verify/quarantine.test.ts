import { ManualClock } from '../../../adapters/memory/clock';
import { MemoryLedger } from '../../../adapters/memory/ledger';
import { parseControl } from '../../../core/batch/control';
import { quarantineObjects } from '../../../core/verify/quarantine-objects';
import { Builder, type BuiltBatch, delivered, gz, lines, objectOf } from './builder';
import { attack, found, verify } from './harness';

const JUNK = 'events/date=2026-11-23/hour=09/junk';
const emptyLedger = { unsealed: async function* () {} };
const first = ({ batches }: Builder) => batches[0] as BuiltBatch;
const set = (bytes: Buffer) => (builder: Builder) => builder.archive.set(JUNK, bytes);

/** An archive with something added, and a quarantine of it. */
function quarantined(add: (builder: Builder) => void, object = JUNK): Builder {
  const builder = Builder.sample();
  add(builder);
  builder.quarantine(object);
  return builder.seal();
}

describe('a quarantined object', () => {
  const edited = (builder: Builder) => first(builder).lines.map((line) => line.replace('event', 'evenT'));
  it.each<[string, (builder: Builder) => void, string]>([
    ['foreign lines', set(gz('junk\n')), 'foreign'],
    ['no gzip at all', set(Buffer.from('junk')), 'unread-bytes'],
    ['a damaged member', set(gz('junk\n').fill(0, 12, 16)), 'gzip-damaged'],
    [
      'lines past the end of a batch',
      (b) => set(gz(lines((first(b).lines[0] as string).replace('-0000000', '-0000009'))))(b),
      'event-inserted',
    ],
    ['altered copies', (b) => set(gz(lines(...edited(b))))(b), 'altered-copy'],
    [
      'an altered entry',
      (b) => set(gz(lines(first(b).entryText.replace('"records":1', '"records":2'))))(b),
      'entry-copy-changed',
    ],
    [
      'an altered index line',
      (b) => set(gz(lines(first(b).indexLine.replace('"leaves":"', '"leaves":"A'))))(b),
      'index-line-changed',
    ],
  ])('quarantine-silences: may hold %s, and is told', async (_, add, kind) => {
    const plain = Builder.sample();
    add(plain);
    expect((await verify(plain, emptyLedger)).kinds).toEqual([kind]);
    const { report } = await attack(
      () => {},
      { kinds: ['quarantined'], code: 0, object: JUNK, detail: /by ops: a test/ },
      emptyLedger,
      quarantined(add),
    );
    expect(found(report, 'quarantined')[0]).toMatchObject({ severity: 'info' });
    expect(report.counts.foreign).toBe(kind === 'foreign' ? 1 : 0);
  });

  it('quarantine-silences: in a copy without times too', async () => {
    const builder = quarantined(set(gz('junk\n')));
    expect(await verify(builder)).toMatchObject({ kinds: ['quarantined'], code: 0 });
  });

  it('quarantine-silences: may not be unreadable', () =>
    attack(
      ({ archive }) => archive.unreadable.add(JUNK),
      { kinds: ['object-unreadable'], code: 4, completeness: 'unknown' },
      {},
      quarantined(set(gz('junk\n'))),
    ));

  it('quarantine-hash: is one with just those bytes', () =>
    attack(
      set(gz('other junk\n')),
      { kinds: ['foreign'], code: 1, object: JUNK },
      emptyLedger,
      quarantined(set(gz('junk\n'))),
    ));

  it('quarantine-hash: is that version of its key, whatever a copy names it', async () => {
    const builder = quarantined(set(gz('junk\n')));
    const bytes = builder.archive.bytes(JUNK);
    builder.archive.set(JUNK, gz('newer junk\n'));
    builder.archive.addVersion(JUNK, 'elsewhere-v7', bytes);
    const { report, kinds } = await verify(builder, emptyLedger);
    expect(kinds).toEqual(['foreign', 'quarantined']);
    expect(found(report, 'quarantined')).toMatchObject([{ object: `${JUNK}@version=elsewhere-v7` }]);
    expect(found(report, 'foreign')).toMatchObject([{ object: JUNK }]);
  });

  it('excuses nothing that is missing: its own lines count where they are right', async () => {
    const batchObject = (builder: Builder) => objectOf(first(builder));
    const builder = Builder.sample();
    const batch = first(builder);
    builder.archive.set(batchObject(builder), Buffer.concat([delivered(batch), gz('junk\n')]));
    builder.quarantine(batchObject(builder));
    builder.seal();
    expect((await verify(builder, emptyLedger)).kinds).toEqual(['quarantined']);
    builder.archive.remove(batchObject(builder));
    expect((await verify(builder, emptyLedger)).kinds).toEqual(['hole']);
  });

  it('excuses no change: a batch is judged without its wrong lines', async () => {
    const whole = Builder.sample();
    const key = objectOf(first(whole));
    const only = (add: (builder: Builder) => void) => {
      const builder = quarantined((b) => b.archive.set(key, delivered(first(b), edited(b))), key);
      add(builder);
      return builder;
    };
    const nothing = await verify(
      only(() => {}),
      emptyLedger,
    );
    expect(nothing).toMatchObject({ kinds: ['hole', 'quarantined'], code: 3 });
    const part = only((b) => b.archive.set('events/part', gz(lines(...first(b).lines.slice(0, 2)))));
    expect((await verify(part, emptyLedger)).kinds).toEqual([
      'batch-unproven',
      'event-missing',
      'quarantined',
    ]);
    const changed = only((b) => b.archive.set('events/also', delivered(first(b), edited(b))));
    expect((await verify(changed, emptyLedger)).kinds).toEqual(['event-changed', 'quarantined']);
  });
});

describe('quarantineObjects', () => {
  const WHY = { by: 'ops', reason: 'somebody put it there' };
  const world = (builder: Builder) => {
    const ledger = new MemoryLedger();
    return { archive: builder.archive, ledger, clock: new ManualClock() };
  };

  it('enters all objects in which a report finds junk, so that verify passes once it is sealed', async () => {
    const builder = Builder.sample();
    builder.archive.set(JUNK, gz('junk\n'));
    builder.archive.addVersion(JUNK, 'v0', Buffer.from('older junk'));
    builder.archive.remove(objectOf(first(builder)));
    const { report } = await verify(builder, emptyLedger);
    const ports = world(builder);
    const entries = await quarantineObjects(ports, report, WHY);
    expect(entries.map(({ object, version }) => `${object} ${version}`)).toEqual([
      `${JUNK} current`,
      `${JUNK} v0`,
    ]);
    const rows = await ports.ledger.rows('operator', 1, 10);
    expect(rows.map(({ entry }) => parseControl(entry))).toMatchObject(
      entries.map((entry) => ({ ...entry, ...WHY, lane: 'operator' })),
    );
    for (const { entry } of rows) builder.addLeaf(Buffer.from(entry).toString());
    builder.seal();
    expect(await verify(builder, emptyLedger)).toMatchObject({ kinds: ['hole', 'quarantined'], code: 3 });
  });

  it('enters those that are named, and nothing else', async () => {
    const builder = Builder.sample();
    builder.archive.set(JUNK, gz('junk\n'));
    builder.archive.set('events/more', gz('junk\n'));
    const { report } = await verify(builder, emptyLedger);
    const ports = world(builder);
    expect(await quarantineObjects(ports, report, WHY, ['events/more'])).toMatchObject([
      { object: 'events/more' },
    ]);
    const good = quarantineObjects(ports, report, WHY, [objectOf(first(builder))]);
    await expect(good).rejects.toMatchObject({ code: 'usage' });
    builder.archive.remove(JUNK);
    await expect(quarantineObjects(ports, report, WHY)).rejects.toMatchObject({ code: 'usage' });
    expect((await ports.ledger.head('operator')).seq).toBe(1);
  });

  it('refuses words that would not be an entry', async () => {
    const builder = Builder.sample();
    builder.archive.set(JUNK, gz('junk\n'));
    const { report } = await verify(builder, emptyLedger);
    const ports = world(builder);
    const said = quarantineObjects(ports, report, { ...WHY, reason: 'two\nlines' });
    await expect(said).rejects.toMatchObject({ code: 'malformed' });
    expect((await ports.ledger.head('operator')).seq).toBe(0);
  });

  it('goes on where another writes first, or an answer is lost', async () => {
    const builder = Builder.sample();
    builder.archive.set(JUNK, gz('junk\n'));
    const { report } = await verify(builder, emptyLedger);
    const ports = world(builder);
    const commit = ports.ledger.commit.bind(ports.ledger);
    let calls = 0;
    ports.ledger.commit = async (row, head) => (calls++ === 0 ? 'moved' : commit(row, head));
    await quarantineObjects(ports, report, WHY);
    expect((await ports.ledger.head('operator')).seq).toBe(1);
  });
});
