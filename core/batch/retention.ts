/** From which leaf on events are kept for how many days, as the genesis or a `retention` entry says. */
export interface RetentionRule {
  /** null: nothing ever expires. */
  readonly days: number | null;
  /** Number of the first leaf that it is about. */
  readonly from: number;
  /** Number of its own leaf. */
  readonly place: number;
  /** Its own time, ms since 1970. */
  readonly time: number;
}

const DAY_MS = 86_400_000;

/**
 * All that the log says of retention, in the order of its leaves. From its place on (or from `from`, if that is
 * later) the newest rule counts, shorter or longer. Before its place a rule only lengthens.
 */
export class RetentionRules {
  readonly #rules: RetentionRule[];

  /** @param rules those with an effect, in order */
  constructor(rules: readonly RetentionRule[] = []) {
    this.#rules = [...rules];
  }

  get rules(): readonly RetentionRule[] {
    return this.#rules;
  }

  /** @returns false if the rule reaches back to shorten: then it has no effect */
  add(rule: RetentionRule): boolean {
    const starts = [rule.from, ...this.#rules.map(({ from }) => from)];
    const before = starts.filter((start) => start >= rule.from && start < rule.place);
    if (before.some((leaf) => isLonger(this.daysFor(leaf, undefined), rule.days))) return false;
    this.#rules.push(rule);
    return true;
  }

  /** The rule that counts for a leaf that is added now. */
  newest(leaf: number): RetentionRule | undefined {
    return this.#rules.findLast(({ from, place }) => Math.max(from, place) <= leaf);
  }

  /**
   * The longest retention that bound what a leaf is about.
   * @param stored ms since 1970: what had expired by then is not bound by a rule that reaches back to it later;
   * undefined: nothing had
   * @returns days; null: it never expires, nor does anything in a log that says nothing of retention
   */
  daysFor(leaf: number, stored: number | undefined): number | null {
    let days: number | null | undefined;
    for (const rule of this.#rules) {
      if (rule.from > leaf) continue;
      if (days === undefined || rule.place <= leaf) {
        days = rule.days;
        continue;
      }
      const isOver = stored !== undefined && days !== null && isPast(stored, days, rule.time);
      if (!isOver && isLonger(rule.days, days)) days = rule.days;
    }
    return days ?? null;
  }
}

/** Whether `a` days are longer than `b` days; null is longest. */
export function isLonger(a: number | null, b: number | null): boolean {
  return b !== null && (a === null || a > b);
}

/** Whether, at `now`, the UTC day of `stored` (both ms since 1970) ended at least so many days ago. */
export function isPast(stored: number, days: number, now: number): boolean {
  const endOfDay = (Math.floor(stored / DAY_MS) + 1) * DAY_MS;
  return now >= endOfDay + days * DAY_MS;
}
