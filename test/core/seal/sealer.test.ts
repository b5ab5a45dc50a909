import * as fc from 'fast-check';
import { MemoryLedger } from '../../../adapters/memory/ledger';
import { MemoryLock } from '../../../adapters/memory/lock';
import { randomSigner } from '../../../adapters/memory/signer';
import { WormtrailError } from '../../../core/errors';
import type { LaneRow } from '../../../core/ports';
import { checkLog, commitBatches, expectAllSealed, type Gate, gated, World } from './world';

const SMALL = { rows: 100, bytes: 1 << 20 };

describe('seal', () => {
  test('begins a log with its genesis and ends it with a heartbeat', async () => {
    const world = new World();
    const result = await world.seal();
    const { leaves, size } = await checkLog(world);
    expect(leaves.map(({ kind }) => kind)).toEqual(['genesis', 'heartbeat']);
    expect(leaves[0]).toMatchObject({ origin: 'example.com/audit', lanes: ['0'], format: 1 });
    expect(result).toMatchObject({ size, appended: 2, drained: true, findings: [] });
    expect(Buffer.from((await world.archive.get('log/checkpoint'))!.bytes).toString()).toBe(result.note);
  });

  test('enters all rows once: event lanes by number, control lanes by name, the heartbeat last', async () => {
    const world = new World();
    await world.seal();
    for (const lane of ['10', '2', '0']) await world.commit(lane, 3);
    await world.seal();
    const log = await checkLog(world);
    await expectAllSealed(world.ledger, log);
    const order = log.leaves.slice(2).map(({ lane, seq }) => `${lane}/${seq}`);
    expect(order.join(' ')).toBe('0/1 0/2 0/3 2/1 2/2 2/3 10/1 10/2 10/3 sealer/3');
    expect(log.leaves.at(-1)?.heads).toEqual({ '0': 3, '2': 3, '10': 3 });
  });

  test('a heartbeat of a sealer that died is not in the log before the rows that it names', async () => {
    const world = new World();
    await world.commit('0', 7);
    const swap = () => Promise.reject(new Error('died'));
    await expect(world.seal({ lock: { read: () => world.lock.read(), swap } })).rejects.toThrow('died');
    await world.seal({ limit: { rows: 3, bytes: 1 << 20 } });
    const log = await checkLog(world);
    await expectAllSealed(world.ledger, log);
  });

  test('begins a log beside a report of an auditor who was there first', async () => {
    const world = new World();
    await world.archive.put('log/reports/2026/01/01.json', Buffer.from('{}'));
    expect(await world.seal()).toMatchObject({ size: 2, drained: true });
  });

  test('grows over bundles and tiles, in passes of a bounded size, each with its checkpoint', async () => {
    const world = new World();
    for (const count of [253, 1, 700, 0, 256]) {
      await world.commit('0', count);
      await world.seal({ limit: SMALL });
    }
    const log = await checkLog(world);
    await expectAllSealed(world.ledger, log);
    expect(log.leaves.filter(({ kind }) => kind === 'heartbeat')).toHaveLength(5);
  });

  test('keeps a pass within its bytes too', async () => {
    const world = new World();
    await world.commit('0', 40);
    const result = await world.seal({ limit: { rows: 1000, bytes: 5000 } });
    expect(result.drained).toBe(true);
    await expectAllSealed(world.ledger, await checkLog(world));
  });

  test('appends a heartbeat only when one is due', async () => {
    const world = new World();
    const heartbeat = { everyMs: 3_600_000 };
    await world.seal({ heartbeat });
    const idle = await world.seal({ heartbeat });
    expect(idle).toMatchObject({ size: 2, appended: 0, drained: true });
    expect(idle.note).toContain('example.com/audit\n2\n');
    world.clock.advance(3_600_000);
    expect(await world.seal({ heartbeat })).toMatchObject({ size: 3, appended: 1 });
    await checkLog(world);
  });

  test('leaves one staging behind, its own', async () => {
    const world = new World();
    for (let i = 0; i < 3; i++) {
      await world.commit('0', 10);
      await world.seal();
    }
    const staged: string[] = [];
    for await (const { key } of world.state.list('')) staged.push(key);
    expect(staged).toHaveLength(1);
  });
});

