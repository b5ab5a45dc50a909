import { cut } from '../adapters/local/ingest/cutter';
import { expandSources, openSource } from '../adapters/local/ingest/sources';
import { loadNormalizer } from '../adapters/local/normalizer';
import { FIREHOSE_LIMITS } from '../core/batch/prepare';
import { WormtrailError } from '../core/errors';
import type { Normalizer } from '../core/formats/normalizer';
import { isObject, parseJson } from '../core/formats/values';
import { CLASSES } from '../core/ocsf/generated/classes';
import { type CommonOptions, type Context, counted, note, paint, printable, say } from './context';
import { EXIT, type ExitCode } from './exit';
import { mappingOf } from './mapping';

export interface NormalizeOptions extends CommonOptions {
  readonly source?: string;
  readonly mapping?: string;
  readonly explain?: boolean;
  readonly limit?: number;
}

const DAY_MS = 86_400_000;
/** Longest value shown to people; `--json` has all of it. */
const WIDEST = 160;

/** Shows what becomes of lines, without an archive. */
export async function run(
  names: readonly string[],
  { source: format, mapping, explain = false, limit = Number.POSITIVE_INFINITY }: NormalizeOptions,
  context: Context,
): Promise<ExitCode> {
  const normalizer = loadNormalizer(mappingOf(mapping));
  if (format !== undefined && !normalizer.formats.some(({ name }) => name === format))
    throw new WormtrailError('usage', `no source format is called '${format}'`, {
      hint: 'wormtrail formats lists them',
    });
  const counts = new Map<string, number>();
  let shown = 0;
  for (const name of await expandSources(names)) {
    const source = await openSource(name);
    for await (const { data } of cut(source.open())) {
      context.signal.throwIfAborted();
      const events = eventsOf(normalizer, data, {
        format,
        at: shown,
        // What is only counted needs no reasons.
        explain: explain && shown < limit,
      });
      for (const { line, event, timeFrom } of events) {
        const form = textOf(event, 'metadata.log_format');
        counts.set(form, (counts.get(form) ?? 0) + 1);
        if (shown++ >= limit) continue;
        if (context.json) await written(context, `${line}\n`);
        else
          say(context, inWords(event, explain ? because(normalizer, event, timeFrom, format) : [], context));
      }
    }
  }
  note(context, `${counted(shown, 'event')}: ${inNumbers(counts)}`);
  return EXIT.ok;
}

interface Shown {
  readonly line: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly timeFrom: 'event' | 'arrival' | undefined;
}

function eventsOf(
  normalizer: Normalizer,
  data: Uint8Array,
  { format, at, explain }: { format: string | undefined; at: number; explain: boolean },
): Shown[] {
  const arrival = Date.now();
  const made = (shift: number): string[] => {
    const lines: string[] = [];
    const record = {
      uidPrefix: '00000000000000000000000000-',
      firstIndex: at,
      arrival: arrival + shift,
      maxInflated: FIREHOSE_LIMITS.inflated,
      ...(format === undefined ? {} : { format }),
    };
    normalizer.normalizeRecord(data, record, (line) => lines.push(line));
    return lines;
  };
  // What moves with the arrival was taken from it.
  const later = explain ? made(-400 * DAY_MS) : [];
  return made(0).map((line, i) => {
    const event = objectOf(line);
    const other = later[i];
    const timeFrom =
      other === undefined
        ? undefined
        : objectOf(other).time === event.time
          ? ('event' as const)
          : ('arrival' as const);
    return { line, event, timeFrom };
  });
}

function objectOf(line: string): Readonly<Record<string, unknown>> {
  const event = parseJson(line);
  return isObject(event) ? event : {};
}

/** Waits where the reader is slower. */
function written(context: Context, text: string): Promise<void> {
  return new Promise((resolve, reject) =>
    context.stdout.write(text, (error) => (error == null ? resolve() : reject(error))),
  );
}

function inWords(event: Shown['event'], why: readonly string[], context: Context): string {
  const classUid = Number(event.class_uid);
  const known = CLASSES[classUid];
  const activity = known?.activities[Number(event.activity_id)] ?? '';
  const head = `${textOf(event, 'metadata.log_format')} → ${known?.caption ?? classUid}: ${activity}`;
  const out = [paint(context, 'bold', head)];
  for (const line of why) out.push(`  ${paint(context, 'dim', `because ${line}`)}`);
  for (const [path, value] of flattened(event)) {
    if (LEFT_OUT.has(path)) continue;
    const shown = path.endsWith('time') && typeof value === 'number' ? isoOf(value) : String(value);
    const text = printable(shown);
    out.push(`  ${path}  ${text.length > WIDEST ? `${text.slice(0, WIDEST)}… (${text.length})` : text}`);
  }
  return out.join('\n');
}

/** What is the same for all, or said in the headline. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'metadata.uid',
  'metadata.log_format',
  'metadata.version',
  'metadata.logged_time',
  'class_uid',
  'category_uid',
  'activity_id',
  'type_uid',
]);

function* flattened(value: unknown, path = ''): Iterable<[path: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else {
    for (const [name, field] of Object.entries(value)) {
      const place = Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
      yield* flattened(field, place);
    }
  }
}

function textOf(event: Shown['event'], path: string): string {
  let value: unknown = event;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isoOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}

/** Why the event is what it is. */
function because(
  { formats }: Normalizer,
  event: Shown['event'],
  timeFrom: Shown['timeFrom'],
  forced: string | undefined,
): string[] {
  const name = textOf(event, 'metadata.log_format');
  const described = formats.find((format) => format.name === name);
  const isFallback = described?.fields === undefined || name === 'json';
  const out: string[] = [];
  if (forced !== undefined) out.push(`--source ${forced} was asked for`);
  if (isFallback)
    out.push(
      `none of ${formats.length} formats takes it: it is kept as ${name === 'json' ? 'other JSON' : name}`,
    );
  else out.push(`${name} takes it, ${described?.title ?? ''}: wormtrail formats ${name}`);
  const unmapped = isObject(event.unmapped) ? event.unmapped : {};
  const envelope = isObject(unmapped.envelope) ? unmapped.envelope : {};
  if (isObject(envelope.cloudwatch)) out.push('it is a message of a CloudWatch Logs payload');
  if (typeof envelope.opaque === 'string')
    out.push(`its record is ${envelope.opaque}, and is kept as it came`);
  if (typeof envelope.base64 === 'string' && envelope.opaque === undefined)
    out.push('its bytes are not UTF-8: they are in unmapped.envelope.base64');
  if (timeFrom !== undefined)
    out.push(
      timeFrom === 'event'
        ? 'its time is its own, or its envelope’s'
        : 'its time, or the year of it, is that of its arrival: it says none',
    );
  const left = Object.keys(unmapped).filter((field) => field !== 'envelope');
  if (left.length > 0) out.push(`OCSF has no place for ${left.join(', ')}: under unmapped`);
  return out;
}

function inNumbers(counts: ReadonlyMap<string, number>): string {
  const parts = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n.toLocaleString('en-US')}`);
  return parts.join(', ') || 'nothing to read';
}
