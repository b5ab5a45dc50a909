import { mapper, takers } from './data-support';

/** Events written from Okta's schema of LogEvent. */
const okta = mapper('okta');

const event = (eventType: string, more: object = {}) => ({
  uuid: '0c1c2f6e',
  published: '2026-11-23T09:00:00.123Z',
  eventType,
  version: '0',
  severity: 'INFO',
  displayMessage: 'something happened',
  actor: {
    id: '00u1',
    type: 'User',
    alternateId: 'alice@example.com',
    displayName: 'Alice',
    detailEntry: null,
  },
  client: {
    ipAddress: '192.0.2.7',
    device: 'Computer',
    zone: 'null',
    id: null,
    userAgent: { rawUserAgent: 'Mozilla/5.0', os: 'Windows 10', browser: 'CHROME' },
    geographicalContext: {
      city: 'Dublin',
      state: 'Leinster',
      country: 'Ireland',
      postalCode: null,
      geolocation: { lat: 53.3, lon: -6.2 },
    },
  },
  outcome: { result: 'SUCCESS', reason: null },
  target: null,
  transaction: { type: 'WEB', id: 'W1', detail: { requestApiTokenId: '00T1' } },
  debugContext: { debugData: { requestId: 'W1', requestUri: '/api/v1/x?a=1', dtHash: 'f0' } },
  authenticationContext: { externalSessionId: '102x', rootSessionId: '101r', authenticationStep: 0 },
  securityContext: { asNumber: 64496, asOrg: 'example', isp: 'isp', domain: 'example.net', isProxy: true },
  request: { ipChain: [{ ip: '192.0.2.7', version: 'V4' }] },
  ...more,
});

const bob = { id: '00u2', type: 'User', alternateId: 'bob@example.com', displayName: 'Bob' };
const app = {
  id: '0oa1',
  type: 'AppInstance',
  alternateId: 'CRM',
  displayName: 'CRM',
  detailEntry: { signOnModeType: 'SAML_2_0' },
};
const group = { id: '00g1', type: 'UserGroup', alternateId: 'unknown', displayName: 'Admins' };

test('a failed sign-in: who, from where, with what, why not', () => {
  const found = okta(
    event('user.session.start', { outcome: { result: 'FAILURE', reason: 'LOCKED_OUT' }, target: [app] }),
  );
  expect(found).toMatchObject({
    class_uid: 3002,
    activity_id: 1,
    time: Date.UTC(2026, 10, 23, 9, 0, 0, 123),
    status_id: 2,
    status_detail: 'LOCKED_OUT',
    message: 'something happened',
    user: {
      name: 'alice@example.com',
      uid: '00u1',
      full_name: 'Alice',
      type_id: 1,
      email_addr: 'alice@example.com',
    },
    actor: { session: { uid: '102x', uid_alt: '101r', credential_uid: '00T1' } },
    src_endpoint: {
      ip: '192.0.2.7',
      type_id: 2,
      os: { name: 'Windows 10', type_id: 100 },
      location: { city: 'Dublin', region: 'Leinster', desc: 'Ireland', lat: 53.3, long: -6.2 },
      autonomous_system: { number: 64496, name: 'example' },
    },
    http_request: { user_agent: 'Mozilla/5.0', url: { path: '/api/v1/x', query_string: 'a=1' } },
    api: { operation: 'user.session.start', request: { uid: 'W1' } },
    service: { name: 'CRM' },
    metadata: { original_event_uid: '0c1c2f6e', correlation_uid: 'W1', event_code: 'user.session.start' },
  });
  // Nothing of the rest is lost, and what an attribute has is not there twice.
  expect(found.unmapped).toMatchObject({
    client: { userAgent: { browser: 'CHROME' } },
    debugContext: { debugData: { dtHash: 'f0' } },
    securityContext: { isProxy: true },
    target: [app],
  });
  expect(found.unmapped.request).toBeUndefined();
});

