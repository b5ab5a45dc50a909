import type { Finding, FindingKind, Verdict } from './findings';
import type { Present } from './present';

/** What `verify` prints with `--json`. */
export interface Report {
  readonly integrity: Verdict;
  readonly completeness: Verdict;
  /** Leaves of the log up to which completeness was shown: everything entered before is here. */
  readonly completeThrough: number;
  /** Events shown to be as they were entered. */
  readonly events: number;
  /** Batches in the log (in the range, if one was given). */
  readonly batches: number;
  /** Objects read, every version. */
  readonly objects: number;
  /** The checkpoint that the archive was judged by; null if there is none. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    /** Base64. */
    readonly root: string;
    /** `<name>+<key id>` of each outside key that signed it. */
    readonly keys: readonly string[];
    /** Size of the newest checkpoint from outside that it was compared with; null if there is none. */
    readonly anchor: number | null;
  } | null;
  /**
   * What the present was taken for, ISO 8601, and by what: the verifier's `clock`, or that as far as the `store`'s own
   * times bear it out.
   */
  readonly time: { readonly source: Present['source']; readonly at: string };
  readonly counts: {
    /** Lines read, of every sort. */
    readonly lines: number;
    /** Compressed bytes read. */
    readonly bytes: number;
    /** Identical copies beyond the first. */
    readonly duplicates: number;
    /** Lines of batches that are committed and not sealed yet: outside both verdicts. */
    readonly unsealed: number;
    /** Lines that no leaf covers. */
    readonly foreign: number;
    readonly expired: number;
    /** Batches that may still be delivered, in whole or the rest of them. */
    readonly inFlight: number;
    /** How many findings of each kind there are, kept or not. */
    readonly findings: Readonly<Partial<Record<FindingKind, number>>>;
  };
  /** The first thousand, and of every kind the first twenty. */
  readonly findings: readonly Finding[];
}