describe('seal over a damaged ledger', () => {
  test('enters a row that breaks its lane behind an entry that says so, and goes on', async () => {
    const world = new World();
    await world.seal();
    await commitBatches(world.ledger, '0', 5, 3);
    await world.commit('1', 1);
    const result = await world.seal();
    expect(result.findings).toMatchObject([{ kind: 'lane-break', lane: '0', seq: 3 }]);
    const { leaves } = await checkLog(world);
    const at = leaves.findIndex(({ kind }) => kind === 'lane-break');
    expect(leaves[at]).toMatchObject({ broken: '0', at: 3, lane: 'sealer' });
    expect(leaves[at + 1]).toMatchObject({ lane: '0', seq: 3, prev: 'ab'.repeat(32) });
    expect(leaves[at]?.expected).not.toBe(leaves[at + 1]?.prev);
    expect(result.drained).toBe(true);
  });

  test('stops before a missing row, goes on with other lanes, and says what waits', async () => {
    const world = new World();
    await world.commit('0', 6);
    await world.commit('1', 2);
    const holed = without(world.ledger, '0', 4);
    const result = await world.seal({ ledger: holed });
    expect(result).toMatchObject({ drained: false, findings: [{ kind: 'gap', lane: '0', seq: 4 }] });
    const { leaves } = await checkLog(world);
    expect(leaves.filter(({ lane }) => lane === '0')).toHaveLength(3);
    expect(leaves.filter(({ lane }) => lane === '1')).toHaveLength(2);
    expect(leaves.some(({ kind }) => kind === 'heartbeat')).toBe(false);

    await world.seal();
    await expectAllSealed(world.ledger, await checkLog(world));
  });

  test('sees that the newest rows of a lane are missing', async () => {
    const world = new World();
    await world.commit('0', 6);
    const result = await world.seal({ ledger: without(world.ledger, '0', 6) });
    expect(result).toMatchObject({ drained: false, findings: [{ kind: 'gap', lane: '0', seq: 6 }] });
  });

  test('reads again before it believes in a gap', async () => {
    const world = new World();
    await world.commit('0', 6);
    const { ledger } = world;
    let asked = 0;
    const late: typeof ledger.rows = async (lane, from, limit) => {
      const rows = await ledger.rows(lane, from, limit);
      return lane === '0' && asked++ === 0 ? rows.filter(({ seq }) => seq !== 4) : rows;
    };
    const result = await world.seal({ ledger: ledgerWith(ledger, late) });
    expect(result).toMatchObject({ drained: true, findings: [] });
    await expectAllSealed(ledger, await checkLog(world));
  });

  test.each([
    ['no entry at all', (row: LaneRow) => ({ ...row, entry: Buffer.from('junk') })],
    [
      'the entry of another place',
      (row: LaneRow) => ({
        ...row,
        seq: row.seq,
        entry: Buffer.from(row.entry.toString().replace('"seq":3', '"seq":9')),
      }),
    ],
    ['another batch’s digest', (row: LaneRow) => ({ ...row, digest: 'ee'.repeat(32) })],
  ])('stops before a row that is %s', async (_, change) => {
    const world = new World();
    await world.commit('0', 5);
    const { ledger } = world;
    const changed: typeof ledger.rows = async (lane, from, limit) =>
      (await ledger.rows(lane, from, limit)).map((row) =>
        row.lane === '0' && row.seq === 3 ? change(row) : row,
      );
    const result = await world.seal({ ledger: ledgerWith(ledger, changed) });
    expect(result).toMatchObject({
      drained: false,
      findings: [{ kind: 'unreadable-row', lane: '0', seq: 3 }],
    });
    expect((await checkLog(world)).leaves.filter(({ lane }) => lane === '0')).toHaveLength(2);
  });

  test('halts over a ledger older than the log, even one that has grown again since', async () => {
    const world = new World();
    await world.commit('0', 5);
    await world.seal();
    for (const count of [3, 9]) {
      const older = new World(world.signer);
      await commitBatches(older.ledger, '0', count, 3);
      await copyLane(world.ledger, older.ledger, 'sealer');
      await expect(world.seal({ ledger: older.ledger })).rejects.toMatchObject({ code: 'halted' });
    }
    await checkLog(world);
  });

  test('halts when ledger and lock were restored together from before the last checkpoint', async () => {
    const world = new World();
    await world.commit('0', 5);
    await world.seal();
    const lock = new MemoryLock();
    await lock.swap(undefined, (await world.lock.read())!.value);
    const ledger = new MemoryLedger();
    for (const lane of await world.ledger.lanes()) await copyLane(world.ledger, ledger, lane);
    await world.commit('0', 1);
    await world.seal();
    const before = await world.archive.get('log/checkpoint');
    await expect(world.seal({ ledger, lock })).rejects.toMatchObject({ code: 'halted' });
    expect(await world.archive.get('log/checkpoint')).toEqual(before);
  });

  test('halts before a log that its ledger knows nothing of', async () => {
    const world = new World();
    await world.seal();
    await expect(world.seal({ ledger: new MemoryLedger(), lock: new MemoryLock() })).rejects.toMatchObject({
      code: 'halted',
    });
  });

  test('refuses a key that is not the log’s', async () => {
    const world = new World();
    await world.seal();
    for (const name of ['example.com/audit', 'example.com/other']) {
      await expect(world.seal({ signer: randomSigner(name) })).rejects.toMatchObject({ code: 'usage' });
    }
  });
});

