import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { WormtrailError } from '../../core/errors';
import type { Lock } from '../../core/ports';
import { type Item, lockKey, parseLock } from './dynamo-items';
import { awsError, faultOf } from './errors';

/**
 * A Lock that is one item of the ledger's table. The token is the number of swaps so far; every swap leaves a mark
 * of its own (`by`), by which it knows itself again if its answer was lost.
 */
export class DynamoLock implements Lock {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #name: string;

  constructor(client: DynamoDBClient, table: string, name: string) {
    this.#client = client;
    this.#table = table;
    this.#name = name;
  }

  async read(): Promise<{ readonly value: Uint8Array; readonly token: string } | undefined> {
    const item = await this.#get();
    if (item === undefined) return undefined;
    const { value, swaps } = parseLock(item);
    return { value, token: swaps };
  }

  async swap(token: string | undefined, value: Uint8Array): Promise<boolean> {
    if (token !== undefined && !/^\d{1,15}$/.test(token)) return false;
    const by = randomUUID();
    const swaps = String(Number(token ?? 0) + 1);
    const condition =
      token === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'swaps = :token', ExpressionAttributeValues: { ':token': { N: token } } };
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.#table,
          Item: {
            ...lockKey(this.#name),
            value: { B: Buffer.from(value) },
            swaps: { N: swaps },
            by: { S: by },
          },
          ...condition,
        }),
      );
      return true;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.name !== 'ConditionalCheckFailedException') {
        throw awsError(error, 'cannot swap', this.#what(), 'write');
      }
      return fault.attempts > 1 && (await this.#wasOurs(by, swaps));
    }
  }

  /**
   * The SDK sent the swap more than once, and the last sending was refused: perhaps because an earlier one was
   * carried out. Our mark says so; a later count says that others came after, and then nobody can tell.
   */
  async #wasOurs(by: string, swaps: string): Promise<boolean> {
    const item = await this.#get();
    if (item === undefined) return false;
    const there = parseLock(item);
    if (there.by === by) return true;
    if (Number(there.swaps) <= Number(swaps)) return false;
    throw new WormtrailError(
      'unknown-outcome',
      `cannot tell whether ${this.#what()} was swapped: an answer was lost`,
    );
  }

  async #get(): Promise<Item | undefined> {
    const input = { TableName: this.#table, Key: lockKey(this.#name), ConsistentRead: true };
    try {
      return (await this.#client.send(new GetItemCommand(input))).Item;
    } catch (error) {
      throw awsError(error, 'cannot read', this.#what());
    }
  }

  #what(): string {
    return `the register ${this.#name} of table ${this.#table}`;
  }
}
