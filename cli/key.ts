import { readKeyFile } from '../adapters/local/key-file';
import { configFolder, keyFile } from '../adapters/local/paths';
import { WormtrailError } from '../core/errors';
import { newestCheckpoint } from '../core/prove/find-event';
import { openArchive } from './archive';
import { type CommonOptions, type Context, say, sayJson } from './context';
import { EXIT, type ExitCode } from './exit';

export interface KeyOptions extends CommonOptions {
  readonly archive: string;
}

/** Prints the verifier keys of the archive's log. Creates nothing. */
export async function run(
  _: readonly string[],
  { archive }: KeyOptions,
  context: Context,
): Promise<ExitCode> {
  const { checkpoint } = await newestCheckpoint(await openArchive(archive));
  const file = keyFile(checkpoint.origin, configFolder(context.env));
  const signer = await readKeyFile(file);
  if (signer === undefined) {
    throw new WormtrailError('unavailable', `there is no key of ${checkpoint.origin} here: no ${file}`, {
      hint: 'ask whoever keeps the log for its verifier key; a key out of the archive itself would prove nothing',
    });
  }
  say(context, signer.verifierKey);
  sayJson(context, { origin: checkpoint.origin, keys: [signer.verifierKey] });
  return EXIT.ok;
}
