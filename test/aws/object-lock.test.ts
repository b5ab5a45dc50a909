import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectRetentionCommand,
  type ObjectLockRetentionMode,
  PutObjectCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { dynamoClient, s3Client } from '../../adapters/aws/clients';
import { S3Store } from '../../adapters/aws/s3-store';
import type { ObjectInfo } from '../../core/ports';
import { infosOf } from '../adapters/conformance';
import { user } from '../cli/run';
import { ArchiveOnS3 } from './archive-on-s3';

/*
 * Object Lock as MinIO has it, an implementation that is not ours, with the strongest credential there is: MinIO's
 * root, who may do everything that the lock lets anybody do. MinIO answers a refusal with 400 InvalidRequest, where
 * S3 has 403 AccessDenied.
 */

const s3 = s3Client();
const dynamo = dynamoClient();
afterAll(() => {
  s3.destroy();
  dynamo.destroy();
});

const HOUR = 3_600_000;
const REFUSED = /WORM|Object Lock|protected|locked|AccessDenied|Access Denied|retention/i;
const inAnHour = () => new Date(Date.now() + HOUR);

const allOf = (log: ArchiveOnS3) => infosOf(log.archive, '');

async function contents(log: ArchiveOnS3): Promise<string[]> {
  const infos = await allOf(log);
  return Promise.all(
    infos.map(async (info) => {
      const bytes = await log.archive.read(info, 0, info.size);
      return `${info.key} ${info.version} ${Buffer.from(bytes).toString('base64')}`;
    }),
  );
}

