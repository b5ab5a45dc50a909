import { mapper, takers } from './data-support';

/** Events of identity providers and services, written from their schemas. */

describe('GitHub audit log', () => {
  const github = mapper('github-audit');
  const event = (action: string, more: object = {}) => ({
    '@timestamp': 1_795_424_400_123,
    _document_id: 'abC1',
    action,
    actor: 'alice',
    actor_id: 4711,
    actor_ip: '192.0.2.7',
    actor_location: { country_code: 'ie' },
    created_at: 1_795_424_400_123,
    org: 'example-org',
    org_id: 99,
    user_agent: 'Mozilla/5.0',
    ...more,
  });

  test('who did what, from where', () => {
    const found = github(
      event('repo.create', {
        repo: 'example-org/app',
        operation_type: 'create',
        hashed_token: 'aGFzaA==',
        request_id: 'A1:B2',
        visibility: 'private',
      }),
    );
    expect(found).toMatchObject({
      class_uid: 6003,
      activity_id: 1,
      time: 1_795_424_400_123,
      status_id: 1,
      actor: { user: { name: 'alice', uid: '4711', type_id: 1 }, session: { credential_uid: 'aGFzaA==' } },
      src_endpoint: { ip: '192.0.2.7', location: { country: 'IE' } },
      http_request: { user_agent: 'Mozilla/5.0' },
      api: { operation: 'repo.create', request: { uid: 'A1:B2' } },
      resources: [
        { name: 'example-org', uid: '99', type: 'organization' },
        { name: 'example-org/app', type: 'repository' },
      ],
      metadata: { original_event_uid: 'abC1', event_code: 'repo.create' },
      unmapped: { visibility: 'private' },
    });
  });

  test.each<[string, object, number, number]>([
    ['org.add_member', { user: 'bob' }, 3006, 3],
    ['org.remove_member', { user: 'bob' }, 3006, 4],
    ['team.add_member', { user: 'bob', team: 'example-org/ops' }, 3006, 3],
    ['team.create', { data: { team: 'example-org/ops' } }, 3006, 6],
    ['repo.add_member', { user: 'bob', repo: 'example-org/app', permission: 'admin' }, 3005, 1],
    ['org.update_member', { user: 'bob', permission: 'admin' }, 3005, 99],
    ['two_factor_authentication.disabled', { user: 'bob' }, 3001, 11],
    ['git.clone', { repo: 'example-org/app' }, 6003, 2],
    ['hook.destroy', {}, 6003, 4],
    ['ip_allow_list_entry.create', {}, 6003, 1],
    ['org.disable_two_factor_requirement', {}, 6003, 3],
    ['protected_branch.policy_override', {}, 6003, 99],
    ['repo.access', { operation_type: 'modify' }, 6003, 3],
  ])('%s', (action, more, classUid, activity) => {
    const found = github(event(action, more));
    expect([found.class_uid, found.activity_id]).toEqual([classUid, activity]);
  });

  test('members and privileges', () => {
    expect(github(event('team.add_member', { user: 'bob', user_id: 5, team: 'ops' }))).toMatchObject({
      group: { name: 'ops', type: 'team' },
      user: { name: 'bob', uid: '5' },
      unmapped: { org: 'example-org' },
    });
    expect(github(event('repo.add_member', { user: 'bob', permission: 'admin' }))).toMatchObject({
      privileges: ['admin'],
      user: { name: 'bob' },
    });
  });

  test('a bot, no address, other names of the time', () => {
    const { '@timestamp': _, created_at, actor_location, actor_ip, ...more } = event('repo.rename');
    const found = github({ ...more, at_sign_timestamp: '2026-11-23 09:00:00.123', actor_is_bot: true });
    expect(found.time).toBe(Date.UTC(2026, 10, 23, 9, 0, 0, 123));
    expect(found.actor.user.type_id).toBe(4);
    expect(found.src_endpoint).toEqual({ name: 'Unknown' });
  });

  test('what is not of it', () => {
    expect(takers({ action: 'user.login', actor: 'alice' })).toEqual(['json']);
    expect(takers({ action: 'login', actor: 'alice', created_at: 1_795_424_400_123, org: 'x' })).toEqual([
      'json',
    ]);
    expect(takers({ action: 'a.b', actor: { name: 'alice' }, created_at: 1, org: 'x' })).toEqual(['json']);
  });
});

