import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadNormalizer } from '../../adapters/local/normalizer';
import { Forger, sha256 } from '../../cli/demo/forger';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

/** Whatever is thrown at the command line: a clear answer or a kept event, nothing lost, no stack trace. */

const newFolder = temporaryFolders();
const STACK = /^\s+at .+:\d+:\d+\)?$/m;

function newUser() {
  const folder = newFolder();
  const run = user(folder);
  const checked = async (...args: string[]) => {
    const ran = await run(...args);
    expect(ran.stdout + ran.stderr).not.toMatch(STACK);
    return ran;
  };
  const file = (name: string, bytes: string | Buffer) => {
    writeFileSync(path.join(folder, name), bytes);
    return path.join(folder, name);
  };
  return { folder, run: checked, file, archive: path.join(folder, 'archive') };
}

/** Every event's raw bytes, from the archive's objects. */
function rawOf(archive: string): Buffer[] {
  const forger = new Forger(archive);
  const normalizer = loadNormalizer();
  return forger.objects().flatMap((object) =>
    forger.lines(object).flatMap((line) => {
      if (!line.startsWith('{"metadata"')) return [];
      const opaque = normalizer.expandOpaque(line);
      if (opaque !== undefined) return [Buffer.from(opaque)];
      const { raw_data, unmapped } = JSON.parse(line);
      const kept = unmapped?.envelope?.base64;
      return [typeof kept === 'string' ? Buffer.from(kept, 'base64') : Buffer.from(raw_data ?? '')];
    }),
  );
}

