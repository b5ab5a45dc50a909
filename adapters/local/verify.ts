import * as path from 'node:path';
import { type Entry, parseEntry } from '../../core/batch/entry';
import { isEventLane } from '../../core/seal/lane-order';
import { parseState } from '../../core/seal/state';
import { type Verification, type VerifyInput, verifyArchive } from '../../core/verify/verify';
import { DIST } from './dist';
import { FolderStore } from './folder-store';
import { LmdbLedger } from './lmdb-ledger';
import { ledgerFolder } from './paths';
import { openScanPool } from './verify-pool';

export interface LocalVerifyInput
  extends Omit<VerifyInput, 'archive' | 'scan' | 'storedTimesTrusted' | 'unsealed' | 'publishing'> {
  /** The archive's folder. */
  readonly folder: string;
  /** Threads; 1 scans in the calling one. */
  readonly workers: number;
  /** Gives up, with an AbortError, and leaves nothing behind. */
  readonly signal?: AbortSignal;
}

/** Rows of the ledger read at once. */
const ROWS = 1024;

/**
 * Verifies the archive in a folder. Its ledger, where there is one, tells which batches are not sealed yet, and
 * whether a sealer is about to publish.
 * @throws WormtrailError as `verifyArchive` does
 */
export async function verifyLocal(options: LocalVerifyInput): Promise<Verification> {
  const { folder, workers, signal, ...input } = options;
  const ledger = await LmdbLedger.openForReading(ledgerFolder(folder));
  const scan = await openScanPool(folder, workers, path.join(DIST, 'verify-worker.js'));
  try {
    const held = await ledger?.lock.read();
    const state = held === undefined ? undefined : parseState(held.value);
    const verification = verifyArchive({
      ...input,
      archive: new FolderStore(folder),
      scan,
      storedTimesTrusted: false,
      ...(ledger === undefined
        ? {}
        : { unsealed: (heads: ReadonlyMap<string, number>) => unsealed(ledger, heads) }),
      ...(state === undefined || state.published ? {} : { publishing: state.size }),
    });
    return await (signal === undefined ? verification : abortable(verification, signal));
  } finally {
    await scan.close();
    await ledger?.close();
  }
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

async function* unsealed(ledger: LmdbLedger, heads: ReadonlyMap<string, number>): AsyncIterable<Entry> {
  for (const lane of (await ledger.lanes()).filter(isEventLane)) {
    for (let from = (heads.get(lane) ?? 0) + 1; ; ) {
      const rows = await ledger.rows(lane, from, ROWS);
      for (const row of rows) yield parseEntry(row.entry);
      if (rows.length < ROWS) break;
      from = (rows.at(-1)?.seq as number) + 1;
    }
  }
}
