import { type Event, expectValid, normalize } from './support';

const BASE = {
  eventVersion: '1.08',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:alice',
    arn: 'arn:aws:sts::123456789012:assumed-role/Admin/alice',
    accountId: '123456789012',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/Admin', userName: 'Admin' },
      attributes: { creationDate: '2026-01-02T03:00:00Z', mfaAuthenticated: 'true' },
      sourceIdentity: 'alice@example.com',
    },
  },
  eventTime: '2026-01-02T03:04:05Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '192.0.2.7',
  userAgent: 'aws-cli/2',
  requestParameters: { a: [1] },
  responseElements: null,
  requestID: 'r-1',
  eventID: 'e-1',
  readOnly: true,
  eventType: 'AwsApiCall',
  recipientAccountId: '123456789012',
};

function map(fields: object): Event {
  const normalized = normalize(JSON.stringify({ ...BASE, ...fields }));
  expectValid(normalized);
  expect(normalized.events[0]?.metadata.log_format).toBe('cloudtrail');
  return normalized.events[0]!;
}

describe('CloudTrail', () => {
  test('an API call says who, from where, what, when and how it ended', () => {
    const event = map({
      errorCode: 'AccessDenied',
      errorMessage: 'no',
      resources: [{ ARN: 'arn:x', accountId: '1' }],
    });
    expect(event).toMatchObject({
      class_uid: 6003,
      activity_id: 2,
      type_uid: 600302,
      time: Date.UTC(2026, 0, 2, 3, 4, 5),
      status: 'Failure',
      status_id: 2,
      status_code: 'AccessDenied',
      status_detail: 'no',
      cloud: { provider: 'AWS', account: { uid: '123456789012' }, region: 'eu-west-1' },
      actor: {
        user: {
          type: 'AssumedRole',
          name: 'alice',
          uid: 'arn:aws:sts::123456789012:assumed-role/Admin/alice',
          uid_alt: 'AROAEXAMPLE:alice',
          account: { uid: '123456789012' },
        },
        session: {
          issuer: 'arn:aws:iam::123456789012:role/Admin',
          created_time: Date.UTC(2026, 0, 2, 3),
          credential_uid: 'ASIAEXAMPLE',
          is_mfa: true,
        },
      },
      src_endpoint: { ip: '192.0.2.7' },
      http_request: { user_agent: 'aws-cli/2' },
      api: {
        operation: 'DescribeInstances',
        service: { name: 'ec2.amazonaws.com' },
        request: { uid: 'r-1', data: { a: [1] } },
        response: { error: 'AccessDenied', error_message: 'no' },
      },
      resources: [{ uid: 'arn:x', owner: { account: { uid: '1' } } }],
      unmapped: { sourceIdentity: 'alice@example.com', readOnly: true },
    });
  });

  test.each<[string, object, object]>([
    [
      'root',
      { type: 'Root', arn: 'arn:aws:iam::1:root', accountId: '1' },
      { user: { uid: 'arn:aws:iam::1:root' } },
    ],
    ['a service', { type: 'AWSService', invokedBy: 's3.amazonaws.com' }, { app_name: 's3.amazonaws.com' }],
    [
      'an account',
      { type: 'AWSAccount', accountId: '1', principalId: 'AIDA' },
      { user: { uid: 'AIDA', account: { uid: '1' } } },
    ],
    [
      'a federated user',
      { type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/bob' },
      { user: { name: 'bob' } },
    ],
    [
      'a web identity',
      { type: 'WebIdentityUser', userName: 'u', identityProvider: 'p' },
      { user: { name: 'u' }, idp: { name: 'p' } },
    ],
    ['SAML', { type: 'SAMLUser', principalId: 'k:bob' }, { user: { name: 'bob', uid: 'k:bob' } }],
    [
      'Identity Center',
      {
        type: 'IdentityCenterUser',
        onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:store' },
        credentialId: 'c',
      },
      { user: { uid: 'u-1' }, idp: { uid: 'arn:store' }, session: { credential_uid: 'c' } },
    ],
    ['nobody', {}, { session: {} }],
    ['nonsense', { type: 7, arn: [], userName: {}, sessionContext: 'x', accountId: null }, { session: {} }],
  ])('the identity of %s', (_name, userIdentity, expected) => {
    expect(map({ userIdentity }).actor).toMatchObject(expected);
  });

  test.each([
    ['2001:db8::1', { ip: '2001:db8::1' }],
    ['cloudformation.amazonaws.com', { svc_name: 'cloudformation.amazonaws.com' }],
    ['AWS Internal', { name: 'AWS Internal' }],
    ['', { name: 'Unknown' }],
    [undefined, { name: 'Unknown' }],
    [7, { name: 'Unknown' }],
  ])('the source %j', (sourceIPAddress, expected) => {
    expect(map({ sourceIPAddress }).src_endpoint).toEqual(expected);
  });

  test.each([
    ['CreateUser', false, 1],
    ['RunInstances', false, 1],
    ['ListBuckets', true, 2],
    ['BatchGetSecretValue', true, 2],
    ['PutBucketPolicy', false, 3],
    ['DeleteTrail', false, 4],
    ['TerminateInstances', false, 4],
    ['AssumeRole', true, 2],
    ['InvokeModel', undefined, 99],
    ['constructor', undefined, 99],
    ['', undefined, 99],
  ])('%s is activity', (eventName, readOnly, activity) => {
    const event = map({ eventName, readOnly });
    expect(event.activity_id).toBe(activity);
  });

  test('a console sign-in is Authentication', () => {
    const event = map({
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { MFAUsed: 'No' },
      errorMessage: 'Failed authentication',
    });
    expect(event).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      status: 'Failure',
      is_mfa: false,
      user: { name: 'alice' },
      service: { name: 'signin.amazonaws.com' },
      src_endpoint: { ip: '192.0.2.7' },
    });
  });

  test('what nests too deep stays in the raw text only', () => {
    const deep = '['.repeat(3000) + ']'.repeat(3000);
    const text = JSON.stringify(BASE).replace('{"a":[1]}', deep);
    const normalized = normalize(text);
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({ class_uid: 6003, raw_data: text });
    expect(normalized.events[0]?.api.request).toEqual({ uid: 'r-1' });
  });

  test('S3 notifications have like names and are none', () => {
    const text = JSON.stringify({ ...BASE, eventSource: 'aws:s3' });
    expect(normalize(text).events[0]?.metadata.log_format).toBe('json');
  });

  const IAM = { eventSource: 'iam.amazonaws.com', readOnly: false };
  const ARN = 'arn:aws:iam::123456789012:user/bob';

  test.each<[string, object, object]>([
    [
      'a user that is made is an account created, the caller its actor',
      {
        ...IAM,
        eventName: 'CreateUser',
        requestParameters: { userName: 'bob' },
        responseElements: { user: { userName: 'bob', arn: ARN, userId: 'AIDAEXAMPLE' } },
      },
      {
        class_uid: 3001,
        activity_id: 1,
        user: { name: 'bob', uid: ARN, uid_alt: 'AIDAEXAMPLE', account: { uid: '123456789012' } },
        actor: { user: { name: 'alice' } },
        api: { operation: 'CreateUser', response: { data: { user: { userName: 'bob' } } } },
      },
    ],
    [
      'whom a denied call was about is in its message',
      {
        ...IAM,
        eventName: 'AttachUserPolicy',
        requestParameters: null,
        errorCode: 'AccessDenied',
        errorMessage: `User: arn:aws:iam::123456789012:user/alice is not authorized to perform: iam:AttachUserPolicy on resource: ${ARN} because no policy allows it`,
      },
      { class_uid: 3001, activity_id: 7, status_id: 2, user: { name: 'bob', uid: ARN } },
    ],
    [
      'nobody is made up where the message names nobody',
      {
        ...IAM,
        eventName: 'DeleteUser',
        requestParameters: null,
        errorCode: 'AccessDenied',
        errorMessage: 'no',
      },
      { class_uid: 3001, activity_id: 6, user: { name: 'Unknown' } },
    ],
    [
      'one who changes the own password is the user',
      { ...IAM, eventName: 'ChangePassword', requestParameters: null },
      { class_uid: 3001, activity_id: 3, user: { name: 'alice' } },
    ],
    [
      'an access key is a change of its user, under its own name',
      {
        ...IAM,
        eventName: 'CreateAccessKey',
        requestParameters: { userName: 'bob' },
        responseElements: { accessKey: { userName: 'bob', accessKeyId: 'AKIAEXAMPLE', status: 'Active' } },
      },
      { class_uid: 3001, activity_id: 99, activity_name: 'CreateAccessKey', user: { name: 'bob' } },
    ],
    [
      'a policy attached to a role is an account change',
      {
        ...IAM,
        eventName: 'AttachRolePolicy',
        requestParameters: { roleName: 'Admin', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
      {
        class_uid: 3001,
        activity_id: 7,
        user: { name: 'Admin', type: 'Role' },
        policies: [{ uid: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
      },
    ],
    [
      'MFA switched off',
      { ...IAM, eventName: 'DeactivateMFADevice', requestParameters: { userName: 'bob', serialNumber: 'x' } },
      { class_uid: 3001, activity_id: 11, user: { name: 'bob' } },
    ],
    [
      'a member of a group',
      { ...IAM, eventName: 'AddUserToGroup', requestParameters: { userName: 'bob', groupName: 'admins' } },
      { class_uid: 3006, activity_id: 3, group: { name: 'admins' }, user: { name: 'bob' } },
    ],
    [
      'a policy of a group',
      {
        ...IAM,
        eventName: 'DeleteGroupPolicy',
        requestParameters: { groupName: 'admins', policyName: 'all' },
      },
      { class_uid: 3006, activity_id: 2, group: { name: 'admins' }, privileges: ['all'] },
    ],
    [
      'a permission set for a user',
      {
        eventSource: 'sso.amazonaws.com',
        eventName: 'CreateAccountAssignment',
        requestParameters: {
          principalType: 'USER',
          principalId: 'u-1',
          permissionSetArn: 'arn:aws:sso:::permissionSet/a/b',
          targetId: '123456789012',
          targetType: 'AWS_ACCOUNT',
        },
      },
      {
        class_uid: 3005,
        activity_id: 1,
        user: { uid: 'u-1' },
        privileges: ['arn:aws:sso:::permissionSet/a/b'],
        resources: [{ uid: '123456789012', type: 'AWS_ACCOUNT' }],
      },
    ],
    [
      'a permission set taken from a group',
      {
        eventSource: 'sso.amazonaws.com',
        eventName: 'DeleteAccountAssignment',
        requestParameters: { principalType: 'GROUP', principalId: 'g-1', permissionSetArn: 'arn:p' },
      },
      { class_uid: 3006, activity_id: 2, group: { uid: 'g-1' }, privileges: ['arn:p'] },
    ],
    [
      'a managed policy is an entity',
      {
        ...IAM,
        eventName: 'CreatePolicyVersion',
        requestParameters: { policyArn: 'arn:aws:iam::123456789012:policy/p', policyDocument: '{}' },
        responseElements: { policyVersion: { versionId: 'v2' } },
      },
      {
        class_uid: 3004,
        activity_id: 3,
        entity: {
          type_id: 5,
          name: 'p',
          uid: 'arn:aws:iam::123456789012:policy/p',
          version: 'v2',
          data: '{}',
        },
      },
    ],
    [
      'reading users is an API call',
      { ...IAM, eventName: 'ListUsers', readOnly: true },
      { class_uid: 6003, activity_id: 2 },
    ],
    [
      'CreateUser of another service is no account of IAM',
      { eventSource: 'rds.amazonaws.com', eventName: 'CreateUser' },
      { class_uid: 6003, activity_id: 1 },
    ],
  ])('%s', (_name, fields, expected) => {
    expect(map(fields)).toMatchObject(expected);
  });

  test('an assumed role is a logon: the session is the user, the caller the actor, the key leads on', () => {
    const event = map({
      userIdentity: {
        type: 'IAMUser',
        arn: ARN,
        userName: 'bob',
        accountId: '123456789012',
        principalId: 'AIDAEXAMPLE',
      },
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      requestParameters: { roleArn: 'arn:aws:iam::210987654321:role/Admin', roleSessionName: 'bob-1' },
      responseElements: {
        credentials: { accessKeyId: 'ASIAISSUED', expiration: 'Jan 2, 2026, 4:04:05 PM' },
        assumedRoleUser: {
          assumedRoleId: 'AROAEXAMPLE:bob-1',
          arn: 'arn:aws:sts::210987654321:assumed-role/Admin/bob-1',
        },
      },
      resources: [
        { ARN: 'arn:aws:iam::210987654321:role/Admin', accountId: '210987654321', type: 'AWS::IAM::Role' },
      ],
      sharedEventID: 's-1',
    });
    expect(event).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      user: {
        name: 'bob-1',
        uid: 'arn:aws:sts::210987654321:assumed-role/Admin/bob-1',
        uid_alt: 'AROAEXAMPLE:bob-1',
        account: { uid: '210987654321' },
      },
      session: {
        credential_uid: 'ASIAISSUED',
        issuer: 'arn:aws:iam::210987654321:role/Admin',
        created_time: Date.UTC(2026, 0, 2, 3, 4, 5),
        expiration_time: Date.UTC(2026, 0, 2, 16, 4, 5),
      },
      actor: { user: { name: 'bob', uid: ARN, type_id: 1 } },
      metadata: { correlation_uid: 's-1' },
      unmapped: { resources: [{ type: 'AWS::IAM::Role' }] },
    });
  });

  test.each<[string, object, object]>([
    ['AssumeRoleWithSAML', { roleArn: 'arn:aws:iam::1:role/R', principalArn: 'p' }, { auth_protocol_id: 5 }],
    ['AssumeRoleWithWebIdentity', { roleArn: 'arn:aws:iam::1:role/R' }, { auth_protocol_id: 4 }],
    ['GetFederationToken', { name: 'carol' }, { user: { name: 'carol', type_id: 1 } }],
    ['GetSessionToken', {}, { user: { name: 'alice' } }],
  ])('%s is a logon', (eventName, requestParameters, expected) => {
    const event = map({ eventSource: 'sts.amazonaws.com', eventName, requestParameters });
    expect(event).toMatchObject({ class_uid: 3002, activity_id: 1, ...expected });
  });

  test('GetCallerIdentity issues nothing', () => {
    expect(map({ eventSource: 'sts.amazonaws.com', eventName: 'GetCallerIdentity' }).class_uid).toBe(6003);
  });

  test('the chain of a session: issuer, source identity, web identity, what is left of them', () => {
    const event = map({
      userIdentity: {
        ...BASE.userIdentity,
        invokedBy: 'cloudformation.amazonaws.com',
        onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' },
        inScopeOf: { issuerType: 'AWS::Lambda::Function' },
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROAEXAMPLE',
            arn: 'arn:aws:iam::123456789012:role/Admin',
            accountId: '123456789012',
            userName: 'Admin',
          },
          webIdFederationData: { federatedProvider: 'token.example.com', attributes: { sub: 'repo:a/b' } },
          attributes: { creationDate: '2026-01-02T03:00:00Z', mfaAuthenticated: 'false' },
          sourceIdentity: 'alice@example.com',
          ec2RoleDelivery: '2.0',
          assumedRoot: 'true',
        },
      },
      sessionCredentialFromConsole: 'true',
    });
    expect(event.actor).toMatchObject({
      user: { name: 'alice', type: 'AssumedRole', type_id: 99 },
      session: {
        issuer: 'arn:aws:iam::123456789012:role/Admin',
        is_mfa: false,
        credential_uid: 'ASIAEXAMPLE',
      },
      idp: { name: 'token.example.com', uid: 'arn:aws:identitystore::1:identitystore/d-1' },
      app_name: 'cloudformation.amazonaws.com',
    });
    expect(event.unmapped).toMatchObject({
      sourceIdentity: 'alice@example.com',
      sessionCredentialFromConsole: 'true',
      userIdentity: {
        onBehalfOf: { userId: 'u-1' },
        inScopeOf: { issuerType: 'AWS::Lambda::Function' },
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROAEXAMPLE',
            accountId: '123456789012',
            userName: 'Admin',
          },
          webIdFederationData: { attributes: { sub: 'repo:a/b' } },
          ec2RoleDelivery: '2.0',
          assumedRoot: 'true',
        },
      },
    });
  });

  test('a service that acts for nobody is the user, as a service', () => {
    const event = map({ userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } });
    expect(event.actor.user).toEqual({ type: 'AWSService', type_id: 4, name: 'ec2.amazonaws.com' });
  });

  test('what has no place is under its own name', () => {
    const own = {
      eventCategory: 'Management',
      managementEvent: true,
      tlsDetails: { tlsVersion: 'TLSv1.3' },
      additionalEventData: { a: 1 },
      vpcEndpointAccountId: '123456789012',
      serviceEventDetails: { b: 2 },
      addendum: { reason: 'UPDATED_DATA' },
      eventType: 'AwsApiCall',
      readOnly: true,
    };
    expect(map(own).unmapped).toMatchObject(own);
    expect(map({ envelope: { before: 'x' } }).unmapped._envelope).toEqual({ before: 'x' });
  });

  test('an Insight is a finding about an operation', () => {
    const normalized = normalize(
      JSON.stringify({
        eventVersion: '1.07',
        eventTime: '2026-01-02T03:04:00Z',
        awsRegion: 'eu-west-1',
        eventID: 'e-1',
        eventType: 'AwsCloudTrailInsight',
        recipientAccountId: '123456789012',
        sharedEventID: 's-1',
        insightDetails: {
          state: 'Start',
          eventSource: 'ec2.amazonaws.com',
          eventName: 'RunInstances',
          insightType: 'ApiCallRateInsight',
          insightContext: { statistics: { baseline: { average: 0.1 }, insight: { average: 50 } } },
        },
        eventCategory: 'Insight',
      }),
    );
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({
      metadata: { log_format: 'cloudtrail', correlation_uid: 's-1' },
      class_uid: 2004,
      activity_id: 1,
      time: Date.UTC(2026, 0, 2, 3, 4),
      finding_info: { uid: 's-1', title: 'ApiCallRateInsight: ec2.amazonaws.com RunInstances' },
      api: { operation: 'RunInstances', service: { name: 'ec2.amazonaws.com' } },
      unmapped: { insightDetails: { state: 'Start' } },
    });
  });

  test('an event that lookup-events gave is the event in it', () => {
    const outer = {
      EventId: 'e-1',
      EventName: 'DescribeInstances',
      ReadOnly: 'true',
      Username: 'alice',
      Resources: [{ ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-1' }],
      CloudTrailEvent: JSON.stringify(BASE),
    };
    const text = JSON.stringify(outer);
    const normalized = normalize(text);
    expectValid(normalized);
    const { CloudTrailEvent: _, ...around } = outer;
    expect(normalized.events[0]).toMatchObject({
      metadata: { log_format: 'cloudtrail', original_event_uid: 'e-1' },
      class_uid: 6003,
      time: Date.UTC(2026, 0, 2, 3, 4, 5),
      actor: { user: { name: 'alice' } },
      unmapped: { lookupEvents: around },
      raw_data: text,
    });
    for (const inner of ['', '{', '[]', '{"EventId":"e","CloudTrailEvent":"{}"}'])
      expect(
        normalize(JSON.stringify({ ...outer, CloudTrailEvent: inner })).events[0]?.metadata.log_format,
      ).toBe('json');
  });

  test('events that a tool trimmed are told by service or type', () => {
    for (const fields of [
      { eventName: 'GetSecretValue', eventSource: 'secretsmanager.amazonaws.com' },
      { eventName: 'CreateAccount', eventType: 'AwsApiCall' },
    ]) {
      const normalized = normalize(JSON.stringify(fields));
      expectValid(normalized);
      expect(normalized.events[0]?.metadata.log_format).toBe('cloudtrail');
    }
    for (const fields of [
      { eventName: 'click', eventSource: 'web' },
      { eventName: 'click', eventType: 'UserEvent' },
      { eventName: 'x', eventSource: 7, eventType: 'AwsApiCall' },
      { eventType: 'AwsCloudTrailInsight', insightDetails: 'x' },
    ])
      expect(normalize(JSON.stringify(fields)).events[0]?.metadata.log_format).toBe('json');
  });

  test('identity operations bear parameters of any type', () => {
    for (const eventName of [
      'CreateUser',
      'CreateRole',
      'CreateGroup',
      'AddUserToGroup',
      'CreatePolicy',
      'PutUserPolicy',
    ])
      for (const value of [null, 7, 'x', [], { userName: {}, roleName: 7, groupName: [], policyArn: null }])
        map({
          ...IAM,
          eventName,
          requestParameters: value,
          responseElements: value,
          errorMessage: ' on resource: arn:',
        });
    for (const eventName of ['AssumeRole', 'GetFederationToken', 'GetSessionToken'])
      for (const value of [
        null,
        7,
        'x',
        [],
        { roleArn: {}, credentials: { accessKeyId: 'k', expiration: {} } },
      ])
        map({
          eventSource: 'sts.amazonaws.com',
          eventName,
          requestParameters: value,
          responseElements: value,
        });
  });
});
