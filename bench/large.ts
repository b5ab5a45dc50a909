import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DIST } from '../adapters/local/dist';
import { FolderStore } from '../adapters/local/folder-store';
import { checkEventProof } from '../core/prove/event-proof';
import { findEvent } from '../core/prove/find-event';
import { parseVerifierKey } from '../core/tlog/note';
import { median, seconds } from './measure';

/*
 * What only a large archive shows, for `npm run soak`: that the verifier's memory stays flat, and that a proof
 * does not take longer as the log grows. `node dist/large.js memory [GB]`, `node dist/large.js prove [EVENTS]`.
 */

const MOST_MEMORY = 400 * 2 ** 20;
const MOST_MS = 100;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  /** Most bytes of memory that the process had resident, as Linux counts it. */
  readonly peak: number;
}

/** Runs the built command line and watches its memory. */
async function wormtrail(folder: string, ...args: string[]): Promise<Run> {
  const env = {
    ...process.env,
    WORMTRAIL_CONFIG_DIR: path.join(folder, 'config'),
    WORMTRAIL_STATE_DIR: path.join(folder, 'state'),
  };
  const child = spawn(process.execPath, [path.join(DIST, 'wormtrail.js'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  let peak = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
  }, 20);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(watch);
  return { code, stdout, peak };
}

async function write(file: string, lines: Iterable<string>): Promise<void> {
  const out = createWriteStream(file);
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length > 1 << 20) {
      if (!out.write(block)) await once(out, 'drain');
      block = '';
    }
  }
  out.end(block);
  await once(out, 'close');
}

