import type { ActorObject, UserObject } from '../../ocsf/generated/types';
import { parseIso } from '../time';
import { data, including, type JsonObject, obj, text } from '../values';

/**
 * Who called, from CloudTrail's `userIdentity`: the chain from a session back to whoever stands behind it.
 *
 * - `actor.user`: the identity itself. `uid` is the ARN, `uid_alt` the principal id, `name` the user's name or, of an
 *   assumed role, the session's, which is where a person shows (Identity Center and SAML put the user's name there).
 * - `actor.session`: `issuer` the role or user that gave the credentials, `credential_uid` the access key: the
 *   same key stands in `session.credential_uid` of the Authentication event that issued it.
 * - `actor.idp`: who vouched (SAML, web identity, Identity Center's store).
 * - `actor.app_name`: the service that called on somebody's behalf (`invokedBy`). Where nobody else is named, the
 *   service is the user.
 * - `unmapped.sourceIdentity`: the name set when the first role of a chain was assumed, which no role can change.
 *
 * Source: CloudTrail User Guide, "CloudTrail userIdentity element"; the places are those of OCSF's own dossiers.
 */

/** OCSF user.type_id by `userIdentity.type`; 99 for what is no user but stands for one (a role, an account). */
const TYPES: ReadonlyMap<string, 1 | 2 | 4> = new Map([
  ['IAMUser', 1],
  ['FederatedUser', 1],
  ['SAMLUser', 1],
  ['WebIdentityUser', 1],
  ['IdentityCenterUser', 1],
  ['Directory', 1],
  ['Root', 2],
  ['AWSService', 4],
]);

/** Who it was, as far as it is a user: a person, a role's session, an account or a service. */
export function userOf(identity: JsonObject, session: JsonObject): UserObject | undefined {
  const arn = text(identity.arn);
  const principal = text(identity.principalId);
  const uid = arn ?? principal ?? text(obj(identity.onBehalfOf).userId);
  const account = text(identity.accountId);
  const type = text(identity.type);
  const name =
    text(identity.userName) ??
    sessionName(arn, principal) ??
    issuerName(session) ??
    (type === 'AWSService' ? text(identity.invokedBy) : undefined);
  if (uid === undefined && account === undefined && name === undefined) return undefined;
  return {
    type,
    type_id: type === undefined ? undefined : (TYPES.get(type) ?? 99),
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

export function actorOf(
  identity: JsonObject,
  session: JsonObject,
  user: UserObject | undefined,
): ActorObject {
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

const NO_REST: JsonObject = Object.freeze(Object.create(null));
const IDENTITY = new Set(
  'type arn principalId accountId accessKeyId userName invokedBy identityProvider sessionContext'.split(' '),
);
const SESSION = new Set(['sourceIdentity', 'attributes', 'sessionIssuer']);
const ATTRIBUTES = new Set(['creationDate', 'mfaAuthenticated']);
const ISSUER = new Set(['arn']);

/** What of `userIdentity` has no place above, under its own names; undefined if nothing is left. */
export function restOfIdentity(identity: JsonObject, session: JsonObject): JsonObject | undefined {
  const issuer = left(session.sessionIssuer, ISSUER);
  const attributes = left(session.attributes, ATTRIBUTES);
  const context = left(session, SESSION);
  const own = left(identity, IDENTITY);
  if (issuer === NO_REST && attributes === NO_REST && context === NO_REST)
    return own === NO_REST ? undefined : own;
  let whole = context === NO_REST ? undefined : context;
  if (issuer !== NO_REST) whole = including(whole, 'sessionIssuer', issuer);
  if (attributes !== NO_REST) whole = including(whole, 'attributes', attributes);
  return including(own === NO_REST ? undefined : own, 'sessionContext', whole);
}

/** As `rest`, but empty objects, of which sessions are full, say nothing either. */
function left(value: unknown, taken: ReadonlySet<string>): JsonObject {
  if (typeof value !== 'object' || value === null) return NO_REST;
  const fields = value as JsonObject;
  let kept: Record<string, unknown> | undefined;
  for (const name in fields) {
    if (taken.has(name)) continue;
    const field = data(fields[name]);
    if (field === undefined || field === '' || isEmpty(field)) continue;
    kept ??= Object.create(null) as Record<string, unknown>;
    kept[name] = field;
  }
  return kept ?? NO_REST;
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  for (const _ in value as object) return false;
  return true;
}
