import { STATUS } from '../../../ocsf/build';
import type { NetworkEndpointObject, OcsfEvent, UserObject } from '../../../ocsf/generated/types';
import { isIp } from '../../ip';
import { digits } from '../../values';
import { endpoint } from '../events';
import {
  CLOSE,
  FAIL,
  failure,
  LISTEN,
  type Line,
  LOGOFF,
  note,
  OPEN,
  OTHER,
  REFUSE,
  RESET,
  refusal,
  TRAFFIC,
} from './line';
import { bracketed, firstPlace, named, placesIn, remoteAt } from './places';

/** Connections opened, closed, refused, and what became of them. */

/** The end of a connection, named at `start`; a login that did not come about is a failure. */
export function ended(line: Line, activity: 2 | 3 | 4, start: number): OcsfEvent | undefined {
  const remote = remoteAt(line.text, start);
  if (remote === undefined) return undefined;
  const { kind, user, from, more } = remote;
  const detail = remote.rest.startsWith(': ') ? remote.rest.slice(2) : undefined;
  if (kind === 'user' && activity === CLOSE)
    return line.authentication(LOGOFF, { user, from, status: STATUS.success, detail, more });
  const failed = kind === 'authenticating' || kind === 'invalid' || activity === FAIL;
  return line.activity(activity, {
    user,
    from,
    status: failed ? STATUS.failure : undefined,
    detail: detail ?? (kind === 'invalid' ? 'invalid user' : undefined),
    more,
  });
}

export function connection(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Connection closed by ')) return ended(line, CLOSE, 21);
  if (text.startsWith('Connection reset by ')) return ended(line, RESET, 20);
  if (text.startsWith('Closing connection to ')) return ended(line, CLOSE, 22);
  if (text.startsWith('Close session: user ')) {
    const { user, from } = sessionOf(text, 20);
    return line.authentication(LOGOFF, { user, from, status: STATUS.success });
  }
  if (!text.startsWith('Connection from ')) return undefined;
  if (text.endsWith(' timed out')) return ended(line, FAIL, 16);
  const remote = remoteAt(text, 16);
  if (remote === undefined) return undefined;
  const { from, rest } = remote;
  if (rest.startsWith(' on ')) {
    const to = placesIn(rest, 4)[0];
    return line.activity(OPEN, {
      from,
      to: to === undefined ? undefined : { ...to.from, hostname: line.header.host },
    });
  }
  return rest.startsWith(': ') ? ended(line, FAIL, 16) : line.activity(OPEN, { from });
}

/** `alice from 192.0.2.7 port 50022 id 0`: the user is one that exists. */
function sessionOf(
  text: string,
  start: number,
): { readonly user: UserObject; readonly from: NetworkEndpointObject | undefined } {
  const place = firstPlace(text, start);
  return place === undefined
    ? { user: named(text.slice(start)), from: undefined }
    : { user: named(text.slice(start, place.start)), from: endpoint(place.address, place.port) };
}

export function disconnect(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Disconnected from ')) return ended(line, CLOSE, 18);
  if (text.startsWith('Disconnecting ')) return ended(line, CLOSE, 14);
  if (text.startsWith('Disconnecting: ')) {
    const forAt = text.lastIndexOf(' for ');
    if (forAt > 0 && text.startsWith('Too many authentication failures', 15))
      return refusal(line, text.slice(forAt + 5), text.slice(15, forAt));
    return line.activity(CLOSE, { status: STATUS.failure, detail: text.slice(15) });
  }
  if (text.startsWith('Did not receive identification string from ')) {
    const [place] = placesIn(text, 43);
    const from = place?.from ?? endpoint(text.slice(43));
    return line.activity(FAIL, { from, status: STATUS.failure, detail: 'no identification string' });
  }
  return undefined;
}

export function withR(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Received disconnect from ')) return receivedDisconnect(line);
  if (text.startsWith('ROOT LOGIN REFUSED FROM ')) {
    const [place] = placesIn(text, 24);
    return refusal(line, 'root', 'root login refused', place?.from ?? endpoint(text.slice(24)));
  }
  if (text.startsWith('Rhosts authentication refused for ')) {
    const colon = text.indexOf(': ', 34);
    if (colon > 0) return refusal(line, text.slice(34, colon), text.slice(colon + 2));
  }
  if (text.startsWith('Refusing certificate ID ')) return failure(line);
  if (text.startsWith('Read error from remote host ')) return ended(line, RESET, 28);
  return undefined;
}

/** `Received disconnect from 192.0.2.7 port 50022:11: disconnected by user`; older: `… from 192.0.2.7: 11: …`. */
function receivedDisconnect(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const [place] = placesIn(text, 25);
  let from: NetworkEndpointObject;
  let rest: string;
  if (place !== undefined && place.start === 25) {
    from = place.from;
    rest = text.slice(place.end + 1);
  } else {
    const end = text.indexOf(': ', 25);
    if (end < 0) return undefined;
    from = endpoint(text.slice(25, end));
    rest = text.slice(end + 2);
  }
  const colon = rest.indexOf(':');
  const code = colon < 0 ? undefined : rest.slice(0, colon).trim();
  const detail = rest.slice(colon + 1).trim();
  return line.activity(CLOSE, { from, code, detail: detail === '' ? undefined : detail });
}