describe('GitHub webhooks', () => {
  const hook = mapper('github-webhook');
  const repository = {
    id: 1234,
    full_name: 'example-org/app',
    html_url: 'https://github.com/example-org/app',
    updated_at: '2026-11-23T08:00:00Z',
    private: true,
  };
  const sender = { login: 'alice', id: 4711, type: 'User' };

  test('a pull request is opened', () => {
    const found = hook({
      action: 'opened',
      number: 7,
      pull_request: {
        id: 789,
        number: 7,
        title: 'Fix',
        html_url: 'https://github.com/example-org/app/pull/7',
        created_at: '2026-11-23T08:59:00Z',
        updated_at: '2026-11-23T09:00:00Z',
        body: 'text',
      },
      repository,
      sender,
    });
    expect(found).toMatchObject({
      class_uid: 6001,
      activity_id: 1,
      time: Date.UTC(2026, 10, 23, 9),
      actor: { user: { name: 'alice', uid: '4711', type_id: 1 } },
      api: { operation: 'pull_request.opened' },
      unmapped: { number: 7, repository: { private: true }, pull_request: { body: 'text' } },
    });
    expect(found.web_resources).toEqual([
      {
        name: 'example-org/app',
        uid: '1234',
        url_string: 'https://github.com/example-org/app',
        type: 'repository',
      },
      {
        name: 'Fix',
        uid: '789',
        url_string: 'https://github.com/example-org/app/pull/7',
        type: 'pull_request',
      },
    ]);
  });

  test('a push, with its branch', () => {
    const found = hook({
      ref: 'refs/heads/main',
      before: 'a1',
      after: 'b2',
      created: false,
      deleted: false,
      commits: [],
      head_commit: { id: 'b2', timestamp: '2026-11-23T10:00:00+01:00' },
      pusher: { name: 'alice', email: 'alice@example.com' },
      repository: { ...repository, pushed_at: 1_795_424_460 },
      sender,
    });
    expect(found).toMatchObject({ api: { operation: 'push' }, activity_id: 3, time: 1_795_424_460_000 });
    expect(found.web_resources[1]).toEqual({ name: 'refs/heads/main', uid: 'b2', type: 'ref' });
  });

  test.each<[object, string, number, number]>([
    [{ action: 'deleted' }, 'repository.deleted', 6001, 4],
    [{ action: 'created', issue: { number: 1 }, comment: { id: 9 } }, 'issue_comment.created', 6001, 1],
    [{ action: 'completed', workflow_run: { id: 1 } }, 'workflow_run.completed', 6001, 3],
    [{ pages: [{ page_name: 'Home', action: 'edited' }] }, 'gollum', 6001, 3],
    [{ action: 'added', member: { login: 'bob', id: 5 } }, 'member.added', 3005, 1],
    [
      { action: 'removed', member: { login: 'bob', id: 5 }, team: { name: 'ops', id: 3 } },
      'membership.removed',
      3006,
      4,
    ],
  ])('%j', (more, operation, classUid, activity) => {
    const found = hook({ repository, sender, ...more });
    expect([found.api.operation, found.class_uid, found.activity_id]).toEqual([
      operation,
      classUid,
      activity,
    ]);
  });

  test('who joins an organisation', () => {
    const found = hook({
      action: 'member_added',
      membership: { user: { login: 'bob', id: 5 }, role: 'member' },
      organization: { login: 'example-org', id: 99 },
      sender,
    });
    expect(found).toMatchObject({
      class_uid: 3006,
      activity_id: 3,
      group: { name: 'example-org', uid: '99' },
      user: { name: 'bob' },
    });
  });

  test('what is not of it: Bitbucket, Gitea, anything with a repository', () => {
    expect(takers({ actor: {}, repository, push: {} })).toEqual(['json']);
    expect(takers({ repository, pullrequest: {}, comment: {} })).toEqual(['json']);
    expect(takers({ action: 'opened', repository, sender: { login: 'a', username: 'a' } })).toEqual(['json']);
    expect(takers({ repository: { full_name: 'x' }, action: 'opened', sender })).toEqual(['json']);
    expect(takers({ repository })).toEqual(['json']);
  });
});

