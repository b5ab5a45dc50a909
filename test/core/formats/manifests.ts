import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus } from './support';

/**
 * What each file of the corpus is, written before the parsers: `manifest/<group>.json` holds for each path either
 * `"not a log"`, or how many events of which format it gives. `except` lists texts that no format needs to take,
 * each with the reason, counted as `text` or `json`. `"field": "log"` says that each line is JSON and the event is
 * in that field.
 */
export interface Expected {
  readonly events: Readonly<Record<string, number>>;
  readonly except?: readonly { readonly text: string; readonly why: string }[];
  readonly field?: string;
}
type Manifest = Readonly<Record<string, 'not a log' | Expected>>;

const FOLDER = join(__dirname, 'manifest');
export const manifests = readdirSync(FOLDER)
  .sort()
  .map((name): [string, Manifest] => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))]);

export const logs = manifests.flatMap(([, manifest]) =>
  Object.entries(manifest).flatMap(([path, expected]) =>
    expected === 'not a log' ? [] : [[path, expected] as const],
  ),
);

/** The file, or the events in its lines. */
export const sourceOf = (path: string, field: string | undefined): Buffer =>
  field === undefined ? corpus(path) : unwrapped(corpus(path).toString(), field);

function unwrapped(text: string, field: string): Buffer {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${JSON.stringify((JSON.parse(line) as Record<string, unknown>)[field])}\n`);
  return Buffer.from(lines.join(''));
}
