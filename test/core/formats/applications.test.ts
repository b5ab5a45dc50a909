import { mapper, takers } from './data-support';
import { CONTEXT } from './support';

const AT = Date.UTC(2026, 10, 23, 9, 0, 0);

describe('Keycloak', () => {
  const map = mapper('keycloak');
  const HEAD = '2026-11-23 09:00:00,357 WARN  [org.keycloak.events] (executor-thread-1) ';

  test.each([
    [
      'quoted',
      'type="LOGIN_ERROR", realmId="r-1", realmName="main", clientId="shop", userId="u-1", ipAddress="192.0.2.7", error="invalid_user_credentials", auth_method="openid-connect", redirect_uri="https://shop.example.com/", code_id="c-1", username="alice, the first"',
    ],
    [
      'bare',
      'type=LOGIN_ERROR, realmId=r-1, realmName=main, clientId=shop, userId=u-1, ipAddress=192.0.2.7, error=invalid_user_credentials, auth_method=openid-connect, redirect_uri=https://shop.example.com/, code_id=c-1, username=alice, the first',
    ],
  ])('a sign-in that failed, %s', (_name, fields) => {
    expect(map(HEAD + fields)).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      status_code: 'invalid_user_credentials',
      time: AT + 357,
      user: { name: 'alice, the first', uid: 'u-1' },
      src_endpoint: { ip: '192.0.2.7' },
      service: { name: 'shop' },
      session: { uid: 'c-1' },
      actor: { idp: { name: 'main', uid: 'r-1' } },
      auth_protocol_id: 4,
      metadata: { event_code: 'LOGIN_ERROR', log_level: 'WARN' },
      unmapped: { redirect_uri: 'https://shop.example.com/', thread: 'executor-thread-1' },
    });
  });

  test('a name that was typed takes no other field’s place', () => {
    const event = map(
      `${HEAD}type=LOGIN_ERROR, realmId=r, clientId=c, userId=null, ipAddress=192.0.2.7, error=user_not_found, username=x, ipAddress=198.51.100.1, __proto__=y`,
    );
    expect(event.src_endpoint).toEqual({ ip: '192.0.2.7' });
    expect(event.user).toEqual({ name: 'x' });
  });

  test.each<[string, number, number]>([
    ['LOGIN', 3002, 1],
    ['LOGOUT', 3002, 2],
    ['CODE_TO_TOKEN', 3002, 3],
    ['REFRESH_TOKEN_ERROR', 3002, 5],
    ['IMPERSONATE', 3002, 7],
    ['SOMETHING_NEW', 3002, 99],
    ['REGISTER', 3001, 1],
    ['UPDATE_PASSWORD', 3001, 3],
    ['REMOVE_TOTP', 3001, 11],
    ['UPDATE_PROFILE', 3001, 99],
    ['USER_DISABLED_BY_TEMPORARY_LOCKOUT', 3001, 9],
  ])('%s', (type, classUid, activity) => {
    const event = map(`${HEAD}type="${type}", realmId="r", clientId="c", userId="u", ipAddress="10.0.0.1"`);
    expect([event.class_uid, event.activity_id]).toEqual([classUid, activity]);
    expect(event.status_id).toBe(type.endsWith('_ERROR') ? 2 : 1);
    expect(event.user.uid).toBe('u');
  });

  test.each<[string, number]>([
    ['CREATE', 1],
    ['UPDATE', 3],
    ['DELETE', 4],
    ['ACTION', 99],
  ])("an administrator's %s", (operation, activity) => {
    expect(
      map(
        `${HEAD}operationType=${operation}, realmId=r, clientId=admin-cli, userId=u, ipAddress=2001:db8::7, resourceType=USER, resourcePath=users/0f6c`,
      ),
    ).toMatchObject({
      class_uid: 3004,
      activity_id: activity,
      entity: { name: 'users/0f6c', type: 'USER' },
      actor: { user: { uid: 'u' } },
      src_endpoint: { ip: '2001:db8::7' },
    });
  });

  test.each([
    '2026-11-23 09:00:00,357 INFO  [io.quarkus] (main) Keycloak 25 started',
    '2026-11-23 09:00:00,357 WARN  [org.keycloak.events] (executor-thread-1) something else',
    '2026-11-31 09:00:00,357 WARN  [org.keycloak.events] (t) type=LOGIN, realmId=r',
  ])('no event of it: %s', (line) => {
    expect(takers(line)).toEqual(['text']);
  });
});

