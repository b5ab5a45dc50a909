import { parseObject } from '../batch/entry';
import { isBatchId } from '../batch/ids';
import { WormtrailError } from '../errors';
import type { ObjectStore } from '../ports';
import { AUDIT_PREFIX } from './keeper';

/**
 * The list of holes that the auditor leaves for redrive, `{"wormtrail":"holes/v1","batches":["01KAR2…"]}`. It is how a
 * hole is filled without the auditor being let to write events, read stages or invoke anything, and without redrive
 * being told by anybody what to believe: redrive delivers only what the ledger has, from a stage that gives the root
 * that was entered, so a list that was forged makes it deliver again what is there already, and no more.
 */
const KEY = `${AUDIT_PREFIX}holes.json`;
/** Batches that a list names; the next audit names others. */
export const MOST_HOLES = 1000;

/** @param batches ids */
export async function writeHoles(state: ObjectStore, batches: readonly string[]): Promise<void> {
  const bytes = Buffer.from(JSON.stringify({ wormtrail: 'holes/v1', batches: batches.slice(0, MOST_HOLES) }));
  const there = await state.get(KEY);
  if (there === undefined ? batches.length === 0 : bytes.equals(there.bytes)) return;
  await state.put(KEY, bytes);
}

/** The batches of the newest list. Anything that is not such a list is as good as none. */
export async function readHoles(state: Pick<ObjectStore, 'get'>): Promise<readonly string[]> {
  const there = await state.get(KEY);
  if (there === undefined) return [];
  try {
    const { wormtrail, batches } = parseObject(Buffer.from(there.bytes).toString(), KEY);
    if (wormtrail !== 'holes/v1' || !Array.isArray(batches)) return [];
    const ids = (batches as unknown[]).filter(
      (one): one is string => typeof one === 'string' && isBatchId(one),
    );
    return ids.slice(0, MOST_HOLES);
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return [];
    throw error;
  }
}
