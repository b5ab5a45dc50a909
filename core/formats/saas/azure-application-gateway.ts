import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { isObject, type JsonObject, rest, text } from '../values';
import {
  count,
  endpointOf,
  httpActivity,
  peerOf,
  portOf,
  secondsOf,
  statusOf,
  urlOf,
  versionOf,
} from '../web/http';

/**
 * Access log of Azure's Application Gateway (v1 and v2), as diagnostic settings send it.
 *
 *     {"timeStamp":"2026-11-23T09:00:00+00:00","resourceId":"/SUBSCRIPTIONS/…/APPLICATIONGATEWAYS/GW","operationName":"ApplicationGatewayAccess",
 *      "category":"ApplicationGatewayAccessLog","properties":{"clientIP":"192.0.2.7","clientPort":45057,"httpMethod":"GET","requestUri":"/a",
 *      "requestQuery":"b=1","userAgent":"curl/8.1","httpStatus":200,"httpVersion":"HTTP/1.1","timeTaken":0.034,"transactionId":"592d",
 *      "serverRouted":"198.51.100.4:443","serverStatus":"200","host":"www.example.com",…}}
 *
 * HTTP Activity (4002). The request's `requestQuery` is that of the backend's request in v2 (with the rule's parameters):
 * the client's own target is `originalRequestUriWithArgs` where it is there. The backend is the load balancer's
 * destination. Under `unmapped`: the other fields, those of `properties` under it.
 *
 * Field meanings: Microsoft, "Diagnostic logs for Application Gateway", access log; plaso, parser azure_application_gateway.
 */
export const azureApplicationGateway: JsonFormat = {
  name: 'azure-application-gateway',
  title: "Access log of Azure's Application Gateway",
  kind: 'json',
  classes: [4002],
  sample:
    '{"timeStamp":"2026-11-23T09:00:00+00:00","resourceId":"/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/APPLICATIONGATEWAYS/GW","listenerName":"https","ruleName":"all","backendPoolName":"app","backendSettingName":"https","operationName":"ApplicationGatewayAccess","category":"ApplicationGatewayAccessLog","properties":{"instanceId":"appgw_2","clientIP":"192.0.2.7","clientPort":45057,"httpMethod":"GET","originalRequestUriWithArgs":"/a?b=1","requestUri":"/a","requestQuery":"b=1","userAgent":"curl/8.1","httpStatus":200,"httpVersion":"HTTP/1.1","receivedBytes":184,"sentBytes":466,"timeTaken":0.034,"transactionId":"592d1649f75a8d480a3c4dc6a975309d","sslEnabled":"on","sslCipher":"ECDHE-RSA-AES256-GCM-SHA384","sslProtocol":"TLSv1.2","serverRouted":"198.51.100.4:443","serverStatus":"200","serverResponseLatency":"0.028","host":"www.example.com"}}',
  evidence: 'corpus',
  sources: [
    'Microsoft, "Diagnostic logs for Application Gateway", access log',
    'plaso, parser azure_application_gateway',
  ],
  fields: [
    ['timeStamp, time', 'time'],
    ['properties.clientIP, clientPort', 'src_endpoint.ip, src_endpoint.port'],
    ['properties.httpMethod', 'http_request.http_method, activity_id'],
    [
      'properties.originalRequestUriWithArgs, requestUri, requestQuery',
      'http_request.url.path, http_request.url.query_string',
    ],
    ['properties.originalHost, host', 'http_request.url.hostname'],
    ['properties.httpVersion', 'http_request.version'],
    ['properties.userAgent', 'http_request.user_agent'],
    ['properties.httpStatus', 'http_response.code, status_id'],
    ['properties.receivedBytes, sentBytes', 'http_request.length, http_response.length'],
    ['properties.timeTaken', 'duration'],
    ['properties.transactionId', 'http_request.uid, metadata.correlation_uid'],
    ['properties.sslProtocol, sslCipher', 'tls.version, tls.cipher'],
    ['properties.serverRouted, serverStatus', 'load_balancer.dst_endpoint.ip, load_balancer.code'],
    ['resourceId', 'load_balancer.uid'],
    ['properties.error_info', 'status_detail'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Application Gateway', vendor_name: 'Microsoft' } as const;

const TAKEN: ReadonlySet<string> = new Set(['timeStamp', 'time', 'resourceId', 'properties']);
const PROPERTIES: ReadonlySet<string> = new Set(
  'clientIP clientIp clientPort httpMethod originalRequestUriWithArgs requestUri originalHost host httpVersion userAgent httpStatus receivedBytes sentBytes timeTaken transactionId sslProtocol sslCipher serverRouted serverStatus error_info'.split(
    ' ',
  ),
);

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const { properties } = event;
  if (event.category !== 'ApplicationGatewayAccessLog' || !isObject(properties)) return undefined;
  const stamp = text(event.timeStamp) ?? text(event.time);
  const parsed = stamp === undefined ? Number.NaN : parseIso(stamp);
  const target = targetOf(properties);
  const secure = properties.sslEnabled === 'on';
  const host = text(properties.originalHost) ?? text(properties.host);
  const resource = text(event.resourceId);
  const tls = text(properties.sslProtocol);
  const backend = count(text(properties.serverStatus));
  return httpActivity(
    azureApplicationGateway.name,
    PRODUCT,
    {
      time: Number.isNaN(parsed) ? context.time : parsed,
      duration: secondsOf(properties.timeTaken),
      client: endpointOf(
        text(properties.clientIP) ?? text(properties.clientIp),
        portOf(properties.clientPort),
      ),
      method: text(properties.httpMethod),
      url: target === undefined ? undefined : urlOf(target, host, undefined, secure ? 'https' : 'http'),
      server: target === undefined && host !== undefined ? { hostname: host } : undefined,
      version: versionOf(text(properties.httpVersion)),
      agent: text(properties.userAgent),
      requestUid: text(properties.transactionId),
      requestLength: count(properties.receivedBytes),
      status: statusOf(properties.httpStatus),
      responseLength: count(properties.sentBytes),
      detail: text(properties.error_info),
      tls: tls === undefined ? undefined : { version: tls, cipher: text(properties.sslCipher) },
      balancer:
        resource === undefined
          ? undefined
          : {
              uid: resource,
              name: text(resource.slice(resource.lastIndexOf('/') + 1)),
              classification: 'application',
              dst_endpoint: peerOf(text(properties.serverRouted)),
              code: backend,
            },
      unmapped: { ...rest(event, TAKEN), properties: rest(properties, PROPERTIES) },
    },
    context,
  );
}

function targetOf(properties: JsonObject): string | undefined {
  const original = text(properties.originalRequestUriWithArgs);
  if (original !== undefined) return original;
  const path = text(properties.requestUri);
  const query = text(properties.requestQuery);
  return path === undefined || query === undefined || path.includes('?') ? path : `${path}?${query}`;
}
