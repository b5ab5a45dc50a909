import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { digits } from '../values';
import { endpoint } from './events';
import type { SyslogHeader } from './header';
import { authentication, byMessage, FAILURE, type Login, namedUser, SUCCESS } from './program';

/**
 * What login writes to syslog: util-linux and shadow.
 *
 *     Nov 23 09:00:01 web-1 login[7]: LOGIN ON tty1 BY alice
 *     Nov 23 09:00:01 web-1 login[7]: ROOT LOGIN ON pts/0 FROM 192.0.2.7
 *     Nov 23 09:00:01 web-1 login[7]: FAILED LOGIN 2 FROM tty1 FOR bob, Authentication failure
 *     Nov 23 09:00:01 web-1 login[7]: FAILED LOGIN (2) on '/dev/tty1' FOR 'bob', Authentication failure
 *
 * Authentication (3002). Else Base Event. `count` is left alone: the number is that of the try, `unmapped.attempt`.
 *
 * Field meanings: util-linux, login-utils/login.c (log_syslog, loginpam_auth); shadow, src/login.c.
 */
export const login: LineFormat = {
  name: 'login',
  title: 'login in syslog',
  kind: 'line',
  classes: [3002, 0],
  sample: 'Nov 23 09:00:01 web-1 login[7]: FAILED LOGIN 2 FROM tty1 FOR bob, Authentication failure',
  evidence: 'published',
  sources: ['util-linux, login-utils/login.c', 'shadow, src/login.c'],
  fields: [
    ['BY, FOR', 'user.name'],
    ['ON, FROM', 'session.terminal, src_endpoint.ip, src_endpoint.hostname'],
    ['reason', 'status_detail'],
    ['number of the try', 'unmapped.attempt'],
  ],
  begin: byMessage('login', { name: 'login' }, (header, context) => map(header, context)),
};

function map(header: SyslogHeader, context: EventContext): OcsfEvent | undefined {
  const said = granted(header.message) ?? refused(header.message);
  return said === undefined
    ? undefined
    : authentication(header, context, 'login', { name: 'login' }, 'login', { ...said, activity: 1 });
}

type Said = Omit<Login, 'activity'>;

const isTerminal = (place: string): boolean => /^(\/dev\/|tty|pts\/|console|hvc|vc\/)/.test(place);

/** A terminal or a host, with shadow's quotes or without. */
function placeOf(place: string): Pick<Said, 'from' | 'terminal'> {
  const bare = place.replace(/^'|'$/g, '');
  if (bare === '' || bare === '(null)') return {};
  return isTerminal(bare) ? { terminal: bare } : { from: endpoint(bare) };
}

/** `LOGIN ON tty1 BY alice[ FROM host]`, `DIALUP AT tty1 BY alice`, `ROOT LOGIN ON tty1[ FROM host]`, `'alice' logged in on '/dev/tty1'` */
function granted(message: string): Said | undefined {
  if (message.startsWith("'")) {
    const end = message.indexOf("' logged in ");
    if (end < 0) return undefined;
    return {
      status: SUCCESS,
      user: namedUser(message.slice(1, end)),
      ...shadowPlace(message.slice(end + 12)),
    };
  }
  const root = message.startsWith('ROOT LOGIN');
  if (root && !message.startsWith('ROOT LOGIN ON '))
    return { status: SUCCESS, user: namedUser('root'), ...shadowPlace(message.slice(10).trim()) };
  const start = root ? 14 : message.startsWith('LOGIN ON ') ? 9 : message.startsWith('DIALUP AT ') ? 10 : -1;
  if (start < 0) return undefined;
  const fromAt = message.lastIndexOf(' FROM ');
  const end = fromAt < 0 ? message.length : fromAt;
  const by = root ? end : message.indexOf(' BY ', start);
  if (by < 0 || by > end) return undefined;
  return {
    status: SUCCESS,
    user: namedUser(root ? 'root' : message.slice(by + 4, end)),
    terminal: message.slice(start, by),
    from: fromAt < 0 ? undefined : endpoint(message.slice(fromAt + 6)),
  };
}

/** `on '/dev/tty1' from 'host'`, either or both. */
function shadowPlace(text: string): Pick<Said, 'from' | 'terminal'> {
  const [, terminal, host] = /^(?:on '([^']{1,255})')? ?(?:from '([^']{1,255})')?/.exec(text) ?? [];
  return { terminal, from: host === undefined ? undefined : endpoint(host) };
}

/** `FAILED LOGIN 2 FROM tty1 FOR bob, reason`, `FAILED LOGIN SESSION FROM …`, `TOO MANY LOGIN TRIES (3) FROM …`; shadow's `FAILED LOGIN (2) on '/dev/tty1' FOR 'bob', reason` */
function refused(message: string): Said | undefined {
  const failed = message.startsWith('FAILED LOGIN ');
  if (!failed && !message.startsWith('TOO MANY LOGIN TRIES ')) return undefined;
  const start = failed ? 13 : 21;
  const forAt = message.indexOf(' FOR ', start);
  if (forAt < 0) return undefined;
  const before = message.slice(start, forAt);
  const from = before.indexOf('FROM ');
  const comma = message.lastIndexOf(', ');
  const user = message.slice(forAt + 5, comma > forAt ? comma : message.length).replace(/^'|'$/g, '');
  const space = before.indexOf(' ');
  const attempt = digits(before.slice(0, space < 0 ? before.length : space).replace(/[()]/g, ''));
  return {
    status: FAILURE,
    user: namedUser(user === '(unknown)' ? undefined : user),
    detail: failed ? (comma > forAt ? message.slice(comma + 2) : undefined) : 'too many login tries',
    ...(from < 0 ? shadowPlace(before.slice(space + 1)) : placeOf(before.slice(from + 5))),
    more: attempt < 0 ? undefined : { attempt },
  };
}
