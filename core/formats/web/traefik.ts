import type { NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { type JsonObject, rest, str, text } from '../values';
import {
  addresses,
  count,
  endpointOf,
  hostOf,
  httpActivity,
  peerOf,
  statusOf,
  urlOf,
  versionOf,
} from './http';

/**
 * Traefik's access log in JSON. (In the common log format it is an `access-log`.)
 *
 *     {"ClientAddr":"192.0.2.7:39496","ClientHost":"192.0.2.7","ClientPort":"39496","ClientUsername":"-","DownstreamContentSize":357,
 *      "DownstreamStatus":200,"Duration":357313,"RequestAddr":"example.com","RequestMethod":"GET","RequestPath":"/a?b=c",
 *      "RequestProtocol":"HTTP/1.1","RequestScheme":"http","RouterName":"test@docker","ServiceAddr":"10.0.0.3:80",
 *      "StartUTC":"2026-11-23T09:00:00.587782192Z", …}
 *
 * HTTP Activity (4002). Where `ClientHost` is a list, it is what came in `X-Forwarded-For`: the last address, the one
 * that the proxy in front saw, is the client's, for those before it are whatever the client wrote; all are
 * `http_request.x_forwarded_for`. A proxy in front is `src_endpoint.intermediate_ips`. Durations are nanoseconds there.
 * All other fields, headers among them, are under `unmapped` by their own names.
 *
 * Field meanings: Traefik, "Access logs" (fields available); crowdsec's parser of the same lines.
 */
export const traefik: JsonFormat = {
  name: 'traefik',
  title: 'Traefik access log in JSON',
  kind: 'json',
  classes: [4002],
  sample:
    '{"ClientAddr":"192.0.2.7:39496","ClientHost":"192.0.2.7","ClientPort":"39496","ClientUsername":"alice","DownstreamContentSize":357,"DownstreamStatus":200,"Duration":1357313,"OriginStatus":200,"RequestAddr":"example.com:8443","RequestContentSize":12,"RequestCount":190,"RequestHost":"example.com","RequestMethod":"GET","RequestPath":"/a?b=c","RequestPort":"8443","RequestProtocol":"HTTP/2.0","RequestScheme":"https","RetryAttempts":0,"RouterName":"test@docker","ServiceAddr":"10.0.0.3:80","ServiceName":"test@docker","StartUTC":"2026-11-23T09:00:00.587782192Z","TLSCipher":"TLS_AES_128_GCM_SHA256","TLSVersion":"1.3","entryPointName":"web","level":"info","msg":"","request_User-Agent":"curl/8.0","time":"2026-11-23T09:00:00Z"}',
  evidence: 'corpus',
  sources: ['Traefik, "Access logs", available fields'],
  fields: [
    ['StartUTC, StartLocal, time', 'time'],
    ['Duration', 'duration'],
    ['ClientHost', 'src_endpoint.ip, http_request.x_forwarded_for'],
    ['ClientAddr', 'src_endpoint.intermediate_ips'],
    ['ClientPort', 'src_endpoint.port'],
    ['ClientUsername', 'actor.user.name'],
    ['RequestHost, RequestAddr, RequestPort', 'dst_endpoint.hostname, dst_endpoint.port'],
    ['RequestMethod', 'http_request.http_method'],
    ['RequestPath', 'http_request.url.path, http_request.url.query_string'],
    ['RequestScheme', 'http_request.url.scheme'],
    ['RequestProtocol', 'http_request.version'],
    ['RequestContentSize', 'http_request.length'],
    ['request_User-Agent, request_Referer', 'http_request.user_agent, http_request.referrer'],
    ['DownstreamStatus', 'http_response.code, status_id'],
    ['DownstreamContentSize', 'http_response.body_length'],
    ['RouterName', 'load_balancer.name'],
    ['ServiceAddr', 'load_balancer.dst_endpoint'],
    ['TLSVersion, TLSCipher', 'tls.version, tls.cipher'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Traefik', vendor_name: 'Traefik Labs' } as const;
const TAKEN: ReadonlySet<string> = new Set([
  'ClientAddr',
  'ClientHost',
  'ClientPort',
  'ClientUsername',
  'DownstreamContentSize',
  'DownstreamStatus',
  'Duration',
  'RequestAddr',
  'RequestContentSize',
  'RequestHost',
  'RequestMethod',
  'RequestPath',
  'RequestPort',
  'RequestProtocol',
  'RequestScheme',
  'RouterName',
  'ServiceAddr',
  'StartUTC',
  'TLSCipher',
  'TLSVersion',
  'level',
  'request_User-Agent',
  'request_Referer',
]);

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const method = value.RequestMethod;
  if (
    typeof value.ClientAddr !== 'string' ||
    typeof method !== 'string' ||
    typeof value.RequestPath !== 'string' ||
    value.DownstreamStatus === undefined
  )
    return undefined;
  const started = parseIso(str(value.StartUTC) ?? str(value.StartLocal) ?? str(value.time) ?? '');
  const time = Number.isNaN(started) ? context.time : started;
  const address = hostOf(text(value.RequestAddr) ?? '');
  const host = text(value.RequestHost) ?? text(address.host);
  const port = count(value.RequestPort) ?? address.port;
  const hostPort = port === undefined || port > 65535 ? undefined : port;
  const clientHost = str(value.ClientHost) ?? '';
  const forwarded = clientHost.includes(',') ? addresses(clientHost) : undefined;
  const router = text(value.RouterName);
  const service = text(value.ServiceName);
  const balancer = router ?? service;
  const version = text(value.TLSVersion);
  return httpActivity(
    traefik.name,
    PRODUCT,
    {
      time,
      duration: nanoseconds(value.Duration),
      client: clientOf(value, forwarded),
      forwarded,
      server: host === undefined ? undefined : endpointOf(host, hostPort),
      user: text(value.ClientUsername),
      method,
      url: urlOf(value.RequestPath, host, hostPort, text(value.RequestScheme)),
      version: versionOf(str(value.RequestProtocol)),
      referrer: text(value.request_Referer),
      agent: text(value['request_User-Agent']),
      requestLength: count(value.RequestContentSize),
      status: statusOf(value.DownstreamStatus),
      bytes: count(value.DownstreamContentSize),
      tls: version === undefined ? undefined : { version, cipher: text(value.TLSCipher) },
      balancer:
        balancer === undefined
          ? undefined
          : { name: balancer, dst_endpoint: peerOf(text(value.ServiceAddr)) },
      level: text(value.level),
      unmapped: rest(value, TAKEN),
    },
    context,
  );
}

const nanoseconds = (value: unknown): number | undefined => {
  const number = count(value);
  return number === undefined ? undefined : number / 1e6;
};

/** Who asked, which may be behind the peer of the connection. `forwarded` is `ClientHost` if it is a list. */
function clientOf(
  value: JsonObject,
  forwarded: readonly string[] | undefined,
): NetworkEndpointObject | undefined {
  const peer = peerOf(str(value.ClientAddr));
  const host = forwarded?.[forwarded.length - 1] ?? text(value.ClientHost);
  if (host === undefined || host === peer?.ip || host === peer?.hostname) return peer;
  return Object.assign(endpointOf(host), {
    intermediate_ips: peer?.ip === undefined ? undefined : [peer.ip],
  });
}
