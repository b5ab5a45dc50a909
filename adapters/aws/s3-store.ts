import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { WormtrailError } from '../../core/errors';
import type { ObjectInfo, ObjectStore, PutCondition } from '../../core/ports';
import { checkKey } from '../object-key';
import { awsError, faultOf, isFault } from './errors';
import { backOff } from './jitter';
import { PartCache } from './part-cache';

/** Where an S3Store is. */
export interface S3Place {
  readonly client: S3Client;
  readonly bucket: string;
  /** Stands before every key: empty, or ending in `/`. */
  readonly prefix?: string;
}

/** The tag of an object that a lifecycle rule of its bucket removes: `lib/state-bucket.ts` writes the rule. */
export const EXPIRY_TAG = { Key: 'wormtrail_expire', Value: 'true' } as const;
/** Tries of a write that S3 asks to send again (409 ConditionalRequestConflict). */
const CONFLICT_TRIES = 6;
/** Tries of a read whose body broke off: the SDK sends again only what was not answered at all. */
const BODY_TRIES = 4;

/**
 * An ObjectStore over a bucket. In a bucket with versioning every version is listed, newest first, whatever delete
 * markers lie over it, and `remove` only adds such a marker. Without versioning an object has the one version
 * `null`.
 *
 * - `get` gives the ETag as version, which `ifVersion` takes; `list` gives the version id, which `read` takes.
 * - `storedAt` is S3's LastModified, when the version was written, at the latest: S3 cuts it to whole seconds, and an
 *   object that seemed older than it is could pass for one that should have been sealed.
 * - Reads of parts are cached and read ahead, for readers that go through an object from its beginning.
 */
