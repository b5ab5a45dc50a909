import { isObject, type JsonObject } from '../values';

/** A way into JSON: names and list indexes from the top. */
export type FieldPath = readonly (string | number)[];

/** More would be deeper than an event goes. */
const DEEPEST = 12;

/**
 * Reads `user.name`, `items[0].id`, `["http.status"].code`: names apart by dots, in brackets a list's index from 0 or,
 * in double quotes, a name with dots, brackets or spaces in it.
 * @returns undefined if it is no path
 */
export function parsePath(text: string): FieldPath | undefined {
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '[') {
      const end = text[at + 1] === '"' ? text.indexOf('"]', at + 2) + 1 : text.indexOf(']', at);
      if (end <= at) return undefined;
      const inner = text.slice(at + 1, end);
      if (inner.startsWith('"') && inner.length > 2) path.push(inner.slice(1, -1));
      else if (/^(0|[1-9][0-9]{0,2})$/.test(inner)) path.push(Number(inner));
      else return undefined;
      at = end + 1;
    } else {
      if (path.length > 0) {
        if (text[at] !== '.') return undefined;
        at++;
      }
      const name = /^[^\s.[\]"]+/.exec(text.slice(at))?.[0];
      if (name === undefined) return undefined;
      path.push(name);
      at += name.length;
    }
  }
  return path.length === 0 || path.length > DEEPEST || typeof path[0] === 'number' ? undefined : path;
}

/** Reads a path's value; undefined if there is none. Only what an object has itself is found. */
export function readerOf(path: FieldPath): (source: JsonObject) => unknown {
  const steps = path.map(stepOf);
  const [first] = steps;
  if (steps.length === 1 && first !== undefined) return first;
  return (source) => {
    let value: unknown = source;
    for (let at = 0; at < steps.length; at++) {
      value = (steps[at] as (value: unknown) => unknown)(value);
      if (value === undefined || value === null) return undefined;
    }
    return value;
  };
}

function stepOf(name: string | number): (value: unknown) => unknown {
  if (typeof name === 'number') return (value) => (Array.isArray(value) ? value[name] : undefined);
  // What every object inherits under this name is no field.
  if (name in Object.prototype) {
    return (value) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  }
  return (value) => (isObject(value) ? value[name] : undefined);
}
