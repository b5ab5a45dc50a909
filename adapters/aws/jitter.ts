import { setTimeout as sleep } from 'node:timers/promises';

/** Longest wait before a try. */
const MOST_MS = 400;

/**
 * Waits before the `attempt`-th retry (from 1): a random part of a time that doubles, so that those who
 * collided do not collide again ("full jitter").
 */
export async function backOff(attempt: number, firstMs = 10): Promise<void> {
  await sleep(Math.random() * Math.min(MOST_MS, firstMs * 2 ** (attempt - 1)));
}
