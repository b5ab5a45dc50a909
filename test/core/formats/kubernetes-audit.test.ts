import { type Event, expectValid, normalize } from './support';

const BASE = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'RequestResponse',
  auditID: 'a-1',
  stage: 'ResponseComplete',
  requestURI: '/api/v1/namespaces/default/pods/web-0/exec?command=sh&container=web',
  verb: 'create',
  user: {
    username: 'alice',
    uid: 'aws-iam-authenticator:123456789012:AROAEXAMPLE',
    groups: ['system:masters', 'system:authenticated'],
    extra: {
      accessKeyId: ['ASIAEXAMPLE'],
      arn: ['arn:aws:sts::123456789012:assumed-role/Admin/alice'],
      canonicalArn: ['arn:aws:iam::123456789012:role/Admin'],
      principalId: ['AROAEXAMPLE'],
      sessionName: ['alice'],
    },
  },
  sourceIPs: ['192.0.2.7', '2001:db8::9'],
  userAgent: 'kubectl/v1.30.0',
  objectRef: {
    resource: 'pods',
    namespace: 'default',
    name: 'web-0',
    apiVersion: 'v1',
    subresource: 'exec',
  },
  responseStatus: { metadata: {}, code: 101 },
  requestReceivedTimestamp: '2026-01-02T03:04:05.678901Z',
  stageTimestamp: '2026-01-02T03:04:06.123456Z',
  annotations: {
    'authorization.k8s.io/decision': 'allow',
    'authorization.k8s.io/reason': 'RBAC: allowed by ClusterRoleBinding "admins"',
  },
};

function map(fields: object, format = 'kubernetes-audit'): Event {
  const normalized = normalize(JSON.stringify({ ...BASE, ...fields }));
  expectValid(normalized);
  expect(normalized.events[0]?.metadata.log_format).toBe(format);
  return normalized.events[0]!;
}

