import { Worker } from 'node:worker_threads';
import { type ErrorCode, WormtrailError } from '../../core/errors';
import type { Normalizer } from '../../core/formats/normalizer';
import type { ObjectInfo } from '../../core/ports';
import type { TableMemory } from '../../core/verify/batch-table';
import { type Finding, type FindingKind, Findings } from '../../core/verify/findings';
import { DEFAULT_LIMITS } from '../../core/verify/gzip-walker';
import type { ObjectResult, ScanTask } from '../../core/verify/object-scan';
import { type ScanJob, type ScanPool, singleThread } from '../../core/verify/scan-pool';
import type { SpillFile, SpillStore } from '../../core/verify/spill';
import { openStore, type StoreDescription } from '../store';
import { loadNormalizer, type MappingText } from './normalizer';
import { FileSpill } from './verify-spill';

/** What a thread is told beforehand: objects that its reader takes in at once. */
const MOST_AHEAD_BYTES = DEFAULT_LIMITS.window;

/** What a thread is made with. */
export interface WorkerSetup {
  /** The archive. */
  readonly store: StoreDescription;
  readonly spillFolder: string;
  /** Tells the threads' spilled files apart. */
  readonly number: number;
  /** What lines are derived with again, if they are. */
  readonly mapping: MappingText | undefined;
}

export type WorkerOrder =
  | { readonly do: 'begin'; readonly task: ScanTask; readonly table: TableMemory }
  | { readonly do: 'scan'; readonly job: ScanJob; readonly next: ObjectInfo | undefined }
  | { readonly do: 'end' };

export type WorkerAnswer =
  | { readonly begun: true }
  | {
      readonly result: Omit<ObjectResult, 'findings'>;
      readonly kept: readonly Finding[];
      readonly counts: ReadonlyMap<FindingKind, number>;
    }
  | { readonly files: readonly SpillFile[] }
  | { readonly failed: { readonly code: ErrorCode | undefined; readonly message: string } };

/**
 * Scans the objects of an archive. One thread: the calling one.
 *
 * @param workerFile `verify-worker` as JavaScript; needed for more than one thread
 * @param mapping a team's own formats, with which lines are derived again
 * @throws WormtrailError `full`, `denied`, `unavailable` if there is no place to spill to
 */
export async function openScanPool(
  store: StoreDescription,
  threads: number,
  workerFile: string,
  mapping?: MappingText,
): Promise<ScanPool> {
  const spill = await FileSpill.create();
  if (threads <= 1) {
    let normalizer: Normalizer | undefined;
    // Loaded once it is asked for: few verify so.
    const deriving = {
      rederiver: () => {
        normalizer ??= loadNormalizer({ mapping });
        return normalizer.rederiver();
      },
    };
    return { ...singleThread(openStore(store), spill, deriving), close: () => spill.remove() };
  }
  return new VerifyPool(store, threads, workerFile, spill, mapping);
}

class VerifyPool implements ScanPool {
  readonly spill: SpillStore;
  readonly #files: FileSpill;
  readonly #threads: Thread[];

  constructor(
    store: StoreDescription,
    threads: number,
    workerFile: string,
    spill: FileSpill,
    mapping: MappingText | undefined,
  ) {
    this.spill = spill;
    this.#files = spill;
    this.#threads = Array.from(
      { length: threads },
      (_, number) => new Thread(workerFile, { store, spillFolder: spill.folder, number, mapping }),
    );
  }

  async scan(
    task: ScanTask,
    table: TableMemory,
    jobs: readonly ScanJob[],
    onResult: (result: ObjectResult) => void,
  ): Promise<readonly SpillFile[]> {
    // The large ones first, so that no thread is left alone with one at the end.
    const queue = [...jobs].sort((a, b) => a.info.size - b.info.size);
    const files = await Promise.all(
      this.#threads.map(async (thread) => {
        await thread.tell({ do: 'begin', task, table });
        for (let job = queue.pop(); job !== undefined; ) {
          // Taken already, so that the thread can have it fetched; a large one is left to whoever is free first.
          const next = (queue.at(-1)?.info.size ?? Infinity) <= MOST_AHEAD_BYTES ? queue.pop() : undefined;
          const answer = await thread.tell({ do: 'scan', job, next: next?.info });
          if ('result' in answer) onResult({ ...answer.result, findings: restored(answer) });
          job = next ?? queue.pop();
        }
        const answer = await thread.tell({ do: 'end' });
        return 'files' in answer ? answer.files : [];
      }),
    );
    return files.flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
    await this.#files.remove();
  }
}

function restored({ kept, counts }: Extract<WorkerAnswer, { kept: unknown }>): Findings {
  const findings = new Findings();
  findings.kept.push(...kept);
  for (const [kind, count] of counts) findings.counts.set(kind, count);
  return findings;
}

/** A thread that answers every order before it is given the next. */
class Thread {
  readonly #worker: Worker;
  #settle: { resolve: (answer: WorkerAnswer) => void; reject: (error: unknown) => void } | undefined;
  #broken: unknown;

  constructor(workerFile: string, setup: WorkerSetup) {
    this.#worker = new Worker(workerFile, { workerData: setup });
    this.#worker.on('message', (answer: WorkerAnswer) => {
      if ('failed' in answer) this.#fail(failure(answer.failed));
      else this.#settle?.resolve(answer);
    });
    this.#worker.on('error', (error) => this.#break(error));
    this.#worker.on('exit', (code) => this.#break(new Error(`a thread of verify ended with code ${code}`)));
  }

  tell(order: WorkerOrder): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) reject(this.#broken);
      this.#settle = { resolve, reject };
      this.#worker.postMessage(order);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #break(error: unknown): void {
    this.#broken ??= error;
    this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#settle?.reject(error);
    this.#settle = undefined;
  }
}

function failure({
  code,
  message,
}: {
  readonly code: ErrorCode | undefined;
  readonly message: string;
}): Error {
  return code === undefined ? new Error(message) : new WormtrailError(code, message);
}
