import { Builder, START } from './builder';
import { attack, found, verify } from './harness';

const OBJECT = 'failed/processing-failed/date=2026-11-23/hour=09/one';
const BYTES = Buffer.from('{"rawData":"b25l"}\n');
const OTHER = Buffer.from('{"rawData":"dHdv"}\n');
const DAY = 86_400_000;

/** Some batches, and failed deliveries as `add` makes them. */
function built(add: (builder: Builder) => void, retention?: number): Builder {
  const builder = new Builder(retention === undefined ? {} : { retention });
  builder.batch(3);
  add(builder);
  builder.batch(2);
  return builder.seal();
}

const failing = () => built((builder) => builder.failed(OBJECT, BYTES));

describe('failed deliveries as they were entered', () => {
  it('pass, brought back, without a finding', async () => {
    const { report, code } = await verify(failing());
    expect(code).toBe(0);
    expect(report.findings).toEqual([]);
    expect(report.completeThrough).toBe(5);
  });

  it('failed-hash: pass in several versions of one key, in any order', async () => {
    const builder = built((b) => {
      b.failed(OBJECT, BYTES);
      b.failed(OBJECT, OTHER);
    });
    builder.archive.files.get(OBJECT)?.reverse();
    const { report, code } = await verify(builder);
    expect(code).toBe(0);
    expect(report.findings).toEqual([]);
    builder.archive.files.get(OBJECT)?.pop();
    expect((await verify(builder)).kinds).toEqual(['failed-missing']);
  });

  it('failed-waiting: are told if nothing was tried yet, or something is left', async () => {
    const untried = await verify(built((b) => b.failed(OBJECT, BYTES, false)));
    expect(untried).toMatchObject({ code: 0, kinds: ['failed-waiting'] });
    expect(found(untried.report, 'failed-waiting')).toMatchObject([
      { severity: 'warning', object: OBJECT, detail: '3 of 3 records' },
    ]);
    const left = await verify(built((b) => b.failed(OBJECT, BYTES, { returned: 2, left: [[1, 1]] })));
    expect(left).toMatchObject({ code: 0, kinds: ['failed-waiting'] });
    expect(found(left.report, 'failed-waiting')).toMatchObject([{ detail: '1 of 3 records' }]);
  });

  it('failed-given-up: are told if something was given up, and not any more once it came back', async () => {
    const givenUp = { returned: 1, givenUp: [[1, 2]] };
    const result = await verify(built((b) => b.failed(OBJECT, BYTES, givenUp)));
    expect(result).toMatchObject({ code: 0, kinds: ['failed-given-up'] });
    expect(found(result.report, 'failed-given-up')).toMatchObject([
      { severity: 'warning', object: OBJECT, detail: '2 of 3 records' },
    ]);
    const again = built((b) => {
      const place = b.failed(OBJECT, BYTES, givenUp);
      const { object, version, hash } = JSON.parse(String(b.leaves[place]));
      const body = { object, version, hash, attempt: 4, returned: 2, kept: 0, givenUp: [], left: [] };
      b.control('redriven', body, 'redrive');
    });
    expect((await verify(again)).report.findings).toEqual([]);
  });
});

describe('failed deliveries that were tampered with', () => {
  it('failed-missing: one that is gone fails completeness, from its leaf on', async () => {
    const { report } = await attack(
      ({ archive }) => archive.files.delete(OBJECT),
      { kinds: ['failed-missing'], code: 3, object: OBJECT, detail: /leaf 2.*3 records/ },
      {},
      failing(),
    );
    expect(report.completeThrough).toBe(2);
  });

  it('failed-hash: one that is not as it was entered fails integrity', async () => {
    await attack(
      ({ archive }) => archive.set(OBJECT, OTHER),
      { kinds: ['failed-changed'], code: 1, object: OBJECT },
      {},
      failing(),
    );
  });

  it('failed-changed: so does one byte more', async () => {
    await attack(
      ({ archive }) => archive.set(OBJECT, Buffer.concat([BYTES, Buffer.from('\n')])),
      { kinds: ['failed-changed'], code: 1, object: OBJECT },
      {},
      failing(),
    );
  });

  it('failed-unlisted: another version beside it is told', async () => {
    const { report } = await attack(
      ({ archive }) => archive.addVersion(OBJECT, 'v2', OTHER),
      { kinds: ['failed-unlisted'], code: 0, object: `${OBJECT}@version=v2` },
      {},
      failing(),
    );
    expect(found(report, 'failed-unlisted')).toMatchObject([{ severity: 'warning' }]);
  });

  it('failed-unlisted: an object that the log does not list is told', async () => {
    await attack(
      ({ archive }) => archive.set('failed/new', OTHER),
      { kinds: ['failed-unlisted'], code: 0, object: 'failed/new' },
      {},
      failing(),
    );
  });

  it('failed-unreadable: one that cannot be read leaves both verdicts open', async () => {
    await attack(
      ({ archive }) => archive.unreadable.add(OBJECT),
      { kinds: ['object-unreadable'], code: 4, object: OBJECT, completeness: 'unknown' },
      {},
      failing(),
    );
  });

  it.each(['failed', 'redriven'])('a %s entry in the lane of another role is no entry', async (kind) => {
    const body = { object: OBJECT, version: 'v1', hash: '0'.repeat(64) };
    const more =
      kind === 'failed' ? { records: 3 } : { attempt: 1, returned: 0, kept: 0, givenUp: [], left: [] };
    const builder = built((b) => b.control(kind, { ...body, ...more }));
    const { kinds, code } = await verify(builder);
    expect(kinds).toContain('entry-malformed');
    expect(code).toBe(1);
  });
});

describe('failed deliveries past their retention', () => {
  const gone = () => {
    const builder = built((b) => b.failed(OBJECT, BYTES), 30);
    builder.archive.files.clear();
    return builder.seal();
  };

  it('failed-expired: may be gone, no day before', async () => {
    expect((await verify(gone(), { now: START + 32 * DAY })).kinds).toEqual([]);
    expect((await verify(gone(), { now: START + 29 * DAY })).kinds).toEqual(['failed-missing', 'hole']);
  });

  it('are not looked at where only a range of arrivals is', async () => {
    const builder = failing();
    builder.archive.files.delete(OBJECT);
    expect((await verify(builder, { since: START })).kinds).toEqual([]);
  });
});
