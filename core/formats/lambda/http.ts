import { SEVERITY, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  ActorObject,
  HttpActivityEvent,
  HttpHeaderObject,
  NetworkEndpointObject,
  UserObject,
} from '../../ocsf/generated/types';
import { arnOf, rootOf } from '../aws/fields';
import type { EventContext, JsonFormat } from '../format';
import { isIp } from '../ip';
import { parseEpoch } from '../time';
import { including, isObject, type JsonObject, obj, rest, text } from '../values';
import { activityOf, addresses, methodOf, portOf, versionOf } from '../web/http';

/**
 * HTTP requests as Lambda functions get them: from API Gateway (REST APIs and HTTP APIs in payload formats 1.0 and 2.0,
 * WebSocket APIs, authorizers), function URLs and Application Load Balancers.
 *
 *     {"resource":"/orders","path":"/orders","httpMethod":"POST","headers":{"Host":"api.example.com",…},"requestContext":{"accountId":
 *      "123456789012","apiId":"a1b2","stage":"prod","requestId":"141d…","requestTimeEpoch":1767323045000,"protocol":"HTTP/1.1",
 *      "identity":{"sourceIp":"192.0.2.7","userAgent":"curl/8","userArn":"arn:aws:sts::…",…},…},"body":null,"isBase64Encoded":false}
 *     {"version":"2.0","routeKey":"GET /orders","rawPath":"/orders","rawQueryString":"a=1","headers":{…},"requestContext":{"http":{"method":
 *      "GET","path":"/orders","protocol":"HTTP/1.1","sourceIp":"192.0.2.7","userAgent":"curl/8"},"timeEpoch":1767323045000,…}}
 *     {"requestContext":{"elb":{"targetGroupArn":"arn:aws:elasticloadbalancing:…"}},"httpMethod":"GET","path":"/","headers":{…},"body":""}
 *     {"type":"TOKEN","methodArn":"arn:aws:execute-api:eu-west-1:123456789012:a1b2/prod/POST/orders","authorizationToken":"Bearer …"}
 *
 * HTTP Activity (4002) of which only the request is known: no status. The user is who signed (IAM), who the token says
 * (Cognito or another issuer's claims), or whom an authorizer named. A load balancer puts the client's address last in
 * `X-Forwarded-For`; what stands before it may be made up. A WebSocket's messages are activity Other under their
 * `eventType`. Under `unmapped`: `requestContext` without what has a place, and everything else by its own name.
 *
 * Field meanings: API Gateway Developer Guide, "Set up Lambda proxy integrations", "Working with AWS Lambda proxy
 * integrations for HTTP APIs", "Input to an API Gateway Lambda authorizer"; Elastic Load Balancing, "Use Lambda
 * functions as targets"; Lambda Developer Guide, "Invoking Lambda function URLs".
 */
export const lambdaHttp: JsonFormat = {
  name: 'lambda-http',
  title: 'HTTP requests as Lambda gets them: API Gateway, function URLs, ALB',
  kind: 'json',
  classes: [4002],
  sample:
    '{"version":"2.0","routeKey":"GET /orders","rawPath":"/orders","rawQueryString":"a=1","headers":{"host":"api.example.com","user-agent":"curl/8","x-amzn-trace-id":"Root=1-66705bc7-2b4257df30cbee696ef2cf28","x-forwarded-for":"192.0.2.7","x-forwarded-port":"443","x-forwarded-proto":"https"},"requestContext":{"accountId":"123456789012","apiId":"a1b2","authorizer":{"iam":{"accessKey":"ASIAEXAMPLE","accountId":"123456789012","callerId":"AROAEXAMPLE:alice","userArn":"arn:aws:sts::123456789012:assumed-role/Admin/alice","userId":"AROAEXAMPLE:alice"}},"domainName":"api.example.com","http":{"method":"GET","path":"/orders","protocol":"HTTP/1.1","sourceIp":"192.0.2.7","userAgent":"curl/8"},"requestId":"ZhNHJhhLjoEEPiw=","routeKey":"GET /orders","stage":"prod","time":"02/Jan/2026:03:04:05 +0000","timeEpoch":1767323045000},"isBase64Encoded":false}',
  evidence: 'corpus',
  sources: [
    'Amazon API Gateway Developer Guide, "Set up Lambda proxy integrations", "Input to an API Gateway Lambda authorizer"',
    'Elastic Load Balancing, "Use Lambda functions as targets of an Application Load Balancer"',
    'AWS Lambda Developer Guide, "Invoking Lambda function URLs"',
  ],
  fields: [
    ['requestContext.requestId', 'metadata.original_event_uid, http_request.uid'],
    ['x-amzn-trace-id', 'metadata.correlation_uid'],
    ['requestContext.timeEpoch, requestTimeEpoch', 'time'],
    ['requestContext.http.method, httpMethod', 'http_request.http_method, activity_id'],
    ['requestContext.domainName, host', 'http_request.url.hostname, dst_endpoint.hostname'],
    ['rawPath, path', 'http_request.url.path'],
    ['rawQueryString, queryStringParameters', 'http_request.url.query_string'],
    ['protocol', 'http_request.version'],
    ['headers, multiValueHeaders', 'http_request.http_headers[].name, http_request.http_headers[].value'],
    ['x-forwarded-for', 'http_request.x_forwarded_for'],
    ['sourceIp', 'src_endpoint.ip'],
    ['userAgent', 'http_request.user_agent'],
    ['identity, authorizer', 'actor.user.uid, actor.user.uid_alt, actor.user.name, actor.user.account.uid'],
    ['accessKey', 'actor.session.credential_uid'],
    ['requestContext.accountId', 'cloud.account.uid'],
    ['methodArn, routeArn', 'cloud.region'],
  ],
  begin: () => map,
};

