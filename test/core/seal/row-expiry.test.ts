import { parseEntry } from '../../../core/batch/entry';
import { appendControl } from '../../../core/seal/append-control';
import { ROW_DAYS } from '../../../core/seal/row-expiry';
import type { SealOptions } from '../../../core/seal/sealer';
import { parseState } from '../../../core/seal/state';
import { Killed, Killing } from '../killing';
import { ForgettingLedger } from './forgetting-ledger';
import { checkLog, expectAllSealed, World } from './world';

const DAY = 86_400_000;

class Forgetting extends World {
  override ledger = new ForgettingLedger(this.clock);

  /** An audit entry by which all batches below the leaf were seen delivered. */
  async audited(through: number): Promise<void> {
    await appendControl(this.ledger, this.clock, await this.ledger.head('auditor'), {
      kind: 'audit',
      report: 'log/reports/2026-11-23.json',
      hash: 'ab'.repeat(32),
      integrity: 'pass',
      completeness: 'pass',
      size: through,
      through,
    });
  }

  /** Rows that may go, as `lane seq`. */
  get letGo(): string[] {
    return [...this.ledger.times.keys()].filter((name) => name.includes(' ')).sort();
  }

  async done(): Promise<number | undefined> {
    const held = await this.lock.read();
    return held && parseState(held.value).expiry?.done;
  }
}

test('without an audit entry no row is let go, however old', async () => {
  const world = new Forgetting();
  await world.commit('0', 5);
  await world.seal();
  world.clock.advance(1000 * DAY);
  await world.seal();
  expect(world.letGo).toEqual([]);
});

test('rows of batches that were seen delivered are let go, with their places, for half a year; no others', async () => {
  const world = new Forgetting();
  await world.commit('0', 5);
  await world.seal();
  // genesis, five batches, a heartbeat
  await world.audited(4);
  await world.seal();
  expect(world.letGo).toEqual(['0 1', '0 2', '0 3']);
  const { clock, ledger } = world;
  expect(new Set(ledger.times.values())).toEqual(new Set([clock.now() + ROW_DAYS * DAY]));
  const [row] = await ledger.rows('0', 1, 1);
  const { digest } = parseEntry(row!.entry);
  expect(ledger.times.has(digest)).toBe(true);

  clock.advance(ROW_DAYS * DAY);
  expect(await ledger.findBatch(digest)).toBeUndefined();
  // The log goes on, over rows that are gone, and nothing is let go twice.
  await world.commit('0', 2);
  ledger.times.clear();
  expect((await world.seal()).drained).toBe(true);
  expect(world.letGo).toEqual([]);
});

test('a log whose rows are all gone is sealed on', async () => {
  const world = new Forgetting();
  await world.commit('0', 4);
  await world.seal();
  await world.audited(5);
  await world.seal();
  world.clock.advance((ROW_DAYS + 1) * DAY);
  expect(await world.ledger.rows('0', 1, 99)).toEqual([]);
  expect(await world.seal()).toMatchObject({ drained: true, findings: [] });
  await world.commit('0', 3);
  expect(await world.seal()).toMatchObject({ drained: true, findings: [] });
  world.ledger.times.clear();
  const { leaves } = await checkLog(world);
  expect(leaves.filter(({ lane }) => lane === '0').map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('an entry that says more than there is lets go of no leaf behind it', async () => {
  const world = new Forgetting();
  await world.commit('0', 2);
  await world.audited(1_000_000);
  await world.seal();
  expect(world.letGo).toEqual(['0 1', '0 2']);
  await world.commit('0', 1);
  await world.seal();
  expect(world.letGo).toEqual(['0 1', '0 2']);
});

test('control lanes are never let go', async () => {
  const world = new Forgetting();
  await world.commit('0', 1);
  for (let i = 0; i < 4; i++) await world.seal();
  await world.audited(6);
  await world.seal();
  expect(world.letGo).toEqual(['0 1']);
});

test('a part at a time', async () => {
  const world = new Forgetting();
  await world.commit('0', 9);
  await world.seal();
  await world.audited(10);
  const limit = { rows: 3, bytes: 1 << 20 };
  await world.seal({ limit });
  expect(world.letGo).toHaveLength(2);
  await world.seal({ limit });
  expect(world.letGo).toHaveLength(5);
  for (let i = 0; i < 3; i++) await world.seal({ limit });
  expect(world.letGo).toHaveLength(9);
});

test('a sealer that dies at any write leaves the rest to the next one', async () => {
  for (const after of [false, true]) {
    for (let at = 1; ; at++) {
      const world = new Forgetting();
      await world.commit('0', 3);
      await world.seal();
      await world.commit('0', 2);
      await world.audited(4);
      const killing = new Killing(at, after);
      const { lock } = world;
      const killed: Partial<SealOptions> = {
        archive: killing.store(world.archive),
        state: killing.store(world.state),
        ledger: killing.ledger(world.ledger),
        lock: { read: () => lock.read(), swap: (...args) => killing.step(() => lock.swap(...args)) },
      };
      let died = false;
      await world.seal(killed).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        died = true;
      });
      // Never before it is under a published checkpoint.
      for (const name of world.letGo) {
        const { leaves } = await checkLog(world);
        expect(leaves.some(({ lane, seq }) => `${lane} ${seq}` === name)).toBe(true);
      }
      await world.seal();
      expect(world.letGo).toEqual(['0 1', '0 2', '0 3']);
      expect(await world.done()).toBe(4);
      await expectAllSealed(world.ledger, await checkLog(world));
      if (!died) break;
    }
  }
});

test('where a bundle is altered the rows behind it stay, and the log goes on', async () => {
  const world = new Forgetting();
  await world.commit('0', 300);
  await world.seal();
  const key = 'log/tile/entries/000';
  const { bytes } = (await world.archive.get(key))!;
  const altered = Buffer.from(bytes);
  altered[100] = (altered[100] as number) ^ 1;
  await world.archive.put(key, altered);
  await world.audited(290);
  expect((await world.seal()).drained).toBe(true);
  expect(world.letGo).toEqual([]);
  await world.archive.put(key, bytes);
  await world.seal();
  expect(world.letGo).toHaveLength(289);
});
