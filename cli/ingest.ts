import { WormtrailError } from '../core/errors';
import type { CommonOptions } from './commands';
import type { Context } from './context';
import type { ExitCode } from './exit';

export async function run(_: readonly string[], __: CommonOptions, ___: Context): Promise<ExitCode> {
  throw new WormtrailError('unsupported', 'not built yet');
}
