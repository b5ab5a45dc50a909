import { SEVERITY, typeUid, UNKNOWN } from '../ocsf/build';
import type { ActorObject, BaseEventEvent, DeviceObject } from '../ocsf/generated/types';
import { type EventContext, type Inner, type JsonFormat, wrapped } from './format';
import { isIp } from './ip';
import { parseEpoch } from './time';
import { digits, type JsonObject, rest, text } from './values';

/**
 * The systemd journal as JSON: `journalctl -o json`, systemd-journal-upload, Vector, Fluent Bit.
 *
 *     {"__CURSOR":"s=0a;i=1","__REALTIME_TIMESTAMP":"1764000000123456","_BOOT_ID":"0b","_HOSTNAME":"web-1","PRIORITY":"6","SYSLOG_IDENTIFIER":"app","_PID":"7","MESSAGE":"started"}
 *
 * What a program's message is of another format (sshd, sudo, a web server's error log) gives that format's event, all
 * fields that have no place there under `unmapped.journald`; else Base Event (0). A message that is not UTF-8 stands
 * there as a list of bytes, and as null if it is too long; a field that occurs more than once is a list.
 *
 * Field meanings: systemd.journal-fields(7); systemd, "Journal Export Formats", "Journal JSON Format"; Wireshark,
 * "Display Filter Reference: systemd Journal Entry".
 */
export const journald: JsonFormat = {
  name: 'journald',
  title: 'systemd journal as JSON; messages in any format',
  kind: 'json',
  classes: [0],
  sample:
    '{"__CURSOR":"s=0a;i=1","__REALTIME_TIMESTAMP":"1764000000123456","__MONOTONIC_TIMESTAMP":"5","_BOOT_ID":"0b","_HOSTNAME":"web-1","_MACHINE_ID":"0c","PRIORITY":"6","SYSLOG_IDENTIFIER":"app","_PID":"7","_UID":"1000","_COMM":"app","_EXE":"/usr/bin/app","_CMDLINE":"app -v","_AUDIT_SESSION":"3","MESSAGE":"started"}',
  evidence: 'published',
  sources: [
    'systemd.journal-fields(7)',
    'systemd, "Journal Export Formats", "Journal JSON Format"',
    'Wireshark, "Display Filter Reference: systemd Journal Entry"',
  ],
  fields: [
    ['__CURSOR', 'metadata.original_event_uid'],
    ['_SOURCE_REALTIME_TIMESTAMP, __REALTIME_TIMESTAMP', 'time'],
    ['MESSAGE', 'message'],
    ['PRIORITY', 'severity_id'],
    ['_HOSTNAME, _MACHINE_ID', 'device.hostname, device.uid'],
    ['_PID, SYSLOG_PID', 'actor.process.pid'],
    ['_COMM, SYSLOG_IDENTIFIER', 'actor.process.name'],
    ['_EXE, _CMDLINE', 'actor.process.file.path, actor.process.cmd_line'],
    ['_UID', 'actor.process.user.uid'],
    ['_AUDIT_LOGINUID', 'actor.user.uid'],
    ['_AUDIT_SESSION', 'actor.session.uid'],
  ],
  begin: (inner) => (value, context) => {
    const stamp = value.__REALTIME_TIMESTAMP;
    if (typeof stamp !== 'string' || value.__CURSOR === undefined) return undefined;
    if (typeof value._BOOT_ID !== 'string' && typeof value.__MONOTONIC_TIMESTAMP !== 'string')
      return undefined;
    // The program's own time goes before the journal's.
    const time = micros(value._SOURCE_REALTIME_TIMESTAMP) ?? micros(stamp);
    if (time === undefined) return undefined;
    const message = messageOf(value.MESSAGE);
    if (message !== undefined && message !== '') {
      const event = asSyslog(inner, value, message, time, context);
      if (event !== undefined) return wrapped(event, journald.name, rest(value, TAKEN_INSIDE) ?? {});
    }
    return own(value, message, time, context);
  },
};

/** Microseconds since 1970 in a string. */
function micros(value: unknown): number | undefined {
  const count = typeof value === 'string' && value.length === 16 ? Number(value) : Number.NaN;
  const time = Math.trunc(parseEpoch(count));
  return Number.isNaN(time) ? undefined : time;
}

/** A string, or the bytes of one. */
function messageOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  for (const byte of value) if (!Number.isInteger(byte) || byte < 0 || byte > 255) return text(value[0]);
  return Buffer.from(value as number[]).toString('utf8');
}

