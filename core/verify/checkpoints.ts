import { WormtrailError } from '../errors';
import type { ObjectStore } from '../ports';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint';
import { checkNote, formatKeyId, type Note, parseNote, type VerifierKey } from '../tlog/note';
import { Findings } from './findings';
import { CHECKPOINT, type LogFiles, messageOf, readLogFile } from './log-files';

/** A checkpoint that the verifier has from outside the archive. */
export interface Anchor {
  readonly checkpoint: Checkpoint;
  /** Where it comes from, for people: `remembered`, a file's name. */
  readonly source: string;
}

/**
 * Reads a checkpoint from outside, e.g. the file of `--checkpoint`.
 * @throws WormtrailError `malformed`; `usage` if it is not signed by one of `keys` (no keys: taken as given)
 */
export function readAnchor(bytes: Uint8Array, keys: readonly VerifierKey[], source: string): Anchor {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  if (keys.length > 0) {
    const { verified, failed } = checkNote(note, keys);
    if (verified.length === 0 || failed.length > 0) {
      throw new WormtrailError(
        'usage',
        `${source} is not signed by ${namesOf(keys)}, but by ${signersOf(note)}`,
      );
    }
  }
  return { checkpoint, source };
}

/** The checkpoint that the archive is judged by. */
export interface Judged {
  readonly checkpoint: Checkpoint;
  /** Keys that signed it; empty if none was given or none did. */
  readonly keys: readonly VerifierKey[];
  /** The note as it is stored. */
  readonly bytes: Uint8Array;
}

/**
 * Chooses the newest checkpoint under the keys from `log/checkpoint` and `log/checkpoints/`, and says what is
 * wrong with the former.
 *
 * @param publishing size of a checkpoint that the sealer is known to be about to publish
 * @returns undefined if there is none that can be read
 */
export async function chooseCheckpoint(
  archive: ObjectStore,
  files: LogFiles,
  keys: readonly VerifierKey[],
  publishing: number | undefined,
  findings: Findings,
): Promise<Judged | undefined> {
  if (keys.length === 0) findings.add('no-key', 'give one with --key'); // check: no-key | keys.length === 0 => false
  // The sealer stores the note first: killed before the log's first `log/checkpoint`, it leaves nothing but that.
  const wasPublished = [...files.notes.keys()].some((size) => size !== publishing);
  const current = await readCurrent(archive, keys, findings, wasPublished);
  const newest = await newestNote(archive, files, keys, current?.checkpoint.size ?? -1);
  if (newest === undefined) {
    if (current === undefined) findings.add('no-log', 'no checkpoint can be read'); // check: no-log | current === undefined => false
    return current;
  }
  if (current !== undefined && newest.checkpoint.size !== publishing) {
    const sizes = `${current.checkpoint.size}, but one of size ${newest.checkpoint.size} was published`;
    findings.add('checkpoint-behind', `its size is ${sizes}`, { object: CHECKPOINT }); // check: checkpoint-behind | findings.add('checkpoint-behind', `its size is ${sizes}`, { object: CHECKPOINT }) => void 0
  }
  return newest;
}

/** `log/checkpoint`, as far as it can be read, signed or not. */
async function readCurrent(
  archive: ObjectStore,
  keys: readonly VerifierKey[],
  findings: Findings,
  logIsThere: boolean,
): Promise<Judged | undefined> {
  const object = CHECKPOINT;
  let bytes: Uint8Array;
  let note: Note;
  let checkpoint: Checkpoint;
  try {
    const stored = await archive.get(CHECKPOINT);
    if (stored === undefined) {
      if (logIsThere) findings.add('checkpoint-missing', 'only older copies are left', { object }); // check: checkpoint-missing | logIsThere => false
      return undefined;
    }
    bytes = stored.bytes;
    note = parseNote(bytes);
    checkpoint = parseCheckpoint(note.text);
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    if (error.code === 'malformed')
      findings.add('checkpoint-malformed', error.message, { object }); // check: checkpoint-malformed | error.code === 'malformed' => false
    else findings.add('log-unreadable', error.message, { object });
    return undefined;
  }
  const { verified, failed } = checkNote(note, keys);
  if (failed.length > 0)
    findings.add('bad-signature', `that of ${namesOf(failed)} is wrong`, { object }); // check: bad-signature | failed.length > 0 => false
  else if (keys.length > 0 && verified.length === 0) {
    findings.add('wrong-key', `signed by ${signersOf(note)}, not by ${namesOf(keys)}`, { object }); // check: wrong-key | findings.add('wrong-key', `signed by ${signersOf(note)}, not by ${namesOf(keys)}`, { object }) => void 0
  }
  for (const key of verified) {
    if (key.name === checkpoint.origin) continue;
    findings.add('origin-mismatch', `the key is for ${key.name}, the log is ${checkpoint.origin}`, {
      object,
    }); // check: key-origin | findings.add('origin-mismatch', `the key is for ${key.name}, the log is ${checkpoint.origin}`, { object }) => void 0
  }
  return { checkpoint, keys: failed.length > 0 ? [] : verified, bytes };
}

/** The largest published checkpoint above `above` that the keys vouch for. */
async function newestNote(
  archive: ObjectStore,
  files: LogFiles,
  keys: readonly VerifierKey[],
  above: number,
): Promise<Judged | undefined> {
  const quiet = new Findings();
  for (const size of [...files.notes.keys()].reverse()) {
    if (size <= above) return undefined;
    for (const info of files.notes.get(size) ?? []) {
      const bytes = await readLogFile(archive, info, quiet);
      const note = bytes && readNote(bytes, size, keys);
      if (note?.checkpoint !== undefined && note.problem === undefined) return note;
    }
  }
  return undefined;
}

/** A published checkpoint, and what is wrong with it. */
export function readNote(
  bytes: Uint8Array,
  size: number,
  keys: readonly VerifierKey[],
): (Judged & { readonly problem?: string }) | { readonly problem: string; readonly checkpoint?: undefined } {
  try {
    const note = parseNote(bytes);
    const checkpoint = parseCheckpoint(note.text);
    const { verified, failed } = checkNote(note, keys);
    const judged = { checkpoint, keys: verified, bytes };
    if (checkpoint.size !== size) return { ...judged, problem: `its size is ${checkpoint.size}` }; // check: note-size | checkpoint.size !== size => false
    if (failed.length > 0) return { ...judged, problem: `the signature of ${namesOf(failed)} is wrong` }; // check: note-signature | failed.length > 0 => false
    if (keys.length > 0 && verified.length === 0)
      return { ...judged, problem: `signed by ${signersOf(note)}` }; // check: note-key | keys.length > 0 && verified.length === 0 => false
    return judged;
  } catch (error) {
    if (!(error instanceof WormtrailError) || error.code !== 'malformed') throw error;
    return { problem: messageOf(error) };
  }
}

function namesOf(keys: readonly VerifierKey[]): string {
  return keys.map(({ name, keyId }) => `${name}+${formatKeyId(keyId)}`).join(', ');
}

function signersOf(note: Note): string {
  return note.signatures.map(({ name, keyId }) => `${name}+${formatKeyId(keyId)}`).join(', ');
}
