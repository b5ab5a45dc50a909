// Reads what strace recorded of a process: its calls with what they were given and answered.

/** Calls that change a file or a folder, or bring it to the disk. A process that used others would not be modelled. */
export const TRACED = [
  'open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,ftruncate,truncate,fallocate,lseek',
  'fsync,fdatasync,sync_file_range,msync,sync,syncfs,io_uring_setup',
  'rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir',
].join(',');

/** -xx: names and bytes as hex, so that nothing in them is taken for strace's own punctuation; -y: files by name. */
export const STRACE = ['-f', '-y', '-xx', '-s', '100000000', '-e', 'signal=none'];

/** Traces faster, but then strace injects nothing. */
export const FAST = '--seccomp-bpf';

/**
 * The calls of a trace in the order in which they ended, as `{name, args, result, start, end}`: `start` and `end`
 * are positions in the trace. Calls that failed, or never came back, are left out; `cut` says how many never did.
 */
export function parseTrace(text) {
  const calls = [];
  const begun = new Map();
  let position = 0;
  for (const line of text.split('\n')) {
    position++;
    const space = line.indexOf(' ');
    const pid = line.slice(0, space);
    let rest = line.slice(space).trimStart();
    let start = position;
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(pid, { text: rest.slice(0, -'<unfinished ...>'.length), start });
      continue;
    }
    if (rest.startsWith('<... ')) {
      const first = begun.get(pid);
      if (first === undefined) continue;
      begun.delete(pid);
      start = first.start;
      rest = first.text + rest.slice(rest.indexOf(' resumed>') + ' resumed>'.length);
    }
    const call = /^(\w+)\((.*)\)\s+= (-?\d+|0x[0-9a-f]+)/s.exec(rest);
    if (call === null || Number(call[3]) < 0) continue;
    calls.push({ name: call[1], args: call[2], result: Number(call[3]), start, end: position });
  }
  return { calls, length: position, cut: begun.size };
}

/** The strings among a call's arguments, as bytes. */
export function strings(args) {
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) => unhex(hex));
}

/** A descriptor with its file's name: `3<\x2f\x74…>`, the first in `args` or the one before the `n`-th name. */
export function descriptors(args) {
  return [...args.matchAll(/(?:^|[\s,])(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>/g)].map(([, number, hex]) => ({
    number: Number(number),
    file: unhex(hex).toString(),
  }));
}

function unhex(text) {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
