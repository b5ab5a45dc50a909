/** What happened, for a person: kept only when somebody will read it. */
export class Story {
  readonly lines: string[] = [];
  readonly #kept: boolean;
  readonly #now: () => number;
  readonly #start: number;

  constructor(kept: boolean, now: () => number) {
    this.#kept = kept;
    this.#now = now;
    this.#start = now();
  }

  tell(who: string, what: string | (() => string)): void {
    if (!this.#kept) return;
    const text = typeof what === 'string' ? what : what();
    this.lines.push(`${this.#time()} ${who.padEnd(14)} ${text}`);
  }

  #time(): string {
    const ms = Math.round(this.#now() - this.#start);
    const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
    const day = Math.floor(ms / 86_400_000);
    const rest = ms % 86_400_000;
    const clock = `${part(rest / 3_600_000)}:${part((rest / 60_000) % 60)}:${part((rest / 1000) % 60)}`;
    return `${day}d ${clock}.${part(rest % 1000, 3)}`;
  }
}

/** What must always hold and did not. */
export class Violation extends Error {
  readonly invariant: string;

  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}
