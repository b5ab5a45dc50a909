import { ACTION, SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../../ocsf/build';
import type { CommonEvent, OcsfEvent, UserObject } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { metadataOf } from '../metadata';
import { parseEpoch, parseIso } from '../time';
import { digits, rest, text } from '../values';
import { portOf } from '../web/http';
import { endpointOf, type HttpRequest, recordEvent } from './record';

/**
 * Common Event Format of ArcSight, which many security products write, often within syslog.
 *
 *     CEF:0|Example|Firewall|7.1|100|Connection \| refused|8|rt=1795683600123 src=192.0.2.7 spt=4242 dst=198.51.100.9 dpt=443 suser=alice act=blocked outcome=failure
 *     msg=two words \= one cs1Label=Rule cs1=deny all
 *
 * (one line). Header fields end at `|`, extension values before the next ` key=`; `\|`, `\=`, `\\`, `\n` and `\r` are escapes. What stands before `CEF:`, if it is
 * no syslog header, is under `unmapped.before`. A key that comes twice has its last value, as the format says nothing of it and most readers do so.
 *
 * Authentication (3002) if name, category or event id speak of it, HTTP Activity (4002) where there are method and request, Network
 * Activity (4001) where there is a source or destination, else as of any application: Application Error (6008) from severity 7 on, Base Event (0).
 * Times (`rt`, `start`, `end`) are milliseconds since 1970 or `MMM dd yyyy HH:mm:ss[.SSS][ zzz]`, without a zone in UTC. Under `unmapped`: all other keys,
 * a custom field (`cs1`) by its label where it has one.
 *
 * Field meanings: Micro Focus ArcSight, "Common Event Format Implementation Standard"; Elastic, Filebeat, "decode_cef" and "CEF fields"; Kaspersky Secure Mail Gateway, "CEF
 * messages".
 */
export const cef: LineFormat = {
  name: 'cef',
  title: 'Common Event Format (CEF)',
  kind: 'line',
  classes: [4001, 3002, 4002, 6008, 0],
  sample:
    'CEF:0|Example|Firewall|7.1|100|Connection refused|8|rt=1795683600123 src=192.0.2.7 spt=4242 dst=198.51.100.9 dpt=443 suser=alice act=blocked outcome=failure cs1Label=Rule cs1=deny all',
  evidence: 'published',
  sources: [
    'Micro Focus ArcSight, "Common Event Format Implementation Standard"',
    'Elastic, Filebeat Reference, "decode_cef" and "CEF fields"',
  ],
  fields: [
    [
      'Device Vendor, Device Product, Device Version',
      'metadata.product.vendor_name, metadata.product.name, metadata.product.version',
    ],
    ['Device Event Class ID', 'metadata.event_code'],
    ['Name, msg', 'message'],
    ['Severity', 'severity_id, metadata.log_level'],
    ['rt, start', 'time'],
    ['end', 'end_time'],
    ['externalId', 'metadata.original_event_uid'],
    ['src, shost, spt', 'src_endpoint.ip, src_endpoint.hostname, src_endpoint.port'],
    ['dst, dhost, dpt', 'dst_endpoint.ip, dst_endpoint.hostname, dst_endpoint.port'],
    ['suser, suid, duser, duid', 'user.name, unmapped.user.name'],
    ['act', 'action_id, unmapped.act'],
    ['outcome', 'status_id, status'],
    ['reason', 'status_detail'],
    ['app', 'app_protocol_name'],
    ['requestMethod, request', 'http_request.http_method, http_request.url.path'],
    ['requestClientApplication', 'http_request.user_agent'],
    ['in, out', 'traffic.bytes_in, traffic.bytes_out'],
    ['dvchost, dvc', 'unmapped.dvchost, unmapped.dvc'],
  ],
  begin: () => map,
};

const TAKEN: ReadonlySet<string> = new Set(
  'rt end msg externalId src shost spt dst dhost dpt suser suid duser duid outcome reason requestMethod request requestClientApplication'.split(
    ' ',
  ),
);

/** Before `CEF:` there may be a syslog header that nobody took off. */
const LONGEST_BEFORE = 128;
const MOST_PAIRS = 256;

type Pairs = { readonly [key: string]: string };

interface Cef {
  readonly header: readonly string[];
  readonly pairs: Pairs;
  readonly time: number;
  readonly severity: CommonEvent['severity_id'];
  readonly unmapped: { readonly [name: string]: unknown };
}

function map(line: string, context: EventContext): OcsfEvent | undefined {
  let at = line.startsWith('CEF:') ? 0 : line.slice(0, LONGEST_BEFORE).indexOf(' CEF:') + 1;
  if (at === 0 && line.charCodeAt(0) !== 67) return undefined;
  const before = line.slice(0, at);
  at += 4;
  // CEF:0 or CEF:1, and some put a space before it.
  const header: string[] = [];
  while (header.length < 7) {
    const end = pipe(line, at);
    if (end < 0) {
      if (header.length < 6) return undefined;
      header.push(unescaped(line.slice(at)));
      at = line.length;
    } else {
      header.push(unescaped(line.slice(at, end)));
      at = end + 1;
    }
  }
  if (digits((header[0] ?? '').trim()) < 0) return undefined;
  const pairs = readPairs(line, at);
  const time = timeOf(pairs.rt) ?? timeOf(pairs.start) ?? timeOf(pairs.end) ?? context.time;
  const event: Cef = {
    header,
    pairs,
    time,
    severity: severityOf((header[6] ?? '').trim()),
    unmapped: { before: text(before.trim()), ...labelled(pairs) },
  };
  const about = `${header[4]} ${header[5]} ${pairs.cat ?? ''}`;
  if (about.length < 1024 && LOGON.test(about)) return logon(event, about, context);
  if (text(pairs.requestMethod) !== undefined && text(pairs.request) !== undefined)
    return other(event, context);
  if ((sourceOf(pairs) ?? destinationOf(pairs)) !== undefined) return network(event, context);
  return other(event, context);
}

/** Where the field ends: at a `|` that no backslash stands before. */
function pipe(line: string, start: number): number {
  for (let at = start; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 124) return at;
    else if (code === 10) return -1;
  }
  return -1;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r' };

/** A value longer than this stays as it was written: to take out its escapes would take longer than a line may. */
const LONGEST_ESCAPED = 32_768;

const unescaped = (value: string): string =>
  value.length <= LONGEST_ESCAPED && value.includes('\\')
    ? value.replace(/\\([\\|=nr])/g, (_, letter: string) => ESCAPES[letter] ?? letter)
    : value;

/** `key=value key=value`: a value ends before the space that the next key follows. */
function readPairs(line: string, start: number): Pairs {
  const pairs: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  /** Where the pair's value begins, and its key. */
  let from = -1;
  let key = '';
  let space = start - 1;
  const put = (end: number): void => {
    if (from >= 0) pairs[key] = unescaped(line.slice(from, end).trimEnd());
  };
  for (let at = start; at < line.length && count < MOST_PAIRS; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 32) space = at;
    else if (code === 61 && at > space + 1 && at - space < 130 && isKey(line, space + 1, at)) {
      put(space < start ? start : space);
      key = line.slice(space + 1, at);
      from = at + 1;
      count++;
    }
  }
  put(line.length);
  return pairs;
}

