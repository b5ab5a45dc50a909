import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FolderStore } from '../../../adapters/local/folder-store';
import { LmdbLedger } from '../../../adapters/local/lmdb-ledger';
import { EMPTY, headOf, infosOf, rowOf } from '../conformance';

/** A file system of four megabytes takes the right to mount one: a container's root has it, most others do not. */
const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
});
const onSmallDisk = mounted ? test : test.skip;

onSmallDisk(
  'a folder on a full disk says so, and keeps what it has (skipped where mount is refused)',
  async () => {
    const store = new FolderStore(path.join(folder, 'store'));
    await store.put('small', Buffer.from('x'));
    for (const key of ['big', 'small']) {
      await expect(store.put(key, Buffer.alloc(6_000_000))).rejects.toMatchObject({
        code: 'full',
        message: expect.stringContaining(key),
      });
    }
    expect((await infosOf(store, '')).map(({ key, size }) => `${key} ${size}`)).toEqual(['small 1']);
    // The half-written file is gone, so there is space again.
    expect(await store.put('more', Buffer.alloc(100_000))).toBe('stored');
    await store.remove('more');
  },
);

onSmallDisk('a ledger on a full disk says so, and holds every row that it said it committed', async () => {
  const where = path.join(folder, 'ledger');
  const ledger = await LmdbLedger.open(where);
  let head = EMPTY;
  let failure: unknown;
  for (let seq = 1; seq < 400 && failure === undefined; seq++) {
    const row = { ...rowOf('0', seq, `${seq}`), entry: Buffer.alloc(20_000, seq) };
    try {
      await ledger.commit(row, head);
      head = headOf(row);
    } catch (error) {
      failure = error;
    }
  }
  expect(failure).toMatchObject({ code: 'full', message: expect.stringContaining(where) });
  expect(head.seq).toBeGreaterThan(5);
  expect(await ledger.head('0')).toEqual(head);
  await ledger.close();
  const again = await LmdbLedger.openForReading(where);
  expect(await again?.head('0')).toEqual(head);
  expect(await again?.rows('0', 1, 999)).toHaveLength(head.seq);
  await again?.close();
});
