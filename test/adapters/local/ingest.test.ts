import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type LocalArchive, openLocalArchive } from '../../../adapters/local/archive';
import { objectKey } from '../../../adapters/local/deliver';
import type { FolderStore } from '../../../adapters/local/folder-store';
import { type IngestOptions, ingest } from '../../../adapters/local/ingest/ingest';
import { parseEntry } from '../../../core/batch/entry';

let folder: string;
let archive: LocalArchive;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-ingest-'));
  archive = await open();
});

afterEach(async () => {
  await archive.close();
  await rm(folder, { recursive: true, force: true });
});

const open = () =>
  openLocalArchive(path.join(folder, 'archive'), { create: true, config: path.join(folder, 'config') });

const run = (names: readonly string[], options: Partial<IngestOptions> = {}) =>
  ingest({ archive, names, workers: 1, clock: { now: Date.now }, ...options });

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const where = path.join(folder, name);
  await writeFile(where, content);
  return where;
}

/** raw_data of all delivered events, in the order of the log. */
async function delivered(): Promise<string[]> {
  const rows = await archive.ledger.rows('0', 1, 10_000);
  const raw: string[] = [];
  for (const row of rows) {
    const bytes = await readFile(path.join(folder, 'archive', objectKey(parseEntry(row.entry).batch)));
    for (const line of gunzipSync(bytes).toString().split('\n')) {
      if (line.startsWith('{"metadata"')) raw.push((JSON.parse(line) as { raw_data: string }).raw_data);
    }
  }
  return raw;
}

const lines = (from: number, count: number, pad = '') =>
  Array.from({ length: count }, (_, i) => `line ${from + i}${pad}`);
const asFile = (text: readonly string[]) => `${text.join('\n')}\n`;

describe.each([1, 2])('ingest with %i worker(s)', (workers) => {
  test('enters files, gzip files and folders, in order, whole', async () => {
    const big = lines(0, 40_000, ` ${'x'.repeat(150)}`);
    const names = [await file('a.log', asFile(big)), await file('b.log.gz', gzipSync(asFile(lines(7, 3))))];
    const summary = await run(names, { workers });
    expect(summary.sources.map(({ outcome }) => outcome)).toEqual(['entered', 'entered']);
    expect(summary.events).toBe(40_003);
    expect(summary.batches).toBeGreaterThan(1);
    expect(await delivered()).toEqual([...big, ...lines(7, 3)]);
    expect(await archive.ledger.undelivered(10)).toEqual([]);
  });

  test('tells a source it has from its content, and does not enter it again unless told', async () => {
    const name = await file('a.log', asFile(lines(0, 5)));
    const copy = await file('copy.log', asFile(lines(0, 5)));
    await run([name], { workers });
    const second = await run([name, copy], { workers });
    expect(second.sources.map(({ outcome }) => outcome)).toEqual(['already', 'already']);
    expect(await delivered()).toHaveLength(5);
    await run([copy], { workers, again: true });
    expect(await delivered()).toEqual([...lines(0, 5), ...lines(0, 5)]);
  });

  test('stops when told, and goes on where it stopped', async () => {
    const text = lines(0, 100_000, ` ${'y'.repeat(200)}`);
    const name = await file('a.log', asFile(text));
    const stop = new AbortController();
    const first = await run([name], { workers, signal: stop.signal, onProgress: () => stop.abort() });
    expect(first.sources).toEqual([{ name, outcome: 'interrupted' }]);
    expect(first.events).toBeGreaterThan(0);
    expect(first.events).toBeLessThan(100_000);
    const second = await run([name], { workers });
    expect(second.sources).toEqual([{ name, outcome: 'resumed' }]);
    expect(await delivered()).toEqual(text);
  });
});

test('a file that cannot be read is reported, and the others go on', async () => {
  const good = await file('good.log', asFile(lines(0, 2)));
  const whole = gzipSync(asFile(lines(0, 1000)));
  const cut = await file('cut.log.gz', whole.subarray(0, whole.length - 20));
  const tail = await file('tail.log.gz', Buffer.concat([whole, Buffer.from('\0\0more')]));
  const empty = await file('empty.log', '');
  const summary = await run([cut, empty, good, tail]);
  expect(summary.sources.map(({ outcome }) => outcome)).toEqual(['failed', 'empty', 'entered', 'failed']);
  expect(summary.sources[0]?.error?.message).toContain('cut.log.gz: its gzip data is cut short');
  expect(await delivered()).toEqual(lines(0, 2));
});

test('a missing file and an unknown format end it before anything is entered', async () => {
  await expect(run([path.join(folder, 'nowhere.log')])).rejects.toMatchObject({ code: 'usage' });
  const name = await file('a.log', 'a\n');
  await expect(run([name], { format: 'no-such-format' })).rejects.toMatchObject({ code: 'usage' });
  expect(await archive.ledger.lanes()).toEqual([]);
});

test('what was committed and not delivered is delivered first, the same bytes', async () => {
  const name = await file('a.log', asFile(lines(0, 5)));
  const died = new Error('died');
  const dying = {
    ...archive,
    archive: Object.assign(Object.create(archive.archive) as FolderStore, {
      put: async () => {
        throw died;
      },
    }),
  };
  await expect(ingest({ archive: dying, names: [name], workers: 1, clock: { now: Date.now } })).rejects.toBe(
    died,
  );
  expect(await archive.ledger.undelivered(10)).toHaveLength(1);
  const summary = await run([name]);
  expect(summary).toMatchObject({ redelivered: 1, events: 0, sources: [{ outcome: 'already' }] });
  expect(await delivered()).toEqual(lines(0, 5));
  expect(await archive.ledger.undelivered(10)).toEqual([]);
});

test('the archive keeps its origin and its key', async () => {
  await run([await file('a.log', 'a\n')]);
  const { origin, signer } = archive;
  await archive.close();
  archive = await open();
  expect(archive.origin).toBe(origin);
  expect(archive.signer.verifierKey).toBe(signer.verifierKey);
  const keys = await readdir(path.join(folder, 'config', 'keys'));
  await rm(path.join(folder, 'config', 'keys', keys[0] as string));
  await archive.close();
  await expect(open()).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('is not there'),
  });
  await writeFile(path.join(folder, 'config', 'keys', keys[0] as string), 'x');
  archive = await openLocalArchive(path.join(folder, 'other'), {
    create: true,
    config: path.join(folder, 'config'),
  });
});

test('a folder with other things in it, or a copy without ledger, is no place for a new archive', async () => {
  await expect(openLocalArchive(folder, { create: true, config: folder })).rejects.toMatchObject({
    message: expect.stringContaining('holds other files'),
  });
});