function isKey(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at);
    const isWord =
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 48 && code <= 57) ||
      code === 95 ||
      code === 46 ||
      code === 45;
    if (!isWord) return false;
  }
  return true;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Milliseconds since 1970, `Nov 23 2026 09:00:00.123 +0100` or ISO 8601. */
function timeOf(value: string | undefined): number | undefined {
  if (value === undefined || value.length > 48) return undefined;
  const count = digits(value);
  const time = count >= 0 ? parseEpoch(count) : parseIso(value);
  if (!Number.isNaN(time)) return time;
  const parts =
    /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: ([+-]\d\d:?\d\d|[A-Z]{1,5}))?$/.exec(
      value,
    );
  const month = parts === null ? -1 : MONTHS.indexOf(parts[1] ?? '');
  if (parts === null || month < 0) return undefined;
  const zone = parts[5]?.startsWith('+') || parts[5]?.startsWith('-') ? parts[5] : 'Z';
  const day = `${parts[3]}-${String(month + 1).padStart(2, '0')}-${(parts[2] ?? '').padStart(2, '0')}`;
  const read = parseIso(`${day}T${parts[4]}${zone}`);
  return Number.isNaN(read) ? undefined : read;
}

/** 0 to 10, or their names. */
function severityOf(value: string): CommonEvent['severity_id'] {
  const number = digits(value);
  if (number >= 0)
    return number <= 3
      ? SEVERITY.low
      : number <= 6
        ? SEVERITY.medium
        : number <= 8
          ? SEVERITY.high
          : number <= 10
            ? SEVERITY.critical
            : SEVERITY.unknown;
  switch (value.toLowerCase()) {
    case 'low':
      return SEVERITY.low;
    case 'medium':
      return SEVERITY.medium;
    case 'high':
      return SEVERITY.high;
    case 'very-high':
      return SEVERITY.critical;
    default:
      return SEVERITY.unknown;
  }
}

