import { s3Client } from '../../../adapters/aws/clients';
import { S3Store } from '../../../adapters/aws/s3-store';
import { infosOf } from '../conformance';
import { type Answer, type Asked, type FakeService, fakeService, s3Fault } from './fake-service';

let service: FakeService;
let store: S3Store;
let client: ReturnType<typeof s3Client>;

async function serve(answer: (asked: Asked, number: number) => Answer | 'lost', prefix = ''): Promise<void> {
  service = await fakeService(answer);
  client = s3Client(service.settings);
  store = new S3Store({ client, bucket: 'archive', prefix });
}

afterEach(async () => {
  client.destroy();
  await service.close();
});

const OURS = Buffer.from('ours');
const stored: Answer = { headers: { etag: '"e1"' } };
const holding = (body: string): Answer => ({ headers: { etag: '"e2"' }, body });
const methods = () => service.asked.map(({ method }) => method).join(' ');

describe('a conditional write', () => {
  test('says on the wire what must hold', async () => {
    await serve(() => stored, 'some/where/');
    await store.put('a b', OURS, { ifAbsent: true });
    await store.put('k', OURS, { ifVersion: '"e1"' });
    await store.put('k', OURS);
    expect(service.asked.map(({ headers }) => [headers['if-none-match'], headers['if-match']])).toEqual([
      ['*', undefined],
      [undefined, '"e1"'],
      [undefined, undefined],
    ]);
    expect(service.asked[0]?.url).toBe('/archive/some/where/a%20b?x-id=PutObject');
    // Object Lock takes no upload without one (S3 user guide, "Using Object Lock").
    for (const { headers } of service.asked) {
      expect(headers['x-amz-checksum-crc32'] ?? headers['x-amz-trailer']).toBeDefined();
    }
  });

  test('is a conflict when refused at once, and then nothing is asked further', async () => {
    await serve(() => s3Fault(412, 'PreconditionFailed'));
    expect(await store.put('k', OURS, { ifAbsent: true })).toBe('conflict');
    expect(methods()).toBe('PUT');
  });

  test('over a version of a key that is not there is a conflict', async () => {
    await serve(() => s3Fault(404, 'NoSuchKey'));
    expect(await store.put('k', OURS, { ifVersion: '"e1"' })).toBe('conflict');
  });

  test('whose answer was lost is stored if our bytes are there', async () => {
    await serve(({ method }, number) => {
      if (method === 'GET') return holding('ours');
      return number === 1 ? 'lost' : s3Fault(412, 'PreconditionFailed');
    });
    expect(await store.put('k', OURS, { ifAbsent: true })).toBe('stored');
    expect(methods()).toBe('PUT PUT GET');
  });

  test('whose answer was lost has no known outcome if other bytes are there', async () => {
    await serve(({ method }, number) => {
      if (method === 'GET') return holding('theirs');
      return number === 1 ? s3Fault(500, 'InternalError') : s3Fault(412, 'PreconditionFailed');
    });
    await expect(store.put('k', OURS, { ifVersion: '"e1"' })).rejects.toMatchObject({
      code: 'unknown-outcome',
    });
  });

  test('that S3 wants to be sent again is, and is a conflict if S3 never takes it', async () => {
    await serve((_, number) => (number < 4 ? s3Fault(409, 'ConditionalRequestConflict') : stored));
    expect(await store.put('k', OURS, { ifAbsent: true })).toBe('stored');
    expect(methods()).toBe('PUT PUT PUT PUT');
    await service.close();
    await serve(() => s3Fault(409, 'ConditionalRequestConflict'));
    expect(await store.put('k', OURS, { ifAbsent: true })).toBe('conflict');
  });
});

test.each<[string, Answer | 'lost', string]>([
  ['no answer', 'lost', 'unknown-outcome'],
  ['server errors', s3Fault(500, 'InternalError'), 'unknown-outcome'],
  ['a refusal', s3Fault(403, 'AccessDenied'), 'denied'],
  ['no such bucket', s3Fault(404, 'NoSuchBucket'), 'usage'],
  ['a bad request', s3Fault(400, 'InvalidRequest'), 'unavailable'],
])('a write that meets %s', async (_, answer, code) => {
  await serve(() => answer);
  await expect(store.put('k', OURS)).rejects.toMatchObject({
    code,
    message: expect.stringContaining('cannot write s3://archive/k: '),
  });
});

test.each<[string, Answer | 'lost', string]>([
  ['no answer', 'lost', 'unavailable'],
  ['server errors', s3Fault(503, 'ServiceUnavailable'), 'unavailable'],
  ['a refusal', s3Fault(403, 'AccessDenied'), 'denied'],
  ['no version', s3Fault(404, 'NoSuchVersion'), 'unavailable'],
])('a read that meets %s', async (_, answer, code) => {
  await serve(() => answer);
  const object = { key: 'k', version: 'v', size: 9 };
  await expect(store.read(object, 0, 9)).rejects.toMatchObject({ code });
});

