import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { open } from 'lmdb';
import { LmdbLedger } from '../../../adapters/local/lmdb-ledger';

test('a ledger whose maker died before anything was in it is none to read, and is made whole by the next writer', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-begun-'));
  try {
    const ledgerFolder = path.join(folder, 'ledger');
    // As LMDB leaves it when it is opened and nothing is written.
    await open({ path: ledgerFolder, noSubdir: false }).close();
    expect(await LmdbLedger.openForReading(ledgerFolder)).toBeUndefined();
    await (await LmdbLedger.open(ledgerFolder)).close();
    const ledger = await LmdbLedger.openForReading(ledgerFolder);
    expect(await ledger?.lanes()).toEqual([]);
    await ledger?.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
