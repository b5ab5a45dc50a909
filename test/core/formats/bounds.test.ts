import { FORMATS } from '../../../core/formats/registry';
import { type Event, expectSource, expectValid, normalize } from './support';

/** What docs/formats.md says of names that come twice and of data nested deep. */

const sampleOf = (name: string): string => FORMATS.find((format) => format.name === name)?.sample ?? '';
const only = (source: string): Event => {
  const normalized = normalize(source);
  expectValid(normalized);
  expectSource(normalized, Buffer.from(source));
  expect(normalized.events.length).toBe(1);
  return normalized.events[0] as Event;
};

describe('of a name that comes twice the last value counts', () => {
  const trail = (fields: string): string =>
    `{"eventVersion":"1.08","eventTime":"2026-11-23T09:00:00Z","eventSource":"ec2.amazonaws.com",${fields},"userIdentity":{"type":"IAMUser","userName":"alice","userName":"bob"}}`;

  it.each<[string, string, (event: Event) => unknown, string]>([
    [
      'in JSON',
      trail('"eventName":"RunInstances","eventName":"StopInstances"'),
      (event) => event.api.operation,
      'StopInstances',
    ],
    ['in an object of it', trail('"eventName":"StopInstances"'), (event) => event.actor.user.name, 'bob'],
    [
      'in JSON of no format',
      '{"message":"first","level":"info","message":"second"}',
      (event) => event.message,
      'second',
    ],
    ['in logfmt', 'level=info msg=first user=alice user=bob msg=second', (event) => event.message, 'second'],
    [
      'in CEF',
      `${sampleOf('cef')} suser=mallory src=198.51.100.1`,
      (event) => event.src_endpoint.ip,
      '198.51.100.1',
    ],
    ['in auditd', `${sampleOf('auditd')} pid=99`, (event) => event.process.pid, '99'],
  ])('%s', (_, source, found, expected) => {
    expect(String(found(only(source)))).toBe(expected);
  });

  it('and an object that holds two of a format is judged by the last', () => {
    expect(
      only('{"eventVersion":"1.08","eventSource":"x","eventSource":5,"eventName":"y","userIdentity":{}}')
        .metadata.log_format,
    ).toBe('json');
  });

  it.each([
    ['VPC Flow', 'dstaddr srcaddr srcaddr srcport dstport interface-id start end action', 'vpc-flow'],
    ['CloudFront', '#Fields: date time x-edge-location c-ip c-ip cs-method', 'cloudfront'],
    ['IIS', '#Fields: date time c-ip c-ip cs-method cs-uri-stem sc-status', 'iis'],
    [
      'transit gateway',
      'version resource-type tgw-id tgw-id tgw-attachment-id srcaddr dstaddr',
      'transit-gateway-flow',
    ],
  ])('a header of %s that names a column twice is none', (_, header, format) => {
    expect(only(header).metadata.log_format).not.toBe(format);
    expect(only(header).metadata.log_format).toBe('text');
  });
});

describe('data nested deep', () => {
  /** How deep JSON text is nested, counted outside of strings. */
  const depthOf = (line: string): number => {
    let depth = 0;
    let most = 0;
    for (const bracket of line.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[[\]{}]/g) ?? []) {
      depth += bracket === '{' || bracket === '[' ? 1 : -1;
      most = Math.max(most, depth);
    }
    return most;
  };
  const nested = (depth: number, open: string, close: string): string =>
    open.repeat(depth) + 1 + close.repeat(depth);
  const objects = FORMATS.filter(({ kind }) => kind === 'json').map(({ name, sample }): [string, string] => [
    name,
    sample,
  ]);

  it.each(objects)('in any field of %s gives a line nested at most 64 deep', (_, sample) => {
    const value = JSON.parse(sample) as Record<string, unknown>;
    for (const name of [...Object.keys(value), 'other'])
      for (const [depth, open, close] of [
        [40, '[', ']'],
        [47, '{"a":', '}'],
        [48, '[', ']'],
        [49, '{"a":', '}'],
        [5000, '[', ']'],
      ] as const) {
        const source = JSON.stringify({ ...value, [name]: '@' }).replace('"@"', nested(depth, open, close));
        const normalized = normalize(source);
        expectValid(normalized);
        expectSource(normalized, Buffer.from(source));
        for (const line of normalized.lines) expect(depthOf(line)).toBeLessThanOrEqual(64);
      }
  });

  it('48 deep is kept, 49 is left to the raw text', () => {
    const other = (depth: number): unknown =>
      only(sampleOf('okta').replace('{', `{"other":${nested(depth, '[', ']')},`)).unmapped.other;
    expect(other(48)).toBeDefined();
    expect(other(49)).toBeUndefined();
  });
});
