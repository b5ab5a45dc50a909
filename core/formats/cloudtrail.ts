import { SEVERITY, STATUS, STATUS_CAPTION, typeUid, UNKNOWN } from '../ocsf/build';
import type {
  ActorObject,
  ApiActivityEvent,
  AuthenticationEvent,
  NetworkEndpointObject,
  OcsfEvent,
  ProductObject,
  ResourceDetailsObject,
  UserObject,
} from '../ocsf/generated/types';
import type { EventContext, JsonFormat } from './format';
import { isIp } from './ip';
import { parseIso } from './time';
import { bool, data, type JsonObject, obj, str, text } from './values';

/**
 * AWS CloudTrail: one API call or sign-in.
 *
 *     {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDA…","arn":"arn:aws:iam::123456789012:user/alice",
 *      "accountId":"123456789012","accessKeyId":"AKIA…","userName":"alice"},"eventTime":"2023-07-10T11:47:39Z",
 *      "eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7",
 *      "userAgent":"aws-cli/2","requestParameters":{…},"responseElements":null,"requestID":"…","eventID":"…","readOnly":false, …}
 *
 * API Activity (6003); console sign-ins and role switches Authentication (3002). Comes as a file
 * `{"Records":[…]}`, an array, one event a line, or back to back; `raw_data` is the event's own substring.
 * Under `unmapped`: `eventType`, `eventCategory`, `readOnly`, `sharedEventID`, `sourceIdentity`,
 * `sessionCredentialFromConsole`, `additionalEventData`.
 *
 * Field meanings: AWS CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element";
 * the identity follows OCSF's own dossier for CloudTrail (`uid` the ARN, `uid_alt` the principal id).
 */
export const cloudtrail: JsonFormat = {
  name: 'cloudtrail',
  title: 'AWS CloudTrail events',
  kind: 'json',
  classes: [6003, 3002],
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
    ['userIdentity.type', 'actor.user.type'],
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
  ],
  begin: () => map,
};

const PROFILES = ['cloud'] as const;

function map(event: JsonObject, context: EventContext): OcsfEvent | undefined {
  const operation = event.eventName;
  const source = event.eventSource;
  // S3's notifications have the same names, and `aws:s3` for a source.
  if (
    typeof operation !== 'string' ||
    typeof source !== 'string' ||
    event.eventVersion === undefined ||
    event.userIdentity === undefined ||
    source.startsWith('aws:')
  )
    return undefined;
  const identity = obj(event.userIdentity);
  const session = obj(identity.sessionContext);
  // Logstash takes eventTime out and puts it into its own field.
  const when = event.eventTime ?? event['@timestamp'];
  const eventTime = typeof when === 'string' ? parseIso(when) : Number.NaN;
  const time = Number.isNaN(eventTime) ? context.time : eventTime;
  const uid = text(event.eventID);
  return source === 'signin.amazonaws.com' && SIGN_INS[operation] !== undefined
    ? signIn(event, operation, source, identity, session, time, uid, context)
    : apiCall(event, operation, source, identity, session, time, uid, context);
}

