import { Readable, Writable } from 'node:stream';
import type { ExitCode } from '../exit';
import { main } from '../main';

/** What a command printed, and how it ended. */
export interface Ran {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line itself, in this process. */
export async function wormtrail(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const stdout = new Collector();
  const stderr = new Collector();
  const streams = { stdin: Readable.from([]), stdout, stderr, env };
  const exit = await main(args, streams, new AbortController().signal);
  return { exit, stdout: stdout.text, stderr: stderr.text };
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
