/** Numbers of leaves, as runs: first and last of each, ascending. Most are long runs of neighbours. */
export type Places = readonly (readonly [first: number, last: number])[];

/** @param numbers in any order */
export function placesOf(numbers: Iterable<number>): Places {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** The numbers in runs, ascending. */
export function* eachPlace(places: Places): Iterable<number> {
  for (const [first, last] of places) for (let place = first; place <= last; place++) yield place;
}

/** Runs that each lie beyond the one before, below `size`; undefined for anything else. */
export function parsePlaces(value: unknown, size: number): Places | undefined {
  if (!Array.isArray(value)) return undefined;
  const runs: [number, number][] = [];
  let next = 0;
  for (const run of value as unknown[]) {
    if (!Array.isArray(run) || run.length !== 2) return undefined;
    const [first, last] = run as unknown[];
    if (typeof first !== 'number' || typeof last !== 'number') return undefined;
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return undefined;
    if (first < next || last < first || last >= size) return undefined;
    runs.push([first, last]);
    next = last + 1;
  }
  return runs;
}
