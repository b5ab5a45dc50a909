// MinIO, built from source, on loopback: an S3 whose Object Lock is not ours to get wrong.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cached, freePort, need, run, start, until } from './install.mjs';

/** Of 2026-02-12. */
const VERSION = 'v0.0.0-20260212201848-7aac2a2c5b7c';

/** Letters and digits only: DynamoDB Local refuses other key ids. */
export const ROOT = { accessKeyId: 'wormtrailroot', secretAccessKey: 'wormtrail-test' };

/** @returns {Promise<{endpoint: string, stop: () => Promise<void>}>} */
export async function startMinio() {
  const folder = await cached('minio-20260212', async (to) => {
    await need('go', 'golang-go');
    const env = { ...process.env, GOBIN: path.join(to, 'bin'), CGO_ENABLED: '0' };
    await run('go', ['install', `github.com/minio/minio@${VERSION}`], { env });
  });
  const data = await mkdtemp(path.join(tmpdir(), 'wormtrail-minio-'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const service = start(
    path.join(folder, 'bin', 'minio'),
    ['server', '--quiet', '--address', endpoint.slice('http://'.length), data],
    {
      env: {
        PATH: process.env.PATH,
        HOME: data,
        MINIO_ROOT_USER: ROOT.accessKeyId,
        MINIO_ROOT_PASSWORD: ROOT.secretAccessKey,
        MINIO_BROWSER: 'off',
        MINIO_KMS_SECRET_KEY: `test:${randomBytes(32).toString('base64')}`,
      },
    },
  );
  const isUp = () =>
    fetch(`${endpoint}/minio/health/live`)
      .then(({ ok }) => ok)
      .catch(() => false);
  await until(service, isUp, 'MinIO');
  const stop = async () => {
    await service.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { endpoint, stop };
}
