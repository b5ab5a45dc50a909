import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { type AuditLogProps, Retention, WormtrailStack } from '../../lib';

process.env.CDK_VALIDATION = 'false';

const MAPPING = `wormtrail: mapping/v1
formats:
  - name: shop
    title: Shop
    read: json
    when: [{ from: app, is: shop }]
    class: Base Event
    activity: Unknown
    attributes: { message: { from: what } }
`;

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-lib-mapping-'));
  file = path.join(folder, 'mapping.yaml');
});
beforeEach(() => writeFileSync(file, MAPPING));
afterAll(() => rmSync(folder, { recursive: true }));

/** The stack's template and the folders of its functions' code, by logical id. */
function synthesised(log: Partial<AuditLogProps>) {
  const app = new App({ outdir: mkdtempSync(path.join(folder, 'out-')) });
  const stack = new WormtrailStack(app, 'Wormtrail', {
    log: { origin: 'example.com/audit', retention: Retention.REHEARSAL, ...log },
  });
  const { directory } = app.synth();
  const read = (name: string) => JSON.parse(readFileSync(path.join(directory, name), 'utf8'));
  const { Resources } = read(`${stack.artifactId}.template.json`);
  const { files } = read(`${stack.artifactId}.assets.json`);
  const keys: Record<string, string> = {};
  for (const { Type, Properties } of Object.values<{
    Type: string;
    Properties: { FunctionName: string; Code: { S3Key: string } };
  }>(Resources)) {
    if (Type === 'AWS::Lambda::Function')
      keys[Properties.FunctionName] = Properties.Code.S3Key.replace('.zip', '');
  }
  const transform = keys['wormtrail-transform'] as string;
  return { keys, code: path.join(directory, files[transform].source.path), Resources };
}

test("the mapping lies beside the transform's code, whose hash it changes, and nothing else changes", () => {
  const without = synthesised({});
  const mapped = synthesised({ mapping: file });
  expect(readdirSync(without.code).sort()).toEqual(['index.js', 'normalizer.js']);
  expect(readdirSync(mapped.code).sort()).toEqual(['index.js', 'mapping.json', 'normalizer.js']);
  for (const name of ['index.js', 'normalizer.js']) {
    expect(
      readFileSync(path.join(mapped.code, name)).equals(readFileSync(path.join(without.code, name))),
    ).toBe(true);
  }
  const changed = Object.keys(mapped.keys).filter((name) => mapped.keys[name] !== without.keys[name]);
  expect(changed).toEqual(['wormtrail-transform']);
  const key = (all: ReturnType<typeof synthesised>) => all.keys['wormtrail-transform'] as string;
  expect(JSON.stringify(mapped.Resources).replaceAll(key(mapped), key(without))).toBe(
    JSON.stringify(without.Resources),
  );

  // The same mapping, however it is written, is the same code; another one is other code.
  writeFileSync(file, `# The shop's own\n${MAPPING}`);
  expect(synthesised({ mapping: file }).keys).toEqual(mapped.keys);
  writeFileSync(file, MAPPING.replace('title: Shop', 'title: Shops'));
  expect(synthesised({ mapping: file }).keys).not.toEqual(mapped.keys);
});

test('the deployed normaliser makes events of the mapped class, and entries name the mapping', () => {
  const { code } = synthesised({ mapping: file });
  const mapping = readFileSync(path.join(code, 'mapping.json'), 'utf8');
  const { withMapping } = createRequire(__filename)(path.join(code, 'normalizer.js'));
  const lines: string[] = [];
  withMapping(JSON.parse(mapping)).normalizer.normalizeRecord(
    Buffer.from('{"app":"shop","what":"sold"}'),
    { uidPrefix: 'x-', firstIndex: 0, arrival: 5, maxInflated: 1e6 },
    (line: string) => lines.push(line),
  );
  expect(JSON.parse(lines[0] as string)).toMatchObject({ metadata: { log_format: 'shop' }, message: 'sold' });
  expect(createHash('sha256').update(mapping).digest('hex')).toMatch(/^[0-9a-f]{64}$/);
});

test('what is wrong with it is told with its line, and so is a file that is not there', () => {
  writeFileSync(file, MAPPING.replace('message:', 'mesage:'));
  expect(() => synthesised({ mapping: file })).toThrow(
    /mapping\.yaml:9: formats\[0\]\.attributes\.mesage: there is no attribute mesage; Base Event has message, /,
  );
  expect(() => synthesised({ mapping: `${file}.no` })).toThrow('no such file');
});
