import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { dynamoClient } from '../adapters/aws/clients';
import { batchKey, headKey, rowItem } from '../adapters/aws/dynamo-items';
import { DynamoLedger } from '../adapters/aws/dynamo-ledger';
import { backOffAtHead } from '../adapters/aws/jitter';
import { DIST } from '../adapters/local/dist';
import { loadNormalizer } from '../adapters/local/normalizer';
import { newTable } from '../test/aws/services';
import { commitBatches } from './ledger-load';
import { type Figure, median, seconds } from './measure';

const WRITERS = 16;
const LANES = [1, 2, 4] as const;
/** Far below what an idle machine gives: a busy one takes more from sixteen who contend than from the floor. */
const AT_LEAST = [0.1, 0.12, 0.18] as const;
const BATCHES = 160;
const ROUNDS = 3;
/** About what an entry takes. */
const ENTRY_BYTES = 480;

/**
 * What AWS gives, where this machine cannot tell. Amazon DynamoDB Developer Guide: "Burst and adaptive capacity" (a
 * partition takes 1,000 write units a second), "Read and write capacity" (a transaction costs two units an item of
 * up to 1 KB, and so does one that is cancelled).
 */
const PARTITION_UNITS = 1_000;
const UNITS_AN_ITEM = 2;
/** The head and the row lie in the lane's own partition; the place of the batch does not. */
const ITEMS_IN_LANE = 2;
/** Assumed, not documented: reading a head consistently and a transaction of three items, in a function. */
const ASSUMED_COMMIT_MS = 25;
/** A lane is not to be loaded further: beyond it waiting grows faster than load. */
const UTILISATION = 0.5;
/** Firehose hands over buffers of this size while records come faster than it fills in a minute. */
const BUFFER_MIB = 1;

interface Service {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Batches a second through DynamoDB Local by lanes, to what it does of transactions that are in no one's way. */
export async function benchLedger(): Promise<Figure[]> {
  const service = await start();
  if (typeof service === 'string') {
    console.log(`bench: ledger skipped, ${service}`);
    return [];
  }
  for (const [name, value] of Object.entries(LOCAL)) process.env[name] = value;
  const client = dynamoClient({ endpoint: service.endpoint });
  try {
    return await measure(client);
  } finally {
    client.destroy();
    await service.stop();
  }
}

const LOCAL = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'us-east-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

async function measure(client: DynamoDBClient): Promise<Figure[]> {
  const rates = { alone: [] as number[], floor: [] as number[], lanes: LANES.map(() => [] as number[]) };
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    const table = await newTable(client);
    const keep = (into: number[], batches: number, took: number) => {
      if (round > 0) into.push(batches / took);
    };
    keep(rates.floor, BATCHES, await seconds(() => floor(client, table)));
    const few = Math.round(BATCHES / 3);
    keep(
      rates.alone,
      few,
      await seconds(() => commit(client, table, { writers: 1, lanes: 1, batches: few })),
    );
    for (const [i, lanes] of LANES.entries()) {
      const fresh = await newTable(client);
      const load = { writers: WRITERS, lanes, batches: BATCHES };
      keep(rates.lanes[i] as number[], BATCHES, await seconds(() => commit(client, fresh, load)));
    }
  }
  const floorRate = median(rates.floor);
  const byLanes = rates.lanes.map(median);
  explain(byLanes[0] as number, median(rates.alone));
  // By round: the machine may be busier in one than in another.
  return LANES.map((lanes, i) => ({
    name: `ledger, ${WRITERS} writers, ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`,
    ratio: median((rates.lanes[i] as number[]).map((rate, round) => rate / (rates.floor[round] as number))),
    atLeast: AT_LEAST[i] as number,
    rates: `ours ${Math.round(byLanes[i] as number)}, floor ${Math.round(floorRate)} batches/s`,
  }));
}

/** The floor: as many transactions of the same items, none of which another one moves. */
async function floor(client: DynamoDBClient, TableName: string): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < BATCHES) {
      const seq = ++next;
      const lane = `floor-${seq}`;
      const entry = Buffer.alloc(ENTRY_BYTES, seq);
      const digest = seq.toString(16).padStart(64, '0');
      const items = [
        { ...headKey(lane), seq: { N: String(seq) }, leaf: { S: digest } },
        rowItem({ lane, seq, entry, digest }),
        { ...batchKey(digest), lane: { S: lane }, seq: { N: String(seq) } },
      ];
      await client.send(
        new TransactWriteItemsCommand({ TransactItems: items.map((Item) => ({ Put: { TableName, Item } })) }),
      );
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

async function commit(
  client: DynamoDBClient,
  table: string,
  { writers, lanes, batches }: { writers: number; lanes: number; batches: number },
): Promise<void> {
  await commitBatches({
    ledgers: Array.from({ length: writers }, () => new DynamoLedger({ client, table })),
    normalizer: loadNormalizer(),
    lanes: Array.from({ length: lanes }, (_, i) => String(i)),
    batches,
    backOff: backOffAtHead,
  });
}

/** From what load on one lane is not enough. */
function explain(contended: number, alone: number): void {
  const kept = Math.min(1, contended / alone);
  const byUnits = PARTITION_UNITS / (UNITS_AN_ITEM * ITEMS_IN_LANE);
  const byHead = 1_000 / ASSUMED_COMMIT_MS;
  const most = Math.min(byUnits, byHead * kept);
  const enough = most * UTILISATION;
  const n = (x: number) => x.toFixed(x < 10 ? 1 : 0);
  console.log(
    [
      'ledger: when a second lane is needed',
      `  one writer alone commits ${n(alone)} batches/s here; ${WRITERS} on one lane ${n(contended)}/s: ${n(kept * 100)} % of it is left`,
      `  a head moves once a commit: 1,000 ms / ${ASSUMED_COMMIT_MS} ms (assumed in AWS) × ${n(kept * 100)} % = ${n(byHead * kept)} batches/s`,
      `  a lane's partition: ${PARTITION_UNITS} units/s / (${ITEMS_IN_LANE} items × ${UNITS_AN_ITEM} units) = ${n(byUnits)} batches/s, less what tries that fail cost`,
      `  loaded to ${UTILISATION * 100} % of ${n(most)}: one lane up to ${n(enough)} batches/s, ${n(enough * BUFFER_MIB)} MiB/s of records by buffers of ${BUFFER_MIB} MiB`,
    ].join('\n'),
  );
}

/** DynamoDB Local, if it can be started without installing Java; else why not. */
async function start(): Promise<Service | string> {
  const isThere = (program: string) =>
    (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)));
  if (!isThere('java') || !isThere('javac')) return 'there is no Java for DynamoDB Local';
  const starter = path.resolve(DIST, '..', 'test', 'aws', 'services', 'dynamodb.mjs');
  if (!existsSync(starter)) return 'what starts DynamoDB Local is not here';
  try {
    const { startDynamo } = (await import(starter)) as { startDynamo(): Promise<Service> };
    return await startDynamo();
  } catch (error) {
    return `DynamoDB Local does not start: ${String(error)}`;
  }
}
