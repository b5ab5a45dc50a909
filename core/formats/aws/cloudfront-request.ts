import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type {
  AnyObject,
  HttpActivityEvent,
  NetworkEndpointObject,
  TlsObject,
} from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { isIp } from '../ip';
import {
  activityOf,
  addresses,
  count,
  methodOf,
  outcomeOf,
  secondsOf,
  statusOf,
  versionOf,
} from '../web/http';
import { beside, correlated } from './event';

/** What the three kinds of CloudFront logs say of a request; a field without a value is undefined, not `-`. */
export interface ViewerRequest {
  readonly time: number;
  readonly ip: string | undefined;
  readonly port: string | undefined;
  readonly country: string | undefined;
  readonly asn: string | undefined;
  readonly method: string | undefined;
  /** The distribution's domain name. */
  readonly host: string | undefined;
  /** The Host header. */
  readonly hostHeader: string | undefined;
  readonly protocol: string | undefined;
  readonly stem: string | undefined;
  readonly query: string | undefined;
  readonly version: string | undefined;
  readonly status: string | undefined;
  readonly referrer: string | undefined;
  readonly agent: string | undefined;
  readonly forwarded: string | undefined;
  readonly requestUid: string | undefined;
  readonly received: string | undefined;
  readonly sent: string | undefined;
  readonly timeTaken: string | undefined;
  readonly firstByte: string | undefined;
  readonly contentType: string | undefined;
  readonly tlsVersion: string | undefined;
  readonly cipher: string | undefined;
  readonly result: string | undefined;
  readonly detailedResult: string | undefined;
  readonly unmapped: AnyObject | undefined;
}

/** Fields of the logs by the attribute that holds them, for the formats' tables. */
export const VIEWER_FIELDS: readonly (readonly [string, string])[] = [
  ['c-ip', 'src_endpoint.ip'],
  ['c-port', 'src_endpoint.port'],
  ['cs-method', 'http_request.http_method'],
  ['cs(Host), cs-host', 'dst_endpoint.hostname'],
  ['x-host-header', 'http_request.url.hostname'],
  ['cs-protocol', 'http_request.url.scheme'],
  ['cs-uri-stem', 'http_request.url.path'],
  ['cs-uri-query', 'http_request.url.query_string'],
  ['cs-protocol-version', 'http_request.version'],
  ['sc-status', 'http_response.code, status_id'],
  ['cs(Referer), cs-referer', 'http_request.referrer'],
  ['cs(User-Agent), cs-user-agent', 'http_request.user_agent'],
  ['x-forwarded-for', 'http_request.x_forwarded_for'],
  ['x-edge-request-id', 'http_request.uid, metadata.correlation_uid'],
  ['cs-bytes', 'http_request.length'],
  ['sc-bytes', 'http_response.length'],
  ['time-taken', 'duration'],
  ['time-to-first-byte', 'http_response.latency'],
  ['sc-content-type', 'http_response.content_type'],
  ['ssl-protocol', 'tls.version'],
  ['ssl-cipher', 'tls.cipher'],
  ['x-edge-result-type', 'status_code'],
  ['x-edge-detailed-result-type', 'status_detail'],
];

const PRODUCT = { name: 'CloudFront', vendor_name: 'AWS' } as const;
const PROFILES = ['cloud'] as const;
const CLOUD = { provider: 'AWS' } as const;

/** HTTP Activity (4002). Status 000, "the viewer went away", is a failure without a response. */
export function viewerEvent(
  format: string,
  request: ViewerRequest,
  context: EventContext,
): HttpActivityEvent {
  const { time, method, requestUid, tlsVersion } = request;
  const status = statusOf(request.status);
  const activity = activityOf(method);
  const outcome = status === 0 ? STATUS.failure : outcomeOf(status);
  const metadata = context.metadata(format, PRODUCT, PROFILES, undefined);
  return {
    metadata: correlated(metadata, requestUid),
    time,
    duration: milliseconds(request.timeTaken),
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? method : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_code: request.result,
    status_detail: request.detailedResult,
    cloud: CLOUD,
    src_endpoint: viewer(request),
    dst_endpoint:
      request.host === undefined
        ? { svc_name: 'CloudFront' }
        : { hostname: request.host, svc_name: 'CloudFront' },
    http_request: {
      http_method: methodOf(method),
      uid: requestUid,
      url:
        request.stem === undefined
          ? undefined
          : {
              scheme: request.protocol,
              hostname: request.hostHeader ?? request.host,
              path: request.stem,
              query_string: request.query,
            },
      version: versionOf(request.version) ?? request.version,
      referrer: request.referrer === undefined ? undefined : decoded(request.referrer),
      user_agent: request.agent === undefined ? undefined : decoded(request.agent),
      x_forwarded_for: request.forwarded === undefined ? undefined : addresses(decoded(request.forwarded)),
      length: count(request.received),
    },
    http_response:
      status <= 0
        ? undefined
        : {
            code: status,
            length: count(request.sent),
            latency: milliseconds(request.firstByte),
            content_type: request.contentType === undefined ? undefined : decoded(request.contentType),
          },
    tls: tls(tlsVersion, request.cipher),
    raw_data: context.raw,
    unmapped: beside(context, undefined, time, request.unmapped),
  };
}

const tls = (version: string | undefined, cipher: string | undefined): TlsObject | undefined =>
  version === undefined ? undefined : { version, cipher };

function viewer({ ip, port, country, asn }: ViewerRequest): NetworkEndpointObject | undefined {
  if (ip === undefined || !isIp(ip)) return undefined;
  const number = count(port);
  const system = count(asn);
  return {
    ip,
    port: number !== undefined && number <= 65535 ? number : undefined,
    location: country === undefined ? undefined : { country },
    autonomous_system: system === undefined ? undefined : { number: system },
  };
}

function milliseconds(seconds: string | undefined): number | undefined {
  const time = secondsOf(seconds);
  return time === undefined ? undefined : Math.round(time);
}

/** Header values are logged percent-encoded, spaces and all; what does not decode stays as it is. */
export function decoded(value: string): string {
  if (value.indexOf('%') < 0) return value;
  const spaced = value.replaceAll('%20', ' ');
  if (spaced.indexOf('%') < 0) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return value;
  }
}
