import { hourPrefix } from '../batch/ids';
import { parseStageHeader, type StageHeader, stageKey } from '../batch/stage';
import { WormtrailError } from '../errors';
import type { Ledger, ObjectInfo, ObjectStore } from '../ports';

/** A batch that lists a record as good. */
export interface StagedBatch {
  readonly batch: string;
  readonly digest: string;
}

const HOUR_MS = 3_600_000;
/** A header of some hundred records; longer ones are read on. */
const FIRST_READ = 64 << 10;
/** Headers read at once. */
const PARALLEL = 16;
/** Hours kept: failed deliveries come in the order of time. */
const KEPT_HOURS = 3;

/**
 * Finds the committed batches that already have a record: its stage lists it as good, with the same data and the
 * same arrival. Stages lie under the hour of their first arrival, which is at most an hour before a record's own:
 * the stream gathers for 15 minutes at most. Only headers are read.
 */
export class CommittedRecords {
  readonly #state: ObjectStore;
  readonly #ledger: Ledger;
  /** By hour: which batches list a record. */
  readonly #hours = new Map<string, Promise<ReadonlyMap<string, readonly StagedBatch[]>>>();
  readonly #committed = new Map<string, Promise<boolean>>();

  constructor(state: ObjectStore, ledger: Ledger) {
    this.#state = state;
    this.#ledger = ledger;
  }

  /** @param data hex SHA-256 of its data @param arrival ms since 1970 */
  async find(data: string, arrival: number): Promise<StagedBatch | undefined> {
    const hours = new Set([arrival, arrival - HOUR_MS].filter((time) => time >= 0).map(hourPrefix));
    for (const hour of hours) {
      for (const staged of (await this.#hour(hour)).get(recordKey(data, arrival)) ?? []) {
        if (await this.#isCommitted(staged.digest)) return staged;
      }
    }
    return undefined;
  }

  #isCommitted(digest: string): Promise<boolean> {
    let known = this.#committed.get(digest);
    if (known === undefined) {
      known = this.#ledger.findBatch(digest).then((row) => row !== undefined);
      this.#committed.set(digest, known);
    }
    return known;
  }

  #hour(hour: string): Promise<ReadonlyMap<string, readonly StagedBatch[]>> {
    let known = this.#hours.get(hour);
    if (known === undefined) {
      known = this.#read(hour);
      this.#hours.set(hour, known);
      const [oldest] = this.#hours.keys();
      if (this.#hours.size > KEPT_HOURS && oldest !== undefined) this.#hours.delete(oldest);
    }
    return known;
  }

  async #read(hour: string): Promise<ReadonlyMap<string, readonly StagedBatch[]>> {
    const found = new Map<string, StagedBatch[]>();
    const take = (header: StageHeader | undefined) => {
      if (header === undefined) return;
      const { batch, digest } = header;
      for (const { data, arrival, result } of header.records) {
        if (result !== 'Ok') continue;
        const key = recordKey(data, arrival);
        found.set(key, [...(found.get(key) ?? []), { batch, digest }]);
      }
    };
    let reading: Promise<StageHeader | undefined>[] = [];
    for await (const info of this.#state.list(`stages/${hour}`)) {
      reading.push(this.#header(info));
      if (reading.length < PARALLEL) continue;
      for (const header of await Promise.all(reading)) take(header);
      reading = [];
    }
    for (const header of await Promise.all(reading)) take(header);
    return found;
  }

  /** Undefined for what is no stage under its own name: in doubt a record is sent. */
  async #header(info: ObjectInfo): Promise<StageHeader | undefined> {
    const parts: Uint8Array[] = [];
    for (let at = 0, step = FIRST_READ; at < info.size; step *= 2) {
      const part = await this.#state.read(info, at, Math.min(step, info.size - at));
      if (part.length === 0) return undefined;
      const newline = part.indexOf(0x0a);
      parts.push(newline < 0 ? part : part.subarray(0, newline));
      if (newline >= 0) return headerOf(Buffer.concat(parts), info.key);
      at += part.length;
    }
    return undefined;
  }
}

function headerOf(bytes: Buffer, key: string): StageHeader | undefined {
  try {
    const header = parseStageHeader(bytes);
    return stageKey(header.batch, header.digest) === key ? header : undefined;
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
    throw error;
  }
}

function recordKey(data: string, arrival: number): string {
  return `${data}:${arrival}`;
}
