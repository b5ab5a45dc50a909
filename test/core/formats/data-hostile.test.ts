import { DATA } from '../../../core/formats/data';
import { type Event, expectSource, expectValid, normalize } from './support';

const NASTY: readonly unknown[] = [
  null,
  true,
  '',
  '-',
  'x',
  '__proto__',
  '999.1.1.1',
  '::1',
  '2026-02-30T00:00:00Z',
  -1,
  1.5,
  1e300,
  [],
  [null, {}, 'x', 7],
  {},
  { name: 7, uid: [], '': null },
];

const paths = (value: unknown, before: readonly (string | number)[]): (string | number)[][] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, one]) => {
        const path = [...before, Array.isArray(value) ? Number(name) : name];
        return [path, ...paths(one, path)];
      });

describe.each(DATA.filter(({ kind }) => kind === 'json').map(({ name, sample }) => [name, sample]))(
  '%s',
  (_name, sample) => {
    test('whatever a field holds, the event is valid and its source kept', () => {
      const value = JSON.parse(sample) as Event;
      const lines = paths(value, []).flatMap((path) =>
        [undefined, ...NASTY].map((nasty) => {
          const spoilt = structuredClone(value);
          let at = spoilt;
          for (const name of path.slice(0, -1)) at = at[name];
          at[path.at(-1) as string] = nasty;
          return JSON.stringify(spoilt);
        }),
      );
      const source = lines.join('\n');
      const normalized = normalize(source);
      expect(normalized.events.length).toBe(lines.length);
      expectValid(normalized);
      expectSource(normalized, Buffer.from(source));
    });
  },
);

describe.each(DATA.filter(({ kind }) => kind === 'line').map(({ name, sample }) => [name, sample]))(
  '%s',
  (_name, sample) => {
    test('wherever a line is cut or spoilt, the event is valid and its source kept', () => {
      const lines = Array.from(sample, (_, at) => [
        sample.slice(0, at),
        sample.slice(at),
        ...['"', "'", '\\', ' ', ', ', '=', '[', '\ufffd', '0', '-'].map(
          (mark) => sample.slice(0, at) + mark + sample.slice(at + 1),
        ),
      ]).flat();
      for (const line of lines) {
        const normalized = normalize(line);
        expectValid(normalized);
        expectSource(normalized, Buffer.from(line));
      }
    });
  },
);

test.each(
  DATA.filter(({ kind }) => kind === 'line').map(({ name, sample }): [string, string] => [name, sample]),
)('%s: time grows with the line, not faster', (_name, sample) => {
  const longest = (size: number): number => {
    let worst = 0;
    for (const mark of ['"', '\\', ' ', ', a=', "'", '[', ': '])
      for (const at of [0.5, 0.9]) {
        const cut = Math.floor(sample.length * at);
        const line = sample.slice(0, cut) + mark.repeat(size / mark.length) + sample.slice(cut);
        const begun = process.hrtime.bigint();
        normalize(line);
        worst = Math.max(worst, Number(process.hrtime.bigint() - begun) / 1e6);
      }
    return worst;
  };
  longest(1 << 12);
  // Sixteen times as long; what is quadratic takes 256 times as long.
  expect(longest(1 << 17)).toBeLessThan(50 * Math.max(longest(1 << 13), 40));
});
