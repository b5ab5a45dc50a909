// A file system as its disk sees it. It is told what processes did, and can be asked what may be left of it if the
// power fails at some moment:
//
// - What was written to a file and then flushed (fsync or fdatasync of it, or O_DSYNC) is there. So are names that
//   were made or taken away in a folder before it was flushed. A flush counts for what had ended when it began, once
//   it has ended itself.
// - Of everything else any part may be there, in any order: a write by sectors of 512 bytes, a file's new length
//   without its bytes (then zeros), a name without what was done before it.
// - A rename replaces a name as a whole. It may leave the old name beside the new one; it never loses both.
//
// This is what POSIX promises; file systems in use promise more.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { descriptors, strings } from './trace.mjs';

export const SECTOR = 512;
/** Files of an image are this old: nobody boots within the seconds in which a lock goes stale. */
const AGE_SECONDS = 60;

export class Disk {
  /** What was done, in order: `{op, start, end, …}`. Positions go on from one trace to the next. */
  ops = [];
  /** What was printed on stdout: `{text, start}`. */
  prints = [];
  now = 0;
  #root;
  #nodes = [];
  #open = new Map();

  /** @param root a folder that is on the disk, and empty */
  constructor(root) {
    this.#root = root;
    this.#node({ isFolder: true });
  }

  /** Takes in what a traced process did below the root. */
  apply({ calls, length }) {
    this.#open = new Map();
    const at = this.now;
    for (const call of calls) {
      this.#call({ ...call, start: at + call.start, end: at + call.end });
    }
    this.now = at + length + 1;
  }

  /** A file is removed, and that is on the disk at once. */
  removed(file) {
    const { folder, name } = this.#place(file);
    this.#push({ op: 'unlink', folder, name, start: this.now, end: this.now });
    this.#push({ op: 'sync', node: folder, start: this.now + 1, end: this.now + 1 });
    this.now += 2;
  }

