import { FolderStore } from '../../../adapters/local/folder-store';
import { LmdbLedger } from '../../../adapters/local/lmdb-ledger';
import { ledgerConformance, lockConformance, objectStoreConformance } from '../conformance';
import { temporaryFolders } from '../temporary-folder';

const newFolder = temporaryFolders();
const ledgers: LmdbLedger[] = [];
afterEach(async () => {
  for (const ledger of ledgers.splice(0)) await ledger.close();
});

async function openLedger(): Promise<LmdbLedger> {
  const ledger = await LmdbLedger.open(newFolder());
  ledgers.push(ledger);
  return ledger;
}

objectStoreConformance('FolderStore', async () => new FolderStore(newFolder()));
ledgerConformance('LmdbLedger', openLedger);
lockConformance('LmdbLedger’s lock', async () => (await openLedger()).lock);
