import { setTimeout as sleep } from 'node:timers/promises';

/** Longest wait before a try. */
const MOST_MS = 400;

/**
 * Waits before the `attempt`-th retry (from 1): a random part of a time that doubles, so that those who
 * collided do not collide again ("full jitter").
 */
export async function backOff(attempt: number, firstMs = 10, mostMs = MOST_MS): Promise<void> {
  await sleep(Math.random() * Math.min(mostMs, firstMs * 2 ** (attempt - 1)));
}

/** Longest wait before a try to move a head that many others move. */
const MOST_AT_HEAD_MS = 3_200;

/**
 * Waits before the `attempt`-th try to move a lane's head. Longer in the end than other waits: a lane moves some
 * tens of times a second however many try, each try that fails costs what one that succeeds does, and two hundred
 * who all wait less than half a second are in each other's way more than half of the time.
 */
export function backOffAtHead(attempt: number): Promise<void> {
  return backOff(attempt, 10, MOST_AT_HEAD_MS);
}
