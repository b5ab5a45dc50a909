import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  FileActivityEvent,
  KernelActivityEvent,
  NetworkActivityEvent,
  OcsfEvent,
  ProcessActivityEvent,
} from '../../ocsf/generated/types';
import { type AuditEvent, fileOf, INFORMATIONAL, outcomeOf, status } from './event';
import type { AuditRecord } from './record';

/** What the kernel records by itself: system calls, and what SELinux and AppArmor decide. */

/** Processes started, files touched, connections made; any other system call is Kernel Activity. */
export function systemCall(event: AuditEvent, call: AuditRecord): OcsfEvent {
  const decision = event.records.find(({ type }) => type === 'AVC');
  if (decision !== undefined) return decided(event, decision, call);
  const name = callOf(event, call);
  if (event.record('EXECVE') !== undefined || name === 'execve' || name === 'execveat')
    return launched(event, call);
  const address = event.record('SOCKADDR');
  const peer = address === undefined ? undefined : peerOf(event, address);
  if (peer !== undefined) return connected(event, call, name, peer);
  const path = pathOf(event);
  if (path !== undefined) return touched(event, call, name, path);
  return kernelActivity(event, call, name);
}

const EXECVE: ReadonlyMap<string, readonly [string, string]> = new Map([
  // By arch: the numbers of execve and execveat.
  ['c000003e', ['59', '322']],
  ['40000003', ['11', '358']],
  ['c00000b7', ['221', '281']],
  ['40000028', ['11', '387']],
] as const);

/** The system call by auditd's name for it, or by its number; execve, execveat by what they are. */
function callOf(event: AuditEvent, call: AuditRecord): string {
  const readable = event.take('SYSCALL', call);
  const number = event.take('syscall', call) ?? UNKNOWN;
  if (readable !== undefined) return readable;
  const numbers = EXECVE.get(call.fields.get('arch') ?? '');
  if (number === numbers?.[0]) return 'execve';
  return number === numbers?.[1] ? 'execveat' : number;
}

const exitOf = (event: AuditEvent, call: AuditRecord) => ({ status_code: event.take('exit', call) });

