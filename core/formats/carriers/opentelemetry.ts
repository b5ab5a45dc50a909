import { SEVERITY, UNKNOWN } from '../../ocsf/build';
import type { CommonEvent, OcsfEvent } from '../../ocsf/generated/types';
import { type EventContext, type Inner, type JsonFormat, wrapped } from '../format';
import { parseEpoch, parseIso } from '../time';
import { data, isObject, type JsonObject, obj, rest, str, text } from '../values';
import { endpointOf, recordEvent } from './record';

/**
 * Log records of OpenTelemetry in JSON: OTLP's (protobuf JSON, one record or a batch that holds one) and the data model's own
 * field names, as collectors write them.
 *
 *     {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"shop.login"},
 *      "logRecords":[{"timeUnixNano":"1795683600123456789","severityNumber":17,"severityText":"ERROR","body":{"stringValue":"it failed"},
 *      "attributes":[{"key":"user.name","value":{"stringValue":"alice"}}],"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}]}
 *     {"Timestamp":"2026-11-23T09:00:00.123Z","SeverityText":"INFO","SeverityNumber":9,"Body":"started","Resource":{"service.name":"shop"},"TraceId":"…","Attributes":{…}}
 *
 * A batch of several records stays one event, whose `unmapped` holds them all: `time` is that of the first. A body that another
 * format takes is an event of that format, with the record under `unmapped.opentelemetry`. Otherwise HTTP Activity (4002) where the attributes tell
 * method and path, Application Error (6008) from severity ERROR (17) on, else Base Event (0). Under `unmapped`: attributes, resource, scope, flags, and a body that is no text.
 *
 * Field meanings: OpenTelemetry Specification, "Logs Data Model" and "OpenTelemetry Protocol Specification" (JSON Protobuf Encoding), "Semantic
 * Conventions"; AWS Distro for OpenTelemetry, documentation of the awscloudwatchlogs exporter; Elastic, "OpenTelemetry to ECS".
 */
export const opentelemetry: JsonFormat = {
  name: 'opentelemetry',
  title: 'OpenTelemetry log records (OTLP JSON and data model names)',
  kind: 'json',
  classes: [6008, 4002, 0],
  sample:
    '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"shop.login"},"logRecords":[{"timeUnixNano":"1795683600123456789","severityNumber":17,"severityText":"ERROR","body":{"stringValue":"it failed"},"attributes":[{"key":"user.name","value":{"stringValue":"alice"}}],"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}]}',
  evidence: 'published',
  sources: [
    'OpenTelemetry Specification, "Logs Data Model", "OTLP" and "Semantic Conventions"',
    'OpenTelemetry Protocol, opentelemetry/proto/logs/v1/logs.proto',
    'OpenTelemetry Collector Contrib, awscloudwatchlogsexporter',
  ],
  fields: [
    ['timeUnixNano, observedTimeUnixNano, Timestamp', 'time'],
    ['severityText', 'metadata.log_level'],
    ['severityNumber', 'severity_id'],
    ['body', 'message, unmapped.body'],
    ['traceId', 'metadata.correlation_uid, unmapped.trace_id'],
    ['spanId', 'unmapped.span_id'],
    ['eventName', 'metadata.event_code'],
    ['service.name, service.version', 'metadata.product.name, metadata.product.version'],
    ['user.name, user.id, enduser.id', 'actor.user.name, actor.user.uid'],
    ['client.address, client.port', 'src_endpoint.ip, src_endpoint.port, unmapped.src_endpoint.ip'],
    ['host.name', 'device.hostname'],
    [
      'http.request.method, url.path, url.query, http.response.status_code',
      'http_request.http_method, http_request.url.path, http_request.url.query_string, http_response.code',
    ],
    ['exception.message, error.message', 'status_detail'],
    ['attributes, resource, scope', 'unmapped.attributes, unmapped.resource, unmapped.scope'],
  ],
  begin: (inner) => (value, context) => map(value, context, inner),
};

/** A record by whichever names it came. */
interface LogRecord {
  readonly time: number | undefined;
  readonly level: string | undefined;
  readonly severity: number;
  readonly body: unknown;
  readonly event: string | undefined;
  readonly trace: string | undefined;
  readonly span: string | undefined;
  readonly flags: unknown;
  readonly attributes: JsonObject;
  readonly resource: JsonObject;
  readonly scope: unknown;
  /** What else the record or the batch holds. */
  readonly others: JsonObject | undefined;
}

