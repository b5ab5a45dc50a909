import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { makeFolder } from '../../../adapters/local/durable-file';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-folder-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('makes a folder and what is missing above it, and minds none that is there', async () => {
  const deep = path.join(folder, 'a', 'b', 'c');
  await makeFolder(deep);
  await makeFolder(deep);
  expect((await stat(deep)).isDirectory()).toBe(true);
});

test('many at once make the same folders', async () => {
  const deep = path.join(folder, 'a', 'b', 'c', 'd');
  await Promise.all(Array.from({ length: 20 }, (_, i) => makeFolder(path.join(deep, String(i % 4), 'e'))));
  expect((await stat(path.join(deep, '3', 'e'))).isDirectory()).toBe(true);
});

test('says so where a file stands in the way', async () => {
  await writeFile(path.join(folder, 'file'), '');
  await expect(makeFolder(path.join(folder, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(makeFolder(path.join(folder, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

// Node's own recursive mkdir never ends there.
(process.platform === 'linux' ? test : test.skip)('ends where a folder takes no new names', async () => {
  await expect(makeFolder('/proc/wormtrail/a')).rejects.toMatchObject({ code: 'denied' });
});
