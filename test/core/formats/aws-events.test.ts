import { type Event, expectSource, expectValid, normalize } from './support';

const ACCOUNT = '123456789012';

function map(value: unknown, format: string): Event {
  const text = JSON.stringify(value);
  const normalized = normalize(text);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(text));
  expect(normalized.events.map((event) => event.metadata.log_format)).toEqual([format]);
  return normalized.events[0]!;
}

describe('S3 notifications', () => {
  const RECORD = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'eu-west-1',
    eventTime: '2026-01-02T03:04:05.678Z',
    eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: 'AWS:AROAEXAMPLE:alice' },
    requestParameters: { sourceIPAddress: '192.0.2.7' },
    responseElements: { 'x-amz-request-id': 'q-1', 'x-amz-id-2': 'i-2' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'all',
      bucket: { name: 'reports', ownerIdentity: { principalId: 'A3NL' }, arn: 'arn:aws:s3:::reports' },
      object: { key: '2026/q3+a%26b%C3%A9.pdf', size: 1024, eTag: 'd41d', versionId: 'v1', sequencer: '00' },
    },
  };
  const object = (fields: object) => ({ ...RECORD, s3: { ...RECORD.s3, object: fields } });

  test('who did what to which object, the key decoded', () => {
    expect(map(RECORD, 's3-notification')).toMatchObject({
      class_uid: 6005,
      activity_id: 5,
      time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      actor: { user: { uid: 'AROAEXAMPLE:alice', name: 'alice' } },
      src_endpoint: { ip: '192.0.2.7' },
      api: { operation: 'ObjectCreated:Put', request: { uid: 'q-1' } },
      databucket: {
        name: 'reports',
        uid: 'arn:aws:s3:::reports',
        owner: { uid: 'A3NL' },
        file: { name: 'q3 a&bé.pdf', path: '2026/q3 a&bé.pdf', size: 1024, version: 'v1' },
      },
      cloud: { region: 'eu-west-1' },
      unmapped: { s3: RECORD.s3, responseElements: { 'x-amz-id-2': 'i-2' } },
    });
  });

  test.each([
    ['ObjectRemoved:DeleteMarkerCreated', 7],
    ['LifecycleExpiration:Delete', 7],
    ['ObjectTagging:Put', 2],
    ['ReducedRedundancyLostObject', 99],
  ])('%s is activity %d', (eventName, activity) => {
    expect(map({ ...RECORD, eventName }, 's3-notification').activity_id).toBe(activity);
  });

  test('a service in place of a person and an address', () => {
    const event = map(
      {
        ...RECORD,
        userIdentity: { principalId: 's3.amazonaws.com' },
        requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
      },
      's3-notification',
    );
    expect(event).toMatchObject({
      actor: { app_name: 's3.amazonaws.com' },
      src_endpoint: { svc_name: 's3.amazonaws.com' },
    });
  });

  test('keys that do not decode, folders, nothing, other types', () => {
    expect(map(object({ key: 'a%' }), 's3-notification').databucket.file.path).toBe('a%');
    expect(map(object({ key: 'a/b/' }), 's3-notification').databucket.file).toMatchObject({
      name: 'b/',
      type_id: 2,
    });
    expect(map(object({}), 's3-notification').databucket.file).toBeUndefined();
    expect(map({ ...RECORD, s3: { bucket: 7, object: 'x' } }, 's3-notification').databucket.name).toBe(
      'Unknown',
    );
    map({ ...RECORD, s3: 'x' }, 'json');
  });

  test('the test message', () => {
    const event = map(
      {
        Service: 'Amazon S3',
        Event: 's3:TestEvent',
        Time: '2026-01-02T03:04:05.678Z',
        Bucket: 'reports',
        RequestId: 'q-1',
        HostId: 'h',
      },
      's3-notification',
    );
    expect(event).toMatchObject({
      activity_id: 99,
      databucket: { name: 'reports' },
      unmapped: { HostId: 'h' },
    });
  });
});

