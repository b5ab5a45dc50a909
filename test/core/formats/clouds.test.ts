import { mapper, takers } from './data-support';

/** Events of clouds other than AWS, written from their schemas. */

describe('Microsoft 365', () => {
  const microsoft = mapper('microsoft-365');
  const event = (operation: string, more: object = {}) => ({
    CreationTime: '2026-11-23T09:00:00',
    Id: '0a45',
    Operation: operation,
    OrganizationId: '5a0f',
    RecordType: 15,
    ResultStatus: 'Success',
    UserKey: '5542',
    UserType: 0,
    Version: 1,
    Workload: 'AzureActiveDirectory',
    ClientIP: '192.0.2.7:50123',
    ObjectId: '0000-0003',
    UserId: 'alice@example.com',
    ...more,
  });

  test('a failed sign-in', () => {
    expect(
      microsoft(
        event('UserLoginFailed', {
          ErrorNumber: '50126',
          LogonError: 'InvalidUserNameOrPassword',
          InterSystemsId: 'b1c2',
          ExtendedProperties: [{ Name: 'UserAgent', Value: 'Mozilla/5.0' }],
        }),
      ),
    ).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status_id: 2,
      status_code: '50126',
      status_detail: 'InvalidUserNameOrPassword',
      time: Date.UTC(2026, 10, 23, 9),
      user: { name: 'alice@example.com', uid: '5542', type_id: 1 },
      src_endpoint: { ip: '192.0.2.7', port: 50_123 },
      http_request: { user_agent: 'Mozilla/5.0' },
      service: { name: 'AzureActiveDirectory' },
      metadata: { original_event_uid: '0a45', tenant_uid: '5a0f', correlation_uid: 'b1c2' },
      unmapped: { ObjectId: '0000-0003' },
    });
  });

  test.each<[string, object, number, number]>([
    ['UserLoggedIn', {}, 3002, 1],
    ['Add user.', { ObjectId: 'bob@example.com' }, 3001, 1],
    ['Reset user password.', { ObjectId: 'bob@example.com' }, 3001, 4],
    ['Disable account.', { ObjectId: 'bob@example.com' }, 3001, 5],
    ['Delete user.', { ObjectId: 'bob@example.com' }, 3001, 6],
    ['Add member to group.', { ObjectId: 'bob@example.com' }, 3006, 3],
    [
      'MemberRemoved',
      { Workload: 'MicrosoftTeams', TeamName: 'Ops', Members: [{ UPN: 'bob@example.com' }] },
      3006,
      4,
    ],
    ['Add member to role.', { ObjectId: 'bob@example.com' }, 3005, 1],
    ['Add-MailboxPermission', { Workload: 'Exchange' }, 3005, 1],
    [
      'FileDownloaded',
      {
        Workload: 'SharePoint',
        SiteUrl: 'https://example.sharepoint.com/',
        ObjectId: 'https://example.sharepoint.com/a.docx',
      },
      6006,
      2,
    ],
    [
      'AnonymousLinkCreated',
      { Workload: 'SharePoint', SiteUrl: 'https://x/', ObjectId: 'https://x/a.docx' },
      6006,
      12,
    ],
    ['New-InboxRule', { Workload: 'Exchange' }, 6003, 99],
    ['Set-Mailbox', { Workload: 'Exchange' }, 6003, 3],
    ['Remove-MailboxFolder', { Workload: 'Exchange' }, 6003, 4],
  ])('%s', (operation, more, classUid, activity) => {
    const found = microsoft(event(operation, more));
    expect([found.class_uid, found.activity_id]).toEqual([classUid, activity]);
  });

  test('roles, mailboxes, groups and files name what they are about', () => {
    expect(
      microsoft(
        event('Add member to role.', {
          ObjectId: 'bob@example.com',
          ModifiedProperties: [{ Name: 'Role.DisplayName', NewValue: 'Global Administrator', OldValue: '' }],
        }),
      ),
    ).toMatchObject({ user: { name: 'bob@example.com' }, privileges: ['Global Administrator'] });
    expect(
      microsoft(
        event('Add-MailboxPermission', {
          Parameters: [
            { Name: 'Identity', Value: 'carol' },
            { Name: 'User', Value: 'bob' },
            { Name: 'AccessRights', Value: 'FullAccess' },
          ],
        }),
      ),
    ).toMatchObject({ user: { name: 'bob' }, privileges: ['FullAccess'] });
    expect(
      microsoft(
        event('Remove member from group.', {
          ObjectId: 'bob@example.com',
          ModifiedProperties: [{ Name: 'Group.DisplayName', NewValue: '', OldValue: 'Ops' }],
        }),
      ),
    ).toMatchObject({ group: { name: 'Ops' }, user: { name: 'bob@example.com' } });
    expect(
      microsoft(
        event('FileRenamed', {
          SiteUrl: 'https://x/',
          ObjectId: 'https://x/docs/a.docx',
          SourceFileName: 'a.docx',
          SourceFileExtension: 'docx',
          SourceRelativeUrl: 'docs',
          DestinationFileName: 'b.docx',
          ItemType: 'File',
        }),
      ),
    ).toMatchObject({
      file: { name: 'a.docx', path: 'https://x/docs/a.docx', parent_folder: 'docs', ext: 'docx', type_id: 1 },
      file_result: { name: 'b.docx' },
    });
  });

  test('outcomes and kinds of users', () => {
    const outcome = (ResultStatus: unknown, more: object = {}) => {
      const { status_id, status } = microsoft(event('X', { ResultStatus, ...more }));
      return [status_id, status];
    };
    expect(outcome('True')).toEqual([1, 'Success']);
    expect(outcome('Failed')).toEqual([2, 'Failure']);
    expect(outcome('PartiallySucceeded')).toEqual([99, 'PartiallySucceeded']);
    expect(outcome(undefined)).toEqual([1, 'Success']);
    expect(microsoft(event('X', { UserType: 2 })).actor.user.type_id).toBe(2);
    expect(microsoft(event('X', { UserType: 77 })).actor.user.type_id).toBeUndefined();
  });

  test('what is not of it', () => {
    expect(takers({ ...event('X'), RecordType: '15' })).toEqual(['json']);
  });
});

