import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Event, expectSource, expectValid, normalize } from './support';

/** Strings that mean something to the normaliser, and such as break careless code. */
const NASTY = [
  '',
  '-',
  '__proto__',
  'constructor',
  'toString',
  '\ud800',
  'a\udc00b',
  '\u2028',
  '\0',
  '\ufeff',
  '\r',
  '\n',
  '"',
  '\\',
  '192.0.2.7',
  '2001:db8::1',
  '::ffff:1.2.3.4',
  '999.1.1.1',
  'NaN',
  '1e999',
  '2026-01-02T03:04:05Z',
  '9999-99-99T99:99:99Z',
  '10/Oct/2000:13:55:36 -0700',
  'ConsoleLogin',
  'signin.amazonaws.com',
  'DATA_MESSAGE',
  'CONTROL_MESSAGE',
  '{"wormtrail":"entry/v1"}',
  'ACCEPT',
  'NODATA',
  'OK',
];

const TRAIL_NAMES = [
  'eventVersion eventTime eventSource eventName userIdentity sourceIPAddress requestParameters responseElements requestID',
  'eventID readOnly resources errorCode errorMessage additionalEventData recipientAccountId awsRegion userAgent apiVersion',
  'vpcEndpointId sharedEventID eventType type arn accountId principalId userName sessionContext attributes creationDate',
  'mfaAuthenticated sessionIssuer webIdFederationData invokedBy onBehalfOf ConsoleLogin MFAUsed ARN time message level',
  'Records logEvents messageType owner logGroup logStream subscriptionFilters id timestamp __proto__ constructor metadata',
].flatMap((names) => names.split(' '));

const nastyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

const nastyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    nastyText,
    fc.constantFrom(null, true, false, 0, -1, 1e300, 1.5, 1_700_000_000, 2 ** 53),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...TRAIL_NAMES), nastyText), tie('value'), { maxKeys: 6 }),
  ),
})).value;

/** CloudTrail events any field of which may be anything. */
const trail = fc
  .record(
    Object.fromEntries(
      TRAIL_NAMES.filter((name) => !name.startsWith('__')).map((name) => [name, nastyValue]),
    ),
    { requiredKeys: [] },
  )
  .chain((fields) =>
    fc
      .constantFrom(
        { eventVersion: '1', eventSource: 'x', eventName: 'GetX', userIdentity: {} },
        { eventVersion: '1', eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' },
        {},
      )
      .map((fixed) => JSON.stringify({ ...fields, userIdentity: fields.userIdentity ?? {}, ...fixed })),
  );

const flow = fc
  .array(
    fc.oneof(
      fc.constantFrom('2', '-', '443', '10.0.0.1', '::1', '6', 'ACCEPT', 'OK', '99999999999999999'),
      nastyText,
    ),
    {
      minLength: 14,
      maxLength: 14,
    },
  )
  .map((fields) => ['2', ...fields.slice(1, 12), 'ACCEPT', 'OK'].join(' '));

const header = fc
  .shuffledSubarray(
    'version srcaddr dstaddr srcport dstport start end action log-status flow-direction pkt-srcaddr tgw-id az-id'.split(
      ' ',
    ),
    { minLength: 4 },
  )
  .map((names) => names.join(' '));

const access = fc
  .tuple(nastyText, nastyText, nastyText, nastyText, nastyText, nastyText)
  .map(
    ([host, user, request, size, referrer, agent]) =>
      `${host} - ${user} [10/Oct/2000:13:55:36 -0700] "GET ${request} HTTP/1.1" 200 ${size} "${referrer}" "${agent}"`,
  );

const anyEvent = fc.oneof(
  trail,
  flow,
  header,
  access,
  nastyText,
  nastyValue.map((value) => JSON.stringify(value)),
);

const message = fc.record({
  id: fc.oneof(fc.constant('3195310660696'), nastyValue as fc.Arbitrary<string>),
  timestamp: fc.oneof(
    fc.constant(1_700_000_000_000),
    fc.constantFrom(-1, 0.5, 1e300, 'x' as unknown as number),
  ),
  message: fc.oneof(
    { weight: 9, arbitrary: anyEvent },
    { weight: 1, arbitrary: nastyValue as fc.Arbitrary<string> },
  ),
});

const payload = fc
  .record({
    messageType: nastyText,
    owner: nastyText,
    logGroup: nastyText,
    logStream: nastyText,
    subscriptionFilters: fc.array(nastyText, { maxLength: 2 }),
    logEvents: fc.array(message, { maxLength: 4 }),
    extra: nastyValue,
  })
  .map((value) => JSON.stringify(value));

const record = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: anyEvent }, { weight: 1, arbitrary: payload }), {
      maxLength: 6,
    }),
    fc.constantFrom('\n', '\r\n', '', ',', '\n\n'),
    fc.constantFrom(['', ''], ['[', ']'], ['{"Records":[', ']}'], ['\ufeff', '\n']),
  )
  .map(([parts, gap, [open, close]]) => open + parts.join(gap) + close);

