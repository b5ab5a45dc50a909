import { MemoryLedger } from '../../../adapters/memory/ledger';
import { MemoryLock } from '../../../adapters/memory/lock';
import { type ControlBody, formatControl } from '../../../core/batch/control';
import type { LaneRow } from '../../../core/ports';
import { checkLog, commitBatches, type Gate, gated, leafHash, World } from './world';

const genesis = (retention: number | null) => ({ lanes: ['0'], retention, deliveryLimit: null });
const kept = (retention: number | null) => ({ genesis: genesis(retention) });
const FAILED = { object: 'failed/a', version: 'v1', hash: 'b'.repeat(64) };

/** Commits anything to a lane, as a role that turned hostile would. */
async function write(world: World, lane: string, entry: string | ControlBody): Promise<Buffer> {
  const head = await world.ledger.head(lane);
  const seq = head.seq + 1;
  const place = { lane, seq, prev: head.leaf, time: '2026-11-23T09:00:00.000Z' };
  const bytes = Buffer.from(typeof entry === 'string' ? entry : formatControl({ ...place, ...entry }));
  await world.ledger.commit({ lane, seq, entry: bytes }, head);
  return bytes;
}

/** The leaves of a kind, and where they are. */
const ofKind = (leaves: Awaited<ReturnType<typeof checkLog>>['leaves'], kind: string) =>
  leaves.flatMap((leaf, place) => (leaf.kind === kind ? [{ ...leaf, place }] : []));

describe('a retention that was changed', () => {
  test('is entered once; a longer one reaches back to where the one before it began', async () => {
    const world = new World();
    await world.seal(kept(30));
    await world.commit('0', 3);
    await world.seal(kept(90));
    const { size } = await world.seal(kept(90));
    await world.seal(kept(null));
    const { leaves } = await checkLog(world);
    expect(ofKind(leaves, 'retention')).toMatchObject([
      { lane: 'sealer', days: 90, from: 0, place: 5 },
      { lane: 'sealer', days: null, from: 0, place: size },
    ]);
  });

  test('is entered for what follows if it is shorter, and a longer one after it for no more than that', async () => {
    const world = new World();
    await world.commit('0', 3);
    await world.seal(kept(null));
    await world.commit('0', 2);
    await world.seal(kept(30));
    await world.seal(kept(40));
    const { leaves } = await checkLog(world);
    const [shorter, longer] = ofKind(leaves, 'retention');
    expect(shorter).toMatchObject({ days: 30, from: 7 });
    expect(shorter?.place).toBe(7);
    expect(longer).toMatchObject({ days: 40, from: 7 });
  });

  test('is not entered where it is the same, nor by a sealer whose state is of before there were changes', async () => {
    const world = new World();
    await world.seal(kept(30));
    const held = await world.lock.read();
    const { retention, ...state } = JSON.parse(Buffer.from(held!.value).toString());
    expect(retention).toMatchObject([{ days: 30, from: 0, place: 0 }]);
    await world.lock.swap(held!.token, Buffer.from(JSON.stringify(state)));
    await world.seal(kept(30));
    expect(ofKind((await checkLog(world)).leaves, 'retention')).toEqual([]);
    await world.seal(kept(31));
    expect(ofKind((await checkLog(world)).leaves, 'retention')).toMatchObject([{ days: 31 }]);
  });

  test('has no effect where rows came before it that it would shorten: it is told, and entered again', async () => {
    const world = new World();
    await world.seal(kept(30));
    // Dies once the row is in the ledger, and more is committed before the next pass.
    const dying: Gate = async (operation, call) => {
      const value = await call();
      if (operation.startsWith('commit sealer')) throw new Error('crash');
      return value;
    };
    await expect(world.seal({ ...kept(10), ...gated(world, dying) })).rejects.toThrow('crash');
    await world.commit('0', 2);
    const result = await world.seal(kept(10));
    expect(result.findings).toMatchObject([{ kind: 'refused', lane: 'sealer', seq: 3 }]);
    const { leaves } = await checkLog(world);
    const [lost, again] = ofKind(leaves, 'retention');
    expect(lost).toMatchObject({ days: 10, from: 2, place: 4 });
    expect(again).toMatchObject({ days: 10, from: 5, place: 5 });
    expect((await world.seal(kept(10))).findings).toEqual([]);
  });
});

