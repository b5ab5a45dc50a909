import { cloudTrailEvents, repeated } from './corpus';
import { benchFormats } from './formats';
import { benchIngest, IngestBench } from './ingest';
import { benchLedger } from './ledger';
import type { Figure } from './measure';
import { benchTransform } from './transform';
import { benchVerify } from './verify';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);

async function main(): Promise<void> {
  const asked = process.argv[2];
  const figures =
    asked === '--ledger'
      ? await benchLedger()
      : asked === '--formats'
        ? await benchFormats(process.argv.slice(3))
        : await benchAll();
  for (const { name, ratio, atLeast, rates } of figures) {
    const verdict = ratio >= atLeast ? 'ok' : 'BELOW';
    console.log(`${verdict.padEnd(6)}${name.padEnd(52)}${ratio.toFixed(2)} (at least ${atLeast})  ${rates}`);
  }
}

/** `npm run bench`; with `-- --ledger` or `-- --formats [NAME…]`, those alone. */
async function benchAll(): Promise<Figure[]> {
  const corpus = cloudTrailEvents();
  if (corpus === undefined) {
    console.log('bench: events skipped, the corpus is absent (../shared/corpus)');
    return benchLedger();
  }
  const messages = repeated(corpus, EVENTS);
  const { figure, floorRate } = await benchTransform(messages);
  const ingests = await IngestBench.prepare(messages);
  const figures: Figure[] = [figure, ...(await benchIngest(ingests, EVENTS, floorRate))];
  const { folder, vkey } = await ingests.run(2);
  figures.push(...(await benchVerify(folder, vkey, EVENTS)));
  await ingests.close();
  figures.push(...(await benchLedger()), ...(await benchFormats()));
  return figures;
}

void main();
