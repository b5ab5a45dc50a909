import { normalizeRecord } from '../../core/formats/normalize';
import { FORMATS } from '../../core/formats/registry';

/** Text that grows: the same thing in any length. */
export interface Shape {
  readonly name: string;
  /** Asked of this format alone, too. */
  readonly format: string | undefined;
  /** Asked about no longer a text than this; undefined: 1 MB. For texts of very many, very short events. */
  readonly most?: number;
  /** Text of about so many characters. */
  of(size: number): string;
}

const KB = 1 << 10;
const SIZES = [16 * KB, 64 * KB, 256 * KB, 1024 * KB];
/** Few texts are measured in every size: for the others this one, the longest, and all if these two differ too much. */
const FIRST = 64 * KB;
const LAST = 1024 * KB;
/** What a text of this length may take whatever the others took, ms: below it, the clock says nothing. */
const floorMs = (length: number, events: number): number => 4 + (length / KB) * 0.06 + events * 0.02;
/** So many times the time that linear growth would take. */
const MOST_RATIO = 2.2;
/** What one may take whatever it holds, ms a MB and an event. */
const mostMs = (length: number, events: number): number => 100 + (length / LAST) * 1500 + events * 0.2;
const TRIES = 4;

const RUNS = [
  '"',
  '\\',
  '\\"',
  "'",
  '[',
  ']',
  '{',
  '{"a":',
  '[{"a":',
  '(',
  '<',
  '<1>',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\n ',
  '\n\t',
  ',',
  ';',
  ':',
  '=',
  'a=',
  'a="',
  'a=b ',
  '|',
  ' | ',
  '/',
  '.',
  '-',
  '#',
  '%',
  '&a=',
  '0',
  '1.',
  '1:',
  'a',
  'é',
  '\0',
  '\ud800',
  '{}',
  '{"a":1}',
  '{"a":1},',
  '{"Records":[',
  'Records":[',
  '"a":"b",',
  '{\n',
  '[\n{\n',
  '{"log":"{\\"log\\":',
  'type=SYSCALL msg=audit(1.1:1): a=',
  'Nov 23 09:00:01 web-1 a[1]: ',
  '<30>1 2026-11-23T09:00:01Z a b 1 - - ',
  '2026-11-23T09:00:01.1Z stdout F ',
  '2026-11-23T09:00:01.1Z stdout P a\n',
  '5 <30>1',
  '99999999 <30>1 - - - - - - a\n',
  '2026-11-23 09:00:01 UTC [1] LOG:  a\n\t',
  '#Fields: date time c-ip\n',
  '#Fields: date time c-ip cs-method a b c\n2026-11-23 09:00:01 192.0.2.1 GET - - -\n',
  'version account-id interface-id srcaddr dstaddr action\n',
  'CEF:0|a|b|c|d|e|f|a=\\',
  'message repeated 2 times: [ ',
  '--a1b2c3d4-A--\n',
  '---a1b2c3d4---A--\n',
];

const FILLS = [
  'a',
  '"',
  '\\',
  ' ',
  '[',
  '{',
  '=',
  ',',
  ':',
  '/',
  '.',
  '0',
  ';',
  '|',
  '-',
  '%',
  '\\"',
  'a=b&',
  '\n',
  "'",
];

const SHORT = 128 * KB;

const fill = (unit: string, size: number): string => unit.repeat(Math.max(1, Math.ceil(size / unit.length)));

export function shapes(): Shape[] {
  return [
    ...RUNS.map(
      (unit): Shape => ({
        name: `${JSON.stringify(unit)} again and again`,
        format: undefined,
        ...(unit.length < 24 && (unit.includes('\n') || unit.startsWith('{}') || unit.startsWith('{"a":1}'))
          ? { most: SHORT }
          : {}),
        of: (size) => fill(unit, size),
      }),
    ),
    ...FORMATS.flatMap(({ name, kind, sample }) =>
      kind === 'json' ? ofObject(name, sample) : ofLine(name, sample),
    ),
  ];
}

/** Places of a sample that are blown up. */
const PLACES = 14;
const LINES = [
  '\n\tat a.b.C.d(C.java:7) and more that goes on for a while',
  '\n',
  '\n    "a": "b, c", and so on, until the line is full',
];