describe('Teleport', () => {
  const teleport = mapper('teleport');
  const event = (kind: string, code: string, more: object = {}) => ({
    ei: 3,
    event: kind,
    uid: 'a487975c',
    code,
    time: '2026-11-23T09:00:00.123Z',
    cluster_name: 'teleport.example.com',
    user: 'alice',
    ...more,
  });

  test('a failed login', () => {
    expect(
      teleport(
        event('user.login', 'T1000W', {
          success: false,
          error: 'invalid username',
          method: 'saml',
          'addr.remote': '[2001:db8::7]:34204',
          user_agent: 'Mozilla/5.0',
          mfa_device: { mfa_device_type: 'WebAuthn' },
        }),
      ),
    ).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      status_detail: 'invalid username',
      severity_id: 3,
      user: { name: 'alice' },
      src_endpoint: { ip: '2001:db8::7', port: 34_204 },
      auth_protocol_id: 5,
      auth_factors: [{ factor_type_id: 10 }],
      is_mfa: true,
      metadata: { original_event_uid: 'a487975c', event_code: 'T1000W', sequence: 3 },
    });
  });

  test('a session over SSH, and what runs in it', () => {
    const session = { sid: '8a3f', server_id: 'e759', server_hostname: 'web-1', login: 'root', proto: 'ssh' };
    const start = teleport(
      event('session.start', 'T2000I', {
        ...session,
        'addr.remote': '192.0.2.7:3022',
        'addr.local': '198.51.100.4:22',
      }),
    );
    expect(start).toMatchObject({
      class_uid: 4007,
      activity_id: 1,
      actor: { user: { name: 'alice' }, session: { uid: '8a3f' } },
      src_endpoint: { ip: '192.0.2.7', port: 3022 },
      dst_endpoint: { ip: '198.51.100.4', hostname: 'web-1', uid: 'e759' },
      unmapped: { login: 'root', proto: 'ssh' },
    });
    const command = teleport(
      event('session.command', 'T4000I', {
        ...session,
        path: '/bin/nc',
        program: 'nc',
        argv: ['-l', '80'],
        pid: 7143,
        ppid: 7115,
        return_code: 1,
      }),
    );
    expect(command).toMatchObject({
      class_uid: 1007,
      activity_id: 1,
      process: {
        cmd_line: '/bin/nc -l 80',
        pid: 7143,
        user: { name: 'root' },
        parent_process: { pid: 7115 },
      },
      exit_code: 1,
      device: { uid: 'e759', hostname: 'web-1' },
      metadata: { correlation_uid: '8a3f' },
    });
    expect(
      teleport(
        event('session.network', 'T4002I', {
          ...session,
          src_addr: '192.0.2.9',
          dst_addr: '198.51.100.1',
          dst_port: 1723,
          program: 'nmap',
          pid: 9,
        }),
      ),
    ).toMatchObject({
      class_uid: 4001,
      src_endpoint: { ip: '192.0.2.9' },
      dst_endpoint: { ip: '198.51.100.1', port: 1723 },
      actor: { user: { name: 'alice' }, process: { name: 'nmap', pid: 9 } },
    });
  });

  test.each<[string, string, object, number, number, number]>([
    ['auth', 'T3007W', { error: 'ssh: no' }, 3002, 1, 2],
    ['session.end', 'T2004I', { session_stop: '2026-11-23T09:00:00Z' }, 4007, 2, 1],
    ['session.rejected', 'T1006W', {}, 4007, 5, 2],
    ['exec', 'T3002I', { command: 'ls -l', proto: 'ssh' }, 1007, 1, 1],
    ['exec', 'T3002E', { command: 'ls', error: 'no such file' }, 1007, 1, 2],
    ['session.start', 'T2000I', { kubernetes_cluster: 'k' }, 6003, 99, 1],
    [
      'db.session.query',
      'TDB02I',
      { db_query: 'DELETE FROM t', db_name: 'app', db_service: 'pg' },
      6005,
      99,
      1,
    ],
    ['user.create', 'T1002I', { name: 'bob' }, 3001, 1, 1],
    ['user.delete', 'T1004I', { name: 'bob' }, 3001, 6, 1],
    ['mfa.add', 'T1006I', {}, 3001, 10, 1],
    ['role.created', 'T9000I', { name: 'editor' }, 3004, 1, 1],
    ['lock.created', 'TLK00I', { name: 'l', target: { user: 'bob' } }, 3004, 1, 1],
    ['cert.create', 'TC000I', { identity: { user: 'bob' } }, 3002, 99, 1],
    ['access_request.create', 'T5000I', {}, 6003, 1, 1],
  ])('%s %s', (kind, code, more, classUid, activity, status) => {
    const found = teleport(event(kind, code, more));
    expect(found.class_uid).toBe(classUid);
    if (kind !== 'db.session.query') expect(found.activity_id).toBe(activity);
    expect(found.status_id).toBe(status);
  });

  test('what is not of it', () => {
    expect(takers({ event: 'user.login', code: 'T1000W', uid: 'x' })).toEqual(['json']);
    expect(takers({ event: 'x', code: 'E1000', time: 'x', uid: 'x' })).toEqual(['json']);
    expect(takers({ event: 'x', code: 'T1000X', time: 'x', uid: 'x' })).toEqual(['json']);
  });
});

