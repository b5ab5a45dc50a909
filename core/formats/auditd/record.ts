import { digits } from '../values';

/** One record of the audit log: a line, or what the kernel prints of one. */
export interface AuditRecord {
  readonly type: string;
  readonly node: string | undefined;
  /** Seconds with milliseconds, and the serial number: shared by all records of one event. */
  readonly id: string;
  /** ms since 1970. */
  readonly time: number;
  /** Fields by name, decoded; those that auditd adds to make numbers readable are in capitals. */
  readonly fields: ReadonlyMap<string, string>;
  /** Words that are no fields: `avc:`, `denied`, `for`. */
  readonly words: readonly string[];
}

/** Where a record's parts lie in its line. */
interface Head {
  readonly node: string | undefined;
  readonly type: string;
  readonly id: string;
  /** Behind `audit(…):`. */
  readonly body: number;
}

const LONGEST_HEAD = 400;

/**
 * `[node=NAME ]type=NAME msg=audit(1700000000.123:45): `, or the kernel's own `[audit: ]type=1400 audit(…): `;
 * undefined if the text from `start` on begins with no such thing.
 */
export function headAt(whole: string, start: number): Head | undefined {
  const first = whole.charCodeAt(start);
  if (first !== 116 && first !== 110 && first !== 97) return undefined;
  if (
    !whole.startsWith('type=', start) &&
    !whole.startsWith('node=', start) &&
    !whole.startsWith('audit: type=', start)
  )
    return undefined;
  // Not a step further than a head may be long, however long the text is.
  const text = whole.slice(start, start + LONGEST_HEAD);
  let at = 0;
  let node: string | undefined;
  let code = text.charCodeAt(at);
  if (code === 110 && text.startsWith('node=', at)) {
    const space = text.indexOf(' ', at);
    if (space < 0 || space > at + 260) return undefined;
    node = text.slice(at + 5, space);
    at = space + 1;
    code = text.charCodeAt(at);
  }
  if (code === 97 && text.startsWith('audit: ', at)) {
    at += 7;
    code = text.charCodeAt(at);
  }
  if (code !== 116 || !text.startsWith('type=', at)) return undefined;
  const typeEnd = text.indexOf(' ', at);
  if (typeEnd <= at + 5 || typeEnd > at + 64) return undefined;
  const type = text.slice(at + 5, typeEnd);
  at = typeEnd + 1;
  if (text.startsWith('msg=', at)) at += 4;
  if (!text.startsWith('audit(', at)) return undefined;
  const close = text.indexOf('):', at);
  if (close < 0) return undefined;
  const id = text.slice(at + 6, close);
  return Number.isNaN(timeOf(id)) ? undefined : { node, type, id, body: start + close + 2 };
}

/** `1700000000.123:45` in ms; NaN if it is no such id. */
function timeOf(id: string): number {
  const point = id.indexOf('.');
  const colon = id.indexOf(':', point);
  if (point < 0 || colon < 0) return Number.NaN;
  const seconds = digits(id.slice(0, point));
  const fraction = id.slice(point + 1, colon);
  const part = digits(fraction);
  if (seconds < 0 || seconds > 253_402_300_799 || part < 0 || digits(id.slice(colon + 1)) < 0)
    return Number.NaN;
  return seconds * 1000 + Math.trunc((part * 1000) / 10 ** fraction.length);
}

/** The record in a line; undefined if it is none. */
export function recordOf(line: string): AuditRecord | undefined {
  const head = headAt(line, 0);
  if (head === undefined) return undefined;
  const type = TYPES.get(head.type) ?? head.type;
  const fields = new Map<string, string>();
  const words: string[] = [];
  readFields(line, head.body, line.length, type, fields, words, true);
  return { type, node: head.node, id: head.id, time: timeOf(head.id), fields, words };
}

/** auditd's separator before what it adds in readable form. */
const SEPARATOR = 29;

/** Fields that hold text from outside: in quotes, or in hexadecimal digits where quotes would not do. */
const ESCAPED: ReadonlySet<string> = new Set(
  (
    'acct apparmor cgroup cmd comm cwd denied_mask device dir exe file grp info key name new_group new-chardev new-disk ' +
    'new-fs new-net new-rng ocomm old-chardev old-disk old-fs old-net old-rng operation path profile proctitle ' +
    'requested_mask root_dir sw vm watch'
  ).split(' '),
);

const isSpace = (code: number): boolean => code === 32 || code === SEPARATOR || (code >= 9 && code <= 13);

