import { isInflating } from './inflating';

interface Event {
  readonly time: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * The world's only clock and its only queue: events in the order of their virtual time, those of one time in the
 * order in which they were planned. Between two events everything that production code can do without a port is done.
 */
export class Scheduler {
  now: number;
  #planned = 0;
  readonly #heap: Event[] = [];

  constructor(now: number) {
    this.now = now;
  }

  /** Runs `run` at `time`, ms since 1970; at once if that is past. */
  at(time: number, run: () => void): void {
    const heap = this.#heap;
    heap.push({ time: Math.max(time, this.now), order: this.#planned++, run });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at] as Event, heap[parent] as Event)) break;
      swap(heap, at, parent);
      at = parent;
    }
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** Steps taken so far may be read off by the caller's own count; false: nothing is planned before `until`. */
  async step(until: number): Promise<boolean> {
    const next = this.#heap[0];
    if (next === undefined || next.time > until) return false;
    this.#pop();
    this.now = next.time;
    next.run();
    await settled();
    return true;
  }

  /** Runs all that is planned before `until`, and what comes of it, and lets the time pass. */
  async runUntil(until: number): Promise<void> {
    while (await this.step(until));
    this.now = Math.max(this.now, Number.isFinite(until) ? until : 0);
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Event;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= heap.length) return;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child++;
      if (!isBefore(heap[child] as Event, heap[at] as Event)) return;
      swap(heap, at, child);
      at = child;
    }
  }
}

/** Resolves once every promise chain waits for a port. */
export async function settled(): Promise<void> {
  do
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  while (isInflating());
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

function swap(heap: Event[], a: number, b: number): void {
  [heap[a], heap[b]] = [heap[b] as Event, heap[a] as Event];
}
