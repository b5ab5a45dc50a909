// Alters archives at random and holds the verifier against a judge of its own:
//   node test/campaign/campaign.mjs [--cases N] [--seed S] [--case K]
// Needs `npm run build`, and python3.
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
process.chdir(root);
if (!existsSync('dist/wormtrail.js') || !existsSync('dist/normalizer.js')) {
  console.error('campaign: dist/ is not built: npm run build');
  process.exit(2);
}
// Into dist/: there the code under test finds the built files that it loads.
await build({
  absWorkingDir: root,
  entryPoints: ['test/campaign/campaign.ts'],
  outfile: 'dist/campaign.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['lmdb'],
  define: {
    WORMTRAIL_VERSION: JSON.stringify(
      JSON.parse(await (await import('node:fs/promises')).readFile('package.json', 'utf8')).version,
    ),
  },
});
const { main } = (await import(pathToFileURL(path.join(root, 'dist', 'campaign.js')).href)).default;
process.exit(await main(process.argv.slice(2), path.join(root, 'test', 'campaign')));
