import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseClf } from '../time';
import { digits, text } from '../values';
import { endpointOf, httpActivity, requestOf, statusOf, tokenEnd } from '../web/http';

/**
 * Access logs of Confluence and Jira (the Tomcat valve that they configure).
 *
 *     [23/Nov/2026:09:00:00 +0000] alice http-nio-8080-exec-6 192.0.2.7 GET /index.action HTTP/1.1 200 1020ms 7881 http://example.com/ Mozilla/5.0 (X11)
 *
 * HTTP Activity (4002). Under `unmapped`: `thread`.
 *
 * Field meanings: Atlassian, "How to enable user access logging" (Confluence); Apache Tomcat, "Access Log Valve";
 * plaso's parser of the same lines.
 */
export const atlassianAccess: LineFormat = {
  name: 'atlassian-access',
  title: 'Confluence and Jira access log',
  kind: 'line',
  classes: [4002],
  sample:
    '[23/Nov/2026:09:00:00 +0100] alice http-nio-8080-exec-6 192.0.2.7 GET /index.action?a=b HTTP/1.1 200 1020ms 7881 http://example.com/ Mozilla/5.0 (X11)',
  evidence: 'corpus',
  sources: [
    'Atlassian, "How to enable user access logging" (Confluence)',
    'Apache Tomcat, "Access Log Valve"',
  ],
  fields: [
    ['%t', 'time, timezone_offset'],
    ['%{X-AUSERNAME}o', 'actor.user.name'],
    ['%I', 'unmapped.thread'],
    ['%h', 'src_endpoint.ip, src_endpoint.hostname'],
    [
      '%r',
      'http_request.http_method, http_request.url.path, http_request.url.query_string, http_request.version',
    ],
    ['%s', 'http_response.code, status_id'],
    ['%D', 'duration'],
    ['%b', 'http_response.body_length'],
    ['%{Referer}i', 'http_request.referrer'],
    ['%{User-Agent}i', 'http_request.user_agent'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Confluence or Jira', vendor_name: 'Atlassian' } as const;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  if (line.charCodeAt(0) !== 91 || line.charCodeAt(27) !== 93 || line.charCodeAt(28) !== 32) return undefined;
  const userEnd = line.indexOf(' ', 29);
  const threadEnd = line.indexOf(' ', userEnd + 1);
  const clientEnd = line.indexOf(' ', threadEnd + 1);
  if (userEnd < 0 || threadEnd < 0 || clientEnd < 0) return undefined;
  const thread = line.slice(userEnd + 1, threadEnd);
  if (!thread.includes('-exec-')) return undefined;
  const version = line.indexOf(' HTTP/', clientEnd + 1);
  if (version < 0) return undefined;
  const requestEnd = tokenEnd(line, version + 1);
  const statusEnd = tokenEnd(line, requestEnd + 1);
  const tookEnd = tokenEnd(line, statusEnd + 1);
  const bytesEnd = tokenEnd(line, tookEnd + 1);
  const referrerEnd = tokenEnd(line, bytesEnd + 1);
  const took = line.slice(statusEnd + 1, tookEnd);
  const duration = took.endsWith('ms') ? digits(took.slice(0, -2)) : -1;
  const status = statusOf(line.slice(requestEnd + 1, statusEnd));
  const when = parseClf(line.slice(1, 27));
  const request = requestOf(line.slice(clientEnd + 1, requestEnd), undefined, undefined);
  const method = request.method ?? request.other;
  if (duration < 0 || status < 0 || when === undefined || method === undefined) return undefined;
  const bytes = digits(line.slice(tookEnd + 1, bytesEnd));
  return httpActivity(
    atlassianAccess.name,
    PRODUCT,
    {
      time: when.time,
      offset: when.offset,
      duration,
      client: endpointOf(line.slice(threadEnd + 1, clientEnd)),
      user: text(line.slice(29, userEnd)),
      method,
      url: request.url,
      version: request.version,
      referrer: text(line.slice(bytesEnd + 1, referrerEnd)),
      agent: text(line.slice(referrerEnd + 1)),
      status,
      bytes: bytes < 0 ? undefined : bytes,
      unmapped: { thread },
    },
    context,
  );
}
