import { readFileSync } from 'node:fs';
import schema from '../../adapters/config/config.schema.json';
import { ALARM_NAMES, NOTICE_NAMES } from '../../lib/alarms';

const text = readFileSync('docs/operations.md', 'utf8');

test('what to do about each alarm and notice stands under its name, where its description points', () => {
  const headings = [...text.matchAll(/^### (\S+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual([...ALARM_NAMES, ...NOTICE_NAMES]);
});

test('fields of the configuration that it names are there', () => {
  const known = [...Object.keys(schema.properties), ...Object.keys(schema.properties.retention.properties)];
  for (const field of [
    'subscribe',
    'lockDays',
    'expireAfterDays',
    'acknowledge',
    'mode',
    'breakGlass',
    'adopt',
  ]) {
    expect(known).toContain(field);
    expect(text).toContain(`\`${field}`);
  }
});