describe('Azure activity log', () => {
  const azure = mapper('azure-activity');
  const rest = {
    caller: 'alice@example.com',
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    claims: {
      name: 'Alice',
      uti: 'u1',
      appid: '04b0',
      'http://schemas.microsoft.com/identity/claims/objectidentifier': '7b1c',
      'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
    },
    correlationId: 'c0c5',
    eventDataId: '587e',
    eventTimestamp: '2026-11-23T09:00:00.123456Z',
    httpRequest: { clientRequestId: 'a323', clientIpAddress: '192.0.2.7', method: 'DELETE' },
    level: 'Warning',
    operationName: { value: 'Microsoft.Compute/disks/delete', localizedValue: 'Delete Disk' },
    resourceId: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/disks/d1',
    resourceType: { value: 'Microsoft.Compute/disks' },
    status: { value: 'Failed' },
    subStatus: { value: 'Forbidden' },
    subscriptionId: 's1',
    tenantId: 't1',
    properties: { statusMessage: '{"error":{"code":"AuthorizationFailed"}}' },
  };

  test("the REST API's form", () => {
    expect(azure(rest)).toMatchObject({
      class_uid: 6003,
      activity_id: 4,
      time: Date.UTC(2026, 10, 23, 9, 0, 0, 123),
      severity_id: 3,
      status_id: 2,
      status_code: 'Forbidden',
      status_detail: '{"error":{"code":"AuthorizationFailed"}}',
      actor: {
        user: { name: 'alice@example.com', uid: '7b1c', full_name: 'Alice', type_id: 1 },
        session: { uid: 'u1', is_mfa: true },
        app_uid: '04b0',
      },
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { http_method: 'DELETE', uid: 'a323' },
      api: { operation: 'Microsoft.Compute/disks/delete', service: { name: 'Microsoft.Compute' } },
      resources: [{ uid: rest.resourceId, name: 'd1', type: 'Microsoft.Compute/disks' }],
      cloud: { provider: 'Azure', account: { uid: 's1', type_id: 13 }, org: { uid: 't1' } },
      metadata: { original_event_uid: '587e', correlation_uid: 'c0c5', profiles: ['cloud'] },
    });
  });

  test('as diagnostic settings send it', () => {
    expect(
      azure({
        time: '2026-11-23T09:00:00.123Z',
        resourceId: '/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/A',
        operationName: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE',
        category: 'Administrative',
        resultType: 'Success',
        resultSignature: 'Created',
        durationMs: 0,
        callerIpAddress: '192.0.2.7',
        correlationId: 'c1',
        identity: {
          authorization: { scope: '/subscriptions/S1' },
          claims: { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': 'alice@example.com' },
        },
        level: 'Information',
        location: 'westeurope',
        tenantId: 't1',
      }),
    ).toMatchObject({
      activity_id: 1,
      status_id: 1,
      actor: { user: { name: 'alice@example.com' } },
      src_endpoint: { ip: '192.0.2.7' },
      cloud: { region: 'westeurope', account: { uid: 'S1' } },
      unmapped: { durationMs: 0 },
    });
  });

  test('what only began, an application, a role given to somebody', () => {
    expect(azure({ ...rest, status: { value: 'Started' } })).toMatchObject({
      status_id: 99,
      status: 'Started',
    });
    expect(
      azure({ ...rest, caller: '7b1c', claims: { ...rest.claims, name: undefined, idtyp: 'app' } }).actor
        .user,
    ).toEqual({ uid: '7b1c', type: 'app', type_id: 4 });
    expect(
      azure({
        ...rest,
        operationName: { value: 'Microsoft.Authorization/roleAssignments/write' },
        properties: {
          requestbody:
            '{"Properties":{"PrincipalId":"p1","RoleDefinitionId":"/r/owner","PrincipalType":"User"}}',
        },
      }),
    ).toMatchObject({ class_uid: 3005, activity_id: 1, user: { uid: 'p1' }, privileges: ['/r/owner'] });
    expect(
      azure({
        ...rest,
        operationName: { value: 'Microsoft.Authorization/roleAssignments/write' },
        properties: { requestbody: 'not JSON' },
      }).class_uid,
    ).toBe(6003);
  });

  test('what is not of it', () => {
    expect(takers({ ...rest, category: undefined })).toEqual(['json']);
    expect(
      takers({
        time: '2026-11-23T09:00:00Z',
        operationName: 'X',
        category: 'AuditEvent',
        resourceId: '/x',
        correlationId: 'c',
      }),
    ).toEqual(['json']);
  });
});

test('Azure Application Gateway', () => {
  const gateway = mapper('azure-application-gateway');
  const properties = {
    instanceId: 'appgw_2',
    clientIP: '192.0.2.7',
    clientPort: 45_057,
    httpMethod: 'POST',
    originalRequestUriWithArgs: '/a?b=1',
    requestUri: '/backend',
    requestQuery: 'X-AzureApplicationGateway=1',
    userAgent: 'curl/8.1',
    httpStatus: 502,
    httpVersion: 'HTTP/1.1',
    receivedBytes: 184,
    sentBytes: 466,
    timeTaken: 0.034,
    transactionId: '592d',
    sslEnabled: 'on',
    sslCipher: 'ECDHE',
    sslProtocol: 'TLSv1.2',
    serverRouted: '198.51.100.4:443',
    serverStatus: '502',
    error_info: 'ERRORINFO_UPSTREAM_TIMED_OUT',
    originalHost: 'www.example.com',
    host: '198.51.100.4',
  };
  const event = {
    timeStamp: '2026-11-23T10:00:00+01:00',
    resourceId: '/SUBSCRIPTIONS/S/PROVIDERS/MICROSOFT.NETWORK/APPLICATIONGATEWAYS/GW',
    ruleName: 'all',
    operationName: 'ApplicationGatewayAccess',
    category: 'ApplicationGatewayAccessLog',
    properties,
  };
  expect(gateway(event)).toMatchObject({
    class_uid: 4002,
    activity_id: 6,
    time: Date.UTC(2026, 10, 23, 9),
    duration: 34,
    status_id: 2,
    status_detail: 'ERRORINFO_UPSTREAM_TIMED_OUT',
    src_endpoint: { ip: '192.0.2.7', port: 45_057 },
    http_request: {
      url: { scheme: 'https', hostname: 'www.example.com', path: '/a', query_string: 'b=1' },
      version: '1.1',
      length: 184,
      uid: '592d',
    },
    http_response: { code: 502, length: 466 },
    tls: { version: 'TLSv1.2', cipher: 'ECDHE' },
    load_balancer: { name: 'GW', dst_endpoint: { ip: '198.51.100.4', port: 443 }, code: 502 },
    unmapped: { ruleName: 'all', properties: { instanceId: 'appgw_2' } },
  });
  // v1 has no original target; `time` stands for `timeStamp` in some.
  const old = gateway({
    time: '2026-11-23T09:00:00Z',
    category: 'ApplicationGatewayAccessLog',
    properties: {
      clientIP: '192.0.2.7',
      httpMethod: 'GET',
      requestUri: '/a',
      requestQuery: 'b=1',
      httpStatus: '200',
    },
  });
  expect(old.http_request.url).toEqual({ scheme: 'http', path: '/a', query_string: 'b=1' });
  expect(old.status_id).toBe(1);
  expect(takers({ category: 'ApplicationGatewayAccessLog' })).toEqual(['json']);
});

describe('Google Cloud', () => {
  const gcp = mapper('gcp-audit');
  const payload = (methodName: string, more: object = {}) => ({
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    authenticationInfo: { principalEmail: 'alice@example.com', principalSubject: 'user:alice@example.com' },
    authorizationInfo: [{ granted: true, permission: 'a.b.create', resource: 'projects/p1' }],
    methodName,
    requestMetadata: { callerIp: '192.0.2.7', callerSuppliedUserAgent: 'gcloud', requestAttributes: {} },
    resourceName: 'projects/p1/x',
    serviceName: 'a.googleapis.com',
    ...more,
  });
  const event = (methodName: string, more: object = {}, outer: object = {}) => ({
    insertId: '8loe',
    logName: 'projects/p1/logs/cloudaudit.googleapis.com%2Factivity',
    operation: { id: 'op1' },
    protoPayload: payload(methodName, more),
    resource: { type: 'gce_network', labels: { project_id: 'p1', zone: 'europe-west1-b' } },
    severity: 'NOTICE',
    timestamp: '2026-11-23T09:00:00.123456789Z',
    receiveTimestamp: '2026-11-23T09:00:01Z',
    ...outer,
  });

  test('a call', () => {
    expect(
      gcp(event('v1.compute.networks.insert', { request: { name: 'n' }, response: { id: '1' } })),
    ).toMatchObject({
      class_uid: 6003,
      activity_id: 1,
      time: Date.UTC(2026, 10, 23, 9, 0, 0, 123),
      status_id: 1,
      actor: {
        user: { name: 'alice@example.com', uid: 'user:alice@example.com' },
        authorizations: [{ decision: 'granted', policy: { name: 'a.b.create' } }],
      },
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { user_agent: 'gcloud' },
      api: {
        service: { name: 'a.googleapis.com' },
        request: { data: { name: 'n' } },
        response: { data: { id: '1' } },
      },
      resources: [{ name: 'projects/p1/x', type: 'gce_network' }],
      cloud: { provider: 'GCP', project_uid: 'p1', zone: 'europe-west1-b' },
      metadata: { original_event_uid: '8loe', correlation_uid: 'op1', log_level: 'NOTICE' },
      unmapped: { receiveTimestamp: '2026-11-23T09:00:01Z' },
    });
  });

  test('denied, by status and by the permission', () => {
    expect(gcp(event('x.Get', { status: { code: 7, message: 'denied' } }))).toMatchObject({
      status_id: 2,
      status_code: '7',
      status_detail: 'denied',
    });
    expect(gcp(event('x.Get', { authorizationInfo: [{ granted: false, permission: 'p' }] })).status_id).toBe(
      2,
    );
    expect(gcp(event('x.Get', { status: {} })).status_id).toBe(1);
  });

  test.each<[string, object, number, number]>([
    ['google.iam.admin.v1.DeleteServiceAccount', {}, 3001, 6],
    ['google.iam.admin.v1.CreateServiceAccountKey', {}, 3001, 99],
    ['google.login.LoginService.loginFailure', {}, 3002, 1],
    ['google.login.LoginService.logout', {}, 3002, 2],
    ['storage.objects.get', {}, 6003, 2],
    ['storage.buckets.delete', {}, 6003, 4],
    ['SetIamPolicy', {}, 6003, 3],
    ['jobservice.jobcompleted', {}, 6003, 99],
  ])('%s', (method, more, classUid, activity) => {
    const found = gcp(event(method, more));
    expect([found.class_uid, found.activity_id]).toEqual([classUid, activity]);
  });

  test('a role is given; a key signs', () => {
    const found = gcp(
      event('SetIamPolicy', {
        serviceData: {
          policyDelta: {
            bindingDeltas: [{ action: 'ADD', role: 'roles/owner', member: 'user:bob@example.com' }],
          },
        },
        authenticationInfo: {
          principalEmail: 'ci@p1.iam.gserviceaccount.com',
          serviceAccountKeyName: '//iam.googleapis.com/k1',
        },
      }),
    );
    expect(found).toMatchObject({
      class_uid: 3005,
      activity_id: 1,
      user: { name: 'bob@example.com', uid: 'user:bob@example.com' },
      privileges: ['roles/owner'],
      actor: { user: { type_id: 4 }, session: { credential_uid: '//iam.googleapis.com/k1' } },
    });
  });

  test('other entries: text, objects, requests, and what is of another format inside', () => {
    const logging = mapper('gcp-logging');
    const entry = (more: object) => ({
      insertId: '1io3',
      logName: 'projects/p1/logs/app',
      resource: { type: 'gce_instance', labels: { project_id: 'p1' } },
      severity: 'WARNING',
      timestamp: '2026-11-23T09:00:00Z',
      trace: 'projects/p1/traces/t1',
      ...more,
    });
    expect(logging(entry({ textPayload: 'disk almost full' }))).toMatchObject({
      class_uid: 0,
      message: 'disk almost full',
      severity_id: 3,
      time: Date.UTC(2026, 10, 23, 9),
      cloud: { project_uid: 'p1' },
      metadata: { original_event_uid: '1io3', correlation_uid: 'projects/p1/traces/t1' },
    });
    expect(logging(entry({ jsonPayload: { message: 'm', a: 1 } }))).toMatchObject({
      message: 'm',
      unmapped: { jsonPayload: { message: 'm', a: 1 } },
    });
    expect(
      logging(
        entry({
          httpRequest: {
            requestMethod: 'GET',
            requestUrl: 'https://www.example.com/a?b=1',
            status: 404,
            remoteIp: '192.0.2.7',
            userAgent: 'curl',
            latency: '0.5s',
            responseSize: '10',
            cacheHit: false,
          },
        }),
      ),
    ).toMatchObject({
      class_uid: 4002,
      status_id: 2,
      duration: 500,
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { url: { hostname: 'www.example.com', path: '/a' } },
      cloud: { provider: 'GCP' },
      unmapped: { httpRequest: { cacheHit: false } },
    });
    const access = mapper('access-log');
    expect(
      access(entry({ textPayload: '192.0.2.7 - - [23/Nov/2026:09:00:00 +0000] "GET / HTTP/1.1" 200 1' })),
    ).toMatchObject({ class_uid: 4002, unmapped: { gcp: { insertId: '1io3', severity: 'WARNING' } } });
    expect(takers({ ...entry({ textPayload: 'x' }), logName: 'app' })).toEqual(['json']);
  });
});

test('Cloudflare', () => {
  const cloudflare = mapper('cloudflare');
  const request = {
    ClientASN: 64_496,
    ClientCountry: 'ie',
    ClientIP: '2001:db8::7',
    ClientRequestBytes: 2407,
    ClientRequestHost: 'www.example.com',
    ClientRequestMethod: 'GET',
    ClientRequestProtocol: 'HTTP/2',
    ClientRequestReferer: 'https://example.com/',
    ClientRequestScheme: 'https',
    ClientRequestURI: '/a?b=1',
    ClientRequestUserAgent: 'curl',
    ClientSSLProtocol: 'TLSv1.3',
    ClientSrcPort: 28_057,
    EdgeEndTimestamp: 1_795_424_401_500_000_000,
    EdgeResponseBytes: 17_826,
    EdgeResponseStatus: 403,
    EdgeStartTimestamp: 1_795_424_400_000_000_000,
    OriginIP: '198.51.100.4',
    OriginResponseStatus: 200,
    RayID: '707c',
    SecurityAction: 'block',
  };
  expect(cloudflare(request)).toMatchObject({
    class_uid: 4002,
    activity_id: 3,
    time: 1_795_424_400_000,
    duration: 1500,
    status_id: 2,
    src_endpoint: {
      ip: '2001:db8::7',
      port: 28_057,
      autonomous_system: { number: 64_496 },
      location: { country: 'IE' },
    },
    http_request: { uid: '707c', url: { path: '/a', query_string: 'b=1', scheme: 'https' }, version: '2' },
    http_response: { code: 403, length: 17_826 },
    tls: { version: 'TLSv1.3' },
    load_balancer: { dst_endpoint: { ip: '198.51.100.4' }, code: 200 },
    unmapped: { SecurityAction: 'block' },
  });
  expect(
    cloudflare({ ...request, EdgeStartTimestamp: '2026-11-23T09:00:00Z', OriginIP: '' }).load_balancer,
  ).toBeUndefined();
  expect(cloudflare({ ...request, EdgeStartTimestamp: 1_795_424_400 }).time).toBe(1_795_424_400_000);
  const bare = cloudflare({ ...request, ClientRequestURI: '' });
  expect([bare.http_request.url, bare.dst_endpoint]).toEqual([undefined, { hostname: 'www.example.com' }]);
  expect(takers({ RayID: '707c', ClientIP: '192.0.2.7' })).toEqual(['json']);
});
