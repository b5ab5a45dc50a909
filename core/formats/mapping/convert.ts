import type { Attribute } from '../../ocsf/structure';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { data } from '../values';
import { allowedTimes, numberOf, type ReadTime, timeReader } from './times';

/** A source's value as an attribute takes it; undefined: it is none that the attribute could take. */
export type Convert = (value: unknown, context: EventContext) => unknown;

const NO_PROFILES: ReadonlySet<string> = new Set();

/** Whether an attribute may have this value. */
export const fits = (attribute: Attribute, value: unknown): boolean => attribute.check(value, 1, NO_PROFILES);

/** What the attribute takes, in words. */
export function allowedFor({ type, isList, values }: Attribute): string {
  const one =
    values !== undefined
      ? `one of ${[...values].join(', ')}`
      : (WORDS[type] ?? (type.startsWith('@') ? 'any object' : `of the form ${type}`));
  return isList ? `a list, each ${one}` : one;
}

const WORDS: { readonly [type: string]: string } = {
  s: 'a text',
  i: 'a whole number',
  t: 'a whole number of milliseconds since 1970',
  f: 'a number',
  b: 'true or false',
  ip: 'an IP address',
  port: 'a port from 0 to 65535',
  json: 'anything',
};

/**
 * What becomes of a source's values for an attribute: by its type in OCSF, or by a table.
 * @param time how a time is read, for an attribute that is one
 * @param table the attribute's values by the source's; one that is not there has none
 * @param split what a text is split at, for a list
 */
export function converterOf(
  attribute: Attribute,
  time: ReadTime | undefined,
  table: ReadonlyMap<string, unknown> | undefined,
  split: string | undefined,
): Convert {
  const one = table === undefined ? byType(attribute, time) : (value: unknown) => lookUp(table, value);
  return attribute.isList ? listOf(one, split) : one;
}

/** A text, number or truth value as text; undefined: it is none, or says nothing. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' || value === '-' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function lookUp(table: ReadonlyMap<string, unknown>, value: unknown): unknown {
  const key = textOf(value);
  return key === undefined ? undefined : table.get(key);
}

/** More items of a list than this are left to the raw text. */
const MOST_ITEMS = 1000;

function listOf(one: Convert, split: string | undefined): Convert {
  return (value, context) => {
    const items =
      typeof value === 'string' && split !== undefined
        ? parts(value, split)
        : Array.isArray(value)
          ? value
          : [value];
    if (items.length > MOST_ITEMS) return undefined;
    const converted: unknown[] = [];
    for (const item of items) {
      const made = one(item, context);
      // A list of which a part would be lost stays where it is.
      if (made === undefined) return undefined;
      converted.push(made);
    }
    return converted.length === 0 ? undefined : converted;
  };
}

/** A text's parts, without the spaces around them and such as are empty. */
function parts(text: string, split: string): string[] {
  const all = text.split(split, MOST_ITEMS + 1);
  return all.length > MOST_ITEMS ? all : all.map((item) => item.trim()).filter((item) => item !== '');
}

function byType(attribute: Attribute, time: ReadTime | undefined): Convert {
  const { type, values } = attribute;
  switch (type) {
    case 's':
      return values === undefined ? textOf : (value) => among(values, textOf(value));
    case 'i':
      return values === undefined ? integer : (value) => among(values, integer(value));
    case 't':
      return timeBy(time ?? (() => Number.NaN));
    case 'f':
      return finite;
    case 'b':
      return truth;
    case 'port':
      return (value) => {
        const port = integer(value);
        return port !== undefined && port >= 0 && port <= 65535 ? port : undefined;
      };
    case 'ip':
      return (value) => (typeof value === 'string' && fitsOne(attribute, value) ? value : undefined);
    case 'json':
      return (value) => (value === '' ? undefined : data(value));
    default:
      // Objects that may hold anything, and texts of a form.
      return type.startsWith('@')
        ? (value) => (typeof value === 'object' && !Array.isArray(value) ? data(value) : undefined)
        : (value) => {
            const text = textOf(value);
            return text !== undefined && fitsOne(attribute, text) ? text : undefined;
          };
  }
}

/** Longest text that a form is asked of: a longer one is none. */
const LONGEST_OF_A_FORM = 100_000;

const fitsOne = (attribute: Attribute, text: string): boolean =>
  text.length <= LONGEST_OF_A_FORM && fits(attribute, attribute.isList ? [text] : text);

const among = <Value extends string | number>(
  values: ReadonlySet<string>,
  value: Value | undefined,
): Value | undefined => (value !== undefined && values.has(String(value)) ? value : undefined);

function integer(value: unknown): number | undefined {
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? number + 0 : undefined;
}

function finite(value: unknown): number | undefined {
  const number = numberOf(value);
  return Number.isFinite(number) ? number : undefined;
}

function truth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value.length > 5) return undefined;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function timeBy(read: ReadTime): Convert {
  return (value, context) => {
    const time = read(value, context);
    return Number.isNaN(time) ? undefined : time;
  };
}

/** Finds out whether a value can be read as what `as` of a condition says; undefined: that is nothing. */
export function readableAs(as: string): Convert | undefined {
  if (Object.hasOwn(READABLE, as)) return READABLE[as];
  const time = timeReader(as);
  return time && timeBy(time);
}

const READABLE: { readonly [as: string]: Convert } = {
  integer,
  number: finite,
  boolean: truth,
  ip: (value) => (typeof value === 'string' && isIp(value) ? value : undefined),
};

/** What `as` of a condition may be, in words. */
export const allowedReadings = (): string => `integer, number, boolean, ip, or ${allowedTimes()}`;
