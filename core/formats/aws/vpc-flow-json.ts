import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseEpoch, parseIso } from '../time';
import { data, type JsonObject, text } from '../values';
import { FLOW_FIELDS, flowEvent, makeLayout } from '../vpc-flow';

/**
 * VPC flow log records as JSON: AWS delivers text alone, but Firehose transformations, Athena's and Parquet's columns and
 * Panther make objects of it, with the record's names in any spelling (`flow-direction`, `flow_direction`,
 * `flowDirection`) and numbers as numbers or strings.
 *
 *     {"version":2,"account_id":"123456789012","interface_id":"eni-0a1b2c3d","srcaddr":"192.0.2.7","dstaddr":"10.0.0.5","srcport":49152,"dstport":443,"protocol":6,"packets":10,"bytes":8400,"start":1795424340,"end":1795424400,"action":"REJECT","log_status":"OK"}
 *     {"srcAddr":"192.0.2.7","dstAddr":"10.0.0.5","srcPort":49152,"dstPort":443,"flowDirection":"ingress","vpcId":"vpc-0a1b","p_log_type":"AWS.VPCFlow"}
 *
 * Network Activity (4001), as `vpc-flow`. An object is one if it has both addresses and a field of flow logs alone
 * (interface, log status, flow direction with its VPC), or if Panther says so. Times are counts or ISO 8601. Fields
 * without a place are under `unmapped`: those of flow logs by the record's names, others by their own.
 *
 * Field meanings: Amazon VPC User Guide, "Flow log records"; Amazon Athena User Guide, "Querying Amazon VPC flow logs";
 * Panther, log schema AWS.VPCFlow.
 */
export const vpcFlowJson: JsonFormat = {
  name: 'vpc-flow-json',
  title: 'Amazon VPC flow log records as JSON',
  kind: 'json',
  classes: [4001],
  sample:
    '{"version":2,"account_id":"123456789012","interface_id":"eni-0a1b2c3d","srcaddr":"192.0.2.7","dstaddr":"10.0.0.5","srcport":49152,"dstport":443,"protocol":6,"packets":10,"bytes":8400,"start":1795424340,"end":1795424400,"action":"REJECT","log_status":"OK"}',
  evidence: 'corpus',
  sources: [
    'Amazon VPC User Guide, "Flow log records"',
    'Amazon Athena User Guide, "Querying Amazon VPC flow logs"',
    'Panther, supported logs, AWS.VPCFlow',
  ],
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
    ['log-status, status', 'status_code'],
    ['account-id, account', 'cloud.account.uid'],
    ['interface-id', 'network_observation_point.interface_uid'],
  ],
  begin: () => map,
};

const LAYOUT = makeLayout(FLOW_FIELDS);
const bare = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
/** Where a field stands, by its name without capitals and separators. */
const PLACES: ReadonlyMap<string, number> = new Map([
  ...FLOW_FIELDS.map((name, place) => [bare(name), place] as const),
  ['status', FLOW_FIELDS.indexOf('log-status')],
  ['account', FLOW_FIELDS.indexOf('account-id')],
]);
const MOST_FIELDS = 128;
const ABSENT: readonly string[] = FLOW_FIELDS.map(() => '-');

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const source = value.srcaddr ?? value.srcAddr ?? value.src_addr;
  const destination = value.dstaddr ?? value.dstAddr ?? value.dst_addr;
  if (typeof source !== 'string' || typeof destination !== 'string') return undefined;
  if (!isAddress(source) || !isAddress(destination)) return undefined;
  const values = ABSENT.slice();
  const others = Object.create(null) as Record<string, unknown>;
  let fields = 0;
  for (const name in value) {
    if (fields++ === MOST_FIELDS) return undefined;
    const field = value[name];
    const place = name.length < 64 ? PLACES.get(bare(name)) : undefined;
    const content = typeof field === 'number' ? String(field) : text(field);
    if (place !== undefined && content !== undefined && values[place] === '-') values[place] = content;
    else {
      const kept = data(field);
      if (kept !== undefined && kept !== '-' && kept !== '')
        others[name === 'envelope' ? '_envelope' : name] = kept;
    }
  }
  if (!isFlow(values, value)) return undefined;
  values[LAYOUT.start] = seconds(values[LAYOUT.start] as string);
  values[LAYOUT.end] = seconds(values[LAYOUT.end] as string);
  const event = flowEvent(vpcFlowJson.name, values, LAYOUT, context);
  const { envelope, ...flow } = (event.unmapped ?? {}) as Record<string, unknown>;
  return { ...event, unmapped: { ...flow, ...others, envelope } };
}

/** Or none: `-`, and what Python's and JSON's null became on the way. */
const isAddress = (address: string): boolean =>
  address === '-' || address === 'null' || address === 'None' || isIp(address);

function isFlow(values: readonly string[], value: JsonObject): boolean {
  if (value.p_log_type === 'AWS.VPCFlow') return true;
  const has = (place: number): boolean => values[place] !== '-';
  return (
    has(LAYOUT.networkInterface) ||
    (has(LAYOUT.direction) && (has(LAYOUT.vpc) || has(LAYOUT.subnet))) ||
    (has(LAYOUT.status) && has(LAYOUT.account))
  );
}

/** Seconds since 1970, as flow logs have them, of a count in any unit or of ISO 8601. */
function seconds(content: string): string {
  if (content === '-') return content;
  const counted = parseEpoch(Number(content));
  const time = Number.isNaN(counted) ? parseIso(content) : counted;
  return Number.isNaN(time) ? '-' : String(Math.floor(time / 1000));
}
