// A user's day with an archive, recorded: every change that `wormtrail` asked the system for, and what it reported.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Disk } from './disk.mjs';
import { int, pick, randomFrom } from './random.mjs';
import { descriptors, FAST, parseTrace, STRACE, strings, TRACED } from './trace.mjs';

const PROGRAM = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
  '..',
  'dist',
  'wormtrail.js',
);

/**
 * Where a process is killed: as it begins the n-th of these calls, which is then not carried out; up to which n.
 * Most often at a flush of a folder: what it has a name for then, the next process finds, and the disk may not have.
 */
const KILLED_AT = [
  ['fsync', 30],
  ['fsync', 30],
  ['fsync', 30],
  ['fdatasync', 4],
  ['link', 8],
  ['rename', 2],
  ['unlink', 6],
  ['mkdir', 8],
  ['pwrite64', 5],
];
/** LMDB's lock file is memory that processes share: whoever opens the database first makes it anew. */
const SHARED_MEMORY = 'lock.mdb';
const RECORDINGS = 5;

/** Runs `wormtrail`; `folder` holds `archive`, and the user's `config` and `state`. */
export function wormtrail(folder, args, { through = [], archive = true, env = {} } = {}) {
  const [program, ...before] = [...through, process.execPath];
  const where = archive ? ['--json', '--archive', path.join(folder, 'archive')] : [];
  const child = spawn(program, [...before, PROGRAM, ...args, ...where], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NO_COLOR: '1',
      UV_USE_IO_URING: '0',
      WORMTRAIL_CONFIG_DIR: path.join(folder, 'config'),
      WORMTRAIL_STATE_DIR: path.join(folder, 'state'),
      ...env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr, answer: jsonOf(stdout) }));
  });
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The session of this seed, recorded in `folder`. A recording that a kill left unclear is made again. */
export async function recordSession(seed, folder) {
  for (let attempt = 1; ; attempt++) {
    const session = new Session(`${seed}/${attempt}`, path.join(folder, String(attempt)));
    try {
      return await session.record();
    } catch (error) {
      if (!(error instanceof Unclear) || attempt === RECORDINGS) throw error;
      rmSync(session.folder, { recursive: true });
    }
  }
}

class Unclear extends Error {}

