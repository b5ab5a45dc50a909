import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { WormtrailError } from '../../core/errors';
import type { Signer } from '../../core/ports';
import { formatVerifierKey, isKeyName, TYPE_ED25519 } from '../../core/tlog/note';
import { awsError } from './errors';

const KEY_SPEC = 'ECC_NIST_EDWARDS25519';
/** Pure Ed25519 (RFC 8032), with MessageType RAW; `ED25519_PH_SHA_512` would be the prehashed one. */
const ALGORITHM = 'ED25519_SHA_512';
/** KMS takes no longer message with MessageType RAW. */
const MOST_MESSAGE_BYTES = 4096;
const SIGNATURE_BYTES = 64;
/** RFC 8410 section 4: SubjectPublicKeyInfo of an Ed25519 key, before its 32 bytes. */
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex');
const SPKI_BYTES = SPKI_START.length + 32;

export interface KmsKey {
  /** The key's ARN. An alias would do, but may be moved to another key. */
  readonly keyArn: string;
  /** The key's name in notes: the log's origin. */
  readonly origin: string;
}

/** Signs by an Ed25519 key that never leaves KMS. */
export class KmsSigner implements Signer {
  readonly name: string;
  readonly verifierKey: string;
  readonly #client: KMSClient;
  readonly #keyArn: string;
  readonly #publicKey: KeyObject;

  private constructor(client: KMSClient, { keyArn, origin }: KmsKey, spki: Buffer) {
    this.#client = client;
    this.#keyArn = keyArn;
    this.#publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    this.name = origin;
    this.verifierKey = formatVerifierKey(origin, TYPE_ED25519, spki.subarray(SPKI_START.length));
  }

  /**
   * Reads the public key.
   * @throws WormtrailError `usage` for a key that cannot sign notes or a name that no key can have; `denied`,
   * `unavailable`
   */
  static async open(client: KMSClient, key: KmsKey): Promise<KmsSigner> {
    const { keyArn, origin } = key;
    if (!isKeyName(origin)) {
      throw new WormtrailError('usage', `not a name for a log: ${JSON.stringify(origin)}`);
    }
    const answer = await client.send(new GetPublicKeyCommand({ KeyId: keyArn })).catch((error: unknown) => {
      throw awsError(error, 'cannot read the public key of', keyArn);
    });
    const { KeySpec, KeyUsage, PublicKey } = answer;
    if (KeySpec !== KEY_SPEC || KeyUsage !== 'SIGN_VERIFY') {
      throw new WormtrailError('usage', `${keyArn} is a key of ${KeySpec} for ${KeyUsage}`, {
        hint: `a log is signed by a key of ${KEY_SPEC} for SIGN_VERIFY`,
      });
    }
    const spki = Buffer.from(PublicKey ?? []);
    if (spki.length !== SPKI_BYTES || !spki.subarray(0, SPKI_START.length).equals(SPKI_START)) {
      throw new WormtrailError(
        'unavailable',
        `the public key of ${keyArn} does not have the form of RFC 8410`,
      );
    }
    return new KmsSigner(client, key, spki);
  }

  /** @throws WormtrailError `usage` for a message of more than 4,096 bytes; `denied`, `unavailable` */
  async sign(message: Uint8Array): Promise<Uint8Array> {
    if (message.length > MOST_MESSAGE_BYTES) {
      throw new WormtrailError(
        'usage',
        `KMS signs ${MOST_MESSAGE_BYTES} bytes at most, got ${message.length}`,
      );
    }
    const command = new SignCommand({
      KeyId: this.#keyArn,
      Message: message,
      MessageType: 'RAW',
      SigningAlgorithm: ALGORITHM,
    });
    const { Signature } = await this.#client.send(command).catch((error: unknown) => {
      throw awsError(error, 'cannot sign with', this.#keyArn);
    });
    const isGood = Signature?.length === SIGNATURE_BYTES && verify(null, message, this.#publicKey, Signature);
    // A wrong one, published, would stand in the archive for as long as its lock does.
    if (Signature === undefined || !isGood) {
      throw new WormtrailError(
        'unavailable',
        `the signature by ${this.#keyArn} is not one of its public key`,
      );
    }
    return Signature;
  }
}
