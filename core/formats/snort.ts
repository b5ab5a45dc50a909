import { SEVERITY, typeUid } from '../ocsf/build';
import type { DetectionFindingEvent, NetworkEndpointObject } from '../ocsf/generated/types';
import type { EventContext, LineFormat } from './format';
import { isIp } from './ip';
import { parseBsd } from './time';
import { digits } from './values';

/**
 * Snort's one-line alerts, of Snort 2 (`alert_fast`, `alert_syslog`) and Snort 3 (`alert_fast`), and Suricata's fast.log
 * of the same form.
 *
 *     11/23-09:00:01.123456 [**] [1:366:11] "PROTOCOL-ICMP PING Unix" [**] [Classification: Misc activity] [Priority: 3] {ICMP} 192.0.2.7 -> 198.51.100.5
 *     11/23/2026-09:00:01.123456  [**] [1:648:18] SHELLCODE x86 NOOP [**] [Classification: …] [Priority: 1] {TCP} 192.0.2.7:80 -> 198.51.100.5:60884
 *
 * Detection Finding (2004): the rule in `finding_info.analytic`, `finding_info.uid` its generator, id and revision; the
 * packet in `evidences`. The time has no zone, and often no year: it is taken as UTC, in the latest year that puts it
 * at most a day after its arrival. Classification, AppID, interface and action are under `unmapped`.
 *
 * Field meanings: Snort Users Manual 2.9, "alert_fast", "alert_syslog"; Snort 3, src/loggers/alert_fast.cc; M. Roesch on
 * snort-users, "Fast Alert Log Format" (2002).
 */
export const snort: LineFormat = {
  name: 'snort',
  title: 'Snort alerts, one a line',
  kind: 'line',
  classes: [2004],
  sample:
    '11/23-09:00:01.123456 [**] [1:366:11] "PROTOCOL-ICMP PING Unix" [**] [Classification: Misc activity] [Priority: 3] {TCP} 192.0.2.7:4444 -> 198.51.100.5:80',
  evidence: 'corpus',
  sources: ['Snort Users Manual 2.9, "alert_fast", "alert_syslog"', 'Snort 3, src/loggers/alert_fast.cc'],
  fields: [
    ['time', 'time'],
    ['gid, sid, rev', 'finding_info.uid, finding_info.analytic.uid, finding_info.analytic.version'],
    ['msg', 'finding_info.title, finding_info.analytic.name'],
    ['Classification', 'finding_info.types[]'],
    ['Priority', 'severity_id, priority'],
    ['protocol', 'evidences[].connection_info.protocol_name'],
    ['source', 'evidences[].src_endpoint.ip, evidences[].src_endpoint.port'],
    ['destination', 'evidences[].dst_endpoint.ip, evidences[].dst_endpoint.port'],
  ],
  begin: () => map,
};

const PRODUCT = { name: 'Snort' } as const;

const BY_PRIORITY = [
  SEVERITY.unknown,
  SEVERITY.high,
  SEVERITY.medium,
  SEVERITY.low,
  SEVERITY.informational,
] as const;

function map(line: string, context: EventContext): DetectionFindingEvent | undefined {
  const first = line.charCodeAt(0);
  let time: number;
  let at: number;
  if (first === 91) {
    // What alert_syslog writes has its time from syslog.
    if (context.outerTime === undefined) return undefined;
    time = context.outerTime;
    at = 0;
  } else {
    if (!(first >= 48 && first <= 49) || line.charCodeAt(2) !== 47) return undefined;
    const space = line.indexOf(' ');
    if (space < 14 || space > 32) return undefined;
    time = timeOf(line.slice(0, space), context.time);
    if (Number.isNaN(time)) return undefined;
    at = line.indexOf('[**]', space);
    if (at < 0 || at > space + 32) return undefined;
    at += 4;
    while (line.charCodeAt(at) === 32) at++;
  }
  const idEnd = line.indexOf(']', at);
  const ids =
    line.charCodeAt(at) === 91 && idEnd > 0 && idEnd < at + 40 ? line.slice(at + 1, idEnd).split(':') : [];
  if (ids.length !== 3 || !ids.every((id) => digits(id) >= 0)) return undefined;
  const open = line.lastIndexOf(' {');
  const close = line.indexOf('} ', open);
  if (open < idEnd || close < 0) return undefined;
  const arrow = line.indexOf(' -> ', close);
  if (arrow < 0) return undefined;
  const source = endpointOf(line.slice(close + 2, arrow));
  const destination = endpointOf(line.slice(arrow + 4).trimEnd());
  if (source === undefined || destination === undefined) return undefined;
  const { title, tags, network } = middle(line.slice(idEnd + 1, open));
  const classification = tags.get('Classification');
  const priority = digits(tags.get('Priority') ?? '');
  const uid = ids.join(':');
  const more = { app_id: tags.get('AppID'), action: tags.get('action'), interface: network };
  return {
    metadata: context.metadata(snort.name, PRODUCT, undefined, undefined),
    class_uid: 2004,
    category_uid: 2,
    activity_id: 1,
    type_uid: typeUid(2004, 1),
    severity_id: BY_PRIORITY[priority] ?? SEVERITY.unknown,
    time,
    priority: priority < 0 ? undefined : String(priority),
    message: title,
    finding_info: {
      uid,
      title,
      types: classification === undefined ? undefined : [classification],
      analytic: { uid: `${ids[0]}:${ids[1]}`, name: title, type_id: 1, type: 'Rule', version: ids[2] },
    },
    evidences: [
      {
        src_endpoint: source,
        dst_endpoint: destination,
        connection_info: { direction_id: 0, protocol_name: line.slice(open + 2, close).toLowerCase() },
      },
    ],
    raw_data: context.raw,
    unmapped: context.unmapped(
      undefined,
      time,
      more.app_id === undefined && more.action === undefined && network === undefined ? undefined : more,
    ),
  };
}

