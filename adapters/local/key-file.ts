import { randomBytes } from 'node:crypto';
import { link, open, unlink } from 'node:fs/promises';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import type { Signer } from '../../core/ports';
import { SEED_BYTES } from '../../core/tlog/ed25519';
import { isKeyName } from '../../core/tlog/note';
import { ed25519Signer, formatSigningKey, parseSigningKey } from '../../core/tlog/signing-key';
import { makeFolder, syncFolder, writeTemporary } from './durable-file';
import { fileError, systemCode } from './file-errors';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * Makes a new Ed25519 key for `name` and keeps it in `file`, readable by its owner only. Never replaces a key.
 * @param name the key's name: the log's origin
 * @throws WormtrailError `usage` for a name no key can have; `conflict` if the file is there; `full`, `denied`
 */
export async function createKeyFile(file: string, name: string): Promise<Signer> {
  if (!isKeyName(name)) {
    throw new WormtrailError('usage', `not a name for a log: ${JSON.stringify(name)}`, {
      hint: 'a name such as example.com/audit, without spaces and plus signs',
    });
  }
  const seed = randomBytes(SEED_BYTES);
  const folder = path.dirname(file);
  let temporary: string | undefined;
  try {
    await makeFolder(folder, 0o700);
    temporary = await writeTemporary(folder, Buffer.from(`${formatSigningKey(name, seed)}\n`), OWNER_ONLY);
    await link(temporary, file);
    await syncFolder(folder);
  } catch (error) {
    if (systemCode(error) === 'EEXIST')
      throw new WormtrailError('conflict', `there is a key already: ${file}`);
    throw fileError(error, 'cannot write the key', file);
  } finally {
    if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
  }
  return ed25519Signer(name, seed);
}

/**
 * The signer over the key in `file`; undefined if there is no such file.
 * @throws WormtrailError `usage` if others than the owner may read or write the file; `malformed`, `denied`
 */
export async function readKeyFile(file: string): Promise<Signer | undefined> {
  let text: string;
  try {
    const handle = await open(file, 'r');
    try {
      const { mode } = await handle.stat();
      if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
        throw new WormtrailError('usage', `others than its owner have access to the key ${file}`, {
          hint: `chmod 600 ${file}, and if anybody may have read it, start a new log with a new key`,
        });
      }
      text = await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw fileError(error, 'cannot read the key', file);
  }
  try {
    const { name, seed } = parseSigningKey(text.trimEnd());
    return ed25519Signer(name, seed);
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    throw new WormtrailError('malformed', `${file}: ${error.message}`, { cause: error });
  }
}
