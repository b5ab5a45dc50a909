import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { WormtrailError } from '../../../core/errors';
import { FolderStore } from '../folder-store';
import { PortLedger } from '../ledger-port';
import { loadNormalizer } from '../normalizer';
import { stateStoreFolder } from '../paths';
import { processBatch } from './process';
import type { Job, JobResult, WorkerStart } from './runner';

/* A thread that works off batches: the transform handler as in the Lambda, the ledger in the main thread. */

const { folder, format, mapping, ledgers } = workerData as WorkerStart;
const port = parentPort as MessagePort;
const slots = ledgers.map((ledger) => new PortLedger(ledger));
const dependencies = {
  archive: new FolderStore(folder, { settled: true }),
  state: new FolderStore(stateStoreFolder(folder), { settled: true }),
  normalizer: loadNormalizer({ mapping }),
  format,
};

port.on('message', async ({ job, slot, records }: Job) => {
  let result: JobResult;
  try {
    const outcome = await processBatch(records, slots[slot] as PortLedger, dependencies);
    result = { job, outcome };
  } catch (error) {
    const { code, message, hint } =
      error instanceof WormtrailError
        ? error
        : new WormtrailError('unavailable', error instanceof Error ? error.message : String(error));
    result = { job, error: { code, message, hint } };
  }
  port.postMessage(result);
});
