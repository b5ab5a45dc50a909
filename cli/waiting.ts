import type { Context } from './context';

/** Shows that something is waited for. */
export interface Waiting {
  /** Told now and then: shows how long it has been. */
  tick(): void;
  stop(): void;
}

const SILENT: Waiting = { tick: () => undefined, stop: () => undefined };
/** Between two lines where there is no terminal. */
const LINE_INTERVAL = 30_000;

/**
 * One line that is written over on a terminal, a line every half minute elsewhere, nothing with `--json` or `--quiet`.
 * On stderr.
 * @param what is waited for @param mostMs since `started`, when it is given up
 */
export function startWaiting(context: Context, what: string, mostMs: number, started: number): Waiting {
  if (context.json || context.quiet) return SILENT;
  const seconds = (ms: number) => Math.round(ms / 1000);
  const text = () => `waiting for ${what}: ${seconds(Date.now() - started)} of ${seconds(mostMs)} s`;
  const { stderr } = context;
  if (stderr.isTTY === true) {
    stderr.write(text());
    return { tick: () => stderr.write(`\r${text()}`), stop: () => stderr.write('\r\u001b[K') };
  }
  let last = Date.now();
  return {
    tick: () => {
      if (Date.now() - last < LINE_INTERVAL) return;
      last = Date.now();
      stderr.write(`${text()}\n`);
    },
    stop: () => undefined,
  };
}
