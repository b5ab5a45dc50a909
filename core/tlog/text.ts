import { WormtrailError } from '../errors';

/** The few rules of text that notes, checkpoints and proofs share. What breaks one is `malformed`. */

/** The error for bytes from outside that do not have the form they must have. */
export function malformed(what: string): WormtrailError {
  return new WormtrailError('malformed', what);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `bytes` as text. @throws WormtrailError `malformed` unless it is valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed(`${what} is not valid UTF-8`);
  }
}

/**
 * Base 64 of RFC 4648 section 4, of which only the one canonical spelling is taken: padded, no stray bits.
 * @throws WormtrailError `malformed`
 */
export function decodeBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  // Node skips what it does not know, so only encoding again shows that nothing was skipped.
  if (bytes.toString('base64') !== text) throw malformed(`${what} is not canonical base64`);
  return bytes;
}

/**
 * A decimal number without sign or leading zeros, at most 2^53-1.
 * @throws WormtrailError `malformed`
 */
export function parseDecimal(text: string, what: string): number {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) throw malformed(`${what} is not a canonical decimal number`);
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw malformed(`${what} is larger than 2^53-1`);
  return value;
}

/** Whether `text` can be written in UTF-8: it has no lone surrogate. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
