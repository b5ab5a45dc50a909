import { dynamoClient, s3Client } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { S3Store } from '../../adapters/aws/s3-store';
import { infosOf, ledgerConformance, lockConformance, objectStoreConformance } from '../adapters/conformance';
import { newBucket, newTable } from './services';

const s3 = s3Client();
const dynamo = dynamoClient();
afterAll(() => {
  s3.destroy();
  dynamo.destroy();
});

const buckets = new Map<boolean, Promise<string>>();
let stores = 0;

/** An empty store: a prefix of its own in a bucket for all of its kind, which is quicker than a bucket each. */
async function newStore(versioned: boolean): Promise<S3Store> {
  const bucket = buckets.get(versioned) ?? newBucket(s3, versioned);
  buckets.set(versioned, bucket);
  return new S3Store({ client: s3, bucket: await bucket, prefix: `store/${stores++}/` });
}

async function newLedger(): Promise<DynamoLedger> {
  return new DynamoLedger({ client: dynamo, table: await newTable(dynamo) });
}

objectStoreConformance('S3Store over a bucket without versioning', () => newStore(false));
objectStoreConformance('S3Store over a bucket with versioning', () => newStore(true), { keepsRemoved: true });
ledgerConformance('DynamoLedger', newLedger);
lockConformance('DynamoLedger.lock', async () => (await newLedger()).lock);

describe('S3Store', () => {
  test('lists every version, newest first, over more than a page, with the time at which it was stored', async () => {
    const before = Date.now() - 2_000;
    const store = await newStore(true);
    // 1,100 versions: S3 gives 1,000 a page, and the border of two pages lies within the versions of one key.
    const put = async (key: string, count: number) => {
      for (let i = 0; i < count; i += 20) {
        await Promise.all(
          Array.from({ length: Math.min(20, count - i) }, (_, j) => store.put(key, Buffer.from(`${i + j}`))),
        );
      }
    };
    await put('a', 990);
    await put('b', 100);
    await put('c', 10);
    await store.put('c', Buffer.from('newest'));
    const infos = await infosOf(store, '');
    expect(infos).toHaveLength(1101);
    expect(new Set(infos.map(({ key, version }) => `${key} ${version}`)).size).toBe(1101);
    expect(infos.filter(({ key }) => key === 'b')).toHaveLength(100);
    const newest = infos.find(({ key }) => key === 'c')!;
    expect(Buffer.from(await store.read(newest, 0, 99)).toString()).toBe('newest');
    for (const { storedAt } of infos) expect(storedAt).toBeGreaterThan(before);
  });

  test.each(['a b', 'a+b', 'ä/ö', 'a%20b', 'a&<b>"', '日本', 'tab\there', '\u0001'])(
    'lists and reads the key %j as it was written',
    async (key) => {
      const store = await newStore(true);
      await store.put(key, Buffer.from('bytes'));
      const [info] = await infosOf(store, '');
      expect(info?.key).toBe(key);
      expect(Buffer.from(await store.read(info!, 1, 3)).toString()).toBe('yte');
    },
  );

  test('reads parts of a large object in any order, and from its beginning to its end', async () => {
    const store = await newStore(true);
    const bytes = Buffer.alloc(13_000_001);
    for (let i = 0; i < bytes.length; i += 4)
      bytes.writeUInt32LE((i * 2654435761) >>> 0, Math.min(i, bytes.length - 4));
    await store.put('large', bytes);
    const [info] = await infosOf(store, '');
    const read = async (start: number, length: number) => Buffer.from(await store.read(info!, start, length));
    const parts = [
      [12_999_999, 9],
      [0, 8 << 20],
      [8_000_000, 8 << 20],
      [4_194_300, 10],
      [0, 13_000_001],
      [13_000_001, 5],
    ];
    const results = await Promise.all(parts.map(([start, length]) => read(start!, length!)));
    results.forEach((result, i) => {
      const [start, length] = parts[i]!;
      expect(result.equals(bytes.subarray(start, start! + length!))).toBe(true);
    });
  });

  test('says what is wrong with a bucket that is not there', async () => {
    const store = new S3Store({ client: s3, bucket: 'no-such-bucket' });
    await expect(store.get('k')).rejects.toMatchObject({ code: 'usage' });
    await expect(infosOf(store, '')).rejects.toMatchObject({ code: 'usage' });
    await expect(store.put('k', Buffer.from('x'))).rejects.toMatchObject({ code: 'usage' });
  });
});
