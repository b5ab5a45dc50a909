import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { normalizeRecord } from '../../../core/formats/normalize';
import type { RecordContext } from '../../../core/formats/normalizer';
import { type Event, rebuild } from './rebuild';
import { strictSchema } from './strict-schema';

/** The corpus of real logs beside the project; tests over it skip where it is absent. */
export const CORPUS = join(__dirname, '../../../../shared/corpus');
export const hasCorpus = existsSync(CORPUS);
const SCHEMA = join(CORPUS, 'ocsf/json-schema/ocsf-1.8.0.strict.schema.json');

if (!hasCorpus) console.warn(`skipped: no corpus at ${CORPUS}`);

export const withCorpus = hasCorpus ? describe : describe.skip;

export const corpus = (path: string): Buffer => readFileSync(join(CORPUS, path));

export const corpusFiles = (folder: string, extension: string): string[] =>
  !hasCorpus
    ? []
    : readdirSync(join(CORPUS, folder))
        .filter((name) => name.endsWith(extension) && statSync(join(CORPUS, folder, name)).size > 0)
        .map((name) => `${folder}/${name}`)
        .sort();

export const CONTEXT: RecordContext = {
  uidPrefix: '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-',
  firstIndex: 0,
  arrival: 1_764_000_000_000,
  maxInflated: 64 * 1024 * 1024,
};

export type { Event } from './rebuild';
export { rebuild } from './rebuild';

export interface Normalized {
  readonly lines: readonly string[];
  readonly events: readonly Event[];
  readonly opaque: number;
}

export function normalize(data: Uint8Array | string, context: Partial<RecordContext> = {}): Normalized {
  const lines: string[] = [];
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const result = normalizeRecord(bytes, { ...CONTEXT, ...context }, (line) => lines.push(line));
  expect(result.events).toBe(lines.length);
  expect(lines.length).toBeGreaterThan(0);
  return { lines, events: lines.map((line) => JSON.parse(line) as Event), opaque: result.opaque };
}

const validator = strictSchema(SCHEMA);

/** Checks what holds of every line whatever it came from; the schema only where the corpus is there. */
export function expectValid(normalized: Normalized, context: Partial<RecordContext> = {}): void {
  const { uidPrefix, firstIndex } = { ...CONTEXT, ...context };
  for (const [at, line] of normalized.lines.entries()) {
    const uid = `${uidPrefix}${String(firstIndex + at).padStart(7, '0')}`;
    if (!line.startsWith(`{"metadata":{"uid":"${uid}",`))
      throw new Error(`no uid ${uid}: ${line.slice(0, 99)}`);
    if (/[\r\n]/.test(line)) throw new Error(`a line break in ${line.slice(0, 99)}`);
    if (!hasCorpus) continue;
    const event = normalized.events[at]!;
    const validate = validator(event.class_uid);
    if (!validate(event))
      throw new Error(`${JSON.stringify(validate.errors?.slice(0, 3))}\n${line.slice(0, 2000)}`);
    if (event.type_uid !== event.class_uid * 100 + event.activity_id) throw new Error(`type_uid: ${line}`);
  }
}

export function expectSource(normalized: Normalized, source: Buffer): void {
  const rebuilt = rebuild(normalized.events);
  if (rebuilt.equals(source)) return;
  let at = 0;
  while (rebuilt[at] === source[at]) at++;
  throw new Error(
    `differs from its source at byte ${at}: ${JSON.stringify(rebuilt.toString('latin1', at - 40, at + 40))} for ${JSON.stringify(source.toString('latin1', at - 40, at + 40))}`,
  );
}

export const formatsOf = (normalized: Normalized): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const event of normalized.events) {
    const name = event.metadata.log_format;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};
