import { LmdbLedger } from '../adapters/local/lmdb-ledger';
import { ledgerFolder } from '../adapters/local/paths';
import { type Entry, parseEntry } from '../core/batch/entry';
import { isEventLane } from '../core/seal/lane-order';
import type { ScanPool } from '../core/verify/scan-pool';
import { singleThread } from '../core/verify/scan-pool';
import { type Verification, type VerifyInput, verifyArchive } from '../core/verify/verify';

class MemorySpill {
  readonly #files = new Map<string, Buffer>();
  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(name, Buffer.from(bytes));
  }
  async read(name: string, start: number, length: number): Promise<Uint8Array> {
    return this.#files.get(name)?.subarray(start, start + length) ?? Buffer.alloc(0);
  }
}

export interface LocalVerifyInput extends Omit<VerifyInput, 'scan' | 'storedTimesTrusted'> {
  readonly folder: string;
  readonly workers?: number;
}

export async function verifyLocal(input: LocalVerifyInput): Promise<Verification> {
  const ledger = await LmdbLedger.openForReading(ledgerFolder(input.folder));
  const scan: ScanPool = singleThread(input.archive, new MemorySpill());
  try {
    return await verifyArchive({
      ...input,
      scan,
      storedTimesTrusted: false,
      ...(ledger && { unsealed: (heads: ReadonlyMap<string, number>) => unsealed(ledger, heads) }),
    });
  } finally {
    await scan.close();
    await ledger?.close();
  }
}

async function* unsealed(ledger: LmdbLedger, heads: ReadonlyMap<string, number>): AsyncIterable<Entry> {
  for (const lane of (await ledger.lanes()).filter(isEventLane)) {
    for (let from = (heads.get(lane) ?? 0) + 1; ; ) {
      const rows = await ledger.rows(lane, from, 1024);
      if (rows.length === 0) break;
      for (const row of rows) yield parseEntry(row.entry);
      from = (rows.at(-1)?.seq ?? from) + 1;
    }
  }
}
