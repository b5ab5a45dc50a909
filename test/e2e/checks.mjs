/** Named checks: each prints a line, the end prints `N passed, N failed`. */
export class Checks {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #print;

  constructor(print) {
    this.#print = print;
  }

  /** Runs one check. What it throws is its failure; gives what it gave, or undefined. */
  async check(name, run) {
    const start = Date.now();
    try {
      const result = await run();
      this.#passed += 1;
      this.#print(`ok      ${name} (${seconds(start)})`);
      return result;
    } catch (error) {
      this.#failed += 1;
      this.#print(`not ok  ${name} (${seconds(start)})\n${indent(error.stack ?? String(error))}`);
      return undefined;
    }
  }

  /** A check that the rest stands on: its failure ends the run. */
  async must(name, run) {
    const failed = this.#failed;
    const result = await this.check(name, run);
    if (this.#failed > failed) throw new Ended(`stopped: "${name}" failed, and the rest stands on it`);
    return result;
  }

  skip(name, why) {
    this.#skipped += 1;
    this.#print(`skipped ${name}: ${why}`);
  }

  summary() {
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`;
    return `${this.#passed} passed, ${this.#failed} failed${skipped}`;
  }

  get ok() {
    return this.#failed === 0;
  }
}

/** The run ended early, with the reason already printed as a failed check. */
export class Ended extends Error {}

/** Throws unless the two are equal as JSON. */
export function equal(actual, expected, what) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

/** Throws unless `condition` holds. */
export function holds(condition, what) {
  if (!condition) throw new Error(what);
}

/** Asks `probe` until it gives something else than undefined, and gives that. */
export async function eventually(what, probe, { timeout = 30_000, every = 300 } = {}) {
  const end = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      const found = await probe();
      if (found !== undefined) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= end) {
      throw new Error(`not within ${timeout / 1000} s: ${what}${last ? ` (last: ${last.message})` : ''}`);
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** The name of the refusal with which `call` is refused; throws when it is not. */
export async function refusal(what, call) {
  try {
    await call();
  } catch (error) {
    return error.name;
  }
  throw new Error(`${what} was not refused`);
}

function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}

function indent(text) {
  return text.replace(/^/gm, '        ');
}
