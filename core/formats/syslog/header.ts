import type { AnyObject } from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { parseBsd, parseIso } from '../time';
import { digits } from '../values';

/** Formats of programs that write to syslog, by what they own of its lines; all else is `syslog`. */
export type Owner = 'syslog' | 'sshd' | 'pam' | 'sudo' | 'su' | 'login' | 'cron';

/** What stands before the message of a syslog line. */
export interface SyslogHeader {
  /** Whose the line is: so no two formats take it. */
  readonly owner: Owner;
  /** ms since 1970. */
  readonly time: number;
  readonly host: string | undefined;
  readonly program: string | undefined;
  readonly pid: number | undefined;
  /** Without space around it, and without the `message repeated` around it. */
  readonly message: string;
  /** How often it was written, if the syslog daemon folded some into one. */
  readonly count: number | undefined;
  /** Facility times 8 plus severity; -1: the line does not have it. */
  readonly priority: number;
  /** RFC 5424 `sequenceId` of the element `meta`. */
  readonly sequence: number | undefined;
  /** What else the header says: `version`, `procid`, `msgid`, `structured_data`, `uptime`. */
  readonly more: AnyObject | undefined;
}

/**
 * Reads the header of a syslog line; undefined if the line has none.
 *
 *     Nov 23 09:00:01 host sshd[7]: message                          RFC 3164, as files have it; no zone: UTC
 *     <38>Nov 23 09:00:01 host sshd[7]: message                      RFC 3164
 *     2026-11-23T09:00:01.123456+01:00 host sshd[7]: message         RSYSLOG_FileFormat; <38> before it: ForwardFormat
 *     <38>1 2026-11-23T09:00:01Z host sshd 7 - [meta sequenceId="1"] message     RFC 5424
 *     57 <38>1 2026-11-23T09:00:01Z host sshd 7 - - message          RFC 6587, octets counted
 *
 * The host may be missing, and so may the program: a word without a colon after it is none.
 */
export function syslogHeader(line: string, context: EventContext): SyslogHeader | undefined {
  const first = line.charCodeAt(0);
  // `<`, a digit, or the first letter of a month.
  if (first !== 60 && !(first >= 48 && first <= 57) && !(first >= 65 && first <= 83)) return undefined;
  const reference = context.time;
  if (line === lastLine && reference === lastReference) return last;
  last = parse(line, reference);
  lastLine = line;
  lastReference = reference;
  return last;
}

/** Whether the line has such a header, whenever it was. */
export const isSyslog = (line: string): boolean => parse(line, 4e12) !== undefined;

/** Several formats ask about one line, each after the other. */
let lastLine = '';
let lastReference = Number.NaN;
let last: SyslogHeader | undefined;

const LONGEST_NAME = 255;

