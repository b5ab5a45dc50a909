import { UNKNOWN } from '../../ocsf/build';
import type { LoadBalancerObject, TlsObject, UrlObject } from '../../ocsf/generated/types';
import { count, peerOf, urlOf } from '../web/http';

/** What the logs of the Elastic Load Balancers have in common. */

export const elbProduct = (name: string) =>
  ({ name: 'Elastic Load Balancing', vendor_name: 'AWS', feature: { name } }) as const;

export const ELB_PROFILES = ['cloud', 'load_balancer'] as const;

/** @param uid the resource id: `app/name/id`, `net/name/id`, or a classic load balancer's name */
export function balancerName(uid: string): string {
  const first = uid.indexOf('/');
  if (first < 0) return uid;
  const last = uid.indexOf('/', first + 1);
  return uid.slice(first + 1, last < 0 ? uid.length : last);
}

export function tlsOf(
  version: string | undefined,
  cipher: string | undefined,
  sni?: string | undefined,
): TlsObject | undefined {
  return version === undefined && cipher === undefined && sni === undefined
    ? undefined
    : { version: version ?? UNKNOWN, cipher, sni };
}

const MOST_TARGETS = 64;

/** Targets and the status codes they gave, two lists of the same order set apart by spaces. */
export function connectionsOf(
  targets: string | undefined,
  codes: string | undefined,
): LoadBalancerObject['endpoint_connections'] {
  if (targets === undefined || targets.length > MOST_TARGETS * 48) return undefined;
  const statuses = codes?.split(' ', MOST_TARGETS) ?? [];
  return targets.split(' ', MOST_TARGETS).flatMap((target, at) => {
    const endpoint = peerOf(target);
    const code = count(statuses[at]);
    return endpoint === undefined && code === undefined ? [] : [{ network_endpoint: endpoint, code }];
  });
}

/** What stands for the request where there was none: the connection was no HTTP, or ended before it. */
export const isNoRequest = (request: string): boolean =>
  request === '' || request === '-' || request === '- - -' || request === '- - - ';

/** What there is of a URL where the client sent no whole request: `- http://192.0.2.9:80- `. */
export function partialUrl(request: string): UrlObject | undefined {
  if (!request.startsWith('- http')) return undefined;
  const space = request.indexOf(' ', 2);
  const target = request.slice(2, space < 0 ? request.length : space);
  return urlOf(target.endsWith('-') ? target.slice(0, -1) : target, undefined, undefined);
}
