import { mapper, takers } from './data-support';
import { CONTEXT } from './support';

const AT = Date.UTC(2026, 10, 23, 9, 0, 0, 123);
const NANOS = `${AT}456789`;

describe('OpenTelemetry', () => {
  const map = mapper('opentelemetry');
  const value = (text: string) => ({ stringValue: text });
  const record = {
    timeUnixNano: NANOS,
    observedTimeUnixNano: `${AT + 5}000000`,
    severityNumber: 9,
    severityText: 'INFO',
    body: value('started'),
    attributes: [
      { key: 'user.name', value: value('alice') },
      { key: 'enduser.id', value: value('17') },
      { key: 'client.address', value: value('192.0.2.7') },
      { key: 'count', value: { intValue: '9007199254740993' } },
      { key: 'small', value: { intValue: '7' } },
      { key: 'ratio', value: { doubleValue: 0.5 } },
      { key: 'yes', value: { boolValue: true } },
      { key: 'list', value: { arrayValue: { values: [value('a'), { intValue: 1 }] } } },
      { key: 'map', value: { kvlistValue: { values: [{ key: 'k', value: value('v') }] } } },
      { key: 'bytes', value: { bytesValue: 'AAE=' } },
      { key: '__proto__', value: value('p') },
    ],
    flags: 1,
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    eventName: 'app.start',
    droppedAttributesCount: 2,
  };
  const batch = (records: object[]) => ({
    resourceLogs: [
      {
        resource: {
          attributes: [
            { key: 'service.name', value: value('shop') },
            { key: 'service.version', value: value('1.2') },
            { key: 'host.name', value: value('a1.example.com') },
          ],
        },
        scopeLogs: [{ scope: { name: 'shop.login', version: '1' }, logRecords: records }],
      },
    ],
  });

  test('a record with every field, in its batch', () => {
    expect(map(batch([record]))).toMatchObject({
      class_uid: 0,
      time: AT,
      severity_id: 1,
      message: 'started',
      actor: { user: { name: 'alice', uid: '17' } },
      device: { hostname: 'a1.example.com' },
      metadata: {
        product: { name: 'shop', version: '1.2' },
        log_level: 'INFO',
        event_code: 'app.start',
        correlation_uid: '5b8efff798038103d269b633813fc60c',
        profiles: ['host'],
      },
      unmapped: {
        span_id: 'eee19b7ec3c1b174',
        flags: 1,
        scope: { name: 'shop.login', version: '1' },
        src_endpoint: { ip: '192.0.2.7' },
        droppedAttributesCount: 2,
        attributes: {
          count: '9007199254740993',
          small: 7,
          ratio: 0.5,
          yes: true,
          list: ['a', 1],
          map: { k: 'v' },
          bytes: 'AAE=',
        },
        resource: { 'service.name': 'shop' },
      },
    });
  });

  test('a record of its own, and a batch of several', () => {
    expect(map({ ...record, timeUnixNano: '0' })).toMatchObject({ time: AT + 5, message: 'started' });
    expect(map({ ...record, timeUnixNano: undefined, observedTimeUnixNano: Number(NANOS) }).time).toBe(AT);
    const several = map(batch([record, { ...record, body: value('two') }]));
    expect(several.unmapped.resourceLogs).toEqual(
      batch([record, { ...record, body: value('two') }]).resourceLogs,
    );
  });

  test.each<[number | string, number, number]>([
    [1, 1, 0],
    [5, 1, 0],
    [12, 1, 0],
    [13, 3, 0],
    [17, 4, 6008],
    [24, 6, 6008],
    [25, 0, 0],
    ['SEVERITY_NUMBER_ERROR2', 4, 6008],
    ['SEVERITY_NUMBER_UNSPECIFIED', 0, 0],
  ])('severity %p', (number, severity, classUid) => {
    const event = map(batch([{ ...record, severityNumber: number }]));
    expect([event.severity_id, event.class_uid]).toEqual([severity, classUid]);
  });

  test('a request', () => {
    expect(
      map(
        batch([
          {
            ...record,
            attributes: [
              { key: 'http.request.method', value: value('GET') },
              { key: 'url.path', value: value('/a') },
              { key: 'url.query', value: value('b=c') },
              { key: 'http.response.status_code', value: { intValue: '404' } },
              { key: 'client.address', value: value('2001:db8::7') },
              { key: 'client.port', value: { intValue: 4242 } },
              { key: 'user_agent.original', value: value('curl/8') },
            ],
          },
        ]),
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 2,
      src_endpoint: { ip: '2001:db8::7', port: 4242 },
      http_request: { url: { path: '/a', query_string: 'b=c' }, user_agent: 'curl/8' },
    });
  });

  test.each<[object, object]>([
    [
      {
        Timestamp: '2026-11-23T09:00:00.123Z',
        SeverityText: 'ERROR',
        SeverityNumber: 17,
        Body: { message: 'it failed', code: 7 },
        Resource: { 'service.name': 'shop' },
        InstrumentationScope: { Name: 'x' },
        TraceId: 't',
        SpanId: 's',
        TraceFlags: 1,
        Attributes: { 'exception.message': 'boom' },
      },
      {
        class_uid: 6008,
        time: AT,
        message: 'it failed',
        status_detail: 'boom',
        unmapped: { body: { code: 7 }, scope: { Name: 'x' } },
      },
    ],
    [
      { Timestamp: Number(NANOS), SeverityNumber: 9, Body: 'x' },
      { class_uid: 0, time: AT, message: 'x' },
    ],
    [
      { ObservedTimestamp: NANOS, TraceId: 't', Body: 'x' },
      { time: AT, metadata: { correlation_uid: 't' } },
    ],
    [
      {
        body: 'started',
        severity_number: 9,
        severity_text: 'INFO',
        attributes: { a: 1 },
        resource: { 'service.name': 'shop' },
      },
      { class_uid: 0, time: CONTEXT.arrival, unmapped: { attributes: { a: 1 } } },
    ],
  ])("the data model's own names: %j", (input, expected) => {
    expect(map(input)).toMatchObject(expected);
  });

  test('a body of another format is an event of that one', () => {
    const line = '192.0.2.7 - alice [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5';
    const event = mapper('access-log')(batch([{ ...record, body: value(line) }]));
    expect(event).toMatchObject({
      class_uid: 4002,
      actor: { user: { name: 'alice' } },
      unmapped: { opentelemetry: { span_id: 'eee19b7ec3c1b174' } },
    });
  });

  test.each([
    { resourceLogs: [] },
    { resourceLogs: [{ scopeLogs: [{ logRecords: ['x'] }] }] },
    { timeUnixNano: NANOS },
    { Body: 'x', SeverityNumber: 9 },
    { body: 'x', severity_number: 9 },
  ])('not it: %j', (input) => {
    expect(takers(input)).toEqual(['json']);
  });
});

