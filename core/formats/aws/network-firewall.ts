import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  NetworkActivityEvent,
  NetworkEndpointObject,
  OcsfEvent,
  TlsObject,
  UrlObject,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseEpoch, parseIso } from '../time';
import { including, isObject, type JsonObject, obj, rest, text } from '../values';
import { count } from '../web/http';
import { beside, correlated } from './event';

/**
 * AWS Network Firewall: Suricata's events (EVE JSON) of flow, alert and TLS logs.
 *
 *     {"firewall_name":"edge","availability_zone":"eu-west-1a","event_timestamp":"1795424409","event":{"timestamp":"2026-11-23T09:00:09.404578+0000","flow_id":16402963969408,"event_type":"alert","src_ip":"10.0.0.5","src_port":60448,"dest_ip":"192.0.2.80","dest_port":443,"proto":"TCP","app_proto":"tls","alert":{"action":"blocked","signature_id":4,"rev":0,"signature":"aws:alert_established action","category":"","severity":3},"verdict":{"action":"drop"},"tls":{"sni":"www.example.com","version":"TLS 1.3"}}}
 *
 * Network Activity (4001), Traffic. An alert carries the profile security_control, is an alert (`is_alert`), and its
 * rule is `firewall_rule`; what was blocked is denied, and a failure. Suricata's priority 1 is High, 2 Medium, 3 and
 * more Low. A flow is one direction's; `event.netflow` gives `traffic`, `start_time` and `end_time`. A TLS event that
 * tells of an error is a failure. `flow_id` is `connection_info.uid`: alerts and flows of one connection share it, as
 * does `metadata.correlation_uid`. All else of `event` is under `unmapped.event`.
 *
 * Field meanings: AWS Network Firewall Developer Guide, "Contents of an AWS Network Firewall log"; Suricata User Guide,
 * "Eve JSON Format"; Amazon Athena User Guide, "Querying AWS Network Firewall logs".
 */