describe('ingest', () => {
  it('names a file that is not there, before it does anything', async () => {
    const { run, archive } = newUser();
    const { exit, stderr } = await run('ingest', '-a', archive, '/no/such/file.log');
    expect(exit).toBe(2);
    expect(stderr).toContain('/no/such/file.log');
    expect(existsSync(archive)).toBe(false);
  });

  it('enters nothing of a gzip file that is cut short, says so, and takes the files beside it', async () => {
    const { run, archive, file } = newUser();
    const whole = gzipSync('one\ntwo\nthree\n');
    const cut = file('cut.gz', whole.subarray(0, whole.length - 9));
    const good = file('good.log', 'four\n');
    const { exit, stdout } = await run('ingest', '-a', archive, cut, good);
    expect(exit).toBe(2);
    expect(stdout).toContain('cut.gz: NOT ENTERED');
    expect(rawOf(archive).map(String)).toEqual(['four']);
    expect((await run('verify', '-a', archive)).exit).toBe(0);
    writeFileSync(cut, whole);
    expect((await run('ingest', '-a', archive, cut)).exit).toBe(0);
    expect(rawOf(archive).map(String).sort()).toEqual(['four', 'one', 'three', 'two']);
  });

  it('keeps every byte of a binary file', async () => {
    const { run, archive, file } = newUser();
    const bytes = Buffer.alloc(50_000);
    for (let i = 0, x = 1; i < bytes.length; i++, x = (x * 48271) % 2147483647) bytes[i] = x & 0xff;
    expect((await run('ingest', '-a', archive, file('binary', bytes))).exit).toBe(0);
    const lines = bytes
      .toString('latin1')
      .split('\n')
      .map((line) => line.replace(/\r$/, ''));
    const raw = rawOf(archive).map((one) => one.toString('latin1'));
    expect(raw).toEqual(lines.filter((line) => line !== ''));
    expect((await run('verify', '-a', archive)).exit).toBe(0);
  });

  it('says of an empty file that there is nothing to enter', async () => {
    const { run, archive, file } = newUser();
    const { exit, stdout } = await run('ingest', '-a', archive, file('empty.log', ''));
    expect(exit).toBe(0);
    expect(stdout).toContain('empty.log: empty');
  });

  it('keeps a line of 50 MB', async () => {
    const { run, archive, file } = newUser();
    const long = `${'0123456789abcdef'.repeat(3_276_800)}`;
    const log = file('long.log', `before\n${long}\nafter\n`);
    expect((await run('ingest', '-a', archive, log)).exit).toBe(0);
    const raw = rawOf(archive);
    expect(raw.map(String)).toContain('before');
    expect(raw.map(String)).toContain('after');
    expect(Buffer.concat(raw).length).toBeGreaterThanOrEqual(long.length);
    expect((await run('verify', '-a', archive)).exit).toBe(0);
  }, 120_000);

  it('keeps invalid UTF-8 byte for byte', async () => {
    const { run, archive, file } = newUser();
    const broken = Buffer.from([0x6f, 0x6b, 0x20, 0xff, 0xfe, 0x20, 0xc3, 0x28]);
    const log = file(
      'broken.log',
      Buffer.concat([Buffer.from('fine\n'), broken, Buffer.from('\nfine too\n')]),
    );
    expect((await run('ingest', '-a', archive, log)).exit).toBe(0);
    const all = new Forger(archive).objects().flatMap((object) => new Forger(archive).lines(object));
    expect(all.some((line) => line.includes(broken.toString('base64')))).toBe(true);
    expect((await run('verify', '-a', archive)).exit).toBe(0);
  });

  it('says of a file that it was entered before, and enters it again only when told', async () => {
    const { run, archive, file } = newUser();
    const log = file('a.log', 'one\ntwo\n');
    await run('ingest', '-a', archive, log);
    const second = await run('ingest', '-a', archive, log);
    expect(second.exit).toBe(0);
    expect(second.stdout).toContain('entered before');
    expect(rawOf(archive)).toHaveLength(2);
    expect((await run('ingest', '-a', archive, '--again', log)).stdout).toContain('Entered 2 events');
    expect(rawOf(archive)).toHaveLength(4);
  });

  it('sends events for a bucket to PutRecord', async () => {
    const { run, file } = newUser();
    const { exit, stderr } = await run('ingest', '-a', 's3://bucket/logs', file('a.log', 'x\n'));
    expect(exit).toBe(2);
    expect(stderr).toContain('PutRecord');
  });

  it('does not write into a folder with other files', async () => {
    const { run, folder, file } = newUser();
    const log = file('a.log', 'x\n');
    expect(await run('ingest', '-a', folder, log)).toMatchObject({ exit: 2 });
  });

  it('does not change the origin of an archive', async () => {
    const { run, archive, file } = newUser();
    await run('ingest', '-a', archive, '--origin', 'example.com/one', file('a.log', 'x\n'));
    const { exit, stderr } = await run(
      'ingest',
      '-a',
      archive,
      '--origin',
      'example.com/two',
      file('b.log', 'y\n'),
    );
    expect(exit).toBe(2);
    expect(stderr).toContain('example.com/one');
  });

  it('refuses a source format that it does not know, and lists those it does', async () => {
    const { run, archive, file } = newUser();
    const { exit, stderr } = await run('ingest', '-a', archive, '--source', 'nope', file('a.log', 'x\n'));
    expect(exit).toBe(2);
    expect(stderr).toContain('cloudtrail');
  });

  it('names a folder that it may not write to', async () => {
    const { folder, file } = newUser();
    const closed = path.join(folder, 'closed');
    mkdirSync(closed);
    const log = file('a.log', 'x\n');
    chmodSync(folder, 0o755);
    chmodSync(log, 0o644);
    chmodSync(closed, 0o555);
    const program = path.resolve('dist/wormtrail.js');
    const isRoot = process.getuid?.() === 0;
    if (isRoot && !canRunAsNobody(program)) {
      console.warn('skipped: root may write everywhere, and nobody else may read this project');
      return;
    }
    const home = newFolder();
    chmodSync(home, 0o777);
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, 'ingest', '-a', `${closed}/archive`, log],
      {
        ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
        env: { WORMTRAIL_CONFIG_DIR: `${home}/config`, WORMTRAIL_STATE_DIR: `${home}/state` },
        encoding: 'utf8',
      },
    );
    expect(status).toBe(4);
    expect(stderr).toMatch(/closed.*permission denied/);
    expect(stderr).not.toMatch(STACK);
  });

  it('stops at a full disk, and goes on from there when there is room', async () => {
    const { run, folder, file } = newUser();
    const small = path.join(folder, 'small');
    mkdirSync(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'wormtrail-test', small], { stdio: 'ignore' });
    } catch {
      console.warn('skipped: mounting a small disk takes root');
      return;
    }
    try {
      const lines = Array.from(
        { length: 60_000 },
        (_, i) => `${i} ${sha256(Buffer.from(`${i}`)).toString('hex')}`,
      );
      const log = file('large.log', `${lines.join('\n')}\n`);
      const archive = path.join(small, 'archive');
      const full = await run('ingest', '-a', archive, log);
      expect(full.exit).toBe(4);
      expect(full.stderr).toMatch(/no space left/);
      execFileSync('mount', ['-o', 'remount,size=200m', small]);
      expect((await run('ingest', '-a', archive, log)).exit).toBe(0);
      expect(rawOf(archive).map(String).sort()).toEqual([...lines].sort());
      expect((await run('verify', '-a', archive)).exit).toBe(0);
    } finally {
      execFileSync('umount', [small]);
    }
  }, 60_000);
});

function canRunAsNobody(program: string): boolean {
  const { status } = spawnSync(process.execPath, [program, '--version'], { uid: 65534, gid: 65534 });
  return status === 0;
}

