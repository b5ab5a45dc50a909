import { gzipSync } from 'node:zlib';
import { eventUid, isBatchId } from '../../core/batch/ids';
import { formatCheckpoint } from '../../core/tlog/checkpoint';
import { ed25519Signer } from '../../core/tlog/signing-key';
import type { Report } from '../../core/verify/report';
import type { Bucket, StoredVersion } from './bucket';
import type { Fault } from './faults';
import { kinds, type Present, presentLines, readPresent } from './judge';
import type { Random } from './random';
import { Violation } from './story';
import type { TableBackup } from './table';
import { linesOf } from './truth';
import { DELIVERY_LIMIT_S, type SimWorld } from './world';

/** What somebody, or chance, did to what is stored. */
export interface Damaged {
  readonly what: string;
  /** The system must come to health all the same. */
  readonly isHarmless?: true;
  /** What the verifier must say at any time from then on. */
  readonly always?: Expected;
  /** What it must say at once, with a checkpoint that was kept outside. */
  readonly atOnce?: Expected;
  /** What it must say once everything is sealed. */
  readonly atEnd?: Expected;
  /** The row of a control lane that was altered before it was sealed. */
  readonly row?: { readonly lane: string; readonly seq: number };
  /** Leaves under the checkpoint that was kept outside. */
  readonly sealed: readonly Buffer[];
}

type Expected = 'integrity-fails' | 'integrity-holds' | 'not-both-pass';

type Damage = Omit<Damaged, 'sealed'>;

/** What an adversary kept of an earlier time. */
export interface Backup {
  readonly archive: ReturnType<Bucket['snapshot']>;
  readonly table: TableBackup;
}

export function backUp({ archive, table }: SimWorld): Backup {
  return { archive: archive.snapshot(), table: table.backup() };
}

/**
 * Does the damage; undefined if there is nothing to be damaged yet.
 * @param kept size of the checkpoint that somebody outside has
 */
export function damageNow(
  world: SimWorld,
  kind: Fault,
  random: Random,
  backup: Backup | undefined,
  kept: number,
): Damaged | undefined {
  const sealed = world.truth.sealed.slice(0, kept);
  const done = act(world, kind, random, backup, kept);
  return done && { ...done, sealed };
}

function act(
  world: SimWorld,
  kind: Fault,
  random: Random,
  backup: Backup | undefined,
  kept: number,
): Damage | undefined {
  switch (kind) {
    case 'rot-tile':
      return rotLog(world, random, (key) => !key.includes('/entries/'));
    case 'rot-bundle':
      return rotLog(world, random, (key) => key.includes('/entries/'));
    case 'rot-object':
      return rotObject(world, random);
    case 'stage-lost':
      return loseStage(world, random);
    case 'rot-row-unsealed':
      return rotRow(world, random, false);
    case 'rot-row-sealed':
      return rotRow(world, random, true);
    case 'junk-events':
      return junkEvents(world, random);
    case 'junk-failed':
      return junkFailed(world, random);
    case 'adversary-bucket':
      return random.pick([
        deleteObject,
        (...of: [SimWorld, Random]) => rollBackLog(...of, kept),
        editEvent,
        deleteFailed,
        forgeCheckpoint,
      ])(world, random);
    case 'adversary-ledger': {
      if (backup === undefined) return undefined;
      const withLock = random.chance(0.5);
      world.table.restore(backup.table, withLock);
      return { what: `brings the ledger back to an earlier state${withLock ? ', its lock too' : ''}` };
    }
    case 'adversary-both': {
      if (backup === undefined) return undefined;
      const all = random.chance(0.5);
      world.archive.restore(backup.archive, all ? '' : 'log/');
      world.table.restore(backup.table, true);
      return { what: `brings back ledger, lock and ${all ? 'the whole archive' : 'the log'}` };
    }
    default:
      return undefined;
  }
}

function flipped(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  const at = random.between(0, copy.length - 1);
  copy[at] = (copy[at] as number) ^ (1 << random.between(0, 7));
  return copy;
}

function some(versions: readonly StoredVersion[], random: Random): StoredVersion | undefined {
  return versions.length === 0 ? undefined : random.pick(versions);
}

