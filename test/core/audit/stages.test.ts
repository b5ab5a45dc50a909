import { readHoles } from '../../../core/audit/holes';
import { STAGE_DAYS } from '../../../core/audit/stages';
import { MAX_ATTEMPTS } from '../../../core/batch/control';
import { parseEntry } from '../../../core/batch/entry';
import { arrivalOf, hourPrefix } from '../../../core/batch/ids';
import { redriveHoles } from '../../../core/redrive/holes';
import { ROW_DAYS } from '../../../core/seal/row-expiry';
import { Killed } from '../killing';
import { ForgettingLedger } from '../seal/forgetting-ledger';
import { Auditing, DAY, HOUR, killedAt, PASS, shown } from './auditing';

const later = (auditing: Auditing, ms: number) => auditing.world.clock.advance(ms);

async function stagesOf(a: Auditing): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of a.world.state.list('stages/')) keys.push(key);
  return keys;
}

/** Digests of the batches, in the order in which they were entered. */
async function digestsOf(a: Auditing): Promise<string[]> {
  return (await a.world.ledger.rows('0', 1, 1000)).map(({ entry }) => parseEntry(entry).digest);
}

test('a stage goes 30 days after its batch arrived, if that was seen delivered', async () => {
  const a = new Auditing();
  await (await a.batches(3, HOUR)).seal();
  await a.audit();
  later(a, (STAGE_DAYS - 1) * DAY);
  expect(await a.audit()).toMatchObject({ stages: 0 });
  expect(await stagesOf(a)).toHaveLength(3);
  later(a, DAY + 3 * HOUR);
  const audit = await a.audit();
  expect(shown(audit)).toEqual(PASS);
  expect(audit).toMatchObject({ stages: 3, finished: true, kept: true });
  expect(await stagesOf(a)).toEqual([]);
  later(a, HOUR);
  expect(await a.audit()).toMatchObject({ stages: 0, begun: undefined });
});

test('an audit that cannot tell, or has no key, lets nothing go', async () => {
  const a = new Auditing();
  await (await a.batches(2)).seal();
  later(a, 40 * DAY);
  expect((await a.audit({ keys: [] })).stages).toBe(0);
  await a.forget();
  const [object] = await a.objects('log/tile/entries/');
  const bundle = (await a.world.archive.get(object!.key))!;
  await a.world.archive.put(object!.key, Buffer.from('rot'));
  expect((await a.audit()).finished).toBe(false);
  expect(await stagesOf(a)).toHaveLength(2);
  await a.world.archive.put(object!.key, bundle.bytes);
  expect((await a.audit()).stages).toBe(2);
});

test('the stage of a hole stays, at any age, and the hole is filled from it; then it goes', async () => {
  const a = new Auditing();
  a.world.ledger = new ForgettingLedger(a.world.clock);
  await (await a.batches(3)).seal();
  const [, hole] = await digestsOf(a);
  await a.world.archive.remove((await a.objects())[1]!.key);
  await a.audit();
  for (let day = 0; day < 40; day++) {
    later(a, DAY);
    await a.seal();
    await a.audit();
  }
  expect(await stagesOf(a)).toEqual([expect.stringContaining(hole!)]);
  later(a, 2 * ROW_DAYS * DAY);
  await a.seal();
  await a.audit();
  expect(await stagesOf(a)).toHaveLength(1);
  // Its row stays as long: nobody said that it was seen.
  expect(await redriveHoles(a.world, await readHoles(a.world.state))).toMatchObject([
    { outcome: 'delivered' },
  ]);
  later(a, DAY);
  const filled = await a.audit();
  expect(shown(filled)).toEqual(PASS);
  expect(filled.stages).toBe(1);
});

test('the stage of a batch that was seen and is gone again stays', async () => {
  const a = new Auditing();
  await (await a.batches(2)).seal();
  await a.audit();
  const [first] = await a.objects();
  await a.world.archive.remove(first!.key);
  await a.audit();
  later(a, 40 * DAY);
  expect((await a.audit()).stages).toBe(1);
  expect(await stagesOf(a)).toHaveLength(1);
});

test('the stage of a batch that was changed stays: it is what is left of it', async () => {
  const a = new Auditing();
  await (await a.batches(2)).seal();
  const [first] = await a.objects();
  await a.rewrite(first!.key, (text) => text.replace('event 0 a', 'event 0 x'));
  expect((await a.audit()).integrity).toBe('fail');
  later(a, 40 * DAY);
  await a.audit();
  expect(await stagesOf(a)).toEqual([expect.stringContaining((await digestsOf(a))[0]!)]);
});

test('what was committed and is not sealed yet stays', async () => {
  const a = new Auditing();
  await (await a.batches(1)).seal();
  await a.batches(1);
  later(a, 40 * DAY);
  expect((await a.audit()).stages).toBe(1);
  expect(await stagesOf(a)).toEqual([expect.stringContaining((await digestsOf(a))[1]!)]);
  await a.seal();
  later(a, DAY);
  expect((await a.audit()).stages).toBe(1);
});

