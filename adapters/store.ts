import { WormtrailError } from '../core/errors';
import type { ObjectStore } from '../core/ports';
import { FolderStore } from './local/folder-store';

/** Which store to open. Plain data: it goes to worker threads. */
export type StoreDescription =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      /** Empty, or ending in `/`. */
      readonly prefix: string;
      /** Default: the environment's, and then the bucket's own. */
      readonly region?: string;
      /** A stand-in for S3. Default: the environment's, if any. */
      readonly endpoint?: string;
    };

/** @throws WormtrailError `usage` for a prefix that cannot stand before a key */
export function openStore(description: StoreDescription): ObjectStore {
  if (description.kind === 'folder') return new FolderStore(description.folder);
  // The AWS SDK takes longer to load than most local commands run: only who has a bucket loads it.
  const { S3Store } = require('./aws/s3-store') as typeof import('./aws/s3-store');
  const { s3Client } = require('./aws/clients') as typeof import('./aws/clients');
  const { bucket, prefix, region, endpoint } = description;
  return new S3Store({ client: s3Client({ region, endpoint }), bucket, prefix });
}

/**
 * What `--archive` names: `s3://bucket`, `s3://bucket/prefix`, else a folder.
 * @throws WormtrailError `usage` for a URL of another kind, or one without a bucket
 */
export function describeStore(archive: string): StoreDescription {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(archive) ?? [];
  if (scheme === undefined) return { kind: 'folder', folder: archive };
  const [bucket = '', ...names] = rest.split('/');
  // S3 user guide, "General purpose bucket naming rules".
  if (scheme.toLowerCase() !== 's3' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new WormtrailError('usage', `not an archive: ${archive}`, {
      hint: 'an archive is a folder or s3://bucket/prefix',
    });
  }
  const prefix = names.join('/').replace(/\/+$/, '');
  return { kind: 's3', bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}
