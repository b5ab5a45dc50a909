import type { JsonObject } from '../values';
import type { Field } from './build';
import type { LineReader } from './lines';
import { type FieldPath, parsePath, readerOf } from './path';
import type { Part } from './problems';

/** The field of a JSON event that `from` names. @param fields those known so far, by path */
export function jsonField(
  from: Part,
  fields: Map<string, { field: Field<JsonObject>; path: FieldPath }>,
): Field<JsonObject> | undefined {
  const text = from.text("a field's path, such as user.name or items[0].id", /./);
  if (text === undefined) return undefined;
  const path = parsePath(text);
  if (path === undefined) return from.refuse('a field\'s path, such as user.name, items[0].id or ["a.b"]');
  const key = JSON.stringify(path);
  const known = fields.get(key)?.field;
  if (known !== undefined) return known;
  const field: Field<JsonObject> = { path: text, read: readerOf(path), taken: 0 };
  fields.set(key, { field, path });
  return field;
}

/** The field of a line that `from` names. @param fields those known so far, in the order of the line */
export function lineField(
  from: Part,
  { names }: LineReader,
  fields: (Field<readonly string[]> | undefined)[],
): Field<readonly string[]> | undefined {
  const name = from.text("a field's name", /./);
  if (name === undefined) return undefined;
  const at = names.indexOf(name);
  if (at < 0) return from.refuse(`one of ${names.join(', ')}`);
  fields[at] ??= {
    path: name,
    read: (values) => {
      const value = values[at];
      return value === '' || value === '-' ? undefined : value;
    },
    taken: 0,
  };
  return fields[at];
}
