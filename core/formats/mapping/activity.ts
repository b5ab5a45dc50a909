import { typeNamed } from '../../ocsf/structure';
import type { Field } from './build';
import { textOf } from './convert';
import type { Part } from './problems';

/** What was done: activity_id, and for what the class has no number its own word. */
export interface Activity<Source> {
  readonly field: Field<Source> | undefined;
  readonly of: (source: Source) => number | string;
}

/** `activity`: a number, or `{ from, map, default }`. */
export function activityOf<Source>(
  part: Part,
  classUid: number,
  fieldOf: (from: Part) => Field<Source> | undefined,
): Activity<Source> | undefined {
  const values = typeNamed(String(classUid))?.attributes.get('activity_id')?.values ?? new Set();
  const idOf = (one: Part): number | undefined =>
    typeof one.value === 'number' && values.has(String(one.value))
      ? one.value
      : one.refuse(`an activity of class ${classUid}, by its name or one of ${[...values].join(', ')}`);
  if (typeof part.value !== 'object') {
    const id = part.isThere ? idOf(part) : part.wrong('is missing');
    return id === undefined ? undefined : { field: undefined, of: () => id };
  }
  if (part.entries('an activity, or { from: a field, map: … }', ['from', 'map', 'default']) === undefined) {
    return undefined;
  }
  const field = fieldOf(part.at('from'));
  const ids = part
    .at('map')
    .entries("activities by the source's values: { GET: Read }")
    ?.map(([key, one]): [string, number | undefined] => [key, idOf(one)]);
  const otherwise = part.at('default').isThere ? idOf(part.at('default')) : undefined;
  if (field === undefined || ids === undefined) return undefined;
  const table = new Map(ids);
  return {
    field,
    of: (source) => {
      const word = textOf(field.read(source));
      if (word === undefined) return otherwise ?? 0;
      const id = table.get(word) ?? otherwise;
      // A word that the mapping does not know stays as it is, under activity_name or `unmapped`.
      if (otherwise === undefined || table.has(word)) field.taken++;
      return id ?? word;
    },
  };
}