/** Only what is under a checkpoint: what a sealer is about to publish is nobody's yet. */
function rotLog(world: SimWorld, random: Random, fits: (key: string) => boolean): Damage | undefined {
  const lock = world.table.lock && (JSON.parse(world.table.lock.value.toString()) as { published: boolean });
  if (lock?.published !== true) return undefined;
  const chosen = some(
    world.archive.list('log/tile/').filter(({ info }) => fits(info.key)),
    random,
  );
  if (chosen === undefined) return undefined;
  world.archive.alter(chosen.info, flipped(chosen.bytes, random));
  return { what: `a bit of ${chosen.info.key} rots`, always: 'integrity-fails' as const };
}

function rotObject(world: SimWorld, random: Random): Damage | undefined {
  const chosen = some(world.archive.list('events/'), random);
  if (chosen === undefined) return undefined;
  const rotten = flipped(chosen.bytes, random);
  world.archive.alter(chosen.info, rotten);
  // A bit of a gzip header that means nothing.
  const isSame = linesOf(rotten)?.join('\n') === linesOf(chosen.bytes)?.join('\n');
  const what = `a bit of ${chosen.info.key} rots${isSame ? ', one without meaning' : ''}`;
  return isSame ? { what } : { what, atEnd: 'integrity-fails' as const };
}

/** What was delivered stays as it was; what was not is a hole that nothing fills. */
function loseStage(world: SimWorld, random: Random): Damage | undefined {
  const chosen = some(world.state.list('stages/'), random);
  if (chosen === undefined) return undefined;
  const isRotten = random.chance(0.5);
  world.truth.lostStages.set(chosen.info.key, chosen.bytes);
  if (isRotten) world.state.alter(chosen.info, flipped(chosen.bytes, random));
  else world.state.remove(chosen.info.key);
  return { what: `${isRotten ? 'damages' : 'loses'} ${chosen.info.key}`, atEnd: 'integrity-holds' };
}

function rotRow(world: SimWorld, random: Random, isSealed: boolean): Damage | undefined {
  const heads = new Map<string, number>();
  for (const leaf of world.truth.sealed) {
    const { lane, seq } = JSON.parse(leaf.toString()) as { lane: string; seq: number };
    heads.set(lane, seq);
  }
  const rows = [...world.table.lanes.values()].flat();
  const chosen = rows.filter(({ lane, seq }) => seq <= (heads.get(lane) ?? 0) === isSealed);
  if (chosen.length === 0) return undefined;
  const { lane, seq, entry } = random.pick(chosen);
  // Most bits make a row unreadable; another digit makes another row of it.
  const text = Buffer.from(entry).toString();
  const digits = [...text.matchAll(/[0-9a-f](?=[0-9a-f]{8})/g)];
  const digit = digits.length > 0 ? random.pick(digits).index : 0;
  const altered = random.chance(0.5)
    ? flipped(Buffer.from(entry), random)
    : Buffer.from(`${text.slice(0, digit)}${text[digit] === '1' ? '2' : '1'}${text.slice(digit + 1)}`);
  world.table.alter(lane, seq, altered);
  const what = `row ${seq} of lane ${lane}, ${isSealed ? 'sealed' : 'not sealed'}, rots in the ledger`;
  return isSealed || /^\d+$/.test(lane) ? { what } : { what, row: { lane, seq } };
}

function junkEvents(world: SimWorld, random: Random): Damage | undefined {
  const now = world.scheduler.now;
  const put = (what: string, bytes: Buffer): Damage => {
    world.archive.put(`events/date=2026-11-23/hour=09/junk-${random.between(0, 999)}.gz`, bytes, now);
    return { what: `puts ${what} into events/`, atEnd: 'integrity-fails' as const };
  };
  const line = (text: string) => gzipSync(`${text}\n`);
  const batches = [...world.truth.batches.values()].filter(({ lines }) => lines.length > 0);
  const batch = batches.length > 0 ? random.pick(batches) : undefined;
  const object = some(world.archive.list('events/'), random);
  switch (random.between(0, 4)) {
    case 0: {
      if (object === undefined) return undefined;
      return { ...put('a copy of another object', object.bytes), atEnd: 'integrity-holds' as const };
    }
    case 1:
      return put('an event of a batch that never was', line(EVENT));
    case 2: {
      const entered = batch?.lines[0];
      if (entered === undefined) return undefined;
      return put('an event with a uid that is taken', line(`${entered.slice(0, -1)},"forged":true}`));
    }
    case 3:
      return put('bytes', random.bytes(random.between(1, 200)));
    default:
      return put(
        'an entry',
        line(batch?.entry.replace(/"events":\d+/, '"events":77') ?? '{"wormtrail":"entry/v1"}'),
      );
  }
}

