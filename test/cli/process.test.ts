import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createProgram } from '../../cli/commands';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

/** The program as a process of its own, built by `npm run build`. */
const PROGRAM = path.resolve('dist/wormtrail.js');
const newFolder = temporaryFolders();

function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    WORMTRAIL_CONFIG_DIR: `${folder}/config`,
    WORMTRAIL_STATE_DIR: `${folder}/state`,
  };
}

function wormtrail(folder: string, ...args: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...args], { env: environment(folder), encoding: 'utf8' });
}

beforeAll(() => {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: npm run build`);
});

describe('help', () => {
  it('loads no more than the command line itself', () => {
    // How long it takes is measured by `npm run bench`; what makes it long is what it loads.
    const loaded = `process.argv[2] = '--help'; process.on('exit', () => console.error(Object.keys(require('node:module')._cache).join()));
      require(${JSON.stringify(path.resolve('dist', 'wormtrail.js'))})`;
    const { stderr, status } = spawnSync(process.execPath, ['-e', loaded, 'wormtrail'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stderr).toContain('wormtrail.js');
    expect(stderr).not.toMatch(/lmdb|normalizer|node_modules/);
  });

  it('lists commands and exit codes, and each command has an example', () => {
    const folder = newFolder();
    const { stdout } = wormtrail(folder, '--help');
    expect(stdout).toMatch(/Exit codes:\n\s+0 .*\n\s+1 .*\n\s+2 .*\n\s+3 .*\n\s+4 /);
    const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {} };
    const { signal } = new AbortController();
    const program = createProgram({ streams, json: false, signal, onExit: () => undefined });
    expect(program.commands.map((command) => command.name())).toEqual([
      'ingest',
      'seal',
      'verify',
      'show',
      'prove',
      'check',
      'key',
      'formats',
      'normalize',
      'redrive',
      'audit',
      'preflight',
      'smoke',
    ]);
    for (const command of program.commands) {
      expect(stdout).toContain(`  ${command.name()} `);
      expect(wormtrail(folder, command.name(), '--help').stdout).toContain(`wormtrail ${command.name()} `);
    }
  });

  it('tells the version and the digest of the normaliser', () => {
    expect(wormtrail(newFolder(), '--version').stdout).toMatch(
      /^wormtrail \d+\.\d+\.\d+\nnormalizer sha256:[0-9a-f]{64}\n$/,
    );
  });
});

describe('a wrong call', () => {
  it.each([
    ['no command', []],
    ['a command that is none', ['verfy']],
    ['no archive', ['verify']],
    ['an unknown option', ['verify', '-a', 'x', '--nope']],
    ['a number that is none', ['verify', '-a', 'x', '--workers', '0']],
    ['a time that is none', ['verify', '-a', '.', '--since', 'yesterday']],
    ['a key that is none', ['check', '--key', 'nonsense', 'package.json']],
  ])('with %s exits 2 and says so in a line or two', (_, args) => {
    const { status, stdout, stderr } = wormtrail(newFolder(), ...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wormtrail: [^\n]+\n( {2}[^\n]+\n)?$/);
    const asJson = wormtrail(newFolder(), ...args, '--json');
    expect(asJson.stderr).toBe('');
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      error: { code: 'usage', message: expect.any(String) },
    });
  });

  it('shows where it was thrown only when asked', () => {
    const folder = newFolder();
    const args = [PROGRAM, 'verify', '-a', `${folder}/nowhere`];
    const env = { ...environment(folder), WORMTRAIL_DEBUG: '1' };
    expect(spawnSync(process.execPath, args, { env, encoding: 'utf8' }).stderr).toMatch(/\n\s+at /);
  });
});

describe('output', () => {
  it('with --json is one document, and nothing else anywhere', async () => {
    const folder = newFolder();
    const archive = `${folder}/archive`;
    const log = `${folder}/a.log`;
    writeFileSync(log, 'one\ntwo\n');
    const ask = (...args: string[]) => {
      const { stdout, stderr } = wormtrail(folder, ...args, '--json');
      expect(stderr).toBe('');
      expect(stdout.trimEnd().split('\n')).toHaveLength(1);
      return JSON.parse(stdout);
    };
    expect(ask('ingest', '-a', archive, log)).toMatchObject({ events: 2, sources: [{ outcome: 'entered' }] });
    expect(ask('seal', '-a', archive)).toMatchObject({ size: expect.any(Number), root: expect.any(String) });
    expect(ask('key', '-a', archive)).toMatchObject({ keys: [expect.stringContaining('+')] });
    const verified = ask('verify', '-a', archive);
    expect(verified).toMatchObject({
      integrity: 'pass',
      completeness: 'pass',
      events: 2,
      batches: 1,
      findings: [],
    });
    expect(Object.keys(verified)).toEqual(
      expect.arrayContaining(['completeThrough', 'objects', 'checkpoint', 'findings']),
    );
    expect(ask('verify', '-a', `${folder}/nowhere`)).toMatchObject({ error: { code: 'usage' } });
  });

  it('has no colours where it is no terminal', () => {
    const folder = newFolder();
    const ran = wormtrail(folder, 'verify', '-a', folder);
    expect(ran.stdout).toContain('UNKNOWN');
    expect(ran.stdout).not.toContain('\u001b[');
  });

  it('may be cut off by who reads it, without a change of the exit code', async () => {
    const folder = newFolder();
    writeFileSync(`${folder}/a.log`, 'one\n');
    await user(folder)('ingest', '-a', `${folder}/archive`, `${folder}/a.log`);
    const child = spawn(process.execPath, [PROGRAM, 'verify', '-a', `${folder}/archive`], {
      env: environment(folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(0);
    expect(errors).toBe('');
  });
});

describe('Ctrl-C', () => {
  it('stops ingest cleanly, and the next run goes on from there', async () => {
    const folder = newFolder();
    const log = `${folder}/large.log`;
    const lines = Array.from({ length: 400_000 }, (_, i) => `line ${i} of a log that takes a while to enter`);
    writeFileSync(log, `${lines.join('\n')}\n`);
    const archive = `${folder}/archive`;
    const child = spawn(process.execPath, [PROGRAM, 'ingest', '-a', archive, '--workers', '1', log], {
      env: environment(folder),
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    await new Promise<void>((resolve) => {
      const poll = setInterval(() => {
        if (!existsSync(`${archive}/events`)) return;
        clearInterval(poll);
        resolve();
      }, 5);
    });
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(130);
    expect(errors).toContain('resumes');

    const again = wormtrail(folder, 'ingest', '-a', archive, log, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ sources: [{ outcome: 'resumed' }] });
    const verified = JSON.parse(wormtrail(folder, 'verify', '-a', archive, '--json').stdout);
    expect(verified).toMatchObject({ integrity: 'pass', completeness: 'pass', events: lines.length });
  }, 60_000);
});
