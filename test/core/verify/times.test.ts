import { Builder, type BuiltBatch, delivered, gz, lines, objectOf, START } from './builder';
import { attack, found, verify } from './harness';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TRUSTED = { storedTimesTrusted: true };
const LIMIT = { deliveryLimit: 86_400 };

/** A batch that is entered, and gone. */
function gone(builder: Builder, arrival?: number): BuiltBatch {
  const batch = builder.batch(2, arrival);
  builder.archive.remove(objectOf(batch));
  return batch;
}

describe('the present', () => {
  it('present: is the verifier’s clock where the store’s times cannot be trusted', async () => {
    const builder = new Builder(LIMIT);
    gone(builder);
    builder.seal({ storedAt: START + 5 * DAY });
    const { report, kinds } = await verify(builder, { now: START + HOUR });
    expect(report.time).toEqual({ source: 'clock', at: new Date(START + HOUR).toISOString() });
    expect(kinds).toEqual([]);
  });

  it.each([
    ['before the newest object', -300, 0, []],
    ['after it', 2, 2, []],
    ['more than a day after it', 400, 24, ['hole']],
  ])('present: is the clock as far as the store’s times bear it out: %s', async (_, clock, at, kinds) => {
    const builder = new Builder(LIMIT);
    gone(builder, START + HOUR);
    builder.seal({ storedAt: START + HOUR });
    const now = START + (clock + 1) * HOUR;
    const result = await verify(builder, { now, ...TRUSTED });
    expect(result.report.time).toEqual({
      source: 'store',
      at: new Date(START + (at + 1) * HOUR).toISOString(),
    });
    expect(result.kinds).toEqual(kinds);
  });

  it('present: a clock that is slow leaves nothing in flight for ever', async () => {
    const builder = new Builder(LIMIT);
    gone(builder);
    builder.batch(1);
    builder.seal({ storedAt: START + 2 * DAY });
    expect((await verify(builder, { now: 0, ...TRUSTED })).kinds).toEqual(['hole']);
    expect((await verify(builder, { now: 0 })).kinds).toEqual([]);
  });

  it('expired-by-clock: a fast one excuses nothing: one cannot tell', async () => {
    const builder = new Builder({ retention: 30 });
    gone(builder);
    builder.seal({ storedAt: START + HOUR });
    const now = START + 100 * DAY;
    await attack(
      () => {},
      { kinds: ['expired-by-clock'], code: 4, integrity: 'pass', completeness: 'unknown' },
      { now, ...TRUSTED },
      builder,
    );
    expect((await verify(builder, { now })).kinds).toEqual([]);
    const alive = builder.seal({ storedAt: now - HOUR });
    expect((await verify(alive, { now, ...TRUSTED })).kinds).toEqual([]);
  });
});

