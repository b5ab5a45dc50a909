import type { InflateRaw } from 'node:zlib';

/**
 * Production code streams what is damaged through zlib, which works in threads of its own: no port, but not done at
 * once either. The world's clock waits for it, or two runs of a seed would differ.
 */
let busy = 0;

/** Whether zlib was handed something and has not answered. */
export function isInflating(): boolean {
  return busy > 0;
}

/** The engine, with what it is handed counted until it answers, ends or fails. */
export function watched(engine: InflateRaw): InflateRaw {
  const open = new Set<() => void>();
  const begin = () => {
    busy++;
    const done = () => {
      if (open.delete(done)) busy--;
    };
    open.add(done);
    return done;
  };
  const over = () => {
    for (const done of open) done();
  };
  for (const event of ['end', 'error', 'close']) engine.on(event, over);
  const write = engine.write.bind(engine) as (chunk: Uint8Array, callback: () => void) => boolean;
  const end = engine.end.bind(engine) as () => InflateRaw;
  const handOver = (chunk: Uint8Array, callback: () => void): boolean => {
    const done = begin();
    return write(chunk, () => {
      done();
      callback();
    });
  };
  const finish = (): InflateRaw => {
    begin();
    return end();
  };
  return Object.assign(engine, { write: handOver, end: finish });
}
