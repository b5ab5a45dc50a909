import { CONTROL_LANES, type ControlBody, formatControl, parseControl } from '../batch/control';
import { WormtrailError } from '../errors';
import type { Clock, LaneHead, LaneRow, Ledger } from '../ports';

/**
 * Commits a control entry to the lane of its kind, next after `head`.
 * @throws WormtrailError `malformed` for what is no canonical entry; `conflict` if the lane's head is another one by now; `unknown-outcome`
 */
export async function appendControl(
  ledger: Ledger,
  clock: Clock,
  head: LaneHead,
  body: ControlBody,
): Promise<LaneRow> {
  const lane = CONTROL_LANES[body.kind];
  const place = { lane, seq: head.seq + 1, prev: head.leaf };
  const time = new Date(clock.now()).toISOString();
  const row = { lane, seq: place.seq, entry: Buffer.from(formatControl({ ...place, time, ...body })) };
  parseControl(row.entry);
  const outcome = await ledger.commit(row, head);
  if (outcome !== 'committed') throw new WormtrailError('conflict', `somebody else wrote to lane ${lane}`);
  return row;
}
