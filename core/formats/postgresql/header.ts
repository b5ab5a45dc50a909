import { isIp } from '../ip';
import { digits, text as said } from '../values';
import { isDate, logTime } from './time';

/** What a line says before its message: `log_line_prefix` and the level. */
export interface Header {
  readonly time: number;
  readonly offset: number | undefined;
  /** The zone's abbreviation, if it is not known. */
  readonly zone: string | undefined;
  /** `LOG`, `ERROR`, …, or `DETAIL` and its like for what adds to the report before. */
  readonly level: string;
  /** Where the message begins. */
  readonly message: number;
  user: string | undefined;
  database: string | undefined;
  application: string | undefined;
  /** Address or host name; `[local]` for a Unix socket. */
  host: string | undefined;
  port: number | undefined;
  pid: number | undefined;
  /** `%c`. */
  session: string | undefined;
  /** `%l`. */
  line: number | undefined;
  /** `%e`. */
  state: string | undefined;
  /** What of the prefix was not understood. */
  other: string | undefined;
}

/** How PostgreSQL calls the parts of a report after its first. */
const PARTS: ReadonlySet<string> = new Set([
  'DETAIL',
  'HINT',
  'QUERY',
  'CONTEXT',
  'LOCATION',
  'BACKTRACE',
  'STATEMENT',
]);

const LEVELS: ReadonlySet<string> = new Set([
  'LOG',
  'ERROR',
  'FATAL',
  'PANIC',
  'WARNING',
  'NOTICE',
  'INFO',
  'DEBUG',
  'DEBUG1',
  'DEBUG2',
  'DEBUG3',
  'DEBUG4',
  'DEBUG5',
  ...PARTS,
]);

export const isPart = (level: string): boolean => PARTS.has(level);

/** A prefix is looked for no further into the line than this. */
const LONGEST_PREFIX = 1024;

/**
 * The header of the line from `start` to `end`; undefined if it is not PostgreSQL's: a time at its beginning, or
 * behind a syslog sequence number or the client's address, and a level followed by two spaces, or by one if
 * the process id stands before it.
 */
export function readHeader(text: string, start: number, end: number): Header | undefined {
  const at = dateAt(text, start, end);
  if (at < 0) return undefined;
  const when = logTime(text, at);
  if (when === undefined || when.end >= end) return undefined;
  const next = text.charCodeAt(when.end);
  if (next !== 32 && next !== 58 && next !== 45) return undefined;
  const last = Math.min(end, start + LONGEST_PREFIX);
  let colon = text.indexOf(':', when.end);
  let level = '';
  let from = 0;
  for (; colon >= 0 && colon < last; colon = text.indexOf(':', colon + 1)) {
    if (text.charCodeAt(colon + 1) !== 32) continue;
    from = colon;
    while (isLevel(text.charCodeAt(from - 1)) && colon - from < 10) from--;
    level = text.slice(from, colon);
    if (level !== '' && from > when.end && LEVELS.has(level)) break;
    level = '';
  }
  if (level === '') return undefined;
  const twoSpaces = text.charCodeAt(colon + 2) === 32;
  const header: Header = {
    time: when.time,
    offset: when.offset,
    zone: when.offset === undefined ? when.zone : undefined,
    level,
    message: colon + (twoSpaces ? 3 : 2),
    user: undefined,
    database: undefined,
    application: undefined,
    host: undefined,
    port: undefined,
    pid: undefined,
    session: undefined,
    line: undefined,
    state: undefined,
    other: undefined,
  };
  if (at > start) client(header, text.slice(start, at - 1));
  if (next === 58) colons(header, text.slice(when.end + 1, from));
  else words(header, text.slice(next === 32 ? when.end + 1 : when.end, from));
  return twoSpaces || header.pid !== undefined ? header : undefined;
}

const isLevel = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 49 && code <= 53);

/** Where the time is that a line begins with, or that its first word goes before; -1 if there is none. */
function dateAt(text: string, start: number, end: number): number {
  if (isDate(text, start)) return start;
  const first = text.charCodeAt(start);
  if (first === 32 || first === 9) return -1;
  for (let at = start + 1; at < end && at < start + 256; at++)
    if (text.charCodeAt(at) === 32) return isDate(text, at + 1) ? at + 1 : -1;
  return -1;
}

/** `192.0.2.7`, `192.0.2.7(52834)`, `db.example.com(52834)` or `[local]`: `%h` and `%r`. */
function client(header: Header, word: string): boolean {
  if (word === '[local]') {
    header.host = word;
    return true;
  }
  const open = word.charCodeAt(word.length - 1) === 41 ? word.lastIndexOf('(') : -1;
  if (open > 0) {
    const port = digits(word.slice(open + 1, -1));
    if (port < 0 || port > 65535) return false;
    header.host = word.slice(0, open);
    header.port = port;
    return true;
  }
  if (!isIp(word)) return false;
  header.host = word;
  return true;
}

