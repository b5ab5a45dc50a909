import { createHash } from 'node:crypto';
import type { LaneHead, LaneRow } from '../../core/ports';

export const EMPTY: LaneHead = { seq: 0, leaf: '0'.repeat(64) };

/** A row whose entry is just text, and whose digest is made of it. */
export function rowOf(lane: string, seq: number, text: string): LaneRow {
  const digest = createHash('sha256').update(`digest of ${lane}/${text}`).digest('hex');
  return { lane, seq, entry: Buffer.from(text), digest };
}

/** The head after a row: RFC 6962's leaf hash, by itself. */
export function headOf(row: LaneRow): LaneHead {
  return { seq: row.seq, leaf: createHash('sha256').update('\0').update(row.entry).digest('hex') };
}