const CLOUD = ['cloud'] as const;
const CLOUD_AND_HOST = ['cloud', 'host'] as const;
const TAKEN = new Set(
  'httpMethod path rawPath rawQueryString headers multiValueHeaders requestContext'.split(' '),
);
const CONTEXT = new Set(
  'requestId accountId domainName http timeEpoch requestTimeEpoch httpMethod protocol'.split(' '),
);

/** Which service handed the request over; undefined: it is none. */
function productOf(event: JsonObject, request: JsonObject): string | undefined {
  if (isObject(request.elb))
    return typeof event.httpMethod === 'string' ? 'Application Load Balancer' : undefined;
  const isArn = typeof event.methodArn === 'string' || typeof event.routeArn === 'string';
  if (event.type === 'TOKEN')
    return isArn && typeof event.authorizationToken === 'string' ? 'API Gateway' : undefined;
  if (typeof request.apiId !== 'string') return undefined;
  if (isObject(request.http)) {
    if (event.version !== '2.0' || typeof event.routeKey !== 'string') return undefined;
    return text(request.domainName)?.includes('.lambda-url.') === true
      ? 'Lambda function URL'
      : 'API Gateway';
  }
  return isObject(request.identity) &&
    (isArn || typeof event.httpMethod === 'string' || typeof request.connectionId === 'string')
    ? 'API Gateway'
    : undefined;
}

function map(event: JsonObject, context: EventContext): HttpActivityEvent | undefined {
  const request = obj(event.requestContext);
  const product = productOf(event, request);
  if (product === undefined) return undefined;
  const http = obj(request.http);
  const identity = obj(request.identity);
  const headers = headersOf(event);
  const invoked = text(event.methodArn) ?? text(event.routeArn);
  // `arn:aws:execute-api:region:account:api/stage/METHOD/path`; of a WebSocket, `…/stage/$connect`.
  const [, , verb, ...segments] = invoked === undefined ? [] : invoked.split('/', 64);
  const method =
    text(http.method) ??
    text(event.httpMethod) ??
    text(request.httpMethod) ??
    (verb?.startsWith('$') === true ? undefined : text(verb));
  const path =
    text(event.rawPath) ??
    text(event.path) ??
    text(http.path) ??
    (segments.length === 0 ? undefined : `/${segments.join('/')}`);
  const known = methodOf(method);
  const activity = known === undefined && text(request.eventType) !== undefined ? 99 : activityOf(method);
  const requestId = text(request.requestId);
  const epoch = request.timeEpoch ?? request.requestTimeEpoch;
  const when = typeof epoch === 'number' ? parseEpoch(epoch) : Number.NaN;
  const time = Number.isNaN(when) ? context.time : when;
  const trace = header(headers, 'x-amzn-trace-id');
  const forwarded = header(headers, 'x-forwarded-for');
  const chain = forwarded === undefined ? undefined : addresses(forwarded);
  const host = text(request.domainName) ?? header(headers, 'host');
  const port = portOf(header(headers, 'x-forwarded-port'));
  const source = text(http.sourceIp) ?? text(identity.sourceIp) ?? chain?.[chain.length - 1];
  const actor = actorOf(identity, obj(request.authorizer));
  const place = arnOf(invoked ?? text(obj(request.elb).targetGroupArn));
  const account = text(request.accountId) ?? place.account;
  const metadata = context.metadata(
    lambdaHttp.name,
    { name: product, vendor_name: 'AWS' },
    actor === undefined ? CLOUD : CLOUD_AND_HOST,
    requestId,
  );
  const left = rest(request, CONTEXT);
  return {
    metadata: trace === undefined ? metadata : { ...metadata, correlation_uid: rootOf(trace) },
    time,
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? (method ?? text(request.eventType)) : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: 0,
    cloud: {
      provider: 'AWS',
      account: account === undefined ? undefined : { uid: account },
      region: place.region,
    },
    actor,
    src_endpoint: endpoint(source),
    dst_endpoint: host === undefined ? undefined : { hostname: host, port },
    http_request: {
      uid: requestId,
      http_method: known,
      url:
        path === undefined
          ? undefined
          : {
              hostname: host,
              path,
              query_string: text(event.rawQueryString) ?? queryOf(event),
              scheme: header(headers, 'x-forwarded-proto'),
            },
      version: versionOf(text(http.protocol) ?? text(request.protocol)),
      user_agent: text(http.userAgent) ?? text(identity.userAgent) ?? header(headers, 'user-agent'),
      referrer: header(headers, 'referer'),
      x_forwarded_for: chain,
      http_headers: headers.length === 0 ? undefined : headers,
    },
    raw_data: context.raw,
    unmapped: context.unmapped(
      requestId,
      time,
      left === undefined ? rest(event, TAKEN) : including(rest(event, TAKEN), 'requestContext', left),
    ),
  };
}