describe('when a batch was stored, and committed', () => {
  it('backdated: an id that claims to be old makes nothing expire that was committed later', async () => {
    const builder = new Builder({ retention: 30 });
    builder.heartbeat(START);
    gone(builder, START - 400 * DAY);
    builder.seal();
    await attack(() => {}, { kinds: ['hole'], code: 3 }, { now: START + 29 * DAY }, builder);
    expect((await verify(builder, { now: START + 32 * DAY })).kinds).toEqual([]);
  });

  it('backdated: so with a failed delivery', async () => {
    const builder = new Builder({ retention: 30 });
    builder.heartbeat(START);
    builder.time = START - 400 * DAY;
    builder.failed('failed/x', Buffer.from('x'));
    builder.archive.remove('failed/x');
    builder.seal();
    expect((await verify(builder, { now: START + 29 * DAY })).kinds).toEqual(['failed-missing']);
    expect((await verify(builder, { now: START + 32 * DAY })).kinds).toEqual([]);
  });

  it('postdated: an id that claims to be new keeps nothing in flight that was committed long ago', async () => {
    const builder = new Builder(LIMIT);
    const batch = gone(builder, START + 900 * DAY);
    const place = builder.leaves.length - 1;
    builder.heartbeat();
    builder.seal();
    await attack(
      () => {},
      { kinds: ['hole'], code: 3, batch: batch.id, detail: new RegExp(`^leaf ${place},`) },
      { now: START + 2 * DAY },
      builder,
    );
    expect((await verify(builder, { now: START + HOUR })).kinds).toEqual([]);
  });

  it('late-heartbeat: one of a sealer that died says nothing of rows beside it that it does not name', async () => {
    const builder = new Builder(LIMIT);
    builder.batch(1);
    gone(builder, START + 20 * HOUR);
    builder.heartbeat(START, { '0': 1 });
    builder.seal();
    expect((await verify(builder, { now: START + 30 * HOUR })).kinds).toEqual([]);
    expect((await verify(builder, { now: START + 45 * HOUR })).kinds).toEqual(['hole']);
  });

  it('postdated: nor by what the store says, should the sealer’s clock be wrong too', async () => {
    const builder = new Builder(LIMIT);
    gone(builder, START + 900 * DAY);
    builder.time = START + 900 * DAY;
    builder.heartbeat();
    builder.seal({ storedAt: START });
    builder.batch(1);
    builder.seal({ storedAt: START + 2 * DAY });
    expect((await verify(builder, { now: START + 2 * DAY, ...TRUSTED })).kinds).toEqual(['hole']);
  });

  it('heartbeat-ahead-of-store: one read after its checkpoint was stored is not believed', async () => {
    const builder = new Builder();
    builder.batch(2);
    builder.heartbeat(START);
    builder.seal({ storedAt: START + 1000 });
    builder.heartbeat(START + 300 * DAY);
    builder.seal({ storedAt: START + HOUR });
    const alien = builder.make(2);
    builder.archive.set('events/new', gz(lines(...alien.lines)), START + 2 * HOUR);
    const { report, kinds } = await verify(builder, TRUSTED);
    expect(kinds).toEqual([]);
    expect(report.counts.unsealed).toBe(2);
    builder.archive.set('events/new', gz(lines(...alien.lines)), START - 1);
    expect((await verify(builder, TRUSTED)).kinds).toEqual(['foreign']);
  });
});

describe('what an auditor saw delivered', () => {
  it('seen-delivered: is not on its way any more: a removal shows as a hole', async () => {
    const builder = new Builder(LIMIT);
    const seen = gone(builder);
    builder.audit();
    const late = gone(builder);
    builder.seal();
    const { report } = await attack(
      () => {},
      { kinds: ['hole'], code: 3, batch: seen.id },
      { now: START + HOUR },
      builder,
    );
    expect(found(report, 'in-flight')).toMatchObject([{ batch: late.id }]);
    expect(report.completeThrough).toBe(1);
  });

  it('gone-early: a day of which a part was removed before its time is told besides', async () => {
    const make = (retention: number | undefined) => {
      const builder = new Builder(retention === undefined ? {} : { retention });
      builder.batch(2);
      builder.batch(2, START + DAY);
      gone(builder);
      builder.audit();
      return builder.seal();
    };
    const { report } = await attack(
      () => {},
      { kinds: ['hole', 'selective-expiry'], code: 3 },
      { now: START + 9 * DAY },
      make(30),
    );
    expect(found(report, 'selective-expiry')).toMatchObject([
      { detail: '2026-11-23: 1 batches gone before their time, 1 left' },
    ]);
    expect((await verify(make(undefined), { now: START + 9 * DAY })).kinds).toEqual(['hole']);
  });
});

describe('the retention that binds a batch', () => {
  /** A batch of 40 days ago, gone, under the retention of 30 days; then as `more` says. */
  const built = (more: (builder: Builder) => void, time = START) => {
    const builder = new Builder({ retention: 30 });
    gone(builder, START - 40 * DAY);
    builder.time = time;
    more(builder);
    return builder.seal();
  };

  it('retention: may be lengthened for what is there, and not for what had expired by then', async () => {
    const longer = (b: Builder) => b.control('retention', { days: 90, from: 0 });
    expect((await verify(built(longer, START - 20 * DAY))).kinds).toEqual(['hole']);
    expect((await verify(built(longer))).kinds).toEqual([]);
    const never = (b: Builder) => b.control('retention', { days: null, from: 0 });
    expect((await verify(built(never, START - 20 * DAY))).kinds).toEqual(['hole']);
  });

  it('retention-refused: one that reaches back to shorten has no effect, and is told', async () => {
    const builder = built((b) => {
      gone(b, START - 10 * DAY);
      b.control('retention', { days: 5, from: 0 });
    });
    const { report } = await attack(() => {}, { kinds: ['hole', 'refused'], code: 3 }, {}, builder);
    expect(found(report, 'refused')).toMatchObject([{ severity: 'warning' }]);
  });

  it('retention: may be shortened for what follows', async () => {
    const builder = built((b) => {
      b.control('retention', { days: 5, from: 2 });
      gone(b, START - 10 * DAY);
    });
    expect((await verify(builder)).kinds).toEqual([]);
  });
});

