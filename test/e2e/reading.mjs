import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';

/** Every version under a prefix: {key, version, marker}. */
export async function versions(s3, bucket, prefix = '') {
  const found = [];
  let page = {};
  do {
    page = await s3.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      }),
    );
    for (const one of page.Versions ?? [])
      found.push({ key: one.Key, version: one.VersionId, marker: false });
    for (const one of page.DeleteMarkers ?? [])
      found.push({ key: one.Key, version: one.VersionId, marker: true });
  } while (page.IsTruncated);
  return found;
}

/** The bytes of an object, or undefined if there is none. */
export async function read(s3, bucket, key, version) {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
    return Buffer.from(await Body.transformToByteArray());
  } catch (error) {
    if (error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

export function head(s3, bucket, key, version) {
  return s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
}

/** Every event line under events/, of every version, parsed. Lines that are not events (index lines) are left out. */
export async function events(s3, bucket) {
  const lines = [];
  for (const { key, version, marker } of await versions(s3, bucket, 'events/')) {
    if (marker) continue;
    const text = gunzipSync(await read(s3, bucket, key, version)).toString();
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const event = JSON.parse(line);
      if (event.metadata?.uid !== undefined) lines.push({ key, version, event });
    }
  }
  return lines;
}

/** Size and text of the newest checkpoint; undefined while there is none. */
export async function checkpoint(s3, bucket) {
  const bytes = await read(s3, bucket, 'log/checkpoint');
  if (bytes === undefined) return undefined;
  const text = bytes.toString();
  return { size: Number(text.split('\n')[1]), text };
}
