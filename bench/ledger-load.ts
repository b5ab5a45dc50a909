import { setImmediate as yielded } from 'node:timers/promises';
import { MemoryObjectStore } from '../adapters/memory/object-store';
import { transformBatch } from '../core/batch/transform';
import type { NamedNormalizer } from '../core/formats/normalizer';
import type { Ledger } from '../core/ports';

export interface LedgerLoad {
  /** One for each writer: no two share anything but the table. */
  readonly ledgers: readonly Ledger[];
  readonly normalizer: NamedNormalizer;
  /** Writers are dealt out to them in turn. */
  readonly lanes: readonly string[];
  /** How many different batches are committed. */
  readonly batches: number;
  /** Every so many batches one is sent by two writers at once, as a stream does after a lost answer. */
  readonly twiceEvery?: number;
  readonly backOff: (attempt: number) => Promise<void>;
}

/** Writers that commit batches of one line each by the transform, all at once, as fast as they can. */
export async function commitBatches(load: LedgerLoad): Promise<void> {
  const { ledgers, normalizer, lanes, batches, twiceEvery = Number.POSITIVE_INFINITY, backOff } = load;
  const queue: number[] = [];
  for (let i = 0; i < batches; i++) queue.push(...(i % twiceEvery === twiceEvery - 1 ? [i, i] : [i]));
  // A stage is put once more by a writer of the same batch only.
  const state = new MemoryObjectStore();
  let next = 0;
  const writer = async (ledger: Ledger, index: number): Promise<void> => {
    while (next < queue.length) {
      const batch = queue[next++] as number;
      // A batch has the lane that its first writer has: both are of one function.
      const lane = lanes[index % lanes.length] as string;
      await transformBatch([recordOf(batch)], { state, ledger, normalizer, lane, backOff });
      await yielded();
    }
  };
  await Promise.all(ledgers.map(writer));
}

function recordOf(batch: number) {
  const text = `203.0.113.1 - - [23/Nov/2026:09:00:00 +0000] "GET /${batch} HTTP/1.1" 200 5\n`;
  return { recordId: `r-${batch}`, arrival: 1_795_424_400_000 + batch, data: Buffer.from(text) };
}
