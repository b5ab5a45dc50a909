import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

/** Redrive of an archive in a folder: what the ledger and the stages still have comes back. */

const newFolder = temporaryFolders();

async function archiveWithout(): Promise<{ run: ReturnType<typeof user>; archive: string }> {
  const folder = newFolder();
  const run = user(folder);
  const archive = path.join(folder, 'archive');
  const file = path.join(folder, 'a.log');
  writeFileSync(file, 'one\ntwo\n');
  expect((await run('ingest', '-a', archive, '--origin', 'example.com/redrive', file)).exit).toBe(0);
  rmSync(path.join(archive, 'events'), { recursive: true });
  expect((await run('verify', '-a', archive)).exit).toBe(3);
  return { run, archive };
}

it('fills holes, after which the archive is whole, and does nothing more', async () => {
  const { run, archive } = await archiveWithout();
  const { exit, stdout } = await run('redrive', '-a', archive, '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ failed: null, holes: [{ outcome: 'delivered' }], more: 0 });
  expect((await run('verify', '-a', archive)).exit).toBe(0);
  const again = await run('redrive', '-a', archive);
  expect(again).toMatchObject({ exit: 0, stdout: 'No holes.\n' });
});

it('looks only at the range that it is given', async () => {
  const { run, archive } = await archiveWithout();
  expect(await run('redrive', '-a', archive, '--until', '2020-01-01')).toMatchObject({
    exit: 0,
    stdout: 'No holes.\n',
  });
  const { stdout } = await run('redrive', '-a', archive, '--since', '2020-01-01');
  expect(stdout).toBe('Holes: 1, of which 1 filled from their stages.\n');
});

it('says which hole stays, where the stage is gone too', async () => {
  const { run, archive } = await archiveWithout();
  const state = path.join(archive, '.wormtrail/state/stages');
  expect(readdirSync(state)).toHaveLength(1);
  rmSync(state, { recursive: true });
  const { exit, stdout } = await run('redrive', '-a', archive);
  expect(exit).toBe(3);
  expect(stdout).toMatch(/0 filled.*\n {2}stage-lost: batch [0-9A-Z]{26}: /);
});

it('makes no archive where there is none', async () => {
  const folder = newFolder();
  const { exit, stderr } = await user(folder)('redrive', '-a', folder);
  expect(exit).toBe(2);
  expect(stderr).toContain('no archive');
  expect(readdirSync(folder)).toEqual([]);
});
