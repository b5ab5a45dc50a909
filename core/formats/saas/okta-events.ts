/**
 * Which OCSF class an Okta event type belongs to, by OCSF 1.8's own definitions; what is not here is API Activity
 * (6003). Names: Okta, "Event types".
 */
export type OktaRule =
  | { readonly to: 3002; readonly activity: 1 | 2 | 6 | 7 | 99; readonly mfa?: true }
  | { readonly to: 3001; readonly activity: 1 | 2 | 3 | 4 | 5 | 6 | 9 | 10 | 11 | 12 | 99 }
  | { readonly to: 3005; readonly activity: 1 | 2 }
  | { readonly to: 3006; readonly activity: 1 | 2 | 3 | 4 | 5 | 6 | 99 }
  | { readonly to: 3004; readonly activity: EntityActivity; readonly type: 5 | 7 | 99 }
  | { readonly to: 2004 };

type EntityActivity = 1 | 2 | 3 | 4 | 8 | 9 | 10 | 11 | 12 | 13 | 99;

const on = <Rule extends OktaRule>(rule: Rule, names: string): (readonly [string, OktaRule])[] =>
  names.split(' ').map((name) => [name, rule]);

const RULES: ReadonlyMap<string, OktaRule> = new Map([
  // Sign-in: each of these is an attempt to prove who one is, or the policy's word on it.
  ...on(
    { to: 3002, activity: 1 },
    'user.session.start user.session.access_admin_app app.generic.unauth_app_access_attempt',
  ),
  ...on(
    { to: 3002, activity: 2 },
    'user.session.end user.authentication.slo user.authentication.universal_logout',
  ),
  ...on({ to: 3002, activity: 1, mfa: true }, 'user.authentication.auth_via_mfa'),
  ...on({ to: 3002, activity: 6 }, 'policy.evaluate_sign_on policy.auth_reevaluate.fail'),
  ...on({ to: 3002, activity: 7 }, 'user.session.impersonation.initiate'),
  ...on(
    { to: 3002, activity: 99 },
    'user.session.impersonation.grant user.session.impersonation.extend user.session.impersonation.end user.session.impersonation.revoke user.session.clear user.session.context.change',
  ),
  ...on({ to: 3001, activity: 1 }, 'user.lifecycle.create'),
  ...on(
    { to: 3001, activity: 2 },
    'user.lifecycle.activate user.lifecycle.reactivate user.lifecycle.unsuspend',
  ),
  ...on({ to: 3001, activity: 3 }, 'user.account.update_password'),
  ...on({ to: 3001, activity: 4 }, 'user.account.reset_password user.account.expire_password'),
  ...on({ to: 3001, activity: 5 }, 'user.lifecycle.deactivate user.lifecycle.suspend'),
  ...on({ to: 3001, activity: 6 }, 'user.lifecycle.delete.initiated user.lifecycle.delete.completed'),
  ...on({ to: 3001, activity: 9 }, 'user.account.lock user.account.lock.limit'),
  ...on({ to: 3001, activity: 10 }, 'user.mfa.factor.activate user.mfa.factor.unsuspend'),
  ...on(
    { to: 3001, activity: 11 },
    'user.mfa.factor.deactivate user.mfa.factor.reset_all user.mfa.factor.suspend',
  ),
  ...on(
    { to: 3001, activity: 12 },
    'user.account.unlock user.account.unlock_by_admin user.account.unlock_token',
  ),
  ...on(
    { to: 3001, activity: 99 },
    'user.account.update_profile user.account.update_primary_email user.account.update_secondary_email user.mfa.factor.update user.lifecycle.jit.error.read_only user.credential.enroll user.credential.revoke',
  ),
  ...on({ to: 3005, activity: 1 }, 'user.account.privilege.grant application.user_membership.add'),
  ...on({ to: 3005, activity: 2 }, 'user.account.privilege.revoke application.user_membership.remove'),
  ...on({ to: 3006, activity: 1 }, 'group.privilege.grant'),
  ...on({ to: 3006, activity: 2 }, 'group.privilege.revoke'),
  ...on({ to: 3006, activity: 3 }, 'group.user_membership.add'),
  ...on({ to: 3006, activity: 4 }, 'group.user_membership.remove'),
  ...on({ to: 3006, activity: 5 }, 'group.lifecycle.delete'),
  ...on({ to: 3006, activity: 6 }, 'group.lifecycle.create'),
  ...on({ to: 3006, activity: 99 }, 'group.profile.update group.account.update'),
  ...on({ to: 2004 }, 'security.threat.detected'),
]);

/** Things with a life of their own: a family of event types, and what OCSF calls such a thing. */
const FAMILIES: readonly (readonly [prefix: string, type: 5 | 7 | 99])[] = [
  ['policy.lifecycle.', 5],
  ['policy.rule.', 5],
  ['zone.', 7],
  ['application.lifecycle.', 99],
  ['application.policy.', 5],
  ['system.idp.lifecycle.', 99],
  ['system.api_token.', 99],
  ['system.mfa.factor.', 99],
  ['iam.role.', 99],
  ['iam.resourceset.', 99],
];

const WORDS: ReadonlyMap<string, EntityActivity> = new Map([
  ['create', 1],
  ['add', 1],
  ['update', 3],
  ['delete', 4],
  ['remove', 4],
  ['revoke', 4],
  ['enable', 8],
  ['disable', 9],
  ['activate', 10],
  ['deactivate', 11],
  ['suspend', 12],
  ['unsuspend', 13],
]);

export function ruleOf(kind: string): OktaRule | undefined {
  const rule = RULES.get(kind);
  if (rule !== undefined) return rule;
  if (kind.startsWith('user.authentication.')) return LOGON;
  for (const [prefix, type] of FAMILIES)
    if (kind.startsWith(prefix))
      return { to: 3004, type, activity: WORDS.get(kind.slice(kind.lastIndexOf('.') + 1)) ?? 99 };
  return undefined;
}

const LOGON: OktaRule = { to: 3002, activity: 1 };
