import { csvValues } from './csv';
import { type Pattern, parsePattern } from './pattern';
import type { Part } from './problems';

/** How a line is taken apart: what its fields are called, and their texts. */
export interface LineReader {
  readonly names: readonly string[];
  /** Undefined: the line has another form. */
  readonly match: (line: string) => string[] | undefined;
}

const MOST_COLUMNS = 200;

/** `columns` and `delimiter` of a format that reads CSV. */
export function csvReader(format: Part): LineReader | undefined {
  const columns = format.at('columns').items('a list of names', MOST_COLUMNS);
  const names = columns?.map((column) => column.text('a name', /^[^\p{C}]{1,100}$/u) ?? '') ?? [];
  columns?.forEach((column, at) => {
    const other = names.indexOf(names[at] ?? '');
    if (other < at && names[at] !== '') column.wrong(`stands twice: also at [${other}]`);
  });
  const given = format.at('delimiter');
  const delimiter = given.isThere
    ? given.text('one character, no quote, digit, letter or line break', /^[^"\p{L}\p{N}\r\n]$/u)
    : ',';
  if (columns === undefined || delimiter === undefined) return undefined;
  return { names, match: (line) => csvValues(line, delimiter, names.length) };
}

/** `pattern` of a format that reads by one. */
export function patternReader(format: Part): (LineReader & Pattern) | undefined {
  const part = format.at('pattern');
  const text = part.text("a text such as '{time} {level} {message}'", /^.{1,2000}$/su);
  if (text === undefined) return undefined;
  const pattern = parsePattern(text);
  return typeof pattern === 'string' ? part.wrong(pattern) : pattern;
}
