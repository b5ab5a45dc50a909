import { SEVERITY } from '../../ocsf/build';
import type { CloudObject } from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { parseIso } from '../time';
import { isObject, type JsonObject, obj, text } from '../values';

/** What all entries of Google Cloud Logging have (LogEntry). */

const OWNERS = /^(?:projects|organizations|folders|billingAccounts)\/[^/]{1,128}\/logs\//;

/** Whose log it is, and what monitored resource wrote to it. */
export const isLogEntry = (event: JsonObject): boolean =>
  typeof event.logName === 'string' &&
  OWNERS.test(event.logName) &&
  isObject(event.resource) &&
  typeof event.resource.type === 'string';

/** `timestamp`, or else `receiveTimestamp`. */
export function timeOf(event: JsonObject, context: EventContext): number {
  const when = text(event.timestamp) ?? text(event.receiveTimestamp);
  const time = when === undefined ? Number.NaN : parseIso(when);
  return Number.isNaN(time) ? context.time : time;
}

const SEVERITIES: ReadonlyMap<string, 0 | 1 | 2 | 3 | 4 | 5 | 6> = new Map([
  ['DEFAULT', SEVERITY.unknown],
  ['DEBUG', SEVERITY.informational],
  ['INFO', SEVERITY.informational],
  ['NOTICE', SEVERITY.informational],
  ['WARNING', SEVERITY.medium],
  ['ERROR', SEVERITY.high],
  ['CRITICAL', SEVERITY.critical],
  ['ALERT', SEVERITY.critical],
  ['EMERGENCY', SEVERITY.fatal],
] as const);

export const severityOf = (level: string | undefined) =>
  level === undefined ? undefined : SEVERITIES.get(level);

export function cloudOf(event: JsonObject): CloudObject {
  const labels = obj(obj(event.resource).labels);
  const log = typeof event.logName === 'string' ? event.logName : '';
  const project =
    text(labels.project_id) ?? (log.startsWith('projects/') ? text(log.split('/', 2)[1]) : undefined);
  return {
    provider: 'GCP',
    project_uid: project,
    account: project === undefined ? undefined : { uid: project, type_id: 11 },
    region: text(labels.region) ?? text(labels.location),
    zone: text(labels.zone),
  };
}
