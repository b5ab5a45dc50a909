import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileError, systemCode } from '../adapters/local/file-errors';
import { configFolder, stateFolder } from '../adapters/local/paths';
import { StateFolder } from '../adapters/local/state-folder';
import { type LocalVerifyInput, verifyLocal } from '../adapters/local/verify';
import { WormtrailError } from '../core/errors';
import { parseCheckpoint } from '../core/tlog/checkpoint';
import { parseNote, type VerifierKey } from '../core/tlog/note';
import { type Anchor, readAnchor } from '../core/verify/checkpoints';
import { exitCode } from '../core/verify/findings';
import type { Verification } from '../core/verify/verify';
import { type BucketDescription, openArchive } from './archive';
import { type CommonOptions, type Context, note, say, sayJson } from './context';
import type { ExitCode } from './exit';
import { outsideKeys } from './keys';
import { mappingOf } from './mapping';
import { formatBytes, startProgress } from './progress';
import { timeOf } from './times';
import { reportInWords } from './verify-report';

export interface VerifyOptions extends CommonOptions {
  readonly archive: string;
  readonly key?: readonly string[];
  readonly checkpoint?: string;
  readonly state?: string;
  readonly minRetention?: number;
  readonly since?: string;
  readonly until?: string;
  readonly renormalize?: boolean;
  readonly mapping?: string;
  readonly workers?: number;
}

/** Says whether anything was changed and whether anything is missing, and remembers the checkpoint if it may. */
export async function run(_: readonly string[], options: VerifyOptions, context: Context): Promise<ExitCode> {
  const since = timeOf('--since', options.since);
  const until = timeOf('--until', options.until);
  if (options.mapping !== undefined && options.renormalize !== true) {
    throw new WormtrailError('usage', '--mapping is for --renormalize');
  }
  const mapping = mappingOf(options.mapping);
  const { description, store } = await openArchive(options.archive);
  const origin = await originOf(store);
  const { keys } = await outsideKeys(options.key, origin, context);
  const memory = new StateFolder(options.state ?? stateFolder(context.env));
  const anchors = await anchorsOf(options.checkpoint, keys, memory, origin);

  const progress = await startProgress(context, { label: 'verifying', format: formatBytes });
  const common: CommonInput = {
    keys,
    anchors,
    now: Date.now(),
    ...(options.minRetention === undefined ? {} : { minRetentionDays: options.minRetention }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    renormalize: options.renormalize === true,
    ...mapping,
    workers: options.workers ?? availableParallelism(),
    signal: context.signal,
    onProgress: ({ phase, done, total }) => {
      if (phase === 'objects') progress.update(done, total);
    },
  };
  const verification =
    description.kind === 's3'
      ? verifyBucket(description, common, context)
      : verifyLocal({ ...common, folder: description.folder, config: configFolder(context.env) });
  const { report, remember } = await verification.finally(() => progress.stop());

  say(context, reportInWords(report, context));
  sayJson(context, report);
  if (remember !== undefined && (await remembered(memory, remember, context))) {
    note(context, `\nThis checkpoint is remembered: a later verify shows if the log falls behind it.`);
  }
  return exitCode(report);
}

type CommonInput = Omit<LocalVerifyInput, 'folder' | 'config'>;

function verifyBucket(
  store: BucketDescription,
  common: CommonInput,
  context: Context,
): Promise<Verification> {
  const { verifyS3 } = require('../adapters/aws/verify') as typeof import('../adapters/aws/verify');
  const onLedger = (why: string | undefined) => {
    if (why !== undefined) note(context, `The ledger is not read (${why}): the verdicts do without it.`);
  };
  return verifyS3({ ...common, store, onLedger });
}

/** The origin that the archive claims, by which key and memory are found; undefined if it does not say. */
async function originOf(store: {
  get: (key: string) => Promise<{ bytes: Uint8Array } | undefined>;
}): Promise<string | undefined> {
  try {
    const object = await store.get('log/checkpoint');
    return object && parseCheckpoint(parseNote(object.bytes).text).origin;
  } catch (error) {
    if (error instanceof WormtrailError && error.code === 'malformed') return undefined;
    throw error;
  }
}

/** Checkpoints from outside: the file named, and the one that this user remembers of the log. */
async function anchorsOf(
  file: string | undefined,
  keys: readonly VerifierKey[],
  memory: StateFolder,
  claimed: string | undefined,
): Promise<Anchor[]> {
  const anchors: Anchor[] = [];
  if (file !== undefined) anchors.push(readAnchor(await read(file), keys, file));
  // Not only by what the archive says of itself: it may have been made to say another name, or nothing.
  const origins = [...keys.map(({ name }) => name), ...(claimed === undefined ? [] : [claimed])];
  for (const origin of new Set(origins)) {
    const known = await memory.remembered(origin);
    // Its signature was verified when it was remembered, under a key that need not be given again.
    if (known !== undefined) anchors.push(readAnchor(known, [], 'the remembered checkpoint'));
  }
  return anchors;
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new WormtrailError('usage', `no such file: ${file}`);
    throw fileError(error, 'cannot read', file);
  }
}

/** Remembers the checkpoint. That it cannot be kept does not change what was verified. */
async function remembered(memory: StateFolder, checkpoint: Uint8Array, context: Context): Promise<boolean> {
  try {
    return await memory.remember(checkpoint);
  } catch (error) {
    if (!(error instanceof WormtrailError)) throw error;
    note(context, `The checkpoint could not be remembered: ${error.message}`);
    return false;
  }
}
