import { WormtrailError } from '../errors';
import type { Signer } from '../ports';
import { verifyEd25519 } from './ed25519';
import { sha256 } from './merkle';
import { decodeBase64, decodeUtf8, isUnicode, malformed } from './text';

/**
 * Signed notes and verifier keys (https://c2sp.org/signed-note):
 *
 * ```
 * example.com/audit
 * 812
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — example.com/audit Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
 * ```
 *
 * The text with its last newline, an empty line, then a line for each signature: em dash, space, key name,
 * space, base64 of key id (u32) ‖ signature. A verifier key is `<name>+<hex8 key id>+<base64 type ‖ key>`.
 */

/** Ed25519 over the text: the log's own signature. */
export const TYPE_ED25519 = 0x01;
/** Timestamped Ed25519 cosignature of a witness (https://c2sp.org/tlog-cosignature). */
export const TYPE_COSIGNATURE = 0x04;
/** Timestamped ML-DSA-44 signature (https://c2sp.org/tlog-cosignature). */
export const TYPE_ML_DSA_44 = 0x06;

/** The key types that a verifier key may have, and the length of their public keys in bytes. */
const KEY_BYTES = new Map([
  [TYPE_ED25519, 32],
  [TYPE_COSIGNATURE, 32],
  [TYPE_ML_DSA_44, 1312],
]);

/** Most signature lines that a note may have: what c2sp.org/tlog-witness lets a log send. */
export const MAX_SIGNATURES = 200;
/** Most bytes of a note: 200 signatures of ML-DSA-44 in base64, and room for the text. */
export const MAX_NOTE_BYTES = 1_000_000;

export interface VerifierKey {
  readonly name: string;
  /** The first four bytes, as a big-endian number, of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
  readonly keyId: number;
  readonly type: number;
  /** Raw: 32 bytes for Ed25519. */
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** Without the key id. */
  readonly signature: Uint8Array;
  /** The line as it stands in the note, without its newline. */
  readonly line: string;
}

export interface Note {
  /** What is signed, with the newline at its end. */
  readonly text: string;
  /** In the order of their lines; at least one. */
  readonly signatures: readonly NoteSignature[];
}

/** Whether `name` can name a key: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}+\p{Cc}]+$/u.test(name) && isUnicode(name);
}

/** SHA-256(name ‖ 0x0A ‖ type ‖ public key), its first four bytes as a big-endian number. */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey])).readUInt32BE(0);
}

/** The key id as it is written: eight lower-case hex digits. */
export function formatKeyId(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}

/**
 * `<name>+<hex8 key id>+<base64 type ‖ public key>`
 * @throws WormtrailError `malformed` if no key can have that name, type or length
 */
export function formatVerifierKey(name: string, type: number, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw malformed(`"${name}" cannot name a key: it is empty or has a space or a plus`);
  checkKeyBytes(type, publicKey);
  const encoded = Buffer.concat([Buffer.of(type), publicKey]).toString('base64');
  return `${name}+${formatKeyId(keyIdOf(name, type, publicKey))}+${encoded}`;
}

/**
 * Reads a verifier key. Types: 0x01, 0x04, 0x06.
 * @throws WormtrailError `malformed`, also if the key id is not that of name, type and key
 */
export function parseVerifierKey(vkey: string): VerifierKey {
  // The base64 may hold pluses of its own; the name never does.
  const parts = /^([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey);
  if (!parts) throw malformed('a verifier key has the form <name>+<8 hex digits>+<base64>');
  const [, name = '', hex = '', encoded = ''] = parts;
  if (!isKeyName(name)) throw malformed('the name in the verifier key is empty or has a space in it');
  const bytes = decodeBase64(encoded, 'the key in the verifier key');
  const type = bytes[0] as number;
  const publicKey = bytes.subarray(1);
  checkKeyBytes(type, publicKey);
  const keyId = keyIdOf(name, type, publicKey);
  if (formatKeyId(keyId) !== hex) {
    throw malformed(`the verifier key says key id ${hex}, but its name and key give ${formatKeyId(keyId)}`);
  }
  return { name, keyId, type, publicKey };
}

function checkKeyBytes(type: number, publicKey: Uint8Array): void {
  const length = KEY_BYTES.get(type);
  if (length === undefined) throw malformed(`key type 0x${type.toString(16).padStart(2, '0')} is not known`);
  if (publicKey.length !== length) {
    throw malformed(`a key of type 0x0${type.toString(16)} has ${length} bytes, not ${publicKey.length}`);
  }
}

/**
 * Reads a note without judging its signatures. What is taken is canonical: `formatNote` gives the same bytes.
 * @throws WormtrailError `malformed`, also above 200 signatures or 1,000,000 bytes
 */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_NOTE_BYTES) throw malformed(`the note is longer than ${MAX_NOTE_BYTES} bytes`);
  const whole = decodeUtf8(bytes, 'the note');
  checkCharacters(whole);
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) throw malformed('the note has no empty line before its signatures');
  const tail = whole.slice(split + 2);
  if (tail === '') throw malformed('the note has no signature');
  if (!tail.endsWith('\n')) throw malformed('the last line of the note has no newline');
  const lines = tail.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed(`the note has more than ${MAX_SIGNATURES} signatures`);
  const note = { text: whole.slice(0, split + 1), signatures: lines.map(parseSignature) };
  if (formatNote(note) !== whole) throw malformed('the note is not written in its canonical form');
  return note;
}

