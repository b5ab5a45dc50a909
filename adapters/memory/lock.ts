import type { Lock } from '../../core/ports';

/** A Lock in memory. */
export class MemoryLock implements Lock {
  #value: Buffer | undefined;
  #swaps = 0;

  async read(): Promise<{ readonly value: Uint8Array; readonly token: string } | undefined> {
    return this.#value && { value: Buffer.from(this.#value), token: String(this.#swaps) };
  }

  async swap(token: string | undefined, value: Uint8Array): Promise<boolean> {
    if (token !== (this.#value && String(this.#swaps))) return false;
    this.#value = Buffer.from(value);
    this.#swaps++;
    return true;
  }
}
