import { readFile } from 'node:fs/promises';
import { fileError, systemCode } from '../adapters/local/file-errors';
import { readKeyFile } from '../adapters/local/key-file';
import { configFolder, keyFile } from '../adapters/local/paths';
import { WormtrailError } from '../core/errors';
import { parseVerifierKey, type VerifierKey } from '../core/tlog/note';
import type { Context } from './context';

/** Where verifier keys for `--key` come from, and what was found. */
export interface OutsideKeys {
  readonly keys: readonly VerifierKey[];
  /** For people: where from. */
  readonly from: string;
}

/**
 * The keys by which a log is judged: those given, else the user's own key of that origin, else none.
 * @param given values of `--key`: verifier keys, or files with one a line
 * @throws WormtrailError `usage` for a value that is neither
 */
export async function outsideKeys(
  given: readonly string[] | undefined,
  origin: string | undefined,
  context: Context,
): Promise<OutsideKeys> {
  if (given !== undefined) {
    return { keys: (await Promise.all(given.map(readKeys))).flat(), from: 'given by --key' };
  }
  if (origin === undefined) return { keys: [], from: 'none' };
  const file = keyFile(origin, configFolder(context.env));
  const signer = await readKeyFile(file);
  if (signer === undefined) return { keys: [], from: 'none' };
  return { keys: [parseVerifierKey(signer.verifierKey)], from: file };
}

async function readKeys(value: string): Promise<VerifierKey[]> {
  if (/^[^+]+\+[0-9a-f]{8}\+/.test(value)) return [parseKey(value, '--key')];
  let text: string;
  try {
    text = await readFile(value, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw fileError(error, 'cannot read', value);
    throw new WormtrailError('usage', `--key: ${value} is neither a verifier key nor a file`, {
      hint: 'a verifier key looks like example.com/audit+530d903a+AQ…; wormtrail key prints it',
    });
  }
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0) throw new WormtrailError('usage', `--key: there is no key in ${value}`);
  return keys.map((line) => parseKey(line, value));
}

function parseKey(vkey: string, where: string): VerifierKey {
  if (vkey.startsWith('PRIVATE+KEY+')) {
    throw new WormtrailError('usage', `${where}: that is a private key; give the verifier key`, {
      hint: 'wormtrail key prints it. Keep the private key to yourself',
    });
  }
  try {
    return parseVerifierKey(vkey);
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    throw new WormtrailError('usage', `${where}: ${error.message}`, { cause: error });
  }
}
