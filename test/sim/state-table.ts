/** States that were met: rows of small numbers, each once, numbered in the order in which they were met. */
export class StateTable {
  size = 0;
  readonly #width: number;
  #rows: Uint32Array;
  /** Open addressing: number of a row + 1. */
  #places: Uint32Array;

  constructor(width: number) {
    this.#width = width;
    this.#rows = new Uint32Array(width << 10);
    this.#places = new Uint32Array(1 << 12);
  }

  /** The number of a row, which may have been met before. */
  add(row: readonly number[]): number {
    const mask = this.#places.length - 1;
    let at = hashOf(row) & mask;
    for (let found = this.#places[at] as number; found !== 0; found = this.#places[at] as number) {
      if (this.#is(found - 1, row)) return found - 1;
      at = (at + 1) & mask;
    }
    const id = this.size++;
    const from = id * this.#width;
    if (from + this.#width > this.#rows.length) {
      const rows = new Uint32Array(this.#rows.length * 2);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    for (let i = 0; i < this.#width; i++) this.#rows[from + i] = row[i] as number;
    this.#places[at] = id + 1;
    if (this.size * 2 > this.#places.length) this.#grow();
    return id;
  }

  at(id: number): number[] {
    const from = id * this.#width;
    return Array.from(this.#rows.subarray(from, from + this.#width));
  }

  #is(id: number, row: readonly number[]): boolean {
    const from = id * this.#width;
    for (let i = 0; i < this.#width; i++) if (this.#rows[from + i] !== row[i]) return false;
    return true;
  }

  #grow(): void {
    const places = new Uint32Array(this.#places.length * 2);
    const mask = places.length - 1;
    for (let id = 0; id < this.size; id++) {
      let at = hashOf(this.at(id)) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = id + 1;
    }
    this.#places = places;
  }
}

function hashOf(row: readonly number[]): number {
  let hash = 0;
  for (let i = 0; i < row.length; i++) {
    hash = Math.imul(hash ^ (row[i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x85ebca77);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}
