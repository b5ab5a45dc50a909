/**
 * Which OCSF class an operation belongs to, by OCSF 1.8's own definitions; what is not here is API Activity (6003),
 * whose definition names CloudTrail.
 *
 * - Authentication (3002), "attempts to log on or log off … as well as other key stages within the authentication
 *   process": console sign-ins, and whatever issues the credentials of a new session (AssumeRole…, GetSessionToken,
 *   GetFederationToken). OCSF's dossier for CloudTrail puts AssumeRole here too, the role's session being `user`.
 *   GetCallerIdentity issues nothing and stays an API call.
 * - Account Change (3001), "a user/role being created, changed, deleted, renamed, disabled, enabled", with activities
 *   for passwords, authentication factors, and for policies attached to a user or role: so those are here and not in
 *   User Access Management. Access keys and other credentials are changes of their user (Other). A login profile is
 *   the user's console access: Enable, Password Reset, Disable.
 * - Group Management (3006): groups, their members, and policies attached to groups.
 * - User Access Management (3005), "updates to a user's privileges": Identity Center's account assignments, which
 *   give a permission set (`privileges`) to a user; to a group, they are Group Management.
 * - Entity Management (3004), which knows Policy as a type of entity: managed policies themselves.
 *
 * Reads (Get…, List…) of the same services are API Activity.
 */
export type Rule =
  | { readonly to: 'authentication'; readonly activity: 1 | 2 | 6 | 7 }
  | { readonly to: 'account'; readonly activity: AccountActivity; readonly role?: true }
  | { readonly to: 'group'; readonly activity: GroupActivity }
  | { readonly to: 'assignment'; readonly activity: 1 | 2 }
  | { readonly to: 'policy'; readonly activity: 1 | 3 | 4 | 8 | 9 };

type AccountActivity = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 10 | 11 | 99;
type GroupActivity = 1 | 2 | 3 | 4 | 5 | 6 | 99;

type Rules = ReadonlyMap<string, Rule>;

const rules = (...entries: readonly (readonly [operations: string, rule: Rule])[]): Rules =>
  new Map(entries.flatMap(([names, rule]) => names.split(' ').map((name) => [name, rule] as const)));

const logon = (activity: 1 | 2 | 6 | 7): Rule => ({ to: 'authentication', activity });
const user = (activity: AccountActivity): Rule => ({ to: 'account', activity });
const role = (activity: AccountActivity): Rule => ({ to: 'account', activity, role: true });
const group = (activity: GroupActivity): Rule => ({ to: 'group', activity });
const policy = (activity: 1 | 3 | 4 | 8 | 9): Rule => ({ to: 'policy', activity });