describe('ECS', () => {
  const map = mapper('ecs');
  const event = {
    '@timestamp': '2026-11-23T09:00:00.123Z',
    'ecs.version': '8.11.0',
    'log.level': 'error',
    message: 'it failed',
    event: {
      kind: 'event',
      outcome: 'failure',
      action: 'logon',
      id: '0f6c',
      reason: 'bad password',
      duration: 1_500_000,
    },
    user: { name: 'alice', id: '17' },
    source: { ip: '192.0.2.7', port: 4242 },
    service: { name: 'shop', version: '1' },
    trace: { id: 't-1' },
    host: { name: 'a1' },
    labels: { own: 'x' },
  };

  test.each<[object, object]>([
    [
      { category: ['authentication'], type: ['start'] },
      { class_uid: 3002, activity_id: 1 },
    ],
    [
      { category: 'authentication', type: ['end'] },
      { class_uid: 3002, activity_id: 2 },
    ],
    [
      { category: ['authentication'], type: ['change'] },
      { activity_id: 99, activity_name: 'logon' },
    ],
    [
      { category: ['network'], type: ['denied'] },
      { class_uid: 4001, activity_id: 5 },
    ],
    [{ category: ['network', 'session'] }, { class_uid: 4001, activity_id: 6 }],
    [{ category: ['file'] }, { class_uid: 6008, activity_id: 1 }],
  ])('of %j', (more, expected) => {
    expect(map({ ...event, event: { ...event.event, ...more } })).toMatchObject({
      time: AT,
      severity_id: 4,
      message: 'it failed',
      status_id: 2,
      status_detail: 'bad password',
      duration: 2,
      metadata: {
        original_event_uid: '0f6c',
        event_code: 'logon',
        correlation_uid: 't-1',
        log_level: 'error',
        product: { name: 'shop', version: '1' },
      },
      unmapped: { labels: { own: 'x' } },
      ...expected,
    });
  });

  test('where from and who, nested or dotted', () => {
    const expected = {
      class_uid: 3002,
      user: { name: 'alice', uid: '17' },
      src_endpoint: { ip: '192.0.2.7', port: 4242 },
      dst_endpoint: { hostname: 'a1' },
    };
    const nested = { ...event, event: { ...event.event, category: ['authentication'] } };
    expect(map(nested)).toMatchObject(expected);
    expect(
      map({
        '@timestamp': AT,
        ecs: { version: '1.6.0' },
        'event.category': ['authentication'],
        'user.name': 'alice',
        'user.id': 17,
        'source.ip': '192.0.2.7',
        'source.port': '4242',
        'host.name': 'a1',
      }),
    ).toMatchObject({ time: AT, ...expected });
  });

  test('a request', () => {
    expect(
      map({
        ...event,
        'log.level': 'info',
        http: {
          request: { method: 'post', referrer: 'r' },
          response: { status_code: 201, body: { bytes: 5 } },
        },
        url: { path: '/a', query: 'b=c', domain: 'shop.example.com' },
        user_agent: { original: 'curl/8' },
      }),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 6,
      status_id: 1,
      actor: { user: { name: 'alice' } },
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'shop.example.com' },
      http_request: { http_method: 'POST', url: { path: '/a', query_string: 'b=c' }, user_agent: 'curl/8' },
      http_response: { code: 201, body_length: 5 },
    });
  });

  test('any other application’s line', () => {
    expect(
      map({
        '@timestamp': '2026-11-23T09:00:00.123Z',
        'log.level': 'info',
        message: 'up',
        'ecs.version': '1.2.0',
      }),
    ).toMatchObject({ class_uid: 0, severity_id: 1, message: 'up' });
    expect(takers({ '@timestamp': '2026-11-23T09:00:00.123Z', message: 'no version' })).toEqual(['json']);
    expect(takers({ '@timestamp': true, 'ecs.version': '1' })).toEqual(['json']);
  });
});

