import type { NetworkEndpointObject, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { type JsonObject, rest, text } from '../values';
import { count, endpointOf, httpActivity, statusOf, urlOf, versionOf } from '../web/http';

/**
 * Cloudflare's log of HTTP requests, by Logpush (dataset `http_requests`).
 *
 *     {"ClientIP":"192.0.2.7","ClientRequestHost":"www.example.com","ClientRequestMethod":"GET","ClientRequestURI":"/a?b=1","EdgeStartTimestamp":"2026-11-23T09:00:00Z",
 *      "EdgeEndTimestamp":"2026-11-23T09:00:01Z","EdgeResponseBytes":17826,"EdgeResponseStatus":404,"RayID":"707c283ab88274cd","ClientSrcPort":28057,
 *      "ClientRequestUserAgent":"Mozilla/5.0","OriginIP":"198.51.100.4","SecurityAction":"block",…}
 *
 * HTTP Activity (4002). Which fields there are is the customer's choice: it takes a RayID, a client's address and the
 * edge's status or start. Times are RFC 3339 or counts since 1970 in seconds or nanoseconds. The origin is the load
 * balancer's destination, Cloudflare being the balancer. Under `unmapped`: cache, bot, security and all other fields; what
 * says nothing (empty, `0` of an id, `unknown`) is kept as it came.
 *
 * Field meanings: Cloudflare, Logpush, "HTTP requests"; IBM Cloud Internet Services, "HTTP requests" log fields; Panther
 * documentation, "Cloudflare logs".
 */
export const cloudflare: JsonFormat = {
  name: 'cloudflare',
  title: "Cloudflare's HTTP requests, by Logpush",
  kind: 'json',
  classes: [4002],
  sample:
    '{"CacheCacheStatus":"miss","ClientASN":64496,"ClientCountry":"ie","ClientIP":"192.0.2.7","ClientRequestBytes":2407,"ClientRequestHost":"www.example.com","ClientRequestMethod":"GET","ClientRequestProtocol":"HTTP/1.1","ClientRequestReferer":"https://example.com/","ClientRequestScheme":"https","ClientRequestURI":"/a?b=1","ClientRequestUserAgent":"Mozilla/5.0","ClientSSLCipher":"AEAD-AES128-GCM-SHA256","ClientSSLProtocol":"TLSv1.3","ClientSrcPort":28057,"EdgeEndTimestamp":"2026-11-23T09:00:01Z","EdgeResponseBytes":17826,"EdgeResponseContentType":"text/html","EdgeResponseStatus":404,"EdgeStartTimestamp":"2026-11-23T09:00:00Z","OriginIP":"198.51.100.4","OriginResponseStatus":404,"RayID":"707c283ab88274cd","SecurityAction":"block","SecurityRuleID":"r1","ZoneName":"example.com"}',
  evidence: 'corpus',
  sources: [
    'Cloudflare, Logpush, "HTTP requests"',
    'IBM Cloud Internet Services, "Accessing log fields"',
    'Panther documentation, "Cloudflare logs"',
  ],
  fields: [
    ['RayID', 'http_request.uid, metadata.correlation_uid'],
    ['EdgeStartTimestamp, EdgeEndTimestamp', 'time, duration'],
    ['ClientIP, ClientSrcPort', 'src_endpoint.ip, src_endpoint.port'],
    ['ClientASN, ClientCountry', 'src_endpoint.autonomous_system.number, src_endpoint.location.country'],
    ['ClientRequestMethod', 'http_request.http_method, activity_id'],
    ['ClientRequestURI, ClientRequestPath', 'http_request.url.path, http_request.url.query_string'],
    ['ClientRequestHost, ClientRequestScheme', 'http_request.url.hostname, http_request.url.scheme'],
    [
      'ClientRequestProtocol, ClientRequestReferer, ClientRequestUserAgent',
      'http_request.version, http_request.referrer, http_request.user_agent',
    ],
    ['ClientRequestBytes', 'http_request.length'],
    ['EdgeResponseStatus', 'http_response.code, status_id'],
    ['EdgeResponseBytes, EdgeResponseContentType', 'http_response.length, http_response.content_type'],
    ['ClientSSLProtocol, ClientSSLCipher', 'tls.version, tls.cipher'],
    ['OriginIP, OriginResponseStatus', 'load_balancer.dst_endpoint.ip, load_balancer.code'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Cloudflare', vendor_name: 'Cloudflare' } as const;

const TAKEN: ReadonlySet<string> = new Set(
  'RayID EdgeStartTimestamp ClientIP ClientSrcPort ClientASN ClientCountry ClientRequestMethod ClientRequestURI ClientRequestHost ClientRequestScheme ClientRequestProtocol ClientRequestReferer ClientRequestUserAgent ClientRequestBytes EdgeResponseStatus EdgeResponseBytes EdgeResponseContentType ClientSSLProtocol ClientSSLCipher OriginIP OriginResponseStatus'.split(
    ' ',
  ),
);

function timeOf(value: unknown): number | undefined {
  const time =
    typeof value === 'number' ? parseEpoch(value) : typeof value === 'string' ? parseIso(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { RayID: ray, ClientIP: client } = event;
  if (typeof ray !== 'string' || typeof client !== 'string') return undefined;
  if (event.EdgeResponseStatus === undefined && event.EdgeStartTimestamp === undefined) return undefined;
  const start = timeOf(event.EdgeStartTimestamp);
  const end = timeOf(event.EdgeEndTimestamp);
  const target = text(event.ClientRequestURI) ?? text(event.ClientRequestPath);
  const host = text(event.ClientRequestHost);
  const scheme = text(event.ClientRequestScheme);
  const tls = text(event.ClientSSLProtocol);
  const origin = text(event.OriginIP);
  const code = count(event.OriginResponseStatus);
  return httpActivity(
    cloudflare.name,
    PRODUCT,
    {
      time: start ?? context.time,
      duration: start === undefined || end === undefined || end < start ? undefined : end - start,
      client: sourceOf(event, client),
      method: text(event.ClientRequestMethod),
      url: target === undefined ? undefined : urlOf(target, host, undefined, scheme),
      // Without a path there is no URL to put the host in.
      server: target === undefined && host !== undefined ? { hostname: host } : undefined,
      version: versionOf(text(event.ClientRequestProtocol)),
      referrer: text(event.ClientRequestReferer),
      agent: text(event.ClientRequestUserAgent),
      requestUid: text(ray),
      requestLength: count(event.ClientRequestBytes),
      status: statusOf(event.EdgeResponseStatus),
      responseLength: count(event.EdgeResponseBytes),
      contentType: text(event.EdgeResponseContentType),
      tls:
        tls === undefined || tls === 'none'
          ? undefined
          : { version: tls, cipher: text(event.ClientSSLCipher) },
      balancer:
        origin === undefined
          ? undefined
          : { name: 'Cloudflare', dst_endpoint: endpointOf(origin), code: code === 0 ? undefined : code },
      unmapped: rest(event, TAKEN),
    },
    context,
  );
}

function sourceOf(event: JsonObject, client: string): NetworkEndpointObject {
  const port = count(event.ClientSrcPort);
  const number = count(event.ClientASN);
  const country = text(event.ClientCountry);
  return {
    ...endpointOf(client, port !== undefined && port <= 65535 ? port : undefined),
    autonomous_system: number === undefined || number === 0 ? undefined : { number },
    location: country === undefined ? undefined : { country: country.toUpperCase() },
  };
}