describe('a batch of which a part is gone', () => {
  /** Two objects hold a batch; the one stored first is gone. */
  const halved = (withIndex: boolean, arrival = START - 40 * DAY) => {
    const builder = new Builder({ retention: 30 });
    const batch = builder.batch(4, arrival);
    const rest = withIndex ? [batch.indexLine, batch.entryText] : [];
    builder.archive.set(objectOf(batch), gz(lines(...batch.lines.slice(2), ...rest)));
    return { builder: builder.seal(), batch };
  };

  it.each([true, false])('expired-in-part: is no finding once it has expired; index line: %s', async (is) => {
    const { builder, batch } = halved(is, START - 32 * DAY);
    const { report } = await attack(() => {}, { kinds: [], code: 0 }, {}, builder);
    expect(found(report, 'expired')).toMatchObject([
      { batch: batch.id, detail: '2 of 4 events are gone: 0–1' },
    ]);
    expect(report.completeThrough).toBe(2);
    expect((await verify(builder, { minRetentionDays: 90 })).code).toBe(3);
  });

  it('expired-in-part: what is left must not contradict itself', async () => {
    const { builder, batch } = halved(true, START - 32 * DAY);
    const edited = (batch.lines[3] as string).replace('event', 'evenT');
    builder.archive.set(objectOf(batch), gz(lines(batch.lines[2] as string, edited, batch.indexLine)));
    await attack(() => {}, { kinds: ['event-changed'], code: 1, batch: batch.id }, {}, builder);
  });

  it('part-gone: a week later it is selective', async () => {
    const { builder } = halved(true);
    await attack(
      () => {},
      { kinds: ['selective-expiry'], code: 3, detail: /^2026-10-14: 1 batches gone, 1 left/ },
      {},
      builder,
    );
  });
});