describe('CEF', () => {
  const map = mapper('cef');
  const HEAD = 'CEF:0|Example, Inc.|Fire\\|wall|7.1|100|Connection refused|8|';

  test('every part of it', () => {
    expect(
      map(
        `${HEAD}rt=${AT} src=192.0.2.7 spt=4242 shost=a.example.com dst=198.51.100.9 dpt=443 suser=alice suid=17 duser=root act=blocked outcome=failure reason=by rule app=HTTPS in=7 out=9 externalId=e-1 cat=/Firewall msg=two words \\= one\\nline cs1Label=Rule cs1=deny all cs2=bare dvchost=fw1 `,
      ),
    ).toMatchObject({
      class_uid: 4001,
      activity_id: 5,
      action_id: 2,
      time: AT,
      severity_id: 4,
      status_id: 2,
      status: 'failure',
      status_detail: 'by rule',
      message: 'Connection refused: two words = one\nline',
      src_endpoint: { ip: '192.0.2.7', port: 4242, hostname: 'a.example.com' },
      dst_endpoint: { ip: '198.51.100.9', port: 443 },
      app_protocol_name: 'HTTPS',
      traffic: { bytes_in: 7, bytes_out: 9 },
      metadata: {
        product: { vendor_name: 'Example, Inc.', name: 'Fire|wall', version: '7.1' },
        event_code: '100',
        original_event_uid: 'e-1',
      },
      unmapped: {
        user: { name: 'alice', uid: '17' },
        target_user: { name: 'root' },
        Rule: 'deny all',
        cs2: 'bare',
        dvchost: 'fw1',
        act: 'blocked',
      },
    });
  });

  test.each<[string, string, object]>([
    [
      'a sign-in',
      'CEF:1|V|P|1|login|User logged in|Low|suser=alice src=192.0.2.7 outcome=success',
      { class_uid: 3002, activity_id: 1, status_id: 1, severity_id: 2, user: { name: 'alice' } },
    ],
    [
      'a sign-out of somebody by somebody',
      'CEF:0|V|P|1|7|Logoff|3|suser=admin duser=bob',
      { class_uid: 3002, activity_id: 2, user: { name: 'bob' }, actor: { user: { name: 'admin' } } },
    ],
    [
      'a request',
      'CEF:0|V|P|1|7|Blocked|Very-High|src=192.0.2.7 requestMethod=GET request=/a?b=c requestClientApplication=curl/8 cn1Label=status code cn1=403',
      {
        class_uid: 4002,
        severity_id: 5,
        http_response: { code: 403 },
        http_request: { url: { path: '/a', query_string: 'b=c' }, user_agent: 'curl/8' },
        src_endpoint: { ip: '192.0.2.7' },
      },
    ],
    [
      'anything else',
      'CEF:0|V|P|1|7|Disk full|9|suser=alice',
      { class_uid: 6008, severity_id: 5, actor: { user: { name: 'alice' } }, message: 'Disk full' },
    ],
    ['no extension', 'CEF:0|V|P|1|7|Started|1|', { class_uid: 0, message: 'Started' }],
    ['no last bar', 'CEF:0|V|P|1|7|Started|10', { class_uid: 6008, severity_id: 5 }],
    [
      'a header before it',
      'Nov 23 09:00 fw1 CEF:0|V|P|1|7|Started|1|',
      { unmapped: { before: 'Nov 23 09:00 fw1' } },
    ],
    [
      'backslashes',
      'CEF:0|V|P|1|7|a\\\\b|1|fname=C:\\\\dir filePath=x\\=y',
      { unmapped: { fname: 'C:\\dir', filePath: 'x=y' } },
    ],
    ['a value with an equals sign', 'CEF:0|V|P|1|7|a|1|k=v w=x=y z', { unmapped: { k: 'v', w: 'x=y z' } }],
  ])('%s', (_name, line, expected) => {
    expect(map(line)).toMatchObject(expected);
  });

  test.each<[string, number]>([
    ['Nov 23 2026 09:00:00.123', AT],
    ['Nov 23 2026 10:00:00 +0100', AT - 123],
    ['Nov 23 2026 09:00:00 UTC', AT - 123],
    ['2026-11-23T09:00:00.123Z', AT],
    ['soon', CONTEXT.arrival],
  ])('the time %s', (time, expected) => {
    expect(map(`CEF:0|V|P|1|7|Started|1|rt=${time} k=v`).time).toBe(expected);
  });

  test.each(['CEF:0|V|P|1|7', 'CEF:x|V|P|1|7|N|1|', 'xCEF:0|V|P|1|7|N|1|', 'CEFALU'])(
    'not it: %s',
    (line) => {
      expect(takers(line)).toEqual(['text']);
    },
  );
});

