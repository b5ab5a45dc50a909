/**
 * Finds where JSON values end in a text without parsing it, so that an event's raw text is the very substring of
 * its source. Knows strings, braces and brackets, nothing else: whether it is JSON says JSON.parse. All scans are
 * one pass; offsets are those of the string (bytes, where the text is bytes read as Latin-1).
 */

/** Position after the object or array that starts at `start`; -1 if it does not end. */
export function scanValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 34: {
        at = scanString(text, at);
        if (at < 0) return -1;
        break;
      }
      case 123:
      case 91:
        depth++;
        break;
      case 125:
      case 93:
        if (--depth === 0) return at + 1;
        break;
    }
  }
  return -1;
}

/** Position of the quote that ends the string starting at `start`; -1 if a line break or the end comes first. */
function scanString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92) at++;
    else if (code === 10) return -1;
  }
  return -1;
}

export const isJsonSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

export function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isJsonSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The objects of an array. */
export interface Elements {
  /** Start and end of each, alternately. */
  readonly bounds: readonly number[];
  /** Position after the array, or after the object that holds it. */
  readonly end: number;
}

/** The array's objects, if it starts at `start`, has one and holds nothing else. */
function scanArray(text: string, start: number): Elements | undefined {
  const bounds: number[] = [];
  let at = skipSpace(text, start + 1);
  for (;;) {
    if (text.charCodeAt(at) !== 123) return undefined;
    const end = scanValue(text, at);
    if (end < 0) return undefined;
    bounds.push(at, end);
    at = skipSpace(text, end);
    const code = text.charCodeAt(at);
    if (code === 93) return { bounds, end: at + 1 };
    if (code !== 44) return undefined;
    at = skipSpace(text, at + 1);
  }
}

/** The objects of a JSON array, or of a `{"Records":[…]}` whose first field is `Records`; undefined for all else. */
export function scanElements(text: string, start: number): Elements | undefined {
  if (text.charCodeAt(start) === 91) return scanArray(text, start);
  let at = skipSpace(text, start + 1);
  if (!text.startsWith('"Records"', at)) return undefined;
  at = skipSpace(text, at + 9);
  if (text.charCodeAt(at) !== 58) return undefined;
  at = skipSpace(text, at + 1);
  if (text.charCodeAt(at) !== 91) return undefined;
  const array = scanArray(text, at);
  if (array === undefined) return undefined;
  // What follows the array inside the object is kept as text, so it need only end.
  at = skipSpace(text, array.end);
  if (text.charCodeAt(at) === 125) return { bounds: array.bounds, end: at + 1 };
  let depth = 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = scanString(text, at);
      if (at < 0) return undefined;
    } else if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return { bounds: array.bounds, end: at + 1 };
  }
  return undefined;
}