describe('Gitea', () => {
  const map = mapper('gitea');
  const HEAD = '2026/11/23 09:00:00 ...ers/web/auth/auth.go:206:SignInPost() ';

  test.each<[string, object]>([
    [
      '[I] Failed authentication attempt for alice from 192.0.2.7:39522: user does not exist [uid: 0, name: alice, keyid: 0]',
      {
        user: { name: 'alice' },
        src_endpoint: { ip: '192.0.2.7', port: 39522 },
        status_detail: 'user does not exist',
        metadata: { log_level: 'INFO' },
      },
    ],
    [
      "[I] [645e123e] Failed authentication attempt for alice from [2001:db8::7]:0: user's password is invalid [uid: 7, name: Alice A]",
      {
        user: { name: 'alice', uid: '7' },
        src_endpoint: { ip: '2001:db8::7' },
        metadata: { correlation_uid: '645e123e' },
        unmapped: { account: 'Alice A' },
      },
    ],
    [
      '[W] Failed authentication attempt for alice@example.com from 192.0.2.7:48560: Email address does not exist [email: alice@example.com]',
      {
        user: { name: 'alice@example.com' },
        severity_id: 2,
        status_detail: 'Email address does not exist',
      },
    ],
    [
      '[W] Failed authentication attempt for a from b from 192.0.2.7:48560: user does not exist [uid: 0, name: a from b]',
      { user: { name: 'a from b' }, src_endpoint: { ip: '192.0.2.7' } },
    ],
  ])('%s', (text, expected) => {
    expect(map(HEAD + text)).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      time: AT,
      ...expected,
    });
  });

  test('a request, and anything else', () => {
    expect(
      map(
        `${HEAD}[I] router: completed GET /alice/repo?tab=1 for 192.0.2.7:0, 404 Not Found in 9.8ms @ repo/view.go:812(repo.Home)`,
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 2,
      duration: 10,
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { http_method: 'GET', url: { path: '/alice/repo', query_string: 'tab=1' } },
      http_response: { code: 404 },
      unmapped: { handler: 'repo/view.go:812(repo.Home)' },
    });
    expect(map(`${HEAD}[E] router: completed oddly`)).toMatchObject({
      class_uid: 0,
      severity_id: 3,
      message: 'router: completed oddly',
    });
    expect(takers('2026/11/23 09:00:00 main.go:7: started')).toEqual(['text']);
    expect(takers(`${HEAD}[X] no level`)).toEqual(['text']);
  });
});