export class Session {
  /** What was reported, in order: `{moment, sources, sealed, afterKill}`. */
  reports = [];
  /** Commands: `{moment, words, sources}`, as of their start. */
  commands = [];
  /** From when to when an object that somebody removed was not there. */
  removal = { from: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  kills = 0;
  vkey = '';
  /** Whether the command before the last one was killed, and the last one. */
  #killedBefore = false;
  #justKilled = false;
  /** By kind of command: which of its flushes were of folders of the archive, when it was not killed. */
  #flushes = new Map();
  #random;
  #files = [];

  constructor(seed, folder) {
    this.#random = randomFrom(seed);
    this.folder = folder;
    this.root = path.join(folder, 'disk');
    mkdirSync(this.root, { recursive: true });
    this.disk = new Disk(this.root);
  }

  async record() {
    const random = this.#random;
    const sources = this.#sources(7, pick(random, ['small', 'small', 'large']));
    const workers = () => ['--workers', pick(random, ['1', '2'])];
    const origin = ['--origin', 'example.com/power'];
    if (random() < 0.5) await this.#run(['ingest', ...origin, ...workers(), sources[0]], { kill: true });
    await this.#run(['ingest', ...origin, ...workers(), sources[0], sources[1]]);
    await this.#run(['ingest', '--no-seal', ...workers(), sources[2]]);
    await this.#run(['seal'], { kill: true });
    await this.#run(['seal']);
    this.#removeAnObject();
    await this.#run(['redrive', '--workers', '1']);
    await this.#run(['ingest', ...workers(), sources[3], sources[4]], { kill: true });
    await this.#run(pick(random, [['seal'], ['ingest', ...workers(), sources[3], sources[4]]]));
    // What ends next puts nothing new where the killed one did, and so flushes it only if it means to.
    for (const source of [sources[5], sources[6]]) {
      await this.#run(['ingest', '--no-seal', '--workers', '1', source], { kill: true });
      await this.#run(['seal']);
    }
    await this.#run(['ingest', ...workers(), ...sources]);
    const key = await wormtrail(this.root, ['key']);
    this.vkey = key.answer.keys?.[0] ?? key.stdout.trim();
    return this;
  }

  /** The note of a checkpoint that was reported, as a user may have copied it then. */
  note(size) {
    return path.join(this.root, 'archive', 'log', 'checkpoints', `${size}.note`);
  }

  /** @param kill whether it is to be killed; it may end before */
  async #run(args, { kill = false } = {}) {
    const trace = path.join(this.folder, 'trace');
    const through = ['strace', ...STRACE, '-o', trace, '-e', `trace=${TRACED}`];
    if (!kill) through.push(FAST);
    else {
      const [call, n] = this.#killedAt(args);
      through.push('-e', `inject=${call}:signal=KILL:when=${n}`);
    }
    // strace counts calls by thread: with one thread for files it counts them all.
    const env = !kill ? {} : { UV_THREADPOOL_SIZE: '1' };
    const moment = this.disk.now;
    this.commands.push({ moment, words: args[0], sources: args.filter((arg) => this.#files.includes(arg)) });
    const result = await wormtrail(this.root, args, { through, env });
    const killed = kill && result.code !== 0;
    if (killed) this.kills++;
    else if (result.code !== 0)
      throw new Error(`${args[0]}: exit ${result.code} ${result.stdout}${result.stderr}`);
    const parsed = parseTrace(readFileSync(trace, 'latin1'));
    const printed = this.disk.prints.length;
    this.disk.apply(parsed);
    this.#check(killed);
    this.#killedBefore = this.#justKilled;
    this.#justKilled = killed;
    if (killed) return;
    this.#flushes.set(kindOf(args), folderFlushes(parsed));
    const { start } = this.disk.prints.slice(printed).at(-1) ?? {};
    if (start === undefined) throw new Error(`${args[0]} printed nothing`);
    const { answer } = result;
    this.reports.push({
      moment: start + 1,
      afterKill: this.#killedBefore,
      sources: (answer.sources ?? [])
        .filter(({ outcome }) => ['entered', 'resumed', 'already'].includes(outcome))
        .map(({ name }) => name),
      sealed: answer.size ?? answer.sealed?.size ?? 0,
    });
    if (args[0] === 'redrive') this.removal.until = start + 1;
  }

  /** The n-th of which call is not to be: half of the time one that would flush a name in the archive. */
  #killedAt(args) {
    const known = this.#flushes.get(kindOf(args)) ?? [];
    if (known.length > 0 && this.#random() < 0.7) return ['fsync', pick(this.#random, known)];
    const [call, most] = pick(this.#random, KILLED_AT);
    return [call, int(this.#random, 1, most)];
  }

  /** If all that was recorded reached the disk, the disk is what lies there now: nothing went unrecorded. */
  #check(killed) {
    const image = path.join(this.folder, 'check');
    this.disk.image(Number.POSITIVE_INFINITY, () => true, image);
    const [modelled, real] = [contents(image), contents(this.root)];
    rmSync(image, { recursive: true });
    for (const name of new Set([...modelled.keys(), ...real.keys()])) {
      if (modelled.get(name)?.equals(real.get(name) ?? Buffer.of(0)) !== true) {
        // What a killed process was just at may be done or not.
        if (killed) throw new Unclear(name);
        throw new Error(`the recording differs from the folder: ${name}`);
      }
    }
  }

  #removeAnObject() {
    const events = path.join(this.root, 'archive', 'events');
    const objects = readdirSync(events, { recursive: true }).filter((name) => name.endsWith('.gz'));
    const object = path.join(events, pick(this.#random, objects.sort()));
    this.removal.from = this.disk.now;
    rmSync(object);
    this.disk.removed(object);
  }

  #sources(count, size) {
    const folder = path.join(this.folder, 'sources');
    mkdirSync(folder);
    const filler = ' and so on'.repeat(size === 'small' ? 2 : 300);
    for (let n = 0; n < count; n++) {
      const file = path.join(folder, `${n}.log`);
      const lines = Array.from(
        { length: size === 'small' ? 30 : 420 },
        (_, i) => `sshd[${n}]: line ${n}-${i}${filler}`,
      );
      writeFileSync(file, `${lines.join('\n')}\n`);
      this.#files.push(file);
    }
    return this.#files;
  }
}

function kindOf([command, ...rest]) {
  return rest.includes('--no-seal') ? `${command} --no-seal` : command;
}

/** Which flushes of a run, counted from 1, were of a folder in which an object had just been given its name. */
function folderFlushes({ calls }) {
  const found = [];
  let named;
  let n = 0;
  for (const { name, args } of calls) {
    if (name === 'link' || name === 'rename') named = path.dirname(strings(args)[1].toString());
    if (name !== 'fsync') continue;
    n++;
    if (descriptors(args)[0].file === named) found.push(n);
  }
  return found;
}

/** Every file below a folder, by its name there. */
function contents(folder) {
  const files = new Map();
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    const isFile = statSync(file).isFile();
    if (path.basename(name) !== SHARED_MEMORY)
      files.set(name, isFile ? readFileSync(file) : Buffer.from('folder'));
  }
  return files;
}
