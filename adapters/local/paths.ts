import { homedir } from 'node:os';
import * as path from 'node:path';
import { OWN_FOLDER } from './folder-store';

/*
 * Where things lie on one machine. Keys and remembered checkpoints stay outside the archive: whoever can write
 * to it must not get at what it is judged by.
 *
 *     DIR/events, DIR/failed, DIR/log                    the archive
 *     DIR/.wormtrail/ledger                              its ledger (LMDB)
 *     DIR/.wormtrail/state/stages, …/staging             its state store
 *     ~/.config/wormtrail/keys/example.com_audit.key     the log's private key
 *     ~/.local/state/wormtrail/checkpoints/…             the newest checkpoint verified of each origin
 */

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of the archive's ledger. */
export function ledgerFolder(archive: string): string {
  return path.join(archive, OWN_FOLDER, 'ledger');
}

/** The folder of the archive's state store: stages and the sealer's staging. */
export function stateStoreFolder(archive: string): string {
  return path.join(archive, OWN_FOLDER, 'state');
}

/** Where the user's keys are: `WORMTRAIL_CONFIG_DIR`, else as the XDG Base Directory Specification says. */
export function configFolder(env: Environment = process.env): string {
  return userFolder(env, 'WORMTRAIL_CONFIG_DIR', 'XDG_CONFIG_HOME', '.config');
}

/** Where this user's memory of other logs is: `WORMTRAIL_STATE_DIR`, else as the XDG specification says. */
export function stateFolder(env: Environment = process.env): string {
  return userFolder(env, 'WORMTRAIL_STATE_DIR', 'XDG_STATE_HOME', path.join('.local', 'state'));
}

/** The key file of an origin. */
export function keyFile(origin: string, config: string = configFolder()): string {
  return path.join(config, 'keys', `${fileName(origin)}.key`);
}

/** An origin as the name of a file: its slashes become `_`. */
export function fileName(origin: string): string {
  return origin.replaceAll('/', '_');
}

function userFolder(env: Environment, own: string, xdg: string, fallback: string): string {
  const chosen = env[own];
  if (chosen) return path.resolve(chosen);
  const base = env[xdg];
  // The specification: a relative path in these variables is to be ignored.
  return path.join(base && path.isAbsolute(base) ? base : path.join(homedir(), fallback), 'wormtrail');
}