describe('GitLab', () => {
  const map = mapper('gitlab');
  const request = {
    method: 'POST',
    path: '/users/sign_in?x=1',
    format: 'html',
    controller: 'SessionsController',
    action: 'create',
    status: 302,
    time: '2026-11-23T09:00:00.195Z',
    params: [
      { key: 'authenticity_token', value: '[FILTERED]' },
      { key: 'user', value: { login: 'alice', password: '[FILTERED]' } },
    ],
    correlation_id: '01KAR2',
    'meta.caller_id': 'SessionsController#create',
    remote_ip: '192.0.2.7',
    ua: 'curl/8',
    duration_s: 0.0129,
    db_count: 3,
  };

  test.each<[object, object]>([
    [{}, { class_uid: 3002, activity_id: 1, status_id: 1, user: { name: 'alice' }, duration: 13 }],
    [{ status: 0 }, { class_uid: 3002, status_id: 2, status_code: '0' }],
    [{ status: 200 }, { class_uid: 3002, status_id: 2 }],
    [{ status: 422 }, { class_uid: 3002, status_id: 2, http_response: { code: 422 } }],
    [
      { method: 'POST', action: 'destroy', params: [], 'meta.user': 'alice' },
      { activity_id: 2, user: { name: 'alice' } },
    ],
    [
      {
        controller: 'OmniauthCallbacksController',
        action: 'failure',
        path: '/users/auth/ldapmain/callback',
        params: [{ key: 'username', value: 'bob' }],
      },
      { class_uid: 3002, status_id: 2, user: { name: 'bob' }, auth_protocol: 'ldapmain' },
    ],
    [
      {
        controller: 'ProjectsController',
        action: 'show',
        method: 'GET',
        status: 200,
        username: 'alice',
        user_id: 3,
      },
      { class_uid: 4002, activity_id: 3, actor: { user: { name: 'alice', uid: '3' } } },
    ],
    [{ controller: 'SessionsController', action: 'new', method: 'GET', status: 200 }, { class_uid: 4002 }],
  ])('a request %j', (change, expected) => {
    expect(map({ ...request, ...change })).toMatchObject({
      time: AT + 195,
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { user_agent: 'curl/8' },
      metadata: { correlation_uid: '01KAR2' },
      unmapped: { db_count: 3 },
      ...expected,
    });
  });

  test('the API, and what Rack::Attack blocked', () => {
    expect(
      map({
        time: '2026-11-23T09:00:00.195Z',
        severity: 'INFO',
        status: 403,
        method: 'DELETE',
        path: '/api/v4/projects/1',
        params: [],
        route: '/api/:version/projects/:id',
        host: 'gitlab.example.com',
        remote_ip: '192.0.2.7',
        ua: 'curl/8',
        user_id: 3,
        username: 'alice',
      }),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 2,
      status_id: 2,
      actor: { user: { name: 'alice' } },
      unmapped: { route: '/api/:version/projects/:id' },
    });
    expect(
      map({
        severity: 'ERROR',
        time: '2026-11-23T09:00:00.195Z',
        message: 'Rack_Attack',
        env: 'blocklist',
        remote_ip: '192.0.2.7',
        request_method: 'GET',
        path: '/api/v4/x',
      }),
    ).toMatchObject({ class_uid: 4002, status_id: 2, status_detail: 'blocklist by Rack_Attack' });
  });

  test.each<[object, object]>([
    [
      { change: 'visibility', from: 'Private', to: 'Public', target_type: 'Project', target_details: 'g/p' },
      { activity_id: 3, entity: { name: 'g/p', uid: '2', type: 'Project' }, unmapped: { from: 'Private' } },
    ],
    [
      { add: 'user_access', as: 'Owner', entity_path: 'g' },
      { activity_id: 1, entity: { name: 'g' } },
    ],
    [
      {
        id: 77,
        created_at: '2026-11-23T09:00:00.523Z',
        time: undefined,
        event_type: 'user_signed_in',
        details: { custom_message: 'Signed in', ip_address: '192.0.2.7' },
      },
      {
        activity_id: 99,
        activity_name: 'user_signed_in',
        message: 'Signed in',
        metadata: { original_event_uid: '77' },
      },
    ],
  ])('audit: %j', (fields, expected) => {
    expect(
      map({
        severity: 'INFO',
        time: '2026-11-23T09:00:00.523Z',
        author_id: 3,
        author_name: 'alice',
        entity_id: 2,
        entity_type: 'Project',
        ip_address: '192.0.2.7',
        ...fields,
      }),
    ).toMatchObject({
      class_uid: 3004,
      time: AT + 523,
      actor: { user: { name: 'alice', uid: '3' } },
      src_endpoint: { ip: '192.0.2.7' },
      ...expected,
    });
  });

  test.each<[object]>([
    [{ detail: { custom_message: 'x' } }],
    [{ ...request, remote_ip: undefined }],
    [
      {
        method: 'GET',
        path: '/',
        format: 'html',
        controller: 'A',
        action: 'b',
        status: 200,
        remote_ip: '192.0.2.7',
      },
    ],
  ])('not GitLab: %j', (value) => {
    expect(takers(value)).toEqual(['json']);
  });
});

