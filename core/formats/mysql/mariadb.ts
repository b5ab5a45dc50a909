import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseIso } from '../time';
import { digits } from '../values';
import { serverEvent } from './server';

/**
 * MariaDB's error log, and MySQL's before 5.7, which cannot be told from it.
 *
 *     2026-11-23  9:00:00 8 [Warning] Access denied for user 'alice'@'192.0.2.7' (using password: YES)
 *     2026-11-23 12:00:00 0 [Note] mariadbd: ready for connections.
 *     261123  9:00:00 [Warning] Access denied for user 'alice'@'192.0.2.7' (using password: NO)
 *
 * The last is the layout up to MariaDB 10.0, year in two digits (of this century). The number is the thread; 0 is the server's
 * own. The server's time zone is not told: it is taken for UTC.
 *
 * Authentication (3002) for access denied and aborted connections, Application Lifecycle (6002), Application Error (6008),
 * Base Event (0) for all else. Under `unmapped`: thread, and the subsystem (`InnoDB`) that the message begins with.
 *
 * Field meanings: MariaDB documentation, "Error Log" ("Error Log Format"); MySQL 5.6 Reference Manual, "The Error Log".
 */
export const mariadb: LineFormat = {
  name: 'mariadb',
  title: 'MariaDB error log, and MySQL before 5.7',
  kind: 'line',
  classes: [3002, 6002, 6008, 0],
  sample: "2026-11-23  9:00:00 8 [Warning] Access denied for user 'alice'@'192.0.2.7' (using password: YES)",
  evidence: 'corpus',
  sources: ['MariaDB documentation, "Error Log"', 'MySQL 5.6 Reference Manual, "The Error Log"'],
  fields: [
    ['time', 'time'],
    ['thread', 'session.uid, actor.session.uid, unmapped.thread'],
    ['level', 'metadata.log_level, severity_id'],
    ['message', 'message, status_detail'],
    ['user', 'user.name, actor.user.name'],
    ['host', 'src_endpoint.ip, src_endpoint.hostname'],
    ['subsystem', 'unmapped.subsystem'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'MariaDB', vendor_name: 'MariaDB' } as const;
const LEVELS: ReadonlySet<string> = new Set(['Note', 'Warning', 'ERROR']);
const SUBSYSTEMS = /(InnoDB|WSREP|Aria|Plugin '[^']{1,64}'|Event Scheduler|Slave (?:I\/O|SQL)): /y;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const old = line.charCodeAt(6) === 32;
  if (!old && (line.charCodeAt(4) !== 45 || line.charCodeAt(10) !== 32)) return undefined;
  const clock = old ? 7 : 11;
  if (line.charCodeAt(clock + 2) !== 58 || line.charCodeAt(clock + 8) !== 32) return undefined;
  const day = old ? `20${line.slice(0, 2)}-${line.slice(2, 4)}-${line.slice(4, 6)}` : line.slice(0, 10);
  const hour =
    line.charCodeAt(clock) === 32 ? `0${line.slice(clock + 1, clock + 8)}` : line.slice(clock, clock + 8);
  const time = parseIso(`${day}T${hour}`);
  if (Number.isNaN(time)) return undefined;
  let at = clock + 9;
  let thread: string | undefined;
  if (line.charCodeAt(at) !== 91) {
    const end = line.indexOf(' ', at);
    thread = end < 0 ? '' : line.slice(at, end);
    // 10.0 had the thread's address, in hexadecimal.
    if (digits(thread) < 0 && !/^[0-9a-f]{8,16}$/.test(thread)) return undefined;
    at = end + 1;
  }
  const close = line.charCodeAt(at) === 91 ? line.indexOf('] ', at) : -1;
  const level = close < 0 ? '' : line.slice(at + 1, close);
  if (!LEVELS.has(level)) return undefined;
  const message = line.slice(close + 2);
  SUBSYSTEMS.lastIndex = 0;
  return serverEvent(
    {
      format: mariadb.name,
      product: PRODUCT,
      time,
      offset: undefined,
      level,
      thread: thread === '0' ? undefined : thread,
      code: undefined,
      subsystem: SUBSYSTEMS.exec(message)?.[1],
      message,
    },
    context,
  );
}
