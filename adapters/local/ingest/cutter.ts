/**
 * Cuts a source into stream records: at line ends, or between the values of a JSON document, so that no event
 * is torn apart. Firehose takes records up to 1,000 KiB; pieces are kept well below, and depend on nothing but
 * the source's bytes.
 */
export interface Piece {
  readonly data: Uint8Array;
  /** Bytes of the (decompressed) source consumed up to and with this piece. */
  readonly end: number;
}

/** A piece is closed at the first boundary past this size. */
export const PIECE_BYTES = 512 << 10;
/** Longest piece: what lies between two boundaries beyond this is torn, as any producer would have to. */
export const MAX_PIECE_BYTES = 960 << 10;

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

/** How a source is cut, seen from its start. */
type Cut =
  | { readonly kind: 'lines' }
  /** Values of a JSON container: each piece becomes a container of its own with the elements' exact text. */
  | { readonly kind: 'elements'; readonly opening: string; readonly closing: string; readonly start: number }
  /** JSON values one after another, over several lines each. */
  | { readonly kind: 'values' };

/** Enough of a source to see how it is built. */
const SNIFF_BYTES = 64 << 10;

function sniff(start: Buffer): Cut {
  const text = start.toString('latin1');
  const container = /^[\s]*(?:\{\s*"Records"\s*:\s*)?\[/.exec(text);
  if (container !== null) {
    const opening = container[0];
    const element = /\S/.exec(text.slice(opening.length))?.[0];
    if (element === '{') {
      const records = opening.includes('{');
      return {
        kind: 'elements',
        opening: records ? '{"Records":[' : '[',
        closing: records ? ']}' : ']',
        start: opening.length,
      };
    }
  }
  if (/^\s*\{/.test(text)) {
    const firstLine = text.slice(text.search(/\S/)).split('\n', 1)[0] as string;
    if (!isWholeJson(firstLine) && firstLine.length < text.length) return { kind: 'values' };
  }
  return { kind: 'lines' };
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Cuts `source` (chunks of any size) into pieces. A source of one piece's size or less is one piece as it is.
 * @param from resume after this many bytes, an `end` of an earlier run over the same bytes
 */
export async function* cut(source: AsyncIterable<Uint8Array>, from = 0): AsyncGenerator<Piece> {
  let held = Buffer.alloc(0);
  let cutter: Cutter | undefined;
  for await (const chunk of source) {
    if (cutter === undefined) {
      held = Buffer.concat([held, chunk]);
      if (held.length <= PIECE_BYTES) continue;
      cutter = cutterFor(held);
      yield* after(from, cutter.push(held));
    } else {
      yield* after(from, cutter.push(chunk));
    }
  }
  if (cutter !== undefined) yield* after(from, cutter.finish());
  else if (held.length > 0) yield* after(from, [{ data: held, end: held.length }]);
}

function* after(from: number, pieces: Iterable<Piece>): Generator<Piece> {
  for (const piece of pieces) if (piece.end > from) yield piece;
}

interface Cutter {
  push(chunk: Uint8Array): Piece[];
  finish(): Piece[];
}

function cutterFor(start: Buffer): Cutter {
  const how = sniff(start.subarray(0, SNIFF_BYTES));
  switch (how.kind) {
    case 'lines':
      return new LineCutter(0, headerOf(start.subarray(0, SNIFF_BYTES)));
    case 'values':
      return new ValueCutter('', '', 0);
    case 'elements':
      return new ValueCutter(how.opening, how.closing, how.start);
  }
}

/** Lines at the beginning of a source that name the fields of all that follow: W3C's directives, VPC flow logs' names. */
const DIRECTIVES = /^(?:#[^\n]{0,4000}\n){0,20}?#Fields:[^\n]{1,8000}\n(?:#[^\n]{0,4000}\n){0,20}/;
const FLOW_FIELDS =
  /^(?=[^\n]{0,4000}\b(?:srcaddr|interface-id|tgw-id)\b)[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*){2,60}\r?\n/;

function headerOf(start: Buffer): Buffer {
  const text = start.toString('latin1');
  return Buffer.from((DIRECTIVES.exec(text) ?? FLOW_FIELDS.exec(text))?.[0] ?? '', 'latin1');
}

/**
 * Cuts after the last newline that fits. Each piece after the first begins with the source's header again, as it
 * would come from a producer of its own.
 */
class LineCutter implements Cutter {
  readonly #header: Buffer;
  #held: Buffer = Buffer.alloc(0);
  #end: number;

  constructor(end: number, header: Buffer = Buffer.alloc(0)) {
    this.#end = end;
    this.#header = header;
  }

  push(chunk: Uint8Array): Piece[] {
    this.#held = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk]);
    const pieces: Piece[] = [];
    let start = 0;
    while (this.#held.length - start >= MAX_PIECE_BYTES) {
      const window = this.#held.subarray(start, start + PIECE_BYTES);
      let length = window.lastIndexOf(NEWLINE) + 1;
      if (length === 0) length = this.#held.subarray(start, start + MAX_PIECE_BYTES).indexOf(NEWLINE) + 1;
      if (length === 0) length = characterBorder(this.#held, start, MAX_PIECE_BYTES);
      pieces.push(this.#take(start, length));
      start += length;
    }
    this.#held = this.#held.subarray(start);
    return pieces;
  }

  finish(): Piece[] {
    return this.#held.length === 0 ? [] : [this.#take(0, this.#held.length)];
  }

  #take(start: number, length: number): Piece {
    const isFirst = this.#end === 0;
    this.#end += length;
    const data = this.#held.subarray(start, start + length);
    const needsHeader = !isFirst && this.#header.length > 0;
    return { data: needsHeader ? Buffer.concat([this.#header, data]) : data, end: this.#end };
  }
}

/** The largest length up to `length` that does not cut a UTF-8 character in two. */
function characterBorder(bytes: Buffer, start: number, length: number): number {
  for (let back = 0; back < 4; back++) {
    if (((bytes[start + length - back] ?? 0) & 0xc0) !== 0x80) return length - back;
  }
  return length;
}

/**
 * Cuts between the values of a JSON text, wrapping each piece in `opening` and `closing`. Where the text stops
 * being such a JSON (it was cut off, goes on after its container, or holds a value longer than any record), the
 * rest is cut at line ends, as it is.
 */
class ValueCutter implements Cutter {
  readonly #opening: Buffer;
  readonly #closing: Buffer;
  #skip: number;
  /** From the piece's first value on. */
  #held: Buffer = Buffer.alloc(0);
  /** Bytes of the source before #held. */
  #end = 0;
  /** Where scanning goes on in #held, and where the last whole value ends. */
  #at = 0;
  #last = 0;
  #depth = 0;
  #inString = false;
  #rest: LineCutter | undefined;

  constructor(opening: string, closing: string, skip: number) {
    this.#opening = Buffer.from(opening);
    this.#closing = Buffer.from(closing);
    this.#skip = skip;
  }

  push(chunk: Uint8Array): Piece[] {
    if (this.#rest !== undefined) return this.#rest.push(chunk);
    this.#held = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk]);
    const skipped = Math.min(this.#skip, this.#held.length);
    this.#drop(skipped);
    this.#skip -= skipped;
    const pieces: Piece[] = [];
    while (this.#scan() === 'full') {
      if (this.#last === 0 || this.#last > MAX_PIECE_BYTES) {
        this.#rest = new LineCutter(this.#end);
        pieces.push(...this.#rest.push(this.#held));
        break;
      }
      pieces.push(this.#take());
    }
    return pieces;
  }

  finish(): Piece[] {
    if (this.#rest !== undefined) return this.#rest.finish();
    const pieces = this.#last > 0 ? [this.#take()] : [];
    const closing = this.#held.toString('latin1').replaceAll(/\s/g, '');
    if (closing !== '' && closing !== this.#closing.toString()) {
      const rest = new LineCutter(this.#end);
      pieces.push(...rest.push(this.#held), ...rest.finish());
    }
    return pieces;
  }

  /** Scans on. `full`: a piece is to be closed at #last, or a value is longer than any piece. */
  #scan(): 'full' | 'more' {
    const held = this.#held;
    const length = Math.min(held.length, MAX_PIECE_BYTES);
    // Every byte of a JSON source passes here: the state in local variables makes it ten times as fast.
    let at = this.#at;
    let depth = this.#depth;
    let inString = this.#inString;
    let last = this.#last;
    let outcome: 'full' | 'more' = held.length > MAX_PIECE_BYTES ? 'full' : 'more';
    while (at < length) {
      if (inString) {
        // Most bytes of a log stand in strings: a loop of their own.
        let byte = 0;
        while (at < length && byte !== QUOTE) {
          byte = held[at++] as number;
          if (byte === BACKSLASH) at++;
        }
        inString = byte !== QUOTE;
        continue;
      }
      const byte = held[at++] as number;
      if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth++;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (depth === 0) {
          // The container's own end: what little may follow is seen to when the source ends.
          at--;
          break;
        }
        if (--depth === 0) {
          last = at;
          if (last >= PIECE_BYTES) {
            outcome = 'full';
            break;
          }
        }
      }
    }
    this.#at = at;
    this.#depth = depth;
    this.#inString = inString;
    this.#last = last;
    return outcome;
  }

  #take(): Piece {
    const data = Buffer.concat([this.#opening, this.#held.subarray(0, this.#last), this.#closing]);
    let end = this.#last;
    while (end < this.#held.length && isBetweenValues(this.#held[end] as number)) end++;
    this.#drop(end);
    return { data, end: this.#end };
  }

  #drop(bytes: number): void {
    this.#held = this.#held.subarray(bytes);
    this.#end += bytes;
    this.#at = 0;
    this.#last = 0;
    this.#depth = 0;
    this.#inString = false;
  }
}

function isBetweenValues(byte: number): boolean {
  return byte === COMMA || byte <= 0x20;
}
