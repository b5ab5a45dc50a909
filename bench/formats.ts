import * as crypto from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadNormalizer } from '../adapters/local/normalizer';
import { FIREHOSE_LIMITS, type PreparedBatch, prepareBatch, type StreamRecord } from '../core/batch/prepare';
import { cloudTrailEvents, repeated } from './corpus';
import { type Figure, median, seconds } from './measure';

/**
 * Each common format against its floor: what nobody can do without who gunzips, splits, parses what is JSON,
 * serialises the finished event, hashes it and compresses it again. And a stream in which they are mixed, against the
 * mean of the single ones.
 */

const CORPUS = path.resolve('..', 'shared', 'corpus');
const EVENTS = Number(process.env.BENCH_FORMAT_EVENTS ?? 20_000);
const RECORD_EVENTS = 2000;
const ROUNDS = 3;
const scratch = Buffer.allocUnsafe(64 << 20);

interface Lines {
  readonly name: string;
  readonly atLeast: number;
  readonly lines: readonly string[];
}

const textLines = (file: string, wanted: RegExp = /./) =>
  readFileSync(path.join(CORPUS, file), 'utf8')
    .split(/\r?\n/)
    .filter((line) => wanted.test(line));

/** The events within Panther's tests. */
const pantherLines = (file: string) =>
  textLines(`panther-analysis/${file}`).map((line) =>
    JSON.stringify((JSON.parse(line) as { log: unknown }).log),
  );

function sources(): Lines[] {
  const web = { atLeast: 0.6 };
  return [
    { name: 'cloudtrail', atLeast: 0.75, lines: cloudTrailEvents() ?? [] },
    {
      name: 'vpc-flow',
      ...web,
      lines: textLines('aws-centralized-logging/pipeline/log-processor/test/datafile/vpcflow.log', /^2 /),
    },
    { name: 'alb', ...web, lines: textLines('opensearch-catalog/amazon_elb/data/raw.log') },
    { name: 'cloudfront', ...web, lines: textLines('opensearch-catalog/amazon_cloudfront/data/raw.log') },
    { name: 's3-access', ...web, lines: textLines('opensearch-catalog/amazon_s3/data/raw.log') },
    { name: 'waf', ...web, lines: textLines('opensearch-catalog/aws_waf/data/raw.log') },
    { name: 'kubernetes-audit', ...web, lines: pantherLines('Amazon.EKS.Audit.jsonl') },
    { name: 'nginx', ...web, lines: textLines('opensearch-catalog/nginx/data/raw.log') },
    { name: 'apache', ...web, lines: textLines('opensearch-catalog/apache/data/raw.log') },
    { name: 'sshd', ...web, lines: textLines('crowdsec-hub/ssh-bf/ssh-bf.log', /sshd\[/) },
    { name: 'okta', ...web, lines: pantherLines('Okta.SystemLog.jsonl') },
    { name: 'postgresql', ...web, lines: textLines('opensearch-catalog/amazon_rds/data/raw.log', /^\d{4}-/) },
  ];
}

/** Batches of one gzip record each, as a producer puts them. */
function batchesOf(lines: readonly string[]): StreamRecord[] {
  const records: StreamRecord[] = [];
  for (let i = 0; i < lines.length; i += RECORD_EVENTS) {
    const data = gzipSync(`${lines.slice(i, i + RECORD_EVENTS).join('\n')}\n`);
    records.push({ recordId: `4966${i}`, arrival: 1_763_888_400_000 + i, data });
  }
  return records;
}

function floor({ data }: StreamRecord, finished: readonly unknown[]): number {
  const lines = gunzipSync(data).toString().split('\n');
  let end = 0;
  for (let i = 0; i < finished.length; i++) {
    const line = lines[i] as string;
    if (line.charCodeAt(0) === 123) JSON.parse(line);
    const start = end;
    end += scratch.write(JSON.stringify(finished[i]), start);
    crypto.hash('sha256', scratch.subarray(start, end), 'hex');
    scratch[end++] = 10;
  }
  return gzipSync(scratch.subarray(0, end), { level: 1, chunkSize: 1 << 18 }).length;
}

interface Measured {
  readonly ratio: number;
  /** Seconds. */
  readonly ours: number;
  readonly floors: number;
}

/** What is hashed and compressed of `lines`, as the transform has it before it stages, against the floor. */
async function measure(lines: readonly string[]): Promise<Measured> {
  const records = batchesOf(lines);
  const normalizer = loadNormalizer();
  const rounds: Measured[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    let ours = 0;
    let floors = 0;
    for (const record of records) {
      let prepared: PreparedBatch | undefined;
      ours += await seconds(() => {
        prepared = prepareBatch([record], normalizer, FIREHOSE_LIMITS);
      });
      const finished = finishedOf(prepared?.records[0]?.answer ?? Buffer.alloc(0));
      floors += await seconds(() => floor(record, finished));
    }
    // The first round warms up.
    if (round > 0) rounds.push({ ratio: floors / ours, ours, floors });
  }
  const ratio = median(rounds.map((one) => one.ratio));
  return rounds.find((one) => one.ratio === ratio) as Measured;
}

function finishedOf(members: Buffer): unknown[] {
  return gunzipSync(members)
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}

/** @param only names of formats; empty: all, and the mixed stream */
export async function benchFormats(only: readonly string[] = []): Promise<Figure[]> {
  if (!existsSync(CORPUS)) {
    console.log('bench: formats skipped, the corpus is absent (../shared/corpus)');
    return [];
  }
  const figures: Figure[] = [];
  const all = sources().filter(({ name }) => only.length === 0 || only.includes(name));
  let alone = 0;
  for (const { name, atLeast, lines } of all) {
    const { ratio, ours, floors } = await measure(repeated(lines, EVENTS));
    alone += ours;
    figures.push({
      name: `format ${name}`,
      ratio,
      atLeast,
      rates: `ours ${rate(ours)}, floor ${rate(floors)}`,
    });
  }
  if (only.length > 0) return figures;
  const mean = alone / all.length;
  for (const [run, how] of MIXED) {
    const { ours } = await measure(mixed(all, run));
    figures.push({
      name: `formats mixed ${how}, against their mean`,
      ratio: mean / ours,
      atLeast: 0.85,
      rates: `mixed ${rate(ours)}, mean ${rate(mean)}`,
    });
  }
  return figures;
}

/** Events of one format in a row. A log stream's come together; the worst is another format at each line. */
const MIXED = [
  [50, 'by fifties'],
  [1, 'line by line'],
] as const;

function mixed(all: readonly Lines[], run: number): string[] {
  return Array.from({ length: EVENTS }, (_, i) => {
    const { lines } = all[Math.floor(i / run) % all.length] as Lines;
    return lines[(Math.floor(i / run / all.length) * run + (i % run)) % lines.length] as string;
  });
}

const rate = (s: number) => `${Math.round(EVENTS / s / 1000)}k events/s`;
