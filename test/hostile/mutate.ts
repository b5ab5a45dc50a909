import { Random } from '../campaign/random';

/** One record to be normalised, made of lines. */
export interface Case {
  readonly lines: readonly Buffer[];
  /** What the lines are put together with, and into. */
  readonly wrapping: Wrapping;
}

export type Wrapping =
  | { readonly kind: 'lines'; readonly gap: string; readonly open: string; readonly close: string }
  | { readonly kind: 'cloudwatch'; readonly controls: boolean };

/** What means something to a parser, or breaks a careless one. */
const NASTY = [
  '',
  '-',
  '"',
  "'",
  '\\',
  '\\"',
  '\\u0000',
  '\\ud800',
  ' ',
  '\t',
  '\r',
  '\n',
  '\n ',
  '\0',
  '\u2028',
  '\ufeff',
  '\ud800',
  '😀',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '<',
  '>',
  '|',
  ',',
  ';',
  ':',
  '=',
  '#',
  '%',
  '%zz',
  '/',
  '//',
  '?',
  '&',
  '@',
  '::1',
  '192.0.2.7',
  '2001:db8::1',
  '::ffff:1.2.3.4',
  'fe80::1%eth0',
  '999.1.1.1',
  '192.0.2.7:99999',
  '[::1]:443',
  '0',
  '-1',
  '00',
  '1.5',
  '1e999',
  '99999999999999999999',
  '9007199254740993',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'metadata',
  'envelope',
  'raw_data',
  'unmapped',
  '2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05.999999999+14:00',
  '9999-99-99T99:99:99Z',
  '0000-00-00 00:00:00',
  '10/Oct/2000:13:55:36 -0700',
  'Feb 29 23:59:60',
  '<34>',
  '<999>1 ',
  'GET / HTTP/1.1',
  '{"wormtrail":"entry/v1"}',
  'message repeated 99999999999 times: [ ',
  'type=SYSCALL msg=audit(1.1:1): ',
];

/** JSON texts: each time another value, which may be changed in its turn. */
const VALUES: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1.5',
  '1e300',
  '9007199254740992',
  '65536',
  '1700000000',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '["a",5,{"a":[]}]',
  '{"a":{"b":1}}',
  '{"envelope":{"base64":"AA=="},"metadata":{"uid":"x"}}',
  '{"length":3}',
];

const DEEPEST = 200;

/** Cases from lines that are right: bytes turned, parts cut, repeated, joined with those of others, wrapped. */
export class Mutator {
  readonly #random: Random;

  /** @param originals lines of all formats */
  constructor(
    readonly originals: readonly string[],
    seed: string,
  ) {
    this.#random = new Random(seed);
  }

  /** A record of up to eight lines; the same seed gives the same. */
  next(): Case {
    const random = this.#random;
    const lines = Array.from({ length: random.int(1, random.pick([1, 2, 4, 8])) }, () => this.#line());
    return { lines, wrapping: this.#wrapping() };
  }

  #wrapping(): Wrapping {
    const random = this.#random;
    if (random.chance(0.12)) return { kind: 'cloudwatch', controls: random.chance(0.05) };
    if (random.chance(0.1)) {
      const [open, close] = random.pick(['[ ]', '{"Records":[ ]}']).split(' ') as [string, string];
      return { kind: 'lines', gap: random.pick([',', ',\n']), open, close };
    }
    const gap = random.chance(0.85)
      ? random.pick(['\n', '\n', '\r\n', '\n\n'])
      : random.pick(['\n\t', '', ' ']);
    const open = random.chance(0.85) ? '' : random.pick(['\ufeff', ' ', '\n\n']);
    const close = random.pick(['', '\n', '\r\n']);
    return { kind: 'lines', gap, open, close };
  }

  #line(): Buffer {
    const random = this.#random;
    let text = random.pick(this.originals);
    const value = text.startsWith('{') && random.chance(0.75) ? parsed(text) : undefined;
    if (value !== undefined) {
      for (let times = random.pick([0, 0, 1, 1, 1, 2, 4]); times > 0; times--) this.#alter(value);
      text = JSON.stringify(value);
      if (random.chance(0.1)) text = this.#repeatedKey(text);
    }
    if (value === undefined || random.chance(0.15))
      for (let times = random.pick([0, 0, 1, 1, 1, 2, 4]); times > 0; times--) text = this.#changed(text);
    if (random.chance(0.1)) text = this.#wrapped(text);
    const bytes = Buffer.from(text);
    if (random.chance(0.06) && bytes.length > 0)
      for (let times = random.int(1, 4); times > 0; times--)
        bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    return bytes;
  }

