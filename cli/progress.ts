import type { Context } from './context';

/** Shows how far long work is. */
export interface Progress {
  /** @param done units done so far @param total all units; undefined if nobody knows */
  update(done: number, total: number | undefined): void;
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
const BAR_WIDTH = 30;

/** A bar on a terminal, a line every ten seconds elsewhere, nothing with `--json` or `--quiet`. On stderr. */
export async function startProgress(context: Context, options: ProgressOptions): Promise<Progress> {
  if (context.json || context.quiet) return SILENT;
  return context.stderr.isTTY === true ? bar(context, options) : lines(context, options);
}

async function bar(context: Context, { label, format }: ProgressOptions): Promise<Progress> {
  const { SingleBar } = await import('cli-progress');
  const rateOf = rateSince(Date.now());
  const shown = new SingleBar({
    stream: context.stderr as NodeJS.WriteStream,
    format: (_, { total, value, progress }) => {
      const known = total > 0;
      const done = Math.round(BAR_WIDTH * (known ? progress : 0));
      const drawn = known ? `[${'='.repeat(done)}${' '.repeat(BAR_WIDTH - done)}] ` : '';
      const percent = known ? `${Math.floor(progress * 100)}% of ${format(total)}` : format(value);
      const rate = rateOf(value);
      return `${label} ${drawn}${percent}, ${format(rate)}/s${known ? `, ${timeLeft(total - value, rate)}` : ''}`;
    },
    hideCursor: true,
    clearOnComplete: true,
    // The program's own handler stops the work; the bar's would end the process.
    gracefulExit: false,
  });
  shown.start(0, 0);
  return {
    update: (done, total) => {
      shown.setTotal(total ?? 0);
      shown.update(total === undefined ? done : Math.min(done, total));
    },
    stop: () => shown.stop(),
  };
}

function lines(context: Context, { label, format }: ProgressOptions): Progress {
  const rateOf = rateSince(Date.now());
  let last = Date.now();
  return {
    update: (done, total) => {
      if (Date.now() - last < LINE_INTERVAL) return;
      last = Date.now();
      const rate = rateOf(done);
      const rest = total === undefined ? '' : `, ${timeLeft(total - done, rate)}`;
      const of = total === undefined ? '' : ` of ${format(total)}`;
      context.stderr.write(`${label}: ${format(done)}${of}, ${format(rate)}/s${rest}\n`);
    },
    stop: () => undefined,
  };
}

/** Units a second since `started`. */
function rateSince(started: number): (done: number) => number {
  return (done) => (done * 1000) / Math.max(1, Date.now() - started);
}

/** `2 min 5 s left`. */
function timeLeft(units: number, rate: number): string {
  if (rate <= 0) return 'time left unknown';
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