const EVENT = '{"metadata":{"uid":"01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000000"},"forged":true}';

function junkFailed(world: SimWorld, random: Random): Damage | undefined {
  const record = { attemptsMade: 4, arrivalTimestamp: Math.floor(world.scheduler.now) };
  const content = random.pick([
    random.bytes(40),
    Buffer.from(
      `${JSON.stringify({ ...record, rawData: Buffer.from('junk of an insider').toString('base64') })}\n`,
    ),
    Buffer.from('{"rawData":"not base64"}\n[1,2]\n{"a":1}'),
    gzipSync('{"rawData":').subarray(0, 12),
    Buffer.alloc(0),
  ]);
  const key = `failed/processing-failed/date=2026-11-23/hour=09/junk-${random.between(0, 999)}`;
  world.archive.put(key, content, world.scheduler.now);
  return { what: `puts ${content.length} bytes at ${key}`, isHarmless: true as const };
}

function deleteObject(world: SimWorld, random: Random): Damage | undefined {
  const chosen = some(world.archive.list('events/'), random);
  if (chosen === undefined) return undefined;
  world.archive.remove(chosen.info.key);
  return { what: `deletes ${chosen.info.key}` };
}

function editEvent(world: SimWorld, random: Random): Damage | undefined {
  const chosen = some(world.archive.list('events/'), random);
  const lines = chosen && linesOf(chosen.bytes);
  if (chosen === undefined || lines === undefined) return undefined;
  const at = lines.findIndex((line) => line.includes('"time":'));
  if (at < 0) return undefined;
  lines[at] = (lines[at] as string).replace('"time":', '"time":1');
  world.archive.alter(chosen.info, gzipSync(`${lines.join('\n')}\n`));
  return { what: `alters an event in ${chosen.info.key}`, atEnd: 'integrity-fails' as const };
}

function deleteFailed(world: SimWorld, random: Random): Damage | undefined {
  const chosen = some(world.archive.list('failed/'), random);
  if (chosen === undefined) return undefined;
  const isListed = world.truth.sealed.some((leaf) => leaf.includes(`"object":"${chosen.info.key}"`));
  world.archive.remove(chosen.info.key);
  const what = `deletes ${chosen.info.key}, ${isListed ? 'listed' : 'not listed'} in the log`;
  return isListed ? { what, always: 'not-both-pass' as const } : { what };
}

/** That it is seen needs a checkpoint outside that is larger. */
function rollBackLog(world: SimWorld, random: Random, kept: number): Damage | undefined {
  const notes = world.archive
    .list('log/checkpoints/')
    .sort((a, b) => sizeOf(a) - sizeOf(b))
    .filter((note) => sizeOf(note) < world.truth.sealed.length);
  const older = some(notes, random);
  if (older === undefined) return undefined;
  for (const note of world.archive.list('log/checkpoints/')) {
    if (sizeOf(note) > sizeOf(older)) world.archive.remove(note.info.key);
  }
  world.archive.remove('log/checkpoint');
  world.archive.put('log/checkpoint', older.bytes, world.scheduler.now);
  const what = `rolls the log back to size ${sizeOf(older)}`;
  return sizeOf(older) < kept ? { what, atOnce: 'not-both-pass' as const } : { what };
}

function sizeOf({ info }: StoredVersion): number {
  return Number(/(\d+)\.note$/.exec(info.key)?.[1]);
}

/** A checkpoint under another key, of a tree that nobody entered. */
function forgeCheckpoint(world: SimWorld, random: Random): Damage | undefined {
  if (world.archive.get('log/checkpoint') === undefined) return undefined;
  const origin = world.signer.name;
  const signer = ed25519Signer(origin, random.bytes(32));
  const checkpoint = { origin, size: world.truth.sealed.length + 5, root: random.bytes(32) };
  const note = forgedNote(formatCheckpoint(checkpoint), signer.verifierKey);
  world.archive.put('log/checkpoint', Buffer.from(note), world.scheduler.now);
  return { what: 'replaces log/checkpoint by one under another key', atOnce: 'not-both-pass' as const };
}

/** The text with a signature that is none, under a key that is not the log's. */
function forgedNote(text: string, verifierKey: string): string {
  const [name = '', id = ''] = verifierKey.split('+');
  const signature = Buffer.concat([Buffer.from(id, 'hex'), Buffer.alloc(64, 7)]).toString('base64');
  return `${text}\n\u2014 ${name} ${signature}\n`;
}

