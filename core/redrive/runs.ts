/** Runs of numbers, ascending: first and last of each. */
export type Runs = readonly (readonly [first: number, last: number])[];

/** Runs that an entry of the log takes at most: a leaf has 64 KiB. */
const MOST_RUNS = 1000;

/**
 * The numbers as runs. Beyond a thousand, the smallest gaps between runs are closed: then a run holds numbers that
 * were not given.
 * @param numbers ascending
 */
export function runsOf(numbers: Iterable<number>): Runs {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  if (runs.length <= MOST_RUNS) return runs;
  const gaps = runs.slice(1).map(([first], i) => ({ i: i + 1, gap: first - (runs[i]?.[1] ?? 0) }));
  gaps.sort((a, b) => b.gap - a.gap || a.i - b.i);
  const cuts = new Set(gaps.slice(0, MOST_RUNS - 1).map(({ i }) => i));
  const merged: [number, number][] = [];
  runs.forEach(([first, end], i) => {
    const last = merged.at(-1);
    if (last !== undefined && !cuts.has(i)) last[1] = end;
    else merged.push([first, end]);
  });
  return merged;
}

/** The numbers in runs, ascending. */
export function* numbersOf(runs: Runs): Iterable<number> {
  for (const [first, last] of runs) for (let number = first; number <= last; number++) yield number;
}

/** How many numbers there are in runs. */
export function countOf(runs: Runs): number {
  return runs.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
