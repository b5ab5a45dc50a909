import { SEVERITY, typeUid } from '../../ocsf/build';
import type { BaseEventEvent, OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { lineEnd } from '../split';
import { parseEpoch, parseIso } from '../time';
import { statusOf } from '../web/http';
import { VIEWER_FIELDS, viewerEvent } from './cloudfront-request';

/**
 * CloudFront standard logs in W3C form: one viewer request, fields set apart by tabs.
 *
 *     #Version: 1.0
 *     #Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) …
 *     2026-11-23	09:00:09	DUB2-C1	350	192.0.2.7	GET	d111111abcdef8.cloudfront.net	/a	200	https://www.example.com/	curl/8.0	b=c	-	Hit	W1Qp==	www.example.com	https	488	0.834	-	TLSv1.3	TLS_AES_128_GCM_SHA256	Hit	HTTP/2.0	-	-	23245	0.034	Hit	text/html	350	-	-
 *
 * HTTP Activity (4002). The two header lines are one Base Event, and give the fields to the lines after them in the
 * same record; without it they are the 33 of today or, in a shorter line, as many of them. Header values are decoded
 * once; a path and a query stay as they were written. Times are UTC, of the answer's end. The request id is WAF's as
 * well. Under `unmapped` by their names: x-edge-location, cs(Cookie), x-edge-response-result-type, fle-status,
 * fle-encrypted-fields, sc-content-len, sc-range-start, sc-range-end, and fields that the header names beside.
 *
 * Field meanings: Amazon CloudFront Developer Guide, "Standard logging reference"; Amazon Athena User Guide, "Querying
 * Amazon CloudFront logs".
 */
export const cloudfront: LineFormat = {
  name: 'cloudfront',
  title: 'CloudFront standard logs',
  kind: 'line',
  classes: [4002, 0],
  sample:
    '2026-11-23\t09:00:09\tDUB2-C1\t350\t192.0.2.7\tGET\td111111abcdef8.cloudfront.net\t/a\t200\thttps://www.example.com/\tcurl/8.0\tb=c\t-\tHit\tW1Qp==\twww.example.com\thttps\t488\t0.834\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t23245\t0.034\tHit\ttext/html\t350\t-\t-',
  evidence: 'corpus',
  sources: [
    'Amazon CloudFront Developer Guide, "Standard logging reference", "Log file fields"',
    'Amazon Athena User Guide, "Querying Amazon CloudFront logs"',
  ],
  fields: [['date, time', 'time'], ...VIEWER_FIELDS],
  begin() {
    let layout = DEFAULT;
    return (line, context) => {
      const first = line.charCodeAt(0);
      if (first === 35) {
        const header = headerOf(line);
        if (header === undefined) return undefined;
        layout = header;
        return headerEvent(context);
      }
      if (line.indexOf('\t') < 0) return undefined;
      return request(line, layout, context);
    };
  },
  extent(text, start, end) {
    if (!text.startsWith('#Version: ', start)) return undefined;
    const next = text.indexOf('\n', end) + 1;
    if (next === 0 || !text.startsWith('#Fields: ', next)) return undefined;
    const last = lineEnd(text, next);
    return last - next < LONGEST_HEADER && headerOf(text.slice(next, last)) !== undefined ? last : undefined;
  },
};

const LONGEST_HEADER = 8192;
const FIELDS =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end'.split(
    ' ',
  );
/** As many fields as the first logs had. */
const FEWEST = 12;

const PLACED = [
  'date',
  'time',
  'timestamp',
  'timestamp(ms)',
  'c-ip',
  'c-port',
  'c-country',
  'asn',
  'cs-method',
  'cs(Host)',
  'x-host-header',
  'cs-protocol',
  'cs-uri-stem',
  'cs-uri-query',
  'cs-protocol-version',
  'sc-status',
  'cs(Referer)',
  'cs(User-Agent)',
  'x-forwarded-for',
  'x-edge-request-id',
  'cs-bytes',
  'sc-bytes',
  'time-taken',
  'time-to-first-byte',
  'sc-content-type',
  'ssl-protocol',
  'ssl-cipher',
  'x-edge-result-type',
  'x-edge-detailed-result-type',
] as const;
type Placed = (typeof PLACED)[number];

/** Where each field stands in a line; -1 if it does not. */
interface Layout {
  /** Exactly so many fields, or at least FEWEST if it is the default. */
  readonly count: number;
  readonly whole: boolean;
  readonly at: Readonly<Record<Placed, number>>;
  readonly rest: readonly (readonly [name: string, place: number])[];
}

