import { type Finding, type FindingKind, KINDS, type Severity, type Verdict } from '../verify/findings';

/** Holes by how long they are open beyond the delivery limit. */
export interface Holes {
  /** Less than a day. */
  readonly fresh: number;
  /** From a day to less than seven. */
  readonly days: number;
  /** Seven days and more. */
  readonly old: number;
}

/** What the audits of one UTC day came to. */
export interface Day {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** When the first and the last of its audits ended, ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly audits: number;
  /** Whether the last of them looked at all that was there. */
  readonly isFinished: boolean;
  /** The worst of what was looked at; `judged` has the verdicts. */
  readonly integrity: Verdict;
  readonly completeness: Verdict;
  readonly origin: string | null;
  readonly size: number;
  /** Base64. */
  readonly root: string | null;
  /** All batches whose leaves are before this one were seen delivered. */
  readonly through: number;
  /** New that day. */
  readonly leaves: number;
  readonly batches: number;
  readonly events: number;
  readonly objects: number;
  readonly bytes: number;
  /** At the last audit. */
  readonly holes: Holes;
  readonly inFlight: number;
  /** Seconds, the most of the day; null: there was no heartbeat. */
  readonly sealAge: number | null;
  /** Seconds, the most of the day. */
  readonly lag: number;
  /** Of batches entered that day, the first few. */
  readonly normalizers: readonly string[];
  /** How many findings of each kind there were; one that lasts counts once. */
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  readonly findings: readonly Finding[];
}

/** Findings and normalisers that a day lists. */
export const MOST_FINDINGS = 100;
const MOST_NORMALIZERS = 20;

/** What one step of an audit adds to its day. */
export interface DayPart {
  readonly now: number;
  /** Whether it is the last step of an audit. */
  readonly isLast: boolean;
  /** Whether all that was there was looked at. */
  readonly isFinished: boolean;
  readonly integrity: Verdict;
  readonly completeness: Verdict;
  readonly through: number;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: Buffer } | undefined;
  readonly leaves: number;
  readonly batches: number;
  readonly events: number;
  readonly objects: number;
  readonly bytes: number;
  readonly holes: Holes;
  readonly inFlight: number;
  readonly sealAge: number | undefined;
  readonly lag: number;
  readonly normalizers: Iterable<string>;
  readonly counts: ReadonlyMap<FindingKind, number>;
  readonly findings: readonly Finding[];
}

export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The day with a step more. `before` is of the same day, or null. */
export function addToDay(before: Day | null, part: DayPart): Day {
  const { now, checkpoint, findings } = part;
  const known = before?.findings ?? [];
  const ids = new Set(known.map(identity));
  const fresh = findings.filter((finding) => !ids.has(identity(finding)));
  const counts: Partial<Record<FindingKind, number>> = { ...before?.counts };
  for (const [kind, count] of part.counts) {
    // What is kept tells what is new; of what is beyond it, the most at once counts.
    const listed = findings.filter((finding) => finding.kind === kind).length;
    const added = fresh.filter((finding) => finding.kind === kind).length;
    counts[kind] = Math.max((counts[kind] ?? 0) + added, count > listed ? count : 0);
  }
  const normalizers = new Set([...(before?.normalizers ?? []), ...part.normalizers]);
  return {
    date: dateOf(now),
    from: before?.from ?? now,
    to: now,
    audits: (before?.audits ?? 0) + (part.isLast ? 1 : 0),
    isFinished: part.isFinished,
    integrity: worse(before?.integrity, part.integrity),
    completeness: worse(before?.completeness, part.completeness),
    origin: checkpoint?.origin ?? before?.origin ?? null,
    size: checkpoint?.size ?? before?.size ?? 0,
    root: checkpoint?.root.toString('base64') ?? before?.root ?? null,
    through: part.through,
    leaves: (before?.leaves ?? 0) + part.leaves,
    batches: (before?.batches ?? 0) + part.batches,
    events: (before?.events ?? 0) + part.events,
    objects: (before?.objects ?? 0) + part.objects,
    bytes: (before?.bytes ?? 0) + part.bytes,
    holes: part.holes,
    inFlight: part.inFlight,
    sealAge:
      part.sealAge === undefined ? (before?.sealAge ?? null) : Math.max(before?.sealAge ?? 0, part.sealAge),
    lag: Math.max(before?.lag ?? 0, part.lag),
    normalizers: [...normalizers].slice(0, MOST_NORMALIZERS),
    counts,
    findings: [...known, ...fresh].slice(0, MOST_FINDINGS),
  };
}

function identity({ kind, batch, event, object }: Finding): string {
  return JSON.stringify([kind, batch, event, object]);
}

function worse(a: Verdict | undefined, b: Verdict): Verdict {
  if (a === 'fail' || b === 'fail') return 'fail';
  return a === 'unknown' ? a : b;
}

