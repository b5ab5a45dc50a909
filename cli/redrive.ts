import { availableParallelism } from 'node:os';
import { type LocalArchive, openLocalArchive } from '../adapters/local/archive';
import { deliverPending } from '../adapters/local/deliver';
import { configFolder } from '../adapters/local/paths';
import { type LocalVerifyInput, verifyLocal } from '../adapters/local/verify';
import { redriveHoles } from '../core/redrive/holes';
import type { RedeliverPorts, Redelivery } from '../core/redrive/redeliver';
import { type RedriveResult, redriveFailed } from '../core/redrive/redrive';
import type { FindingKind } from '../core/verify/findings';
import type { Verification } from '../core/verify/verify';
import { openArchive, reaching } from './archive';
import { type CommonOptions, type Context, counted, printable, say, sayJson } from './context';
import { openDeployed } from './deployed';
import { EXIT, type ExitCode, worst } from './exit';
import { formatBytes, startProgress } from './progress';
import { timeOf } from './times';

export interface RedriveOptions extends CommonOptions {
  readonly archive: string;
  readonly since?: string;
  readonly until?: string;
  readonly again?: boolean;
  readonly workers?: number;
}

/** What was done, as `--json` prints it. */
interface Outcome {
  /** Failed deliveries; null for a folder, which has none. */
  readonly failed: RedriveResult | null;
  /** Batches of a local archive that were committed and not delivered. */
  readonly pending: number;
  /** Batches of which events were missing. */
  readonly holes: readonly Redelivery[];
  /** Missing batches beyond those that a verification lists. */
  readonly more: number;
}

/** Findings that say that events of a batch are not there; the batch can be delivered once more. */
const MISSING: readonly FindingKind[] = ['hole', 'not-in-range', 'event-missing', 'batch-partial'];

/** Brings back failed deliveries, then looks for holes and fills them from the stages. */
export async function run(
  _: readonly string[],
  options: RedriveOptions,
  context: Context,
): Promise<ExitCode> {
  const since = timeOf('--since', options.since);
  const until = timeOf('--until', options.until);
  const range = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const { description } = await openArchive(options.archive);
  const outcome =
    description.kind === 's3'
      ? await reaching(options.archive, async () => {
          const deployed = await openDeployed(description);
          const clock = { now: Date.now };
          const failed = await redriveFailed({ ...deployed, clock, again: options.again === true });
          const { verifyS3 } = require('../adapters/aws/verify') as typeof import('../adapters/aws/verify');
          const { deployment } = deployed;
          const look = (input: Looking) => verifyS3({ ...input, store: description, deployment });
          return { failed, pending: 0, ...(await fill(deployed, look, range, options, context)) };
        })
      : await redriveFolder(description.folder, range, options, context);
  say(context, inWords(outcome));
  sayJson(context, outcome);
  return exitOf(outcome);
}

type Looking = Omit<LocalVerifyInput, 'folder' | 'config'>;
type Look = (input: Looking) => Promise<Verification>;

async function redriveFolder(
  folder: string,
  range: Pick<Looking, 'since' | 'until'>,
  options: RedriveOptions,
  context: Context,
): Promise<Outcome> {
  const config = configFolder(context.env);
  const opened: LocalArchive = await openLocalArchive(folder, { create: false, config });
  try {
    const pending = await deliverPending(opened.archive, opened.state, opened.ledger);
    const look = (input: Looking) => verifyLocal({ ...input, folder, config });
    return { failed: null, pending, ...(await fill(opened, look, range, options, context)) };
  } finally {
    await opened.close();
  }
}

/** Verifies the archive to find what is missing. By no key: what is filled is judged by the ledger. */
async function fill(
  ports: RedeliverPorts,
  look: Look,
  range: Pick<Looking, 'since' | 'until'>,
  { workers }: RedriveOptions,
  context: Context,
): Promise<Pick<Outcome, 'holes' | 'more'>> {
  const progress = await startProgress(context, { label: 'looking for holes', format: formatBytes });
  const { report } = await look({
    ...range,
    keys: [],
    anchors: [],
    now: Date.now(),
    workers: workers ?? availableParallelism(),
    signal: context.signal,
    onProgress: ({ phase, done, total }) => {
      if (phase === 'objects') progress.update(done, total);
    },
  }).finally(() => progress.stop());
  const missing = report.findings.filter(({ kind }) => MISSING.includes(kind));
  const batches = new Set(missing.flatMap(({ batch }) => (batch === null ? [] : [batch])));
  const found = MISSING.reduce((sum, kind) => sum + (report.counts.findings[kind] ?? 0), 0);
  return { holes: await redriveHoles(ports, batches), more: found - missing.length };
}

function inWords({ failed, pending, holes, more }: Outcome): string {
  const out: string[] = [];
  if (failed !== null) {
    const { seen, returned, kept, redelivered, givenUp, left, findings } = failed;
    const again = redelivered.filter(({ outcome }) => outcome === 'delivered').length;
    out.push(
      `Failed deliveries: ${seen} new; ${counted(returned, 'record')} put back into the stream, ${kept} in batches already (${again} delivered again), ${givenUp} given up, ${left} left for later.`,
    );
    for (const { kind, object, detail } of findings)
      out.push(`  ${kind}: ${printable(object)}: ${printable(detail)}`);
  }
  if (pending > 0)
    out.push(`Delivered ${counted(pending, 'batch', 'batches')} that had only been committed.`);
  const filled = holes.filter(isFilled);
  out.push(
    holes.length === 0
      ? 'No holes.'
      : `Holes: ${holes.length}, of which ${filled.length} filled from their stages.`,
  );
  for (const { batch, outcome, detail } of holes.filter((hole) => !isFilled(hole)))
    out.push(`  ${outcome}: batch ${batch}: ${printable(detail)}`);
  if (more > 0) out.push(`${counted(more, 'finding')} more than are listed at once: run it again.`);
  return out.join('\n');
}

function isFilled({ outcome }: Redelivery): boolean {
  return outcome === 'delivered' || outcome === 'present';
}

function exitOf({ failed, holes, more }: Outcome): ExitCode {
  const codes: ExitCode[] = [];
  if (more > 0 || !holes.every(isFilled)) codes.push(EXIT.missing);
  if (failed !== null) {
    if (failed.findings.some(({ kind }) => kind === 'changed')) codes.push(EXIT.changed);
    if (failed.left > 0 || failed.findings.length > 0) codes.push(EXIT.missing);
  }
  return worst(codes);
}
