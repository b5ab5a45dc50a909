// Builds the simulator with the production code that it runs, in one file. Some sizes are smaller than in production,
// so that small worlds reach the same edges: a tile has 4 hashes instead of 256, an answer 14 kB instead of 6 MB, and
// rows of the ledger are kept for 40 days instead of 180.
// And a signature that was found good or bad is remembered: checking it again costs more than all the rest.
// A variant has parts of the production code's text replaced: see broken.mjs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const SMALLER = [
  ['core/tlog/tiles.ts', 'export const TILE_WIDTH = 256;', 'export const TILE_WIDTH = 4;'],
  ['core/tlog/tiles.ts', 'export const TILE_HEIGHT = 8;', 'export const TILE_HEIGHT = 2;'],
  ['core/batch/prepare.ts', 'answer: 6_000_000', 'answer: 14_000'],
  ['core/batch/line-writer.ts', 'const MEMBER_BYTES = 1 << 20;', 'const MEMBER_BYTES = 1 << 14;'],
  // Days that rows are kept: an audit lists every hour that has passed.
  ['core/seal/row-expiry.ts', 'export const ROW_DAYS = 180;', 'export const ROW_DAYS = 40;'],
  // Work in threads that the world's clock waits for.
  [
    'core/verify/gzip-walker.ts',
    'zlib.createInflateRaw({ chunkSize: 1 << 14 })',
    'watched(zlib.createInflateRaw({ chunkSize: 1 << 14 }))',
  ],
  [
    'core/verify/gzip-walker.ts',
    "import * as zlib from 'node:zlib';",
    "import * as zlib from 'node:zlib'; import { watched } from '../../test/sim/inflating';",
  ],
  // Room that is got beforehand; it grows where it has to.
  [
    'core/verify/object-scan.ts',
    'Buffer.allocUnsafe(4096 * HASH_BYTES)',
    'Buffer.allocUnsafe(64 * HASH_BYTES)',
  ],
  [
    'core/tlog/ed25519.ts',
    "return crypto.verify(undefined, message, { key: spki, format: 'der', type: 'spki' }, signature);",
    `const asked = Buffer.concat([spki, signature, message]).toString('latin1');
     let known = remembered.get(asked);
     if (known === undefined) {
       known = crypto.verify(undefined, message, { key: spki, format: 'der', type: 'spki' }, signature);
       if (remembered.size > 200) remembered.clear();
       remembered.set(asked, known);
     }
     return known;`,
  ],
  [
    'core/tlog/ed25519.ts',
    'export const SIGNATURE_BYTES = 64;',
    'export const SIGNATURE_BYTES = 64; const remembered = new Map<string, boolean>();',
  ],
];

/**
 * @param entry a file of this folder
 * @param outfile where the bundle goes
 * @param replacements [file, text, other text] of production code; each text must be there
 */
export async function bundle(entry, outfile, replacements = []) {
  const wanted = [...SMALLER, ...replacements];
  const used = new Set();
  const replace = {
    name: 'replace',
    setup(builder) {
      builder.onLoad({ filter: /[\\/](core|adapters)[\\/].*\.ts$/ }, ({ path: file }) => {
        const name = path.relative(process.cwd(), file).replaceAll(path.sep, '/');
        let contents = readFileSync(file, 'utf8');
        for (const [i, [target, from, to]] of wanted.entries()) {
          if (target !== name) continue;
          if (!contents.includes(from)) throw new Error(`${name} does not have the text to replace: ${from}`);
          contents = contents.replace(from, () => to);
          used.add(i);
        }
        return { contents, loader: 'ts' };
      });
    },
  };
  await build({
    entryPoints: [path.join('test/sim', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    define: { WORMTRAIL_VERSION: '"simulated"' },
    plugins: [replace],
  });
  const unused = wanted.filter((_, i) => !used.has(i));
  if (unused.length > 0)
    throw new Error(`not part of the simulator: ${unused.map(([file]) => file).join(', ')}`);
}
