import * as fs from 'node:fs';
import * as path from 'node:path';
import { createKeyFile, readKeyFile } from '../../../adapters/local/key-file';
import {
  configFolder,
  keyFile,
  ledgerFolder,
  stateFolder,
  stateStoreFolder,
} from '../../../adapters/local/paths';
import { StateFolder } from '../../../adapters/local/state-folder';
import { randomSigner } from '../../../adapters/memory/signer';
import { formatCheckpoint } from '../../../core/tlog/checkpoint';
import { signNote } from '../../../core/tlog/note';
import { temporaryFolders } from '../temporary-folder';

const newFolder = temporaryFolders();
const ORIGIN = 'example.com/audit';

describe('a key file', () => {
  test('holds one key for good, for its owner alone', async () => {
    const file = keyFile(ORIGIN, newFolder());
    expect(path.basename(file)).toBe('example.com_audit.key');
    expect(await readKeyFile(file)).toBeUndefined();
    const made = await createKeyFile(file, ORIGIN);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(fs.readFileSync(file, 'utf8')).toMatch(
      /^PRIVATE\+KEY\+example\.com\/audit\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\n$/,
    );
    await expect(createKeyFile(file, ORIGIN)).rejects.toMatchObject({ code: 'conflict' });
    const read = await readKeyFile(file);
    expect(read?.verifierKey).toBe(made.verifierKey);
    expect(await read?.sign(Buffer.from('x'))).toEqual(await made.sign(Buffer.from('x')));
    expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  });

  test('of two made at once, one is there', async () => {
    const file = keyFile(ORIGIN, newFolder());
    const made = await Promise.allSettled([createKeyFile(file, ORIGIN), createKeyFile(file, ORIGIN)]);
    const [signer] = made.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await readKeyFile(file))?.verifierKey).toBe(signer?.verifierKey);
  });

  test.each([0o640, 0o604, 0o620, 0o644])(
    'is refused with mode %o, and the hint says what to do',
    async (mode) => {
      const file = keyFile(ORIGIN, newFolder());
      await createKeyFile(file, ORIGIN);
      fs.chmodSync(file, mode);
      await expect(readKeyFile(file)).rejects.toMatchObject({
        code: 'usage',
        hint: expect.stringContaining(`chmod 600 ${file}`),
      });
    },
  );

  test('is refused if damaged, in words that do not hold the key', async () => {
    const file = keyFile(ORIGIN, newFolder());
    await createKeyFile(file, ORIGIN);
    const line = fs.readFileSync(file, 'utf8');
    const secret = line.trimEnd().split('+').slice(4).join('+');
    for (const damaged of ['', line.slice(0, 40), line.replace('audit', 'other')]) {
      fs.writeFileSync(file, damaged);
      const error = await readKeyFile(file).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining(file) });
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
    }
  });

  test.each(['', 'with space', 'with+plus', 'with\nnewline'])('is not made for the name %j', async (name) => {
    const folder = newFolder();
    await expect(createKeyFile(path.join(folder, 'x.key'), name)).rejects.toMatchObject({ code: 'usage' });
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe('the state folder', () => {
  const signer = randomSigner(ORIGIN);
  const note = async (size: number, origin = ORIGIN): Promise<Buffer> =>
    Buffer.from(await signNote(formatCheckpoint({ origin, size, root: Buffer.alloc(32, size) }), [signer]));

  test('remembers a checkpoint of each origin until there is a larger one', async () => {
    const folder = newFolder();
    const state = new StateFolder(folder);
    expect(await state.remembered(ORIGIN)).toBeUndefined();
    expect(await state.remember(await note(5))).toBe(true);
    expect(await state.remember(await note(4))).toBe(false);
    expect(await state.remember(await note(5))).toBe(false);
    expect(await state.remember(await note(9, 'example.com/other'))).toBe(true);
    expect(await state.remember(await note(7))).toBe(true);
    expect(await new StateFolder(folder).remembered(ORIGIN)).toEqual(await note(7));
    expect(fs.existsSync(path.join(folder, 'checkpoints', 'example.com_audit.note'))).toBe(true);
  });

  test('keeps the largest of many remembered at once', async () => {
    const folder = newFolder();
    const notes = await Promise.all([3, 9, 1, 7, 5].map((size) => note(size)));
    await Promise.all(notes.map((bytes) => new StateFolder(folder).remember(bytes)));
    expect(await new StateFolder(folder).remembered(ORIGIN)).toEqual(await note(9));
  });

  test('does not put anything in place of a memory that it cannot read, or that is of another log', async () => {
    const state = new StateFolder(newFolder());
    await state.remember(await note(5, 'example.com_audit'));
    await expect(state.remember(await note(6))).rejects.toMatchObject({
      code: 'malformed',
      hint: expect.any(String),
    });
    const folder = newFolder();
    fs.mkdirSync(path.join(folder, 'checkpoints'));
    fs.writeFileSync(path.join(folder, 'checkpoints', 'example.com_audit.note'), 'junk');
    await expect(new StateFolder(folder).remember(await note(6))).rejects.toMatchObject({
      code: 'malformed',
    });
    await expect(new StateFolder(folder).remember(Buffer.from('junk'))).rejects.toMatchObject({
      code: 'malformed',
    });
  });
});

test('paths follow our own variables, then XDG, then the home folder', () => {
  expect(configFolder({ WORMTRAIL_CONFIG_DIR: '/c', XDG_CONFIG_HOME: '/x' })).toBe('/c');
  expect(configFolder({ XDG_CONFIG_HOME: '/x' })).toBe('/x/wormtrail');
  expect(configFolder({ XDG_CONFIG_HOME: 'relative' })).toMatch(/\/\.config\/wormtrail$/);
  expect(stateFolder({ WORMTRAIL_STATE_DIR: '/s', XDG_STATE_HOME: '/x' })).toBe('/s');
  expect(stateFolder({ XDG_STATE_HOME: '/x' })).toBe('/x/wormtrail');
  expect(stateFolder({})).toMatch(/\/\.local\/state\/wormtrail$/);
  expect(ledgerFolder('/a')).toBe('/a/.wormtrail/ledger');
  expect(stateStoreFolder('/a')).toBe('/a/.wormtrail/state');
});
