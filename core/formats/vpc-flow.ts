import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  BaseEventEvent,
  NetworkActivityEvent,
  NetworkEndpointObject,
  OcsfEvent,
} from '../ocsf/generated/types';
import type { EventContext, LineFormat } from './format';
import { isIp } from './ip';
import { digits, hasFields } from './values';

/**
 * VPC flow logs: one flow in one capture window, fields set apart by one space.
 *
 *     2 123456789012 eni-0a1b2c3d 192.0.2.7 10.0.0.5 49152 443 6 10 8400 1620000000 1620000060 ACCEPT OK
 *     2 123456789012 eni-0a1b2c3d - - - - - - - 1620000000 1620000060 - NODATA
 *
 * Network Activity (4001), Traffic. Without a header the fields are the default ones (version 2). A line of field
 * names is a header, wherever it stands: it holds for the lines after it in the same record, gives any order and
 * any of the fields up to version 10, and is itself kept as a Base Event. NODATA and SKIPDATA have no endpoints:
 * OCSF wants one, so it is named Unknown. Fields without a place in OCSF are under `unmapped` by their own name. A
 * header with fields of version 6 is a transit gateway's, another format.
 *
 * Field meanings: Amazon VPC User Guide, "Flow log records"; AWS CDK, aws-ec2, LogFormat (versions 2 to 7).
 */
