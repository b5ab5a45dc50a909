import { STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { AccountChangeEvent, AnyObject, OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { digits } from '../values';
import { deviceOf, endpoint, HOST, metadataOf, severityOf, unmappedOf, writer } from './events';
import type { SyslogHeader } from './header';
import { authentication, byMessage, FAILURE, type Login, namedUser, SUCCESS, userOf } from './program';

/**
 * What PAM modules write to syslog, under the name of the program that called them.
 *
 *     Nov 23 09:00:01 web-1 sshd[7]: pam_unix(sshd:session): session opened for user alice(uid=1000) by (uid=0)
 *     Nov 23 09:00:01 web-1 sshd[7]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
 *     Nov 23 09:00:01 web-1 passwd[9]: pam_unix(passwd:chauthtok): password changed for alice
 *
 * Authentication (3002): sessions opened and closed, logins refused. Account Change (3001): passwords changed,
 * accounts locked. Else Base Event. The service is PAM's (`sshd`), the module and the rest under `unmapped`:
 * `module`, `type` (auth, account, session), `logname`, `uid`, `euid`, `ruser`, `reason`.
 *
 * Field meanings: Linux-PAM, pam_syslog(3), pam_unix(8), pam_faillock(8) and their sources; SSSD, pam_sss(8).
 */
export const pam: LineFormat = {
  name: 'pam',
  title: 'PAM modules in syslog',
  kind: 'line',
  classes: [3002, 3001, 0],
  sample:
    'Nov 23 09:00:01 web-1 sshd[7]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root',
  evidence: 'published',
  sources: [
    'Linux-PAM, pam_syslog(3), modules/pam_unix/support.c, modules/pam_faillock/pam_faillock.c',
    'SSSD, pam_sss(8)',
  ],
  fields: [
    ['user', 'user.name, user.uid'],
    ['by', 'actor.user.name, actor.user.uid'],
    ['rhost', 'src_endpoint.ip, src_endpoint.hostname'],
    ['tty', 'session.terminal'],
    ['service', 'service.name'],
    ['module, type', 'unmapped.module, unmapped.type'],
  ],
  begin: byMessage('pam', { name: 'Linux-PAM' }, (header, context) => map(header, context)),
};

const PRODUCT = { name: 'Linux-PAM' } as const;

interface Module {
  readonly service: string;
  readonly names: AnyObject;
  readonly text: string;
}

/** `pam_unix(sshd:auth): text`; old ones have the module in the program's place, `sshd(pam_unix)`. */
function moduleOf(header: SyslogHeader): Module {
  const { message, program = '' } = header;
  if (program.endsWith('(pam_unix)'))
    return { service: program.slice(0, -10), names: { module: 'pam_unix' }, text: message };
  const open = message.indexOf('(');
  const close = message.indexOf('): ', open);
  if (!message.startsWith('pam_') || open < 0 || close < 0 || close > 256) {
    const more = message.startsWith('PAM ') ? message.slice(4) : message;
    return { service: program, names: {}, text: more };
  }
  const inside = message.slice(open + 1, close);
  const colon = inside.lastIndexOf(':');
  return {
    service: colon < 0 ? inside : inside.slice(0, colon),
    names: { module: message.slice(0, open), type: colon < 0 ? undefined : inside.slice(colon + 1) },
    text: message.slice(close + 3),
  };
}

function map(header: SyslogHeader, context: EventContext): OcsfEvent | undefined {
  const { service, names, text } = moduleOf(header);
  const login = (said: Login): OcsfEvent =>
    authentication(
      header,
      context,
      'pam',
      PRODUCT,
      service,
      said,
      said.more === undefined ? names : { ...names, ...said.more },
    );
  const refused = (user: string | undefined, detail: string): OcsfEvent =>
    login({ activity: 1, status: FAILURE, user: namedUser(user), detail });

  if (text.startsWith('session opened for user ')) {
    const by = text.lastIndexOf(' by ');
    const who = by > 24 ? text.slice(by + 4) : '';
    return login({
      activity: 1,
      status: SUCCESS,
      user: userOf(text.slice(24, by > 24 ? by : text.length)),
      by: who === '' ? undefined : userOf(who),
    });
  }
  if (text.startsWith('session closed for user '))
    return login({ activity: 2, status: SUCCESS, user: userOf(text.slice(24)) });
  if (text.startsWith('authentication failure')) return ofFields(login, text, FAILURE, undefined);
  if (text.startsWith('authentication success')) return ofFields(login, text, SUCCESS, undefined);
  const more = text.indexOf(' more authentication failure');
  if (more > 0 && more < 10) return ofFields(login, text, FAILURE, digits(text.slice(0, more)));
  if (text === 'check pass; user unknown') return refused(undefined, 'user unknown');
  if (text.startsWith('check pass; user (') && text.endsWith(') unknown'))
    return refused(text.slice(18, -9), 'user unknown');
  if (text.startsWith('password changed for '))
    return account(header, context, names, 3, namedUser(text.slice(21)), service);
  if (text.startsWith('Consecutive login failures for user ')) {
    const end = text.lastIndexOf(' account temporarily locked');
    if (end > 36) return account(header, context, names, 9, namedUser(text.slice(36, end)), service);
  }
  if (text.startsWith('account ')) {
    const end = text.lastIndexOf(' has expired');
    if (end > 8) return refused(text.slice(8, end), text.slice(end + 1));
  }
  if (text.startsWith('expired password for user ')) {
    const open = text.lastIndexOf(' (');
    return refused(text.slice(26, open < 26 ? text.length : open), text.slice(open + 2, -1));
  }
  if (text.startsWith('auth could not identify password for ['))
    return refused(text.slice(38, -1), 'no password was given');
  if (text.startsWith('requirement ')) {
    const by = text.lastIndexOf(' not met by user "');
    if (by > 0) return refused(text.slice(by + 18, -1), text.slice(0, by + 8));
  }
  if (text.startsWith('received for user ')) {
    const colon = text.indexOf(': ', 18);
    if (colon > 0) return refused(text.slice(18, colon), text.slice(colon + 2));
  }
  if (text.startsWith('user ')) {
    const tally = text.lastIndexOf(' tally ');
    const open = text.lastIndexOf(' (', tally);
    if (tally > 0 && open > 5) return refused(text.slice(5, open), text.slice(tally + 1));
  }
  return undefined;
}

/** `…; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root`: the user last, and not always there. */
function ofFields(
  login: (said: Login) => OcsfEvent,
  text: string,
  status: 1 | 2,
  count: number | undefined,
): OcsfEvent {
  const start = text.indexOf(';');
  const userAt = text.indexOf(' user=', start);
  const end = userAt < 0 ? text.length : userAt;
  const field = (name: string): string | undefined => {
    const at = text.indexOf(` ${name}=`, start);
    if (at < 0 || at >= end) return undefined;
    const from = at + name.length + 2;
    const space = text.indexOf(' ', from);
    const value = text.slice(from, space < 0 || space > end ? end : space);
    return value === '' ? undefined : value;
  };
  const from = field('rhost');
  return login({
    activity: 1,
    status,
    user: namedUser(userAt < 0 ? undefined : text.slice(userAt + 6)),
    from: from === undefined ? undefined : endpoint(from),
    terminal: field('tty'),
    count,
    more: { logname: field('logname'), uid: field('uid'), euid: field('euid'), ruser: field('ruser') },
  });
}

/** @param activity 3: password change, 9: lock */
function account(
  header: SyslogHeader,
  context: EventContext,
  names: AnyObject,
  activity: 3 | 9,
  user: UserObject,
  service: string,
): AccountChangeEvent {
  return {
    metadata: metadataOf(header, context, 'pam', PRODUCT, HOST),
    class_uid: 3001,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3001, activity),
    severity_id: severityOf(header),
    status_id: SUCCESS,
    status: STATUS_CAPTION[SUCCESS],
    time: header.time,
    count: header.count,
    user,
    device: deviceOf(header),
    actor: writer(header),
    message: header.message,
    raw_data: context.raw,
    unmapped: unmappedOf(header, context, { ...names, service }),
  };
}