function launched(event: AuditEvent, call: AuditRecord): ProcessActivityEvent {
  const process = event.process(call);
  const cwd = event.record('CWD');
  return {
    metadata: event.metadata(),
    class_uid: 1007,
    category_uid: 1,
    activity_id: 1,
    type_uid: typeUid(1007, 1),
    ...INFORMATIONAL,
    ...status(outcomeOf(event, call)),
    ...exitOf(event, call),
    time: call.time,
    device: event.device(),
    actor: event.actor(process.parent_process, call),
    process: {
      ...process,
      cmd_line: commandOf(event),
      working_directory: cwd === undefined ? undefined : event.take('cwd', cwd),
    },
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

/** Arguments in turn, those with white space in quotes; a long one comes in pieces `a1[0]`, `a1[1]`. */
function commandOf(event: AuditEvent): string | undefined {
  const title = event.record('PROCTITLE');
  const whole = title === undefined ? undefined : event.take('proctitle', title);
  const words: string[] = [];
  let last = '';
  for (const record of event.records) {
    if (record.type !== 'EXECVE') continue;
    for (const [name, value] of record.fields) {
      if (!/^a\d{1,6}(\[\d{1,6}\])?$/.test(name)) continue;
      event.take(name, record);
      const bracket = name.indexOf('[');
      const argument = bracket < 0 ? name : name.slice(0, bracket);
      if (bracket >= 0 && argument === last) words[words.length - 1] += value;
      else words.push(value);
      last = argument;
    }
  }
  if (words.length === 0) return whole;
  return words
    .map((word) => (word === '' || /[\s'"]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word))
    .join(' ');
}

/** The PATH record of the file itself, and what became of it; its parent folder has one of its own. */
function pathOf(event: AuditEvent): AuditRecord | undefined {
  let found: AuditRecord | undefined;
  for (const record of event.records)
    if (record.type === 'PATH' && record.fields.get('nametype') !== 'PARENT') found = record;
  return found;
}

type FileActivity = FileActivityEvent['activity_id'];

const BY_CALL: readonly (readonly [RegExp, FileActivity])[] = [
  [/^(open|openat|openat2)$/, 14],
  [/^(fchmod|chmod|fchmodat|chown|fchown|lchown|fchownat)/, 7],
  [/^(setxattr|lsetxattr|fsetxattr|removexattr|utime)/, 6],
  [/^(truncate|ftruncate)/, 3],
  [/^(rename|renameat|renameat2)$/, 5],
  [/^(unlink|unlinkat|rmdir)$/, 4],
  [/^(creat|mkdir|mkdirat|mknod|mknodat|link|linkat|symlink|symlinkat)$/, 1],
  [/^mount$/, 12],
  [/^umount/, 13],
];

function activityOf(event: AuditEvent, call: string): FileActivity {
  const types = event.records
    .filter(({ type }) => type === 'PATH')
    .map((record) => record.fields.get('nametype') ?? record.fields.get('objtype'));
  const created = types.includes('CREATE');
  const deleted = types.includes('DELETE');
  if (created && deleted) return 5;
  if (created) return 1;
  if (deleted) return 4;
  return BY_CALL.find(([pattern]) => pattern.test(call))?.[1] ?? 99;
}

function touched(event: AuditEvent, call: AuditRecord, name: string, path: AuditRecord): FileActivityEvent {
  const activity = activityOf(event, name);
  const cwd = event.record('CWD');
  const file = event.take('name', path) ?? UNKNOWN;
  const folder = cwd === undefined ? undefined : event.take('cwd', cwd);
  const absolute =
    file.startsWith('/') || folder === undefined ? file : `${folder.replace(/\/$/, '')}/${file}`;
  return {
    metadata: event.metadata(),
    class_uid: 1001,
    category_uid: 1,
    activity_id: activity,
    activity_name: activity === 99 ? name : undefined,
    type_uid: typeUid(1001, activity),
    ...INFORMATIONAL,
    ...status(outcomeOf(event, call)),
    ...exitOf(event, call),
    time: call.time,
    device: event.device(),
    actor: event.actor(event.process(call), call),
    file: { ...fileOf(absolute), uid: event.take('inode', path) },
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

interface Peer {
  readonly ip: string;
  readonly port: number;
}

/** The address in a SOCKADDR record: as auditd spells it out, or the bytes of a `sockaddr_in` or `sockaddr_in6`. */
function peerOf(event: AuditEvent, record: AuditRecord): Peer | undefined {
  const bytes = event.take('saddr', record);
  if (bytes === undefined || !/^[0-9A-F]{16,256}$/.test(bytes)) return undefined;
  const family = bytes.slice(0, 4);
  const port = Number.parseInt(bytes.slice(4, 8), 16);
  if (family === '0200') return { ip: Buffer.from(bytes.slice(8, 16), 'hex').join('.'), port };
  if (family !== '0A00' || bytes.length < 48) return undefined;
  const groups = bytes.slice(16, 48).match(/.{4}/g) ?? [];
  return { ip: groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':'), port };
}

/** A connection tried or taken: who is the other end is the call's to say. */
function connected(event: AuditEvent, call: AuditRecord, name: string, peer: Peer): NetworkActivityEvent {
  const taken = name === 'accept' || name === 'accept4' || name === '43' || name === '288';
  const listening = name === 'bind' || name === '49';
  const activity = listening ? 7 : 1;
  return {
    metadata: event.metadata(),
    class_uid: 4001,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4001, activity),
    ...INFORMATIONAL,
    ...status(outcomeOf(event, call)),
    ...exitOf(event, call),
    time: call.time,
    device: event.device(),
    actor: event.actor(event.process(call), call),
    connection_info: { direction_id: taken ? 1 : listening ? 0 : 2 },
    src_endpoint: taken ? peer : undefined,
    dst_endpoint: taken ? undefined : peer,
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

function kernelActivity(event: AuditEvent, call: AuditRecord, name: string): KernelActivityEvent {
  return {
    metadata: event.metadata(),
    class_uid: 1003,
    category_uid: 1,
    activity_id: 4,
    type_uid: typeUid(1003, 4),
    ...INFORMATIONAL,
    ...status(outcomeOf(event, call)),
    ...exitOf(event, call),
    time: call.time,
    device: event.device(),
    actor: event.actor(event.process(call), call),
    kernel: { name, type_id: 2, system_call: name },
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

const FILES: ReadonlySet<string> = new Set(
  'file dir lnk_file chr_file blk_file fifo_file sock_file'.split(' '),
);

const BY_PERMISSION: ReadonlyMap<string, FileActivity> = new Map<string, FileActivity>([
  ['create', 1],
  ['read', 2],
  ['write', 3],
  ['append', 3],
  ['unlink', 4],
  ['rmdir', 4],
  ['rename', 5],
  ['setattr', 6],
  ['relabelto', 7],
  ['getattr', 8],
  ['open', 14],
  // AppArmor's words.
  ['mkdir', 1],
  ['mknod', 1],
  ['rename_src', 5],
  ['rename_dest', 5],
  ['chmod', 7],
  ['chown', 7],
]);

/**
 * An access that SELinux (`avc: denied { read } for …`) or AppArmor (`apparmor="DENIED" operation="open" …`) decided
 * on: File Activity where it is one to a file, else Kernel Activity.
 */
export function decided(event: AuditEvent, record: AuditRecord, call: AuditRecord | undefined): OcsfEvent {
  const appArmor = event.take('apparmor', record);
  const permissions = event.take('permissions', record) ?? event.take('operation', record) ?? UNKNOWN;
  const denied = appArmor === undefined ? record.words.includes('denied') : appArmor === 'DENIED';
  const granted = appArmor === undefined ? record.words.includes('granted') : false;
  const permissive = event.take('permissive', record);
  // Before records said so, a call that succeeded all the same showed that nothing is enforced.
  const observed =
    permissive === '1' ||
    (permissive === undefined && appArmor === undefined && call?.fields.get('success') === 'yes') ||
    appArmor === 'ALLOWED' ||
    appArmor === 'AUDIT';
  const outcome =
    denied && !observed ? STATUS.failure : granted || observed ? STATUS.success : STATUS.unknown;
  const process = event.process(call ?? record);
  const path = event.take('path', record) ?? event.take('name', record);
  const isFile =
    appArmor === undefined ? FILES.has(record.fields.get('tclass') ?? '') : path?.startsWith('/');
  const common = {
    ...INFORMATIONAL,
    ...(denied && !observed ? { severity_id: SEVERITY.medium } : {}),
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    action_id: observed ? OBSERVED : denied ? ACTION.denied : granted ? ACTION.allowed : undefined,
    time: event.first.time,
    device: event.device(),
    actor: event.actor({ ...process, name: process.name ?? event.take('comm', record) }, call ?? record),
    raw_data: event.context.raw,
  } as const;
  if (path !== undefined && isFile === true) {
    const one = permissions.split(' ', 1)[0]!;
    const activity = BY_PERMISSION.get(one) ?? 99;
    const inode = event.take('ino', record);
    return {
      metadata: event.metadata(true),
      class_uid: 1001,
      category_uid: 1,
      activity_id: activity,
      activity_name: activity === 99 ? permissions : undefined,
      type_uid: typeUid(1001, activity),
      ...common,
      file: { ...fileOf(path), uid: inode },
      unmapped: event.unmapped(),
    };
  }
  return {
    metadata: event.metadata(true),
    class_uid: 1003,
    category_uid: 1,
    activity_id: 4,
    type_uid: typeUid(1003, 4),
    ...common,
    kernel: { name: permissions, type_id: 99, type: event.take('tclass', record), path },
    unmapped: event.unmapped(),
  };
}

const OBSERVED = 3;

/** A process that a signal ended, or that SECCOMP stopped. */
export function aborted(event: AuditEvent): ProcessActivityEvent {
  const process = event.process();
  return {
    metadata: event.metadata(),
    class_uid: 1007,
    category_uid: 1,
    activity_id: 2,
    type_uid: typeUid(1007, 2),
    severity_id: SEVERITY.medium,
    ...status(outcomeOf(event)),
    status_detail: signalOf(event.take('sig')),
    time: event.first.time,
    device: event.device(),
    actor: event.actor(undefined),
    process,
    raw_data: event.context.raw,
    unmapped: event.unmapped(),
  };
}

const signalOf = (number: string | undefined): string | undefined =>
  number === undefined ? undefined : `signal ${number}`;