describe('a batch of which a part is on its way', () => {
  /** Of a batch the first two of five events are there; the rest lies in an object that may come. */
  const halved = (withIndex: boolean, genesis: ConstructorParameters<typeof Builder>[0] = LIMIT) => {
    const builder = new Builder(genesis);
    builder.batch(3);
    const batch = builder.batch(5);
    const rest = withIndex ? [batch.indexLine, batch.entryText] : [];
    builder.archive.set(objectOf(batch), gz(lines(...batch.lines.slice(0, 2), ...rest)));
    builder.batch(2);
    return { builder, batch };
  };
  const missing = (withIndex: boolean) => ({
    kinds: ['batch-unproven', withIndex ? 'event-missing' : 'batch-partial'] as const,
    code: 3 as const,
    integrity: 'unknown' as const,
  });
  const late = { now: START + 26 * HOUR };

  it.each([true, false])(
    'in-flight-part: within the delivery limit, which only lowers completeThrough; index line: %s',
    async (is) => {
      const { builder, batch } = halved(is);
      const { report } = await attack((b) => b.seal(), { kinds: [], code: 0 }, {}, builder);
      expect(found(report, 'in-flight')).toEqual([
        expect.objectContaining({
          batch: batch.id,
          detail: expect.stringMatching(/^leaf 2, 3 of 5 events are not there yet: 2–4, arrived 2026-11-23T/),
        }),
      ]);
      expect(report).toMatchObject({ completeThrough: 2, events: 5, counts: { inFlight: 1 } });
      expect(await verify(builder, { since: START })).toMatchObject({ kinds: [], code: 0 });
    },
  );

  it.each([true, false])('beyond the limit the rest is missing; index line: %s', async (is) => {
    const { builder } = halved(is);
    const { report } = await attack((b) => b.seal(), missing(is), late, builder);
    expect(report).toMatchObject({ completeThrough: 2, counts: { inFlight: 0 } });
  });

  it.each([true, false])('nothing is on its way in a local archive; index line: %s', async (is) => {
    await attack((b) => b.seal(), missing(is), {}, halved(is, {}).builder);
  });

  it('seen-delivered: nor is what an auditor saw delivered', async () => {
    const { builder } = halved(true);
    builder.audit();
    await attack((b) => b.seal(), missing(true), {}, builder);
  });

  it('postdated: nor is the rest of a batch whose id claims to be new', async () => {
    const builder = new Builder(LIMIT);
    const batch = builder.batch(3, START + 900 * DAY);
    builder.archive.set(objectOf(batch), gz(lines(...batch.lines.slice(1))));
    builder.heartbeat();
    builder.seal();
    expect((await verify(builder, { now: START + HOUR })).kinds).toEqual([]);
    expect((await verify(builder, { now: START + 2 * DAY })).kinds).toEqual([
      'batch-partial',
      'batch-unproven',
    ]);
  });

  it('present: the limit runs by the present that whole batches go by', async () => {
    const { builder } = halved(true);
    builder.seal({ storedAt: START + 2 * DAY });
    expect((await verify(builder, { now: 0, ...TRUSTED })).code).toBe(3);
    expect((await verify(builder, { now: 0 })).code).toBe(0);
  });

  it('in-flight-part: what has come must not contradict its index line', async () => {
    const { builder, batch } = halved(true);
    const edited = (batch.lines[1] as string).replace('event', 'evenT');
    builder.archive.set(objectOf(batch), gz(lines(batch.lines[0] as string, edited, batch.indexLine)));
    const { report } = await attack(
      (b) => b.seal(),
      { kinds: ['event-changed'], code: 1, event: `${batch.id}-0000001` },
      {},
      builder,
    );
    expect(found(report, 'in-flight')).toMatchObject([{ batch: batch.id }]);
  });

  it.each([
    [true, 'altered-copy'],
    [false, 'batch-changed'],
  ] as const)('in-flight-part: nor itself; index line: %s', async (is, kind) => {
    const { builder, batch } = halved(is);
    const edited = (batch.lines[1] as string).replace('event', 'evenT');
    builder.archive.set('events/date=2026-11-23/hour=09/beside', gz(lines(edited)));
    await attack((b) => b.seal(), { kinds: [kind], code: 1, batch: batch.id }, {}, builder);
  });

  it('is whole once the rest has come', async () => {
    const { builder, batch } = halved(true);
    builder.archive.set('events/date=2026-11-23/hour=09/rest', gz(lines(...batch.lines.slice(2))));
    const { report } = await attack((b) => b.seal(), { kinds: [], code: 0 }, late, builder);
    expect(report).toMatchObject({ completeThrough: 4, events: 10, counts: { inFlight: 0 } });
  });
});

describe('a day past its retention', () => {
  const old = START - 60 * DAY;
  const left = (storedAt: number | undefined) => {
    const builder = new Builder({ retention: 30 });
    gone(builder, old);
    const batch = builder.batch(2, old + 1000);
    builder.archive.set(objectOf(batch), delivered(batch), storedAt);
    return { builder: builder.seal({ storedAt: START }), batch };
  };

  it('stored-later: a copy that was stored later may stay as long as it may', async () => {
    expect((await verify(left(old).builder, TRUSTED)).kinds).toEqual(['selective-expiry']);
    expect((await verify(left(undefined).builder)).kinds).toEqual(['selective-expiry']);
    const { builder, batch } = left(START - 20 * DAY);
    expect((await verify(builder, TRUSTED)).kinds).toEqual([]);
    expect((await verify(builder)).kinds).toEqual(['selective-expiry']);
    // Whichever copy is read first.
    builder.archive.set('events/date=2026-09-24/hour=09/again', delivered(batch), old);
    expect((await verify(builder, TRUSTED)).kinds).toEqual([]);
  });
});

