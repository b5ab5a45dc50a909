import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { SpillStore } from '../../core/verify/spill';
import { fileError } from './file-errors';

/** Spilled lines as files of a folder. */
export class FileSpill implements SpillStore {
  readonly folder: string;

  /** @param folder must be there, and is nobody else's */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** A new folder among the system's temporary ones. @throws WormtrailError `full`, `denied`, `unavailable` */
  static async create(): Promise<FileSpill> {
    const prefix = path.join(tmpdir(), 'wormtrail-verify-');
    try {
      return new FileSpill(await mkdtemp(prefix));
    } catch (error) {
      throw fileError(error, 'cannot make a folder', prefix);
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const file = path.join(this.folder, name);
    try {
      const handle = await open(file, 'wx');
      try {
        await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw fileError(error, 'cannot write', file);
    }
  }

  async read(name: string, start: number, length: number): Promise<Uint8Array> {
    const file = path.join(this.folder, name);
    try {
      const handle = await open(file, 'r');
      try {
        const bytes = Buffer.allocUnsafe(length);
        const { bytesRead } = await handle.read(bytes, 0, length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw fileError(error, 'cannot read', file);
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
