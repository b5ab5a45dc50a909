import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { CertificateObject, NetworkActivityEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseIso } from '../time';
import { count } from '../web/http';
import { ELB_PROFILES, elbProduct } from './elb';
import { correlated } from './event';
import { decimal, Fields } from './fields';

/**
 * Connection logs of Application Load Balancers: one connection, opened, with the client's certificate.
 *
 *     2026-11-23T09:00:00.514108Z 192.0.2.7 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=alice.example.com,O=Example" NotBefore=2026-09-21T22:43:21Z;NotAfter=2027-06-17T22:43:21Z FEF257372D5C14D4 Success TID_1a2b
 *     2026-11-23T09:00:00.514108Z 192.0.2.7 36281 443 - - - "-" - - Failed:ClientCertExpired TID_1a2c
 *
 * Network Activity (4001): Open, or Fail where the certificate was not accepted; `status_detail` then says why. A
 * certificate's subject is `actor.user.name` if it was verified. The log has no issuer. `metadata.correlation_uid`
 * is the connection's trace id, which the access log has as well. What later years put after it (tls_keyexchange) is
 * under `unmapped.more`.
 *
 * Field meanings: Elastic Load Balancing, User Guide for Application Load Balancers, "Connection log entries"; Tailpipe's
 * `aws_alb_connection_log` table.
 */
export const albConnection: LineFormat = {
  name: 'alb-connection',
  title: 'Application Load Balancer connection logs',
  kind: 'line',
  classes: [4001],
  sample:
    '2026-11-23T09:00:00.514108Z 192.0.2.7 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=alice.example.com,O=Example" NotBefore=2026-09-21T22:43:21Z;NotAfter=2027-06-17T22:43:21Z FEF257372D5C14D4 Success TID_1a2b',
  evidence: 'published',
  sources: [
    'Elastic Load Balancing, Application Load Balancers, "Connection logs", "Connection log entries"',
    'Turbot Tailpipe, table aws_alb_connection_log',
  ],
  fields: [
    ['timestamp', 'time'],
    ['client_ip', 'src_endpoint.ip'],
    ['client_port', 'src_endpoint.port'],
    ['listener_port', 'dst_endpoint.port'],
    ['tls_protocol', 'tls.version'],
    ['tls_cipher', 'tls.cipher'],
    ['tls_handshake_latency', 'tls.handshake_dur, unmapped.tls_handshake_latency'],
    ['leaf_client_cert_subject', 'tls.certificate.subject, actor.user.name'],
    ['leaf_client_cert_validity', 'tls.certificate.created_time, tls.certificate.expiration_time'],
    ['leaf_client_cert_serial_number', 'tls.certificate.serial_number'],
    ['tls_verify_status', 'status_id, status_code, status_detail'],
    ['conn_trace_id', 'metadata.correlation_uid, connection_info.uid'],
  ],
  begin: () => map,
};

const PRODUCT = elbProduct('Application Load Balancer');
const OPEN = 1;
const FAIL = 4;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const first = line.charCodeAt(0);
  if (!(first >= 48 && first <= 57) || line.charCodeAt(10) !== 84) return undefined;
  const fields = new Fields(line, 0);
  const when = fields.next();
  if (when.charCodeAt(when.length - 1) !== 90) return undefined;
  const ip = fields.next();
  const port = portOf(fields.next());
  const listener = portOf(fields.next());
  const protocol = fields.value();
  if (port === undefined || listener === undefined || !isIp(ip) || !isProtocol(protocol)) return undefined;
  const time = parseIso(when);
  if (Number.isNaN(time)) return undefined;
  const cipher = fields.value();
  const latency = decimal(fields.next());
  const subject = fields.value();
  const validity = fields.value();
  const serial = fields.value();
  const verified = fields.value();
  if (verified !== undefined && verified !== 'Success' && !verified.startsWith('Failed:')) return undefined;
  const trace = fields.value();
  const more: string[] = [];
  while (!fields.ended && more.length < 16) more.push(fields.next());
  const status =
    verified === undefined ? STATUS.unknown : verified === 'Success' ? STATUS.success : STATUS.failure;
  const activity = status === STATUS.failure ? FAIL : OPEN;
  const metadata = context.metadata(albConnection.name, PRODUCT, ELB_PROFILES, undefined);
  const event: NetworkActivityEvent = {
    metadata: correlated(metadata, trace),
    time,
    class_uid: 4001,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4001, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: verified,
    status_detail: status === STATUS.failure ? verified?.slice(7) : undefined,
    cloud: { provider: 'AWS' },
    actor: status === STATUS.success && subject !== undefined ? { user: { name: subject } } : undefined,
    src_endpoint: { ip, port },
    dst_endpoint: { svc_name: 'Elastic Load Balancing', port: listener },
    connection_info: { direction_id: 1, uid: trace },
    tls:
      protocol === undefined && cipher === undefined && subject === undefined
        ? undefined
        : {
            version: protocol ?? UNKNOWN,
            cipher,
            handshake_dur: latency === undefined ? undefined : Math.round(latency),
            certificate: certificateOf(subject, serial, validity),
          },
    raw_data: context.raw,
    unmapped: {
      tls_handshake_latency: latency,
      more: more.length === 0 ? undefined : more,
      envelope: context.envelope(undefined, time),
    },
  };
  return event;
}

function portOf(field: string): number | undefined {
  const port = field.length <= 5 ? count(field) : undefined;
  return port !== undefined && port <= 65535 ? port : undefined;
}

const isProtocol = (protocol: string | undefined): boolean =>
  protocol === undefined || protocol.startsWith('TLSv') || protocol.startsWith('SSLv');

/** The validity is `NotBefore=…;NotAfter=…`. */
function certificateOf(
  subject: string | undefined,
  serial: string | undefined,
  validity: string | undefined,
): CertificateObject | undefined {
  if (subject === undefined && serial === undefined) return undefined;
  const [from, to] = (validity ?? '').split(';', 2);
  return {
    subject,
    serial_number: serial ?? UNKNOWN,
    issuer: UNKNOWN,
    created_time: dayOf(from, 'NotBefore='),
    expiration_time: dayOf(to, 'NotAfter='),
  };
}

function dayOf(field: string | undefined, name: string): number | undefined {
  const time = field?.startsWith(name) ? parseIso(field.slice(name.length)) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
