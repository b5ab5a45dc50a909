import { SEVERITY, typeUid } from '../../ocsf/build';
import type { CommonEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { lineEnd } from '../split';
import { parseIso } from '../time';
import { text } from '../values';

/**
 * Confluence's own log, with the lines of a stack trace.
 *
 *     2026-11-23 09:00:00,489 INFO [Catalina-utility-1] [confluence.cluster.hazelcast.HazelcastClusterManager] startCluster Starting the cluster.
 *     2026-11-23 09:00:00,696 ERROR [http-nio-8090-exec-3] [atlassian.confluence.util.Confluence] doFilter failed
 *      -- referer: http://example.com/ | url: /login.action | traceId: 5a1b | userName: alice
 *     java.lang.IllegalStateException: closed
 *     	at com.example.A.b(A.java:1)
 *
 * Application Error (6008) from warnings on, else Base Event (0). The time has no zone and is taken as UTC. The person is
 * `actor.user.name`. Under `unmapped`: `thread`, `logger`, `method`, and what follows ` -- ` as `context`.
 *
 * Field meanings: Atlassian, "Working with Confluence Logs"; Apache Log4j, "Pattern Layout"; plaso's parser of the same
 * lines.
 */
export const atlassianLog: LineFormat = {
  name: 'atlassian-log',
  title: 'Confluence application log',
  kind: 'line',
  classes: [6008, 0],
  sample:
    '2026-11-23 09:00:00,696 WARN [support-zip] [troubleshooting.healthcheck.concurrent.SupportHealthCheckProcess] getCompletedStatuses Health check failed -- referer: http://example.com/ | url: /a.action | traceId: 5a1b | userName: alice',
  evidence: 'corpus',
  sources: ['Atlassian, "Working with Confluence Logs"', 'Apache Log4j, "Pattern Layout"'],
  fields: [
    ['date', 'time'],
    ['level', 'severity_id, metadata.log_level'],
    ['thread', 'unmapped.thread'],
    ['logger', 'unmapped.logger'],
    ['method', 'unmapped.method'],
    ['message', 'message'],
    ['userName', 'actor.user.name'],
    ['traceId', 'metadata.correlation_uid'],
  ],
  begin: () => map,
  extent,
};

const PRODUCT = { name: 'Confluence', vendor_name: 'Atlassian' } as const;

const LEVELS: ReadonlyMap<string, CommonEvent['severity_id']> = new Map([
  ['TRACE', SEVERITY.informational],
  ['DEBUG', SEVERITY.informational],
  ['INFO', SEVERITY.informational],
  ['WARN', SEVERITY.medium],
  ['ERROR', SEVERITY.high],
  ['FATAL', SEVERITY.fatal],
]);

/** `time LEVEL [thread] [logger] method message`; undefined if the text from `start` on is no such line. */
function headOf(text: string, start: number, end: number) {
  if (
    text.charCodeAt(start + 4) !== 45 ||
    text.charCodeAt(start + 19) !== 44 ||
    text.charCodeAt(start + 23) !== 32
  )
    return undefined;
  const levelEnd = text.indexOf(' ', start + 24);
  if (levelEnd < 0 || levelEnd - start > 30) return undefined;
  const severity = LEVELS.get(text.slice(start + 24, levelEnd));
  if (severity === undefined) return undefined;
  const threadAt = levelEnd + 1;
  const threadEnd = text.charCodeAt(threadAt) === 91 ? text.indexOf('] [', threadAt) : -1;
  const loggerEnd = threadEnd < 0 ? -1 : text.indexOf('] ', threadEnd + 3);
  if (loggerEnd < 0 || loggerEnd >= end || loggerEnd - threadAt > 512) return undefined;
  const logger = text.slice(threadEnd + 3, loggerEnd);
  if (!logger.includes('.') || logger.includes(' ')) return undefined;
  return { severity, levelEnd, threadAt, threadEnd, logger, loggerEnd };
}

function extent(text: string, start: number, end: number): number | undefined {
  if (headOf(text, start, end) === undefined) return undefined;
  let last = end;
  for (;;) {
    const next = text.indexOf('\n', last) + 1;
    if (next === 0 || next >= text.length || !continues(text, next)) return last;
    last = lineEnd(text, next);
  }
}

/** Indented lines, and those that name an exception, belong to the line before. */
function continues(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === 9) return true;
  if (first === 32) return text.startsWith(' -- ', at) || text.startsWith('    at ', at);
  if (text.startsWith('Caused by: ', at)) return true;
  const exception = /(?:[a-z][A-Za-z0-9_]{0,63}\.){1,16}[A-Z][A-Za-z0-9_$]{0,127}(?:Exception|Error)\b/y;
  exception.lastIndex = at;
  return exception.test(text);
}

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const head = headOf(line, 0, line.length);
  if (head === undefined) return undefined;
  const time = parseIso(line.slice(0, 23));
  if (Number.isNaN(time)) return undefined;
  const { severity, loggerEnd } = head;
  const methodEnd = line.indexOf(' ', loggerEnd + 2);
  const method = methodEnd < 0 ? undefined : line.slice(loggerEnd + 2, methodEnd);
  const message = line.slice(methodEnd < 0 ? loggerEnd + 2 : methodEnd + 1);
  const about = aboutOf(message);
  const user = fieldOf(about, 'userName');
  const metadata = Object.assign(context.metadata(atlassianLog.name, PRODUCT, undefined, undefined), {
    log_level: line.slice(24, head.levelEnd),
    correlation_uid: fieldOf(about, 'traceId'),
  });
  const common = {
    metadata,
    time,
    severity_id: severity,
    message,
    actor: user === undefined ? undefined : { user: { name: user } },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, time, {
      thread: line.slice(head.threadAt + 1, head.threadEnd),
      logger: head.logger,
      method,
      context: about,
    }),
  };
  return severity >= SEVERITY.medium
    ? { ...common, class_uid: 6008, category_uid: 6, activity_id: 1, type_uid: typeUid(6008, 1) }
    : { ...common, class_uid: 0, category_uid: 0, activity_id: 0, type_uid: typeUid(0, 0) };
}

/** What the line says of the request it was written in: ` -- url: … | userName: …`, to the end of the line. */
function aboutOf(message: string): string | undefined {
  const at = message.lastIndexOf(' -- ');
  if (at < 0) return undefined;
  const end = message.indexOf('\n', at);
  const about = message.slice(at + 4, end < 0 ? message.length : end);
  return about.includes(': ') && about.length <= 8192 ? about : undefined;
}

function fieldOf(about: string | undefined, name: string): string | undefined {
  const part = about?.split(' | ', 64).find((one) => one.startsWith(`${name}: `));
  return text(part?.slice(name.length + 2).trim());
}