function parse(line: string, reference: number): SyslogHeader | undefined {
  let at = 0;
  let code = line.charCodeAt(0);
  if (code >= 49 && code <= 57) {
    at = frameStart(line, 0);
    code = line.charCodeAt(at);
  }
  let priority = -1;
  if (code === 60) {
    const close = line.indexOf('>', at + 1);
    if (close < at + 2 || close > at + 4) return undefined;
    priority = digits(line.slice(at + 1, close));
    if (priority < 0 || priority > 191) return undefined;
    at = close + 1;
    if (line.charCodeAt(at + 1) === 32 && line.charCodeAt(at) >= 49 && line.charCodeAt(at) <= 57)
      return rfc5424(line, at, priority, reference);
  } else if (at > 0) return undefined;

  code = line.charCodeAt(at);
  let time: number;
  let iso = false;
  if (code >= 65) {
    time = parseBsd(line, at, reference);
    if (Number.isNaN(time)) return undefined;
    at += 15;
    if (line.charCodeAt(at) === 46) {
      let scale = 100;
      for (at++; line.charCodeAt(at) >= 48 && line.charCodeAt(at) <= 57; at++) {
        time += Math.trunc((line.charCodeAt(at) - 48) * scale);
        scale /= 10;
      }
    }
    if (line.charCodeAt(at) === 58 && line.charCodeAt(at + 1) === 32)
      return whole(time, undefined, undefined, undefined, line, at + 1, priority, undefined, undefined);
  } else {
    const end = line.indexOf(' ', at);
    if (end < at + 20 || end > at + 40) return undefined;
    time = zonedIso(line.slice(at, end));
    if (Number.isNaN(time)) return undefined;
    at = end;
    iso = true;
  }
  if (line.charCodeAt(at) !== 32) return undefined;
  at++;

  // Many other logs begin with such a time, a word and another: this one has a program with a colon.
  const strict = iso && priority < 0;
  let host: string | undefined;
  let end = wordEnd(line, at);
  if (end < 0) return undefined;
  if (line.charCodeAt(end - 1) !== 58) {
    host = line.slice(at, end);
    if (strict && !isHost(host)) return undefined;
    at = end + 1;
    end = wordEnd(line, at);
  } else if (strict) return undefined;
  const tag = end > at ? tagOf(line, at, end) : undefined;
  if (tag === undefined) {
    if (strict) return undefined;
    return whole(time, host, undefined, undefined, line, at, priority, undefined, undefined);
  }
  return whole(time, host, tag.program, tag.pid, line, end, priority, undefined, undefined);
}

/** Past the octet count and its space, if that is what the line begins with; else where it was. */
export function frameStart(text: string, start: number): number {
  let at = start;
  while (at < start + 8 && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at > start && text.charCodeAt(at) === 32 && text.charCodeAt(at + 1) === 60 ? at + 1 : start;
}

/** Where the word ends that starts at `start`: at a space or the end of the text; -1 if it is empty or too long. */
function wordEnd(line: string, start: number): number {
  const space = line.indexOf(' ', start);
  const end = space < 0 ? line.length : space;
  return end > start && end - start <= LONGEST_NAME ? end : -1;
}

/** An ISO time that says its zone, as all syslog daemons write it; NaN for any other. */
function zonedIso(text: string): number {
  const code = text.charCodeAt(text.length - 1);
  const sign = text.charCodeAt(text.length - 6);
  return code === 90 || sign === 43 || sign === 45 ? parseIso(text) : Number.NaN;
}

const LEVELS: ReadonlySet<string> = new Set(
  'TRACE DEBUG INFO NOTICE WARN WARNING ERROR ERR CRITICAL FATAL SEVERE'.split(' '),
);

/** Whether it may be a host's name or address; a number or a log level is none. */
function isHost(word: string): boolean {
  let letters = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at) | 32;
    if ((code >= 97 && code <= 122) || code === 46 || code === 58 || code === 127) letters++;
    else if (!(code >= 48 && code <= 57) && code !== 45) return false;
  }
  return letters > 0 && !LEVELS.has(word.toUpperCase());
}

interface Tag {
  readonly program: string;
  readonly pid: number | undefined;
}

/** `program:`, `program[pid]:` or `program[pid]`. */
function tagOf(line: string, start: number, end: number): Tag | undefined {
  let to = end;
  const colon = line.charCodeAt(to - 1) === 58;
  if (colon) to--;
  let pid: number | undefined;
  if (line.charCodeAt(to - 1) === 93) {
    const open = line.lastIndexOf('[', to - 1);
    if (open <= start) return undefined;
    const number = digits(line.slice(open + 1, to - 1));
    if (number < 0) return undefined;
    pid = number;
    to = open;
  } else if (!colon) return undefined;
  if (to <= start) return undefined;
  for (let at = start; at < to; at++) if (!isOfName(line.charCodeAt(at))) return undefined;
  return { program: line.slice(start, to), pid };
}

