import { createHash } from 'node:crypto';
import { dynamoClient, s3Client } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { backOffAtHead } from '../../adapters/aws/jitter';
import { S3Store } from '../../adapters/aws/s3-store';
import { createHandler, type FirehoseAnswer } from '../../core/batch/firehose';
import type { LaneRow, Ledger, ObjectStore } from '../../core/ports';
import { firehoseEvent, normalizer } from '../core/batch/support';
import { lossyProxy } from './lossy-proxy';
import { newBucket, newTable } from './services';

const s3 = s3Client();
const dynamo = dynamoClient();
let bucket: string;
beforeAll(async () => {
  bucket = await newBucket(s3, false);
});
afterAll(() => {
  s3.destroy();
  dynamo.destroy();
});

let worlds = 0;
const newState = (): ObjectStore => new S3Store({ client: s3, bucket, prefix: `state/${worlds++}/` });
const handlerOver = (state: ObjectStore, ledger: Ledger) =>
  createHandler({ state, ledger, normalizer, lane: '0', backOff: backOffAtHead });

/** Three records of two lines each, of no other batch. */
function eventOf(batch: number) {
  const line = (i: number) =>
    `203.0.113.${i} - - [23/Nov/2026:09:00:0${i} +0000] "GET /${batch}/${i} HTTP/1.1" 200 5`;
  return firehoseEvent(...[0, 2, 4].map((i) => `${line(i)}\n${line(i + 1)}\n`));
}

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Every row follows the one before it, and no batch is there twice. By docs/format.md, not by the code. */
function expectUnbroken(rows: readonly LaneRow[], count: number): void {
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  let leaf = '0'.repeat(64);
  for (const { entry, digest, seq } of rows) {
    const fields = JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>;
    expect(fields).toMatchObject({ lane: '0', seq, prev: leaf, digest });
    leaf = sha256('\0', entry);
  }
  expect(new Set(rows.map(({ digest }) => digest)).size).toBe(count);
}

describe('transforms on one lane, through MinIO and DynamoDB Local', () => {
  test('50 at once commit every batch once, in an unbroken chain, and none fails', async () => {
    const ledger = new DynamoLedger({ client: dynamo, table: await newTable(dynamo) });
    const state = newState();
    const answers = await Promise.all(
      // A handler each: no two share anything in memory.
      Array.from({ length: 50 }, (_, i) => handlerOver(state, ledger)(eventOf(i))),
    );
    for (const { records } of answers)
      expect(records.map(({ result }) => result)).toEqual(['Ok', 'Ok', 'Ok']);
    const rows = await ledger.rows('0', 1, 100);
    expectUnbroken(rows, 50);
    expect(await ledger.head('0')).toEqual({ seq: 50, leaf: sha256('\0', rows[49]!.entry) });
    expect(await ledger.lanes()).toEqual(['0']);
    for (const row of rows) expect((await ledger.findBatch(row.digest!))?.seq).toBe(row.seq);
  });

  test('the same batches from several at once are committed once, and answered alike', async () => {
    const ledger = new DynamoLedger({ client: dynamo, table: await newTable(dynamo) });
    const state = newState();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => handlerOver(state, ledger)(eventOf(i % 5))),
    );
    expectUnbroken(await ledger.rows('0', 1, 100), 5);
    const byBatch = new Map<number, Set<string>>();
    answers.forEach((answer: FirehoseAnswer, i) => {
      const known = byBatch.get(i % 5) ?? new Set();
      byBatch.set(i % 5, known.add(JSON.stringify(answer)));
    });
    expect([...byBatch.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
  });

  test('answers that are lost after the work was done lead to neither a second commit nor a failure', async () => {
    const table = await newTable(dynamo);
    let commits = 0;
    let puts = 0;
    const ledgerProxy = await lossyProxy(process.env.AWS_ENDPOINT_URL_DYNAMODB!, ({ headers }) =>
      /TransactWriteItems$/.test(String(headers['x-amz-target'])) ? commits++ % 3 === 0 : false,
    );
    const stateProxy = await lossyProxy(process.env.AWS_ENDPOINT_URL_S3!, ({ method }) =>
      method === 'PUT' ? puts++ % 3 === 0 : false,
    );
    const lossyDynamo = dynamoClient({ endpoint: ledgerProxy.endpoint });
    const lossyS3 = s3Client({ endpoint: stateProxy.endpoint });
    try {
      const ledger = new DynamoLedger({ client: lossyDynamo, table });
      const state = new S3Store({ client: lossyS3, bucket, prefix: `state/${worlds++}/` });
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => handlerOver(state, ledger)(eventOf(i))),
      );
      expect(answers).toHaveLength(12);
      expectUnbroken(await new DynamoLedger({ client: dynamo, table }).rows('0', 1, 100), 12);
      expect(ledgerProxy.lost()).toBeGreaterThan(3);
      expect(stateProxy.lost()).toBeGreaterThan(3);
    } finally {
      lossyDynamo.destroy();
      lossyS3.destroy();
      await ledgerProxy.close();
      await stateProxy.close();
    }
  });
});

test('a swap of the lock whose answer is lost knows itself again', async () => {
  const table = await newTable(dynamo);
  let isFirst = true;
  const proxy = await lossyProxy(process.env.AWS_ENDPOINT_URL_DYNAMODB!, ({ headers }) => {
    const isLost = isFirst && /PutItem$/.test(String(headers['x-amz-target']));
    if (isLost) isFirst = false;
    return isLost;
  });
  const lossy = dynamoClient({ endpoint: proxy.endpoint });
  try {
    const { lock } = new DynamoLedger({ client: lossy, table });
    expect(await lock.swap(undefined, Buffer.from('one'))).toBe(true);
    expect(proxy.lost()).toBe(1);
    expect(await lock.swap(undefined, Buffer.from('one'))).toBe(false);
    const held = (await lock.read())!;
    expect(await lock.swap(held.token, Buffer.from('two'))).toBe(true);
  } finally {
    lossy.destroy();
    await proxy.close();
  }
});
