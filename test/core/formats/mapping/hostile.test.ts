import fc from 'fast-check';
import * as builtIn from '../../../../core/formats/normalize';
import { misfit, type Type, typeNamed } from '../../../../core/ocsf/structure';
import { expectSource } from '../support';
import { eventsOf, linesOf, mapped, mappingOf } from './support';

const FIELDS = [
  'a',
  'b',
  'c.d',
  'c.e[0]',
  'f',
  '__proto__',
  'constructor.name',
  '["x.y"].z',
  'toString',
  'envelope',
];
const TIMES = ['iso8601', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns', 'clf', 'bsd'];

/** A source of choices. */
type Pick = <T>(items: readonly T[]) => T;

/** Random attributes of a type, with all that OCSF demands. */
function* leaves(type: Type, prefix: string, pick: Pick, depth: number): Generator<[string, object]> {
  const wanted = new Set(type.musts.filter(({ profiles }) => profiles.length === 0).map(({ name }) => name));
  for (const list of type.atLeastOne) if (!list.some((name) => wanted.has(name))) wanted.add(pick(list));
  for (const list of type.justOne) wanted.add(pick(list));
  const excluded = new Set(type.justOne.flat());
  const more = depth > 2 ? 0 : pick([0, 1, 2, 3]);
  for (let i = 0; i < more; i++) {
    const name = pick([...type.attributes.keys()]);
    if (!excluded.has(name)) wanted.add(name);
  }
  for (const name of wanted) {
    const attribute = type.attributes.get(name);
    if (attribute === undefined) continue;
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (
      /^(class|category|type|activity)_(uid|name|id)$/.test(path) ||
      path === 'raw_data' ||
      path === 'unmapped'
    )
      continue;
    if (/^metadata\.(uid|version|log_\w+|logged_time\w*|profiles)$/.test(path)) continue;
    const inner = attribute.type.startsWith('@') ? typeNamed(attribute.type) : undefined;
    if (inner !== undefined) {
      if (depth < 6) yield* leaves(inner, attribute.isList ? `${path}[0]` : path, pick, depth + 1);
      continue;
    }
    const from = pick(FIELDS);
    const values = attribute.values === undefined ? [] : [...attribute.values];
    const value =
      values.length === 0 ? undefined : attribute.type === 'i' ? Number(pick(values)) : pick(values);
    yield [
      path,
      attribute.type === 't'
        ? { from, as: pick(TIMES) }
        : value !== undefined && pick([true, false])
          ? {
              from,
              map: { 1: value, true: value, x: value },
              ...(attribute.isList ? {} : { default: value }),
            }
          : { from, ...(attribute.isList ? { split: ',' } : {}) },
    ];
  }
}

const CLASSES = [
  201001, 205004, 0, 1001, 1007, 2001, 2004, 3001, 3002, 3003, 3004, 3005, 3006, 4001, 4002, 4003, 4009, 5001,
  6001, 6003, 6005,
];

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '-',
    1,
    0,
    -1,
    1.5,
    2 ** 60,
    1e300,
    true,
    false,
    null,
    'x',
    '1',
    '7',
    '70000',
    'true',
    '192.0.2.7',
    'fe80::1%eth0',
    '::ffff:192.0.2.7',
    '01.2.3.4',
    '::1',
    '1.2.3.4.5',
    'alice@example.com',
    '2026-11-23T09:00:00Z',
    '2026-11-23T09:00:00',
    '23/Nov/2026:09:00:00 +0000',
    'Nov 23 09:00:00',
    1795424400,
    '1795424400123',
    '00:11:22:33:44:55',
    '0b8a1f2e-1111-2222-3333-444455556666',
    '\ud800',
    '10.0.0.0/8',
    'a,b',
    '1,2',
    [],
    [1, 2],
    ['a', 1, true],
    ['a', {}],
    {},
    { a: 1 },
    { a: { b: [null] } },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const source = fc.record(
  {
    a: value,
    b: value,
    c: fc.oneof(
      value,
      fc.record({ d: value, e: fc.array(value, { maxLength: 2 }), g: value }, { requiredKeys: [] }),
    ),
    f: value,
    'x.y': fc.record({ z: value }),
    constructor: fc.oneof(value, fc.record({ name: value })),
    envelope: value,
    toString: value,
  },
  { requiredKeys: ['f'] },
);

it('what a mapping that is accepted yields is valid OCSF, whatever the source says', () => {
  let mappings = 0;
  let taken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...CLASSES),
      fc.infiniteStream(fc.nat(1000)),
      fc.array(source, { minLength: 1, maxLength: 8 }),
      (classUid, random, sources) => {
        const pick: Pick = (items) =>
          items[(random.next().value as number) % items.length] as (typeof items)[number];
        const attributes = Object.fromEntries(leaves(typeNamed(String(classUid)) as Type, '', pick, 0));
        if (Object.keys(attributes).length === 0) attributes.message = { from: 'a' };
        const format = {
          name: 'fuzz',
          title: 'Fuzz',
          read: 'json',
          when: [{ from: 'f' }],
          class: classUid,
          activity: pick<unknown>([{ from: pick(FIELDS), map: { 1: 0, x: 99 } }, 0]),
          attributes,
        };
        const read = builtIn.withMapping(mappingOf(format));
        if ('problems' in read) {
          // What is deeper than the attributes made here.
          fc.pre(!read.problems.every(({ text }) => text.startsWith('OCSF demands')));
          throw new Error(JSON.stringify(read.problems));
        }
        mappings++;
        const text = sources.map((one) => JSON.stringify(one)).join('\n');
        const normalized = linesOf(read.normalizer, text);
        expectSource(normalized, Buffer.from(`${text}`));
        const derive = read.normalizer.rederiver();
        for (const [at, event] of normalized.events.entries()) {
          expect(derive(normalized.lines[at] as string, at > 0)).toBe(true);
          if (event.metadata.log_format !== 'fuzz') continue;
          taken++;
          const why = misfit(classUid, event);
          if (why !== undefined) throw new Error(`${classUid}: ${why}: ${normalized.lines[at]}`);
        }
      },
    ),
    { numRuns: 600 },
  );
  expect(mappings).toBeGreaterThan(500);
  expect(taken).toBeGreaterThan(300);
});