describe('Slack', () => {
  const slack = mapper('slack-audit');
  const user = { id: 'W1', name: 'alice', email: 'alice@example.com', team: 'T1' };
  const bob = { id: 'W2', name: 'bob', email: 'bob@example.com', team: 'T1' };
  const event = (action: string, entity: object = { type: 'user', user }, more: object = {}) => ({
    id: '0123',
    date_create: 1_795_424_400,
    action,
    actor: { type: 'user', user },
    entity,
    context: {
      location: { type: 'workspace', id: 'E1', name: 'Example', domain: 'example' },
      ua: 'Mozilla/5.0',
      ip_address: '192.0.2.7',
      session_id: 847_288_190_092,
    },
    ...more,
  });

  test('a login', () => {
    expect(slack(event('user_login'))).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      time: 1_795_424_400_000,
      user: { name: 'alice', uid: 'W1', email_addr: 'alice@example.com', org: { uid: 'T1' } },
      actor: { session: { uid: '847288190092' } },
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { user_agent: 'Mozilla/5.0' },
      metadata: { original_event_uid: '0123', tenant_uid: 'E1' },
      unmapped: { context: { location: { name: 'Example' } } },
    });
  });

  test.each<[string, object | undefined, number, number, number]>([
    ['user_login_failed', undefined, 3002, 1, 2],
    ['user_logout', undefined, 3002, 2, 1],
    ['user_session_invalidated', undefined, 3002, 2, 1],
    ['user_created', { type: 'user', user: bob }, 3001, 1, 1],
    ['user_deactivated', { type: 'user', user: bob }, 3001, 5, 1],
    ['role_change_to_owner', { type: 'user', user: bob }, 3005, 1, 1],
    ['role_change_to_user', { type: 'user', user: bob }, 3005, 2, 1],
    [
      'user_channel_join',
      { type: 'channel', channel: { id: 'C1', name: 'ops', privacy: 'private' } },
      3006,
      3,
      1,
    ],
    ['file_downloaded', { type: 'file', file: { id: 'F1', name: 'a.pdf', title: 'A' } }, 6003, 2, 1],
    ['app_installed', { type: 'app', app: { id: 'A1', name: 'bot', scopes: ['chat:write'] } }, 6003, 1, 1],
    ['anomaly', undefined, 2004, 1, 1],
  ])('%s', (action, entity, classUid, activity, status) => {
    const found = slack(event(action, entity));
    expect([found.class_uid, found.activity_id, found.status_id]).toEqual([classUid, activity, status]);
  });

  test('whom and what it was about', () => {
    expect(slack(event('role_change_to_admin', { type: 'user', user: bob }))).toMatchObject({
      user: { name: 'bob' },
      actor: { user: { name: 'alice' } },
      privileges: ['admin'],
    });
    expect(
      slack(event('file_downloaded', { type: 'file', file: { id: 'F1', name: 'a.pdf' } })).resources,
    ).toEqual([{ uid: 'F1', name: 'a.pdf', type: 'file', data: { id: 'F1', name: 'a.pdf' } }]);
    expect(
      slack(event('anomaly', undefined, { details: { reason: ['asn', 'ip_address'] } })).status_detail,
    ).toBe('asn, ip_address');
  });

  test('what is not of it', () => {
    expect(takers({ action: 'user_login', actor: { type: 'user' }, context: {} })).toEqual(['json']);
  });
});

