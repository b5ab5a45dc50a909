import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';

/** Where something stands in the file: keys and list indexes from the top. */
export type FieldPath = readonly (string | number)[];

/** A place of a file at which something is wrong. */
export interface Problem {
  /** From 1; undefined where the file has no line for it. */
  readonly line: number | undefined;
  /** `retention.lockDays`, `deployers[1]`; empty for the file as a whole. */
  readonly field: string;
  /** What is wrong, what was got, what is allowed. */
  readonly text: string;
}

/** A YAML file as it was read: its value, and the lines on which its fields stand. */
export interface Source {
  readonly value: unknown;
  /** What is wrong with the file as YAML; `value` means nothing then. */
  readonly problems: readonly Problem[];
  /** The line of a field's key; of the nearest field around it where it has none. */
  lineOf(path: FieldPath): number | undefined;
}

/** Reads YAML 1.2 of one document. Throws nothing: what is wrong is in `problems`. */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: Problem[] = document.errors.map(({ message, pos }) => ({
    line: lines.linePos(pos[0]).line,
    field: '',
    text: message.split('\n')[0] ?? message,
  }));
  let value: unknown;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      problems.push({ line: 1, field: '', text: error instanceof Error ? error.message : String(error) });
    }
  }
  return { value, problems, lineOf: (path) => lineOf(document, lines, path) };
}

function lineOf(document: Document, lines: LineCounter, path: FieldPath): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const start = startOf(document, path.slice(0, length));
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

/** Offset of a field's key, or of a list's item. */
function startOf(document: Document, path: FieldPath): number | undefined {
  const around = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(around)) {
    const pair = around.items.find(
      (item) => isPair(item) && isNode(item.key) && String(item.key) === String(last),
    );
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

/** `retention.presets[0].days`; a name that is more than letters, digits, `_` and `-` in quotes. */
export function fieldName(path: FieldPath): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = /^[\w-]*$/.test(part) ? part : JSON.stringify(part);
      return i === 0 ? name : `.${name}`;
    })
    .join('');
}