/** Reads `name=value` pairs; `msg='…'` has pairs of its own inside. */
function readFields(
  text: string,
  start: number,
  end: number,
  type: string,
  fields: Map<string, string>,
  words: string[],
  outermost: boolean,
): void {
  let at = start;
  let word = '';
  while (at < end) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || code === 44 || code === 40) {
      at++;
      continue;
    }
    if (code === 123) {
      const close = text.indexOf('}', at);
      const to = close < 0 || close > end ? end : close;
      fields.set('permissions', text.slice(at + 1, to).trim());
      at = to + 1;
      continue;
    }
    const nameStart = at;
    let char = code;
    while (at < end && char !== 61 && !isSpace(char)) char = text.charCodeAt(++at);
    let name = text.slice(nameStart, at);
    if (char !== 61 || at >= end) {
      if (words.length < 16) words.push(name);
      word = name;
      continue;
    }
    // `old auid=` and `new auid=` of old kernels.
    if (word === 'old') name = `old-${name}`;
    word = '';
    at++;
    const quote = text.charCodeAt(at);
    if (quote === 34) {
      const close = text.indexOf('"', at + 1);
      const to = close < 0 || close > end ? end : close;
      fields.set(name, text.slice(at + 1, to));
      at = to + 1;
    } else if (quote === 39 && outermost) {
      const to = closingQuote(text, at + 1, end);
      if (name === 'msg') readFields(text, at + 1, to, type, fields, words, false);
      else fields.set(name, text.slice(at + 1, to));
      at = to + 1;
    } else if (quote === 123) {
      const close = text.indexOf('}', at);
      const to = close < 0 || close > end ? end : close;
      fields.set(name, text.slice(at + 1, to).trim());
      at = to + 1;
    } else {
      const valueStart = at;
      while (at < end && !isSpace(text.charCodeAt(at))) {
        // Where the separator was lost, a readable name in capitals follows at once: `cap_frootid=0OUID="root"`.
        if (text.charCodeAt(at) === 61 && text.charCodeAt(at + 1) === 34) {
          let capital = at;
          while (capital > valueStart && isCapital(text.charCodeAt(capital - 1))) capital--;
          if (capital < at) {
            at = capital;
            break;
          }
        }
        at++;
      }
      let to = at;
      while (
        !outermost &&
        to > valueStart &&
        (text.charCodeAt(to - 1) === 41 || text.charCodeAt(to - 1) === 44)
      )
        to--;
      const value = text.slice(valueStart, to);
      fields.set(name, isEscaped(name, type) ? decoded(value) : value);
    }
  }
}

const isCapital = (code: number): boolean => (code >= 65 && code <= 90) || code === 45;

/** The quote that closes `msg='…'`: the last of the record's own part, for what auditd adds has none. */
function closingQuote(text: string, start: number, end: number): number {
  const separator = text.indexOf('\x1d', start);
  const last = text.lastIndexOf("'", separator < 0 || separator > end ? end : separator);
  return last < start ? end : last;
}

const isEscaped = (name: string, type: string): boolean => {
  if (ESCAPED.has(name)) return true;
  return type === 'EXECVE' && name.charCodeAt(0) === 97 && name.charCodeAt(1) <= 57 && !name.endsWith('_len');
};

/** Hexadecimal digits as the text that they are; anything else as it is. */
function decoded(value: string): string {
  if (value.length === 0 || value.length % 2 !== 0) return value;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 70))) return value;
  }
  return Buffer.from(value, 'hex')
    .toString('utf8')
    .replace(/\0+$/, '')
    .replaceAll('\0', ' ')
    .replaceAll('\x01', ',');
}

/** Record types as the kernel numbers them (linux/audit.h, libaudit's audit-records.h), where it prints them itself. */
const TYPES: ReadonlyMap<string, string> = new Map(
  (
    '1100 USER_AUTH 1101 USER_ACCT 1102 USER_MGMT 1103 CRED_ACQ 1104 CRED_DISP 1105 USER_START 1106 USER_END ' +
    '1107 USER_AVC 1108 USER_CHAUTHTOK 1109 USER_ERR 1110 CRED_REFR 1112 USER_LOGIN 1113 USER_LOGOUT ' +
    '1114 ADD_USER 1115 DEL_USER 1116 ADD_GROUP 1117 DEL_GROUP 1123 USER_CMD 1126 GRP_AUTH 1127 SYSTEM_BOOT ' +
    '1128 SYSTEM_SHUTDOWN 1129 SYSTEM_RUNLEVEL 1130 SERVICE_START 1131 SERVICE_STOP 1132 GRP_MGMT ' +
    '1135 ACCT_LOCK 1136 ACCT_UNLOCK 1300 SYSCALL 1302 PATH 1305 CONFIG_CHANGE 1306 SOCKADDR 1307 CWD ' +
    '1309 EXECVE 1320 EOE 1325 NETFILTER_CFG 1326 SECCOMP 1327 PROCTITLE 1330 KERN_MODULE 1334 BPF 1400 AVC ' +
    '1401 SELINUX_ERR 1403 MAC_POLICY_LOAD 1404 MAC_STATUS 1405 MAC_CONFIG_CHANGE 1700 ANOM_PROMISCUOUS ' +
    '1701 ANOM_ABEND 1702 ANOM_LINK 1006 LOGIN 2300 USER_ROLE_CHANGE'
  )
    .split(' ')
    .reduce<[string, string][]>((pairs, one, at, all) => {
      if (at % 2 === 1) pairs.push([all[at - 1]!, one]);
      return pairs;
    }, []),
);
