import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { abortion, type CommonOptions, type Context, type Streams } from './context';
import type { ExitCode } from './exit';
import { versionText } from './version';

/** Everything the command line takes, on one page. What a command does is loaded only when it runs. */

interface ProgramOptions {
  readonly streams: Streams;
  readonly json: boolean;
  readonly signal: AbortSignal;
  readonly onExit: (code: ExitCode) => void;
}

const ABOUT = `Keeps access logs so that nobody can change them unnoticed, and anybody can check it:
each event is normalised to OCSF with its raw text inside, hashed into a tamper-evident log
(RFC 6962, C2SP tlog-tiles), sealed with a signature, and verified with nothing but a public key.`;

const AFTER = `
Exit codes:
  0  all is well
  1  integrity: something was changed
  2  usage or configuration
  3  completeness: something is missing
  4  cannot tell: a verdict is unknown, something cannot be reached or read
 130 stopped; running it again resumes

Archives in AWS are reached with the credentials and the Region that any AWS tool would use
(AWS_PROFILE, AWS_REGION).

Folders:
  Keys lie in $XDG_CONFIG_HOME/wormtrail (or WORMTRAIL_CONFIG_DIR), the last checkpoint seen of each
  log in $XDG_STATE_HOME/wormtrail (or WORMTRAIL_STATE_DIR): outside every archive.
`;

