import type { OcsfEvent } from '../ocsf/generated/types';
import { Call, NAME } from './cloudtrail/call';
import { apiActivity, byRule, insight } from './cloudtrail/events';
import { ruleOf } from './cloudtrail/operations';
import { type EventContext, type JsonFormat, wrapped } from './format';
import { isObject, type JsonObject, parseJson, rest } from './values';

/**
 * AWS CloudTrail: one API call, sign-in or insight.
 *
 *     {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDA…","arn":"arn:aws:iam::123456789012:user/alice",
 *      "accountId":"123456789012","accessKeyId":"AKIA…","userName":"alice"},"eventTime":"2023-07-10T11:47:39Z",
 *      "eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7",
 *      "userAgent":"aws-cli/2","requestParameters":{…},"responseElements":null,"requestID":"…","eventID":"…","readOnly":false, …}
 *
 * API Activity (6003), but for the operations of cloudtrail/operations.ts, which says why: Authentication (3002),
 * Account Change (3001), Group Management (3006), User Access Management (3005), Entity Management (3004); Insights
 * are Detection Findings (2004). cloudtrail/identity.ts says who called, cloudtrail/subject.ts whom it was about.
 *
 * Comes as a file `{"Records":[…]}`, an array, one event a line, or back to back; `raw_data` is the event's own
 * substring. Also as `aws cloudtrail lookup-events` answers, with the event as text in `CloudTrailEvent`: what stands
 * around it is under `unmapped.lookupEvents`. Under `unmapped`, each by its own name: `eventType`, `eventCategory`,
 * `readOnly`, `managementEvent`, `sourceIdentity`, `sessionCredentialFromConsole`, `vpcEndpointAccountId`,
 * `tlsDetails`, `additionalEventData`, `serviceEventDetails`, what is left of `userIdentity`, `resources` where the
 * class has no place for them, and any other field.
 *
 * Field meanings: AWS CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element";
 * the identity follows OCSF's own dossier for CloudTrail (`uid` the ARN, `uid_alt` the principal id).
 */
export const cloudtrail: JsonFormat = {
  name: NAME,
  title: 'AWS CloudTrail events',
  kind: 'json',
  classes: [6003, 3002, 3001, 3006, 3005, 3004, 2004],
  sample:
    '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012","accessKeyId":"AKIAEXAMPLE","userName":"alice"},"eventTime":"2023-07-10T11:47:39Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7","userAgent":"aws-cli/2","requestParameters":{"instancesSet":{"items":[{"instanceId":"i-0a1b2c3d"}]}},"responseElements":null,"requestID":"8c2d","eventID":"f0a1","readOnly":false,"eventType":"AwsApiCall","recipientAccountId":"123456789012"}',
  evidence: 'corpus',
  sources: [
    'AWS CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element"',
    'OCSF, examples of mappings, AWS CloudTrail',
  ],
  fields: [
    ['userIdentity.arn', 'actor.user.uid'],
    ['userIdentity.principalId', 'actor.user.uid_alt'],
    ['userIdentity.userName, or the session name', 'actor.user.name'],
    ['userIdentity.type', 'actor.user.type, actor.user.type_id'],
    ['userIdentity.accountId', 'actor.user.account.uid'],
    ['userIdentity.accessKeyId', 'actor.session.credential_uid'],
    ['userIdentity.sessionContext.sessionIssuer.arn', 'actor.session.issuer'],
    ['userIdentity.sessionContext.attributes.creationDate', 'actor.session.created_time'],
    ['userIdentity.sessionContext.attributes.mfaAuthenticated', 'actor.session.is_mfa'],
    ['userIdentity.invokedBy', 'actor.app_name'],
    ['eventTime', 'time'],
    ['eventSource', 'api.service.name'],
    ['eventName', 'api.operation'],
    ['requestID', 'api.request.uid'],
    ['requestParameters', 'api.request.data'],
    ['responseElements', 'api.response.data'],
    ['errorCode', 'status_code, api.response.error'],
    ['errorMessage', 'status_detail, api.response.error_message'],
    ['sourceIPAddress', 'src_endpoint.ip, src_endpoint.svc_name, src_endpoint.name'],
    ['vpcEndpointId', 'src_endpoint.uid'],
    ['userAgent', 'http_request.user_agent'],
    ['resources', 'resources[].uid, resources[].type, resources[].owner.account.uid'],
    ['recipientAccountId', 'cloud.account.uid'],
    ['awsRegion', 'cloud.region'],
    ['eventID', 'metadata.original_event_uid'],
    ['sharedEventID', 'metadata.correlation_uid'],
    [
      'requestParameters, responseElements (of IAM and STS)',
      'user, group, entity, privileges, policies, session',
    ],
  ],
  begin: () => map,
};

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (typeof event.CloudTrailEvent === 'string') return lookedUp(event, event.CloudTrailEvent, context);
  return one(event, context);
}

function one(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const operation = event.eventName;
  const service = event.eventSource;
  if (typeof operation !== 'string') return insightOf(event, context);
  if (!isCloudTrail(event, service)) return undefined;
  const call = new Call(event, operation, typeof service === 'string' ? service : undefined, context);
  const rule = call.service === undefined ? undefined : ruleOf(call.service, operation);
  return rule === undefined ? apiActivity(call) : byRule(call, rule);
}

/**
 * Beside an operation, either a service's host name or what every full event has: some tools trim events to the
 * fields they need. S3's notifications have the same names, and `aws:s3` for a source.
 */
function isCloudTrail(event: JsonObject, service: unknown): boolean {
  if (typeof service === 'string')
    return (
      service.endsWith('.amazonaws.com') ||
      (event.eventVersion !== undefined && event.userIdentity !== undefined && !service.startsWith('aws:'))
    );
  return service === undefined && typeof event.eventType === 'string' && event.eventType.startsWith('Aws');
}

function insightOf(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  if (event.eventType !== 'AwsCloudTrailInsight' || !isObject(event.insightDetails)) return undefined;
  return insight(new Call(event, '', undefined, context), event.insightDetails);
}

const LOOKED_UP = new Set(['CloudTrailEvent']);

function lookedUp(outer: JsonObject, text: string, context: EventContext): OcsfEvent | undefined {
  if (typeof outer.EventId !== 'string') return undefined;
  const event = parseJson(text);
  const mapped = isObject(event) ? one(event, context) : undefined;
  return mapped === undefined ? undefined : wrapped(mapped, 'lookupEvents', rest(outer, LOOKED_UP) ?? {});
}