it('and by the strict schema, of a class with a value of every kind', () => {
  const normalizer = mapped({
    name: 'every',
    title: 'Every',
    read: 'json',
    when: [{ from: 'f' }],
    class: 'HTTP Activity',
    activity: { from: 'a', map: { x: 'Get' } },
    attributes: {
      time: { from: 'b', as: 'epoch-s' },
      'http_request.http_method': { from: 'a' },
      'http_request.url.port': { from: 'b' },
      'http_request.url.url_string': { from: 'f' },
      'src_endpoint.ip': { from: 'f' },
      'src_endpoint.mac': { from: 'a' },
      'src_endpoint.location.city': { from: 'c.d' },
      'actor.user.email_addr': { from: 'a' },
      'actor.user.uid': { from: 'b' },
      'actor.user.has_mfa': { from: 'f' },
      duration: { from: 'b' },
      status_id: { from: 'f' },
      'metadata.labels': { from: 'c.e[0]', split: ',' },
      'src_endpoint.location.lat': { from: 'b' },
      'actor.session.created_time': { from: 'f', as: 'iso8601' },
      action_id: { from: 'a', map: { 1: 1 } },
      'api.request.data': { from: 'c' },
      'api.request.uid': { from: 'a' },
      'api.operation': { value: 'o' },
      'enrichments[0].data': { from: 'a' },
      'enrichments[0].name': { value: 'n' },
      'enrichments[0].value': { from: 'f' },
    },
  });
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 10 }), (sources) => {
      eventsOf(normalizer, sources.map((one) => JSON.stringify(one)).join('\n'));
    }),
    { numRuns: 200 },
  );
});

it('names of what objects inherit are names as any other', () => {
  const normalizer = mapped({
    name: 'proto',
    title: 'Proto',
    read: 'json',
    when: [{ from: 'app' }],
    class: 0,
    activity: 0,
    attributes: {
      message: { from: '__proto__.polluted' },
      status_detail: { from: 'constructor.name' },
      status: { from: 'toString' },
    },
  });
  const text = '{"app":1,"__proto__":{"polluted":"yes","left":1},"constructor":{"name":"c"}}';
  const [event] = eventsOf(normalizer, text);
  expect(event).toMatchObject({ message: 'yes', status_detail: 'c', raw_data: text });
  expect(event?.status).toBeUndefined();
  expect(Object.entries(event?.unmapped)).toContainEqual(['__proto__', { left: 1 }]);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  const [none] = eventsOf(normalizer, '{"app":1}');
  expect(none).toMatchObject({ metadata: { log_format: 'proto' }, unmapped: { app: 1 } });
  expect(none?.message).toBeUndefined();
});

describe('time is linear in the line', () => {
  const base = { title: 'T', class: 0, activity: 0, attributes: { message: { from: 'a' } } };
  const pattern = mapped({ ...base, name: 'p', read: 'pattern', pattern: '<{x}>{a}=ab {b}=ab {c}=ab {d}ab' });
  const csv = mapped({
    ...base,
    name: 'c',
    read: 'csv',
    columns: ['a', 'b', 'c'],
    when: [{ from: 'b', as: 'ip' }],
  });
  const json = mapped({
    ...base,
    name: 'j',
    read: 'json',
    when: [{ from: 'k' }],
    attributes: {
      message: { from: 'a' },
      'metadata.labels': { from: 'l', split: ',' },
      'observables[0].value': { from: 'e' },
      'observables[0].type_id': { value: 5 },
    },
  });
  const lines: [string, typeof pattern, (n: number) => string][] = [
    ['a literal that is nearly everywhere', pattern, (n) => `<x>${'=a'.repeat(n / 2)}`],
    ['one that is everywhere', pattern, (n) => `<x>${'=ab '.repeat(n / 4)}`],
    ['quotes', csv, (n) => `"${'""'.repeat(n / 2)}`],
    ['quotes that end', csv, (n) => `"${'""'.repeat(n / 2)}",192.0.2.7,x`],
    ['delimiters', csv, (n) => ','.repeat(n)],
    ['a long list', json, (n) => `{"k":1,"l":"${'a,'.repeat(n / 2)}"}`],
    ['many names', json, (n) => `{"k":1${Array.from({ length: n / 12 }, (_, i) => `,"n${i}":1`).join('')}}`],
    ['a long text of a form', json, (n) => `{"k":1,"e":"${'a'.repeat(n)}@"}`],
  ];
  it.each(lines)('%s', (_, normalizer, line) => {
    const took = (n: number) => {
      const text = line(n);
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3; i++) {
        const start = performance.now();
        linesOf(normalizer, text);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    took(10_000);
    expect(took(1 << 20)).toBeLessThan(Math.max(4000, 60 * took(1 << 16)));
  });
});
