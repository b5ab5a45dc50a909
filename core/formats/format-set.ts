import { WormtrailError } from '../errors';
import type { JsonFormat, LineFormat, SourceFormat } from './format';
import type { FormatInfo } from './normalizer';
import { CATCH_ALL, FORMATS, REST, WRAPPERS } from './registry';

/** Formats by what they map. */
interface Kinds {
  readonly lines: readonly LineFormat[];
  readonly objects: readonly JsonFormat[];
  /** Those whose events may run over several lines. */
  readonly extents: readonly NonNullable<LineFormat['extent']>[];
  /** How many of the first are a team's own: they come before all others whatever took the event before. */
  readonly own: { readonly lines: number; readonly objects: number };
}

/** All source formats, those of the project and before them a team's own. */
export class FormatSet {
  readonly described: readonly FormatInfo[];
  readonly #all: Kinds;
  readonly #formats: readonly SourceFormat[];

  constructor(own: readonly SourceFormat[]) {
    this.#formats = [...own, ...FORMATS];
    this.#all = kindsOf(this.#formats, own);
    this.described = [...WRAPPERS, ...this.#formats, CATCH_ALL, ...REST];
  }

  /**
   * @param forced the one format to be asked; undefined: all
   * @throws WormtrailError `usage` if there is none of that name
   */
  only(forced: string | undefined): Kinds {
    if (forced === undefined) return this.#all;
    if (!this.described.some(({ name }) => name === forced))
      throw new WormtrailError('usage', `unknown source format ${JSON.stringify(forced)}`, {
        hint: `one of ${this.described.map(({ name }) => name).join(', ')}`,
      });
    return kindsOf(
      this.#formats.filter(({ name }) => name === forced),
      [],
    );
  }
}

function kindsOf(formats: readonly SourceFormat[], own: readonly SourceFormat[]): Kinds {
  const ownLines = own.filter(({ kind }) => kind === 'line').length;
  const lines = formats.filter((format): format is LineFormat => format.kind === 'line');
  // Formats of one family share theirs: it is asked once.
  const extents = new Set(lines.flatMap(({ extent }) => extent ?? []));
  return {
    lines,
    objects: formats.filter((format): format is JsonFormat => format.kind === 'json'),
    extents: [...extents],
    own: { lines: ownLines, objects: own.length - ownLines },
  };
}
