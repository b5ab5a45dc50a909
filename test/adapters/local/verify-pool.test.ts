import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { FolderStore } from '../../../adapters/local/folder-store';
import { openScanPool } from '../../../adapters/local/verify-pool';
import { Builder, type BuiltBatch, delivered, gz, lines, objectOf } from '../../core/verify/builder';
import { verify } from '../../core/verify/harness';

const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-pool-'));
const workerFile = path.join(folder, 'verify-worker.js');

beforeAll(() => {
  const entry = path.join(__dirname, '../../../adapters/local/verify-worker.ts');
  buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    external: ['@aws-sdk/*'],
    outfile: workerFile,
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(builder: Builder, name: string): string {
  const root = path.join(folder, name);
  for (const key of builder.archive.keys('')) {
    mkdirSync(path.dirname(path.join(root, key)), { recursive: true });
    writeFileSync(path.join(root, key), builder.archive.bytes(key));
  }
  return root;
}

async function verifyFolder(builder: Builder, root: string, threads: number) {
  const scan = await openScanPool({ kind: 'folder', folder: root }, threads, workerFile);
  try {
    return await verify(builder, { scan, archive: new FolderStore(root) });
  } finally {
    await scan.close();
  }
}

describe('scanning on several threads', () => {
  it('finds what one thread finds: whole, split, altered, changed and missing batches', async () => {
    const builder = new Builder();
    for (let i = 0; i < 40; i++) builder.batch(6);
    builder.seal();
    const put = (i: number, change: (batch: BuiltBatch) => void) => change(builder.batches[i] as BuiltBatch);
    put(3, (batch) => {
      builder.archive.set(objectOf(batch), gz(lines(...batch.lines.slice(0, 2))));
      builder.archive.set('events/rest', gz(lines(...batch.lines.slice(2))));
    });
    put(7, (batch) =>
      builder.archive.set(
        'events/copy',
        delivered(
          batch,
          batch.lines.map((line) => line.replace('event 2', 'x')),
        ),
      ),
    );
    put(9, (batch) => builder.archive.set(objectOf(batch), delivered(batch, batch.lines.slice(1))));
    put(11, (batch) => builder.archive.remove(objectOf(batch)));
    builder.archive.set('events/junk', Buffer.concat([gz('junk\n'), Buffer.of(0)]));
    const root = write(builder, 'altered');
    const [one, three] = [await verifyFolder(builder, root, 1), await verifyFolder(builder, root, 3)];
    expect(one.kinds).toEqual(
      ['altered-copy', 'batch-unproven', 'event-missing', 'foreign-undecided', 'hole', 'unread-bytes'].sort(),
    );
    const sorted = ({ report }: typeof one) => ({
      ...report,
      findings: report.findings.map((finding) => JSON.stringify(finding)).sort(),
    });
    expect(sorted(three)).toEqual(sorted(one));
  });

  it('rejects when a thread cannot start', async () => {
    const builder = Builder.sample();
    const root = write(builder, 'sample');
    const scan = await openScanPool(
      { kind: 'folder', folder: root },
      2,
      path.join(folder, 'no-such-file.js'),
    );
    await expect(verify(builder, { scan })).rejects.toThrow();
    await scan.close();
  });
});