/** The program with all its commands. Throws CommanderError for a wrong call. */
export function createProgram({ streams, json, signal, onExit }: ProgramOptions): Command {
  const program = new Command('wormtrail')
    .description(ABOUT)
    .usage('COMMAND [options]')
    .option('--version', 'the version, and the digest of the normaliser')
    .on('option:version', () => {
      streams.stdout.write(`${versionText()}\n`);
      throw new CommanderError(0, 'commander.version', '');
    })
    .helpOption('-h, --help', 'help for a command')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      // Usage errors are reported as all others are.
      writeErr: () => undefined,
      getOutHasColors: () => false,
      getOutHelpWidth: () => 100,
    })
    .addHelpText('after', AFTER);

  type Load<O> = () => CommandModule<O>;
  const run = <O extends CommonOptions>(load: Load<O>, command: Command): Promise<ExitCode> => {
    const options = command.opts<O>();
    const context = { ...streams, json, quiet: options.quiet === true, signal };
    return load().run(command.args, options, context);
  };
  /** Runs a command that may be left at any moment: it only reads. */
  const leavable = <O extends CommonOptions>(load: Load<O>) =>
    async function (this: Command): Promise<void> {
      onExit(await Promise.race([run(load, this), abortion(signal)]));
    };
  /** Runs a command that ends by itself: it leaves nothing half-done, and its temporary files nowhere. */
  const ending = <O extends CommonOptions>(load: Load<O>) =>
    async function (this: Command): Promise<void> {
      onExit(await run(load, this));
    };

  define(program, 'ingest', 'enter log files, folders, .gz or stdin into an archive, and seal it')
    .argument('<file...>', 'files and folders to read; - for stdin')
    .addOption(folderOption())
    .option('--origin <name>', "the log's immutable name, at first use, e.g. example.com/audit")
    .option('--source <format>', 'force a source format instead of detecting it')
    .addOption(mappingOption())
    .option('--again', 'enter a file once more that was entered before')
    .option('--workers <n>', 'how many threads normalise', positiveInteger)
    .option('--no-seal', 'leave publishing a checkpoint to a later seal')
    .action(ending(() => require('./ingest') as typeof import('./ingest')))
    .addHelpText(
      'after',
      examples(
        ['wormtrail ingest -a ./archive --origin example.com/audit /var/log/nginx', 'the first time'],
        ['zcat old.gz | wormtrail ingest -a ./archive --source access-log -', 'from a pipe'],
      ),
    );

  define(program, 'seal', 'publish a signed checkpoint of what is not sealed yet')
    .addOption(archiveOption())
    .action(ending(() => require('./seal') as typeof import('./seal')))
    .addHelpText('after', examples(['wormtrail seal -a ./archive', 'after ingest --no-seal']));

  define(program, 'verify', 'say whether anything was changed, and whether anything is missing')
    .addOption(archiveOption())
    .addOption(keyOption())
    .option('--checkpoint <file>', 'a checkpoint kept elsewhere, up to which everything must be there')
    .option('--state <folder>', 'where the last checkpoint seen of each log is remembered')
    .option('--min-retention <days>', 'what is younger must not have expired', positiveInteger)
    .option('--since <time>', 'only what arrived at or after this time (ISO 8601)')
    .option('--until <time>', 'only what arrived before this time (ISO 8601)')
    .option('--renormalize', 'also derive every event again from its raw text, with this version')
    .addOption(mappingOption())
    .option('--workers <n>', 'how many threads read and hash', positiveInteger)
    .action(ending(() => require('./verify') as typeof import('./verify')))
    .addHelpText(
      'after',
      examples(
        ['wormtrail verify -a ./archive', 'with your own key and the last checkpoint you saw'],
        ['wormtrail verify -a ./copy --key log.vkey --checkpoint kept.note', 'as an outsider'],
        ['wormtrail verify -a s3://my-archive --key log.vkey', 'in its bucket, with the verifier role'],
      ),
    );

  define(program, 'show', 'one event: normalised, raw, and its place in the log')
    .argument('<uid>', "an event's uid, e.g. 01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041")
    .addOption(archiveOption())
    .addOption(keyOption())
    .action(leavable(() => require('./show') as typeof import('./show')))
    .addHelpText(
      'after',
      examples(['wormtrail show -a ./archive 01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041', 'as people read it']),
    );

  define(program, 'prove', 'a proof for an event, from its line to a signed checkpoint')
    .argument('<uid...>', 'uids of events')
    .addOption(archiveOption())
    .option('-o, --out <path>', 'a file, or a folder for several; default: stdout')
    .action(leavable(() => require('./prove') as typeof import('./prove')))
    .addHelpText(
      'after',
      examples(['wormtrail prove -a ./archive 01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041 -o event.tlog-proof', '']),
    );

  define(program, 'check', 'check proofs offline: nothing but the file and a key is needed')
    .argument('<file...>', 'files that prove wrote; - for stdin')
    .addOption(keyOption())
    .action(leavable(() => require('./check') as typeof import('./check')))
    .addHelpText('after', examples(['wormtrail check event.tlog-proof --key log.vkey', '']));

  define(program, 'key', "the archive's verifier keys, one a line, to be kept elsewhere")
    .addOption(archiveOption())
    .action(leavable(() => require('./key') as typeof import('./key')))
    .addHelpText(
      'after',
      examples(
        ['wormtrail key -a ./archive > log.vkey', 'for those who verify'],
        ['wormtrail key -a s3://my-archive > log.vkey', 'from KMS, as the deployed stack names it'],
      ),
    );

  define(program, 'formats', 'the source formats that are understood, or all about one')
    .argument('[name...]', 'formats to tell about')
    .addOption(mappingOption())
    .action(leavable(() => require('./formats') as typeof import('./formats')))
    .addHelpText(
      'after',
      examples(['wormtrail formats', ''], ['wormtrail formats cloudtrail', 'its fields']),
    );

  define(program, 'normalize', 'what becomes of lines, without an archive')
    .argument('<file...>', 'files and folders to read; - for stdin')
    .option('--source <format>', 'force a source format instead of detecting it')
    .addOption(mappingOption())
    .option('--explain', 'why: which format took it, where its time is from, what has no place')
    .option('-n, --limit <n>', 'show this many events at most, and count the rest', positiveInteger)
    .action(leavable(() => require('./normalize') as typeof import('./normalize')))
    .addHelpText(
      'after',
      `${examples(
        ['wormtrail normalize --explain -n 3 /var/log/nginx/access.log', 'the first three'],
        ['journalctl -o json | wormtrail normalize --json -', 'one OCSF event a line'],
      )}`,
    );

  define(program, 'redrive', 'bring back failed deliveries, and fill holes from their stages')
    .addOption(archiveOption())
    .option('--since <time>', 'fill holes of what arrived at or after this time (ISO 8601)')
    .option('--until <time>', 'fill holes of what arrived before this time (ISO 8601)')
    .option('--again', 'return also records that were given up: their cause was mended')
    .option('--workers <n>', 'how many threads look for holes', positiveInteger)
    .action(ending(() => require('./redrive') as typeof import('./redrive')))
    .addHelpText(
      'after',
      examples(
        ['wormtrail redrive -a s3://my-archive', 'what the deployed redrive does, and every hole'],
        ['wormtrail redrive -a s3://my-archive --again', 'after what made records fail was mended'],
        ['wormtrail redrive -a ./archive', 'after an ingest that died, or events that were removed'],
      ),
    );

  define(program, 'audit', 'verify what is new since the last audit, and say what is missing by now')
    .addOption(archiveOption())
    .action(ending(() => require('./audit') as typeof import('./audit')))
    .addHelpText(
      'after',
      examples(
        ['wormtrail audit -a s3://my-archive', 'what the deployed auditor does each hour'],
        ['wormtrail audit -a ./archive', 'each object is read once: verify reads them all'],
      ),
    );

  define(
    program,
    'preflight',
    'before cdk deploy: quotas, names, filters, recursion, keys, Region; reads only',
  )
    .option('--config <file>', 'default: WORMTRAIL_CONFIG, wormtrail.yaml, else wormtrail.example.yaml')
    .action(leavable(() => require('./preflight') as typeof import('./preflight')))
    .addHelpText(
      'after',
      `${examples(['wormtrail preflight', 'with the credentials that will deploy'])}
Exit codes here: 0 nothing is in the way, 2 something is, 4 nothing that could be seen is, but not all could be.
`,
    );

  define(program, 'smoke', 'after cdk deploy: one event through the pipeline, proven, its deletion refused')
    .addOption(archiveOption())
    .option('--timeout <minutes>', 'how long to wait for delivery and sealing; default: 10', positiveInteger)
    .action(leavable(() => require('./smoke') as typeof import('./smoke')))
    .addHelpText('after', examples(['wormtrail smoke -a s3://wormtrail-archive-123456789012-eu-west-1', '']));

  for (const command of program.commands) {
    command.option('--json', 'print one JSON document on stdout, and nothing else there');
    command.option('-q, --quiet', 'no progress and no advice');
  }
  return program;
}

