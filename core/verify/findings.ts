/**
 * Everything that the verifier can find, and what it does to the two verdicts. The same table stands in
 * `docs/format.md`; a test compares them.
 */

export type Verdict = 'pass' | 'fail' | 'unknown';
export type Severity = 'error' | 'warning' | 'info';

interface Kind {
  /** What the kind does to integrity, if anything. */
  readonly integrity?: 'fail' | 'unknown';
  /** What the kind does to completeness, if anything. */
  readonly completeness?: 'fail' | 'unknown';
  /** Somebody should look into it, though it does nothing to the verdicts. */
  readonly warns?: true;
  readonly meaning: string;
}

const CHANGED = { integrity: 'fail' } as const;
const MISSING = { completeness: 'fail' } as const;
const WARNING = { warns: true } as const;
const UNREADABLE = { integrity: 'unknown', completeness: 'unknown' } as const;

/** Every kind of finding. */
export const KINDS = {
  'no-key': { integrity: 'unknown', meaning: 'no verifier key from outside the archive was given' },
  'wrong-key': { ...CHANGED, meaning: 'the newest checkpoint is signed by none of the given keys' },
  'bad-signature': { ...CHANGED, meaning: 'a signature under a given key is wrong' },
  'checkpoint-malformed': { ...CHANGED, meaning: '`log/checkpoint` is not a checkpoint' },
  'checkpoint-missing': { ...MISSING, meaning: '`log/checkpoint` is not there, though the log is' },
  'checkpoint-behind': {
    ...MISSING,
    meaning: '`log/checkpoint` is older than a checkpoint that was published',
  },
  'no-log': {
    ...UNREADABLE,
    meaning: 'the archive has no checkpoint: nothing in it was ever sealed, or all was removed',
  },
  'note-missing': { ...MISSING, meaning: '`log/checkpoints/` lacks the newest checkpoint' },
  'note-damaged': {
    ...CHANGED,
    meaning: 'a file under `log/checkpoints/` is not the signed checkpoint that its name says',
  },
  'note-root': { ...CHANGED, meaning: 'the tree did not have the root that a published checkpoint says' },
  'no-anchor': {
    completeness: 'unknown',
    meaning: 'no checkpoint from outside the archive: a cut tail would not show',
  },
  'beyond-anchor': {
    meaning: 'leaves beyond the newest checkpoint from outside: whether more followed them is unknown',
  },
  rollback: { ...MISSING, meaning: 'the log is smaller than a checkpoint seen outside' },
  fork: {
    ...CHANGED,
    meaning: 'a checkpoint seen outside has another root than the tree at that size: two histories',
  },
  'origin-mismatch': { ...CHANGED, meaning: 'the log is not the one of that origin' },
  'root-mismatch': { ...CHANGED, meaning: "the log's leaves do not give the checkpoint's root" },
  'bundle-missing': {
    integrity: 'unknown',
    completeness: 'fail',
    meaning: 'leaves of the log are not there',
  },
  'bundle-damaged': {
    ...CHANGED,
    meaning: 'a bundle of the log has missing, cut or trailing bytes, or leaves that differ from the tree',
  },
  'entry-changed': { ...CHANGED, meaning: 'a leaf of the log is not the one that was sealed' },
  'entry-malformed': { ...CHANGED, meaning: 'a leaf of the log is no canonical entry' },
  'tile-missing': { ...MISSING, meaning: 'a tile of the tree is not there' },
  'tile-changed': { ...CHANGED, meaning: 'a tile of the tree is not what the leaves give' },
  'log-unreadable': { ...UNREADABLE, meaning: 'a file of the log cannot be read' },
  'genesis-wrong': { ...CHANGED, meaning: 'leaf 0, and no other, must be the genesis of the origin' },
  'lane-gap': { ...CHANGED, meaning: 'the seqs of a lane have a gap or a repetition' },
  'lane-prev': { ...CHANGED, meaning: '`prev` is not the leaf hash of the entry before it in its lane' },
  'lane-break': {
    ...CHANGED,
    meaning: 'the sealer met a row that did not follow its lane, and said so in the log',
  },
  refused: {
    ...WARNING,
    meaning: 'a role wrote what it may not: the log says so, and it had no effect',
  },
  'batch-twice': { ...CHANGED, meaning: 'two leaves are about the same batch' },
  'heartbeat-ahead': { ...MISSING, meaning: 'a heartbeat names entries of a lane that are not before it' },
  'object-unreadable': { ...UNREADABLE, meaning: 'an object cannot be read' },
  'gzip-damaged': {
    ...CHANGED,
    meaning: 'a gzip member of an object does not inflate, or not to what its checksum says',
  },
  'unread-bytes': { ...CHANGED, meaning: 'an object has bytes that belong to no gzip member' },
  'line-too-long': { ...CHANGED, meaning: 'a line is longer than any event can be' },
  'entry-copy-changed': { ...CHANGED, meaning: 'a delivered copy of an entry is not the leaf of the log' },
  'index-line-changed': {
    ...CHANGED,
    meaning: "a delivered index line is not the one that the batch's entry names",
  },
  'event-inserted': { ...CHANGED, meaning: 'a line claims a number that its batch never had' },
  foreign: { ...CHANGED, meaning: 'lines that no leaf of the log covers, and that no later leaf can' },
  'foreign-undecided': {
    integrity: 'unknown',
    meaning: 'lines that no leaf covers, in a copy that cannot tell whether they came after the checkpoint',
  },
  quarantined: {
    meaning: 'an object holds what was never entered, and a control entry says so: outside both verdicts',
  },
  'altered-copy': {
    ...CHANGED,
    meaning: 'beside an event as it was entered lies another line under its uid',
  },
  'event-changed': { ...CHANGED, meaning: 'an event is not as it was entered' },
  'batch-changed': {
    ...CHANGED,
    meaning: 'lines of a batch are not as they were entered; which of them cannot be told',
  },
  'renormalized-otherwise': {
    ...CHANGED,
    meaning: 'an event is not what the normaliser that its entry names makes of its raw text',
  },
  'not-renormalized': {
    integrity: 'unknown',
    meaning:
      'events could not be derived again: another version made them, or they stand apart from their batch',
  },
  'event-missing': { ...MISSING, meaning: 'an event that was entered is not there' },
  'batch-partial': {
    ...MISSING,
    meaning: 'events of a batch are not there, and its index line is not either',
  },
  'batch-unproven': {
    integrity: 'unknown',
    meaning: 'what remains of a batch cannot be proven, as some of its events are missing',
  },
  hole: { ...MISSING, meaning: 'no event of a batch is there' },
  'selective-expiry': {
    ...MISSING,
    meaning: 'of a day a part is gone before its time, or a part is left long after it',
  },
  expired: { meaning: 'a batch past its retention is gone' },
  'expired-by-clock': {
    completeness: 'unknown',
    meaning: "a batch is gone that is past its retention by the verifier's clock, and by nothing else",
  },
  'in-flight': { meaning: 'a batch, or the rest of one, may still be delivered' },
  'not-in-range': {
    completeness: 'unknown',
    meaning: 'a batch was not found among the objects that belong to the range',
  },
  'not-found': {
    completeness: 'unknown',
    meaning: 'a batch was not found, and may lie in an object that cannot be read',
  },
  'failed-missing': {
    ...MISSING,
    meaning: 'a failed delivery that the log lists is not there: its records are lost',
  },
  'failed-changed': { ...CHANGED, meaning: 'a failed delivery is not as it was entered in the log' },
  'failed-unlisted': {
    ...WARNING,
    meaning: 'a failed delivery that the log does not list yet, or that somebody else put there',
  },
  'failed-waiting': { ...WARNING, meaning: 'records of a failed delivery were not brought back yet' },
  'failed-given-up': {
    ...WARNING,
    meaning: 'records of a failed delivery stay there: damaged, or tried too often',
  },
} as const satisfies Record<string, Kind>;