interface Middle {
  readonly title: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly network: string | undefined;
}

/** `"msg" [**] [Classification: …] [Priority: 3]`, `msg [Classification: …] [Priority: 3]: <eth0>`. */
function middle(text: string): Middle {
  const tags = new Map<string, string>();
  let end = text.length;
  let network: string | undefined;
  // From the end: brackets that the message holds itself come before these.
  for (let count = 0; count < 8; count++) {
    while (end > 0 && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 58)) end--;
    const last = text.charCodeAt(end - 1);
    if (last === 62) {
      const open = text.lastIndexOf('<', end);
      if (open < 0) break;
      network = text.slice(open + 1, end - 1);
      end = open;
    } else if (last === 93) {
      const open = text.lastIndexOf('[', end);
      if (open < 0) break;
      const tag = text.slice(open + 1, end - 1);
      const colon = tag.indexOf(': ');
      if (tag === '**') {
        end = open;
        continue;
      }
      if (colon < 0 && !ACTIONS.has(tag)) break;
      if (colon < 0) tags.set('action', tag);
      else tags.set(tag.slice(0, colon), tag.slice(colon + 2));
      end = open;
    } else break;
  }
  let title = text.slice(0, end).trim();
  if (title.length > 1 && title.startsWith('"') && title.endsWith('"')) title = title.slice(1, -1);
  return { title, tags, network };
}

const ACTIONS: ReadonlySet<string> = new Set([
  'Drop',
  'drop',
  'wDrop',
  'Would Drop',
  'Block',
  'block',
  'pass',
  'alert',
]);

/** `192.0.2.7:80`, `2001:db8:0:0:0:0:0:1:80` or an address alone. */
function endpointOf(text: string): NetworkEndpointObject | undefined {
  if (isIp(text)) return { ip: text };
  const colon = text.lastIndexOf(':');
  const port = digits(text.slice(colon + 1));
  const bare = text.slice(0, colon);
  const ip = bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1) : bare;
  return colon > 0 && isIp(ip) && port >= 0 && port <= 65535 ? { ip, port } : undefined;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `11/23-09:00:01.123456`, `11/23/26-…`, `11/23/2026-…` */
function timeOf(text: string, reference: number): number {
  const dash = text.indexOf('-');
  const month = digits(text.slice(0, 2));
  const date = text.slice(0, dash).split('/');
  const point = text.indexOf('.', dash);
  const clock = text.slice(dash + 1, point < 0 ? text.length : point);
  const fraction = point < 0 ? 0 : digits(text.slice(point + 1, point + 4).padEnd(3, '0'));
  if (dash < 5 || clock.length !== 8 || fraction < 0 || month < 1 || month > 12) return Number.NaN;
  const year = date[2];
  // With a year, the year's last moment is the reference.
  const latest =
    year === undefined
      ? reference
      : Date.UTC((year.length === 2 ? 2000 : 0) + Math.max(0, digits(year)), 11, 30, 23, 59, 59, 999);
  return parseBsd(`${MONTHS.slice(month * 3 - 3, month * 3)} ${date[1]} ${clock}`, 0, latest) + fraction;
}
