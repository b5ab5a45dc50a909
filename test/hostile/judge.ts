import { isDeepStrictEqual } from 'node:util';
import { normalizeRecord, rederiver } from '../../core/formats/normalize';
import type { RecordContext } from '../../core/formats/normalizer';
import { CATCH_ALL, FORMATS } from '../../core/formats/registry';
import { CLASSES } from '../../core/ocsf/generated/classes';
import { misfit } from '../../core/ocsf/structure';
import { type Event, rebuild } from '../core/formats/rebuild';
import { type Case, payloadOf, recordOf } from './mutate';

/** What is wrong with what became of a record: a kind that stays the same while it is made smaller, and the rest. */
export interface Fault {
  readonly kind: string;
  readonly what: string;
}

/** Most that a record may take, ms. */
const MOST_MS = 50;
/** No line of the archive is nested deeper (docs/formats.md). */
const DEEPEST = 64;
/** The engine compiles and collects garbage where it likes: what took long is tried again. */
const TRIES = 6;

const CONTEXT: RecordContext = {
  uidPrefix: '01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-',
  firstIndex: 0,
  arrival: 1_764_000_000_000,
  maxInflated: 64 << 20,
};

/** What formats threw since it was last emptied: the normaliser itself keeps the event as text and says nothing. */
const thrown: string[] = [];
for (const format of [...FORMATS, CATCH_ALL]) {
  const begin = format.begin as (inner: unknown) => (source: unknown, context: unknown) => unknown;
  Object.assign(format, {
    begin: (inner: unknown) => {
      const map = begin(inner);
      return (source: unknown, context: unknown) => {
        try {
          return map(source, context);
        } catch (error) {
          thrown.push(`${format.name}: ${error instanceof Error ? error.stack : error}`);
          throw error;
        }
      };
    },
  });
}

const BUILT_IN = [
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Map,
  Set,
  RegExp,
  Date,
  Promise,
  Buffer,
].map((one) => one.prototype as object);
const ownKeys = (): string => BUILT_IN.map((one) => Reflect.ownKeys(one).map(String).join()).join(';');
const KEYS = ownKeys();

/** Strict validation by the schema itself, where it is at hand: why an event is not valid. */
export type Strict = (event: Event) => string | undefined;

export interface Result {
  readonly events: number;
  readonly ms: number;
  readonly fault: Fault | undefined;
  /** Events by format. */
  readonly formats: ReadonlyMap<string, number>;
}

/**
 * @param strict undefined: this time not
 * @param isThorough to do what takes longer, too
 */
export function judge(one: Case, strict: Strict | undefined, isThorough: boolean): Result {
  const record = recordOf(one);
  const lines: string[] = [];
  const formats = new Map<string, number>();
  thrown.length = 0;
  const started = process.cpuUsage();
  try {
    const counts = normalizeRecord(record, CONTEXT, (line) => lines.push(line));
    if (counts.events !== lines.length) return faulty('count', `${counts.events} for ${lines.length}`);
  } catch (error) {
    return faulty('exception', String(error instanceof Error ? error.stack : error));
  }
  let ms = since(started);
  function faulty(kind: string, what: string): Result {
    return { events: lines.length, ms: 0, fault: { kind, what }, formats };
  }
  if (thrown.length > 0) {
    const text = thrown[0] as string;
    return faulty(`exception in ${text.slice(0, text.indexOf(':'))}`, text);
  }
  if (ownKeys() !== KEYS) return faulty('prototype', 'a built-in prototype was changed');
  if (ms > MOST_MS) {
    ms = Math.min(ms, timed(record, TRIES));
    if (ms > MOST_MS) return faulty('slow', `${ms.toFixed(0)} ms for ${record.length} bytes`);
  }
  const events: Event[] = [];
  for (const [at, line] of lines.entries()) {
    const head = `{"metadata":{"uid":"${CONTEXT.uidPrefix}${String(at).padStart(7, '0')}","log_format":"`;
    if (!line.startsWith(head)) return faulty('uid', line.slice(0, 200));
    if (line.includes('\n') || line.includes('\r')) return faulty('line break', line.slice(0, 200));
    let event: Event;
    try {
      event = JSON.parse(line) as Event;
    } catch (error) {
      return faulty('JSON', String(error));
    }
    const format = String(event.metadata.log_format);
    formats.set(format, (formats.get(format) ?? 0) + 1);
    // What is no finite number becomes `null`; `null` of a source is left out.
    const nothing = Object.entries(event.unmapped ?? {}).find(([, value]) => value === null);
    if (nothing !== undefined) return faulty(`null, ${format}`, `${nothing[0]}: ${line.slice(0, 3000)}`);
    const wrong = invalid(event) ?? strict?.(event);
    if (wrong !== undefined) return faulty(`schema, ${format}`, `${wrong}: ${line.slice(0, 3000)}`);
    if (depthOf(line) > DEEPEST) return faulty(`depth, ${format}`, `${depthOf(line)}`);
    events.push(event);
  }
  const lost = lostOf(one, record, events);
  if (lost !== undefined) return faulty('lost', lost);
  if (!isThorough) return { events: lines.length, ms, fault: undefined, formats };
  const derive = rederiver();
  const underived = lines.findIndex((line, at) => !derive(line, at > 0));
  if (underived >= 0)
    return faulty(
      `derive, ${events[underived]?.metadata.log_format}`,
      lines[underived]?.slice(0, 3000) ?? '',
    );
  return { events: lines.length, ms, fault: undefined, formats };
}

