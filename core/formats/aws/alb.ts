import { SEVERITY, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { HttpActivityEvent, OcsfEvent, UrlObject } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseIso } from '../time';
import { text } from '../values';
import { activityOf, count, endpointOf, outcomeOf, peerOf, requestOf } from '../web/http';
import { balancerName, connectionsOf, ELB_PROFILES, elbProduct, isNoRequest, partialUrl, tlsOf } from './elb';
import { correlated } from './event';
import { arnOf, decimal, Fields, isPeer, rootOf } from './fields';

/**
 * Access logs of Application Load Balancers: one request, answered.
 *
 *     https 2026-11-23T09:00:00.186641Z app/web/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 34 366 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:eu-west-1:123456789012:certificate/1a2b" 1 2026-11-23T08:59:59.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1a2b
 *     http 2026-11-23T09:00:00.186641Z app/web/50dc6c495c0c9188 [2001:db8::7]:2817 - -1 -1 -1 400 - 0 220 "- http://192.0.2.9:80- " "-" - - - "-" "-" "-" - 2026-11-23T08:59:59.364000Z "-" "-" "-" "-" "-" "-" "-"
 *
 * HTTP Activity (4002), profile load_balancer: `time` is when the answer was made, `start_time` when the request
 * came. Fields came to be over the years and lines may end early; what stands after the known ones is left to
 * `raw_data`. A request that is none is under `unmapped.request`. Under `unmapped`, by their names: the three
 * processing times (seconds; `-1`, "did not happen", is left out), target_group_arn, chosen_cert_arn,
 * matched_rule_priority, actions_executed, redirect_url, classification_reason, transformed_host, transformed_uri,
 * request_transform_status.
 *
 * Field meanings: Elastic Load Balancing, User Guide for Application Load Balancers, "Access log entries"; Tailpipe's
 * `aws_alb_access_log` table. The newest fields (from transformed_host on) as public Athena tables of 2025 have them.
 */
export const alb: LineFormat = {
  name: 'alb',
  title: 'Application Load Balancer access logs',
  kind: 'line',
  classes: [4002],
  sample:
    'https 2026-11-23T09:00:00.186641Z app/web/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 34 366 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:eu-west-1:123456789012:certificate/1a2b" 1 2026-11-23T08:59:59.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1a2b',
  evidence: 'corpus',
  sources: [
    'Elastic Load Balancing, Application Load Balancers, "Access logs", "Access log entries"',
    'Turbot Tailpipe, table aws_alb_access_log',
  ],
  fields: [
    ['type', 'app_protocol_name'],
    ['time', 'time'],
    ['elb', 'load_balancer.uid, load_balancer.name'],
    ['client:port', 'src_endpoint.ip, src_endpoint.port'],
    ['target:port', 'load_balancer.dst_endpoint.ip, load_balancer.dst_endpoint.port'],
    ['elb_status_code', 'http_response.code, load_balancer.code, status_id'],
    ['target_status_code', 'load_balancer.endpoint_connections[].code'],
    ['received_bytes', 'http_request.length'],
    ['sent_bytes', 'http_response.length'],
    [
      'request',
      'http_request.http_method, http_request.url.url_string, http_request.url.path, http_request.url.query_string, http_request.version, dst_endpoint.hostname, dst_endpoint.port',
    ],
    ['user_agent', 'http_request.user_agent'],
    ['ssl_cipher', 'tls.cipher'],
    ['ssl_protocol', 'tls.version'],
    ['target_group_arn', 'cloud.region, cloud.account.uid, unmapped.target_group_arn'],
    ['trace_id', 'trace.uid, metadata.correlation_uid'],
    ['domain_name', 'tls.sni'],
    ['request_creation_time', 'start_time'],
    ['error_reason', 'status_detail, load_balancer.error_message'],
    ['classification', 'load_balancer.classification'],
    ['conn_trace_id', 'connection_info.uid'],
    ['ip_address', 'dst_endpoint.ip'],
  ],
  begin: () => map,
};