describe('a row that is none of its control lane', () => {
  test.each([
    ['junk', 'junk'],
    ['a kind of another role', { kind: 'failed', ...FAILED, records: 1 } as const],
    ['a heartbeat', { kind: 'heartbeat', read: '2026-11-23T09:00:00.000Z', heads: {} } as const],
    ['more than a leaf may hold', 'x'.repeat(70_000)],
    ['a batch', '{"wormtrail":"entry/v1","batch":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN","lane":"0","seq":1}'],
  ])('is refused, without effect, and the lane goes on after it: %s', async (_, entry) => {
    const world = new World();
    await world.seal();
    const bytes = await write(world, 'auditor', entry);
    const result = await world.seal();
    expect(result).toMatchObject({ drained: true, findings: [{ kind: 'refused', lane: 'auditor', seq: 1 }] });
    await write(world, 'auditor', {
      kind: 'audit',
      report: 'log/reports/2026-11-23.json',
      hash: 'c'.repeat(64),
      integrity: 'pass',
      completeness: 'pass',
      size: 1,
      through: 1,
    });
    expect(await world.seal()).toMatchObject({ drained: true, findings: [] });
    const { leaves } = await readLeaves(world);
    const leaf = leafHash(bytes).toString('hex');
    expect(leaves.filter(({ kind }) => kind === 'refused')).toMatchObject([
      { lane: 'sealer', refused: 'auditor', at: 1, leaf },
    ]);
    expect(leaves.filter(({ lane }) => lane === 'auditor')).toMatchObject([{ seq: 2, prev: leaf }]);
  });

  test('is believed when it reads so twice', async () => {
    const world = new World();
    await world.seal();
    await write(world, 'redrive', { kind: 'failed', ...FAILED, records: 1 });
    const { ledger } = world;
    const rows = ledger.rows.bind(ledger);
    let asked = 0;
    ledger.rows = async (lane, from, limit) => {
      const read = await rows(lane, from, limit);
      return lane === 'redrive' && asked++ === 0
        ? read.map((row): LaneRow => ({ ...row, entry: Buffer.from('rot') }))
        : read;
    };
    expect((await world.seal()).findings).toEqual([]);
    expect((await checkLog(world)).leaves.some(({ kind }) => kind === 'failed')).toBe(true);
  });

  test.each(['auditor', '0'])(
    'comes behind the rows that a heartbeat before it names, of lanes after its own: lane %s',
    async (lane) => {
      const world = new World();
      await world.seal();
      await write(world, 'redrive', { kind: 'failed', ...FAILED, records: 1 });
      const dying: Gate = async (operation, call) => {
        const value = await call();
        if (operation.startsWith('commit sealer')) throw new Error('crash');
        return value;
      };
      // The heartbeat names the row of redrive, and is not in the log yet.
      await expect(world.seal(gated(world, dying))).rejects.toThrow('crash');
      if (lane === '0') await commitBatches(world.ledger, '0', 1, 1);
      else await write(world, lane, 'junk');
      const kind = lane === '0' ? 'lane-break' : 'refused';
      expect(await world.seal()).toMatchObject({ drained: true, findings: [{ kind, lane }] });
      const { leaves } = await readLeaves(world);
      expect(leaves.map((leaf) => leaf.kind ?? 'batch').join(' ')).toMatch(
        `genesis heartbeat failed heartbeat ${kind}`,
      );
    },
  );

  test('is refused once, wherever the sealer dies', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let k = 1; ; k++) {
        const world = new World();
        await world.seal(kept(30));
        await world.commit('0', 2);
        await write(world, 'redrive', 'junk');
        let count = 0;
        const gate: Gate = async (_, call) => {
          if (++count < k) return call();
          if (count === k && when === 'after') await call();
          throw new Error('crash');
        };
        const outcome = await world.seal({ ...kept(60), ...gated(world, gate) }).then(
          () => 'sealed',
          () => 'crash',
        );
        if (outcome === 'sealed') break;
        const result = await world.seal(kept(60));
        expect(result.drained).toBe(true);
        expect(result.findings.filter(({ kind }) => kind !== 'refused')).toEqual([]);
        const { leaves } = await readLeaves(world);
        expect(leaves.filter(({ kind }) => kind === 'refused')).toHaveLength(1);
        expect(leaves.filter(({ kind }) => kind === 'retention')).toMatchObject([{ days: 60, from: 0 }]);
        // What was sealed can be made again from the ledger.
        for await (const { key } of world.state.list('')) await world.state.remove(key);
        await world.archive.put(`log/tile/0/000.p/${leaves.length}`, Buffer.from('gone'));
        await world.seal(kept(60));
        await readLeaves(world);
      }
    }
  });
});

/** As `checkLog`, without what holds only where every row of the ledger is a leaf. */
async function readLeaves(world: World) {
  const leaves = new MemoryLedger();
  return checkLog({ archive: world.archive, signer: world.signer, ledger: leaves });
}

describe('a ledger that was restored with its lock', () => {
  test('halts over a checkpoint of its size, even where `log/checkpoint` was put back too', async () => {
    const world = new World();
    await world.commit('0', 3);
    const old = await world.seal();
    const lock = new MemoryLock();
    await lock.swap(undefined, (await world.lock.read())!.value);
    const ledger = new MemoryLedger();
    for (const lane of await world.ledger.lanes()) {
      for (const row of await world.ledger.rows(lane, 1, 100))
        await ledger.commit(row, await ledger.head(lane));
    }
    await world.commit('0', 1);
    await world.seal();
    await world.archive.put('log/checkpoint', Buffer.from(old.note));
    await commitBatches(ledger, '1', 1);
    await expect(world.seal({ ledger, lock })).rejects.toMatchObject({ code: 'halted' });
  });
});