describe('MongoDB Atlas', () => {
  const map = mapper('mongodb-atlas');
  const event = {
    id: '6480b713',
    created: '2026-11-23T09:00:00Z',
    orgId: 'o-1',
    userId: 'u-1',
    username: 'alice@example.com',
    remoteAddress: '192.0.2.7',
    isGlobalAdmin: false,
    links: [],
  };

  test.each<[object, object]>([
    [
      { eventTypeName: 'USER_ROLES_CHANGED_AUDIT', targetUsername: 'bob' },
      {
        class_uid: 6003,
        activity_id: 3,
        api: { operation: 'USER_ROLES_CHANGED_AUDIT' },
        resources: [{ uid: 'o-1' }, { name: 'bob' }],
      },
    ],
    [{ eventTypeName: 'ALERT_CONFIG_ADDED_AUDIT' }, { activity_id: 1 }],
    [{ eventTypeName: 'ALERT_CONFIG_DELETED_AUDIT' }, { activity_id: 4 }],
    [{ eventTypeName: 'ORG_TWO_FACTOR_AUTH_OPTIONAL' }, { activity_id: 3 }],
    [{ eventTypeName: 'DATA_EXPLORER' }, { activity_id: 99, activity_name: 'DATA_EXPLORER' }],
    [
      { eventTypeName: 'JOINED_ORG', targetUsername: 'bob' },
      { class_uid: 3006, activity_id: 3, group: { uid: 'o-1' }, user: { name: 'bob' } },
    ],
    [
      { eventTypeName: 'REMOVED_FROM_GROUP', groupId: 'g-1' },
      { activity_id: 4, group: { uid: 'g-1' } },
    ],
    [{ eventTypeName: 'INVITED_TO_ORG' }, { class_uid: 3006, activity_id: 99 }],
    [
      { eventTypeName: 'API_KEY_CREATED', created: '2026-11-23 09:00:00', whitelistEntry: '192.0.2.0/24' },
      { activity_id: 1, unmapped: { whitelistEntry: '192.0.2.0/24' } },
    ],
  ])('%j', (fields, expected) => {
    expect(map({ ...event, ...fields })).toMatchObject({
      time: AT,
      actor: { user: { name: 'alice@example.com', uid: 'u-1' } },
      src_endpoint: { ip: '192.0.2.7' },
      metadata: { original_event_uid: '6480b713' },
      ...expected,
    });
  });

  test('without the fields that all have it is any JSON', () => {
    expect(takers({ eventTypeName: 'JOINED_ORG' })).toEqual(['json']);
    expect(takers({ ...event, eventTypeName: 'JOINED_ORG', orgId: 7 })).toEqual(['json']);
  });
});

describe('Snowflake', () => {
  const map = mapper('snowflake');

  test.each<[object, object]>([
    [
      { IS_SUCCESS: 'NO', ERROR_CODE: 390100, ERROR_MESSAGE: 'INCORRECT_USERNAME_PASSWORD' },
      {
        activity_id: 1,
        status_id: 2,
        status_code: '390100',
        status_detail: 'INCORRECT_USERNAME_PASSWORD',
        auth_factors: [{ factor_type_id: 11 }],
      },
    ],
    [
      { SECOND_AUTHENTICATION_FACTOR: 'DUO_PASSCODE' },
      { status_id: 1, is_mfa: true, auth_factors: [{}, { factor_type_id: 99 }] },
    ],
    [
      { EVENT_TYPE: 'LOGOUT', CLIENT_IP: 'unknown' },
      { activity_id: 2, src_endpoint: { name: 'unknown' } },
    ],
    [{ EVENT_TYPE: 'OTHER' }, { activity_id: 99, activity_name: 'OTHER' }],
  ])('login %j', (fields, expected) => {
    expect(
      map({
        EVENT_ID: '393754014361778',
        EVENT_TIMESTAMP: '2026-11-23 09:00:00.061000000',
        EVENT_TYPE: 'LOGIN',
        USER_NAME: 'ALICE',
        CLIENT_IP: '192.0.2.7',
        FIRST_AUTHENTICATION_FACTOR: 'PASSWORD',
        IS_SUCCESS: 'YES',
        REPORTED_CLIENT_VERSION: '1.11.1',
        ...fields,
      }),
    ).toMatchObject({
      class_uid: 3002,
      time: AT + 61,
      user: { name: 'ALICE' },
      metadata: { original_event_uid: '393754014361778' },
      unmapped: { REPORTED_CLIENT_VERSION: '1.11.1' },
      ...expected,
    });
  });

  test.each<[object, object]>([
    [{}, { activity_id: 4, status_id: 1 }],
    [{ QUERY_TEXT: "GET @stage 'file:///'", QUERY_TYPE: 'GET_FILES' }, { activity_id: 1 }],
    [
      { EXECUTION_STATUS: 'FAIL', ERROR_CODE: '2003' },
      { status_id: 2, status_code: '2003' },
    ],
    [{ START_TIME: '2026-11-23 01:00:00.061 -0800' }, { activity_id: 4 }],
  ])('query %j', (fields, expected) => {
    expect(
      map({
        QUERY_ID: '01b2',
        QUERY_TEXT: 'select 1',
        QUERY_TYPE: 'SELECT',
        DATABASE_NAME: 'APP',
        USER_NAME: 'ALICE',
        ROLE_NAME: 'PUBLIC',
        SESSION_ID: 42,
        EXECUTION_STATUS: 'SUCCESS',
        START_TIME: '2026-11-23 09:00:00.061 Z',
        END_TIME: '2026-11-23 09:00:01.000 Z',
        TOTAL_ELAPSED_TIME: 939,
        WAREHOUSE_NAME: 'WH',
        ...fields,
      }),
    ).toMatchObject({
      class_uid: 6005,
      time: AT + 61,
      end_time: AT + 1000,
      duration: 939,
      actor: { user: { name: 'ALICE', groups: [{ name: 'PUBLIC' }] }, session: { uid: '42' } },
      database: { name: 'APP' },
      unmapped: { WAREHOUSE_NAME: 'WH' },
      ...expected,
    });
  });

  test('a part of its columns is any JSON', () => {
    expect(takers({ USER_NAME: 'ALICE', EVENT_TYPE: 'LOGIN' })).toEqual(['json']);
    expect(takers({ USER_NAME: 'ALICE', QUERY_TEXT: 'select 1' })).toEqual(['json']);
  });
});

