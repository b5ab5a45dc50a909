import { gzipSync } from 'node:zlib';
import { expandOpaque, formats, normalizeRecord, opaqueRecord } from '../../../core/formats/normalize';
import { CONTEXT, expectValid, normalize, rebuild } from './support';

const trail = (fields: object = {}): string =>
  JSON.stringify({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/alice', userName: 'alice' },
    eventTime: '2026-01-02T03:04:05Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'StopInstances',
    sourceIPAddress: '192.0.2.7',
    eventID: 'e-1',
    ...fields,
  });

const envelope = (messages: unknown[], fields: object = {}): string =>
  JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: 'group',
    logStream: 'stream',
    subscriptionFilters: ['all'],
    logEvents: messages.map((message, at) => ({
      id: `3195310660696698337880902507980421114328961542429822156${at}`,
      timestamp: 1_764_000_000_000 + at,
      message,
    })),
    ...fields,
  });

describe('a record of the stream', () => {
  test('gives events numbered on from the first index, the uid at its fixed place', () => {
    const normalized = normalize('a\nb\n', { firstIndex: 41 });
    expectValid(normalized, { firstIndex: 41 });
    expect(normalized.lines[0]?.slice(20, 54)).toBe('01KAR2XJ80Q4T0YQ2ZJ3S9W8VN-0000041');
    expect(normalized.lines[0]?.[54]).toBe('"');
  });

  test('is never read as an entry of the log', () => {
    const normalized = normalize('{"wormtrail":"entry/v1","batch":"x"}\n{"wormtrail":"index/v1"}');
    expectValid(normalized);
  });

  test.each([
    '',
    '\n',
    '\r\n\n',
    '\ufeff',
    '\ufeff\n',
    ' ',
    '\0',
    'a',
    'a\n\n',
    '\n\na',
    '\ufeffa\r\n',
    '[]',
    '{}',
    '{}\n{}',
    '[{},{}]',
  ])('%j has at least one event and is kept', (text) => {
    const normalized = normalize(text);
    expectValid(normalized);
    expect(rebuild(normalized.events).toString()).toBe(text);
  });

  test('that is not UTF-8 keeps each line, the damaged ones in base64', () => {
    const source = Buffer.concat([
      Buffer.from('good ü\n'),
      Buffer.from([0x62, 0xff, 0x0d, 0x0a]),
      Buffer.from(`${trail()}\n`),
      Buffer.from('{"Records":[{"a":1}],"b":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    const normalized = normalize(source);
    expectValid(normalized);
    expect(rebuild(normalized.events)).toEqual(source);
    expect(normalized.events[0]?.raw_data).toBe('good ü');
    expect(normalized.events[1]?.raw_data).toBe('b\ufffd');
    expect(normalized.events[1]?.unmapped.envelope.base64).toBe('Yv8=');
    expect(normalized.events[2]?.class_uid).toBe(6003);
  });

  test('may be forced into one format', () => {
    const flow = '2 123456789012 eni-1 - - - - - - - 1620000000 1620000060 - NODATA';
    expect(normalize(flow).events[0]?.metadata.log_format).toBe('vpc-flow');
    for (const format of ['text', 'access-log', 'json'])
      expect(normalize(flow, { format }).events[0]?.metadata.log_format).toBe('text');
    expect(normalize('{"a":1}{"b":2}', { format: 'text' }).events.length).toBe(1);
    expect(normalize(trail(), { format: 'json' }).events[0]?.metadata.log_format).toBe('json');
    for (const { name } of formats) expectValid(normalize(envelope([flow, trail()]), { format: name }));
    expect(() => normalize('', { format: 'no-such' })).toThrow(/unknown source format "no-such"/);
  });

  test('mixed of all formats has each event found', () => {
    const flow = '2 123456789012 eni-1 192.0.2.1 10.0.0.1 1 2 6 1 40 1620000000 1620000060 ACCEPT OK';
    const access = '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.1" 200 5';
    const { events } = normalize([flow, 'x', access, trail(), '{"msg":"m"}', flow].join('\n'));
    expect(events.map((event) => event.metadata.log_format)).toEqual([
      'vpc-flow',
      'text',
      'access-log',
      'cloudtrail',
      'json',
      'vpc-flow',
    ]);
  });
});

describe('CloudWatch Logs', () => {
  test('messages are events, whatever lines they hold, and keep their envelope', () => {
    const normalized = normalize(
      gzipSync(envelope([trail(), 'two\nlines\n', ''], { policyLevel: 'ACCOUNT_LEVEL_POLICY' })),
    );
    expectValid(normalized);
    expect(normalized.events.map((event) => event.raw_data)).toEqual([trail(), 'two\nlines\n', '']);
    const [first, second] = normalized.events;
    expect(first).toMatchObject({
      class_uid: 6003,
      time: Date.UTC(2026, 0, 2, 3, 4, 5),
      metadata: { log_name: 'group', log_source: 'stream', original_event_uid: 'e-1' },
    });
    expect(first?.unmapped.envelope).toEqual({
      cloudwatch: {
        owner: '123456789012',
        subscriptionFilters: ['all'],
        payload: { policyLevel: 'ACCOUNT_LEVEL_POLICY' },
        id: '31953106606966983378809025079804211143289615424298221560',
        timestamp: 1_764_000_000_000,
      },
    });
    expect(second).toMatchObject({
      class_uid: 0,
      time: 1_764_000_000_001,
      cloud: { account: { uid: '123456789012' } },
      metadata: { original_event_uid: '31953106606966983378809025079804211143289615424298221561' },
    });
    expect(second?.unmapped.envelope.cloudwatch).not.toHaveProperty('timestamp');
  });

  test('payloads may come plain, back to back, and in several gzip members', () => {
    for (const data of [
      envelope(['a']) + envelope(['b', 'c']),
      `${envelope(['a'])}\n${envelope(['b', 'c'])}\n`,
      Buffer.concat([gzipSync(envelope(['a'])), gzipSync(envelope(['b', 'c']))]),
    ]) {
      const normalized = normalize(data);
      expectValid(normalized);
      expect(normalized.events.map((event) => event.raw_data)).toEqual(['a', 'b', 'c']);
      expect(normalized.events.map((event) => event.unmapped.envelope.cloudwatch.owner).length).toBe(3);
    }
  });

  test('a CONTROL_MESSAGE becomes a Base Event', () => {
    const normalized = normalize(envelope([trail()], { messageType: 'CONTROL_MESSAGE' }));
    expectValid(normalized);
    expect(normalized.events[0]).toMatchObject({
      class_uid: 0,
      raw_data: trail(),
      unmapped: { envelope: { cloudwatch: { messageType: 'CONTROL_MESSAGE' } } },
    });
  });

  test('extracted fields stay with their message', () => {
    const value = JSON.parse(envelope(['a', 'b']));
    value.logEvents[0].extractedFields = { x: '1' };
    const { events } = normalize(JSON.stringify(value));
    expect(events[0]?.unmapped.envelope.cloudwatch.event).toEqual({ extractedFields: { x: '1' } });
    expect(events[1]?.unmapped.envelope.cloudwatch).not.toHaveProperty('event');
  });

  test.each<[string, string]>([
    ['no messages', envelope([])],
    ['a message that is no text', envelope(['a', 7])],
    ['an id that is a number', envelope(['a']).replace(/"id":"\d+"/, '"id":5')],
    ['a time out of range', envelope(['a']).replace(/"timestamp":\d+/, '"timestamp":1e300')],
    ['an owner that is an object', envelope(['a'], { owner: {} })],
    ['filters that are text', envelope(['a'], { subscriptionFilters: 'all' })],
    ['a field nested too deep', envelope(['a']).replace('{', `{"x":${'['.repeat(5000)}${']'.repeat(5000)},`)],
  ])('what is not quite a payload, for %s, is kept whole', (_name, text) => {
    const normalized = normalize(text);
    expectValid(normalized);
    expect(normalized.events.map((event) => event.raw_data)).toEqual([text]);
  });
});

describe('opaque records', () => {
  const good = gzipSync(envelope(['a']));
  const flipped = Buffer.from(good);
  flipped.writeUInt8(flipped.readUInt8(good.length - 6) ^ 1, good.length - 6);

  test.each<[string, Buffer]>([
    ['cut', good.subarray(0, good.length - 3)],
    ['cut to its magic', good.subarray(0, 2)],
    ['followed by a NUL', Buffer.concat([good, Buffer.alloc(1)])],
    ['followed by text', Buffer.concat([good, Buffer.from('x')])],
    ['with a wrong checksum', flipped],
  ])('gzip that is %s is kept to the byte', (_name, data) => {
    const normalized = normalize(data);
    expectValid(normalized);
    expect(normalized).toMatchObject({ opaque: 1 });
    expect(normalized.lines.length).toBe(1);
    expect(normalized.events[0]?.unmapped.envelope.opaque).toBe('will-not-inflate');
    expect(Buffer.from(expandOpaque(normalized.lines[0]!)!)).toEqual(data);
    expect(rebuild(normalized.events)).toEqual(data);
  });

  test('what inflates beyond the bound is too large, whatever its trailer says', () => {
    const data = gzipSync(Buffer.alloc(100_001, 97));
    expect(normalize(data, { maxInflated: 100_001 }).opaque).toBe(0);
    for (const size of [0, 1, 100_001, 0xffffffff]) {
      data.writeUInt32LE(size, data.length - 4);
      const normalized = normalize(data, { maxInflated: 100_000 });
      expect(normalized.opaque).toBe(1);
      // A trailer that lies may be found out first.
      if (size === 100_001) expect(normalized.events[0]?.unmapped.envelope.opaque).toBe('too-large');
      expect(Buffer.from(expandOpaque(normalized.lines[0]!)!)).toEqual(data);
    }
  });

  test('the transform may make one of anything', () => {
    const line = opaqueRecord(Buffer.from('abc'), CONTEXT, 'answer-too-large');
    expectValid({ lines: [line], events: [JSON.parse(line)], opaque: 1 });
    expect(Buffer.from(expandOpaque(line)!).toString()).toBe('abc');
  });

  test('no event can pass for one', () => {
    const line = opaqueRecord(Buffer.from('abc'), CONTEXT, 'too-large');
    const forged = [
      line,
      `${line}\n`,
      JSON.stringify({
        metadata: { log_format: 'opaque' },
        unmapped: { envelope: { opaque: 'x', base64: 'YQ==' } },
      }),
      trail({ additionalEventData: { opaque: 'x' }, envelope: { opaque: 'too-large', base64: 'YQ==' } }),
      envelope([line], { logGroup: '","log_format":"opaque",' }),
      envelope([line], { opaque: 'too-large', base64: 'YQ==' }),
    ];
    for (const text of forged)
      for (const one of normalize(text).lines) expect(expandOpaque(one)).toBeUndefined();
    for (const text of ['', '{}', '{"metadata":{"uid":"', '{"metadata":{"uid":"x","log_format":"opaque",'])
      expect(expandOpaque(text)).toBeUndefined();
  });
});

describe('purity', () => {
  test('the same record gives the same lines, whatever came before', () => {
    const record = [trail(), 'x', trail({ eventName: 'Made Up' })].join('\n');
    const before = normalize(record).lines;
    normalize('version account-id interface-id srcaddr\n1 2 3 4');
    normalize(Array.from({ length: 5000 }, (_, at) => trail({ eventName: `Zz${at}` })).join('\n'));
    expect(normalize(record).lines).toEqual(before);
  });

  test('an error of the one who takes the lines is his', () => {
    expect(() =>
      normalizeRecord(Buffer.from('a\nb'), CONTEXT, () => {
        throw new Error('full');
      }),
    ).toThrow('full');
  });
});
