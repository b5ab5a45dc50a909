import { openLocalArchive } from '../adapters/local/archive';
import { deliverPending } from '../adapters/local/deliver';
import { configFolder } from '../adapters/local/paths';
import { openArchive } from './archive';
import { type CommonOptions, type Context, say, sayJson } from './context';
import { openDeployed } from './deployed';
import { EXIT, type ExitCode } from './exit';
import { sealDeployed, sealedInWords, sealLocal } from './sealing';

export interface SealOptions extends CommonOptions {
  readonly archive: string;
}

/**
 * Publishes a checkpoint over all that is committed. Of a local archive, delivers first what is committed and
 * undelivered.
 */
export async function run(
  _: readonly string[],
  { archive: where }: SealOptions,
  context: Context,
): Promise<ExitCode> {
  const { description } = await openArchive(where);
  if (description.kind === 's3') {
    const sealed = await sealDeployed(await openDeployed(description), context);
    say(context, sealedInWords(sealed));
    sayJson(context, sealed);
    return sealed.findings.length > 0 ? EXIT.changed : EXIT.ok;
  }
  const archive = await openLocalArchive(where, { create: false, config: configFolder(context.env) });
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
