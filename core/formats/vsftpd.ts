import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  AnyObject,
  AuthenticationEvent,
  FtpActivityEvent,
  NetworkEndpointObject,
  OcsfEvent,
  UserObject,
} from '../ocsf/generated/types';
import type { EventContext, LineFormat } from './format';
import { isIp } from './ip';
import { parseIso } from './time';
import { digits } from './values';

/**
 * vsftpd's own log; in syslog it is without the time and the process id.
 *
 *     Mon Nov 23 09:00:01 2026 [pid 2] CONNECT: Client "192.0.2.7"
 *     Mon Nov 23 09:00:02 2026 [pid 1] [alice] OK LOGIN: Client "192.0.2.7"
 *     Mon Nov 23 09:00:03 2026 [pid 3] [alice] FAIL UPLOAD: Client "192.0.2.7", "/home/alice/a.txt", 0.00Kbyte/sec
 *
 * LOGIN is Authentication (3002), all else FTP Activity (4008). The time has no zone: it is taken as UTC (vsftpd's own
 * default, `use_localtime=NO`). Under `unmapped`: `anon_password`, `rate`. A user name is the client's choice and may
 * hold what looks like the rest of a line: where there is more than one client in a line, nothing of it is believed
 * but its time; `unmapped.ambiguous` holds the text.
 *
 * Field meanings: vsftpd, logging.c (vsf_log_do_log_vsftpd_format), vsftpd.conf(5); fail2ban, filter.d/vsftpd.conf.
 */
export const vsftpd: LineFormat = {
  name: 'vsftpd',
  title: 'vsftpd log',
  kind: 'line',
  classes: [4008, 3002],
  sample:
    'Mon Nov 23 09:00:03 2026 [pid 3] [alice] OK UPLOAD: Client "192.0.2.7", "/home/alice/a.txt", 1024 bytes, 10.00Kbyte/sec',
  evidence: 'corpus',
  sources: ['vsftpd, logging.c, vsftpd.conf(5)', 'fail2ban, config/filter.d/vsftpd.conf'],
  fields: [
    ['time', 'time'],
    ['pid', 'actor.process.pid, logon_process.pid'],
    ['user', 'actor.user.name, user.name'],
    ['OK, FAIL', 'status_id'],
    ['action', 'command'],
    ['Client', 'src_endpoint.ip, src_endpoint.hostname'],
    ['path', 'file.path'],
    ['bytes', 'traffic.bytes'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'vsftpd' } as const;
const HOST = ['host'] as const;

type FtpActivity = FtpActivityEvent['activity_id'];

const ACTIONS: ReadonlyMap<string, FtpActivity> = new Map<string, FtpActivity>([
  ['UPLOAD', 1],
  ['DOWNLOAD', 2],
  ['DELETE', 4],
  ['RENAME', 5],
  ['MKDIR', 99],
  ['RMDIR', 99],
  ['CHMOD', 99],
  ['LOGIN', 99],
  ['CONNECT', 99],
  ['FTP command', 99],
  ['FTP response', 99],
  ['DEBUG', 99],
]);

const CLIENT = ': Client "';

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const client = line.indexOf(CLIENT);
  if (client < 0 || client > 4096) return undefined;
  let at = 0;
  let time: number;
  let pid: number | undefined;
  if (line.charCodeAt(24) === 32 && line.startsWith('[pid ', 25)) {
    time = parseAsctime(line);
    const close = line.indexOf('] ', 30);
    pid = digits(line.slice(30, close));
    if (Number.isNaN(time) || close < 0 || pid < 0) return undefined;
    at = close + 2;
  } else {
    if (context.outerTime === undefined) return undefined;
    time = context.outerTime;
  }
  const ambiguous = line.indexOf(CLIENT, client + 1) >= 0;
  let user: string | undefined;
  if (line.charCodeAt(at) === 91) {
    const close = ambiguous ? -1 : line.lastIndexOf('] ', client);
    user = close > at ? line.slice(at + 1, close) : undefined;
    if (user === undefined && !ambiguous) return undefined;
    at = close + 2;
  }
  if (ambiguous) return doubtful(line, time, pid, context);
  let action = line.slice(at, client);
  let status: 0 | 1 | 2 = STATUS.unknown;
  if (action.startsWith('OK ')) status = STATUS.success;
  else if (action.startsWith('FAIL ')) status = STATUS.failure;
  if (status !== STATUS.unknown) action = action.slice(status === STATUS.success ? 3 : 5);
  const activity = ACTIONS.get(action);
  if (activity === undefined) return undefined;
  const addressEnd = line.indexOf('"', client + CLIENT.length);
  if (addressEnd < 0) return undefined;
  const address = line.slice(client + CLIENT.length, addressEnd);
  const from: NetworkEndpointObject = isIp(address) ? { ip: address } : { hostname: address };
  const more = detailsOf(line, addressEnd + 1, action);
  const who = user === undefined ? undefined : { name: user === '' ? UNKNOWN : user };
  const said = { time, pid, user: who, status, from, more, action, activity };
  return action === 'LOGIN' ? login(said, context) : activityEvent(said, context);
}

interface Details {
  readonly text: string | undefined;
  readonly password: string | undefined;
  readonly bytes: number | undefined;
  readonly rate: string | undefined;
}

/** What stands behind the client: `, anon password "x"`, `, "path"`, `, 12 bytes`, `, 1.00Kbyte/sec`. */
function detailsOf(line: string, start: number, action: string): Details {
  let end = line.length;
  let rate: string | undefined;
  let bytes: number | undefined;
  const comma = line.lastIndexOf(', ');
  if (comma >= start && line.endsWith('Kbyte/sec')) {
    rate = line.slice(comma + 2);
    end = comma;
  }
  const before = line.lastIndexOf(', ', end - 1);
  if (before >= start && line.startsWith(' bytes', end - 6)) {
    const count = digits(line.slice(before + 2, end - 6));
    if (count >= 0) {
      bytes = count;
      end = before;
    }
  }
  let at = start;
  let password: string | undefined;
  if (action === 'LOGIN' && line.startsWith(', anon password "', at)) {
    password = line.slice(at + 17, line.charCodeAt(end - 1) === 34 ? end - 1 : end);
    at = end;
  }
  const quoted = line.startsWith(', "', at) && end > at + 3 && line.charCodeAt(end - 1) === 34;
  return { text: quoted ? line.slice(at + 3, end - 1) : undefined, password, bytes, rate };
}

interface Said {
  readonly time: number;
  readonly pid: number | undefined;
  readonly user: UserObject | undefined;
  readonly status: 0 | 1 | 2;
  readonly from: NetworkEndpointObject;
  readonly more: Details;
  readonly action: string;
  readonly activity: FtpActivity;
}

const extras = (details: Details): AnyObject | undefined =>
  details.password === undefined && details.rate === undefined
    ? undefined
    : { anon_password: details.password, rate: details.rate };

function login(said: Said, context: EventContext): AuthenticationEvent {
  return {
    metadata: context.metadata(vsftpd.name, PRODUCT, undefined, undefined),
    class_uid: 3002,
    category_uid: 3,
    activity_id: 1,
    type_uid: typeUid(3002, 1),
    severity_id: SEVERITY.informational,
    status_id: said.status,
    status: STATUS_CAPTION[said.status],
    time: said.time,
    user: said.user ?? { name: UNKNOWN },
    src_endpoint: said.from,
    service: { name: 'vsftpd' },
    is_remote: true,
    logon_process: said.pid === undefined ? undefined : { name: 'vsftpd', pid: said.pid },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, said.time, extras(said.more)),
  };
}