/** A line's words and what is between them, each blown up in turn; the line often, whole and cut. */
function ofLine(format: string, sample: string): Shape[] {
  const parts = sample.match(/[A-Za-z0-9_.]+|[^A-Za-z0-9_.]+/g) ?? [];
  const found: Shape[] = [];
  const add = (name: string, of: (size: number) => string): void => {
    found.push({ name, format, of });
  };
  const step = Math.max(1, parts.length / PLACES);
  let turn = sample.length;
  for (let index = 0; index < parts.length; index += step) {
    const at = Math.floor(index);
    const part = parts[at] as string;
    const before = parts.slice(0, at).join('');
    const after = parts.slice(at + 1).join('');
    const around = (unit: string) => (size: number) => before + fill(unit, size) + after;
    const rest = (before + part).slice(-30);
    if (turn++ % 2 === 0) add(`part ${at} ${JSON.stringify(part)} repeated`, around(part));
    else add(`part ${at} with what is before it, repeated`, around(rest));
    const unit = FILLS[turn % FILLS.length] as string;
    add(`${JSON.stringify(unit)} for part ${at} ${JSON.stringify(part)}`, around(unit));
  }
  for (const gap of ['\n', '\r\n', ' ', ''])
    add(`lines with ${JSON.stringify(gap)}`, (size) => fill(sample + gap, size));
  for (const share of [0.2, 0.5, 0.8]) {
    const cut = sample.slice(0, Math.floor(sample.length * share));
    add(`lines cut at ${share}`, (size) => fill(`${cut.padEnd(60, 'x')}\n`, size));
    for (let times = 0; times < 3; times++) {
      const unit = FILLS[turn++ % FILLS.length] as string;
      if (unit !== '\n')
        add(`cut at ${share}, then ${JSON.stringify(unit)}`, (size) => cut + fill(unit, size));
    }
  }
  for (const unit of LINES) add(`followed by ${JSON.stringify(unit)}`, (size) => sample + fill(unit, size));
  return found;
}

/** An object's values, each blown up in turn; its keys; the object often. */
function ofObject(format: string, sample: string): Shape[] {
  const value: unknown = JSON.parse(sample);
  const found: Shape[] = [];
  const add = (name: string, of: (size: number) => string): void => {
    found.push({ name, format, of });
  };
  /** The sample with other text in the place of what is at the path. */
  const put = (path: readonly string[], make: (size: number) => unknown) => (size: number) => {
    const copy: unknown = JSON.parse(sample);
    let at = copy as Record<string, unknown>;
    for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
    const last = path.at(-1);
    if (last === undefined) return JSON.stringify(make(size));
    at[last] = make(size);
    return JSON.stringify(copy);
  };
  const many = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));
  let turn = sample.length;
  const paths: [string[], unknown][] = [];
  const walk = (inner: unknown, path: string[]): void => {
    paths.push([path, inner]);
    if (typeof inner === 'object' && inner !== null)
      for (const [name, one] of Object.entries(inner)) walk(one, [...path, name]);
  };
  walk(value, []);
  const step = Math.max(1, paths.length / PLACES);
  for (let index = 0; index < paths.length; index += step) {
    const [path, inner] = paths[Math.floor(index)] as [string[], unknown];
    const where = path.join('.') || 'the whole';
    if (typeof inner === 'string') {
      if (inner !== '')
        add(
          `${where} repeated`,
          put(path, (size) => fill(inner, size)),
        );
      const unit = FILLS[turn++ % FILLS.length] as string;
      add(
        `${JSON.stringify(unit)} in ${where}`,
        put(path, (size) => fill(unit, size / JSON.stringify(unit).length)),
      );
      const start = inner.slice(0, Math.ceil(inner.length / 2));
      const other = FILLS[turn++ % FILLS.length] as string;
      add(
        `${where} cut, then ${JSON.stringify(other)}`,
        put(path, (size) => start + fill(other, size / 2)),
      );
    } else if (Array.isArray(inner)) {
      const [one = 'a'] = inner as unknown[];
      const length = JSON.stringify(one).length + 1;
      add(
        `${where} of many`,
        put(path, (size) => Array(Math.ceil(size / length)).fill(one)),
      );
    } else if (typeof inner === 'object' && inner !== null) {
      add(
        `fields in ${where}`,
        put(path, (size) => ({ ...inner, ...many(size / 12) })),
      );
    } else
      add(
        `an array for ${where}`,
        put(path, (size) => Array(Math.ceil(size / 2)).fill(1)),
      );
  }
  add('fields twice', (size) => `{${fill(`${sample.slice(1, -1)},`, size)}"end":1}`);
  for (const gap of ['\n', '', ','])
    add(`objects with ${JSON.stringify(gap)}`, (size) => fill(sample + gap, size));
  add('in an array', (size) => `[${fill(`${sample},`, size)}${sample}]`);
  for (const share of [0.4, 0.8]) {
    const cut = sample.slice(0, Math.floor(sample.length * share));
    add(`lines cut at ${share}`, (size) => fill(`${cut}\n`, size));
    add(`cut at ${share}, again and again`, (size) => fill(cut, size));
  }
  return found;
}

