import { SEVERITY, STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { AnyObject, HttpActivityEvent } from '../../ocsf/generated/types';
import type { EventContext } from '../format';
import { activityOf, count, endpointOf, methodOf, outcomeOf, statusOf, urlOf, versionOf } from '../web/http';
import { beside, correlated } from './event';
import { rootOf } from './fields';

/** What an API Gateway access log says of a request; a field without a value is undefined, not `-`. */
export interface GatewayRequest {
  readonly time: number;
  readonly offset?: number | undefined;
  readonly ip: string | undefined;
  readonly user: string | undefined;
  readonly userArn?: string | undefined;
  readonly userAccount?: string | undefined;
  readonly apiKeyId?: string | undefined;
  readonly agent?: string | undefined;
  readonly method: string | undefined;
  /** The request's path, with its stage. */
  readonly path?: string | undefined;
  /** The resource it matched: `/items/{id}`, or a route: `GET /items/{id}`, `$connect`. */
  readonly resource: string | undefined;
  readonly protocol: string | undefined;
  readonly status: string | undefined;
  readonly responseLength: string | undefined;
  readonly latency?: string | undefined;
  readonly requestUid: string | undefined;
  readonly extendedUid: string | undefined;
  readonly trace?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly apiId?: string | undefined;
  readonly apiName?: string | undefined;
  readonly stage?: string | undefined;
  readonly domain?: string | undefined;
  readonly problem?: string | undefined;
  readonly unmapped: AnyObject | undefined;
}

const PRODUCT = { name: 'API Gateway', vendor_name: 'AWS' } as const;
const PROFILES = ['cloud'] as const;

/** HTTP Activity (4002). */
export function gatewayEvent(
  format: string,
  request: GatewayRequest,
  context: EventContext,
): HttpActivityEvent {
  const { time, method, requestUid, extendedUid, resource, user, userArn } = request;
  const status = statusOf(request.status);
  const activity = activityOf(method);
  const outcome = outcomeOf(status);
  const uid = requestUid ?? extendedUid;
  const metadata = context.metadata(format, PRODUCT, PROFILES, uid);
  const path = request.path ?? (resource?.charCodeAt(0) === 47 ? resource : undefined);
  return {
    metadata: correlated(metadata, uid),
    time,
    timezone_offset: request.offset === 0 ? undefined : request.offset,
    duration: count(request.latency),
    class_uid: 4002,
    category_uid: 4,
    activity_id: activity,
    activity_name: activity === 99 ? method : undefined,
    type_uid: typeUid(4002, activity),
    severity_id: SEVERITY.informational,
    status_id: outcome,
    status: STATUS_CAPTION[outcome],
    status_detail: outcome === STATUS.failure ? request.problem : undefined,
    cloud: {
      provider: 'AWS',
      account: request.account === undefined ? undefined : { uid: request.account },
      region: request.region,
    },
    actor: actorOf(user, userArn, request),
    src_endpoint: request.ip === undefined ? undefined : endpointOf(request.ip),
    dst_endpoint: request.domain === undefined ? undefined : { hostname: request.domain },
    api:
      resource === undefined && request.apiId === undefined
        ? undefined
        : {
            operation: operationOf(method, resource),
            service:
              request.apiId === undefined && request.apiName === undefined
                ? undefined
                : { uid: request.apiId, name: request.apiName, version: request.stage },
            request: uid === undefined ? undefined : { uid },
            response: status < 0 ? undefined : { code: status, error: undefined },
          },
    http_request: {
      http_method: methodOf(method),
      uid: extendedUid ?? requestUid,
      url: path === undefined ? undefined : urlOf(path, request.domain, undefined),
      version: versionOf(request.protocol) ?? request.protocol,
      user_agent: request.agent,
    },
    http_response: status <= 0 ? undefined : { code: status, length: count(request.responseLength) },
    trace: request.trace === undefined ? undefined : { uid: rootOf(request.trace) },
    raw_data: context.raw,
    unmapped: beside(context, uid, time, request.unmapped),
  };
}

/** A route is whole (`GET /items/{id}`, `$connect`, `$default`); a resource's path lacks the method. */
function operationOf(method: string | undefined, resource: string | undefined): string {
  if (resource === undefined) return method ?? 'Unknown';
  return resource.charCodeAt(0) === 47 && method !== undefined ? `${method} ${resource}` : resource;
}

function actorOf(
  user: string | undefined,
  arn: string | undefined,
  { userAccount, apiKeyId }: GatewayRequest,
): HttpActivityEvent['actor'] {
  if (user === undefined && arn === undefined && apiKeyId === undefined) return undefined;
  return {
    user:
      user === undefined && arn === undefined
        ? undefined
        : {
            name: user,
            uid: arn,
            account: userAccount === undefined ? undefined : { uid: userAccount },
          },
    session: apiKeyId === undefined ? undefined : { credential_uid: apiKeyId },
  };
}
