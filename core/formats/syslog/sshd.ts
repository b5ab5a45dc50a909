import { STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type {
  AnyObject,
  AuthenticationEvent,
  CertificateObject,
  NetworkEndpointObject,
  NetworkTrafficObject,
  OcsfEvent,
  SshActivityEvent,
  UserObject,
} from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { digits } from '../values';
import { deviceOf, endpoint, HOST, metadataOf, severityOf, unmappedOf, writer } from './events';
import { type SyslogHeader, syslogHeader } from './header';

/**
 * What OpenSSH's sshd (and `sshd-session`, `sshd-auth`) writes to syslog.
 *
 *     Nov 23 09:00:01 web-1 sshd[7]: Accepted publickey for alice from 192.0.2.7 port 50022 ssh2: ED25519 SHA256:AAAA
 *     Nov 23 09:00:01 web-1 sshd[7]: Failed password for invalid user bob from 192.0.2.7 port 50022 ssh2
 *     Nov 23 09:00:01 web-1 sshd[7]: Connection closed by authenticating user alice 192.0.2.7 port 50022 [preauth]
 *
 * Authentication (3002) where a login was let in or refused, and where a user's connection ended: method in
 * `auth_protocol`, the key's fingerprint in `user.credential_uid`, a certificate in `certificate`. All else is SSH
 * Activity (4007): connections opened, closed, reset, refused, failed to agree. `status_detail` is sshd's reason.
 * Under `unmapped`: `stage` (preauth), `level` (error, fatal), `key_type`, `ca_type`, `method_info`, and the header's rest.
 *
 * A user name is the client's choice, up to 100 characters with spaces in it, and a certificate's id its signer's. So
 * the address is read where sshd writes it and not where the name may hold one; where that cannot be told there is
 * no address, and all that may be it are in `unmapped.addresses`.
 *
 * Field meanings: openssh-portable, auth.c (auth_log, format_method_key, allowed_user, getpwnamallow), packet.c
 * (sshpkt_vfatal, ssh_packet_disconnect), sshd.c, sshd-session.c, session.c, kex.c, srclimit.c, auth-pam.c; sshd(8).
 */
export const sshd: LineFormat = {
  name: 'sshd',
  title: 'OpenSSH sshd in syslog',
  kind: 'line',
  classes: [3002, 4007],
  sample:
    'Nov 23 09:00:01 web-1 sshd[7]: Accepted publickey for alice from 192.0.2.7 port 50022 ssh2: ED25519 SHA256:AAAA',
  evidence: 'corpus',
  sources: ['openssh-portable, auth.c, auth2-pubkey.c, packet.c, sshd.c, session.c, kex.c', 'sshd(8)'],
  fields: [
    ['user', 'user.name, actor.user.name'],
    ['from, port', 'src_endpoint.ip, src_endpoint.hostname, src_endpoint.port'],
    ['method', 'auth_protocol'],
    ['Accepted, Failed', 'status_id'],
    ['reason', 'status_detail'],
    ['key fingerprint', 'user.credential_uid'],
    ['certificate', 'certificate.uid, certificate.serial_number, certificate.issuer'],
    ['host', 'dst_endpoint.hostname'],
    ['process id', 'logon_process.pid, actor.process.pid'],
    ['message repeated N times', 'count'],
  ],
  begin: () => (line, context) => {
    const header = syslogHeader(line, context);
    return header === undefined || header.owner !== 'sshd' ? undefined : eventOf(header, context);
  },
};

const PRODUCT = { name: 'OpenSSH', vendor_name: 'OpenBSD' } as const;
const SERVICE = { name: 'sshd' } as const;
const NOBODY: UserObject = { name: UNKNOWN };

const LOGON = 1;
const LOGOFF = 2;
const OPEN = 1;
const CLOSE = 2;
const RESET = 3;
const FAIL = 4;
const REFUSE = 5;
const TRAFFIC = 6;
const LISTEN = 7;
const OTHER = 99;

/** What the words of a message say, to be made an event of. */
interface Said {
  readonly user?: UserObject | undefined;
  readonly from?: NetworkEndpointObject | undefined;
  readonly to?: NetworkEndpointObject | undefined;
  readonly method?: string | undefined;
  readonly status?: 0 | 1 | 2 | 99 | undefined;
  /** Caption of status 99. */
  readonly statusName?: string | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly certificate?: CertificateObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  /** For activity 99. */
  readonly activityName?: string | undefined;
  readonly more?: AnyObject | undefined;
}

/** Makes the events of one line: what is around the message's own words is the same for all kinds. */
class Line {
  more: Record<string, unknown> | undefined;

  constructor(
    readonly header: SyslogHeader,
    readonly context: EventContext,
    readonly text: string,
  ) {}

  /** Something for `unmapped`. */
  note(name: 'level' | 'stage' | 'addresses', value: unknown): void {
    this.more ??= {};
    this.more[name] = value;
  }

  #unmapped(more: AnyObject | undefined): AnyObject | undefined {
    const all = this.more === undefined ? more : more === undefined ? this.more : { ...this.more, ...more };
    return unmappedOf(this.header, this.context, all);
  }

  authentication(activity: 1 | 2, said: Said): AuthenticationEvent {
    const { header, context } = this;
    const status = said.status ?? STATUS.unknown;
    const method = said.method;
    return {
      metadata: metadataOf(header, context, sshd.name, PRODUCT, undefined),
      class_uid: 3002,
      category_uid: 3,
      activity_id: activity,
      type_uid: typeUid(3002, activity),
      severity_id: severityOf(header),
      status_id: status,
      status: status === 99 ? said.statusName : STATUS_CAPTION[status],
      status_detail: said.detail,
      time: header.time,
      count: header.count,
      user: said.user ?? NOBODY,
      src_endpoint: said.from,
      dst_endpoint: destination(header),
      service: SERVICE,
      auth_protocol_id: method === undefined ? undefined : 99,
      auth_protocol: method,
      is_remote: true,
      certificate: said.certificate,
      logon_process: header.pid === undefined ? undefined : { name: header.program, pid: header.pid },
      raw_data: context.raw,
      unmapped: this.#unmapped(said.more),
    };
  }

  activity(activity: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99, said: Said): SshActivityEvent {
    const { header, context } = this;
    const status = said.status ?? STATUS.unknown;
    const by = writer(header);
    return {
      metadata: metadataOf(header, context, sshd.name, PRODUCT, HOST),
      class_uid: 4007,
      category_uid: 4,
      activity_id: activity,
      activity_name: said.activityName,
      type_uid: typeUid(4007, activity),
      severity_id: severityOf(header),
      status_id: status,
      status: status === 99 ? said.statusName : STATUS_CAPTION[status],
      status_code: said.code,
      status_detail: said.detail,
      time: header.time,
      count: header.count,
      message: this.text,
      src_endpoint: said.from,
      dst_endpoint: said.to ?? destination(header) ?? (said.from === undefined ? NOWHERE : undefined),
      device: deviceOf(header),
      actor: said.user === undefined ? by : { ...by, user: said.user },
      traffic: said.traffic,
      raw_data: context.raw,
      unmapped: this.#unmapped(said.more),
    };
  }
}

