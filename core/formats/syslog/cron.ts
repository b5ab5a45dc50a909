import { STATUS, STATUS_CAPTION, typeUid } from '../../ocsf/build';
import type { OcsfEvent, ScheduledJobActivityEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { HOST, metadataOf, severityOf, unmappedOf, writer } from './events';
import type { SyslogHeader } from './header';
import { byMessage, deviceOrUnknown, namedUser } from './program';

/**
 * What cron and crontab write to syslog: Vixie cron, Debian's, cronie.
 *
 *     Nov 23 09:00:01 web-1 CRON[7]: (root) CMD (cd / && run-parts --report /etc/cron.hourly)
 *     Nov 23 09:00:01 web-1 crontab[8]: (alice) REPLACE (alice)
 *     Nov 23 09:00:01 web-1 cron[9]: (CRON) INFO (pidfile fd = 3)
 *
 * Scheduled Job Activity (1006): jobs started and ended, tables changed, listed, deleted, refused. What cron says of
 * itself is a Base Event.
 *
 * Field meanings: cronie, src/misc.c (log_it), src/crontab.c, src/do_command.c; Debian, cron(8) and crontab(1).
 */
export const cron: LineFormat = {
  name: 'cron',
  title: 'cron and crontab in syslog',
  kind: 'line',
  classes: [1006, 0],
  sample: 'Nov 23 09:00:01 web-1 CRON[7]: (root) CMD (cd / && run-parts --report /etc/cron.hourly)',
  evidence: 'corpus',
  sources: ['cronie, src/misc.c, src/crontab.c, src/do_command.c', 'Debian, cron(8), crontab(1)'],
  fields: [
    ['user', 'job.user.name, actor.user.name'],
    ['CMD', 'job.name, job.cmd_line'],
    ['BEGIN EDIT, REPLACE, DELETE, LIST', 'activity_id, activity_name'],
    ['host', 'device.hostname'],
  ],
  begin: byMessage('cron', { name: 'cron' }, (header, context) => map(header, context)),
};

interface Act {
  readonly id: 1 | 2 | 3 | 6 | 99;
  readonly status: 0 | 1 | 2;
  /** Whether the text in brackets is a command; else it is whose table it is. */
  readonly command: boolean;
}

const ACTS: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['CMD', { id: 6, status: STATUS.success, command: true }],
  ['CMDEND', { id: 99, status: STATUS.unknown, command: true }],
  ['REPLACE', { id: 2, status: STATUS.success, command: false }],
  ['RELOAD', { id: 2, status: STATUS.success, command: false }],
  ['DELETE', { id: 3, status: STATUS.success, command: false }],
  ['BEGIN EDIT', { id: 99, status: STATUS.unknown, command: false }],
  ['END EDIT', { id: 99, status: STATUS.unknown, command: false }],
  ['LIST', { id: 99, status: STATUS.success, command: false }],
  ['AUTH', { id: 99, status: STATUS.failure, command: false }],
  ['ORPHAN', { id: 99, status: STATUS.failure, command: false }],
]);

function map(header: SyslogHeader, context: EventContext): OcsfEvent | undefined {
  const { message } = header;
  const close = message.indexOf(') ');
  const open = message.indexOf(' (', close);
  if (message.charCodeAt(0) !== 40 || close < 2 || open < 0 || !message.endsWith(')')) return undefined;
  const name = message.slice(close + 2, open);
  const act = ACTS.get(name);
  if (act === undefined) return undefined;
  const user = namedUser(message.slice(1, close));
  const text = message.slice(open + 2, -1).trim();
  const refused = act.status === STATUS.failure;
  const event: ScheduledJobActivityEvent = {
    metadata: metadataOf(header, context, 'cron', { name: 'cron' }, HOST),
    class_uid: 1006,
    category_uid: 1,
    activity_id: act.id,
    activity_name: act.id === 99 ? name : undefined,
    type_uid: typeUid(1006, act.id),
    severity_id: severityOf(header),
    status_id: act.status,
    status: STATUS_CAPTION[act.status],
    status_detail: refused ? text : undefined,
    time: header.time,
    count: header.count,
    device: deviceOrUnknown(header),
    actor: writer(header, user),
    job: act.command
      ? { name: text, cmd_line: text, user }
      : { name: 'crontab', user: refused ? user : namedUser(text) },
    raw_data: context.raw,
    unmapped: unmappedOf(header, context),
  };
  return event;
}
