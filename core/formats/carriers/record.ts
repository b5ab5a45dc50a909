import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  ActorObject,
  CommonEvent,
  DeviceObject,
  HttpRequestObject,
  NetworkEndpointObject,
  OcsfEvent,
  ProductObject,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import { metadataOf } from '../metadata';
import { digits, type JsonObject } from '../values';

/** What a carrier of anybody's events says, whichever way it says it. */
export interface CarriedRecord {
  readonly format: string;
  readonly product: ProductObject;
  readonly time: number;
  readonly level: string | undefined;
  readonly severity: CommonEvent['severity_id'];
  readonly message: string | undefined;
  readonly uid?: string | undefined;
  readonly code?: string | undefined;
  readonly correlation?: string | undefined;
  readonly user?: UserObject | undefined;
  readonly source?: NetworkEndpointObject | undefined;
  readonly destination?: NetworkEndpointObject | undefined;
  /** The host that it ran on. */
  readonly host?: string | undefined;
  readonly http?: HttpRequest | undefined;
  readonly failure?: string | undefined;
  readonly duration?: number | undefined;
  readonly unmapped: JsonObject | undefined;
}

export interface HttpRequest {
  readonly method: string;
  /** Path with query. */
  readonly target: string;
  readonly status: number | undefined;
  readonly agent: string | undefined;
  readonly referrer?: string | undefined;
  readonly host?: string | undefined;
  readonly bytes?: number | undefined;
}

const METHODS: ReadonlyMap<string, 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9> = new Map([
  ['CONNECT', 1],
  ['DELETE', 2],
  ['GET', 3],
  ['HEAD', 4],
  ['OPTIONS', 5],
  ['POST', 6],
  ['PUT', 7],
  ['TRACE', 8],
  ['PATCH', 9],
] as const);

/** HTTP Activity (4002) for a request, else Application Error (6008) from severity High on, else Base Event (0). */
export function recordEvent(record: CarriedRecord, context: EventContext): OcsfEvent {
  const { http, host, user } = record;
  const isHost = user !== undefined || host !== undefined;
  const metadata = metadataOf(
    context,
    record.format,
    record.product,
    // Who it was and on what host: attributes of that profile.
    isHost ? HOST : undefined,
    record.uid,
    record.level,
    record.code,
    record.correlation,
  );
  const actor: ActorObject | undefined = user === undefined ? undefined : { user };
  const device: DeviceObject | undefined =
    host === undefined ? undefined : isIp(host) ? { ip: host, type_id: 0 } : { hostname: host, type_id: 0 };
  if (http !== undefined) return request(http, record, context, metadata, actor, device);
  // Other classes have no place for where it came from.
  const more =
    record.source === undefined && record.destination === undefined
      ? record.unmapped
      : { ...record.unmapped, src_endpoint: record.source, dst_endpoint: record.destination };
  const unmapped = context.unmapped(record.uid, record.time, more);
  if (record.severity >= SEVERITY.high && record.severity <= SEVERITY.fatal)
    return {
      metadata,
      time: record.time,
      severity_id: record.severity,
      message: record.message,
      actor,
      device,
      duration: record.duration,
      raw_data: context.raw,
      class_uid: 6008,
      category_uid: 6,
      activity_id: 1,
      type_uid: typeUid(6008, 1),
      status_id: STATUS.failure,
      status: STATUS_CAPTION[STATUS.failure],
      status_detail: record.failure,
      unmapped,
    };
  return {
    metadata,
    time: record.time,
    severity_id: record.severity,
    message: record.message,
    actor,
    device,
    duration: record.duration,
    raw_data: context.raw,
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: typeUid(0, 0),
    status_detail: record.failure,
    unmapped,
  };
}

const HOST = ['host'] as const;

function request(
  http: HttpRequest,
  record: CarriedRecord,
  context: EventContext,
  metadata: CommonEvent['metadata'],
  actor: ActorObject | undefined,
  device: DeviceObject | undefined,
): OcsfEvent {
  const method = http.method.toUpperCase();
  const known = METHODS.get(method);
  const activity = known ?? 99;
  const query = http.target.indexOf('?');
  const { status } = http;
  const outcome = status === undefined ? STATUS.unknown : status < 400 ? STATUS.success : STATUS.failure;
  return {
    metadata,
    time: record.time,
    severity_id: record.severity,
    message: record.message,
    actor,
    device,
    duration: record.duration,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: known === undefined ? http.method : undefined,
    type_uid: typeUid(4002, activity),
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_code: status === undefined ? undefined : String(status),
    status_detail: record.failure,
    src_endpoint: record.source,
    dst_endpoint:
      http.host === undefined ? record.destination : { ...record.destination, hostname: http.host },
    http_request: {
      http_method: known === undefined ? undefined : (method as HttpRequestObject['http_method']),
      url: {
        path: query < 0 ? http.target : http.target.slice(0, query),
        query_string: query < 0 ? undefined : http.target.slice(query + 1),
      },
      user_agent: http.agent,
      referrer: http.referrer,
    },
    http_response: status === undefined ? undefined : { code: status, body_length: http.bytes },
    raw_data: context.raw,
    unmapped: context.unmapped(record.uid, record.time, record.unmapped),
  };
}

/** An address with or without a port (`192.0.2.7:80`, `[2001:db8::7]:80`), or a name. */
export function endpointOf(
  address: string | undefined,
  port?: number | undefined,
): NetworkEndpointObject | undefined {
  if (address === undefined || address === '') return undefined;
  const own = port !== undefined && port >= 0 && port <= 65535 ? port : undefined;
  if (isIp(address)) return { ip: address, port: own };
  const colon = address.lastIndexOf(':');
  const last = colon < 0 ? -1 : digits(address.slice(colon + 1));
  let name = last < 0 || last > 65535 ? address : address.slice(0, colon);
  if (name.startsWith('[') && name.endsWith(']')) name = name.slice(1, -1);
  const given = last >= 0 && last <= 65535 ? last : own;
  if (isIp(name)) return { ip: name, port: given };
  return name === '' ? { name: UNKNOWN } : { hostname: name, port: given };
}

const SEVERITIES: ReadonlyMap<string, CommonEvent['severity_id']> = new Map([
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
  ['eror', SEVERITY.high],
  ['crit', SEVERITY.critical],
  ['critical', SEVERITY.critical],
  ['alert', SEVERITY.critical],
  ['dpanic', SEVERITY.critical],
  ['emerg', SEVERITY.fatal],
  ['emergency', SEVERITY.fatal],
  ['fatal', SEVERITY.fatal],
  ['panic', SEVERITY.fatal],
] as const);

/** By a level's usual names. */
export const severityOf = (level: string | undefined): CommonEvent['severity_id'] =>
  (level !== undefined && level.length < 16 && SEVERITIES.get(level.toLowerCase())) || SEVERITY.unknown;
