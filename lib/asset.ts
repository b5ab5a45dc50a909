import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DEPLOYED_MAPPING } from '../adapters/local/normalizer';
import { loadMapping } from '../adapters/mapping';
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

/** The built code of a function. @throws Error if it was not built */
export const functionCode = (name: FunctionName): lambda.Code =>
  lambda.Code.fromAsset(functionCodePath(name));

/**
 * The built code of the transform with a mapping beside it, checked by the very normaliser that will use it.
 * @param file the mapping's path
 * @throws Error with all that is wrong with the mapping, and if the function is not built
 */
export function transformCodeWith(file: string): lambda.Code {
  const folder = functionCodePath('transform');
  const mapping = loadMapping(file, join(folder, 'normalizer.js'));
  const tryBundle = (out: string): boolean => {
    cpSync(folder, out, { recursive: true });
    writeFileSync(join(out, DEPLOYED_MAPPING), mapping);
    return true;
  };
  return lambda.Code.fromAsset(folder, {
    assetHashType: AssetHashType.OUTPUT,
    // Never pulled: what is bundled is copied here.
    bundling: { image: DockerImage.fromRegistry('scratch'), local: { tryBundle } },
  });
}

/** The same from `lib/` of the repository and from `dist/lib/` of the installed package. */
function packageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`no package.json above ${__dirname}`);
  return packageRoot(parent);
}
