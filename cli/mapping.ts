import type { MappingText } from '../adapters/local/normalizer';

/** What `--mapping` names, read and checked. @throws MappingError, WormtrailError as `loadMapping` does */
export function mappingOf(file: string | undefined): { readonly mapping?: MappingText } {
  if (file === undefined) return {};
  const { loadMapping } = require('../adapters/mapping') as typeof import('../adapters/mapping');
  return { mapping: loadMapping(file) };
}
