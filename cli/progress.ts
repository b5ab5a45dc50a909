import type { Context } from './context';

/** Shows how far long work is. */
export interface Progress {
  /** @param done units done so far @param total all units, as far as is known */
  update(done: number, total: number): void;
  stop(): void;
}

export interface ProgressOptions {
  /** What is done: `reading`. */
  readonly label: string;
  /** Writes a number of units for people. */
  readonly format: (units: number) => string;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };
/** Between two lines where there is no terminal. */
const LINE_INTERVAL = 10_000;

/** A bar on a terminal, a line every ten seconds elsewhere, nothing with `--json` or `--quiet`. On stderr. */
export async function startProgress(context: Context, options: ProgressOptions): Promise<Progress> {
  if (context.json || context.quiet) return SILENT;
  return context.stderr.isTTY === true ? bar(context, options) : lines(context, options);
}

async function bar(context: Context, { label, format }: ProgressOptions): Promise<Progress> {
  const { SingleBar } = await import('cli-progress');
  const started = Date.now();
  const shown = new SingleBar({
    stream: context.stderr as NodeJS.WriteStream,
    format: `${label} {bar} {percentage}% {amount} {rate}/s {left}`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    emptyOnZero: true,
    // The program's own handler stops the work; the bar's would end the process.
    gracefulExit: false,
  });
  shown.start(1, 0, { amount: format(0), rate: format(0), left: '' });
  return {
    update: (done, total) => {
      const rate = (done * 1000) / Math.max(1, Date.now() - started);
      shown.setTotal(Math.max(1, total));
      shown.update(done, { amount: format(done), rate: format(rate), left: timeLeft(total - done, rate) });
    },
    stop: () => shown.stop(),
  };
}

function lines(context: Context, { label, format }: ProgressOptions): Progress {
  const started = Date.now();
  let last = started;
  return {
    update: (done, total) => {
      const now = Date.now();
      if (now - last < LINE_INTERVAL) return;
      last = now;
      const rate = (done * 1000) / (now - started);
      const left = timeLeft(total - done, rate);
      context.stderr.write(`${label}: ${format(done)} of ${format(total)}, ${format(rate)}/s, ${left}\n`);
    },
    stop: () => undefined,
  };
}

/** `2 min 5 s left`. */
function timeLeft(units: number, rate: number): string {
  if (rate <= 0) return '';
  const seconds = Math.max(0, Math.round(units / rate));
  if (seconds < 60) return `${seconds} s left`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min left`;
}

/** Bytes for people: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
