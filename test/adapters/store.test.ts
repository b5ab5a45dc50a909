import { FolderStore } from '../../adapters/local/folder-store';
import { describeStore, openStore } from '../../adapters/store';

test.each<[string, unknown]>([
  ['s3://my-bucket', { kind: 's3', bucket: 'my-bucket', prefix: '' }],
  ['s3://my-bucket/', { kind: 's3', bucket: 'my-bucket', prefix: '' }],
  ['S3://my.bucket/copies/of it', { kind: 's3', bucket: 'my.bucket', prefix: 'copies/of it/' }],
  ['s3://my-bucket/a/b/', { kind: 's3', bucket: 'my-bucket', prefix: 'a/b/' }],
  ['./archive', { kind: 'folder', folder: './archive' }],
  ['s3/archive', { kind: 'folder', folder: 's3/archive' }],
  ['C:\\archive', { kind: 'folder', folder: 'C:\\archive' }],
])('%s names a store', (archive, description) => {
  expect(describeStore(archive)).toEqual(description);
});

test.each([
  's3://',
  's3:///key',
  's3://UPPER/x',
  's3://a/x',
  's3://my_bucket/x',
  'https://x/y',
  'gs://bucket',
])('%s names none', (archive) =>
  expect(() => describeStore(archive)).toThrow(expect.objectContaining({ code: 'usage' })),
);

test('a folder is opened without the AWS SDK', () => {
  const loaded = () => Object.keys(require.cache).filter((file) => file.includes('@aws-sdk')).length;
  expect(openStore({ kind: 'folder', folder: 'x' })).toBeInstanceOf(FolderStore);
  expect(loaded()).toBe(0);
  openStore({ kind: 's3', bucket: 'b-1', prefix: '', region: 'eu-west-1' });
  expect(loaded()).toBeGreaterThan(0);
});

test('a bucket is opened, under a prefix that can stand before keys', () => {
  const s3 = { kind: 's3', bucket: 'b-1', region: 'eu-west-1' } as const;
  expect(openStore({ ...s3, prefix: 'a/' })).toHaveProperty('put');
  expect(() => openStore({ ...s3, prefix: 'a' })).toThrow(expect.objectContaining({ code: 'usage' }));
});
