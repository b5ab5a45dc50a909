import { MemoryLedger } from '../../../adapters/memory/ledger';
import { MemoryLock } from '../../../adapters/memory/lock';
import { MemoryObjectStore } from '../../../adapters/memory/object-store';
import { infosOf, ledgerConformance, lockConformance, objectStoreConformance } from '../conformance';

objectStoreConformance('MemoryObjectStore', async () => new MemoryObjectStore());
ledgerConformance('MemoryLedger', async () => new MemoryLedger());
lockConformance('MemoryLock', async () => new MemoryLock());

test('MemoryObjectStore keeps every version, the newest first, with the time of its clock', async () => {
  let now = 1000;
  const store = new MemoryObjectStore(() => now);
  await store.put('k', Buffer.from('old'));
  now = 2000;
  await store.put('k', Buffer.from('newer'));
  const [newer, old] = await infosOf(store, 'k');
  expect([newer?.storedAt, newer?.size, old?.storedAt, old?.size]).toEqual([2000, 5, 1000, 3]);
  expect(Buffer.from(await store.read(old!, 0, 9)).toString()).toBe('old');
});
