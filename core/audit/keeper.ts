import { parseObject } from '../batch/entry';
import { WormtrailError } from '../errors';
import type { Lock, ObjectStore } from '../ports';
import { sha256Hex } from '../tlog/merkle';
import { type AuditState, formatState, NEW_STATE, parseState } from './state';

/** Where the auditor's documents lie in the state store. */
export const AUDIT_PREFIX = 'audit/';

/** Why an audit begins anew: there was none before, or what is left of the state is not what was kept. */
export type Loss = 'first' | 'lost' | 'altered';

/**
 * Keeps the auditor's state: the document under a name that is its SHA-256, and that name in a register,
 * `{"wormtrail":"auditor/v1","state":"audit/state-<hex>.json"}`, which is swapped. So
 *
 * - of two audits at once one prevails, and an audit that is killed leaves the state before it or the one after it;
 * - what is in the state store need not be trusted: an altered document, an older one or none at all are not what the
 *   register names, and the audit begins anew, over the whole log. It takes longer, and passes nothing unseen;
 * - whoever can write the register itself, in the ledger, can tell the auditor what was seen already. The auditor is
 *   the operator's own review; a verifier outside trusts nothing of this.
 */
export class StateKeeper {
  readonly #store: ObjectStore;
  readonly #lock: Lock;
  #token: string | undefined;
  #key: string | undefined;

  constructor(store: ObjectStore, lock: Lock) {
    this.#store = store;
    this.#lock = lock;
  }

  /** @throws WormtrailError `unsupported` for a newer form; what the ports throw */
  async load(): Promise<{ readonly state: AuditState; readonly loss: Loss | undefined }> {
    const held = await this.#lock.read();
    this.#token = held?.token;
    this.#key = held && keyIn(held.value);
    if (held === undefined) return { state: NEW_STATE, loss: 'first' };
    const object = this.#key === undefined ? undefined : await this.#store.get(this.#key);
    if (object === undefined) return { state: NEW_STATE, loss: this.#key === undefined ? 'altered' : 'lost' };
    if (keyOf(object.bytes) !== this.#key) return { state: NEW_STATE, loss: 'altered' };
    try {
      return { state: parseState(object.bytes), loss: undefined };
    } catch (error) {
      if (!(error instanceof WormtrailError) || error.code !== 'malformed') throw error;
      return { state: NEW_STATE, loss: 'altered' };
    }
  }

  /** @returns false if another audit kept its own meanwhile: then nothing is kept of this one */
  async save(state: AuditState): Promise<boolean> {
    const bytes = formatState(state);
    const key = keyOf(bytes);
    if (key === this.#key) return true;
    await this.#store.put(key, bytes);
    const value = Buffer.from(JSON.stringify({ wormtrail: 'auditor/v1', state: key }));
    try {
      await this.#lock.swap(this.#token, value);
    } catch (error) {
      if (!(error instanceof WormtrailError) || error.code !== 'unknown-outcome') throw error;
    }
    // An answer may have been lost, and another audit may have gone on from ours: what the register holds decides.
    const held = await this.#lock.read();
    if (held === undefined || keyIn(held.value) !== key) {
      await this.#store.remove(key);
      return false;
    }
    const old = this.#key;
    this.#token = held.token;
    this.#key = key;
    if (old !== undefined) await this.#store.remove(old);
    return true;
  }
}

/** A register in an object store, for where there is no other: whoever can write there can write the ledger too. */
export class StoreLock implements Lock {
  readonly #store: ObjectStore;
  readonly #key: string;

  constructor(store: ObjectStore, key = `${AUDIT_PREFIX}register.json`) {
    this.#store = store;
    this.#key = key;
  }

  async read(): Promise<{ readonly value: Uint8Array; readonly token: string } | undefined> {
    const object = await this.#store.get(this.#key);
    return object && { value: object.bytes, token: object.version };
  }

  async swap(token: string | undefined, value: Uint8Array): Promise<boolean> {
    const condition = token === undefined ? { ifAbsent: true as const } : { ifVersion: token };
    return (await this.#store.put(this.#key, value, condition)) === 'stored';
  }
}

function keyOf(document: Uint8Array): string {
  return `${AUDIT_PREFIX}state-${sha256Hex(document)}.json`;
}

function keyIn(register: Uint8Array): string | undefined {
  try {
    const { wormtrail, state } = parseObject(Buffer.from(register).toString(), 'register');
    const isKey = typeof state === 'string' && /^audit\/state-[0-9a-f]{64}\.json$/.test(state);
    return wormtrail === 'auditor/v1' && isKey ? state : undefined;
  } catch (error) {
    if (error instanceof WormtrailError) return undefined;
    throw error;
  }
}
