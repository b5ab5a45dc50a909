import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** What was flushed, by file and folder, in order. */
const mockFlushed: string[] = [];
jest.mock('node:fs/promises', () => {
  const actual = jest.requireActual<typeof import('node:fs/promises')>('node:fs/promises');
  return {
    ...actual,
    open: async (...args: Parameters<typeof actual.open>): Promise<FileHandle> => {
      const handle = await actual.open(...args);
      for (const name of ['sync', 'datasync'] as const) {
        const flush = handle[name].bind(handle);
        handle[name] = async () => {
          await flush();
          mockFlushed.push(String(args[0]));
        };
      }
      return handle;
    },
  };
});

import { openLocalArchive } from '../../../adapters/local/archive';
import { FolderStore } from '../../../adapters/local/folder-store';
import { LmdbLedger } from '../../../adapters/local/lmdb-ledger';
import { StateFolder } from '../../../adapters/local/state-folder';
import { randomSigner } from '../../../adapters/memory/signer';
import { formatCheckpoint } from '../../../core/tlog/checkpoint';
import { signNote } from '../../../core/tlog/note';

/*
 * A process that was killed leaves names that the disk does not have yet, and the next process sees them. What that
 * one goes on from, it must flush itself. The campaign `power-loss.mjs` shows what comes of it else.
 */

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'wormtrail-flushes-')));
  mockFlushed.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What was flushed since the last time. */
const flushed = () => mockFlushed.splice(0).filter((file) => !file.includes('tmp/.tmp-'));
/** A folder and all those above it. */
const chain = (from: string): string[] =>
  from === path.dirname(from) ? [from] : [from, ...chain(path.dirname(from))];
const within = (...names: string[]) => path.join(folder, ...names);

describe('a folder store', () => {
  test('flushes the names of folders that it found, once', async () => {
    mkdirSync(within('store', 'a', 'b'), { recursive: true });
    const store = new FolderStore(within('store'));
    await store.put('a/b/one', Buffer.from('1'));
    expect(flushed()).toEqual(expect.arrayContaining(chain(within('store', 'a', 'b'))));
    await store.put('a/b/two', Buffer.from('2'));
    expect(flushed()).toEqual([within('store', 'a', 'b')]);
  });

  test('flushes the name of the object that is in the way of a new one', async () => {
    mkdirSync(within('store', 'a'), { recursive: true });
    const store = new FolderStore(within('store'));
    await store.put('a/other', Buffer.from('0'));
    writeFileSync(within('store', 'a', 'one'), '1');
    flushed();
    expect(await store.put('a/one', Buffer.from('1'), { ifAbsent: true })).toBe('conflict');
    expect(flushed()).toEqual([within('store', 'a')]);
  });

  test('that is to be settled flushes the name of what it reads, each time', async () => {
    mkdirSync(within('store', 'a'), { recursive: true });
    writeFileSync(within('store', 'a', 'one'), '1');
    const store = new FolderStore(within('store'), { settled: true });
    await store.get('a/one');
    expect(flushed()).toEqual(chain(within('store', 'a')));
    // By now another process may have put another one in its place.
    await store.get('a/one');
    expect(flushed()).toEqual([within('store', 'a')]);
    await store.get('a/none');
    expect(flushed()).toEqual([]);
  });

  test('that only reads flushes nothing', async () => {
    mkdirSync(within('store'));
    writeFileSync(within('store', 'one'), '1');
    await new FolderStore(within('store')).get('one');
    expect(flushed()).toEqual([]);
  });

  test('takes a lock of the future for one that was left: the clock may have gone back', async () => {
    const store = new FolderStore(within('store'));
    await store.put('one', Buffer.from('1'));
    const { version } = (await store.get('one'))!;
    const { createHash } = await import('node:crypto');
    const name = createHash('sha256').update(within('store', 'one')).digest('hex').slice(0, 32);
    const lock = within('store', '.wormtrail', 'tmp', `.lock-${name}`);
    writeFileSync(lock, '');
    const later = Date.now() / 1000 + 86_400;
    utimesSync(lock, later, later);
    expect(await store.put('one', Buffer.from('2'), { ifVersion: version })).toBe('stored');
    expect(() => statSync(lock)).toThrow('ENOENT');
  });
});

describe('a ledger', () => {
  test('flushes its file and its name, new or not, before anything is entered', async () => {
    const data = within('ledger', 'data.mdb');
    for (let time = 0; time < 2; time++) {
      await (await LmdbLedger.open(within('ledger'))).close();
      expect(flushed()).toEqual(expect.arrayContaining([data, ...chain(within('ledger'))]));
    }
  });

  test('is made elsewhere, and leaves nothing there', async () => {
    const { readdirSync } = await import('node:fs');
    const ledgers = await Promise.all([0, 1].map(() => LmdbLedger.open(within('ledger'))));
    expect(readdirSync(within('ledger')).sort()).toEqual(['data.mdb', 'lock.mdb']);
    for (const ledger of ledgers) await ledger.close();
  });

  test('takes the place of an empty file, which is what a maker that died at once has left', async () => {
    mkdirSync(within('ledger'));
    writeFileSync(within('ledger', 'data.mdb'), '');
    const ledger = await LmdbLedger.open(within('ledger'));
    expect(await ledger.lanes()).toEqual([]);
    await ledger.close();
  });
});

test('an archive flushes the name of the key that it found, before anything is signed by it', async () => {
  const open = () =>
    openLocalArchive(within('archive'), {
      origin: 'example.com/log',
      create: true,
      config: within('config'),
    });
  await (await open()).close();
  flushed();
  await (await open()).close();
  expect(flushed()).toEqual(expect.arrayContaining(chain(within('config', 'keys'))));
});

test('the memory of checkpoints flushes the one that it found, before it says that it remembers it', async () => {
  const signer = randomSigner('example.com/log');
  const checkpoint = formatCheckpoint({ origin: signer.name, size: 3, root: Buffer.alloc(32, 1) });
  const note = Buffer.from(await signNote(checkpoint, [signer]));
  await new StateFolder(within('state')).remember(note);
  flushed();
  expect(await new StateFolder(within('state')).remember(note)).toBe(false);
  expect(flushed()).toEqual(chain(within('state', 'checkpoints')));
});
