/**
 * The order of lanes wherever one is needed: event lanes (`0`, `1`, …) by number, then control lanes by name.
 * For `Array.prototype.sort`.
 */
export function compareLanes(a: string, b: string): number {
  const aIsEvents = isEventLane(a);
  if (aIsEvents !== isEventLane(b)) return aIsEvents ? -1 : 1;
  if (aIsEvents) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether batches of events use the lane: a decimal number under 10,000 without leading zeros. */
export function isEventLane(lane: string): boolean {
  return /^(0|[1-9]\d{0,3})$/.test(lane);
}
