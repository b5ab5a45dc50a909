import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  BaseEventEvent,
  NetworkActivityEvent,
  NetworkEndpointObject,
  OcsfEvent,
} from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { hasFields, text } from '../values';
import { count } from '../web/http';

/**
 * Transit gateway flow logs: one flow through a transit gateway in one capture window, fields set apart by one space.
 *
 *     6 TransitGateway 123456789012 tgw-0a1b tgw-attach-0a1b 123456789012 210987654321 vpc-0a1b vpc-0c2d subnet-0a1b subnet-0c2d eni-0a1b eni-0c2d euw1-az1 euw1-az2 tgw-attach-0c2d 10.0.0.5 10.1.0.7 49152 443 6 10 8400 1795424340 1795424400 OK IPv4 0 0 0 0 3 eu-west-1 egress - S3
 *
 * Network Activity (4001), Traffic. Without a header the fields are the default ones, all of them; a header line in the
 * same record, kept as a Base Event, gives any order and any of them. There is no `action`: a flow that lost packets is
 * a failure, `status_detail` names the counters. NODATA and SKIPDATA are unknown. Under `unmapped` by their names:
 * version, resource-type, tgw-attachment-id, tgw-pair-attachment-id, type, the four packets-lost counters,
 * pkt-src-aws-service, pkt-dst-aws-service.
 *
 * Field meanings: Amazon VPC, AWS Transit Gateway, "Transit Gateway Flow Log records"; two public pipelines that spell
 * out the default order (a CDK stack's log format; a Firehose transformation).
 */
export const transitGatewayFlow: LineFormat = {
  name: 'transit-gateway-flow',
  title: 'AWS Transit Gateway flow logs',
  kind: 'line',
  classes: [4001, 0],
  sample:
    '6 TransitGateway 123456789012 tgw-0a1b tgw-attach-0a1b 123456789012 210987654321 vpc-0a1b vpc-0c2d subnet-0a1b subnet-0c2d eni-0a1b eni-0c2d euw1-az1 euw1-az2 tgw-attach-0c2d 10.0.0.5 10.1.0.7 49152 443 6 10 8400 1795424340 1795424400 OK IPv4 0 0 0 0 3 eu-west-1 egress - S3',
  evidence: 'published',
  sources: [
    'Amazon VPC, AWS Transit Gateway, "Transit Gateway Flow Log records"',
    'UK Ministry of Justice, modernisation-platform, custom_tgw_flow_log_format',
  ],
  fields: [
    ['account-id', 'cloud.account.uid'],
    ['region', 'cloud.region'],
    ['tgw-id', 'network_observation_point.uid'],
    ['srcaddr', 'src_endpoint.ip'],
    ['srcport', 'src_endpoint.port'],
    ['tgw-src-vpc-account-id', 'src_endpoint.owner.account.uid'],
    ['tgw-src-vpc-id', 'src_endpoint.vpc_uid'],
    ['tgw-src-subnet-id', 'src_endpoint.subnet_uid'],
    ['tgw-src-eni', 'src_endpoint.interface_uid'],
    ['tgw-src-az-id', 'src_endpoint.zone'],
    ['dstaddr', 'dst_endpoint.ip'],
    ['dstport', 'dst_endpoint.port'],
    ['tgw-dst-vpc-account-id', 'dst_endpoint.owner.account.uid'],
    ['tgw-dst-vpc-id', 'dst_endpoint.vpc_uid'],
    ['tgw-dst-subnet-id', 'dst_endpoint.subnet_uid'],
    ['tgw-dst-eni', 'dst_endpoint.interface_uid'],
    ['tgw-dst-az-id', 'dst_endpoint.zone'],
    ['protocol', 'connection_info.protocol_num'],
    ['tcp-flags', 'connection_info.tcp_flags'],
    ['flow-direction', 'connection_info.direction_id'],
    ['packets', 'traffic.packets'],
    ['bytes', 'traffic.bytes'],
    ['start', 'time'],
    ['end', 'end_time'],
    ['log-status', 'status_code'],
    ['packets-lost-no-route, -blackhole, -mtu-exceeded, -ttl-expired', 'status_id, status_detail'],
  ],
  begin() {
    let layout = DEFAULT;
    return (line, context) => {
      if (line.length > LONGEST) return undefined;
      const first = line.charCodeAt(0);
      if (first >= 97 && first <= 122) {
        const header = layoutOf(line);
        if (header !== undefined) {
          layout = header;
          return headerEvent(context);
        }
      }
      return flow(line, layout, context);
    };
  },
};

const LONGEST = 4096;
const FIELDS =
  'version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region flow-direction pkt-src-aws-service pkt-dst-aws-service'.split(
    ' ',
  );
const KNOWN: ReadonlySet<string> = new Set(FIELDS);
const LOST = FIELDS.filter((name) => name.startsWith('packets-lost-'));
const REST = [
  'version',
  'resource-type',
  'tgw-attachment-id',
  'tgw-pair-attachment-id',
  'type',
  ...LOST,
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
];

