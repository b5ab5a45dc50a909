import { normalizeRecord } from '../../../core/formats/normalize';
import { FORMATS } from '../../../core/formats/registry';
import { logs, sourceOf } from './manifests';
import { CONTEXT, normalize, withCorpus } from './support';

/**
 * Formats are asked in an order that depends on the events before: were there two that take an event, it would
 * depend on them which one it is of. Distinct events of every file of the corpus are asked of every format alone.
 */

/** Events of a file and a format that are asked, of different shapes. */
const OF_A_KIND = 3;
const UID_AT = '{"metadata":{"uid":"'.length;
/** What events may be of that is no format's doing. */
const FALLBACK = ['text', 'json', 'opaque'];

/** Which events look the same to a parser, more or less. */
const shapeOf = (text: string): string =>
  text
    .slice(0, 400)
    .replace(/[A-Za-z]+/g, 'a')
    .replace(/[0-9]+/g, '0');

withCorpus('of all formats asked alone', () => {
  it.each(logs)('the one that %s was found to be of, and no other takes its events', (path, { field }) => {
    const asked = new Map<string, Set<string>>();
    const wrong: string[] = [];
    for (const event of normalize(sourceOf(path, field)).events) {
      const format: string = event.metadata.log_format;
      const shapes = asked.get(format) ?? new Set();
      asked.set(format, shapes);
      const raw: string = event.raw_data ?? '';
      if (shapes.size >= OF_A_KIND || shapes.has(shapeOf(raw)) || raw.length > 20_000) continue;
      shapes.add(shapeOf(raw));
      const takers = FORMATS.filter(({ name }) => isTakenBy(name, raw)).map(({ name }) => name);
      // What wraps an event of another format takes it alone, too.
      const others = takers.filter((name) => name !== format && event.unmapped?.[name] === undefined);
      if (others.length > 0 && !FALLBACK.includes(format))
        wrong.push(`${format}, ${others}: ${raw.slice(0, 300)}`);
      if (FALLBACK.includes(format) && takers.length > 0)
        wrong.push(`${format}, ${takers}: ${raw.slice(0, 300)}`);
    }
    expect(wrong).toEqual([]);
  });
});

it('each takes its own sample alone', () => {
  expect(FORMATS.filter(({ name, sample }) => !isTakenBy(name, sample))).toEqual([]);
});

/** Without a look at what it becomes: it is asked some hundred thousand times. */
function isTakenBy(format: string, raw: string): boolean {
  const head = `","log_format":"${format}",`;
  let isTaken = false;
  normalizeRecord(Buffer.from(raw), { ...CONTEXT, format }, (line) => {
    isTaken ||= line.startsWith(head, line.indexOf('"', UID_AT));
  });
  return isTaken;
}
