import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { type Entry, parseEntry } from '../../core/batch/entry';
import { WormtrailError } from '../../core/errors';
import type { LaneRow } from '../../core/ports';
import { isEventLane } from '../../core/seal/lane-order';
import { parseState } from '../../core/seal/state';
import { type Verification, type VerifyInput, verifyArchive } from '../../core/verify/verify';
import { ORIGIN_KEY } from './archive';
import { DIST } from './dist';
import { FolderStore } from './folder-store';
import { LmdbLedger } from './lmdb-ledger';
import { keyFile, ledgerFolder, stateStoreFolder } from './paths';
import { openScanPool } from './verify-pool';

export interface LocalVerifyInput
  extends Omit<VerifyInput, 'archive' | 'scan' | 'storedTimesTrusted' | 'unsealed' | 'publishing'> {
  /** The archive's folder. */
  readonly folder: string;
  /** The user's configuration folder: the ledger of an archive whose key is there is the user's own. */
  readonly config: string;
  /** Threads; 1 scans in the calling one. */
  readonly workers: number;
  /** Gives up, with an AbortError, and leaves nothing behind. */
  readonly signal?: AbortSignal;
}

/** Rows of the ledger read at once. */
const ROWS = 1024;

/**
 * Verifies the archive in a folder. Its ledger, where there is one that can be read, tells which batches are not
 * sealed yet, and whether a sealer is about to publish.
 * @throws WormtrailError as `verifyArchive` does
 */
export async function verifyLocal(options: LocalVerifyInput): Promise<Verification> {
  const { folder, workers, signal, config, ...input } = options;
  const ledger = (await isOwn(folder, config)) ? await openLedger(folder) : undefined;
  const scan = await openScanPool(folder, workers, path.join(DIST, 'verify-worker.js'));
  try {
    const verification = verifyArchive({
      ...input,
      archive: new FolderStore(folder),
      scan,
      storedTimesTrusted: false,
      ...(ledger === undefined ? {} : { unsealed: (heads) => unsealed(ledger, heads) }),
      ...(ledger?.publishing === undefined ? {} : { publishing: ledger.publishing }),
    });
    return await (signal === undefined ? verification : abortable(verification, signal));
  } finally {
    await scan.close();
    await ledger?.close();
  }
}

/**
 * Whether this user made the archive. A stranger's ledger is not opened: LMDB believes what it reads, and a file
 * made for the purpose could do more than mislead it.
 */
async function isOwn(folder: string, config: string): Promise<boolean> {
  const origin = await new FolderStore(stateStoreFolder(folder)).get(ORIGIN_KEY);
  return origin !== undefined && existsSync(keyFile(Buffer.from(origin.bytes).toString(), config));
}

interface ReadLedger {
  readonly rows: LmdbLedger['rows'];
  readonly lanes: LmdbLedger['lanes'];
  /** Size of the checkpoint that a sealer has begun to publish. */
  readonly publishing: number | undefined;
  close(): Promise<void>;
}

/** The archive's ledger; undefined if there is none, or none that can be read: the verdicts do without. */
async function openLedger(folder: string): Promise<ReadLedger | undefined> {
  let ledger: LmdbLedger | undefined;
  try {
    ledger = await LmdbLedger.openForReading(ledgerFolder(folder));
    if (ledger === undefined) return undefined;
    const opened = ledger;
    const held = await opened.lock.read();
    const state = held === undefined ? undefined : parseState(held.value);
    return {
      rows: (lane, from, limit) => opened.rows(lane, from, limit),
      lanes: () => opened.lanes(),
      publishing: state === undefined || state.published ? undefined : state.size,
      close: () => opened.close(),
    };
  } catch (error) {
    await ledger?.close();
    if (error instanceof WormtrailError && error.code !== 'unsupported') return undefined;
    throw error;
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
