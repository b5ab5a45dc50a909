import type { SourceFormat } from '../../../core/formats/format';
import { FORMATS } from '../../../core/formats/registry';
import { expectSource, expectValid, formatsOf, normalize } from './support';

/** The format's fields as its own table names them, dotted; lists in brackets. */
function valuesAt(value: unknown, path: string): unknown[] {
  const [name = '', ...more] = path.split('.');
  const list = name.endsWith('[]');
  const field = (value as Record<string, unknown> | undefined)?.[list ? name.slice(0, -2) : name];
  if (field === undefined) return [];
  const all = list ? (field as unknown[]) : [field];
  return more.length === 0 ? all : all.flatMap((one) => valuesAt(one, more.join('.')));
}

describe.each(FORMATS.map((format): [string, SourceFormat] => [format.name, format]))(
  '%s',
  (name, format) => {
    const normalized = normalize(format.sample);

    it('takes its own sample, word for word, into a valid event of its first class', () => {
      expect(formatsOf(normalized)).toEqual({ [name]: 1 });
      expect(normalized.events[0]?.class_uid).toBe(format.classes[0]);
      expectValid(normalized);
      expectSource(normalized, Buffer.from(format.sample));
    });

    it('says of its fields where they go, and most of them are in the sample', () => {
      const attributes = format.fields.flatMap(([, paths]) => paths.split(', '));
      expect(attributes.length).toBeGreaterThan(0);
      for (const path of attributes) expect(path).toMatch(/^[a-z_0-9]+(\[\])?(\.[A-Za-z_0-9-]+(\[\])?)*$/);
      const filled = attributes.filter((path) => valuesAt(normalized.events[0], path).length > 0);
      expect(filled.length).toBeGreaterThanOrEqual(Math.ceil(attributes.length / 3));
    });

    it('names the documents that it follows', () => {
      expect(format.sources.length).toBeGreaterThan(0);
      expect(format.title.length).toBeLessThan(90);
    });
  },
);

it('no two formats take the same event, so that it does not matter which is asked first', () => {
  const both = FORMATS.flatMap(({ name, sample }) => {
    const takers = FORMATS.filter(
      (other) => formatsOf(normalize(sample, { format: other.name }))[other.name],
    );
    return takers.length === 1 ? [] : [`${name}: ${takers.map((taker) => taker.name).join(', ')}`];
  });
  expect(both).toEqual([]);
});

it('names are unique', () => {
  expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
});
