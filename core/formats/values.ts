/** How mappers look at values that come from outside: nothing is believed about their type. */

export type JsonObject = { readonly [name: string]: unknown };

/** Data nested deeper than this is left to `raw_data`: readers of the archive give up at depths from 64 on. */
const MAX_DEPTH = 48;

export const str = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A string that says something: neither empty nor the `-` of many formats. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;

export const bool = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const EMPTY: JsonObject = Object.freeze(Object.create(null));

/** The object, or an empty one. */
export const obj = (value: unknown): JsonObject => (isObject(value) ? value : EMPTY);

/** Whether the line has just so many fields, one space between each two: cheaper than to take it apart. */
export function hasFields(line: string, fields: number): boolean {
  let seen = 1;
  for (let at = line.indexOf(' '); at >= 0; at = line.indexOf(' ', at + 1)) if (++seen > fields) return false;
  return seen === fields;
}

/** A whole number of up to 15 digits, so that it is exact; -1 if the text is none. */
export function digits(source: string): number {
  if (source.length === 0 || source.length > 15) return -1;
  let value = 0;
  for (let at = 0; at < source.length; at++) {
    const digit = source.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether a UUID stands at `at`: hexadecimal digits and hyphens, 8-4-4-4-12. */
export function isUuidAt(source: string, at: number): boolean {
  if (source.length < at + 36) return false;
  for (let i = 0; i < 36; i++) {
    const code = source.charCodeAt(at + i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== 45) return false;
    } else if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)))
      return false;
  }
  return true;
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (!isWithin(value[at], depth - 1)) return false;
    return true;
  }
  for (const name in value) if (!isWithin((value as JsonObject)[name], depth - 1)) return false;
  return true;
}

/**
 * Parsed JSON that may go into an event as it is; undefined for null, and for what is nested too deep. The bound
 * is a fixed one, so that an event never depends on how much stack was left.
 */
export const data = (value: unknown): unknown =>
  value === null || !isWithin(value, MAX_DEPTH) ? undefined : value;

/**
 * The fields that no attribute took, under their own names, for `unmapped`; undefined if there are none. A field
 * called `envelope` is `_envelope` there. `__proto__` is a name as any other.
 * @param taken names of the fields that have a place
 */
export function rest(value: JsonObject, taken: ReadonlySet<string>): JsonObject | undefined {
  let left: Record<string, unknown> | undefined;
  for (const name in value) {
    if (taken.has(name)) continue;
    const field = data(value[name]);
    if (field === undefined || field === '') continue;
    left ??= Object.create(null) as Record<string, unknown>;
    left[name === 'envelope' ? '_envelope' : name] = field;
  }
  return left;
}

/**
 * What `rest` gave, with one more field in it (no copy: there may be many). The name is none of those that it holds.
 * @param left fresh from `rest`, and nobody else's
 */
export function including(left: JsonObject | undefined, name: string, value: unknown): JsonObject {
  const fields = (left ?? Object.create(null)) as Record<string, unknown>;
  fields[name] = value;
  return fields;
}

/** JSON.parse, or undefined if the text is not JSON. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