function parseSignature(line: string): NoteSignature {
  const parts = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line);
  if (!parts) throw malformed('a line after the empty line of the note is not a signature');
  const [, name = '', encoded = ''] = parts;
  if (!isKeyName(name)) throw malformed('the name in a signature of the note has a space or a plus in it');
  const bytes = decodeBase64(encoded, 'a signature of the note');
  if (bytes.length < 5) throw malformed('a signature of the note is too short');
  return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4), line };
}

/** The note as it is stored: text, empty line, the signatures' lines. */
export function formatNote(note: Note): string {
  return `${note.text}\n${note.signatures.map((signature) => `${signature.line}\n`).join('')}`;
}

/** The line of a signature, without newline. */
export function formatSignature(name: string, keyId: number, signature: Uint8Array): string {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyId);
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}`;
}

/**
 * Signs `text` with every signer, in order, and gives the whole note.
 * @throws WormtrailError `malformed` if the text is none that a note can have; `unsupported` for a signer that
 * is not Ed25519; `halted` if a signer's signature is not that of its own key. What a signer throws comes through.
 */
export async function signNote(text: string, signers: readonly Signer[]): Promise<string> {
  if (!text.endsWith('\n')) throw malformed('the text of a note ends with a newline');
  if (!isUnicode(text)) throw malformed('the text of a note is Unicode');
  checkCharacters(text);
  if (signers.length === 0) throw malformed('a note has at least one signature');
  const message = Buffer.from(text);
  const signatures: NoteSignature[] = [];
  for (const signer of signers) {
    const key = parseVerifierKey(signer.verifierKey);
    const signature = await signer.sign(message);
    // A note is published for good: a wrong signature under it could never be taken back.
    if (!verifies(key, message, signature)) {
      throw new WormtrailError('halted', `the signer ${key.name} gave a signature that its own key refuses`);
    }
    const line = formatSignature(key.name, key.keyId, signature);
    signatures.push({ name: key.name, keyId: key.keyId, signature, line });
  }
  return formatNote({ text, signatures });
}

/**
 * Which of `keys` signed the note. A key is known by name and id together; signatures of others are ignored.
 * `failed`: keys under whose name and id stands a signature that is not theirs, even if another one is: such a
 * note must be rejected. Keys that did not sign are in neither list.
 * @throws WormtrailError `unsupported` for a key whose type is not Ed25519 (0x01)
 */
export function checkNote(
  note: Note,
  keys: readonly VerifierKey[],
): { readonly verified: VerifierKey[]; readonly failed: VerifierKey[] } {
  const message = Buffer.from(note.text);
  const verified: VerifierKey[] = [];
  const failed: VerifierKey[] = [];
  for (const key of keys) {
    const own = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
    if (own.length === 0) {
      requireEd25519(key);
    } else if (own.every(({ signature }) => verifies(key, message, signature))) {
      verified.push(key);
    } else {
      failed.push(key);
    }
  }
  return { verified, failed };
}

function verifies(key: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  requireEd25519(key);
  return verifyEd25519(key.publicKey, message, signature);
}

function requireEd25519(key: VerifierKey): void {
  if (key.type === TYPE_ED25519) return;
  throw new WormtrailError('unsupported', `the key ${key.name} is not an Ed25519 key of a log (type 0x01)`);
}

function checkCharacters(text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) throw malformed('a note has no control character but newline');
  }
}
