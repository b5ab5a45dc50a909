import { parentPort, workerData } from 'node:worker_threads';
import { WormtrailError } from '../../core/errors';
import type { Normalizer } from '../../core/formats/normalizer';
import { BatchTable } from '../../core/verify/batch-table';
import { ObjectScanner } from '../../core/verify/object-scan';
import { SpillWriter } from '../../core/verify/spill';
import { OneAhead } from '../one-ahead';
import { openStore } from '../store';
import { loadNormalizer } from './normalizer';
import type { WorkerAnswer, WorkerOrder, WorkerSetup } from './verify-pool';
import { FileSpill } from './verify-spill';

/** The thread of `VerifyPool`: scans the objects that it is told to, one after another. */

const { store, spillFolder, number, mapping } = workerData as WorkerSetup;
const archive = openStore(store);
// A folder is as quick without.
const ahead = store.kind === 's3' ? new OneAhead(archive) : undefined;
const spill = new FileSpill(spillFolder);
let normalizer: Normalizer | undefined;
let writer: SpillWriter | undefined;
let scanner: ObjectScanner | undefined;

async function obey(order: WorkerOrder): Promise<WorkerAnswer> {
  switch (order.do) {
    case 'begin':
      writer = new SpillWriter(spill, `${order.task.pass}-${number}`);
      normalizer ??= order.task.renormalize === true ? loadNormalizer({ mapping }) : undefined;
      scanner = new ObjectScanner(
        ahead ?? archive,
        new BatchTable(order.table),
        writer,
        order.task,
        normalizer,
      );
      return { begun: true };
    case 'scan': {
      if (scanner === undefined) throw new Error('told to scan before it was told how');
      const scanned = scanner.scan(order.job.info, order.job.object);
      if (order.next !== undefined) ahead?.expect(order.next);
      const { findings, ...result } = await scanned;
      return { result, kept: findings.kept, counts: findings.counts };
    }
    case 'end':
      await writer?.flush();
      return { files: writer?.files ?? [] };
  }
}

parentPort?.on('message', (order: WorkerOrder) => {
  obey(order).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => {
      const code = error instanceof WormtrailError ? error.code : undefined;
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ failed: { code, message } } satisfies WorkerAnswer);
    },
  );
});