/** What a command's file exports. */
export interface CommandModule<O> {
  /** @param args the command's operands */
  run(args: readonly string[], options: O, context: Context): Promise<ExitCode>;
}

function define(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).allowExcessArguments(false);
}

function archiveOption(): Option {
  return new Option('-a, --archive <where>', 'the archive: a folder, or s3://bucket[/prefix]')
    .env('WORMTRAIL_ARCHIVE')
    .makeOptionMandatory();
}

function folderOption(): Option {
  return new Option('-a, --archive <folder>', 'the archive, a folder')
    .env('WORMTRAIL_ARCHIVE')
    .makeOptionMandatory();
}

function keyOption(): Option {
  return new Option('--key <vkey>', "the log's verifier key, or a file of them; repeatable").argParser(
    (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value],
  );
}

function mappingOption(): Option {
  return new Option('--mapping <file>', 'formats of your own: docs/mapping.md');
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^[0-9]{1,9}$/.test(text) || value < 1) throw new InvalidArgumentError('a whole number from 1 on.');
  return value;
}

function examples(...lines: readonly (readonly [command: string, why: string])[]): string {
  const listed = lines.map(([command, why]) => `  ${command}${why === '' ? '' : `\n      ${why}`}`);
  return `\nExample${lines.length > 1 ? 's' : ''}:\n${listed.join('\n')}\n`;
}
