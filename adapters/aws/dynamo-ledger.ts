import { randomUUID } from 'node:crypto';
import {
  type CancellationReason,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { WormtrailError } from '../../core/errors';
import type { LaneHead, LaneRow, Ledger, Lock } from '../../core/ports';
import { compareLanes } from '../../core/seal/lane-order';
import { leafHash } from '../../core/tlog/merkle';
import {
  batchKey,
  EXPIRES,
  headKey,
  type Item,
  LANES_PARTITION,
  laneNameKey,
  lanePartition,
  mayExpire,
  parseHead,
  parsePlace,
  parseRow,
  rowItem,
  rowKey,
  rowSort,
} from './dynamo-items';
import { DynamoLock } from './dynamo-lock';
import { awsError, isFault } from './errors';
import { backOff } from './jitter';

/** Where a DynamoLedger is. */
export interface DynamoPlace {
  readonly client: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
}

const EMPTY_LANE: LaneHead = { seq: 0, leaf: '0'.repeat(64) };
const LOCK = 'sealer';
/** Tries of a transaction that another one was in the way of, before the caller is told to read the head again. */
const CONFLICT_TRIES = 4;
/** Tries of a transaction that the table had no capacity for. */
const THROTTLE_TRIES = 8;
/** Updates under way at once. */
const PARALLEL = 16;
/** Tries of a transactional read that a write was in the way of. */
const READ_TRIES = 12;

/**
 * A Ledger in a DynamoDB table (`dynamo-items.ts` has its layout). Reads are consistent, heads too. A commit is one
 * transaction, known by a token of its own, under which the SDK may send it again after a lost answer: DynamoDB
 * carries it out once in ten minutes (TransactWriteItems, "Idempotency").
 */
export class DynamoLedger implements Ledger {
  /** The sealer's head, in the same table. */
  readonly lock: Lock;
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor({ client, table }: DynamoPlace) {
    this.#client = client;
    this.#table = table;
    this.lock = this.register(LOCK);
  }

  /** A register of that name in the same table: `auditor` is the auditor's. */
  register(name: string): Lock {
    return new DynamoLock(this.#client, this.#table, name);
  }

  async head(lane: string): Promise<LaneHead> {
    const item = await this.#get(headKey(lane), `the head of lane ${lane}`);
    return item === undefined ? EMPTY_LANE : parseHead(lane, item);
  }

  async findBatch(digest: string): Promise<LaneRow | undefined> {
    const item = await this.#get(batchKey(digest), `batch ${digest}`);
    if (item === undefined) return undefined;
    const { lane, seq } = parsePlace(digest, item);
    const row = await this.#row(lane, seq);
    // Of what expires, the table removes each item at a time of its own.
    if (row !== undefined || mayExpire(item)) return row;
    throw new WormtrailError('malformed', `the ledger is damaged: no row ${seq} in lane ${lane}`);
  }

  async commit(row: LaneRow, expected: LaneHead): Promise<'committed' | 'moved' | 'exists'> {
    const { lane, seq, digest } = row;
    if (seq !== expected.seq + 1) {
      throw new WormtrailError('usage', `row ${seq} does not follow ${expected.seq} in lane ${lane}`);
    }
    const command = new TransactWriteItemsCommand({
      TransactItems: this.#transaction(row, expected),
      ClientRequestToken: randomUUID(),
    });
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#client.send(command);
        return 'committed';
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) {
          throw awsError(error, 'cannot commit', `row ${seq} of lane ${lane}`, 'write');
        }
        const verdict = judge(error.CancellationReasons ?? [], digest !== undefined);
        switch (verdict) {
          case 'exists':
          case 'moved':
            return verdict;
          case 'conflict':
            // Nothing was written, and the other transaction most likely moves the head.
            if (attempt >= CONFLICT_TRIES) return 'moved';
            break;
          case 'throttled':
            if (attempt >= THROTTLE_TRIES) throw this.#failed('unavailable', row, error);
            break;
          case 'occupied':
            throw new WormtrailError(
              'halted',
              `row ${seq} of lane ${lane} is there, behind the lane's head`,
              {
                cause: error,
                hint: 'was the ledger restored from a backup, or written to by hand?',
              },
            );
          case 'refused':
            throw this.#failed('usage', row, error);
        }
        await backOff(attempt);
      }
    }
  }

  async rows(lane: string, from: number, limit: number): Promise<LaneRow[]> {
    const rows: LaneRow[] = [];
    const input = {
      KeyConditionExpression: 'pk = :lane AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':lane': { S: lanePartition(lane) },
        ':from': { S: rowSort(Math.max(from, 1)) },
        ':to': { S: rowSort(Number.MAX_SAFE_INTEGER) },
      },
    };
    if (limit > 0) {
      for await (const item of this.#query(input, limit)) rows.push(parseRow(lane, item));
    }
    return this.#confirmed(lane, Math.max(from, 1), limit, rows);
  }

  async lanes(): Promise<string[]> {
    const names: string[] = [];
    const input = {
      KeyConditionExpression: 'pk = :lanes',
      ExpressionAttributeValues: { ':lanes': { S: LANES_PARTITION } },
    };
    for await (const { sk } of this.#query(input)) if (sk?.S !== undefined) names.push(sk.S);
    return names.sort(compareLanes);
  }

  /**
   * Sets the attribute by which the table's TTL removes items, of a row and of the place of its batch; of nothing
   * else that an item has. They are not written in a transaction, which would cost twice as much.
   */
  async expire(rows: readonly Pick<LaneRow, 'lane' | 'seq' | 'digest'>[], time: number): Promise<void> {
    const keys = rows.flatMap(({ lane, seq, digest }) => [
      rowKey(lane, seq),
      ...(digest === undefined ? [] : [batchKey(digest)]),
    ]);
    const seconds = String(Math.ceil(time / 1000));
    for (let at = 0; at < keys.length; at += PARALLEL) {
      await Promise.all(keys.slice(at, at + PARALLEL).map((key) => this.#expire(key, seconds)));
    }
  }

  async #expire(Key: Item, seconds: string): Promise<void> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key,
          UpdateExpression: `SET ${EXPIRES} = :time`,
          // An update makes an item that is not there.
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':time': { N: seconds } },
        }),
      );
    } catch (error) {
      if (isFault(error, 'ConditionalCheckFailedException')) return;
      throw awsError(error, 'cannot let go of', `${Key.pk?.S} in table ${this.#table}`, 'write');
    }
  }

  /** Head, row, place of the batch, and the lane's name with its first row: in the order in which `judge` reads. */
  #transaction(row: LaneRow, expected: LaneHead): TransactWriteItem[] {
    const { lane, seq, entry, digest } = row;
    const TableName = this.#table;
    const isNew = 'attribute_not_exists(pk)';
    const leaf = leafHash(entry).toString('hex');
    const head = { ...headKey(lane), seq: { N: String(seq) }, leaf: { S: leaf } };
    const atHead =
      expected.seq === 0
        ? { ConditionExpression: isNew }
        : {
            ConditionExpression: '#seq = :seq AND leaf = :leaf',
            ExpressionAttributeNames: { '#seq': 'seq' },
            ExpressionAttributeValues: {
              ':seq': { N: String(expected.seq) },
              ':leaf': { S: expected.leaf },
            },
          };
    const items: TransactWriteItem[] = [
      { Put: { TableName, Item: head, ...atHead } },
      { Put: { TableName, Item: rowItem(row), ConditionExpression: isNew } },
    ];
    if (digest !== undefined) {
      const place = { ...batchKey(digest), lane: { S: lane }, seq: { N: String(seq) } };
      items.push({ Put: { TableName, Item: place, ConditionExpression: isNew } });
    }
    if (seq === 1) items.push({ Put: { TableName, Item: laneNameKey(lane) } });
    return items;
  }

  /**
   * A Query may see one item of a transaction and not yet another of it (read-committed isolation: DynamoDB
   * Developer Guide, "DynamoDB transactions: how it works"). So the first row that is lacking, within the rows or
   * behind them, is asked for by a transactional read, which waits for transactions under way; until one is really
   * not there.
   */
  async #confirmed(lane: string, from: number, limit: number, found: LaneRow[]): Promise<LaneRow[]> {
    const rows: LaneRow[] = [];
    let next = 0;
    while (rows.length < limit) {
      const seq = from + rows.length;
      const row = found[next]?.seq === seq ? found[next++] : await this.#transactGet(lane, seq);
      if (row === undefined) return [...rows, ...found.slice(next)].slice(0, limit);
      rows.push(row);
    }
    return rows;
  }

  async #row(lane: string, seq: number): Promise<LaneRow | undefined> {
    const item = await this.#get(rowKey(lane, seq), `row ${seq} of lane ${lane}`);
    return item === undefined ? this.#transactGet(lane, seq) : parseRow(lane, item);
  }

  /** A row as of a moment at which no transaction on it is half carried out. */
  async #transactGet(lane: string, seq: number): Promise<LaneRow | undefined> {
    const Get = { TableName: this.#table, Key: rowKey(lane, seq) };
    for (let attempt = 1; ; attempt++) {
      try {
        const { Responses } = await this.#client.send(
          new TransactGetItemsCommand({ TransactItems: [{ Get }] }),
        );
        const item = Responses?.[0]?.Item;
        return item === undefined ? undefined : parseRow(lane, item);
      } catch (error) {
        if (!isFault(error, 'TransactionCanceledException') || attempt === READ_TRIES) {
          throw awsError(error, 'cannot read', `row ${seq} of lane ${lane}`);
        }
        await backOff(attempt);
      }
    }
  }

  async #get(Key: Item, what: string): Promise<Item | undefined> {
    try {
      const input = { TableName: this.#table, Key, ConsistentRead: true };
      return (await this.#client.send(new GetItemCommand(input))).Item;
    } catch (error) {
      throw awsError(error, 'cannot read', `${what} in table ${this.#table}`);
    }
  }

  async *#query(
    input: Omit<QueryCommandInput, 'TableName'>,
    limit = Number.POSITIVE_INFINITY,
  ): AsyncIterable<Item> {
    let left = limit;
    let start: Item | undefined;
    do {
      const command = new QueryCommand({
        ...input,
        TableName: this.#table,
        ConsistentRead: true,
        ...(left === Number.POSITIVE_INFINITY ? {} : { Limit: left }),
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      const page = await this.#client.send(command).catch((error: unknown) => {
        throw awsError(error, 'cannot read', `table ${this.#table}`);
      });
      const items = page.Items ?? [];
      yield* items;
      left -= items.length;
      // A page ends at 1 MB too, whatever was asked.
      start = page.LastEvaluatedKey;
    } while (start !== undefined && left > 0);
  }

  #failed(code: 'unavailable' | 'usage', { lane, seq }: LaneRow, cause: TransactionCanceledException) {
    const reasons = (cause.CancellationReasons ?? []).map(({ Code }) => Code).join(', ');
    return new WormtrailError(code, `cannot commit row ${seq} of lane ${lane}: ${reasons}`, { cause });
  }
}

/** What a cancelled transaction comes down to. Reasons come in the order of the items. */
type Verdict = 'exists' | 'moved' | 'occupied' | 'conflict' | 'throttled' | 'refused';

/** `exists` beats `moved`: a retry after a lost answer must learn that its batch is there. */
export function judge(reasons: readonly CancellationReason[], hasDigest: boolean): Verdict {
  const failed = (reason: CancellationReason | undefined) => reason?.Code === 'ConditionalCheckFailed';
  const any = (...codes: readonly string[]) =>
    reasons.some(({ Code }) => Code !== undefined && codes.includes(Code));
  const [head, row, batch] = reasons;
  if (hasDigest && failed(batch)) return 'exists';
  // Not `moved` yet: where a transaction is in the way, whether the batch is there was not looked at.
  if (any('TransactionConflict')) return 'conflict';
  if (failed(head)) return 'moved';
  if (failed(row)) return 'occupied';
  if (any('ThrottlingError', 'ProvisionedThroughputExceeded', 'RequestLimitExceeded')) return 'throttled';
  return 'refused';
}
