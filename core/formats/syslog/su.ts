import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import type { SyslogHeader } from './header';
import { authentication, byMessage, FAILURE, namedUser, SUCCESS } from './program';

/**
 * What su writes to syslog: util-linux, shadow, and the BSDs.
 *
 *     Nov 23 09:00:01 web-1 su[7]: (to root) alice on pts/0
 *     Nov 23 09:00:01 web-1 su[7]: FAILED SU (to root) bob on pts/1
 *     Nov 23 09:00:01 web-1 su[7]: - /dev/pts/1 bob:root
 *     Nov 23 09:00:01 web-1 su: BAD SU bob to root on /dev/ttyp1
 *
 * Authentication (3002), Account Switch: `user` is who was become, `actor.user` who asked. Else Base Event.
 *
 * Field meanings: util-linux, login-utils/su-common.c (log_syslog); shadow, src/su.c; OpenBSD, usr.bin/su/su.c.
 */
export const su: LineFormat = {
  name: 'su',
  title: 'su in syslog',
  kind: 'line',
  classes: [3002, 0],
  sample: 'Nov 23 09:00:01 web-1 su[7]: FAILED SU (to root) bob on pts/1',
  evidence: 'published',
  sources: ['util-linux, login-utils/su-common.c', 'shadow, src/su.c'],
  fields: [
    ['to', 'user.name'],
    ['from', 'actor.user.name'],
    ['tty', 'session.terminal'],
    ['FAILED, BAD, -', 'status_id'],
  ],
  begin: byMessage('su', { name: 'su' }, (header, context) => map(header, context)),
};

function map(header: SyslogHeader, context: EventContext): OcsfEvent | undefined {
  const said = utilLinux(header.message) ?? shadow(header.message) ?? bsd(header.message);
  if (said === undefined) return undefined;
  const [failed, from, to, terminal] = said;
  return authentication(header, context, 'su', { name: 'su' }, 'su', {
    activity: 7,
    status: failed ? FAILURE : SUCCESS,
    user: namedUser(to),
    by: namedUser(from),
    terminal,
  });
}

type Said = readonly [failed: boolean, from: string, to: string, terminal: string | undefined];

/** `[FAILED SU ](to root) alice on pts/0` */
function utilLinux(message: string): Said | undefined {
  const failed = message.startsWith('FAILED SU (to ');
  const start = failed ? 10 : 0;
  if (!message.startsWith('(to ', start)) return undefined;
  const close = message.indexOf(') ', start);
  const on = message.lastIndexOf(' on ');
  if (close < 0 || on < close + 1) return undefined;
  return [failed, message.slice(close + 2, on), message.slice(start + 4, close), message.slice(on + 4)];
}

/** `+ /dev/pts/0 alice:root`, `- …` if refused; `Successful su for root by alice`, `FAILED su for …` */
function shadow(message: string): Said | undefined {
  const sign = message.charCodeAt(0);
  if ((sign === 43 || sign === 45) && message.charCodeAt(1) === 32) {
    const space = message.indexOf(' ', 2);
    const colon = message.indexOf(':', space);
    if (space < 0 || colon < 0) return undefined;
    return [sign === 45, message.slice(space + 1, colon), message.slice(colon + 1), message.slice(2, space)];
  }
  const failed = message.startsWith('FAILED su for ');
  if (!failed && !message.startsWith('Successful su for ')) return undefined;
  const start = failed ? 14 : 18;
  const by = message.lastIndexOf(' by ');
  return by < start ? undefined : [failed, message.slice(by + 4), message.slice(start, by), undefined];
}

/** `alice to root on /dev/ttyp0`, `BAD SU alice to root on /dev/ttyp0` */
function bsd(message: string): Said | undefined {
  const failed = message.startsWith('BAD SU ');
  const on = message.lastIndexOf(' on /dev/');
  const to = message.lastIndexOf(' to ', on);
  const start = failed ? 7 : 0;
  if (on < 0 || to <= start) return undefined;
  return [failed, message.slice(start, to), message.slice(to + 4, on), message.slice(on + 4)];
}
