import { UNKNOWN } from '../../../ocsf/build';
import type { AnyObject, NetworkEndpointObject, UserObject } from '../../../ocsf/generated/types';
import { isIp } from '../../ip';
import { digits } from '../../values';

/** Where sshd's messages have users, addresses and ports. */

export const NOBODY: UserObject = { name: UNKNOWN };

export const named = (name: string): UserObject => (name === '' ? NOBODY : { name });

/** Where the user name begins, past what says that there is no such user. */
export function nameAt(text: string, at: number): { readonly name: number; readonly valid: boolean } {
  const code = text.charCodeAt(at);
  if (code === 105 && (text.startsWith('invalid user ', at) || text.startsWith('illegal user ', at)))
    return { name: at + 13, valid: false };
  return { name: at, valid: true };
}

export interface Place {
  /** Where ` from` begins. */
  readonly start: number;
  readonly address: string;
  readonly port: number | undefined;
  readonly end: number;
}

/** `192.0.2.7 port 50022` behind the ` from ` at `start`: a word, and a port of up to five digits. */
function placeAt(text: string, start: number): Place | undefined {
  const from = start + 6;
  const space = text.indexOf(' ', from);
  if (space <= from || space > from + 256 || !text.startsWith(' port ', space)) return undefined;
  let end = space + 6;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57 && end < space + 12) end++;
  const port = digits(text.slice(space + 6, end));
  if (port < 0 || port > 65535) return undefined;
  return { start, address: text.slice(from, space), port, end };
}

/** How many places a line may be searched for. */
const MOST_PLACES = 32;

export function firstPlace(text: string, start: number): Place | undefined {
  let at = text.indexOf(' from ', start - 1);
  for (let tries = 0; at >= 0 && tries < MOST_PLACES; tries++) {
    const place = placeAt(text, at);
    if (place !== undefined && at >= start) return place;
    at = text.indexOf(' from ', at + 1);
  }
  return undefined;
}

export function lastPlace(text: string, start: number): Place | undefined {
  let at = text.lastIndexOf(' from ');
  for (let tries = 0; at >= start - 1 && tries < MOST_PLACES; tries++) {
    const place = placeAt(text, at);
    if (place !== undefined) return at >= start ? place : { ...place, start };
    at = text.lastIndexOf(' from ', at - 1);
  }
  return undefined;
}

/** One of `user alice 192.0.2.7 port 50022`, `authenticating user …`, `invalid user …` or the address alone. */
interface Remote {
  readonly kind: 'user' | 'authenticating' | 'invalid' | undefined;
  readonly user: UserObject | undefined;
  readonly from: NetworkEndpointObject | undefined;
  readonly rest: string;
  readonly more: AnyObject | undefined;
}

/** sshd's name for a connection, at `start`; what follows it is the rest. */
export function remoteAt(text: string, start: number): Remote | undefined {
  let kind: Remote['kind'];
  let at = start;
  if (text.startsWith('user ', at)) {
    kind = 'user';
    at += 5;
  } else if (text.startsWith('authenticating user ', at)) {
    kind = 'authenticating';
    at += 20;
  } else if (text.startsWith('invalid user ', at)) {
    kind = 'invalid';
    at += 13;
  }
  const places = placesIn(text, at);
  const first = places[0];
  if (first === undefined) return undefined;
  if (kind === undefined)
    return first.start === at
      ? { kind, user: undefined, from: first.from, rest: text.slice(first.end), more: undefined }
      : undefined;
  // The name may hold a place, and so may a reason behind the true one: only at the end of the text it is certain.
  const last = places[places.length - 1]!;
  const place = places.length === 1 || last.end === text.length ? last : undefined;
  const end = place ?? first;
  return {
    kind,
    user: named(text.slice(at, Math.max(at, end.start - 1))),
    from: place?.from,
    rest: text.slice(end.end),
    more: place === undefined ? { addresses: addressesIn(text) } : undefined,
  };
}

interface Found {
  readonly from: NetworkEndpointObject;
  readonly start: number;
  readonly end: number;
}

/** Every `192.0.2.7 port 50022` from `start` on. */
export function placesIn(text: string, start: number): Found[] {
  const found: Found[] = [];
  let at = text.indexOf(' port ', start);
  for (let tries = 0; at >= 0 && tries < MOST_PLACES; tries++) {
    const from = Math.max(start, text.lastIndexOf(' ', at - 1) + 1);
    let end = at + 6;
    while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57 && end < at + 12) end++;
    const port = digits(text.slice(at + 6, end));
    const address = at - from <= 45 ? text.slice(from, at) : '';
    if (port >= 0 && port <= 65535 && (isIp(address) || address === 'UNKNOWN'))
      found.push({
        from: address === 'UNKNOWN' ? { name: UNKNOWN, port } : { ip: address, port },
        start: from,
        end,
      });
    at = text.indexOf(' port ', at + 1);
  }
  return found;
}

export const addressesIn = (text: string): string[] =>
  placesIn(text, 0).flatMap(({ from }) => (from.ip === undefined ? [] : [from.ip]));

/** `[address]:port`, the bracket at `open`. */
export function bracketed(
  text: string,
  open: number,
): { readonly at: NetworkEndpointObject; readonly end: number } | undefined {
  const close = text.indexOf(']:', open);
  if (text.charCodeAt(open) !== 91 || close < 0) return undefined;
  const address = text.slice(open + 1, close);
  const space = text.indexOf(' ', close);
  const end = space < 0 ? text.length : space;
  const port = digits(text.slice(close + 2, end));
  if (!isIp(address) || port < 0 || port > 65535) return undefined;
  return { at: { ip: address, port }, end };
}
