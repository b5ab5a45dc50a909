import { hourPrefix, LINE_START, UID_LENGTH } from '../batch/ids';
import type { ObjectInfo, ObjectStore } from '../ports';
import { readLines } from './batch-lines';

/** A line that has arrived in the archive. */
export interface Arrival {
  /** The event's uid, as its line says. */
  readonly uid: string;
  readonly line: Buffer;
  /** The version of the object it lies in. */
  readonly object: ObjectInfo;
}

const HOUR_MS = 3_600_000;

/** Waits for a line by a text that only it has: looks through what is new in the archive, each version once. */
export class ArrivalWatch {
  readonly #archive: ObjectStore;
  readonly #text: string;
  readonly #since: number;
  readonly #seen = new Set<string>();

  /**
   * @param text stands in no other line
   * @param since when it was sent, ms since 1970; an object begins with its oldest record, of up to an hour before
   */
  constructor(archive: ObjectStore, text: string, since: number) {
    this.#archive = archive;
    this.#text = text;
    this.#since = since;
  }

  /** The line, if it has arrived by `now`. */
  async look(now: number): Promise<Arrival | undefined> {
    for (let hour = this.#since - HOUR_MS; hour < now + HOUR_MS; hour += HOUR_MS) {
      for await (const object of this.#archive.list(`events/${hourPrefix(hour)}`)) {
        const id = `${object.key}\0${object.version}`;
        // What was stored long before the event was sent cannot hold it; the clocks may differ by some minutes.
        const isOld = object.storedAt !== undefined && object.storedAt < this.#since - HOUR_MS / 4;
        if (isOld || this.#seen.has(id)) continue;
        this.#seen.add(id);
        const found = await this.#in(object);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  async #in(object: ObjectInfo): Promise<Arrival | undefined> {
    let found: Arrival | undefined;
    await readLines(this.#archive, object, (line) => {
      if (found !== undefined || line.indexOf(this.#text) < 0) return;
      if (line.toString('latin1', 0, LINE_START.length) !== LINE_START) return;
      const uid = line.toString('latin1', LINE_START.length, LINE_START.length + UID_LENGTH);
      found = { uid, line: Buffer.from(line), object };
    });
    return found;
  }
}