/** RDS's `%t:%r:%u@%d:[%p]:`, with or without `%l:%e:` and more behind it. */
function colons(header: Header, prefix: string): void {
  let open = prefix.indexOf(':[');
  if (prefix.startsWith('[local]')) open = prefix.indexOf(':[', 7);
  const close = open < 0 ? -1 : prefix.indexOf(']', open);
  const pid = close < 0 ? -1 : digits(prefix.slice(open + 2, close));
  if (pid < 0) {
    words(header, prefix);
    return;
  }
  header.pid = pid;
  // An address of version 6 has colons of its own: the first that follows its port ends it.
  const paren = prefix.indexOf(')');
  const hostEnd = prefix.startsWith('[local]')
    ? 7
    : paren > 0 && paren < open
      ? paren + 1
      : prefix.indexOf(':');
  if (hostEnd > 0 && hostEnd <= open) client(header, prefix.slice(0, hostEnd));
  names(header, prefix.slice(hostEnd + 1, open));
  const more = prefix.slice(close + 2);
  if (more === '' || more === ' ') return;
  const lineEnd = more.indexOf(':');
  const line = lineEnd < 0 ? -1 : digits(more.slice(0, lineEnd));
  if (line >= 0) {
    header.line = line;
    if (isState(more.slice(lineEnd + 1, lineEnd + 6))) header.state = more.slice(lineEnd + 1, lineEnd + 6);
  }
  header.other = more;
}

/** `alice@app`: user names may hold an `@`, names of databases seldom do. */
function names(header: Header, word: string): void {
  const at = word.lastIndexOf('@');
  header.user = known(word.slice(0, at < 0 ? word.length : at));
  header.database = at < 0 ? undefined : known(word.slice(at + 1));
}

const known = (name: string): string | undefined => (name === '[unknown]' ? undefined : said(name));

/** SQLSTATE: five digits and capitals, as a rule with a digit first. */
const isState = (word: string): boolean =>
  word.length === 5 && /^[0-9A-Z]{5}$/.test(word) && (/^\d/.test(word) || /^(?:F0|HV|P0|XX)/.test(word));

/** Any other prefix: words apart by spaces, or `user=…,db=…,app=…,client=…`. */
function words(header: Header, prefix: string): void {
  let other: string[] | undefined;
  let bare: string[] | undefined;
  let at = 0;
  while (at < prefix.length) {
    let end = prefix.indexOf(' ', at);
    if (end < 0) end = prefix.length;
    if (end === at) {
      at++;
      continue;
    }
    const word = prefix.slice(at, end);
    const first = word.charCodeAt(0);
    if (first === 91 && bracketed(header, word)) {
      if (bare?.length === 2 && header.user === undefined && header.database === undefined) {
        header.user = known(bare[0] as string);
        header.database = known(bare[1] as string);
        bare = undefined;
      }
    } else if (word.includes('=')) {
      // Names of applications may hold spaces: what is left is pairs.
      pairs(header, prefix.slice(at));
      break;
    } else if (word.includes('@')) {
      const colon = word.charCodeAt(word.length - 1) === 58 ? word.length - 1 : word.length;
      names(header, word.slice(0, colon));
    } else if (client(header, word)) {
      // taken
    } else if (isSession(strip(word))) header.session = strip(word);
    else if (header.pid !== undefined && isState(word)) header.state = word;
    else if (header.pid === undefined) {
      bare ??= [];
      bare.push(word);
    } else {
      other ??= [];
      other.push(word);
    }
    at = end + 1;
  }
  if (bare !== undefined) other = other === undefined ? bare : [...bare, ...other];
  if (other !== undefined) header.other = other.join(' ');
}

/** Azure's `%t-%c-` has hyphens around the session's id, others a colon after it. */
function strip(word: string): string {
  const from = word.charCodeAt(0) === 45 ? 1 : 0;
  const end = word.charCodeAt(word.length - 1);
  return word.slice(from, end === 45 || end === 58 ? -1 : undefined);
}

/** `[4711]`, `[4711-1]` (process and line) or, behind it, `[1-1]` (the line); with or without a colon after it. */
function bracketed(header: Header, word: string): boolean {
  const close = word.indexOf(']');
  if (close < 0 || close < word.length - 2) return false;
  const hyphen = word.indexOf('-');
  const number = digits(word.slice(1, hyphen > 0 ? hyphen : close));
  if (number < 0) return client(header, word);
  const line = hyphen > 0 ? digits(word.slice(hyphen + 1, close)) : -1;
  if (header.pid !== undefined) header.line = number;
  else {
    header.pid = number;
    if (line >= 0) header.line = line;
  }
  return true;
}

/** `%c`: start and process in hexadecimal, `6253a1b2.1e4b`. */
const isSession = (word: string): boolean => word.length < 24 && /^[0-9a-f]{6,}\.[0-9a-f]+$/.test(word);

function host(header: Header, value: string): void {
  const end = value.indexOf(' ');
  const word = end < 0 ? value : value.slice(0, end);
  if (!client(header, word)) header.host = word;
}

function pairs(header: Header, list: string): void {
  for (const pair of list.trimEnd().split(',', 32)) {
    const equals = pair.indexOf('=');
    const value = known(pair.slice(equals + 1).trim());
    if (equals <= 0 || value === undefined) continue;
    switch (pair.slice(0, equals).trim()) {
      case 'user':
      case 'u':
        header.user = value;
        break;
      case 'db':
      case 'd':
      case 'database':
        header.database = value;
        break;
      case 'app':
      case 'a':
      case 'application':
        header.application = value;
        break;
      case 'client':
      case 'host':
      case 'h':
      case 'r':
      case 'remote':
        host(header, value);
        break;
      default:
        header.other = header.other === undefined ? pair : `${header.other},${pair}`;
    }
  }
}
