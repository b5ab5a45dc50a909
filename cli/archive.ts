import { stat } from 'node:fs/promises';
import { describeStore, openStore, type StoreDescription } from '../adapters/store';
import { WormtrailError } from '../core/errors';
import type { ObjectStore } from '../core/ports';

/** A bucket, and where in it. */
export type BucketDescription = Extract<StoreDescription, { kind: 's3' }>;

/** An archive that is there. */
export interface OpenedArchive {
  readonly description: StoreDescription;
  readonly store: ObjectStore;
}

/**
 * The archive that `--archive` names, which must be there to be read.
 * @throws WormtrailError `usage` if it is neither a folder nor of the form `s3://bucket/prefix`; `unavailable`,
 * `denied` for a bucket that is not there, or may not be read
 */
export async function openArchive(archive: string): Promise<OpenedArchive> {
  const description = describeStore(archive);
  if (description.kind === 'folder') await requireFolder(description.folder);
  const store = openStore(description);
  // One reading tells what is wrong with credentials, Region and name, before anything else is begun.
  if (description.kind === 's3') await reaching(archive, () => store.get('log/checkpoint'));
  return { description, store };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw new WormtrailError('usage', `there is no folder ${folder}`);
  if (!found.isDirectory()) throw new WormtrailError('usage', `${folder} is not a folder`);
}

/**
 * Runs what needs AWS. Whatever keeps it from being reached makes no verdict possible (exit 4), and what to do about
 * it is said.
 */
export async function reaching<T>(archive: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WormtrailError) || !['usage', 'unavailable'].includes(error.code)) throw error;
    const hint =
      error.hint ??
      (error.code === 'usage'
        ? `is ${archive} spelled right, and is it of this account and Region? AWS_PROFILE and AWS_REGION choose them`
        : 'is the network up? AWS_REGION, and AWS_ENDPOINT_URL for a stand-in, say where it is looked for');
    throw new WormtrailError('unavailable', error.message, { hint, cause: error });
  }
}
