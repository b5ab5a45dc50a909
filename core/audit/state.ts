import { formatControl, parseControl } from '../batch/control';
import { parseObject } from '../batch/entry';
import type { RetentionRule } from '../batch/retention';
import { WormtrailError } from '../errors';
import type { QuarantineLeaf } from '../verify/history';
import type { LaneEnd } from '../verify/lane-check';
import { type Day, parseDay } from './day';
import { type Places, parsePlaces } from './places';
import type { StageWalk } from './stages';

/**
 * Where the audits stand: a JSON document, `{"wormtrail":"audit/v1",…}` with the fields below. Which batches are still
 * awaited and which objects were read already is known from here alone, so the document is believed only if its
 * SHA-256 is the one in the auditor's register (`StateKeeper`). What it says of the log is not believed at all: leaves
 * are read again under the checkpoint's root.
 */
export interface AuditState {
  /** The newest checkpoint audited, as it was signed; null: none yet. */
  readonly note: string | null;
  /** Leaves taken in: fewer than the checkpoint's size where an audit stopped midway. */
  readonly taken: number;
  /** Where the lanes end in the leaves taken in. */
  readonly lanes: ReadonlyMap<string, LaneEnd>;
  /** `read` of the newest heartbeat among them, ms since 1970. */
  readonly heartbeat: number | null;
  /** When the log began, ms since 1970; null: its genesis is not taken in yet. */
  readonly began: number | null;
  /** Heartbeats since the first leaf that is missing: leaf, and when it was read. */
  readonly beats: readonly (readonly [leaf: number, read: number])[];
  /** What the log says of retention. */
  readonly retention: readonly RetentionRule[];
  /** Objects that control entries say hold junk. */
  readonly quarantined: readonly QuarantineLeaf[];
  /** Seconds; null: what is committed is delivered at once. */
  readonly deliveryLimit: number | null;
  /** Hours of arrival (ms since 1970), ascending, and the first leaf whose batch arrived in each. */
  readonly hours: readonly (readonly [hour: number, leaf: number])[];
  /** Leaves whose batch was not seen delivered yet. */
  readonly awaited: Places;
  /** Leaves whose batch was seen delivered, in an object that is gone: no limit excuses them. */
  readonly lost: Places;
  /** Leaves of whose batch a part was found and nothing more within the limit. */
  readonly partial: Places;
  /** Leaves whose batch was found changed: its stage is what is left of it as it was entered. */
  readonly altered: Places;
  /** How far stages were let go of; null: none was looked at. */
  readonly stages: StageWalk | null;
  /** Everything stored until then was looked at, ms since 1970; null: nothing was. */
  readonly looked: number | null;
  /** Leaves whose batches were looked for in all hours that they may lie under. */
  readonly searched: number;
  /** By hour prefix, the objects that were read: id (`objectId`), and the leaves whose lines lie there. */
  readonly objects: ReadonlyMap<string, ReadonlyMap<string, Places>>;
  /** What the audits of a day came to so far; null: none was. */
  readonly day: Day | null;
}

export const NEW_STATE: AuditState = {
  note: null,
  taken: 0,
  lanes: new Map(),
  heartbeat: null,
  began: null,
  beats: [],
  retention: [],
  quarantined: [],
  deliveryLimit: null,
  hours: [],
  awaited: [],
  lost: [],
  partial: [],
  altered: [],
  stages: null,
  looked: null,
  searched: 0,
  objects: new Map(),
  day: null,
};

const FORM = 'audit/v1';

export function formatState(state: AuditState): Buffer {
  return Buffer.from(
    JSON.stringify({
      wormtrail: FORM,
      ...state,
      lanes: Object.fromEntries(state.lanes),
      quarantined: state.quarantined.map(({ entry, place }) => [place, formatControl(entry)]),
      objects: Object.fromEntries(
        [...state.objects].map(([hour, objects]) => [hour, Object.fromEntries(objects)]),
      ),
    }),
  );
}