describe('Duo', () => {
  const duo = mapper('duo');
  const event = (more: object = {}) => ({
    access_device: {
      browser: 'Chrome',
      ip: '192.0.2.7',
      location: { city: 'Dublin', country: 'Ireland', state: 'Leinster' },
      os: 'Mac OS X',
      os_version: '10.14',
    },
    application: { key: 'DIY2', name: 'VPN' },
    auth_device: { ip: '198.51.100.9', name: '+353 1 555 0100', key: 'DP5', location: null },
    email: 'alice@example.com',
    event_type: 'authentication',
    factor: 'duo_push',
    isotimestamp: '2026-11-23T09:00:00.123456+00:00',
    reason: 'user_approved',
    result: 'success',
    timestamp: 1_795_424_400,
    txid: '340a',
    user: { groups: ['Staff', 'Ops'], key: 'DU3', name: 'alice' },
    ...more,
  });

  test('a push that was approved', () => {
    expect(duo(event())).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      time: Date.UTC(2026, 10, 23, 9, 0, 0, 123),
      status_id: 1,
      status_detail: 'user_approved',
      user: {
        name: 'alice',
        uid: 'DU3',
        email_addr: 'alice@example.com',
        groups: [{ name: 'Staff' }, { name: 'Ops' }],
      },
      src_endpoint: { ip: '192.0.2.7', location: { city: 'Dublin', desc: 'Ireland' }, os: { type_id: 300 } },
      auth_factors: [
        { factor_type_id: 5, factor_type: 'duo_push', device: { ip: '198.51.100.9', uid: 'DP5' } },
      ],
      is_mfa: true,
      service: { name: 'VPN' },
      metadata: { original_event_uid: '340a' },
      unmapped: { access_device: { browser: 'Chrome' } },
    });
  });

  test.each([
    ['fraud', 2, 4],
    ['denied', 2, 1],
    ['FAILURE', 2, 1],
    ['success', 1, 1],
  ])('%s', (result, status, severity) => {
    const found = duo(event({ result, isotimestamp: undefined }));
    expect([found.status_id, found.severity_id, found.time]).toEqual([status, severity, 1_795_424_400_000]);
  });

  test.each([
    ['phone_call', 3],
    ['sms_passcode', 1],
    ['passcode', 7],
    ['yubikey_code', 6],
    ['u2f_token', 9],
    ['webauthn_security_key', 10],
    ['not_available', 99],
  ])('factor %s', (factor, type) => {
    expect(duo(event({ factor })).auth_factors[0].factor_type_id).toBe(type);
  });

  test("an administrator's action", () => {
    const admin = {
      action: 'user_update',
      description: '{"realname": "Bob"}',
      isotimestamp: '2026-11-23T09:00:00+00:00',
      object: 'bob',
      timestamp: 1_795_424_400,
      username: 'alice',
    };
    expect(duo(admin)).toMatchObject({
      class_uid: 6003,
      activity_id: 3,
      actor: { user: { name: 'alice' } },
      resources: [{ name: 'bob' }],
      unmapped: { description: '{"realname": "Bob"}' },
    });
    expect(duo({ ...admin, action: 'admin_login_error' })).toMatchObject({ class_uid: 3002, status_id: 2 });
  });

  test('what is not of it', () => {
    expect(takers({ access_device: {}, factor: 'x' })).toEqual(['json']);
  });
});

