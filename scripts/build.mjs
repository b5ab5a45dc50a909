// Builds what runs: dist/normalizer.js (one file, the same bytes in the Lambda and in the command line: its
// SHA-256 is the normaliser's version), then the programs, which load it at run time.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  define: { WORMTRAIL_VERSION: JSON.stringify(version) },
  external: ['lmdb'],
};

mkdirSync('dist', { recursive: true });

await build({
  ...shared,
  entryPoints: { normalizer: 'core/formats/normalize.ts' },
  outdir: 'dist',
  legalComments: 'none',
});

const programs = {
  wormtrail: 'bin/wormtrail.ts',
  'ingest-worker': 'adapters/local/ingest/worker.ts',
  'verify-worker': 'adapters/local/verify-worker.ts',
  demo: 'cli/demo/main.ts',
  bench: 'bench/main.ts',
  large: 'bench/large.ts',
};
const present = Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(file)));
await build({ ...shared, entryPoints: present, outdir: 'dist', sourcemap: false });
