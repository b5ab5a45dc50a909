import { stat } from 'node:fs/promises';
import { FolderStore } from '../adapters/local/folder-store';
import { WormtrailError } from '../core/errors';

/** @throws WormtrailError `usage` if `archive` is not a local path */
export function requireLocal(archive: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(archive)) {
    throw new WormtrailError('usage', `${archive} is not a folder`, {
      hint: 'this release works on folders: copy the bucket into one, all versions of its objects too',
    });
  }
  return archive;
}

/**
 * The store over an archive that must be there.
 * @throws WormtrailError `usage` if it is not a folder, or none that can be found
 */
export async function openArchive(archive: string): Promise<FolderStore> {
  requireLocal(archive);
  const found = await stat(archive).catch(() => undefined);
  if (found === undefined) throw new WormtrailError('usage', `there is no folder ${archive}`);
  if (!found.isDirectory()) throw new WormtrailError('usage', `${archive} is not a folder`);
  return new FolderStore(archive);
}
