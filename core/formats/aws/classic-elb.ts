import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { LoadBalancerObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseIso } from '../time';
import { activityOf, count, endpointOf, outcomeOf, peerOf, requestOf } from '../web/http';
import { ELB_PROFILES, elbProduct, isNoRequest, partialUrl, tlsOf } from './elb';
import { decimal, Fields, isPeer } from './fields';

/**
 * Access logs of Classic Load Balancers: one request of an HTTP listener, or one connection of a TCP listener.
 *
 *     2026-11-23T09:00:00.945958Z web 192.0.2.7:2817 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 12 57 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.0" DHE-RSA-AES128-SHA TLSv1.2
 *     2026-11-23T09:00:00.945958Z web 192.0.2.7:2817 10.0.0.1:80 0.001065 0.000015 0.000023 - - 57 502 "- - - " "-" ECDHE-ECDSA-AES128-GCM-SHA256 TLSv1.2
 *
 * HTTP Activity (4002); Network Activity (4001), Traffic, for a TCP listener, whose lines have no status and `- - - `
 * for a request. Profile load_balancer. `time` is when the request, or the connection, came. Lines of before 2014 end
 * with the request. Under `unmapped`: the three processing times (seconds), and a request that is none.
 *
 * Field meanings: Elastic Load Balancing, User Guide for Classic Load Balancers, "Access log entries"; Amazon Athena
 * User Guide, "Querying Classic Load Balancer logs".
 */
export const classicElb: LineFormat = {
  name: 'classic-elb',
  title: 'Classic Load Balancer access logs',
  kind: 'line',
  classes: [4002, 4001],
  sample:
    '2026-11-23T09:00:00.945958Z web 192.0.2.7:2817 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 12 57 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.0" DHE-RSA-AES128-SHA TLSv1.2',
  evidence: 'corpus',
  sources: [
    'Elastic Load Balancing, Classic Load Balancers, "Access logs", "Access log entries"',
    'Amazon Athena User Guide, "Querying Classic Load Balancer logs"',
  ],
  fields: [
    ['time', 'time'],
    ['elb', 'load_balancer.name'],
    ['client:port', 'src_endpoint.ip, src_endpoint.port'],
    ['backend:port', 'load_balancer.dst_endpoint.ip, load_balancer.dst_endpoint.port'],
    ['elb_status_code', 'http_response.code, load_balancer.code, status_id'],
    ['backend_status_code', 'load_balancer.endpoint_connections[].code'],
    ['received_bytes', 'http_request.length, traffic.bytes_in'],
    ['sent_bytes', 'http_response.length, traffic.bytes_out'],
    [
      'request',
      'http_request.http_method, http_request.url.url_string, http_request.url.path, http_request.url.query_string, http_request.version, dst_endpoint.hostname, dst_endpoint.port',
    ],
    ['user_agent', 'http_request.user_agent'],
    ['ssl_cipher', 'tls.cipher'],
    ['ssl_protocol', 'tls.version'],
  ],
  begin: () => map,
};

const PRODUCT = elbProduct('Classic Load Balancer');
const TRAFFIC = 6;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const first = line.charCodeAt(0);
  if (!(first >= 48 && first <= 57) || line.charCodeAt(10) !== 84) return undefined;
  const fields = new Fields(line, 0);
  const when = fields.next();
  if (when.charCodeAt(when.length - 1) !== 90) return undefined;
  const elb = fields.next();
  const client = fields.next();
  if (elb === '' || !isPeer(client)) return undefined;
  const backend = fields.value();
  const request = fields.next();
  const answer = fields.next();
  const response = fields.next();
  const status = statusOf(fields.next());
  const backendStatus = statusOf(fields.next());
  const received = fields.next();
  const sent = fields.next();
  if (!isTime(request) || !isTime(answer) || !isTime(response) || status === undefined || !fields.quoted)
    return undefined;
  const time = parseIso(when);
  if (Number.isNaN(time) || backendStatus === undefined || !isCount(received) || !isCount(sent))
    return undefined;
  const line1 = fields.request();
  const agent = fields.value();
  const cipher = fields.value();
  const protocol = fields.value();
  const target = peerOf(backend);
  const balancer: LoadBalancerObject = {
    name: elb,
    code: status < 0 ? undefined : status,
    dst_endpoint: target,
    endpoint_connections: backendStatus < 0 ? undefined : [{ network_endpoint: target, code: backendStatus }],
  };
  const unmapped = {
    request: undefined as string | undefined,
    request_processing_time: decimal(request),
    backend_processing_time: decimal(answer),
    response_processing_time: decimal(response),
    envelope: context.envelope(undefined, time),
  };
  const metadata = context.metadata(classicElb.name, PRODUCT, ELB_PROFILES, undefined);
  if (status < 0 && isNoRequest(line1))
    return {
      metadata,
      time,
      class_uid: 4001,
      category_uid: 4,
      activity_id: TRAFFIC,
      type_uid: typeUid(4001, TRAFFIC),
      severity_id: SEVERITY.informational,
      status_id: STATUS.unknown,
      status: STATUS_CAPTION[STATUS.unknown],
      cloud: { provider: 'AWS' },
      src_endpoint: peerOf(client),
      tls: tlsOf(protocol, cipher),
      traffic: { bytes_in: count(received), bytes_out: count(sent) },
      load_balancer: balancer,
      raw_data: context.raw,
      unmapped,
    };
  const { method, url = partialUrl(line1), version, other } = requestOf(line1, undefined, undefined);
  const activity = activityOf(method ?? other);
  const outcome = outcomeOf(status);
  if (method === undefined && !isNoRequest(line1)) unmapped.request = line1;
  return {
    metadata,
    time,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? other : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    cloud: { provider: 'AWS' },
    src_endpoint: peerOf(client),
    dst_endpoint: url?.hostname === undefined ? undefined : endpointOf(url.hostname, url.port),
    http_request: { http_method: method, url, version, user_agent: agent, length: count(received) },
    http_response: status < 0 ? undefined : { code: status, length: count(sent) },
    tls: tlsOf(protocol, cipher),
    load_balancer: balancer,
    raw_data: context.raw,
    unmapped,
  };
}

/** Three digits, or -1 for `-`. */
function statusOf(field: string): number | undefined {
  if (field === '-') return -1;
  const status = field.length <= 3 ? count(field) : undefined;
  return status;
}

const isTime = (field: string): boolean => field === '-1' || decimal(field) !== undefined;
const isCount = (field: string): boolean => field === '-1' || field === '-' || count(field) !== undefined;