export const vpcFlow: LineFormat = {
  name: 'vpc-flow',
  title: 'Amazon VPC flow logs',
  kind: 'line',
  classes: [4001, 0],
  sample:
    '2 123456789012 eni-0a1b2c3d 192.0.2.7 10.0.0.5 49152 443 6 10 8400 1620000000 1620000060 ACCEPT OK',
  evidence: 'corpus',
  sources: ['Amazon VPC User Guide, "Flow log records"', 'AWS CDK, aws-ec2, LogFormat'],
  fields: [
    ['srcaddr, pkt-srcaddr', 'src_endpoint.ip'],
    ['srcport', 'src_endpoint.port'],
    ['dstaddr, pkt-dstaddr', 'dst_endpoint.ip'],
    ['dstport', 'dst_endpoint.port'],
    ['protocol', 'connection_info.protocol_num'],
    ['packets', 'traffic.packets'],
    ['bytes', 'traffic.bytes'],
    ['start', 'time'],
    ['end', 'end_time'],
    ['action', 'action_id, status_id'],
    ['log-status', 'status_code'],
    ['account-id', 'cloud.account.uid'],
  ],
  begin() {
    let layout = DEFAULT;
    return (line, context) => {
      const first = line.charCodeAt(0);
      // A version, an account or any other value of a custom order, or a field's name.
      if (first <= 32 || first === 91 || first === 123 || line.length > LONGEST) return undefined;
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

/** Every field there is, by the version that brought it; those of version 6 are a transit gateway's. */
const FIELDS = [
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
  'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr',
  'region az-id sublocation-type sublocation-id',
  'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path',
  'ecs-cluster-name ecs-cluster-arn ecs-container-instance-id ecs-container-instance-arn ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id',
  // Versions 8, 9 and 10.
  'reject-reason resource-id encryption-status',
].map((names) => names.split(' '));

/** All of them, in that order. */
export const FLOW_FIELDS: readonly string[] = FIELDS.flat();
const KNOWN: ReadonlySet<string> = new Set(FLOW_FIELDS);

/** Where each field stands in a line; -1 if it does not. */
export interface FlowLayout {
  readonly count: number;
  readonly version: number;
  readonly account: number;
  readonly networkInterface: number;
  readonly source: number;
  readonly destination: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: number;
  readonly packets: number;
  readonly bytes: number;
  readonly start: number;
  readonly end: number;
  readonly action: number;
  readonly status: number;
  readonly vpc: number;
  readonly subnet: number;
  readonly instance: number;
  readonly flags: number;
  readonly packetSource: number;
  readonly packetDestination: number;
  readonly region: number;
  readonly zone: number;
  readonly direction: number;
  readonly rejectReason: number;
  /** Names and places of the fields kept under `unmapped`. */
  readonly rest: readonly (readonly [string, number])[];
}

const MAPPED = new Set(
  `${FIELDS[0]!.join(' ')} vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id flow-direction reject-reason`.split(
    ' ',
  ),
);

/** @param names of fields, each at its place */
export function makeLayout(names: readonly string[]): FlowLayout {
  const place = (name: string): number => names.indexOf(name);
  return {
    count: names.length,
    version: place('version'),
    account: place('account-id'),
    networkInterface: place('interface-id'),
    source: place('srcaddr'),
    destination: place('dstaddr'),
    sourcePort: place('srcport'),
    destinationPort: place('dstport'),
    protocol: place('protocol'),
    packets: place('packets'),
    bytes: place('bytes'),
    start: place('start'),
    end: place('end'),
    action: place('action'),
    status: place('log-status'),
    vpc: place('vpc-id'),
    subnet: place('subnet-id'),
    instance: place('instance-id'),
    flags: place('tcp-flags'),
    packetSource: place('pkt-srcaddr'),
    packetDestination: place('pkt-dstaddr'),
    region: place('region'),
    zone: place('az-id'),
    direction: place('flow-direction'),
    rejectReason: place('reject-reason'),
    rest: names.map((name, at) => [name, at] as const).filter(([name]) => !MAPPED.has(name)),
  };
}

const DEFAULT = makeLayout(FIELDS[0]!);

/** The layout that a header gives: at least four fields, all known, none twice. */
function layoutOf(line: string): FlowLayout | undefined {
  if (!KNOWN.has(line.slice(0, line.indexOf(' ')))) return undefined;
  const names = line.split(' ');
  if (names.length < 4 || names.length > KNOWN.size) return undefined;
  for (const name of names) if (!KNOWN.has(name)) return undefined;
  return new Set(names).size === names.length ? makeLayout(names) : undefined;
}

const PRODUCT = { name: 'VPC Flow Logs', vendor_name: 'AWS' } as const;
const CLOUD = ['cloud'] as const;
const PROFILES = ['cloud', 'security_control'] as const;
const NOBODY = { name: UNKNOWN } as const;
const TRAFFIC = 6;

function headerEvent(context: EventContext): BaseEventEvent {
  return {
    metadata: context.metadata(vpcFlow.name, PRODUCT, CLOUD, undefined),
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

/** The field's text; undefined for `-`, an empty field, and a field that the layout does not have. */
function field(values: readonly string[], place: number): string | undefined {
  if (place < 0) return undefined;
  const value = values[place]!;
  return value === '-' || value === '' ? undefined : value;
}

function number(values: readonly string[], place: number): number | undefined {
  if (place < 0) return undefined;
  const value = digits(values[place]!);
  return value < 0 ? undefined : value;
}

/** A number or `-`: what a field of numbers may hold. */
const isNumber = (values: readonly string[], place: number): boolean =>
  place < 0 || values[place] === '-' || digits(values[place]!) >= 0;

function isFlow(values: readonly string[], layout: FlowLayout): boolean {
  if (layout.version >= 0) {
    const version = values[layout.version]!;
    if (version.length > 2 || digits(version) < 2) return false;
  }
  if (layout.status >= 0) {
    const status = values[layout.status]!;
    if (status !== 'OK' && status !== 'NODATA' && status !== 'SKIPDATA') return false;
  }
  if (layout.action >= 0) {
    const action = values[layout.action]!;
    if (action !== 'ACCEPT' && action !== 'REJECT' && action !== '-') return false;
  }
  return (
    isNumber(values, layout.protocol) &&
    isNumber(values, layout.packets) &&
    isNumber(values, layout.bytes) &&
    isNumber(values, layout.start) &&
    isNumber(values, layout.end)
  );
}

function flow(line: string, layout: FlowLayout, context: EventContext): OcsfEvent | undefined {
  if (!hasFields(line, layout.count)) return undefined;
  const values = line.split(' ');
  if (!isFlow(values, layout)) return undefined;
  return flowEvent(vpcFlow.name, values, layout, context);
}

/** The flow that the fields tell of, by `layout`. */
export function flowEvent(
  format: string,
  values: readonly string[],
  layout: FlowLayout,
  context: EventContext,
): NetworkActivityEvent {
  const start = number(values, layout.start);
  const end = number(values, layout.end);
  const time = start !== undefined && start < 1e11 ? start * 1000 : context.time;
  const action = layout.action < 0 ? '-' : values[layout.action]!;
  const status = action === 'ACCEPT' ? STATUS.success : action === 'REJECT' ? STATUS.failure : STATUS.unknown;
  const protocol = number(values, layout.protocol);
  const direction = field(values, layout.direction);
  const flags = number(values, layout.flags);
  const source = endpoint(values, layout.source, layout.sourcePort, layout.packetSource);
  const destination = endpoint(values, layout.destination, layout.destinationPort, layout.packetDestination);
  const account = field(values, layout.account);
  const event: NetworkActivityEvent = {
    metadata: context.metadata(format, PRODUCT, PROFILES, undefined),
    class_uid: 4001,
    category_uid: 4,
    activity_id: TRAFFIC,
    type_uid: typeUid(4001, TRAFFIC),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: field(values, layout.status),
    status_detail: field(values, layout.rejectReason),
    action_id: action === 'ACCEPT' ? ACTION.allowed : action === 'REJECT' ? ACTION.denied : undefined,
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: field(values, layout.region),
      zone: field(values, layout.zone),
    },
    network_observation_point: observer(values, layout),
    src_endpoint: source ?? (destination === undefined ? NOBODY : undefined),
    dst_endpoint: destination,
    connection_info:
      protocol === undefined && direction === undefined && flags === undefined
        ? undefined
        : {
            direction_id: direction === 'ingress' ? 1 : direction === 'egress' ? 2 : 0,
            protocol_num: protocol,
            tcp_flags: flags,
          },
    traffic: {
      packets: number(values, layout.packets),
      bytes: number(values, layout.bytes),
    },
    time,
    end_time: end !== undefined && end < 1e11 ? end * 1000 : undefined,
    raw_data: context.raw,
    unmapped:
      layout.rest.length === 0 ? context.unmapped(undefined, time) : rest(values, layout, context, time),
  };
  return event;
}

/** The packet's own address, where the line has it, goes before that of the interface it passed. */
function endpoint(
  values: readonly string[],
  place: number,
  port: number,
  packet: number,
): NetworkEndpointObject | undefined {
  const seen = field(values, place);
  const original = packet < 0 ? undefined : field(values, packet);
  const ip = original !== undefined && isIp(original) ? original : seen;
  if (ip === undefined || !isIp(ip)) return undefined;
  const number = port < 0 ? -1 : digits(values[port]!);
  return {
    ip,
    port: number >= 0 && number <= 65535 ? number : undefined,
    intermediate_ips: ip !== seen && seen !== undefined && isIp(seen) ? [seen] : undefined,
  };
}

function observer(values: readonly string[], layout: FlowLayout): NetworkEndpointObject | undefined {
  const networkInterface = field(values, layout.networkInterface);
  const instance = field(values, layout.instance);
  const vpc = field(values, layout.vpc);
  if (networkInterface === undefined && instance === undefined) {
    return vpc === undefined ? undefined : { name: UNKNOWN, vpc_uid: vpc };
  }
  return {
    interface_uid: networkInterface,
    instance_uid: instance,
    vpc_uid: vpc,
    subnet_uid: field(values, layout.subnet),
  };
}

/** `unmapped` with the fields that have no place; their names are those of FIELDS alone. */
function rest(values: readonly string[], layout: FlowLayout, context: EventContext, time: number) {
  const kept: Record<string, unknown> = {};
  for (const [name, place] of layout.rest) {
    const value = field(values, place);
    if (value !== undefined) kept[name] = value;
  }
  kept.envelope = context.envelope(undefined, time);
  return kept;
}
