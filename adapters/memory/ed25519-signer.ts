import * as crypto from 'node:crypto';
import { WormtrailError } from '../../core/errors';
import type { Signer } from '../../core/ports';
import { sha256 } from '../../core/tlog/merkle';

/** C2SP signed-note signature type of Ed25519. */
const ED25519 = 0x01;
/** What PKCS #8 puts before the 32 bytes of an Ed25519 seed (RFC 8410 section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A Signer whose Ed25519 key is held in memory. */
export class Ed25519Signer implements Signer {
  readonly name: string;
  readonly verifierKey: string;
  readonly #key: crypto.KeyObject;

  /**
   * @param name the key's name: the origin
   * @param seed the 32 bytes of the private key (RFC 8032 section 5.1.5)
   * @throws WormtrailError `usage` for a name that a signed note cannot carry or another length of seed
   */
  constructor(name: string, seed: Uint8Array) {
    checkKeyName(name);
    if (seed.length !== 32) throw new WormtrailError('usage', 'an Ed25519 seed has 32 bytes');
    this.name = name;
    this.#key = crypto.createPrivateKey({
      key: Buffer.concat([PKCS8_PREFIX, seed]),
      format: 'der',
      type: 'pkcs8',
    });
    // The public key is the tail of its SubjectPublicKeyInfo (RFC 8410 section 4).
    const spki = crypto.createPublicKey(this.#key).export({ format: 'der', type: 'spki' });
    const typed = Buffer.concat([Buffer.from([ED25519]), spki.subarray(-32)]);
    this.verifierKey = `${name}+${keyIdHex(name, typed)}+${typed.toString('base64')}`;
  }

  /** A Signer with a new random key. */
  static generate(name: string): Ed25519Signer {
    return new Ed25519Signer(name, crypto.randomBytes(32));
  }

  /** The key's C2SP id, eight hex digits. */
  get keyId(): string {
    return this.verifierKey.slice(this.name.length + 1, this.name.length + 9);
  }

  async sign(message: Uint8Array): Promise<Uint8Array> {
    return crypto.sign(null, message, this.#key);
  }
}

/** @throws WormtrailError `usage` if a signed note's signature line cannot carry `name` (C2SP signed-note). */
export function checkKeyName(name: string): void {
  if (name === '' || /[\s+\p{Cc}\p{Cs}]/u.test(name)) {
    throw new WormtrailError('usage', `not a name for a key: ${JSON.stringify(name)}`, {
      hint: 'a name such as example.com/audit, without spaces and plus signs',
    });
  }
}

function keyIdHex(name: string, typedKey: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), typedKey])).toString('hex', 0, 4);
}
