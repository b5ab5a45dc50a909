import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, JsonFormat } from '../format';
import { parseIso } from '../time';
import { type JsonObject, rest, text } from '../values';
import { s3Event } from './s3-request';

/**
 * S3 server access logs as JSON: as S3 delivers them to CloudWatch Logs, and as Panther keeps the lines of its log type
 * AWS.S3ServerAccess.
 *
 *     {"schema_version_id":"V_1_0","bucket_arn":"arn:aws:s3:::reports","bucket_name":"reports","request_time":"2026-11-23T09:00:38.120Z","bucket_owner_id":"79a5…","remote_ip":"192.0.2.7","requester":"arn:aws:iam::123456789012:user/alice","request_id":"3E57427F33A59F07","operation":"REST.GET.OBJECT","key_name":"q3.pdf","request_uri":"GET /q3.pdf HTTP/1.1","http_status":200,"error_code":null}
 *     {"bucket":"reports","time":"2026-11-23 09:00:38.000","remoteip":"192.0.2.7","requester":"arn:aws:iam::123456789012:user/alice","requestid":"3E57427F33A59F07","operation":"REST.GET.OBJECT","httpstatus":403,"errorcode":"AccessDenied"}
 *
 * Datastore Activity (6005), as `s3-access`. Names are read with their underscores or without. Recognised by bucket,
 * operation, request id and time together. What has no place is under `unmapped` by its name. The document's names
 * behind `http_status` could not be looked up: the text log's are taken, with underscores.
 *
 * Field meanings: Amazon S3 User Guide, "Log format in CloudWatch Logs"; Panther, log schema AWS.S3ServerAccess.
 */
export const s3AccessJson: JsonFormat = {
  name: 's3-access-json',
  title: 'S3 server access logs as JSON (CloudWatch Logs, Panther)',
  kind: 'json',
  classes: [6005],
  sample:
    '{"schema_version_id":"V_1_0","bucket_arn":"arn:aws:s3:::reports","bucket_name":"reports","request_time":"2026-11-23T09:00:38.120Z","bucket_owner_id":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be","remote_ip":"192.0.2.7","requester":"arn:aws:iam::123456789012:user/alice","request_id":"3E57427F33A59F07","operation":"REST.GET.OBJECT","key_name":"2026/q3.pdf","request_uri":"GET /2026/q3.pdf HTTP/1.1","http_status":200,"error_code":null,"bytes_sent":2662992}',
  evidence: 'corpus',
  sources: [
    'Amazon S3 User Guide, "Log format in CloudWatch Logs"',
    'Panther, supported logs, AWS.S3ServerAccess',
  ],
  fields: [
    ['bucket_owner_id, bucketowner', 'databucket.owner.uid'],
    ['bucket_name, bucket', 'databucket.name'],
    ['request_time, time', 'time'],
    ['remote_ip, remoteip', 'src_endpoint.ip'],
    ['requester', 'actor.user.uid, actor.user.name, actor.user.account.uid, actor.app_name'],
    ['request_id, requestid', 'api.request.uid, metadata.correlation_uid, metadata.original_event_uid'],
    ['operation', 'api.operation'],
    ['key_name, key', 'databucket.file.path, databucket.file.name'],
    ['request_uri, requesturi', 'http_request.http_method, http_request.url.path, http_request.version'],
    ['http_status, httpstatus', 'http_response.code, status_id'],
    ['error_code, errorcode', 'status_code'],
    ['bytes_sent, bytessent', 'http_response.body_length'],
    ['object_size, objectsize', 'databucket.file.size'],
    ['total_time, totaltime', 'duration'],
    ['referer, referrer', 'http_request.referrer'],
    ['user_agent, useragent', 'http_request.user_agent'],
    ['version_id, versionid', 'databucket.file.version'],
    ['host_header, hostheader', 'dst_endpoint.hostname'],
  ],
  begin: () => map,
};

const NAMES = [
  ['bucket_name', 'bucket'],
  ['request_time', 'time'],
  ['bucket_owner_id', 'bucketowner'],
  ['remote_ip', 'remoteip'],
  ['requester'],
  ['request_id', 'requestid'],
  ['operation'],
  ['key_name', 'key'],
  ['request_uri', 'requesturi'],
  ['http_status', 'httpstatus'],
  ['error_code', 'errorcode'],
  ['bytes_sent', 'bytessent'],
  ['object_size', 'objectsize'],
  ['total_time', 'totaltime'],
  ['referer', 'referrer'],
  ['user_agent', 'useragent'],
  ['version_id', 'versionid'],
  ['host_header', 'hostheader'],
  ['source_region'],
] as const;
const TAKEN: ReadonlySet<string> = new Set(NAMES.flat());

/** Its value, be it a string or a number, under either name. */
function field(value: JsonObject, name: string, other: string): string | undefined {
  const one = value[name] ?? value[other];
  return typeof one === 'number' ? String(one) : text(one);
}

function map(value: JsonObject, context: EventContext): OcsfEvent | undefined {
  const operation = text(value.operation);
  const bucket = field(value, 'bucket_name', 'bucket');
  if (operation === undefined || bucket === undefined || !isOperation(operation)) return undefined;
  const when = field(value, 'request_time', 'time');
  const requestUid = field(value, 'request_id', 'requestid');
  if (when === undefined || requestUid === undefined) return undefined;
  const time = parseIso(when);
  if (Number.isNaN(time)) return undefined;
  return s3Event(
    s3AccessJson.name,
    {
      time,
      owner: field(value, 'bucket_owner_id', 'bucketowner'),
      bucket,
      ip: field(value, 'remote_ip', 'remoteip'),
      requester: text(value.requester),
      requestUid,
      operation,
      key: field(value, 'key_name', 'key'),
      request: field(value, 'request_uri', 'requesturi'),
      status: field(value, 'http_status', 'httpstatus'),
      error: field(value, 'error_code', 'errorcode'),
      bytes: field(value, 'bytes_sent', 'bytessent'),
      size: field(value, 'object_size', 'objectsize'),
      totalTime: field(value, 'total_time', 'totaltime'),
      referrer: field(value, 'referer', 'referrer'),
      agent: field(value, 'user_agent', 'useragent'),
      version: field(value, 'version_id', 'versionid'),
      host: field(value, 'host_header', 'hostheader'),
      region: text(value.source_region),
      unmapped: rest(value, TAKEN) ?? {},
    },
    context,
  );
}

const PREFIXES = ['REST.', 'SOAP.', 'WEBSITE.', 'BATCH.', 'S3.'] as const;
const isOperation = (operation: string): boolean =>
  operation.length < 128 && PREFIXES.some((prefix) => operation.startsWith(prefix));
