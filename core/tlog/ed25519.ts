import * as crypto from 'node:crypto';
import { WormtrailError } from '../errors';

/** Ed25519 of RFC 8032 over raw keys, as notes carry them; Node itself wants them wrapped in DER. */

export const PUBLIC_KEY_BYTES = 32;
export const SEED_BYTES = 32;
export const SIGNATURE_BYTES = 64;

// RFC 8410: what stands before the raw key in its SubjectPublicKeyInfo, and before the seed in its PKCS #8.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The DER SubjectPublicKeyInfo (RFC 8410) of a raw 32-byte public key, as OpenSSL reads it.
 * @throws WormtrailError `malformed` if it is not 32 bytes
 */
export function ed25519Spki(publicKey: Uint8Array): Buffer {
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new WormtrailError('malformed', `an Ed25519 public key has 32 bytes, not ${publicKey.length}`);
  }
  return Buffer.concat([SPKI_PREFIX, publicKey]);
}

/**
 * Whether `signature` over `message` is that of the raw 32-byte `publicKey`. A signature of another length,
 * or a key that is no point of the curve, verifies nothing.
 * @throws WormtrailError `malformed` if the key is not 32 bytes
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const spki = ed25519Spki(publicKey);
  if (signature.length !== SIGNATURE_BYTES) return false;
  try {
    return crypto.verify(undefined, message, { key: spki, format: 'der', type: 'spki' }, signature);
  } catch {
    return false;
  }
}

/** A private key held in memory. */
export interface Ed25519Key {
  /** Raw, 32 bytes. */
  readonly publicKey: Buffer;
  /** The 64-byte signature over `message`. */
  sign(message: Uint8Array): Buffer;
}

/**
 * The key pair that grows from a 32-byte seed (RFC 8032 section 5.1.5).
 * @throws WormtrailError `malformed` if the seed is not 32 bytes
 */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Key {
  if (seed.length !== SEED_BYTES) {
    throw new WormtrailError('malformed', `an Ed25519 seed has 32 bytes, not ${seed.length}`);
  }
  const pkcs8 = Buffer.concat([PKCS8_PREFIX, seed]);
  const key = crypto.createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  pkcs8.fill(0);
  const spki = crypto.createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Buffer.from(spki.subarray(SPKI_PREFIX.length)),
    sign: (message) => crypto.sign(undefined, message, key),
  };
}
