import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseClf, parseEpoch, parseIso, type ZonedTime } from '../time';
import { data, type JsonObject, str, text } from '../values';
import { count } from '../web/http';
import { gatewayEvent } from './apigateway-request';

/**
 * API Gateway access logs as JSON: one request to a REST, HTTP or WebSocket API. The log's format is the API owner's;
 * what is recognised is an object of `$context` variables under their own names, as AWS's console and the CDK propose,
 * in any spelling (`requestId`, `request_id`).
 *
 *     {"requestId":"ebf87aa3-bf0b-44a7-ab91-1571f567c956","extendedRequestId":"BkJdhGC0yK4FcBA=","ip":"192.0.2.7","caller":"-","user":"-","requestTime":"23/Nov/2026:09:00:38 +0000","httpMethod":"GET","resourcePath":"/items/{id}","status":"200","protocol":"HTTP/1.1","responseLength":"14"}
 *
 * HTTP Activity (4002). It needs a request id, a time, a status, and a resource path, a route or an API's id. `user` is
 * `actor.user.name`, else the authorizer's principal, else the caller. `api.operation` is the route, or method and
 * resource. A failure's detail is the first of API Gateway's error messages that there is, else WAF's answer. Fields
 * without a place, and nested objects, are under `unmapped` by their names; `-` is left out.
 *
 * Field meanings: Amazon API Gateway Developer Guide, "Variables for access logging for API Gateway" and "Access logging
 * for REST APIs"; AWS CDK, AccessLogFormat.jsonWithStandardFields and AccessLogField.
 */
export const apigateway: JsonFormat = {
  name: 'apigateway',
  title: 'API Gateway access logs as JSON',
  kind: 'json',
  classes: [4002],
  sample:
    '{"requestId":"ebf87aa3-bf0b-44a7-ab91-1571f567c956","extendedRequestId":"BkJdhGC0yK4FcBA=","ip":"192.0.2.7","caller":"-","user":"alice","requestTime":"23/Nov/2026:09:00:38 +0000","httpMethod":"GET","resourcePath":"/items/{id}","path":"/prod/items/7","status":"200","protocol":"HTTP/1.1","responseLength":"14","responseLatency":"24","apiId":"ify5mncve5","stage":"prod","domainName":"ify5mncve5.execute-api.eu-west-1.amazonaws.com","accountId":"123456789012","xrayTraceId":"Root=1-640b22f9-3b4bbbbf440c945e3d50a4f0"}',
  evidence: 'corpus',
  sources: [
    'Amazon API Gateway Developer Guide, "Variables for access logging for API Gateway"',
    'AWS CDK, aws-apigateway, AccessLogFormat and AccessLogField',
  ],
  fields: [
    ['requestTime, requestTimeEpoch', 'time'],
    ['ip, sourceIp, clientIp', 'src_endpoint.ip'],
    ['user, principalId, caller', 'actor.user.name'],
    ['userArn', 'actor.user.uid'],
    ['apiKeyId', 'actor.session.credential_uid'],
    ['userAgent', 'http_request.user_agent'],
    ['httpMethod', 'http_request.http_method'],
    ['path', 'http_request.url.path'],
    ['resourcePath, routeKey', 'api.operation'],
    ['protocol', 'http_request.version'],
    ['status, statusCode', 'http_response.code, status_id'],
    ['responseLength', 'http_response.length'],
    ['responseLatency', 'duration'],
    ['requestId', 'api.request.uid, metadata.correlation_uid, metadata.original_event_uid'],
    ['extendedRequestId', 'http_request.uid'],
    ['xrayTraceId', 'trace.uid'],
    ['accountId', 'cloud.account.uid'],
    ['region', 'cloud.region'],
    ['apiId', 'api.service.uid'],
    ['apiName', 'api.service.name'],
    ['stage', 'api.service.version'],
    ['domainName', 'dst_endpoint.hostname'],
    ['errorMessage', 'status_detail'],
  ],
  begin: () => map,
};

/** Variables with a place, by their names without capitals and separators. */
const PLACED = new Map<string, keyof Variables>(
  (
    [
      ['ip', ['ip', 'sourceip', 'clientip', 'identitysourceip']],
      ['user', ['user', 'identityuser']],
      ['principal', ['principalid', 'authorizerprincipalid']],
      ['caller', ['caller', 'identitycaller']],
      ['userArn', ['userarn', 'identityuserarn']],
      ['apiKeyId', ['apikeyid', 'identityapikeyid']],
      ['agent', ['useragent', 'identityuseragent']],
      ['method', ['httpmethod', 'method']],
      ['path', ['path']],
      ['resource', ['resourcepath']],
      ['route', ['routekey']],
      ['protocol', ['protocol']],
      ['status', ['status', 'statuscode']],
      ['length', ['responselength']],
      ['latency', ['responselatency']],
      ['requestUid', ['requestid']],
      ['extendedUid', ['extendedrequestid']],
      ['time', ['requesttime']],
      ['epoch', ['requesttimeepoch']],
      ['trace', ['xraytraceid']],
      ['account', ['accountid']],
      ['region', ['region']],
      ['apiId', ['apiid']],
      ['apiName', ['apiname']],
      ['stage', ['stage']],
      ['domain', ['domainname']],
      ['error', ['errormessage']],
      ['authorizerError', ['authorizererror']],
      ['integrationError', ['integrationerrormessage', 'integrationerror']],
      ['wafResponse', ['wafresponsecode']],
    ] as const
  ).flatMap(([variable, names]) => names.map((name) => [name, variable] as const)),
);