describe('1Password', () => {
  const onepassword = mapper('onepassword');
  const client = {
    app_name: '1Password for Mac',
    app_version: '7',
    ip_address: '192.0.2.7',
    os_name: 'MacOSX',
    os_version: '11.6',
  };
  const alice = { uuid: 'U1', name: 'Alice', email: 'alice@example.com' };

  test('a sign-in', () => {
    const attempt = {
      uuid: 'E1',
      session_uuid: 'S1',
      timestamp: '2026-11-23T09:00:00.5Z',
      country: 'IE',
      category: 'mfa_failed',
      type: 'totp_bad',
      details: null,
      target_user: alice,
      client,
    };
    expect(onepassword(attempt)).toMatchObject({
      class_uid: 3002,
      status_id: 2,
      status_code: 'totp_bad',
      status_detail: 'mfa_failed',
      is_mfa: true,
      time: Date.UTC(2026, 10, 23, 9, 0, 0, 500),
      user: { name: 'alice@example.com', uid: 'U1', full_name: 'Alice' },
      actor: { session: { uid: 'S1' }, app_name: '1Password for Mac' },
      src_endpoint: { ip: '192.0.2.7', location: { country: 'IE' }, os: { name: 'MacOSX', type_id: 300 } },
      unmapped: { client: { app_version: '7' } },
    });
    expect(onepassword({ ...attempt, category: 'success', type: 'credentials_ok' }).status_id).toBe(1);
  });

  test('an item is used', () => {
    const use = {
      uuid: 'E2',
      timestamp: '2026-11-23 09:00:00.591',
      used_version: 2,
      vault_uuid: 'V1',
      item_uuid: 'I1',
      user: alice,
      client,
    };
    expect(onepassword({ ...use, action: 'reveal' })).toMatchObject({
      class_uid: 6003,
      activity_id: 2,
      api: { operation: 'reveal' },
      actor: { user: { name: 'alice@example.com' } },
      resources: [
        { uid: 'I1', type: 'item' },
        { uid: 'V1', type: 'vault' },
      ],
      unmapped: { used_version: 2 },
    });
    expect(onepassword(use).activity_id).toBe(2);
    expect(onepassword({ ...use, action: 'server-update' }).activity_id).toBe(3);
  });

  test.each<[string, string, number, number]>([
    ['join', 'gm', 3006, 3],
    ['leave', 'gm', 3006, 4],
    ['grant', 'uva', 3005, 1],
    ['revoke', 'uva', 3005, 2],
    ['suspend', 'user', 3001, 5],
    ['enblmfa', 'user', 3001, 10],
    ['create', 'vault', 6003, 1],
    ['view', 'report', 6003, 2],
  ])('audit event %s %s', (action, type, classUid, activity) => {
    const found = onepassword({
      uuid: 'E3',
      timestamp: '2026-11-23T09:00:00Z',
      actor_uuid: 'U1',
      actor_details: alice,
      action,
      object_type: type,
      object_uuid: 'O1',
      aux_uuid: 'U2',
      aux_info: 'R',
      session: { uuid: 'S1', login_time: '2026-11-23T08:00:00Z', device_uuid: 'D1', ip: '192.0.2.7' },
    });
    expect([found.class_uid, found.activity_id]).toEqual([classUid, activity]);
    expect(found).toMatchObject({ actor: { user: { uid: 'U1' } }, src_endpoint: { ip: '192.0.2.7' } });
  });
});

