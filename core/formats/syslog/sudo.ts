import { STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { OcsfEvent, ProcessActivityEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { HOST, metadataOf, severityOf, unmappedOf, writer } from './events';
import type { SyslogHeader } from './header';
import { authentication, byMessage, deviceOrUnknown, FAILURE, namedUser, SUCCESS } from './program';

/**
 * What sudo writes to syslog.
 *
 *     Nov 23 09:00:01 web-1 sudo:    alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/id -u
 *     Nov 23 09:00:01 web-1 sudo[7]:   bob : user NOT in sudoers ; TTY=pts/1 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/sh
 *     Nov 23 09:00:01 web-1 sudo[7]: alice : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh
 *
 * Process Activity (1007), Launch: who asked is the actor, the command and the user that it runs as the process; a
 * command that was refused is a failure, its reason in `status_detail`. A password that was not given is an
 * Authentication (3002), Account Switch. sudo does not say the command's process id: OCSF wants one, so its `uid` is
 * Unknown. Under `unmapped`: `group`, `host`, `chroot`, `tsid`, `env`, `signal`, `exit`.
 *
 * Field meanings: sudoers(5), "EVENT LOGGING"; sudo, lib/eventlog/eventlog.c and plugins/sudoers/logging.c.
 */
export const sudo: LineFormat = {
  name: 'sudo',
  title: 'sudo in syslog',
  kind: 'line',
  classes: [1007, 3002, 0],
  sample:
    'Nov 23 09:00:01 web-1 sudo:    alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/id -u',
  evidence: 'published',
  sources: ['sudoers(5), "EVENT LOGGING"', 'sudo, lib/eventlog/eventlog.c, plugins/sudoers/logging.c'],
  fields: [
    ['user', 'actor.user.name'],
    ['USER', 'process.user.name, user.name'],
    ['COMMAND', 'process.cmd_line'],
    ['PWD', 'process.working_directory'],
    ['TTY', 'actor.session.terminal'],
    ['reason', 'status_detail'],
  ],
  begin: byMessage('sudo', { name: 'sudo' }, (header, context) => map(header, context)),
};

const PRODUCT = { name: 'sudo' } as const;

/** The names that come before COMMAND, in their order; each is there once at most. */
const NAMES = ['HOST', 'TTY', 'CHROOT', 'PWD', 'CWD', 'USER', 'GROUP', 'TSID', 'ENV'] as const;

function map(header: SyslogHeader, context: EventContext): OcsfEvent | undefined {
  const { message } = header;
  const colon = message.indexOf(' : ');
  if (colon <= 0) return undefined;
  const fields = new Map<string, string>();
  let at = colon + 3;
  let reason: string | undefined;
  // A directory may hold ` ; USER=`, and so may a command: the names are taken in their order, each once.
  let next = 0;
  while (at < message.length && !message.startsWith('COMMAND=', at)) {
    const end = message.indexOf(' ; ', at);
    if (end < 0) break;
    const name = NAMES.findIndex((one, index) => index >= next && message.startsWith(`${one}=`, at));
    if (name >= 0) {
      const key = NAMES[name]!;
      fields.set(key, message.slice(at + key.length + 1, end));
      next = name + 1;
    } else if (next === 0)
      reason = reason === undefined ? message.slice(at, end) : `${reason}: ${message.slice(at, end)}`;
    else return undefined;
    at = end + 3;
  }
  const runAs = fields.get('USER');
  if (runAs === undefined || !message.startsWith('COMMAND=', at)) return undefined;
  const user = namedUser(message.slice(0, colon));
  const terminal = fields.get('TTY');
  const { command, signal, exit } = commandOf(message.slice(at + 8));
  const more = {
    group: fields.get('GROUP'),
    host: fields.get('HOST'),
    chroot: fields.get('CHROOT'),
    tsid: fields.get('TSID'),
    env: fields.get('ENV'),
    signal,
    exit,
  };
  const directory = fields.get('PWD') ?? fields.get('CWD');
  if (reason !== undefined && isPassword(reason))
    return authentication(header, context, 'sudo', PRODUCT, 'sudo', {
      activity: 7,
      status: FAILURE,
      user: namedUser(runAs),
      by: user,
      terminal,
      detail: reason,
      more: { command, directory, ...more },
    });
  const status = reason === undefined ? SUCCESS : FAILURE;
  const event: ProcessActivityEvent = {
    metadata: metadataOf(header, context, 'sudo', PRODUCT, HOST),
    class_uid: 1007,
    category_uid: 1,
    activity_id: 1,
    type_uid: typeUid(1007, 1),
    severity_id: severityOf(header),
    status_id: status,
    status: STATUS_CAPTION[status],
    status_detail: reason,
    time: header.time,
    count: header.count,
    device: deviceOrUnknown(header),
    actor: { ...writer(header, user), session: terminal === undefined ? undefined : { terminal } },
    process: {
      uid: UNKNOWN,
      cmd_line: command,
      working_directory: directory,
      user: namedUser(runAs),
    },
    raw_data: context.raw,
    unmapped: unmappedOf(header, context, more),
  };
  return event;
}

const isPassword = (reason: string): boolean =>
  reason.endsWith(' incorrect password attempts') ||
  reason.endsWith(' incorrect password attempt') ||
  reason.startsWith('a password is required') ||
  reason.startsWith('authentication failure');

/** The command, and ` ; SIGNAL=…`, ` ; EXIT=…` behind it where sudo logs how it ended. */
function commandOf(text: string): {
  command: string;
  signal?: string | undefined;
  exit?: string | undefined;
} {
  let command = text;
  let exit: string | undefined;
  let signal: string | undefined;
  const exitAt = command.lastIndexOf(' ; EXIT=');
  if (exitAt > 0 && /^\d{1,3}$/.test(command.slice(exitAt + 8))) {
    exit = command.slice(exitAt + 8);
    command = command.slice(0, exitAt);
  }
  const signalAt = command.lastIndexOf(' ; SIGNAL=');
  if (signalAt > 0 && /^[A-Z0-9+]{1,12}$/.test(command.slice(signalAt + 10))) {
    signal = command.slice(signalAt + 10);
    command = command.slice(0, signalAt);
  }
  return { command, signal, exit };
}
