import { type Leaf, parseLeaf } from '../batch/control';
import { type Entry, parseEntry } from '../batch/entry';
import { parseUid } from '../batch/ids';
import { WormtrailError } from '../errors';
import type { ObjectStore } from '../ports';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint';
import { type Note, parseNote } from '../tlog/note';
import { inclusionInLeaves, proveInclusion } from '../tlog/proof';
import { TileReader } from '../tlog/tile-reader';
import { entriesPath, TILE_WIDTH, tileWidth } from '../tlog/tiles';
import { formatTlogProof } from '../tlog/tlog-proof';
import { type DamagedLines, findBatchLines, fitsIndex } from './batch-lines';
import { formatEventProof } from './event-proof';

/** Where the batch of an event stands in the log. */
export interface EventPlace {
  readonly uid: string;
  /** The event's number in its batch. */
  readonly index: number;
  readonly entry: Entry;
  /** Number of the entry's leaf. */
  readonly leaf: number;
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

/** A line, and the key of the object in which it was found. */
export interface PlacedLine {
  readonly line: Buffer;
  readonly object: string;
}

/** An event looked up by its uid. */
export type EventLookup =
  /** Its batch is as it was entered. `proof` is a tlog-proof file that shows it. */
  | {
      readonly state: 'sealed';
      readonly place: EventPlace;
      readonly line: Buffer;
      readonly object: string;
      readonly proof: string;
    }
  /** Its batch is in the log, but what lies there is not what was entered. */
  | {
      readonly state: 'altered';
      readonly place: EventPlace;
      /** What calls itself this event, with whether it fits the batch's index as far as that tells. */
      readonly found: readonly { readonly line: Buffer; readonly object: string; readonly fits: boolean }[];
    }
  /** Its line lies there, but without others of its batch, which are missing, it cannot be proven. */
  | { readonly state: 'unproven'; readonly place: EventPlace; readonly found: readonly PlacedLine[] }
  /** Its batch is in the log, and its line is not to be found. */
  | { readonly state: 'missing'; readonly place: EventPlace }
  /** Lines of it lie in the archive, but no leaf under the newest checkpoint covers them. */
  | { readonly state: 'unsealed'; readonly found: readonly PlacedLine[] }
  /** Nothing in the archive knows of it. */
  | { readonly state: 'absent' };

/**
 * Looks an event up under the archive's newest checkpoint. Signatures are for the caller to judge.
 * @throws WormtrailError `malformed` for an uid, or for a part of the log that does not belong to the
 * checkpoint's tree; `unavailable` if there is no checkpoint or a part of the log is missing; `usage` if the
 * batch has no event of that number
 */
export async function findEvent(archive: ObjectStore, uid: string): Promise<EventLookup> {
  const { batch, index } = parseUid(uid);
  const { note, noteText, checkpoint } = await newestCheckpoint(archive);
  const reader = new TileReader(archive, checkpoint, 'log/');
  const at = await findEntry(archive, reader, checkpoint.size, batch);
  if (at === undefined) {
    const lines = await findBatchLines(archive, batch, undefined);
    const found = 'found' in lines ? (lines.found.get(index) ?? []) : [];
    return found.length === 0 ? { state: 'absent' } : { state: 'unsealed', found };
  }
  const { leaf, bytes, entry } = at;
  if (index >= entry.events) {
    throw new WormtrailError(
      'usage',
      `batch ${batch} has ${entry.events} events, numbered from 0: no ${uid}`,
    );
  }
  const place: EventPlace = { uid, index, entry, leaf, checkpoint, note };
  const lines = await findBatchLines(archive, batch, entry);
  if (!('lines' in lines)) return damaged(place, lines);
  const line = lines.lines[index] as Buffer;
  const extra = formatEventProof({
    line: line.toString('utf8'),
    index,
    path: inclusionInLeaves(lines.hashes, entry.events, index),
    entry: bytes.toString('utf8'),
  });
  const proof = formatTlogProof({
    extra: Buffer.from(extra),
    index: leaf,
    proof: await proveInclusion(reader, leaf, checkpoint.size),
    checkpointNote: noteText,
  });
  return { state: 'sealed', place, line, object: lines.objects[index] as string, proof };
}

function damaged(place: EventPlace, { found, index }: DamagedLines): EventLookup {
  const variants = (found.get(place.index) ?? []).map(({ line, hash, object }) => ({
    line,
    object,
    fits: index !== undefined && fitsIndex(hash, index, place.index),
  }));
  if (variants.length === 0) return { state: 'missing', place };
  const incomplete = found.size < place.entry.events;
  const unchanged = variants.filter(({ fits }) => fits || index === undefined);
  if (incomplete && unchanged.length > 0) return { state: 'unproven', place, found: unchanged };
  return { state: 'altered', place, found: variants };
}

interface NewestCheckpoint {
  readonly note: Note;
  readonly noteText: string;
  readonly checkpoint: Checkpoint;
}

/** The archive's newest checkpoint, its signatures unjudged. @throws WormtrailError `unavailable`, `malformed` */
export async function newestCheckpoint(archive: ObjectStore): Promise<NewestCheckpoint> {
  const object = await archive.get('log/checkpoint');
  if (object === undefined) {
    throw new WormtrailError(
      'unavailable',
      'there is no log/checkpoint: this is no archive, or nothing is sealed',
      {
        hint: 'check --archive; wormtrail seal publishes a checkpoint',
      },
    );
  }
  const note = parseNote(object.bytes);
  return {
    note,
    noteText: Buffer.from(object.bytes).toString('utf8'),
    checkpoint: parseCheckpoint(note.text),
  };
}

interface FoundEntry {
  readonly leaf: number;
  readonly bytes: Buffer;
  readonly entry: Entry;
}

/**
 * The entry of a batch among the log's leaves. The bundles are searched for the id as they lie there, and only
 * the one that has it is authenticated; if none has it all are, so that an altered one cannot hide a batch.
 */
async function findEntry(
  archive: ObjectStore,
  reader: TileReader,
  size: number,
  batch: string,
): Promise<FoundEntry | undefined> {
  const wanted = `"batch":"${batch}"`;
  const bundles = Math.ceil(size / TILE_WIDTH);
  for (let i = 0; i < bundles; i++) {
    const width = tileWidth(0, i, size);
    const bundle = await archive.get(`log/${entriesPath(i, width)}`);
    if (
      bundle === undefined ||
      Buffer.from(bundle.bytes.buffer, bundle.bytes.byteOffset, bundle.bytes.length).indexOf(wanted) < 0
    )
      continue;
    const found = entryIn(await reader.readBundle(i), i, batch);
    if (found !== undefined) return found;
  }
  for (let i = 0; i < bundles; i++) {
    const found = entryIn(await reader.readBundle(i), i, batch);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entryIn(leaves: readonly Buffer[], bundle: number, batch: string): FoundEntry | undefined {
  for (const [i, bytes] of leaves.entries()) {
    if (bytes.indexOf(batch) < 0) continue;
    const leaf: Leaf = parseLeaf(bytes);
    if (leaf.type === 'entry' && leaf.entry.batch === batch) {
      return { leaf: bundle * TILE_WIDTH + i, bytes, entry: parseEntry(bytes) };
    }
  }
  return undefined;
}
