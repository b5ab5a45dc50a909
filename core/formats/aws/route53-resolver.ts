import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type {
  DnsActivityEvent,
  DnsAnswerObject,
  NetworkEndpointObject,
  OcsfEvent,
} from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { including, type JsonObject, obj, rest, text } from '../values';
import { count } from '../web/http';
import { beside } from './event';

/**
 * Route 53 Resolver query logs: a DNS query from a VPC, and its answer.
 *
 *     {"version":"1.100000","account_id":"123456789012","region":"eu-west-1","vpc_id":"vpc-0a1b","query_timestamp":"2026-11-23T09:00:09Z","query_name":"www.example.com.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[{"Rdata":"192.0.2.80","Type":"A","Class":"IN"}],"srcaddr":"10.0.0.5","srcport":"35547","transport":"UDP","srcids":{"instance":"i-0a1b2c3d"},"firewall_rule_action":"ALERT","firewall_rule_group_id":"rslvr-frg-0a1b","firewall_domain_list_id":"rslvr-fdl-0a1b"}
 *
 * DNS Activity (4003), Traffic: query and answer in one. Any code but NOERROR, and a query that DNS Firewall blocked,
 * is a failure. Profile security_control where a rule of DNS Firewall matched. Without a zone the time is UTC. Panther's
 * copies of such events, with a space in the time and answers that may be one object, are read as well. Under
 * `unmapped` by their names: firewall_domain_list_id, firewall_domain_redirection_action, srcids of other kinds.
 *
 * Field meanings: Amazon Route 53 Developer Guide, "Values that appear in Resolver query logs"; Amazon Athena User
 * Guide, "Querying Amazon Route 53 resolver query logs"; OCSF, examples of mappings, Route 53.
 */
export const route53Resolver: JsonFormat = {
  name: 'route53-resolver',
  title: 'Route 53 Resolver query logs',
  kind: 'json',
  classes: [4003],
  sample:
    '{"version":"1.100000","account_id":"123456789012","region":"eu-west-1","vpc_id":"vpc-0a1b","query_timestamp":"2026-11-23T09:00:09Z","query_name":"www.example.com.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[{"Rdata":"192.0.2.80","Type":"A","Class":"IN"}],"srcaddr":"10.0.0.5","srcport":"35547","transport":"UDP","srcids":{"instance":"i-0a1b2c3d"},"firewall_rule_action":"ALERT","firewall_rule_group_id":"rslvr-frg-0a1b","firewall_domain_list_id":"rslvr-fdl-0a1b"}',
  evidence: 'corpus',
  sources: [
    'Amazon Route 53 Developer Guide, "Values that appear in Resolver query logs"',
    'Amazon Athena User Guide, "Querying Amazon Route 53 resolver query logs"',
    'OCSF, examples of mappings, Route 53 Resolver',
  ],
  fields: [
    ['version', 'metadata.product.version'],
    ['account_id', 'cloud.account.uid'],
    ['region', 'cloud.region'],
    ['vpc_id', 'src_endpoint.vpc_uid'],
    ['query_timestamp', 'time, query_time'],
    ['query_name', 'query.hostname'],
    ['query_type', 'query.type'],
    ['query_class', 'query.class'],
    ['rcode', 'rcode, rcode_id, status_id'],
    ['answers', 'answers[].rdata, answers[].type, answers[].class'],
    ['srcaddr', 'src_endpoint.ip'],
    ['srcport', 'src_endpoint.port'],
    ['transport', 'connection_info.protocol_name'],
    ['srcids.instance', 'src_endpoint.instance_uid'],
    ['srcids.resolver_endpoint', 'dst_endpoint.uid'],
    ['srcids.resolver_network_interface', 'dst_endpoint.interface_uid'],
    ['firewall_rule_action', 'action_id, disposition_id'],
    ['firewall_rule_group_id', 'firewall_rule.uid'],
  ],
  begin: () => map,
};

const CLOUD = ['cloud'] as const;
const FIREWALL = ['cloud', 'security_control'] as const;
const TRAFFIC = 6;
const MOST_ANSWERS = 1024;

const TAKEN: ReadonlySet<string> = new Set([
  'version',
  'account_id',
  'region',
  'vpc_id',
  'query_timestamp',
  'query_name',
  'query_type',
  'query_class',
  'rcode',
  'answers',
  'srcaddr',
  'srcport',
  'transport',
  'srcids',
  'firewall_rule_action',
  'firewall_rule_group_id',
]);
const IDS_TAKEN: ReadonlySet<string> = new Set([
  'instance',
  'resolver_endpoint',
  'resolver_network_interface',
]);

