import type { Signer } from '../ports';
import { ed25519FromSeed, SEED_BYTES } from './ed25519';
import { formatKeyId, formatVerifierKey, isKeyName, keyIdOf, TYPE_ED25519 } from './note';
import { decodeBase64, malformed } from './text';

/**
 * A private key on one line, as Go's golang.org/x/mod/sumdb/note writes it:
 *
 * ```
 * PRIVATE+KEY+example.com/audit+530d903a+AQ…
 * ```
 *
 * name, key id, base64 of type (0x01) ‖ 32-byte seed.
 */

/** The line, without newline. @throws WormtrailError `malformed` for a bad name or a seed that is not 32 bytes */
export function formatSigningKey(name: string, seed: Uint8Array): string {
  if (!isKeyName(name)) throw malformed(`"${name}" cannot name a key: it is empty or has a space or a plus`);
  const { publicKey } = ed25519FromSeed(seed);
  const encoded = Buffer.concat([Buffer.of(TYPE_ED25519), seed]).toString('base64');
  return `PRIVATE+KEY+${name}+${formatKeyId(keyIdOf(name, TYPE_ED25519, publicKey))}+${encoded}`;
}

/** Reads the line (no newline). @throws WormtrailError `malformed`; its message never holds the key */
export function parseSigningKey(line: string): { readonly name: string; readonly seed: Buffer } {
  const parts = /^PRIVATE\+KEY\+([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line);
  if (!parts) throw malformed('a private key has the form PRIVATE+KEY+<name>+<8 hex digits>+<base64>');
  const [, name = '', hex = '', encoded = ''] = parts;
  const bytes = decodeBase64(encoded, 'the private key');
  if (bytes[0] !== TYPE_ED25519 || bytes.length !== 1 + SEED_BYTES) {
    throw malformed('the private key is not an Ed25519 key (type 0x01 and 32 bytes)');
  }
  const seed = bytes.subarray(1);
  if (!isKeyName(name) || formatKeyId(keyIdOf(name, TYPE_ED25519, ed25519FromSeed(seed).publicKey)) !== hex) {
    throw malformed('the private key does not belong to the name and key id beside it');
  }
  return { name, seed };
}

/** A signer whose key is held in memory. @throws WormtrailError `malformed` for a bad name or seed */
export function ed25519Signer(name: string, seed: Uint8Array): Signer {
  const key = ed25519FromSeed(seed);
  return {
    name,
    verifierKey: formatVerifierKey(name, TYPE_ED25519, key.publicKey),
    sign: async (message) => key.sign(message),
  };
}
