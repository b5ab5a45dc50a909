import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { auditOnce } from '../../../core/audit/audit';
import { readHoles } from '../../../core/audit/holes';
import { WormtrailError } from '../../../core/errors';
import { redriveHoles } from '../../../core/redrive/holes';
import { appendControl } from '../../../core/seal/append-control';
import { Killed } from '../killing';
import { Auditing, DAY, HOUR, killedAt, PASS, shown } from './auditing';

const later = (auditing: Auditing, ms: number) => auditing.world.clock.advance(ms);
const noHoles = { fresh: 0, days: 0, old: 0 };

describe('an archive in which nothing is wrong', () => {
  test('passes, and what was read is not read again', async () => {
    const a = new Auditing();
    await (await a.batches(5)).seal();
    const first = await a.audit();
    expect(shown(first)).toEqual(PASS);
    expect(first).toMatchObject({
      finished: true,
      kept: true,
      begun: 'first',
      batches: 5,
      events: 10,
      objects: 5,
    });
    expect(first).toMatchObject({ inFlight: 0, holes: noHoles, lag: 0, sealAge: 0 });

    later(a, HOUR);
    const idle = await a.audit();
    expect(shown(idle)).toEqual(PASS);
    expect(idle).toMatchObject({
      begun: undefined,
      leaves: 0,
      batches: 0,
      objects: 0,
      bytes: 0,
      sealAge: 3600,
    });

    await (await a.batches(2)).seal();
    const third = await a.audit();
    expect(shown(third)).toEqual(PASS);
    expect(third).toMatchObject({ batches: 2, objects: 2 });
  });

  test('what is delivered and not sealed yet is judged once it is', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    await a.batches(1);
    expect(await a.audit()).toMatchObject({ ...{ integrity: 'pass', completeness: 'pass' }, batches: 1 });
    await a.seal();
    later(a, HOUR);
    const next = await a.audit();
    expect(shown(next)).toEqual(PASS);
    expect(next).toMatchObject({ batches: 1, objects: 1 });
  });

  test('a batch in two objects is whole when the second is there', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    const [object] = await a.objects();
    let rest = '';
    await a.rewrite(object!.key, (text) => {
      const [first = '', ...others] = text.split('\n');
      rest = others.join('\n');
      return `${first}\n`;
    });
    expect(await a.audit()).toMatchObject({
      integrity: 'pass',
      completeness: 'pass',
      batches: 0,
      inFlight: 1,
    });
    later(a, 3 * HOUR);
    await a.world.archive.put(`${object!.key}-2`, gzipSync(rest));
    const whole = await a.audit();
    expect(shown(whole)).toEqual(PASS);
    expect(whole).toMatchObject({ batches: 1, inFlight: 0, objects: 2 });
    expect(await a.audit()).toMatchObject({ objects: 0 });
  });

  test('a batch that is delivered late, within the limit, is on its way until then', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    const [object] = await a.objects();
    const { bytes } = (await a.world.archive.get(object!.key))!;
    await a.world.archive.remove(object!.key);
    expect(await a.audit()).toMatchObject({ completeness: 'pass', inFlight: 1, batches: 0 });
    later(a, 20 * HOUR);
    await a.world.archive.put(object!.key, bytes);
    expect(await a.audit()).toMatchObject({ completeness: 'pass', inFlight: 0, batches: 1 });
  });

  test('what was delivered before the log began is found, however long before', async () => {
    const a = new Auditing();
    await a.batches(2);
    later(a, 8 * DAY);
    await a.seal();
    const audit = await a.audit();
    expect(shown(audit)).toEqual(PASS);
    expect(audit).toMatchObject({ batches: 2, holes: noHoles });
  });

  test('a batch that is sealed long after it was delivered is found, beside one that was sealed in time', async () => {
    const a = new Auditing();
    await a.put('in time').flush();
    await a.seal();
    const [object] = await a.objects();
    const inTime = gunzipSync((await a.world.archive.get(object!.key))!.bytes).toString();
    await a.put('late').flush();
    const late = (await a.objects()).find(({ key }) => key !== object!.key)!;
    await a.rewrite(late.key, (text) => `${inTime}${text}`);
    await a.audit();
    for (let day = 0; day < 8; day++) {
      later(a, DAY);
      expect((await a.audit()).integrity).toBe('pass');
    }
    await a.seal();
    const next = await a.audit();
    expect(shown(next)).toEqual(PASS);
    expect(next).toMatchObject({ batches: 1, objects: 2 });
    expect(await a.audit()).toMatchObject({ ...{ integrity: 'pass', completeness: 'pass' }, objects: 0 });
  });

  test('of many that were sealed long after, one object a step, none is missed', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    await a.audit();
    await a.batches(6, HOUR);
    later(a, 8 * DAY);
    await a.audit();
    await a.seal();
    const audit = await a.audit({ limits: { leaves: 1, objects: 1, bytes: 1 << 20 } });
    expect(shown(audit)).toEqual(PASS);
    expect(audit).toMatchObject({ finished: true, batches: 6 });
  });

  test('one that was sealed long after and never delivered is a hole, which redrive fills', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    await a.audit();
    await a.put('lost').flush('answer-lost');
    await a.batches(1);
    later(a, 8 * DAY);
    await a.audit();
    await a.seal();
    const hole = await a.audit();
    expect(shown(hole)).toEqual({ integrity: 'pass', completeness: 'fail', kinds: ['hole'] });
    expect(hole.holes).toEqual({ fresh: 0, days: 0, old: 1 });
    await redriveHoles(a.world, await readHoles(a.world.state));
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('identical copies, in time and long after, are harmless', async () => {
    const a = new Auditing();
    await (await a.batches(2)).seal();
    await a.audit();
    const [object] = await a.objects();
    const { bytes } = (await a.world.archive.get(object!.key))!;
    await a.world.archive.put(`${object!.key}-again`, bytes);
    expect(shown(await a.audit())).toEqual(PASS);
    later(a, 23 * HOUR);
    await a.world.archive.put(object!.key.replace(/date=.*hour=\d\d/, 'date=2026-11-24/hour=08'), bytes);
    expect(shown(await a.audit())).toEqual(PASS);
  });
});

