import { CommanderError } from 'commander';
import { WormtrailError } from '../core/errors';
import { createProgram } from './commands';
import type { Streams } from './context';
import { EXIT, type ExitCode } from './exit';
import { reportFailure } from './failure';

/** How long a command may take to stop cleanly before the process ends anyway. Killing it harms nothing. */
const STOP_WITHIN_MS = 10_000;

/**
 * Runs the command line.
 * @param args without node's and the program's own name
 * @param signal aborted when the user wants it to stop
 * @returns the exit code; never throws
 */
export async function main(
  args: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): Promise<ExitCode> {
  const json = asksForJson(args);
  let exit: ExitCode = EXIT.ok;
  const program = createProgram({ streams, json, signal, onExit: (code) => (exit = code) });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(error, streams, json);
    if (error.exitCode === 0) return EXIT.ok;
    return reportFailure(usageError(error), streams, json);
  }
}

function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}

function usageError(error: CommanderError): WormtrailError {
  if (error.code === 'commander.help') {
    return new WormtrailError('usage', 'which command?', { hint: 'wormtrail --help lists them' });
  }
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'wormtrail --help, or wormtrail COMMAND --help';
  return new WormtrailError('usage', first, { hint });
}

/** Runs the command line as this process. */
export async function runProcess(): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  // Which Node the next AWS SDK will want is for this package to know, not for its users.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  // A reader that closed its end (`| head`) wants no more output; the exit code still says how it went.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exit(EXIT.unknown);
    });
  }
  const stop = new AbortController();
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
    setTimeout(() => process.exit(EXIT.interrupted), STOP_WITHIN_MS).unref();
  });
  process.on('SIGTERM', () => stop.abort());
  const args = process.argv.slice(2);
  const fatal = (error: unknown) => process.exit(reportFailure(error, process, asksForJson(args)));
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
  const exit = await main(args, { stdin, stdout, stderr, env }, stop.signal);
  // What a pipe has not taken yet would be lost with process.exit.
  await Promise.all([stdout, stderr].map((stream) => drained(stream)));
  process.exit(exit);
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0 || stream.destroyed) resolve();
    else {
      stream.once('close', resolve);
      stream.write('', () => resolve());
    }
  });
}
