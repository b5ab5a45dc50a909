import * as path from 'node:path';
import { type Entry, parseEntry } from '../core/batch/entry';
import { WormtrailError } from '../core/errors';
import type { LaneRow, Ledger, Lock } from '../core/ports';
import { isEventLane } from '../core/seal/lane-order';
import { parseState } from '../core/seal/state';
import { LOG } from '../core/verify/log-files';
import { type Verification, type VerifyInput, verifyArchive } from '../core/verify/verify';
import { DIST } from './local/dist';
import { loadNormalizer, type MappingText } from './local/normalizer';
import { openScanPool } from './local/verify-pool';
import { ReadAheadStore } from './read-ahead';
import { openStore, type StoreDescription } from './store';

/** What the caller of a verifier says, wherever the archive is. */
export interface VerifyOptions
  extends Omit<
    VerifyInput,
    'archive' | 'scan' | 'storedTimesTrusted' | 'unsealed' | 'publishing' | 'renormalize'
  > {
  /** Derives lines again from their raw text, by the normaliser of this program. */
  readonly renormalize?: boolean;
  /** A team's own formats, by which they were normalised. */
  readonly mapping?: MappingText;
  /** Threads; 1 scans in the calling one. */
  readonly workers: number;
  /** Gives up, with an AbortError, and leaves nothing behind. */
  readonly signal?: AbortSignal;
}

/** What a verifier reads of a ledger. */
export interface ReadLedger {
  readonly rows: Ledger['rows'];
  readonly lanes: Ledger['lanes'];
  /** Size of the checkpoint that a sealer has begun to publish. */
  readonly publishing: number | undefined;
}

/** Rows of the ledger read at once. */
const ROWS = 1024;

/**
 * Verifies the archive in a store. Its ledger, where there is one that can be read, tells which batches are not
 * sealed yet, and whether a sealer is about to publish.
 *
 * @param storedTimesTrusted whether the store's own times can be believed
 * @throws WormtrailError as `verifyArchive` does
 */
export async function verifyStore(
  store: StoreDescription,
  ledger: ReadLedger | undefined,
  storedTimesTrusted: boolean,
  { workers, signal, renormalize = false, mapping, ...input }: VerifyOptions,
): Promise<Verification> {
  const scan = await openScanPool(store, workers, path.join(DIST, 'verify-worker.js'), mapping);
  try {
    const verification = verifyArchive({
      ...input,
      ...(renormalize ? { renormalize: loadNormalizer({ mapping }).id } : {}),
      archive: store.kind === 's3' ? new ReadAheadStore(openStore(store), LOG) : openStore(store),
      scan,
      storedTimesTrusted,
      ...(ledger === undefined ? {} : { unsealed: (heads) => unsealed(ledger, heads) }),
      ...(ledger?.publishing === undefined ? {} : { publishing: ledger.publishing }),
    });
    return await (signal === undefined ? verification : abortable(verification, signal));
  } finally {
    await scan.close();
  }
}

/** A ledger as a verifier reads it. @throws WormtrailError what its lock throws, or for a state that cannot be read */
export async function readLedger(ledger: Pick<Ledger, 'rows' | 'lanes'>, lock: Lock): Promise<ReadLedger> {
  const held = await lock.read();
  const state = held === undefined ? undefined : parseState(held.value);
  return {
    rows: (lane, from, limit) => ledger.rows(lane, from, limit),
    lanes: () => ledger.lanes(),
    publishing: state === undefined || state.published ? undefined : state.size,
  };
}

/** `work`, or an AbortError as soon as `signal` is given; then nobody waits for the work's end. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new DOMException('stopped', 'AbortError'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function* unsealed(ledger: ReadLedger, heads: ReadonlyMap<string, number>): AsyncIterable<Entry> {
  for (const lane of (await ledger.lanes()).filter(isEventLane)) {
    for (let from = (heads.get(lane) ?? 0) + 1; ; ) {
      const rows = await ledger.rows(lane, from, ROWS);
      for (const row of rows) {
        const entry = entryOf(row);
        if (entry !== undefined) yield entry;
      }
      if (rows.length < ROWS) break;
      from = (rows.at(-1)?.seq as number) + 1;
    }
  }
}

/** A row that is no entry excuses no line. */
function entryOf(row: LaneRow): Entry | undefined {
  try {
    return parseEntry(row.entry);
  } catch (error) {
    if (error instanceof WormtrailError) return undefined;
    throw error;
  }
}
