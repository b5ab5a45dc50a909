import { randomBytes } from 'node:crypto';
import { WormtrailError } from '../../../core/errors';
import type { Clock } from '../../../core/ports';
import type { LocalArchive } from '../archive';
import { deliverPending } from '../deliver';
import { Turns } from '../ledger-port';
import { loadNormalizer, type MappingText } from '../normalizer';
import { BatchBuilder, type SourceBatch } from './batches';
import { cut, type Piece } from './cutter';
import type { BatchOutcome } from './process';
import { inlineRunner, workerRunner } from './runner';
import { expandSources, openSource, type Source } from './sources';

export interface IngestOptions {
  readonly archive: LocalArchive;
  /** Files, folders, `-` for stdin. */
  readonly names: readonly string[];
  /** Forces a source format by its name. */
  readonly format?: string;
  /** A team's own formats. */
  readonly mapping?: MappingText;
  /** Enters sources that were entered before once more. */
  readonly again?: boolean;
  /** Threads; 1 works in the calling thread. */
  readonly workers: number;
  readonly clock: Clock;
  /** Stops after the batches that are under way. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestProgress {
  /** Bytes of sources read, decompressed. */
  readonly read: number;
  readonly events: number;
  /** The source at hand. */
  readonly name: string;
}

/** What became of one source. */
export interface SourceSummary {
  readonly name: string;
  /**
   * `entered` now; `resumed` from where an earlier run stopped; `already` entered before, and left; `empty`;
   * `failed`, for the reason in `error`; `interrupted` before its end.
   */
  readonly outcome: 'entered' | 'resumed' | 'already' | 'empty' | 'failed' | 'interrupted';
  readonly error?: WormtrailError;
}

export interface IngestSummary {
  readonly sources: readonly SourceSummary[];
  readonly batches: number;
  readonly events: number;
  /** Events that keep a record as it came, because it would not inflate or fit. */
  readonly opaque: number;
  /** Batches that an earlier run committed and this one delivered. */
  readonly redelivered: number;
}

/**
 * Enters sources into a local archive. What an earlier run committed is delivered first; each source goes on where
 * it was left. When this resolves, all that is counted is committed, delivered and on the disk.
 * A source that cannot be read is reported and the others go on.
 * @throws WormtrailError `usage` if a named file is not there; `conflict` if another process enters one of them now;
 * `full`, `denied`, `unavailable`, `halted`
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const { archive, format, mapping, workers, signal } = options;
  const names = await expandSources(options.names);
  const normalizer = loadNormalizer({ mapping });
  if (format !== undefined && !normalizer.formats.some(({ name }) => name === format)) {
    throw new WormtrailError('usage', `no source format is called '${format}'`, {
      hint: `one of: ${normalizer.formats.map(({ name }) => name).join(', ')}`,
    });
  }
  const redelivered = await deliverPending(archive.archive, archive.state, archive.ledger);
  const runner =
    workers === 1
      ? inlineRunner({ archive: archive.archive, state: archive.state, normalizer, format })
      : workerRunner(archive.folder, workers, { format, mapping });
  const line = new ProductionLine(options, runner);
  const sources: SourceSummary[] = [];
  try {
    for (const name of names) {
      if (signal?.aborted) break;
      sources.push(await line.enter(name));
    }
    await line.finish();
  } finally {
    await runner.close();
  }
  const { batches, events, opaque } = line;
  return { sources, batches, events, opaque, redelivered };
}

/** Delivered batches are taken off the ledger's list this many at a time: each time costs a flush. */
const DELIVERED_AT_ONCE = 16;

/** Carries pieces from sources to batches to the runner, in order, a bounded number of batches at a time. */
class ProductionLine {
  batches = 0;
  events = 0;
  opaque = 0;
  #read = 0;
  readonly #options: IngestOptions;
  readonly #runner: ReturnType<typeof inlineRunner>;
  readonly #builder = new BatchBuilder();
  readonly #turns = new Turns();
  readonly #underWay = new Set<Promise<void>>();
  readonly #begun = new Set<string>();
  #delivered: string[] = [];
  #failure: unknown;

  constructor(options: IngestOptions, runner: ReturnType<typeof inlineRunner>) {
    this.#options = options;
    this.#runner = runner;
  }

  /** Takes a source in. Its last pieces may wait for more to fill their batch. */
  async enter(name: string): Promise<SourceSummary> {
    let source: Source;
    try {
      source = await openSource(name);
    } catch (error) {
      if (error instanceof WormtrailError) return { name, outcome: 'failed', error };
      throw error;
    }
    const { archive, again = false } = this.#options;
    const { sha256 } = source;
    const mark = sha256 === undefined ? undefined : await archive.ledger.mark(sha256);
    if (!again && ((sha256 !== undefined && this.#begun.has(sha256)) || mark?.done)) {
      return { name, outcome: 'already' };
    }
    if (sha256 !== undefined) this.#begun.add(sha256);
    const from = again || mark === undefined || mark.done ? 0 : mark.offset;
    const outcome = await this.#feed(source, from);
    return { name, outcome: outcome === 'entered' && from > 0 ? 'resumed' : outcome };
  }

  async #feed(source: Source, from: number): Promise<'entered' | 'empty' | 'interrupted'> {
    const { clock, signal, again = false } = this.#options;
    const label = source.sha256?.slice(0, 16) ?? `stdin-${randomBytes(6).toString('hex')}`;
    let start = from;
    let held: Piece | undefined;
    const add = async (piece: Piece, last: boolean) => {
      const place = { from: start, last, arrival: clock.now(), again: again && start === 0 };
      const batch = this.#builder.add(source, label, piece, place);
      start = piece.end;
      if (batch !== undefined) await this.#send(batch, source.name);
    };
    for await (const piece of cut(source.open(), from)) {
      if (held !== undefined) await add(held, false);
      held = piece;
      if (signal?.aborted) return 'interrupted';
    }
    if (held === undefined) return from === 0 ? 'empty' : 'entered';
    await add(held, true);
    return 'entered';
  }

  /** Sends off what is left and waits for all that is under way. */
  async finish(): Promise<void> {
    const rest = this.#builder.take();
    if (rest !== undefined) await this.#send(rest, rest.marks.at(-1)?.name ?? 'stdin');
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure;
    await this.#flushDelivered();
  }

  async #send(batch: SourceBatch, name: string): Promise<void> {
    while (this.#underWay.size >= this.#runner.slots) await Promise.race(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure;
    const turn = this.#turns.next();
    const ledger = turn.ledger(this.#options.archive.ledger.withMarks(batch.marks));
    const work = this.#runner
      .run(batch.records, ledger)
      .then((outcome) => {
        turn.end();
        return this.#done(batch, outcome, name);
      })
      .catch((error: unknown) => {
        turn.fail(error);
        this.#failure ??= error;
      })
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #done(batch: SourceBatch, outcome: BatchOutcome, name: string): Promise<void> {
    this.batches++;
    this.events += outcome.events;
    this.opaque += outcome.opaque;
    this.#read += batch.read;
    this.#delivered.push(outcome.digest);
    if (this.#delivered.length >= DELIVERED_AT_ONCE) await this.#flushDelivered();
    this.#options.onProgress?.({ read: this.#read, events: this.events, name });
  }

  async #flushDelivered(): Promise<void> {
    const digests = this.#delivered;
    this.#delivered = [];
    if (digests.length > 0) await this.#options.archive.ledger.delivered(digests);
  }
}