describe('EventBridge', () => {
  const EVENT = {
    version: '0',
    id: 'b-1',
    'detail-type': 'EC2 Instance State-change Notification',
    source: 'aws.ec2',
    account: ACCOUNT,
    time: '2026-01-02T03:04:05Z',
    region: 'eu-west-1',
    resources: [`arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0a1b`],
    detail: { 'instance-id': 'i-0a1b', state: 'terminated' },
  };

  test('an event of whatever a source made it', () => {
    expect(map(EVENT, 'eventbridge')).toMatchObject({
      metadata: { original_event_uid: 'b-1' },
      class_uid: 0,
      time: Date.UTC(2026, 0, 2, 3, 4, 5),
      message: EVENT['detail-type'],
      cloud: { account: { uid: ACCOUNT }, region: 'eu-west-1' },
      unmapped: { source: 'aws.ec2', resources: EVENT.resources, detail: EVENT.detail },
    });
  });

  test('an API call is what CloudTrail says', () => {
    const detail = {
      eventVersion: '1.08',
      userIdentity: { type: 'Root', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` },
      eventTime: '2026-01-02T03:04:00Z',
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      sourceIPAddress: '192.0.2.7',
      responseElements: { ConsoleLogin: 'Success' },
      eventID: 'e-1',
    };
    const { detail: _, ...around } = EVENT;
    const event = map(
      { ...around, 'detail-type': 'AWS Console Sign In via CloudTrail', detail },
      'cloudtrail',
    );
    expect(event).toMatchObject({
      metadata: { original_event_uid: 'e-1' },
      class_uid: 3002,
      time: Date.UTC(2026, 0, 2, 3, 4),
      actor: { user: { type: 'Root', type_id: 2 } },
      unmapped: { eventbridge: { id: 'b-1', source: 'aws.ec2' } },
    });
    map({ ...EVENT, 'detail-type': 'AWS API Call via CloudTrail', detail: {} }, 'eventbridge');
  });

  test("S3's object events are of the bucket", () => {
    const event = map(
      {
        ...EVENT,
        'detail-type': 'Object Deleted',
        source: 'aws.s3',
        detail: {
          version: '0',
          bucket: { name: 'reports' },
          object: { key: 'a/b.pdf', size: 7, 'version-id': 'v1' },
          'request-id': 'q-1',
          requester: ACCOUNT,
          'source-ip-address': '192.0.2.7',
          reason: 'DeleteObject',
          'deletion-type': 'Permanently Deleted',
        },
      },
      'eventbridge',
    );
    expect(event).toMatchObject({
      class_uid: 6005,
      activity_id: 7,
      actor: { user: { uid: ACCOUNT } },
      src_endpoint: { ip: '192.0.2.7' },
      api: { operation: 'DeleteObject', request: { uid: 'q-1' } },
      databucket: { name: 'reports', file: { name: 'b.pdf', path: 'a/b.pdf', size: 7, version: 'v1' } },
      unmapped: { detail: { 'deletion-type': 'Permanently Deleted' } },
    });
  });

  test('fields of other types', () => {
    map({ ...EVENT, time: 7, account: {}, region: null, version: [] }, 'eventbridge');
    map({ ...EVENT, source: 'aws.s3', detail: { bucket: {}, object: {} } }, 'eventbridge');
    map({ ...EVENT, detail: 'x' }, 'json');
    map({ ...EVENT, 'detail-type': undefined }, 'json');
  });
});

describe('AWS Config', () => {
  const ITEM = {
    relatedEvents: ['e-1'],
    relationships: [
      { resourceId: 'sg-1', resourceType: 'AWS::EC2::SecurityGroup', name: 'Is associated with ' },
    ],
    configuration: { functionName: 'f' },
    tags: { team: 'audit', empty: '' },
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: '2026-01-02T03:04:05.678Z',
    configurationItemStatus: 'ResourceDiscovered',
    awsAccountId: ACCOUNT,
    resourceType: 'AWS::Lambda::Function',
    resourceId: 'f',
    resourceName: 'f',
    ARN: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
    awsRegion: 'eu-west-1',
    availabilityZone: 'eu-west-1a',
    resourceCreationTime: '2025-01-02T03:04:05.678Z',
  };
  const RESOURCE = {
    uid: ITEM.ARN,
    name: 'f',
    type: 'AWS::Lambda::Function',
    region: 'eu-west-1',
    zone: 'eu-west-1a',
    created_time: Date.UTC(2025, 0, 2, 3, 4, 5, 678),
    owner: { account: { uid: ACCOUNT } },
    tags: [
      { name: 'team', value: 'audit' },
      { name: 'empty', value: '' },
    ],
    data: { configuration: { functionName: 'f' }, relatedEvents: ['e-1'], relationships: ITEM.relationships },
  };

  test('a snapshot: all items, the time of the newest', () => {
    const older = {
      ...ITEM,
      configurationItemCaptureTime: '2026-01-01T00:00:00Z',
      resourceId: 'g',
      awsRegion: 'us-east-1',
    };
    const event = map(
      { fileVersion: '1.0', configSnapshotId: 's-1', configurationItems: [older, ITEM] },
      'aws-config',
    );
    expect(event).toMatchObject({
      metadata: { original_event_uid: 's-1', product: { name: 'Config', version: '1.3' } },
      class_uid: 5023,
      activity_id: 2,
      count: 2,
      time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      cloud: { account: { uid: ACCOUNT } },
      resources: [{ region: 'us-east-1' }, RESOURCE],
      unmapped: { fileVersion: '1.0' },
    });
    expect(event.cloud.region).toBeUndefined();
  });

  test('the history of a resource, an empty one', () => {
    expect(map({ fileVersion: '1.0', configurationItems: [ITEM] }, 'aws-config').activity_id).toBe(1);
    map({ fileVersion: '1.0', configurationItems: [] }, 'aws-config');
  });

  test('a change, by itself and on a bus', () => {
    const change = {
      configurationItemDiff: { changeType: 'UPDATE' },
      configurationItem: {
        ...ITEM,
        tags: [{ key: 'team', value: 'audit' }, { key: 'empty' }, 'x'],
        ARN: undefined,
      },
      notificationCreationTime: '2026-01-02T03:04:06.000Z',
      messageType: 'ConfigurationItemChangeNotification',
      recordVersion: '1.3',
    };
    expect(map(change, 'aws-config')).toMatchObject({
      activity_id: 1,
      resources: [{ ...RESOURCE, uid: 'f' }],
      unmapped: { configurationItemDiff: { changeType: 'UPDATE' }, messageType: change.messageType },
    });
    const bus = {
      version: '0',
      id: 'b-1',
      'detail-type': 'Config Configuration Item Change',
      source: 'aws.config',
      detail: change,
    };
    expect(map(bus, 'aws-config').unmapped.eventbridge).toMatchObject({ id: 'b-1' });
  });

  test('what is not all of items is JSON', () => {
    map({ fileVersion: '1.0', configurationItems: [ITEM, 7] }, 'json');
    map({ configurationItems: [ITEM] }, 'json');
    map({ configurationItem: ITEM }, 'json');
  });
});

describe('Honey Buckets', () => {
  const HEADER =
    'Event Type,Event Name,Request ID,User ID,Request Parameters,Alert,Event ID,Event DateTime,Alarm DateTime,Source IP,Request User Agent,Repeated Attempts';
  const row = (agent: string, last = '4') =>
    `AwsApiCall,HeadBucket,q-1,"{'type': 'IAMUser', 'principalId': 'AIDAEXAMPLE', 'accountId': '${ACCOUNT}', 'userName': 'mallory'}","{'bucketName': 'decoy'}", 7-x,e-1,2026-01-02T03:04:05Z,2026-01-02T03:08:28.127636+00:00,192.0.2.7,${agent},${last}`;

  test('a header and its rows, quotes and commas within', () => {
    const source = `${HEADER}\r\n${row('"curl, ""x"""')}\r\n`;
    const normalized = normalize(source);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(source));
    expect(normalized.events.map((event) => event.metadata.log_format)).toEqual([
      'honeybucket',
      'honeybucket',
    ]);
    expect(normalized.events[1]).toMatchObject({
      metadata: { original_event_uid: 'e-1' },
      class_uid: 6003,
      activity_id: 2,
      time: Date.UTC(2026, 0, 2, 3, 4, 5),
      count: 4,
      actor: { user: { type: 'IAMUser', name: 'mallory', uid: 'AIDAEXAMPLE' } },
      src_endpoint: { ip: '192.0.2.7' },
      api: { operation: 'HeadBucket', request: { uid: 'q-1', data: "{'bucketName': 'decoy'}" } },
      http_request: { user_agent: 'curl, "x"' },
      resources: [{ name: 'decoy' }],
      unmapped: { Alert: ' 7-x', 'Alarm DateTime': '2026-01-02T03:08:28.127636+00:00' },
    });
  });

  test.each([
    ['a quote that does not end', row('"curl')],
    ['a field too many', row('a', '1,2')],
    ['a field too few', row('a').replace(',4', '')],
    ['no time', row('a').replace('2026-01-02T03:04:05Z', 'x')],
    ['something after a quote', row('"a"b')],
  ])('%s is text', (_name, line) => {
    expect(normalize(line).events[0]?.metadata.log_format).toBe('text');
  });
});
