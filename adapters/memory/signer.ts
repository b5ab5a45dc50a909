import { randomBytes } from 'node:crypto';
import type { Signer } from '../../core/ports';
import { ed25519Signer } from '../../core/tlog/signing-key';

/** A Signer with a new random Ed25519 key. @throws WormtrailError `malformed` for a name that no key can have */
export function randomSigner(name: string): Signer {
  return ed25519Signer(name, randomBytes(32));
}