const hasPayload = (events: readonly Event[]): boolean =>
  events.some((event) => event.unmapped?.envelope?.cloudwatch !== undefined);

describe('whatever comes', () => {
  test('gives valid lines and keeps the text', () => {
    fc.assert(
      fc.property(record, (text) => {
        const source = Buffer.from(text);
        const normalized = normalize(source);
        expectValid(normalized);
        if (!hasPayload(normalized.events)) expectSource(normalized, source);
      }),
      { numRuns: 800 },
    );
  });

  test('messages of a payload are kept one by one', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 5 }), (messages) => {
        const text = JSON.stringify({
          messageType: 'DATA_MESSAGE',
          owner: '1',
          logGroup: 'g',
          logStream: 's',
          subscriptionFilters: [],
          logEvents: messages.map((one, at) => ({ id: String(at), timestamp: at, message: one })),
        });
        const normalized = normalize(gzipSync(text));
        expectValid(normalized);
        // What JSON.stringify does to lone surrogates on the way in is undone on the way out.
        expect(normalized.events.map((event) => event.raw_data)).toEqual(messages);
      }),
      { numRuns: 300 },
    );
  });

  test('damaged bytes are kept, inflated or not', () => {
    fc.assert(
      fc.property(
        record,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.nat(),
        (text, changes, zip, cut) => {
          let bytes = Buffer.from(zip ? gzipSync(text) : text);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          if (cut % 3 === 0) bytes = bytes.subarray(0, cut % (bytes.length + 1));
          const normalized = normalize(bytes);
          expectValid(normalized);
          const inflated = bytes[0] === 0x1f && bytes[1] === 0x8b && normalized.opaque === 0;
          if (!inflated && !hasPayload(normalized.events)) expectSource(normalized, bytes);
        },
      ),
      { numRuns: 800 },
    );
  });

  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const normalized = normalize(bytes);
        expectValid(normalized);
        if (normalized.opaque === 0) expectSource(normalized, Buffer.from(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, string]>([
    ['brackets', '['.repeat(200_000)],
    ['arrays in one', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    [
      'a CloudTrail event nested deep',
      `{"eventVersion":"1","eventSource":"x","eventName":"y","userIdentity":${'{"userName":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    ],
    ['nested deep in Records', `{"Records":[{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}},{"b":1}]}`],
    ['one long word', 'x'.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['backslashes in a request', `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "${'\\'.repeat(500_000)}" 200 1`],
    [
      'quotes escaped in a request',
      `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "${'\\"'.repeat(500_000)}" 200 1`,
    ],
    ['brackets before the time', `1.1.1.1 - ${'[10/'.repeat(250_000)}] "`],
    ['line ends', '\n'.repeat(1_000_000)],
    [
      'a name of many words',
      JSON.stringify({
        eventVersion: '1',
        eventSource: 'x',
        eventName: 'Batch'.repeat(200_000),
        userIdentity: {},
      }),
    ],
  ])('a megabyte of %s takes no time to speak of', (_name, text) => {
    const start = performance.now();
    const normalized = normalize(text);
    expect(performance.now() - start).toBeLessThan(20_000);
    expectValid(normalized);
    expectSource(normalized, Buffer.from(text));
  });

  test('a line of 50 MB', () => {
    const text = `${'a'.repeat(50 * 1024 * 1024)}\nb\n`;
    const normalized = normalize(text);
    expect(normalized.events.map((event) => event.raw_data.length)).toEqual([50 * 1024 * 1024, 1]);
  });

  test('one poisoned event costs its neighbours nothing', () => {
    const good = '{"eventVersion":"1","eventSource":"x","eventName":"GetX","userIdentity":{},"eventID":"e"}';
    const poison = `{"eventVersion":"1","eventSource":"x","eventName":"y","userIdentity":{"userName":${'['.repeat(9000)}${']'.repeat(9000)}}}`;
    for (const bad of [poison, '{"a":', '{]}', '\ud800', '}', '{"a":"b\n"}'])
      for (const text of [`${good}\n${bad}\n${good}\n`, `${good}\r\n${bad}\r\n${good}`]) {
        const normalized = normalize(text);
        expectValid(normalized);
        const found = normalized.events.filter((event) => event.metadata.original_event_uid === 'e');
        expect([bad.slice(0, 20), found.length]).toEqual([bad.slice(0, 20), 2]);
      }
    const inFile = normalize(`{"Records":[${good},${poison},{"a":},${good}]}`);
    expectValid(inFile);
    expect(inFile.events.filter((event) => event.metadata.original_event_uid === 'e').length).toBe(2);
  });

  test('names such as __proto__ are names', () => {
    const text =
      '{"__proto__":{"eventVersion":"1","eventSource":"x","eventName":"y","userIdentity":{}},"constructor":1}';
    const normalized = normalize(text);
    expectValid(normalized);
    expect(normalized.events[0]?.metadata.log_format).toBe('json');
    expect(({} as Record<string, unknown>).eventName).toBeUndefined();
  });
});
