import { WormtrailError } from '../core/errors';
import type { Streams } from './context';
import { EXIT, type ExitCode, exitCodeOf } from './exit';

/** What goes to the user of an error. */
export interface Failure {
  readonly code: string;
  /** What was wrong and where. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly exit: ExitCode;
}

/** What a thrown thing means for the user. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WormtrailError) {
    const { code, message, hint } = error;
    return { code, message, hint, exit: exitCodeOf(code) };
  }
  if (isAbort(error)) {
    return {
      code: 'interrupted',
      message: 'stopped; nothing is half-written',
      hint: 'run the same command again',
      exit: EXIT.interrupted,
    };
  }
  return {
    code: 'internal',
    message: `unexpected: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'this is a mistake in wormtrail: please report it with what WORMTRAIL_DEBUG=1 prints',
    exit: EXIT.unknown,
  };
}

/** Tells the user, in one or two lines on stderr (a line each where a file has several problems) or as a JSON document on stdout, and gives the exit code. */
export function reportFailure(error: unknown, streams: Streams, json: boolean): ExitCode {
  const { code, message, hint, exit } = failureOf(error);
  if (json) {
    const body = hint === undefined ? { code, message } : { code, message, hint };
    streams.stdout.write(`${JSON.stringify({ error: body })}\n`);
  } else {
    const lines = listsProblems(error) ? message.split('\n') : [message];
    streams.stderr.write(`wormtrail: ${lines.map(oneLine).join('\n')}\n`);
    if (hint !== undefined) streams.stderr.write(`  ${oneLine(hint)}\n`);
  }
  if ((streams.env.WORMTRAIL_DEBUG ?? '') !== '') streams.stderr.write(`${trace(error)}\n`);
  return exit;
}

/** Whether it is of a file, with a line of its message for each problem (ConfigError, MappingError). */
function listsProblems(error: unknown): boolean {
  return error instanceof WormtrailError && 'problems' in error && Array.isArray(error.problems);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function trace(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${trace(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
