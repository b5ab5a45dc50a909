import { UNKNOWN } from '../../ocsf/build';
import type {
  GroupObject,
  ManagedEntityObject,
  PolicyObject,
  SessionObject,
  UserObject,
} from '../../ocsf/generated/types';
import { parseIso } from '../time';
import { data, type JsonObject, obj, text } from '../values';
import type { Call } from './call';

/**
 * Whom or what an identity operation was about, from `requestParameters` and `responseElements`. A call that was
 * denied has neither: then the resource that the error message names is all there is.
 */

/** What the answer says of the thing made: `{"user":{"arn":…}}`. */
const answer = (call: Call, name: string): JsonObject => obj(obj(call.event.responseElements)[name]);

/** The ARN of `… is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::1:user/bob because …`. */
export function deniedResource(message: string | undefined): string | undefined {
  if (message === undefined) return undefined;
  const at = message.indexOf(' on resource: arn:');
  if (at < 0) return undefined;
  const start = at + 14;
  const end = message.indexOf(' ', start);
  return message.slice(start, end < 0 ? message.length : end);
}

const nameOf = (arn: string | undefined): string | undefined =>
  arn === undefined ? undefined : text(arn.slice(arn.lastIndexOf('/') + 1));

/** The account in `arn:aws:iam::123456789012:user/bob`. */
function accountOf(arn: string | undefined): UserObject['account'] {
  const account = arn === undefined ? undefined : text(arn.split(':', 5)[4]);
  return account === undefined ? undefined : { uid: account };
}

/**
 * The user that was changed. IAM takes the caller where no name is given (CreateAccessKey, ChangePassword, …).
 * @param caller who called, if it is a user
 */
export function changedUser(call: Call, caller: UserObject | undefined): UserObject {
  const parameters = obj(call.event.requestParameters);
  const response = obj(call.event.responseElements);
  const made = answer(call, 'user');
  const denied = deniedResource(call.errorMessage);
  const arn = text(made.arn) ?? (denied?.includes(':user/') ? denied : undefined);
  const name =
    text(parameters.userName) ??
    text(made.userName) ??
    text(obj(response.accessKey).userName) ??
    text(obj(response.loginProfile).userName) ??
    nameOf(arn);
  const id = text(made.userId) ?? text(parameters.userId) ?? text(response.userId);
  if (name === undefined && id === undefined && arn === undefined)
    return call.errorCode === undefined || call.operation === 'ChangePassword'
      ? (caller ?? { name: UNKNOWN })
      : { name: UNKNOWN };
  return {
    type: 'User',
    type_id: 1,
    name,
    uid: arn ?? id,
    uid_alt: arn === undefined ? undefined : id,
    account: accountOf(arn),
  };
}

/** OCSF has no type of its own for a role: it is a user of another type. */
export function changedRole(call: Call): UserObject {
  const parameters = obj(call.event.requestParameters);
  const made = answer(call, 'role');
  const denied = deniedResource(call.errorMessage);
  const arn = text(made.arn) ?? (denied?.includes(':role/') ? denied : undefined);
  const name =
    text(parameters.roleName) ?? text(made.roleName) ?? nameOf(arn) ?? text(parameters.aWSServiceName);
  return {
    type: 'Role',
    type_id: 99,
    name: name ?? (arn === undefined ? UNKNOWN : undefined),
    uid: arn,
    uid_alt: text(made.roleId),
    account: accountOf(arn),
  };
}

export function changedGroup(call: Call): GroupObject {
  const parameters = obj(call.event.requestParameters);
  const response = obj(call.event.responseElements);
  const made = answer(call, 'group');
  const denied = deniedResource(call.errorMessage);
  const arn = text(made.arn) ?? (denied?.includes(':group/') ? denied : undefined);
  const id = text(made.groupId) ?? text(parameters.groupId) ?? text(response.groupId);
  const name =
    text(parameters.groupName) ?? text(made.groupName) ?? text(parameters.displayName) ?? nameOf(arn);
  return {
    name: name ?? ((arn ?? id) ? undefined : (text(parameters.membershipId) ?? UNKNOWN)),
    uid: arn ?? id,
    uid_alt: arn === undefined ? undefined : id,
  };
}

