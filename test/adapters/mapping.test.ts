import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { deployedNormalizer, loadNormalizer } from '../../adapters/local/normalizer';
import { canonicalJson, loadMapping, MappingError, parseMapping } from '../../adapters/mapping';
import { WormtrailError } from '../../core/errors';

const YAML = `wormtrail: mapping/v1
formats:
  - name: shop
    title: Shop
    read: json
    when:
      - { from: app, is: shop }
    class: API Activity
    activity: { from: verb, map: { GET: Read } }
    attributes:
      actor.user.name: { from: who }
      api.operation: { from: verb }
      src_endpoint.ip: { from: ip }
      status_id: { from: code, map: { 200: 1, 403: 2 } }
`;

function problemsOf(text: string): string[] {
  try {
    parseMapping(text, 'mapping.yaml');
  } catch (error) {
    if (error instanceof MappingError) return error.message.split('\n');
    throw error;
  }
  throw new Error('it was accepted');
}

test('errors name line and field, all of them, and the class as people call it', () => {
  const text = YAML.replace('actor.user.name:', 'actor.user.nam:')
    .replace('200: 1', '200: 9')
    .replace('read: json', 'read: jsn');
  expect(problemsOf(text.replace('title: Shop\n', 'colour: x\n'))).toEqual([
    'mapping.yaml:3: formats[0].title: is missing',
    expect.stringMatching(/^mapping\.yaml:4: formats\[0\]\.colour: there is no such key; known are name, /),
    'mapping.yaml:5: formats[0].read: got "jsn"; allowed is one of json, csv, pattern',
  ]);
  expect(problemsOf(text.replace('jsn', 'json'))).toEqual([
    expect.stringMatching(
      /^mapping\.yaml:11: formats\[0\]\.attributes\."actor\.user\.nam": there is no attribute nam; actor\.user has name, /,
    ),
    'mapping.yaml:14: formats[0].attributes.status_id.map.200: got 9; allowed is one of 0, 1, 2, 99',
  ]);
  expect(problemsOf(YAML.replace('status_id', 'stat'))).toEqual([
    expect.stringMatching(
      /^mapping\.yaml:14: formats\[0\]\.attributes\.stat: there is no attribute stat; API Activity has status, /,
    ),
  ]);
  expect(problemsOf(YAML.replace('GET: Read', 'GET: Get'))).toEqual([
    'mapping.yaml:9: formats[0].activity.map.GET: got "Get"; the activities of API Activity are Unknown, Create, Read, Update, Delete, Other',
  ]);
});

test('what is no YAML, empty, or a page of something else is told so', () => {
  expect(problemsOf('a: [1')[0]).toMatch(/^mapping\.yaml:1: /);
  expect(problemsOf('a: 1\na: 2')[0]).toMatch(/^mapping\.yaml:2: .*unique/);
  expect(problemsOf('')[0]).toBe(
    'mapping.yaml:1: got null; allowed is a mapping, beginning with wormtrail: mapping/v1',
  );
  expect(problemsOf(`a: ${'x'.repeat(1_000_000)}`)[0]).toMatch(/^mapping\.yaml: has 1000003 characters/);
  expect(() => loadMapping('/nowhere/mapping.yaml')).toThrow('no such file: /nowhere/mapping.yaml');
  expect(() => loadMapping(tmpdir())).toThrow(WormtrailError);
});

test('YAML and JSON, in any order and with names or numbers, are one mapping under one digest', () => {
  const mapping = parseMapping(YAML, 'm.yaml');
  const { formats, ...rest } = JSON.parse(mapping);
  const turned = Object.fromEntries(Object.entries(formats[0]).reverse());
  expect(parseMapping(JSON.stringify({ formats: [turned], ...rest }, null, 2), 'm.json')).toBe(mapping);
  expect(parseMapping(YAML.replace('API Activity', 'api_activity').replace('GET: Read', 'GET: 2'), 'm')).toBe(
    mapping,
  );
  expect(parseMapping(YAML.replace('200: 1', '200: 2'), 'm')).not.toBe(mapping);
  const id = loadNormalizer({ mapping }).id;
  expect(id).toMatch(/^wormtrail\/\S+ sha256:[0-9a-f]{64} mapping sha256:[0-9a-f]{64}$/);
  expect(id.length).toBeLessThanOrEqual(200);
  expect(id.startsWith(loadNormalizer().id)).toBe(true);
});

test('canonical JSON is that of RFC 8785', () => {
  const value = {
    peach: 'x',
    '1': { f: { f: 'hi', F: 5 }, '\n': 56 },
    '10': {},
    '': 'e',
    a: {},
    A: [1e21, 0.5, true, null],
    b: undefined,
  };
  expect(canonicalJson(value)).toBe(
    '{"":"e","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"A":[1e+21,0.5,true,null],"a":{},"peach":"x"}',
  );
});

test('names of what objects inherit are keys as any other', () => {
  expect(problemsOf(YAML.replace('title: Shop', '__proto__: { title: x }'))).toEqual([
    expect.stringContaining('formats[0].title: is missing'),
    expect.stringContaining('formats[0].__proto__: there is no such key'),
  ]);
});

test('the mapping deployed beside a function is taken, and a damaged one stops it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-mapping-'));
  try {
    writeFileSync(
      path.join(folder, 'normalizer.js'),
      'module.exports = require("/")'.replace('"/"', JSON.stringify(path.resolve('dist/normalizer.js'))),
    );
    expect(deployedNormalizer(folder).formats.some(({ name }) => name === 'shop')).toBe(false);
    const mapping = parseMapping(YAML, 'm.yaml');
    writeFileSync(path.join(folder, 'mapping.json'), mapping);
    const normalizer = deployedNormalizer(folder);
    expect(normalizer.formats.some(({ name }) => name === 'shop')).toBe(true);
    expect(normalizer.id.endsWith(loadNormalizer({ mapping }).id.slice(-64))).toBe(true);
    writeFileSync(path.join(folder, 'mapping.json'), mapping.replace('"who"', '3'));
    expect(() => deployedNormalizer(folder)).toThrow(
      /the mapping: formats\.0\.attributes\.actor\.user\.name\.from: got 3/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
