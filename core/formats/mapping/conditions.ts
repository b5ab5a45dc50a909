import type { EventContext } from '../format';
import type { Field } from './build';
import { allowedReadings, readableAs, textOf } from './convert';
import type { Part } from './problems';

/** Whether an event is of the format. */
export type Condition<Source> = (source: Source, context: EventContext) => boolean;

const KEYS = ['from', 'is', 'in', 'as'] as const;

/**
 * One condition of `when`: `{from: app, is: shop}`, `{from: kind, in: [login, logout]}`, `{from: at, as: iso8601}`, or
 * `{from: id}`, which is to say that it is there.
 * @param fieldOf the field that `from` names
 */
export function conditionOf<Source>(
  part: Part,
  fieldOf: (from: Part) => Field<Source> | undefined,
): Condition<Source> | undefined {
  const entries = part.entries("such as { from: app, is: 'shop' }", KEYS);
  if (entries === undefined) return undefined;
  const field = fieldOf(part.at('from'));
  const [is, among, as] = [part.at('is'), part.at('in'), part.at('as')];
  if ([is, among, as].filter(({ isThere }) => isThere).length > 1) {
    return part.wrong("allowed is one of 'is', 'in' and 'as'");
  }
  if (as.isThere) {
    const name = as.text(allowedReadings(), /^.{1,60}$/s);
    const read = name === undefined ? undefined : readableAs(name);
    if (name !== undefined && read === undefined) return as.refuse(allowedReadings());
    if (field === undefined || read === undefined) return undefined;
    return (source, context) => {
      const value = field.read(source);
      return value !== undefined && read(value, context) !== undefined;
    };
  }
  if (!is.isThere && !among.isThere) {
    return field && ((source) => (field.read(source) ?? undefined) !== undefined);
  }
  const parts = is.isThere ? [is] : among.items('a list of values', 1000);
  const values = parts?.map((one) => textOf(one.value) ?? one.refuse('a text, a number, true or false'));
  if (field === undefined || values === undefined) return undefined;
  const [only] = values;
  if (values.length === 1) return (source) => textOf(field.read(source)) === only;
  const set = new Set(values);
  return (source) => {
    const value = textOf(field.read(source));
    return value !== undefined && set.has(value);
  };
}