/** What has no attribute, custom fields by their labels. */
function labelled(pairs: Pairs): { readonly [name: string]: unknown } {
  const left: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(rest(pairs, TAKEN) ?? {})) {
    if (name.endsWith('Label') && pairs[name.slice(0, -5)] !== undefined) continue;
    const label = text(pairs[`${name}Label`]);
    left[label === undefined || label in left || label === 'envelope' || label in pairs ? name : label] =
      value;
  }
  return left;
}

const LOGON = /\blog(?:ged)?[ -]?(?:in|on|off|out)\b|\bauthenticat|\bsign(?:ed)?[ -]?(?:in|out)\b/i;
const LOGOFF = /\blog(?:ged)?[ -]?(?:off|out)\b|\bsign(?:ed)?[ -]?out\b/i;

function outcomeOf(pairs: Pairs): 0 | 1 | 2 {
  const outcome = (pairs.outcome ?? '').toLowerCase();
  if (/^(?:success|succeeded|successful|ok|allowed)/.test(outcome)) return STATUS.success;
  return /^(?:fail|denied|error|blocked)/.test(outcome) ? STATUS.failure : STATUS.unknown;
}

function userOf(name: string | undefined, uid: string | undefined): UserObject | undefined {
  const known = text(name);
  const id = text(uid);
  return known === undefined && id === undefined ? undefined : { name: known, uid: id };
}

const sourceOf = ({ src, shost, spt }: Pairs) => sideOf(src, shost, spt);
const destinationOf = ({ dst, dhost, dpt }: Pairs) => sideOf(dst, dhost, dpt);

function sideOf(address: string | undefined, host: string | undefined, port: string | undefined) {
  const endpoint = endpointOf(text(address), portOf(port));
  const hostname = text(host);
  if (endpoint === undefined) return hostname === undefined ? undefined : { hostname, port: portOf(port) };
  return hostname === undefined || endpoint.hostname !== undefined ? endpoint : { ...endpoint, hostname };
}

const productOf = ([, vendor, name, version]: readonly string[]) => ({
  name: text(name) ?? UNKNOWN,
  vendor_name: text(vendor),
  version: text(version),
});

function common(event: Cef, context: EventContext) {
  const { header, pairs, time } = event;
  const uid = text(pairs.externalId);
  const status = outcomeOf(pairs);
  return {
    metadata: metadataOf(
      context,
      cef.name,
      productOf(header),
      undefined,
      uid,
      text(header[6]?.trim()),
      text(header[4]),
    ),
    time,
    end_time: timeOf(pairs.end),
    severity_id: event.severity,
    message: text(pairs.msg) === undefined ? text(header[5]) : `${header[5]}: ${pairs.msg}`,
    status_id: status,
    status: text(pairs.outcome) ?? STATUS_CAPTION[status],
    status_detail: text(pairs.reason),
    raw_data: context.raw,
  };
}

