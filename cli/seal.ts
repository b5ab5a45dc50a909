import { openLocalArchive } from '../adapters/local/archive';
import { deliverPending } from '../adapters/local/deliver';
import { configFolder } from '../adapters/local/paths';
import { openArchive } from './archive';
import { type CommonOptions, type Context, say, sayJson } from './context';
import { EXIT, type ExitCode } from './exit';
import { sealedInWords, sealLocal } from './sealing';

export interface SealOptions extends CommonOptions {
  readonly archive: string;
}

/** Delivers what is committed and undelivered, then publishes a checkpoint over all that is committed. */
export async function run(
  _: readonly string[],
  { archive: folder }: SealOptions,
  context: Context,
): Promise<ExitCode> {
  await openArchive(folder);
  const archive = await openLocalArchive(folder, { create: false, config: configFolder(context.env) });
  try {
    const redelivered = await deliverPending(archive.archive, archive.state, archive.ledger);
    const sealed = await sealLocal(archive, context);
    say(context, sealedInWords(sealed));
    sayJson(context, { ...sealed, redelivered });
    return sealed.findings.length > 0 ? EXIT.changed : EXIT.ok;
  } finally {
    await archive.close();
  }
}