  #call(call) {
    const { name, args, result, start, end } = call;
    const when = { start, end };
    switch (name) {
      case 'open':
      case 'openat':
      case 'creat':
        return this.#opened(args, result, when);
      case 'write':
      case 'writev':
      case 'pwrite64':
      case 'pwritev':
        return this.#written(name, args, result, when);
      case 'fsync':
      case 'fdatasync': {
        const known = this.#handle(args);
        if (known !== undefined) this.#push({ op: 'sync', node: known.node, ...when });
        return;
      }
      case 'lseek': {
        const known = this.#handle(args);
        if (known !== undefined) known.at = result;
        return;
      }
      case 'ftruncate': {
        const known = this.#handle(args);
        if (known === undefined) return;
        const length = Number(/,\s*(\d+)\s*$/.exec(args)[1]);
        return this.#push({ op: 'truncate', node: known.node, length, ...when });
      }
      case 'mkdir':
      case 'mkdirat': {
        const file = this.#file(args, 0);
        if (!this.#ours(file)) return;
        const node = this.#node({ isFolder: true, mode: modeOf(args), label: this.#label(file) });
        return this.#push({ op: 'name', ...this.#place(file), node, ...when });
      }
      case 'link':
      case 'linkat': {
        const [from, to] = [this.#file(args, 0), this.#file(args, 1)];
        if (!this.#ours(to)) return;
        const node = this.#find(from);
        if (node === undefined) throw new Error(`linked from nowhere: ${from}`);
        return this.#push({ op: 'name', ...this.#place(to), node, ...when });
      }
      case 'rename':
      case 'renameat':
      case 'renameat2': {
        const [from, to] = [this.#file(args, 0), this.#file(args, 1)];
        if (!this.#ours(to)) return;
        const node = this.#find(from);
        if (node === undefined) throw new Error(`renamed from nowhere: ${from}`);
        const added = { op: 'name', ...this.#place(to), node, ...when };
        this.#push(added);
        return this.#push({ op: 'unlink', ...this.#place(from), after: added, ...when });
      }
      case 'unlink':
      case 'unlinkat':
      case 'rmdir': {
        const file = this.#file(args, 0);
        if (this.#ours(file)) this.#push({ op: 'unlink', ...this.#place(file), ...when });
        return;
      }
      default:
        if (descriptors(args).some(({ file }) => this.#ours(file)) || this.#ours(this.#file(args, 0) ?? '')) {
          throw new Error(`${name} is not modelled`);
        }
    }
  }

  #opened(args, descriptor, when) {
    const file = this.#file(args, 0);
    if (!this.#ours(file)) {
      this.#open.delete(descriptor);
      return;
    }
    let node = this.#find(file);
    if (node === undefined) {
      node = this.#node({ isFolder: false, mode: modeOf(args), label: this.#label(file) });
      this.#push({ op: 'name', ...this.#place(file), node, ...when });
    } else if (args.includes('O_TRUNC')) this.#push({ op: 'truncate', node, length: 0, ...when });
    const known = { node, at: 0, isSynchronous: /O_D?SYNC/.test(args), appends: args.includes('O_APPEND') };
    this.#open.set(descriptor, known);
  }

  #written(name, args, result, when) {
    const [target] = descriptors(args);
    const bytes = () => Buffer.concat(strings(args)).subarray(0, result);
    if (/^1</.test(args)) this.prints.push({ text: bytes().toString(), ...when });
    if (target === undefined || !this.#ours(target.file)) return;
    const known = this.#handle(args);
    if (known === undefined) throw new Error(`written to a file that nobody opened: ${target.file}`);
    const node = this.#nodes[known.node];
    const isPlaced = name.startsWith('p');
    const at = isPlaced ? Number(/,\s*(\d+)\s*$/.exec(args)[1]) : known.appends ? node.size : known.at;
    if (!isPlaced) known.at = at + result;
    this.#push({
      op: 'write',
      node: known.node,
      at,
      bytes: bytes(),
      isSynchronous: known.isSynchronous,
      ...when,
    });
  }

  #handle(args) {
    const [{ number, file } = { file: '' }] = descriptors(args);
    return this.#ours(file) ? this.#open.get(number) : undefined;
  }

  #push(op) {
    this.ops.push(op);
    if (op.op === 'name') this.#nodes[op.folder].names.set(op.name, op.node);
    if (op.op === 'unlink') this.#nodes[op.folder].names.delete(op.name);
    if (op.op === 'truncate') this.#nodes[op.node].size = op.length;
    if (op.op === 'write') {
      const node = this.#nodes[op.node];
      node.size = Math.max(node.size, op.at + op.bytes.length);
    }
  }

  #node({ isFolder, mode, label = '' }) {
    this.#nodes.push({ isFolder, mode, label, names: new Map(), size: 0 });
    return this.#nodes.length - 1;
  }

  #label(file) {
    return path.relative(this.#root, file);
  }

  #ours(file) {
    return file === this.#root || file.startsWith(`${this.#root}/`);
  }