/** Letters, digits and `_ - . / @ + ( )`: what programs' names are made of. */
const isOfName = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 64 && code <= 90) ||
  (code >= 45 && code <= 57) ||
  code === 95 ||
  code === 40 ||
  code === 41 ||
  code === 43;

function rfc5424(line: string, start: number, priority: number, reference: number): SyslogHeader | undefined {
  const time = line.indexOf(' ', start) + 1;
  const host = line.indexOf(' ', time) + 1;
  const program = line.indexOf(' ', host) + 1;
  const process = line.indexOf(' ', program) + 1;
  const id = line.indexOf(' ', process) + 1;
  const data = line.indexOf(' ', id) + 1;
  // indexOf gives -1 for none: each must lie behind the one before it.
  if (!(time < host && host < program && program < process && process < id && id < data)) return undefined;
  if (data - start > 4 * LONGEST_NAME) return undefined;
  const stamp = line.slice(time, host - 1);
  const when = stamp === '-' ? reference : zonedIso(stamp);
  if (Number.isNaN(when)) return undefined;
  const structured = structuredData(line, data);
  if (structured === undefined) return undefined;
  const procid = line.slice(process, id - 1);
  const pid = digits(procid);
  const msgid = line.slice(id, data - 1);
  const name = line.slice(program, process - 1);
  const meta = structured.elements?.meta as AnyObject | undefined;
  const sequence = typeof meta?.sequenceId === 'string' ? digits(meta.sequenceId) : -1;
  const more =
    (pid < 0 && procid !== '-') || msgid !== '-' || structured.elements !== undefined
      ? {
          procid: pid < 0 && procid !== '-' ? procid : undefined,
          msgid: msgid === '-' ? undefined : msgid,
          structured_data: structured.elements,
        }
      : undefined;
  let from = structured.end;
  if (line.charCodeAt(from + 1) === 0xfeff) from += 2;
  const hostname = line.slice(host, program - 1);
  return whole(
    when,
    hostname === '-' ? undefined : hostname,
    name === '-' ? undefined : name,
    pid < 0 ? undefined : pid,
    line,
    from,
    priority,
    sequence < 0 ? undefined : sequence,
    more,
  );
}

const MOST_ELEMENTS = 64;

