import { parseLeaf } from '../batch/control';
import type { Entry } from '../batch/entry';
import { WormtrailError } from '../errors';
import type { Clock, Ledger, Lock, ObjectStore } from '../ports';
import { TileReader } from '../tlog/tile-reader';
import { TILE_WIDTH } from '../tlog/tiles';
import { isEventLane } from './lane-order';
import { formatState, parseState, type SealerState } from './state';

/**
 * Days that the ledger keeps a batch's rows once it was told to let them go. They are what tells that the batch was
 * entered, so they must outlive its stage: that goes once the batch is 30 days old and was seen delivered, while the
 * rows are let go no sooner than the log says that it was seen.
 */
export const ROW_DAYS = 180;
/** Leaves whose rows are let go by one call: each costs two writes to the ledger. */
const MOST_LEAVES = 8192;
const DAY_MS = 86_400_000;

export interface RowExpiryPorts {
  readonly archive: ObjectStore;
  readonly ledger: Ledger;
  readonly lock: Lock;
  readonly clock: Clock;
}

/**
 * Lets the ledger forget batches: of published leaves that an audit entry of the log says were seen delivered, each
 * batch's row and its place. Control lanes stay whole, as their roles read them from their beginnings.
 *
 * Which leaves are done stands in the sealer's register, and is written there after the ledger was told: a sealer that
 * dies between leaves them to the next one, and to be told twice is harmless. Where a bundle of the log is altered or
 * gone, the rows behind it stay: that is for verifiers to tell.
 *
 * @param most leaves at most
 * @throws WormtrailError what the ports throw
 */
export async function letGoOfRows(ports: RowExpiryPorts, most: number): Promise<void> {
  const { archive, ledger, lock, clock } = ports;
  const held = await lock.read();
  if (held === undefined) return;
  const state = parseState(held.value);
  const { through, done } = state.expiry ?? { through: 0, done: 0 };
  const end = Math.min(through, state.size, done + Math.min(most, MOST_LEAVES));
  if (!state.published || end <= done) return;
  const entries = await entriesIn(archive, state, done, end);
  if (entries === undefined) return;
  await ledger.expire(entries, clock.now() + ROW_DAYS * DAY_MS);
  // False: another sealer went on, and the next one lets go of them again.
  await lock.swap(held.token, formatState({ ...state, expiry: { through, done: end } }));
}

export function hasRowsToLetGo(state: SealerState | undefined): boolean {
  return state?.expiry !== undefined && state.expiry.done < state.expiry.through;
}

/** The batches' entries among the leaves; undefined if those cannot be read under the root of the state. */
async function entriesIn(
  archive: ObjectStore,
  { size, root }: SealerState,
  from: number,
  to: number,
): Promise<Entry[] | undefined> {
  const reader = new TileReader(archive, { size, root: Buffer.from(root, 'hex') }, 'log/');
  const entries: Entry[] = [];
  try {
    for (let number = Math.floor(from / TILE_WIDTH); number * TILE_WIDTH < to; number++) {
      const first = number * TILE_WIDTH;
      const leaves = await reader.readBundle(number);
      for (const bytes of leaves.slice(Math.max(from - first, 0), to - first)) {
        const leaf = parseLeaf(bytes);
        if (leaf.type === 'entry' && isEventLane(leaf.entry.lane)) entries.push(leaf.entry);
      }
    }
  } catch (error) {
    if (!(error instanceof WormtrailError) || !['malformed', 'unavailable'].includes(error.code)) throw error;
    return undefined;
  }
  return entries;
}