function logon(event: Cef, about: string, context: EventContext): OcsfEvent {
  const { pairs, header } = event;
  const activity = LOGOFF.test(about) ? 2 : 1;
  // Who signs in is the target, where both are told.
  const user = userOf(pairs.duser, pairs.duid) ?? userOf(pairs.suser, pairs.suid) ?? { name: UNKNOWN };
  const made = common(event, context);
  return {
    metadata: made.metadata,
    time: made.time,
    end_time: made.end_time,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_detail: made.status_detail,
    raw_data: made.raw_data,
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3002, activity),
    user,
    actor: { user: userOf(pairs.suser, pairs.suid) ?? user },
    service: { name: text(pairs.app) ?? productOf(header).name },
    src_endpoint: sourceOf(pairs),
    dst_endpoint: destinationOf(pairs),
    unmapped: context.unmapped(text(pairs.externalId), event.time, event.unmapped),
  };
}

function network(event: Cef, context: EventContext): OcsfEvent {
  const { pairs } = event;
  const act = (pairs.act ?? '').toLowerCase();
  const denied = /^(?:block|den|drop|reject|refus|prevent)/.test(act);
  const allowed = /^(?:allow|accept|pass|permit)/.test(act);
  const activity = denied ? 5 : 6;
  const bytesIn = digits(pairs.in ?? '');
  const bytesOut = digits(pairs.out ?? '');
  const made = common(event, context);
  return {
    metadata: made.metadata,
    time: made.time,
    end_time: made.end_time,
    severity_id: made.severity_id,
    message: made.message,
    status_id: made.status_id,
    status: made.status,
    status_detail: made.status_detail,
    raw_data: made.raw_data,
    class_uid: 4001,
    category_uid: 4,
    activity_id: activity,
    type_uid: typeUid(4001, activity),
    action_id: denied ? ACTION.denied : allowed ? ACTION.allowed : undefined,
    src_endpoint: sourceOf(pairs),
    dst_endpoint: destinationOf(pairs),
    app_protocol_name: text(pairs.app),
    traffic:
      bytesIn < 0 && bytesOut < 0
        ? undefined
        : { bytes_in: bytesIn < 0 ? undefined : bytesIn, bytes_out: bytesOut < 0 ? undefined : bytesOut },
    unmapped: context.unmapped(text(pairs.externalId), event.time, {
      user: userOf(pairs.suser, pairs.suid),
      target_user: userOf(pairs.duser, pairs.duid),
      ...event.unmapped,
    }),
  };
}

/** A request, or anything that has neither source nor destination. */
function other(event: Cef, context: EventContext): OcsfEvent {
  const { pairs } = event;
  const made = common(event, context);
  const code = digits(pairs.cn1 ?? '');
  const http: HttpRequest | undefined =
    text(pairs.requestMethod) === undefined || text(pairs.request) === undefined
      ? undefined
      : {
          method: pairs.requestMethod ?? '',
          target: pairs.request ?? '',
          status: /status|code/i.test(pairs.cn1Label ?? '') && code >= 100 && code <= 999 ? code : undefined,
          agent: text(pairs.requestClientApplication),
        };
  const target = userOf(pairs.duser, pairs.duid);
  const carried = recordEvent(
    {
      format: cef.name,
      product: productOf(event.header),
      time: event.time,
      level: made.metadata.log_level,
      severity: event.severity,
      message: made.message,
      uid: text(pairs.externalId),
      code: made.metadata.event_code,
      user: userOf(pairs.suser, pairs.suid),
      source: sourceOf(pairs),
      destination: destinationOf(pairs),
      http,
      failure: made.status_detail,
      unmapped: target === undefined ? event.unmapped : { ...event.unmapped, target_user: target },
    },
    context,
  );
  return carried;
}
