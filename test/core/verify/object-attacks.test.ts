import * as zlib from 'node:zlib';
import { LineSplitter } from '../../../core/verify/line-splitter';
import { singleThread } from '../../../core/verify/scan-pool';
import { Builder, type BuiltBatch, delivered, gz, lines, objectOf, START } from './builder';
import { attack, found, MemorySpill, verify } from './harness';

const first = ({ batches }: Builder) => batches[0] as BuiltBatch;
const set = (builder: Builder, bytes: Buffer, batch = first(builder)) =>
  builder.archive.set(objectOf(batch), bytes);
const noLedger = {};
const emptyLedger = { unsealed: async function* () {} };

describe('bytes of an object', () => {
  it.each([
    ['junk', Buffer.from('junk')],
    ['NUL padding', Buffer.alloc(512)],
  ])('gzip-magic: %s after the last member', (_, more) =>
    attack(
      (builder) => set(builder, Buffer.concat([delivered(first(builder)), more])),
      (builder) => ({
        kinds: ['unread-bytes'],
        code: 1,
        object: objectOf(first(builder)),
        detail: new RegExp(`at byte ${delivered(first(builder)).length}:`),
      }),
    ),
  );

  it('gzip-magic: NUL padding between members, the lines after it still count', () =>
    attack(
      (builder) => {
        const { lines: events, indexLine, entryText } = first(builder);
        set(
          builder,
          Buffer.concat([
            gz(lines(...events.slice(0, 2))),
            Buffer.alloc(9),
            gz(lines(...events.slice(2), indexLine, entryText)),
          ]),
        );
      },
      { kinds: ['unread-bytes'], code: 1 },
    ));

  it('gzip-cut-header: a header that the object cuts short', () =>
    attack((builder) => set(builder, Buffer.concat([delivered(first(builder)), Buffer.of(0x1f, 0x8b, 8)])), {
      kinds: ['unread-bytes'],
      code: 1,
      detail: /ends within the header/,
    }));

  it('gzip-crc: a wrong checksum', () =>
    attack(
      (builder) => {
        const bytes = gz(lines(...first(builder).lines));
        bytes[bytes.length - 8] = (bytes[bytes.length - 8] as number) ^ 1;
        set(builder, bytes);
      },
      { kinds: ['gzip-damaged'], code: 1, detail: /at byte 0: the checksum/ },
    ));

  it('gzip-length: a wrong length', () =>
    attack(
      (builder) => {
        const bytes = gz(lines(...first(builder).lines));
        bytes[bytes.length - 2] = (bytes[bytes.length - 2] as number) ^ 1;
        set(builder, bytes);
      },
      { kinds: ['gzip-damaged'], code: 1, detail: /the length/ },
    ));

  it('gzip-cut-trailer: an object that ends within the trailer', () =>
    attack((builder) => set(builder, gz(lines(...first(builder).lines)).subarray(0, -3)), {
      kinds: ['gzip-damaged'],
      code: 1,
      detail: /ends within/,
    }));

  it('gzip-inflate: an object that ends within a member: what inflates still counts', () =>
    attack(
      (builder) =>
        set(
          builder,
          Buffer.concat([delivered(first(builder)), gz(lines(...first(builder).lines)).subarray(0, 60)]),
        ),
      { kinds: ['gzip-damaged'], code: 1 },
    ));

  it('gzip-inflate: a damaged member, the index line behind it names the events', async () => {
    const { report } = await attack(
      (builder) => {
        const { lines: events, indexLine, entryText } = first(builder);
        // A reserved block type: nothing inflates.
        const bad = gz(lines(...events.slice(1)));
        bad[10] = 0xff;
        set(builder, Buffer.concat([gz(lines(events[0] as string)), bad, gz(lines(indexLine, entryText))]));
      },
      (builder) => ({
        kinds: ['event-missing', 'batch-unproven', 'gzip-damaged'],
        code: 1,
        integrity: 'fail',
        completeness: 'fail',
        event: `${first(builder).id}-0000001`,
      }),
    );
    expect(found(report, 'event-missing')).toHaveLength(4);
  });

  it('gzip-flags: reserved flags', () =>
    attack(
      (builder) => {
        const bytes = gz(lines(...first(builder).lines));
        bytes[3] = 0x80;
        set(builder, bytes);
      },
      {
        kinds: ['unread-bytes', 'hole'],
        code: 1,
        integrity: 'fail',
        completeness: 'fail',
        detail: /reserved/,
      },
    ));

  it('gzip-header-crc: a wrong checksum of a header', async () => {
    const withCrc = (text: string, crc: number) => {
      const plain = gz(text);
      const header = Buffer.from(plain.subarray(0, 10));
      header[3] = 2;
      const sum = Buffer.alloc(2);
      sum.writeUInt16LE((zlib.crc32(header) & 0xffff) ^ crc);
      return Buffer.concat([header, sum, plain.subarray(10)]);
    };
    const alter = (crc: number) => (builder: Builder) =>
      set(builder, withCrc(lines(...first(builder).lines), crc));
    await attack(alter(0), { kinds: [], code: 0 });
    await attack(alter(1), { kinds: ['unread-bytes', 'hole'], code: 1, completeness: 'fail' });
  });

  it('object-unreadable: both verdicts stay open', () =>
    attack((builder) => builder.archive.unreadable.add(objectOf(first(builder))), {
      kinds: ['object-unreadable', 'not-found'],
      code: 4,
      integrity: 'unknown',
      completeness: 'unknown',
    }));

  it('not-found: a batch that may lie in an object that cannot be read is no hole', () =>
    attack((builder) => builder.archive.unreadable.add(objectOf(first(builder))), {
      kinds: ['object-unreadable', 'not-found'],
      code: 4,
      integrity: 'unknown',
      completeness: 'unknown',
    }));

  it('object-unreadable: shorter than listed', async () => {
    const builder = Builder.sample();
    const list = builder.archive.list.bind(builder.archive);
    builder.archive.list = async function* (prefix) {
      for await (const info of list(prefix))
        yield { ...info, size: info.size + (prefix === 'events/' ? 1 : 0) };
    };
    const { kinds } = await verify(builder);
    expect(kinds).toContain('object-unreadable');
  });

  it('line-too-long: a line beyond all bounds', () => {
    let tooLong = 0;
    const seen: string[] = [];
    const splitter = new LineSplitter(
      (bytes, start, end) => seen.push(bytes.toString('utf8', start, end)),
      () => tooLong++,
      10,
    );
    for (const chunk of ['short\n0123', '45678', '9\nnext\n', '01234567890\n', 'end'])
      splitter.add(Buffer.from(chunk));
    splitter.end();
    expect(seen).toEqual(['short', '0123456789', 'next', 'end'].filter((line) => line.length <= 10));
    expect(tooLong).toBe(1);
  });

  it(
    'line-too-long: is a finding',
    () =>
      attack(
        (builder) => {
          const member = zlib.gzipSync(Buffer.alloc(66 << 20, 'x'));
          builder.archive.set('events/long', Buffer.concat([member, gz('\n')]));
        },
        { kinds: ['line-too-long'], code: 1, object: 'events/long' },
      ),
    30_000,
  );
});

