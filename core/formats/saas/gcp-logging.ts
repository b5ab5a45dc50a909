import { SEVERITY, typeUid } from '../../ocsf/build';
import type { BaseEventEvent, OcsfEvent } from '../../ocsf/generated/types';
import { type EventContext, type Inner, type JsonFormat, wrapped } from '../format';
import { data, isObject, type JsonObject, rest, text } from '../values';
import { count, endpointOf, httpActivity, peerOf, secondsOf, statusOf, urlOf, versionOf } from '../web/http';
import { cloudOf, isLogEntry, severityOf, timeOf } from './gcp-entry';

/**
 * Entries of Google Cloud Logging but for its audit logs; the payload may be of any format.
 *
 *     {"insertId":"1io3","logName":"projects/p1/logs/app","receiveTimestamp":"2026-11-23T09:00:00.372384509Z","resource":{"labels":{"project_id":"p1"},
 *      "type":"generic_node"},"textPayload":"listening on port 8080","timestamp":"2026-11-23T09:00:00.272384509Z"}
 *
 * The event that the text or object in the payload is, if a format takes it, with the entry's other fields under
 * `unmapped.gcp`; HTTP Activity (4002) where the entry has an `httpRequest` (load balancers, Cloud Run, App Engine);
 * else Base Event (0), `message` the text. Under `unmapped`: the payload that is an object, `resource`, `labels` and all
 * other fields.
 *
 * Field meanings: Google Cloud, "LogEntry" (google/logging/v2/log_entry.proto) and "HttpRequest"; plaso, jsonl parser
 * plugin gcp_logging.
 */
export const gcpLogging: JsonFormat = {
  name: 'gcp-logging',
  title: 'Entries of Google Cloud Logging; content in any format',
  kind: 'json',
  classes: [0, 4002],
  sample:
    '{"insertId":"1io3yo2fursxdi","logName":"projects/p1/logs/app","receiveTimestamp":"2026-11-23T09:00:00.372384509Z","resource":{"labels":{"project_id":"p1","zone":"europe-west1-b"},"type":"gce_instance"},"severity":"WARNING","textPayload":"disk almost full","timestamp":"2026-11-23T09:00:00.272384509Z"}',
  evidence: 'corpus',
  sources: [
    'Google Cloud, "LogEntry" (google/logging/v2/log_entry.proto) and "HttpRequest"',
    'plaso, jsonl parser plugin gcp_logging',
  ],
  fields: [
    ['insertId', 'metadata.original_event_uid'],
    ['timestamp, receiveTimestamp', 'time'],
    ['textPayload, jsonPayload.message', 'message'],
    ['severity', 'severity_id, metadata.log_level'],
    ['resource.labels', 'cloud.project_uid, cloud.zone'],
    ['trace', 'metadata.correlation_uid'],
    ['httpRequest', 'src_endpoint.ip, http_request.url.url_string, http_response.code, duration'],
  ],
  begin: (inner) => (event, context) => map(event, context, inner),
};

const PRODUCT = { name: 'Cloud Logging', vendor_name: 'Google Cloud' } as const;
const PROFILES = ['cloud'] as const;

const PAYLOADS: ReadonlySet<string> = new Set(['textPayload', 'jsonPayload', 'protoPayload']);
const TAKEN: ReadonlySet<string> = new Set(['insertId', 'timestamp', 'textPayload', 'severity', 'trace']);
const REQUEST: ReadonlySet<string> = new Set(['insertId', 'timestamp', 'trace', 'httpRequest', 'severity']);
const HTTP: ReadonlySet<string> = new Set(
  'requestMethod requestUrl requestSize status responseSize userAgent remoteIp serverIp referer latency protocol'.split(
    ' ',
  ),
);

function map(event: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  if (!isLogEntry(event) || isAudit(event.protoPayload)) return undefined;
  const { textPayload, jsonPayload } = event;
  if (event.insertId === undefined && event.receiveTimestamp === undefined && event.timestamp === undefined)
    return undefined;
  const time = timeOf(event, context);
  const content =
    typeof textPayload === 'string'
      ? textPayload
      : isObject(jsonPayload) && data(jsonPayload) !== undefined
        ? JSON.stringify(jsonPayload)
        : undefined;
  if (content !== undefined && content !== '') {
    const outer = context.outerTime;
    context.outerTime = time;
    const found = inner(content, context);
    context.outerTime = outer;
    if (found !== undefined) return wrapped(found, 'gcp', { time, ...rest(event, PAYLOADS) });
  }
  return isObject(event.httpRequest)
    ? request(event, event.httpRequest, time, context)
    : plain(event, content, time, context);
}

const isAudit = (payload: unknown): boolean =>
  isObject(payload) &&
  typeof payload['@type'] === 'string' &&
  payload['@type'].endsWith('google.cloud.audit.AuditLog') &&
  typeof payload.methodName === 'string';

function plain(
  event: JsonObject,
  content: string | undefined,
  time: number,
  context: EventContext,
): BaseEventEvent {
  const uid = text(event.insertId);
  const level = text(event.severity);
  const message =
    typeof event.textPayload === 'string'
      ? content
      : text((event.jsonPayload as JsonObject | undefined)?.message);
  return {
    metadata: {
      ...context.metadata(gcpLogging.name, PRODUCT, PROFILES, uid),
      log_level: level,
      correlation_uid: text(event.trace),
    },
    time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    severity_id: severityOf(level) ?? SEVERITY.unknown,
    cloud: cloudOf(event),
    message: message === '' ? undefined : message,
    raw_data: context.raw,
    unmapped: context.unmapped(uid, time, rest(event, TAKEN)),
  };
}

function request(event: JsonObject, http: JsonObject, time: number, context: EventContext): OcsfEvent {
  const url = text(http.requestUrl);
  const uid = text(event.insertId);
  const latency = text(http.latency);
  const found = httpActivity(
    gcpLogging.name,
    PRODUCT,
    {
      time,
      duration: latency?.endsWith('s') === true ? secondsOf(latency.slice(0, -1)) : undefined,
      client: endpointOf(text(http.remoteIp)),
      server: peerOf(text(http.serverIp)),
      method: text(http.requestMethod),
      url: url === undefined ? undefined : urlOf(url, undefined, undefined),
      version: versionOf(text(http.protocol)),
      referrer: text(http.referer),
      agent: text(http.userAgent),
      requestLength: count(http.requestSize),
      status: statusOf(http.status),
      responseLength: count(http.responseSize),
      level: text(event.severity),
    },
    context,
  );
  return {
    ...found,
    metadata: {
      ...found.metadata,
      profiles: PROFILES,
      original_event_uid: uid ?? found.metadata.original_event_uid,
      correlation_uid: text(event.trace),
    },
    cloud: cloudOf(event),
    unmapped: context.unmapped(uid, time, { ...rest(event, REQUEST), httpRequest: rest(http, HTTP) }),
  };
}
