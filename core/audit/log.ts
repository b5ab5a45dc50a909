import { parseLeaf } from '../batch/control';
import type { Entry } from '../batch/entry';
import { arrivalOf } from '../batch/ids';
import { RetentionRules } from '../batch/retention';
import { WormtrailError } from '../errors';
import type { ObjectStore } from '../ports';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint';
import { leafHash } from '../tlog/merkle';
import { checkNote, formatKeyId, parseNote, type VerifierKey } from '../tlog/note';
import { checkConsistency, proveConsistency } from '../tlog/proof';
import { TileReader } from '../tlog/tile-reader';
import { TILE_WIDTH } from '../tlog/tiles';
import type { Findings } from '../verify/findings';
import { LaneCheck } from '../verify/lane-check';
import { CHECKPOINT, LOG } from '../verify/log-files';
import type { AuditState } from './state';

/** What is known of the log's size from beside the archive. */
export interface Sealed {
  readonly size: number;
  /** Hex. */
  readonly root: string;
}

/** A checkpoint that an audit may go by. */
export interface Audited {
  readonly checkpoint: Checkpoint;
  /** As it is stored. */
  readonly note: string;
  readonly reader: TileReader;
}

/**
 * Reads `log/checkpoint` and holds it against the keys, against the checkpoint audited before and against what the
 * sealer keeps under its lock: of this log, no smaller, and grown from them.
 *
 * @param before the note of the checkpoint audited before
 * @param sealed what the sealer had published before this is called
 * @returns undefined, with findings, if there is none to go by
 * @throws what the archive throws
 */
export async function readCheckpoint(
  archive: ObjectStore,
  keys: readonly VerifierKey[],
  before: string | null,
  sealed: Sealed | undefined,
  findings: Findings,
): Promise<Audited | undefined> {
  const object = CHECKPOINT;
  if (keys.length === 0) findings.add('no-key', 'the auditor was given none');
  const known = before === null ? undefined : parseCheckpoint(parseNote(Buffer.from(before)).text);
  const size = Math.max(known?.size ?? 0, sealed?.size ?? 0);
  const stored = await archive.get(object);
  if (stored === undefined) {
    if (size === 0) findings.add('no-log', 'no checkpoint was published yet');
    else findings.add('checkpoint-missing', `one of ${size} leaves was there`, { object });
    return undefined;
  }
  let checkpoint: Checkpoint;
  try {
    const note = parseNote(stored.bytes);
    checkpoint = parseCheckpoint(note.text);
    const { verified, failed } = checkNote(note, keys);
    if (failed.length > 0) {
      findings.add('bad-signature', `that of ${namesOf(failed)} is wrong`, { object });
      return undefined;
    }
    if (keys.length > 0 && !verified.some(({ name }) => name === checkpoint.origin)) {
      findings.add('wrong-key', `it is of ${checkpoint.origin}, not signed by ${namesOf(keys)}`, { object });
      return undefined;
    }
  } catch (error) {
    if (!(error instanceof WormtrailError) || error.code !== 'malformed') throw error;
    findings.add('checkpoint-malformed', error.message, { object });
    return undefined;
  }
  if (known !== undefined && known.origin !== checkpoint.origin) {
    findings.add('origin-mismatch', `it is of ${checkpoint.origin}, the audits before of ${known.origin}`);
    return undefined;
  }
  if (checkpoint.size < size) {
    findings.add('rollback', `a checkpoint of ${size} leaves was published, this one has ${checkpoint.size}`);
    return undefined;
  }
  if (known === undefined && sealed === undefined) {
    findings.add('no-anchor', 'nothing audited before, and no ledger that says how far the log goes');
  }
  const reader = new TileReader(archive, checkpoint, LOG);
  const anchors = [
    ...(known === undefined ? [] : [{ ...known, source: 'the checkpoint audited before' }]),
    ...(sealed === undefined
      ? []
      : [{ ...sealed, root: Buffer.from(sealed.root, 'hex'), source: 'the ledger' }]),
  ];
  const isGrown = await reading(findings, async () => {
    for (const { size: from, root, source } of anchors) {
      if (from === 0) continue;
      const proof = await proveConsistency(reader, from, checkpoint.size);
      if (checkConsistency(proof, from, root, checkpoint.size, checkpoint.root)) continue;
      findings.add('fork', `${source}: another root at size ${from}`);
      return false;
    }
    return true;
  });
  return isGrown === true ? { checkpoint, note: Buffer.from(stored.bytes).toString(), reader } : undefined;
}

/**
 * Runs what reads the log through a `TileReader`: nothing comes out of it that is not under the checkpoint's root.
 * @returns undefined, with a finding, where the log's files are altered or missing
 */
async function reading<T>(findings: Findings, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    if (error.code === 'malformed') findings.add('bundle-damaged', error.message);
    else if (error.code === 'unavailable' && error.message.endsWith(' is missing'))
      findings.add('bundle-missing', error.message);
    else throw error;
    return undefined;
  }
}

function namesOf(keys: readonly VerifierKey[]): string {
  return keys.map(({ name, keyId }) => `${name}+${formatKeyId(keyId)}`).join(', ') || 'any key';
}

const HOUR_MS = 3_600_000;

