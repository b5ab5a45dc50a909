import { STATUS, UNKNOWN } from '../../../ocsf/build';
import type { OcsfEvent } from '../../../ocsf/generated/types';
import { isIp } from '../../ip';
import { endpoint } from '../events';
import { keyOf } from './key';
import { type Line, LOGON, note, refusal } from './line';
import { lastPlace, nameAt } from './places';

/** Logins refused, told by other words than `Failed`. */

export function withA(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Authentication refused for ')) {
    const colon = text.indexOf(': ', 27);
    if (colon > 0) return refusal(line, text.slice(27, colon), text.slice(colon + 2));
  }
  if (text.startsWith('Account ') && text.endsWith(' has expired'))
    return refusal(line, text.slice(8, -12), 'account has expired');
  if (text.startsWith('Access denied for user ')) {
    const by = text.lastIndexOf(' by PAM account configuration');
    if (by > 23) return refusal(line, text.slice(23, by), text.slice(by + 1));
  }
  if (text.startsWith('Address ')) {
    const end = text.indexOf(' ', 8);
    const address = text.slice(8, end < 0 ? text.length : end);
    if (isIp(address)) return note(line, 'Address does not map back', { ip: address });
  }
  return undefined;
}

/** `Invalid user bob from 192.0.2.7 port 50022`; older versions leave out the port, and the user may be empty. */
export function invalidUser(line: Line, start: number): OcsfEvent {
  const text = line.text;
  const place = lastPlace(text, start);
  if (place !== undefined)
    return refusal(line, text.slice(start, place.start), 'invalid user', endpoint(place.address, place.port));
  const from = text.lastIndexOf(' from ');
  if (from < start - 1) return refusal(line, text.slice(start), 'invalid user');
  const address = text.slice(from + 6);
  return refusal(
    line,
    from < start ? '' : text.slice(start, from),
    'invalid user',
    address === '' ? undefined : endpoint(address),
  );
}

/** `… for [invalid user ]alice from 192.0.2.7 port 50022…`, the name at `start`: a refusal. */
export function forUser(line: Line, start: number, detail: string): OcsfEvent | undefined {
  const { name } = nameAt(line.text, start);
  const place = lastPlace(line.text, name);
  return place === undefined
    ? undefined
    : refusal(line, line.text.slice(name, place.start), detail, endpoint(place.address, place.port));
}

/** `PAM: Authentication failure for [illegal user ]alice from 192.0.2.7` */
export function pamRefusal(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const forAt = text.indexOf(' for ', 5);
  const from = text.lastIndexOf(' from ');
  if (forAt < 0 || from < forAt + 5) return undefined;
  const { name } = nameAt(text, forAt + 5);
  return refusal(line, text.slice(name, from), text.slice(0, forAt), endpoint(text.slice(from + 6)));
}

/** `public key ED25519-SK SHA256:… signature for alice from 192.0.2.7 port 50022 rejected: …` */
export function keyRejected(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const forAt = text.indexOf(' signature for ', 11);
  if (forAt < 0) return undefined;
  const { name } = nameAt(text, forAt + 15);
  const place = lastPlace(text, name);
  if (place === undefined || !text.startsWith(' rejected: ', place.end)) return undefined;
  const key = keyOf(text.slice(11, forAt));
  return line.authentication(LOGON, {
    user: { name: text.slice(name, place.start) || UNKNOWN, credential_uid: key.fingerprint },
    from: endpoint(place.address, place.port),
    method: 'publickey',
    status: STATUS.failure,
    detail: text.slice(place.end + 11).trim(),
    more: key.more,
  });
}

/** What is not at the beginning, because a place in a file or a function's name may stand there. */
export function anywhere(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const tried = text.indexOf('Authentication tried for ');
  if (tried < 0) return undefined;
  const withKey = text.indexOf(' with ', tried + 25);
  const ip = text.indexOf('ip=', withKey);
  if (withKey < 0) return undefined;
  const address =
    ip > 0
      ? text.slice(ip + 3, text.indexOf(',', ip))
      : text.slice(text.lastIndexOf('(') + 1, text.lastIndexOf(')'));
  return refusal(
    line,
    text.slice(tried + 25, withKey),
    text.slice(withKey + 1),
    isIp(address) ? { ip: address } : undefined,
  );
}
