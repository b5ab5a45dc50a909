import { SEVERITY, typeUid, UNKNOWN } from '../ocsf/build';
import type { AnyObject, BaseEventEvent } from '../ocsf/generated/types';
import { type EventContext, type JsonFormat, wrapped } from './format';
import { parseIso } from './time';
import { type JsonObject, rest } from './values';

/**
 * Container logs of Docker's json-file driver, and what Fluent Bit adds to them; the line may be of any format.
 *
 *     {"log":"listening on port 8080\n","stream":"stdout","time":"2026-11-23T09:00:01.123456789Z"}
 *
 * What the line is of another format gives that format's event, the other fields under `unmapped.docker`; else Base
 * Event (0) with the line as its message. Docker cuts lines at 16 KiB: each part is an event of its own.
 *
 * Field meanings: Docker, "JSON File logging driver"; moby, daemon/logger/jsonfilelog/jsonlog/jsonlog.go.
 */
export const dockerJson: JsonFormat = {
  name: 'docker-json',
  title: "Container logs of Docker's json-file driver; content in any format",
  kind: 'json',
  classes: [0],
  sample:
    '{"log":"listening on port 8080\\n","stream":"stdout","time":"2026-11-23T09:00:01.123456789Z","attrs":{"tag":"web"}}',
  evidence: 'corpus',
  sources: ['Docker, "JSON File logging driver"', 'moby, daemon/logger/jsonfilelog/jsonlog/jsonlog.go'],
  fields: [
    ['log', 'message'],
    ['time', 'time'],
    ['stream', 'unmapped.docker.stream'],
    ['attrs', 'unmapped.docker.attrs'],
  ],
  begin: (inner) => (value, context) => {
    const { log, stream, time: when } = value;
    if (typeof log !== 'string' || typeof when !== 'string') return undefined;
    if (stream !== 'stdout' && stream !== 'stderr') return undefined;
    const time = parseIso(when);
    if (Number.isNaN(time)) return undefined;
    const line = withoutEnd(log);
    const fields = { stream, ...rest(value, TAKEN) };
    if (line !== '') {
      context.outerTime = time;
      const event = inner(line, context);
      if (event !== undefined) return wrapped(event, 'docker', { time, ...fields });
    }
    return own(line, time, fields, context);
  },
};

const TAKEN: ReadonlySet<string> = new Set(['log', 'stream', 'time']);

function withoutEnd(log: string): string {
  if (log.charCodeAt(log.length - 1) !== 10) return log;
  return log.slice(0, log.charCodeAt(log.length - 2) === 13 ? -2 : -1);
}

function own(
  line: string,
  time: number,
  fields: AnyObject | JsonObject,
  context: EventContext,
): BaseEventEvent {
  return {
    metadata: context.metadata(dockerJson.name, { name: UNKNOWN }, undefined, undefined),
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: SEVERITY.unknown,
    time,
    message: line === '' ? undefined : line,
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, { docker: fields }),
  };
}
