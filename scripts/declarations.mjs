// Writes the type declarations of the package's public face, lib/, to dist/lib/*.d.ts, beside what build.mjs built.
// Fails if they name a file that the package does not hold.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const TARGET = 'dist/lib';

mkdirSync(TARGET, { recursive: true });
const folder = mkdtempSync('dist/declarations-');
process.exitCode = emit() ? 0 : 1;
rmSync(folder, { recursive: true, force: true });

function emit() {
  const config = path.join(folder, 'tsconfig.json');
  const compilerOptions = {
    rootDir: '../..',
    outDir: 'out',
    declaration: true,
    emitDeclarationOnly: true,
    types: ['node'],
  };
  const settings = {
    extends: '../../tsconfig.json',
    compilerOptions,
    include: [],
    files: ['../../lib/index.ts'],
  };
  writeFileSync(config, JSON.stringify(settings));
  const tsc = path.resolve('node_modules/typescript/bin/tsc');
  if (spawnSync(process.execPath, [tsc, '-p', config], { stdio: 'inherit' }).status !== 0) return false;

  const emitted = path.join(folder, 'out/lib');
  const files = readdirSync(emitted).filter((file) => file.endsWith('.d.ts'));
  let isWhole = true;
  for (const file of files) {
    const text = readFileSync(path.join(emitted, file), 'utf8');
    for (const [, from] of text.matchAll(/(?:from |import\()'(\.[^']*)'/g)) {
      if (files.includes(`${path.posix.normalize(from)}.d.ts`)) continue;
      console.error(`lib/${file} names ${from}, which is not in the package: declare that type in lib/`);
      isWhole = false;
    }
  }
  if (!isWhole) return false;
  for (const file of readdirSync(TARGET)) if (file.endsWith('.d.ts')) rmSync(path.join(TARGET, file));
  for (const file of files) copyFileSync(path.join(emitted, file), path.join(TARGET, file));
  return true;
}
