import * as crypto from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadNormalizer } from '../adapters/local/normalizer';
import { MemoryLedger } from '../adapters/memory/ledger';
import { MemoryObjectStore } from '../adapters/memory/object-store';
import { createHandler, type FirehoseEvent } from '../core/batch/firehose';
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

/** Firehose events of one gzip record each. */
function eventsOf(lines: readonly string[]): FirehoseEvent[] {
  const events: FirehoseEvent[] = [];
  for (let i = 0; i < lines.length; i += RECORD_EVENTS) {
    const text = `${lines.slice(i, i + RECORD_EVENTS).join('\n')}\n`;
    const data = gzipSync(text).toString('base64');
    const recordId = `4966${i}`;
    events.push({ records: [{ recordId, approximateArrivalTimestamp: 1_763_888_400_000 + i, data }] });
  }
  return events;
}

function floor({ records: [record] }: FirehoseEvent, finished: readonly unknown[]): number {
  const lines = gunzipSync(Buffer.from(record?.data ?? '', 'base64'))
    .toString()
    .split('\n');
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

async function measure(lines: readonly string[]): Promise<{ ratio: number; ours: number; floors: number }> {
  const events = eventsOf(lines);
  const normalizer = loadNormalizer();
  const backOff = async () => undefined;
  const rounds: { ratio: number; ours: number; floors: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    let ours = 0;
    let floors = 0;
    for (const event of events) {
      const ports = { state: new MemoryObjectStore(), ledger: new MemoryLedger() };
      const handler = createHandler({ ...ports, normalizer, lane: '0', backOff });
      let answer: Awaited<ReturnType<typeof handler>> | undefined;
      ours += await seconds(async () => {
        answer = await handler(event);
      });
      const finished = (answer as NonNullable<typeof answer>).records.flatMap((record) =>
        record.result === 'Ok' ? finishedOf(Buffer.from(record.data, 'base64')) : [],
      );
      floors += await seconds(() => floor(event, finished));
    }
    // The first round warms up.
    if (round > 0) rounds.push({ ratio: floors / ours, ours, floors });
  }
  const ratio = median(rounds.map((one) => one.ratio));
  return rounds.find((one) => one.ratio === ratio) as { ratio: number; ours: number; floors: number };
}

function finishedOf(members: Buffer): unknown[] {
  return gunzipSync(members)
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{"metadata"'))
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
  const mixed = Array.from({ length: EVENTS }, (_, i) => {
    const { lines } = all[i % all.length] as Lines;
    return lines[Math.floor(i / all.length) % lines.length] as string;
  });
  const { ours } = await measure(mixed);
  const mean = alone / all.length;
  figures.push({
    name: 'formats mixed, against their mean',
    ratio: mean / ours,
    atLeast: 0.85,
    rates: `mixed ${rate(ours)}, mean ${rate(mean)}`,
  });
  return figures;
}

const rate = (s: number) => `${Math.round(EVENTS / s / 1000)}k events/s`;