function layoutOf(names: readonly string[], whole: boolean): Layout {
  const place = (name: Placed): number => names.indexOf(name);
  return {
    count: names.length,
    whole,
    // Written out: an object made of a list would be slower to read.
    at: {
      date: place('date'),
      time: place('time'),
      timestamp: place('timestamp'),
      'timestamp(ms)': place('timestamp(ms)'),
      'c-ip': place('c-ip'),
      'c-port': place('c-port'),
      'c-country': place('c-country'),
      asn: place('asn'),
      'cs-method': place('cs-method'),
      'cs(Host)': place('cs(Host)'),
      'x-host-header': place('x-host-header'),
      'cs-protocol': place('cs-protocol'),
      'cs-uri-stem': place('cs-uri-stem'),
      'cs-uri-query': place('cs-uri-query'),
      'cs-protocol-version': place('cs-protocol-version'),
      'sc-status': place('sc-status'),
      'cs(Referer)': place('cs(Referer)'),
      'cs(User-Agent)': place('cs(User-Agent)'),
      'x-forwarded-for': place('x-forwarded-for'),
      'x-edge-request-id': place('x-edge-request-id'),
      'cs-bytes': place('cs-bytes'),
      'sc-bytes': place('sc-bytes'),
      'time-taken': place('time-taken'),
      'time-to-first-byte': place('time-to-first-byte'),
      'sc-content-type': place('sc-content-type'),
      'ssl-protocol': place('ssl-protocol'),
      'ssl-cipher': place('ssl-cipher'),
      'x-edge-result-type': place('x-edge-result-type'),
      'x-edge-detailed-result-type': place('x-edge-detailed-result-type'),
    },
    rest: names
      // Names come from outside: one would be the object's prototype.
      .map((name, at) => [name === 'envelope' || name === '__proto__' ? `_${name}` : name, at] as const)
      .filter(([name]) => !(PLACED as readonly string[]).includes(name)),
  };
}

const DEFAULT = layoutOf(FIELDS, false);

/** The layout of a header that names a field of CloudFront's own (IIS has such headers as well). */
function headerOf(header: string): Layout | undefined {
  const at = header.startsWith('#Fields: ') ? 0 : header.indexOf('\n#Fields: ') + 1;
  if (at === 0 && !header.startsWith('#Fields: ')) return undefined;
  if (header.length - at > LONGEST_HEADER || header.indexOf('x-edge-', at) < 0) return undefined;
  const names = header
    .slice(at + 9)
    .trim()
    .split(/[ \t]/);
  return names.length > 3 && names.length < 128 && new Set(names).size === names.length
    ? layoutOf(names, true)
    : undefined;
}

function headerEvent(context: EventContext): BaseEventEvent {
  return {
    metadata: context.metadata(
      cloudfront.name,
      { name: 'CloudFront', vendor_name: 'AWS' },
      ['cloud'],
      undefined,
    ),
    time: context.time,
    class_uid: 0,
    category_uid: 0,
    activity_id: 99,
    activity_name: 'Header',
    type_uid: typeUid(0, 99),
    severity_id: SEVERITY.informational,
    cloud: { provider: 'AWS' },
    raw_data: context.raw,
    unmapped: context.unmapped(undefined, context.time),
  };
}

/** A value that says something; the logs' `-` may have a space before it. */
function field(values: readonly string[], place: number): string | undefined {
  if (place < 0) return undefined;
  const value = values[place];
  return value === undefined || value === '' || value === '-' || value === ' -' ? undefined : value;
}

function request(line: string, layout: Layout, context: EventContext): OcsfEvent | undefined {
  const { at } = layout;
  const values = line.split('\t', layout.count + 1);
  if (layout.whole ? values.length !== layout.count : values.length < FEWEST || values.length > layout.count)
    return undefined;
  const time = timeOf(values, layout, context);
  const ip = field(values, at['c-ip']);
  const status = field(values, at['sc-status']);
  if (time === undefined || (ip !== undefined && !isIp(ip))) return undefined;
  if (status !== undefined && statusOf(status) < 0) return undefined;
  return viewerEvent(
    cloudfront.name,
    {
      time,
      ip,
      port: field(values, at['c-port']),
      country: field(values, at['c-country']),
      asn: field(values, at.asn),
      method: field(values, at['cs-method']),
      host: field(values, at['cs(Host)']),
      hostHeader: field(values, at['x-host-header']),
      protocol: field(values, at['cs-protocol']),
      stem: field(values, at['cs-uri-stem']),
      query: field(values, at['cs-uri-query']),
      version: field(values, at['cs-protocol-version']),
      status,
      referrer: field(values, at['cs(Referer)']),
      agent: field(values, at['cs(User-Agent)']),
      forwarded: field(values, at['x-forwarded-for']),
      requestUid: field(values, at['x-edge-request-id']),
      received: field(values, at['cs-bytes']),
      sent: field(values, at['sc-bytes']),
      timeTaken: field(values, at['time-taken']),
      firstByte: field(values, at['time-to-first-byte']),
      contentType: field(values, at['sc-content-type']),
      tlsVersion: field(values, at['ssl-protocol']),
      cipher: field(values, at['ssl-cipher']),
      result: field(values, at['x-edge-result-type']),
      detailedResult: field(values, at['x-edge-detailed-result-type']),
      unmapped: rest(values, layout),
    },
    context,
  );
}

/** Of `date` and `time`, or of the one field with both that a distribution may have instead; undefined if it is none. */
function timeOf(values: readonly string[], { at }: Layout, context: EventContext): number | undefined {
  let time = Number.NaN;
  if (at.date >= 0 && at.time >= 0) {
    const date = values[at.date]!;
    if (date.length !== 10) return undefined;
    time = parseIso(`${date}T${values[at.time]!}`);
  } else if (at['timestamp(ms)'] >= 0) time = parseEpoch(Number(values[at['timestamp(ms)']]));
  else if (at.timestamp >= 0) time = parseEpoch(Number(values[at.timestamp]));
  else return context.time;
  return Number.isNaN(time) ? undefined : time;
}

function rest(values: readonly string[], layout: Layout): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, place] of layout.rest) {
    const value = field(values, place);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
