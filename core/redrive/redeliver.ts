import { parseEntry } from '../batch/entry';
import { arrivalOf, digestStartOf, hourPrefix } from '../batch/ids';
import { parseStage, stageKey } from '../batch/stage';
import { deliverable } from '../batch/transform';
import { WormtrailError } from '../errors';
import type { Ledger, ObjectStore } from '../ports';

/** Where a batch is delivered from, and to. */
export interface RedeliverPorts {
  readonly archive: ObjectStore;
  readonly state: ObjectStore;
  readonly ledger: Pick<Ledger, 'findBatch'>;
}

/** What came of delivering a batch again. */
export interface Redelivery {
  readonly batch: string;
  /**
   * - `delivered`: from its stage, to the root that was entered
   * - `present`: an earlier redrive delivered it
   * - `stage-lost`, `stage-damaged`: nothing is there that gives the root; the hole stays
   * - `row-damaged`: what the ledger has under its digest is no entry, so that no root is known; the hole stays
   * - `not-committed`: no batch of this id was ever entered
   */
  readonly outcome:
    | 'delivered'
    | 'present'
    | 'stage-lost'
    | 'stage-damaged'
    | 'row-damaged'
    | 'not-committed';
  /** Key of the object, if it is there. */
  readonly object?: string;
  readonly detail: string;
}

/** Objects of other content that may stand in the way of a batch's. */
const MOST_BESIDE = 10;

/** Where redrive puts a batch: beside what the stream delivered in the hour of its first arrival. */
export function redrivenKey(batch: string): string {
  return `events/${hourPrefix(arrivalOf(batch))}redrive-${batch}.jsonl.gz`;
}

/**
 * Delivers a committed batch once more, from its stage, after checking that it gives the root that was entered.
 * Delivered twice it is the same object, and identical copies of events are harmless.
 * @param digest the batch's, hex; without it, its stage is looked for by what the id has of it
 * @throws WormtrailError `malformed` for what is no batch id; what the ports throw
 */
export async function redeliver(ports: RedeliverPorts, batch: string, digest?: string): Promise<Redelivery> {
  const { state, ledger } = ports;
  const digests = digest === undefined ? await stagedDigests(state, batch) : [digest];
  let rotten: WormtrailError | undefined;
  for (const candidate of digests) {
    const row = await ledger.findBatch(candidate);
    if (row === undefined) continue;
    const entry = readable(() => parseEntry(row.entry));
    if (entry instanceof WormtrailError) {
      // Another digest may be the batch's, if this one was only looked for.
      rotten ??= entry;
      continue;
    }
    if (entry.batch !== batch) continue;
    const stage = await state.get(stageKey(batch, candidate));
    if (stage === undefined) break;
    const whole = readable(() => deliverable(parseStage(stage.bytes), row));
    if (whole instanceof WormtrailError) return { batch, outcome: 'stage-damaged', detail: whole.message };
    return put(ports.archive, batch, Buffer.concat(whole.answers));
  }
  if (rotten !== undefined) {
    return { batch, outcome: 'row-damaged', detail: `its row of the ledger: ${rotten.message}` };
  }
  return digests.length > 0 && digest === undefined
    ? { batch, outcome: 'not-committed', detail: 'its stage is there, and it was never entered' }
    : { batch, outcome: 'stage-lost', detail: 'its stage is not there' };
}

/** What `read` gives, or why it cannot: what rotted is an outcome of its batch, and the run goes on. */
function readable<T>(read: () => T): T | WormtrailError {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    return error;
  }
}

/** Digests of the stages whose batch may be this one. */
async function stagedDigests(state: ObjectStore, batch: string): Promise<string[]> {
  const folder = `stages/${hourPrefix(arrivalOf(batch))}`;
  const found = new Set<string>();
  for await (const { key } of state.list(folder + digestStartOf(batch))) found.add(key.slice(folder.length));
  return [...found].filter((name) => /^[0-9a-f]{64}$/.test(name));
}

async function put(archive: ObjectStore, batch: string, bytes: Buffer): Promise<Redelivery> {
  const key = redrivenKey(batch);
  for (let copy = 1; copy <= MOST_BESIDE; copy++) {
    const object = copy === 1 ? key : key.replace(/\.jsonl\.gz$/, `-${copy}.jsonl.gz`);
    if ((await archive.put(object, bytes, { ifAbsent: true })) === 'stored') {
      return { batch, outcome: 'delivered', object, detail: 'delivered from its stage' };
    }
    // What somebody else put in its place stays there, for the verifier to find; the batch goes beside it.
    const there = await archive.get(object);
    if (there !== undefined && bytes.equals(there.bytes)) {
      return { batch, outcome: 'present', object, detail: 'delivered again before' };
    }
  }
  throw new WormtrailError('conflict', `${key}: ${MOST_BESIDE} objects stand in the place of the batch`);
}
