import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { DIST } from '../adapters/local/dist';
import { VERSION } from '../adapters/version';

/** `wormtrail 0.1.0`, and the digest of the built normaliser by which entries name it. */
export function versionText(): string {
  let digest: string;
  try {
    const built = readFileSync(path.join(DIST, 'normalizer.js'));
    digest = `sha256:${createHash('sha256').update(built).digest('hex')}`;
  } catch {
    digest = 'not built (npm run build)';
  }
  return `wormtrail ${VERSION}\nnormalizer ${digest}`;
}