const SERVICES: ReadonlyMap<string, Rules> = new Map([
  [
    'sts.amazonaws.com',
    rules([
      'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot GetSessionToken GetFederationToken',
      logon(1),
    ]),
  ],
  [
    'signin.amazonaws.com',
    rules(
      ['ConsoleLogin UserAuthentication ExternalIdPDirectoryLogin', logon(1)],
      ['Logout', logon(2)],
      ['CredentialVerification CredentialChallenge CheckMfa GetSigninToken', logon(6)],
      ['SwitchRole ExitRole RenewRole', logon(7)],
      ['PasswordUpdated', user(3)],
      ['PasswordRecoveryRequested PasswordRecoveryCompleted', user(4)],
      ['EmailUpdated', user(99)],
    ),
  ],
  [
    'sso.amazonaws.com',
    rules(
      ['Authenticate Federate CreateToken CreateTokenWithIAM GetRoleCredentials', logon(1)],
      ['Logout', logon(2)],
      ['StartDeviceAuthorization', logon(6)],
      ['CreateAccountAssignment', { to: 'assignment', activity: 1 }],
      ['DeleteAccountAssignment', { to: 'assignment', activity: 2 }],
    ),
  ],
  [
    'iam.amazonaws.com',
    rules(
      ['CreateUser', user(1)],
      ['CreateLoginProfile', user(2)],
      ['ChangePassword', user(3)],
      ['UpdateLoginProfile', user(4)],
      ['DeleteLoginProfile', user(5)],
      ['DeleteUser', user(6)],
      ['AttachUserPolicy PutUserPolicy PutUserPermissionsBoundary', user(7)],
      ['DetachUserPolicy DeleteUserPolicy DeleteUserPermissionsBoundary', user(8)],
      ['EnableMFADevice', user(10)],
      ['DeactivateMFADevice', user(11)],
      ['UpdateUser TagUser UntagUser ResyncMFADevice', user(99)],
      ['CreateAccessKey UpdateAccessKey DeleteAccessKey', user(99)],
      ['UploadSSHPublicKey UpdateSSHPublicKey DeleteSSHPublicKey', user(99)],
      ['UploadSigningCertificate UpdateSigningCertificate DeleteSigningCertificate', user(99)],
      ['CreateServiceSpecificCredential UpdateServiceSpecificCredential', user(99)],
      ['ResetServiceSpecificCredential DeleteServiceSpecificCredential', user(99)],
      ['CreateRole CreateServiceLinkedRole', role(1)],
      ['DeleteRole DeleteServiceLinkedRole', role(6)],
      ['AttachRolePolicy PutRolePolicy PutRolePermissionsBoundary', role(7)],
      ['DetachRolePolicy DeleteRolePolicy DeleteRolePermissionsBoundary', role(8)],
      ['UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy TagRole UntagRole', role(99)],
      ['AttachGroupPolicy PutGroupPolicy', group(1)],
      ['DetachGroupPolicy DeleteGroupPolicy', group(2)],
      ['AddUserToGroup', group(3)],
      ['RemoveUserFromGroup', group(4)],
      ['DeleteGroup', group(5)],
      ['CreateGroup', group(6)],
      ['UpdateGroup', group(99)],
      ['CreatePolicy', policy(1)],
      ['CreatePolicyVersion DeletePolicyVersion SetDefaultPolicyVersion', policy(3)],
      ['DeletePolicy', policy(4)],
    ),
  ],
  [
    'identitystore.amazonaws.com',
    rules(
      ['CreateUser', user(1)],
      ['DeleteUser', user(6)],
      ['UpdateUser', user(99)],
      ['CreateGroupMembership', group(3)],
      ['DeleteGroupMembership', group(4)],
      ['DeleteGroup', group(5)],
      ['CreateGroup', group(6)],
      ['UpdateGroup', group(99)],
    ),
  ],
  [
    'sso-directory.amazonaws.com',
    rules(
      ['CreateUser', user(1)],
      ['EnableUser', user(2)],
      ['UpdatePassword', user(4)],
      ['DisableUser', user(5)],
      ['DeleteUser', user(6)],
      ['CompleteVirtualMfaDeviceRegistration CompleteWebAuthnDeviceRegistration', user(10)],
      ['DeleteMfaDeviceForUser', user(11)],
      ['UpdateUser', user(99)],
      ['AddMemberToGroup', group(3)],
      ['RemoveMemberFromGroup', group(4)],
      ['DeleteGroup', group(5)],
      ['CreateGroup', group(6)],
      ['UpdateGroup', group(99)],
    ),
  ],
  [
    'organizations.amazonaws.com',
    rules(
      ['CreatePolicy', policy(1)],
      ['UpdatePolicy', policy(3)],
      ['DeletePolicy', policy(4)],
      ['AttachPolicy', policy(8)],
      ['DetachPolicy', policy(9)],
    ),
  ],
]);

/** Undefined: API Activity. */
export const ruleOf = (service: string, operation: string): Rule | undefined =>
  SERVICES.get(service)?.get(operation);

/** What an API call does, by OCSF's activity_id of API Activity. */
export type Activity = 1 | 2 | 3 | 4 | 99;

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
/** No operation of AWS has a longer name. */
const LONGEST_SEEN = 128;

export function activityOf(operation: string, readOnly: unknown): Activity {
  let activity = seen.get(operation);
  if (activity === undefined && !seen.has(operation)) {
    activity = VERBS.get(firstWord(operation));
    if (seen.size < MOST_SEEN && operation.length <= LONGEST_SEEN) seen.set(operation, activity);
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