/** RFC 5424, 6.3: `-`, or elements `[id name="value" …]` back to back; the message begins at `end`. */
function structuredData(
  line: string,
  start: number,
): { readonly elements: AnyObject | undefined; readonly end: number } | undefined {
  if (line.charCodeAt(start) === 45) {
    const after = line.charCodeAt(start + 1);
    return after === 32 || Number.isNaN(after) ? { elements: undefined, end: start + 1 } : undefined;
  }
  const elements: Record<string, unknown> = Object.create(null);
  let at = start;
  for (let count = 0; line.charCodeAt(at) === 91; count++) {
    if (count === MOST_ELEMENTS) return undefined;
    let nameStart = at + 1;
    at = nameStart;
    while (line.charCodeAt(at) > 32 && line.charCodeAt(at) !== 93) at++;
    const parameters: Record<string, unknown> = Object.create(null);
    if (at === nameStart) return undefined;
    elements[line.slice(nameStart, at)] = parameters;
    while (line.charCodeAt(at) === 32) {
      nameStart = ++at;
      while (line.charCodeAt(at) > 32 && line.charCodeAt(at) !== 61) at++;
      if (line.charCodeAt(at) !== 61 || line.charCodeAt(at + 1) !== 34) return undefined;
      const name = line.slice(nameStart, at);
      const valueStart = at + 2;
      let escaped = false;
      for (at = valueStart; line.charCodeAt(at) !== 34; at++) {
        if (at >= line.length) return undefined;
        if (line.charCodeAt(at) === 92) {
          escaped = true;
          at++;
        }
      }
      const value = line.slice(valueStart, at);
      parameters[name] = escaped ? value.replace(/\\(["\\\]])/g, '$1') : value;
      at++;
    }
    if (line.charCodeAt(at) !== 93) return undefined;
    at++;
  }
  if (at === start || (at < line.length && line.charCodeAt(at) !== 32)) return undefined;
  return { elements, end: at };
}

/** The header, once all but the message is known, which begins at `start`. */
function whole(
  time: number,
  host: string | undefined,
  program: string | undefined,
  pid: number | undefined,
  line: string,
  start: number,
  priority: number,
  sequence: number | undefined,
  said: AnyObject | undefined,
): SyslogHeader {
  let from = start;
  let to = line.length;
  while (from < to && isSpace(line.charCodeAt(from))) from++;
  while (to > from && isSpace(line.charCodeAt(to - 1))) to--;
  let more = said;
  if (program === 'kernel' && line.charCodeAt(from) === 91) {
    const close = line.indexOf('] ', from);
    if (close > 0 && close < from + 24) {
      more = { ...said, uptime: line.slice(from + 1, close).trim() };
      from = close + 2;
    }
  }
  let count: number | undefined;
  const repeated = repeatedAt(line, from);
  if (repeated > 0) {
    const end = line.indexOf(' times', repeated);
    const times = end > 0 && end < repeated + 10 ? digits(line.slice(repeated, end)) : -1;
    if (times > 0) {
      count = times;
      if (line.startsWith(' times: [', end) && line.charCodeAt(to - 1) === 93) {
        from = end + 9;
        to--;
        while (from < to && isSpace(line.charCodeAt(from))) from++;
      }
    }
  }
  const message = line.slice(from, to);
  return {
    owner: ownerOf(program, message),
    time,
    host,
    program,
    pid,
    message,
    count,
    priority,
    sequence,
    more,
  };
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Where the number stands in `message repeated N times`, `last message repeated N times`; 0: there is none. */
function repeatedAt(line: string, start: number): number {
  const code = line.charCodeAt(start);
  if (code === 109) return line.startsWith('message repeated ', start) ? start + 17 : 0;
  if (code === 108) return line.startsWith('last message repeated ', start) ? start + 22 : 0;
  if (code === 45) return line.startsWith('--- last message repeated ', start) ? start + 26 : 0;
  return 0;
}

const PROGRAMS: ReadonlyMap<string, Owner> = new Map<string, Owner>([
  ['sshd', 'sshd'],
  ['sshd-session', 'sshd'],
  ['sshd-auth', 'sshd'],
  ['sudo', 'sudo'],
  ['su', 'su'],
  ['login', 'login'],
  ['CRON', 'cron'],
  ['cron', 'cron'],
  ['crond', 'cron'],
  ['crontab', 'cron'],
]);

function ownerOf(program: string | undefined, message: string): Owner {
  if (program === undefined) return 'syslog';
  const code = message.charCodeAt(0);
  if (
    (code === 112 && isOfModule(message)) ||
    (code === 80 && (message.startsWith('PAM service(') || isMoreFailures(message))) ||
    program.endsWith('(pam_unix)')
  )
    return 'pam';
  const owner = PROGRAMS.get(program);
  if (owner !== undefined) return owner;
  const slash = program.lastIndexOf('/');
  if (slash < 0) return 'syslog';
  const name = program.slice(slash + 1);
  return PROGRAMS.get(name) ?? PROGRAMS.get(name.toLowerCase()) ?? 'syslog';
}

/** `pam_unix(sshd:auth): …`: a program's own words on PAM have no service in brackets. */
function isOfModule(message: string): boolean {
  if (!message.startsWith('pam_')) return false;
  const open = message.indexOf('(');
  return open > 4 && open < 64 && message.lastIndexOf(' ', open) < 0;
}

/** Linux-PAM's `PAM 2 more authentication failures; logname=…`. */
const isMoreFailures = (message: string): boolean =>
  message.startsWith('PAM ') && message.slice(4, 40).includes(' more authentication failure');
