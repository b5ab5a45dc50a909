import { ManualClock } from '../../../adapters/memory/clock';
import { MemoryLedger } from '../../../adapters/memory/ledger';
import { formatControl } from '../../../core/batch/control';
import { RedriveLane } from '../../../core/redrive/redrive-lane';

const SEEN = { kind: 'failed', object: 'failed/a', version: 'v1', hash: 'a'.repeat(64), records: 2 } as const;
const never = () => false;

describe('the lane of redrive', () => {
  it('passes over what is none of its entries, as the sealer refuses it, and goes on after it', async () => {
    const ledger = new MemoryLedger();
    const clock = new ManualClock();
    const lane = new RedriveLane(ledger, clock);
    await lane.append(SEEN, never);
    const time = '2026-11-23T09:00:00.000Z';
    for (const junk of [
      'junk',
      formatControl({ lane: 'redrive', seq: 9, prev: '0'.repeat(64), time, ...SEEN, version: 'v9' }),
      formatControl({
        lane: 'sealer',
        seq: 4,
        prev: '0'.repeat(64),
        time,
        kind: 'retention',
        days: 1,
        from: 4,
      }),
    ]) {
      const head = await ledger.head('redrive');
      await ledger.commit({ lane: 'redrive', seq: head.seq + 1, entry: Buffer.from(junk) }, head);
    }
    const other = new RedriveLane(ledger, clock);
    await other.refresh();
    await other.append({ ...SEEN, version: 'v2' }, never);
    await lane.refresh();
    for (const one of [lane, other]) {
      expect(['v1', 'v2', 'v9'].map((version) => one.status('failed/a', version)?.seen.version)).toEqual([
        'v1',
        'v2',
        undefined,
      ]);
    }
    expect(await ledger.rows('redrive', 5, 9)).toHaveLength(1);
  });
});
