import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../../../core/formats/registry';
import { CORPUS, corpus, expectSource, expectValid, formatsOf, normalize, withCorpus } from './support';

/**
 * What each file of the corpus is, written before the parsers: `manifest/<group>.json` holds for each path either
 * `"not a log"`, or how many events of which format it gives. `except` lists texts that no format needs to take,
 * each with the reason, counted as `text` or `json`. `"field": "log"` says that each line is JSON and the event is
 * in that field.
 */
interface Expected {
  readonly events: Readonly<Record<string, number>>;
  readonly except?: readonly { readonly text: string; readonly why: string }[];
  readonly field?: string;
}
type Manifest = Readonly<Record<string, 'not a log' | Expected>>;

const FOLDER = join(__dirname, 'manifest');
const manifests = readdirSync(FOLDER)
  .sort()
  .map((name): [string, Manifest] => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))]);
const FALLBACK = ['text', 'json', 'opaque'];

withCorpus('the corpus', () => {
  const files = (folder: string): string[] =>
    readdirSync(join(CORPUS, folder)).flatMap((name) => {
      const path = folder === '' ? name : `${folder}/${name}`;
      return statSync(join(CORPUS, path)).isDirectory() ? files(path) : [path];
    });

  it('has no file that the manifest does not name, and once', () => {
    const named = manifests.flatMap(([, manifest]) => Object.keys(manifest));
    expect(new Set(named).size).toBe(named.length);
    const all = files('').filter(
      (path) =>
        !path.startsWith('ocsf/') &&
        !/(^|\/)(README\.md|SOURCE\.md|LICEN[CS]E(\.txt)?|NOTICE(\.txt)?)$/.test(path),
    );
    expect(all.filter((path) => !named.includes(path))).toEqual([]);
    expect(named.filter((path) => !all.includes(path))).toEqual([]);
  });

  const known = new Set<string>(FORMATS.map(({ name }) => name));
  const logs = manifests.flatMap(([, manifest]) =>
    Object.entries(manifest).flatMap(([path, expected]) =>
      expected === 'not a log' ? [] : [[path, expected] as const],
    ),
  );
  it.each(logs)(
    '%s is of the formats that the manifest says, whole',
    (path, { events, except = [], field }) => {
      const source = field === undefined ? corpus(path) : unwrapped(corpus(path).toString(), field);
      const normalized = normalize(source);
      expectValid(normalized);
      if (!/\.gz$/.test(path)) expectSource(normalized, source);
      expect(formatsOf(normalized)).toEqual(events);
      for (const name of Object.keys(events)) expect(known.has(name) || FALLBACK.includes(name)).toBe(true);
      const left = normalized.events
        .filter((event) => FALLBACK.includes(event.metadata.log_format))
        .map((event) => event.raw_data);
      expect(left.filter((text) => !except.some((one) => one.text === text))).toEqual([]);
      for (const { why } of except) expect(why.length).toBeGreaterThan(10);
    },
  );
});

function unwrapped(text: string, field: string): Buffer {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${JSON.stringify((JSON.parse(line) as Record<string, unknown>)[field])}\n`);
  return Buffer.from(lines.join(''));
}