export type FindingKind = keyof typeof KINDS;

export const FINDING_KINDS = Object.keys(KINDS) as FindingKind[];

/** What a kind does, by kind. */
export function effect(kind: FindingKind): Kind & { readonly severity: Severity } {
  const entry: Kind = KINDS[kind];
  const fails = entry.integrity === 'fail' || entry.completeness === 'fail';
  const unknown = entry.integrity !== undefined || entry.completeness !== undefined;
  const severity = fails ? 'error' : unknown || entry.warns === true ? 'warning' : 'info';
  return { ...entry, severity };
}

/** The exit code that a finding of the kind alone leads to: 1 integrity, 3 completeness, 4 cannot tell, 0 none. */
export function exitCodeOf(kind: FindingKind): 0 | 1 | 3 | 4 {
  const { integrity, completeness } = effect(kind);
  return exitCode({
    integrity: integrity ?? 'pass',
    completeness: completeness ?? 'pass',
  });
}

/** Of several, 1 before 3 before 4. */
export function exitCode(verdicts: {
  readonly integrity: Verdict;
  readonly completeness: Verdict;
}): 0 | 1 | 3 | 4 {
  if (verdicts.integrity === 'fail') return 1; // check: exit-integrity | verdicts.integrity === 'fail' => false
  if (verdicts.completeness === 'fail') return 3; // check: exit-completeness | verdicts.completeness === 'fail' => false
  if (verdicts.integrity === 'unknown' || verdicts.completeness === 'unknown') return 4; // check: exit-unknown | return 4 => return 0
  return 0;
}

