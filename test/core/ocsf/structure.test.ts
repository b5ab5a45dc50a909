import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLASSES } from '../../../core/ocsf/generated/classes';
import { misfit } from '../../../core/ocsf/structure';
import { hasCorpus } from '../formats/support';

const base = {
  metadata: { version: '1.8.0', product: { name: 'x' } },
  time: 1,
  class_uid: 0,
  category_uid: 0,
  activity_id: 0,
  type_uid: 0,
  severity_id: 1,
};

test('says why', () => {
  expect(misfit(0, base)).toBeUndefined();
  expect(misfit(7, base)).toBe('no class 7');
  expect(misfit(0, { ...base, time: undefined })).toBe('the value of time');
  expect(misfit(0, { ...base, colour: 1 })).toBe('no attribute colour');
  const { severity_id, ...without } = base;
  expect(misfit(0, without)).toBe('severity_id is missing');
  expect(misfit(3002, { ...base, class_uid: 3002, category_uid: 3, user: { name: 'a' } })).toBe(
    'none of service, dst_endpoint',
  );
  const session = { ...base, class_uid: 3003, category_uid: 3, user: { name: 'a' } };
  expect(misfit(3003, session)).toBe('not one of privileges, group');
  expect(misfit(3003, { ...session, privileges: ['x'] })).toBeUndefined();
  expect(misfit(3003, { ...session, privileges: ['x'], group: { name: 'g' } })).toBe(
    'not one of privileges, group',
  );
});

test('objects in objects without end are refused', () => {
  let process: object = { pid: 1 };
  for (let depth = 0; depth < 100; depth++) process = { pid: 1, parent_process: process };
  expect(
    misfit(1007, {
      ...base,
      class_uid: 1007,
      category_uid: 1,
      device: { type_id: 0, hostname: 'h' },
      actor: { user: { name: 'a' } },
      process,
    }),
  ).toBe('the value of process');
});

(hasCorpus ? test : test.skip)('demands of every class what the schema demands', () => {
  const schema = JSON.parse(
    readFileSync(
      join(__dirname, '../../../../shared/corpus/ocsf/json-schema/ocsf-1.8.0.strict.schema.json'),
      'utf8',
    ),
  );
  for (const [uid, { name, required }] of Object.entries(CLASSES)) {
    expect([name, required]).toEqual([name, [...schema.definitions.classes[name].required].sort()]);
    expect(misfit(Number(uid), {})).toMatch(/is missing$/);
    // Every attribute that the schema has is known, and no other.
    for (const attribute of Object.keys(schema.definitions.classes[name].properties))
      expect([name, attribute, misfit(Number(uid), { [attribute]: Number.NaN })]).not.toEqual([
        name,
        attribute,
        `no attribute ${attribute}`,
      ]);
  }
});
