import { Readable } from 'node:stream';
import { type Ran, wormtrail } from '../../cli/demo/shell';

/** A user with folders of his own for keys and memory, who types commands. */
export function user(folder: string): (...args: string[]) => Promise<Ran> {
  const env = {
    ...process.env,
    WORMTRAIL_CONFIG_DIR: `${folder}/config`,
    WORMTRAIL_STATE_DIR: `${folder}/state`,
    WORMTRAIL_DEBUG: '',
  };
  return (...args) => wormtrail(args, env);
}

export function stdinOf(text: string): Readable {
  return Readable.from([Buffer.from(text)]);
}
