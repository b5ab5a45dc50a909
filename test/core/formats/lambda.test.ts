import { gzipSync } from 'node:zlib';
import { type Event, expectSource, expectValid, normalize } from './support';

const ACCOUNT = '123456789012';
const TRAIL = {
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName: 'alice', arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
  eventTime: '2026-01-02T03:04:05Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  sourceIPAddress: '192.0.2.7',
  eventID: 'e-1',
};
const SQS = {
  messageId: 'm-1',
  receiptHandle: 'AQEB',
  body: 'Hello',
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1767323045000', SenderId: 'AIDAEXAMPLE' },
  messageAttributes: { n: { stringValue: '1', dataType: 'Number' } },
  md5OfBody: 'x',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`,
  awsRegion: 'eu-west-1',
};
const NOTIFICATION = {
  Type: 'Notification',
  MessageId: 'n-1',
  TopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`,
  Subject: null,
  Message: 'Hello',
  Timestamp: '2026-01-02T03:04:05.678Z',
  SignatureVersion: '1',
};
const KINESIS = {
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: '1',
    sequenceNumber: '4959',
    data: Buffer.from('Hello').toString('base64'),
    approximateArrivalTimestamp: 1767323045.987,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: 'shardId-0:4959',
  eventName: 'aws:kinesis:record',
  invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/consumer`,
  awsRegion: 'eu-west-1',
  eventSourceARN: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/audit`,
};
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const kinesis = (data: string): object => ({ ...KINESIS, kinesis: { ...KINESIS.kinesis, data } });
const logs = (...messages: string[]): object => ({
  messageType: 'DATA_MESSAGE',
  owner: ACCOUNT,
  logGroup: '/trail',
  logStream: 's',
  subscriptionFilters: ['all'],
  logEvents: messages.map((message, at) => ({ id: `${at}`, timestamp: 1767323045000 + at, message })),
});

function map(value: unknown, format: string): Event {
  const text = JSON.stringify(value);
  const normalized = normalize(text);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(text));
  expect(normalized.events.map((event) => event.metadata.log_format)).toEqual([format]);
  return normalized.events[0]!;
}