describe('hoop.dev', () => {
  const map = mapper('hoop');
  const open = {
    event_type: 'session.open',
    id: 's-1',
    user_id: 'okta|17',
    user_email: 'alice@example.com',
    connection: 'app-db',
    connection_type: 'database',
    connection_envs: null,
    input: Buffer.from('DELETE FROM t').toString('base64'),
    is_input_truncated: true,
    input_size: 13,
    input_envs: [],
    has_input_args: false,
    command: ['psql', '-A'],
    verb: 'exec',
    review: { owner_email: 'alice@example.com', status: 'APPROVED', type: 'onetime' },
  };

  test('a session to a database', () => {
    expect(map(open)).toMatchObject({
      class_uid: 6005,
      activity_id: 7,
      time: CONTEXT.arrival,
      actor: {
        user: { name: 'alice@example.com', uid: 'okta|17', email_addr: 'alice@example.com' },
        session: { uid: 's-1' },
      },
      database: { name: 'app-db' },
      query_info: { query_string: 'DELETE FROM t', bytes: 13, name: 'exec' },
      metadata: { correlation_uid: 's-1', event_code: 'session.open' },
      unmapped: {
        command: ['psql', '-A'],
        is_input_truncated: true,
        verb: 'exec',
        review: { status: 'APPROVED' },
      },
    });
    expect(map({ ...open, input: '' })).toMatchObject({ class_uid: 6005, activity_id: 3 });
  });

  test('a session to anything else, and input that is no text', () => {
    expect(map({ ...open, connection_type: 'custom', command: 'bash', user_email: undefined })).toMatchObject(
      {
        class_uid: 6003,
        activity_id: 1,
        api: { operation: 'session.open', request: { data: 'DELETE FROM t' } },
        resources: [{ name: 'app-db', type: 'custom' }],
        unmapped: { command: 'bash' },
      },
    );
    expect(map({ ...open, input: '/w==' })).toMatchObject({ activity_id: 3, unmapped: { input: '/w==' } });
  });

  test.each<[object, number, string | undefined]>([
    [{ exit_code: 0, exit_err: null }, 1, undefined],
    [{ exit_code: 1, exit_err: 'failed' }, 2, 'failed'],
    [{ exit_code: -100 }, 0, undefined],
    [{}, 0, undefined],
  ])('closed %j', (fields, status, detail) => {
    const event = map({ event_type: 'session.close', id: 's-1', ...fields });
    expect([event.class_uid, event.status_id, event.status_detail]).toEqual([6003, status, detail]);
    expect(event.metadata.correlation_uid).toBe('s-1');
  });

  test('what its schemas do not allow is any JSON', () => {
    expect(takers({ event_type: 'session.close', id: 's-1', more: 1 })).toEqual(['json']);
    expect(takers({ event_type: 'session.open', id: 's-1' })).toEqual(['json']);
  });
});