const NOWHERE = { name: UNKNOWN } as const;

function destination(header: SyslogHeader): NetworkEndpointObject | undefined {
  const host = header.host;
  return host === undefined || host === '' ? undefined : endpoint(host);
}

function eventOf(header: SyslogHeader, context: EventContext): OcsfEvent {
  let text = header.message;
  let level: string | undefined;
  if (text.startsWith('error: ')) level = 'error';
  else if (text.startsWith('fatal: ')) level = 'fatal';
  if (level !== undefined) text = text.slice(7);
  let stage: string | undefined;
  if (text.charCodeAt(text.length - 1) === 93) {
    if (text.endsWith(' [preauth]')) stage = 'preauth';
    else if (text.endsWith(' [postauth]')) stage = 'postauth';
    if (stage !== undefined) text = text.slice(0, -stage.length - 3);
  }
  const line = new Line(header, context, text);
  if (level !== undefined) line.note('level', level);
  if (stage !== undefined) line.note('stage', stage);
  return login(line) ?? byFirstWord(line) ?? anywhere(line) ?? other(line);
}

/** `Accepted password for alice from 192.0.2.7 port 50022 ssh2`, and `Failed`, `Postponed`, `Partial`. */
function login(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const accepted = text.startsWith('Accepted ');
  const failed = !accepted && text.startsWith('Failed ');
  const partial = !accepted && !failed && text.startsWith('Partial ');
  if (!accepted && !failed && !partial && !text.startsWith('Postponed ')) return undefined;
  const methodStart = text.indexOf(' ') + 1;
  const methodEnd = text.indexOf(' ', methodStart);
  if (methodEnd < 0 || !text.startsWith(' for ', methodEnd)) return undefined;
  const { name: start, valid } = nameAt(text, methodEnd + 5);
  // A user that exists cannot have such a name, but a certificate any id; one that does not may have any name.
  const place = valid && !failed ? firstPlace(text, start) : lastPlace(text, start);
  if (place === undefined) return undefined;
  const tail = text.length > place.end + 6 ? text.indexOf(': ', place.end) : -1;
  const key = tail < 0 ? undefined : keyOf(text.slice(tail + 2));
  const name = text.slice(start, place.start);
  const doubtful = failed && isDoubtful(text, start, place);
  const status = accepted ? STATUS.success : failed ? STATUS.failure : 99;
  return line.authentication(LOGON, {
    user: { name: name === '' ? UNKNOWN : name, credential_uid: key?.fingerprint },
    from: doubtful ? undefined : endpoint(place.address, place.port),
    method: text.slice(methodStart, methodEnd),
    status,
    statusName: status === 99 ? (partial ? 'Partial' : 'Postponed') : undefined,
    detail: valid ? undefined : 'invalid user',
    certificate: key?.certificate,
    more: doubtful ? { addresses: addressesIn(text), ...key?.more } : key?.more,
  });
}

