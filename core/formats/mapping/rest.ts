import { data, isObject, type JsonObject } from '../values';
import type { Field } from './build';
import type { FieldPath } from './path';

/** What of a JSON event attributes may take. */
interface Node {
  field: Field<JsonObject> | undefined;
  readonly inner: Map<string, Node>;
}

type Rest = Record<string, unknown>;

const node = (): Node => ({ field: undefined, inner: new Map() });

/**
 * What no attribute took of a JSON event, by its own names; of an object of which a part was taken, the rest. A list of
 * which one item was taken is kept whole. Undefined if nothing is left.
 */
export function restOfObject(
  fields: readonly { readonly field: Field<JsonObject>; readonly path: FieldPath }[],
): (source: JsonObject) => Rest | undefined {
  const tree = node();
  for (const { field, path } of fields) {
    if (path.some((step) => typeof step === 'number')) continue;
    let at = tree;
    for (const step of path) {
      const next = at.inner.get(String(step)) ?? node();
      at.inner.set(String(step), next);
      at = next;
    }
    at.field = field;
  }
  return (source) => left(source, tree, true);
}

function left(source: JsonObject, { inner }: Node, isTop: boolean): Rest | undefined {
  let kept: Rest | undefined;
  for (const name in source) {
    const known = inner.get(name);
    if (known?.field !== undefined && known.field.taken > 0) continue;
    const value = source[name];
    const field =
      known !== undefined && known.inner.size > 0 && isObject(value)
        ? left(value, known, false)
        : data(value);
    if (field === undefined || field === '') continue;
    kept ??= Object.create(null) as Rest;
    kept[isTop && name === 'envelope' ? '_envelope' : name] = field;
  }
  return kept;
}

/** What no attribute took of a line's fields. */
export function restOfLine(
  names: readonly string[],
  fields: readonly (Field<readonly string[]> | undefined)[],
): (values: readonly string[]) => Rest | undefined {
  return (values) => {
    let kept: Rest | undefined;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value === '' || value === '-' || (fields[at]?.taken ?? 0) > 0) continue;
      kept ??= Object.create(null) as Rest;
      const name = names[at] as string;
      kept[name === 'envelope' ? '_envelope' : name] = value;
    }
    return kept;
  };
}
