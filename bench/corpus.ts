import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';

const CORPUS = path.resolve('..', 'shared', 'corpus', 'invictus-aws-dataset');

/** Every CloudTrail event of the corpus as one line of JSON; undefined where the corpus is absent. */
export function cloudTrailEvents(): string[] | undefined {
  let files: string[];
  try {
    files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
  } catch {
    return undefined;
  }
  return files.sort().flatMap((name) => {
    const file = JSON.parse(readFileSync(path.join(CORPUS, name), 'utf8')) as { Records?: unknown[] };
    return (file.Records ?? []).map((record) => JSON.stringify(record));
  });
}

/** One record as CloudWatch Logs hands it to Firehose: gzip around an envelope of `messages`. */
export function cloudWatchRecord(messages: readonly string[], serial: number): Buffer {
  const logEvents = messages.map((message, i) => ({
    id: String(serial * 1000 + i).padStart(56, '3'),
    timestamp: 1_763_888_400_000 + serial * 1000 + i,
    message,
  }));
  return gzipSync(
    JSON.stringify({
      messageType: 'DATA_MESSAGE',
      owner: '111122223333',
      logGroup: 'aws-controltower/CloudTrailLogs',
      logStream: 'o-abc123_111122223333_CloudTrail_eu-west-1',
      subscriptionFilters: ['wormtrail'],
      logEvents,
    }),
  );
}

/** `items` over and over, to `count`. */
export function repeated<T>(items: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => items[i % items.length] as T);
}