interface Variables {
  ip?: string;
  user?: string;
  principal?: string;
  caller?: string;
  userArn?: string;
  apiKeyId?: string;
  agent?: string;
  method?: string;
  path?: string;
  resource?: string;
  route?: string;
  protocol?: string;
  status?: string;
  length?: string;
  latency?: string;
  requestUid?: string;
  extendedUid?: string;
  time?: string;
  epoch?: string;
  trace?: string;
  account?: string;
  region?: string;
  apiId?: string;
  apiName?: string;
  stage?: string;
  domain?: string;
  error?: string;
  authorizerError?: string;
  integrationError?: string;
  wafResponse?: string;
}

/** Those that take a place only where another does not, or on a failure: they are under `unmapped` as well. */
const KEPT: ReadonlySet<keyof Variables> = new Set([
  'principal',
  'caller',
  'resource',
  'error',
  'authorizerError',
  'integrationError',
  'wafResponse',
] as const);

const MOST_VARIABLES = 256;

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  // Cheaply: what has no request id is none.
  if (
    str(value.requestId) === undefined &&
    str(value.request_id) === undefined &&
    str(value.extendedRequestId) === undefined &&
    str(value.extended_request_id) === undefined
  )
    return undefined;
  const found: Variables = {};
  const left = Object.create(null) as Record<string, unknown>;
  let fields = 0;
  for (const name in value) {
    if (fields++ === MOST_VARIABLES) return undefined;
    const field = value[name];
    const variable = PLACED.get(plain(name));
    const content = typeof field === 'number' ? String(field) : text(field);
    if (variable !== undefined && found[variable] === undefined && content !== undefined) {
      found[variable] = content;
      if (!KEPT.has(variable)) continue;
    }
    if (content === undefined && (typeof field === 'string' || field === null)) continue;
    const kept = data(field);
    if (kept !== undefined) left[name === 'envelope' ? '_envelope' : name] = kept;
  }
  const status = count(found.status);
  if (status === undefined || (found.resource ?? found.route ?? found.apiId) === undefined) return undefined;
  const when = timeOf(found);
  if (when === undefined) return undefined;
  return gatewayEvent(
    apigateway.name,
    {
      time: when.time,
      offset: when.offset,
      ip: found.ip,
      user: found.user ?? found.principal ?? found.caller,
      userArn: found.userArn,
      apiKeyId: found.apiKeyId,
      agent: found.agent,
      method: found.method,
      path: found.path,
      resource: found.route ?? found.resource,
      protocol: found.protocol,
      status: found.status,
      responseLength: found.length,
      latency: found.latency,
      requestUid: found.requestUid,
      extendedUid: found.extendedUid,
      trace: found.trace,
      account: found.account,
      region: found.region ?? regionOf(found.domain),
      apiId: found.apiId,
      apiName: found.apiName,
      stage: found.stage,
      domain: found.domain,
      problem: found.error ?? found.authorizerError ?? found.integrationError ?? found.wafResponse,
      unmapped: left,
    },
    context,
  );
}

/** `request_id`, `requestId` and `request-id` alike. */
function plain(name: string): string {
  if (name.length > 64) return '';
  const lower = name.toLowerCase();
  return lower.indexOf('_') < 0 && lower.indexOf('-') < 0 && lower.indexOf('.') < 0
    ? lower
    : lower.replace(/[-_.]/g, '');
}

function timeOf({ epoch, time }: Variables): ZonedTime | undefined {
  if (epoch !== undefined) {
    const counted = parseEpoch(Number(epoch));
    if (!Number.isNaN(counted)) return { time: counted, offset: 0 };
  }
  if (time === undefined) return undefined;
  const clf = parseClf(time);
  if (clf !== undefined) return clf;
  const iso = parseIso(time);
  return Number.isNaN(iso) ? undefined : { time: iso, offset: 0 };
}

/** Of `ify5mncve5.execute-api.eu-west-1.amazonaws.com`. */
function regionOf(domain: string | undefined): string | undefined {
  const at = domain?.indexOf('.execute-api.') ?? -1;
  if (domain === undefined || at < 0) return undefined;
  const end = domain.indexOf('.', at + 13);
  return end < 0 ? undefined : domain.slice(at + 13, end);
}
