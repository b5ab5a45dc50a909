/** What a cell of the table may say. */
export const VERDICTS = ['YES', 'no', 'deny', 'exempt', 'org', 'safe'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The principals, in the order of the columns. */
export const PRINCIPALS = [
  'transform',
  'firehose',
  'sealer',
  'redrive',
  'auditor',
  'scheduler',
  'subscriber',
  'verifier',
  'admin',
  'deployer',
] as const;
export type PrincipalName = (typeof PRINCIPALS)[number];

export interface Row {
  readonly action: string;
  readonly on: string;
  readonly context: Readonly<Record<string, string | string[]>>;
  readonly cells: ReadonlyMap<PrincipalName, Verdict>;
}

const isVerdict = (cell: string): cell is Verdict => VERDICTS.some((verdict) => verdict === cell);

/** Keys of which a request may bring several values. */
const SEVERAL = new Set([
  'dynamodb:Attributes',
  'dynamodb:LeadingKeys',
  'kms:GrantOperations',
  's3:RequestObjectTagKeys',
]);

/**
 * Reads the tables of a Markdown text whose first column is `action`. Throws on a row that it does not understand: one
 * passed over would be one not tested.
 */
export function readTable(markdown: string): Row[] {
  const rows: Row[] = [];
  let inTable = false;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) inTable = false;
    else if (line.startsWith('| action |')) inTable = true;
    else if (inTable && !line.startsWith('|---')) rows.push(readRow(line));
  }
  return rows;
}

function readRow(line: string): Row {
  const [, action = '', on = '', context = '', ...rest] = line.split('|').map((cell) => cell.trim());
  const verdicts = rest.slice(0, -1);
  if (!/^[a-z0-9]+:\w+$/.test(action) || on === '' || verdicts.length !== PRINCIPALS.length) {
    throw new Error(`no row of the table: ${line}`);
  }
  const cells = PRINCIPALS.map((principal, column): [PrincipalName, Verdict] => {
    const cell = verdicts[column] ?? '';
    if (!isVerdict(cell)) throw new Error(`'${cell}' is no verdict: ${line}`);
    return [principal, cell];
  });
  return { action, on, context: readContext(context), cells: new Map(cells) };
}

function readContext(text: string): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (const pair of text.split(';').filter((part) => part.trim() !== '')) {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at).trim();
    const value = pair.slice(at + 1).trim();
    context[key] = SEVERAL.has(key) ? value.split(',') : value;
  }
  return context;
}
