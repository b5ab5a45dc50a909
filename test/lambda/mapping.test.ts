import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { deployedNormalizer } from '../../adapters/local/normalizer';
import { parseMapping } from '../../adapters/mapping';
import { parseEntry } from '../../core/batch/entry';
import { sha256Hex } from '../../core/tlog/merkle';
import { createTransformHandler } from '../../lambda/transform/handler';
import { firehoseEvent, linesOf } from '../core/batch/support';
import { World } from '../core/seal/world';

const MAPPING = parseMapping(
  `{"wormtrail":"mapping/v1","formats":[{"name":"shop","title":"Shop","read":"json","when":[{"from":"app","is":"shop"}],
    "class":"API Activity","activity":"Create","attributes":{"actor.user.name":{"from":"who"},"api.operation":{"from":"op"},
    "src_endpoint.ip":{"from":"ip"}}}]}`,
  'mapping.json',
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-transform-'));
  cpSync('dist/lambda/transform', folder, { recursive: true });
});
beforeEach(() => writeFileSync(path.join(folder, 'mapping.json'), MAPPING));
afterAll(() => rmSync(folder, { recursive: true }));

const EVENT = '{"app":"shop","who":"alice","op":"add","ip":"192.0.2.7"}';

it('the built transform enters events of the mapped class under a normaliser that names the mapping', async () => {
  const { state, ledger, clock } = new World();
  const handler = createTransformHandler({
    state,
    ledger,
    normalizer: deployedNormalizer(folder),
    lane: '0',
    backOff: async () => {},
    log: 'q',
    clock,
    print: () => {},
  });
  const event = firehoseEvent(`${EVENT}\nfree text`);
  const answer = await handler(event);
  const events = linesOf(answer).events.map((line) => JSON.parse(line));
  expect(events).toMatchObject([
    { metadata: { log_format: 'shop' }, class_uid: 6003, activity_id: 1, actor: { user: { name: 'alice' } } },
    { metadata: { log_format: 'text' } },
  ]);
  const [row] = await ledger.rows('0', 1, 1);
  const { normalizer } = parseEntry(row?.entry as Uint8Array);
  expect(normalizer).toMatch(/^wormtrail\/\S+ sha256:[0-9a-f]{64} mapping sha256:/);
  expect(normalizer.endsWith(sha256Hex(Buffer.from(MAPPING)))).toBe(true);

  // A retry under another mapping answers with the bytes that were staged.
  writeFileSync(path.join(folder, 'mapping.json'), MAPPING.replace('"who"', '"op"'));
  const other = createTransformHandler({
    state,
    ledger,
    normalizer: deployedNormalizer(folder),
    lane: '0',
    backOff: async () => {},
    log: 'q',
    clock,
    print: () => {},
  });
  expect(await other(event)).toEqual(answer);
});

it('the built function reads the mapping beside it before it takes anything', () => {
  const load = () =>
    spawnSync(process.execPath, ['-e', `require(${JSON.stringify(path.join(folder, 'index.js'))})`], {
      encoding: 'utf8',
      env: {
        AWS_REGION: 'eu-west-1',
        WORMTRAIL_LOG: 'q',
        WORMTRAIL_STATE_BUCKET: 'b',
        WORMTRAIL_LEDGER_TABLE: 't',
      },
    });
  expect(load().status).toBe(0);
  writeFileSync(path.join(folder, 'mapping.json'), MAPPING.replace('"who"', '3'));
  const { status, stderr } = load();
  expect(status).not.toBe(0);
  expect(stderr).toContain('the mapping: formats.0.attributes.actor.user.name.from: got 3');
});
