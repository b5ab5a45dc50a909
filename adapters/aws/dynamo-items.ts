import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { WormtrailError } from '../../core/errors';
import type { LaneHead, LaneRow } from '../../core/ports';

/*
 * What the ledger's table holds (see docs/format.md for what the entries are):
 *
 *     pk               sk                      attributes
 *     lane#<lane>      head                    seq N, leaf S            newest row of the lane
 *     lane#<lane>      row#<seq, 16 digits>    entry B, digest S?
 *     batch#<digest>   batch                   lane S, seq N            where the batch's row is
 *     lanes            <lane>                                           names of lanes that have a row
 *     lock#<name>      lock                    value B, swaps N, by S   the registers of sealer and auditor
 *
 * Rows of event lanes and places of batches have `expires N` too, once they are let go: when the table's TTL may
 * remove them, in seconds since 1970.
 *
 * Partitions are what IAM grants by `dynamodb:LeadingKeys`.
 */

export type Item = Record<string, AttributeValue>;

/** The attribute of the table's TTL; `lib/ledger.ts` enables it. */
export const EXPIRES = 'expires';
const SEQ_DIGITS = 16;
const LANES = 'lanes';

export const headKey = (lane: string) => ({ pk: { S: lanePartition(lane) }, sk: { S: 'head' } });
export const rowKey = (lane: string, seq: number) => ({
  pk: { S: lanePartition(lane) },
  sk: { S: rowSort(seq) },
});
export const batchKey = (digest: string) => ({ pk: { S: `batch#${digest}` }, sk: { S: 'batch' } });
export const laneNameKey = (lane: string) => ({ pk: { S: LANES }, sk: { S: lane } });
export const lockKey = (name: string) => ({ pk: { S: `lock#${name}` }, sk: { S: 'lock' } });
export const LANES_PARTITION = LANES;

export function lanePartition(lane: string): string {
  return `lane#${lane}`;
}

/** Sorts as the numbers do. */
export function rowSort(seq: number): string {
  return `row#${String(seq).padStart(SEQ_DIGITS, '0')}`;
}

export function rowItem({ lane, seq, entry, digest }: LaneRow): Item {
  return {
    ...rowKey(lane, seq),
    // A copy: the client may send it again after the caller has gone on to use its buffer.
    entry: { B: Buffer.from(entry) },
    ...(digest === undefined ? {} : { digest: { S: digest } }),
  };
}

/** Whether the table's TTL may remove the item, now or later. */
export function mayExpire(item: Item): boolean {
  return item[EXPIRES]?.N !== undefined;
}

/** @throws WormtrailError `malformed` if the item is no row of the lane */
export function parseRow(lane: string, item: Item): LaneRow {
  const digits = item.sk?.S?.startsWith('row#') ? item.sk.S.slice(4) : '';
  const entry = item.entry?.B;
  const digest = item.digest?.S;
  if (!/^\d{16}$/.test(digits) || entry === undefined) throw damaged(`a row of lane ${lane}`);
  const row = { lane, seq: Number(digits), entry };
  return digest === undefined ? row : { ...row, digest };
}

/** @throws WormtrailError `malformed` */
export function parseHead(lane: string, item: Item): LaneHead {
  const seq = integer(item.seq);
  const leaf = item.leaf?.S;
  if (seq === undefined || leaf === undefined) throw damaged(`the head of lane ${lane}`);
  return { seq, leaf };
}

/** @throws WormtrailError `malformed` */
export function parsePlace(digest: string, item: Item): { readonly lane: string; readonly seq: number } {
  const lane = item.lane?.S;
  const seq = integer(item.seq);
  if (lane === undefined || seq === undefined) throw damaged(`the place of batch ${digest}`);
  return { lane, seq };
}

/** @throws WormtrailError `malformed` */
export function parseLock(item: Item): { value: Uint8Array; swaps: string; by: string | undefined } {
  const value = item.value?.B;
  const swaps = item.swaps?.N;
  if (value === undefined || swaps === undefined) throw damaged('the register of the sealer');
  return { value, swaps, by: item.by?.S };
}

function integer(value: AttributeValue | undefined): number | undefined {
  return value?.N !== undefined && /^\d{1,15}$/.test(value.N) ? Number(value.N) : undefined;
}

function damaged(what: string): WormtrailError {
  return new WormtrailError('malformed', `the ledger is damaged: ${what} is not as it must be`);
}