describe('Kubernetes audit', () => {
  test('says who, by which AWS session, from where, did what to what, and how it ended', () => {
    expect(map({})).toMatchObject({
      metadata: {
        correlation_uid: 'a-1',
        original_event_uid: 'a-1/ResponseComplete',
        log_level: 'RequestResponse',
      },
      class_uid: 6003,
      activity_id: 1,
      time: Date.UTC(2026, 0, 2, 3, 4, 6, 123),
      start_time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      status_id: 1,
      status_code: '101',
      actor: {
        user: {
          name: 'alice',
          type_id: 1,
          uid: 'aws-iam-authenticator:123456789012:AROAEXAMPLE',
          uid_alt: 'arn:aws:sts::123456789012:assumed-role/Admin/alice',
          account: { uid: '123456789012' },
          groups: [{ name: 'system:masters' }, { name: 'system:authenticated' }],
        },
        session: {
          uid: 'alice',
          credential_uid: 'ASIAEXAMPLE',
          issuer: 'arn:aws:iam::123456789012:role/Admin',
        },
        authorizations: [{ decision: 'allow', policy: { type: 'RBAC' } }],
      },
      src_endpoint: { ip: '192.0.2.7', intermediate_ips: ['2001:db8::9'] },
      http_request: {
        user_agent: 'kubectl/v1.30.0',
        url: { path: '/api/v1/namespaces/default/pods/web-0/exec', query_string: 'command=sh&container=web' },
      },
      api: { operation: 'create', version: 'v1', request: { uid: 'a-1' }, response: { code: 101 } },
      resources: [{ name: 'web-0', namespace: 'default', type: 'pods/exec' }],
      unmapped: {
        stage: 'ResponseComplete',
        annotations: BASE.annotations,
        user: { extra: { principalId: ['AROAEXAMPLE'] } },
      },
    });
  });

  test('the objects of request and response are kept', () => {
    const event = map({ requestObject: { kind: 'Pod' }, responseObject: { kind: 'Status' } });
    expect(event.api.request.data).toEqual({ kind: 'Pod' });
    expect(event.api.response.data).toEqual({ kind: 'Status' });
  });

  test.each<[string, object, object]>([
    [
      'a refusal, with its reason',
      {
        responseStatus: { status: 'Failure', message: 'pods is forbidden', reason: 'Forbidden', code: 403 },
        annotations: { 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': '' },
      },
      {
        status_id: 2,
        status_code: '403',
        status_detail: 'pods is forbidden',
        api: { response: { error: 'Forbidden', error_message: 'pods is forbidden' } },
        actor: { authorizations: [{ decision: 'forbid' }] },
      },
    ],
    [
      'a request received, whose end is not known yet',
      { stage: 'RequestReceived', responseStatus: undefined },
      { status_id: 0 },
    ],
    ['a panic', { stage: 'Panic', responseStatus: undefined }, { status_id: 2 }],
    [
      'a collection, which has no name',
      { verb: 'list', objectRef: { resource: 'secrets', namespace: 'default' } },
      { activity_id: 2, resources: [{ name: '*', type: 'secrets', namespace: 'default' }] },
    ],
    [
      'no resource',
      { verb: 'get', objectRef: undefined, requestURI: '/healthz' },
      { activity_id: 2, http_request: { url: { path: '/healthz' } } },
    ],
    ['a verb of its own', { verb: 'impersonate' }, { activity_id: 99, activity_name: 'impersonate' }],
    [
      'a service account',
      { user: { username: 'system:serviceaccount:kube-system:x' } },
      { actor: { user: { type_id: 4 } } },
    ],
    [
      'nobody',
      { user: { username: 'system:anonymous' } },
      { actor: { user: { name: 'system:anonymous', type_id: 3 } } },
    ],
    [
      'somebody as somebody else',
      { impersonatedUser: { username: 'bob', groups: ['admins'] } },
      {
        actor: { user: { name: 'alice' } },
        unmapped: { impersonatedUser: { username: 'bob', groups: ['admins'] } },
      },
    ],
    [
      'an address that is none',
      { sourceIPs: ['not-an-ip', '10.0.1.5'] },
      { src_endpoint: { ip: '10.0.1.5' }, unmapped: { sourceIPs: ['not-an-ip', '10.0.1.5'] } },
    ],
    [
      'without a time of the stage',
      { stageTimestamp: undefined },
      { time: Date.UTC(2026, 0, 2, 3, 4, 5, 678) },
    ],
    ['fields it does not know', { p_log_type: 'x' }, { unmapped: { p_log_type: 'x' } }],
    [
      'fields of other types',
      {
        user: 'x',
        sourceIPs: 7,
        objectRef: [],
        responseStatus: { code: 'x' },
        annotations: 1,
        verb: {},
        auditID: [],
        requestURI: 5,
      },
      { activity_id: 0, status_id: 0, src_endpoint: { name: 'Unknown' } },
    ],
  ])('%s', (_name, fields, expected) => {
    expect(map(fields)).toMatchObject(expected);
  });

  test('in the log group of a cluster it is of an AWS account', () => {
    const payload = {
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/aws/eks/prod/cluster',
      logStream: 'kube-apiserver-audit-1',
      subscriptionFilters: ['all'],
      logEvents: [{ id: '1', timestamp: 1_767_323_046_000, message: JSON.stringify(BASE) }],
    };
    const normalized = normalize(JSON.stringify(payload));
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({
      metadata: { log_format: 'kubernetes-audit', log_name: '/aws/eks/prod/cluster', profiles: ['cloud'] },
      cloud: { provider: 'AWS', account: { uid: '123456789012' } },
    });
  });

  test("Kubernetes' other events are none", () => {
    map({ apiVersion: 'v1' }, 'json');
    map({ kind: 'EventList' }, 'json');
    map({ apiVersion: undefined, objectRef: { kind: 'Pod' }, sourceIPs: undefined }, 'json');
    map({ apiVersion: undefined, verb: undefined }, 'json');
    map({ apiVersion: 7 }, 'json');
  });
});