/** @throws WormtrailError `unsupported` for a newer form, `malformed` */
export function parseState(bytes: Uint8Array): AuditState {
  const fields = parseObject(Buffer.from(bytes).toString(), WHAT);
  if (fields.wormtrail !== FORM) {
    throw new WormtrailError('unsupported', `${WHAT} has the form ${String(fields.wormtrail)}`, {
      hint: 'use a newer wormtrail',
    });
  }
  const { note } = fields;
  const taken = count(fields.taken);
  if (taken === undefined || (note !== null && typeof note !== 'string')) throw bad('taken, note');
  const places = (name: string): Places => parsePlaces(fields[name], taken) ?? refuse(name);
  const orNull = (name: string): number | null =>
    fields[name] === null ? null : (count(fields[name]) ?? refuse(name));
  return {
    note,
    taken,
    lanes: parseLanes(fields.lanes),
    heartbeat: orNull('heartbeat'),
    began: orNull('began'),
    beats: parsePairs(fields.beats, 'beats'),
    retention: parseRules(fields.retention),
    quarantined: parseQuarantined(fields.quarantined),
    deliveryLimit: orNull('deliveryLimit'),
    hours: parsePairs(fields.hours, 'hours'),
    awaited: places('awaited'),
    lost: places('lost'),
    partial: places('partial'),
    // Not in a state of before stages were let go of.
    altered: fields.altered === undefined ? [] : places('altered'),
    stages: fields.stages === undefined || fields.stages === null ? null : parseWalk(fields.stages),
    looked: orNull('looked'),
    searched: count(fields.searched) ?? refuse('searched'),
    objects: parseObjects(fields.objects, taken),
    day: fields.day === null ? null : (parseDay(fields.day) ?? refuse('day')),
  };
}

const WHAT = "the auditor's state";

function parseLanes(value: unknown): Map<string, LaneEnd> {
  const lanes = new Map<string, LaneEnd>();
  for (const [lane, end] of entriesOf(value, 'lanes')) {
    const { seq, leaves, breakAt } = Object.fromEntries(entriesOf(end, 'lanes'));
    const at = count(seq);
    if (at === undefined || !Array.isArray(leaves)) throw bad('lanes');
    if (!leaves.every((leaf): leaf is string => typeof leaf === 'string' && /^[0-9a-f]{64}$/.test(leaf)))
      throw bad('lanes');
    const known = { seq: at, leaves };
    lanes.set(lane, breakAt === undefined ? known : { ...known, breakAt: count(breakAt) ?? refuse('lanes') });
  }
  return lanes;
}

function parseWalk(value: unknown): StageWalk {
  const { date, next, isOver } = Object.fromEntries(entriesOf(value, 'stages'));
  if (typeof date !== 'string' || typeof isOver !== 'boolean') throw bad('stages');
  return { date, next: count(next) ?? refuse('stages'), isOver };
}

function parseRules(value: unknown): RetentionRule[] {
  if (!Array.isArray(value)) throw bad('retention');
  return (value as unknown[]).map((rule) => {
    const { days, from, place, time } = Object.fromEntries(entriesOf(rule, 'retention'));
    return {
      days: days === null ? null : (count(days) ?? refuse('retention')),
      from: count(from) ?? refuse('retention'),
      place: count(place) ?? refuse('retention'),
      time: count(time) ?? refuse('retention'),
    };
  });
}

function parseQuarantined(value: unknown): QuarantineLeaf[] {
  if (!Array.isArray(value)) throw bad('quarantined');
  return (value as unknown[]).map((one) => {
    const [place, text]: unknown[] = Array.isArray(one) ? one : [];
    if (typeof text !== 'string') throw bad('quarantined');
    const entry = parseControl(Buffer.from(text));
    if (entry.kind !== 'quarantine') throw bad('quarantined');
    return { entry, place: count(place) ?? refuse('quarantined') };
  });
}

function parsePairs(value: unknown, field: string): [number, number][] {
  if (!Array.isArray(value)) throw bad(field);
  return (value as unknown[]).map((pair): [number, number] => {
    const [hour, leaf]: unknown[] = Array.isArray(pair) ? pair : [];
    return [count(hour) ?? refuse(field), count(leaf) ?? refuse(field)];
  });
}

function parseObjects(value: unknown, taken: number): Map<string, ReadonlyMap<string, Places>> {
  const objects = new Map<string, ReadonlyMap<string, Places>>();
  for (const [hour, known] of entriesOf(value, 'objects')) {
    const read = entriesOf(known, 'objects').map(([id, places]): [string, Places] => [
      id,
      parsePlaces(places, taken) ?? refuse('objects'),
    ]);
    objects.set(hour, new Map(read));
  }
  return objects;
}

function entriesOf(value: unknown, field: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(field);
  return Object.entries(value);
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function refuse(field: string): never {
  throw bad(field);
}

function bad(field: string): WormtrailError {
  return new WormtrailError('malformed', `${WHAT}: '${field}' is not as it must be`);
}
