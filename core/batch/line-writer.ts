import * as crypto from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { HASH_BYTES } from '../tlog/merkle';

/** Uncompressed bytes after which a gzip member is closed: what a reader must hold at once. */
const MEMBER_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Turns lines into leaf hashes and gzip members in one pass over the bytes.
 *
 * The byte before a line in the buffer is the newline of the line before it. While a line is hashed that byte
 * is 0x00, RFC 6962's leaf prefix, so that prefix and line lie together and need no copy.
 */
export class LineWriter {
  readonly #level: number;
  #buffer = Buffer.allocUnsafe(MEMBER_BYTES + (MEMBER_BYTES >> 1));
  /** End of what is written; #buffer[0] is headroom for the first line's prefix. */
  #end = 1;
  #hashes = Buffer.allocUnsafe(1024 * HASH_BYTES);
  #count = 0;
  #members: Buffer[] = [];
  #closedBytes = 0;

  /** @param level gzip level of the members */
  constructor(level: number) {
    this.#level = level;
  }

  /** Lines so far. */
  get count(): number {
    return this.#count;
  }

  /** Compressed bytes of the members closed since they were last taken. */
  get closedBytes(): number {
    return this.#closedBytes;
  }

  /** The leaf hashes of all lines so far, back to back. A view: valid until the next line. */
  get hashes(): Buffer {
    return this.#hashes.subarray(0, this.#count * HASH_BYTES);
  }

  /** Adds one line, without its newline. */
  readonly write = (line: string): void => {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    const most = this.#end + line.length * 3 + 1;
    if (most > this.#buffer.length) this.#makeRoom(line.length * 3 + 2);
    const buffer = this.#buffer;
    const start = this.#end;
    const end = start + buffer.write(line, start, 'utf8');
    buffer[start - 1] = 0;
    const hash = crypto.hash('sha256', buffer.subarray(start - 1, end), 'binary');
    buffer[start - 1] = NEWLINE;
    buffer[end] = NEWLINE;
    this.#end = end + 1;
    const at = this.#count * HASH_BYTES;
    if (at === this.#hashes.length) this.#hashes = Buffer.concat([this.#hashes, Buffer.alloc(at)]);
    this.#hashes.write(hash, at, 'binary');
    this.#count++;
    if (this.#end > MEMBER_BYTES) this.#closeMember();
  };

  /** The members since the last call, the open one closed. */
  takeMembers(): Buffer[] {
    this.#closeMember();
    const members = this.#members;
    this.#members = [];
    this.#closedBytes = 0;
    return members;
  }

  #makeRoom(bytes: number): void {
    this.#closeMember();
    if (1 + bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(1 + bytes);
  }

  #closeMember(): void {
    if (this.#end > 1) {
      const member = gzipMember(this.#buffer.subarray(1, this.#end), this.#level);
      this.#members.push(member);
      this.#closedBytes += member.length;
    }
    this.#end = 1;
  }
}

/** One gzip member around `bytes`. */
export function gzipMember(bytes: Uint8Array, level: number): Buffer {
  return gzipSync(bytes, { level, chunkSize: Math.max(1024, Math.min(bytes.length, 1 << 18)) });
}
