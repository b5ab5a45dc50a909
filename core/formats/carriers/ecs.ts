import { STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { metadataOf } from '../metadata';
import { parseEpoch, parseIso } from '../time';
import { isObject, type JsonObject, rest, str, text } from '../values';
import { endpointOf, recordEvent, severityOf } from './record';

/**
 * Elastic Common Schema: what Beats, Elastic's agents and the ECS loggers of many languages write.
 *
 *     {"@timestamp":"2026-11-23T09:00:00.123Z","ecs.version":"8.11.0","log.level":"error","message":"login failed","event":{"kind":"event","category":["authentication"],
 *      "type":["start"],"outcome":"failure","action":"logon","id":"0f6c"},"user":{"name":"alice","id":"17"},"source":{"ip":"192.0.2.7","port":4242},"service":{"name":"shop"}}
 *
 * Names nested or dotted, as they come. `ecs.version` must be there, as the schema demands. Authentication (3002) and Network Activity (4001)
 * for events of those categories, HTTP Activity (4002) where there is a method and a path, Application Error (6008) from level error on, else Base Event (0).
 * Under `unmapped`: everything, as it came, but for fields that have a place of their own at the top.
 *
 * Field meanings: Elastic Common Schema (ECS) Reference, "ECS Field Reference"; OpenSearch, "Simple Schema for Observability" and its ECS mapping; OpenTelemetry,
 * "ECS to Semantic Conventions".
 */
export const ecs: JsonFormat = {
  name: 'ecs',
  title: 'Elastic Common Schema (ECS) JSON',
  kind: 'json',
  classes: [3002, 4001, 4002, 6008, 0],
  sample:
    '{"@timestamp":"2026-11-23T09:00:00.123Z","ecs.version":"8.11.0","log.level":"error","message":"login failed","event":{"kind":"event","category":["authentication"],"type":["start"],"outcome":"failure","action":"logon","id":"0f6c"},"user":{"name":"alice","id":"17"},"source":{"ip":"192.0.2.7","port":4242},"service":{"name":"shop"}}',
  evidence: 'published',
  sources: [
    'Elastic Common Schema (ECS) Reference, "ECS Field Reference"',
    'OpenTelemetry, Semantic Conventions, compatibility with ECS',
  ],
  fields: [
    ['@timestamp', 'time'],
    ['log.level', 'metadata.log_level, severity_id'],
    ['message', 'message'],
    ['event.id', 'metadata.original_event_uid'],
    ['event.action, event.code', 'metadata.event_code'],
    ['event.category, event.type', 'class_uid, activity_id'],
    ['event.outcome', 'status_id'],
    ['event.reason, error.message', 'status_detail'],
    ['event.duration', 'duration'],
    ['user.name, user.id, user.email', 'actor.user.name, actor.user.uid, user.name, user.uid'],
    ['source.ip, source.port, client.ip', 'src_endpoint.ip, src_endpoint.port'],
    ['destination.ip, destination.port, server.ip', 'dst_endpoint.ip, dst_endpoint.port'],
    ['host.name, host.hostname', 'device.hostname'],
    ['http.request.method', 'http_request.http_method'],
    ['url.path, url.query', 'http_request.url.path, http_request.url.query_string'],
    ['http.response.status_code', 'http_response.code'],
    ['user_agent.original', 'http_request.user_agent'],
    ['trace.id, transaction.id', 'metadata.correlation_uid'],
    ['service.name, service.version', 'metadata.product.name, service.name'],
  ],
  begin: () => map,
};

const TAKEN: ReadonlySet<string> = new Set([
  '@timestamp',
  'message',
  'ecs.version',
  'log.level',
  'trace.id',
  'transaction.id',
]);

/** A field by its dotted name: nested, dotted at the top, or dotted on the way (`"event":{"action.name":…}` is none of it). */
function field(value: JsonObject, path: string): unknown {
  const direct = value[path];
  if (direct !== undefined) return direct;
  let at: unknown = value;
  for (let from = 0; ; ) {
    if (!isObject(at)) return undefined;
    const dot = path.indexOf('.', from);
    if (dot < 0) return at[path.slice(from)];
    const next: unknown = at[path.slice(from, dot)];
    // `log.level` may be `{"log":{…}}` or, next to it, `"log.level"`.
    at = next;
    from = dot + 1;
  }
}

const named = (value: JsonObject, ...paths: readonly string[]): string | undefined => {
  for (const path of paths) {
    const found = field(value, path);
    const one =
      text(found) ?? (typeof found === 'number' && Number.isFinite(found) ? String(found) : undefined);
    if (one !== undefined) return one;
  }
  return undefined;
};

const whole = (found: unknown): number | undefined =>
  typeof found === 'number' && Number.isInteger(found)
    ? found
    : typeof found === 'string' && /^\d{1,9}$/.test(found)
      ? Number(found)
      : undefined;

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const when = value['@timestamp'];
  if (typeof when !== 'string' && typeof when !== 'number') return undefined;
  if (typeof field(value, 'ecs.version') !== 'string') return undefined;
  const parsed = typeof when === 'string' ? parseIso(when) : parseEpoch(when);
  const time = Number.isNaN(parsed) ? context.time : parsed;
  const level = named(value, 'log.level');
  const user = named(value, 'user.name', 'user.email', 'client.user.name', 'source.user.name');
  const uid = named(value, 'user.id', 'client.user.id', 'source.user.id');
  const method = named(value, 'http.request.method');
  const path = named(value, 'url.path', 'url.original', 'url.full');
  const query = named(value, 'url.query');
  const status = whole(field(value, 'http.response.status_code'));
  const nanoseconds = Number(field(value, 'event.duration'));
  const record = {
    format: ecs.name,
    product: {
      name: named(value, 'service.name', 'event.module', 'event.provider', 'agent.type') ?? UNKNOWN,
      version: named(value, 'service.version'),
    },
    time,
    level,
    severity: severityOf(level),
    message: str(value.message),
    uid: named(value, 'event.id'),
    code: named(value, 'event.action', 'event.code'),
    correlation: named(value, 'trace.id', 'transaction.id'),
    user: user === undefined && uid === undefined ? undefined : { name: user, uid },
    source: endpointOf(
      named(value, 'source.ip', 'client.ip', 'source.address', 'client.address'),
      whole(field(value, 'source.port') ?? field(value, 'client.port')),
    ),
    destination: endpointOf(
      named(value, 'destination.ip', 'server.ip', 'destination.address', 'server.address'),
      whole(field(value, 'destination.port') ?? field(value, 'server.port')),
    ),
    host: named(value, 'host.name', 'host.hostname'),
    failure: named(value, 'event.reason', 'error.message'),
    duration: nanoseconds > 0 && nanoseconds < 1e18 ? Math.round(nanoseconds / 1e6) : undefined,
    http:
      method !== undefined && path !== undefined
        ? {
            method,
            target: query === undefined || path.includes('?') ? path : `${path}?${query}`,
            status: status !== undefined && status >= 100 && status <= 999 ? status : undefined,
            agent: named(value, 'user_agent.original'),
            referrer: named(value, 'http.request.referrer'),
            host: named(value, 'url.domain'),
            bytes: whole(field(value, 'http.response.body.bytes')),
          }
        : undefined,
    unmapped: rest(value, TAKEN),
  };
  const categories = listed(field(value, 'event.category'));
  if (categories.includes('authentication')) return logon(value, record, context);
  if (record.http === undefined && categories.includes('network')) {
    const event = network(value, record, context);
    if (event !== undefined) return event;
  }
  return recordEvent(record, context);
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function outcomeOf(value: JsonObject): 0 | 1 | 2 {
  const outcome = field(value, 'event.outcome');
  return outcome === 'success' ? STATUS.success : outcome === 'failure' ? STATUS.failure : STATUS.unknown;
}

type EcsRecord = Parameters<typeof recordEvent>[0];

function common(record: EcsRecord, value: JsonObject, context: EventContext) {
  const status = outcomeOf(value);
  return {
    metadata: metadataOf(
      context,
      record.format,
      record.product,
      undefined,
      record.uid,
      record.level,
      record.code,
      record.correlation,
    ),
    time: record.time,
    severity_id: record.severity,
    message: record.message,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_detail: record.failure,
    duration: record.duration,
    src_endpoint: record.source,
    raw_data: context.raw,
    unmapped: context.unmapped(record.uid, record.time, record.unmapped),
  };
}

function logon(value: JsonObject, record: EcsRecord, context: EventContext): OcsfEvent {
  const kinds = listed(field(value, 'event.type'));
  const activity = kinds.includes('end') ? 2 : kinds.includes('start') || kinds.includes('info') ? 1 : 99;
  const user = record.user ?? { name: UNKNOWN };
  const made = common(record, value, context);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_detail: made.status_detail,
    duration: made.duration,
    src_endpoint: made.src_endpoint,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    activity_name: activity === 99 ? (record.code ?? 'authentication') : undefined,
    type_uid: typeUid(3002, activity),
    user,
    actor: { user },
    service: { name: record.product.name },
    dst_endpoint: record.destination ?? (record.host === undefined ? undefined : { hostname: record.host }),
  };
}

/** Activities by `event.type`: 1 Open, 2 Close, 5 Refuse, 6 Traffic. */
function network(value: JsonObject, record: EcsRecord, context: EventContext): OcsfEvent | undefined {
  if (record.source === undefined && record.destination === undefined) return undefined;
  const kinds = listed(field(value, 'event.type'));
  const activity = kinds.includes('denied') ? 5 : kinds.includes('start') ? 1 : kinds.includes('end') ? 2 : 6;
  const made = common(record, value, context);
  return {
    metadata: made.metadata,
    time: made.time,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_detail: made.status_detail,
    duration: made.duration,
    src_endpoint: made.src_endpoint,
    raw_data: made.raw_data,
    unmapped: made.unmapped,
    class_uid: 4001,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4001, activity),
    dst_endpoint: record.destination,
    app_protocol_name: named(value, 'network.protocol'),
  };
}
