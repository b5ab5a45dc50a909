import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { temporaryFolders } from '../adapters/temporary-folder';
import { user } from './run';

/** What people are told of archives in AWS that cannot be named, found or reached. Nothing here leaves the machine. */

const newFolder = temporaryFolders();
const UID = '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041';
const BUCKET = 's3://my-archive';
const saved = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    // A port where nothing can listen without being root, and nothing does.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  });
});

afterAll(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, saved);
});

const commands: readonly (readonly string[])[] = [
  ['verify'],
  ['show', UID],
  ['prove', UID],
  ['seal'],
  ['key'],
  ['redrive'],
  ['audit'],
];

describe.each(commands)('%s', (...command) => {
  it.each(['s3://', 's3://A_Bucket/x', 's3:///x', 'https://example.com/archive', 'gs://bucket'])(
    'refuses %s, which names no archive',
    async (archive) => {
      const { exit, stderr } = await user(newFolder())(...command, '-a', archive);
      expect(exit).toBe(2);
      expect(stderr).toContain('not an archive');
      expect(stderr).toContain('s3://bucket/prefix');
    },
  );

  it('says that nothing answers, and what decides where it is looked for', async () => {
    const { exit, stderr, stdout } = await user(newFolder())(...command, '-a', BUCKET);
    expect({ exit, stdout }).toEqual({ exit: 4, stdout: '' });
    expect(stderr).toContain('ECONNREFUSED');
    expect(stderr).toContain('AWS_ENDPOINT_URL');
  });
});

describe('verify', () => {
  const verify = () => user(newFolder())('verify', '-a', BUCKET);

  it('says that there are no credentials, and how to get some', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    const { exit, stderr } = await verify();
    expect(exit).toBe(4);
    expect(stderr).toContain('AWS_PROFILE');
  });

  it('says that no Region is set, and how to set it', async () => {
    delete process.env.AWS_REGION;
    const { exit, stderr } = await verify();
    expect(exit).toBe(4);
    expect(stderr).toContain('AWS_REGION');
  });

  it.each([
    [403, 'AccessDenied', 'verifier role'],
    [404, 'NoSuchBucket', 'spelled right'],
  ])('on %s %s says what to do', async (status, code, hint) => {
    const server = await answering(status, code);
    try {
      const { exit, stderr } = await verify();
      expect(exit).toBe(4);
      expect(stderr).toContain(code);
      expect(stderr).toContain(hint);
    } finally {
      server.close();
    }
  });
});

describe('redrive', () => {
  it('refuses what is no time', async () => {
    const { exit, stderr } = await user(newFolder())('redrive', '-a', BUCKET, '--since', 'yesterday');
    expect(exit).toBe(2);
    expect(stderr).toContain('--since');
  });
});

describe('ingest', () => {
  it('does not write into a bucket, and says how events get there', async () => {
    const { exit, stderr } = await user(newFolder())('ingest', '-a', BUCKET, __filename);
    expect(exit).toBe(2);
    expect(stderr).toContain('PutRecord');
  });
});

/** Something on loopback that gives one answer, as S3 does, and is where AWS is looked for. */
async function answering(status: number, code: string): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}
