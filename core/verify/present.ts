/** What the verifier takes for the present. Times in ms since 1970. */
export interface Present {
  /** `store`: the verifier's clock, as far as the store's own times bear it out. */
  readonly source: 'clock' | 'store';
  readonly at: number;
  /** The verifier's clock. */
  readonly clock: number;
}

const DAY_MS = 86_400_000;

/**
 * The present, by what can be trusted most. A time that others vouch for goes before the verifier's own clock: what
 * the store says to be its newest object was stored no later than now, and a log that lives is written to every hour. So
 * the clock counts as far as it lies after that time, and no more than a day, or what delivery may take. A token or a
 * cosignature would go before both.
 *
 * @param newest when the newest object was stored; undefined: the store's times cannot be trusted
 * @param deliveryLimit seconds
 */
export function presentOf(clock: number, newest: number | undefined, deliveryLimit: number | null): Present {
  if (newest === undefined) return { source: 'clock', at: clock, clock };
  const most = newest + Math.max(DAY_MS, (deliveryLimit ?? 0) * 1000);
  const at = Math.min(Math.max(clock, newest), most); // check: present | Math.min(Math.max(clock, newest), most) => clock
  return { source: 'store', at, clock };
}
