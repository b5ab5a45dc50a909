import type { Lock } from '../ports';
import { parseState } from '../seal/state';
import type { Sealed } from './log';

/**
 * How far the log was published, by the sealer's own register: the archive must not be behind it.
 * @throws WormtrailError `unsupported`, `malformed` for a register that cannot be read
 */
export async function readSealed(lock: Pick<Lock, 'read'>): Promise<Sealed | undefined> {
  const held = await lock.read();
  if (held === undefined) return undefined;
  const state = parseState(held.value);
  return state.published ? state : state.previous;
}
