import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { LmdbLedger, type Mark } from '../../../adapters/local/lmdb-ledger';
import { EMPTY, fill, headOf, rowOf } from '../conformance';
import { temporaryFolders } from '../temporary-folder';

const newFolder = temporaryFolders();
const PROJECT = path.join(__dirname, '../../..');

describe('LmdbLedger', () => {
  test('keeps everything over a restart', async () => {
    const folder = path.join(newFolder(), 'a.b', 'ledger');
    const before = await LmdbLedger.open(folder);
    await fill(before, '0', 3);
    await before.lock.swap(undefined, Buffer.from('state'));
    await before.close();
    const after = await LmdbLedger.open(folder);
    expect((await after.head('0')).seq).toBe(3);
    expect(Buffer.from((await after.lock.read())!.value).toString()).toBe('state');
    expect(fs.statSync(folder).isDirectory()).toBe(true);
    await after.close();
  });

  test('stores a mark with the commit, and only with it', async () => {
    const ledger = await LmdbLedger.open(newFolder());
    const mark: Mark = { source: 'aa'.repeat(32), name: 'x.log', size: 100, offset: 40, done: false };
    const row = rowOf('0', 1, 'one');
    expect(await ledger.mark(mark.source)).toBeUndefined();
    expect(await ledger.withMarks([mark]).commit(row, EMPTY)).toBe('committed');
    expect(await ledger.mark(mark.source)).toEqual(mark);
    const further = { ...mark, offset: 100, done: true };
    expect(await ledger.withMarks([further]).commit(rowOf('0', 1, 'two'), EMPTY)).toBe('moved');
    expect(await ledger.mark(mark.source)).toEqual(mark);
    await ledger.setMark(further);
    expect(await ledger.mark(mark.source)).toEqual(further);
    await ledger.close();
  });

  test('commits nothing of a source whose mark another process has moved', async () => {
    const ledger = await LmdbLedger.open(newFolder());
    const mark: Mark = { source: 'aa'.repeat(32), name: 'x.log', size: 100, offset: 40, done: false };
    const one = rowOf('0', 1, 'one');
    const two = rowOf('0', 2, 'two');
    const commit = (row: typeof one, from: number | undefined, offset: number) =>
      ledger.withMarks([{ ...mark, offset, from }]).commit(row, row.seq === 1 ? EMPTY : headOf(one));
    await expect(commit(one, 40, 80)).rejects.toMatchObject({ code: 'conflict' });
    expect(await commit(one, 0, 40)).toBe('committed');
    for (const from of [0, 39, 41]) {
      await expect(commit(two, from, 80)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('x.log'),
      });
    }
    expect(await ledger.head('0')).toEqual(headOf(one));
    // A retry of what is committed learns that.
    expect(await commit(one, 0, 40)).toBe('exists');
    expect(await commit(two, 40, 80)).toBe('committed');
    expect(await ledger.mark(mark.source)).toEqual({ ...mark, offset: 80 });
    // Entered once more, by request.
    expect(await ledger.withMarks([mark]).commit(rowOf('0', 3, 'three'), headOf(two))).toBe('committed');
    await ledger.close();
  });

  test('knows what is committed and not delivered, in order', async () => {
    const ledger = await LmdbLedger.open(newFolder());
    await fill(ledger, '0', 12);
    await fill(ledger, '1', 1);
    const { digest: _, ...control } = rowOf('sealer', 1, 'control');
    await ledger.commit(control, EMPTY);
    const places = async (limit: number) =>
      (await ledger.undelivered(limit)).map(({ lane, seq }) => `${lane}/${seq}`);
    expect((await places(99)).join(' ')).toBe('0/1 0/2 0/3 0/4 0/5 0/6 0/7 0/8 0/9 0/10 0/11 0/12 1/1');
    expect(await places(2)).toEqual(['0/1', '0/2']);
    const rows = await ledger.rows('0', 1, 10);
    await ledger.delivered(rows.map(({ digest }) => digest!));
    expect(await places(99)).toEqual(['0/11', '0/12', '1/1']);
    await ledger.delivered(rows.map(({ digest }) => digest!));
    // One that is not known takes nothing off.
    const [next] = await ledger.rows('0', 11, 1);
    await expect(ledger.delivered([next!.digest!, 'cd'.repeat(32)])).rejects.toMatchObject({ code: 'usage' });
    expect(await places(1)).toEqual(['0/11']);
    await ledger.close();
  });

  test('opens for reading what is there, and nothing where nothing is', async () => {
    const folder = newFolder();
    expect(await LmdbLedger.openForReading(path.join(folder, 'none'))).toBeUndefined();
    expect(fs.readdirSync(folder)).toEqual([]);
    const writer = await LmdbLedger.open(folder);
    await fill(writer, '0', 2);
    const reader = await LmdbLedger.openForReading(folder);
    const row = rowOf('0', 3, 'three');
    await writer.commit(row, await writer.head('0'));
    expect(await reader?.head('0')).toEqual(headOf(row));
    await reader?.close();
    await writer.close();
  });

  test('opens for reading where no lock file can be made', async () => {
    const folder = newFolder();
    const writer = await LmdbLedger.open(folder);
    await fill(writer, '0', 2);
    await writer.close();
    // A folder in the lock file's place refuses everybody, root too.
    fs.rmSync(path.join(folder, 'lock.mdb'));
    fs.mkdirSync(path.join(folder, 'lock.mdb'));
    const reader = await LmdbLedger.openForReading(folder);
    expect((await reader?.head('0'))?.seq).toBe(2);
    await reader?.close();
  });

  test.each([
    ['no database', Buffer.alloc(50_000, 'junk')],
    ['cut within its first page', Buffer.from('short')],
  ])('says that a file is damaged that is %s', async (_, bytes) => {
    const folder = newFolder();
    fs.writeFileSync(path.join(folder, 'data.mdb'), bytes);
    const damaged = { code: 'unavailable', message: expect.stringContaining(folder) };
    await expect(LmdbLedger.open(folder)).rejects.toMatchObject(damaged);
    await expect(LmdbLedger.openForReading(folder)).rejects.toMatchObject(damaged);
  });

  test('takes an empty file for the beginning of a ledger', async () => {
    const folder = newFolder();
    fs.writeFileSync(path.join(folder, 'data.mdb'), '');
    expect(await LmdbLedger.openForReading(folder)).toBeUndefined();
    const ledger = await LmdbLedger.open(folder);
    await fill(ledger, '0', 1);
    await ledger.close();
  });

  test('says what keeps it from its files', async () => {
    const folder = newFolder();
    fs.mkdirSync(path.join(folder, 'lock.mdb'));
    await expect(LmdbLedger.open(folder)).rejects.toMatchObject({
      message: expect.stringContaining('lock.mdb'),
    });
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    await expect(LmdbLedger.open(path.join(file, 'ledger'))).rejects.toMatchObject({ code: 'usage' });
  });

  test('refuses the ledger of a newer version', async () => {
    const folder = newFolder();
    const { open } = await import('lmdb');
    const db = open<Buffer, string[]>({
      path: folder,
      noSubdir: false,
      encoding: 'binary',
      overlappingSync: false,
    });
    await db.put(['format'], Buffer.from('2'));
    await db.close();
    await expect(LmdbLedger.open(folder)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(LmdbLedger.openForReading(folder)).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('serves two processes at once: every commit that was told of is there, once, in one chain', async () => {
    const folder = newFolder();
    const told = (await Promise.all(['a', 'b'].map((name) => run(folder, name, 60)))).flatMap(
      ({ lines }) => lines,
    );
    await expectChain(folder, told);
    expect(told).toHaveLength(120);
  }, 60_000);

  test('loses nothing that was told of when its process is killed', async () => {
    const folder = newFolder();
    const told: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { lines, signal } = await run(folder, `round ${round}`, 100_000, 20 + 15 * round);
      expect(signal).toBe('SIGKILL');
      told.push(...lines);
    }
    await expectChain(folder, told);
  }, 60_000);
});

/** Runs `committer.ts`; with `killAfter`, until it told of so many commits. */
function run(folder: string, name: string, count: number, killAfter = Infinity) {
  return new Promise<{ lines: string[]; signal: string | null }>((resolve, reject) => {
    const args = ['-r', 'ts-node/register/transpile-only', 'test/adapters/local/committer.ts', folder, name];
    const child = spawn(process.execPath, [...args, String(count)], { cwd: PROJECT });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.on('close', (code, signal) => {
      if (code !== 0 && signal === null) reject(new Error(errors));
      else resolve({ lines: output.split('\n').slice(0, -1), signal });
    });
  });
}

async function expectChain(folder: string, told: readonly string[]): Promise<void> {
  const ledger = await LmdbLedger.open(folder);
  const rows = await ledger.rows('0', 1, 100_000);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
  expect(new Set(rows.map(({ digest }) => digest)).size).toBe(rows.length);
  expect(await ledger.head('0')).toEqual(headOf(rows.at(-1)!));
  const there = new Set(rows.map((row) => `${row.seq} ${row.entry.toString()} ${headOf(row).leaf}`));
  expect(told.filter((line) => !there.has(line))).toEqual([]);
  expect(await ledger.undelivered(100_000)).toHaveLength(rows.length);
  for (const row of rows) expect(await ledger.mark(row.digest!)).toBeDefined();
  await ledger.close();
}