export class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #parts = new PartCache((object, start, length) => this.#readPart(object, start, length));

  /** @throws WormtrailError `usage` for a prefix that cannot stand before a key */
  constructor({ client, bucket, prefix = '' }: S3Place) {
    if (prefix !== '') {
      if (!prefix.endsWith('/')) {
        throw new WormtrailError('usage', `the prefix ${JSON.stringify(prefix)} does not end in /`);
      }
      checkKey(prefix.slice(0, -1));
    }
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async put(key: string, bytes: Uint8Array, condition?: PutCondition): Promise<'stored' | 'conflict'> {
    const Key = this.#key(key);
    // A copy: the SDK may send the body again after the caller has gone on to use its buffer.
    const Body = Buffer.from(bytes);
    const command = new PutObjectCommand({ Bucket: this.#bucket, Key, Body, ...headersOf(condition) });
    // Whether an earlier sending of the same write may have arrived.
    let mayBeOurs = false;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#client.send(command);
        return 'stored';
      } catch (error) {
        const fault = faultOf(error);
        mayBeOurs ||= fault.attempts > 1;
        if (condition !== undefined) {
          // S3 answers 404 to If-Match for a key that is not there.
          const failed = fault.status === 412 || fault.name === 'NoSuchKey';
          if (failed) return mayBeOurs ? this.#settle(key, Body) : 'conflict';
          if (fault.status === 409) {
            if (attempt < CONFLICT_TRIES) {
              await backOff(attempt, 50);
              continue;
            }
            return mayBeOurs ? this.#settle(key, Body) : 'conflict';
          }
        }
        throw awsError(error, 'cannot write', this.#name(key), 'write');
      }
    }
  }

  async get(key: string): Promise<{ readonly bytes: Uint8Array; readonly version: string } | undefined> {
    const Key = this.#key(key);
    try {
      const { bytes, etag } = await this.#fetch({ Bucket: this.#bucket, Key });
      if (etag === undefined) throw new WormtrailError('unavailable', `${this.#name(key)} came without ETag`);
      return { bytes, version: etag };
    } catch (error) {
      if (isFault(error, 'NoSuchKey')) return undefined;
      throw awsError(error, 'cannot read', this.#name(key));
    }
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (from !== undefined) {
      let page: ListObjectVersionsCommandOutput;
      try {
        page = await this.#client.send(
          new ListObjectVersionsCommand({
            Bucket: this.#bucket,
            Prefix: this.#prefix + prefix,
            // Keys may hold characters that XML 1.0 cannot.
            EncodingType: 'url',
            ...from,
          }),
        );
      } catch (error) {
        throw awsError(error, 'cannot list', this.#name(prefix));
      }
      for (const { Key, VersionId, Size, LastModified } of page.Versions ?? []) {
        if (Key === undefined || VersionId === undefined || Size === undefined)
          throw this.#cutListing(prefix);
        const key = decodeKey(Key).slice(this.#prefix.length);
        const info = { key, version: VersionId, size: Size };
        yield LastModified === undefined ? info : { ...info, storedAt: endOfSecond(LastModified) };
      }
      from = page.IsTruncated ? this.#next(page, prefix) : undefined;
    }
  }

  async read(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    return this.#parts.read(object, start, length);
  }

  async remove(key: string): Promise<void> {
    const Key = this.#key(key);
    try {
      await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key }));
    } catch (error) {
      throw awsError(error, 'cannot remove', this.#name(key), 'write');
    }
  }

  /** Tags the newest version; an object that is written anew has no tags. The bucket's lifecycle does the rest. */
  async expire(key: string): Promise<void> {
    const Key = this.#key(key);
    try {
      await this.#client.send(
        new PutObjectTaggingCommand({ Bucket: this.#bucket, Key, Tagging: { TagSet: [EXPIRY_TAG] } }),
      );
    } catch (error) {
      // Over a delete marker S3 answers MethodNotAllowed.
      if (['NoSuchKey', 'MethodNotAllowed'].some((name) => isFault(error, name))) return;
      throw awsError(error, 'cannot tag', this.#name(key), 'write');
    }
  }

  /**
   * After a refusal of a write that was sent more than once, of which an earlier sending may have been carried
   * out: whose object is there? If it holds exactly our bytes, then what the caller wanted is so, and `stored` is
   * true, whether it was ours or that of somebody who wrote the same: writers of the same bytes cannot be told
   * apart, and need not be (a register that elects one of them is a Lock's work). If it holds others, ours may have
   * been there before them: that is for the caller to find out.
   */
  async #settle(key: string, bytes: Buffer): Promise<'stored'> {
    const there = await this.get(key).catch(() => undefined);
    if (there !== undefined && bytes.equals(there.bytes)) return 'stored';
    throw new WormtrailError(
      'unknown-outcome',
      `cannot tell whether ${this.#name(key)} was written: an answer was lost, and now something else is there`,
    );
  }

  async #readPart(object: ObjectInfo, start: number, length: number): Promise<Uint8Array> {
    const { key, version } = object;
    if (length <= 0) return new Uint8Array(0);
    try {
      const { bytes, range } = await this.#fetch({
        Bucket: this.#bucket,
        Key: this.#prefix + key,
        VersionId: version,
        Range: `bytes=${start}-${start + length - 1}`,
      });
      // RFC 9110 section 14.2: a server may ignore Range, and then sends everything.
      if (range === undefined) return bytes.subarray(start, start + length);
      if (!range.startsWith(`bytes ${start}-`)) {
        throw new WormtrailError('unavailable', `${this.#name(key)}: asked for byte ${start}, got ${range}`);
      }
      return bytes;
    } catch (error) {
      // Nothing lies there: the object ends before.
      if (faultOf(error).status === 416) return new Uint8Array(0);
      throw awsError(error, 'cannot read', this.#name(key));
    }
  }

  async #fetch(
    input: ConstructorParameters<typeof GetObjectCommand>[0],
  ): Promise<{ bytes: Uint8Array; etag: string | undefined; range: string | undefined }> {
    for (let attempt = 1; ; attempt++) {
      const { Body, ETag, ContentRange } = await this.#client.send(new GetObjectCommand(input));
      if (Body === undefined) return { bytes: new Uint8Array(0), etag: ETag, range: ContentRange };
      try {
        return { bytes: await Body.transformToByteArray(), etag: ETag, range: ContentRange };
      } catch (error) {
        if (attempt === BODY_TRIES) throw error;
        await backOff(attempt, 50);
      }
    }
  }

  #next(page: ListObjectVersionsCommandOutput, prefix: string) {
    const { NextKeyMarker, NextVersionIdMarker } = page;
    // Going on without a marker would begin anew; ending would hide what follows.
    if (NextKeyMarker === undefined || NextKeyMarker === '') throw this.#cutListing(prefix);
    const KeyMarker = decodeKey(NextKeyMarker);
    return NextVersionIdMarker === undefined || NextVersionIdMarker === ''
      ? { KeyMarker }
      : { KeyMarker, VersionIdMarker: NextVersionIdMarker };
  }

  #cutListing(prefix: string): WormtrailError {
    return new WormtrailError('unavailable', `the listing of ${this.#name(prefix)} is not whole`);
  }

  #key(key: string): string {
    checkKey(key);
    const full = this.#prefix + key;
    if (this.#prefix !== '') checkKey(full);
    return full;
  }

  #name(key: string): string {
    return `s3://${this.#bucket}/${this.#prefix}${key}`;
  }
}

function headersOf(condition: PutCondition | undefined) {
  if (condition === undefined) return {};
  return 'ifAbsent' in condition ? { IfNoneMatch: '*' } : { IfMatch: condition.ifVersion };
}

/** A time that may have been cut to its second, as the last moment of that second. ms since 1970. */
function endOfSecond(time: Date): number {
  const ms = time.getTime();
  return ms % 1000 === 0 ? ms + 999 : ms;
}

/** Undoes `EncodingType: url`, in which S3 writes a space as `+`. */
function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch (cause) {
    throw new WormtrailError('unavailable', `the listing names a key that cannot be decoded: ${encoded}`, {
      cause,
    });
  }
}
