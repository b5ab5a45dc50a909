/** Takes one line; the byte before `start` may be written to. */
export type OnLine = (bytes: Buffer, start: number, end: number) => void;

/** Longest line that is held: far above what a stream takes. */
export const MAX_LINE_BYTES = 64 << 20;
/** Parts of a line that are kept apart: tiny chunks would cost more than they hold. */
const MOST_PARTS = 4096;
const NEWLINE = 0x0a;
const EVENT_OR_OWN = /^\{"(metadata":\{"uid":"|wormtrail":")/;

/** Cuts a stream of chunks into lines, wherever the chunks begin and end. */
export class LineSplitter {
  readonly #onLine: OnLine;
  readonly #onTooLong: () => void;
  readonly #most: number;
  /** The start of a line that goes on in the next chunk. */
  #carry: Buffer[] = [];
  #carried = 0;
  /** Passing over the rest of a line: one that is too long, or one whose start was lost. */
  #passing = false;
  #afterCut = false;

  constructor(onLine: OnLine, onTooLong: () => void, most: number = MAX_LINE_BYTES) {
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
    this.#most = most;
  }

  add(chunk: Buffer): void {
    if (chunk.length === 0) return;
    let start = 0;
    if (this.#afterCut) {
      // What stands after lost bytes is the end of a line, unless it looks like a start.
      this.#afterCut = false;
      this.#passing = !EVENT_OR_OWN.test(chunk.toString('latin1', 0, 24));
    }
    if (this.#carried > 0 || this.#passing) {
      const end = chunk.indexOf(NEWLINE);
      if (end < 0) {
        this.#hold(chunk);
        return;
      }
      if (this.#passing) this.#passing = false;
      else {
        this.#hold(chunk.subarray(0, end));
        this.#release();
      }
      start = end + 1;
    } else {
      // The first line has no byte before it to write to.
      const end = chunk.indexOf(NEWLINE);
      this.#hold(end < 0 ? chunk : chunk.subarray(0, end));
      if (end < 0) return;
      this.#release(true);
      start = end + 1;
    }
    const onLine = this.#onLine;
    for (let end = chunk.indexOf(NEWLINE, start); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      onLine(chunk, start, end);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** Forgets the line that was cut, and the end of one that comes first after the cut. */
  cut(): void {
    this.#carry = [];
    this.#carried = 0;
    this.#passing = false;
    this.#afterCut = true;
  }

  /** The end of the object: a last line without newline is a line. */
  end(): void {
    if (this.#carried > 0) this.#release();
    this.#passing = false;
    this.#afterCut = false;
  }

  #hold(part: Buffer): void {
    if (this.#passing) return;
    if (this.#carried + part.length > this.#most) {
      this.#carry = [];
      this.#carried = 0;
      this.#passing = true;
      this.#onTooLong();
      return;
    }
    // A copy of what is small lets go of the chunk.
    if (part.length > 0) this.#carry.push(part.length < 1 << 16 ? Buffer.from(part) : part);
    this.#carried += part.length;
    if (this.#carry.length === MOST_PARTS) this.#carry = [Buffer.concat(this.#carry)];
  }

  #release(evenIfEmpty = false): void {
    if (this.#passing) {
      this.#passing = false;
      return;
    }
    if (this.#carried === 0 && !evenIfEmpty) return;
    const line = Buffer.concat([Buffer.of(0), ...this.#carry]);
    this.#carry = [];
    this.#carried = 0;
    this.#onLine(line, 1, line.length);
  }
}