/** Who was put into a group or taken out of it. */
export function memberOf(call: Call): UserObject | undefined {
  const parameters = obj(call.event.requestParameters);
  const name = text(parameters.userName);
  const uid = text(parameters.memberId) ?? text(obj(parameters.memberId).userId);
  return name === undefined && uid === undefined ? undefined : { type: 'User', type_id: 1, name, uid };
}

/** A policy that was attached or detached: a managed one by its ARN, one written into the user by its name. */
export function policiesOf(call: Call): PolicyObject[] | undefined {
  const parameters = obj(call.event.requestParameters);
  const uid = text(parameters.policyArn) ?? text(parameters.permissionsBoundary);
  const name = text(parameters.policyName);
  if (uid === undefined && name === undefined) return undefined;
  const attached = text(parameters.permissionsBoundary) === undefined ? undefined : 'permissions boundary';
  return [{ uid, name, type: attached, data: data(parameters.policyDocument) }];
}

export function changedPolicy(call: Call): ManagedEntityObject {
  const parameters = obj(call.event.requestParameters);
  const made = answer(call, 'policy');
  const denied = deniedResource(call.errorMessage);
  const uid =
    text(made.arn) ??
    text(parameters.policyArn) ??
    text(parameters.policyId) ??
    (denied?.includes(':policy/') ? denied : undefined);
  const name = text(parameters.policyName) ?? text(made.policyName) ?? text(parameters.name) ?? nameOf(uid);
  return {
    type: 'Policy',
    type_id: 5,
    name: name ?? (uid === undefined ? UNKNOWN : undefined),
    uid,
    version: text(parameters.versionId) ?? text(answer(call, 'policyVersion').versionId),
    data: data(parameters.policyDocument ?? parameters.content),
  };
}

/** Whose session was asked for: the role's, the federated user's, or else the caller's own. */
export function sessionUser(call: Call, caller: UserObject | undefined): UserObject {
  const parameters = obj(call.event.requestParameters);
  const role = text(parameters.roleArn);
  const assumed = answer(call, 'assumedRoleUser');
  const federated = answer(call, 'federatedUser');
  const uid = text(assumed.arn) ?? text(federated.arn) ?? role ?? deniedResource(call.errorMessage);
  const name = text(parameters.roleSessionName) ?? (role === undefined ? text(parameters.name) : undefined);
  if (uid === undefined && name === undefined) return caller ?? { name: UNKNOWN };
  const isRole = uid?.includes('role/') === true;
  return {
    type: isRole ? 'AssumedRole' : 'FederatedUser',
    type_id: isRole ? 99 : 1,
    name: name ?? nameOf(uid),
    uid,
    uid_alt: text(assumed.assumedRoleId) ?? text(federated.federatedUserId),
    account: accountOf(uid),
  };
}

/** The credentials that were issued: the access key that the session's own calls carry. */
export function issuedSession(call: Call): SessionObject | undefined {
  const credentials = answer(call, 'credentials');
  const key = text(credentials.accessKeyId);
  if (key === undefined) return undefined;
  return {
    credential_uid: key,
    issuer: text(obj(call.event.requestParameters).roleArn),
    created_time: call.time,
    expiration_time: expiry(credentials.expiration),
  };
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
/** As Java writes it for the United States, before and after CLDR 42: `Nov 30, 2024, 8:43:17 PM`. */
const JAVA_DATE = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)\s([AP])M$/;

function expiry(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const parts = JAVA_DATE.exec(value);
  if (parts === null) {
    const time = parseIso(value);
    return Number.isNaN(time) ? undefined : time;
  }
  const month = MONTHS.indexOf(parts[1] as string) / 3;
  if (!Number.isInteger(month) || month < 0) return undefined;
  const hour = (Number(parts[4]) % 12) + (parts[7] === 'P' ? 12 : 0);
  return Date.UTC(Number(parts[3]), month, Number(parts[2]), hour, Number(parts[5]), Number(parts[6]));
}