/** Where the user name begins, past what says that there is no such user. */
function nameAt(text: string, at: number): { readonly name: number; readonly valid: boolean } {
  const code = text.charCodeAt(at);
  if (code === 105 && (text.startsWith('invalid user ', at) || text.startsWith('illegal user ', at)))
    return { name: at + 13, valid: false };
  return { name: at, valid: true };
}

interface Place {
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

function firstPlace(text: string, start: number): Place | undefined {
  let at = text.indexOf(' from ', start - 1);
  for (let tries = 0; at >= 0 && tries < MOST_PLACES; tries++) {
    const place = placeAt(text, at);
    if (place !== undefined && at >= start) return place;
    at = text.indexOf(' from ', at + 1);
  }
  return undefined;
}

function lastPlace(text: string, start: number): Place | undefined {
  let at = text.lastIndexOf(' from ');
  for (let tries = 0; at >= start - 1 && tries < MOST_PLACES; tries++) {
    const place = placeAt(text, at);
    if (place !== undefined) return at >= start ? place : { ...place, start };
    at = text.lastIndexOf(' from ', at - 1);
  }
  return undefined;
}

/** Whether the place may be a certificate's id, or the text before it a user name: both are the client's to choose. */
function isDoubtful(text: string, start: number, place: Place): boolean {
  if (place.start < start + 6) return false;
  const certificate = text.indexOf('-CERT ', start);
  return certificate >= 0 && certificate < place.start;
}

interface Key {
  readonly fingerprint: string;
  readonly certificate: CertificateObject | undefined;
  readonly more: AnyObject;
}

/** `ED25519 SHA256:…`, or `ED25519-CERT SHA256:… ID alice (serial 7) CA RSA SHA256:…`; else the method's own words. */
function keyOf(extra: string): Key | { fingerprint: undefined; certificate: undefined; more: AnyObject } {
  const space = extra.indexOf(' ');
  const type = extra.slice(0, space);
  const next = extra.indexOf(' ', space + 1);
  let fingerprint = space < 0 ? '' : extra.slice(space + 1, next < 0 ? extra.length : next);
  if (!fingerprint.includes(':') || type.length > 32)
    return { fingerprint: undefined, certificate: undefined, more: { method_info: extra } };
  let info = next < 0 ? '' : extra.slice(next + 1);
  if (fingerprint.endsWith(',')) fingerprint = fingerprint.slice(0, -1);
  let certificate: CertificateObject | undefined;
  let authority: string | undefined;
  const serial = info.startsWith('ID ') ? info.lastIndexOf(' (serial ') : -1;
  const close = serial < 0 ? -1 : info.indexOf(') CA ', serial);
  if (close > 0) {
    const comma = info.indexOf(', ', close);
    const issuer = info.slice(close + 5, comma < 0 ? info.length : comma);
    const at = issuer.indexOf(' ');
    authority = at < 0 ? undefined : issuer.slice(0, at);
    certificate = {
      issuer: issuer.slice(at + 1),
      serial_number: info.slice(serial + 9, close),
      uid: info.slice(3, serial),
      fingerprints: [{ ...algorithmOf(fingerprint), value: fingerprint }],
    };
    info = comma < 0 ? '' : info.slice(comma + 2);
  }
  return {
    fingerprint,
    certificate,
    more: { key_type: type, ca_type: authority, method_info: info === '' ? undefined : info },
  };
}

const algorithmOf = (fingerprint: string) =>
  fingerprint.startsWith('SHA256:')
    ? ({ algorithm_id: 3, algorithm: 'SHA-256' } as const)
    : ({ algorithm_id: 1, algorithm: 'MD5' } as const);

/** The kinds that their first word tells. */
function byFirstWord(line: Line): OcsfEvent | undefined {
  const text = line.text;
  switch (text.charCodeAt(0)) {
    case 65:
      return withA(line);
    case 66:
      if (text.startsWith('Bad protocol version identification ') || text.startsWith('Bad packet length '))
        return failure(line);
      return undefined;
    case 67:
      return connection(line);
    case 68:
      return disconnect(line);
    case 73:
      if (text.startsWith('Invalid user ') || text.startsWith('Illegal user ')) return invalidUser(line, 13);
      return undefined;
    case 80:
      return text.startsWith('PAM: ') ? pamRefusal(line) : undefined;
    case 82:
      return withR(line);
    case 83:
      return withS(line);
    case 84:
      return withT(line);
    case 85:
      return withU(line);
    case 97:
      if (text.startsWith('administratively prohibited connection for '))
        return forUser(line, 43, 'administratively prohibited connection');
      return undefined;
    case 98:
      return text.startsWith('banner exchange: ') ? failure(line) : undefined;
    case 100:
      return text.startsWith('drop connection #') ? dropped(line) : undefined;
    case 105:
      return text.startsWith('input_userauth_request: invalid user ')
        ? line.authentication(LOGON, {
            user: named(text.slice(37)),
            status: STATUS.failure,
            detail: 'invalid user',
          })
        : undefined;
    case 109:
      return text.startsWith('maximum authentication attempts exceeded for ')
        ? forUser(line, 45, 'maximum authentication attempts exceeded')
        : undefined;
    case 112:
      return text.startsWith('public key ') ? keyRejected(line) : undefined;
    case 114:
      if (text.startsWith('refused connect from ')) return refusedConnect(line);
      if (text.startsWith('reverse mapping checking getaddrinfo for ')) return reverseMapping(line);
      return undefined;
    case 115:
      return withSmallS(line);
    case 116:
      return text.startsWith('terminating inactive connection from ') ? ended(line, CLOSE, 37) : undefined;
    default:
      return undefined;
  }
}

const named = (name: string): UserObject => (name === '' ? NOBODY : { name });

const refusal = (line: Line, user: string, detail: string, from?: NetworkEndpointObject): OcsfEvent =>
  line.authentication(LOGON, { user: named(user), from, status: STATUS.failure, detail });

function withA(line: Line): OcsfEvent | undefined {
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
function invalidUser(line: Line, start: number): OcsfEvent {
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
function forUser(line: Line, start: number, detail: string): OcsfEvent | undefined {
  const { name } = nameAt(line.text, start);
  const place = lastPlace(line.text, name);
  return place === undefined
    ? undefined
    : refusal(line, line.text.slice(name, place.start), detail, endpoint(place.address, place.port));
}

/** `PAM: Authentication failure for [illegal user ]alice from 192.0.2.7` */
function pamRefusal(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const forAt = text.indexOf(' for ', 5);
  const from = text.lastIndexOf(' from ');
  if (forAt < 0 || from < forAt + 5) return undefined;
  const { name } = nameAt(text, forAt + 5);
  return refusal(line, text.slice(name, from), text.slice(0, forAt), endpoint(text.slice(from + 6)));
}

/** `public key ED25519-SK SHA256:… signature for alice from 192.0.2.7 port 50022 rejected: …` */
function keyRejected(line: Line): OcsfEvent | undefined {
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

/** One of `user alice 192.0.2.7 port 50022`, `authenticating user …`, `invalid user …` or the address alone. */
interface Remote {
  readonly kind: 'user' | 'authenticating' | 'invalid' | undefined;
  readonly user: UserObject | undefined;
  readonly from: NetworkEndpointObject | undefined;
  readonly rest: string;
  readonly more: AnyObject | undefined;
}

/** sshd's name for a connection, at `start`; what follows it is the rest. */
function remoteAt(text: string, start: number): Remote | undefined {
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
function placesIn(text: string, start: number): Found[] {
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

const addressesIn = (text: string): string[] =>
  placesIn(text, 0).flatMap(({ from }) => (from.ip === undefined ? [] : [from.ip]));

/** The end of a connection, named at `start`; a login that did not come about is a failure. */
function ended(line: Line, activity: 2 | 3 | 4, start: number): OcsfEvent | undefined {
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

function connection(line: Line): OcsfEvent | undefined {
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

function disconnect(line: Line): OcsfEvent | undefined {
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

function withR(line: Line): OcsfEvent | undefined {
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

function withS(line: Line): OcsfEvent | undefined {
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

function withT(line: Line): OcsfEvent | undefined {
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

function withU(line: Line): OcsfEvent | undefined {
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
function dropped(line: Line): OcsfEvent | undefined {
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

/** `[address]:port`, the bracket at `open`. */
function bracketed(
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

/** libwrap's `refused connect from host.example.com (192.0.2.7)` */
function refusedConnect(line: Line): OcsfEvent {
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
function reverseMapping(line: Line): OcsfEvent | undefined {
  const text = line.text;
  const open = text.indexOf(' [', 41);
  const address = text.slice(open + 2, text.indexOf(']', open));
  if (open < 0 || !isIp(address)) return undefined;
  return note(line, 'Reverse mapping failed', { ip: address, hostname: text.slice(41, open) });
}

function withSmallS(line: Line): OcsfEvent | undefined {
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

/** What is not at the beginning, because a place in a file or a function's name may stand there. */
function anywhere(line: Line): OcsfEvent | undefined {
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

/** A connection that came to nothing, its address wherever the text has one that is the only one. */
const failure = (line: Line): OcsfEvent =>
  line.activity(FAIL, { from: onlyPlace(line), status: STATUS.failure });

const note = (line: Line, activityName: string, from: NetworkEndpointObject): OcsfEvent =>
  line.activity(OTHER, { activityName, from });

function onlyPlace(line: Line): NetworkEndpointObject | undefined {
  const places = placesIn(line.text, 0);
  if (places.length > 1) line.note('addresses', addressesIn(line.text));
  return places.length === 1 ? places[0]!.from : undefined;
}

/** Anything else that sshd says: what it is about is not guessed. */
function other(line: Line): OcsfEvent {
  const failed = line.more?.level !== undefined;
  return line.activity(failed ? FAIL : OTHER, {
    activityName: failed ? undefined : 'Message',
    from: onlyPlace(line),
    status: failed ? STATUS.failure : undefined,
  });
}
