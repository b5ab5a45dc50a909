import fc from 'fast-check';
import { split } from '../../../core/formats/split';

function pieces(text: string): { raw: string; json: boolean }[] {
  const found: { raw: string; json: boolean }[] = [];
  let last = 0;
  split(text, true, ({ start, end, value }) => {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThanOrEqual(start);
    last = end;
    found.push({ raw: text.slice(start, end), json: value !== undefined });
  });
  expect(found.length).toBeGreaterThan(0);
  return found;
}

const raws = (text: string): string[] => pieces(text).map((piece) => piece.raw);

describe('splitting a record into events', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', ['']],
    ['only empty lines', '\n\r\n', ['']],
    ['lines, the last without an end', 'a\nb\r\nc', ['a', 'b', 'c']],
    ['empty lines between', 'a\n\n\r\nb\n', ['a', 'b']],
    ['a lone carriage return in a line', 'a\rb\n', ['a\rb']],
    ['a byte order mark', '\ufeffa\n', ['a']],
    ['JSON lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['JSON back to back', '{"a":"}{"}{"b":2}', ['{"a":"}{"}', '{"b":2}']],
    ['JSON over many lines', '{\n "a": {\n }\n}\n{"b":2}', ['{\n "a": {\n }\n}', '{"b":2}']],
    ['an array', '[ {"a":1} ,\n{"b":[2]}]\n', ['{"a":1}', '{"b":[2]}']],
    ['a CloudTrail file', '{"Records":[{"a":1},{"b":2}]}', ['{"a":1}', '{"b":2}']],
    [
      'Records with company',
      '{ "Records" : [{"a":1}], "x": {"y":"]}"} }z',
      ['{ "Records" : [{"a":1}], "x": {"y":"]}"} }z'],
    ],
    ['Records with company, alone', '{ "Records" : [{"a":1}], "x": {"y":"]}"} }', ['{"a":1}']],
    [
      'text and JSON mixed',
      'x {"a":1}\n{"b":2}\n[2023] y\n[1,2]\n',
      ['x {"a":1}', '{"b":2}', '[2023] y', '[1,2]'],
    ],
    ['text after JSON on its line', '{"a":1} x\n{"b":2}', ['{"a":1} x', '{"b":2}']],
    [
      'a cut JSON line between whole ones',
      '{"a":1}\n{"b":"tr\n{"c":3}\n',
      ['{"a":1}', '{"b":"tr', '{"c":3}'],
    ],
    ['an unclosed brace between whole lines', '{"a":1}\n{"b":{\n{"c":3}\n', ['{"a":1}', '{"b":{', '{"c":3}']],
    ['an empty array', '[]\nx', ['[]', 'x']],
    ['quotes escaped', '{"a":"\\\\\\"}"}{"b":2}', ['{"a":"\\\\\\"}"}', '{"b":2}']],
  ])('%s', (_name, text, expected) => {
    expect(raws(text)).toEqual(expected);
  });

  test('JSON values of any kind, back to back or on lines, come out as they went in', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue()).map((object) => JSON.stringify(object));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('', '\n', ' \r\n\n'),
        (values, gap) => {
          fc.pre(!values.some((one) => one.startsWith('{"Records":[{')));
          expect(raws(values.join(gap))).toEqual(values);
        },
      ),
    );
  });

  test.each(['{\n', '[{\n', '{"Records":[{"a":1},\n', '{}x\n', '{"a":"\n', '[{}{\n', '{x}\n', '{"a":1}{'])(
    'takes time in proportion to the text, be it %j over and over',
    (part) => {
      const run = (size: number): number => {
        const text = part.repeat(Math.ceil(size / part.length));
        const start = performance.now();
        split(text, true, () => {});
        return performance.now() - start;
      };
      run(10_000);
      expect(run(1_000_000)).toBeLessThan(20_000);
    },
  );
});