const PRODUCT = elbProduct('Application Load Balancer');
const TYPES: ReadonlySet<string> = new Set(['http', 'https', 'h2', 'grpcs', 'ws', 'wss']);

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const first = line.charCodeAt(0);
  if (first !== 104 && first !== 119 && first !== 103) return undefined;
  const typeEnd = line.indexOf(' ');
  if (typeEnd < 2 || typeEnd > 5 || line.charCodeAt(typeEnd + 11) !== 84) return undefined;
  const type = line.slice(0, typeEnd);
  if (!TYPES.has(type)) return undefined;
  const fields = new Fields(line, typeEnd + 1);
  const time = parseIso(fields.next());
  if (Number.isNaN(time)) return undefined;
  const elb = fields.next();
  const client = fields.next();
  if (elb === '' || !isPeer(client)) return undefined;
  const target = fields.value();
  const requestTime = decimal(fields.next());
  const targetTime = decimal(fields.next());
  const responseTime = decimal(fields.next());
  const statusField = fields.next();
  const status = count(statusField) ?? -1;
  if (status < 0 && statusField !== '-') return undefined;
  const targetStatus = fields.value();
  const received = count(fields.next());
  const sent = count(fields.next());
  if (!fields.quoted) return undefined;
  const line1 = fields.request();
  const agent = fields.value();
  const cipher = fields.value();
  const protocol = fields.value();
  const targetGroup = fields.value();
  const trace = fields.value();
  const domain = fields.value();
  const certificate = fields.value();
  const priority = fields.value();
  const created = fields.value();
  const actions = fields.value();
  const redirect = fields.value();
  const reason = fields.value();
  const targets = fields.value();
  const codes = fields.value();
  const classification = fields.value();
  const classified = fields.value();
  const connection = fields.value();
  const host = fields.value();
  const uri = fields.value();
  const transform = fields.value();
  const node = fields.value();

  const { method, url = partialUrl(line1), version, other } = requestOf(line1, undefined, undefined);
  const activity = activityOf(method ?? other);
  const outcome = outcomeOf(status);
  const start = created === undefined ? Number.NaN : parseIso(created);
  const { account, region } = arnOf(targetGroup);
  const root = trace === undefined ? undefined : rootOf(trace);
  const metadata = context.metadata(alb.name, PRODUCT, ELB_PROFILES, undefined);
  const server = peerOf(target);
  const event: HttpActivityEvent = {
    metadata: correlated(metadata, root),
    time,
    start_time: Number.isNaN(start) ? undefined : start,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? other : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_detail: reason,
    cloud: { provider: 'AWS', account: account === undefined ? undefined : { uid: account }, region },
    app_protocol_name: type,
    src_endpoint: peerOf(client),
    dst_endpoint: balancer(url, node),
    connection_info: connection === undefined ? undefined : { direction_id: 1, uid: connection },
    http_request: {
      http_method: method,
      url,
      version,
      user_agent: agent,
      length: received,
    },
    http_response: status < 0 ? undefined : { code: status, length: sent },
    tls: tlsOf(protocol, cipher, domain),
    trace: root === undefined ? undefined : { uid: root },
    load_balancer: {
      uid: elb,
      name: balancerName(elb),
      code: status < 0 ? undefined : status,
      dst_endpoint: server,
      endpoint_connections:
        targets !== undefined && targets !== target
          ? connectionsOf(targets, codes ?? targetStatus)
          : targetStatus === undefined
            ? undefined
            : [{ network_endpoint: server, code: count(targetStatus) }],
      error_message: reason,
      classification,
    },
    raw_data: context.raw,
    unmapped: {
      request: method === undefined && !isNoRequest(line1) ? line1 : undefined,
      request_processing_time: requestTime,
      target_processing_time: targetTime,
      response_processing_time: responseTime,
      target_group_arn: targetGroup,
      trace_id: trace === root || trace?.length === (root?.length ?? 0) + 5 ? undefined : trace,
      chosen_cert_arn: certificate,
      matched_rule_priority: priority,
      actions_executed: actions,
      redirect_url: redirect,
      classification_reason: classified,
      transformed_host: host,
      transformed_uri: uri,
      request_transform_status: transform,
      envelope: context.envelope(undefined, time),
    },
  };
  return event;
}

/** The load balancer, as the client named it, and the address of its node. */
function balancer(url: UrlObject | undefined, node: string | undefined): HttpActivityEvent['dst_endpoint'] {
  const named = url?.hostname === undefined ? undefined : endpointOf(url.hostname, url.port);
  const address = text(node) === undefined ? undefined : peerOf(node);
  if (address?.ip === undefined) return named;
  return { ...named, ip: address.ip, port: named?.port ?? address.port };
}
