import { isIp } from '../formats/ip';
import { ATTRIBUTES, TYPES } from './generated/structure';

/**
 * Whether an event has the structure that OCSF gives its class: its attributes and those of their objects, their types
 * and values, what they need and what excludes another. It is read from a table of some 60 KB (scripts/generate-ocsf.mjs): a
 * validator of JSON Schema and the schema would be two megabytes of a function's code.
 */

type Check = (value: unknown, depth: number, profiles: ReadonlySet<string>) => boolean;

/** An attribute of a class or an object. */
export interface Attribute {
  readonly name: string;
  /**
   * `s` text, `i` integer, `t` ms since 1970, `f` number, `b` boolean, `@name` an object, `json` anything; else a text
   * or number of a form: `ip`, `port`, `mac`, …
   */
  readonly type: string;
  readonly isList: boolean;
  /** The values that it may have; undefined: any of its type. */
  readonly values: ReadonlySet<string> | undefined;
  readonly isMust: boolean;
  /** It is there, or a must, only where metadata.profiles names one of these; empty: always. */
  readonly profiles: readonly string[];
  readonly check: Check;
}

/** A class or an object. */
export interface Type {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly musts: readonly Attribute[];
  readonly atLeastOne: readonly (readonly string[])[];
  readonly justOne: readonly (readonly string[])[];
}

/** Objects within objects go no deeper than this. */
const DEEPEST = 48;

let types: ReadonlyMap<string, Type> | undefined;

/** @param name class_uid of a class, `@name` of an object; undefined: there is none, or it may hold anything */
export function typeNamed(name: string): Type | undefined {
  types ??= readTypes();
  return types.get(name);
}

/** Why an event of a class is not one; undefined if it is. */
export function misfit(classUid: number, event: { readonly [name: string]: unknown }): string | undefined {
  const type = typeNamed(String(classUid));
  if (type === undefined) return `no class ${classUid}`;
  const named = (event.metadata as { profiles?: unknown } | undefined)?.profiles;
  const profiles = new Set(Array.isArray(named) ? named.filter((one) => typeof one === 'string') : []);
  return mismatch(type, event, DEEPEST, profiles);
}

function mismatch(
  type: Type,
  value: { readonly [name: string]: unknown },
  depth: number,
  profiles: ReadonlySet<string>,
): string | undefined {
  for (const name of Object.keys(value)) {
    const attribute = type.attributes.get(name);
    if (attribute === undefined) return `no attribute ${name}`;
    if (!attribute.check(value[name], depth, profiles)) return `the value of ${name}`;
  }
  for (const { name, profiles: binding } of type.musts)
    if (!Object.hasOwn(value, name) && (binding.length === 0 || binding.some((one) => profiles.has(one))))
      return `${name} is missing`;
  const has = (name: string) => Object.hasOwn(value, name);
  for (const names of type.atLeastOne) if (!names.some(has)) return `none of ${names.join(', ')}`;
  for (const names of type.justOne)
    if (names.filter(has).length !== 1) return `not one of ${names.join(', ')}`;
  return undefined;
}

function readTypes(): ReadonlyMap<string, Type> {
  const all = new Map<string, Type>();
  const attributes = ATTRIBUTES.trimEnd()
    .split('\n')
    .map((line) => readAttribute(line, all));
  for (const line of TYPES.trimEnd().split('\n')) {
    const [name = '', numbers = '', ...constraints] = line.split('|');
    const own = numbers.split(' ').map((number) => attributes[Number.parseInt(number, 36)] as Attribute);
    const of = (kind: string) =>
      constraints.filter((one) => one.startsWith(kind)).map((one) => one.slice(1).split(','));
    all.set(name, {
      attributes: new Map(own.map((attribute) => [attribute.name, attribute])),
      musts: own.filter(({ isMust }) => isMust),
      atLeastOne: of('+'),
      justOne: of('^'),
    });
  }
  return all;
}

/** `name type[=values][!profiles|?profiles]`. */
function readAttribute(line: string, all: ReadonlyMap<string, Type>): Attribute {
  const space = line.indexOf(' ');
  const [described = '', binding] = line.slice(space + 1).split(/[!?]/);
  const equals = described.indexOf('=');
  const listed = equals < 0 ? described : described.slice(0, equals);
  const values = equals < 0 ? undefined : new Set(described.slice(equals + 1).split(','));
  const isList = listed.endsWith('[]');
  const type = isList ? listed.slice(0, -2) : listed;
  const one = checkOf(type, values, all);
  return {
    name: line.slice(0, space),
    type,
    isList,
    values,
    isMust: line.includes('!'),
    profiles: (binding ?? '').split(',').filter((profile) => profile !== ''),
    check: isList
      ? (value, depth, profiles) => Array.isArray(value) && value.every((item) => one(item, depth, profiles))
      : one,
  };
}

/** Patterns of OCSF's dictionary, all of them linear. */
const PATTERNS: { readonly [type: string]: RegExp } = {
  bytestring:
    /^(?:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)|(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}==|[A-Za-z0-9_-]{3}=))?$/,
  datetime: /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})?$/,
  email: /^[a-zA-Z0-9!#$%&'*+-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$/,
  mac: /^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$/,
  uuid: /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/,
};

function checkOf(
  type: string,
  values: ReadonlySet<string> | undefined,
  all: ReadonlyMap<string, Type>,
): Check {
  if (type.startsWith('@')) {
    return (value, depth, profiles) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return false;
      const object = all.get(type);
      // `object` itself is any object.
      if (object === undefined) return true;
      return (
        mismatch(object, value as { readonly [name: string]: unknown }, depth - 1, profiles) === undefined
      );
    };
  }
  switch (type) {
    case 'i':
    case 't':
      return (value) => Number.isInteger(value) && (values === undefined || values.has(String(value)));
    case 'port':
      return (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65535;
    case 'f':
      return (value) => typeof value === 'number';
    case 'b':
      return (value) => typeof value === 'boolean';
    case 'json':
      return () => true;
    case 's':
      return (value) => typeof value === 'string' && (values === undefined || values.has(value));
    case 'ip':
      return (value) => typeof value === 'string' && isAddress(value);
    case 'subnet':
      return (value) => typeof value === 'string' && value.length <= 42;
    default: {
      const pattern = PATTERNS[type];
      if (pattern === undefined) throw new Error(`no type ${type}`);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
  }
}

/** An address, as `isIp` has it, or one of version 6 with a zone. */
function isAddress(value: string): boolean {
  const zone = value.indexOf('%');
  return value.length <= 40 && isIp(zone > 0 && value.includes(':') ? value.slice(0, zone) : value);
}
