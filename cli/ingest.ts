import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import * as path from 'node:path';
import { openLocalArchive } from '../adapters/local/archive';
import { OWN_FOLDER } from '../adapters/local/folder-store';
import { type IngestSummary, ingest, type SourceSummary } from '../adapters/local/ingest/ingest';
import { expandSources } from '../adapters/local/ingest/sources';
import { configFolder, keyFile } from '../adapters/local/paths';
import { describeStore } from '../adapters/store';
import { WormtrailError } from '../core/errors';
import { type CommonOptions, type Context, counted, note, printable, say, sayJson } from './context';
import { EXIT, type ExitCode, exitCodeOf, worst } from './exit';
import { mappingOf } from './mapping';
import { formatBytes, startProgress } from './progress';
import { type Sealed, sealedInWords, sealLocal } from './sealing';

export interface IngestOptions extends CommonOptions {
  readonly archive: string;
  readonly origin?: string;
  readonly source?: string;
  readonly mapping?: string;
  readonly again?: boolean;
  readonly workers?: number;
  readonly seal: boolean;
}

/** Under this many bytes, starting threads takes longer than they save. */
const WORTH_WORKERS = 8_000_000;
/** Beyond it the one thread that reads and commits is what is waited for. */
const MOST_WORKERS = 8;

/** Enters files, folders or stdin into an archive, and seals it. */
export async function run(
  names: readonly string[],
  options: IngestOptions,
  context: Context,
): Promise<ExitCode> {
  const { archive: folder, origin, source, again = false } = options;
  if (describeStore(folder).kind === 's3') {
    throw new WormtrailError('usage', 'ingest does not write into a bucket', {
      hint: 'into an archive in AWS events go by PutRecord or PutRecordBatch to its Firehose stream',
    });
  }
  const mapping = mappingOf(options.mapping);
  const bytes = await sizeOf(names);
  const isNew = !existsSync(path.join(folder, OWN_FOLDER));
  const archive = await openLocalArchive(folder, {
    ...(origin === undefined ? {} : { origin }),
    config: configFolder(context.env),
    create: true,
  });
  try {
    const progress = await startProgress(context, { label: 'reading', format: formatBytes });
    const summary = await ingest({
      archive,
      names,
      ...(source === undefined ? {} : { format: source }),
      ...mapping,
      again,
      workers: options.workers ?? defaultWorkers(bytes),
      clock: { now: Date.now },
      signal: context.signal,
      onProgress: ({ read }) => progress.update(read, bytes),
    }).finally(() => progress.stop());
    const { aborted } = context.signal;
    const sealed = options.seal && !aborted ? await sealLocal(archive, context) : undefined;

    say(context, inWords(summary, folder, sealed));
    if (isNew) note(context, aboutTheKey(archive.origin, keyFile(archive.origin, configFolder(context.env))));
    if (aborted) note(context, 'Stopped; nothing is half-written. Run it again: it resumes.');
    else if (sealed === undefined) note(context, 'Not sealed yet: wormtrail seal publishes a checkpoint.');
    sayJson(context, asJson(summary, archive.origin, sealed));
    const failures = summary.sources.flatMap(({ error }) => (error === undefined ? [] : [error.code]));
    return worst([...failures.map(exitCodeOf), ...(aborted ? [EXIT.interrupted] : [])]);
  } finally {
    await archive.close();
  }
}

/** Bytes in all named files as they lie there; undefined if one is stdin or compressed, so that nobody knows. */
async function sizeOf(names: readonly string[]): Promise<number | undefined> {
  let bytes = 0;
  for (const file of await expandSources(names)) {
    if (file === '-' || file.endsWith('.gz')) return undefined;
    bytes += (await stat(file).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}

function defaultWorkers(bytes: number | undefined): number {
  if (bytes !== undefined && bytes < WORTH_WORKERS) return 1;
  return Math.min(MOST_WORKERS, availableParallelism());
}

/** Sources of one outcome listed by name; of more only their number is told. */
const LISTED = 5;

function inWords(summary: IngestSummary, folder: string, sealed: Sealed | undefined): string {
  const { sources, batches, events, opaque, redelivered } = summary;
  const entered = sources.filter(({ outcome }) => outcome === 'entered' || outcome === 'resumed');
  const what = `${counted(events, 'event')} in ${counted(batches, 'batch', 'batches')} into ${folder}`;
  const out = [
    events > 0 ? `Entered ${what}, from ${counted(entered.length, 'source')}.` : 'Nothing new was entered.',
  ];
  if (opaque > 0) out.push(`  ${counted(opaque, 'record')} could not be unpacked: kept as received.`);
  if (redelivered > 0) {
    out.push(`  ${counted(redelivered, 'batch', 'batches')} that an earlier run left undone: delivered.`);
  }
  for (const [outcome, words] of Object.entries(OUTCOMES)) {
    const names = sources.filter((source) => source.outcome === outcome).map(({ name }) => printable(name));
    if (names.length > LISTED) out.push(`  ${counted(names.length, 'source')}: ${words}`);
    else out.push(...names.map((name) => `  ${name}: ${words}`));
  }
  for (const { name, error } of sources) {
    if (error === undefined) continue;
    // The message may name the file itself.
    const why = error.message.startsWith(`${name}: `) ? error.message.slice(name.length + 2) : error.message;
    out.push(`  ${printable(name)}: NOT ENTERED: ${printable(why)}`);
    if (error.hint !== undefined) out.push(`    ${printable(error.hint)}`);
  }
  if (sealed !== undefined) out.push(sealedInWords(sealed));
  return out.join('\n');
}

const OUTCOMES = {
  resumed: 'went on from where an earlier run stopped',
  already: 'entered before, and left alone (--again enters it once more)',
  empty: 'empty: nothing to enter',
  interrupted: 'stopped before its end',
} as const satisfies Partial<Record<SourceSummary['outcome'], string>>;

function aboutTheKey(origin: string, file: string): string {
  return [
    `This is a new log, ${origin}. Its private key is ${file}.`,
    'Keep a copy of what `wormtrail key` prints where nobody who can write to the archive can reach it.',
  ].join('\n');
}

function asJson(summary: IngestSummary, origin: string, sealed: Sealed | undefined): unknown {
  const { sources, ...counts } = summary;
  return {
    origin,
    ...counts,
    sources: sources.map(({ name, outcome, error }) => ({
      name,
      outcome,
      ...(error && { error: { code: error.code, message: error.message, hint: error.hint } }),
    })),
    sealed: sealed ?? null,
  };
}
