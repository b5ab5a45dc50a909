import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { loadNormalizer } from '../../adapters/local/normalizer';
import { parseMapping } from '../../adapters/mapping';
import { isObject } from '../../core/formats/values';
import { type Event, expectValid } from '../core/formats/support';

const text = readFileSync(path.resolve('docs/mapping.md'), 'utf8');
const block = (language: string): string => {
  const found = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${language} in docs/mapping.md`);
  return found;
};
const mapping = parseMapping(block('yaml'), 'docs/mapping.md');
const normalizer = loadNormalizer({ mapping });

/** What becomes of a format's sample. */
function eventOf(name: string): Event {
  const lines: string[] = [];
  const sample = normalizer.formats.find((format) => format.name === name)?.sample ?? '';
  const context = {
    uidPrefix: '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-',
    firstIndex: 0,
    arrival: 1_795_500_000_000,
    maxInflated: 1e6,
  };
  normalizer.normalizeRecord(Buffer.from(sample), context, (line) => lines.push(line));
  expect(lines).toHaveLength(1);
  const event = JSON.parse(lines[0] as string) as Event;
  expectValid({ lines, events: [event], opaque: 0 });
  return event;
}

test('the example is right, and its first sample becomes what the page says', () => {
  const { raw_data, unmapped, metadata, ...event } = eventOf('shop');
  const { envelope, ...left } = unmapped;
  const { uid, version, logged_time, ...said } = metadata;
  expect({ metadata: said, ...event, unmapped: left }).toEqual(JSON.parse(block('json')));
  expect(envelope).toEqual({ after: '' });
});

test('so are its other samples', () => {
  expect(eventOf('doors')).toMatchObject({
    class_uid: 3002,
    time: 1_795_424_400_000,
    user: { uid: 'b-17' },
    service: { name: 'East; main' },
    status_id: 2,
    status: 'Failure',
  });
  expect(eventOf('till')).toMatchObject({
    metadata: { log_format: 'till' },
    time: Date.UTC(2026, 10, 23, 9, 0, 1),
    app: { name: 'till' },
    message: 'opens drawer',
    unmapped: { till: '4', who: 'bob', why: 'refund 12' },
  });
});

test('every key that a mapping may have is in the example', () => {
  const used = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        used.add(key);
        walk(inner);
      }
    }
  };
  walk(JSON.parse(mapping));
  const bad = [
    'formats:\n  - odd: 1',
    'formats:\n  - { name: a, title: a, read: json, class: 0, activity: 0, when: [{ odd: 1 }], attributes: { message: { odd: 1 } } }',
    'odd: 1',
  ];
  const known = bad.flatMap((yaml) => {
    try {
      parseMapping(`wormtrail: mapping/v1\n${yaml}`, 'm');
    } catch (error) {
      return [...String(error).matchAll(/known are (.*)/g)].flatMap(([, names]) => (names ?? '').split(', '));
    }
    throw new Error('accepted');
  });
  expect(known.length).toBeGreaterThan(15);
  for (const key of known) expect(used).toContain(key);
});
