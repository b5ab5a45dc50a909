import { Buffer, isUtf8 } from 'node:buffer';
import { CLOUDWATCH, cloudWatchRecord, messageFields } from './cloudwatch';
import { decode, inflate, isGzip } from './decode';
import { EventMapper } from './event-mapper';
import { EventContext } from './format';
import { FormatSet } from './format-set';
import { readMapping } from './mapping/mapping';
import type { Normalizer, OpaqueReason, RecordContext } from './normalizer';
import { expandOpaqueLine, opaqueLine } from './opaque';
import { rederiverOf } from './rederive';
import { type Extent, type Piece, split } from './split';
import { TEXT } from './text';

/** The normaliser: bytes as the stream took them in, lines of the archive out. See `Normalizer` for the contract. */
function createNormalizer(set: FormatSet): Normalizer {
  return {
    formats: set.described,
    normalizeRecord(data, context, emit) {
      const lines = new RecordLines(set, context, emit);
      let bytes = data;
      if (isGzip(data)) {
        const inflated = inflate(data, context.maxInflated);
        if (typeof inflated === 'string') {
          lines.opaque(data, inflated);
          return lines.counts;
        }
        bytes = inflated;
      }
      normalizeBytes(bytes, context.format !== TEXT, lines);
      return lines.counts;
    },
    opaqueRecord(data, context, reason) {
      let opaque = '';
      new RecordLines(set, context, (line) => {
        opaque = line;
      }).opaque(data, reason);
      return opaque;
    },
    expandOpaque: expandOpaqueLine,
    rederiver: () => rederiverOf(set),
    withMapping(mapping) {
      const read = readMapping(mapping, BUILT_IN_NAMES);
      if ('problems' in read) return read;
      return { normalizer: createNormalizer(new FormatSet(read.formats)) };
    },
  };
}

const BUILT_IN = createNormalizer(new FormatSet([]));
const BUILT_IN_NAMES: ReadonlySet<string> = new Set(BUILT_IN.formats.map(({ name }) => name));
// The built file is this contract: its exports are its members.
export const { formats, normalizeRecord, opaqueRecord, expandOpaque, rederiver, withMapping } = BUILT_IN;

function normalizeBytes(data: Uint8Array, json: boolean, lines: RecordLines): void {
  const { text, bytes } = decode(data);
  /** A piece waits for the next one, which tells what lies between the two. */
  let waiting: Piece | undefined;
  const flush = (next: number): void => {
    if (waiting !== undefined) lines.piece(text, bytes, waiting, next);
  };
  split(
    text,
    json,
    (piece) => {
      if (waiting === undefined) lines.before(text, bytes, piece.start);
      flush(piece.start);
      waiting = piece;
    },
    lines.extent,
  );
  flush(text.length);
}

/** Makes the lines of one record: numbers its events, remembers which format took the last. */
class RecordLines {
  #events = 0;
  #opaque = 0;
  readonly #context: EventContext;
  readonly #uidPrefix: string;
  readonly #firstIndex: number;
  readonly #emit: (line: string) => void;
  readonly #mapper: EventMapper;

  constructor(set: FormatSet, context: RecordContext, emit: (line: string) => void) {
    this.#context = new EventContext(context.arrival);
    this.#uidPrefix = context.uidPrefix;
    this.#firstIndex = context.firstIndex;
    this.#emit = emit;
    this.#mapper = new EventMapper(set, context.format === CLOUDWATCH ? undefined : context.format);
  }

  get extent(): Extent {
    return this.#mapper.extent;
  }

  get counts(): { readonly events: number; readonly opaque: number } {
    return { events: this.#events, opaque: this.#opaque };
  }

  opaque(data: Uint8Array, reason: OpaqueReason): void {
    this.#next();
    this.#emit(opaqueLine(data, this.#context, reason));
    this.#opaque++;
  }

  /** What the record has before its first event. */
  before(text: string, bytes: Buffer | undefined, end: number): void {
    if (end === 0) return;
    const context = this.#context;
    const kept = keep(text, bytes, 0, end);
    context.before = kept.text;
    context.beforeBase64 = kept.base64;
  }

  /** @param next where the next piece starts, or the record ends */
  piece(text: string, bytes: Buffer | undefined, piece: Piece, next: number): void {
    const context = this.#context;
    if (bytes === undefined) {
      const record = piece.value === undefined ? undefined : cloudWatchRecord(piece.value);
      if (record !== undefined) {
        context.before = undefined;
        context.cloudwatch = record.payload;
        for (const message of record.messages) {
          context.messageId = message.id;
          context.messageTime = message.timestamp;
          context.messageFields = messageFields(message);
          context.raw = message.message;
          this.#event(undefined);
        }
        context.cloudwatch = undefined;
        context.messageId = undefined;
        context.messageFields = undefined;
        return;
      }
      context.raw =
        piece.start === 0 && piece.end === text.length ? text : text.slice(piece.start, piece.end);
      context.after = afterOf(text, piece.end, next);
      this.#event(piece.value ?? null);
    } else {
      const raw = keep(text, bytes, piece.start, piece.end);
      const after = keep(text, bytes, piece.end, next);
      context.raw = raw.text;
      context.base64 = raw.base64;
      context.after = after.text === '\n' ? undefined : after.text;
      context.afterBase64 = after.base64;
      this.#event(undefined);
      context.base64 = undefined;
      context.afterBase64 = undefined;
      context.beforeBase64 = undefined;
    }
    context.before = undefined;
    context.after = undefined;
  }

  #next(): void {
    const index = this.#firstIndex + this.#events++;
    this.#context.uid = this.#uidPrefix + (index < 1e7 ? String(1e7 + index).slice(1) : String(index));
  }

  /** One event of the context's raw text. @param parsed as `EventMapper.line` takes it */
  #event(parsed: unknown): void {
    this.#next();
    const line = this.#mapper.line(this.#context, parsed);
    if (line !== undefined) this.#emit(line);
    else {
      // Longer than a string can be once escaped: base64 does not grow as much.
      this.#opaque++;
      const { base64, raw } = this.#context;
      const bytes = base64 === undefined ? Buffer.from(raw) : Buffer.from(base64, 'base64');
      this.#emit(opaqueLine(bytes, this.#context, 'too-large'));
    }
  }
}

function afterOf(text: string, end: number, next: number): string | undefined {
  if (next === end + 1 && text.charCodeAt(end) === 10) return undefined;
  return text.slice(end, next);
}

/** Part of a record that is not UTF-8: its text as near as it gets, and its bytes where that is not exact. */
function keep(
  text: string,
  bytes: Buffer | undefined,
  start: number,
  end: number,
): { text: string; base64: string | undefined } {
  if (bytes === undefined) return { text: text.slice(start, end), base64: undefined };
  const part = bytes.subarray(start, end);
  return { text: part.toString('utf8'), base64: isUtf8(part) ? undefined : part.toString('base64') };
}
