import * as zlib from 'node:zlib';

/**
 * Reads an object that should be gzip members back to back (RFC 1952), member by member, and accounts for every
 * byte of it. Node's own gunzip stops in silence at a NUL after a member; here headers are parsed, bodies
 * inflated and checksums compared one member at a time, and whatever belongs to no member is reported.
 */

export interface GzipSink {
  /** What members inflate to, in order. The chunk may be written to; it is not used again. */
  bytes(chunk: Buffer): void;
  /** Between the bytes before and those after, some are missing. */
  cut(): void;
  /** Something is wrong with the compressed bytes from `offset` on. */
  damage(kind: 'gzip-damaged' | 'unread-bytes', offset: number, detail: string): void;
  /** Called between chunks: the reader waits for it. */
  drain?(): Promise<void>;
}

/** Up to `length` bytes from `start`; fewer only at the end. */
export type ReadBytes = (start: number, length: number) => Promise<Uint8Array>;

export interface WalkLimits {
  /** Compressed bytes read at once: a member that does not fit is streamed. */
  readonly window: number;
  /** Most bytes that a member may inflate to in one call: a larger one is streamed. */
  readonly inflated: number;
}

export const DEFAULT_LIMITS: WalkLimits = { window: 8 << 20, inflated: 8 << 20 };

/** Bytes before a member's optional fields; its trailer is CRC-32 and length. */
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** Output allocated at first: what our own writer closes a member at, with room for the line that passed it. */
const CHUNK_BYTES = (1 << 20) + (1 << 18);
/** Compressed bytes streamed at once: deflate expands a thousandfold at most. */
const PIECE_BYTES = 16 << 10;
/** False starts tried after damage before the rest of the object is given up. */
const MOST_TRIES = 1000;

/** Walks an object of `size` bytes. What `read` throws comes through. */
export async function walkGzip(
  read: ReadBytes,
  size: number,
  sink: GzipSink,
  limits: WalkLimits = DEFAULT_LIMITS,
): Promise<void> {
  const input = new Window(read, size, limits.window);
  let at = 0;
  while (at < size) {
    const member = await readMember(input, at, limits, sink);
    await sink.drain?.();
    if (member.problem === undefined) {
      at += member.length;
      continue;
    }
    sink.damage(member.kind, at, member.problem);
    sink.cut();
    // A member whose checksum is wrong still shows where the next one should begin.
    const next = member.length > 0 && (await startsMember(input, at + member.length));
    at = next ? at + member.length : await resynchronise(input, at + 1, limits);
  }
}

type Member =
  | { readonly length: number; readonly problem?: undefined }
  | { readonly length: number; readonly problem: string; readonly kind: 'gzip-damaged' | 'unread-bytes' };

const NO_HEADER: Member = {
  length: 0,
  problem: 'the object ends within the header of a gzip member',
  kind: 'unread-bytes',
};

