import { gzipSync } from 'node:zlib';
import { rederiver } from '../../../core/formats/normalize';
import { logs, sourceOf } from './manifests';
import { normalize, withCorpus } from './support';

/** Lines that the normaliser would not make again of their own raw text. */
function underivable(lines: readonly string[]): string[] {
  const derive = rederiver();
  return lines.filter((line, at) => !derive(line, at > 0));
}

const cloudwatch = JSON.stringify({
  messageType: 'DATA_MESSAGE',
  owner: '123456789012',
  logGroup: '/aws/vpc',
  logStream: 'eni-1',
  subscriptionFilters: ['all'],
  policyLevel: 'ACCOUNT',
  logEvents: [
    { id: '1', timestamp: 1_764_000_000_123, message: 'Accepted' },
    { id: '2', timestamp: 1_764_000_000_124, message: '{"a":', extractedFields: { a: '1' } },
    { id: '3', timestamp: 5, message: '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1\n' },
  ],
});

it.each([
  ['lines, terminated in every way', 'a\r\nb\n\n\nc'],
  ['JSON in an array', ' [{"a":1}, {"time":5}]\n'],
  [
    'a header and what it names',
    'dstaddr srcaddr srcport interface-id start end action\n192.0.2.1 192.0.2.2 5 eni-1 1620000000 1620000060 ACCEPT\n',
  ],
  ['messages of CloudWatch Logs', cloudwatch],
  ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0x0a, 0xfe, 0x62, 0x0a])],
  ['a record that will not inflate', gzipSync('abc').subarray(0, 12)],
])('%s are derived again from their own lines', (_, source) => {
  expect(underivable(normalize(source).lines)).toEqual([]);
});

it('what a format was asked for is derived again, too', () => {
  const { lines } = normalize('{"eventVersion":"1"}\n{"a":1}', { format: 'text' });
  expect(underivable(lines)).toEqual([]);
});

it.each([
  ['another time', (line: string) => line.replace('"time":971211336000', '"time":971211336001')],
  ['another address', (line: string) => line.replace('"ip":"192.0.2.7"', '"ip":"192.0.2.8"')],
  ['another status', (line: string) => line.replace('"status_id":1', '"status_id":2')],
  ['another raw text', (line: string) => line.replace('GET / HTTP', 'GET /x HTTP')],
  ['a field more', (line: string) => line.replace('"class_uid"', '"message":"x","class_uid"')],
])('%s is seen', (_, alter) => {
  const [line] = normalize('192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1').lines as [
    string,
  ];
  expect(alter(line)).not.toBe(line);
  expect(underivable([line, alter(line)])).toEqual([alter(line)]);
});

withCorpus('of the corpus', () => {
  it.each(logs)('each line of %s is derived again', (path, { field }) => {
    expect(underivable(normalize(sourceOf(path, field)).lines)).toEqual([]);
  });
});