function map(value: JsonObject, context: EventContext, inner: Inner): OcsfEvent | undefined {
  const record = Array.isArray(value.resourceLogs)
    ? fromBatch(value, value.resourceLogs)
    : isRecord(value)
      ? fromRecord(value, obj(value.resource), value.scope)
      : isModel(value)
        ? fromModel(value)
        : undefined;
  return record === undefined ? undefined : eventOf(record, context, inner);
}

/** A record of OTLP on its own. */
const isRecord = (value: JsonObject): boolean =>
  (value.timeUnixNano !== undefined || value.observedTimeUnixNano !== undefined) &&
  (value.body !== undefined || value.severityNumber !== undefined || Array.isArray(value.attributes));

/** The data model's names, in capitals or, as the CloudWatch Logs exporter has them, not. */
const isModel = (value: JsonObject): boolean =>
  value.SeverityNumber !== undefined || value.SeverityText !== undefined || value.TraceId !== undefined
    ? value.Body !== undefined && (value.Timestamp !== undefined || value.ObservedTimestamp !== undefined)
    : value.body !== undefined &&
      value.severity_number !== undefined &&
      (value.severity_text !== undefined || isObject(value.resource));

function fromBatch(value: JsonObject, batch: readonly unknown[]): LogRecord | undefined {
  const resource = obj(batch[0]);
  const scopes = Array.isArray(resource.scopeLogs) ? (resource.scopeLogs as unknown[]) : [];
  const scope = obj(scopes[0]);
  const records = Array.isArray(scope.logRecords) ? (scope.logRecords as unknown[]) : [];
  const first = records[0];
  if (!isObject(first)) return undefined;
  const one = fromRecord(first, obj(resource.resource), scope.scope);
  const single = batch.length === 1 && scopes.length === 1 && records.length === 1;
  if (single) return one;
  return { ...one, others: { ...one.others, resourceLogs: data(value.resourceLogs) } };
}

const RECORD: ReadonlySet<string> = new Set([
  'timeUnixNano',
  'observedTimeUnixNano',
  'severityNumber',
  'severityText',
  'body',
  'eventName',
  'traceId',
  'spanId',
  'flags',
  'attributes',
  'resource',
  'scope',
]);

function fromRecord(record: JsonObject, resource: JsonObject, scope: unknown): LogRecord {
  return {
    time: nanoseconds(record.timeUnixNano) ?? nanoseconds(record.observedTimeUnixNano),
    level: text(record.severityText),
    severity: severityNumber(record.severityNumber),
    body: anyValue(record.body, DEEPEST),
    event: text(record.eventName),
    trace: text(record.traceId),
    span: text(record.spanId),
    flags: record.flags,
    attributes: attributes(record.attributes, DEEPEST),
    resource: attributes(resource.attributes, DEEPEST),
    scope: data(scope),
    others: rest(record, RECORD),
  };
}

const MODEL: ReadonlySet<string> = new Set(
  'Timestamp ObservedTimestamp SeverityText SeverityNumber Body EventName TraceId SpanId TraceFlags Attributes Resource InstrumentationScope body severity_number severity_text trace_id span_id flags attributes resource scope timestamp'.split(
    ' ',
  ),
);

function fromModel(value: JsonObject): LogRecord {
  return {
    time: timestamp(value.Timestamp) ?? timestamp(value.ObservedTimestamp) ?? timestamp(value.timestamp),
    level: text(value.SeverityText) ?? text(value.severity_text),
    severity: severityNumber(value.SeverityNumber ?? value.severity_number),
    body: data(value.Body ?? value.body),
    event: text(value.EventName),
    trace: text(value.TraceId) ?? text(value.trace_id),
    span: text(value.SpanId) ?? text(value.span_id),
    flags: value.TraceFlags ?? value.flags,
    attributes: obj(data(value.Attributes ?? value.attributes)),
    resource: obj(data(value.Resource ?? value.resource)),
    scope: data(value.InstrumentationScope ?? value.scope),
    others: rest(value, MODEL),
  };
}

/** A count of nanoseconds, as a text (19 digits are more than a number holds) or a number; 0 is none. */
function nanoseconds(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 && value < 8e21 ? Math.trunc(value / 1e6) : undefined;
  if (typeof value !== 'string' || !/^\d{7,19}$/.test(value)) return undefined;
  return Number(value.slice(0, -6));
}

