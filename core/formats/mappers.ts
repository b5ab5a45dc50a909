import type { OcsfEvent } from '../ocsf/generated/types';
import type { EventContext, Inner } from './format';

export type Mapper<Source> = (source: Source, context: EventContext) => OcsfEvent | undefined;

interface Begins<Source> {
  begin(inner: Inner): Mapper<Source>;
}

/** Formats asked before all others, most recent first: logs seldom mix, and then but a few. */
const MOST_RECENT = 16;

/** The mappers of one record, begun when they are first asked. */
export class Mappers<Source> {
  readonly #formats: readonly Begins<Source>[];
  readonly #inner: Inner;
  readonly #first: number;
  readonly #begun: Mapper<Source>[] = [];
  readonly #recent: number[] = [];

  /** @param first of the formats, so many are always asked before all others, in their order */
  constructor(formats: readonly Begins<Source>[], inner: Inner, first = 0) {
    this.#formats = formats;
    this.#inner = inner;
    this.#first = first;
  }

  map(source: Source, context: EventContext): OcsfEvent | undefined {
    for (let at = 0; at < this.#first; at++) {
      const event = this.#ask(at, source, context);
      if (event !== undefined) return event;
    }
    const recent = this.#recent;
    for (let i = 0; i < recent.length; i++) {
      const at = recent[i] as number;
      const event = this.#ask(at, source, context);
      if (event === undefined) continue;
      this.#remember(at);
      return event;
    }
    for (let at = this.#first; at < this.#formats.length; at++) {
      if (recent.includes(at)) continue;
      const event = this.#ask(at, source, context);
      if (event === undefined) continue;
      this.#remember(at);
      return event;
    }
    return undefined;
  }

  #ask(at: number, source: Source, context: EventContext): OcsfEvent | undefined {
    this.#begun[at] ??= (this.#formats[at] as Begins<Source>).begin(this.#inner);
    return this.#begun[at](source, context);
  }

  /** Puts a format first. What it wraps may have changed the order since it was asked. */
  #remember(at: number): void {
    const recent = this.#recent;
    if (recent[0] === at) return;
    const known = recent.indexOf(at);
    for (let i = known < 0 ? Math.min(recent.length, MOST_RECENT - 1) : known; i > 0; i--)
      recent[i] = recent[i - 1] as number;
    recent[0] = at;
  }
}