/** The day's verdicts: what was not looked at by its end passes nothing. */
export function judged({
  isFinished,
  integrity,
  completeness,
}: Day): Pick<Day, 'integrity' | 'completeness'> {
  const within = (verdict: Verdict) => (verdict === 'pass' && !isFinished ? 'unknown' : verdict);
  return { integrity: within(integrity), completeness: within(completeness) };
}

/**
 * The day's report, as it is stored: JSON, indented, with a summary in words. It follows from the day alone, so an
 * audit that is killed after storing it finds the same bytes.
 */
export function formatReport(day: Day): Buffer {
  const { from, to, isFinished, findings, ...rest } = { ...day, ...judged(day) };
  const report = {
    wormtrail: 'report/v1',
    summary: inWords({ ...day, ...judged(day) }),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...rest,
    finished: isFinished,
    findings,
  };
  return Buffer.from(`${JSON.stringify(report, null, 2)}\n`);
}

const LABELS = { pass: 'pass', fail: 'FAIL', unknown: 'unknown' } as const;

function inWords(day: Day): string[] {
  const { holes, counts } = day;
  const open = holes.fresh + holes.days + holes.old;
  const kinds = Object.keys(counts) as FindingKind[];
  return [
    `Audit of ${day.origin ?? 'a log without a checkpoint'} on ${day.date}: ${day.audits} audits, the last up to a checkpoint of ${day.size} leaves.`,
    `Integrity: ${LABELS[day.integrity]}. Completeness: ${LABELS[day.completeness]}.`,
    `Seen delivered for the first time: ${day.batches} batches of ${day.events} events, in ${day.objects} objects of ${day.bytes} bytes.`,
    `Awaited at the end: ${day.inFlight} batches within the delivery limit; holes: ${open}, of which ${holes.days} open for more than a day and ${holes.old} for more than a week.`,
    day.sealAge === null
      ? 'No heartbeat of the sealer was seen.'
      : `The newest heartbeat of the sealer was at most ${day.sealAge} seconds old, the audit at most ${day.lag} seconds behind.`,
    ...kinds.map((kind) => `Found ${counts[kind]} x ${kind}: ${KINDS[kind].meaning}.`),
  ];
}

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'unknown'];
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Reads a day as it was kept; undefined for anything else. */
export function parseDay(value: unknown): Day | undefined {
  if (!isRecord(value) || !isRecord(value.holes) || !isRecord(value.counts)) return undefined;
  const { date, origin, root, sealAge, findings, normalizers, holes } = value;
  const integrity = VERDICTS.find((verdict) => verdict === value.integrity);
  const completeness = VERDICTS.find((verdict) => verdict === value.completeness);
  const numbers = [
    'from',
    'to',
    'audits',
    'size',
    'through',
    'leaves',
    'batches',
    'events',
    'objects',
    'bytes',
  ] as const;
  const number = (name: string): number => Number(value[name]);
  if (![...numbers, 'inFlight', 'lag'].every((name) => isCount(value[name]))) return undefined;
  const { fresh, days, old } = holes;
  if (!isCount(fresh) || !isCount(days) || !isCount(old)) return undefined;
  if (typeof value.isFinished !== 'boolean') return undefined;
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date)) return undefined;
  if (integrity === undefined || completeness === undefined) return undefined;
  if (!isTextOrNull(origin) || !isTextOrNull(root) || (sealAge !== null && !isCount(sealAge)))
    return undefined;
  if (!Array.isArray(findings) || !Array.isArray(normalizers)) return undefined;
  const counts: Partial<Record<FindingKind, number>> = {};
  for (const [kind, count] of Object.entries(value.counts)) {
    if (!isKind(kind) || !isCount(count)) return undefined;
    counts[kind] = count;
  }
  const listed = (findings as unknown[]).map(parseFinding);
  if (listed.some((finding) => finding === undefined)) return undefined;
  return {
    date,
    from: number('from'),
    to: number('to'),
    audits: number('audits'),
    isFinished: value.isFinished,
    integrity,
    completeness,
    origin,
    size: number('size'),
    root,
    through: number('through'),
    leaves: number('leaves'),
    batches: number('batches'),
    events: number('events'),
    objects: number('objects'),
    bytes: number('bytes'),
    holes: { fresh, days, old },
    inFlight: number('inFlight'),
    sealAge,
    lag: number('lag'),
    normalizers: (normalizers as unknown[]).map(String),
    counts,
    findings: listed.filter((finding) => finding !== undefined),
  };
}

function parseFinding(value: unknown): Finding | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, severity, batch, event, object, detail } = value;
  const known = SEVERITIES.find((one) => one === severity);
  if (typeof kind !== 'string' || !isKind(kind) || known === undefined || typeof detail !== 'string')
    return undefined;
  if (!isTextOrNull(batch) || !isTextOrNull(event) || !isTextOrNull(object)) return undefined;
  return { kind, severity: known, batch, event, object, detail };
}

function isKind(kind: string): kind is FindingKind {
  return Object.hasOwn(KINDS, kind);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
