import type { Normalizer } from '../formats/normalizer';
import type { ObjectInfo, ObjectStore } from '../ports';
import { BatchTable, type TableMemory } from './batch-table';
import { type ObjectResult, ObjectScanner, type ScanTask } from './object-scan';
import { type SpillFile, type SpillStore, SpillWriter } from './spill';

/** Scans objects, on one thread or several. */
export interface ScanPool {
  /**
   * Scans every object of `jobs` once, in any order, and hands over each result.
   * @returns the spilled files; they stay readable in `spill` until `close`
   */
  scan(
    task: ScanTask,
    table: TableMemory,
    jobs: readonly ScanJob[],
    onResult: (result: ObjectResult) => void,
  ): Promise<readonly SpillFile[]>;
  readonly spill: SpillStore;
  /** Ends the threads and removes what was spilled. */
  close(): Promise<void>;
}

export interface ScanJob {
  readonly info: ObjectInfo;
  /** The number by which results and spilled lines name it. */
  readonly object: number;
}

/**
 * Scans on the calling thread. `close` removes nothing: what was spilled is its maker's.
 * @param normalizer what derives lines again, where a task asks for it
 */
export function singleThread(
  archive: ObjectStore,
  spill: SpillStore,
  normalizer?: Pick<Normalizer, 'rederiver'>,
): ScanPool {
  return {
    spill,
    async scan(task, table, jobs, onResult) {
      const writer = new SpillWriter(spill, `${task.pass}-0`);
      const scanner = new ObjectScanner(archive, new BatchTable(table), writer, task, normalizer);
      for (const { info, object } of jobs) onResult(await scanner.scan(info, object));
      await writer.flush();
      return writer.files;
    },
    async close() {},
  };
}