function endpoint(source: string | undefined): NetworkEndpointObject {
  if (source === undefined) return { name: UNKNOWN };
  return isIp(source) ? { ip: source } : { name: source };
}

const MOST_HEADERS = 256;

function headersOf(event: JsonObject): HttpHeaderObject[] {
  const list: HttpHeaderObject[] = [];
  const single = obj(event.headers);
  const several = obj(event.multiValueHeaders);
  for (const name in single) {
    const value = single[name];
    if (typeof value === 'string' && list.length < MOST_HEADERS) list.push({ name, value });
  }
  if (list.length > 0) return list;
  for (const name in several) {
    const values = several[name];
    if (!Array.isArray(values)) continue;
    for (const value of values)
      if (typeof value === 'string' && list.length < MOST_HEADERS) list.push({ name, value });
  }
  return list;
}

/** A header's value; their names are of any case. */
function header(headers: readonly HttpHeaderObject[], name: string): string | undefined {
  for (let at = 0; at < headers.length; at++) {
    const one = headers[at] as HttpHeaderObject;
    if (one.name.length === name.length && one.name.toLowerCase() === name) return text(one.value);
  }
  return undefined;
}

/** The query, put together again of its parameters. */
function queryOf(event: JsonObject): string | undefined {
  const parts: string[] = [];
  const several = obj(event.multiValueQueryStringParameters);
  for (const name in several) {
    const values = several[name];
    if (!Array.isArray(values)) continue;
    for (const value of values) if (typeof value === 'string') parts.push(`${name}=${value}`);
  }
  if (parts.length === 0) {
    const single = obj(event.queryStringParameters);
    for (const name in single) {
      const value = single[name];
      if (typeof value === 'string') parts.push(`${name}=${value}`);
    }
  }
  return parts.length === 0 ? undefined : parts.join('&');
}

/** Who it was, by IAM's signature, a token's claims or an authorizer's word; undefined if nobody was asked. */
function actorOf(identity: JsonObject, authorizer: JsonObject): ActorObject | undefined {
  const iam = obj(authorizer.iam);
  const arn = text(iam.userArn) ?? text(identity.userArn);
  const key = text(iam.accessKey) ?? text(identity.accessKey);
  if (arn !== undefined || key !== undefined) {
    const account = text(iam.accountId) ?? text(identity.accountId) ?? arnOf(arn).account;
    const uid = text(iam.userId) ?? text(identity.user);
    const user: UserObject = {
      name: arn === undefined ? undefined : text(arn.slice(arn.lastIndexOf('/') + 1)),
      uid: arn ?? uid,
      uid_alt: arn === undefined ? undefined : uid,
      account: account === undefined ? undefined : { uid: account },
    };
    const named = user.name !== undefined || user.uid !== undefined || account !== undefined;
    return { user: named ? user : undefined, session: { credential_uid: key } };
  }
  const claims = isObject(authorizer.claims) ? authorizer.claims : obj(obj(authorizer.jwt).claims);
  const name = text(claims['cognito:username']) ?? text(claims.username) ?? text(claims.preferred_username);
  const uid = text(claims.sub) ?? text(authorizer.principalId) ?? text(identity.cognitoIdentityId);
  if (name === undefined && uid === undefined) return undefined;
  const issuer = text(claims.iss);
  return {
    user: { name, uid, email_addr: text(claims.email) },
    idp: issuer === undefined ? undefined : { name: issuer },
    session: text(claims.jti) === undefined ? undefined : { uid: text(claims.jti) },
  };
}
