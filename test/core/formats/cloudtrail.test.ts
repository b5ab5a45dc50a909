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
});
