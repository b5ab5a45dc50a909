import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { isIp } from '../ip';
import { parseEpoch } from '../time';
import { text } from '../values';
import { statusOf } from '../web/http';
import { VIEWER_FIELDS, viewerEvent } from './cloudfront-request';
import { decimal } from './fields';

/**
 * CloudFront real-time logs, from a Kinesis data stream: one viewer request, fields set apart by tabs, no header.
 *
 *     1795424409.123	192.0.2.7	0.034	200	350	GET	https	d111111abcdef8.cloudfront.net	/a	488	DUB2-C1	W1Qp==	www.example.com	0.834	HTTP/2.0	IPv4	curl/8.0	https://www.example.com/	-	b=c	Hit	-	TLSv1.3	TLS_AES_128_GCM_SHA256	Hit	-	-	text/html	350	-	-	23245	Hit	IE	gzip	*%2F*	*	host:www.example.com%0A	host%0A	1
 *
 * HTTP Activity (4002). Only lines with the fields in their documented order from the first to at least
 * x-edge-result-type (the 25th): a stream of chosen fields does not say which they are; a team's own mapping can. What
 * stands behind cs-headers-count (the 40th), where the years differ, is the list `unmapped.more`. Under `unmapped` by
 * their names as well: x-edge-location, c-ip-version, cs-cookie, x-edge-response-result-type, fle-encrypted-fields,
 * fle-status, sc-content-len, sc-range-start, sc-range-end, cs-accept-encoding, cs-accept,
 * cache-behavior-path-pattern, cs-headers, cs-header-names, cs-headers-count.
 *
 * Field meanings: Amazon CloudFront Developer Guide, "Use real-time logs", "Fields"; AWS CDK and CloudFront API, the
 * `Fields` of a RealtimeLogConfig.
 */
export const cloudfrontRealtime: LineFormat = {
  name: 'cloudfront-realtime',
  title: 'CloudFront real-time logs',
  kind: 'line',
  classes: [4002],
  sample:
    '1795424409.123\t192.0.2.7\t0.034\t200\t350\tGET\thttps\td111111abcdef8.cloudfront.net\t/a\t488\tDUB2-C1\tW1Qp==\twww.example.com\t0.834\tHTTP/2.0\tIPv4\tcurl/8.0\thttps://www.example.com/\t-\tb=c\tHit\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\t-\t-\ttext/html\t350\t-\t-\t23245\tHit\tIE\tgzip\t*%2F*\t*\thost:www.example.com%0A\thost%0A\t1',
  evidence: 'published',
  sources: [
    'Amazon CloudFront Developer Guide, "Use real-time logs", "Fields"',
    'Amazon CloudFront API Reference, RealtimeLogConfig',
  ],
  fields: [['timestamp', 'time'], ...VIEWER_FIELDS, ['c-country', 'src_endpoint.location.country']],
  begin: () => map,
};

const FIELDS =
  'timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host cs-uri-stem cs-bytes x-edge-location x-edge-request-id x-host-header time-taken cs-protocol-version c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher x-edge-result-type fle-encrypted-fields fle-status sc-content-type sc-content-len sc-range-start sc-range-end c-port x-edge-detailed-result-type c-country cs-accept-encoding cs-accept cache-behavior-path-pattern cs-headers cs-header-names cs-headers-count'.split(
    ' ',
  );
const FEWEST = 25;
const MOST = 96;
const KNOWN = new Set(['timestamp', 'c-country', ...VIEWER_FIELDS.flatMap(([names]) => names.split(', '))]);
const REST = FIELDS.map((name, place) => [name, place] as const).filter(([name]) => !KNOWN.has(name));

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const first = line.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return undefined;
  const tab = line.indexOf('\t');
  if (tab < 10 || tab > 17) return undefined;
  const seconds = decimal(line.slice(0, tab));
  if (seconds === undefined) return undefined;
  const time = parseEpoch(seconds);
  const values = line.split('\t', MOST);
  const ip = text(values[1]);
  const version = values[14] as string;
  if (Number.isNaN(time) || values.length < FEWEST || ip === undefined || !isIp(ip)) return undefined;
  if (statusOf(values[3]) < 0 || (version !== '-' && !version.startsWith('HTTP/'))) return undefined;
  const kept: Record<string, unknown> = {};
  for (const [name, place] of REST) {
    const value = text(values[place]);
    if (value !== undefined) kept[name] = value;
  }
  if (values.length > FIELDS.length) kept.more = values.slice(FIELDS.length);
  return viewerEvent(
    cloudfrontRealtime.name,
    {
      time,
      ip,
      port: text(values[31]),
      country: text(values[33]),
      asn: undefined,
      method: text(values[5]),
      host: text(values[7]),
      hostHeader: text(values[12]),
      protocol: text(values[6]),
      stem: text(values[8]),
      query: text(values[19]),
      version: text(version),
      status: text(values[3]),
      referrer: text(values[17]),
      agent: text(values[16]),
      forwarded: text(values[21]),
      requestUid: text(values[11]),
      received: text(values[9]),
      sent: text(values[4]),
      timeTaken: text(values[13]),
      firstByte: text(values[2]),
      contentType: text(values[27]),
      tlsVersion: text(values[22]),
      cipher: text(values[23]),
      result: text(values[24]),
      detailedResult: text(values[32]),
      unmapped: kept,
    },
    context,
  );
}
