import type { Check, CheckState } from '../adapters/aws/preflight/report';
import { type Config, ConfigError, loadConfig } from '../adapters/config/config';
import { WormtrailError } from '../core/errors';
import { type CommonOptions, type Context, counted, paint, printable, say, sayJson } from './context';
import { EXIT, type ExitCode } from './exit';

export interface PreflightOptions extends CommonOptions {
  readonly config?: string;
}

const MARKS: Readonly<Record<CheckState, readonly [string, 'green' | 'yellow' | 'red' | 'dim']>> = {
  ok: ['ok', 'green'],
  warning: ['warning', 'yellow'],
  failed: ['FAILED', 'red'],
  unseen: ['not seen', 'dim'],
};

/** Looks at the account before a deploy. Reads only. */
export async function run(
  _: readonly string[],
  { config: file }: PreflightOptions,
  context: Context,
): Promise<ExitCode> {
  const config = read(file ?? context.env.WORMTRAIL_CONFIG, context);
  const { preflight } =
    require('../adapters/aws/preflight/preflight') as typeof import('../adapters/aws/preflight/preflight');
  const checks = await preflight(config, {}, (check) => say(context, inWords(check, context)));
  const exit = exitOf(checks);
  say(context, `\n${summary(checks, config.file)}`);
  sayJson(context, { config: config.file, qualifier: config.qualifier, checks });
  return exit;
}

/** Of what failed first, as it stops the deploy (2); then of what nobody could see (4). */
export function exitOf(checks: readonly Check[]): ExitCode {
  if (checks.some(({ state }) => state === 'failed')) return EXIT.usage;
  return checks.some(({ state }) => state === 'unseen') ? EXIT.unknown : EXIT.ok;
}

/** The configuration; a wrong one is told a problem a line. */
function read(file: string | undefined, context: Context): Config {
  try {
    return loadConfig(file === '' ? undefined : file);
  } catch (error) {
    if (!(error instanceof ConfigError) || context.json || error.problems.length < 2) throw error;
    for (const line of error.message.split('\n')) context.stderr.write(`${printable(line)}\n`);
    throw new WormtrailError('usage', `${counted(error.problems.length, 'problem')} in ${error.file}`);
  }
}

function inWords({ name, state, detail, fix }: Check, context: Context): string {
  const [mark, colour] = MARKS[state];
  const head = `${paint(context, colour, mark.padEnd(9))} ${printable(name)}: ${printable(detail)}`;
  return fix === undefined ? head : `${head}\n${' '.repeat(10)}-> ${printable(fix)}`;
}

function summary(checks: readonly Check[], file: string): string {
  const of = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const parts = [
    `${of('ok')} ok`,
    counted(of('warning'), 'warning'),
    `${of('failed')} failed`,
    `${of('unseen')} not seen`,
  ];
  return `${file}: ${parts.join(', ')}. Nothing was written.`;
}
