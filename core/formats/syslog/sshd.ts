import { STATUS, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { endpoint } from './events';
import { type SyslogHeader, syslogHeader } from './header';
import {
  connection,
  disconnect,
  dropped,
  ended,
  refusedConnect,
  reverseMapping,
  withR,
  withS,
  withSmallS,
  withT,
  withU,
} from './sshd/connections';
import { keyOf } from './sshd/key';
import { CLOSE, FAIL, failure, Line, LOGON, NAME, OTHER, onlyPlace } from './sshd/line';
import { addressesIn, firstPlace, lastPlace, nameAt, named, type Place } from './sshd/places';
import { anywhere, forUser, invalidUser, keyRejected, pamRefusal, withA } from './sshd/refusals';

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
  name: NAME,
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

/** Whether the place may be a certificate's id, or the text before it a user name: both are the client's to choose. */
function isDoubtful(text: string, start: number, place: Place): boolean {
  if (place.start < start + 6) return false;
  const certificate = text.indexOf('-CERT ', start);
  return certificate >= 0 && certificate < place.start;
}

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

/** Anything else that sshd says: what it is about is not guessed. */
function other(line: Line): OcsfEvent {
  const failed = line.more?.level !== undefined;
  return line.activity(failed ? FAIL : OTHER, {
    activityName: failed ? undefined : 'Message',
    from: onlyPlace(line),
    status: failed ? STATUS.failure : undefined,
  });
}
