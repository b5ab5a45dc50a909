/**
 * A line's form: literal text, and `{field}` where something varies: `{time} [{level}] user={user} {message}`.
 *
 * A field goes to where the literal text behind it is next found, the last one to the end of the line or to the literal
 * text that ends it; `{field:15}` is 15 characters. `{{` and `}}` are the braces themselves. There is nothing to go
 * back to, so that a line is matched in time linear in its length whatever it holds.
 */
export interface Pattern {
  readonly names: readonly string[];
  /** The fields' texts in order; undefined: the line has another form. */
  match(line: string): string[] | undefined;
}

interface Slot {
  readonly name: string;
  readonly width: number | undefined;
}

const MOST_FIELDS = 100;

/** @returns what is wrong with it, if it is no pattern */
export function parsePattern(text: string): Pattern | string {
  const literals: string[] = [''];
  const slots: Slot[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if ((char === '{' || char === '}') && text[at + 1] === char) {
      literals.push(`${literals.pop()}${char}`);
      at += 2;
    } else if (char === '{') {
      const end = text.indexOf('}', at);
      const field = /^\{([A-Za-z_][\w.-]*)(?::([1-9][0-9]{0,3}))?\}$/.exec(text.slice(at, end + 1));
      if (field === null || field[1] === undefined) {
        return `a field is written {name} or {name:15}, a brace itself {{; see from ${JSON.stringify(text.slice(at, at + 20))}`;
      }
      const [, name, width] = field;
      const before = slots.at(-1);
      if (before !== undefined && before.width === undefined && literals.at(-1) === '') {
        return `{${before.name}} and {${name}} have no text between them: where one ends cannot be known`;
      }
      if (slots.some((slot) => slot.name === name)) return `{${name}} stands twice`;
      slots.push({ name, width: width === undefined ? undefined : Number(width) });
      literals.push('');
      at = end + 1;
    } else if (char === '}') {
      return 'a } without its {; the brace itself is written }}';
    } else {
      literals.push(`${literals.pop()}${char}`);
      at++;
    }
  }
  if (slots.length === 0) return 'it has no {field}';
  if (slots.length > MOST_FIELDS) return `it has ${slots.length} fields; allowed are at most ${MOST_FIELDS}`;
  if (/[\r\n]/.test(text)) return 'it has a line break; an event is one line';
  return {
    names: slots.map(({ name }) => name),
    match: (line: string) => match(line, literals, slots),
  };
}

function match(line: string, literals: readonly string[], slots: readonly Slot[]): string[] | undefined {
  if (!line.startsWith(literals[0] as string)) return undefined;
  const values: string[] = [];
  let at = (literals[0] as string).length;
  for (let i = 0; i < slots.length; i++) {
    const { width } = slots[i] as Slot;
    const literal = literals[i + 1] as string;
    const isLast = i === slots.length - 1;
    let end: number;
    if (width !== undefined) end = at + width;
    else end = isLast ? line.length - literal.length : line.indexOf(literal, at);
    if (end < at || !line.startsWith(literal, end)) return undefined;
    values.push(line.slice(at, end));
    at = end + literal.length;
    // A field of fixed width may be cut short by the line's end, and something may follow the last.
    if (at > line.length || (isLast && at !== line.length)) return undefined;
  }
  return values;
}
