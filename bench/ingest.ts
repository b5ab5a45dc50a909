import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { DIST } from '../adapters/local/dist';
import { type Figure, median, seconds } from './measure';

const EVENTS_A_FILE = 2_000;
const ROUNDS = 3;
const execute = promisify(execFile);

/** An archive folder made of `messages`, as CloudTrail would have delivered them, and how long that took. */
export class IngestBench {
  readonly #folder: string;
  #archives = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async prepare(messages: readonly string[]): Promise<IngestBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'wormtrail-bench-'));
    const sources = path.join(folder, 'sources');
    await mkdir(sources);
    for (let i = 0, n = 0; i < messages.length; i += EVENTS_A_FILE, n++) {
      // Files of the same bytes would be taken for one source.
      const file = `{"Records":[${messages.slice(i, i + EVENTS_A_FILE).join(',')}]}${' '.repeat(n)}`;
      await writeFile(path.join(sources, `${String(n).padStart(6, '0')}.json.gz`), gzipSync(file));
    }
    return new IngestBench(folder);
  }

  /** Ingests and seals into a new folder, by the command line, as a process of its own. */
  async run(workers: number): Promise<{ folder: string; vkey: string; seconds: number }> {
    const folder = path.join(this.#folder, `archive-${this.#archives++}`);
    const env = { ...process.env, WORMTRAIL_CONFIG_DIR: this.#folder, WORMTRAIL_STATE_DIR: this.#folder };
    const wormtrail = (...args: string[]) =>
      execute(process.execPath, [path.join(DIST, 'wormtrail.js'), ...args, '--archive', folder], { env });
    const sources = path.join(this.#folder, 'sources');
    const took = await seconds(() => wormtrail('ingest', sources, '--workers', String(workers)));
    const { stdout } = await wormtrail('key');
    return { folder, vkey: stdout.trim(), seconds: took };
  }

  async remove(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.remove(this.#folder);
  }
}

/** Files in, durable sealed folder out: one worker against the transform's floor, and two against one. */
export async function benchIngest(bench: IngestBench, events: number, floorRate: number): Promise<Figure[]> {
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [workers, times] of [
      [1, one],
      [2, two],
    ] as const) {
      const { folder, seconds: took } = await bench.run(workers);
      times.push(took);
      await bench.remove(folder);
    }
  }
  const rate = (s: number) => `${Math.round(events / s / 1000)}k events/s`;
  const ratios = one.map((s, i) => s / (two[i] as number));
  return [
    {
      name: 'ingest, one worker, to the transform’s floor',
      ratio: events / median(one) / floorRate,
      atLeast: 0.6,
      rates: `ours ${rate(median(one))}, floor ${Math.round(floorRate / 1000)}k events/s`,
    },
    {
      name: 'ingest, two workers to one',
      ratio: median(ratios),
      atLeast: 1.6,
      rates: `one ${rate(median(one))}, two ${rate(median(two))}`,
    },
  ];
}
