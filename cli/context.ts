import type { Readable, Writable } from 'node:stream';

/** What a program is connected to: the process's own, or a test's. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
}

/** What every command gets beside its own arguments and options. */
export interface Context extends Streams {
  /** One JSON document goes to stdout, and nothing else there. */
  readonly json: boolean;
  /** No progress, no advice. */
  readonly quiet: boolean;
  /** Aborted when the user wants it to stop. */
  readonly signal: AbortSignal;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Prints text for people on stdout; nothing with `--json`. */
export function say(context: Context, text: string): void {
  if (!context.json) context.stdout.write(`${text}\n`);
}

/** Prints the command's one JSON document, if it is wanted. */
export function sayJson(context: Context, document: unknown): void {
  if (context.json) context.stdout.write(`${JSON.stringify(document)}\n`);
}

/** Tells people something that is no result, on stderr. */
export function note(context: Context, text: string): void {
  if (!context.json && !context.quiet) context.stderr.write(`${text}\n`);
}

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';
const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** Colours `text` for stdout where it is a terminal and NO_COLOR (https://no-color.org) is not set. */
export function paint(context: Streams, style: Style, text: string): string {
  if (context.stdout.isTTY !== true || (context.env.NO_COLOR ?? '') !== '' || context.env.TERM === 'dumb') {
    return text;
  }
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/**
 * Text from an archive, made fit for a terminal: control characters, which could move the cursor or hide
 * what stands before them, are spelled out.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}

/** 1234567 as `1,234,567`. */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** `1 event`, `2 events`, `2,000 batches`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Never resolves; rejects with an AbortError once the user wants it to stop. */
export function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new DOMException('stopped', 'AbortError'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