  /** The `n`-th name among the arguments, absolute. */
  #file(args, n) {
    const name = strings(args)[n]?.toString();
    if (name === undefined || name.startsWith('/')) return name && path.normalize(name);
    const folders = descriptors(args);
    // Each name has its folder before it in the calls that end in `at`; the others start from the working folder.
    return path.join(folders[n]?.file ?? process.cwd(), name);
  }

  #find(file) {
    let node = 0;
    for (const name of path.relative(this.#root, file).split('/').filter(Boolean)) {
      node = this.#nodes[node]?.names.get(name);
      if (node === undefined) return undefined;
    }
    return node;
  }

  #place(file) {
    const folder = this.#find(path.dirname(file));
    if (folder === undefined) throw new Error(`no folder holds ${file}`);
    return { folder, name: path.basename(file) };
  }

  /**
   * Writes what may be left after a power failure at `moment` below the folder `to`.
   * @param keep decides of an op that was not flushed: `keep(op)` for a name or a length; of a write, `keep(op, n)`
   * for its n-th sector
   * @returns how many ops were in the balance, and in words those that were lost, if only in part
   */
  image(moment, keep, to) {
    const ops = this.ops.filter(({ start }) => start < moment);
    const flushedUntil = flushes(ops, moment);
    const isSafe = ({ end, isSynchronous }, node) =>
      isSynchronous ? end < moment : end < (flushedUntil.get(node) ?? 0);
    const folders = new Map();
    const files = new Map();
    const count = { open: 0, lost: [] };
    const decide = (op, node) => {
      if (isSafe(op, node)) return true;
      count.open++;
      const kept = keep(op);
      if (!kept) count.lost.push(this.#words(op));
      return kept;
    };
    const kept = new Map();
    for (const op of ops) {
      if (op.op === 'name' || op.op === 'unlink') {
        const isThere = (op.after === undefined || kept.get(op.after)) && decide(op, op.folder);
        kept.set(op, isThere);
        if (!isThere) continue;
        const names = folders.get(op.folder) ?? new Map();
        folders.set(op.folder, names);
        if (op.op === 'name') names.set(op.name, op.node);
        else names.delete(op.name);
      } else if (op.op === 'truncate') {
        if (decide(op, op.node)) files.set(op.node, resized(files.get(op.node), op.length));
      } else if (op.op === 'write') {
        const all = isSafe(op, op.node);
        if (!all) count.open++;
        const before = files.get(op.node) ?? Buffer.alloc(0);
        const after = written(before, op, all ? () => true : keep);
        if (!all && after.lost) count.lost.push(this.#words(op));
        files.set(op.node, after.bytes);
      }
    }
    this.#write(0, to, folders, files);
    return count;
  }

  #words(op) {
    const folder = this.#nodes[op.folder]?.label;
    if (op.op === 'name') return `name ${path.join(folder, op.name)}`;
    if (op.op === 'unlink') return `removal of ${path.join(folder, op.name)}`;
    const { label } = this.#nodes[op.node];
    return op.op === 'write' ? `${op.bytes.length} bytes at ${op.at} of ${label}` : `length of ${label}`;
  }

  #write(node, to, folders, files) {
    mkdirSync(to, { recursive: true, mode: this.#nodes[node].mode ?? 0o777 });
    for (const [name, inner] of folders.get(node) ?? []) {
      const file = path.join(to, name);
      const { isFolder, mode } = this.#nodes[inner];
      if (isFolder) {
        this.#write(inner, file, folders, files);
        continue;
      }
      writeFileSync(file, files.get(inner) ?? Buffer.alloc(0), { mode });
      const then = Date.now() / 1000 - AGE_SECONDS;
      utimesSync(file, then, then);
    }
  }
}

/** For each file or folder: the newest moment before which everything done to it is on the disk. */
function flushes(ops, moment) {
  const until = new Map();
  for (const { op, node, start, end } of ops) {
    if (op === 'sync' && end < moment) until.set(node, Math.max(until.get(node) ?? 0, start));
  }
  return until;
}

/** A file after a write of which only some sectors, or only the length, reached the disk. */
function written(before, op, keep) {
  const { at, bytes } = op;
  let end = at;
  let lost = false;
  const kept = [];
  for (let start = at, n = 0; start < at + bytes.length; n++) {
    const next = Math.min(at + bytes.length, (Math.floor(start / SECTOR) + 1) * SECTOR);
    if (keep(op, n)) {
      kept.push([start, next]);
      end = next;
    } else lost = true;
    start = next;
  }
  if (lost && keep(op, -1)) end = at + bytes.length;
  const after = end > before.length ? resized(before, end) : Buffer.from(before);
  for (const [start, next] of kept) bytes.copy(after, start, start - at, next - at);
  return { bytes: after, lost };
}

function resized(bytes = Buffer.alloc(0), length) {
  if (length <= bytes.length) return bytes.subarray(0, length);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
}

function modeOf(args) {
  const mode = /,\s*(0[0-7]+)\s*$/.exec(args)?.[1];
  return mode === undefined ? undefined : Number.parseInt(mode, 8);
}
