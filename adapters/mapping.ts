import { readFileSync } from 'node:fs';
import { WormtrailError } from '../core/errors';
import { withCaptions, withNumbers } from '../core/formats/mapping/names';
import { fieldName, type Problem, readSource } from './config/source';
import { fileError, systemCode } from './local/file-errors';
import { loadNormalizer, type MappingText } from './local/normalizer';

/** Everything that is wrong with a mapping's file. Its message lists all of it, a line each. */
export class MappingError extends WormtrailError {
  constructor(
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(({ line, field, text }) =>
      [line === undefined ? file : `${file}:${line}`, ...(field === '' ? [] : [field]), text].join(': '),
    );
    super('usage', lines.join('\n'), { hint: 'docs/mapping.md says how a mapping is written' });
  }
}

/** Larger than anybody writes by hand. */
const LARGEST = 1_000_000;

/**
 * Reads a mapping, YAML or JSON, and has the normaliser check it.
 * @param file its path, by which errors name it
 * @param normalizer the built file of the normaliser that will use it; undefined: that of this program
 * @throws MappingError with all that is wrong; WormtrailError `usage` if there is no such file, `unavailable`, `denied`
 */
export function loadMapping(file: string, normalizer?: string): MappingText {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new WormtrailError('usage', `no such file: ${file}`);
    throw fileError(error, 'cannot read', file);
  }
  return parseMapping(text, file, normalizer);
}

/** `loadMapping` of a text. @throws MappingError */
export function parseMapping(text: string, file: string, normalizer?: string): MappingText {
  if (text.length > LARGEST) {
    const problem = `has ${text.length} characters; allowed are at most ${LARGEST}`;
    throw new MappingError(file, [{ line: undefined, field: '', text: problem }]);
  }
  const source = readSource(text);
  if (source.problems.length > 0) throw new MappingError(file, source.problems);
  const { mapping, problems } = withNumbers(source.value);
  const checked = loadNormalizer({ file: normalizer }).withMapping(mapping);
  const all = [...problems, ...('problems' in checked ? checked.problems : [])];
  if (all.length > 0) {
    // Of two problems at one place the first says more: a name that is none is also no number.
    const first = new Map([...all].reverse().map((problem) => [fieldName(problem.path), problem]));
    const told = [...first.values()].map(({ path, text: words }) => ({
      line: source.lineOf(path) ?? (path.length === 0 ? 1 : undefined),
      field: fieldName(path),
      text: withCaptions(words),
    }));
    throw new MappingError(
      file,
      told.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    );
  }
  return canonicalJson(mapping);
}

/** JSON that is the same however the file was written: RFC 8785, but that it takes lone surrogates. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
