/**
 * What the transform needs of the normaliser. `dist/normalizer.js` is this contract built into one file,
 * the same in the Lambda and in the command line; the SHA-256 of that file names it in every entry.
 */

import type { Described } from './format';
import type { MappingProblem } from './mapping/problems';

/** What is known about a record before it is decoded. */
export interface RecordContext {
  /** `<batch id>-`, to which the event's number in the batch is added, seven digits wide. */
  readonly uidPrefix: string;
  /** Number in the batch of the record's first event. */
  readonly firstIndex: number;
  /** When the stream took the record, ms since 1970: `metadata.logged_time`, and `time` where the event tells none. */
  readonly arrival: number;
  /** Forces a source format by its name (`wormtrail formats`); undefined: detect from the content. */
  readonly format?: string;
  /** Most bytes that the record may inflate to. */
  readonly maxInflated: number;
}

/** Why a record is kept as it came. */
export type OpaqueReason = 'too-large' | 'will-not-inflate' | 'answer-too-large';

export interface Normalizer {
  /**
   * Decodes one record and hands each event's line (without `\n`) to `emit`, in order; at least one line.
   * Pure: the same data and context give the same lines. What no format recognises becomes a Base Event.
   * A record that will not inflate within `maxInflated` gives one opaque event.
   * @throws WormtrailError `usage` if `context.format` names no format; whatever `emit` throws
   * @returns how many lines were emitted, and of those how many are opaque
   */
  normalizeRecord(
    data: Uint8Array,
    context: RecordContext,
    emit: (line: string) => void,
  ): { readonly events: number; readonly opaque: number };

  /** One event line that keeps the record's bytes as they came (`expandOpaque` gives them back). */
  opaqueRecord(data: Uint8Array, context: RecordContext, reason: OpaqueReason): string;

  /** The record's bytes kept in an opaque event line; undefined, at little cost, if the line is not opaque. */
  expandOpaque(line: string): Uint8Array | undefined;

  /** Begins a new derivation of lines from their raw text. */
  rederiver(): Rederiver;

  /** All source formats, in the order in which they are asked. */
  readonly formats: readonly FormatInfo[];

  /**
   * This normaliser with a team's own formats (docs/mapping.md), asked before all others.
   * @param mapping the parsed file, its classes and activities as numbers
   * @returns all that is wrong with it, if anything is
   */
  withMapping(
    mapping: unknown,
  ): { readonly normalizer: Normalizer } | { readonly problems: readonly MappingProblem[] };
}

/**
 * Whether an archived line is what this normaliser makes of the raw text and the envelope in it, under some record of
 * which it may have been part.
 * @param continues whether the line before it of its batch was the last one given: a header there may bear on it
 */
export type Rederiver = (line: string, continues: boolean) => boolean;

/** What is known of a format; what wraps others has no more than a name. */
export type FormatInfo = Pick<Described, 'name' | 'title'> & Partial<Described>;

/**
 * A normaliser and how entries name it: `wormtrail/<version> sha256:<hex of the built file>`, and with a team's own
 * formats ` mapping sha256:<hex of their mapping>`.
 */
export interface NamedNormalizer extends Normalizer {
  readonly id: string;
}
