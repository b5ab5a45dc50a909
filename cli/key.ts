import { readKeyFile } from '../adapters/local/key-file';
import { configFolder, keyFile } from '../adapters/local/paths';
import { WormtrailError } from '../core/errors';
import type { ObjectStore, Signer } from '../core/ports';
import { newestCheckpoint } from '../core/prove/find-event';
import { type BucketDescription, openArchive } from './archive';
import { type CommonOptions, type Context, say, sayJson } from './context';
import { openDeployed } from './deployed';
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
  const { description, store } = await openArchive(archive);
  const signer =
    description.kind === 's3' ? await deployedSigner(description) : await localSigner(store, context);
  say(context, signer.verifierKey);
  sayJson(context, { origin: signer.name, keys: [signer.verifierKey] });
  return EXIT.ok;
}

/** From KMS: no more than what the stack published leads to it, and nothing in the bucket. */
async function deployedSigner(bucket: BucketDescription): Promise<Signer> {
  return (await openDeployed(bucket)).openSigner();
}

async function localSigner(store: ObjectStore, context: Context): Promise<Signer> {
  const { checkpoint } = await newestCheckpoint(store);
  const file = keyFile(checkpoint.origin, configFolder(context.env));
  const signer = await readKeyFile(file);
  if (signer === undefined) {
    throw new WormtrailError('unavailable', `there is no key of ${checkpoint.origin} here: no ${file}`, {
      hint: 'ask whoever keeps the log for its verifier key; a key out of the archive itself would prove nothing',
    });
  }
  return signer;
}