describe('seal over storage that is not to be trusted', () => {
  test.each(['log/tile/0/001.p/47', 'log/tile/1/000.p/1', 'log/tile/entries/001.p/47'])(
    'does not build on an altered or lost %s, but restores it',
    async (key) => {
      for (const harm of ['alter', 'lose'] as const) {
        const world = new World();
        await world.commit('0', 301);
        await world.seal();
        await harmObject(world, key, harm);
        await world.commit('0', 5);
        const result = await world.seal();
        expect(result.findings).toContainEqual(expect.objectContaining({ kind: 'edge-repaired' }));
        await expectAllSealed(world.ledger, await checkLog(world));
      }
    },
  );

  test('restores the edge from the ledger where the staging is lost as well', async () => {
    const world = new World();
    await world.commit('0', 100);
    await world.seal();
    await commitBatches(world.ledger, '0', 201, 150);
    await world.seal();
    for await (const { key } of world.state.list('')) await world.state.remove(key);
    await harmObject(world, `log/tile/0/001.p/${305 - 256}`, 'alter');
    await world.seal();
    await expectAllSealed(world.ledger, await checkLog(world));
  });

  test('does not sign over a staging that comes back altered', async () => {
    const world = new World();
    const { state } = world;
    const flipping = Object.assign(Object.create(state) as typeof state, {
      put: state.put.bind(state),
      list: state.list.bind(state),
      remove: state.remove.bind(state),
      get: async (key: string) => {
        const object = await state.get(key);
        if (object !== undefined) object.bytes[object.bytes.length - 5]! ^= 1;
        return object;
      },
    });
    await expect(world.seal({ state: flipping })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await world.archive.get('log/checkpoint')).toBeUndefined();
    expect(await world.lock.read()).toBeUndefined();
    await world.seal();
    await checkLog(world);
  });

  test('makes lost or altered staging again from the ledger, to the same root', async () => {
    for (const harm of ['alter', 'lose'] as const) {
      const world = new World();
      await world.seal();
      await commitBatches(world.ledger, '0', 300, 200);
      // Dies right after the lock took the new state.
      await expect(world.seal(gated(world, failing('lock swap', 'after')))).rejects.toThrow('crash');
      for await (const { key } of world.state.list('')) {
        if (harm === 'lose') await world.state.remove(key);
        else await world.state.put(key, Buffer.from('{"wormtrail":"staging/v1","objects":[]}\n'));
      }
      await world.seal();
      await expectAllSealed(world.ledger, await checkLog(world));
    }
  });

  test('halts when the ledger no longer gives what the lock holds', async () => {
    const world = new World();
    await world.seal();
    await world.commit('0', 3);
    await expect(world.seal(gated(world, failing('lock swap', 'after')))).rejects.toThrow('crash');
    for await (const { key } of world.state.list('')) await world.state.remove(key);
    const changed = new MemoryLedger();
    await copyLane(world.ledger, changed, 'sealer');
    await commitBatches(changed, '0', 3, 2);
    await expect(world.seal({ ledger: changed })).rejects.toMatchObject({ code: 'halted' });
  });

  test('puts the newest checkpoint back where an older one, another’s or none is', async () => {
    for (const harm of ['older', 'junk', 'gone', 'foreign'] as const) {
      const world = new World();
      const heartbeat = { everyMs: 3_600_000 };
      const old = await world.seal({ heartbeat });
      await world.commit('0', 3);
      const newest = await world.seal({ heartbeat });
      if (harm === 'gone') await world.archive.remove('log/checkpoint');
      if (harm === 'older') await world.archive.put('log/checkpoint', Buffer.from(old.note));
      if (harm === 'junk') await world.archive.put('log/checkpoint', Buffer.from('junk'));
      if (harm === 'foreign') {
        const other = new World(randomSigner('example.com/audit'));
        await other.commit('0', 50);
        await world.archive.put('log/checkpoint', Buffer.from((await other.seal()).note));
      }
      const result = await world.seal({ heartbeat });
      expect(result.findings).toContainEqual(expect.objectContaining({ kind: 'checkpoint-replaced' }));
      expect(result.note).toBe(newest.note);
      await checkLog(world);
    }
  });

  test('halts over a checkpoint of ours that our tree does not begin with', async () => {
    for (const count of [1, 3, 9]) {
      const world = new World();
      const fork = new World(world.signer);
      await world.commit('0', 3);
      await world.seal();
      await commitBatches(fork.ledger, '0', count, 1);
      await world.archive.put('log/checkpoint', Buffer.from((await fork.seal()).note));
      await expect(world.seal()).rejects.toMatchObject({ code: 'halted' });
    }
  });

  test('replaces what squats where its objects belong, and says so', async () => {
    const world = new World();
    await world.seal();
    await world.commit('0', 2);
    for (const key of ['log/tile/0/000.p/5', 'log/checkpoints/5.note']) {
      await world.archive.put(key, Buffer.from('squatter'));
    }
    const result = await world.seal();
    expect(result.findings).toMatchObject([
      { kind: 'object-replaced', object: 'log/tile/0/000.p/5' },
      { kind: 'object-replaced', object: 'log/checkpoints/5.note' },
    ]);
    await checkLog(world);
  });

  test('never writes a checkpoint under its size blindly: the archive’s bucket would refuse it', async () => {
    const world = new World();
    const put = world.archive.put.bind(world.archive);
    const blind: string[] = [];
    world.archive.put = async (key, bytes, condition) => {
      if (condition === undefined && key.startsWith('log/checkpoints/')) blind.push(key);
      return put(key, bytes, condition);
    };
    await world.seal();
    await world.commit('0', 2);
    await put('log/checkpoints/5.note', Buffer.from('squatter'));
    await world.seal();
    expect(blind).toEqual([]);
    await checkLog(world);
  });
});