/** The two verdicts that follow from the kinds found. A fail outweighs what cannot be told. */
export function verdicts(kinds: Iterable<FindingKind>): { integrity: Verdict; completeness: Verdict } {
  const result = { integrity: 'pass' as Verdict, completeness: 'pass' as Verdict };
  for (const kind of kinds) {
    const { integrity, completeness } = effect(kind);
    if (integrity !== undefined && result.integrity !== 'fail') result.integrity = integrity;
    if (completeness !== undefined && result.completeness !== 'fail') result.completeness = completeness;
  }
  return result;
}

/** Something that the verifier found. Absent parts are null: it is printed as JSON. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** Batch id. */
  readonly batch: string | null;
  /** Event uid. */
  readonly event: string | null;
  /** Key of the object or file, with `@version=…` for a noncurrent version. */
  readonly object: string | null;
  readonly detail: string;
}

export interface FindingFields {
  readonly batch?: string | undefined;
  readonly event?: string | undefined;
  readonly object?: string | undefined;
}

/** Findings kept with their details; the rest are counted. */
export const MAX_KEPT = 1000;
/** Kept of each kind even when others came first. */
const ALWAYS_KEPT = 20;

/** Collects findings in bounded memory: all are counted, the first thousand kept. */
export class Findings {
  readonly kept: Finding[] = [];
  readonly counts = new Map<FindingKind, number>();

  /** Takes over what another collected, said to be about `object`. */
  absorb(
    other: { kept: readonly Finding[]; counts: ReadonlyMap<FindingKind, number> },
    object: string,
  ): void {
    const seen = new Map<FindingKind, number>();
    for (const { kind, detail, batch, event } of other.kept) {
      this.add(kind, detail, { batch: batch ?? undefined, event: event ?? undefined, object });
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
    for (const [kind, count] of other.counts) {
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + count - (seen.get(kind) ?? 0));
    }
  }

  add(kind: FindingKind, detail: string, { batch, event, object }: FindingFields = {}): void {
    const count = this.counts.get(kind) ?? 0;
    this.counts.set(kind, count + 1);
    if (this.kept.length >= MAX_KEPT && count >= ALWAYS_KEPT) return;
    this.kept.push({
      kind,
      severity: effect(kind).severity,
      batch: batch ?? null,
      event: event ?? null,
      object: object ?? null,
      detail,
    });
  }
}
