import { LmdbLedger } from '../../../adapters/local/lmdb-ledger';
import { headOf } from '../conformance-rows';

/** `committer.ts FOLDER NAME COUNT`: commits COUNT batches of its own to lane 0, printing each as it is committed. */
async function main(): Promise<void> {
  const [folder = '', name = '', count = ''] = process.argv.slice(2);
  const ledger = await LmdbLedger.open(folder);
  for (let i = 0; i < Number(count); ) {
    const head = await ledger.head('0');
    const digest = Buffer.from(`${name} ${i}`).toString('hex').padEnd(64, '0');
    const row = { lane: '0', seq: head.seq + 1, entry: Buffer.from(`${name} ${i}`), digest };
    const mark = { source: digest, name, size: Number(count), offset: i + 1, done: false };
    if ((await ledger.withMarks([mark]).commit(row, head)) !== 'committed') continue;
    process.stdout.write(`${row.seq} ${name} ${i} ${headOf(row).leaf}\n`);
    i++;
  }
  await ledger.close();
}

void main();
