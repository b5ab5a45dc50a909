import type { OcsfEvent } from '../../ocsf/generated/types';
import type { EventContext, LineFormat } from '../format';
import { parseClf } from '../time';
import { text } from '../values';
import { tokenEnd } from '../web/http';
import { S3_FIELDS, s3Event } from './s3-request';

/**
 * S3 server access logs: one request to a bucket.
 *
 *     79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be reports [23/Nov/2026:09:00:38 +0000] 192.0.2.7 arn:aws:sts::123456789012:assumed-role/Auditor/alice 3E57427F33A59F07 REST.GET.OBJECT 2026/q3.pdf "GET /2026/q3.pdf?x-id=GetObject HTTP/1.1" 200 - 2662992 3462992 70 10 "https://www.example.com/" "aws-cli/2" 3HL4kqtJvjVBH40Nrjfkd s9lzHYrFp76= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader reports.s3.eu-west-1.amazonaws.com TLSv1.2 - Yes eu-west-1
 *     79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be reports [23/Nov/2026:09:00:38 +0000] - AmazonS3 3E57427F33A59F08 S3.EXPIRE.OBJECT 2020/q3.pdf "-" - - - 3462992 - - "-" "-" - s9lzHYrFp76= - - - - - - -
 *
 * Datastore Activity (6005). Any field may be `-`; later years put more behind the last, and older lines end early. A
 * quote within the referrer or the user agent does no harm: after the agent there are none. The request id is
 * CloudTrail's as well. Under `unmapped`: turn_around_time, host_id, signature_version, cipher_suite,
 * authentication_type (`QueryString`: a presigned URL), tls_version, access_point_arn, acl_required, and a request
 * that is no HTTP.
 *
 * Field meanings: Amazon S3 User Guide, "Amazon S3 server access log format"; Elastic, `aws.s3access` fields.
 */
export const s3Access: LineFormat = {
  name: 's3-access',
  title: 'S3 server access logs',
  kind: 'line',
  classes: [6005],
  sample:
    '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be reports [23/Nov/2026:09:00:38 +0000] 192.0.2.7 arn:aws:sts::123456789012:assumed-role/Auditor/alice 3E57427F33A59F07 REST.GET.OBJECT 2026/q3.pdf "GET /2026/q3.pdf?x-id=GetObject HTTP/1.1" 200 - 2662992 3462992 70 10 "https://www.example.com/" "aws-cli/2" 3HL4kqtJvjVBH40Nrjfkd s9lzHYrFp76= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader reports.s3.eu-west-1.amazonaws.com TLSv1.2 - Yes eu-west-1',
  evidence: 'corpus',
  sources: [
    'Amazon S3 User Guide, "Amazon S3 server access log format"',
    'Elastic, Filebeat, exported AWS fields, aws.s3access',
  ],
  fields: [
    ...S3_FIELDS,
    ['source region', 'cloud.region'],
    ['Authentication Type', 'unmapped.authentication_type'],
  ],
  begin: () => map,
};

const LONGEST_OWNER = 72;

function map(line: string, context: EventContext): OcsfEvent | undefined {
  const ownerEnd = line.indexOf(' ');
  if (ownerEnd < 1 || ownerEnd > LONGEST_OWNER || (ownerEnd < 32 && ownerEnd !== 1)) return undefined;
  const bucketEnd = line.indexOf(' ', ownerEnd + 1);
  if (bucketEnd < 0 || line.charCodeAt(bucketEnd + 1) !== 91 || line.charCodeAt(bucketEnd + 28) !== 93)
    return undefined;
  const when = parseClf(line.slice(bucketEnd + 2, bucketEnd + 28));
  if (when === undefined) return undefined;
  const head = line.slice(bucketEnd + 30).split(' ', 5);
  const operation = head[3] ?? '';
  if (operation.indexOf('.') < 2 || operation.length > 128) return undefined;
  const requestAt = past(head, bucketEnd + 30);
  const requestEnd = requestEndOf(line, requestAt);
  if (requestEnd < 0) return undefined;
  const request =
    line.charCodeAt(requestAt) === 34 ? text(line.slice(requestAt + 1, requestEnd - 1)) : undefined;
  const middle = line.slice(requestEnd + 1).split(' ', 6);
  const at = past(middle, requestEnd + 1);

  let referrer: string | undefined;
  let agent: string | undefined;
  let rest = at;
  const last = line.lastIndexOf('"');
  if (line.charCodeAt(at) === 34 && last > at) {
    const between = line.indexOf('" "', at);
    if (between > 0 && between + 2 < last) {
      referrer = text(line.slice(at + 1, between));
      agent = text(line.slice(between + 3, last));
    } else referrer = text(line.slice(at + 1, last));
    rest = last + 2;
  } else rest = tokenEnd(line, tokenEnd(line, at) + 1) + 1;
  const more = line.slice(rest).split(' ', 10);
  const host = text(more[5]);
  return s3Event(
    s3Access.name,
    {
      time: when.time,
      owner: text(line.slice(0, ownerEnd)),
      bucket: line.slice(ownerEnd + 1, bucketEnd),
      ip: text(head[0]),
      requester: text(head[1]),
      requestUid: text(head[2]),
      operation,
      key: text(head[4]),
      request,
      status: text(middle[0]),
      error: text(middle[1]),
      bytes: text(middle[2]),
      size: text(middle[3]),
      totalTime: text(middle[4]),
      referrer,
      agent,
      version: text(more[0]),
      host,
      region: text(more[9]),
      unmapped: {
        turn_around_time: text(middle[5]),
        host_id: text(more[1]),
        signature_version: text(more[2]),
        cipher_suite: text(more[3]),
        authentication_type: text(more[4]),
        tls_version: text(more[6]),
        access_point_arn: text(more[7]),
        acl_required: text(more[8]),
      },
    },
    context,
  );
}

/** Where the line goes on after fields that begin at `start`. */
function past(fields: readonly string[], start: number): number {
  let at = start;
  for (const field of fields) at += field.length + 1;
  return at;
}

/** Where the field of the request ends: before a space and a status. It may hold quotes, and be no more than `-`. */
function requestEndOf(line: string, start: number): number {
  if (line.charCodeAt(start) !== 34) {
    const end = tokenEnd(line, start);
    return line.startsWith('-', start) && isStatusAt(line, end + 1) ? end : -1;
  }
  for (let at = line.indexOf('" ', start + 1); at >= 0; at = line.indexOf('" ', at + 1))
    if (isStatusAt(line, at + 2)) return at + 1;
  return -1;
}

/** Three digits or `-`, and a space. */
function isStatusAt(line: string, at: number): boolean {
  if (line.charCodeAt(at) === 45) return line.charCodeAt(at + 1) === 32;
  for (let i = at; i < at + 3; i++) {
    const code = line.charCodeAt(i);
    if (!(code >= 48 && code <= 57)) return false;
  }
  return line.charCodeAt(at + 3) === 32;
}
