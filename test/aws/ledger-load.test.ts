import { createHash } from 'node:crypto';
import { dynamoClient } from '../../adapters/aws/clients';
import { DynamoLedger } from '../../adapters/aws/dynamo-ledger';
import { backOffAtHead } from '../../adapters/aws/jitter';
import { commitBatches } from '../../bench/ledger-load';
import { normalizer } from '../core/batch/support';
import { newTable } from './services';

const WRITERS = 200;
const BATCHES = Number(process.env.WORMTRAIL_LEDGER_BATCHES ?? 1_000);
/** A client has 50 connections. */
const WRITERS_A_CLIENT = 25;

const clients = Array.from({ length: WRITERS / WRITERS_A_CLIENT }, () => dynamoClient());
afterAll(() => {
  for (const client of clients) client.destroy();
});

const leafOf = (entry: Uint8Array) => createHash('sha256').update('\0').update(entry).digest('hex');

test(`${WRITERS} writers at once commit ${BATCHES} batches to one lane, each once, in an unbroken chain`, async () => {
  const table = await newTable(clients[0]!);
  const ledgers = Array.from(
    { length: WRITERS },
    (_, i) => new DynamoLedger({ client: clients[i % clients.length]!, table }),
  );
  const started = performance.now();
  await commitBatches({
    ledgers,
    normalizer,
    lanes: ['0'],
    batches: BATCHES,
    twiceEvery: 20,
    backOff: backOffAtHead,
  });
  const seconds = (performance.now() - started) / 1_000;

  // By docs/format.md, not by the code.
  const digests = new Set<string>();
  let prev = '0'.repeat(64);
  let seq = 0;
  for (;;) {
    const rows = await ledgers[0]!.rows('0', seq + 1, 1_000);
    if (rows.length === 0) break;
    for (const row of rows) {
      const fields = JSON.parse(Buffer.from(row.entry).toString()) as Record<string, unknown>;
      seq++;
      expect([row.seq, fields.seq, fields.prev, fields.digest]).toEqual([seq, seq, prev, row.digest]);
      digests.add(row.digest!);
      prev = leafOf(row.entry);
    }
  }
  expect(seq).toBe(BATCHES);
  expect(digests.size).toBe(BATCHES);
  expect(await ledgers[0]!.head('0')).toEqual({ seq: BATCHES, leaf: prev });
  process.stderr.write(
    `${WRITERS} writers: ${BATCHES} batches in ${seconds.toFixed(1)} s, ${Math.round(BATCHES / seconds)}/s\n`,
  );
}, 1_200_000);
