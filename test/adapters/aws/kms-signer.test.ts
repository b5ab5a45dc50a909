import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { kmsClient } from '../../../adapters/aws/clients';
import { KmsSigner } from '../../../adapters/aws/kms-signer';
import { formatCheckpoint } from '../../../core/tlog/checkpoint';
import { checkNote, parseNote, parseVerifierKey, signNote } from '../../../core/tlog/note';
import { type Answer, type Asked, type FakeService, fakeService, json, jsonFault } from './fake-service';

const KEY = { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1', origin: 'example.com/audit' };
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const spki = publicKey.export({ format: 'der', type: 'spki' });
const KEY_ANSWER = {
  KeyId: KEY.keyArn,
  KeySpec: 'ECC_NIST_EDWARDS25519',
  KeyUsage: 'SIGN_VERIFY',
  PublicKey: spki.toString('base64'),
};

let service: FakeService;
let client: ReturnType<typeof kmsClient>;

/** KMS with one key, as far as `change` does not have it otherwise. */
async function serve(change: (asked: Asked) => Answer | undefined = () => undefined): Promise<void> {
  service = await fakeService((asked) => {
    const changed = change(asked);
    if (changed !== undefined) return changed;
    if (asked.operation === 'GetPublicKey') return json(KEY_ANSWER);
    const message = Buffer.from(asked.json().Message as string, 'base64');
    return json({ Signature: sign(null, message, privateKey).toString('base64') });
  });
  client = kmsClient(service.settings);
}

afterEach(async () => {
  client.destroy();
  await service.close();
});

test('signs a checkpoint that anybody verifies with the public key', async () => {
  await serve();
  const signer = await KmsSigner.open(client, KEY);
  expect(signer.name).toBe(KEY.origin);
  const raw = Buffer.from(signer.verifierKey.split('+').slice(2).join('+'), 'base64');
  expect(raw.toString('hex')).toBe(`01${spki.subarray(-32).toString('hex')}`);
  const text = formatCheckpoint({ origin: KEY.origin, size: 3, root: Buffer.alloc(32, 7) });
  const note = parseNote(Buffer.from(await signNote(text, [signer])));
  expect(checkNote(note, [parseVerifierKey(signer.verifierKey)]).verified).toHaveLength(1);
  expect(verify(null, Buffer.from(text), publicKey, await signer.sign(Buffer.from(text)))).toBe(true);
  expect(service.asked.at(-1)?.json()).toMatchObject({
    KeyId: KEY.keyArn,
    MessageType: 'RAW',
    SigningAlgorithm: 'ED25519_SHA_512',
  });
});

test('signs up to 4,096 bytes', async () => {
  await serve();
  const signer = await KmsSigner.open(client, KEY);
  expect(await signer.sign(Buffer.alloc(4096))).toHaveLength(64);
  await expect(signer.sign(Buffer.alloc(4097))).rejects.toMatchObject({ code: 'usage' });
});

test.each<[string, object, string]>([
  ['a key of another kind', { KeySpec: 'ECC_NIST_P256' }, 'usage'],
  ['a key for something else', { KeyUsage: 'KEY_AGREEMENT' }, 'usage'],
  ['no public key', { PublicKey: undefined }, 'unavailable'],
  ['another form', { PublicKey: Buffer.alloc(44).toString('base64') }, 'unavailable'],
  ['a longer one', { PublicKey: Buffer.concat([spki, Buffer.of(0)]).toString('base64') }, 'unavailable'],
])('refuses %s', async (_, change, code) => {
  await serve(() => json({ ...KEY_ANSWER, ...change }));
  await expect(KmsSigner.open(client, KEY)).rejects.toMatchObject({ code });
});

test('refuses a name that no key can have', async () => {
  await serve();
  await expect(KmsSigner.open(client, { ...KEY, origin: 'a b' })).rejects.toMatchObject({ code: 'usage' });
});

test.each<[string, Answer]>([
  [
    'by another key',
    json({
      Signature: sign(null, Buffer.from('x'), generateKeyPairSync('ed25519').privateKey).toString('base64'),
    }),
  ],
  ['of another message', json({ Signature: sign(null, Buffer.from('y'), privateKey).toString('base64') })],
  ['that is none', json({ Signature: 'AAAA' })],
  ['that is not there', json({})],
])('does not pass on a signature %s', async (_, answer) => {
  await serve(({ operation }) => (operation === 'Sign' ? answer : undefined));
  const signer = await KmsSigner.open(client, KEY);
  await expect(signer.sign(Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
});

test.each([
  ['AccessDeniedException', 'denied'],
  ['DisabledException', 'unavailable'],
  ['KMSInvalidStateException', 'unavailable'],
])('says what keeps it from signing: %s', async (fault, code) => {
  await serve(({ operation }) => (operation === 'Sign' ? jsonFault(fault) : undefined));
  const signer = await KmsSigner.open(client, KEY);
  await expect(signer.sign(Buffer.from('x'))).rejects.toMatchObject({ code });
});
