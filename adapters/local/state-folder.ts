import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import { type Checkpoint, parseCheckpoint } from '../../core/tlog/checkpoint';
import { parseNote } from '../../core/tlog/note';
import { FolderStore } from './folder-store';
import { fileName } from './paths';

/**
 * The newest checkpoint that this user verified of each log, as `checkpoints/<origin>.note` in a folder of his
 * own: what a truncated or rolled-back log is found out by.
 */
export class StateFolder {
  readonly #folder: string;
  readonly #store: FolderStore;

  constructor(folder: string) {
    this.#folder = folder;
    this.#store = new FolderStore(folder, { settled: true });
  }

  /**
   * The remembered checkpoint's signed note, undefined if there is none.
   * @throws WormtrailError `malformed` if what is there is no checkpoint of that origin; `denied`, `unavailable`
   */
  async remembered(origin: string): Promise<Uint8Array | undefined> {
    return (await this.#read(origin))?.bytes;
  }

  /**
   * Remembers a checkpoint in place of a smaller one. Its signature, and that it is consistent with the one
   * remembered, is for the caller to have verified.
   * @param note the signed note
   * @returns whether it is remembered now: false if one of its size or a larger one is
   * @throws WormtrailError `malformed`, `full`, `denied`, `unavailable`
   */
  async remember(note: Uint8Array): Promise<boolean> {
    const { origin, size } = checkpointOf(note);
    for (;;) {
      const known = await this.#read(origin);
      if (known !== undefined && known.checkpoint.size >= size) return false;
      const condition = known === undefined ? { ifAbsent: true as const } : { ifVersion: known.version };
      if ((await this.#store.put(keyOf(origin), note, condition)) === 'stored') return true;
    }
  }

  async #read(
    origin: string,
  ): Promise<{ bytes: Uint8Array; version: string; checkpoint: Checkpoint } | undefined> {
    const known = await this.#store.get(keyOf(origin));
    if (known === undefined) return undefined;
    const file = path.join(this.#folder, keyOf(origin));
    const hint = 'without it a rollback cannot be seen: restore the file, or remove it to start anew';
    let checkpoint: Checkpoint;
    try {
      checkpoint = checkpointOf(known.bytes);
    } catch (cause) {
      throw new WormtrailError('malformed', `no checkpoint is in ${file}`, { hint, cause });
    }
    if (checkpoint.origin !== origin) {
      throw new WormtrailError('malformed', `${file} is about ${checkpoint.origin}, not ${origin}`, { hint });
    }
    return { ...known, checkpoint };
  }
}

function keyOf(origin: string): string {
  return `checkpoints/${fileName(origin)}.note`;
}

function checkpointOf(note: Uint8Array): Checkpoint {
  return parseCheckpoint(parseNote(note).text);
}
