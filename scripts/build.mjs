// Builds what runs: dist/normalizer.js (one file, the same bytes in the Lambda and in the command line: its
// SHA-256 is the normaliser's version), then the programs, which load it at run time, the functions of the stack
// under dist/lambda/, and the constructs in dist/lib/. The same sources give the same bytes.
//
//     node scripts/build.mjs [--sizes]    --sizes: print what the bundles of the functions are made of
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  define: { WORMTRAIL_VERSION: JSON.stringify(version) },
};

mkdirSync('dist', { recursive: true });

await build({
  ...shared,
  entryPoints: { normalizer: 'core/formats/normalize.ts' },
  outdir: 'dist',
  // Read at each cold start of the transform.
  minify: true,
  legalComments: 'none',
});

// The SDK stays outside: most commands never load it, and it is a dependency of the package.
const programs = {
  wormtrail: 'bin/wormtrail.ts',
  'ingest-worker': 'adapters/local/ingest/worker.ts',
  'verify-worker': 'adapters/local/verify-worker.ts',
  demo: 'cli/demo/main.ts',
  bench: 'bench/main.ts',
  large: 'bench/large.ts',
};
const present = Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(file)));
await build({ ...shared, entryPoints: present, outdir: 'dist', external: ['lmdb', '@aws-sdk/*'] });

// The SDK goes with the functions: which one Lambda's own runtime has changes without notice.
const functions = ['transform', 'sealer', 'redrive', 'auditor'];
const { metafile } = await build({
  ...shared,
  target: 'node24',
  entryPoints: Object.fromEntries(functions.map((name) => [`${name}/index`, `lambda/${name}/index.ts`])),
  outdir: 'dist/lambda',
  // The SDK's modules, unlike what it has for `require`, can be cut down to what is used.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
});
copyFileSync('dist/normalizer.js', 'dist/lambda/transform/normalizer.js');

await build({
  ...shared,
  entryPoints: { index: 'lib/index.ts' },
  outdir: 'dist/lib',
  external: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'yaml'],
});

if (process.argv.includes('--sizes')) {
  const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  const isSdk = (file) =>
    /^node_modules\/(@aws-sdk|@aws-crypto|@smithy|@aws\/|tslib|bowser|mnemonist|obliterator)/.test(file);
  for (const [file, { bytes, inputs }] of Object.entries(metafile.outputs)) {
    let sdk = 0;
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) if (isSdk(input)) sdk += bytesInOutput;
    console.log(`${file}: ${kib(bytes)}, of which AWS SDK ${kib(sdk)}, the rest ${kib(bytes - sdk)}`);
  }
}