describe('logfmt', () => {
  const map = mapper('logfmt');

  test('every usual key', () => {
    expect(
      map(
        'ts=2026-11-23T09:00:00.123Z level=warn msg="login \\"failed\\"\\n" user=alice user_id=17 remote_addr=[2001:db8::7]:4242 trace_id=t-1 err="bad password" caller=a/b.go:7 debug empty=',
      ),
    ).toMatchObject({
      class_uid: 0,
      time: AT,
      severity_id: 3,
      message: 'login "failed"\n',
      status_detail: 'bad password',
      actor: { user: { name: 'alice', uid: '17' } },
      metadata: { log_level: 'warn', correlation_uid: 't-1', profiles: ['host'] },
      unmapped: { caller: 'a/b.go:7', src_endpoint: { ip: '2001:db8::7', port: 4242 } },
    });
  });

  test("Heroku's router", () => {
    expect(
      map(
        'at=info method=GET path="/a?b=c" host=app.example.com request_id=8601 fwd="192.0.2.7, 10.0.0.1" dyno=web.1 connect=1ms service=18ms status=503 bytes=13 protocol=https',
      ),
    ).toMatchObject({
      class_uid: 4002,
      activity_id: 3,
      status_id: 2,
      src_endpoint: { ip: '192.0.2.7' },
      dst_endpoint: { hostname: 'app.example.com' },
      http_request: { url: { path: '/a', query_string: 'b=c' } },
      http_response: { code: 503, body_length: 13 },
      metadata: { correlation_uid: '8601' },
      unmapped: { dyno: 'web.1', service: '18ms' },
    });
  });

  test.each<[string, object]>([
    [`time=${AT / 1000} lvl=eror msg=x`, { time: AT, class_uid: 6008 }],
    [`t=${AT} level=info`, { time: AT, class_uid: 0 }],
    ['level=info msg=x', { time: CONTEXT.arrival }],
    ['level=info level=error msg=x', { severity_id: 4 }],
    ['level=info msg=x status=7 method=GET', { unmapped: { status: '7', method: 'GET' } }],
    ['level=info msg=x message=y', { message: 'x', unmapped: { message: 'y' } }],
    ['level=info msg=x __proto__=y', { class_uid: 0 }],
  ])('%s', (line, expected) => {
    expect(map(line)).toMatchObject(expected);
  });

  test.each([
    'a=b c=d',
    'level=info other=x',
    'level=whatever msg=x',
    'msg=x it is no pair at all level=info',
    'level=info msg="never ends',
    'level=info msg="ends"here',
    '=info msg=x level=info',
    'type=SYSCALL msg=audit(1364481363.243:24287): arch=c000003e',
  ])('not it: %s', (line) => {
    expect(takers(line)).not.toContain('logfmt');
  });
});