function apiCall(
  event: JsonObject,
  operation: string,
  source: string,
  identity: JsonObject,
  session: JsonObject,
  time: number,
  uid: string | undefined,
  context: EventContext,
): ApiActivityEvent {
  const errorCode = text(event.errorCode);
  const errorMessage = text(event.errorMessage);
  const status = errorCode === undefined && errorMessage === undefined ? STATUS.success : STATUS.failure;
  const activity = activityOf(operation, event.readOnly);
  const request = text(event.requestID);
  const parameters = data(event.requestParameters);
  const response = data(event.responseElements);
  return {
    metadata: context.metadata(cloudtrail.name, product(event.eventVersion), PROFILES, uid),
    time,
    class_uid: 6003,
    category_uid: 6,
    activity_id: activity,
    activity_name: activity === 99 ? operation : undefined,
    type_uid: typeUid(6003, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: errorCode,
    status_detail: errorMessage,
    cloud: cloud(event, identity),
    actor: actor(identity, session, userOf(identity, session)),
    src_endpoint: sourceEndpoint(event),
    http_request: userAgent(event),
    api: {
      operation,
      version: text(event.apiVersion),
      service: { name: source },
      request:
        request === undefined && parameters === undefined
          ? undefined
          : { uid: request ?? uid ?? '', data: parameters },
      response:
        response === undefined && status === STATUS.success
          ? undefined
          : { error: errorCode, error_message: errorMessage, data: response },
    },
    resources: resources(event.resources),
    raw_data: context.raw,
    unmapped: {
      eventType: str(event.eventType),
      eventCategory: str(event.eventCategory),
      readOnly: bool(event.readOnly),
      sharedEventID: str(event.sharedEventID),
      sourceIdentity: str(session.sourceIdentity),
      sessionCredentialFromConsole: str(event.sessionCredentialFromConsole),
      additionalEventData: data(event.additionalEventData),
      envelope: context.envelope(uid, time),
    },
  };
}

/** Sign-in events by what they are in OCSF: 1 Logon, 2 Logoff, 6 Preauth, 7 Account Switch. */
const SIGN_INS: { readonly [operation: string]: 1 | 2 | 6 | 7 | undefined } = Object.assign(
  Object.create(null) as object,
  { ConsoleLogin: 1, CredentialVerification: 6, CheckMfa: 6, Logout: 2, SwitchRole: 7, ExitRole: 7 } as const,
);

function signIn(
  event: JsonObject,
  operation: string,
  source: string,
  identity: JsonObject,
  session: JsonObject,
  time: number,
  uid: string | undefined,
  context: EventContext,
): AuthenticationEvent {
  const activity = SIGN_INS[operation] ?? 1;
  const answer = obj(event.responseElements)[operation];
  const errorCode = text(event.errorCode);
  const errorMessage = text(event.errorMessage);
  const failed = answer === 'Failure' || errorCode !== undefined || errorMessage !== undefined;
  const status = failed ? STATUS.failure : STATUS.success;
  const additional = obj(event.additionalEventData);
  const user = userOf(identity, session) ?? { name: UNKNOWN };
  const request = text(event.requestID);
  return {
    metadata: context.metadata(cloudtrail.name, product(event.eventVersion), PROFILES, uid),
    time,
    class_uid: 3002,
    category_uid: 3,
    activity_id: activity,
    type_uid: typeUid(3002, activity),
    severity_id: SEVERITY.informational,
    status_id: status,
    status: STATUS_CAPTION[status],
    status_code: errorCode,
    status_detail: errorMessage,
    cloud: cloud(event, identity),
    user,
    actor: actor(identity, session, user),
    is_mfa: additional.MFAUsed === 'Yes' ? true : additional.MFAUsed === 'No' ? false : undefined,
    is_remote: true,
    service: { name: source },
    src_endpoint: sourceEndpoint(event),
    http_request: userAgent(event),
    api: {
      operation,
      service: { name: source },
      request: request === undefined ? undefined : { uid: request, data: data(event.requestParameters) },
      response: { error: errorCode, error_message: errorMessage, data: data(event.responseElements) },
    },
    raw_data: context.raw,
    unmapped: {
      eventType: str(event.eventType),
      eventCategory: str(event.eventCategory),
      readOnly: bool(event.readOnly),
      sharedEventID: str(event.sharedEventID),
      sourceIdentity: str(session.sourceIdentity),
      sessionCredentialFromConsole: str(event.sessionCredentialFromConsole),
      additionalEventData: data(event.additionalEventData),
      envelope: context.envelope(uid, time),
    },
  };
}

const product = (version: unknown): ProductObject => ({
  name: 'CloudTrail',
  vendor_name: 'AWS',
  version: str(version),
});

function cloud(event: JsonObject, identity: JsonObject): ApiActivityEvent['cloud'] {
  const account = text(event.recipientAccountId) ?? text(identity.accountId);
  return {
    provider: 'AWS',
    account: account === undefined ? undefined : { uid: account },
    region: text(event.awsRegion),
  };
}

/** Who it was, as far as it is a user: a person, a role's session, an account or a service. */
function userOf(identity: JsonObject, session: JsonObject): UserObject | undefined {
  const behalf = obj(identity.onBehalfOf);
  const arn = text(identity.arn);
  const principal = text(identity.principalId);
  const uid = arn ?? principal ?? text(behalf.userId);
  const account = text(identity.accountId);
  const name = text(identity.userName) ?? sessionName(arn, principal) ?? issuerName(session);
  if (uid === undefined && account === undefined && name === undefined) return undefined;
  return {
    type: text(identity.type),
    name,
    uid,
    uid_alt: arn === undefined ? undefined : principal,
    account: account === undefined ? undefined : { uid: account },
  };
}

/** The session's name: `alice` of `arn:aws:sts::1:assumed-role/Admin/alice` or of the principal `AROA…:alice`. */
function sessionName(arn: string | undefined, principal: string | undefined): string | undefined {
  if (arn !== undefined && (arn.includes(':assumed-role/') || arn.includes(':federated-user/')))
    return text(arn.slice(arn.lastIndexOf('/') + 1));
  if (principal === undefined) return undefined;
  const colon = principal.indexOf(':');
  return colon > 0 ? text(principal.slice(colon + 1)) : undefined;
}

const issuerName = (session: JsonObject): string | undefined => text(obj(session.sessionIssuer).userName);

function actor(identity: JsonObject, session: JsonObject, user: UserObject | undefined): ActorObject {
  const attributes = obj(session.attributes);
  const issuer = obj(session.sessionIssuer);
  const created =
    typeof attributes.creationDate === 'string' ? parseIso(attributes.creationDate) : Number.NaN;
  const mfa = attributes.mfaAuthenticated;
  const provider =
    text(obj(session.webIdFederationData).federatedProvider) ?? text(identity.identityProvider);
  const store = text(obj(identity.onBehalfOf).identityStoreArn);
  return {
    user,
    session: {
      issuer: text(issuer.arn) ?? text(issuer.principalId),
      created_time: Number.isNaN(created) ? undefined : created,
      credential_uid: text(identity.accessKeyId) ?? text(identity.credentialId),
      is_mfa: mfa === 'true' || mfa === true ? true : mfa === 'false' || mfa === false ? false : undefined,
    },
    idp: provider === undefined && store === undefined ? undefined : { name: provider, uid: store },
    app_name: text(identity.invokedBy),
  };
}

/** The address, or the AWS service that called on somebody's behalf, whose host name stands in its place. */
function sourceEndpoint(event: JsonObject): NetworkEndpointObject {
  const source = text(event.sourceIPAddress);
  const endpoint = text(event.vpcEndpointId);
  if (source === undefined) return endpoint === undefined ? { name: UNKNOWN } : { uid: endpoint };
  if (isIp(source)) return { ip: source, uid: endpoint };
  if (source.includes('.amazonaws.com')) return { svc_name: source, uid: endpoint };
  return { name: source, uid: endpoint };
}

function userAgent(event: JsonObject): ApiActivityEvent['http_request'] {
  const agent = text(event.userAgent);
  return agent === undefined ? undefined : { user_agent: agent };
}

function resources(value: unknown): ResourceDetailsObject[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const list: ResourceDetailsObject[] = [];
  for (const item of value) {
    const resource = obj(item);
    const uid = text(resource.ARN) ?? text(resource.ARNPrefix);
    if (uid === undefined) continue;
    const account = text(resource.accountId);
    list.push({
      uid,
      type: text(resource.type),
      owner: account === undefined ? undefined : { account: { uid: account } },
    });
  }
  return list.length === 0 ? undefined : list;
}

type Activity = 0 | 1 | 2 | 3 | 4 | 99;

/** An operation's first word, by what it does. What is not here follows `readOnly`. */
const VERBS: ReadonlyMap<string, Activity> = new Map(
  (
    [
      [
        1,
        'Create Run Allocate Register Import Issue Launch Provision Generate Copy Clone Publish Upload Invite',
      ],
      [2, 'Get List Describe Head Lookup Search Query Scan Select View Check Test Validate Verify Simulate'],
      [2, 'Download Preview Estimate Filter Detect Decrypt Discover Export Poll Receive Read'],
      [
        3,
        'Update Modify Put Set Attach Detach Associate Disassociate Enable Disable Start Stop Reboot Change',
      ],
      [
        3,
        'Tag Untag Reset Rotate Restore Authorize Revoke Add Edit Replace Move Rename Configure Apply Grant',
      ],
      [4, 'Delete Remove Terminate Deregister Release Purge Destroy Unsubscribe Cancel'],
    ] as const
  ).flatMap(([activity, words]) => words.split(' ').map((word) => [word, activity] as const)),
);

/** Operations seen, so that each is looked at once; bounded, for names come from outside. */
const seen = new Map<string, Activity | undefined>();
const MOST_SEEN = 4096;

function activityOf(operation: string, readOnly: unknown): Activity {
  let activity = seen.get(operation);
  if (activity === undefined && !seen.has(operation)) {
    activity = VERBS.get(firstWord(operation));
    if (seen.size < MOST_SEEN) seen.set(operation, activity);
  }
  if (activity !== undefined) return activity;
  return readOnly === true ? 2 : 99;
}

/** `Describe` of `DescribeInstances`; of `BatchGetSecretValue`, `Get`. */
function firstWord(operation: string): string {
  const start = operation.startsWith('Batch') ? 5 : 0;
  let end = start + 1;
  while (end < operation.length && operation.charCodeAt(end) >= 97 && operation.charCodeAt(end) <= 122) end++;
  return operation.slice(start, end);
}
