import { dynamoClient } from '../../../adapters/aws/clients';
import { DynamoLedger, judge } from '../../../adapters/aws/dynamo-ledger';
import { EMPTY, headOf, rowOf } from '../conformance-rows';
import { type Answer, type Asked, type FakeService, fakeService, json, jsonFault } from './fake-service';

let service: FakeService;
let ledger: DynamoLedger;
let client: ReturnType<typeof dynamoClient>;

async function serve(answer: (asked: Asked, number: number) => Answer | 'lost'): Promise<void> {
  service = await fakeService(answer);
  client = dynamoClient(service.settings);
  ledger = new DynamoLedger({ client, table: 'wormtrail-ledger' });
}

afterEach(async () => {
  client?.destroy();
  await service?.close();
});

const cancelled = (...codes: readonly string[]) =>
  jsonFault('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });
const item = (seq: number) => ({
  pk: { S: 'lane#0' },
  sk: { S: `row#${String(seq).padStart(16, '0')}` },
  entry: { B: Buffer.from(`entry ${seq}`).toString('base64') },
});
const operations = () => service.asked.map(({ operation }) => operation).join(' ');
const FAILED = 'ConditionalCheckFailed';

test.each<[string, readonly string[], boolean, ReturnType<typeof judge>]>([
  ['the batch is there', ['None', 'None', FAILED], true, 'exists'],
  ['the batch is there, and the head moved', [FAILED, FAILED, FAILED], true, 'exists'],
  [
    'the batch is there, and something else is in the way',
    ['TransactionConflict', 'None', FAILED],
    true,
    'exists',
  ],
  ['the head moved', [FAILED, FAILED, 'None'], true, 'moved'],
  ['the head of a control lane moved', [FAILED, 'None'], false, 'moved'],
  ['a first control row whose lane is named', [FAILED, 'None', FAILED], false, 'moved'],
  [
    'the head moved, and whether the batch is there is not known',
    [FAILED, 'None', 'TransactionConflict'],
    true,
    'conflict',
  ],
  ['another transaction', ['TransactionConflict', 'None', 'None'], true, 'conflict'],
  ['a row behind the head', ['None', FAILED, 'None'], true, 'occupied'],
  ['no capacity', ['ThrottlingError', 'None', 'None'], true, 'throttled'],
  ['no capacity provisioned', ['None', 'ProvisionedThroughputExceeded', 'None'], true, 'throttled'],
  ['an item that the table cannot take', ['None', 'ValidationError', 'None'], true, 'refused'],
  ['no reason', [], true, 'refused'],
])('a transaction is cancelled: %s', (_, codes, hasDigest, verdict) => {
  expect(
    judge(
      codes.map((Code) => ({ Code })),
      hasDigest,
    ),
  ).toBe(verdict);
});

describe('a commit', () => {
  const row = rowOf('0', 1, 'entry');

  test('writes the table as docs say, under a token of its own', async () => {
    await serve(() => json({}));
    expect(await ledger.commit(row, EMPTY)).toBe('committed');
    expect(await ledger.commit(rowOf('0', 2, 'two'), headOf(row))).toBe('committed');
    const [first, second] = service.asked.map((asked) => asked.json()) as {
      ClientRequestToken: string;
      TransactItems: { Put: { Item: Record<string, unknown>; ConditionExpression?: string } }[];
    }[];
    const B = row.entry as Buffer;
    expect(first?.TransactItems.map(({ Put }) => Put.Item)).toEqual([
      { pk: { S: 'lane#0' }, sk: { S: 'head' }, seq: { N: '1' }, leaf: { S: headOf(row).leaf } },
      {
        pk: { S: 'lane#0' },
        sk: { S: 'row#0000000000000001' },
        entry: { B: B.toString('base64') },
        digest: { S: row.digest },
      },
      { pk: { S: `batch#${row.digest}` }, sk: { S: 'batch' }, lane: { S: '0' }, seq: { N: '1' } },
      { pk: { S: 'lanes' }, sk: { S: '0' } },
    ]);
    expect(second?.TransactItems).toHaveLength(3);
    expect(second?.TransactItems[0]?.Put).toMatchObject({
      ConditionExpression: '#seq = :seq AND leaf = :leaf',
      ExpressionAttributeValues: { ':seq': { N: '1' }, ':leaf': { S: headOf(row).leaf } },
    });
    expect(first?.ClientRequestToken).not.toBe(second?.ClientRequestToken);
  });

  test('whose answer was lost is sent again under the same token', async () => {
    await serve((_, number) => (number === 1 ? 'lost' : json({})));
    expect(await ledger.commit(row, EMPTY)).toBe('committed');
    const tokens = service.asked.map((asked) => asked.json().ClientRequestToken);
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).toBe(tokens[1]);
  });

  test.each<[string, Answer | 'lost']>([
    ['no answer', 'lost'],
    ['server errors', jsonFault('InternalServerError', {}, 500)],
  ])('that never has an answer has no known outcome: %s', async (_, answer) => {
    await serve(() => answer);
    await expect(ledger.commit(row, EMPTY)).rejects.toMatchObject({ code: 'unknown-outcome' });
  });

  test('tries again while another transaction is in the way, and then says that the head moves', async () => {
    await serve((_, number) => (number < 3 ? cancelled('TransactionConflict', 'None', 'None') : json({})));
    expect(await ledger.commit(row, EMPTY)).toBe('committed');
    await service.close();
    await serve(() => cancelled('TransactionConflict', 'None', 'None'));
    expect(await ledger.commit(row, EMPTY)).toBe('moved');
  });

  test.each<[string, Answer, string]>([
    ['no capacity', cancelled('ThrottlingError', 'None', 'None'), 'unavailable'],
    ['a row where none should be', cancelled('None', FAILED, 'None'), 'halted'],
    ['an item too large', cancelled('None', 'ValidationError', 'None'), 'usage'],
    ['no permission', jsonFault('AccessDeniedException'), 'denied'],
    ['no such table', jsonFault('ResourceNotFoundException'), 'usage'],
  ])('fails for good: %s', async (_, answer, code) => {
    await serve(() => answer);
    await expect(ledger.commit(row, EMPTY)).rejects.toMatchObject({ code });
  });
});