describe('what is missing', () => {
  test('a batch that was never delivered is a hole once the limit is over, and by its age', async () => {
    const a = new Auditing();
    await a.put('lost').flush('answer-lost');
    await (await a.batches(1)).seal();
    expect(await a.audit()).toMatchObject({ completeness: 'pass', inFlight: 1 });
    later(a, DAY);
    await a.seal();
    const hole = await a.audit();
    expect(shown(hole)).toEqual({ integrity: 'pass', completeness: 'fail', kinds: ['hole'] });
    expect(hole.holes).toEqual({ fresh: 1, days: 0, old: 0 });
    later(a, DAY);
    expect((await a.audit()).holes).toEqual({ fresh: 0, days: 1, old: 0 });
    later(a, 6 * DAY);
    expect((await a.audit()).holes).toEqual({ fresh: 0, days: 0, old: 1 });
  });

  test('a hole that redrive fills from the list is none any more', async () => {
    const a = new Auditing();
    await a.put('lost').flush('answer-lost');
    await (await a.batches(1)).seal();
    await a.audit();
    expect(await readHoles(a.world.state)).toEqual([]);
    later(a, 5 * DAY);
    await a.audit();
    const holes = await readHoles(a.world.state);
    expect(holes).toHaveLength(1);
    await redriveHoles(a.world, holes);
    const filled = await a.audit();
    expect(shown(filled)).toEqual(PASS);
    expect(filled).toMatchObject({ batches: 1, holes: noHoles });
    expect(await readHoles(a.world.state)).toEqual([]);
  });

  test('an object that was seen and is gone is missed at once, its batches by name', async () => {
    const a = new Auditing();
    await (await a.batches(3)).seal();
    await a.audit();
    const [, object] = await a.objects();
    await a.world.archive.remove(object!.key);
    const gone = await a.audit();
    expect(shown(gone)).toEqual({ integrity: 'pass', completeness: 'fail', kinds: ['hole'] });
    expect(gone.findings[0]?.detail).toMatch(/leaf 2, .*was there before/);
    // It stays so until it is there again.
    later(a, 2 * DAY);
    expect(shown(await a.audit()).completeness).toBe('fail');
    await redriveHoles(a.world, await readHoles(a.world.state));
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('an object that is gone whose lines lie in another one too is not missed', async () => {
    const a = new Auditing();
    await (await a.batches(2)).seal();
    const [object] = await a.objects();
    await a.world.archive.put(`${object!.key}-copy`, (await a.world.archive.get(object!.key))!.bytes);
    await a.audit();
    await a.world.archive.remove(object!.key);
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('a part of a batch is missed when the limit is over', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    const [object] = await a.objects();
    await a.rewrite(object!.key, (text) => `${text.split('\n')[0]}\n`);
    await a.audit();
    later(a, 2 * DAY);
    const first = shown(await a.audit());
    expect(first).toMatchObject({ completeness: 'fail', kinds: ['batch-partial', 'batch-unproven'] });
    later(a, 3 * DAY);
    expect(shown(await a.audit())).toMatchObject({ completeness: 'fail', kinds: ['batch-partial'] });
    await redriveHoles(a.world, await readHoles(a.world.state));
    expect(shown(await a.audit())).toEqual(PASS);
  });
});

test('with a clock hours behind the sealer’s, what it cannot look for yet is on its way', async () => {
  const a = new Auditing();
  await (await a.batches(2)).seal(30);
  later(a, -3 * HOUR);
  expect(await a.audit()).toMatchObject({ completeness: 'pass', integrity: 'pass', inFlight: 2 });
});

test('an object that cannot be read is no hole until it can', async () => {
  const a = new Auditing();
  await (await a.batches(2)).seal(30);
  later(a, 2 * DAY);
  const { archive } = a.world;
  const read = archive.read.bind(archive);
  archive.read = async (info, start, length) => {
    if (info.key.startsWith('events/')) throw new WormtrailError('unavailable', 'a bad day');
    return read(info, start, length);
  };
  expect(shown(await a.audit())).toEqual({
    integrity: 'unknown',
    completeness: 'unknown',
    kinds: ['object-unreadable'],
  });
  expect(await readHoles(a.world.state)).toEqual([]);
  archive.read = read;
  expect(shown(await a.audit())).toEqual(PASS);
});

describe('what an id claims', () => {
  test.each([
    ['an arrival long past does not expire a batch that the log got today', Date.UTC(1980, 0, 1)],
    ['an arrival to come keeps none on its way', Date.UTC(2099, 0, 1)],
  ])('%s', async (_, arrival) => {
    const a = new Auditing();
    await (await a.batches(2)).seal(30);
    await a.claim(arrival);
    await (await a.batches(2)).seal(30);
    const lists: string[] = [];
    const { archive } = a.world;
    const list = archive.list.bind(archive);
    archive.list = (prefix) => {
      lists.push(prefix);
      return list(prefix);
    };
    expect(shown(await a.audit())).toEqual({ integrity: 'pass', completeness: 'fail', kinds: ['hole'] });
    // The hours before now, and those around the claim; these once.
    expect(lists.length).toBeLessThan(110);
    lists.length = 0;
    expect((await a.audit()).completeness).toBe('fail');
    expect(lists.length).toBeLessThan(60);
  });
});

describe('retention', () => {
  test('what is past it is no hole any more', async () => {
    const a = new Auditing();
    await a.put('lost').flush('answer-lost');
    await (await a.batches(1)).seal(30);
    await a.audit();
    later(a, 29 * DAY);
    expect(await a.audit()).toMatchObject({ completeness: 'fail', holes: { old: 1 } });
    later(a, 3 * DAY);
    expect(await a.audit()).toMatchObject({ completeness: 'pass', holes: noHoles });
  });

  test('a longer one that the log says later counts', async () => {
    const a = new Auditing();
    await a.put('lost').flush('answer-lost');
    await (await a.batches(1)).seal(30);
    await a.audit();
    const { ledger, clock } = a.world;
    await appendControl(ledger, clock, await ledger.head('sealer'), { kind: 'retention', days: 60, from: 0 });
    await a.seal(60);
    later(a, 32 * DAY);
    expect(await a.audit()).toMatchObject({ completeness: 'fail', holes: { old: 1 } });
    later(a, 32 * DAY);
    expect(await a.audit()).toMatchObject({ completeness: 'pass' });
  });
});

describe('what was changed', () => {
  test.each([
    ['with its index line', (text: string) => text.replace('event 0 a', 'event 0 x'), 'event-changed'],
    [
      'without it',
      (text: string) => `${text.replace('event 0 a', 'event 0 x').split('\n').slice(0, 2).join('\n')}\n`,
      'batch-changed',
    ],
  ])('an event, %s', async (_, change, kind) => {
    const a = new Auditing();
    await (await a.batches(2)).seal();
    const [object] = await a.objects();
    await a.rewrite(object!.key, change);
    const audit = await a.audit();
    expect(shown(audit)).toEqual({ integrity: 'fail', completeness: 'pass', kinds: [kind] });
    expect(audit.batches).toBe(1);
  });

  test('a changed copy beside what was seen before', async () => {
    const a = new Auditing();
    await (await a.batches(2)).seal();
    await a.audit();
    const [object] = await a.objects();
    const { bytes } = (await a.world.archive.get(object!.key))!;
    const copy = `${object!.key}-copy`;
    await a.world.archive.put(copy, bytes);
    await a.rewrite(copy, (text) => text.replace('event 0 a', 'event 0 x'));
    expect(shown(await a.audit())).toEqual({
      integrity: 'fail',
      completeness: 'pass',
      kinds: ['altered-copy'],
    });
  });

  test('lines that nobody entered, and bytes that are none', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    await a.audit();
    const folder = (await a.objects())[0]!.key.replace(/[^/]*$/, '');
    await a.world.archive.put(`${folder}junk`, gzipSync('{"not":"entered"}\n'));
    await a.world.archive.put(`${folder}noise`, Buffer.from('no gzip at all'));
    const audit = await a.audit();
    expect(shown(audit)).toMatchObject({ integrity: 'fail', completeness: 'pass' });
    expect(shown(audit).kinds).toContain('foreign');
    // Told once: it is the verifier that says so each time.
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('junk that is quarantined is silent when it is read again', async () => {
    const a = new Auditing();
    await (await a.batches(1)).seal();
    const key = (await a.objects())[0]!.key.replace(/[^/]*$/, 'junk');
    const junk = gzipSync('{"not":"entered"}\n');
    await a.world.archive.put(key, junk);
    expect(shown(await a.audit())).toMatchObject({ integrity: 'fail', kinds: ['foreign'] });
    const { ledger, clock } = a.world;
    await appendControl(ledger, clock, await ledger.head('operator'), {
      ...{ kind: 'quarantine', object: key, version: 'v1', by: 'somebody', reason: 'a test' },
      hash: createHash('sha256').update(junk).digest('hex'),
    });
    await a.seal();
    await a.forget();
    expect(shown(await a.audit())).toEqual({ ...PASS, kinds: ['quarantined'] });
    await a.seal();
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('the log: cut back, put in the place of another, signed by nobody, gone', async () => {
    const a = new Auditing();
    await (await a.batches(2)).seal();
    const { archive } = a.world;
    const old = (await archive.get('log/checkpoint'))!.bytes;
    await (await a.batches(2)).seal();
    await a.audit();
    const whole = (await archive.get('log/checkpoint'))!.bytes;
    await archive.put('log/checkpoint', old);
    expect(shown(await a.audit())).toEqual({
      integrity: 'unknown',
      completeness: 'fail',
      kinds: ['rollback'],
    });
    expect(shown(await a.audit({ sealed: async () => undefined })).kinds).toEqual(['rollback']);
    await archive.put('log/checkpoint', Buffer.from(whole).fill('A', whole.length - 20, whole.length - 3));
    expect(shown(await a.audit())).toMatchObject({ integrity: 'fail' });
    await archive.remove('log/checkpoint');
    expect(shown(await a.audit())).toMatchObject({ completeness: 'fail', kinds: ['checkpoint-missing'] });
    await archive.put('log/checkpoint', whole);
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('a bundle that is altered or gone takes the audit no further', async () => {
    const a = new Auditing();
    await (await a.batches(2)).seal();
    const { archive } = a.world;
    const bundle = (await a.objects('log/tile/entries/')).at(-1)!.key;
    const { bytes } = (await archive.get(bundle))!;
    await archive.put(bundle, Buffer.from(bytes).fill('x', 40, 41));
    expect(shown(await a.audit())).toEqual({
      integrity: 'fail',
      completeness: 'unknown',
      kinds: ['bundle-damaged'],
    });
    await archive.remove(bundle);
    expect(shown(await a.audit())).toMatchObject({ completeness: 'fail', kinds: ['bundle-missing'] });
    await archive.put(bundle, bytes);
    expect(shown(await a.audit())).toEqual(PASS);
  });

  test('without a key nothing passes, and an archive without a log does not either', async () => {
    const a = new Auditing();
    expect(shown(await a.audit())).toMatchObject({
      integrity: 'unknown',
      completeness: 'unknown',
      kinds: ['no-log'],
    });
    await (await a.batches(1)).seal();
    expect(shown(await a.audit({ keys: [] }))).toMatchObject({ integrity: 'unknown', kinds: ['no-key'] });
  });
});

describe('in steps', () => {
  const small = { leaves: 1, objects: 1, bytes: 1 << 30 };

  test('of one object each it finds the same', async () => {
    const a = new Auditing();
    await a.batches(6);
    await a.put('lost').flush('answer-lost');
    await (await a.batches(3, 7 * HOUR)).seal();
    later(a, 2 * DAY);
    const steps = await a.audit({ limits: small });
    expect(shown(steps)).toEqual({ integrity: 'pass', completeness: 'fail', kinds: ['hole'] });
    expect(steps).toMatchObject({ batches: 9, events: 18, holes: { days: 1 }, finished: true });
  });

  test('it stops when its time is up, passes nothing it has not seen, and goes on next time', async () => {
    const a = new Auditing();
    await (await a.batches(6)).seal();
    const { clock } = a.world;
    let reads = 0;
    const archive = {
      ...{ put: a.world.archive.put.bind(a.world.archive), get: a.world.archive.get.bind(a.world.archive) },
      ...{
        list: a.world.archive.list.bind(a.world.archive),
        remove: a.world.archive.remove.bind(a.world.archive),
        expire: a.world.archive.expire.bind(a.world.archive),
      },
      read: (...args: Parameters<typeof a.world.archive.read>) => {
        reads++;
        clock.advance(1000);
        return a.world.archive.read(...args);
      },
    };
    const part = await a.audit({ archive, until: clock.now() + 2500 });
    expect(part).toMatchObject({
      finished: false,
      integrity: 'unknown',
      completeness: 'unknown',
      objects: 3,
    });
    const readBefore = reads;
    const rest = await a.audit({ archive });
    expect(shown(rest)).toEqual(PASS);
    expect(rest).toMatchObject({ finished: true, objects: 3, batches: 3 });
    expect(reads).toBe(2 * readBefore);
  });
});

describe('its state', () => {
  const documents = async (a: Auditing) => {
    const keys: string[] = [];
    for await (const { key } of a.world.state.list('audit/state-')) keys.push(key);
    return keys;
  };

  test('is one document, whatever happened before', async () => {
    const a = new Auditing();
    for (let i = 0; i < 3; i++) {
      await (await a.batches(1)).seal();
      await a.audit();
    }
    expect(await documents(a)).toHaveLength(1);
  });

  test.each<[string, (a: Auditing, key: string) => Promise<unknown>, string]>([
    ['lost', (a, key) => a.world.state.remove(key), 'lost'],
    [
      'altered',
      async (a, key) => {
        const text = Buffer.from((await a.world.state.get(key))!.bytes).toString();
        await a.world.state.put(key, Buffer.from(text.replace('"awaited":[[1,1]]', '"awaited":[]')));
      },
      'altered',
    ],
    ['no JSON', (a, key) => a.world.state.put(key, Buffer.from('{')), 'altered'],
    ['gone with its register', async (a) => a.forget(), 'first'],
  ])('%s: the audit begins anew and misses nothing', async (_, harm, begun) => {
    const a = new Auditing();
    await a.put('lost').flush('answer-lost');
    await (await a.batches(2)).seal();
    await a.audit();
    const [key] = await documents(a);
    await harm(a, key!);
    later(a, 2 * DAY);
    const audit = await a.audit();
    expect(audit).toMatchObject({ begun, batches: 2, completeness: 'fail', holes: { fresh: 0, days: 1 } });
  });

  test('two audits at once: one is kept, both say the same', async () => {
    const a = new Auditing();
    await (await a.batches(4)).seal();
    const both = await Promise.all([a.audit(), a.audit()]);
    expect(both.map(shown)).toEqual([PASS, PASS]);
    expect(both.some(({ kept }) => kept)).toBe(true);
    later(a, HOUR);
    await (await a.batches(1)).seal();
    expect(await a.audit()).toMatchObject({
      integrity: 'pass',
      completeness: 'pass',
      objects: 1,
      begun: undefined,
    });
    expect(await documents(a)).toHaveLength(1);
  });
});

describe('an audit that is killed', () => {
  test.each([true, false])(
    'at any of its writes (carried out: %s) is as if it had stopped there',
    async (after) => {
      for (let at = 1, done = false; !done; at++) {
        const a = new Auditing();
        await a.put('lost').flush('answer-lost');
        await (await a.batches(4)).seal();
        await a.audit();
        await a.batches(3);
        later(a, 2 * DAY);
        await (await a.batches(2)).seal();
        const { options, effects } = killedAt(at, after, a.auditOptions());
        const limits = { leaves: 2, objects: 2, bytes: 1 << 30 };
        const result = await auditOnce({ ...options, limits }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Killed);
        });
        done = result !== undefined && effects() < at;
        const next = await a.audit();
        expect(next.finished).toBe(true);
        expect(next).toMatchObject({
          integrity: 'pass',
          completeness: 'fail',
          holes: { days: 1 },
          inFlight: 0,
        });
        expect((await a.auditorLane()).map(({ report }) => report)).toEqual(['log/reports/2026-11-23.json']);
        expect(await a.objects('log/reports/')).toHaveLength(1);
        expect(await readHoles(a.world.state)).toHaveLength(1);
        // Nothing but the newest document, and what killed audits had not got to name.
        await redriveHoles(a.world, await readHoles(a.world.state));
        expect(shown(await a.audit())).toEqual(PASS);
      }
    },
  );
});

describe('the report of a day', () => {
  const day = async () => {
    const a = new Auditing();
    await a.put('lost').flush('answer-lost');
    await (await a.batches(2)).seal();
    await a.audit();
    later(a, HOUR);
    await a.audit();
    later(a, DAY);
    return a;
  };

  test('is stored on the next, and entered in the log once', async () => {
    const a = await day();
    const next = await a.audit();
    expect(next.report).toBe('log/reports/2026-11-23.json');
    const { bytes } = (await a.world.archive.get('log/reports/2026-11-23.json'))!;
    const report = JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
    expect(report).toMatchObject({
      ...{ wormtrail: 'report/v1', date: '2026-11-23', integrity: 'pass', completeness: 'pass', audits: 2 },
      ...{
        batches: 2,
        events: 4,
        objects: 2,
        inFlight: 1,
        finished: true,
        sealAge: 3600,
        through: 1,
        findings: [],
      },
      holes: noHoles,
    });
    expect(report.normalizers).toHaveLength(1);
    expect(await a.auditorLane()).toEqual([
      expect.objectContaining({
        ...{ kind: 'audit', report: 'log/reports/2026-11-23.json', integrity: 'pass', completeness: 'pass' },
        hash: createHash('sha256').update(bytes).digest('hex'),
        through: 1,
      }),
    ]);
    expect((await a.audit()).report).toBeNull();
    expect(await a.auditorLane()).toHaveLength(1);
  });

  test('has the worst of the day, and what was found once', async () => {
    const a = await day();
    await a.audit();
    later(a, HOUR);
    await a.audit();
    later(a, DAY);
    await a.audit();
    const { bytes } = (await a.world.archive.get('log/reports/2026-11-24.json'))!;
    expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({
      ...{ completeness: 'fail', counts: { hole: 1 }, audits: 2, findings: [{ kind: 'hole' }] },
    });
  });

  test('that is stored and not entered is entered by the next audit', async () => {
    const a = await day();
    const { ledger } = a.world;
    const commit = ledger.commit.bind(ledger);
    ledger.commit = () => Promise.reject(new Error('killed'));
    await expect(a.audit()).rejects.toThrow('killed');
    expect(await a.objects('log/reports/')).toHaveLength(1);
    ledger.commit = commit;
    expect((await a.audit()).report).toBe('log/reports/2026-11-23.json');
    expect(await a.objects('log/reports/')).toHaveLength(1);
    expect(await a.auditorLane()).toHaveLength(1);
  });

  test('goes beside what somebody else put in its place, and the log says which it is', async () => {
    const a = await day();
    await a.world.archive.put('log/reports/2026-11-23.json', Buffer.from('{"all":"well"}'));
    expect((await a.audit()).report).toBe('log/reports/2026-11-23-2.json');
    expect(await a.auditorLane()).toMatchObject([{ report: 'log/reports/2026-11-23-2.json' }]);
  });

  test('two audits at once enter it once', async () => {
    const a = await day();
    await Promise.all([a.audit(), a.audit()]);
    expect(await a.auditorLane()).toHaveLength(1);
    await a.seal();
    expect(shown(await a.audit())).toMatchObject({ integrity: 'pass' });
  });
});