const first = (value: unknown): string | undefined => text(Array.isArray(value) ? value[0] : value);

const numberOf = (value: unknown): number | undefined => {
  const number = digits(first(value) ?? '');
  return number < 0 ? undefined : number;
};

/**
 * The event of a program's own format, found as in a syslog line; undefined if it is one that says no more than such
 * a line does. A name that could not stand in one has no format.
 */
function asSyslog(
  inner: Inner,
  value: JsonObject,
  message: string,
  time: number,
  context: EventContext,
): ReturnType<Inner> {
  const program = first(value.SYSLOG_IDENTIFIER) ?? first(value._COMM);
  const host = first(value._HOSTNAME);
  if (program === undefined || host === undefined) return undefined;
  if (!/^[\w./@+-]{1,128}$/.test(program) || !/^[\w.:-]{1,253}$/.test(host)) return undefined;
  const pid = numberOf(value._PID) ?? numberOf(value.SYSLOG_PID);
  const priority = (numberOf(value.SYSLOG_FACILITY) ?? 3) * 8 + ((numberOf(value.PRIORITY) ?? 6) & 7);
  const tag = pid === undefined ? program : `${program}[${pid}]`;
  const line = `<${priority & 127}>${new Date(time).toISOString()} ${host} ${tag}: ${message}`;
  context.outerTime = time;
  const event = inner(line, context);
  return event === undefined || event.metadata.log_format === 'syslog' ? undefined : event;
}

const TAKEN_INSIDE: ReadonlySet<string> = new Set(['MESSAGE', 'SYSLOG_RAW']);

const TAKEN: ReadonlySet<string> = new Set(
  (
    '__CURSOR __REALTIME_TIMESTAMP _SOURCE_REALTIME_TIMESTAMP MESSAGE PRIORITY _HOSTNAME _MACHINE_ID _PID SYSLOG_PID ' +
    '_COMM SYSLOG_IDENTIFIER _EXE _CMDLINE _UID _AUDIT_LOGINUID _AUDIT_SESSION'
  ).split(' '),
);

const BY_PRIORITY = [
  SEVERITY.fatal,
  SEVERITY.critical,
  SEVERITY.critical,
  SEVERITY.high,
  SEVERITY.medium,
  SEVERITY.low,
  SEVERITY.informational,
  SEVERITY.informational,
] as const;

const PRODUCT = { name: 'systemd-journald', vendor_name: 'systemd' } as const;
const HOST = ['host'] as const;

function own(
  value: JsonObject,
  message: string | undefined,
  time: number,
  context: EventContext,
): BaseEventEvent {
  const cursor = first(value.__CURSOR);
  const priority = numberOf(value.PRIORITY);
  return {
    metadata: context.metadata(journald.name, PRODUCT, HOST, cursor),
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: (priority === undefined ? undefined : BY_PRIORITY[priority]) ?? SEVERITY.unknown,
    time,
    message: message === '' ? undefined : message,
    device: deviceOf(value),
    actor: actorOf(value),
    raw_data: context.raw,
    unmapped: context.unmapped(cursor, time, rest(value, TAKEN)),
  };
}

function deviceOf(value: JsonObject): DeviceObject | undefined {
  const host = first(value._HOSTNAME);
  const uid = first(value._MACHINE_ID);
  if (host === undefined && uid === undefined) return undefined;
  return host !== undefined && isIp(host)
    ? { ip: host, uid, type_id: 0 }
    : { hostname: host, uid, type_id: 0 };
}

const UNSET = '4294967295';

function actorOf(value: JsonObject): ActorObject | undefined {
  const pid = numberOf(value._PID) ?? numberOf(value.SYSLOG_PID);
  const name = first(value._COMM) ?? first(value.SYSLOG_IDENTIFIER);
  const exe = first(value._EXE);
  const uid = first(value._UID);
  const login = first(value._AUDIT_LOGINUID);
  const session = first(value._AUDIT_SESSION);
  const user = login === undefined || login === UNSET ? undefined : { uid: login };
  if (pid === undefined && name === undefined) return user === undefined ? undefined : { user };
  return {
    process: {
      pid,
      uid: pid === undefined ? UNKNOWN : undefined,
      name,
      file:
        exe === undefined
          ? undefined
          : { name: exe.slice(exe.lastIndexOf('/') + 1) || exe, path: exe, type_id: 0 },
      cmd_line: first(value._CMDLINE),
      user: uid === undefined ? undefined : { uid },
    },
    user,
    session: session === undefined || session === UNSET ? undefined : { uid: session },
  };
}