export const networkFirewall: JsonFormat = {
  name: 'network-firewall',
  title: 'AWS Network Firewall flow, alert and TLS logs',
  kind: 'json',
  classes: [4001],
  sample:
    '{"firewall_name":"edge","availability_zone":"eu-west-1a","event_timestamp":"1795424409","event":{"timestamp":"2026-11-23T09:00:09.404578+0000","flow_id":16402963969408,"event_type":"alert","src_ip":"10.0.0.5","src_port":60448,"dest_ip":"192.0.2.80","dest_port":443,"proto":"TCP","app_proto":"tls","alert":{"action":"blocked","signature_id":4,"rev":0,"signature":"aws:alert_established action","category":"","severity":3},"verdict":{"action":"drop"},"tls":{"sni":"www.example.com","version":"TLS 1.3"}}}',
  evidence: 'corpus',
  sources: [
    'AWS Network Firewall Developer Guide, "Contents of an AWS Network Firewall log"',
    'Suricata User Guide, "Eve JSON Format"',
    'Amazon Athena User Guide, "Querying AWS Network Firewall logs"',
  ],
  fields: [
    ['firewall_name', 'network_observation_point.name'],
    ['availability_zone', 'cloud.zone'],
    ['event.timestamp, event_timestamp', 'time'],
    ['event.flow_id', 'connection_info.uid, metadata.correlation_uid'],
    ['event.src_ip', 'src_endpoint.ip'],
    ['event.src_port', 'src_endpoint.port'],
    ['event.dest_ip', 'dst_endpoint.ip'],
    ['event.dest_port', 'dst_endpoint.port'],
    ['event.proto', 'connection_info.protocol_name'],
    ['event.app_proto', 'app_protocol_name'],
    ['event.direction', 'connection_info.direction'],
    ['event.tcp.tcp_flags', 'connection_info.tcp_flags'],
    ['event.netflow.pkts', 'traffic.packets'],
    ['event.netflow.bytes', 'traffic.bytes'],
    ['event.netflow.start', 'start_time'],
    ['event.netflow.end', 'end_time'],
    ['event.alert.action', 'action_id, disposition_id, status_id, status_code'],
    ['event.alert.signature_id', 'firewall_rule.uid'],
    ['event.alert.signature', 'firewall_rule.name, status_detail'],
    ['event.alert.rev', 'firewall_rule.version'],
    ['event.alert.category', 'firewall_rule.category'],
    ['event.alert.severity', 'severity_id'],
    ['event.tls.sni', 'tls.sni, dst_endpoint.hostname'],
    ['event.tls.version', 'tls.version'],
    ['event.http.hostname', 'url.hostname'],
    ['event.http.url', 'url.path, url.query_string'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Network Firewall', vendor_name: 'AWS' } as const;
const FLOW = ['cloud'] as const;
const ALERT = ['cloud', 'security_control'] as const;
const TRAFFIC = 6;

const TAKEN: ReadonlySet<string> = new Set(['firewall_name', 'availability_zone', 'event']);
const EVENT_TAKEN: ReadonlySet<string> = new Set([
  'timestamp',
  'flow_id',
  'src_ip',
  'src_port',
  'dest_ip',
  'dest_port',
  'proto',
  'app_proto',
  'direction',
]);

const SEVERITIES = [SEVERITY.high, SEVERITY.medium] as const;

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const name = value.firewall_name;
  const inner = value.event;
  if (typeof name !== 'string' || !isObject(inner)) return undefined;
  const stamp = text(inner.timestamp);
  const counted = count(value.event_timestamp);
  let time = stamp === undefined ? Number.NaN : parseIso(stamp);
  if (Number.isNaN(time) && counted !== undefined) time = parseEpoch(counted);
  if (Number.isNaN(time)) return undefined;
  const alert = isObject(inner.alert) ? inner.alert : undefined;
  const flow = obj(inner.netflow);
  const uid = idOf(inner.flow_id);
  const protocol = text(inner.proto)?.toLowerCase();
  const direction = text(inner.direction);
  const tls = obj(inner.tls);
  const problem =
    text(tls.error_message) ?? text(inner.tls_error) ?? text(obj(inner.tls_error).error_message);
  const blocked = alert?.action === 'blocked';
  const status =
    alert === undefined
      ? problem === undefined
        ? STATUS.unknown
        : STATUS.failure
      : blocked
        ? STATUS.failure
        : STATUS.success;
  const signature = text(alert?.signature);
  const rule = idOf(alert?.signature_id);
  const revision = idOf(alert?.rev);
  const priority = count(alert?.severity);
  const sni = text(tls.sni);
  const http = obj(inner.http);
  const metadata = context.metadata(
    networkFirewall.name,
    PRODUCT,
    alert === undefined ? FLOW : ALERT,
    undefined,
  );
  const left = rest(value, TAKEN);
  const source = endpoint(inner.src_ip, inner.src_port);
  const destination = endpoint(inner.dest_ip, inner.dest_port, sni ?? text(http.hostname));
  const event: NetworkActivityEvent = {
    metadata: correlated(metadata, uid),
    time,
    start_time: timeOf(flow.start),
    end_time: timeOf(flow.end),
    class_uid: 4001,
    category_uid: 4,
    activity_id: TRAFFIC,
    type_uid: typeUid(4001, TRAFFIC),
    severity_id:
      alert === undefined
        ? SEVERITY.informational
        : ((priority === undefined ? undefined : SEVERITIES[priority - 1]) ?? SEVERITY.low),
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: text(alert?.action),
    status_detail: signature ?? problem,
    is_alert: alert === undefined ? undefined : true,
    action_id: alert === undefined ? undefined : blocked ? ACTION.denied : ACTION.allowed,
    disposition_id: alert === undefined ? undefined : blocked ? 2 : 1,
    firewall_rule:
      rule === undefined && signature === undefined
        ? undefined
        : { uid: rule, name: signature, version: revision, category: text(alert?.category) },
    cloud: { provider: 'AWS', zone: text(value.availability_zone) },
    network_observation_point: { name },
    app_protocol_name: text(inner.app_proto),
    src_endpoint: source ?? (destination === undefined ? { name: UNKNOWN } : undefined),
    dst_endpoint: destination,
    connection_info: {
      direction_id: 0,
      direction,
      uid,
      protocol_name: protocol,
      tcp_flags: hexOf(obj(inner.tcp).tcp_flags),
    },
    traffic:
      inner.netflow === undefined ? undefined : { packets: count(flow.pkts), bytes: count(flow.bytes) },
    tls: tlsOf(tls, sni),
    url: urlOf(http),
    raw_data: context.raw,
    unmapped: beside(context, undefined, time, including(left, 'event', rest(inner, EVENT_TAKEN))),
  };
  return event;
}

/** Ids are whole numbers, beyond 2^53 at times: such a one is nobody's but approximately, and left to `raw_data`. */
const idOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? (Number.isSafeInteger(value) ? String(value) : undefined) : text(value);

function timeOf(value: unknown): number | undefined {
  const stamp = text(value);
  const time = stamp === undefined ? Number.NaN : parseIso(stamp);
  return Number.isNaN(time) ? undefined : time;
}

function endpoint(ip: unknown, port: unknown, hostname?: string): NetworkEndpointObject | undefined {
  const address = text(ip);
  if (address === undefined || !isIp(address)) return hostname === undefined ? undefined : { hostname };
  const number = count(port);
  return { ip: address, port: number !== undefined && number <= 65535 ? number : undefined, hostname };
}

/** TCP flags in hexadecimal, of all packets of the flow. */
function hexOf(value: unknown): number | undefined {
  const flags = text(value);
  if (flags === undefined || flags.length > 2) return undefined;
  const number = Number(`0x${flags}`);
  return number >= 0 && number <= 255 ? number : undefined;
}

function tlsOf(tls: JsonObject, sni: string | undefined): TlsObject | undefined {
  const version = text(tls.version);
  return version === undefined && sni === undefined ? undefined : { version: version ?? UNKNOWN, sni };
}

function urlOf(http: JsonObject): UrlObject | undefined {
  const hostname = text(http.hostname);
  const target = text(http.url);
  if (target === undefined) return undefined;
  const query = target.indexOf('?');
  return {
    hostname,
    path: query < 0 ? target : target.slice(0, query),
    query_string: query < 0 ? undefined : target.slice(query + 1),
  };
}
