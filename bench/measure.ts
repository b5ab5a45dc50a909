/** Runs `work` and gives its wall-clock seconds. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** A measured ratio, what it must reach, and the absolute rates behind it. */
export interface Figure {
  readonly name: string;
  readonly ratio: number;
  readonly atLeast: number;
  readonly rates: string;
}
