import * as crypto from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { verifyLocal } from '../adapters/local/verify';
import { parseVerifierKey } from '../core/tlog/note';
import { readAnchor } from '../core/verify/checkpoints';
import { type Figure, median, seconds } from './measure';

const ROUNDS = 3;
const node = Buffer.alloc(65, 1);

/** The floor: what no verifier can do without. Gunzip, SHA-256 of every line, and one of 65 bytes a line. */
function floor(objects: readonly Buffer[]): number {
  let lines = 0;
  for (const object of objects) {
    const bytes = gunzipSync(object, { chunkSize: 1 << 20 });
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      crypto.hash('sha256', bytes.subarray(start, end), 'hex');
      crypto.hash('sha256', node, 'hex');
      start = end + 1;
      lines++;
    }
  }
  return lines;
}

/** Both verdicts over an archive folder, from its files: one worker against the floor, and two against one. */
export async function benchVerify(folder: string, vkey: string, events: number): Promise<Figure[]> {
  const keys = [parseVerifierKey(vkey)];
  const checkpoint = await readFile(path.join(folder, 'log', 'checkpoint'));
  const anchors = [readAnchor(checkpoint, keys, 'the checkpoint')];
  const verify = async (workers: number) => {
    const { report } = await verifyLocal({
      folder,
      config: path.dirname(folder),
      workers,
      keys,
      anchors,
      now: Date.now(),
    });
    if (report.integrity !== 'pass' || report.completeness !== 'pass' || report.events !== events) {
      throw new Error(`bench: the archive does not verify: ${JSON.stringify(report).slice(0, 400)}`);
    }
  };
  const floors: number[] = [];
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const floored = await seconds(async () => {
      const names = await readdir(path.join(folder, 'events'), { recursive: true });
      for (const name of names.filter((n) => n.endsWith('.gz'))) {
        floor([await readFile(path.join(folder, 'events', name))]);
      }
    });
    const single = await seconds(() => verify(1));
    const double = await seconds(() => verify(2));
    // The first round warms up.
    if (round === 0) continue;
    floors.push(floored);
    one.push(single);
    two.push(double);
  }
  const rate = (s: number) => `${Math.round(events / s / 1000)}k events/s`;
  return [
    {
      name: 'verify, one worker',
      ratio: median(floors.map((s, i) => s / (one[i] as number))),
      atLeast: 0.8,
      rates: `ours ${rate(median(one))}, floor ${rate(median(floors))}`,
    },
    {
      name: 'verify, two workers to one',
      ratio: median(one.map((s, i) => s / (two[i] as number))),
      atLeast: 1.7,
      rates: `one ${rate(median(one))}, two ${rate(median(two))}`,
    },
  ];
}
