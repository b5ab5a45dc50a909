import { type Entry, parseEntry, parseObject } from '../batch/entry';
import { eventUid, LINE_START, UID_LENGTH } from '../batch/ids';
import { WormtrailError } from '../errors';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint';
import { HASH_BYTES, leafHash } from '../tlog/merkle';
import { checkNote, formatKeyId, parseNote, type VerifierKey } from '../tlog/note';
import { checkInclusion } from '../tlog/proof';
import { parseTlogProof } from '../tlog/tlog-proof';

/**
 * What a tlog-proof for an event carries as its `extra`:
 *
 *     {"wormtrail":"event-proof/v1","line":"{\"metadata\":…}","index":41,"path":["<hex>",…],"entry":"{\"wormtrail\":\"entry/v1\",…}"}
 *
 * without spaces, keys in this order. `path` proves the line as number `index` of the batch whose root stands in
 * `entry`; the tlog-proof around it proves `entry` as a leaf of the log with the checkpoint at its end.
 */
export interface EventProof {
  /** The event's line, without its newline. */
  readonly line: string;
  /** The event's number in its batch. */
  readonly index: number;
  /** From the line's sibling up to the batch's root, 32 bytes each. */
  readonly path: readonly Uint8Array[];
  /** The batch's entry, without its newline. */
  readonly entry: string;
}

/** The document as text. */
export function formatEventProof({ line, index, path, entry }: EventProof): string {
  return JSON.stringify({
    wormtrail: 'event-proof/v1',
    line,
    index,
    path: path.map((hash) => Buffer.from(hash).toString('hex')),
    entry,
  });
}

/** Reads the document and refuses every other spelling of it. @throws WormtrailError `malformed` */
export function parseEventProof(bytes: Uint8Array): EventProof {
  const text = Buffer.from(bytes).toString('utf8');
  const { wormtrail, line, index, path, entry } = parseObject(text, 'event proof');
  const hashes = Array.isArray(path) ? path.map(hashOf) : [undefined];
  if (
    wormtrail !== 'event-proof/v1' ||
    typeof line !== 'string' ||
    typeof index !== 'number' ||
    typeof entry !== 'string' ||
    !hashes.every((hash) => hash !== undefined)
  ) {
    throw new WormtrailError('malformed', 'event proof: not of its form');
  }
  const proof: EventProof = { line, index, path: hashes, entry };
  if (formatEventProof(proof) !== text) {
    throw new WormtrailError('malformed', 'event proof: not in canonical form');
  }
  return proof;
}

function hashOf(hex: unknown): Buffer | undefined {
  if (typeof hex !== 'string' || !/^[0-9a-f]{64}$/.test(hex)) return undefined;
  return Buffer.from(hex, 'hex').subarray(0, HASH_BYTES);
}

/** What a proof shows. */
export interface ProofReport {
  /** `unknown`: all of it fits together, but there was no key to tell whose log it is. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** Why, in a sentence. */
  readonly detail: string;
  /** By the event's place, not by what its line says. Absent where the proof could not be read so far. */
  readonly uid?: string;
  readonly line?: string;
  readonly entry?: Entry;
  /** Number of the entry's leaf. */
  readonly leaf?: number;
  readonly checkpoint?: Checkpoint;
  /** The key whose signature holds. */
  readonly key?: VerifierKey;
}

/**
 * Checks a proof from line to signature, with nothing but these bytes and the keys.
 * @param keys verifier keys from outside; none: at most `unknown`
 */
export function checkEventProof(bytes: Uint8Array, keys: readonly VerifierKey[]): ProofReport {
  try {
    return judge(bytes, keys);
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    return { verdict: error.code === 'unsupported' ? 'unknown' : 'fail', detail: error.message };
  }
}

function judge(bytes: Uint8Array, keys: readonly VerifierKey[]): ProofReport {
  const { extra, index: leaf, proof, checkpointNote } = parseTlogProof(bytes);
  if (extra === undefined) throw new WormtrailError('malformed', 'the proof carries no event');
  const { line, index, path, entry: entryText } = parseEventProof(extra);
  const entry = parseEntry(Buffer.from(entryText));
  const note = parseNote(Buffer.from(checkpointNote));
  const checkpoint = parseCheckpoint(note.text);
  const uid = eventUid(entry.batch, index);
  const read = { uid, line, entry, leaf, checkpoint };
  const fail = (detail: string): ProofReport => ({ verdict: 'fail', detail, ...read });

  const lineHash = leafHash(Buffer.from(line));
  if (!checkInclusion(path, index, entry.events, lineHash, Buffer.from(entry.root, 'hex'))) {
    return fail('the line is not the event that the batch holds at this place');
  }
  if (line.slice(LINE_START.length, LINE_START.length + UID_LENGTH) !== uid) {
    return fail(`the line calls itself another event than ${uid}, which its place is`);
  }
  const entryHash = leafHash(Buffer.from(entryText));
  if (!checkInclusion(proof, leaf, checkpoint.size, entryHash, checkpoint.root)) {
    return fail("the batch's entry is not the leaf of the log that it is said to be");
  }
  const { verified, failed } = checkNote(note, keys);
  const named = ({ name, keyId }: { name: string; keyId: number }) => `${name}+${formatKeyId(keyId)}`;
  if (failed.length > 0) {
    return fail(`the checkpoint's signature by ${failed.map(named).join(', ')} is not that key's`);
  }
  const key = verified.find(({ name }) => name === checkpoint.origin);
  if (key !== undefined) {
    return { verdict: 'pass', detail: 'the event is in the log that this key signs', ...read, key };
  }
  if (keys.length === 0) {
    const detail = 'the proof fits together, but without a key nobody can tell who signed it';
    return { verdict: 'unknown', detail, ...read };
  }
  return fail(
    `the checkpoint is signed by ${note.signatures.map(named).join(', ')}, not by ${keys.map(named).join(', ')}`,
  );
}