describe('an overwritten version', () => {
  /** A batch whose object was overwritten ten days later, beside one that was not. */
  const overwritten = (bytes: (batch: BuiltBatch) => Buffer) => {
    const builder = new Builder({ retention: 90 });
    const batch = builder.batch(3);
    builder.batch(2);
    const key = objectOf(batch);
    builder.archive.set(key, bytes(batch), START + 10 * DAY);
    builder.archive.addVersion(key, 'v0', delivered(batch), START);
    builder.heartbeat(START + 11 * DAY);
    builder.audit();
    return { builder: builder.seal({ storedAt: START + 11 * DAY }), key };
  };
  const options = { now: START + 40 * DAY, ...TRUSTED };
  const atLockEnd = (builder: Builder, key: string) => {
    const [kept] = builder.archive.files.get(key) ?? [];
    if (kept) builder.archive.files.set(key, [kept]);
  };

  it('goes without a trace where the same lines are left', async () => {
    const { builder, key } = overwritten((batch) => gz(lines(...batch.lines)));
    atLockEnd(builder, key);
    expect(await verify(builder, options)).toMatchObject({ code: 0, kinds: [] });
  });

  it('leaves a hole where junk is left: the day is partly gone before its time', async () => {
    const { builder, key } = overwritten(() => gz('junk\n'));
    expect((await verify(builder, options)).kinds).toEqual(['foreign']);
    atLockEnd(builder, key);
    expect((await verify(builder, options)).kinds).toEqual(['foreign', 'hole', 'selective-expiry']);
  });

  it('leaves a change where an edited copy is left', async () => {
    const { builder, key } = overwritten((batch) =>
      delivered(
        batch,
        batch.lines.map((line) => line.replace('event 1', 'event 9')),
      ),
    );
    expect((await verify(builder, options)).kinds).toEqual(['altered-copy']);
    atLockEnd(builder, key);
    expect((await verify(builder, options)).kinds).toEqual(['event-changed']);
  });
});

describe('lines that only the ledger knows', () => {
  const unsealed = () => {
    const builder = Builder.sample();
    const batch = builder.enter(builder.make(4));
    const entry = JSON.parse(batch.entryText);
    return {
      builder,
      batch,
      ledger: {
        unsealed: async function* () {
          yield entry;
        },
      },
    };
  };

  it('unsealed-too-old: are foreign if they were stored before the newest heartbeat', async () => {
    const { builder, batch, ledger } = unsealed();
    builder.archive.set('events/x', delivered(batch), START);
    await attack(
      () => {},
      { kinds: ['foreign'], code: 1, batch: batch.id, object: 'events/x' },
      { ...TRUSTED, ...ledger },
      builder,
    );
    expect((await verify(builder, ledger)).kinds).toEqual([]);
  });

  it('unsealed-too-old: even if it is but a copy of their entry', async () => {
    const { builder, batch, ledger } = unsealed();
    builder.archive.set('events/x', gz(lines(batch.indexLine, batch.entryText)), START);
    const { report, kinds } = await verify(builder, { ...TRUSTED, ...ledger });
    expect(kinds).toEqual(['foreign']);
    expect(report.counts).toMatchObject({ foreign: 2, unsealed: 0 });
  });

  it('are not sealed yet if they were stored after it', async () => {
    const { builder, batch, ledger } = unsealed();
    builder.archive.set('events/x', delivered(batch), START + HOUR);
    const { report, kinds } = await verify(builder, { ...TRUSTED, ...ledger });
    expect(kinds).toEqual([]);
    expect(report.counts).toMatchObject({ foreign: 0, unsealed: 4 });
  });
});

describe('a row that was refused', () => {
  const leaf = 'ab'.repeat(32);
  const refused = (at: number) => {
    const builder = new Builder();
    builder.batch(2);
    builder.control('refused', { refused: 'auditor', at, leaf });
    builder.addLeaf(
      JSON.stringify({
        wormtrail: 'control/v1',
        lane: 'auditor',
        seq: at + 1,
        prev: leaf,
        time: '2026-11-23T09:00:00.000Z',
        kind: 'audit',
        report: 'log/reports/2026-11-23.json',
        hash: leaf,
        integrity: 'pass',
        completeness: 'pass',
        size: 1,
        through: 1,
      }),
    );
    return builder.seal();
  };

  it('refused: is told, and its lane goes on after it', async () => {
    const { report } = await attack(() => {}, { kinds: ['refused'], code: 0 }, {}, refused(1));
    expect(found(report, 'refused')).toMatchObject([
      { severity: 'warning', detail: 'leaf 2: row 1 of lane auditor' },
    ]);
  });

  it('refused-gap: leaves no gap before it', () =>
    attack(() => {}, { kinds: ['lane-gap', 'refused'], code: 1 }, {}, refused(2)));
});