/** What the state says of the log with some leaves more, and what is new. */
export interface Taken {
  readonly log: Pick<
    AuditState,
    | 'taken'
    | 'lanes'
    | 'heartbeat'
    | 'began'
    | 'beats'
    | 'retention'
    | 'quarantined'
    | 'deliveryLimit'
    | 'hours'
  >;
  /** Leaves of batches. */
  readonly batches: readonly number[];
  readonly normalizers: ReadonlySet<string>;
  /** The earliest arrival among the last leaves, ms since 1970: what later leaves may begin with. */
  readonly reached: number | undefined;
}

/**
 * Takes in the next leaves, each once: chains of the lanes, canonical form, what control entries say.
 * @param most leaves at most; then up to the end of a bundle
 * @returns undefined, with a finding, if they cannot be read under the checkpoint
 */
export async function takeLeaves(
  { checkpoint, reader }: Audited,
  state: AuditState,
  most: number,
  findings: Findings,
): Promise<Taken | undefined> {
  const lanes = new LaneCheck(findings, state.lanes);
  const hours = new Map(state.hours);
  const batches: number[] = [];
  const normalizers = new Set<string>();
  const retention = new RetentionRules(state.retention);
  const beats = [...state.beats];
  const quarantined = [...state.quarantined];
  let { taken, heartbeat, began, deliveryLimit } = state;
  let reached: number | undefined;

  const take = (bytes: Buffer, place: number): void => {
    let leaf: ReturnType<typeof parseLeaf>;
    try {
      leaf = parseLeaf(bytes);
    } catch (error) {
      if (!(error instanceof WormtrailError) || error.code !== 'malformed') throw error;
      findings.add('entry-malformed', `leaf ${place}: ${error.message}`);
      lanes.lost();
      return;
    }
    lanes.add(leaf.entry, place, [leafHash(bytes).toString('hex')]);
    if (leaf.type === 'entry') {
      const arrival = arrivalOf(leaf.entry.batch);
      const hour = floorHour(arrival);
      hours.set(hour, Math.min(hours.get(hour) ?? place, place));
      batches.push(place);
      normalizers.add(leaf.entry.normalizer);
      reached = Math.min(reached ?? arrival, arrival);
      return;
    }
    const { entry } = leaf;
    const time = Date.parse(entry.time);
    if (entry.kind === 'heartbeat') {
      const read = Date.parse(entry.read);
      heartbeat = Math.max(heartbeat ?? 0, read);
      beats.push([place, read]);
    }
    if (entry.kind === 'retention' && !retention.add({ days: entry.days, from: entry.from, place, time }))
      findings.add('refused', `leaf ${place}: it would shorten the retention that was promised`);
    if (entry.kind === 'refused')
      findings.add('refused', `leaf ${place}: row ${entry.at} of lane ${entry.refused}`);
    if (entry.kind === 'quarantine') quarantined.push({ entry, place });
    if ((entry.kind === 'genesis') !== (place === 0)) {
      findings.add('genesis-wrong', `leaf ${place} is ${place === 0 ? 'not the' : 'a second'} genesis`);
    }
    if (entry.kind === 'genesis' && place === 0) {
      began = time;
      deliveryLimit = entry.deliveryLimit;
      retention.add({ days: entry.retention, from: 0, place, time });
      if (entry.origin !== checkpoint.origin)
        findings.add('origin-mismatch', `leaf 0 says ${entry.origin}, the checkpoint ${checkpoint.origin}`);
    }
  };

  const until = Math.min(checkpoint.size, taken + most);
  while (taken < until) {
    const number = Math.floor(taken / TILE_WIDTH);
    const leaves = await reading(findings, () => reader.readBundle(number));
    if (leaves === undefined) return undefined;
    reached = undefined;
    for (const leaf of leaves.slice(taken - number * TILE_WIDTH)) take(leaf, taken++);
  }
  return {
    log: {
      taken,
      lanes: lanes.ends,
      heartbeat,
      began,
      beats,
      retention: retention.rules,
      quarantined,
      deliveryLimit,
      hours: [...hours].sort(([a], [b]) => a - b),
    },
    batches,
    normalizers,
    reached,
  };
}

/** Entries at places that were taken in before. @returns undefined, with a finding, if they cannot be read */
export async function readEntries(
  { reader }: Audited,
  places: Iterable<number>,
  findings: Findings,
  onEntry: (entry: Entry, leaf: Buffer, place: number) => void,
): Promise<true | undefined> {
  const bundles = new Map<number, number[]>();
  for (const place of places) {
    const number = Math.floor(place / TILE_WIDTH);
    const wanted = bundles.get(number);
    if (wanted === undefined) bundles.set(number, [place]);
    else wanted.push(place);
  }
  for (const [number, wanted] of [...bundles].sort(([a], [b]) => a - b)) {
    const leaves = await reading(findings, () => reader.readBundle(number));
    if (leaves === undefined) return undefined;
    for (const place of wanted) {
      const bytes = leaves[place - number * TILE_WIDTH];
      const entry = bytes && entryIn(bytes);
      if (entry !== undefined) onEntry(entry, leafHash(bytes as Buffer), place);
    }
  }
  return true;
}

/** A leaf that is no entry of a batch has no lines. */
function entryIn(bytes: Buffer): Entry | undefined {
  try {
    const leaf = parseLeaf(bytes);
    return leaf.type === 'entry' ? leaf.entry : undefined;
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
    throw error;
  }
}

export function floorHour(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}