type Rcode = NonNullable<DnsActivityEvent['rcode_id']>;
const RCODES: ReadonlyMap<string, Rcode> = new Map([
  ['NOERROR', 0],
  ['FORMERR', 1],
  ['SERVFAIL', 2],
  ['NXDOMAIN', 3],
  ['NOTIMP', 4],
  ['REFUSED', 5],
  ['YXDOMAIN', 6],
  ['YXRRSET', 7],
  ['NXRRSET', 8],
  ['NOTAUTH', 9],
  ['NOTZONE', 10],
]);

/** By DNS Firewall's action: OCSF's action and disposition. */
const ACTIONS = new Map([
  ['ALLOW', [ACTION.allowed, 1]],
  ['BLOCK', [ACTION.denied, 2]],
  ['ALERT', [3, 19]],
] as const);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const name = value.query_name;
  const type = value.query_type;
  const source = value.srcaddr;
  const rcode = value.rcode;
  if (
    typeof name !== 'string' ||
    typeof type !== 'string' ||
    typeof source !== 'string' ||
    typeof rcode !== 'string'
  )
    return undefined;
  const stamp = value.query_timestamp;
  const when = typeof stamp === 'string' ? parseIso(stamp) : Number.NaN;
  const time = Number.isNaN(when) ? context.time : when;
  const action = text(value.firewall_rule_action);
  const verdict = action === undefined ? undefined : ACTIONS.get(action as 'ALLOW');
  const group = text(value.firewall_rule_group_id);
  const status = rcode === 'NOERROR' && action !== 'BLOCK' ? STATUS.success : STATUS.failure;
  const ids = obj(value.srcids);
  const account = text(value.account_id);
  const transport = text(value.transport)?.toLowerCase();
  const more = rest(ids, IDS_TAKEN);
  const left = rest(value, TAKEN);
  const event: DnsActivityEvent = {
    metadata: context.metadata(
      route53Resolver.name,
      {
        name: 'Route 53',
        vendor_name: 'AWS',
        version: text(value.version),
        feature: { name: 'Resolver Query Logs' },
      },
      action === undefined ? CLOUD : FIREWALL,
      undefined,
    ),
    time,
    class_uid: 4003,
    category_uid: 4,
    activity_id: TRAFFIC,
    type_uid: typeUid(4003, TRAFFIC),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: rcode,
    status_detail: action === 'BLOCK' ? group : undefined,
    action_id: action === undefined ? undefined : (verdict?.[0] ?? 0),
    disposition_id: action === undefined ? undefined : (verdict?.[1] ?? 0),
    firewall_rule: group === undefined ? undefined : { uid: group },
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: text(value.region),
    },
    query: { hostname: name, type, class: text(value.query_class) },
    query_time: Number.isNaN(when) ? undefined : when,
    rcode,
    rcode_id: RCODES.get(rcode) ?? 99,
    answers: answersOf(value.answers),
    src_endpoint: sourceOf(source, value, ids),
    dst_endpoint: resolverOf(ids),
    connection_info: transport === undefined ? undefined : { direction_id: 0, protocol_name: transport },
    raw_data: context.raw,
    unmapped: beside(context, undefined, time, more === undefined ? left : including(left, 'srcids', more)),
  };
  return event;
}

function sourceOf(source: string, value: JsonObject, ids: JsonObject): NetworkEndpointObject {
  const port = count(value.srcport);
  const vpc = text(value.vpc_id);
  const instance = text(ids.instance);
  const rest = {
    port: port !== undefined && port <= 65535 ? port : undefined,
    vpc_uid: vpc,
    instance_uid: instance,
  };
  return isIp(source) ? { ip: source, ...rest } : { name: source === '' ? 'Unknown' : source, ...rest };
}

/** Queries that came over an inbound endpoint name it. */
function resolverOf(ids: JsonObject): NetworkEndpointObject | undefined {
  const uid = text(ids.resolver_endpoint);
  const networkInterface = text(ids.resolver_network_interface);
  return uid === undefined && networkInterface === undefined
    ? undefined
    : { uid, interface_uid: networkInterface };
}

function answersOf(value: unknown): DnsAnswerObject[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  const answers: DnsAnswerObject[] = [];
  for (const item of list.slice(0, MOST_ANSWERS)) {
    const answer = obj(item);
    const rdata = answer.Rdata;
    if (typeof rdata === 'string')
      answers.push({ rdata, type: text(answer.Type), class: text(answer.Class) });
  }
  return answers.length === 0 ? undefined : answers;
}
