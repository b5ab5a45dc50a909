import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionName } from './names';

/**
 * The folder with the built code of a function.
 * @throws Error if it was not built
 */
export function functionCodePath(name: FunctionName): string {
  const folder = join(packageRoot(__dirname), 'dist', 'lambda', name);
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(`the code of the ${name} function is not at ${folder}: run 'npm run build'`);
  }
  return folder;
}

/** The same from `lib/` of the repository and from `dist/lib/` of the installed package. */
function packageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`no package.json above ${__dirname}`);
  return packageRoot(parent);
}
