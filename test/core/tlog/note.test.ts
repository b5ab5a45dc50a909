import * as fc from 'fast-check';
import { WormtrailError } from '../../../core/errors';
import type { Signer } from '../../../core/ports';
import { ed25519FromSeed, ed25519Spki, verifyEd25519 } from '../../../core/tlog/ed25519';
import {
  checkNote,
  formatNote,
  formatSignature,
  formatVerifierKey,
  MAX_SIGNATURES,
  parseNote,
  parseVerifierKey,
  signNote,
} from '../../../core/tlog/note';
import { ed25519Signer, formatSigningKey, parseSigningKey } from '../../../core/tlog/signing-key';
import { flipBit, malformedBy, succeedsOrMalformed } from './helpers';
import { ED25519, GO_NOTE, NOTE } from './vectors';

const seed = Buffer.alloc(32, 7);
const signer = ed25519Signer('example.com/audit', seed);
const key = parseVerifierKey(signer.verifierKey);
const other = ed25519Signer('example.org/other', Buffer.alloc(32, 8));
const otherKey = parseVerifierKey(other.verifierKey);
const parse = (note: string) => parseNote(Buffer.from(note));

describe('Ed25519', () => {
  test.each(ED25519)('signs and verifies the vector of RFC 8032 for message "$message"', (vector) => {
    const pair = ed25519FromSeed(Buffer.from(vector.seed, 'hex'));
    const message = Buffer.from(vector.message, 'hex');
    expect(pair.publicKey.toString('hex')).toBe(vector.publicKey);
    expect(pair.sign(message).toString('hex')).toBe(vector.signature);
    expect(verifyEd25519(pair.publicKey, message, Buffer.from(vector.signature, 'hex'))).toBe(true);
  });

  test('a wrong message, signature, key or length verifies nothing', () => {
    const pair = ed25519FromSeed(seed);
    const signature = pair.sign(Buffer.from('x'));
    expect(verifyEd25519(pair.publicKey, Buffer.from('y'), signature)).toBe(false);
    expect(verifyEd25519(pair.publicKey, Buffer.from('x'), signature.subarray(1))).toBe(false);
    expect(verifyEd25519(pair.publicKey, Buffer.from('x'), Buffer.concat([signature, Buffer.of(0)]))).toBe(
      false,
    );
    expect(verifyEd25519(Buffer.alloc(32, 0xff), Buffer.from('x'), signature)).toBe(false);
    for (let bit = 0; bit < 512; bit += 7) {
      expect(verifyEd25519(pair.publicKey, Buffer.from('x'), flipBit(signature, bit))).toBe(false);
    }
    malformedBy(() => ed25519Spki(Buffer.alloc(31)));
    malformedBy(() => ed25519FromSeed(Buffer.alloc(33)));
  });
});

describe('verifier keys', () => {
  test("the specification's own key reads and writes as published", () => {
    const published = parseVerifierKey(NOTE.vkey);
    expect(published).toMatchObject({ name: 'example.com/foo', keyId: 0x530d903a, type: 1 });
    expect(formatVerifierKey(published.name, published.type, published.publicKey)).toBe(NOTE.vkey);
  });

  test('keys of witnesses and of ML-DSA-44 are read, though not yet verified with', () => {
    for (const [type, length] of [
      [0x04, 32],
      [0x06, 1312],
    ] as const) {
      const vkey = formatVerifierKey('witness.example', type, Buffer.alloc(length, 3));
      const read = parseVerifierKey(vkey);
      expect(read).toMatchObject({ name: 'witness.example', type });
      expect(() => checkNote(parse(NOTE.note), [read])).toThrow(
        expect.objectContaining({ code: 'unsupported' }),
      );
    }
  });

  test.each([
    ['nothing', ''],
    ['no key', 'example.com/foo+530d903a+'],
    ['another key id', NOTE.vkey.replace('530d903a', '530d903b')],
    ['an upper-case key id', NOTE.vkey.replace('530d903a', '530D903A')],
    ['another name', NOTE.vkey.replace('foo', 'bar')],
    ['a name with a space', NOTE.vkey.replace('/', ' ')],
    ['no name', NOTE.vkey.replace('example.com/foo', '')],
    ['base64 without its last character', NOTE.vkey.slice(0, -1)],
    ['a newline at its end', `${NOTE.vkey}\n`],
    ['an unknown type', 'example.com/foo+530d903a+A+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'],
  ])('with %s is refused', (_, vkey) => {
    malformedBy(() => parseVerifierKey(vkey));
  });

  test('any key reads back as it was written', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (name, bytes) => {
          const vkey = succeedsOrMalformed(() => formatVerifierKey(name, 1, bytes));
          if (vkey === undefined) {
            expect(name).toMatch(/[\s+\p{Cc}\p{White_Space}\p{Surrogate}]/u);
            return;
          }
          const read = parseVerifierKey(vkey);
          expect(read.name).toBe(name);
          expect(Buffer.from(read.publicKey)).toEqual(Buffer.from(bytes));
        },
      ),
    );
  });
});

