import * as path from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { type ErrorCode, WormtrailError } from '../../../core/errors';
import type { Ledger } from '../../../core/ports';
import { DIST } from '../dist';
import { serveLedger } from '../ledger-port';
import type { MappingText } from '../normalizer';
import type { SourceBatch } from './batches';
import { type BatchOutcome, type ProcessDependencies, processBatch } from './process';

/** Works off batches, several at a time. */
export interface BatchRunner {
  /** How many batches it can have under way at once. */
  readonly slots: number;
  /** Resolves when the batch is committed to `ledger` and delivered. */
  run(records: SourceBatch['records'], ledger: Ledger): Promise<BatchOutcome>;
  close(): Promise<void>;
}

/** Two batches a core: one is computed while the other waits for the disk. */
const SLOTS_A_WORKER = 2;

/** Runs batches in this thread. */
export function inlineRunner(dependencies: ProcessDependencies): BatchRunner {
  return {
    slots: SLOTS_A_WORKER,
    run: (records, ledger) => processBatch(records, ledger, dependencies),
    close: async () => undefined,
  };
}

/** What a worker is started with. */
export interface WorkerStart {
  /** The archive's folder. */
  readonly folder: string;
  readonly format: string | undefined;
  readonly mapping: MappingText | undefined;
  /** A ledger's port for each of its slots. */
  readonly ledgers: readonly MessagePort[];
}

/** What a worker is given to do, and what it answers. */
export interface Job {
  readonly job: number;
  readonly slot: number;
  readonly records: SourceBatch['records'];
}
export type JobResult =
  | { readonly job: number; readonly outcome: BatchOutcome }
  | { readonly job: number; readonly error: { code: ErrorCode; message: string; hint: string | undefined } };

interface Slot {
  readonly worker: Worker;
  readonly index: number;
  /** The ledger of the batch that the slot is at. */
  ledger: Ledger | undefined;
}

/** Runs batches in `workers` threads. */
export function workerRunner(
  folder: string,
  workers: number,
  { format, mapping }: Pick<WorkerStart, 'format' | 'mapping'>,
): BatchRunner {
  const free: Slot[] = [];
  const waiting: ((slot: Slot) => void)[] = [];
  const jobs = new Map<number, { resolve(outcome: BatchOutcome): void; reject(error: unknown): void }>();
  let serial = 0;
  let closing = false;

  const threads = Array.from({ length: workers }, () => {
    const channels = Array.from({ length: SLOTS_A_WORKER }, () => new MessageChannel());
    const ledgers = channels.map(({ port2 }) => port2);
    const start: WorkerStart = { folder, format, mapping, ledgers };
    const worker = new Worker(path.join(DIST, 'ingest-worker.js'), {
      workerData: start,
      transferList: ledgers,
    });
    channels.forEach(({ port1 }, index) => {
      const slot: Slot = { worker, index, ledger: undefined };
      serveLedger(port1, () => slot.ledger as Ledger);
      port1.unref();
      free.push(slot);
    });
    worker.on('message', (result: JobResult) => {
      const job = jobs.get(result.job);
      jobs.delete(result.job);
      if ('outcome' in result) job?.resolve(result.outcome);
      else {
        const { code, message, hint } = result.error;
        job?.reject(new WormtrailError(code, message, hint === undefined ? {} : { hint }));
      }
    });
    const died = (cause: unknown) => {
      if (closing) return;
      const error = new WormtrailError('unavailable', 'a worker thread ended before its work was done', {
        cause,
      });
      for (const { reject } of jobs.values()) reject(error);
      jobs.clear();
    };
    worker.on('error', died);
    worker.on('exit', died);
    return worker;
  });

  const take = (): Promise<Slot> => {
    const slot = free.shift();
    return slot === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(slot);
  };
  const giveBack = (slot: Slot): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(slot);
    else next(slot);
  };

  return {
    slots: workers * SLOTS_A_WORKER,
    async run(records, ledger) {
      const slot = await take();
      slot.ledger = ledger;
      try {
        return await new Promise<BatchOutcome>((resolve, reject) => {
          const job = serial++;
          jobs.set(job, { resolve, reject });
          // Each record's bytes in a buffer of their own, which moves to the worker instead of being copied again.
          const own = records.map((record) => ({ ...record, data: new Uint8Array(record.data) }));
          const message: Job = { job, slot: slot.index, records: own };
          slot.worker.postMessage(
            message,
            own.map(({ data }) => data.buffer),
          );
        });
      } finally {
        giveBack(slot);
      }
    },
    async close() {
      closing = true;
      await Promise.all(threads.map((worker) => worker.terminate()));
    },
  };
}