/** Holds the verifier's word against the damage. */
export function expectAfter(
  world: SimWorld,
  damaged: Damaged,
  report: Report,
  when: 'at once' | 'at the end',
): void {
  const isDrained = world.lastSeal?.drained === true;
  const expected = [
    damaged.always,
    when === 'at once' ? damaged.atOnce : undefined,
    when === 'at the end' && isDrained ? damaged.atEnd : undefined,
  ];
  const wrong = (detail: string) =>
    new Violation(
      'damage-is-seen',
      `${when}, after it ${damaged.what}: ${detail}; it finds ${kinds(report)}`,
    );
  const { integrity, completeness } = report;
  const bothPass = integrity === 'pass' && completeness === 'pass';
  if (expected.includes('integrity-fails') && integrity !== 'fail') throw wrong(`integrity ${integrity}`);
  if (expected.includes('integrity-holds') && integrity === 'fail') throw wrong('integrity fail');
  if (expected.includes('not-both-pass') && bothPass) throw wrong('both pass');
  if (bothPass) {
    const unsound = unsoundness(world, damaged, report);
    if (unsound !== undefined) throw wrong(unsound);
  }
}

/** Why both verdicts may not be pass, whatever was done; undefined: they may. */
function unsoundness(world: SimWorld, damaged: Damaged, report: Report): string | undefined {
  const { truth, table } = world;
  const leaves = truth.readLeaves(report.checkpoint?.size ?? 0);
  if (leaves === undefined) return 'leaves are not there';
  const changed = damaged.sealed.findIndex((leaf, i) => leaves[i]?.equals(leaf) !== true);
  if (changed >= 0) return `leaf ${changed} was sealed and is another one, or gone`;
  const present = readPresent(world);
  const entered = new Set<string>();
  const heads = new Map<string, number>();
  for (const bytes of leaves) {
    const { lane, seq } = JSON.parse(bytes.toString()) as { lane: string; seq: number };
    heads.set(lane, seq);
  }
  /** Of a control entry that rotted in the ledger tells only the row after it. */
  const isUntold = (lane: string, seq: number) =>
    damaged.row?.lane === lane && damaged.row.seq === seq && heads.get(lane) === seq;
  for (const [place, bytes] of leaves.entries()) {
    const { batch, lane, seq } = JSON.parse(bytes.toString()) as {
      batch?: string;
      lane: string;
      seq: number;
    };
    const isCommitted = truth.everCommitted(lane, seq, bytes);
    if (!isCommitted && !isUntold(lane, seq)) return `leaf ${place} was never committed`;
    if (batch === undefined || !isBatchId(batch)) continue;
    entered.add(batch);
    const known = truth.batches.get(batch);
    if (known === undefined) return `leaf ${place} is about a batch that never was`;
    const isDue = world.scheduler.now - known.arrival >= DELIVERY_LIMIT_S * 1000;
    if (isDue && !present.isInDoubt && presentLines(present, known) < known.lines.length)
      return `events of ${batch} are not there`;
  }
  const sealedBatches = new Set(entered);
  for (const rows of table.lanes.values()) {
    for (const { entry } of rows) {
      const batch = /"batch":"([0-9A-Z]{26})"/.exec(Buffer.from(entry).toString())?.[1];
      if (batch !== undefined) entered.add(batch);
    }
  }
  for (const [uid, lines] of present.byUid) {
    const line = truth.batches.get(uid.slice(0, 26))?.lines[Number(uid.slice(27))];
    if (!entered.has(uid.slice(0, 26))) return `${uid} is there and not in the log`;
    // What is not sealed yet is outside both verdicts.
    if (!sealedBatches.has(uid.slice(0, 26))) continue;
    if (lines.size === 1 && line !== undefined && isAwaited(world, present, uid.slice(0, 26))) continue;
    if (lines.size > 1 || !lines.has(line as string)) return `${uid} is not as it was entered`;
  }
  return undefined;
}

/** Whether events of the batch are not there yet: until they are, nothing proves those that are. */
function isAwaited({ truth, scheduler }: SimWorld, { byUid }: Present, id: string): boolean {
  const batch = truth.batches.get(id);
  if (batch === undefined || scheduler.now - batch.arrival >= DELIVERY_LIMIT_S * 1000) return false;
  return batch.lines.some((_, i) => !byUid.has(eventUid(id, i)));
}
