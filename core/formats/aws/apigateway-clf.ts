import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseClf } from '../time';
import { isUuidAt, text } from '../values';
import { closingQuote, statusOf } from '../web/http';
import { gatewayEvent } from './apigateway-request';

/**
 * API Gateway access logs in the common log format that AWS's console proposes: an access log's line whose last field
 * is the request id, or that and the extended one.
 *
 *     192.0.2.7 - alice [23/Nov/2026:09:00:38 +0000] "GET /items/{id} HTTP/1.1" 200 14 ebf87aa3-bf0b-44a7-ab91-1571f567c956 BkJdhGC0yK4FcBA=
 *
 * HTTP Activity (4002). The fields before the time are caller and user, those of the request the resource's path (not
 * the request's) and the protocol; a route of an HTTP API (`GET /items/{id}`) stands in one field or the other. The user,
 * else the caller, is `actor.user.name`; both are under `unmapped` if they differ.
 *
 * Field meanings: Amazon API Gateway Developer Guide, "Access logging for REST APIs", "CLF"; AWS CDK,
 * AccessLogFormat.clf.
 */
export const apigatewayClf: LineFormat = {
  name: 'apigateway-clf',
  title: 'API Gateway access logs in the common log format',
  kind: 'line',
  classes: [4002],
  sample:
    '192.0.2.7 - alice [23/Nov/2026:09:00:38 +0000] "GET /items/{id} HTTP/1.1" 200 14 ebf87aa3-bf0b-44a7-ab91-1571f567c956 BkJdhGC0yK4FcBA=',
  evidence: 'published',
  sources: [
    'Amazon API Gateway Developer Guide, "Access logging for REST APIs", "CLF"',
    'AWS CDK, aws-apigateway, AccessLogFormat.clf',
  ],
  fields: [
    ['sourceIp', 'src_endpoint.ip'],
    ['user, caller', 'actor.user.name'],
    ['requestTime', 'time, timezone_offset'],
    ['httpMethod', 'http_request.http_method'],
    ['resourcePath', 'api.operation, http_request.url.path'],
    ['protocol', 'http_request.version'],
    ['status', 'http_response.code, status_id'],
    ['responseLength', 'http_response.length'],
    ['requestId', 'api.request.uid, metadata.correlation_uid, metadata.original_event_uid'],
    ['extendedRequestId', 'http_request.uid'],
  ],
  begin: () => map,
};

const LONGEST_HEAD = 1024;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const ipEnd = line.indexOf(' ');
  const open = line.indexOf(' [', ipEnd);
  if (ipEnd < 2 || open < 0 || open > LONGEST_HEAD || line.charCodeAt(open + 30) !== 34) return undefined;
  const requestEnd = closingQuote(line, open + 31);
  if (requestEnd < 0) return undefined;
  const tail = line.slice(requestEnd + 2).split(' ', 6);
  if (tail.length < 3 || tail.length > 4 || !isGatewayTail(tail[2] as string)) return undefined;
  const ip = line.slice(0, ipEnd);
  const when = parseClf(line.slice(open + 2, open + 28));
  if (when === undefined || !isIp(ip) || statusOf(tail[0]) < 0) return undefined;
  const [caller, user] = line
    .slice(ipEnd + 1, open)
    .split(' ')
    .filter((field) => field !== '')
    .map(text);
  const request = line.slice(open + 31, requestEnd);
  const first = request.indexOf(' ');
  const last = request.lastIndexOf(' ');
  const path = first < last ? text(request.slice(first + 1, last)) : undefined;
  return gatewayEvent(
    apigatewayClf.name,
    {
      time: when.time,
      offset: when.offset,
      ip,
      user: user ?? caller,
      method: first < 0 ? undefined : text(request.slice(0, first)),
      resource: path,
      protocol: last < 0 ? undefined : text(request.slice(last + 1)),
      status: tail[0],
      responseLength: tail[1],
      requestUid: tail[2],
      extendedUid: text(tail[3]),
      unmapped: caller === undefined || user === undefined || caller === user ? undefined : { caller, user },
    },
    context,
  );
}

/** Whether the field after an access log's bytes is a request id of API Gateway: then the line is of this format. */
const isGatewayTail = (field: string): boolean => field.length === 36 && isUuidAt(field, 0);
