import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import type { NamedNormalizer, Normalizer } from '../../core/formats/normalizer';
import { sha256Hex } from '../../core/tlog/merkle';
import { VERSION } from '../version';
import { DIST } from './dist';

/** A team's own formats (docs/mapping.md), checked, as the text whose SHA-256 names them: adapters/mapping.ts makes it. */
export type MappingText = string;

export interface NormalizerSource {
  /** The built file. @default the one of this program */
  readonly file?: string | undefined;
  /** @default none: only what Wormtrail itself understands */
  readonly mapping?: MappingText | undefined;
}

/**
 * The normaliser as it was built, named by its version, the SHA-256 of its file and that of the mapping.
 * @throws WormtrailError `unavailable` if it was not built; `usage` if it does not accept the mapping
 */
export function loadNormalizer({ file = BUILT, mapping }: NormalizerSource = {}): NamedNormalizer {
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
  const id = `wormtrail/${VERSION} sha256:${sha256Hex(bytes)}`;
  if (mapping === undefined) return { ...normalizer, id };
  const mapped = normalizer.withMapping(JSON.parse(mapping));
  if ('problems' in mapped) {
    const [first] = mapped.problems;
    throw new WormtrailError('usage', `the mapping: ${first?.path.join('.')}: ${first?.text}`);
  }
  return { ...mapped.normalizer, id: `${id} mapping sha256:${sha256Hex(Buffer.from(mapping))}` };
}

const BUILT = path.join(DIST, 'normalizer.js');

/** The normaliser of a deployed function, and the mapping that was deployed with it. @throws as `loadNormalizer` */
export function deployedNormalizer(folder: string): NamedNormalizer {
  const mapping = path.join(folder, DEPLOYED_MAPPING);
  return loadNormalizer({
    file: path.join(folder, 'normalizer.js'),
    mapping: existsSync(mapping) ? readFileSync(mapping, 'utf8') : undefined,
  });
}

/** What a function's mapping is called beside its code. */
export const DEPLOYED_MAPPING = 'mapping.json';