describe('an archive', () => {
  async function made() {
    const own = newUser();
    const log = own.file('a.log', 'one\ntwo\nthree\n');
    await own.run('ingest', '-a', own.archive, '--origin', 'example.com/audit', log);
    const vkey = own.file('log.vkey', (await own.run('key', '-a', own.archive)).stdout);
    const copy = path.join(newFolder(), 'copy');
    for (const part of ['events', 'log'])
      cpSync(path.join(own.archive, part), path.join(copy, part), { recursive: true });
    const checkpoint = path.join(copy, 'log', 'checkpoint');
    return { ...own, vkey, copy, checkpoint, stranger: newUser() };
  }

  it('verifies for whoever has the key and a checkpoint, and is remembered', async () => {
    const { vkey, copy, checkpoint, stranger } = await made();
    const outside = ['-a', copy, '--key', vkey];
    expect((await stranger.run('verify', ...outside)).exit).toBe(4);
    expect((await stranger.run('verify', ...outside)).exit).toBe(0);
    const other = newUser();
    expect((await other.run('verify', ...outside, '--checkpoint', checkpoint)).exit).toBe(0);
  });

  it('under a wrong key is changed, and both keys are named', async () => {
    const { copy, vkey, stranger } = await made();
    const other = newUser();
    await other.run(
      'ingest',
      '-a',
      other.archive,
      '--origin',
      'example.com/audit',
      other.file('b.log', 'x\n'),
    );
    const wrong = (await other.run('key', '-a', other.archive)).stdout.trim();
    const { exit, stdout } = await stranger.run('verify', '-a', copy, '--key', wrong);
    expect(exit).toBe(1);
    const id = (key: string) => key.split('+')[1] as string;
    expect(stdout).toContain(id(wrong));
    expect(stdout).toContain(id(readFileSync(vkey, 'utf8')));
  });

  it('without any key is unknown', async () => {
    const { copy, stranger } = await made();
    const { exit, stdout } = await stranger.run('verify', '-a', copy, '--json');
    expect(exit).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ integrity: 'unknown' });
    expect(await stranger.run('key', '-a', copy)).toMatchObject({ exit: 4 });
  });

  it('of a newer format version is not judged', async () => {
    const { copy, stranger, vkey } = await made();
    const forger = new Forger(copy);
    forger.writeTree(forger.leaves().map((leaf) => leaf.replace('"format":1,', '"format":2,')));
    const { exit, stderr } = await stranger.run('verify', '-a', copy, '--key', vkey);
    expect(exit).toBe(4);
    expect(stderr).toContain('format version 2');
    expect(stderr).toContain('newer wormtrail');
  });

  it('that is none is refused', async () => {
    const { run, folder } = newUser();
    for (const command of ['verify', 'key', 'seal']) {
      expect((await run(command, '-a', `${folder}/nowhere`)).exit).toBe(2);
    }
    expect((await run('seal', '-a', folder)).exit).toBe(2);
    expect((await run('key', '-a', folder)).exit).toBe(4);
    expect((await run('verify', '-a', folder)).exit).toBe(4);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['text', () => Buffer.from('not a database\n'.repeat(1000))],
    ['nothing', () => Buffer.alloc(0)],
    ['half of it', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ['its first page', (whole: Buffer) => whole.subarray(0, 4096)],
  ])('can be verified although its ledger is %s', async (_, damaged: (whole: Buffer) => Buffer) => {
    const { archive, run } = await made();
    const ledger = path.join(archive, '.wormtrail', 'ledger', 'data.mdb');
    writeFileSync(ledger, damaged(readFileSync(ledger)));
    expect((await run('verify', '-a', archive)).exit).toBe(0);
  });

  it("does not have a stranger's ledger opened", async () => {
    const { archive, vkey, checkpoint, stranger } = await made();
    const ledger = path.join(archive, '.wormtrail', 'ledger', 'data.mdb');
    const whole = readFileSync(ledger);
    // Meta pages as they were, everything behind them made up: LMDB would believe it.
    writeFileSync(ledger, Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192, 0xa5)]));
    const { exit } = await stranger.run('verify', '-a', archive, '--key', vkey, '--checkpoint', checkpoint);
    expect(exit).toBe(0);
  });

  it('cut back to nothing is missing something, for whoever remembers it', async () => {
    const { copy, vkey, stranger } = await made();
    await stranger.run('verify', '-a', copy, '--key', vkey);
    rmSync(path.join(copy, 'log'), { recursive: true });
    expect((await stranger.run('verify', '-a', copy, '--key', vkey)).exit).toBe(3);
  });

  it('shows and proves its events, and says so of an altered one', async () => {
    const { copy, vkey, folder, stranger } = await made();
    const forger = new Forger(copy);
    const { uid, file, at } = forger.victim('two');
    const shown = await stranger.run('show', '-a', copy, '--key', vkey, uid);
    expect(shown.exit).toBe(0);
    expect(shown.stdout).toContain('event 2 of 3');
    const proof = path.join(folder, 'event.tlog-proof');
    expect((await stranger.run('prove', '-a', copy, '--out', proof, uid)).exit).toBe(0);
    expect((await stranger.run('check', proof, '--key', vkey)).exit).toBe(0);
    expect((await stranger.run('check', proof)).exit).toBe(4);
    appendFileSync(proof, ' ');
    expect((await stranger.run('check', proof, '--key', vkey)).exit).toBe(1);
    forger.edit(file, (lines) => lines.with(at, (lines[at] as string).replace('two', 'twin')));
    expect((await stranger.run('show', '-a', copy, '--key', vkey, uid)).exit).toBe(1);
    expect((await stranger.run('prove', '-a', copy, uid)).exit).toBe(1);
    rmSync(file);
    expect((await stranger.run('prove', '-a', copy, uid)).exit).toBe(3);
    expect((await stranger.run('prove', '-a', copy, 'not-an-uid')).exit).toBe(2);
  });
});
