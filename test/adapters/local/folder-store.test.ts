import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FolderStore } from '../../../adapters/local/folder-store';
import { infosOf } from '../conformance';
import { temporaryFolders } from '../temporary-folder';

const newFolder = temporaryFolders();

/** Root reads and writes whatever the modes say. */
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

describe('FolderStore', () => {
  test('lists a copy that has versions: the current one first, then the others under the same key', async () => {
    const root = newFolder();
    const files = [
      'a',
      'a-b',
      'a@version=2',
      'a@version=10',
      'gone@version=x',
      'odd@version=',
      'odd@version=current',
    ];
    for (const file of files) fs.writeFileSync(path.join(root, file), `bytes of ${file}`);
    const store = new FolderStore(root);
    const read: string[] = [];
    for (const info of await infosOf(store, '')) {
      const bytes = Buffer.from(await store.read(info, 0, 100)).toString();
      read.push(`${info.key} ${info.version}: ${bytes}`);
      expect(info.storedAt).toBeUndefined();
    }
    expect(read).toEqual([
      'a current: bytes of a',
      'a 10: bytes of a@version=10',
      'a 2: bytes of a@version=2',
      'a-b current: bytes of a-b',
      'gone x: bytes of gone@version=x',
      // Neither is the name of a version: nothing can hide behind another file.
      'odd@version= current: bytes of odd@version=',
      'odd@version=current current: bytes of odd@version=current',
    ]);
    await expect(store.put('a@version=3', Buffer.from('x'))).rejects.toMatchObject({ code: 'usage' });
  });

  test('keeps its own folder out of listings and keys, at the top only', async () => {
    const store = new FolderStore(newFolder());
    await store.put('a/.wormtrail/b', Buffer.from('x'));
    expect((await infosOf(store, '')).map(({ key }) => key)).toEqual(['a/.wormtrail/b']);
    await expect(store.put('.wormtrail/x', Buffer.from('x'))).rejects.toMatchObject({ code: 'usage' });
  });

  test('leaves no temporary file behind, and removes old ones of others', async () => {
    const root = newFolder();
    const temporary = path.join(root, '.wormtrail', 'tmp');
    fs.mkdirSync(temporary, { recursive: true });
    for (const name of ['.tmp-1-old', '.tmp-1-new']) fs.writeFileSync(path.join(temporary, name), 'half');
    fs.utimesSync(path.join(temporary, '.tmp-1-old'), new Date(0), new Date(0));
    const store = new FolderStore(root);
    await store.put('a', Buffer.from('x'));
    await store.put('a', Buffer.from('y'), { ifAbsent: true });
    await store.put('a', Buffer.from('z'), { ifVersion: (await store.get('a'))!.version });
    expect(fs.readdirSync(temporary)).toEqual(['.tmp-1-new']);
  });

  test('takes over the lock of a writer that died', async () => {
    const root = newFolder();
    const store = new FolderStore(root);
    await store.put('a', Buffer.from('x'));
    const { version } = (await store.get('a'))!;
    const temporary = path.join(root, '.wormtrail', 'tmp');
    const { createHash } = await import('node:crypto');
    const name = createHash('sha256').update(path.join(root, 'a')).digest('hex').slice(0, 32);
    fs.writeFileSync(path.join(temporary, `.lock-${name}`), '');
    fs.utimesSync(path.join(temporary, `.lock-${name}`), new Date(0), new Date(0));
    expect(await store.put('a', Buffer.from('y'), { ifVersion: version })).toBe('stored');
  });

  test('follows no link: neither to a file, nor to a folder, nor on the way', async () => {
    const root = newFolder();
    const outside = newFolder();
    fs.writeFileSync(path.join(outside, 'secret'), 'secret');
    fs.symlinkSync(path.join(outside, 'secret'), path.join(root, 'file'));
    fs.symlinkSync(outside, path.join(root, 'folder'));
    const store = new FolderStore(root);
    const infos = await infosOf(store, '');
    expect(infos.map(({ key }) => key)).toEqual(['file', 'folder']);
    for (const info of infos) await expect(store.read(info, 0, 10)).rejects.toMatchObject({ code: 'denied' });
    await expect(store.get('file')).rejects.toMatchObject({ code: 'denied' });
    await expect(store.get('folder/secret')).rejects.toMatchObject({ code: 'denied' });
    await expect(store.put('folder/new', Buffer.from('x'))).rejects.toMatchObject({ code: 'denied' });
    await expect(store.remove('folder/secret')).rejects.toMatchObject({ code: 'denied' });
    await expect(infosOf(store, 'folder/')).rejects.toMatchObject({ code: 'denied' });
    expect(fs.readdirSync(outside)).toEqual(['secret']);
  });

  test('does not wait at a pipe', async () => {
    const root = newFolder();
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    await expect(new FolderStore(root).get('pipe')).rejects.toMatchObject({ code: 'denied' });
  });

  test('is empty where there is no folder', async () => {
    const store = new FolderStore(path.join(newFolder(), 'not', 'there'));
    expect(await infosOf(store, '')).toEqual([]);
    expect(await store.get('a')).toBeUndefined();
    expect(await store.put('a', Buffer.from('x'))).toBe('stored');
  });

  test('says which file stands in the way', async () => {
    const root = newFolder();
    const store = new FolderStore(root);
    await store.put('a', Buffer.from('x'));
    await expect(store.put('a/b', Buffer.from('x'))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(path.join(root, 'a/b')),
    });
  });

  test('says that it may not write', async () => {
    const root = newFolder();
    fs.chmodSync(root, 0o555);
    // Root always may: for this once it is nobody.
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      await expect(new FolderStore(root).put('a', Buffer.from('x'))).rejects.toMatchObject({
        code: 'denied',
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