describe('messages without an event inside', () => {
  test('SQS says who sent what, when, to which queue', () => {
    expect(map(SQS, 'sqs')).toMatchObject({
      metadata: { original_event_uid: 'm-1', product: { name: 'SQS' } },
      class_uid: 0,
      time: 1767323045000,
      message: 'Hello',
      actor: { user: { uid: 'AIDAEXAMPLE' } },
      cloud: { provider: 'AWS', account: { uid: ACCOUNT }, region: 'eu-west-1' },
      unmapped: { eventSourceARN: SQS.eventSourceARN, attributes: SQS.attributes, md5OfBody: 'x' },
    });
  });

  test('SNS, as Lambda gets it and as SNS writes it', () => {
    const expected = {
      metadata: { original_event_uid: 'n-1' },
      time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      message: 'Hello',
      cloud: { account: { uid: ACCOUNT }, region: 'eu-west-1' },
      unmapped: { TopicArn: NOTIFICATION.TopicArn, Type: 'Notification' },
    };
    expect(map(NOTIFICATION, 'sns')).toMatchObject(expected);
    const record = {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: 'arn:x',
      Sns: NOTIFICATION,
    };
    expect(map(record, 'sns')).toMatchObject(expected);
    expect(map(record, 'sns').unmapped.EventSubscriptionArn).toBe('arn:x');
    map({ ...NOTIFICATION, Type: 'SubscriptionConfirmation', Token: 't' }, 'sns');
  });

  test('Kinesis: the text of the data; bytes that are none stay in the raw text', () => {
    expect(map(KINESIS, 'kinesis')).toMatchObject({
      metadata: { original_event_uid: 'shardId-0:4959' },
      time: 1767323045987,
      message: 'Hello',
      unmapped: { kinesis: { partitionKey: '1' }, invokeIdentityArn: KINESIS.invokeIdentityArn },
    });
    expect(map(kinesis(base64(Buffer.from([0xff, 0xfe]))), 'kinesis').message).toBeUndefined();
    expect(map(kinesis(base64(Buffer.from([0x1f, 0x8b, 0]))), 'kinesis').message).toBeUndefined();
    expect(map(kinesis(base64(gzipSync('x'.repeat(3 << 20)))), 'kinesis').message).toBeUndefined();
    expect(map(kinesis(base64(gzipSync('y'.repeat(9)))), 'kinesis').message).toBe('y'.repeat(9));
  });

  test('several CloudWatch Logs messages in one record stay one event', () => {
    const payload = JSON.stringify(logs('a', 'b'));
    expect(map(kinesis(base64(gzipSync(payload))), 'kinesis').message).toBe(payload);
    const event = map({ awslogs: { data: base64(gzipSync(payload)) } }, 'lambda-logs');
    expect(event).toMatchObject({
      count: 2,
      time: 1767323045000,
      cloud: { account: { uid: ACCOUNT } },
      unmapped: { awslogs: logs('a', 'b') },
    });
  });

  test('Firehose: as many records as there are, with their texts', () => {
    const record = (text: string | Buffer) => ({
      recordId: 'r',
      approximateArrivalTimestamp: 1767323045290,
      data: base64(text),
    });
    const invocation = {
      invocationId: 'i-1',
      deliveryStreamArn: `arn:aws:firehose:eu-west-1:${ACCOUNT}:deliverystream/audit`,
      region: 'eu-west-1',
      records: [record('a'), record('{"b":1}'), record(Buffer.from([0xff]))],
    };
    expect(map(invocation, 'firehose')).toMatchObject({
      metadata: { original_event_uid: 'i-1' },
      time: 1767323045290,
      count: 3,
      unmapped: {
        records: [{ recordId: 'r', text: 'a' }, { text: '{"b":1}' }, { data: '/w==' }],
        deliveryStreamArn: invocation.deliveryStreamArn,
      },
    });
    const bombs = Array.from({ length: 50 }, () => record(gzipSync('x'.repeat(1 << 20))));
    const start = process.hrtime.bigint();
    map({ ...invocation, records: bombs }, 'firehose');
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(20_000);
  });
});

describe('the event inside', () => {
  const expected = {
    class_uid: 6003,
    time: Date.UTC(2026, 0, 2, 3, 4, 5),
    actor: { user: { name: 'alice' } },
  };
  const text = JSON.stringify(TRAIL);
  const bus = {
    version: '0',
    id: 'b-1',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.ec2',
    detail: TRAIL,
  };

  test.each<[string, unknown, object]>([
    ['SQS', { ...SQS, body: text }, { sqs: { messageId: 'm-1', attributes: SQS.attributes } }],
    ['SNS', { ...NOTIFICATION, Message: text }, { sns: { MessageId: 'n-1' } }],
    [
      'Kinesis',
      kinesis(base64(text)),
      { kinesis: { eventID: 'shardId-0:4959', kinesis: { sequenceNumber: '4959' } } },
    ],
    [
      'CloudWatch Logs by Kinesis',
      kinesis(base64(gzipSync(JSON.stringify(logs(text))))),
      { kinesis: { cloudwatch: { logGroup: '/trail', owner: ACCOUNT, id: '0' } } },
    ],
    [
      'CloudWatch Logs',
      { awslogs: { data: base64(gzipSync(JSON.stringify(logs(text)))) } },
      { awslogs: { cloudwatch: { logStream: 's' } } },
    ],
    [
      'Firehose',
      { invocationId: 'i', deliveryStreamArn: 'arn:x', records: [{ recordId: 'r', data: base64(text) }] },
      { firehose: { invocationId: 'i', record: { recordId: 'r' } } },
    ],
    [
      'a file of one record in SQS',
      { ...SQS, body: JSON.stringify({ Records: [TRAIL] }) },
      { sqs: { messageId: 'm-1' } },
    ],
    [
      'EventBridge by SNS by SQS',
      { ...SQS, body: JSON.stringify({ ...NOTIFICATION, Message: JSON.stringify(bus) }) },
      { sqs: { messageId: 'm-1' }, sns: { MessageId: 'n-1' }, eventbridge: { id: 'b-1' } },
    ],
  ])('%s', (_name, value, unmapped) => {
    expect(map(value, 'cloudtrail')).toMatchObject({ ...expected, unmapped });
  });

  test('a line within is of its format, at the time that the message was sent if it has none', () => {
    const line = '2 123456789012 eni-1 192.0.2.1 198.51.100.2 1 2 6 1 40 1767323000 1767323060 ACCEPT OK';
    expect(map({ ...SQS, body: `${line}\n` }, 'vpc-flow').src_endpoint.ip).toBe('192.0.2.1');
    const event = map({ ...SQS, body: JSON.stringify({ ...TRAIL, eventTime: undefined }) }, 'cloudtrail');
    expect(event.time).toBe(1767323045000);
  });

  test('of several there is none', () => {
    const body = JSON.stringify({ Records: [TRAIL, TRAIL] });
    expect(map({ ...SQS, body }, 'sqs').message).toBe(body);
  });

  test('nothing goes deeper than it is looked', () => {
    let body = text;
    for (let i = 0; i < 6; i++) body = JSON.stringify({ ...SQS, body });
    const event = normalize(body).events[0]!;
    expect(event.metadata.log_format).toBe('sqs');
  });
});