/** Where each field stands in a line. */
type Layout = ReadonlyMap<string, number>;
const layout = (names: readonly string[]): Layout => new Map(names.map((name, place) => [name, place]));
const DEFAULT = layout(FIELDS);

/** The layout that a header gives: at least four fields, all known, none twice, one a transit gateway's own. */
function layoutOf(line: string): Layout | undefined {
  if (!KNOWN.has(line.slice(0, line.indexOf(' ')))) return undefined;
  const names = line.split(' ');
  if (names.length < 4 || !names.every((name) => KNOWN.has(name))) return undefined;
  if (
    !names.some(
      (name) => name.startsWith('tgw-') || name.startsWith('packets-lost-') || name === 'resource-type',
    )
  )
    return undefined;
  const places = layout(names);
  return places.size === names.length ? places : undefined;
}

const PRODUCT = { name: 'Transit Gateway Flow Logs', vendor_name: 'AWS' } as const;
const PROFILES = ['cloud'] as const;
const TRAFFIC = 6;

function headerEvent(context: EventContext): BaseEventEvent {
  return {
    metadata: context.metadata(transitGatewayFlow.name, PRODUCT, PROFILES, undefined),
    time: context.time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 99,
    activity_name: 'Header',
    type_uid: typeUid(0, 99),
    severity_id: SEVERITY.informational,
    cloud: { provider: 'AWS' },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, context.time),
  };
}

function flow(line: string, places: Layout, context: EventContext): OcsfEvent | undefined {
  if (!hasFields(line, places.size)) return undefined;
  const values = line.split(' ');
  const field = (name: string): string | undefined => {
    const place = places.get(name);
    return place === undefined ? undefined : text(values[place]);
  };
  const number = (name: string): number | undefined => count(field(name));
  if (!isFlow(field)) return undefined;
  const start = number('start');
  const end = number('end');
  const time = start !== undefined && start < 1e11 ? start * 1000 : context.time;
  const logged = field('log-status');
  const lost = LOST.filter((name) => (number(name) ?? 0) > 0);
  const status =
    logged !== undefined && logged !== 'OK'
      ? STATUS.unknown
      : lost.length > 0
        ? STATUS.failure
        : STATUS.success;
  const protocol = number('protocol');
  const direction = field('flow-direction');
  const flags = number('tcp-flags');
  const account = field('account-id');
  const source = endpoint(field, 'src');
  const destination = endpoint(field, 'dst');
  const gateway = field('tgw-id');
  const kept: Record<string, unknown> = {};
  for (const name of REST) {
    const value = field(name);
    if (value !== undefined) kept[name] = value;
  }
  const event: NetworkActivityEvent = {
    metadata: context.metadata(transitGatewayFlow.name, PRODUCT, PROFILES, undefined),
    time,
    end_time: end !== undefined && end < 1e11 ? end * 1000 : undefined,
    class_uid: 4001,
    category_uid: 4,
    activity_id: TRAFFIC,
    type_uid: typeUid(4001, TRAFFIC),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: logged,
    status_detail: lost.length === 0 ? undefined : lost.join(', '),
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: field('region'),
    },
    network_observation_point: gateway === undefined ? undefined : { uid: gateway },
    src_endpoint: source ?? (destination === undefined ? { name: UNKNOWN } : undefined),
    dst_endpoint: destination,
    connection_info:
      protocol === undefined && direction === undefined && flags === undefined
        ? undefined
        : {
            direction_id: direction === 'ingress' ? 1 : direction === 'egress' ? 2 : 0,
            protocol_num: protocol,
            tcp_flags: flags,
          },
    traffic: { packets: number('packets'), bytes: number('bytes') },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, kept),
  };
  return event;
}

const NUMBERS = ['protocol', 'packets', 'bytes', 'start', 'end', 'srcport', 'dstport'] as const;

function isFlow(field: (name: string) => string | undefined): boolean {
  const version = field('version');
  if (version !== undefined && (version.length > 2 || (count(version) ?? 0) < 2)) return false;
  const type = field('resource-type');
  if (type !== undefined && !type.startsWith('TransitGateway')) return false;
  const gateway = field('tgw-id');
  if (gateway !== undefined && !gateway.startsWith('tgw-')) return false;
  const status = field('log-status');
  if (status !== undefined && status !== 'OK' && status !== 'NODATA' && status !== 'SKIPDATA') return false;
  return NUMBERS.every((name) => {
    const value = field(name);
    return value === undefined || count(value) !== undefined;
  });
}

function endpoint(
  field: (name: string) => string | undefined,
  side: 'src' | 'dst',
): NetworkEndpointObject | undefined {
  const ip = field(`${side}addr`);
  if (ip === undefined || !isIp(ip)) return undefined;
  const port = count(field(`${side}port`));
  const account = field(`tgw-${side}-vpc-account-id`);
  return {
    ip,
    port: port !== undefined && port <= 65535 ? port : undefined,
    owner: account === undefined ? undefined : { account: { uid: account } },
    vpc_uid: field(`tgw-${side}-vpc-id`),
    subnet_uid: field(`tgw-${side}-subnet-id`),
    interface_uid: field(`tgw-${side}-eni`),
    zone: field(`tgw-${side}-az-id`),
  };
}