test.each([
  ['user.session.end', {}, 3002, 2],
  ['user.authentication.sso', {}, 3002, 1],
  ['policy.evaluate_sign_on', { outcome: { result: 'CHALLENGE' } }, 3002, 6],
  ['user.session.impersonation.initiate', {}, 3002, 7],
  ['user.lifecycle.create', { target: [bob] }, 3001, 1],
  ['user.lifecycle.suspend', { target: [bob] }, 3001, 5],
  ['user.lifecycle.delete.completed', { target: [bob] }, 3001, 6],
  ['user.account.reset_password', { target: [bob] }, 3001, 4],
  ['user.account.lock', {}, 3001, 9],
  ['user.account.unlock_by_admin', { target: [bob] }, 3001, 12],
  ['user.mfa.factor.activate', { target: [bob] }, 3001, 10],
  ['user.mfa.factor.reset_all', { target: [bob] }, 3001, 11],
  ['user.account.privilege.grant', { target: [bob] }, 3005, 1],
  ['application.user_membership.remove', { target: [bob, app] }, 3005, 2],
  ['group.user_membership.add', { target: [bob, group] }, 3006, 3],
  ['group.lifecycle.delete', { target: [group] }, 3006, 5],
  ['policy.rule.deactivate', { target: [{ id: 'p1', type: 'PolicyRule', displayName: 'Rule 1' }] }, 3004, 11],
  ['zone.update', { target: [{ id: 'z1', type: 'NetworkZone', displayName: 'Office' }] }, 3004, 3],
  ['system.api_token.create', { target: [{ id: 't1', type: 'Token', displayName: 'ci' }] }, 3004, 1],
  ['security.threat.detected', {}, 2004, 1],
  ['system.org.rate_limit.warning', {}, 6003, 99],
  ['application.user_membership.show_password', { target: [app] }, 6003, 99],
])('%s', (kind, more, classUid, activity) => {
  const found = okta(event(kind, more));
  expect([found.class_uid, found.activity_id]).toEqual([classUid, activity]);
});

test('privileges, groups and accounts name whom they are about', () => {
  const granted = okta(
    event('user.account.privilege.grant', {
      target: [bob],
      debugContext: { debugData: { privilegeGranted: 'Super administrator, Read only admin' } },
    }),
  );
  expect(granted.privileges).toEqual(['Super administrator', 'Read only admin']);
  expect(granted.user.name).toBe('bob@example.com');
  expect(granted.actor.user.name).toBe('alice@example.com');
  const joined = okta(event('group.user_membership.add', { target: [bob, group] }));
  expect(joined.group).toEqual({ name: 'Admins', uid: '00g1' });
  expect(joined.user.uid).toBe('00u2');
  expect(joined.unmapped.target).toEqual([bob, group]);
  expect(okta(event('app.oauth2.token.grant', { target: [app] })).resources).toEqual([
    { uid: '0oa1', name: 'CRM', type: 'AppInstance', data: { signOnModeType: 'SAML_2_0' } },
  ]);
});

test('several proxies, a factor, a device, the outcomes that are neither success nor failure', () => {
  const found = okta(
    event('user.authentication.auth_via_mfa', {
      request: { ipChain: [{ ip: '192.0.2.7' }, { ip: '198.51.100.1' }] },
      debugContext: { debugData: { factor: 'OKTA_VERIFY_PUSH' } },
      device: { id: 'guo1', name: 'laptop', os_platform: 'MACOS', managed: true },
      outcome: { result: 'ABANDONED' },
    }),
  );
  expect(found.http_request.x_forwarded_for).toEqual(['192.0.2.7', '198.51.100.1']);
  expect(found.auth_factors).toEqual([{ factor_type_id: 5, factor_type: 'OKTA_VERIFY_PUSH' }]);
  expect(found).toMatchObject({ is_mfa: true, device: { uid: 'guo1', name: 'laptop', is_managed: true } });
  expect(found).toMatchObject({ status_id: 99, status: 'ABANDONED', metadata: { profiles: ['host'] } });
});

test("Panther's lower-case names and time without a zone", () => {
  const { eventType, authenticationContext, published, ...more } = event('user.session.start');
  const found = okta({
    ...more,
    eventtype: eventType,
    authenticationcontext: authenticationContext,
    published: published.replace('T', ' ').replace('Z', ''),
  });
  expect(found.time).toBe(Date.UTC(2026, 10, 23, 9, 0, 0, 123));
  expect(found.actor.session.uid).toBe('102x');
});

test('odd values lose nothing and break nothing', () => {
  const found = okta(
    event('user.session.start', {
      actor: { alternateId: 'unknown', id: 'unknown', type: 'IP address', displayName: null },
      client: 'x',
      target: [null, 'x', { type: 7 }],
      outcome: null,
      published: 'yesterday',
      debugContext: [],
      securityContext: { asNumber: '1' },
      envelope: 1,
    }),
  );
  expect(found).toMatchObject({ status_id: 0, user: { name: 'Unknown' }, unmapped: { _envelope: 1 } });
});

test('what is not of the System Log', () => {
  expect(takers({ eventType: 'user.session.start' })).toEqual(['json']);
  expect(takers({ eventType: 'user.session.start', actor: { id: 'x', type: 'User' } })).toEqual(['json']);
  expect(takers({ eventType: 7, actor: { alternateId: 'x', type: 'User' } })).toEqual(['json']);
});
