import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseEpoch, parseIso } from '../time';
import { type JsonObject, rest, text } from '../values';
import { VIEWER_FIELDS, viewerEvent } from './cloudfront-request';

/**
 * CloudFront standard logs (v2) as JSON, to CloudWatch Logs, Firehose or S3: the fields that were chosen, as strings.
 *
 *     {"date":"2026-11-23","time":"09:00:09","x-edge-location":"DUB2-C1","sc-bytes":"350","c-ip":"192.0.2.7","cs-method":"GET","cs(Host)":"d111111abcdef8.cloudfront.net","cs-uri-stem":"/a","sc-status":"200","x-edge-request-id":"W1Qp==","timestamp(ms)":"1795424409123"}
 *
 * HTTP Activity (4002). An object with a field of CloudFront's own (x-edge-location, x-edge-request-id,
 * x-edge-result-type) and one that places it in time or tells its status. `time` is `timestamp(ms)`, else date and
 * time. All else as in `cloudfront`; the country and the autonomous system of the viewer are in `src_endpoint`. Fields
 * without a place are under `unmapped` by their names.
 *
 * Field meanings: Amazon CloudFront Developer Guide, "Configure standard logging (v2)" and "Standard logging reference";
 * AWS CDK, CfnDistributionAccessLogsRecordFields.
 */
export const cloudfrontJson: JsonFormat = {
  name: 'cloudfront-json',
  title: 'CloudFront standard logs (v2) as JSON',
  kind: 'json',
  classes: [4002],
  sample:
    '{"date":"2026-11-23","time":"09:00:09","x-edge-location":"DUB2-C1","sc-bytes":"350","c-ip":"192.0.2.7","cs-method":"GET","cs(Host)":"d111111abcdef8.cloudfront.net","cs-uri-stem":"/a","sc-status":"200","cs(User-Agent)":"curl/8.0","cs-uri-query":"b=c","x-edge-result-type":"Hit","x-edge-request-id":"W1Qp==","x-host-header":"www.example.com","cs-protocol":"https","cs-bytes":"488","time-taken":"0.834","ssl-protocol":"TLSv1.3","c-country":"IE","asn":"64500","timestamp(ms)":"1795424409123"}',
  evidence: 'published',
  sources: [
    'Amazon CloudFront Developer Guide, "Configure standard logging (v2)", "Standard logging reference"',
    'AWS CDK, CfnDistributionAccessLogsRecordFields',
  ],
  fields: [
    ['timestamp(ms), date, time', 'time'],
    ...VIEWER_FIELDS,
    ['c-country', 'src_endpoint.location.country'],
    ['asn', 'src_endpoint.autonomous_system.number'],
  ],
  begin: () => map,
};

const TAKEN: ReadonlySet<string> = new Set([
  ...VIEWER_FIELDS.flatMap(([names]) => names.split(', ')),
  'date',
  'time',
  'timestamp',
  'timestamp(ms)',
  'c-country',
  'asn',
]);

/** Its value, be it a string or a number, if it says something. */
function field(value: JsonObject, name: string): string | undefined {
  const one = value[name];
  return typeof one === 'number' ? String(one) : text(one);
}

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (
    typeof value['x-edge-location'] !== 'string' &&
    typeof value['x-edge-request-id'] !== 'string' &&
    typeof value['x-edge-result-type'] !== 'string'
  )
    return undefined;
  const time = timeOf(value);
  const status = field(value, 'sc-status');
  if (time === undefined && status === undefined) return undefined;
  return viewerEvent(
    cloudfrontJson.name,
    {
      time: time ?? context.time,
      ip: field(value, 'c-ip'),
      port: field(value, 'c-port'),
      country: field(value, 'c-country'),
      asn: field(value, 'asn'),
      method: field(value, 'cs-method'),
      host: field(value, 'cs(Host)') ?? field(value, 'cs-host'),
      hostHeader: field(value, 'x-host-header'),
      protocol: field(value, 'cs-protocol'),
      stem: field(value, 'cs-uri-stem'),
      query: field(value, 'cs-uri-query'),
      version: field(value, 'cs-protocol-version'),
      status,
      referrer: field(value, 'cs(Referer)') ?? field(value, 'cs-referer'),
      agent: field(value, 'cs(User-Agent)') ?? field(value, 'cs-user-agent'),
      forwarded: field(value, 'x-forwarded-for'),
      requestUid: field(value, 'x-edge-request-id'),
      received: field(value, 'cs-bytes'),
      sent: field(value, 'sc-bytes'),
      timeTaken: field(value, 'time-taken'),
      firstByte: field(value, 'time-to-first-byte'),
      contentType: field(value, 'sc-content-type'),
      tlsVersion: field(value, 'ssl-protocol'),
      cipher: field(value, 'ssl-cipher'),
      result: field(value, 'x-edge-result-type'),
      detailedResult: field(value, 'x-edge-detailed-result-type'),
      unmapped: rest(value, TAKEN),
    },
    context,
  );
}

function timeOf(value: JsonObject): number | undefined {
  const count = field(value, 'timestamp(ms)') ?? field(value, 'timestamp');
  let time = count === undefined ? Number.NaN : parseEpoch(Number(count));
  if (Number.isNaN(time)) {
    const date = text(value.date);
    const clock = text(value.time);
    if (date?.length === 10 && clock !== undefined) time = parseIso(`${date}T${clock}`);
  }
  return Number.isNaN(time) ? undefined : time;
}