const CONTEXT = { uidPrefix: 'x-', firstIndex: 0, arrival: 1_764_000_000_000, maxInflated: 64 << 20 };

/** What is done with a record, and what came of it. */
type Work = (record: Buffer) => { readonly events: number; readonly written: number };

const normalizing = (format: string | undefined): Work => {
  const context = format === undefined ? CONTEXT : { ...CONTEXT, format };
  return (record) => {
    let written = 0;
    const { events } = normalizeRecord(record, context, (line) => {
      written += line.length;
    });
    return { events, written };
  };
};

interface Measured {
  readonly length: number;
  readonly events: number;
  readonly ms: number;
}

/** Processor time, not the clock's: the machine does other things. The least of some tries, if the first is not fast. */
function measure(text: string, work: Work): Measured {
  const record = Buffer.from(text);
  let ms = Number.POSITIVE_INFINITY;
  let events = 0;
  let written = 0;
  for (let at = 0; at < TRIES && (at === 0 || ms > floorMs(record.length, events)); at++) {
    const started = process.cpuUsage();
    ({ events, written } = work(record));
    const { user, system } = process.cpuUsage(started);
    ms = Math.min(ms, (user + system) / 1000);
  }
  // Escapes may make the lines several times as long as the text.
  return { length: Math.max(record.length, written), events, ms };
}

function isTooMuch(before: Measured, { length, events, ms }: Measured): boolean {
  if (ms > mostMs(length, events)) return true;
  if (ms <= floorMs(length, events)) return false;
  // Objects of thousands of fields are another kind of object to the engine: the floor of the shorter text counts, too.
  const base = Math.max(before.ms, floorMs(before.length, before.events) / 2);
  return ms > base * (length / before.length) * MOST_RATIO;
}

export const ofNormalizer = (shape: Shape, format: string | undefined) => growth(shape, normalizing(format));

/** Whether work that looks at the rest of the text again every 32 characters, and so is quadratic, is told as such. */
export function noticesQuadratic(): boolean {
  const work: Work = (record) => {
    let found = 0;
    for (let at = 0; at < record.length; at += 32) if (record.indexOf(0, at) >= 0) found++;
    return { events: 1, written: found };
  };
  return (
    growth({ name: 'quadratic', format: undefined, of: (size) => fill('a', size) }, work).fault !== undefined
  );
}

/** How the time grows, if it does so faster than the text; and the time for the longest. */
function growth(shape: Shape, work: Work): { readonly ms: number; readonly fault: string | undefined } {
  const last = shape.most ?? LAST;
  const first = measure(shape.of(Math.min(FIRST, last / 4)), work);
  if (first.ms <= mostMs(first.length, first.events)) {
    const longest = measure(shape.of(last), work);
    if (!isTooMuch(first, longest)) return { ms: longest.ms, fault: undefined };
  }
  const all: Measured[] = [];
  for (const size of SIZES) {
    if (size > last) break;
    const one = measure(shape.of(size), work);
    const before = all.at(-1);
    all.push(one);
    const isFault = before === undefined ? one.ms > mostMs(one.length, one.events) : isTooMuch(before, one);
    if (isFault) {
      const told = all.map(
        ({ ms, length, events }) => `${ms.toFixed(1)} ms for ${length} (${events} events)`,
      );
      return { ms: one.ms, fault: told.join(', ') };
    }
  }
  return { ms: all.at(-1)?.ms ?? 0, fault: undefined };
}
