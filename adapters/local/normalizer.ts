import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import type { NamedNormalizer, Normalizer } from '../../core/formats/normalizer';
import { sha256Hex } from '../../core/tlog/merkle';
import { VERSION } from '../version';
import { DIST } from './dist';

/**
 * The normaliser as it was built, named by its version and the SHA-256 of its file.
 * @param file where it is; a function of the deployed stack has its own copy of it
 * @throws WormtrailError `unavailable` if it was not built
 */
export function loadNormalizer(file: string = path.join(DIST, 'normalizer.js')): NamedNormalizer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new WormtrailError('unavailable', `the normaliser is not built: ${file}`, {
      hint: 'npm run build',
      cause,
    });
  }
  const normalizer = createRequire(__filename)(file) as Normalizer;
  return { ...normalizer, id: `wormtrail/${VERSION} sha256:${sha256Hex(bytes)}` };
}