describe('HTTP requests', () => {
  const V2 = {
    version: '2.0',
    routeKey: 'GET /orders',
    rawPath: '/orders',
    rawQueryString: 'a=1&b=2',
    cookies: ['c=1'],
    headers: {
      host: 'api.example.com',
      'X-Amzn-Trace-Id': 'Root=1-66705bc7-2b4257df30cbee696ef2cf28',
      'x-forwarded-for': '203.0.113.9, 192.0.2.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'a1b2',
      domainName: 'api.example.com',
      http: {
        method: 'GET',
        path: '/orders',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.7',
        userAgent: 'curl/8',
      },
      requestId: 'r-1',
      routeKey: 'GET /orders',
      stage: 'prod',
      timeEpoch: 1767323045000,
    },
    isBase64Encoded: false,
  };
  const V1 = {
    resource: '/orders/{id}',
    path: '/orders/7',
    httpMethod: 'DELETE',
    headers: null,
    multiValueHeaders: { Host: ['api.example.com'], Accept: ['a', 'b'] },
    queryStringParameters: { a: '2' },
    multiValueQueryStringParameters: { a: ['1', '2'] },
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'a1b2',
      stage: 'prod',
      protocol: 'HTTP/1.1',
      requestId: 'r-2',
      requestTimeEpoch: 1767323045000,
      identity: { sourceIp: '192.0.2.7', userAgent: 'curl/8' },
    },
    body: null,
    isBase64Encoded: false,
  };
  const context = (fields: object) => ({ requestContext: { ...V2.requestContext, ...fields } });

  test('payload format 2.0', () => {
    expect(map(V2, 'lambda-http')).toMatchObject({
      metadata: {
        original_event_uid: 'r-1',
        correlation_uid: '1-66705bc7-2b4257df30cbee696ef2cf28',
        product: { name: 'API Gateway' },
      },
      class_uid: 4002,
      activity_id: 3,
      time: 1767323045000,
      status_id: 0,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'api.example.com', port: 443 },
      http_request: {
        uid: 'r-1',
        http_method: 'GET',
        version: '1.1',
        user_agent: 'curl/8',
        url: { hostname: 'api.example.com', path: '/orders', query_string: 'a=1&b=2', scheme: 'https' },
        x_forwarded_for: ['203.0.113.9', '192.0.2.7'],
      },
      cloud: { account: { uid: ACCOUNT } },
      unmapped: {
        cookies: ['c=1'],
        routeKey: 'GET /orders',
        requestContext: { stage: 'prod', apiId: 'a1b2' },
      },
    });
  });

  test('payload format 1.0, headers and parameters of several values', () => {
    expect(map(V1, 'lambda-http')).toMatchObject({
      activity_id: 2,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'api.example.com' },
      http_request: {
        http_method: 'DELETE',
        url: { path: '/orders/7', query_string: 'a=1&a=2' },
        http_headers: [
          { name: 'Host', value: 'api.example.com' },
          { name: 'Accept', value: 'a' },
          { name: 'Accept', value: 'b' },
        ],
      },
      unmapped: { resource: '/orders/{id}', isBase64Encoded: false },
    });
  });

  test.each<[string, object, object | undefined]>([
    [
      'who signed',
      {
        authorizer: {
          iam: {
            accessKey: 'ASIAEXAMPLE',
            accountId: ACCOUNT,
            userArn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`,
            userId: 'AROAEXAMPLE:alice',
          },
        },
      },
      {
        user: {
          name: 'alice',
          uid: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`,
          uid_alt: 'AROAEXAMPLE:alice',
          account: { uid: ACCOUNT },
        },
        session: { credential_uid: 'ASIAEXAMPLE' },
      },
    ],
    [
      'who the token says',
      {
        authorizer: {
          jwt: {
            claims: {
              sub: 's-1',
              'cognito:username': 'bob',
              iss: 'https://idp.example.com',
              email: 'bob@example.com',
            },
          },
        },
      },
      {
        user: { name: 'bob', uid: 's-1', email_addr: 'bob@example.com' },
        idp: { name: 'https://idp.example.com' },
      },
    ],
    ['whom an authorizer named', { authorizer: { principalId: 'carol' } }, { user: { uid: 'carol' } }],
    ['nobody', { authorizer: { lambda: null } }, undefined],
  ])('%s', (_name, fields, actor) => {
    const event = map({ ...V2, ...context(fields) }, 'lambda-http');
    if (actor === undefined) expect(event.actor).toBeUndefined();
    else expect(event.actor).toMatchObject(actor);
  });

  test('a load balancer puts the client last', () => {
    const event = map(
      {
        requestContext: {
          elb: { targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:targetgroup/t/1` },
        },
        httpMethod: 'GET',
        path: '/',
        queryStringParameters: {},
        headers: {
          'x-forwarded-for': '10.0.0.1, 192.0.2.7',
          'user-agent': 'curl/8',
          host: 'www.example.com',
        },
        body: '',
        isBase64Encoded: false,
      },
      'lambda-http',
    );
    expect(event).toMatchObject({
      metadata: { product: { name: 'Application Load Balancer' } },
      src_endpoint: { ip: '192.0.2.7' },
      cloud: { account: { uid: ACCOUNT }, region: 'eu-west-1' },
      http_request: { user_agent: 'curl/8', url: { path: '/' } },
    });
  });

  test('authorizers: the method and path of the ARN', () => {
    const methodArn = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2/prod/POST/orders/7`;
    const event = map({ type: 'TOKEN', methodArn, authorizationToken: 'Bearer x' }, 'lambda-http');
    expect(event).toMatchObject({
      activity_id: 6,
      http_request: { http_method: 'POST', url: { path: '/orders/7' } },
      cloud: { account: { uid: ACCOUNT }, region: 'eu-west-1' },
    });
  });

  test('a function URL, a WebSocket', () => {
    const url = map({ ...V2, ...context({ domainName: 'x.lambda-url.eu-west-1.on.aws' }) }, 'lambda-http');
    expect(url.metadata.product.name).toBe('Lambda function URL');
    const socket = map(
      {
        requestContext: {
          routeKey: '$default',
          eventType: 'MESSAGE',
          connectionId: 'c',
          messageId: 'm',
          apiId: 'a',
          requestId: 'r',
          requestTimeEpoch: 1767323045000,
          identity: { sourceIp: '192.0.2.7' },
        },
        body: 'hi',
      },
      'lambda-http',
    );
    expect(socket).toMatchObject({ activity_id: 99, activity_name: 'MESSAGE', unmapped: { body: 'hi' } });
  });
});

test('DynamoDB: the change of an item, by itself and by Kinesis', () => {
  const change = {
    eventID: 'd-1',
    eventVersion: '1.1',
    eventName: 'REMOVE',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    dynamodb: { ApproximateCreationDateTime: 1767323045, Keys: { id: { S: 'a' } }, SequenceNumber: '1' },
    eventSourceARN: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/users/stream/2026-01-02T03:04:05.678`,
  };
  expect(map(change, 'dynamodb-stream')).toMatchObject({
    class_uid: 6005,
    activity_id: 7,
    time: 1767323045000,
    actor: { user: { name: 'dynamodb.amazonaws.com', type_id: 4 } },
    table: { name: 'users', uid: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/users` },
    cloud: { account: { uid: ACCOUNT }, region: 'eu-west-1' },
    unmapped: { dynamodb: change.dynamodb },
  });
  const { eventSourceARN: _, ...other } = change;
  const inner = {
    ...other,
    eventName: 'INSERT',
    userIdentity: null,
    tableName: 'users',
    recordFormat: 'application/json',
    dynamodb: { ...change.dynamodb, ApproximateCreationDateTime: 1767323045370 },
  };
  expect(map(kinesis(base64(JSON.stringify(inner))), 'dynamodb-stream')).toMatchObject({
    activity_id: 6,
    time: 1767323045370,
    actor: { user: { name: 'Unknown' } },
    table: { name: 'users' },
    unmapped: { kinesis: { eventID: 'shardId-0:4959' } },
  });
});

test('S3 Object Lambda: who read what', () => {
  const request = {
    xAmzRequestId: 'q-1',
    getObjectContext: { inputS3Url: 'https://x', outputRoute: 'o', outputToken: 't' },
    configuration: {
      accessPointArn: `arn:aws:s3-object-lambda:eu-west-1:${ACCOUNT}:accesspoint/redacted`,
      payload: '',
    },
    userRequest: { url: '/report.txt', headers: { Host: 'h', 'User-Agent': 'aws-cli/2' } },
    userIdentity: TRAIL.userIdentity,
    protocolVersion: '1.00',
  };
  expect(map(request, 's3-object-lambda')).toMatchObject({
    class_uid: 6005,
    activity_id: 1,
    actor: { user: { name: 'alice', uid: TRAIL.userIdentity.arn } },
    databucket: { name: 'redacted', uid: request.configuration.accessPointArn },
    http_request: { user_agent: 'aws-cli/2', url: { url_string: '/report.txt' } },
    unmapped: { protocolVersion: '1.00', getObjectContext: request.getObjectContext },
  });
  const { getObjectContext: _, ...bare } = request;
  expect(map({ ...bare, listObjectsV2Context: {} }, 's3-object-lambda').activity_id).toBe(8);
  map(bare, 'json');
});

test('what is nearly one of them is JSON', () => {
  for (const value of [
    { ...SQS, body: 7 },
    { ...SQS, eventSource: 'aws:mq' },
    { ...NOTIFICATION, TopicArn: 'x' },
    { ...NOTIFICATION, Type: 'Other' },
    { ...NOTIFICATION, MessageId: 1 },
    { EventSource: 'aws:sns', Sns: 'x' },
    { ...KINESIS, kinesis: [] },
    { eventSource: 'aws:dynamodb', eventName: 'SCAN', dynamodb: {} },
    { eventSource: 'aws:dynamodb', eventName: 'INSERT', dynamodb: null },
    { invocationId: 'i', deliveryStreamArn: 'a', records: [] },
    { awslogs: { data: 'x' } },
    { awslogs: { data: base64(gzipSync('{}')) } },
    { httpMethod: 'GET', path: '/' },
    { requestContext: { apiId: 'a', http: {} }, version: '1.0' },
    { type: 'TOKEN', methodArn: 'x' },
  ])
    map(value, 'json');
});
