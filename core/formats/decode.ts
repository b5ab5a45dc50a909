import { Buffer, isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { OpaqueReason } from './normalizer';

/** Bounds for the inflater's buffer: one that holds all of a record saves copying it together. */
const SMALLEST_CHUNK = 16 * 1024;
const LARGEST_CHUNK = 8 * 1024 * 1024;

export const isGzip = (data: Uint8Array): boolean => data[0] === 0x1f && data[1] === 0x8b;

/**
 * Inflates gzip (RFC 1952, one member or several). All bytes must be used: Node's own gunzip stops in silence at a
 * NUL after a member.
 * @param max most bytes that may come out
 */
export function inflate(data: Uint8Array, max: number): Uint8Array | OpaqueReason {
  const chunkSize = Math.min(Math.max(expectedSize(data) + 1, SMALLEST_CHUNK), LARGEST_CHUNK);
  try {
    const { buffer, engine } = gunzipSync(data, {
      maxOutputLength: Math.max(max, 1),
      chunkSize,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return engine.bytesWritten === data.length ? buffer : 'will-not-inflate';
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'will-not-inflate';
  }
}

/**
 * What the trailer says the last member inflates to: a hint, for it may lie. Deflate makes at most 1,032 bytes of
 * one, so that a small record cannot ask for much.
 */
function expectedSize(data: Uint8Array): number {
  if (data.length < 18) return 0;
  const size = Buffer.from(data.buffer, data.byteOffset, data.byteLength).readUInt32LE(data.length - 4);
  return Math.min(size, data.length * 1032);
}

/** A record's bytes as text whose pieces can be traced back to them. */
export interface Decoded {
  readonly text: string;
  /** Set if the bytes are not UTF-8: then `text` has one character a byte, so that its offsets are theirs. */
  readonly bytes: Buffer | undefined;
}

export function decode(data: Uint8Array): Decoded {
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (isUtf8(buffer)) return { text: buffer.toString('utf8'), bytes: undefined };
  return { text: buffer.toString('latin1'), bytes: buffer };
}