test('a stage that was never committed goes', async () => {
  const a = new Auditing();
  await (await a.batches(1)).seal();
  const { state, clock } = a.world;
  const key = `stages/${hourPrefix(clock.now())}${'cd'.repeat(32)}`;
  await state.put(key, Buffer.from('staged, and died'));
  later(a, 29 * DAY);
  await a.audit();
  expect(await stagesOf(a)).toContain(key);
  later(a, 2 * DAY);
  await a.audit();
  expect(await stagesOf(a)).toEqual([]);
});

test('stages stay while redrive needs them to tell what a committed batch already has', async () => {
  const a = new Auditing();
  await a.batches(1);
  // Committed, and under failed/ as well: the answer was lost.
  await a.put('twice?').flush('answer-lost');
  await (await a.batches(1, 10 * DAY)).seal();
  later(a, 45 * DAY);
  await a.audit();
  // The object under failed/ has no time by which it could be told from an old one.
  expect(await stagesOf(a)).toHaveLength(3);
  expect(await a.redrive()).toMatchObject({ kept: 1, returned: 0 });
  await a.seal();
  later(a, DAY);
  await a.audit();
  expect(await stagesOf(a)).toEqual([]);
  expect(a.returned).toEqual([]);
});

test('what redrive gave up holds nothing back', async () => {
  const a = new Auditing();
  a.poison.add('poison');
  await a.batches(1);
  await a.put('poison').flush();
  for (let attempt = 0; attempt <= MAX_ATTEMPTS + 1; attempt++) {
    await a.redrive();
    later(a, 7 * HOUR);
    await a.flush();
  }
  await a.seal();
  later(a, 40 * DAY);
  await a.audit();
  const left = (await stagesOf(a)).filter((key) => key.includes('date=2026-11'));
  expect(left).toEqual([]);
});

test('what is rotten in the ledger lets nothing go', async () => {
  const a = new Auditing();
  await (await a.batches(1)).seal();
  await a.audit();
  later(a, 40 * DAY);
  const { ledger } = a.world;
  const findBatch = ledger.findBatch.bind(ledger);
  ledger.findBatch = async (digest) => {
    const row = await findBatch(digest);
    return row && { ...row, entry: Buffer.from('{"wormtrail":"entry/v1"') };
  };
  await a.audit();
  expect(await stagesOf(a)).toHaveLength(1);
});

test('as far as the time goes, from the oldest hour on, and once a day', async () => {
  const a = new Auditing();
  await (await a.batches(60, HOUR)).seal();
  await a.audit();
  later(a, 40 * DAY);
  await a.seal();
  const { clock, state } = a.world;
  const all = await stagesOf(a);
  const expire = state.expire.bind(state);
  state.expire = (key) => {
    clock.advance(1000);
    return expire(key);
  };
  await a.audit({ until: clock.now() + 20_000 });
  const some = await stagesOf(a);
  expect(some.length).toBeLessThan(60);
  expect(some.length).toBeGreaterThan(0);
  expect(some).toEqual(all.slice(60 - some.length));
  await a.audit();
  expect(await stagesOf(a)).toEqual([]);

  // The walk of the day is over.
  const lists: string[] = [];
  const list = state.list.bind(state);
  state.list = (prefix) => {
    lists.push(prefix);
    return list(prefix);
  };
  await a.audit();
  expect(lists).toEqual([]);
  later(a, DAY);
  await a.audit();
  expect(lists).toEqual(['stages/']);
});

test('killed at any write, it lets go of nothing that is needed, and the next audit of the rest', async () => {
  for (const after of [false, true]) {
    for (let at = 1; ; at++) {
      const a = new Auditing();
      await a.batches(3);
      await a.put('lost').flush('answer-lost');
      await a.redrive();
      const objects = await a.objects();
      for (const { key } of objects) if (key.includes('redrive')) await a.world.archive.remove(key);
      await a.seal();
      later(a, 40 * DAY);
      const killed = killedAt(at, after, a.auditOptions());
      let died = false;
      await a.audit(killed.options).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        died = true;
      });
      later(a, DAY);
      await a.audit();
      const hole = (await digestsOf(a))[3]!;
      expect(await stagesOf(a)).toEqual([expect.stringContaining(hole)]);
      if (!died) break;
    }
  }
});

test('ids tell the hour that a stage lies under', async () => {
  const a = new Auditing();
  await a.batches(1);
  const [row] = await a.world.ledger.rows('0', 1, 1);
  const { batch, digest } = parseEntry(row!.entry);
  expect(await stagesOf(a)).toEqual([`stages/${hourPrefix(arrivalOf(batch))}${digest}`]);
});