function activityEvent(said: Said, context: EventContext): FtpActivityEvent {
  const { action, more, pid, user } = said;
  const command = action === 'FTP command' ? more.text : undefined;
  const response = action === 'FTP response' ? more.text : undefined;
  const code = response === undefined ? -1 : digits(response.slice(0, 3));
  const path = action.startsWith('FTP ') || action === 'DEBUG' ? undefined : more.text;
  return {
    metadata: context.metadata(vsftpd.name, PRODUCT, HOST, undefined),
    class_uid: 4008,
    category_uid: 4,
    activity_id: said.activity,
    activity_name: said.activity === 99 ? action : undefined,
    type_uid: typeUid(4008, said.activity),
    severity_id: SEVERITY.informational,
    status_id: said.status,
    status: STATUS_CAPTION[said.status],
    time: said.time,
    message: action === 'DEBUG' ? more.text : undefined,
    src_endpoint: said.from,
    app_name: 'vsftpd',
    command: command ?? (response === undefined ? action : undefined),
    command_responses: response === undefined ? undefined : [response],
    codes: code < 0 ? undefined : [code],
    file: path === undefined ? undefined : fileOf(path),
    traffic: more.bytes === undefined ? undefined : { bytes: more.bytes },
    actor:
      pid === undefined
        ? user === undefined
          ? { app_name: 'vsftpd' }
          : { user }
        : { process: { name: 'vsftpd', pid }, user },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, said.time, extras(more)),
  };
}

function fileOf(path: string) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name: name === '' ? path : name, path, type_id: 0 } as const;
}

function doubtful(
  line: string,
  time: number,
  pid: number | undefined,
  context: EventContext,
): FtpActivityEvent {
  return {
    metadata: context.metadata(vsftpd.name, PRODUCT, HOST, undefined),
    class_uid: 4008,
    category_uid: 4,
    activity_id: 0,
    type_uid: typeUid(4008, 0),
    severity_id: SEVERITY.medium,
    status_id: STATUS.unknown,
    status: STATUS_CAPTION[STATUS.unknown],
    time,
    src_endpoint: { name: UNKNOWN },
    app_name: 'vsftpd',
    actor: pid === undefined ? undefined : { process: { name: 'vsftpd', pid } },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, { ambiguous: line }),
  };
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `Mon Nov 23 09:00:01 2026`, the first 24 characters. */
function parseAsctime(line: string): number {
  const month = MONTHS.indexOf(line.slice(4, 7)) / 3 + 1;
  if (!Number.isInteger(month) || month < 1) return Number.NaN;
  const day = line.slice(8, 10).replace(' ', '0');
  return parseIso(`${line.slice(20, 24)}-${month < 10 ? '0' : ''}${month}-${day}T${line.slice(11, 19)}`);
}