describe('an archive in a bucket with COMPLIANCE by default', () => {
  let log: ArchiveOnS3;
  let before: string[];
  let versions: ObjectInfo[];
  beforeAll(async () => {
    log = await (await ArchiveOnS3.create(s3, dynamo)).fill();
    before = await contents(log);
    versions = await allOf(log);
  });
  afterEach(async () => expect(await contents(log)).toEqual(before));

  test('locks every version that was written, by the bucket’s default alone', async () => {
    expect(new Set(versions.map(({ key }) => key.split('/')[0]))).toEqual(new Set(['events', 'log']));
    for (const { key, version } of versions) {
      const { Retention } = await s3.send(
        new GetObjectRetentionCommand({ Bucket: log.bucket, Key: key, VersionId: version }),
      );
      expect(Retention?.Mode).toBe('COMPLIANCE');
      const hours = (Retention!.RetainUntilDate!.getTime() - Date.now()) / HOUR;
      expect(hours).toBeGreaterThan(23.9);
      expect(hours).toBeLessThanOrEqual(24.01);
    }
  });

  test.each([false, true])('lets nobody delete a version (bypass: %j)', async (BypassGovernanceRetention) => {
    for (const { key, version } of versions) {
      const Key = key;
      const VersionId = version;
      const one = new DeleteObjectCommand({ Bucket: log.bucket, Key, VersionId, BypassGovernanceRetention });
      await expect(s3.send(one)).rejects.toThrow(REFUSED);
    }
    const Objects = versions.map(({ key, version }) => ({ Key: key, VersionId: version }));
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({ Bucket: log.bucket, Delete: { Objects }, BypassGovernanceRetention }),
    );
    expect(Deleted ?? []).toEqual([]);
    expect(Errors).toHaveLength(versions.length);
  });

  test.each<[string, ObjectLockRetentionMode, () => Date]>([
    ['shorten the retention', 'COMPLIANCE', inAnHour],
    ['make it GOVERNANCE', 'GOVERNANCE', () => new Date(Date.now() + 100 * HOUR)],
  ])('lets nobody %s', async (_, Mode, until) => {
    for (const BypassGovernanceRetention of [false, true]) {
      for (const { key, version } of versions) {
        const Retention = { Mode, RetainUntilDate: until() };
        const change = {
          Bucket: log.bucket,
          Key: key,
          VersionId: version,
          Retention,
          BypassGovernanceRetention,
        };
        await expect(s3.send(new PutObjectRetentionCommand(change))).rejects.toThrow(REFUSED);
      }
    }
  });

  test('lets the retention be extended', async () => {
    const { key, version } = versions[0]!;
    const Retention = { Mode: 'COMPLIANCE' as const, RetainUntilDate: new Date(Date.now() + 72 * HOUR) };
    const change = { Bucket: log.bucket, Key: key, VersionId: version, Retention };
    await s3.send(new PutObjectRetentionCommand(change));
  });

  test.each([1, 3])(
    'verifies from outside with the public key and a kept checkpoint, on %i threads',
    async (workers) => {
      const { report, code, remember } = await log.verify({ workers });
      expect(report).toMatchObject({ integrity: 'pass', completeness: 'pass', findings: [] });
      expect(code).toBe(0);
      expect(remember?.length).toBeGreaterThan(0);
    },
  );

  test('verifies by the command line', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wormtrail-cli-'));
    try {
      const checkpoint = path.join(folder, 'kept.note');
      writeFileSync(checkpoint, log.kept!);
      const known = ['--key', log.signer.verifierKey, '--checkpoint', checkpoint];
      const ran = await user(folder)('verify', '--archive', `s3://${log.bucket}`, '--json', ...known);
      expect(ran).toMatchObject({ exit: 0, stderr: '' });
      expect(JSON.parse(ran.stdout)).toMatchObject({
        integrity: 'pass',
        completeness: 'pass',
        events: 12,
        batches: 2,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('verifies without the ledger too', async () => {
    const reasons: (string | undefined)[] = [];
    const { code } = await log.verify({ deployment: null, onLedger: (why) => reasons.push(why) });
    expect(code).toBe(0);
    expect(reasons).toEqual(['not asked for']);
    // A ledger that cannot be read: the verdicts do without.
    const elsewhere = { ...log.deployment, ledger: 'no-such-table' };
    const other = await log.verify({ deployment: elsewhere, onLedger: (why) => reasons.push(why) });
    expect(other.code).toBe(0);
    expect(reasons[1]).toMatch(/no-such-table/);
  });
});

test('GOVERNANCE is lifted by who bypasses it, and only then; what is gone is found missing', async () => {
  const log = await ArchiveOnS3.create(s3, dynamo, 'GOVERNANCE');
  const { key, done } = await log.batch();
  await log.fill(1);
  const [info] = await infosOf(log.archive, key);
  const target = { Bucket: log.bucket, Key: key, VersionId: info!.version };
  await expect(s3.send(new DeleteObjectCommand(target))).rejects.toThrow(REFUSED);
  const Retention = { Mode: 'GOVERNANCE' as const, RetainUntilDate: inAnHour() };
  await expect(s3.send(new PutObjectRetentionCommand({ ...target, Retention }))).rejects.toThrow(REFUSED);
  expect((await log.verify()).code).toBe(0);

  await s3.send(new DeleteObjectCommand({ ...target, BypassGovernanceRetention: true }));
  const late = await log.verify({ now: Date.now() + 25 * HOUR });
  expect(late).toMatchObject({ code: 3, report: { integrity: 'pass', completeness: 'fail' } });
  expect(late.report.findings).toContainEqual(
    expect.objectContaining({ kind: 'hole', batch: done.batch.batch }),
  );
});

describe('what is put over an archive', () => {
  let log: ArchiveOnS3;
  let key: string;
  let batch: string;
  let first: ObjectInfo;
  beforeEach(async () => {
    log = await ArchiveOnS3.create(s3, dynamo);
    const made = await log.batch();
    key = made.key;
    batch = made.done.batch.batch;
    await log.fill(1);
    first = (await infosOf(log.archive, key))[0]!;
  });

  test('an overwrite leaves the first version as it was, and verify names the one that is altered', async () => {
    const original = Buffer.from(await log.archive.read(first, 0, first.size));
    const lines = gunzipSync(original).toString();
    const forged = lines.replace('203.0.113.3', '198.51.100.9');
    expect(forged).not.toBe(lines);
    await s3.send(new PutObjectCommand({ Bucket: log.bucket, Key: key, Body: gzipSync(forged) }));

    expect(gunzipSync((await log.archive.get(key))!.bytes).toString()).toBe(forged);
    expect(Buffer.from(await log.archive.read(first, 0, first.size)).equals(original)).toBe(true);
    const { code, report } = await log.verify();
    expect(code).toBe(1);
    expect(report).toMatchObject({ integrity: 'fail', completeness: 'pass' });
    const forgedVersion = (await infosOf(log.archive, key))[0]!.version;
    expect(forgedVersion).not.toBe(first.version);
    expect(report.findings).toEqual([
      expect.objectContaining({ kind: 'altered-copy', batch, object: `${key}@version=${forgedVersion}` }),
    ]);
  });

  test('a delete marker hides nothing from verify', async () => {
    const keys = new Set((await allOf(log)).map((info) => info.key));
    for (const Key of keys) {
      if (Key === 'log/checkpoint') continue;
      await s3.send(new DeleteObjectCommand({ Bucket: log.bucket, Key }));
      expect(await log.archive.get(Key)).toBeUndefined();
    }
    const { code, report } = await log.verify();
    expect(report.findings).toEqual([]);
    expect(code).toBe(0);
  });

  test('a delete marker over log/checkpoint is reported, and the log is judged all the same', async () => {
    await s3.send(new DeleteObjectCommand({ Bucket: log.bucket, Key: 'log/checkpoint' }));
    const { report } = await log.verify();
    expect(report.checkpoint?.size).toBeGreaterThan(0);
    expect(report.findings).toContainEqual(expect.objectContaining({ object: 'log/checkpoint' }));
  });

  test('a sealer that publishes while the log is looked at is no rollback; a rollback is one', async () => {
    const old = (await log.archive.get('log/checkpoint'))!;
    await log.fill(1);
    const get = jest.spyOn(S3Store.prototype, 'get');
    try {
      // Before the run and within it, `log/checkpoint` is still the old one.
      for (let i = 0; i < 2; i++) get.mockImplementationOnce(async () => old);
      expect(await log.verify()).toMatchObject({ code: 0, kinds: [] });
      expect(get.mock.calls.filter(([key]) => key === 'log/checkpoint').length).toBeGreaterThan(3);
    } finally {
      get.mockRestore();
    }
    await s3.send(new PutObjectCommand({ Bucket: log.bucket, Key: 'log/checkpoint', Body: old.bytes }));
    expect(await log.verify()).toMatchObject({ code: 3, kinds: ['checkpoint-behind'] });
  });

  test('lines that nobody entered are foreign, by the ledger, and without it by when they were stored', async () => {
    await s3.send(
      new PutObjectCommand({ Bucket: log.bucket, Key: 'events/extra.jsonl.gz', Body: gzipSync('junk\n') }),
    );
    const withLedger = await log.verify();
    expect(withLedger).toMatchObject({ code: 1, kinds: ['foreign'] });
    // Stored since the newest heartbeat: it may be sealed yet.
    expect(await log.verify({ deployment: null })).toMatchObject({ code: 0, kinds: [] });
    // Until the second in which it was stored is over, for certain.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await log.seal();
    expect(await log.verify({ deployment: null })).toMatchObject({ code: 1, kinds: ['foreign'] });
  });

  test('what is committed and not yet sealed is in neither verdict', async () => {
    await log.batch();
    const withLedger = await log.verify();
    expect(withLedger).toMatchObject({ code: 0, report: { counts: { unsealed: 6 } } });
    // Nothing says then that the batch's entry and index line are no events.
    const without = await log.verify({ deployment: null });
    expect(without).toMatchObject({ code: 0, report: { counts: { unsealed: 8 } } });
  });
});