describe('a sealer that dies', () => {
  /** What the sealer has to do in each scenario, once a first seal is done or not. */
  const scenarios: readonly (readonly [string, () => Promise<World>])[] = [
    [
      'while it begins a log',
      async () => {
        const world = new World();
        await world.commit('0', 3);
        return world;
      },
    ],
    [
      'while it fills bundles in several passes',
      async () => {
        const world = new World();
        await world.commit('0', 180);
        await world.seal();
        await world.commit('0', 150);
        await world.commit('1', 20);
        return world;
      },
    ],
    [
      'while it enters a broken lane',
      async () => {
        const world = new World();
        await world.seal();
        await commitBatches(world.ledger, '0', 6, 4);
        return world;
      },
    ],
  ];

  for (const [name, scenario] of scenarios) {
    for (const when of ['before', 'after'] as const) {
      test(`${name}, ${when} any one of its operations, leaves what the next one finishes`, async () => {
        for (let k = 1; ; k++) {
          const world = await scenario();
          let count = 0;
          const gate: Gate = async (_, call) => {
            if (++count < k) return call();
            // Dead: nothing works any more.
            if (count === k && when === 'after') await call();
            throw new Error('crash');
          };
          const outcome = await world.seal({ ...gated(world, gate), limit: SMALL }).then(
            () => 'sealed',
            (error: unknown) => error,
          );
          if (outcome === 'sealed') break;
          expect(outcome).toMatchObject({ message: 'crash' });
          // What is published at any time is whole.
          if ((await world.archive.get('log/checkpoint')) !== undefined) await checkLog(world, true);
          const result = await world.seal({ limit: SMALL });
          expect(result.drained).toBe(true);
          expect(result.findings.filter(({ kind }) => kind !== 'lane-break')).toEqual([]);
          await expectAllSealed(world.ledger, await checkLog(world));
          expect(k).toBeLessThan(500);
        }
      });
    }
  }

  test('goes on by itself where answers are lost', async () => {
    for (let k = 1; ; k++) {
      const world = await scenarios[1]![1]();
      let count = 0;
      const gate: Gate = async (operation, call) => {
        const value = await call();
        const isWrite = /put|swap|commit/.test(operation);
        if (isWrite && ++count === k) throw new WormtrailError('unknown-outcome', 'the answer was lost');
        return value;
      };
      const result = await world.seal({ ...gated(world, gate), limit: SMALL });
      expect(result).toMatchObject({ drained: true, findings: [] });
      await expectAllSealed(world.ledger, await checkLog(world));
      if (count < k) break;
    }
  });
});