test('what a remembered buffer becomes while a write is sent again does not reach S3', async () => {
  const sent = Buffer.from('before');
  await serve((_, number) => {
    sent.write('after!');
    return number === 1 ? 'lost' : stored;
  });
  await store.put('k', sent);
  expect(service.asked.map(({ body }) => /before/.test(body.toString()))).toEqual([true, true]);
});

describe('reading', () => {
  const object = { key: 'k', version: 'v1', size: 10 };

  test('asks for a part of one version', async () => {
    await serve(() => ({ status: 206, headers: { 'content-range': 'bytes 2-4/10' }, body: '234' }));
    expect(Buffer.from(await store.read(object, 2, 3)).toString()).toBe('234');
    expect(service.asked[0]).toMatchObject({
      url: '/archive/k?versionId=v1&x-id=GetObject',
      headers: { range: 'bytes=2-4' },
    });
  });

  test('takes its part where a server sends everything', async () => {
    await serve(() => ({ body: '0123456789' }));
    expect(Buffer.from(await store.read(object, 2, 3)).toString()).toBe('234');
  });

  test('takes no other part than the one it asked for', async () => {
    await serve(() => ({ status: 206, headers: { 'content-range': 'bytes 0-2/10' }, body: '012' }));
    await expect(store.read(object, 2, 3)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('begins anew when a body breaks off', async () => {
    await serve((_, number) => ({
      status: 206,
      headers: { 'content-range': 'bytes 0-9/10' },
      body: '0123456789',
      ...(number < 3 ? { cutAfter: 4 } : {}),
    }));
    expect(Buffer.from(await store.read(object, 0, 10)).toString()).toBe('0123456789');
    expect(service.asked).toHaveLength(3);
  });
});

describe('listing', () => {
  const page = (versions: string, more = '') => ({
    body: `<?xml version="1.0"?><ListVersionsResult>${versions}${more}</ListVersionsResult>`,
  });
  const version = (key: string, id: string) =>
    `<Version><Key>${key}</Key><VersionId>${id}</VersionId><Size>3</Size>` +
    '<LastModified>2026-11-23T09:00:00.000Z</LastModified></Version>';

  test('goes through all pages, keys decoded, prefix off, without delete markers', async () => {
    await serve((_, number) => {
      if (number > 1) return page(version('pre/z', 'v3'));
      const marker = '<DeleteMarker><Key>pre/gone</Key><VersionId>m</VersionId></DeleteMarker>';
      const next =
        '<NextKeyMarker>pre/a%2Bb+%01</NextKeyMarker><NextVersionIdMarker>v2</NextVersionIdMarker>';
      return page(
        version('pre/a%2Bb+%01', 'v1') + marker + version('pre/a%2Bb+%01', 'v2'),
        `<IsTruncated>true</IsTruncated>${next}`,
      );
    }, 'pre/');
    const infos = await infosOf(store, 'a');
    // The last moment of the second that S3 tells: the version may have been written then.
    const storedAt = Date.UTC(2026, 10, 23, 9) + 999;
    expect(infos).toEqual([
      { key: 'a+b \u0001', version: 'v1', size: 3, storedAt },
      { key: 'a+b \u0001', version: 'v2', size: 3, storedAt },
      { key: 'z', version: 'v3', size: 3, storedAt },
    ]);
    const query = new URL(service.asked[1]!.url, 'http://x').searchParams;
    expect([query.get('prefix'), query.get('key-marker'), query.get('version-id-marker')]).toEqual([
      'pre/a',
      'pre/a+b \u0001',
      'v2',
    ]);
  });

  test('never ends early in silence', async () => {
    await serve(() => page(version('a', 'v1'), '<IsTruncated>true</IsTruncated>'));
    await expect(infosOf(store, '')).rejects.toMatchObject({ code: 'unavailable' });
    await service.close();
    await serve(() => page('<Version><Key>a</Key><Size>1</Size></Version>'));
    await expect(infosOf(store, '')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

test.each(['no-slash', '/', 'a//', '../'])('refuses %j as a prefix', async (prefix) => {
  await serve(() => stored);
  expect(() => new S3Store({ client, bucket: 'b', prefix })).toThrow(
    expect.objectContaining({ code: 'usage' }),
  );
});

describe('letting go of an object', () => {
  test('tags it, and does not mind if it is gone', async () => {
    await serve((_, number) => (number === 1 ? {} : s3Fault(404, 'NoSuchKey')));
    await store.expire('stages/a');
    await store.expire('stages/a');
    const [asked] = service.asked;
    expect(asked).toMatchObject({ method: 'PUT', url: expect.stringMatching(/stages\/a\?tagging/) });
    expect(asked?.body.toString()).toContain(
      '<TagSet><Tag><Key>wormtrail_expire</Key><Value>true</Value></Tag></TagSet>',
    );
    expect(service.asked).toHaveLength(2);
  });

  test('is denied where it is', async () => {
    await serve(() => s3Fault(403, 'AccessDenied'));
    await expect(store.expire('stages/a')).rejects.toMatchObject({ code: 'denied' });
  });
});
