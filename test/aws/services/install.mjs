// What the services' starters share: a folder for what they install, and programs that must be there.
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where installed services are kept between runs. */
export const CACHE = process.env.WORMTRAIL_CACHE || path.join(homedir(), '.cache', 'wormtrail');

/** Runs a program to its end; its output is shown if it fails. */
export async function run(program, args, options = {}) {
  try {
    return await execute(program, args, { maxBuffer: 64 << 20, ...options });
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')} failed:\n${error.stdout ?? ''}${error.stderr ?? error}`);
  }
}

/** Makes sure that `program` is there, if need be out of a Debian package. */
export async function need(program, debianPackage) {
  const isThere = await execute('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  console.error(`installing ${debianPackage} for ${program}`);
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', debianPackage]);
}

/**
 * The folder `name` of the cache, made by `install(folder)` if it is not there. What `install` leaves half done is
 * no folder of that name; of two at once the first one's stays.
 */
export async function cached(name, install) {
  const folder = path.join(CACHE, name);
  if (await stat(folder).catch(() => undefined)) return folder;
  await mkdir(CACHE, { recursive: true });
  const made = await mkdtemp(path.join(CACHE, `.${name}-`));
  try {
    console.error(`installing ${name} into ${CACHE}`);
    await install(made);
    await rename(made, folder).catch(async (error) => {
      if (!(await stat(folder).catch(() => undefined))) throw error;
    });
    return folder;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** A TCP port of loopback that nobody listens on now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a program; `stop` ends just that process and waits for it. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-20_000);
    });
  }
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  const stop = async () => {
    child.stdin.end();
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(force);
  };
  return { child, stop, output: () => output };
}

/** Asks `probe` until it gives something, while the process lives. */
export async function until(service, probe, name, seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (service.child.exitCode !== null || Date.now() > deadline) {
      await service.stop();
      throw new Error(`${name} did not start:\n${service.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
