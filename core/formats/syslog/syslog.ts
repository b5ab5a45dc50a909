import { UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/generated/types';
import { type Inner, type LineFormat, wrapped } from '../format';
import { lineEnd } from '../split';
import { deviceOf, plainEvent, wrapperFields } from './events';
import { frameStart, isSyslog, type SyslogHeader, syslogHeader } from './header';

/**
 * syslog as files, collectors and relays have it; the message may be of any other format.
 *
 *     Nov 23 09:00:01 web-1 systemd[1]: Started Session 5 of User alice.
 *     <30>Nov 23 09:00:01 web-1 systemd[1]: Started Session 5 of User alice.
 *     2026-11-23T09:00:01.123456+01:00 web-1 systemd[1]: Started Session 5 of User alice.
 *     <30>1 2026-11-23T09:00:01.123456Z web-1 systemd 1 - [meta sequenceId="7"] Started Session 5 of User alice.
 *
 * What the message is of another format gives that format's event, the header under `unmapped.syslog`; the lines of
 * sshd, PAM, sudo, su, login and cron are of formats of their own. All else is a Base Event (0) with host, program,
 * process id and message. `count` is N of `message repeated N times`. Facility and severity as numbers, message id
 * and structured data are in `unmapped.syslog`.
 *
 * A line that follows and begins with a space or a tab belongs to the message. Frames with an octet count (RFC
 * 6587, 3.4.1) need nothing between them. Frames without one end with their line: where one seems to begin within
 * a line, a user name or a URL may have put it there, so it stays a part of the message.
 *
 * Field meanings: RFC 3164, RFC 5424, RFC 6587; rsyslog, "Templates".
 */
export const syslog: LineFormat = {
  name: 'syslog',
  title: 'syslog (RFC 3164, RFC 5424, rsyslog), any program',
  kind: 'line',
  classes: [0],
  sample: '<30>1 2026-11-23T09:00:01.123Z web-1 systemd 1 - - Started Session 5 of User alice.',
  evidence: 'corpus',
  sources: [
    'RFC 3164',
    'RFC 5424',
    'RFC 6587, 3.4.1 "Octet Counting"',
    'rsyslog documentation, "Templates", reserved template names',
  ],
  fields: [
    ['timestamp', 'time'],
    ['hostname', 'device.hostname, device.ip'],
    ['tag, app-name', 'actor.process.name, actor.app_name'],
    ['procid', 'actor.process.pid'],
    ['priority', 'severity_id, unmapped.syslog.facility, unmapped.syslog.severity'],
    ['message', 'message'],
    ['message repeated N times', 'count'],
    ['meta sequenceId', 'metadata.sequence'],
  ],
  extent,
  begin: (inner) => (line, context) => {
    const header = syslogHeader(line, context);
    if (header === undefined || header.owner !== 'syslog') return undefined;
    const within =
      header.message.length > 0 ? ofMessage(inner, header.message, header.time, context) : undefined;
    if (within !== undefined) return wrapped(onHost(within, header), syslog.name, wrapperFields(header));
    return plainEvent(header, context, syslog.name, PRODUCT);
  },
};

const PRODUCT = { name: 'syslog' } as const;

/** The event that the message is by itself. A relay's line around another is not taken apart: one header is enough. */
function ofMessage(
  inner: Inner,
  message: string,
  time: number,
  context: Parameters<Inner>[1],
): OcsfEvent | undefined {
  const outer = context.outerTime;
  if (syslogHeader(message, context) !== undefined) return undefined;
  context.outerTime = time;
  const event = inner(message, context);
  context.outerTime = outer;
  return event;
}

/** Of a device that is not named in the message, the header may say the name. */
function onHost(event: OcsfEvent, header: SyslogHeader): OcsfEvent {
  const host = deviceOf(header);
  if (host === undefined || !('device' in event) || event.device?.name !== UNKNOWN) return event;
  return { ...event, device: host };
}

/** Where the message ends: behind lines that begin with white space, or where the frame's count says. */
function extent(text: string, start: number, end: number): number | undefined {
  const frame = countedEnd(text, start);
  if (frame > 0) return frame;
  // Asked of every line there is: most are followed by one that begins with no space, which is quickly seen.
  const after = text.charCodeAt(end) === 13 ? end + 2 : end + 1;
  const first = text.charCodeAt(after);
  if ((first !== 32 && first !== 9) || !looksLikeHeader(text, start) || !isContinued(text, after))
    return undefined;
  if (!isSyslog(text.slice(start, end))) return undefined;
  let last = end;
  for (;;) {
    const next = text.indexOf('\n', last) + 1;
    if (!isContinued(text, next)) return last;
    last = lineEnd(text, next);
  }
}

/** Whether the line at `at` goes on with the message before it. */
function isContinued(text: string, at: number): boolean {
  if (at === 0) return false;
  const first = text.charCodeAt(at);
  if (first !== 32 && first !== 9) return false;
  let to = at;
  while (text.charCodeAt(to) === 32 || text.charCodeAt(to) === 9) to++;
  const code = text.charCodeAt(to);
  // An empty line ends a message, and indented JSON is an event of its own.
  return !(to >= text.length || code === 10 || code === 13 || code === 123 || code === 91);
}

/** A cheap look at what a syslog line begins with. */
function looksLikeHeader(text: string, start: number): boolean {
  let at = start;
  if (text.charCodeAt(at) === 60) {
    at += 2;
    while (at < start + 4 && text.charCodeAt(at) !== 62) at++;
    if (text.charCodeAt(at) !== 62) return false;
    at++;
    const version = text.charCodeAt(at);
    if (version >= 49 && version <= 57 && text.charCodeAt(at + 1) === 32) at += 2;
  }
  // `Nov 23 09:00` or `2026-11-23T09:00`.
  return (
    (text.charCodeAt(at + 3) === 32 && text.charCodeAt(at + 9) === 58 && text.charCodeAt(at + 12) === 58) ||
    (text.charCodeAt(at + 4) === 45 && text.charCodeAt(at + 10) === 84 && text.charCodeAt(at + 16) === 58)
  );
}

/**
 * The end of a frame that says its length in octets, if another frame or a line end follows it; 0 if none does. Only
 * its last octet may be a line end, so that no text is looked at twice.
 */
function countedEnd(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (!(code >= 49 && code <= 57)) return 0;
  const from = frameStart(text, start);
  if (from === start) return 0;
  let octets = Number(text.slice(start, from - 1));
  let at = from;
  for (; octets > 0 && at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10) return octets === 1 ? at : 0;
    octets -= unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  if (octets !== 0) return 0;
  const next = text.charCodeAt(at);
  return at === text.length || next === 10 || next === 13 || frameStart(text, at) > at ? at : 0;
}
