import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CLASSES, OCSF_VERSION } from '../../../core/ocsf/generated/classes';

const ROOT = join(__dirname, '../../..');
const SCHEMA = join(ROOT, '../shared/corpus/ocsf/compiled/compiled-1.8.0.json');
const hasSchema = existsSync(SCHEMA);
if (!hasSchema) console.warn(`skipped: no schema at ${SCHEMA}`);

describe('what is generated from the OCSF schema', () => {
  (hasSchema ? test : test.skip)('is what the schema gives today', () => {
    const run = spawnSync(process.execPath, [join(ROOT, 'scripts/generate-ocsf.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
  });

  test('knows the classes by number', () => {
    expect(OCSF_VERSION).toBe('1.8.0');
    expect(CLASSES[6003]).toMatchObject({
      name: 'api_activity',
      category_uid: 6,
      category: 'Application Activity',
    });
    expect(CLASSES[4001]?.activities[6]).toBe('Traffic');
    expect(CLASSES[4001]?.atLeastOne).toEqual([['dst_endpoint', 'src_endpoint']]);
    expect(CLASSES[0]?.required).toContain('metadata');
    expect(CLASSES[0]?.requiredByProfile.cloud).toEqual(['cloud']);
  });
});