/** The part of the object that is in memory. */
class Window {
  readonly size: number;
  readonly read: ReadBytes;
  readonly #length: number;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(read: ReadBytes, size: number, length: number) {
    this.read = read;
    this.size = size;
    this.#length = length;
  }

  /** What is in memory from `at` on, at least `least` bytes unless the object ends before. */
  async from(at: number, least: number): Promise<Buffer> {
    const end = this.#start + this.#bytes.length;
    if (at < this.#start || (at + least > end && end < this.size)) await this.#fill(at);
    return this.#bytes.subarray(at - this.#start);
  }

  /** As much as fits from `at` on. */
  async whole(at: number): Promise<Buffer> {
    return this.from(at, this.#length);
  }

  /** Whether what is in memory reaches to the object's end. */
  get reachesEnd(): boolean {
    return this.#start + this.#bytes.length >= this.size;
  }

  /** Whether no more than this can be in memory. */
  isWhole(at: number): boolean {
    return this.#start === at || this.reachesEnd;
  }

  async #fill(at: number): Promise<void> {
    const bytes = await this.read(at, Math.min(this.#length, this.size - at));
    if (bytes.length < Math.min(this.#length, this.size - at)) {
      throw new ShortObject(at + bytes.length, this.size);
    }
    this.#start = at;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}

/** The store gave fewer bytes of an object than it had listed. */
export class ShortObject extends Error {
  constructor(got: number, listed: number) {
    super(`ends after ${got} of ${listed} bytes`);
  }
}

async function readMember(input: Window, at: number, limits: WalkLimits, sink: GzipSink): Promise<Member> {
  let view = await input.from(at, HEADER_BYTES + TRAILER_BYTES);
  for (;;) {
    const header = parseHeader(view);
    if (typeof header === 'string') return { length: 0, problem: header, kind: 'unread-bytes' };
    if (header !== undefined) {
      const result = inflateAtOnce(view, header, input.reachesEnd, limits, sink);
      if (result !== 'more' && result !== 'stream') return result;
      if (result === 'stream' || input.isWhole(at)) return streamMember(input, at, header, sink);
    } else if (input.isWhole(at)) {
      return NO_HEADER; // check: gzip-cut-header | return NO_HEADER => return { length: view.length }
    }
    view = await input.whole(at);
  }
}

/**
 * The length of the member's header (RFC 1952 section 2.3); a text if it is none; undefined if it goes on
 * beyond `view`.
 */
function parseHeader(view: Buffer): number | string | undefined {
  const magic = [0x1f, 0x8b, 8];
  for (let i = 0; i < Math.min(3, view.length); i++) {
    if (view[i] !== magic[i]) return 'not a gzip member'; // check: gzip-magic | view[i] !== magic[i] => false
  }
  if (view.length < HEADER_BYTES) return undefined;
  const flags = view[3] as number;
  if (flags & 0xe0) return 'a gzip member with reserved flags'; // check: gzip-flags | flags & 0xe0 => false
  let at = HEADER_BYTES;
  if (flags & 4) {
    if (at + 2 > view.length) return undefined;
    at += 2 + view.readUInt16LE(at);
  }
  for (const text of [8, 16]) {
    if (!(flags & text)) continue;
    const end = view.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if (flags & 2) {
    if (at + 2 > view.length) return undefined;
    const right = (zlib.crc32(view.subarray(0, at)) & 0xffff) === view.readUInt16LE(at);
    if (!right) return 'the checksum of the header of a gzip member is wrong'; // check: gzip-header-crc | !right => false
    at += 2;
  }
  return at > view.length ? undefined : at;
}

/** The usual case: the member lies in memory and inflates to little. */
function inflateAtOnce(
  view: Buffer,
  header: number,
  reachesEnd: boolean,
  limits: WalkLimits,
  sink: GzipSink,
): Member | 'more' | 'stream' {
  const body = view.subarray(header);
  let inflated: { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
  try {
    // `info` is documented, but not in the types.
    inflated = zlib.inflateRawSync(body, {
      info: true,
      maxOutputLength: limits.inflated,
      chunkSize: Math.min(CHUNK_BYTES, Math.max(1 << 16, body.length * 16)),
    }) as unknown as typeof inflated;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR' && !reachesEnd)
      return 'more';
    // What inflates before the damage is streamed too.
    return 'stream';
  }
  const consumed = inflated.engine.bytesWritten;
  if (body.length < consumed + TRAILER_BYTES) {
    if (!reachesEnd) return 'more';
    sink.bytes(inflated.buffer);
    return { length: 0, problem: 'the object ends within a gzip member', kind: 'gzip-damaged' }; // check: gzip-cut-trailer | return { length: 0, problem: 'the object ends within a gzip member', kind: 'gzip-damaged' } => return { length: view.length }
  }
  const problem = checkTrailer(body, consumed, zlib.crc32(inflated.buffer), inflated.buffer.length);
  sink.bytes(inflated.buffer);
  const length = header + consumed + TRAILER_BYTES;
  return problem === undefined ? { length } : { length, problem, kind: 'gzip-damaged' };
}

function checkTrailer(bytes: Buffer, at: number, crc: number, length: number): string | undefined {
  if (bytes.readUInt32LE(at) !== crc) return 'the checksum of a gzip member is wrong'; // check: gzip-crc | bytes.readUInt32LE(at) !== crc => false
  if (bytes.readUInt32LE(at + 4) !== length % 2 ** 32) return 'the length in a gzip member is wrong'; // check: gzip-length | bytes.readUInt32LE(at + 4) !== length % 2 ** 32 => false
  return undefined;
}

/** A member too large for memory, or damaged: inflated piece by piece, as far as it goes. */
async function streamMember(input: Window, at: number, header: number, sink: GzipSink): Promise<Member> {
  let crc = 0;
  let length = 0;
  const { consumed, problem } = await inflateStream(input, at + header, sink, (chunk) => {
    crc = zlib.crc32(chunk, crc);
    length += chunk.length;
    sink.bytes(chunk);
  });
  if (problem !== undefined) return { length: 0, problem, kind: 'gzip-damaged' }; // check: gzip-inflate | return { length: 0, problem, kind: 'gzip-damaged' } => return { length: input.size - at }
  const end = at + header + consumed;
  const trailer = await input.from(end, TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) {
    return { length: 0, problem: 'the object ends within a gzip member', kind: 'gzip-damaged' }; // check: gzip-cut-streamed | return { length: 0, problem: 'the object ends within a gzip member', kind: 'gzip-damaged' } => return { length: input.size - at }
  }
  const wrong = checkTrailer(trailer, 0, crc, length);
  const total = header + consumed + TRAILER_BYTES;
  return wrong === undefined ? { length: total } : { length: total, problem: wrong, kind: 'gzip-damaged' };
}

/** Inflates from `start` to the end of the deflate stream or of the object; memory stays at one piece. */
async function inflateStream(
  input: Window,
  start: number,
  sink: GzipSink,
  onBytes: (chunk: Buffer) => void,
): Promise<{ readonly consumed: number; readonly problem?: string }> {
  const engine = zlib.createInflateRaw({ chunkSize: 1 << 14 });
  let problem: string | undefined;
  let over = false;
  const ended = new Promise<void>((resolve) => {
    engine.once('end', () => {
      over = true;
      resolve();
    });
    engine.once('error', (error) => {
      over = true;
      problem = error.message;
      resolve();
    });
  });
  engine.on('data', onBytes);
  for (let at = start; !over; ) {
    const view = await input.from(at, Math.min(PIECE_BYTES, input.size - at));
    const piece = view.subarray(0, PIECE_BYTES);
    if (piece.length === 0) {
      engine.end();
      await ended;
      break;
    }
    // No call back comes for a piece in which the stream ends: only the end itself.
    await Promise.race([new Promise((resolve) => engine.write(piece, resolve)), ended]);
    at += piece.length;
    await sink.drain?.();
  }
  const consumed = engine.bytesWritten;
  engine.destroy();
  return problem === undefined
    ? { consumed }
    : { consumed, problem: `a gzip member does not inflate: ${problem}` };
}

async function startsMember(input: Window, at: number): Promise<boolean> {
  if (at >= input.size) return true;
  return typeof parseHeader(await input.from(at, HEADER_BYTES)) !== 'string';
}

/**
 * The next place from `from` on where a whole member with its right checksum begins, or the object's end. A
 * false start would have to match 32 bits of checksum and 32 of length.
 */
async function resynchronise(input: Window, from: number, limits: WalkLimits): Promise<number> {
  const nowhere: GzipSink = { bytes: () => {}, cut: () => {}, damage: () => {} };
  const magic = Buffer.of(0x1f, 0x8b, 8);
  let at = from;
  for (let tries = 0; tries < MOST_TRIES && at < input.size; ) {
    const view = await input.from(at, magic.length);
    const found = view.indexOf(magic);
    if (found < 0) {
      // The magic may lie across the border of two windows.
      at = input.reachesEnd ? input.size : at + view.length - (magic.length - 1);
      continue;
    }
    const start = at + found;
    const member = await readMember(input, start, limits, nowhere);
    if (member.problem === undefined) return start;
    at = start + 1;
    tries++;
  }
  return input.size;
}