describe('lines of our own', () => {
  it('entry-copy-changed: an edited copy of an entry', () =>
    attack(
      (builder) => {
        const batch = first(builder);
        set(
          builder,
          gz(lines(...batch.lines, batch.indexLine, batch.entryText.replace('"records":1', '"records":2'))),
        );
      },
      (builder) => ({ kinds: ['entry-copy-changed'], code: 1, batch: first(builder).id }),
    ));

  it('index-line-changed: an edited index line', () =>
    attack(
      (builder) => {
        const batch = first(builder);
        set(builder, gz(lines(...batch.lines, batch.indexLine.replace(/.{6}"}$/, 'AAAAA="}'))));
      },
      (builder) => ({ kinds: ['index-line-changed'], code: 1, batch: first(builder).id }),
    ));
});

describe('lines that no leaf covers', () => {
  const alien = (builder: Builder) => builder.make(2);
  const insert = (builder: Builder, storedAt?: number) =>
    builder.archive.set('events/alien', gz(lines(...alien(builder).lines)), storedAt);

  it('foreign-ledger: with the ledger at hand they were inserted', () =>
    attack(
      (b) => insert(b),
      (b) => ({ kinds: ['foreign'], code: 1, batch: alien(b).id, object: 'events/alien' }),
      emptyLedger,
    ));

  it('foreign-batch: of a batch that is nowhere', async () => {
    const { report } = await attack((b) => insert(b), { kinds: ['foreign'], code: 1 }, emptyLedger);
    expect(report.counts.foreign).toBe(2);
  });

  it('foreign-junk: of no batch at all', async () => {
    for (const junk of [
      'junk',
      '',
      '{"wormtrail":"other"}',
      '{"metadata":{"uid":"0',
      '{"wormtrail":"entry/v1","batch":"x"}',
    ]) {
      await attack(
        (b) => b.archive.set('events/junk', gz(`${junk}\n`)),
        { kinds: ['foreign'], code: 1, object: 'events/junk' },
        emptyLedger,
      );
    }
  });

  it('foreign-junk: a uid whose number is none', () =>
    attack(
      (builder) => {
        const [line = ''] = first(builder).lines;
        builder.archive.set('events/junk', gz(lines(line.replace('-0000000', '-00000x0'))));
      },
      { kinds: ['foreign'], code: 1 },
      emptyLedger,
    ));

  it('foreign-undecided: in a copy without times', () =>
    attack((b) => insert(b), { kinds: ['foreign-undecided'], code: 4 }, noLedger));

  it('foreign-older: stored before the newest heartbeat', () =>
    attack((b) => insert(b, START), { kinds: ['foreign'], code: 1 }, { storedTimesTrusted: true }));

  it('foreign-newer: stored after it, they are not sealed yet', async () => {
    const { report } = await attack(
      (b) => insert(b, START + 3e6),
      { kinds: [], code: 0 },
      { storedTimesTrusted: true },
    );
    expect(report.counts).toMatchObject({ unsealed: 2, foreign: 0 });
  });

  it('what only the ledger has is unsealed', async () => {
    const builder = Builder.sample();
    const batch = builder.make(4);
    builder.enter(batch);
    builder.archive.set('events/new', delivered(batch));
    const entry = JSON.parse(batch.entryText);
    let asked: unknown;
    const { report, code } = await verify(builder, {
      unsealed: async function* (heads) {
        asked = [...heads];
        yield entry;
      },
    });
    expect(asked).toEqual([
      ['sealer', 2],
      ['0', 3],
    ]);
    expect(code).toBe(0);
    expect(report.counts.unsealed).toBe(4);
    expect(report).toMatchObject({ events: 16, batches: 3 });
  });

  it('event-inserted: a number past the end of its batch', () =>
    attack(
      (builder) => {
        const batch = first(builder);
        const line = (batch.lines[0] as string).replace('-0000000', '-0000005');
        set(builder, gz(lines(...batch.lines, line, batch.indexLine)));
      },
      (builder) => ({
        kinds: ['event-inserted'],
        code: 1,
        batch: first(builder).id,
        event: `${first(builder).id}-0000005`,
      }),
    ));

  it('every version of an object counts', () =>
    attack(
      (builder) => builder.archive.addVersion(objectOf(first(builder)), 'v0', gz(lines('junk'))),
      (builder) => ({ kinds: ['foreign'], code: 1, object: `${objectOf(first(builder))}@version=v0` }),
      emptyLedger,
    ));

  it('many of them stay bounded, and all are counted', async () => {
    const builder = Builder.sample();
    const text = Array.from({ length: 3000 }, () =>
      lines(...builder.make(1, START + Math.floor(Math.random() * 1e9)).lines),
    );
    builder.archive.set('events/alien', gz(text.join('')));
    const { report } = await verify(builder, emptyLedger);
    expect(report.counts.foreign).toBe(3000);
    expect(found(report, 'foreign').length).toBeLessThan(60);
  });
});

describe('what changes between two readings', () => {
  it('leaves the verdict unknown', async () => {
    const builder = Builder.sample();
    const batch = builder.batches[2] as BuiltBatch;
    builder.archive.set('events/half', gz(lines(...batch.lines.slice(0, 2))));
    const scan = singleThread(builder.archive, new MemorySpill());
    const { kinds } = await verify(builder, {
      scan: {
        ...scan,
        scan: (task, ...rest) => {
          if (task.pass === 'fetch') set(builder, gz('{}\n'), batch);
          return scan.scan(task, ...rest);
        },
      },
    });
    expect(kinds).toEqual(['object-unreadable']);
  });
});