export function withS(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Server listening on ')) {
    const [place] = placesIn(text, 20);
    if (place !== undefined)
      return line.activity(LISTEN, { to: { ...place.from, hostname: line.header.host } });
  }
  if (text.startsWith('Starting session: ')) {
    const forAt = text.indexOf(' for ', 18);
    if (forAt > 0) {
      const { user, from } = sessionOf(text, forAt + 5);
      const what = text.slice(18, forAt);
      return line.activity(OPEN, { user, from, status: STATUS.success, more: { session: what } });
    }
  }
  return undefined;
}

export function withT(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Timeout before authentication for ')) {
    const detail = 'timeout before authentication';
    if (text.startsWith('connection from ', 34)) {
      const [address, , to] = text.slice(50).split(/,? /, 3);
      return line.activity(FAIL, {
        from: endpoint(address ?? ''),
        to: to === undefined || !isIp(to) ? undefined : { ip: to, hostname: line.header.host },
        status: STATUS.failure,
        detail,
      });
    }
    const remote = remoteAt(text, 34);
    const from = remote?.from ?? endpoint(text.slice(34));
    return line.activity(FAIL, { from, status: STATUS.failure, detail });
  }
  if (text.startsWith('Timeout, client not responding from ')) return ended(line, CLOSE, 36);
  if (text.startsWith('Transferred: sent ')) {
    const comma = text.indexOf(', received ', 18);
    const sent = digits(text.slice(18, comma));
    const received = digits(text.slice(comma + 11, text.indexOf(' ', comma + 11)));
    // To OCSF, out is what goes from the client to the server.
    if (sent >= 0 && received >= 0)
      return line.activity(TRAFFIC, { traffic: { bytes_in: sent, bytes_out: received } });
  }
  return undefined;
}

export function withU(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('Unable to negotiate with ')) {
    const remote = remoteAt(text, 25);
    if (remote === undefined) return failure(line);
    const { user, from, more } = remote;
    const offer = remote.rest.indexOf(' Their offer: ');
    const detail = offer < 0 ? remote.rest.slice(2) : remote.rest.slice(2, offer);
    const offered = offer < 0 ? undefined : remote.rest.slice(offer + 14);
    return line.activity(FAIL, { user, from, status: STATUS.failure, detail, more: { ...more, offered } });
  }
  if (!text.startsWith('User ')) return undefined;
  const not = text.lastIndexOf(' not allowed because ');
  if (not > 0) {
    const from = text.lastIndexOf(' from ', not);
    const address = from > 5 ? text.slice(from + 6, not) : '';
    const user = text.slice(5, from > 5 ? from : not);
    return refusal(line, user, text.slice(not + 13), address === '' ? undefined : endpoint(address));
  }
  const expired = text.lastIndexOf(' password has expired');
  if (expired > 5) return refusal(line, text.slice(5, expired), text.slice(expired + 1));
  return undefined;
}

/** `drop connection #12 from [192.0.2.7]:50022 on [198.51.100.5]:22 past MaxStartups` */
export function dropped(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const from = bracketed(text, text.indexOf(' from [') + 6);
  const to = bracketed(text, text.indexOf(' on [') + 4);
  if (from === undefined) return undefined;
  return line.activity(REFUSE, {
    from: from.at,
    to: to === undefined ? undefined : { ...to.at, hostname: line.header.host },
    status: STATUS.failure,
    detail: text.slice((to ?? from).end + 1),
  });
}

/** libwrap's `refused connect from host.example.com (192.0.2.7)` */
export function refusedConnect(line: Line): OcsfEvent {
  const text = line.text;
  const open = text.lastIndexOf(' (');
  const address = open < 0 ? '' : text.slice(open + 2, text.length - 1);
  const name = text.slice(21, open < 0 ? text.length : open);
  const from = isIp(address)
    ? { ip: address, hostname: isIp(name) || name === '' ? undefined : name }
    : endpoint(name);
  return line.activity(REFUSE, { from, status: STATUS.failure });
}

/** `reverse mapping checking getaddrinfo for host.example.com [192.0.2.7] failed.` */
export function reverseMapping(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const open = text.indexOf(' [', 41);
  const address = text.slice(open + 2, text.indexOf(']', open));
  if (open < 0 || !isIp(address)) return undefined;
  return note(line, 'Reverse mapping failed', { ip: address, hostname: text.slice(41, open) });
}

export function withSmallS(line: Line): OcsfEvent | undefined {
  const text = line.text;
  if (text.startsWith('ssh_dispatch_run_fatal: Connection ')) {
    const at = text.startsWith('from ', 35) ? 40 : 38;
    return ended(line, FAIL, at);
  }
  if (text.startsWith('subsystem request for ')) {
    const by = text.indexOf(' by user ', 22);
    if (by > 0) {
      const failedAt = text.indexOf(' failed, ', by);
      return line.activity(OTHER, {
        activityName: 'Subsystem',
        user: named(text.slice(by + 9, failedAt < 0 ? text.length : failedAt)),
        status: failedAt < 0 ? undefined : STATUS.failure,
        detail: failedAt < 0 ? undefined : text.slice(failedAt + 9),
        more: { subsystem: text.slice(22, by) },
      });
    }
  }
  if (text.startsWith('srclimit_penalise: ')) {
    for (const word of text.split(' ', 8)) {
      const slash = word.indexOf('/');
      if (slash > 0 && isIp(word.slice(0, slash))) return note(line, 'Penalty', { ip: word.slice(0, slash) });
    }
  }
  return undefined;
}
