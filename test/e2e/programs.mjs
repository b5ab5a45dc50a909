import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const MINISTACK = '1.5.33';
const NODE = '24';

/** Where what is installed once is kept. */
export const cache = process.env.WORMTRAIL_CACHE ?? join(homedir(), '.cache', 'wormtrail');

/** Runs a program to its end. Gives {code, stdout, stderr}; never throws for a code other than 0. */
export function run(program, args, { cwd, env, timeout = 180_000 } = {}) {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { cwd, env, timeout, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr: error?.killed ? `${stderr}\nended after ${timeout} ms` : stderr });
      },
    );
  });
}

/** Like `run`, but a code other than 0 is thrown with the end of what was printed. */
export async function mustRun(program, args, options) {
  const result = await run(program, args, options);
  if (result.code !== 0) {
    const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-40).join('\n');
    throw new Error(`${program} ${args.join(' ')}: code ${result.code}\n${tail}`);
  }
  return result;
}

/** The Python that holds MiniStack; installed at first use (about 20 s, 200 MB). */
export async function ministackPython() {
  const folder = join(cache, 'ministack', `venv-${MINISTACK}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'installed'))) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(cache, 'ministack'), { recursive: true });
  await mustRun('python3', ['-m', 'venv', folder]);
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', `ministack[full]==${MINISTACK}`], {
    timeout: 600_000,
  });
  mkdirSync(join(folder, 'installed'));
  return python;
}

/** The folder of the Node that the functions run on; installed at first use (about 10 s, 120 MB). */
export async function functionsNode() {
  const folder = join(cache, `node${NODE}`);
  const bin = join(folder, 'node_modules', `node${NODE}`, 'bin');
  if (existsSync(join(bin, 'node'))) return bin;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await mustRun(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--foreground-scripts',
      '--prefix',
      fresh,
      `node${NODE}@npm:node@${NODE}`,
    ],
    { cwd: fresh, timeout: 600_000 },
  );
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return bin;
}

/** A port of the loopback that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the stand-in and waits until it answers. */
export async function startStandIn({ folder, scratch, log }) {
  const [python, node, port] = [await ministackPython(), await functionsNode(), await freePort()];
  const child = spawn(python, ['-B', folder], {
    cwd: scratch,
    env: {
      PATH: `${node}${delimiter}${process.env.PATH}`,
      HOME: scratch,
      TMPDIR: scratch,
      GATEWAY_PORT: String(port),
    },
    stdio: ['ignore', log, log],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  let ended;
  child.once('exit', (code, signal) => {
    ended = `the stand-in ended (${code ?? signal}): see its log`;
  });
  for (const end = Date.now() + 30_000; ; ) {
    if (ended !== undefined) throw new Error(ended);
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) break;
    if (Date.now() > end) throw new Error('the stand-in does not answer within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    endpoint,
    async stop() {
      if (ended !== undefined) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