  #nasty(): string {
    const random = this.#random;
    const one = random.pick(NASTY);
    return random.chance(0.04) ? one.repeat(random.int(1, one.includes('\n') ? 20 : 2000)) : one;
  }

  #changed(text: string): string {
    const random = this.#random;
    const at = random.int(0, text.length);
    switch (random.int(0, 9)) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(at);
      case 2:
      case 3:
        return text.slice(0, at) + this.#nasty() + text.slice(at);
      case 4:
        return text.slice(0, at) + this.#nasty() + text.slice(at + random.int(1, 20));
      case 5: {
        const part = text.slice(at, at + random.int(1, 40));
        return text.slice(0, at) + part.repeat(random.int(2, 20)) + text.slice(at);
      }
      case 6: {
        const other = random.pick(this.originals);
        return text.slice(0, at) + other.slice(random.int(0, other.length));
      }
      case 7:
        return (
          text.slice(0, at) +
          String.fromCharCode(random.int(0, random.pick([127, 127, 0xffff]))) +
          text.slice(at + 1)
        );
      default:
        return this.#otherField(text);
    }
  }

  /** One of the words of the text is another's word, or a nasty one. */
  #otherField(text: string): string {
    const random = this.#random;
    const words = [...text.slice(0, 4000).matchAll(/[^\s"',;|=[\](){}<>]+/g)];
    if (words.length === 0) return text;
    const word = random.pick(words);
    const other = random.chance(0.5) ? this.#nasty() : (random.pick(words)[0] ?? '');
    return text.slice(0, word.index) + other + text.slice(word.index + word[0].length);
  }

  /** Changes one thing anywhere in a parsed value. */
  #alter(value: object): void {
    const random = this.#random;
    let at = value as Record<string, unknown>;
    for (;;) {
      const names = Object.keys(at);
      if (names.length === 0) return;
      const name = random.pick(names);
      const inner = at[name];
      if (typeof inner === 'object' && inner !== null && random.chance(0.6)) {
        at = inner as Record<string, unknown>;
        continue;
      }
      switch (random.int(0, 6)) {
        case 0:
          delete at[name];
          return;
        case 1:
          put(at, name, JSON.parse(random.pick(VALUES)));
          return;
        case 2:
          put(at, name, this.#nasty());
          return;
        case 3:
          put(at, this.#nasty(), random.chance(0.3) ? this.#deep() : inner);
          return;
        case 4:
          put(at, name, typeof inner === 'string' ? this.#changed(inner) : JSON.stringify(inner));
          return;
        case 5:
          put(at, name, random.chance(0.4) ? this.#deep() : [inner, inner]);
          return;
        default:
          put(
            at,
            random.pick(['__proto__', 'constructor', 'toString', name]),
            JSON.parse(random.pick(VALUES)),
          );
          return;
      }
    }
  }

  #deep(): unknown {
    return nested(this.#random.int(1, DEEPEST), this.#random.chance(0.5));
  }

  /** An object's text with one of its keys in it twice. */
  #repeatedKey(text: string): string {
    const random = this.#random;
    const names = [...text.slice(0, 4000).matchAll(/"([^"\\]{1,40})":/g)];
    if (names.length === 0) return text;
    return `{"${random.pick(names)[1]}":${random.pick(VALUES)},${text.slice(1)}`;
  }

  #wrapped(text: string): string {
    const inner = text.length > 20_000 ? text.slice(0, 20_000) : text;
    switch (this.#random.int(0, 7)) {
      case 0:
        return `<30>Nov 23 09:00:01 web-1 nginx[7]: ${inner}`;
      case 1:
        return `<30>1 2026-11-23T09:00:01.123456Z web-1 app 1 - [meta sequenceId="7"] ${inner}`;
      case 2:
        return `2026-11-23T09:00:01.123456+01:00 web-1 app[1]: ${inner}`;
      case 3:
        return `2026-11-23T09:00:01.123456789Z stdout ${this.#random.pick(['F', 'P'])} ${inner}`;
      case 4:
        return JSON.stringify({
          log: `${inner}\n`,
          stream: 'stderr',
          time: '2026-11-23T09:00:01.123456789Z',
        });
      case 5:
        return JSON.stringify({
          __REALTIME_TIMESTAMP: '1764000000000000',
          _HOSTNAME: 'web-1',
          SYSLOG_IDENTIFIER: 'sshd',
          MESSAGE: inner,
          PRIORITY: '6',
        });
      case 6:
        return `${inner.length} <30>1 - - - - - - ${inner}`;
      default:
        return JSON.stringify({ message: inner, '@timestamp': '2026-11-23T09:00:01Z' });
    }
  }
}

/** The bytes of a case, as the stream would take them in. */
export function recordOf({ lines, wrapping }: Case): Buffer {
  if (wrapping.kind === 'cloudwatch') return Buffer.from(JSON.stringify(payloadOf(lines, wrapping.controls)));
  const parts: Buffer[] = [Buffer.from(wrapping.open)];
  for (const [at, line] of lines.entries()) {
    if (at > 0) parts.push(Buffer.from(wrapping.gap));
    parts.push(line);
  }
  parts.push(Buffer.from(wrapping.close));
  return Buffer.concat(parts);
}

/** A CloudWatch Logs payload whose messages are the lines. */
export function payloadOf(lines: readonly Buffer[], controls: boolean) {
  return {
    messageType: controls ? 'CONTROL_MESSAGE' : 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: '/aws/hostile',
    logStream: 'stream-1',
    subscriptionFilters: ['all'],
    logEvents: lines.map((line, at) => ({
      id: `3195${at}`,
      timestamp: 1_764_000_000_123 + at,
      message: line.toString(),
    })),
  };
}

function nested(depth: number, arrays: boolean): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = arrays ? [value] : { a: value };
  return value;
}

/** As an own property, `__proto__` too. */
function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
