import type { OcsfEvent } from '../ocsf/generated/types';
import type { EventContext, Inner, LineFormat } from './format';
import type { FormatSet } from './format-set';
import { type Mapper, Mappers } from './mappers';
import { CATCH_ALL } from './registry';
import type { Extent } from './split';
import { textEvent } from './text';
import { isObject, type JsonObject, parseJson } from './values';

/** A container's line may hold a syslog line, and that one an access log's: nothing goes deeper. */
const MOST_WRAPPED = 3;

/** Maps the events of one record, one after the other: remembers what formats learnt of earlier ones. */
export class EventMapper {
  readonly #lines: Mappers<string>;
  readonly #objects: Mappers<JsonObject>;
  readonly #extents: readonly NonNullable<LineFormat['extent']>[];
  readonly #catchAll: Mapper<JsonObject> | undefined;
  #depth = 0;

  /**
   * @param forced the one format to be asked; undefined: all
   * @throws WormtrailError `usage` if there is none of that name
   */
  constructor(set: FormatSet, forced: string | undefined) {
    const { lines, objects, extents, own } = set.only(forced);
    this.#lines = new Mappers(lines, this.#inner, own.lines);
    this.#objects = new Mappers(objects, this.#inner, own.objects);
    this.#extents = extents;
    if (forced === undefined || forced === CATCH_ALL.name) this.#catchAll = CATCH_ALL.begin(this.#inner);
  }

  /** Where an event of several lines ends. */
  readonly extent: Extent = (text, start, end) => {
    for (const extent of this.#extents) {
      const last = extent(text, start, end);
      if (last !== undefined) return last;
    }
    return end;
  };

  /**
   * The archived line of the context's raw text.
   * @param parsed its value; null: it is no JSON; undefined: nobody tried
   * @returns undefined: it would be too long for a string
   */
  line(context: EventContext, parsed: unknown): string | undefined {
    context.outerTime = undefined;
    try {
      const event = this.#map(context, parsed);
      if (event !== undefined) return JSON.stringify(event);
    } catch {
      // Whatever a mapper stumbled over stays in the text.
    }
    context.outerTime = undefined;
    try {
      return JSON.stringify(textEvent(context));
    } catch {
      return undefined;
    }
  }

  #map(context: EventContext, parsed: unknown): OcsfEvent | undefined {
    if (context.cloudwatch?.messageType !== undefined) return undefined;
    const { raw } = context;
    let value = parsed;
    if (value === undefined && raw.charCodeAt(0) === 123) value = parseJson(raw);
    if (isObject(value)) return this.#objects.map(value, context) ?? this.#catchAll?.(value, context);
    return this.#lines.map(raw, context);
  }

  readonly #inner: Inner = (text, context) => {
    if (this.#depth >= MOST_WRAPPED) return undefined;
    this.#depth++;
    try {
      const value = text.charCodeAt(0) === 123 ? parseJson(text) : undefined;
      return isObject(value) ? this.#objects.map(value, context) : this.#lines.map(text, context);
    } finally {
      this.#depth--;
    }
  };
}