/** A CloudTrail event of about the usual size. */
function cloudTrail(serial: number): string {
  const hex = (serial * 2654435761).toString(16).padStart(16, '0');
  const user = `user${serial % 97}`;
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${hex.slice(0, 12).toUpperCase()}:${user}`,
      arn: `arn:aws:sts::111122223333:assumed-role/Engineer/${user}`,
      accountId: '111122223333',
      accessKeyId: `ASIA${hex.slice(-12).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/Engineer', userName: 'Engineer' },
        attributes: { creationDate: '2026-11-23T08:00:00Z', mfaAuthenticated: 'true' },
      },
    },
    eventTime: new Date(1_795_420_000_000 + serial * 10).toISOString(),
    eventSource: 's3.amazonaws.com',
    eventName: ['GetObject', 'PutObject', 'ListObjects', 'DeleteObject'][serial % 4],
    awsRegion: 'eu-west-1',
    sourceIPAddress: `198.51.100.${serial % 250}`,
    userAgent: '[aws-sdk-java/2.20.43 Linux/5.10.167 OpenJDK_64-Bit_Server_VM/17.0.6+10-LTS Java/17.0.6]',
    requestParameters: { bucketName: `records-${serial % 31}`, key: `2026/11/${hex}/${serial}.parquet` },
    responseElements: null,
    requestID: hex.toUpperCase(),
    eventID: `${hex.slice(0, 8)}-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    readOnly: serial % 4 === 0,
    resources: [
      {
        type: 'AWS::S3::Object',
        ARN: `arn:aws:s3:::records-${serial % 31}/2026/11/${hex}/${serial}.parquet`,
      },
    ],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '111122223333',
    eventCategory: 'Data',
  });
}

function flow(serial: number): string {
  const port = 32768 + ((serial * 7919) % 28000);
  const start = 1_795_420_000 + Math.floor(serial / 500);
  return `2 111122223333 eni-0a1b2c3d4e5f60718 10.0.${serial % 256}.${serial % 199} 172.31.16.${serial % 21} ${port} 443 6 ${(serial * 31) % 97} ${(serial * 4099) % 100000} ${start} ${start + 60} ACCEPT OK`;
}

function* numbered(from: number, count: number, line: (serial: number) => string): Generator<string> {
  for (let i = 0; i < count; i++) yield line(from + i);
}

/** An archive of `events` events, in several sources and seals. */
async function build(
  folder: string,
  events: number,
  line: (serial: number) => string,
  a = 100_000,
): Promise<void> {
  const source = path.join(folder, 'source.log');
  for (let from = 0; from < events; from += a) {
    await write(source, numbered(from, Math.min(a, events - from), line));
    const { code } = await wormtrail(
      folder,
      'ingest',
      '--quiet',
      '--archive',
      path.join(folder, 'archive'),
      source,
    );
    if (code !== 0) throw new Error(`ingest: exit ${code}`);
    await rm(source);
  }
}

async function objects(folder: string): Promise<string[]> {
  const events = path.join(folder, 'archive', 'events');
  const names = await readdir(events, { recursive: true });
  return names
    .filter((name) => name.endsWith('.gz'))
    .map((name) => path.join(events, name))
    .sort();
}

async function uncompressedBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await objects(folder)) bytes += gunzipSync(await readFile(name)).length;
  return bytes;
}

async function memory(gigabytes: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-large-'));
  try {
    await build(folder, 2_000, cloudTrail);
    // All objects of it: the events lie in several.
    const sample = (await uncompressedBytes(folder)) / 2_000;
    const results: string[] = [];
    let worst = 0;
    for (const bytes of [0.2e9, gigabytes * 1e9]) {
      await rm(path.join(folder, 'archive'), { recursive: true });
      await build(folder, Math.ceil(bytes / sample), cloudTrail);
      const uncompressed = await uncompressedBytes(folder);
      for (const workers of ['1', '2']) {
        const archive = path.join(folder, 'archive');
        const run = await wormtrail(folder, 'verify', '--json', '--archive', archive, '--workers', workers);
        if (run.code !== 0) throw new Error(`verify: exit ${run.code}: ${run.stdout.slice(0, 300)}`);
        worst = Math.max(worst, run.peak);
        results.push(
          `${(uncompressed / 1e9).toFixed(2)} GB with ${workers} worker(s) ${Math.round(run.peak / 2 ** 20)} MB`,
        );
      }
    }
    const line = `peak resident memory of verify: ${results.join(', ')}`;
    if (worst > MOST_MEMORY) throw new Error(`${line}: more than ${MOST_MEMORY / 2 ** 20} MB`);
    return line;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prove(events: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-large-'));
  try {
    await build(folder, events, flow, 1_000_000);
    const keys = [
      parseVerifierKey(
        (await wormtrail(folder, 'key', '--archive', path.join(folder, 'archive'))).stdout.trim(),
      ),
    ];
    const names = await objects(folder);
    const store = new FolderStore(path.join(folder, 'archive'));
    const proving: number[] = [];
    const checking: number[] = [];
    for (let i = 0; i < 21; i++) {
      const name = names[Math.floor((i / 21) * names.length)] as string;
      const count = gunzipSync(await readFile(name))
        .toString('latin1')
        .split('\n{"metadata"').length;
      const uid = `${path.basename(name).slice(0, 26)}-${String((i * 7919) % count).padStart(7, '0')}`;
      let proof = '';
      proving.push(
        await seconds(async () => {
          const found = await findEvent(store, uid);
          if (found.state !== 'sealed') throw new Error(`${uid} is ${found.state}`);
          proof = found.proof;
        }),
      );
      checking.push(
        await seconds(() => {
          const report = checkEventProof(Buffer.from(proof), keys);
          if (report.verdict !== 'pass' || report.uid !== uid) throw new Error(`${uid}: ${report.detail}`);
        }),
      );
    }
    const ms = (times: readonly number[]) =>
      `median ${(median(times) * 1000).toFixed(1)} ms, most ${(Math.max(...times) * 1000).toFixed(1)} ms`;
    const line = `of ${events} events in ${names.length} batches: prove ${ms(proving)}; check ${ms(checking)}`;
    if (median(proving) * 1000 > MOST_MS || median(checking) * 1000 > MOST_MS) throw new Error(line);
    return line;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const [what, size] = process.argv.slice(2);
  if (what === 'memory') console.log(await memory(Number(size ?? 10)));
  else if (what === 'prove') console.log(await prove(Number(size ?? 10_000_000)));
  else throw new Error('large: memory [GB] | prove [EVENTS]');
}

main().catch((error: unknown) => {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
