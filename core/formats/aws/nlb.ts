import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { NetworkActivityEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseIso } from '../time';
import { count, peerOf } from '../web/http';
import { balancerName, ELB_PROFILES, elbProduct } from './elb';
import { arnOf, Fields, isPeer } from './fields';

/**
 * Access logs of Network Load Balancers: one TLS connection, ended.
 *
 *     tls 2.0 2026-11-23T09:00:42 net/edge/c6e77e28c25b2234 g3d4b5e8bb8464cd 192.0.2.7:51341 10.0.0.5:443 5 2 98 246 - arn:aws:acm:eu-west-1:123456789012:certificate/2a10 - ECDHE-RSA-AES128-SHA tlsv12 - edge.example.com h2 h2 "h2","http/1.1" 2026-11-23T09:00:37
 *
 * Network Activity (4001), Close, profile load_balancer. `time` is the connection's end, `start_time` its beginning;
 * the log has no zone and is in UTC. A connection without a TLS version is one whose negotiation did not complete: a
 * failure. Lines of version 1.0 have no ALPN fields, older ones of 2.0 no creation time. Under `unmapped` by their
 * names: version, listener, chosen_cert_arn, chosen_cert_serial, tls_named_group, the three ALPN fields.
 *
 * Field meanings: Elastic Load Balancing, User Guide for Network Load Balancers, "Access log entries"; Amazon Athena
 * User Guide, "Querying Network Load Balancer logs"; Tailpipe's `aws_nlb_access_log` table.
 */
export const nlb: LineFormat = {
  name: 'nlb',
  title: 'Network Load Balancer access logs (TLS)',
  kind: 'line',
  classes: [4001],
  sample:
    'tls 2.0 2026-11-23T09:00:42 net/edge/c6e77e28c25b2234 g3d4b5e8bb8464cd 192.0.2.7:51341 10.0.0.5:443 5 2 98 246 - arn:aws:acm:eu-west-1:123456789012:certificate/2a10 - ECDHE-RSA-AES128-SHA tlsv12 - edge.example.com h2 h2 "h2","http/1.1" 2026-11-23T09:00:37',
  evidence: 'corpus',
  sources: [
    'Elastic Load Balancing, Network Load Balancers, "Access logs", "Access log entries"',
    'Amazon Athena User Guide, "Querying Network Load Balancer logs"',
    'Turbot Tailpipe, table aws_nlb_access_log',
  ],
  fields: [
    ['type', 'app_protocol_name'],
    ['time', 'time'],
    ['elb', 'load_balancer.uid, load_balancer.name'],
    ['client:port', 'src_endpoint.ip, src_endpoint.port'],
    ['destination:port', 'load_balancer.dst_endpoint.ip, load_balancer.dst_endpoint.port'],
    ['connection_time', 'duration'],
    ['tls_handshake_time', 'tls.handshake_dur'],
    ['received_bytes', 'traffic.bytes_in'],
    ['sent_bytes', 'traffic.bytes_out'],
    ['incoming_tls_alert', 'tls.alert'],
    ['chosen_cert_arn', 'cloud.region, cloud.account.uid'],
    ['tls_cipher', 'tls.cipher'],
    ['tls_protocol_version', 'tls.version, status_id'],
    ['domain_name', 'tls.sni, dst_endpoint.hostname'],
    ['tls_connection_creation_time', 'start_time'],
  ],
  begin: () => map,
};

const PRODUCT = elbProduct('Network Load Balancer');
const CLOSE = 2;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (!line.startsWith('tls ') || line.charCodeAt(18) !== 84) return undefined;
  const fields = new Fields(line, 4);
  const version = fields.next();
  if (version.length !== 3 || version.charCodeAt(1) !== 46) return undefined;
  const time = parseIso(fields.next());
  const elb = fields.next();
  const listener = fields.value();
  const client = fields.next();
  if (Number.isNaN(time) || !elb.startsWith('net/') || !isPeer(client)) return undefined;
  const destination = fields.value();
  const duration = count(fields.next());
  const handshake = count(fields.next());
  const received = count(fields.next());
  const sent = count(fields.next());
  const alert = count(fields.next());
  const certificate = fields.value();
  const serial = fields.value();
  const cipher = fields.value();
  const protocol = fields.value();
  const group = fields.value();
  const domain = fields.value();
  const front = fields.value();
  const back = fields.value();
  const preferences = fields.value();
  const created = fields.value();
  const start = created === undefined ? Number.NaN : parseIso(created);
  const { account, region } = arnOf(certificate);
  const status = protocol === undefined ? STATUS.failure : STATUS.success;
  const event: NetworkActivityEvent = {
    metadata: context.metadata(nlb.name, PRODUCT, ELB_PROFILES, undefined),
    time,
    start_time: Number.isNaN(start) ? undefined : start,
    duration,
    class_uid: 4001,
    category_uid: 4,
    activity_id: CLOSE,
    type_uid: typeUid(4001, CLOSE),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    cloud: { provider: 'AWS', account: account === undefined ? undefined : { uid: account }, region },
    app_protocol_name: 'tls',
    src_endpoint: peerOf(client),
    dst_endpoint: domain === undefined ? undefined : { hostname: domain },
    tls: { version: protocol ?? UNKNOWN, cipher, sni: domain, alert, handshake_dur: handshake },
    traffic: { bytes_in: received, bytes_out: sent },
    load_balancer: { uid: elb, name: balancerName(elb), dst_endpoint: peerOf(destination) },
    raw_data: context.raw,
    unmapped: {
      version,
      listener,
      chosen_cert_arn: certificate,
      chosen_cert_serial: serial,
      tls_named_group: group,
      alpn_fe_protocol: front,
      alpn_be_protocol: back,
      alpn_client_preference_list: preferences?.split('","', 64),
      envelope: context.envelope(undefined, time),
    },
  };
  return event;
}