describe('Auth0', () => {
  const auth0 = mapper('auth0');
  const data = (type: string, more: object = {}) => ({
    date: '2026-11-23T09:00:00.149Z',
    type,
    description: 'said',
    connection: 'Users',
    connection_id: 'con_1',
    client_id: '1HXW',
    client_name: 'Shop',
    ip: '192.0.2.7',
    user_agent: 'Mozilla/5.0',
    hostname: 'example.eu.auth0.com',
    user_id: 'auth0|1',
    user_name: 'alice@example.com',
    log_id: '9002',
    ...more,
  });

  test('a wrong password, by a stream and by the API alike', () => {
    const expected = {
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      status_detail: 'said',
      time: Date.UTC(2026, 10, 23, 9, 0, 0, 149),
      user: { name: 'alice@example.com', uid: 'auth0|1' },
      actor: { idp: { name: 'Users', uid: 'con_1' }, app_uid: '1HXW' },
      src_endpoint: { ip: '192.0.2.7' },
      service: { name: 'Shop' },
      dst_endpoint: { hostname: 'example.eu.auth0.com' },
      metadata: { event_code: 'fp', original_event_uid: '9002' },
    };
    expect(auth0({ log_id: '9002', data: data('fp') })).toMatchObject(expected);
    expect(auth0(data('fp'))).toMatchObject(expected);
  });

  test.each<[string, number, number, number]>([
    ['s', 3002, 1, 1],
    ['seacft', 3002, 1, 1],
    ['pwd_leak', 3002, 1, 2],
    ['limit_wc', 3002, 1, 2],
    ['gd_auth_rejected', 3002, 1, 2],
    ['slo', 3002, 2, 1],
    ['ss', 3001, 1, 1],
    ['scp', 3001, 3, 1],
    ['sdu', 3001, 6, 1],
    ['gd_enrollment_complete', 3001, 10, 1],
    ['ublkdu', 3001, 12, 1],
    ['api_limit', 6003, 99, 2],
    ['depnote', 6003, 99, 1],
  ])('%s', (type, classUid, activity, status) => {
    const found = auth0({ log_id: '9002', data: data(type) });
    expect([found.class_uid, found.activity_id, found.status_id]).toEqual([classUid, activity, status]);
  });

  test("the Management API's call: who was authorised, for what", () => {
    const call = (statusCode: number) =>
      auth0({
        log_id: '9002',
        data: data('sapi', {
          description: 'Delete a role',
          user_name: undefined,
          details: {
            request: {
              method: 'delete',
              path: '/api/v2/roles/r1',
              auth: {
                user: { user_id: 'auth0|9', name: 'Bob', email: 'bob@example.com' },
                credentials: { jti: 'j1' },
              },
            },
            response: { statusCode, body: {} },
          },
        }),
      });
    expect(call(204)).toMatchObject({
      class_uid: 6003,
      activity_id: 4,
      status_id: 1,
      actor: {
        user: { name: 'bob@example.com', uid: 'auth0|9', full_name: 'Bob' },
        session: { credential_uid: 'j1' },
      },
      http_request: { http_method: 'DELETE', url: { path: '/api/v2/roles/r1' } },
      api: { operation: 'Delete a role', response: { code: 204 } },
    });
    expect(call(403).status_id).toBe(2);
  });

  test('what is not of it', () => {
    expect(takers({ data: { type: 'fp', date: '2026-11-23T09:00:00Z' } })).toEqual(['json']);
    expect(takers({ data: data('Two Words'), log_id: '1' })).toEqual(['json']);
  });
});

test('what partners send by EventBridge is of their own format', () => {
  const auth0 = mapper('auth0')({
    version: '0',
    id: '6a7e',
    'detail-type': 'Auth0 log',
    source: 'aws.partner/auth0.com/example-1/auth0.logs',
    account: '123456789012',
    time: '2026-11-23T09:00:01Z',
    region: 'eu-west-1',
    resources: [],
    detail: {
      log_id: '9002',
      data: {
        date: '2026-11-23T09:00:00Z',
        type: 's',
        description: '',
        client_id: '1HXW',
        ip: '192.0.2.7',
        user_id: 'auth0|1',
      },
    },
  });
  expect(auth0).toMatchObject({
    class_uid: 3002,
    time: Date.UTC(2026, 10, 23, 9),
    unmapped: { eventbridge: { account: '123456789012' } },
  });
});
