import { SEVERITY, typeUid, UNKNOWN } from '../ocsf/build';
import type { BaseEventEvent } from '../ocsf/generated/types';
import type { EventContext, JsonFormat } from './format';
import { parseEpoch, parseIso } from './time';
import type { JsonObject } from './values';

/**
 * Any other JSON object, one a line, back to back or in an array.
 *
 *     {"time":"2026-11-23T09:00:00Z","level":"warn","message":"disk almost full","host":"a1"}
 *
 * Base Event (class 0): `time`, `message` and `severity_id` from the first of the usual names that holds one;
 * everything else is in `raw_data`, where it loses nothing by being put elsewhere.
 */
export const json: JsonFormat = {
  name: 'json',
  title: 'JSON with usual field names',
  kind: 'json',
  classes: [0],
  sample: '{"time":"2026-11-23T09:00:00Z","level":"warn","message":"disk almost full","host":"a1"}',
  evidence: 'corpus',
  sources: ['none: usual field names'],
  fields: [
    ['time, timestamp, @timestamp, ts, eventTime, datetime, date', 'time'],
    ['message, msg, log, text', 'message'],
    ['level, severity, loglevel, log_level, levelname', 'severity_id'],
  ],
  begin: () => map,
};

const TIMES = ['time', 'timestamp', '@timestamp', 'ts', 'eventTime', 'datetime', 'date'] as const;
const MESSAGES = ['message', 'msg', 'log', 'text'] as const;
const LEVELS = ['level', 'severity', 'loglevel', 'log_level', 'levelname'] as const;

const SEVERITIES: ReadonlyMap<string, BaseEventEvent['severity_id']> = new Map([
  ['trace', SEVERITY.informational],
  ['debug', SEVERITY.informational],
  ['info', SEVERITY.informational],
  ['information', SEVERITY.informational],
  ['informational', SEVERITY.informational],
  ['notice', SEVERITY.low],
  ['warn', SEVERITY.medium],
  ['warning', SEVERITY.medium],
  ['error', SEVERITY.high],
  ['err', SEVERITY.high],
  ['critical', SEVERITY.critical],
  ['crit', SEVERITY.critical],
  ['alert', SEVERITY.critical],
  ['emergency', SEVERITY.fatal],
  ['emerg', SEVERITY.fatal],
  ['fatal', SEVERITY.fatal],
  ['panic', SEVERITY.fatal],
]);

function map(value: JsonObject, context: EventContext): BaseEventEvent {
  const cloudwatch = context.cloudwatch;
  const time = timeOf(value) ?? context.time;
  return {
    metadata: context.metadata(
      json.name,
      { name: UNKNOWN },
      cloudwatch === undefined ? undefined : ['cloud'],
      undefined,
    ),
    time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: severityOf(value),
    cloud: cloudwatch === undefined ? undefined : { provider: 'AWS', account: { uid: cloudwatch.owner } },
    message: firstString(value, MESSAGES),
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time),
  };
}

function timeOf(value: JsonObject): number | undefined {
  for (const name of TIMES) {
    const field = value[name];
    const time =
      typeof field === 'string'
        ? parseIso(field)
        : typeof field === 'number'
          ? parseEpoch(field)
          : Number.NaN;
    if (!Number.isNaN(time)) return time;
  }
  return undefined;
}

function firstString(value: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const field = value[name];
    if (typeof field === 'string' && field !== '') return field;
  }
  return undefined;
}

function severityOf(value: JsonObject): BaseEventEvent['severity_id'] {
  const level = firstString(value, LEVELS);
  return (
    (level !== undefined && level.length < 16 && SEVERITIES.get(level.toLowerCase())) || SEVERITY.unknown
  );
}