/** Processor time since then, ms: the machine does other things, too. */
function since(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** The least time that the record took. */
function timed(record: Buffer, tries: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < tries && least > MOST_MS; at++) {
    const started = process.cpuUsage();
    normalizeRecord(record, CONTEXT, () => {});
    least = Math.min(least, since(started));
  }
  return least;
}

/** What the class wants, by the table of classes, and all that the table of attributes says. */
function invalid(event: Event): string | undefined {
  const { class_uid, category_uid, activity_id, type_uid } = event;
  const type = CLASSES[class_uid];
  if (type === undefined) return `no class ${class_uid}`;
  if (category_uid !== type.category_uid) return `category ${category_uid} of class ${class_uid}`;
  if (type.activities[activity_id] === undefined) return `activity ${activity_id} of class ${class_uid}`;
  if (type_uid !== class_uid * 100 + activity_id) return `type ${type_uid}`;
  for (const name of type.required) if (event[name] === undefined) return `${name} is missing`;
  for (const profile of event.metadata.profiles ?? [])
    for (const name of type.requiredByProfile[profile] ?? [])
      if (event[name] === undefined) return `${name} is missing, for profile ${profile}`;
  for (const names of type.atLeastOne)
    if (names.every((name) => event[name] === undefined)) return `none of ${names.join(', ')}`;
  return misfit(class_uid, event);
}

/** How deep the JSON text is nested. */
function depthOf(line: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 34) {
      do {
        at = line.indexOf('"', at + 1);
        // An even number of backslashes before it: it ends the string.
        let back = at - 1;
        while (line.charCodeAt(back) === 92) back--;
        if ((at - back) % 2 === 1) break;
      } while (at > 0);
    } else if (code === 123 || code === 91) most = Math.max(most, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return most;
}

/** What of the record the events do not hold. */
function lostOf(one: Case, record: Buffer, events: readonly Event[]): string | undefined {
  if (one.wrapping.kind === 'cloudwatch') return lostOfPayload(one, events);
  if (events.some((event) => event.unmapped?.envelope?.cloudwatch !== undefined)) return undefined;
  const rebuilt = rebuild(events);
  if (rebuilt.equals(record)) return undefined;
  let at = 0;
  while (rebuilt[at] === record[at]) at++;
  const show = (bytes: Buffer): string =>
    JSON.stringify(bytes.toString('latin1', Math.max(0, at - 40), at + 40));
  return `at byte ${at}: ${show(rebuilt)} for ${show(record)}`;
}

/** The payload again, by the table "CloudWatch Logs" of docs/formats.md. */
function lostOfPayload({ lines, wrapping }: Case, events: readonly Event[]): string | undefined {
  const payload = payloadOf(lines, wrapping.kind === 'cloudwatch' && wrapping.controls);
  const [first] = events;
  const kept = first?.unmapped?.envelope?.cloudwatch ?? {};
  const again = {
    messageType: kept.messageType ?? 'DATA_MESSAGE',
    owner: kept.owner,
    logGroup: first?.metadata.log_name,
    logStream: first?.metadata.log_source,
    subscriptionFilters: kept.subscriptionFilters,
    logEvents: events.map((event) => {
      const { id, timestamp } = event.unmapped.envelope.cloudwatch;
      return {
        id: id ?? event.metadata.original_event_uid,
        timestamp: timestamp ?? event.time,
        message: event.raw_data,
      };
    }),
  };
  return isDeepStrictEqual(again, payload) ? undefined : 'the payload is not what it was';
}