describe('signing keys', () => {
  test('read back as they were written, and give the signer of their verifier key', () => {
    const line = formatSigningKey(signer.name, seed);
    expect(line).toMatch(/^PRIVATE\+KEY\+example\.com\/audit\+[0-9a-f]{8}\+AQcH/);
    expect(parseSigningKey(line)).toEqual({ name: signer.name, seed });
  });

  test('damaged ones are refused, and the message does not tell the key', () => {
    const line = formatSigningKey(signer.name, seed);
    for (const bad of [
      line.slice(1),
      line.replace('audit', 'other'),
      line.slice(0, -2),
      line.replace('AQcH', 'AgcH'),
    ]) {
      const message = malformedBy(() => parseSigningKey(bad));
      expect(message).not.toContain('BwcH');
    }
  });
});

describe('notes', () => {
  test("the specification's own note verifies under its own key", () => {
    const note = parse(NOTE.note);
    expect(note.text).toBe(NOTE.text);
    expect(formatNote(note)).toBe(NOTE.note);
    expect(checkNote(note, [parseVerifierKey(NOTE.vkey)])).toMatchObject({
      verified: [{ name: 'example.com/foo' }],
      failed: [],
    });
  });

  test("the note of Go's documentation is made byte for byte from its private key", async () => {
    const { name, seed: goSeed } = parseSigningKey(GO_NOTE.skey);
    const goSigner = ed25519Signer(name, goSeed);
    expect(goSigner.verifierKey).toBe(GO_NOTE.vkey);
    expect(formatSigningKey(name, goSeed)).toBe(GO_NOTE.skey);
    expect(await signNote(GO_NOTE.text, [goSigner])).toBe(GO_NOTE.note);
  });

  test('what was signed verifies under every signer; any altered text fails under all', async () => {
    const note = parse(await signNote('one\n\ntwo\n', [signer, other]));
    expect(note.text).toBe('one\n\ntwo\n');
    expect(checkNote(note, [otherKey, key])).toEqual({ verified: [otherKey, key], failed: [] });
    const altered = { ...note, text: 'one\n\ntwO\n' };
    expect(checkNote(altered, [otherKey, key])).toEqual({ verified: [], failed: [otherKey, key] });
  });

  test('signatures of unknown keys are ignored, also under a known name or a known id', async () => {
    const note = parse(await signNote('text\n', [signer]));
    const strangers = [
      formatSignature('example.net/unknown', 1, Buffer.alloc(64)),
      formatSignature(key.name, (key.keyId + 1) % 2 ** 32, Buffer.alloc(64)),
      formatSignature('example.net/unknown', key.keyId, Buffer.alloc(5000)),
    ];
    const mixed = parse(`${note.text}\n${[...strangers, note.signatures[0]?.line].join('\n')}\n`);
    expect(mixed.signatures).toHaveLength(4);
    expect(checkNote(mixed, [key, otherKey])).toEqual({ verified: [key], failed: [] });
  });

  test('a known key with one wrong signature has failed, even beside a right one', async () => {
    const note = await signNote('text\n', [signer]);
    const wrong = formatSignature(key.name, key.keyId, Buffer.alloc(64));
    expect(checkNote(parse(`${note}${wrong}\n`), [key])).toEqual({ verified: [], failed: [key] });
    expect(checkNote(parse(note.replace('\n\n', `\n\n${wrong}\n`)), [key])).toEqual({
      verified: [],
      failed: [key],
    });
  });

  test('as many signatures as a witness may send are taken, one more is not', async () => {
    const note = await signNote('text\n', [signer]);
    const strangers = (count: number) =>
      Array.from(
        { length: count },
        (_, i) => `${formatSignature(`w${i}.example`, i, Buffer.alloc(64))}\n`,
      ).join('');
    const full = parse(note + strangers(MAX_SIGNATURES - 1));
    expect(full.signatures.length).toBeGreaterThanOrEqual(16);
    expect(checkNote(full, [key]).verified).toEqual([key]);
    malformedBy(() => parse(note + strangers(MAX_SIGNATURES)));
  });

  const line = NOTE.note.split('\n')[2] as string;
  test.each([
    ['nothing', ''],
    ['no empty line', `text\n${line}\n`],
    ['no signature', 'text\n\n'],
    ['no text', `\n${line}\n`],
    ['no newline at its end', NOTE.note.slice(0, -1)],
    ['an empty line at its end', `${NOTE.note}\n`],
    ['a carriage return', NOTE.note.replace('message.', 'message.\r')],
    ['a tab', NOTE.note.replace(' an ', '\tan\t')],
    ['a hyphen for the dash', NOTE.note.replace('—', '-')],
    ['two spaces', NOTE.note.replace('— ', '—  ')],
    ['a space at the end of a signature', NOTE.note.replace('=\n', '= \n')],
    ['unpadded base64', NOTE.note.replace('=\n', '\n')],
    ['stray bits in its base64', NOTE.note.replace('aQM=', 'aQN=')],
    ['a plus in a name', NOTE.note.replace('/foo', '+foo')],
    ['a no-break space in a name', NOTE.note.replace('/foo', '\u00a0foo')],
    ['a signature of a key id alone', 'text\n\n— name AAAAAA==\n'],
    ['a byte order mark before a signature', NOTE.note.replace('—', '\ufeff—')],
  ])('with %s are refused', (_, note) => {
    malformedBy(() => parse(note));
  });

  test('invalid UTF-8 and notes over the limit are refused', () => {
    malformedBy(() => parseNote(Buffer.concat([Buffer.of(0xff), Buffer.from(NOTE.note)])));
    malformedBy(() => parse('x'.repeat(1_000_000) + NOTE.note));
  });

  test('signing refuses what no note can hold', async () => {
    for (const text of ['', 'no newline', 'tab\t\n', 'lone \ud800\n']) {
      await expect(signNote(text, [signer])).rejects.toMatchObject({ code: 'malformed' });
    }
    await expect(signNote('text\n', [])).rejects.toMatchObject({ code: 'malformed' });
  });

  test("a signer whose signature is not its key's own stops the log", async () => {
    const broken: Signer = { ...signer, sign: async () => Buffer.alloc(64) };
    await expect(signNote('text\n', [broken])).rejects.toMatchObject({ code: 'halted' });
    const crossed: Signer = { ...other, verifierKey: signer.verifierKey };
    await expect(signNote('text\n', [crossed])).rejects.toBeInstanceOf(WormtrailError);
  });

  test('any text that can be signed reads back and verifies', async () => {
    const character = fc.constantFrom('a', '\n', '—', ' ', '+', '=', '🜂', '\n\n— x ');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: character }), async (body) => {
        const whole = await signNote(`${body}\n`, [signer, other]);
        const note = parse(whole);
        expect(note.text).toBe(`${body}\n`);
        expect(formatNote(note)).toBe(whole);
        expect(checkNote(note, [key, otherKey]).verified).toEqual([key, otherKey]);
      }),
    );
  });

  test('every turned bit of a note makes it unreadable, unsigned or failed', async () => {
    const whole = Buffer.from(await signNote('example.com/audit\n12\nroot\n', [signer]));
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const note = succeedsOrMalformed(() => parseNote(flipBit(whole, bit)));
      if (note !== undefined) expect(checkNote(note, [key]).verified).toEqual([]);
    }
  });

  test('hostile bytes are read as a note or refused as malformed, never anything else', () => {
    const piece = fc.constantFrom(
      ...['\n', '\n\n', '— ', 'name ', 'AAAA', '=', line, 'x', '\0', '\ufeff'].map((s) => Buffer.from(s)),
    );
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.oneof(piece, fc.uint8Array({ maxLength: 3 })), { maxLength: 20 })
        .map((parts) => Buffer.concat(parts)),
    );
    fc.assert(
      fc.property(hostile, (bytes) => {
        const note = succeedsOrMalformed(() => parseNote(bytes));
        if (note !== undefined) expect(Buffer.from(formatNote(note))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.string(), (text) => void succeedsOrMalformed(() => parseVerifierKey(text))));
  });
});
