import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../../../core/formats/registry';
import { logs, manifests, sourceOf } from './manifests';
import { CORPUS, expectSource, expectValid, formatsOf, normalize, withCorpus } from './support';

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
  it.each(logs)(
    '%s is of the formats that the manifest says, whole',
    (path, { events, except = [], field }) => {
      const source = sourceOf(path, field);
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