function timestamp(value: unknown): number | undefined {
  const time =
    typeof value === 'string'
      ? /^\d{9,19}$/.test(value)
        ? parseEpoch(Number(value))
        : parseIso(value)
      : typeof value === 'number'
        ? parseEpoch(value)
        : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** 1 to 24; the protobuf encoding allows of the enum's name. 0: not told. */
function severityNumber(value: unknown): number {
  if (typeof value === 'number') return value >= 1 && value <= 24 ? value : 0;
  const name = str(value);
  if (name === undefined || !name.startsWith('SEVERITY_NUMBER_')) return 0;
  const at = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].findIndex((level) =>
    name.startsWith(level, 16),
  );
  return at < 0 ? 0 : at * 4 + 1;
}

const SEVERITIES: readonly CommonEvent['severity_id'][] = [
  SEVERITY.informational,
  SEVERITY.informational,
  SEVERITY.informational,
  SEVERITY.medium,
  SEVERITY.high,
  SEVERITY.fatal,
];

/** How deep values of OTLP are taken apart. */
const DEEPEST = 16;

/** `{"stringValue":"x"}` and its like as the value itself; 64-bit integers come as texts and stay texts where they are too long. */
function anyValue(value: unknown, depth: number): unknown {
  if (!isObject(value)) return data(value);
  if (typeof value.stringValue === 'string') return value.stringValue;
  if (typeof value.boolValue === 'boolean') return value.boolValue;
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : data(value.intValue);
  }
  if (typeof value.doubleValue === 'number') return value.doubleValue;
  if (typeof value.bytesValue === 'string') return value.bytesValue;
  if (depth === 0) return data(value);
  const list = obj(value.arrayValue).values;
  if (Array.isArray(list)) return list.map((one) => anyValue(one, depth - 1));
  const pairs = obj(value.kvlistValue).values;
  if (Array.isArray(pairs)) return attributes(pairs, depth - 1);
  return data(value);
}

/** A list of `{"key":…,"value":…}` as an object; one that is an object already stays as it is. */
function attributes(value: unknown, depth: number): JsonObject {
  if (!Array.isArray(value)) return obj(data(value));
  const named: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const pair of value as unknown[]) {
    const { key, value: one } = obj(pair);
    if (typeof key === 'string' && named[key] === undefined) named[key] = anyValue(one, depth);
  }
  return named;
}

function eventOf(record: LogRecord, context: EventContext, inner: Inner): OcsfEvent {
  const time = record.time ?? context.time;
  const { body, attributes, resource, severity } = record;
  const message = str(body) ?? text(obj(body).message);
  const about = {
    body: str(body) === undefined ? body : undefined,
    trace_id: record.trace,
    span_id: record.span,
    flags: record.flags === 0 ? undefined : data(record.flags),
    attributes: filled(attributes),
    resource: filled(resource),
    scope: record.scope,
    ...record.others,
  };
  if (typeof body === 'string' && body !== '') {
    const outer = context.outerTime;
    context.outerTime = time;
    const event = inner(body, context);
    context.outerTime = outer;
    if (event !== undefined) return wrapped(event, 'opentelemetry', about);
  }
  const method = text(attributes['http.request.method']) ?? text(attributes['http.method']);
  const target = text(attributes['url.path']) ?? text(attributes['http.target']);
  const query = text(attributes['url.query']);
  const status = attributes['http.response.status_code'] ?? attributes['http.status_code'];
  const port = attributes['client.port'];
  return recordEvent(
    {
      format: opentelemetry.name,
      product: {
        name: text(resource['service.name']) ?? UNKNOWN,
        version: text(resource['service.version']),
      },
      time,
      level: record.level,
      severity:
        severity === 0 ? SEVERITY.unknown : (SEVERITIES[Math.trunc((severity - 1) / 4)] ?? SEVERITY.unknown),
      message,
      code: record.event ?? text(attributes['event.name']),
      correlation: record.trace,
      user: userOf(attributes),
      source: endpointOf(text(attributes['client.address']), typeof port === 'number' ? port : undefined),
      host: text(resource['host.name']),
      http:
        method === undefined || target === undefined
          ? undefined
          : {
              method,
              target: query === undefined || query === '' ? target : `${target}?${query}`,
              status: typeof status === 'number' && Number.isInteger(status) ? status : undefined,
              agent: text(attributes['user_agent.original']),
            },
      failure: text(attributes['exception.message']) ?? text(attributes['error.message']),
      unmapped: about,
    },
    context,
  );
}

function filled(value: JsonObject): JsonObject | undefined {
  for (const _ in value) return value;
  return undefined;
}

function userOf(attributes: JsonObject) {
  const name = text(attributes['user.name']);
  const uid = text(attributes['user.id']) ?? text(attributes['enduser.id']);
  return name === undefined && uid === undefined ? undefined : { name, uid };
}
