import { gunzipSync } from 'node:zlib';
import type { FirehoseAnswer, FirehoseEvent } from '../../../core/batch/firehose';
import * as normalize from '../../../core/formats/normalize';
import type { NamedNormalizer } from '../../../core/formats/normalizer';

/** The project's normaliser, unbuilt. */
export const normalizer: NamedNormalizer = { ...normalize, id: 'wormtrail/0.0.0 sha256:test' };

export const ARRIVAL = Date.UTC(2026, 10, 23, 9);

export function firehoseEvent(...data: (string | Uint8Array)[]): FirehoseEvent {
  return {
    records: data.map((bytes, i) => ({
      recordId: `4966${String(i).padStart(52, '0')}`,
      approximateArrivalTimestamp: ARRIVAL + i,
      data: Buffer.from(bytes as Uint8Array).toString('base64'),
    })),
  };
}

/** All lines of an answer, in order, event lines apart from the project's own. */
export function linesOf(answer: FirehoseAnswer): { events: string[]; own: string[] } {
  const members = answer.records.map((record) =>
    record.result === 'Ok' ? Buffer.from(record.data, 'base64') : Buffer.alloc(0),
  );
  return split(Buffer.concat(members));
}

export function split(members: Buffer): { events: string[]; own: string[] } {
  const lines = members.length === 0 ? [] : gunzipSync(members).toString().split('\n').slice(0, -1);
  return {
    events: lines.filter((line) => line.startsWith('{"metadata":{"uid":"')),
    own: lines.filter((line) => line.startsWith('{"wormtrail":"')),
  };
}

/** `raw_data` of event lines. */
export function rawOf(events: readonly string[]): unknown[] {
  return events.map((line) => (JSON.parse(line) as { raw_data?: unknown }).raw_data);
}
