import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

/** The audit of an archive in a folder. */

const newFolder = temporaryFolders();

async function archiveOf(...texts: string[]) {
  const folder = newFolder();
  const run = user(folder);
  const archive = path.join(folder, 'archive');
  for (const [i, text] of texts.entries()) {
    const file = path.join(folder, `${i}.log`);
    writeFileSync(file, text);
    expect((await run('ingest', '-a', archive, '--origin', 'example.com/audit', file)).exit).toBe(0);
  }
  const objects = () =>
    readdirSync(path.join(archive, 'events'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.gz'))
      .map((name) => path.join(archive, 'events', name));
  return { run, archive, objects, folder };
}

it('reads each object once, and says that all is well', async () => {
  const { run, archive, folder } = await archiveOf('one\ntwo\n', 'three\n');
  const first = await run('audit', '-a', archive, '--json');
  expect(first.exit).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({
    ...{ integrity: 'pass', completeness: 'pass', finished: true, kept: true, begun: 'first' },
    ...{ batches: 2, events: 3, objects: 2, holes: { fresh: 0, days: 0, old: 0 } },
  });
  const again = await run('audit', '-a', archive);
  expect(again.exit).toBe(0);
  expect(again.stdout).toContain('0 batches of 0 events seen for the first time, in 0 objects read');
  writeFileSync(path.join(folder, 'more.log'), 'four\n');
  await run('ingest', '-a', archive, path.join(folder, 'more.log'));
  const { stdout } = await run('audit', '-a', archive, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ batches: 1, objects: 1, completeness: 'pass' });
  expect((await run('verify', '-a', archive)).exit).toBe(0);
});

it('misses what has gone since, until it is redriven', async () => {
  const { run, archive, objects } = await archiveOf('one\ntwo\n', 'three\n');
  await run('audit', '-a', archive);
  rmSync(objects()[0] as string);
  const gone = await run('audit', '-a', archive);
  expect(gone.exit).toBe(3);
  expect(gone.stdout).toMatch(/Completeness +FAIL[\s\S]*Holes: 1,[\s\S]*hole .*was there before/);
  expect((await run('redrive', '-a', archive)).exit).toBe(0);
  expect((await run('audit', '-a', archive)).exit).toBe(0);
});

it('names what was changed', async () => {
  const { run, archive, objects } = await archiveOf('one\ntwo\n');
  const [object] = objects();
  const text = gunzipSync(readFileSync(object as string)).toString();
  rmSync(object as string);
  writeFileSync(object as string, gzipSync(text.replace('two', 'too')));
  const { exit, stdout } = await run('audit', '-a', archive);
  expect(exit).toBe(1);
  expect(stdout).toMatch(/Integrity +FAIL[\s\S]*event-changed .*: event [0-9A-Z]{26}-0000001/);
});

it('makes no archive where there is none', async () => {
  const folder = newFolder();
  const { exit, stderr } = await user(folder)('audit', '-a', folder);
  expect(exit).toBe(2);
  expect(stderr).toContain('no archive');
  expect(readdirSync(folder)).toEqual([]);
});
