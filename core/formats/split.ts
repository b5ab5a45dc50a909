import { isJsonSpace, scanElements, scanValue } from './json-scan';
import { parseJson } from './values';

/**
 * Where one event's raw text lies in its record. What lies between two pieces belongs to neither: it is kept with
 * the earlier one (`envelope.after`), what lies before the first with the first (`envelope.before`).
 */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Parsed, if it is a JSON object; undefined for a line of text, or JSON that does not parse. */
  readonly value: unknown;
}

/** Where an event ends that begins with the line from `start` to `end`. */
export type Extent = (text: string, start: number, end: number) => number;

const oneLine: Extent = (_text, _start, end) => end;

/** How often the text's own length may be scanned in vain before only whole lines are tried as JSON. */
const VAIN_SCANS = 8;

/**
 * Splits a record into events: JSON objects (one a line, pretty-printed over many, back to back, in an array or in
 * `{"Records":[…]}`) and lines of text, mixed as they come. A line ends with "\n" or "\r\n"; empty lines after it
 * are no events but part of its end. There is always at least one piece, be it empty.
 *
 * Time is linear in the text whatever it holds: scans that lead to nothing draw on a budget.
 * @param json false: all is lines
 * @param extent where the event ends that begins with a line: at its end, at that of a later line, or where another
 *   event begins within the line
 */
export function split(
  text: string,
  json: boolean,
  emit: (piece: Piece) => void,
  extent: Extent = oneLine,
): void {
  // A byte order mark is no part of the first event.
  const first = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (first >= text.length) {
    const at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    emit({ start: at, end: at, value: undefined });
    return;
  }
  let budget = VAIN_SCANS * text.length;
  /** End of the last line tried as one JSON value. */
  let triedTo = -1;
  let at = first;

  /** Emits the JSON that starts at `start` and returns where it ends; -1 if it is none. */
  const jsonAt = (start: number): number => {
    const line = text.indexOf('\n', start);
    const last = line < 0 ? text.length : line;
    if (text.charCodeAt(start) === 91 || isRecords(text, start)) {
      const elements = budget > 0 ? scanElements(text, start) : undefined;
      if (elements !== undefined && endsWell(text, elements.end)) {
        const bounds = elements.bounds;
        for (let i = 0; i < bounds.length; i += 2) emit(parsed(text, bounds[i]!, bounds[i + 1]!));
        return elements.end;
      }
      budget -= text.length - start;
      if (text.charCodeAt(start) === 91) return -1;
    }
    let tried = -1;
    if (last > triedTo) {
      triedTo = last;
      const end = trimEnd(text, start, last);
      if (text.charCodeAt(end - 1) === 125) {
        tried = end;
        const value = parseJson(start === 0 && end === text.length ? text : text.slice(start, end));
        if (value !== undefined) {
          emit({ start, end, value });
          return end;
        }
      }
    }
    if (budget <= 0) return -1;
    const end = scanValue(text, start);
    if (end > 0 && end !== tried && endsWell(text, end)) {
      const piece = parsed(text, start, end);
      if (piece.value !== undefined) {
        emit(piece);
        return end;
      }
    }
    budget -= (end > 0 ? end : text.length) - start;
    return -1;
  };

  while (at < text.length) {
    if (json) {
      const start = skipIndent(text, at);
      const code = text.charCodeAt(start);
      if (
        code === 123 ? opensWith(text, start + 1, 34, 125) : code === 91 && opensWith(text, start + 1, 123)
      ) {
        const end = jsonAt(start);
        if (end >= 0) {
          at = afterValue(text, end);
          continue;
        }
      }
    }
    const end = extent(text, at, lineEnd(text, at));
    emit({ start: at, end, value: undefined });
    // Past the line's terminator; what says its own length may end within a line, and the next event begin there.
    at = skipBlank(text, end);
  }
}

/** Where the line at `start` ends, its terminator (`\n`, `\r\n`) left out. */
export function lineEnd(text: string, start: number): number {
  const line = text.indexOf('\n', start);
  if (line < 0) return text.length;
  return line > start && text.charCodeAt(line - 1) === 13 ? line - 1 : line;
}

const parsed = (text: string, start: number, end: number): Piece => ({
  start,
  end,
  value: parseJson(text.slice(start, end)),
});

/** Whether `{` is followed by the key `Records`: the rest of the check is the scan's. */
function isRecords(text: string, start: number): boolean {
  let at = start + 1;
  while (isJsonSpace(text.charCodeAt(at))) at++;
  return text.startsWith('"Records"', at);
}

/** Past line ends, if nothing else stands before them. */
function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 10) at++;
    else if (code === 13 && text.charCodeAt(at + 1) === 10) at += 2;
    else return at;
  }
}

function skipIndent(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9) return at;
    at++;
  }
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isJsonSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Whether one of the characters is the first from `start` that is not space: a cheap look before a parse. */
function opensWith(text: string, start: number, one: number, other = one): boolean {
  let at = start;
  while (isJsonSpace(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  return code === one || code === other;
}

/** Whether a value that ends here is one: its line ends with it, or another value follows. */
function endsWell(text: string, end: number): boolean {
  let at = end;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 13) at++;
    else return at >= text.length || code === 10 || code === 123 || code === 91;
  }
}

/** Where the next event may start: past the rest of the value's line, if it is blank, and empty lines after it. */
function afterValue(text: string, end: number): number {
  let at = end;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 13) at++;
    else if (code === 10) return skipBlank(text, at + 1);
    else return at;
  }
}