test('sealers that run at once, while batches are committed, make one log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 3 }), async (scheduler, sealers) => {
      const world = new World();
      await world.commit('0', 30);
      const gate: Gate = async (operation, call) => {
        await scheduler.schedule(Promise.resolve(), operation);
        return call();
      };
      const runs = Array.from({ length: sealers }, () =>
        world.seal({ ...gated(world, gate), limit: { rows: 20, bytes: 1 << 20 } }),
      );
      const commits = (async () => {
        for (let i = 0; i < 5; i++) {
          await scheduler.schedule(Promise.resolve(), 'commit');
          await world.commit(String(i % 2), 1);
        }
      })();
      const results = await scheduler.waitFor(Promise.all(runs));
      await scheduler.waitFor(commits);
      for (const result of results) expect(result.findings).toEqual([]);
      await checkLog(world);
      await world.seal();
      await expectAllSealed(world.ledger, await checkLog(world));
    }),
    { numRuns: 60 },
  );
});

/** Dies at the first operation whose name begins with `operation`. */
function failing(operation: string, when: 'before' | 'after'): Gate {
  let isDead = false;
  return async (name, call) => {
    if (isDead) throw new Error('crash');
    if (!name.startsWith(operation)) return call();
    isDead = true;
    if (when === 'after') await call();
    throw new Error('crash');
  };
}

function ledgerWith(ledger: MemoryLedger, rows: MemoryLedger['rows']) {
  return {
    head: ledger.head.bind(ledger),
    findBatch: ledger.findBatch.bind(ledger),
    commit: ledger.commit.bind(ledger),
    lanes: ledger.lanes.bind(ledger),
    expire: ledger.expire.bind(ledger),
    rows,
  };
}

function without(ledger: MemoryLedger, lane: string, seq: number) {
  return ledgerWith(ledger, async (asked, from, limit) =>
    (await ledger.rows(asked, from, limit)).filter((row) => row.lane !== lane || row.seq !== seq),
  );
}

async function copyLane(from: MemoryLedger, to: MemoryLedger, lane: string): Promise<void> {
  for (const row of await from.rows(lane, 1, 1000)) await to.commit(row, await to.head(lane));
}

async function harmObject(world: World, key: string, harm: 'alter' | 'lose'): Promise<void> {
  const object = await world.archive.get(key);
  expect(object).toBeDefined();
  await world.archive.remove(key);
  if (harm === 'lose') return;
  const bytes = Buffer.from(object!.bytes);
  bytes[40 % bytes.length]! ^= 1;
  await world.archive.put(key, bytes);
}