describe('rows', () => {
  test('that a Query did not see yet are asked for by a transactional read, within and behind', async () => {
    await serve(({ operation, json: body }) => {
      if (operation === 'Query') return json({ Items: [item(1), item(3)] });
      const key = JSON.stringify(body());
      const seq = [2, 4].find((one) => key.includes(`row#${String(one).padStart(16, '0')}`));
      return json({ Responses: [seq === undefined ? {} : { Item: item(seq) }] });
    });
    const rows = await ledger.rows('0', 1, 10);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(operations()).toBe('Query TransactGetItems TransactGetItems TransactGetItems');
    expect(service.asked[0]?.json()).toMatchObject({ ConsistentRead: true, Limit: 10 });
  });

  test('that are really not there stay a gap, and what is behind it is given', async () => {
    await serve(({ operation }) =>
      operation === 'Query' ? json({ Items: [item(1), item(4), item(5)] }) : json({ Responses: [{}] }),
    );
    expect((await ledger.rows('0', 1, 10)).map(({ seq }) => seq)).toEqual([1, 4, 5]);
    expect(operations()).toBe('Query TransactGetItems');
  });

  test('are read on over the end of a page', async () => {
    await serve(({ json: body }) =>
      body().ExclusiveStartKey === undefined
        ? json({ Items: [item(1), item(2)], LastEvaluatedKey: item(2) })
        : json({ Items: [item(3)] }),
    );
    expect((await ledger.rows('0', 1, 3)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(service.asked.map((asked) => asked.json().Limit)).toEqual([3, 1]);
  });

  test('wait for the transaction that is in the way of reading them', async () => {
    await serve(({ operation }, number) => {
      if (operation === 'Query') return json({ Items: [] });
      return number < 4 ? cancelled('TransactionConflict') : json({ Responses: [{ Item: item(1) }] });
    });
    expect((await ledger.rows('0', 1, 1)).map(({ seq }) => seq)).toEqual([1]);
  });

  test('of which none is asked for are none', async () => {
    await serve(() => json({}));
    expect(await ledger.rows('0', 1, 0)).toEqual([]);
    expect(service.asked).toEqual([]);
  });

  test.each([
    { ...item(1), sk: { S: 'row#1' } },
    { pk: { S: 'lane#0' }, sk: { S: 'row#0000000000000001' } },
  ])('that are none are not taken for one: %j', async (bad) => {
    await serve(() => json({ Items: [bad] }));
    await expect(ledger.rows('0', 1, 1)).rejects.toMatchObject({ code: 'malformed' });
  });
});

test('a batch whose row is not seen yet is found by a transactional read', async () => {
  await serve(({ operation, json: body }) => {
    if (operation === 'TransactGetItems') return json({ Responses: [{ Item: item(7) }] });
    const isBatch = JSON.stringify(body()).includes('batch#');
    return json(isBatch ? { Item: { lane: { S: '0' }, seq: { N: '7' } } } : {});
  });
  expect((await ledger.findBatch('ab'.repeat(32)))?.seq).toBe(7);
  expect(operations()).toBe('GetItem GetItem TransactGetItems');
});

describe('a swap of the lock', () => {
  /** What `GetItem` gives: the register after a swap whose mark is that of the `PutItem` asked for. */
  const held = (swaps: string, by?: unknown) =>
    json({ Item: { value: { B: 'eA==' }, swaps: { N: swaps }, ...(by === undefined ? {} : { by }) } });
  const refused = jsonFault('ConditionalCheckFailedException');
  const markOf = (asked: Asked) => (asked.json().Item as { by: unknown }).by;

  test('is false when it is refused at once', async () => {
    await serve(() => refused);
    expect(await ledger.lock.swap('3', Buffer.from('x'))).toBe(false);
    expect(operations()).toBe('PutItem');
    expect(await ledger.lock.swap('not a number', Buffer.from('x'))).toBe(false);
  });

  test.each<[string, (mine: unknown) => Answer, boolean | 'unknown-outcome']>([
    ['ours is there', (mine) => held('4', mine), true],
    ['another one of the same number is there', () => held('4', { S: 'theirs' }), false],
    ['nothing was swapped', () => held('3', { S: 'before' }), false],
    ['others came after', () => held('5', { S: 'theirs' }), 'unknown-outcome'],
  ])('whose answer was lost and that is then refused: %s', async (_, answer, outcome) => {
    await serve(({ operation }, number) => {
      if (operation === 'GetItem') return answer(markOf(service.asked[0]!));
      return number === 1 ? 'lost' : refused;
    });
    const swap = ledger.lock.swap('3', Buffer.from('x'));
    if (outcome === 'unknown-outcome') await expect(swap).rejects.toMatchObject({ code: outcome });
    else expect(await swap).toBe(outcome);
  });

  test('that never has an answer has no known outcome', async () => {
    await serve(() => 'lost');
    await expect(ledger.lock.swap(undefined, Buffer.from('x'))).rejects.toMatchObject({
      code: 'unknown-outcome',
    });
  });
});

describe('letting go of rows', () => {
  const digest = 'ab'.repeat(32);

  test('sets when the table may remove the row and the place of its batch, and nothing else', async () => {
    await serve(() => json({}));
    await ledger.expire([{ lane: '0', seq: 7, digest }], 1_790_000_000_001);
    const update = (pk: string, sk: string) => ({
      TableName: 'wormtrail-ledger',
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'SET expires = :time',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':time': { N: '1790000001' } },
    });
    expect(operations()).toBe('UpdateItem UpdateItem');
    expect(service.asked.map((asked) => asked.json())).toEqual(
      expect.arrayContaining([
        expect.objectContaining(update('lane#0', 'row#0000000000000007')),
        expect.objectContaining(update(`batch#${digest}`, 'batch')),
      ]),
    );
  });

  test('makes none that is not there', async () => {
    await serve(() => jsonFault('ConditionalCheckFailedException', {}));
    await ledger.expire([{ lane: '0', seq: 7, digest }], 0);
    expect(operations()).toBe('UpdateItem UpdateItem');
  });

  test.each([
    ['has gone since it was let go', { expires: { N: '1790000001' } }, undefined],
    ['was never let go and is not there', {}, 'malformed'],
  ])('the row of a batch %s', async (_, more, code) => {
    const place = { pk: { S: `batch#${digest}` }, sk: { S: 'batch' }, lane: { S: '0' }, seq: { N: '7' } };
    await serve(({ operation }, number) =>
      json(
        operation === 'TransactGetItems'
          ? { Responses: [{}] }
          : number === 1
            ? { Item: { ...place, ...more } }
            : {},
      ),
    );
    const found = ledger.findBatch(digest);
    if (code === undefined) expect(await found).toBeUndefined();
    else await expect(found).rejects.toMatchObject({ code });
  });
});
