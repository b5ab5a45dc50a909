import { SEVERITY, typeUid, UNKNOWN } from '../../ocsf/build';
import type { DatastoreActivityEvent, HttpHeaderObject } from '../../ocsf/generated/types';
import { arnOf } from '../aws/fields';
import { actorOf, restOfIdentity, userOf } from '../cloudtrail/identity';
import type { EventContext, JsonFormat } from '../format';
import { including, isObject, type JsonObject, obj, rest, text } from '../values';

/**
 * Requests to an S3 Object Lambda access point, as its function gets them.
 *
 *     {"xAmzRequestId":"1a5e…","getObjectContext":{"inputS3Url":"https://…","outputRoute":"…","outputToken":"…"},"configuration":
 *      {"accessPointArn":"arn:aws:s3-object-lambda:eu-west-1:123456789012:accesspoint/redacted","supportingAccessPointArn":"…","payload":""},
 *      "userRequest":{"url":"/report.txt","headers":{…}},"userIdentity":{"type":"IAMUser","arn":"…","userName":"alice",…},"protocolVersion":"1.00"}
 *
 * Datastore Activity (6005): Read, or List for listings. `userIdentity` is CloudTrail's. The event has no time of its
 * own. Under `unmapped`: the request's context, `configuration`, `protocolVersion` and any other field.
 *
 * Field meanings: Amazon S3 User Guide, "Event context format and usage" (S3 Object Lambda); CloudTrail User Guide,
 * "CloudTrail userIdentity element".
 */
export const s3ObjectLambda: JsonFormat = {
  name: 's3-object-lambda',
  title: 'S3 Object Lambda requests',
  kind: 'json',
  classes: [6005],
  sample:
    '{"xAmzRequestId":"1a5ed718-5f53-471d-b6fe-5cf62d88d02a","getObjectContext":{"inputS3Url":"https://ap-123456789012.s3-accesspoint.eu-west-1.amazonaws.com/report.txt","outputRoute":"io-dub-cell001","outputToken":"EXAMPLE"},"configuration":{"accessPointArn":"arn:aws:s3-object-lambda:eu-west-1:123456789012:accesspoint/redacted","supportingAccessPointArn":"arn:aws:s3:eu-west-1:123456789012:accesspoint/ap","payload":""},"userRequest":{"url":"/report.txt","headers":{"Host":"redacted-123456789012.s3-object-lambda.eu-west-1.amazonaws.com","User-Agent":"aws-cli/2"}},"userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012","accessKeyId":"AKIAEXAMPLE","userName":"alice"},"protocolVersion":"1.00"}',
  evidence: 'corpus',
  sources: [
    'Amazon S3 User Guide, "Event context format and usage"',
    'AWS CloudTrail User Guide, "CloudTrail userIdentity element"',
  ],
  fields: [
    ['xAmzRequestId', 'metadata.original_event_uid, api.request.uid'],
    ['userIdentity', 'actor.user.name, actor.user.uid, actor.user.account.uid, actor.session.credential_uid'],
    ['configuration.accessPointArn', 'databucket.uid, databucket.name, cloud.account.uid, cloud.region'],
    ['userRequest.url', 'http_request.url.url_string'],
    ['userRequest.headers', 'http_request.http_headers[].name, http_request.http_headers[].value'],
  ],
  begin: () => map,
};

const PROFILES = ['cloud'] as const;
const PRODUCT = { name: 'S3 Object Lambda', vendor_name: 'AWS' } as const;
const SERVICE = { name: 's3-object-lambda.amazonaws.com' } as const;
const DATABUCKET = 2;
const S3 = 1;
const TAKEN = new Set(['xAmzRequestId', 'userIdentity', 'userRequest']);
const OPERATIONS = [
  ['getObjectContext', 'GetObject', 1],
  ['headObjectContext', 'HeadObject', 1],
  ['listObjectsContext', 'ListObjects', 8],
  ['listObjectsV2Context', 'ListObjectsV2', 8],
] as const;
const MOST_HEADERS = 256;

function map(event: JsonObject, context: EventContext): DatastoreActivityEvent | undefined {
  const { xAmzRequestId: requestId, configuration, userRequest: request } = event;
  if (typeof requestId !== 'string' || !isObject(configuration) || !isObject(request)) return undefined;
  const found = OPERATIONS.find(([name]) => isObject(event[name]));
  const arn = text(configuration.accessPointArn);
  if (found === undefined || arn === undefined) return undefined;
  const [, operation, activity] = found;
  const identity = obj(event.userIdentity);
  const session = obj(identity.sessionContext);
  const { account, region } = arnOf(arn);
  const uid = text(requestId);
  const url = text(request.url);
  const headers: HttpHeaderObject[] = [];
  const sent = obj(request.headers);
  for (const name in sent) {
    const value = sent[name];
    if (typeof value === 'string' && headers.length < MOST_HEADERS) headers.push({ name, value });
  }
  return {
    metadata: context.metadata(s3ObjectLambda.name, PRODUCT, PROFILES, uid),
    time: context.time,
    class_uid: 6005,
    category_uid: 6,
    activity_id: activity,
    type_uid: typeUid(6005, activity),
    type_id: DATABUCKET,
    severity_id: SEVERITY.informational,
    status_id: 0,
    cloud: { provider: 'AWS', account: account === undefined ? undefined : { uid: account }, region },
    actor: actorOf(identity, session, userOf(identity, session)),
    src_endpoint: { name: UNKNOWN },
    api: { operation, service: SERVICE, request: uid === undefined ? undefined : { uid } },
    databucket: { name: arn.slice(arn.lastIndexOf('/') + 1), uid: arn, type_id: S3 },
    http_request: {
      url: url === undefined ? undefined : { url_string: url },
      user_agent: headers.find(({ name }) => name.toLowerCase() === 'user-agent')?.value,
      http_headers: headers,
    },
    raw_data: context.raw,
    unmapped: context.unmapped(
      uid,
      context.time,
      including(rest(event, TAKEN), 'userIdentity', restOfIdentity(identity, session)),
    ),
  };
}
